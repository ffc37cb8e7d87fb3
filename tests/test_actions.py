"""What to do next: merged, dated, ranked, held back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from relreport.actions import NextAction, Plan, plan
from relreport.assess import assess
from relreport.finding import Severity
from relreport.model import Settings
from tests.rules.cases import DAY, PEOPLE, account_of

SETTINGS = Settings(people=PEOPLE, people_given=True)

BUYING = """
    tier: {tier}
    owner: rep
    purchasing:
    - {{period: 2026-Q1, share: 40%}}
    contacts:
    - {{id: wang, name: 王磊, side: purchasing, roles: [decider], influence: 60, held_by: [rep]}}
    - {{id: zhao, name: 赵敏, side: technical, roles: [influencer], influence: 25, held_by: [tech]}}
"""


def made(front: str, *, tier: str = "key", **how: object) -> Plan:
    account = account_of(BUYING.format(tier=tier) + front)
    return plan(assess(account, SETTINGS, DAY), **how)  # type: ignore[arg-type]


def serving(whole: Plan, code: str) -> list[NextAction]:
    return [action for action in whole.actions if code in action.codes]


def test_the_reps_own_come_first_overdue_before_planned() -> None:
    whole = made(
        """
    actions:
    - {id: later, do: 复访, due: 2026-07-20}
    - {id: late, do: 送样, due: 2026-06-29}
    - {id: done, do: 已做, status: done}
    - {id: whenever, do: 请教}
        """
    )
    assert [one.own.id for one in whole.actions if one.own] == ["late", "later", "whenever"]
    assert [one.status for one in whole.actions[:3]] == ["overdue", "planned", "planned"]


def test_an_action_due_today_is_not_overdue() -> None:
    whole = made("    actions: [{id: a, do: 复访, due: 2026-06-30}]")
    assert whole.actions[0].status == "planned"


def test_a_gap_that_an_open_action_serves_is_planned_and_asks_for_nothing_more() -> None:
    front = "    needs: [{id: n1, on: 2026-05-01, need: 工期, from: wang}]"
    assert [one.status for one in serving(made(front), "NED02")] == ["suggested"]
    planned = made(front + "\n    actions: [{id: a, do: 答复, for: [NED02], due: 2026-07-03}]")
    assert [one.status for one in serving(planned, "NED02")] == ["planned"]
    gap = planned.assessment.gap("NED02", "n1")
    assert gap is not None
    assert gap.planned


@pytest.mark.parametrize(
    ("severity", "days"), [("critical", 7), ("major", 30), ("minor", 60), ("info", 60)]
)
def test_how_long_an_action_may_take(severity: str, days: int) -> None:
    settings = replace(SETTINGS, rules=replace(SETTINGS.rules, severity={"NED02": severity}))
    account = account_of(BUYING.format(tier="key") + "    needs: [{id: n1, on: 2026-05-01, need: 工期, from: wang}]")
    whole = plan(assess(account, settings, DAY))
    assert serving(whole, "NED02")[0].due == DAY + timedelta(days=days)


def test_a_due_day_is_moved_to_a_working_day() -> None:
    whole = made(
        "    needs: [{id: n1, on: 2026-05-01, need: 工期, from: wang}]", working_day=lambda day: day + timedelta(days=2)
    )
    assert serving(whole, "NED02")[0].due == DAY + timedelta(days=32)


def test_an_action_comes_before_the_occasion_is_over() -> None:
    whole = made("    openings: [{id: o1, on: 2026-06-01, what: 评估, until: 2026-07-10}]")
    assert serving(whole, "ENT02")[0].due == date(2026, 7, 9)


WEEKDAY: dict[str, Any] = {"working_day": lambda day: day + timedelta(days=max(7 - day.weekday(), 0) if day.weekday() > 4 else 0)}


@pytest.mark.parametrize(
    ("case", "code", "front", "due"),
    [
        ("an opening on Monday", "ENT02", "    openings: [{id: o, on: 2026-06-01, until: 2026-07-13}]", date(2026, 7, 10)),
        ("an opening today", "ENT02", "    openings: [{id: o, on: 2026-06-01, until: 2026-06-30}]", DAY),
        ("an opening tomorrow", "ENT02", "    openings: [{id: o, on: 2026-06-01, until: 2026-07-01}]", DAY),
        (
            "a tender",
            "BID03",
            "    tenders: [{id: t, opened: 2026-06-01, due: 2026-07-07, rounds: [{on: 2026-06-20, position: comparator}]}]",
            date(2026, 7, 6),
        ),
        (
            "a promise that is not certain",
            "CON04",
            "    promises: [{id: p, to: wang, what: 样段, due: 2026-07-03, certain: no}]",
            date(2026, 7, 2),
        ),
        (
            "a call at a bad hour",
            "CON01",
            "    actions: [{id: a, do: 打电话, kind: call, with: wang, due: 2026-07-03, at: '12:30'}]",
            date(2026, 7, 2),
        ),
        (
            "a request that still waits",
            "CON08",
            "    requests: [{id: r, on: 2026-06-20, from: wang, what: 账期, authority: beyond, reply_due: 2026-07-03}]",
            date(2026, 7, 2),
        ),
        (
            "a broken promise has no last day",
            "TRU02",
            "    promises: [{id: p, to: wang, what: 样段, due: 2026-07-30, broken: 2026-06-30}]",
            date(2026, 7, 7),
        ),
    ],
)
def test_an_action_falls_on_a_working_day_before_it_is_too_late(
    case: str, code: str, front: str, due: date
) -> None:
    assert [one.due for one in serving(made(front, **WEEKDAY), code)] == [due], case


def test_the_birthday_itself_is_not_too_late() -> None:
    account = account_of(BUYING.format(tier="key").replace("influence: 60,", "influence: 60, birthday: 07-04,"))
    whole = plan(assess(account, SETTINGS, DAY))
    assert [one.due for one in serving(whole, "CAD04")] == [date(2026, 7, 4)]


def test_what_is_asked_of_a_leaver_of_theirs_comes_before_the_leaving() -> None:
    account = account_of(BUYING.format(tier="key").replace("influence: 60,", "influence: 60, left: 2026-07-20,"))
    whole = plan(assess(account, SETTINGS, DAY))
    due = [one.due for one in whole.actions if one.with_ == ("wang",)]
    assert due
    assert all(one is not None and one < date(2026, 7, 20) for one in due)


def people_with(**left: date) -> Settings:
    return replace(SETTINGS, people=tuple(replace(one, left=left.get(one.id)) for one in PEOPLE))


@pytest.mark.parametrize(
    ("case", "team", "by"),
    [
        ("a manager of the team", "[rep, tech, mgr]", ("mgr",)),
        ("the boss of the team", "[rep, tech, boss]", ("boss",)),
        ("a colleague", "[rep, tech]", ("tech",)),
        ("nobody, and never the leaver", "[rep]", ()),
    ],
)
def test_who_follows_a_leaver_is_not_for_the_leaver_to_say(case: str, team: str, by: tuple[str, ...]) -> None:
    account = account_of(f"name: 乙\nowner: rep\nteam: {team}\ncontacts: [{{name: 王磊, roles: [decider]}}]\n")
    whole = plan(assess(account, people_with(rep=date(2026, 7, 15)), DAY))
    assert [one.by for one in serving(whole, "TEA04")] == [by], case


def test_what_falls_after_a_leaving_is_not_the_leavers() -> None:
    account = account_of(
        BUYING.format(tier="key") + "    team: [rep, mgr]\n    needs: [{id: n, on: 2026-05-01, need: 工期, from: wang}]\n"
    )
    whole = plan(
        assess(account, people_with(rep=date(2026, 7, 15)), DAY), festivals=[(date(2026, 7, 14), "mid-autumn")]
    )
    for action in whole.actions:
        assert action.due is not None
        assert "rep" not in action.by or action.due < date(2026, 7, 15)
    gone = plan(assess(account, people_with(rep=DAY), DAY), festivals=[(date(2026, 7, 14), "mid-autumn")])
    assert {by for action in gone.actions for by in action.by} == {"mgr", "tech"}


def test_an_overdue_step_says_itself_what_to_do() -> None:
    whole = made("    actions: [{id: a, do: 送样, due: 2026-06-29}, {id: b, do: 复访, due: 2026-06-28}]")
    told = serving(whole, "PLN01")
    assert [(one.status, [gap.subject for gap in one.serves]) for one in told] == [
        ("overdue", ["b"]),
        ("overdue", ["a"]),
    ]


def test_one_step_widens_the_net_and_the_trust() -> None:
    whole = made(
        """
    interactions:
    - {on: 2026-06-01, with: wang, by: rep, kind: visit, did: [quality], trust: [+industry]}
    - {on: 2026-06-10, with: wang, by: rep, kind: visit, did: [advice]}
    - {on: 2026-06-20, with: wang, by: rep, kind: visit, did: [care]}
        """
    )
    wide = serving(whole, "GRO09")
    assert len(wide) == 1
    assert wide == serving(whole, "NET01")
    assert wide[0].gap is not None
    assert wide[0].gap.code == "NET01"  # the graver one gives the words


STRAINED = """
    interactions:
    - {on: 2026-06-01, with: wang, by: rep, kind: visit, did: [quality], trust: [+industry]}
    - {on: 2026-06-10, with: wang, by: rep, kind: visit, did: [advice], trust: [-pressure]}
    - {on: 2026-06-20, with: wang, by: rep, kind: visit, did: [care]}
