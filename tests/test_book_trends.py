"""Eight quarters in the review book: on each account's page, and of all accounts as sums of what stands behind."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from relreport.formats.meeting import render_book
from relreport.page.book import account_of, book_page
from relreport.page.portfolio import portfolio_page
from relreport.page.summary import summary
from relreport.trend import QUARTERS, trend
from tests.pages import CHECKOUT, SITE, page_of, telling_of, workspace_plans

PLANS = {
    name: replace(plan, trend=trend(plan.assessment.account, plan.assessment))
    for name, plan in workspace_plans(CHECKOUT)
}


def book(language: str) -> Any:
    tellings = [telling_of(plan, language) for plan in PLANS.values()]
    summaries = [summary(one.plan, one.wording) for one in tellings]
    portfolio = portfolio_page(summaries, tellings[0].wording, settings=tellings[0].settings, site=SITE)
    # what is kept of an account went through JSON
    kept = {name: json.loads(json.dumps(account_of(page_of(plan, language)))) for name, plan in PLANS.items()}
    return book_page(portfolio, summaries, kept, tellings[0].wording)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_account_with_a_past_has_its_quarters(language: str) -> None:
    made = book(language)
    assert len(made["accounts"]) == len(PLANS)
    for one in made["accounts"]:
        told = one["trends"]
        if told is None:
            continue
        labels = [column["label"] for column in told["table"]["columns"][1:]]
        shown = [line["label"] for line in told["lines"]]
        assert set(shown) <= set(labels)
        assert (labels[1] in shown) is not bool(
            one["share"] and one["share"]["chart_svg"]
        )  # never drawn twice
        assert len(told["table"]["rows"]) == QUARTERS
        for line in told["lines"]:  # the drawing says all eight figures to who does not see it
            figures = [row["cells"][labels.index(line["label"]) + 1]["text"] for row in told["table"]["rows"]]
            assert all(f" {figure}" in line["chart_svg"] for figure in figures)
    assert sum(one["trends"] is not None for one in made["accounts"]) > len(PLANS) // 2


def test_all_together_are_the_sum_of_the_accounts_of_the_book() -> None:
    made = book("en")
    last = [one["text"] for one in made["trends"]["table"]["rows"][0]["cells"][1:]]
    rows = made["rows"]
    assert last[0] == str(sum(one["stage"] in ("stable", "strategic") for one in rows))
    by_account = [one["trends"]["table"]["rows"] for one in made["accounts"] if one["trends"]]
    contacts = [int(text) for rows in by_account if (text := rows[0]["cells"][5]["text"]).isdigit()]
    gaps = [int(text) for rows in by_account if (text := rows[0]["cells"][6]["text"]).isdigit()]
    others = [plan.trend[-1] for plan in PLANS.values() if sum(one.read for one in plan.trend) < 2]
    read = [one for one in others if one.read]
    assert last[4] == str(sum(contacts) + sum(one.contacts or 0 for one in read))
    assert last[5] == str(sum(gaps) + sum(one.relationship_gaps or 0 for one in read))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_they_stand_on_the_pages(language: str) -> None:
    made = book(language)
    html = render_book(made)
    of_all, _, each = html.partition('<section class="account')
    assert of_all.count('class="trends"') == 1
    assert 'href="#quarters"' in of_all
    assert each.count('class="trends"') == sum(one["trends"] is not None for one in made["accounts"])
    assert html.count("&lt;svg") == 0
