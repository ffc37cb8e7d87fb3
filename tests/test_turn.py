"""The order of the gaps: the gravest first, and no one kind takes all five places."""

from __future__ import annotations

from itertools import count

import pytest

from relreport.page.actions import led
from relreport.page.gaps import gaps
from relreport.page.turn import in_turn, leads
from tests.pages import LANGUAGES, plan_for, telling_of

CASE = """
name: 甲公司
owner: 李娜
contacts: [{id: wang, name: 王磊, roles: decider, held_by: 李娜}]
interactions: [{on: 2026-06-20, with: wang, kind: visit}]
"""


def complaints(number: int) -> str:
    rows = (f"{{on: 2026-05-{day:02}, from: wang, about: x, cause: product}}" for day in range(1, number + 1))
    return f"complaints: [{', '.join(rows)}]\n"


BROKEN = (
    "promises: [{on: 2026-04-01, to: wang, what: x, due: 2026-05-01, broken: 2026-05-01}]\n"
    "performance: [{on: 2026-05-01, item: product, result: fail}]\n"
)


@pytest.mark.parametrize(
    ("number", "more", "first"),
    [
        (1, BROKEN, ["CMP01", "GRO10", "TRU02"]),
        (2, BROKEN, ["CMP01", "CMP01", "GRO10", "TRU02"]),
        (5, BROKEN, ["CMP01", "CMP01", "GRO10", "TRU02"]),
    ],
)
def test_a_rule_takes_two_places_at_most_while_others_wait(number: int, more: str, first: list[str]) -> None:
    told = leads(in_turn(plan_for(CASE + complaints(number) + more).assessment.gaps))
    assert [one.code for one in told][: len(first)] == first
    assert len(told) == min(number + 3, 5)
    assert sum(one.code == "CMP01" for one in told) == min(number, 2)


@pytest.mark.parametrize("number", [0, 1, 3, 7])
def test_every_gap_has_one_number_and_those_that_lead_come_first(number: int) -> None:
    telling = telling_of(plan_for(CASE + (complaints(number) if number else "") + BROKEN), "en")
    assert sorted(one.anchor for one in telling.ordered) == sorted(
        one.anchor for one in telling.plan.assessment.gaps
    )
    page = gaps(telling)
    assert [one["number"] for one in (*page["lead"], *page["rest"])] == [
        place for place, _ in zip(count(1), telling.ordered, strict=False)
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("number", "more"), [(2, None), (3, "1"), (6, "4")])
def test_the_last_of_a_kind_that_leads_says_how_many_fold(number: int, more: str | None, language: str) -> None:
    page = gaps(telling_of(plan_for(CASE + complaints(number) + BROKEN), language))
    told = [one["alike"] for one in page["lead"] if one["code"] == "CMP01"]
    assert told[0] == ""
    assert (told[1] == "") if more is None else (more in told[1])
    assert all(one["alike"] == "" for one in page["rest"])


@pytest.mark.parametrize("number", [1, 3, 5])
def test_the_actions_that_lead_close_the_gaps_that_lead(number: int) -> None:
    telling = telling_of(plan_for(CASE + complaints(number) + BROKEN), "en")
    lead, rest = led(telling)
    closed = {gap.anchor for one in lead for gap in one.serves}
    offered = {gap.anchor for one in (*lead, *rest) for gap in one.serves}
    assert {gap.anchor for gap in leads(telling.ordered)} & offered <= closed
