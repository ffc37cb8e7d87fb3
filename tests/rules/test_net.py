"""NET: the net of people. Day 2026-06-30; the window begins on 2026-01-02, recent on 2026-04-02."""

from __future__ import annotations

from datetime import date

import pytest

from relreport.model import RuleSettings, Settings
from tests.rules.cases import PEOPLE, case_of, tell, tell_bare
from tests.rules.tables import as_told, rows, told

INITIAL = "purchasing: [{period: 2026-Q1, share: 30%}]\n"
STABLE = "purchasing: [{period: 2026-Q1, share: 60%}]\n"
STRATEGIC = "purchasing: [{period: 2026-Q1, share: 90%}]\n"
COUNTER = "sales_mode: counter\n"
KEY = "tier: key\n"
WANG = "{id: wang, name: 王磊, roles: [decider], side: purchasing"
ZHAO = "{id: zhao, name: 赵敏, title: 总工, roles: [influencer], side: technical"
LI = "{id: li, name: 李工, side: use"


def people(*contacts: str) -> str:
    return "contacts:\n" + "".join(f"- {one}}}\n" for one in contacts)


def journal(*entries: str) -> str:
    return "interactions:\n" + "".join(f"- {{on: {one}}}\n" for one in entries)


def left(day: str, who: str = WANG) -> str:
    return f"{who}, left: {day}"


def joined(day: str) -> str:
    return f"{{id: gao, name: 高颖, joined: {day}"


THREE = people(WANG, ZHAO, LI)
TWO = people(WANG, ZHAO)
BAD = people(f"{WANG}, relation: bad")
MET_THREE_TIMES = journal(
    "2025-07-01, with: wang, kind: visit",
    "2026-05-01, with: wang, kind: meal",
    "2026-06-01, with: wang, kind: tour, trust: [+prudent]",
)

QUIET = {
    "NET01": {
        "two of theirs, two of ours": INITIAL
        + TWO
        + journal("2026-06-01, with: wang, by: rep", "2026-05-01, with: zhao, by: tech"),
        "on one day, all together": INITIAL
        + TWO
        + journal("2026-06-01, with: [wang, zhao], by: [rep, tech]"),
        "no interaction in the window": INITIAL + TWO + journal("2026-01-01, with: wang, by: rep"),
        "two of theirs, nobody knows who of ours": INITIAL
        + TWO
        + journal("2026-06-01, with: [wang, zhao], by: rep", "2026-06-02, with: wang"),
        "nobody named on either side": INITIAL + TWO + journal("2026-06-01, kind: call"),
        "before the first order": TWO + journal("2026-06-01, with: wang, by: rep"),
        "over the counter": INITIAL + COUNTER + TWO + journal("2026-06-01, with: wang, by: rep"),
    },
    "NET02": {
        "the key, never contacted": people(WANG),
        "a user of little weight": people(WANG, f"{LI}, roles: [user], influence: 19"),
        "an influencer, four times the contact days": people(WANG, ZHAO) + journal("2025-11-02, with: zhao"),
        "at tier vvip, 120 days at least": "tier: vvip\n" + TWO + journal("2026-03-02, with: zhao"),
        "who left": people(WANG, left("2026-06-30", ZHAO)),
        "who joins tomorrow": people(WANG, f"{ZHAO}, joined: 2026-07-01"),
    },
    "NET03": {
        "three sides with a user": STABLE + people(WANG, LI, "{name: 钱会计, side: finance"),
        "one without a side may be on the third": STABLE + people(WANG, ZHAO, "{name: 某人"),
        "it may be a user too": STABLE
        + people(WANG, "{name: 钱会计, side: finance", "{name: 孙总, side: management", "{name: 某人"),
        "before the account is stable": INITIAL + people(WANG),
        "nobody known": STABLE,
    },
    "NET04": {
        "nobody leaves": TWO,
        "a user left": people("{name: 孙工, roles: [user], left: 2026-06-01", WANG),
        "left 365 days ago": people(left("2025-06-30"), ZHAO),
        "leaves in 31 days": people(left("2026-07-31"), ZHAO),
        "somebody who joined that day was called": people(left("2026-06-01"), joined("2026-06-01"))
        + journal("2026-06-02, with: gao, kind: call"),
        "on the very day": people(left("2026-06-30"), joined("2026-06-30"))
        + journal("2026-06-30, with: gao"),
        "same side, same role": people(
            left("2026-06-01"), "{id: gao, name: 高颖, roles: [decider, user], side: purchasing"
        )
        + journal("2026-06-10, with: gao"),
        "leaves soon, a colleague contacted lately": people(
            left("2026-07-30"), "{id: gao, name: 高颖, roles: [decider], side: purchasing"
        )
        + journal("2026-04-02, with: gao"),
        "nobody else is known": people(left("2026-06-01")),
    },
    "NET05": {
        "unknown": TWO,
        "good": people(f"{WANG}, relation: good"),
        "left": people(f"{WANG}, relation: bad, left: 2026-06-30", ZHAO),
        "over the counter": COUNTER + BAD,
    },
    "NET06": {
        "met twice": people(WANG)
        + journal(
            "2026-05-01, with: wang, kind: visit", "2026-06-01, with: wang, kind: meal, trust: [+prudent]"
        ),
        "three times, the first before the year": people(WANG)
        + MET_THREE_TIMES.replace("2025-07-01", "2025-06-30"),
        "calls are no meetings": people(WANG) + MET_THREE_TIMES.replace("tour", "call"),
        "respect": people(WANG) + MET_THREE_TIMES.replace("[+prudent]", "[+industry]"),
        "nothing known of trust": people(WANG) + MET_THREE_TIMES.replace("trust: [+prudent]", "did: [news]"),
        "damaged": people(WANG) + MET_THREE_TIMES.replace("+prudent", "-sincere"),
        "of a colleague, not of the key": TWO + MET_THREE_TIMES.replace("wang", "zhao"),
        "words too few to judge": people(WANG)
        + MET_THREE_TIMES.replace("trust: [+prudent]", "by: rep").replace(
            "visit", "visit, trust: [+prudent]"
        ),
        "stable": STABLE + people(WANG) + MET_THREE_TIMES,
    },
}

