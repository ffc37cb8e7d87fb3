"""NED: their needs. Day 2026-06-30: 2026-01-01 is 180 days ago, 2026-05-31 is 30 days ago."""

from __future__ import annotations

from datetime import date

import pytest

from relreport.model import RuleSettings, Settings
from tests.rules.cases import PEOPLE, tell, tell_bare
from tests.rules.tables import as_told, rows, told

INITIAL = "purchasing: [{period: 2026-Q1, share: 30%}]\n"
WANG = "contacts: [{id: wang, name: 王磊}]\n"
COUNTER = "sales_mode: counter\n"


def needs(*entries: str) -> str:
    return "needs:\n" + "".join(f"- {{{one}}}\n" for one in entries)


QUIET = {
    "NED01": {
        "unknown: DST03": "",
        "there are none": "needs: none\n",
        "heard 179 days ago": needs("need: 工期, on: 2026-01-02"),
        "confirmed since": needs("need: 工期, on: 2024-01-02, confirmed: 2026-06-30"),
        "answered since": needs("need: 工期, on: 2024-01-02, answered: 2026-05-01"),
        "met since": needs("need: 工期, on: 2024-01-02, met: 2026-05-01"),
        "one of two": needs("need: 工期, on: 2024-01-02", "need: 成本, on: 2026-06-01"),
        "over the counter": COUNTER + needs("need: 工期"),
    },
    "NED02": {
        "heard 30 days ago": needs("need: 工期, on: 2026-05-31"),
        "undated": needs("need: 工期"),
        "it brews": needs("need: 工期, on: 2026-01-01, status: brewing"),
        "answered today": needs("need: 工期, on: 2026-01-01, answered: 2026-06-30"),
        "answered, nobody knows when": needs("need: 工期, on: 2026-01-01, status: answered"),
        "met without an answer": needs("need: 工期, on: 2026-01-01, met: 2026-02-01"),
        "over the counter": COUNTER + needs("need: 工期, on: 2026-01-01"),
    },
    "NED03": {
        "answered 180 days ago": INITIAL + needs("need: 工期, answered: 2026-01-01"),
        "met": INITIAL + needs("need: 工期, answered: 2025-01-01, met: 2026-06-30"),
        "answered, no date anywhere": INITIAL + needs("need: 工期, status: answered"),
        "open": INITIAL + needs("need: 工期, on: 2025-01-01"),
        "confirmed since, its answer undated": INITIAL
        + needs("need: 工期, on: 2025-01-01, confirmed: 2026-06-01, status: answered"),
        "before the first order": needs("need: 工期, answered: 2025-01-01"),
        "over the counter": INITIAL + COUNTER + needs("need: 工期, answered: 2025-01-01"),
    },
    "NED04": {
        "mode unknown": "tier: vvip\n",
        "a project": "tier: vvip\nsales_mode: project\n",
        "a partnership": "tier: key\nsales_mode: partnership\n",
        "a regular customer": "tier: regular\n" + COUNTER,
        "tier not given": COUNTER,
    },
}

FOUND = {
    "NED01": {
        "180 days ago, nobody known": (
            needs("need: 工期, on: 2026-01-01", "need: 成本"),
            told(None, "major", count=2, days=180, last=date(2026, 1, 1), limit=180),
        ),
        "the latest of all dates": (
            INITIAL
            + needs(
                "need: 甲, on: 2024-01-01, confirmed: 2025-03-01", "need: 乙, on: 2024-06-01, met: 2025-06-30"
            ),
            told(None, "major", count=2, days=365, last=date(2025, 6, 30), limit=180),
        ),
        "never a date: a question": (
            needs("need: 工期", "need: 成本, status: met"),
            told(None, "minor?", "undated", count=2),
        ),
        "confirmed tomorrow is not confirmed": (
            needs("need: 工期, on: 2025-06-30, confirmed: 2026-07-01"),
            told(None, "major", count=1, days=365, last=date(2025, 6, 30), limit=180),
        ),
    },
    "NED02": {
        "31 days ago, nobody known": (
            needs("on: 2026-05-30"),
            told("need-1", "major", days=31, on=date(2026, 5, 30), limit=30),
        ),
        "of whom and what": (
            WANG + needs("id: n1, need: 工期, from: wang, on: 2026-05-30"),
            told("n1", "major", days=31, on=date(2026, 5, 30), limit=30, contact="wang", what="工期"),
        ),
        "answered tomorrow is open today": (
            needs("id: n1, on: 2026-05-01, answered: 2026-07-01"),
            told("n1", "major", days=60, on=date(2026, 5, 1), limit=30),
        ),
    },
    "NED03": {
        "181 days ago": (
            INITIAL + WANG + needs("id: n1, need: 工期, from: wang, answered: 2025-12-31"),
            told("n1", "minor", days=181, on=date(2025, 12, 31), limit=180, contact="wang", what="工期"),
        ),
        "answered, dated by when it was heard": (
            INITIAL + needs("on: 2025-06-30, status: answered"),
            told("need-1", "minor", days=365, on=date(2025, 6, 30), limit=180),
        ),
        "met tomorrow": (
            INITIAL + needs("answered: 2025-06-30, met: 2026-07-01"),
            told("need-1", "minor", days=365, on=date(2025, 6, 30), limit=180),
        ),
    },
    "NED04": {
        "over the counter at the highest tier": (
            "tier: vvip\n" + COUNTER,
            told(None, "minor", kind="counter"),
        ),
        "quick trades at a high tier": (
            INITIAL + WANG + "tier: key\nsales_mode: transaction\n",
            told(None, "minor", kind="transaction"),
        ),
    },
}


@pytest.mark.parametrize(("code", "front"), rows(QUIET))
def test_quiet(code, front):
    assert tell(code, front).gaps == ()


@pytest.mark.parametrize(("code", "front", "expected"), rows(FOUND))
def test_found(code, front, expected):
    assert [as_told(code, gap) for gap in tell(code, front).gaps] == [expected]


@pytest.mark.parametrize(
    ("code", "front", "thresholds"),
    [
        ("NED01", needs("on: 2026-01-01"), {"need_days": 181}),
        ("NED02", needs("on: 2026-05-30"), {"answer_days": 31}),
        ("NED03", INITIAL + needs("answered: 2025-12-31"), {"met_days": 181}),
    ],
)
def test_the_settings_move_a_threshold(code, front, thresholds):
    settings = Settings(people=PEOPLE, people_given=True, rules=RuleSettings(thresholds=thresholds))
    assert tell(code, front).gaps
    assert not tell(code, front, settings=settings).gaps


def test_each_need_that_waits_is_a_gap_of_its_own():
    front = needs("id: a, on: 2026-01-01", "id: b, on: 2026-06-01", "on: 2026-02-01")
    assert tell("NED02", front).subjects == ["a", "need-3"]


@pytest.mark.parametrize(
    ("code", "front", "fields"),
    [
        ("NED01", needs("need: 甲", "need: 乙, on: 2025-01-01"), ["needs[1]", "needs[0]"]),
        ("NED03", needs("answered: 2025-06-01"), ["needs[0].answered"]),
        ("NED04", "tier: key\n" + COUNTER, ["sales_mode", "tier"]),
    ],
)
def test_the_lines_a_gap_rests_on(code, front, fields):
    (gap,) = tell_bare(code, front).gaps
    assert [at.field for at in gap.evidence] == fields
