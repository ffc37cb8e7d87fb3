"""DST: how near we are, and what we know of people."""

from __future__ import annotations

import pytest

from tests.rules.cases import case_of, tell, tell_bare
from tests.rules.standings import (
    DEVELOPMENT,
    INITIAL,
    SOLE,
    STABLE,
    STRATEGIC,
    contact,
    journal,
    standing,
)
from tests.rules.tables import as_told, rows, told

WITHHELD = {"depth": "{budget: {withheld: rep}}"}
CONFIRMED = {"depth": "{budget: {withheld: rep, confirmed_by: mgr}}"}
UNKNOWN = contact() + journal("2026-06-01 wang kind: visit, topic: business", "2026-06-02 - did: [news]")
NOBODY_DECIDES = standing("friend").replace("decider", "user")
BEFORE = ("2025-06-29 wang", "2026-06-02 wang did: [news]")  # known for over a year


def dated(board: str, fields: str, *, roles: str = "[decider]") -> str:
    return contact({board: f"{{x: {{value: 甲, {fields}}}}}"}, roles=roles)


def told_us(info: str, boards: dict[str, str] | None = None, *, more: str = "") -> str:
    return contact(boards, roles="[user]", more=more) + journal(f"2026-06-01 wang info: {info}")


def need(fields: str) -> str:
    return contact() + f"needs: [{{id: n1, need: 工期, {fields}}}]\n"


QUIET = {
    "DST01": {
        "unknown": STABLE + UNKNOWN,
        "no key contact": STABLE + contact({"basic": "{mobile: '1'}"}, roles="[user]"),
        "as near as an initial order asks": INITIAL + standing("doctor"),
        "nearer than that": INITIAL + standing("teacher"),
        "a friend at a strategic account": STRATEGIC + standing("friend"),
        "a brother who buys from us alone": SOLE + standing("brother"),
        "a deep item withheld, unconfirmed: SEC02": STABLE + standing("teacher", boards=WITHHELD),
        "before the first order": DEVELOPMENT + standing("stranger"),
        "everything from us, not credited yet": "purchasing: [{period: 2025-Q4, share: 10%},"
        " {period: 2026-Q1, share: 100%}]\n" + standing("friend"),
    },
    "DST02": {
        "nothing declared": STABLE + standing("doctor"),
        "declared as it is": "declared: {distance: doctor}\n" + standing("doctor"),
        "declared below": "declared: {distance: doctor}\n" + standing("teacher"),
        "unknown": "declared: {distance: friend}\n" + UNKNOWN,
        "nobody decides": "declared: {distance: friend}\n" + NOBODY_DECIDES,
        "the stage alone": "declared: {stage: stable}\n" + standing("doctor"),
        "a deep item withheld, unconfirmed: SEC02": "declared: {distance: friend}\n"
        + standing("teacher", boards=WITHHELD),
    },
    "DST03": {
        "a need": "needs: [{need: 工期}]\n",
        "there are none": "needs: none\n",
        "a needs item": contact({"needs": "{business: 工期}"}),
        "one withheld": contact({"needs": "{personal: {withheld: rep}}"}),
        "known to have none": contact({"needs": "none"}),
        "told by somebody who left": contact({"needs": "{business: 工期}"}, more="left: 2026-01-01"),
        "over the counter": "sales_mode: counter\n",
    },
    "DST04": {
        "not recorded": UNKNOWN,
        "a number": contact({"basic": "{mobile: '1'}"}),
        "withheld": contact({"basic": "{mobile: {withheld: rep}}", "background": "{career: 甲}"}),
        "there is none": contact({"basic": "none"}),
        "a key of their own": contact({"basic": "{x: 甲}"}),
        "not the key": contact({"background": "{career: 甲}"}, roles="[user]"),
        "left": contact({"background": "{career: 甲}"}, more="left: 2026-06-30"),
    },
    "DST05": {
        "not recorded": UNKNOWN,
        "a line": contact({"background": "{career: 甲}"}),
        "there is none": contact({"background": "{career: none}"}),
    },
    "DST06": {
        "a doctor": INITIAL + standing("doctor"),
        "an item": INITIAL + standing("teacher", boards={"depth": "{budget: 紧}"}),
        "withheld": INITIAL + standing("teacher", boards=WITHHELD),
        "before the first order": DEVELOPMENT + standing("teacher"),
        "nobody decides": INITIAL + NOBODY_DECIDES,
    },
    "DST07": {
        "a teacher": STABLE + standing("teacher"),
        "an item": STABLE + standing("friend", boards={"extended": "{family: none}"}),
        "initial": INITIAL + standing("friend"),
        "nobody decides": STABLE + NOBODY_DECIDES,
    },
    "DST08": {
        "undated": contact({"needs": "{business: 工期}"}),
        "dated exactly a year ago": dated("needs", "on: 2025-06-30"),
        "confirmed since": dated("needs", "on: 2024-01-01, confirmed: 2025-06-30"),
        "a board that does not age": dated("background", "on: 2020-01-01"),
        "a life outside work": dated("extended", "on: 2020-01-01"),
        "a user": dated("needs", "on: 2020-01-01", roles="[user]"),
        "left": contact({"needs": "{x: {value: 甲, on: 2020-01-01}}"}, more="left: 2026-06-30"),
    },
    "DST09": {
        "nothing told": contact({"basic": "{mobile: '1'}"}),
        "useful is ours to them": told_us("useful"),
        "a depth item": told_us("confided", {"depth": "{budget: 紧}"}),
        "withheld": told_us("slipped", {"extended": "{family: {withheld: rep}}"}),
        "there is nothing": told_us("slipped", {"depth": "none"}),
        "left": told_us("confided", more="left: 2026-06-01"),
    },
    "DST10": {
        "unknown": need("on: 2026-06-01"),
        "we can": need("fits: yes"),
        "met all the same": need("fits: no, met: 2026-06-01"),
        "met, nobody knows when": need("fits: no, status: met"),
        "nobody known there": "needs: [{fits: no}]\n",
    },
    "DST11": {
        "nobody decides": INITIAL + NOBODY_DECIDES,
        "a teacher": INITIAL + standing("teacher"),
        "in step": STABLE + standing("friend"),
    },
    "DST12": {
        "nobody decides": STABLE + NOBODY_DECIDES,
        "a doctor": STABLE + standing("doctor"),
        "a private hour": STABLE + standing("teacher", space="private"),
        "one long ago": STABLE + standing("teacher", also=("2020-01-01 wang space: private",)),
        "initial, known for exactly a year": INITIAL + standing("teacher", on="2025-06-30"),
        "words too few to judge": STABLE + standing("teacher", on="2025-12-01", also=("2026-06-01 wang",)),
        "before the first order": DEVELOPMENT + standing("teacher", also=BEFORE),
    },
}

