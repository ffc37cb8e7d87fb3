"""Tenders: who we send, where we stand, what we show. Today is 2026-06-30."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from relreport.model import Person, Settings
from tests.rules.cases import PEOPLE, tell
from tests.rules.tables import as_told, rows, told

SETTINGS = Settings(
    people=(
        *PEOPLE,
        Person(id="lead", name="卢工", role="technical", level="lead"),
        Person(id="guard", name="罗工", role="rep", level="senior", traits=("risk-aware", "gap-filler")),
        Person(
            id="half", name="小安", role="rep", level="junior", traits=("risk-aware", "finds-weak-points")
        ),
        Person(
            id="spear",
            name="小白",
            role="rep",
            level="junior",
            traits=("vivid-presenter", "finds-weak-points"),
        ),
        Person(id="bright", name="小陈", role="rep", level="junior", traits=("tolerates-change",)),
    ),
    people_given=False,
)
COACH = "contacts: [{id: wang, roles: [coach]}]\n"
STRANGER = """
contacts:
- {id: wang, roles: [decider], portrait: {basic: {office: 杭州}}}
"""
FRIEND = """
contacts:
- id: wang
  roles: [decider]
  portrait:
    basic: {office: 杭州}
    needs: {business: 工期}
    rivals: {suppliers: 申通}
    depth: {budget: 年底紧}
interactions:
- {on: 2026-06-01, with: wang, coach: guides, trust: [+work, +prudent, +alignment]}
- {on: 2026-06-02, with: wang, space: private, info: confided}
"""


def tender(*positions: str, team: str = "rep", more: str = "") -> str:
    """A tender with a round on each first day of 2026's months; `?` is a round without position."""
    rounds = ", ".join(
        f"{{on: 2026-0{month}-01, name: R{month}{'' if one == '?' else f', position: {one}'}}}"
        for month, one in enumerate(positions, start=1)
    )
    return f"tenders: [{{id: g60, team: [{team}], rounds: [{rounds}]{more}}}]\n"


FOIL_WITH_SPEAR = "tenders: [{rounds: [{position: foil, spears: [交期]}, {position: foil}]}]"

QUIET: dict[str, dict[str, Any]] = {
    "BID01": {
        "none said": "tenders: none",
        "a manager": tender(team="rep, mgr"),
        "the boss": tender(team="boss"),
        "a lead": tender("foil", team="rep, lead"),
        "nobody known": tender(team="a, b"),
        "no team": "tenders: [{id: g60}]",
        "the account's team": "team: [rep, mgr]\ntenders: [{id: g60}]",
        "well begun, second round": tender("preferred", "foil"),
        "decided": tender(more=", result: lost"),
        "not opened yet": tender(more=", opened: 2026-07-01"),
    },
    "BID02": {
        "all known": tender("foil", "preferred"),
        "opened 30 days ago": "tenders: [{opened: 2026-05-31}]",
        "opened nobody knows when": "tenders: [{id: g60}]",
        "decided": tender("?", more=", result: won"),
    },
    "BID03": {
        "shown": "tenders: [{rounds: [{position: comparator, spears: [交期]}]}]",
        "preferred": tender("preferred"),
        "foil": tender("foil"),
        "no round": tender(),
        "decided": tender("comparator", more=", result: won, decided: 2026-06-30"),
    },
    "BID04": {
        "comparator": tender("comparator"),
        "a spear in an earlier round": FOIL_WITH_SPEAR,
        "a coach": COACH + tender("foil"),
        "a colleague with two traits": tender("foil", team="rep, spear"),
        "decided": tender("foil", more=", result: lost, decided: 2026-06-01"),
    },
    "BID05": {
        "guarded": tender("preferred", team="rep, guard"),
        "comparator": tender("comparator"),
        "nobody known": tender("preferred", team="a"),
        "foil with a challenger": COACH + tender("foil", team="spear"),
        "while BID04 holds": tender("foil"),
        "decided": tender("preferred", more=", result: won"),
    },
    "BID06": {
        "one round": tender("foil"),
        "the same": tender("comparator", "comparator"),
        "risen": tender("foil", "preferred"),
        "fell, and is back": tender("preferred", "foil", "preferred"),
        "unknown between": tender("preferred", "?", "foil"),
        "fell later": tender("preferred", "foil").replace("2026-02-01", "2026-07-01"),
    },
    "BID07": {
        "two": tender("preferred", "preferred"),
        "broken": tender("preferred", "preferred", "comparator", "preferred", "preferred"),
        "over now": tender("preferred", "preferred", "preferred", "foil"),
        "won": tender("preferred", "preferred", "preferred", more=", result: won"),
    },
    "BID08": {
        "small": tender(),
        "large not said": STRANGER + tender(more=", value: 9000000"),
        "a manager on its team": STRANGER + tender(team="rep, mgr", more=", large: yes"),
        "a manager on the account's team": STRANGER + "team: [mgr]\n" + tender(more=", large: yes"),
        "the boss is the owner": STRANGER + "owner: boss\n" + tender(more=", large: yes"),
        "nobody known": STRANGER + "owner: a\n" + tender(team="b", more=", large: yes"),
        "the key is a friend": FRIEND + tender(more=", large: yes"),
        "the key is not known": "contacts: [{id: wang, roles: [decider]}]\n" + tender(more=", large: yes"),
        "decided": tender(more=", large: yes, result: won"),
        "an opening that is over": "owner: rep\nopenings: [{large: yes, until: 2026-06-29}]",
        "a manager for the opening": "owner: rep\nteam: [mgr]\nopenings: [{large: yes}]",
    },
    "BID09": {
        "no round": tender(),
        "well begun": tender("preferred", "foil"),
        "caught up": tender("foil", "comparator", "preferred"),
        "the first unknown": tender("?", "foil"),
        "the latest unknown": tender("foil", "?"),
        "lost": tender("foil", "foil", more=", result: lost"),
    },
}


