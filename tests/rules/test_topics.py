"""SPC: what we talk about, and in which order we come closer."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.rules.cases import tell
from tests.rules.standings import DEVELOPMENT, INITIAL, STABLE, contact, journal, standing
from tests.rules.tables import as_told, rows, told

WANG = contact()
NEWS = "2026-06-02 - did: [news]"  # words enough to judge
GREETINGS = ("2026-05-01 wang topic: greeting, did: [news]", "2026-05-02 wang topic: greeting, did: [news]")
PRIVATE = "2026-06-01 wang kind: meal, space: private"
WON = "tenders: [{name: G60, result: won, decided: 2020-01-01}]\n"
PRIVACY = "2026-06-01 wang topic: privacy"


def private(fields: str = "", *, on: str = "2026-06-01") -> str:
    return WANG + journal(f"{on} wang space: private, did: [care]{fields}", NEWS)


def hosted(also: str = "2026-06-02 - did: [care]", *, space: str = "private", on: str = "2026-06-01") -> str:
    return WANG + journal(f"{on} wang kind: meal, space: {space}", also)


QUIET = {
    "SPC01": {
        "business": WANG + journal("2026-06-01 wang topic: business"),
        "they began": WANG + journal(f"{PRIVACY}, initiated: them"),
        "they raised it when we came": WANG + journal(f"{PRIVACY}, raised: them"),
        "a friend the day before": standing("friend", on="2026-05-31", also=(PRIVACY,)),
        "the last day before the window": WANG + journal("2026-01-01 wang topic: privacy"),
        "tomorrow": WANG + journal("2026-07-01 wang topic: privacy"),
        "nobody named": WANG + journal("2026-06-01 - risk: true"),
        "no risk": WANG + journal("2026-06-01 wang risk: no"),
        "left": contact(more="left: 2026-06-30") + journal(PRIVACY),
    },
    "SPC02": {
        "unknown": INITIAL + WANG + journal(NEWS),
        "twice": INITIAL + WANG + journal(*GREETINGS, NEWS),
        "nothing said a third time": INITIAL
        + WANG
        + journal(*GREETINGS, "2026-06-01 wang topic: none", NEWS),
        "once about a hobby": INITIAL
        + WANG
        + journal(*GREETINGS, "2026-06-01 wang topic: greeting", "2026-06-01 wang topic: hobby", NEWS),
        "the third before the window": INITIAL
        + WANG
        + journal("2026-01-01 wang topic: greeting", *GREETINGS, NEWS),
        "with somebody else": INITIAL
        + WANG
        + "- {id: zhao, name: 赵敏}\n"
        + journal("2026-06-01 zhao topic: greeting", *GREETINGS, NEWS),
        "before the first order": DEVELOPMENT
        + WANG
        + journal("2026-06-01 wang topic: greeting", *GREETINGS, NEWS),
        "words too few to judge": INITIAL + WANG + journal(*("2026-06-01 wang topic: greeting",) * 3),
    },
    "SPC03": {
        "at work": WANG + journal("2026-06-01 wang kind: meal, did: [care]", NEWS),
        "they invited us": private(", initiated: them"),
        "the last day before the year": private(on="2025-06-30"),
        "an order once": "purchasing: [{period: 2025-Q4, share: 10%}, {period: 2026-Q1, share: 0%}]\n"
        + private(),
        "a tender won": private() + WON,
        "a need answered": private() + "needs: [{need: 工期, answered: 2026-06-01}]\n",
        "a need met, nobody knows when": private() + "needs: [{need: 工期, status: met}]\n",
        "words too few to judge": WANG
        + journal("2026-06-01 wang space: private", "2026-06-02 wang", "2026-06-03 wang"),
        "initial": INITIAL + private(),
    },
    "SPC04": {
        "at work": INITIAL + hosted(space="work"),
        "value": INITIAL + hosted("2026-01-02 - did: [coordination]"),
        "news": INITIAL + hosted("2026-06-02 - did: [news]"),
        "the last day before the window": INITIAL + hosted(on="2026-01-01"),
        "before the first order": DEVELOPMENT + hosted(),
        "words too few to judge": INITIAL + hosted("2026-06-02 wang topic: hobby"),
    },
}

FOUND: dict[str, dict[str, Any]] = {
    "SPC01": {
        "distance unknown": (
            WANG + journal(PRIVACY),
            told("wang", "major", contact="wang", on=date(2026, 6, 1)),
        ),
        "risky, the first day of the window": (
            WANG + journal("2026-01-02 wang risk: true"),
            told("wang", "major", contact="wang", on=date(2026, 1, 2)),
        ),
        "we raised it when they came": (
            standing("teacher", on="2026-05-31", also=(f"{PRIVACY}, initiated: them, raised: us",)),
            told("wang", "major", contact="wang", on=date(2026, 6, 1), distance="teacher"),
        ),
        "a friend that day, not the day before": (
            standing("friend", also=(PRIVACY,)),
            told("wang", "major", contact="wang", on=date(2026, 6, 1), distance="stranger"),
        ),
        "each of those present, the latest time": (
            WANG
            + "- {id: zhao, name: 赵敏}\n"
            + journal("2026-05-01 wang topic: privacy", "2026-06-01 [wang,zhao] risk: true"),
            [
                told("wang", "major", contact="wang", on=date(2026, 6, 1)),
                told("zhao", "major", contact="zhao", on=date(2026, 6, 1)),
            ],
        ),
    },
    "SPC02": {
        "three greetings": (
            INITIAL + WANG + journal(*GREETINGS, "2026-01-02 wang topic: greeting", NEWS),
            told("wang", "minor", contact="wang", times=3, days=180),
        ),
    },
    "SPC03": {
        "the first day of the year": (private(on="2025-07-01"), told(None, "major", times=1, days=365)),
        "a tender lost, a need open, a share of nothing": (
            DEVELOPMENT
            + private()
            + WON.replace("won", "lost")
            + "needs: [{need: 工期, answered: 2026-07-01}]\n",
            told(None, "major", times=1, days=365),
        ),
    },
    "SPC04": {
        "care alone, theirs or ours": (
            INITIAL + hosted("2026-01-02 wang space: private, initiated: them, did: [care]"),
            told(None, "minor", times=2, days=180),
        ),
        "value too long ago": (
            STABLE + hosted("2026-06-02 - did: [help]") + "- {on: 2026-01-01, did: [quality]}\n",
            told(None, "minor", times=1, days=180),
        ),
    },
}


@pytest.mark.parametrize(("code", "front"), rows(QUIET))
def test_quiet(code, front):
    assert tell(code, front).gaps == ()


@pytest.mark.parametrize(("code", "front", "expected"), rows(FOUND))
def test_found(code, front, expected):
    several = expected if isinstance(expected, list) else [expected]
    assert [as_told(code, gap) for gap in tell(code, front).gaps] == several


def test_the_lines_a_gap_rests_on():
    (gap,) = tell(
        "SPC01", WANG + journal("2026-05-01 wang topic: privacy", "2026-06-01 wang risk: true")
    ).gaps
    assert [at.field for at in gap.evidence] == ["interactions[1].risk", "interactions[0].topic"]
    (gap,) = tell("SPC03", private()).gaps
    assert [at.field for at in gap.evidence] == ["interactions[0].space"]
