"""The readings, each against a table worked out by hand from the model, and what holds of them together.

The day is 2026-06-30: recent begins on 2026-04-02, the window on 2026-01-02, the year on 2025-07-01.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

from relreport.model import Account, Person, RuleSettings, Settings
from relreport.readings import Readings, Standing, read
from relreport.readings.journal import SCALES
from tests.made_accounts import LAST, made_account
from tests.rules.cases import DAY, PEOPLE, account_of
from tests.rules.standings import BOARDS, OF_LEVEL, SIGNS, contact, journal, standing

SETTINGS = Settings(people=PEOPLE, people_given=True)
WANG = contact()
TWO = contact() + "- {id: zhao, name: 赵敏, roles: [decider]}\n"


def read_of(front: str, *, day: date = DAY, settings: Settings = SETTINGS) -> Readings:
    return read(account_of(front), settings, day)


def wang(front: str, *, day: date = DAY) -> Standing:
    return read_of(front, day=day).contacts["wang"]


def years(*shares: str) -> str:
    """Purchasing of the years up to 2025, each a share or the fields of a period."""
    first = 2026 - len(shares)
    rows = [one if ":" in one else f"share: {one}" for one in shares]
    return "purchasing:\n" + "".join(
        f"- {{period: {first + n}{', ' + row if row != '-:' else ''}}}\n" for n, row in enumerate(rows)
    )


# stage


@pytest.mark.parametrize(
    ("share", "level", "rank", "phase"),
    [
        ("0%", "development", "candidate", "courting"),
        ("0.1%", "initial", "second", "early"),
        ("49.9%", "initial", "second", "early"),
        ("50%", "stable", "main", "middle"),
        ("79.9%", "stable", "main", "middle"),
        ("80%", "strategic", "first", "middle"),
        ("99.9%", "strategic", "first", "middle"),
        ("100%", "strategic", "sole", "middle"),
        ("0-10%", "development", "candidate", "courting"),
        ("40-60%", "initial", "second", "early"),
        ("50-90%", "stable", "main", "middle"),
        ("80-100%", "strategic", "first", "middle"),
        ("total: 3, ours: 1", "initial", "second", "early"),
        ("total: 10, ours: 8", "strategic", "first", "middle"),
        ("ours: 0", "development", "candidate", "courting"),
        ("share: 55%, total: 10, ours: 5.6", "stable", "main", "middle"),
    ],
)
def test_the_level_of_a_share(share, level, rank, phase):
    readings = read_of(years(share))
    assert (readings.stage.level, readings.supplier_rank, readings.phase) == (level, rank, phase)


@pytest.mark.parametrize(
    ("shares", "level", "by_share", "since"),
    [
        (["90%"], "strategic", "strategic", "2025"),
        (["10%", "90%"], "stable", "strategic", "2025"),
        (["10%", "90%", "90%"], "strategic", "strategic", "2025"),
        (["0%", "90%"], "initial", "strategic", "2025"),
        (["0%", "90%", "90%", "90%"], "strategic", "strategic", "2025"),
        (["90%", "10%"], "initial", "initial", "2025"),
        (["90%", "0%", "90%"], "initial", "strategic", "2025"),
        (["60%", "60%", "79%"], "stable", "stable", "2023"),
        (["60%", "40%", "60%", "70%"], "stable", "stable", "2024"),
        (["60%", "-:", "70%"], "stable", "stable", "2023"),
        (["60%", "total: 0, ours: 0", "70%"], "stable", "stable", "2023"),
        (["10%", "-:", "90%"], "stable", "strategic", "2025"),
    ],
)
def test_rises_climb_one_level_a_period_and_falls_follow_at_once(shares, level, by_share, since):
    stage = read_of(years(*shares)).stage
    assert (stage.level, stage.by_share, stage.since) == (level, by_share, since)


@pytest.mark.parametrize(
    ("shares", "trend", "status"),
    [
        ([], "unknown", "potential"),
        (["-:"], "unknown", "potential"),
        (["0%"], "new", "potential"),
        (["30%"], "new", "customer"),
        (["0%", "0%"], "steady", "potential"),
        (["30%", "34.9%"], "steady", "customer"),
        (["30%", "35%"], "rising", "customer"),
        (["35%", "30%"], "falling", "customer"),
        (["35%", "30.1%"], "steady", "customer"),
        (["3%", "0%"], "broken", "lost"),
        (["3%", "0%", "0%"], "broken", "lost"),
        (["3%", "0%", "1%"], "steady", "customer"),
        (["30%", "28-42%"], "rising", "customer"),
        (["30%", "28-41%"], "steady", "customer"),
        (["3%", "0-1%"], "steady", "customer"),
    ],
)
def test_trend_and_status(shares, trend, status):
    stage = read_of(years(*shares) if shares else "tier: key").stage
    assert (stage.trend, stage.status) == (trend, status)


@pytest.mark.parametrize(
    ("row", "source"),
    [
        ("share: 30%", "estimate"),
        ("total: 10, ours: 3", "invoices"),
        ("total: 10, ours: 3, share: 30%", "invoices"),
        ("ours: 0", "estimate"),
        ("share: 30%, basis: customer", "customer"),
        ("total: 10, ours: 3, basis: tender", "tender"),
    ],
)
def test_where_a_share_comes_from(row, source):
    assert read_of(years(row)).stage.source == source


def test_without_a_share_nothing_is_known_but_the_first_stage():
    stage = read_of("tier: key").stage
    assert (stage.level, stage.source, stage.since, stage.known) == ("development", None, None, False)


def test_a_period_counts_from_the_day_after_it_began():
    front = "purchasing: [{period: 2025, share: 30%}, {period: 2026, share: 60%}]\n"
    assert read_of(front, day=date(2026, 1, 1)).stage.level == "initial"
    assert read_of(front, day=date(2026, 1, 2)).stage.level == "stable"


def test_periods_follow_their_days_and_not_the_file():
    assert (
        read_of("purchasing: [{period: 2026-Q1, share: 60%}, {period: 2025-Q4, share: 30%}]").stage.trend
        == "rising"
    )


def test_a_step_up_is_dated_at_the_end_of_its_period_or_today_while_it_runs():
    front = (
        "purchasing:\n- {period: 2025-Q4, share: 30%}\n- {period: 2026-Q1, share: 60%}\n"
        "- {period: 2026-H2, share: 90%}\n"
    )
    steps = read_of(front, day=date(2026, 8, 1)).stage.step_ups
    assert [(on, point.level) for on, point in steps] == [
        (date(2026, 3, 31), "stable"),
        (date(2026, 8, 1), "strategic"),
    ]


# space, information, coach, topic


def test_the_highest_rung_ever_and_of_the_year():
    who = wang(
        WANG
        + journal(
            "2020-01-01 wang space: private, info: confided, coach: recommends, topic: privacy",
            "2025-06-30 wang info: slipped, topic: views",
            "2025-07-01 wang info: useful, coach: informs, topic: hobby",
            "2026-06-30 wang info: none, coach: none, topic: none, space: none",
        )
    )
    ever = {name: scale.level(DAY) for name, scale in who.scales.items()}
    year = {name: scale.year_level(DAY) for name, scale in who.scales.items()}
    assert ever == {"space": "private", "information": "confided", "coach": "recommends", "topic": "privacy"}
    assert year == {"space": "work", "information": "useful", "coach": "informs", "topic": "hobby"}


def test_nothing_recorded_is_none():
    assert {scale.level(DAY) for scale in wang(WANG).scales.values()} == {"none"}


@pytest.mark.parametrize(
    ("more", "coach"),
    [
        ("commitments: [{on: 2026-06-01, from: wang}]\n", "commits"),
        ("commitments: [{from: wang}]\n", "commits"),
        ("commitments: [{on: 2026-07-01, from: wang}]\n", "guides"),
        ("commitments: [{on: 2026-06-01, from: zhao}]\n", "guides"),
        ("commitments: [{on: 2026-06-01, from: wang, lapsed: 2026-06-30}]\n", "guides"),
        ("commitments: [{on: 2026-06-01, from: wang, lapsed: 2026-07-01}]\n", "commits"),
        (
            "commitments: [{on: 2026-05-01, from: wang}, {on: 2026-04-01, from: wang, lapsed: 2026-06-01}]\n",
            "guides",
        ),
        (
            "commitments: [{on: 2026-06-02, from: wang}, {on: 2026-04-01, from: wang, lapsed: 2026-06-01}]\n",
            "commits",
        ),
        ("commitments: [{from: zhao, lapsed: 2026-06-30}, {on: 2026-06-01, from: wang}]\n", "commits"),
        ("referrals: [{on: 2026-06-01, from: wang}]\n", "recommends"),
        (
            "referrals: [{from: wang}]\ncommitments: [{on: 2026-06-01, from: wang, lapsed: 2026-06-30}]\n",
            "recommends",
        ),
    ],
)
def test_commitments_lapses_and_referrals(more, coach):
    who = wang(TWO + journal("2025-01-01 wang coach: guides") + more)
    assert who.scales["coach"].level(DAY) == coach


def test_a_lapse_takes_back_what_the_journal_noted_too():
    front = WANG + journal("2026-05-01 wang coach: commits", "2026-04-01 wang coach: informs")
    lapsed = "commitments: [{on: 2026-03-01, from: wang, lapsed: 2026-06-01}]\n"
    scale = wang(front + lapsed).scales["coach"]
    assert [scale.level(day) for day in (date(2026, 3, 31), date(2026, 5, 31), date(2026, 6, 1))] == [
        "commits",
        "commits",
        "informs",
    ]


# the ledger of trust


def promise(fields: str) -> str:
    return f"promises: [{{to: wang, {fields}}}]\n"


def complaint(fields: str, cause: str = "product") -> str:
    return f"complaints: [{{from: wang, cause: {cause}, {fields}}}]\n"


def visits(*days: str, kind: str = "visit") -> str:
    return journal(*(f"{day} wang kind: {kind}" for day in days))


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        # expertise from guidance and insight
        (journal("2026-06-01 wang coach: guides"), {"industry": ("+", "2026-06-01")}),
        (journal("2026-06-01 wang coach: recommends"), {}),
        (journal("2026-06-01 wang did: [advice]"), {"industry": ("+", "2026-06-01")}),
        (journal("2026-06-01 wang did: [viewpoint]"), {"industry": ("+", "2026-06-01")}),
        (journal("2026-06-01 wang did: [innovation]"), {"industry": ("+", "2026-06-01")}),
        (journal("2026-06-01 wang did: [solution, challenge]"), {}),
        (journal("2026-06-01 - did: [advice]"), {}),
        # a need of theirs met
        ("needs: [{from: wang, met: 2026-06-01}]\n", {"work": ("+", "2026-06-01")}),
        ("needs: [{from: wang, status: met, on: 2026-05-01}]\n", {"work": ("+", "2026-05-01")}),
        ("needs: [{from: wang, status: met}]\n", {"work": ("+", None)}),
        ("needs: [{from: wang, answered: 2026-06-01}]\n", {}),
        ("needs: [{met: 2026-06-01}]\n", {}),
        # complaints with a cause of ours
        (complaint("acted: 2026-06-01, closed: 2026-06-15"), {"work": ("+", "2026-06-15")}),
        (complaint("acted: 2026-06-01, closed: 2026-06-16"), {}),
        (complaint("acted: 2026-06-01"), {}),
        (complaint("on: 2026-06-01"), {"work": ("-", "2026-06-01")}),
        (complaint("on: 2026-06-01, closed: 2026-06-02"), {"work": ("-", "2026-06-01")}),
        (complaint("on: 2026-06-01, acted: 2026-07-01"), {"work": ("-", "2026-06-01")}),
        (complaint("on: 2026-06-01", cause="their-schedule"), {}),
        ("complaints: [{from: wang, on: 2026-06-01}]\n", {}),
        # promises
        (promise("due: 2026-06-01, kept: 2026-06-01"), {"promises": ("+", "2026-06-01")}),
        (promise("kept: 2026-06-01"), {"promises": ("+", "2026-06-01")}),
        (promise("due: 2026-06-01, kept: 2026-06-02"), {"promises": ("-", "2026-06-02")}),
        (promise("due: 2026-06-01, broken: 2026-05-01"), {"promises": ("-", "2026-05-01")}),
        (promise("due: 2026-06-29"), {"promises": ("-", "2026-06-30")}),
        (promise("due: 2026-06-30"), {}),
        (promise("on: 2026-06-01"), {}),
        (promise("due: 2026-06-01, kept: 2026-07-01"), {"promises": ("-", "2026-06-02")}),
        ("promises: [{to: [zhao, wang], kept: 2026-06-01}]\n", {"promises": ("+", "2026-06-01")}),
        ("promises: [{to: zhao, kept: 2026-06-01}]\n", {}),
        # visits
        (visits("2026-01-02", "2026-06-30"), {"visits": ("+", "2026-06-30")}),
        (visits("2026-01-01", "2026-06-30"), {}),
        (visits("2026-06-01", "2026-06-01"), {}),
        (visits("2025-01-01", "2025-02-01", "2026-06-30"), {"visits": ("+", "2025-02-01")}),
        (visits("2026-06-01", "2026-06-10", kind="call"), {}),
        (visits("2026-06-01", "2026-06-10", kind="meal"), {"visits": ("+", "2026-06-10")}),
        # written, by one and the other
        (
            journal("2026-06-01 wang trust: [+manner, -tact]"),
            {"manner": ("+", "2026-06-01"), "tact": ("-", "2026-06-01")},
        ),
        (journal("2026-06-01 wang trust: [+company]"), {}),
        (journal("2026-06-01 - trust: [+manner]"), {}),
        (journal("2026-06-01 [wang,zhao] trust: [+sync]"), {"sync": ("+", "2026-06-01")}),
    ],
)  # fmt: skip
def test_what_enters_the_ledger(more, expected):
    standing = wang(TWO + more).trust.standing
    found = {
        item: ("+" if sign.positive else "-", sign.on.isoformat() if sign.on else None)
        for item, sign in standing.items()
    }
    assert found == expected


def test_a_referral_enters_undated():
    sign = wang(contact(more="met_through: 老同学")).trust.standing["referral"]
    assert (sign.positive, sign.on) == (True, None)


def test_nobody_is_no_referral():
    assert wang(contact(more="met_through: 无")).trust.standing == {}


@pytest.mark.parametrize(
    ("more", "item", "positive"),
    [
        (journal("2026-06-01 wang trust: [-work]", "2026-06-02 wang trust: [+work]"), "work", True),
        (journal("2026-06-02 wang trust: [-work]", "2026-06-01 wang trust: [+work]"), "work", False),
        # on one day facts come before written signs
        (journal("2026-06-01 wang did: [advice], trust: [-industry]"), "industry", False),
        (journal("2026-06-01 wang trust: [-promises]") + promise("kept: 2026-06-01"), "promises", False),
        # then the order of the file
        (journal("2026-06-01 wang trust: [-work]", "2026-06-01 wang trust: [+work]"), "work", True),
        ("promises: [{to: wang, kept: 2026-06-01}, {to: wang, broken: 2026-06-01}]\n", "promises", False),
        ("promises: [{to: wang, broken: 2026-06-01}, {to: wang, kept: 2026-06-01}]\n", "promises", True),
        ("needs: [{from: wang, met: 2026-06-01}]\n" + complaint("on: 2026-06-01"), "work", False),
        (complaint("on: 2026-06-01") + "needs: [{from: wang, met: 2026-06-01}]\n", "work", True),
        # a minus stands until it is withdrawn, and what stood before comes back
        (
            "needs: [{from: wang, met: 2026-05-01}]\n" + complaint("on: 2026-06-01, acted: 2026-06-05"),
            "work",
            True,
        ),
    ],
)
def test_the_latest_sign_holds(more, item, positive):
    assert wang(WANG + more).trust.stands(item) is positive


def test_a_promise_by_day():
    """Overdue from the day after it was due, late from the day it was kept: against us each time."""
    ledger = wang(WANG + promise("due: 2026-03-01, kept: 2026-03-10")).ledger
    found = [ledger.standing(date(2026, 3, day)).get("promises") for day in (1, 2, 9, 10)]
    assert [(sign.on.day, sign.positive) if sign and sign.on else None for sign in found] == [
        None,
        (2, False),
        (2, False),
        (10, False),
    ]
    assert [ledger.promise_hurts(date(2026, 3, day)) for day in (1, 2, 9, 10)] == [False, True, True, False]


@pytest.mark.parametrize(
    ("signs", "aged"),
    [
        ("2025-06-29 wang trust: [+work, +tact]", ("work", "tact")),
        ("2025-06-30 wang trust: [+work]", ()),
        ("2020-01-01 wang trust: [-work, +pressure, +company]", ()),
    ],
)
def test_a_good_sign_ages_and_stands(signs, aged):
    assert wang(contact(more="met_through: 老同学") + journal(signs)).trust.aged == aged


DEEP = ["industry", "work", "manner", "prudent", "sincere", "admits", "tact", "alignment", "sync"]
RECORDED = contact({"basic": "{mobile: '1'}"})


def wrote(*signs: str, more: str = "") -> str:
    return WANG + journal(f"2026-06-01 wang trust: [{', '.join(signs)}]{more}")


def deep(*, without: str = "", more: str = ", info: confided, coach: commits") -> str:
    return wrote(*(f"+{item}" for item in DEEP if item != without), more=more)


@pytest.mark.parametrize(
    ("front", "verdict", "counts", "weakest"),
    [
        ("nothing", "unknown", (0, 0, 0, 0), None),
        ("the company", "unknown", (0, 0, 0, 0), None),
        ("facts alone", "unknown", (0, 1, 0, 0), None),
        ("expertise by a fact, not recorded", "unknown", (1, 0, 0, 0), None),
        ("a finding", "damaged", (3, 4, 2, 1), "self_orientation"),
        ("a finding put right", "thin", (0, 0, 0, 0), "expertise"),
        ("seen through", "damaged", (1, 0, 0, 0), "reliability"),
        ("overdue", "damaged", (0, 0, 0, 0), "expertise"),
        ("due today", "thin", (0, 1, 0, 0), "expertise"),
        ("broken on the last day of the year", "damaged", (1, 0, 0, 0), "reliability"),
        ("broken before", "respect", (1, 0, 0, 0), "reliability"),
        ("kept late", "respect", (1, 0, 0, 0), "reliability"),
        ("broken, not recorded", "damaged", (0, 0, 0, 0), "expertise"),
        ("thin", "thin", (0, 5, 4, 0), "expertise"),
        ("thin by a minus", "thin", (0, 0, 0, 0), "expertise"),
        ("respect, not reliable", "respect", (3, 0, 4, 0), "reliability"),
        ("respect, not close", "respect", (3, 5, 0, 0), "intimacy"),
        ("trusted", "trusted", (1, 1, 1, 0), "reliability"),
        ("trusted, ties to the first", "trusted", (3, 5, 4, 0), "expertise"),
        ("deep", "deep", (3, 4, 2, 0), "intimacy"),
        ("not all expertise", "trusted", (2, 4, 2, 0), "intimacy"),
        ("reliable in three", "trusted", (3, 3, 2, 0), "intimacy"),
        ("close in one", "trusted", (3, 4, 1, 0), "intimacy"),
        ("nothing confided", "trusted", (3, 4, 2, 0), "intimacy"),
        ("no commitment", "trusted", (3, 4, 2, 0), "intimacy"),
    ],
)
def test_the_verdict(front, verdict, counts, weakest):
    trust = wang(VERDICTS[front]).trust
    assert trust.verdict == verdict
    assert (trust.expertise, trust.reliability, trust.intimacy, trust.self_orientation) == counts
    assert trust.weakest == weakest


ALL = [
    "industry",
    "work",
    "manner",
    "prudent",
    "sincere",
    "admits",
    "tact",
    "promises",
    "referral",
    "visits",
    "alignment",
    "sync",
]
VERDICTS = {
    "nothing": RECORDED,
    "the company": WANG + journal("2026-06-01 wang trust: [+company]"),
    "facts alone": RECORDED + promise("kept: 2026-06-01"),
    "expertise by a fact, not recorded": WANG + "needs: [{from: wang, met: 2026-06-01}]\n",
    "a finding": deep().replace("trust: [", "trust: [-pressure, "),
    "a finding put right": wrote("+pressure"),
    "seen through": wrote("+work", "-sincere"),
    "overdue": RECORDED + promise("due: 2026-06-29"),
    "due today": wrote("+prudent") + promise("due: 2026-06-30"),
    "broken on the last day of the year": wrote("+work") + promise("broken: 2025-07-01"),
    "broken before": wrote("+work") + promise("broken: 2025-06-30"),
    "kept late": wrote("+work") + promise("due: 2026-05-01, kept: 2026-05-02"),
    "broken, not recorded": WANG + promise("broken: 2026-06-01"),
    "thin": wrote(*(f"+{item}" for item in ALL[3:])),
    "thin by a minus": wrote("-tact"),
    "respect, not reliable": wrote(*(f"+{item}" for item in ALL[:3] + ALL[8:])),
    "respect, not close": wrote(*(f"+{item}" for item in ALL[:8])),
    "trusted": wrote("+work", "+tact", "+sync"),
    "trusted, ties to the first": wrote(*(f"+{item}" for item in ALL)),
    "deep": deep(),
    "not all expertise": deep(without="work"),
    "reliable in three": deep(without="tact"),
    "close in one": deep(without="sync"),
    "nothing confided": deep(more=", info: slipped, coach: commits"),
    "no commitment": deep(more=", info: confided, coach: guides"),
}


def test_the_deepest_trust_falls_when_a_commitment_lapses():
    front = (
        deep(more=", info: confided") + "commitments: [{on: 2026-01-01, from: wang, lapsed: 2026-06-30}]\n"
    )
    steps = wang(front).ledger.steps
    assert (steps.on(date(2026, 6, 29)), steps.on(DAY)) == ("deep", "trusted")


# distance

LEVELS = ("stranger", "doctor", "teacher", "friend", "brother")


@pytest.mark.parametrize("level", LEVELS)
def test_each_rung_is_reached(level):
    who = wang(standing(level))
    assert (who.distance, who.portrait_ceiling) == (level, "doctor" if level == "stranger" else level)


@pytest.mark.parametrize(
    ("level", "missing"),
    [
        ("doctor", {"boards": {"basic": None, "background": None}}),
        ("doctor", {"signs": "trust: [+tact]"}),
        ("teacher", {"boards": {"needs": None}}),
        ("teacher", {"boards": {"rivals": None}}),
        ("teacher", {"signs": "coach: informs, trust: [+work]"}),
        ("friend", {"boards": {"depth": None}}),
        ("friend", {"boards": {"depth": "{budget: {withheld: rep}}"}}),
        ("friend", {"space": "work"}),
        ("friend", {"signs": SIGNS["friend"].replace("confided", "slipped")}),
        ("friend", {"signs": SIGNS["friend"].replace("+alignment", "+sync")}),
        ("friend", {"signs": SIGNS["friend"].replace("+prudent", "-prudent")}),
        ("brother", {"boards": {"extended": None}}),
        ("brother", {"signs": SIGNS["brother"].replace("+manner", "-manner")}),
    ],
)
def test_a_rung_unmet_stops_the_ladder(level, missing):
    below = LEVELS[LEVELS.index(level) - 1]
    assert wang(standing(level, **missing)).distance == below


def test_a_gap_low_on_the_ladder_is_not_leapt_over():
    assert wang(standing("brother", boards={"rivals": None})).distance == "doctor"


@pytest.mark.parametrize(
    ("level", "given", "more"),
    [
        ("doctor", {"boards": {"basic": None}}, ""),
        ("doctor", {"boards": {"background": None}}, ""),
        ("doctor", {"boards": {"basic": "none", "background": None}}, ""),
        ("teacher", {"boards": {"needs": None}}, "needs: [{from: wang}]\n"),
        ("teacher", {"boards": {"rivals": None}}, "competitors: [{name: 申通}]\n"),
        ("teacher", {"boards": {"rivals": None}}, "competitors: none\n"),
        ("teacher", {"boards": {"rivals": "{suppliers: none}"}}, ""),
        ("friend", {"boards": {"depth": "{budget: {withheld: rep, confirmed_by: mgr}}"}}, ""),
        ("friend", {"boards": {"depth": "{x: 甲}"}}, ""),
    ],
)
def test_what_serves_as_well(level, given, more):
    assert wang(standing(level, **given) + more).distance == level


@pytest.mark.parametrize(
    ("more", "level"),
    [
        ("", "friend"),
        ("referrals: [{on: 2020-01-01, from: wang}]\n", "brother"),
        ("referrals: [{on: 2026-07-01, from: wang}]\n", "friend"),
        ("tenders: [{result: won, terms: worse, decided: 2020-01-01}]\n", "brother"),
        ("tenders: [{result: won, terms: worse, decided: 2026-07-01}]\n", "friend"),
        ("tenders: [{result: won, terms: equal}]\n", "friend"),
        ("tenders: [{result: lost, terms: worse}]\n", "friend"),
    ],
)
def test_a_brother_has_stood_by_us(more, level):
    assert wang(standing("brother").split("referrals")[0] + more).distance == level


@pytest.mark.parametrize(
    ("front", "distance", "ceiling"),
    [
        (WANG, "unknown", "unknown"),
        (WANG + journal("2026-06-01 wang kind: visit, topic: privacy"), "unknown", "unknown"),
        (WANG + journal("2026-06-01 - did: [news]"), "unknown", "unknown"),
        (WANG + journal("2026-06-01 wang did: none"), "stranger", "stranger"),
        (WANG + journal("2026-06-01 wang info: none"), "stranger", "stranger"),
        (contact({"depth": "none"}), "stranger", "stranger"),
        (contact({"basic": "{mobile: none}"}), "stranger", "doctor"),
        (contact({"basic": "{mobile: {withheld: rep}}"}), "stranger", "stranger"),
        (contact(more="relation: bad"), "stranger", "unknown"),
        (standing("friend", more="relation: bad"), "stranger", "friend"),
        (standing("friend", more="left: 2026-01-01"), "friend", "friend"),
        (contact({board: BOARDS[board] for board in OF_LEVEL["friend"]}), "stranger", "friend"),
    ],
)
def test_who_is_known_at_all_and_what_the_portrait_allows(front, distance, ceiling):
    who = wang(front)
    assert (who.distance, who.portrait_ceiling) == (distance, ceiling)


@pytest.mark.parametrize(
    ("by", "team_distance"),
    [("boss", "doctor"), ("[boss, rep]", "friend"), ("rep", "friend"), ("mgr", "friend")],
)
def test_the_distance_of_the_team_is_without_what_the_boss_did_alone(by, team_distance):
    """The portrait stays, and so does the visit of the day before."""
    front = standing("friend", also=("2026-05-31 wang by: rep, trust: [+work]",))
    front = front.replace("kind: visit", f"kind: visit, by: {by}")
    assert (wang(front).distance, wang(front).team_distance) == ("friend", team_distance)


def test_an_owner_who_is_the_boss_acts_where_nobody_is_named():
    assert wang("owner: boss\n" + standing("friend")).team_distance == "stranger"
    assert wang("owner: rep\n" + standing("friend")).team_distance == "friend"


# the account as a whole


@pytest.mark.parametrize(
    ("entries", "temperature"),
    [
        ([], "unknown"),
        (["2026-04-01"], "cold"),
        (["2026-04-02"], "plateau"),
        (["2026-06-01"] + ["2026-04-01"] * 3, "plateau"),
        (["2026-06-01"] + ["2026-04-01"] * 4, "cooling"),
        (["2026-06-01"] * 2 + ["2026-01-02"] * 4, "plateau"),
        (["2026-06-01"] * 2 + ["2026-01-02"] * 5, "cooling"),
        (["2026-06-01"] * 2 + ["2026-01-01"] * 5, "plateau"),
    ],
)
def test_the_temperature_by_contacts(entries, temperature):
    assert (
        read_of(WANG + (journal(*(f"{on} -" for on in entries)) if entries else "")).temperature
        == temperature
    )


@pytest.mark.parametrize(
    ("more", "temperature"),
    [
        (journal("2026-01-01 wang topic: hobby", "2026-06-01 wang topic: business"), "warming"),
        (journal("2026-01-01 wang info: none", "2026-06-01 wang info: public"), "warming"),
        (journal("2026-01-01 wang", "2026-06-01 wang coach: informs"), "warming"),
        (journal("2026-01-02 wang topic: hobby", "2026-06-01 wang topic: business"), "plateau"),
        (journal("2026-06-01 wang topic: business, info: confided"), "plateau"),
        (journal("2026-01-01 wang topic: views", "2026-06-01 wang topic: business"), "plateau"),
        (journal("2026-01-01 wang", "2026-06-01 wang space: private"), "plateau"),
        (journal("2026-01-01 zhao topic: hobby", "2026-06-01 wang topic: business"), "plateau"),
        (
            journal("2026-01-01 wang", "2026-06-01 wang")
            + "commitments: [{on: 2026-05-01, from: wang, lapsed: 2026-06-01}]\n",
            "plateau",
        ),
        (
            journal("2026-06-01 -")
            + "purchasing: [{period: 2025-Q4, share: 30%}, {period: 2026-Q1, share: 60%}]\n",
            "warming",
        ),
        (
            journal("2026-06-01 -")
            + "purchasing: [{period: 2025-Q3, share: 30%}, {period: 2025-Q4, share: 60%}]\n",
            "plateau",
        ),
        (
            journal("2026-06-01 wang topic: views", "2026-01-01 wang", *["2026-04-01 -"] * 4),
            "cooling",
        ),
    ],
)
def test_a_new_rung_or_a_step_up_warms(more, temperature):
    assert read_of(TWO + more).temperature == temperature


RESPECTED = "2026-06-01 wang trust: [+work]"


@pytest.mark.parametrize(
    ("needs", "entry", "loop"),
    [
        ("", RESPECTED, "know-need"),
        ("{need: 甲}", RESPECTED, "know-need"),
        ("{on: 2026-01-01}", RESPECTED, "know-need"),
        ("{on: 2026-01-02}", RESPECTED, "satisfy-need"),
        ("{on: 2025-01-01, confirmed: 2026-06-30}", RESPECTED, "satisfy-need"),
        ("{on: 2025-01-01, answered: 2026-06-01}", RESPECTED, "satisfy-need"),
        ("{on: 2025-01-01, met: 2026-06-01}", RESPECTED, "sustain"),
        ("{on: 2026-06-01, status: brewing}", RESPECTED, "sustain"),
        ("{met: 2026-06-01}, {on: 2020-01-01}", RESPECTED, "satisfy-need"),
        ("{on: 2026-06-01}", "2026-06-01 wang trust: [+tact]", "win-trust"),
        ("{on: 2026-06-01}", "2026-06-01 - did: [news]", "win-trust"),
    ],
)
def test_the_turn_of_the_loop(needs, entry, loop):
    assert read_of(WANG + journal(entry) + f"needs: [{needs}]\n").sales_loop == loop


def both_held(first: str, second: str) -> str:
    return contact(more=f"held_by: [{first}]") + f"- {{id: zhao, name: 赵敏, held_by: [{second}]}}\n"


RESPECT_OF_BOTH = journal("2026-06-01 wang trust: [+work]", "2026-06-01 zhao trust: [+work]")


@pytest.mark.parametrize(
    ("front", "filled"),
    [
        (WANG, ""),
        (WANG + journal("2025-07-01 - did: [quality]"), "interest_organisation"),
        (WANG + journal("2025-06-30 - did: [quality]"), ""),
        (WANG + journal("2026-06-01 - did: [scale]"), "interest_organisation"),
        (WANG + journal("2026-06-01 - did: [track-record]"), "interest_organisation"),
        (WANG + journal("2026-06-01 - did: [history, advice, coordination]"), ""),
        (WANG + "needs: [{met: 2025-07-01}]\n", "interest_organisation"),
        (WANG + "needs: [{met: 2025-06-30}]\n", ""),
        (WANG + journal("2026-06-01 - did: [credit]"), "interest_personal"),
        (WANG + journal("2026-06-01 - did: [partnership]"), "interest_personal"),
        (WANG + journal("2026-06-01 - did: [thanks, asked-help]"), ""),
        (WANG + journal("2026-06-01 wang trust: [+work]"), "trust_personal"),
        (WANG + journal("2026-06-01 wang trust: [+tact]"), ""),
        (contact(roles="[user]") + journal("2026-06-01 wang trust: [+work]"), ""),
        (WANG + journal("2026-06-01 - trust: [+company]"), "trust_organisation"),
        (WANG + journal("2026-06-01 wang trust: [+company]", "2026-06-02 - trust: [-company]"), ""),
        (both_held("rep", "tech") + RESPECT_OF_BOTH, "trust_personal trust_organisation"),
        (both_held("rep", "rep") + RESPECT_OF_BOTH, "trust_personal"),
        (
            both_held("rep", "tech").replace("held_by: [tech]", "held_by: [tech], left: 2026-06-30")
            + RESPECT_OF_BOTH,
            "trust_personal",
        ),
    ],
)
def test_the_cells_of_the_matrix(front, filled):
    cells = read_of(front).matrix.cells()
    assert [name for name, cell in cells.items() if cell.filled] == filled.split()
    assert all(cell.evidence for cell in cells.values() if cell.filled)
    assert all(cell.known for cell in cells.values() if cell.filled)


@pytest.mark.parametrize(
    ("front", "unknown"),
    [
        ("", "interest_organisation interest_personal trust_personal trust_organisation"),
        (WANG, "interest_organisation interest_personal trust_personal trust_organisation"),
        (
            WANG + journal("2026-06-01 wang kind: visit", "2026-06-02 wang kind: visit", "2026-06-03 wang did: [care]"),
            "interest_organisation trust_personal trust_organisation",
        ),
        (WANG + journal("2026-06-01 wang did: [quality]"), "trust_personal"),
        (WANG + journal("2026-06-01 wang trust: [+work]"), ""),
        (WANG + journal("2026-06-01 wang trust: [-tact]"), ""),
    ],
)
def test_what_cannot_be_told_of_the_matrix_is_unknown(front, unknown):
    cells = read_of(front).matrix.cells()
    assert [name for name, cell in cells.items() if not cell.known] == unknown.split()


@pytest.mark.parametrize(
    ("rounds", "posture", "run"),
    [
        ("", "unknown", 0),
        ("{on: 2026-06-01}", "unknown", 0),
        ("{on: 2026-06-01, position: foil}", "foil", 0),
        ("{on: 2026-06-01, position: preferred}", "preferred", 1),
        ("{on: 2026-06-01, position: comparator}, {on: 2026-05-01, position: preferred}", "comparator", 0),
        (
            "{on: 2026-06-02, position: preferred}, {on: 2026-06-01, position: preferred}, {on: 2026-05-01}",
            "preferred",
            2,
        ),
        (
            (
                "{on: 2026-04-01, position: preferred}, {on: 2026-05-01, position: foil},"
                " {on: 2026-06-01, position: preferred}"
            ),
            "preferred",
            1,
        ),
        ("{on: 2026-06-01, position: foil}, {on: 2026-07-01, position: preferred}", "foil", 0),
    ],
)
def test_posture_and_run(rounds, posture, run):
    (reading,) = read_of(f"tenders: [{{id: t1, rounds: [{rounds}]}}]\n").tenders
    assert (reading.posture, reading.run) == (posture, run)


A, B = (f"- {{id: {id}, name: {id}, roles: [decider]}}\n" for id in "ab")


@pytest.mark.parametrize(
    ("contacts", "entries", "key"),
    [
        ("- {id: a, name: a}\n", (), None),
        ("- {id: a, name: a, roles: [influencer], influence: 90}\n", (), None),
        (A + B, (), "a"),
        (A + B.replace("}", ", influence: 0}"), (), "b"),
        (A.replace("}", ", influence: 30}") + B.replace("}", ", influence: 40}"), ("2026-06-01 a",), "b"),
        (A + B, ("2020-01-01 b",), "b"),
        (A + B, ("2026-06-01 b", "2026-06-02 a", "2026-07-01 b"), "a"),
        (A + B, ("2026-06-01 [b,a]",), "a"),
        (A.replace("}", ", left: 2026-06-30}") + B, (), "b"),
        (A.replace("}", ", left: 2026-07-01}") + B, (), "a"),
        (A.replace("}", ", joined: 2026-07-01}") + B, (), "b"),
    ],
)
def test_the_key_contact(contacts, entries, key):
    readings = read_of("contacts:\n" + contacts + (journal(*entries) if entries else ""))
    assert (readings.key.id if readings.key else None) == key


def test_without_a_key_contact_nothing_is_known_of_distance_and_trust():
    readings = read_of(contact({"basic": "{x: 甲}"}, roles="[user]"))
    assert (readings.distance, readings.trust) == ("unknown", "unknown")


@pytest.mark.parametrize(
    ("tagged", "bare", "untagged"),
    [
        (0, 0, True),
        (0, 1, True),
        (1, 0, False),
        (1, 1, False),
        (1, 2, True),
        (2, 2, False),
        (2, 3, True),
        (3, 9, False),
    ],
)
def test_a_journal_with_too_few_words(tagged, bare, untagged):
    entries = [*["2026-01-02 - did: none"] * tagged, *["2026-06-01 - topic: views"] * bare]
    early = "2026-01-01 - did: [news]"  # before the window: no matter
    assert read_of(WANG + journal(early, *entries)).untagged is untagged


def test_year_window_and_recent_are_thresholds_by_name():
    front = WANG + journal("2026-05-01 wang kind: visit, did: [quality], trust: [+work]")
    rules = RuleSettings(thresholds={"year": 30, "window": 30, "recent": 30})
    short = read_of(front, settings=replace(SETTINGS, rules=rules))
    usual = read_of(front)
    assert (usual.temperature, usual.untagged, usual.matrix.interest_organisation.filled) == (
        "plateau",
        False,
        True,
    )
    assert (short.temperature, short.untagged, short.matrix.interest_organisation.filled) == (
        "cold",
        True,
        False,
    )
    assert short.contacts["wang"].trust.aged == ("work",)
    assert short.contacts["wang"].scales["space"].year_level(DAY) == "none"


# what holds of all of them

MADE = [made_account(number) for number in range(12)]
WITH_BOSS = Settings(people=(Person(id="boss", name="陈董", role="boss"),), people_given=True)


def everything(readings: Readings) -> dict[str, Any]:
    """All that the readings say, comparable; places apart."""
    stage = readings.stage
    people = {
        id: (
            who.distance,
            who.team_distance,
            who.portrait_ceiling,
            who.recorded,
            {
                name: (scale.level(readings.day), scale.year_level(readings.day))
                for name, scale in who.scales.items()
            },
            {item: (sign.positive, sign.on) for item, sign in who.trust.standing.items()},
            (who.trust.verdict, who.trust.weakest, who.trust.aged),
        )
        for id, who in sorted(readings.contacts.items())
    }
    return {
        "stage": (stage.level, stage.by_share, stage.trend, stage.status, stage.since, stage.source),
        "steps up": [on for on, _ in stage.step_ups],
        "people": people,
        "key": readings.key.id if readings.key else None,
        "temperature": readings.temperature,
        "loop": readings.sales_loop,
        "matrix": [cell.filled for cell in readings.matrix.cells().values()],
        "tenders": sorted(
            (one.tender.id, one.tender.result, one.posture, one.run) for one in readings.tenders
        ),
        "untagged": readings.untagged,
    }


@pytest.mark.parametrize("number", range(len(MADE)))
def test_the_order_of_the_entries_changes_nothing(number):
    account = MADE[number]
    shuffled = _shuffled(account, Random(number))
    assert everything(read(shuffled, WITH_BOSS, LAST)) == everything(read(account, WITH_BOSS, LAST))


def _shuffled(account: Account, random: Random) -> Account:
    """Its lists in another order, but for the contacts, whose order breaks ties."""
    new: dict[str, Any] = {}
    for one in fields(account):
        value = getattr(account, one.name)
        if isinstance(value, tuple) and one.name != "contacts":
            new[one.name] = tuple(random.sample(value, len(value)))
    return replace(account, **new)


@pytest.mark.parametrize("number", range(len(MADE)))
def test_a_past_day_reads_the_same_from_today(number):
    """*The day before* and *a window ago* are the readings as of that day."""
    now = read(MADE[number], WITH_BOSS, LAST)
    for back in (1, 7, 90, 180, 365, 500, 800):
        day = LAST - timedelta(days=back)
        then = read(MADE[number], WITH_BOSS, day)
        assert now.temperature_on(day) == then.temperature, day
        for id, who in then.contacts.items():
            seen = now.contacts[id]
            assert seen.ladder.level(day) == who.distance, day
            assert seen.team_ladder.level(day) == who.team_distance, day
            assert seen.ladder.ceiling(day) == who.portrait_ceiling, day
            assert seen.ledger.steps.on(day) == seen.ledger.on(day).verdict == who.trust.verdict, day
            assert {name: seen.scales[name].level(day) for name in SCALES} == {
                name: scale.level(day) for name, scale in who.scales.items()
            }, day
            for item in ("industry", "work", "promises", "visits"):
                assert seen.ledger.stands(item, day) == (who.trust.stands(item) is True), day


FRIEND = standing("friend") + "competitors: [{name: 申通}]\n"


@pytest.mark.parametrize(
    "future",
    [
        "purchasing: [{period: 2026-H2, share: 90%}]\n",
        "purchasing: [{period: 2026-Q1, share: 90%, on: 2026-07-01}]\n",
        "needs: [{on: 2026-07-01, from: wang, met: 2026-07-01}]\n",
        "promises: [{on: 2026-07-01, to: wang, kept: 2026-07-01}]\n",
        "promises: [{on: 2026-06-01, to: wang, due: 2026-07-05, broken: 2026-07-01}]\n",
        "complaints: [{on: 2026-07-01, from: wang, cause: product}]\n",
        "commitments: [{on: 2026-07-01, from: wang}]\n",
        "referrals: [{on: 2026-07-01, from: wang}]\n",
        "tenders: [{opened: 2026-07-01, result: won, terms: worse}]\n",
        "satisfaction: [{on: 2026-07-01, perceived: 1, expected: 5}]\n",
        "performance: [{on: 2026-07-01, item: product, result: fail}]\n",
    ],
)
def test_what_comes_after_changes_nothing(future):
    assert everything(read_of(FRIEND + future)) == everything(read_of(FRIEND))


@pytest.mark.parametrize(
    ("change", "undone"),
    [
        (
            lambda text: (
                text + "- {on: 2026-07-01, with: wang, kind: meal, trust: [-sincere], did: [quality]}\n"
            ),
            lambda text: text,
        ),
        (
            lambda text: text.replace("hobbies: 羽毛球", "hobbies: {value: 羽毛球, on: 2026-07-01}"),
            lambda text: text.replace(", extended: {hobbies: 羽毛球}", ""),
        ),
        (lambda text: text.replace("roles:", "left: 2026-07-01, roles:"), lambda text: text),
    ],
    ids=["an interaction", "a portrait item", "leaving"],
)
def test_what_is_told_later_of_a_person_changes_nothing(
    change: Callable[[str], str], undone: Callable[[str], str]
):
    text = standing("friend", boards={"extended": BOARDS["extended"]})
    assert everything(read_of(change(text))) == everything(read_of(undone(text)))


def test_who_joins_later_is_not_there_yet():
    assert set(read_of(WANG + "- {id: zhao, name: 赵敏, joined: 2026-07-01}\n").contacts) == {"wang"}


@pytest.mark.parametrize(
    ("tender", "result"),
    [
        ("result: won, decided: 2026-06-30", "won"),
        ("result: won, decided: 2026-07-01", "open"),
        ("result: won, rounds: [{on: 2026-06-01}, {on: 2026-06-30}]", "won"),
        ("result: won, rounds: [{on: 2026-06-01}, {on: 2026-07-01}]", "open"),
        ("result: won", "won"),
        ("opened: 2026-06-01", "open"),
    ],
)
def test_a_tender_is_open_until_its_day(tender, result):
    (reading,) = read_of(f"tenders: [{{{tender}}}]\n").tenders
    assert reading.tender.result == result


@pytest.mark.parametrize(
    ("need", "status"),
    [
        ("on: 2026-06-01", "open"),
        ("status: brewing", "brewing"),
        ("answered: 2026-06-30", "answered"),
        ("answered: 2026-07-01", "open"),
        ("answered: 2026-06-01, met: 2026-06-30", "met"),
        ("answered: 2026-06-01, met: 2026-07-01", "answered"),
        ("on: 2026-06-01, status: open, answered: 2026-06-02", "answered"),
        ("on: 2026-06-01, status: met", "met"),
        ("status: answered", "answered"),
        ("on: 2026-06-01, status: answered, confirmed: 2026-07-01", "open"),
        ("on: 2026-06-01, status: met, answered: 2026-07-01", "open"),
    ],
)
def test_the_status_of_a_need_follows_its_dates(need, status):
    (known,) = read_of(f"needs: [{{{need}}}]\n").account.needs
    assert known.status == status
