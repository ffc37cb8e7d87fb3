"""What follows from the program alone is looked up once a program, and is the same when it was kept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from relreport.answers import answered, keep_answers
from relreport.formats.compiled import Compiled
from relreport.readings import calendar
from relreport.text import catalogue
from tests.build.workspace import build, workspace, write

YEARS = [("cn", 2026), ("de", 2025), ("us", 2027), ("nowhere", 2026)]


@pytest.fixture(autouse=True)
def _nothing_known_before_or_after() -> Iterator[None]:
    forgotten()
    yield
    keep_answers(None)
    forgotten()


def forgotten() -> None:
    for one in (calendar._year, calendar._festivals, catalogue.rule_words):
        one.cache_clear()


def asked() -> list[object]:
    forgotten()
    return [
        [calendar._year(*one) for one in YEARS],
        calendar.festivals(date(2025, 12, 1), date(2027, 1, 31)),
        [catalogue.rule_words(language) for language in catalogue.LANGUAGES],
    ]


def test_a_kept_answer_is_the_answer() -> None:
    plain = asked()
    store = Compiled()
    keep_answers(store)
    assert asked() == plain
    assert store.fresh
    again = Compiled.read(store.written())
    keep_answers(again)
    assert asked() == plain
    assert not again.fresh


def test_nobody_changes_what_is_kept() -> None:
    keep_answers(Compiled())
    answered("of whom", lambda: {"names": ["Li"]})["names"].append("Wang")
    assert answered("of whom", lambda: None) == {"names": ["Li"]}


def test_a_second_build_looks_up_no_calendar(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = workspace(tmp_path / "work")
    build(root, "--jobs", "1")
    forgotten()
    monkeypatch.setattr(calendar, "_looked_up", None)  # what calls them fails
    monkeypatch.setattr(calendar, "_by_the_moon", None)
    monkeypatch.setattr(catalogue, "_read", None)
    write(root, "beta", said="and sons")
    assert build(root, "--jobs", "1") == 0