FOUND = {
    "DST01": {
        "stable asks for a friend": (
            STABLE + standing("teacher"),
            told(
                "wang",
                "major",
                contact="wang",
                distance="teacher",
                stage="stable",
                expected_distance="friend",
            ),
        ),
        "buying from us alone asks for more": (
            SOLE + standing("friend"),
            told(
                "wang",
                "major",
                contact="wang",
                distance="friend",
                stage="strategic",
                expected_distance="brother",
            ),
        ),
        "they would rather not see us": (
            INITIAL + contact(more="relation: bad"),
            told(
                "wang",
                "major",
                contact="wang",
                distance="stranger",
                stage="initial",
                expected_distance="doctor",
            ),
        ),
        "withheld and confirmed": (
            STRATEGIC + standing("teacher", boards=CONFIRMED),
            told(
                "wang",
                "major",
                contact="wang",
                distance="teacher",
                stage="strategic",
                expected_distance="friend",
            ),
        ),
        "withheld where it matters less": (
            STABLE + standing("teacher", boards={"basic": "{mobile: {withheld: rep}}"}),
            told(
                "wang",
                "major",
                contact="wang",
                distance="teacher",
                stage="stable",
                expected_distance="friend",
            ),
        ),
    },
    "DST02": {
        "one level": (
            "declared: {distance: teacher}\n" + standing("doctor"),
            told("wang", "major", contact="wang", declared_distance="teacher", distance="doctor"),
        ),
        "at the top": (
            STABLE + "declared: {distance: brother}\n" + standing("friend"),
            told("wang", "major", contact="wang", declared_distance="brother", distance="friend"),
        ),
    },
    "DST03": {
        "nobody known": ("tier: key\n", told(None, "minor?")),
        "an empty list says nothing": ("needs: []\n" + contact(), told(None, "minor?")),
        "learnt tomorrow": ("needs: [{need: 工期, on: 2026-07-01}]\n", told(None, "minor?")),
    },
    "DST04": {
        "something else known": (contact({"needs": "{x: 甲}"}), told("wang", "minor?", contact="wang")),
        "a tag alone": (
            contact() + journal("2026-06-01 wang info: none"),
            told("wang", "minor?", contact="wang"),
        ),
    },
    "DST05": {
        "a number alone": (contact({"basic": "{mobile: '1'}"}), told("wang", "minor?", contact="wang")),
    },
    "DST06": {
        "a teacher": (
            INITIAL + standing("teacher"),
            told("wang", "minor?", contact="wang", distance="teacher"),
        ),
    },
    "DST07": {
        "a friend": (STABLE + standing("friend"), told("wang", "minor?", contact="wang", distance="friend")),
    },
    "DST08": {
        "the day after": (
            dated("needs", "on: 2025-06-29"),
            told("wang", "minor?", contact="wang", limit=365, count=1, items=("needs",)),
        ),
        "last confirmed long ago": (
            dated("depth", "on: 2020-01-01, confirmed: 2025-06-29", roles="[influencer]"),
            told("wang", "minor?", contact="wang", limit=365, count=1, items=("depth",)),
        ),
        "confirmed tomorrow": (
            dated("rivals", "on: 2025-01-01, confirmed: 2026-07-01"),
            told("wang", "minor?", contact="wang", limit=365, count=1, items=("rivals",)),
        ),
        "several": (
            contact(
                {
                    "needs": "{x: {value: 甲, on: 2024-01-01}, y: {value: 乙, on: 2023-01-01}}",
                    "depth": "{x: {value: 甲, on: 2025-01-01}, y: {value: 乙, on: 2026-01-01}}",
                }
            ),
            told("wang", "minor?", contact="wang", limit=365, count=3, items=("needs", "depth")),
        ),
    },
    "DST09": {
        "it slipped": (told_us("slipped"), told("wang", "minor?", contact="wang")),
        "other boards": (
            told_us("confided", {"needs": "{personal: 甲}"}),
            told("wang", "minor?", contact="wang"),
        ),
    },
    "DST10": {
        "open": (
            need("fits: no, from: wang"),
            told("n1", "major", what="工期", contact="wang"),
        ),
        "nobody knows whose": (contact() + "needs: [{fits: no}]\n", told("need-1", "major")),
        "met tomorrow": (need("fits: no, met: 2026-07-01"), told("n1", "major", what="工期")),
    },
    "DST11": {
        "before the first order": (
            standing("friend"),
            told("wang", "info", contact="wang", distance="friend", stage="development"),
        ),
        "initial": (
            INITIAL + standing("brother"),
            told("wang", "info", contact="wang", distance="brother", stage="initial"),
        ),
    },
    "DST12": {
        "stable, at once": (
            STABLE + standing("teacher"),
            told("wang", "minor", contact="wang", distance="teacher"),
        ),
        "initial, known for over a year": (
            INITIAL + standing("teacher", also=BEFORE),
            told("wang", "minor", contact="wang", distance="teacher"),
        ),
    },
}


