"""Names on pages: long ones cut in running text and whole where they stand first, none over several accounts."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from relreport.actions import Plan
from relreport.formats.html import render_plan
from relreport.page.customer import customer_page
from relreport.page.portfolio import portfolio_page
from relreport.page.shorten import cut, named_briefly
from relreport.page.summary import summary
from tests.pages import LANGUAGES, SITE, page_of, plan_for, settings_with, telling_of, texts
from tests.situations import DAY, NAMES, situations

NAMED = ("Marian", "Marcus", "Berta", "Torvane", "Line 11", "慕辰", "霍连生", "白洛", "拓帆", "十一号线")


def plan_of(name: str, language: str, **change: str) -> Plan:
    text = situations(language)[name]
    for old, new in change.items():
        text = text.replace(old, new)
    return plan_for(text, day=DAY, settings=settings_with("rep", "tech", "mgr"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_several_accounts_have_is_called_after_none_of_them(language: str) -> None:
    tellings = [telling_of(plan_of(name, language), language) for name in NAMES if name != "long"]
    page = portfolio_page(
        [summary(one.plan, one.wording) for one in tellings],
        tellings[0].wording,
        settings=tellings[0].settings,
        site=SITE,
    )
    gaps = next(one for one in page["sections"] if one["id"] == "by-gap")["tables"][0]
    said = [one["label"] for one in page["filters"]["gaps"]]
    said += [row["cells"][0]["text"] for row in (*gaps["rows"], *gaps["more"])]
    assert len(said) > 20
    assert [one for one in said if any(name in one for name in NAMED)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_name_of_two_hundred_characters_is_whole_where_it_stands_first(language: str) -> None:
    plan = plan_of("long", language)
    account = plan.assessment.account
    page: Any = page_of(plan, language)
    key = account.contacts[0].name
    assert len(account.name) == len(key) == 200
    assert page["head"]["name"] == account.name
    assert key in [one["name"] for side in page["people"]["sides"] for one in side["people"]]
    running = {name: page[name] for name in ("verdict", "gaps", "figures", "actions", "asks", "next_stage")}
    assert [one for one in texts(running, frozenset({"quote"})) if key in one] == []
    assert any(cut(key, 44) in one for one in texts(running))


def test_what_has_no_long_name_is_left_as_it_is() -> None:
    page = page_of(plan_of("rich", "en"))
    assert named_briefly(page) is page


@pytest.mark.parametrize("language", LANGUAGES)
def test_few_gaps_leave_the_share_room_beside_the_actions(language: str) -> None:
    calm, rich = (render_plan(page_of(plan_of(name, language), language)) for name in ("calm", "rich"))
    # it is read behind what is next, and stands in the other column where that one has room
    behind = re.compile(r'</div>\s*<section id="share"')
    assert behind.search(calm)
    assert not behind.search(rich)


def test_a_customer_reads_dates_to_come_and_nothing_of_readers() -> None:
    plan = plan_of("rich", "en")
    assert plan.agreed == (date(2026, 6, 22), date(2026, 7, 8))
    page: Any = customer_page(plan, telling_of(plan, "en").wording, site=SITE)
    agreed = next(one for one in page["sections"] if one["id"] == "agreed")
    assert [row["cells"][0]["text"] for row in agreed["tables"][0]["rows"]] == ["8 Jul 2026"]
    assert page["head"]["audience"] == page["head"]["audience_note"] == ""


def test_who_would_rather_not_see_us_is_no_hope() -> None:
    def told(plan: Plan) -> str:
        return " ".join(run["text"] for one in page_of(plan)["verdict"] for run in one)

    assert "still answers us" not in told(plan_of("lost", "en"))
    assert "still answers us" in told(plan_of("lost", "en", **{"relation: bad": "relation: good"}))
