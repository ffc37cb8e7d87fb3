"""What the guides show beside commands holds too: settings, an acceptance, and a rule of one's own that works."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from relreport.assess import assess
from relreport.moves.smallest import ASKED, PAIRED, PROVED, TRIED
from relreport.parse import parse
from relreport.parse.settings import parse_settings
from relreport.rules import RULES
from relreport.rules.own import load
from relreport.text.catalogue import learn_rules, rule_words
from relreport.text.wording import Wording
from tests.why.samples import DAY, ROOT, account_of, settings

GUIDES = ROOT / "docs" / "guides"
LANGUAGES = {"en": "", "zh": ".zh"}


def blocks(name: str, kind: str) -> list[str]:
    text = (GUIDES / name).read_text(encoding="utf-8")
    return re.findall(rf"^```{kind}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


@pytest.fixture
def own_rule() -> Iterator[None]:
    before = dict(RULES)
    yield
    RULES.clear()
    RULES.update(before)
    for language in LANGUAGES:
        words: Any = rule_words(language)
        words.pop("OUR01", None)


@pytest.mark.parametrize("ending", LANGUAGES.values())
@pytest.mark.usefixtures("own_rule")
def test_the_rule_of_ones_own_speaks_and_has_words(ending: str) -> None:
    (code,) = blocks(f"settings{ending}.md", "python")
    module: dict[str, Any] = {"__name__": "ours"}

    def loaded() -> SimpleNamespace:
        exec(compile(code, "ours.py", "exec"), module)
        return SimpleNamespace(**module)

    found = load([SimpleNamespace(name="ours", load=loaded)])  # type: ignore[list-item]
    assert found.failed == []
    for language, words in found.words.items():
        learn_rules(language, words)
    said = assess(account_of("heyu-bridge"), settings(), DAY)
    other = replace(settings(), people=())  # then nobody is known to be a manager
    gaps = [gap for gap in assess(account_of("heyu-bridge"), other, DAY).gaps if gap.code == "OUR01"]
    assert [gap.subject for gap in gaps] == ["pan-zhiyuan"]
    assert all(gap.code != "OUR01" for gap in said.gaps)
    for language in LANGUAGES:
        wording = Wording(language=language, day=DAY, names={"pan-zhiyuan": "潘志远"})
        assert "潘志远" in wording.of_gap(gaps[0], "title")
        assert "365" in wording.of_gap(gaps[0], "message")


@pytest.mark.parametrize("ending", LANGUAGES.values())
def test_every_setting_shown_is_valid(ending: str) -> None:
    shown = [one for one in blocks(f"settings{ending}.md", "yaml") if not one.startswith("accepted")]
    assert shown
    for one in shown:
        parsed = parse_settings("relreport.yaml", one.encode())
        assert not parsed.findings, one


@pytest.mark.parametrize("ending", LANGUAGES.values())
def test_the_acceptance_shown_holds_the_gap(ending: str) -> None:
    (entry,) = [one for one in blocks(f"settings{ending}.md", "yaml") if one.startswith("accepted")]
    path = "accounts/yunpo-rail.md"
    text = (ROOT / path).read_text(encoding="utf-8").replace("---\n", f"---\n{entry}", 1)
    account = parse(path, text.encode(), settings()).account
    assert account is not None
    after = assess(account, settings(), date(2026, 11, 20))
    assert "NET01" in {gap.code for gap in after.accepted}
    assert "NET01" not in {gap.code for gap in after.gaps}


@pytest.mark.parametrize("ending", LANGUAGES.values())
def test_the_effort_of_the_search_is_the_documented_one(ending: str) -> None:
    text = (GUIDES / f"why{ending}.md").read_text(encoding="utf-8")
    counts = [ASKED, TRIED, PAIRED, PROVED]
    sentence = next(line for line in text.split("\n\n") if str(TRIED) in line and str(ASKED) in line)
    assert [int(one) for one in re.findall(r"\d+", sentence.split("1 " if ending else "clock")[-1])][
        -4:
    ] == counts


def test_every_guide_stands_in_both_languages_with_the_same_parts() -> None:
    for page in sorted(GUIDES.glob("*.md")):
        if page.name.endswith(".zh.md"):
            continue
        other = page.with_suffix("").with_suffix(".zh.md")
        shapes = [_shape(one) for one in (page, other)]
        assert shapes[0] == shapes[1], page.name


def _shape(page: Path) -> list[str]:
    """The headings' depths and the kinds of blocks, in their order."""
    return re.findall(r"^(#+|```\w+|\|(?= ---)) ?", page.read_text(encoding="utf-8"), re.MULTILINE)
