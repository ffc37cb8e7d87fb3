"""FRE: renewal, shield and spear. The window before this one began on 2025-07-06."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from relreport.model import Share
from tests.rules.cases import case_of, tell
from tests.rules.standings import DEVELOPMENT, INITIAL, STABLE, STRATEGIC, contact, journal
from tests.rules.tables import as_told, rows, told

WANG = contact()
NEWS = "2026-06-01 - did: [news]"
FLAT = (
    "purchasing:\n- {period: 2025-Q3, share: 60%}\n- {period: 2025-Q4, share: 64.9%}\n"
    "- {period: 2026-Q1, share: 62%}\n"
)
MOVE = "competitors: [{name: 申通, moves: [{on: 2026-06-01, what: 免费试点}]}]\n"
SEVERAL = "competitors:\n- {name: 甲, moves: [{on: 2025-07-01, what: 降价}]}\n- {moves: [{on: 2026-05-01}]}\n"
LEVEL = ("2025-11-01 wang did: [news]", "2026-06-01 wang did: [news]")  # plateau now and a window ago


def brought(stage: str, *entries: str, contacts: str = WANG) -> str:
    return stage + contacts + journal(NEWS, *entries)


def challenged(*before: str, stage: str = DEVELOPMENT, on: str = "2026-06-01", contacts: str = WANG) -> str:
    return stage + contacts + journal(*before, f"{on} - did: [challenge]")


def contacts_in(recent: int, before: int) -> str:
    return (
        INITIAL + WANG + journal(*["2026-06-01 - kind: call"] * recent, *["2026-04-01 - kind: call"] * before)
    )


def flat(*entries: str, shares: str = FLAT, moves: str = MOVE) -> str:
    return shares + WANG + journal(NEWS, *entries) + moves


def level(*entries: str, stage: str = INITIAL, actions: str = "") -> str:
    return stage + WANG + journal(*LEVEL, *entries) + actions


QUIET = {
    "FRE01": {
        "a surprise on the first day of the window": brought(STABLE, "2026-01-02 - did: [surprise]"),
        "initial": brought(INITIAL),
        "words too few to judge": STABLE + WANG + journal("2026-06-01 wang"),
    },
    "FRE02": {
        "a new solution": brought(STABLE, "2026-06-01 - did: [innovation]"),
        "trust is damaged": brought(STABLE, "2026-06-01 wang trust: [-sincere]"),
        "initial": brought(INITIAL),
    },
    "FRE03": {
        "trust unknown": challenged(),
        "respected the day before": challenged("2026-05-31 wang trust: [+work]"),
        "thin since that very day": challenged("2026-06-01 wang trust: [+prudent]"),
        "an innovation asks for less": challenged("2026-05-31 wang trust: [+prudent]").replace(
            "challenge", "innovation"
        ),
        "before the window": challenged("2025-05-31 wang trust: [+prudent]", on="2026-01-01"),
        "stable": challenged("2026-05-31 wang trust: [+prudent]", stage=STABLE),
        "nobody decides": challenged("2026-05-31 wang trust: [+prudent]", contacts=contact(roles="[user]")),
    },
    "FRE04": {
        "never contacted": INITIAL + WANG,
        "half of before": contacts_in(2, 4),
        "few before": contacts_in(1, 3),
        "cold: CAD01": contacts_in(0, 4),
        "before the first order": contacts_in(1, 4).replace("30%", "0%"),
    },
    "FRE05": {
        "no rival known": flat(moves=""),
        "a move a year ago": flat(moves=MOVE.replace("2026-06-01", "2025-06-30")),
        "a move nobody dated": flat(moves=MOVE.replace("on: 2026-06-01, ", "")),
        "a move tomorrow": flat(moves=MOVE.replace("2026-06-01", "2026-07-01")),
        "a new view": flat("2026-01-02 - did: [viewpoint]"),
        "a challenge": flat("2026-06-01 - did: [challenge]"),
        "five points": flat(shares=FLAT.replace("64.9%", "65%")),
        "two periods": flat(shares=FLAT.replace("- {period: 2025-Q3, share: 60%}\n", "")),
        "a period nobody knows": flat(
            shares=FLAT.replace("{period: 2025-Q3, share: 60%}", "{period: 2025-Q3}")
        ),
        "initial": flat(shares=FLAT.replace("share: 6", "share: 3")),
    },
    "FRE06": {
        "unknown a window ago": INITIAL + WANG + journal(NEWS),
        "cold a window ago": INITIAL + WANG + journal("2025-08-01 wang did: [news]", NEWS),
        "warming now": level("2026-06-01 wang topic: hobby"),
        "cold now": INITIAL + WANG + journal(LEVEL[0], "2026-03-01 wang did: [news]"),
        "something new in recent": level("2026-04-02 - did: [surprise]"),
        "something new planned": level(actions="actions: [{do: 方案, did: [innovation]}]\n"),
        "before the first order": level(stage=DEVELOPMENT),
    },
}

FOUND = {
    "FRE01": {
        "never": (brought(STABLE), told(None, "minor", days=180)),
        "a day too long ago": (
            brought(STRATEGIC, "2026-01-01 - did: [viewpoint]"),
            told(None, "minor", days=180, last=date(2026, 1, 1)),
        ),
    },
    "FRE02": {
        "never": (brought(STRATEGIC, "2026-06-01 - did: [viewpoint]"), told(None, "minor", days=180)),
        "somebody else's trust is damaged": (
            brought(
                STABLE, "2026-06-01 zhao trust: [-sincere]", contacts=WANG + "- {id: zhao, name: 赵敏}\n"
            ),
            told(None, "minor", days=180),
        ),
    },
    "FRE03": {
        "thin the day before": (
            challenged("2026-05-31 wang trust: [+prudent]"),
            told(None, "minor", contact="wang", on=date(2026, 6, 1), trust="thin"),
        ),
        "damaged then, put right since": (
            challenged("2025-12-01 wang trust: [+work, -sincere]", stage=INITIAL, on="2026-01-02")
            + "- {on: 2026-06-01, with: wang, trust: [+sincere]}\n",
            told(None, "minor", contact="wang", on=date(2026, 1, 2), trust="damaged"),
        ),
    },
    "FRE04": {
        "one after four": (contacts_in(1, 4), told(None, "major", times=1, count=4, days=90)),
        "counted to the day": (
            INITIAL + WANG + journal("2026-04-02 -", *["2026-01-02 -"] * 4, *["2026-01-01 -"] * 3),
            told(None, "major", times=1, count=4, days=90),
        ),
        "two after five": (contacts_in(2, 5), told(None, "major", times=2, count=5, days=90)),
    },
    "FRE05": {
        "flat, and a rival moves": (
            flat("2026-01-01 - did: [surprise]"),
            told(
                None,
                "major",
                periods=3,
                share=Share.of(Fraction(62, 100)),
                days=180,
                rival="申通",
                on=date(2026, 6, 1),
                what="免费试点",
            ),
        ),
        "the latest of several moves": (
            flat(moves=SEVERAL),
            told(None, "major", periods=3, share=Share.of(Fraction(62, 100)), days=180, on=date(2026, 5, 1)),
        ),
    },
    "FRE06": {
        "level for a while": (level(), told(None, "minor", days=180, limit=90)),
        "something new, before recent": (
            level("2026-04-01 - did: [surprise]"),
            told(None, "minor", days=180, limit=90),
        ),
    },
}


@pytest.mark.parametrize(("code", "front"), rows(QUIET))
def test_quiet(code, front):
    assert tell(code, front).gaps == ()


@pytest.mark.parametrize(("code", "front", "expected"), rows(FOUND))
def test_found(code, front, expected):
    assert [as_told(code, gap) for gap in tell(code, front).gaps] == [expected]


def test_the_account_of_a_level_stretch_is_level_now_and_a_window_ago():
    readings = case_of(level()).readings
    assert readings.temperature == "plateau"
    assert readings.temperature_on(date(2026, 1, 1)) == "plateau"
