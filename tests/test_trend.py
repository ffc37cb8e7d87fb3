"""Eight quarters read off the step series of today are what an assessment as of each of those days gives."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from relreport.actions import Plan
from relreport.assess import Assessment, assess, judge
from relreport.audience import audience_named, redact
from relreport.model import Account, Settings
from relreport.page.trends import kept, portfolio_trends, trends
from relreport.parse import parse, parse_settings
from relreport.trend import QUARTERS, Reading, quarters_before, read_off, reading_of, trend
from tests.made_accounts import made_account
from tests.pages import plan_for, telling_of

DAY = date(2026, 10, 12)
CHECKOUT = Path(__file__).parents[1]
TEXT = """
name: 甲集团
contacts: [{id: w, name: 王磊, roles: [decider]}]
purchasing: [{period: 2025-Q3, share: 85%}, {period: 2026-Q2, share: 60%}, {period: 2026-Q3, share: 45%}]
interactions:
  - {on: 2026-03-02, with: w, kind: visit, did: advice}
  - {on: 2026-08-11, with: w, kind: visit}
  - {on: 2026-10-05, with: w, kind: call}
"""


def samples() -> list[Account]:
    settings = parse_settings("relreport.yaml", (CHECKOUT / "relreport.yaml").read_bytes()).settings
    found = [
        parse(f"accounts/{path.name}", path.read_bytes(), settings).account
        for path in sorted((CHECKOUT / "accounts").glob("*.md"))
    ]
    return [one for one in found if one is not None]


def trend_of(plan: Plan, results: dict[str, Any] | None = None) -> tuple[Reading, ...]:
    return trend(plan.assessment.account, plan.assessment, results)


def as_plain(assessment: Assessment) -> Any:
    stage = assessment.readings.stage
    return (
        "lost" if stage.status == "lost" else stage.level if stage.known else "unknown",
        assessment.readings.distance,
        assessment.readings.trust,
        {(one.code, one.subject) for one in assessment.gaps},
    )


@pytest.mark.parametrize("day", [DAY, date(2026, 6, 30)])
def test_off_the_series_of_today_comes_what_a_reading_of_that_day_gives(day: date) -> None:
    compared = 0
    for account in (*samples(), *(made_account(number) for number in range(60))):
        for one in trend(account, assess(account, Settings(), day)):
            if not one.read:
                continue
            then = assess(account, Settings(), one.day)
            stage, distance, trust, gaps = as_plain(then)
            assert (one.stage, one.distance, one.trust) == (stage, distance, trust), (account.id, one.day)
            if one.relations is not None:
                assert one.open_gaps == gaps, (account.id, one.day)
                compared += 1
    assert compared > 100


def test_nothing_recorded_is_no_trend() -> None:
    plan = plan_for("name: 甲集团", day=DAY)
    readings = trend_of(plan)
    assert [one.read for one in readings] == [False] * (QUARTERS - 1) + [True]
    assert trends(telling_of(replace(plan, trend=readings), "en")) is None


@pytest.mark.parametrize(("more", "shown"), [("", False), ("purchasing: [{period: 2026-Q3, share: 45%}]\n", True)])
def test_one_quarter_alone_is_no_trend_and_is_left_out(more: str, shown: bool) -> None:
    """What a single quarter says stands in the page's other sections; a chart of one column says no more."""
    plan = plan_for(
        "name: 甲集团\ncontacts: [{id: w, name: 王磊}]\n"
        f"interactions: [{{on: 2026-10-05, with: w, kind: visit}}]\n{more}",
        day=DAY,
    )
    readings = trend_of(plan)
    assert sum(one.read for one in readings) == 1 + shown
    assert (trends(telling_of(replace(plan, trend=readings), "en")) is not None) is shown


def test_a_trend_begins_with_what_is_recorded() -> None:
    readings = trend_of(plan_for(TEXT, day=DAY))
    told = [
        (one.period.name, one.stage, one.share, one.contacts, one.relations is not None) for one in readings
    ]
    assert told == [
        ("2025-Q1", "unknown", None, None, False),
        ("2025-Q2", "unknown", None, None, False),
        ("2025-Q3", "strategic", 0.85, 0, False),
        ("2025-Q4", "strategic", 0.85, 0, False),
        ("2026-Q1", "strategic", 0.85, 1, True),
        ("2026-Q2", "stable", 0.6, 0, True),
        ("2026-Q3", "initial", 0.45, 1, True),
        ("2026-Q4", "initial", 0.45, 1, True),
    ]


