"""The words of the rules: complete, the same facts in both languages, one for every case told apart.

That each gap brings the facts its words ask for is looked at wherever a test tells one: see `well_made`.
"""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest

from relreport import readings
from relreport.model import At
from relreport.rules import RULES, Gap
from relreport.rules.registry import gap
from tests.rules.well_made import mentioned, needed, texts_of, well_made, words_of

PARTS = {"title", "message", "why", "good", "check", "false_alarm", "do"}
CODES = sorted(RULES)


def test_every_rule_has_words_and_no_words_lack_a_rule():
    for language in ("en", "zh"):
        assert set(words_of(language)) == set(CODES)


@pytest.mark.parametrize("code", CODES)
def test_no_part_is_missing(code):
    for language in ("en", "zh"):
        entry = words_of(language)[code]
        assert set(entry) >= PARTS
        assert set(entry) <= PARTS | {"closed", "variants"}


@pytest.mark.parametrize("code", CODES)
def test_both_languages_ask_for_the_same_facts(code):
    english, chinese = words_of("en")[code], words_of("zh")[code]
    assert set(english.get("variants", {})) == set(chinese.get("variants", {}))
    for variant in (None, *english.get("variants", {})):
        ours, theirs = list(texts_of(english, variant)), list(texts_of(chinese, variant))
        assert needed(ours) == needed(theirs), variant
        assert mentioned(ours) == mentioned(theirs), variant


@pytest.mark.parametrize("code", CODES)
def test_a_case_told_apart_by_words_is_told_apart_by_the_rule(code):
    """By the name of the variant, in the rule's family or in a reading that it passes on."""
    module = inspect.getmodule(RULES[code].check)
    assert module is not None
    source = inspect.getsource(module) + READINGS
    for variant in words_of("en")[code].get("variants", {}):
        assert f'"{variant}"' in source


READINGS = "".join(path.read_text(encoding="utf-8") for path in Path(readings.__file__).parent.glob("*.py"))
LINE = At("contacts[0]", 7)


@pytest.mark.parametrize(
    ("code", "told", "complaint"),
    [
        ("ENT05", [gap(None)], "no line"),
        ("ENT07", [gap("wang", LINE)], "ask for {'contact'}"),
        ("ENT05", [gap(None, LINE, contact="wang")], "no word in en tells {'contact'}"),
        ("ENT05", [gap(None, LINE, variant="odd")], "no words for odd|variants"),
        ("ENT05", [gap(None, LINE), gap(None, LINE)], "two gaps"),
        ("ENT05", [gap(None, LINE, as_kind="record")], "is minor"),
        ("ENT12", [gap(None, LINE, as_kind="record")], "is asked"),
    ],
)
def test_the_watch_over_every_gap_is_awake(code, told: list[Gap], complaint):
    with pytest.raises((AssertionError, KeyError), match=complaint):
        well_made(code, told)


def test_an_optional_fact_may_be_missing():
    well_made("ENT07", [gap("wang", LINE, contact="wang")])
    well_made("ENT07", [gap("wang", LINE, contact="wang", title="总工")])
