"""REF: the moment to ask for a recommendation."""

from __future__ import annotations

from dataclasses import replace

import pytest

from relreport.model import RuleSettings, Settings
from tests.rules.cases import PEOPLE, case_of, tell
from tests.rules.standings import DEVELOPMENT, INITIAL, STABLE, contact, journal
from tests.rules.tables import as_told, rows, told

WANG = contact()
NEWS = "2026-06-01 - did: [news]"
CONTENT = "satisfaction: [{on: 2026-06-01, perceived: 3, expected: 3}]\n"
TRUSTED = "2026-06-01 wang trust: [+work, +prudent, +alignment]"
OVERDUE = "promises: [{to: wang, due: 2026-06-01}]\n"
COMPLAINT = "complaints: [{id: c1, on: 2026-06-01, cause: product}]\n"


def content(more: str = "", *, stage: str = INITIAL, entry: str = NEWS) -> str:
    return stage + WANG + journal(entry) + CONTENT + more


def referred(on: str) -> str:
    return f"referrals: [{{on: {on}, from: wang, to: 浙北高速}}]\n"


QUIET = {
    "REF01": {
        "unknown": INITIAL + WANG + journal(NEWS),
        "respect is not trust": INITIAL + WANG + journal("2026-06-01 wang trust: [+work, +prudent]"),
        "referred in the year": content(referred("2025-07-01")),
        "before the first order": content(stage=DEVELOPMENT),
        "words too few to judge": content(entry="2026-06-01 wang"),
        "a promise overdue": content(OVERDUE),
        "a complaint of our own": content(COMPLAINT),
        "what nobody noticed is grave too": content(entry="2026-06-01 wang trust: [-pressure]"),
        "an acceptance that is over": content(
            COMPLAINT + "accepted: [{code: CMP01, subject: c1, until: 2026-06-29}]\n"
        ),
        "an acceptance of another": content(
            COMPLAINT + "accepted: [{code: CMP01, subject: c2, until: 2027-01-01}]\n"
        ),
    }
}

FOUND = {
    "REF01": {
        "content": (content(), told(None, "info", days=365)),
        "referred over a year ago": (content(referred("2025-06-30")), told(None, "info", days=365)),
        "more than expected, and trusted": (
            STABLE + WANG + journal(TRUSTED) + CONTENT.replace("perceived: 3", "perceived: 4"),
            told(None, "info", days=365),
        ),
        "trusted": (
            INITIAL + WANG + journal(TRUSTED),
            told(None, "info", "trust", days=365, contact="wang", trust="trusted"),
        ),
        "readers named without a date hold nothing back": (
            content("confidential: true\nreaders: [rep]\n"),
            told(None, "info", days=365),
        ),
        "nor does something withheld": (
            content().replace(
                "roles: [decider]", "roles: [decider], portrait: {basic: {x: {withheld: rep}}}"
            ),
            told(None, "info", days=365),
        ),
        "a grave gap accepted": (
            content(COMPLAINT + "accepted: [{code: CMP01, subject: c1, until: 2026-06-30}]\n"),
            told(None, "info", days=365),
        ),
        "accepted for all, for good": (
            content(COMPLAINT + "accepted: [{code: CMP01}]\n"),
            told(None, "info", days=365),
        ),
    }
}


@pytest.mark.parametrize(("code", "front"), rows(QUIET))
def test_quiet(code, front):
    assert tell(code, front).gaps == ()


@pytest.mark.parametrize(("code", "front", "expected"), rows(FOUND))
def test_found(code, front, expected):
    assert [as_told(code, gap) for gap in tell(code, front).gaps] == [expected]


@pytest.mark.parametrize(
    ("front", "rules", "held"),
    [
        (content(), RuleSettings(), False),
        (content(COMPLAINT), RuleSettings(), True),
        (content(COMPLAINT), RuleSettings(ignore=("cmp01",)), False),
        (content(COMPLAINT), RuleSettings(severity={"CMP01": "minor"}), False),
        (content(entry="2026-06-01 wang"), RuleSettings(severity={"TRU05": "major"}), False),
        (
            content(entry="2026-06-01 wang kind: visit"),
            RuleSettings(severity={"TRU05": "major"}),
            True,
        ),
    ],
)
def test_advice_is_held_back_by_what_is_grave_here(front, rules, held):
    settings = replace(Settings(people=PEOPLE, people_given=True), rules=rules)
    assert case_of(front, settings=settings).holds_advice_back is held