def test_what_was_kept_is_not_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    import relreport.trend

    asked: list[date] = []

    def counted(readings: Any) -> Assessment:
        asked.append(readings.day)
        return judge(readings)

    monkeypatch.setattr(relreport.trend, "judge", counted)
    plan = plan_for(TEXT, day=DAY)
    results: dict[str, Any] = {}
    first = trend_of(plan, results)
    assert asked == [date(2026, 9, 30), date(2026, 6, 30), date(2026, 3, 31)]
    monkeypatch.setattr(relreport.trend, "read_back", None)  # nor is a day of the past read again
    assert trend_of(plan, results) == first
    assert len(asked) == 3


@pytest.mark.parametrize("day", [date(2026, 10, 1), DAY])  # the day before the first is of another quarter
def test_with_what_was_kept_the_day_before_a_trend_says_the_same(day: date) -> None:
    for account in (*samples(), *(made_account(number) for number in range(40))):
        before: dict[str, Any] = {}
        trend(account, assess(account, Settings(), day - timedelta(days=1)), before)
        assessment = assess(account, Settings(), day)
        assert trend(account, assessment, json.loads(json.dumps(before))) == trend(account, assessment)


def test_a_reading_is_kept_as_plain_data_and_comes_back() -> None:
    assessment = plan_for(TEXT, day=DAY).assessment
    period = quarters_before(DAY, 1)[0]
    one = read_off(assessment, period)
    assert reading_of(one.kept(), period, DAY) == one


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_chart_has_its_figures_in_the_table(language: str) -> None:
    plan = plan_for(TEXT, day=DAY)
    told = trends(telling_of(replace(plan, trend=trend_of(plan)), language))
    assert told is not None
    labels = [one["label"] for one in told["table"]["columns"][1:]]
    assert [one["label"] for one in told["lines"]] == labels
    assert len(told["table"]["rows"]) == QUARTERS
    for place, line in enumerate(told["lines"], 1):
        figures = [row["cells"][place]["text"] for row in told["table"]["rows"]]
        assert line["now"] == figures[0]
        assert all(f" {one}" in line["chart_svg"] for one in figures)
    assert told["note"]  # the quarter is not over
    assert {one["label"]: one["tone"] for one in told["lines"]}[labels[1]] == "alarm"  # 85 → 45


def test_all_accounts_together_are_the_sums() -> None:
    plans = [plan_for(TEXT, day=DAY), plan_for(TEXT.replace("45%", "65%"), day=DAY)]
    readings = [trend_of(one) for one in plans]
    told = portfolio_trends(
        [kept(one) for one in readings], quarters_before(DAY, QUARTERS), telling_of(plans[0], "en").wording
    )
    assert told is not None
    shown = {
        row["cells"][0]["text"]: [one["text"] for one in row["cells"][1:]] for row in told["table"]["rows"]
    }
    # at stable or strategic, fell, near, trusted, contacts, gaps
    assert shown["2026 Q3"][:2] == ["1", "1"]
    assert shown["2026 Q2"][:2] == ["2", "2"]
    assert shown["2026 Q1"][4] == "2"
    for place, period in enumerate(quarters_before(DAY, QUARTERS)):
        known = [one[place].relationship_gaps for one in readings if one[place].relations is not None]
        expected = str(sum(one or 0 for one in known)) if known else "unknown"
        assert list(reversed(told["table"]["rows"]))[place]["cells"][6]["text"] == expected, period


def test_readers_of_less_see_no_count_that_tells_two_closed_subjects_apart() -> None:
    plan = plan_for(TEXT, day=DAY)
    two = frozenset({("TEA04", "li-na"), ("TEA04", "zhou-gang"), ("NET01", "w")})
    quarters = tuple(replace(one, relations=two) for one in trend_of(plan))
    whole = replace(plan, trend=quarters)
    counts = {
        name: redact(whole, audience_named(name, Settings()), "en").trend[0].relationship_gaps
        for name in ("management", "team", "manager")
    }
    assert counts == {"management": 2, "team": 3, "manager": 3}


def test_the_quarters_before_a_day() -> None:
    names = [one.name for one in quarters_before(date(2026, 1, 1), 3)]
    assert names == ["2025-Q3", "2025-Q4", "2026-Q1"]
    assert all(one.last < other.first for one, other in pairwise(quarters_before(DAY, QUARTERS)))
