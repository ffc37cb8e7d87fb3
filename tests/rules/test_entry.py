"""ENT: the way in. The day of the cases is 2026-06-30; the year begins on 2025-07-01."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from relreport.model import RuleSettings, Settings, Share
from tests.rules.cases import PEOPLE, tell, tell_bare
from tests.rules.tables import as_told, rows, told

INITIAL = "purchasing: [{period: 2026-Q1, share: 30%}]\n"
STABLE = "purchasing: [{period: 2026-Q1, share: 60%}]\n"
COUNTER = "sales_mode: counter\n"
WANG = "contacts: [{id: wang, name: 王磊, roles: [decider]}]\n"
MET = "interactions: [{on: 2026-06-01, with: wang, by: rep, kind: visit}]\n"
TAGGED = "interactions: [{on: 2026-06-01, with: wang, by: rep, kind: visit, did: [news]}]\n"
UNTAGGED = MET
MAP = (
    "contacts:\n"
    "- {id: wang, name: 王磊, title: 部长, influence: 40, reports_to: zhao}\n"
    "- {id: zhao, name: 赵敏, influence: 19, roles: [influencer]}\n"
)
REFERRED = TAGGED + "commitments: [{on: 2026-05-01, from: wang, what: 试铺"
OPENING = "openings: [{id: o1, on: 2026-05-01, what: 评估, until: "

QUIET = {
    "ENT01": {
        "a live opening": "openings: [{on: 2026-06-01, until: 2026-09-30}]\n" + WANG,
        "one without an end": "openings: [{on: 2026-06-01}]\n" + WANG,
        "one that ends today is not over": "openings: [{until: 2026-06-30}]\n" + WANG,
        "an open tender": "tenders: [{id: g60, opened: 2026-06-01}]\n" + WANG,
        "a tender decided tomorrow is open today": "tenders: [{id: g60, result: won, decided: 2026-07-01}]\n"
        + WANG,
        "only asked while nothing is bought": INITIAL + WANG,
        "nobody known yet": "",
        "over the counter": COUNTER + WANG,
    },
    "ENT02": {
        "without an end": "openings: [{on: 2026-05-01}]\n",
        "31 days ahead": OPENING + "2026-07-31}]\n",
        "over since yesterday": OPENING + "2026-06-29}]\n",
        "learnt of tomorrow": "openings: [{on: 2026-07-01, until: 2026-07-10}]\n",
        "an action due today": OPENING + "2026-07-10}]\nactions: [{do: 约, due: 2026-06-30}]\n",
        "an action due on its last day": OPENING + "2026-07-10}]\nactions: [{do: 约, due: 2026-07-10}]\n",
        "over the counter": COUNTER + OPENING + "2026-07-10}]\n",
    },
    "ENT03": {
        "a decider": WANG,
        "a decider who leaves tomorrow": "contacts: [{name: 王磊, roles: [decider], left: 2026-07-01}]\n",
        "over the counter": COUNTER,
    },
    "ENT04": {
        "no key": "contacts: [{name: 王磊, roles: [user]}]\n",
        "met 364 days ago": INITIAL + WANG + "interactions: [{on: 2025-07-01, with: wang, kind: meal}]\n",
        "met lately, distance unknown": WANG + MET,
        "a stranger who would rather not see us is another matter": WANG.replace("}]", ", relation: bad}]")
        + TAGGED,
        "a stranger where we deliver already": INITIAL + WANG + TAGGED,
        "the successor we wait for": WANG.replace("]}]", "], joined: 2026-06-10},")
        + " {name: 高颖, roles: [decider], left: 2026-06-01}]\n",
    },
    "ENT05": {
        "somebody with the role": "contacts: [{id: wang, name: 王磊, roles: [coach]}]\n" + TAGGED,
        "somebody who commits": WANG + REFERRED + "}]\n",
        "somebody who recommends us": WANG + TAGGED + "referrals: [{on: 2026-05-01, from: wang, to: 浙北}]\n",
        "words too few to judge": WANG + UNTAGGED,
        "where we deliver already": INITIAL + WANG + TAGGED,
        "nobody known yet": TAGGED.replace("with: wang, ", ""),
    },
    "ENT06": {
        "two and a line": MAP,
        "journal without tags": WANG + UNTAGGED,
        "over the counter": COUNTER + WANG,
    },
    "ENT07": {
        "a role": MAP.replace("influence: 40", "roles: [user]"),
        "no role at all, and said so": MAP.replace("influence: 40", "roles: none"),
        "no map yet": "contacts: [{id: wang, name: 王磊}]\n",
        "journal without tags": MAP + UNTAGGED,
        "left": MAP.replace("influence: 40", "left: 2026-06-30")
        + "- {id: li, name: 李工, roles: [user], reports_to: zhao}\n",
    },
    "ENT08": {
        "sixty": MAP.replace("19", "20"),
        "no map yet": WANG,
        "journal without tags": MAP + UNTAGGED,
    },
    "ENT09": {
        "recorded": "criteria: [{what: 成本}]\n" + WANG,
        "there are none": "criteria: none\n" + WANG,
        "where we deliver already": INITIAL + WANG,
        "nobody known yet": "",
    },
    "ENT10": {
        "unknown": WANG,
        "there are none": "criteria: none\n" + WANG,
        "one favours us": "criteria: [{what: 成本, favours: rival}, {what: 工期, favours: us}]\n" + WANG,
        "one shaped by us": "criteria: [{what: 成本, favours: neutral, shaped_by_us: yes}]\n" + WANG,
        "stable": STABLE + "criteria: [{what: 成本}]\n" + WANG,
    },
    "ENT11": {
        "29 together": "criteria: [{weight: 20, favours: rival}, {weight: 9, favours: rival}]\n" + WANG,
        "weight unknown": "criteria: [{what: 成本, favours: rival}]\n" + WANG,
        "heavy and neutral": "criteria: [{weight: 90, favours: neutral}]\n" + WANG,
        "nobody known yet": "criteria: [{weight: 90, favours: rival}]\n",
    },
    "ENT12": {
        "a demonstration": WANG + "interactions: [{on: 2025-07-01, with: wang, kind: demo}]\n",
        "a tour": WANG + "interactions: [{on: 2026-06-01, with: wang, kind: tour}]\n",
        "an exchange with nobody named": WANG + "interactions: [{on: 2026-06-01, kind: exchange}]\n",
        "no interaction at all": WANG,
        "where we deliver already": INITIAL + WANG + MET,
        "nobody known yet": "interactions: [{on: 2026-06-01, kind: visit}]\n",
    },
    "ENT13": {
        "one interaction": WANG + MET,
        "one long ago": "interactions: [{on: 2019-06-01, kind: visit}]\n",
        "where we deliver already": INITIAL,
    },
}

FOUND = {
    "ENT01": {
        "never an opening, never a tender: a question": (WANG, told(None, "minor?", "unrecorded")),
        "none is recorded by today": (
            "openings: [{on: 2026-07-01, until: 2026-09-30}]\n" + WANG,
            told(None, "minor?", "unrecorded"),
        ),
        "over since yesterday": (
            "openings: [{until: 2026-06-29}, {until: 2026-03-31}]\n" + WANG,
            told(None, "major", last=date(2026, 6, 29)),
        ),
        "the tender was decided later than the opening ended": (
            "openings: [{until: 2026-01-31}]\ntenders: [{result: lost, decided: 2026-06-30}]\n" + WANG,
            told(None, "major", last=date(2026, 6, 30)),
        ),
        "nobody knows when the tender was decided": (
            "tenders: [{result: lost}]\n" + WANG,
            told(None, "major"),
        ),
        "a tender is decided with its latest round": (
            "tenders: [{result: lost, rounds: [{on: 2026-06-10}, {on: 2026-05-10}]}]\n" + WANG,
            told(None, "major", last=date(2026, 6, 10)),
        ),
    },
    "ENT02": {
        "ends today": (OPENING + "2026-06-30}]\n", told("o1", "major", until=date(2026, 6, 30), what="评估")),
        "30 days ahead, nobody known": (
            OPENING + "2026-07-30}]\n",
            told("o1", "major", until=date(2026, 7, 30), what="评估"),
        ),
        "a large one without words": (
            STABLE + "openings: [{until: 2026-07-10, large: yes}]\n",
            told("opening-1", "critical", "large", until=date(2026, 7, 10)),
        ),
        "an action overdue, one too late, one undated, one done": (
            OPENING
            + "2026-07-10}]\nactions:\n- {do: 甲, due: 2026-06-29}\n- {do: 乙, due: 2026-07-11}\n- {do: 丙}\n"
            "- {do: 丁, due: 2026-07-01, status: done, done_on: 2026-06-20}\n",
            told("o1", "major", until=date(2026, 7, 10), what="评估"),
        ),
    },
    "ENT03": {
        "nobody known: a question": ("", told(None, "minor?", "unrecorded")),
        "one of two without roles": (
            "contacts: [{name: 王磊}, {name: 赵敏, roles: [user]}]\n",
            told(None, "minor?", "unrecorded"),
        ),
        "the only one left today": (
            "contacts: [{name: 王磊, roles: [decider], left: 2026-06-30}]\n",
            told(None, "minor?", "gone"),
        ),
        "all roles known, none decides": (
            "contacts: [{name: 王磊, roles: [user]}, {name: 赵敏, roles: none}]\n",
            told(None, "major", count=2),
        ),
        "the decider has left": (
            "contacts: [{name: 王磊, roles: [decider], left: 2026-01-01}, {name: 赵敏, roles: [user]}]\n",
            told(None, "major", "left", count=1),
        ),
        "somebody else has left": (
            "contacts: [{name: 王磊, roles: [user], left: 2026-01-01}, {name: 赵敏, roles: [user]}]\n",
            told(None, "major", count=1),
        ),
    },
    "ENT04": {
        "never met": (INITIAL + WANG, told("wang", "major", contact="wang")),
        "called, never met": (
            WANG + "interactions: [{on: 2026-06-01, with: wang, kind: call}]\n",
            told("wang", "major", contact="wang"),
        ),
        "met 365 days ago": (
            STABLE + WANG + "interactions: [{on: 2025-06-30, with: wang, kind: meal}]\n",
            told("wang", "major", contact="wang", last=date(2025, 6, 30)),
        ),
        "met today by a colleague of theirs alone": (
            WANG.replace("}]", "}, {name: 赵敏}]")
            + "interactions: [{on: 2026-06-30, with: 赵敏, kind: meal}]\n",
            told("wang", "major", contact="wang"),
        ),
        "met, and a stranger": (
            WANG + TAGGED,
            told("wang", "major", "stranger", contact="wang", distance="stranger"),
        ),
        "met, a stranger who has seen what we can do": (
            WANG + TAGGED.replace("news", "advice"),
            told("wang", "major", "unread", contact="wang", distance="stranger"),
        ),
        "somebody left, and the key is no successor": (
            INITIAL
            + WANG.replace("]}]", "], joined: 2025-06-10},")
            + " {name: 高颖, roles: [decider], left: 2026-06-01}]\n",
            told("wang", "major", contact="wang"),
        ),
    },
    "ENT05": {
        "nobody": (WANG + TAGGED, told(None, "major")),
        "who committed took it back": (
            WANG + REFERRED + ", lapsed: 2026-06-01}]\n",
            told(None, "major"),
        ),
        "the supporter left": (
            WANG.replace("}]", "}, {name: 赵敏, roles: [coach], left: 2026-06-29}]") + TAGGED,
            told(None, "major"),
        ),
        "guidance is ours, not theirs": (
            WANG + TAGGED.replace("did:", "coach: guides, did:"),
            told(None, "major"),
        ),
    },
    "ENT06": {
        "nobody known": ("", told(None, "minor?", count=0)),
        "one": (WANG, told(None, "minor?", count=1)),
        "two without a line": (MAP.replace(", reports_to: zhao", ""), told(None, "minor?", count=2)),
        "the second left": (
            MAP.replace("influence: 19", "left: 2026-06-30"),
            told(None, "minor?", count=1),
        ),
        "stable too": (STABLE + WANG, told(None, "minor?", count=1)),
    },
    "ENT07": {
        "a map, and one without roles": (MAP, told("wang", "minor?", contact="wang", title="部长")),
        "no title either": (MAP.replace("title: 部长, ", ""), told("wang", "minor?", contact="wang")),
    },
    "ENT08": {
        "fifty-nine": (MAP, told(None, "minor?", weight=59, limit=60)),
        "none at all": (
            MAP.replace("influence: 40, ", "").replace("influence: 19, ", ""),
            told(None, "minor?", weight=0, limit=60),
        ),
        "who left has no voice": (
            MAP.replace("19", "60, left: 2026-06-29") + "- {name: 李工}\n",
            told(None, "minor?", weight=40, limit=60),
        ),
    },
    "ENT09": {"unknown": (WANG, told(None, "minor?"))},
    "ENT10": {
        "one, of nobody": ("criteria: [{what: 成本}]\n" + WANG, told(None, "minor", count=1)),
        "initial too": (
            INITIAL + "criteria: [{what: 成本, favours: rival}, {what: 工期, shaped_by_us: no}]\n" + WANG,
            told(None, "minor", count=2),
        ),
    },
    "ENT11": {
        "thirty": (
            "criteria: [{what: 成本, weight: 30, favours: rival}]\n" + WANG,
            told(None, "major", share=Share.of(Fraction(30, 100)), criteria=("成本",)),
        ),
        "together, the heavier first, one without words, one unweighed": (
            STABLE + "criteria:\n- {what: 成本, weight: 10, favours: rival}\n- {weight: 15, favours: rival}\n"
            "- {what: 品牌, weight: 20, favours: rival}\n- {what: 关系, favours: rival}\n"
            "- {what: 工期, weight: 40, favours: us}\n"
            + WANG,
            told(None, "major", share=Share.of(Fraction(45, 100)), criteria=("品牌", "成本")),
        ),
    },
    "ENT12": {
        "visits alone": (WANG + MET, told(None, "minor")),
        "shown 365 days ago": (
            WANG + "interactions: [{on: 2025-06-30, with: wang, kind: demo}]\n",
            told(None, "minor"),
        ),
    },
    "ENT13": {
        "nothing": ("", told(None, "minor?")),
        "one planned for tomorrow is none": (
            WANG + "interactions: [{on: 2026-07-01, with: wang, kind: visit}]\n",
            told(None, "minor?"),
        ),
    },
}


@pytest.mark.parametrize(("code", "front"), rows(QUIET))
def test_quiet(code, front):
    assert tell(code, front).gaps == ()


@pytest.mark.parametrize(("code", "front", "expected"), rows(FOUND))
def test_found(code, front, expected):
    assert [as_told(code, gap) for gap in tell(code, front).gaps] == [expected]


def with_threshold(**thresholds: float) -> Settings:
    return Settings(people=PEOPLE, people_given=True, rules=RuleSettings(thresholds=thresholds))


@pytest.mark.parametrize(
    ("code", "front", "thresholds"),
    [
        ("ENT02", OPENING + "2026-07-30}]\n", {"opening_days": 29}),
        ("ENT08", MAP, {"influence_known": 59}),
        ("ENT11", "criteria: [{weight: 30, favours: rival}]\n" + WANG, {"criteria_weight": 31}),
    ],
)
def test_the_settings_move_a_threshold(code, front, thresholds):
    assert tell(code, front).gaps
    assert not tell(code, front, settings=with_threshold(**thresholds)).gaps


def test_each_opening_without_a_plan_is_a_gap_of_its_own():
    front = "openings: [{id: a, until: 2026-07-10}, {id: b, until: 2026-07-12}, {id: c, until: 2026-07-05}]\n"
    assert tell("ENT02", front + "actions: [{do: 约, due: 2026-07-11}]\n").subjects == ["a", "c"]


@pytest.mark.parametrize(
    ("code", "front", "fields"),
    [
        (
            "ENT01",
            "openings: [{until: 2026-03-31}, {until: 2026-06-01}]\n",
            ["openings[1].until", "openings[0].until"],
        ),
        ("ENT03", "contacts: [{name: 王磊, roles: [user]}]\n", ["contacts[0].roles"]),
        ("ENT04", WANG + MET.replace("2026", "2024"), ["interactions[0]", "contacts[0]"]),
        ("ENT08", MAP, ["contacts[0].influence", "contacts[1].influence"]),
        (
            "ENT11",
            "criteria: [{weight: 20, favours: rival}, {weight: 30, favours: rival}]\n",
            ["criteria[1]", "criteria[0]"],
        ),
    ],
)
def test_the_lines_a_gap_rests_on(code, front, fields):
    (gap,) = tell_bare(code, front).gaps
    assert [at.field for at in gap.evidence] == fields