@pytest.mark.parametrize(("code", "front"), rows(QUIET))
def test_quiet(code, front):
    assert tell(code, front).gaps == ()


@pytest.mark.parametrize(("code", "front", "expected"), rows(FOUND))
def test_found(code, front, expected):
    assert [as_told(code, gap) for gap in tell(code, front).gaps] == [expected]


@pytest.mark.parametrize("level", ["stranger", "doctor", "teacher", "friend", "brother"])
def test_the_accounts_of_these_tests_stand_where_they_say(level):
    assert case_of(standing(level)).readings.distance == level


@pytest.mark.parametrize(
    ("code", "front", "first"),
    [
        ("DST01", STABLE + contact(more="relation: bad"), "contacts[0].relation"),
        ("DST02", "declared: {distance: friend}\n" + standing("doctor"), "declared.distance"),
        ("DST04", contact({"needs": "{x: 甲}"}), "contacts[0].portrait"),
        ("DST08", dated("needs", "on: 2020-01-01"), "contacts[0].portrait.needs.x"),
        ("DST09", told_us("slipped"), "interactions[0].info"),
        ("DST10", need("fits: no"), "needs[0].fits"),
    ],
)
def test_the_line_that_tells_most(code, front, first):
    (gap,) = tell_bare(code, front).gaps
    assert gap.evidence[0].field == first


def test_an_action_on_a_need_is_not_with_somebody_who_left():
    left = contact(more="left: 2026-01-01") + "- {id: zhao, name: 赵敏}\nneeds: [{fits: no, from: wang}]\n"
    (gap,) = tell("DST10", left).gaps
    assert gap.with_ is None
