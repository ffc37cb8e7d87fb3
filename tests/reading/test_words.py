"""The words of reading: every code in both languages with the same facts, read alike by YAML; the pages current."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from ruamel.yaml import YAML

import relreport
from relreport.phrases import LANGUAGES, filled, phrases
from relreport.reference import PAGES, fields_page
from tests.reading.files import ROOT

HOUSE = Path(relreport.__file__).parent
SUBJECTS = ("diagnostics", "commands", "reference")


def test_every_code_in_use_has_words() -> None:
    used: set[str] = set()
    for path in HOUSE.rglob("*.py"):
        used |= set(re.findall(r'"([EW][1-4]\d\d)"', path.read_text(encoding="utf-8")))
    assert used <= set(phrases("diagnostics", "en"))
    assert {code for code in phrases("diagnostics", "en") if re.fullmatch(r"[EW]\d{3}", code)} <= used


@pytest.mark.parametrize("subject", SUBJECTS)
def test_both_languages_say_the_same(subject: str) -> None:
    english, chinese = phrases(subject, "en"), phrases(subject, "zh")
    assert list(english) == list(chinese)
    for key, entry in english.items():
        assert list(entry) == list(chinese[key]), key
        for part, text in entry.items():
            places = set(re.findall(r"\{(\w+)", text))
            assert set(re.findall(r"\{(\w+)", chinese[key][part])) == places, (key, part)


@pytest.mark.parametrize("subject", SUBJECTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_quick_reading_is_the_yaml_one(subject: str, language: str) -> None:
    text = (HOUSE / "locales" / language / f"{subject}.yaml").read_text(encoding="utf-8")
    slow = {
        key: entry if isinstance(entry, dict) else {"text": entry}
        for key, entry in YAML(typ="safe").load(text).items()
    }
    assert phrases(subject, language) == slow


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_reference_pages_are_current(language: str) -> None:
    page = (ROOT / "docs" / PAGES[language]).read_text(encoding="utf-8")
    assert page == fields_page(language), "run: python -m relreport.reference"


@pytest.mark.parametrize(
    ("template", "facts", "text"),
    [
        ("a", {}, "a"),
        ("a {b}", {"b": 1}, "a 1"),
        ("a[[ {b}]]", {}, "a"),
        ("a[[ {b}]]", {"b": "c"}, "a c"),
        ("{n|day|days}", {"n": 1}, "1 day"),
        ("{n|day|days}", {"n": 2}, "2 days"),
    ],
)
def test_a_phrase_is_filled(template: str, facts: dict[str, str | int], text: str) -> None:
    assert filled(template, facts) == text