FOUND = {
    "NET01": {
        "one of theirs, whoever of ours": (
            INITIAL + TWO + journal("2026-06-01, with: wang, by: [rep, tech]"),
            told("wang", "major", contact="wang", limit=180),
        ),
        "one and one, on the first day of the window": (
            INITIAL + TWO + journal("2026-01-02, with: wang, by: rep"),
            told("wang", "major", contact="wang", limit=180, person="rep"),
        ),
        "the owner, where nobody is named": (
            STABLE + "owner: rep\n" + TWO + journal("2026-06-01, with: wang"),
            told("wang", "critical", contact="wang", limit=180, person="rep"),
        ),
        "two of theirs, one of ours": (
            STRATEGIC + TWO + journal("2026-06-01, with: [wang, zhao], by: rep"),
            told(None, "critical", "ours", person="rep", limit=180),
        ),
        "nobody named, one of ours": (
            INITIAL + TWO + journal("2026-06-01, by: rep"),
            told(None, "major", "ours", person="rep", limit=180),
        ),
        "the other has left": (
            INITIAL
            + people(WANG, left("2026-06-30", ZHAO))
            + journal("2026-06-01, with: [wang, zhao], by: [rep, tech]"),
            told("wang", "major", contact="wang", limit=180),
        ),
    },
    "NET02": {
        "never": (
            people(WANG, f"{LI}, influence: 20"),
            told("li", "major", "never", contact="li"),
        ),
        "never, while the key is nobody": (
            people(ZHAO),
            told("zhao", "major", "never", contact="zhao", title="总工"),
        ),
        "an influencer, a day over four times": (
            TWO + journal("2025-11-01, with: zhao"),
            told("zhao", "major", contact="zhao", days=241, title="总工", last=date(2025, 11, 1), limit=240),
        ),
        "a second decider, a day over twice": (
            people(f"{WANG}, influence: 60", "{id: gao, name: 高颖, roles: [decider]")
            + journal("2026-03-01, with: gao"),
            told("gao", "major", contact="gao", days=121, last=date(2026, 3, 1), limit=120),
        ),
        "at tier vvip, a day over 120": (
            "tier: vvip\n" + TWO + journal("2026-03-01, with: zhao"),
            told("zhao", "major", contact="zhao", days=121, title="总工", last=date(2026, 3, 1), limit=120),
        ),
    },
    "NET03": {
        "two sides": (STABLE + TWO, told(None, "minor", sides=("purchasing", "technical"), missing=("use",))),
        "three, none near the work": (
            STRATEGIC + people(WANG, "{name: 钱会计, side: finance", "{name: 孙总, side: management"),
            told(None, "minor", sides=("purchasing", "finance", "management"), missing=("use", "technical")),
        ),
        "one, and its side unknown": (
            STABLE + people("{name: 某人"),
            told(None, "minor", missing=("use", "technical")),
        ),
        "the user left": (
            STABLE + people(WANG, ZHAO, left("2026-06-30", LI)),
            told(None, "minor", sides=("purchasing", "technical"), missing=("use",)),
        ),
    },
    "NET04": {
        "left 91 days ago": (
            people(left("2026-03-31"), LI),
            told("wang", "major", contact="wang", left=date(2026, 3, 31)),
        ),
        "left 90 days ago": (
            people(left("2026-04-01"), LI),
            told("wang", "major", contact="wang", left=date(2026, 4, 1)),
        ),
        "left 89 days ago": (
            people(left("2026-04-02"), LI),
            told("wang", "critical", "recent", contact="wang", left=date(2026, 4, 2), days=89),
        ),
        "left today": (
            people(left("2026-06-30"), LI),
            told("wang", "critical", "recent", contact="wang", left=date(2026, 6, 30), days=0),
        ),
        "leaves in 30 days": (
            people(left("2026-07-30"), LI),
            told("wang", "critical", "leaving", contact="wang", left=date(2026, 7, 30)),
        ),
        "the successor was contacted before the day alone": (
            people(left("2026-06-01"), "{id: gao, name: 高颖, roles: [decider], side: purchasing")
            + journal("2026-05-31, with: gao"),
            told(
                "wang", "critical", "recent", contact="wang", left=date(2026, 6, 1), days=29, successor="gao"
            ),
        ),
        "a colleague contacted 90 days ago": (
            people(left("2026-07-30"), "{id: gao, name: 高颖, roles: [decider], side: purchasing")
            + journal("2026-04-01, with: gao"),
            told("wang", "critical", "leaving", contact="wang", left=date(2026, 7, 30), successor="gao"),
        ),
        "same side, another role": (
            people(left("2026-03-01"), "{id: gao, name: 高颖, roles: [influencer], side: purchasing")
            + journal("2026-06-10, with: gao"),
            told("wang", "major", contact="wang", left=date(2026, 3, 1)),
        ),
        "same role, sides unknown": (
            people(
                "{id: wang, name: 王磊, roles: [decider], left: 2026-03-01",
                "{id: gao, name: 高颖, roles: [decider]",
            )
            + journal("2026-06-10, with: gao"),
            told("wang", "major", contact="wang", left=date(2026, 3, 1)),
        ),
        "the newcomer before the colleague": (
            people(
                left("2026-03-01"),
                "{id: wu, name: 吴工, roles: [decider], side: purchasing",
                joined("2026-04-01"),
            ),
            told("wang", "major", contact="wang", left=date(2026, 3, 1), successor="gao"),
        ),
    },
    "NET05": {
        "nobody's fault yet": (BAD, told("wang", "critical", contact="wang")),
        "one of two, strategic": (
            STRATEGIC + people(WANG, f"{ZHAO}, relation: bad"),
            told("zhao", "critical", contact="zhao"),
        ),
    },
    "NET06": {
        "three times": (
            people(WANG) + MET_THREE_TIMES,
            told("wang", "major", times=3, contact="wang", trust="thin"),
        ),
        "initial too": (
            INITIAL + people(WANG) + MET_THREE_TIMES,
            told("wang", "major", times=3, contact="wang", trust="thin"),
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
        ("NET02", TWO + journal("2025-11-01, with: zhao"), {"neglect_factor": 4.5}),
        ("NET02", KEY + TWO + journal("2026-03-01, with: zhao"), {"neglect_least": 200}),
        ("NET03", STABLE + TWO, {"sides": 2}),
        ("NET04", people(left("2026-07-30"), LI), {"leave_days": 29}),
        ("NET06", people(WANG) + MET_THREE_TIMES, {"met_times": 4}),
    ],
)
def test_the_settings_move_a_threshold(code, front, thresholds):
    settings = Settings(people=PEOPLE, people_given=True, rules=RuleSettings(thresholds=thresholds))
    assert tell(code, front).gaps
    assert not tell(code, front, settings=settings).gaps


def test_each_neglected_voice_is_a_gap_of_its_own():
    assert tell("NET02", people(WANG, ZHAO, f"{LI}, influence: 25")).subjects == ["zhao", "li"]


def test_whoever_left_is_in_no_other_rule_of_the_net():
    front = people(left("2026-06-01", f"{WANG}, relation: bad, influence: 50"), ZHAO, LI) + journal(
        "2026-06-20, with: zhao"
    )
    assert tell("NET04", front).subjects == ["wang"]
    for code in ("NET02", "NET05"):
        assert not tell(code, front).gaps


def test_the_key_is_awaited_only_by_the_rule_on_successors():
    front = people(left("2026-06-01"), "{id: gao, name: 高颖, roles: [decider], joined: 2026-06-05")
    case = case_of(front)
    assert case.key is not None
    assert case.is_awaited(case.key)
    assert not case_of(front + journal("2026-06-06, with: gao")).is_awaited(case.key)


@pytest.mark.parametrize(
    ("code", "front", "fields", "with_"),
    [
        (
            "NET01",
            INITIAL + TWO + journal("2026-06-01, with: wang", "2026-05-01, with: wang"),
            ["interactions[0].with", "interactions[1].with"],
            None,
        ),
        (
            "NET04",
            people(left("2026-06-01"), joined("2026-06-05")),
            ["contacts[0].left", "contacts[1]"],
            "gao",
        ),
        ("NET04", people(left("2026-07-10"), LI), ["contacts[0].left"], None),
        ("NET05", BAD, ["contacts[0].relation"], None),
    ],
)
def test_the_lines_a_gap_rests_on_and_whom_its_action_is_with(code, front, fields, with_):
    (gap,) = tell_bare(code, front).gaps
    assert [at.field for at in gap.evidence] == fields
    assert gap.with_ == with_