"""


def test_while_a_relation_is_bad_mending_it_is_the_one_step_towards_them() -> None:
    front = BUYING.format(tier="key").replace("influence: 60,", "influence: 60, relation: bad,")
    whole = plan(assess(account_of(front + STRAINED), SETTINGS, DAY))
    towards = [one for one in whole.actions if one.with_ == ("wang",) and one.gap and not one.gap.is_record]
    assert [one.gap.code for one in towards if one.gap] == ["NET05"]
    assert {"NET05", "TRU04", "NET01"} <= set(towards[0].codes)


def test_where_mending_is_planned_nothing_else_is_suggested_towards_them() -> None:
    front = BUYING.format(tier="key").replace("influence: 60,", "influence: 60, relation: bad,")
    mending = "    actions: [{id: a, do: 登门听, with: wang, due: 2026-07-03, for: [NET05]}]\n"
    whole = plan(assess(account_of(front + STRAINED + mending), SETTINGS, DAY))
    towards = [one for one in whole.actions if one.with_ == ("wang",) and one.gap and not one.gap.is_record]
    assert towards == []


def test_one_move_with_one_partner_is_one_action() -> None:
    whole = made(
        """
    promises:
    - {id: p1, on: 2026-05-01, to: wang, what: 样段, due: 2026-06-01}
    - {id: p2, on: 2026-05-01, to: wang, what: 报价, due: 2026-06-10}
        """
    )
    late = [action for action in whole.actions if "CON03" in action.codes]
    assert len(late) == 1
    assert {gap.subject for gap in late[0].serves if gap.code == "CON03"} == {"p1", "p2"}


def test_what_serves_the_relationship_comes_before_what_serves_the_records() -> None:
    whole = made("    needs: [{id: n1, on: 2026-05-01, need: 工期, from: wang}]")
    suggested = [action for action in whole.actions if action.gap]
    records = [all(gap.is_record for gap in action.serves) for action in suggested]
    assert records == sorted(records)


def test_principle_comes_before_growth() -> None:
    whole = made(
        """
    needs: [{id: n1, on: 2026-05-01, need: 工期, from: wang}]
    complaints: [{id: c1, on: 2026-06-20, from: wang, about: 色差, cause: product}]
        """
    )
    codes = [action.codes[0] for action in whole.actions if action.gap]
    assert codes.index("CMP01") < codes.index("NED02")


def test_somebody_who_has_left_us_is_not_sent() -> None:
    people = tuple(replace(one, left=date(2026, 6, 1)) if one.id == "tech" else one for one in PEOPLE)
    account = account_of(BUYING.format(tier="key") + "    needs: [{id: n1, on: 2026-05-01, need: 工期, from: zhao}]")
    whole = plan(assess(account, replace(SETTINGS, people=people), DAY))
    assert serving(whole, "NED02")[0].by == ("rep",)


@pytest.mark.parametrize(
    ("case", "tier", "days_ahead", "planned", "offered"),
    [
        ("a fortnight ahead", "key", 14, "", True),
        ("a day more", "key", 15, "", False),
        ("today", "vvip", 0, "", True),
        ("of a regular account", "regular", 5, "", False),
        ("a greeting is planned by then", "key", 5, "    actions: [{id: a, do: 问候, kind: greeting, due: 2026-07-05}]", False),
        ("a greeting is planned for later", "key", 5, "    actions: [{id: a, do: 问候, kind: greeting, due: 2026-07-06}]", True),
    ],
)
def test_a_festival_asks_for_a_greeting(case: str, tier: str, days_ahead: int, planned: str, offered: bool) -> None:
    whole = made(planned, tier=tier, festivals=[(DAY + timedelta(days=days_ahead), "mid-autumn")])
    assert any(one.festival == "mid-autumn" for one in whole.actions) is offered, case


def test_while_a_grave_gap_of_trust_is_open_some_advice_waits() -> None:
    front = """
    satisfaction: [{on: 2026-06-01, perceived: 4, expected: 3, from: wang}]
    interactions:
    - {on: 2026-06-01, with: wang, by: rep, kind: visit, did: [quality], trust: [+industry, +prudent], info: useful}
    - {on: 2026-06-10, with: [wang, zhao], by: [rep, tech], kind: visit, did: [news], trust: [+work]}
    - {on: 2026-06-20, with: wang, by: rep, kind: visit, did: [advice]}
    """
    calm = made(front)
    assert serving(calm, "REF01")
    assert not calm.held_back
    grave = made(front.rstrip() + "\n    complaints: [{id: c1, on: 2026-06-20, from: wang, about: 色差, cause: product}]\n")
    assert not serving(grave, "REF01")
    assert grave.held_back
    assert all(gap.rule.advice for gap in grave.held_back)


def test_the_order_is_the_same_whatever_the_order_of_entries() -> None:
    needs = "    needs: [{id: n1, on: 2026-05-01, need: 工期, from: wang}, {id: n2, on: 2026-05-02, need: 账期, from: zhao}]"
    turned = "    needs: [{id: n2, on: 2026-05-02, need: 账期, from: zhao}, {id: n1, on: 2026-05-01, need: 工期, from: wang}]"
    assert [one.codes for one in made(needs).actions] == [one.codes for one in made(turned).actions]


def test_every_suggestion_names_who_and_when() -> None:
    actions = made("    needs: [{id: n1, on: 2026-05-01, need: 工期, from: wang}]").actions
    assert actions
    for action in actions:
        assert action.by
        assert action.due is not None
        assert all(gap.severity in Severity for gap in action.serves)