@pytest.mark.parametrize(("code", "front"), rows(QUIET))
def test_quiet(code, front):
    assert tell(code, front, settings=SETTINGS).gaps == ()


FOUND: dict[str, dict[str, Any]] = {
    "BID01": {
        "before the first round": (
            tender(team="rep, a, tech"),
            [told("g60", "major", tender="g60", persons=("rep", "tech"))],
        ),
        "after a good first round": (
            tender("preferred"),
            [told("g60", "major", tender="g60", persons=("rep",))],
        ),
        "after a weak one": (
            tender("comparator", "preferred", "preferred"),
            [told("g60", "major", "behind", tender="g60", persons=("rep",), position="comparator")],
        ),
        "the account's team": (
            "team: [rep]\ntenders: [{name: 声屏障}]",
            [told("tender-1", "major", tender="tender-1", persons=("rep",))],
        ),
        "decided later": (
            tender(more=", result: won, decided: 2026-07-01"),
            [told("g60", "major", tender="g60", persons=("rep",))],
        ),
    },
    "BID02": {
        "the latest without position": (
            tender("?", "?", "foil"),
            [told("g60", "minor?", tender="g60", round="R2", on=date(2026, 2, 1))],
        ),
        "a bare round": (
            "tenders: [{rounds: [{spears: 交期}]}]",
            [told("tender-1", "minor?", tender="tender-1")],
        ),
        "opened 31 days ago": (
            "tenders: [{opened: 2026-05-30}]",
            [told("tender-1", "minor?", "waiting", tender="tender-1", days=31, limit=30)],
        ),
    },
    "BID03": {
        "nothing shown": (
            (
                "tenders: [{rounds: [{on: 2026-01-01, position: preferred, spears: [交期]},"
                " {on: 2026-02-01, name: 二轮, position: comparator}]}]"
            ),
            [told("tender-1", "major", tender="tender-1", position="comparator", round="二轮")],
        ),
        "none said": (
            "tenders: [{rounds: [{position: comparator, spears: none}]}]",
            [told("tender-1", "major", tender="tender-1", position="comparator")],
        ),
    },
    "BID04": {
        "no way up": (tender("foil"), [told("g60", "critical", tender="g60", position="foil")]),
        "two traits of two people do not add up": (
            tender("preferred", "foil", team="half, bright"),
            [told("g60", "critical", tender="g60", position="foil")],
        ),
        "a coach who has left": (
            COACH.replace("wang,", "wang, left: 2026-06-30,") + tender("foil"),
            [told("g60", "critical", tender="g60", position="foil")],
        ),
        "nobody known on the team": (
            tender("foil", team="a"),
            [told("g60", "critical", tender="g60", position="foil")],
        ),
    },
    "BID05": {
        "nobody guards the lead": (
            tender("preferred", team="half, spear"),
            [told("g60", "major", tender="g60", position="preferred")],
        ),
        "nobody turns it round": (
            COACH + tender("foil", team="half, guard"),
            [told("g60", "major", "behind", tender="g60", position="foil")],
        ),
    },
    "BID06": {
        "fell": (
            tender("comparator", "preferred", "comparator"),
            [
                told(
                    "g60",
                    "critical",
                    tender="g60",
                    was_position="preferred",
                    position="comparator",
                    round="R3",
                )
            ],
        ),
        "rounds are read by their days": (
            "tenders: [{rounds: [{on: 2026-02-01, position: foil}, {on: 2026-01-01, position: comparator}]}]",
            [told("tender-1", "critical", tender="tender-1", was_position="comparator", position="foil")],
        ),
    },
    "BID07": {
        "three in a row": (
            tender("foil", "preferred", "preferred", "preferred"),
            [told("g60", "info", tender="g60", times=3, position="preferred")],
        ),
    },
    "BID08": {
        "no key": (tender(more=", large: yes"), [told("g60", "major", tender="g60")]),
        "a stranger": (
            STRANGER + tender(more=", large: yes"),
            [told("g60", "major", tender="g60", contact="wang", distance="stranger")],
        ),
        "openings": (
            (
                "owner: rep\n"
                "openings: [{large: yes, kind: cost-down, until: 2026-06-30}, {large: yes, kind: other}]"
            ),
            [told("opening-1", "major", "opening", kind="cost-down"), told("opening-2", "major", "opening")],
        ),
        "a tender's manager does nothing for an opening": (
            STRANGER + "owner: rep\nopenings: [{large: yes}]\n" + tender(team="mgr", more=", large: yes"),
            [told("opening-1", "major", "opening", contact="wang", distance="stranger")],
        ),
    },
    "BID09": {
        "behind since the first": (
            tender("foil", "preferred", "comparator"),
            [told("g60", "minor", tender="g60", was_position="foil", position="comparator", times=3)],
        ),
        "a single round": (
            tender("comparator"),
            [told("g60", "minor", "once", tender="g60", position="comparator")],
        ),
    },
}


@pytest.mark.parametrize(("code", "front", "expected"), rows(FOUND))
def test_found(code, front, expected):
    assert [as_told(code, gap) for gap in tell(code, front, settings=SETTINGS).gaps] == expected


def test_the_run_it_rests_on_is_the_latest_first():
    front = tender("foil", "preferred", "preferred", "preferred").replace(", {on", ",\n  {on")
    [gap] = tell("BID07", front, settings=SETTINGS).gaps
    assert [at.line for at in gap.evidence] == [6, 5, 4]
