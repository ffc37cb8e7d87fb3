"""VAL: the value that a customer sees of our company, our product and our people."""

from __future__ import annotations

from datetime import date

import pytest

from tests.rules.cases import tell
from tests.rules.standings import DEVELOPMENT, INITIAL, STABLE, STRATEGIC, contact, journal
from tests.rules.tables import as_told, rows, told

MET = "2026-06-01 wang kind: visit, did: [care]"


def brought(stage: str, *entries: str, met: str = MET) -> str:
    return stage + contact() + journal(met, *entries)


def did(kind: str, on: str) -> str:
    return f"{on} - did: [{kind}]"


NEVER_MET = "2026-06-01 wang kind: call, did: [care]"
UNTAGGED = "2026-06-01 wang kind: visit"

QUIET = {
    "VAL01": {
        "the first day of the year": brought(INITIAL, did("history", "2025-07-01")),
        "never met": brought(INITIAL, met=NEVER_MET),
        "words too few to judge": brought(INITIAL, met=UNTAGGED),
        "stable": brought(STABLE),
    },
    "VAL02": {
        "service": brought(INITIAL, did("service", "2026-06-30")),
        "never met": brought(INITIAL, met=NEVER_MET),
    },
    "VAL03": {
        "coordination": brought(STRATEGIC, did("coordination", "2025-07-01")),
        "over the counter": "sales_mode: counter\n" + brought(STRATEGIC),
        "project business alone is not that": brought(STRATEGIC, did("partnership", "2026-01-01")),
    },
    "VAL04": {
        "the first day of the window": brought(INITIAL, did("resource", "2026-01-02")),
        "hospitality alone: SPC04": brought(INITIAL, met=f"{MET}, space: private"),
        "before the first order": brought(DEVELOPMENT),
    },
}

FOUND = {
    "VAL01": {
        "never": (brought(INITIAL), told(None, "minor", days=365)),
        "a day too long ago": (
            brought(DEVELOPMENT, did("scale", "2025-06-30"), did("history", "2024-01-01")),
            told(None, "minor", days=365, last=date(2025, 6, 30)),
        ),
    },
    "VAL02": {
        "the company is not the product": (
            brought(STRATEGIC, did("scale", "2026-06-01")),
            told(None, "minor", days=365),
        ),
        "by transaction": ("sales_mode: transaction\n" + brought(INITIAL), told(None, "minor", days=365)),
    },
    "VAL03": {
        "tomorrow": (brought(DEVELOPMENT, did("advice", "2026-07-01")), told(None, "minor", days=365)),
    },
    "VAL04": {
        "a day too long ago": (
            brought(STABLE, did("news", "2026-01-01")),
            told(None, "minor", days=180, last=date(2026, 1, 1)),
        ),
        "private, and value besides": (
            brought(STABLE, did("advice", "2026-06-01"), met=f"{MET}, space: private"),
            told(None, "minor", days=180),
        ),
    },
}


@pytest.mark.parametrize(("code", "front"), rows(QUIET))
def test_quiet(code, front):
    assert tell(code, front).gaps == ()


@pytest.mark.parametrize(("code", "front", "expected"), rows(FOUND))
def test_found(code, front, expected):
    assert [as_told(code, gap) for gap in tell(code, front).gaps] == [expected]


def test_the_line_is_the_last_that_brought_it_or_the_last_contact():
    (gap,) = tell("VAL04", brought(STABLE, did("news", "2026-01-01"))).gaps
    assert [at.field for at in gap.evidence] == ["interactions[1]"]
    (gap,) = tell("VAL04", brought(STABLE)).gaps
    assert [at.field for at in gap.evidence] == ["interactions[0]"]
