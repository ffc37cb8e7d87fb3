"""STG: the stage of the account. The day of the cases is 2026-06-30."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from relreport.model import Period, RuleSettings, Settings, Share
from tests.rules.cases import PEOPLE, tell, tell_bare
from tests.rules.tables import as_told, rows, told

QUARTERS = ("2024-Q4", "2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4", "2026-Q1")


def shares(*percent: object, basis: str = "customer") -> str:
    """So many quarters, the last of them 2026-Q1; a figure may be a range."""
    quarters = QUARTERS[len(QUARTERS) - len(percent) :]
    told_by = f", basis: {basis}" if basis else ""
    return "purchasing:\n" + "".join(
        f"- {{period: {quarter}, share: {one}%{told_by}}}\n"
        for quarter, one in zip(quarters, percent, strict=True)
    )


def percent(figure: int, to: int | None = None) -> Share:
    return Share(Fraction(figure, 100), Fraction(to if to is not None else figure, 100))


def quarter(name: str) -> Period:
    return Period.quarter(int(name[:4]), int(name[-1]))


LATEST: dict[str, Any] = {"period": quarter("2026-Q1")}
WANG = "contacts: [{id: wang, name: 王磊}]\n"
FIRST = "competitors: [{name: 申通, rank: first}]\n"

QUIET = {
    "STG01": {
        "nothing is a figure too": shares(0),
        "a share": shares(30),
        "from ours and total": "purchasing: [{period: 2026-Q1, total: 100, ours: 0}]\n",
        "ours is nothing": "purchasing: [{period: 2026-Q1, ours: 0}]\n",
    },
    "STG02": {
        "the first period is taken as it is": shares(90),
        "a level at a time": shares(0, 30, 60),
        "a fall": shares(60, 0),
        "confirmed by the next period": shares(0, 60, 60),
        "no share": "",
        "the next period has not begun": shares(0, 30) + "- {period: 2026-Q3, share: 90%}\n",
    },
    "STG03": {
        "never fell": shares(30, 60, 60),
        "fell within its level": shares(75, 52),
        "made good": shares(60, 40, 60),
        "fell five periods ago": shares(60, 40, 40, 40, 40, 40),
        "nothing left: STG04": shares(60, 0),
        "a range still reaches the level": shares(60, "50-70"),
    },
    "STG04": {
        "never bought": shares(0, 0),
        "no share": "",
        "came back": shares(30, 0, 20),
        "a range from nothing": shares(30, "0-10"),
    },
    "STG05": {
        "a fall of nine points": shares(49, 40),
        "two falls of nine together": shares(49, 45, 40),
        "a rise between": shares(49, 44, 45, 40),
        "a fall of a level: STG03": shares(55, 45),
        "two falls, the first over a level": shares(55, 49, 43),
        "one period": shares(30),
        "the middle of a range": shares(49, "30-49"),
    },
    "STG06": {
        "three periods": shares(30, 30, 30),
        "five points": shares(30, 35, 32, 31),
        "a level was gained among them": shares(49, 50, 50, 50),
        "one level has fallen back": shares(50, 49, 49, 49),
        "development": shares(0, 0, 0, 0),
        "strategic": shares(90, 90, 90, 90),
    },
    "STG07": {
        "nothing declared": shares(30),
        "the distance alone": shares(30) + "declared: {distance: friend}\n",
        "as it is": shares(30) + "declared: {stage: initial}\n",
        "unknown is development": "declared: {stage: development}\n",
    },
    "STG08": {
        "they list us": shares(60) + "main_supplier: yes\n",
        "a partnership today": shares(90) + "partnership: 2026-06-30\n",
        "a partnership does for the strategic": shares(90) + "partnership: 2026-01-01\nmain_supplier: no\n",
        "the jump says more: STG02": shares(30, 90),
        "initial": shares(30) + "main_supplier: no\n",
    },
    "STG09": {
        "no share": "",
        "a quarter that ended 91 days ago": shares(30),
        "it runs": "purchasing: [{period: 2026-Q2, share: 30%}]\n",
        "a year that ended 181 days ago": "purchasing: [{period: 2025, share: 30%}]\n",
    },
    "STG10": {
        "nobody": shares(60),
        "second": shares(60) + "competitors: [{name: 申通, rank: second, share: 40%}]\n",
        "an equal share": shares(60) + "competitors: [{name: 申通, share: 60%}]\n",
        "middle against middle": shares("50-70") + "competitors: [{name: 申通, share: 50-65%}]\n",
        "initial": shares(30) + FIRST,
        "there are none": shares(60) + "competitors: none\n",
    },
}

FOUND = {
    "STG01": {
        "nothing recorded": ("", told(None, "minor?", stage="development")),
        "a period without a share": (
            "purchasing: [{period: 2026-Q1, total: 100}]\n",
            told(None, "minor?", stage="development"),
        ),
        "of nothing": (
            "purchasing: [{period: 2026-Q1, total: 0, ours: 0}]\n",
            told(None, "minor?", stage="development"),
        ),
        "a period to come": (
            "purchasing: [{period: 2026-Q3, share: 30%}]\n",
            told(None, "minor?", stage="development"),
        ),
    },
    "STG02": {
        "two levels at once": (
            shares(0, 60),
            told(
                None,
                "major",
                share=percent(60),
                by_share="stable",
                stage="initial",
                was_stage="development",
                **LATEST,
            ),
        ),
        "by an estimate": (
            shares(30, 85, basis=""),
            told(
                None,
                "minor",
                "estimate",
                share=percent(85),
                by_share="strategic",
                stage="stable",
                was_stage="initial",
                **LATEST,
            ),
        ),
        "of a range the lower end": (
            shares(0, "50-60"),
            told(
                None,
                "major",
                share=percent(50, 60),
                by_share="stable",
                stage="initial",
                was_stage="development",
                **LATEST,
            ),
        ),
    },
    "STG03": {
        "the latest period": (
            shares(60, 40),
            told(
                None,
                "critical",
                was_stage="stable",
                stage="initial",
                was_share=percent(60),
                share=percent(40),
                **LATEST,
            ),
        ),
        "four periods ago, by an estimate": (
            shares(60, 40, 41, 42, 43, basis="estimate"),
            told(
                None,
                "major",
                "estimate",
                was_stage="stable",
                stage="initial",
                was_share=percent(60),
                period=quarter("2025-Q2"),
                share=percent(43),
            ),
        ),
        "the later fall is made good, the earlier is not": (
            shares(90, 60, 40, 60),
            told(
                None,
                "critical",
                was_stage="strategic",
                stage="stable",
                was_share=percent(90),
                period=quarter("2025-Q3"),
                share=percent(60),
            ),
        ),
        "over two levels, half made good": (
            shares(90, 40, 60),
            told(
                None,
                "critical",
                was_stage="strategic",
                stage="stable",
                was_share=percent(90),
                period=quarter("2025-Q4"),
                share=percent(60),
            ),
        ),
    },
    "STG04": {
        "now": (
            shares(30, 0),
            told(None, "critical", was_share=percent(30), was_period=quarter("2025-Q4"), **LATEST),
        ),
        "for long": (
            shares(60, 30, 0, 0),
            told(None, "critical", was_share=percent(30), was_period=quarter("2025-Q3"), **LATEST),
        ),
    },
    "STG05": {
        "ten points": (
            shares(49, 39),
            told(
                None,
                "major",
                points=10,
                was_share=percent(49),
                was_period=quarter("2025-Q4"),
                share=percent(39),
                stage="initial",
                **LATEST,
            ),
        ),
        "two falls together": (
            shares(20, 48, 43, 38),
            told(
                None,
                "major",
                points=10,
                was_share=percent(48),
                was_period=quarter("2025-Q3"),
                share=percent(38),
                stage="initial",
                **LATEST,
            ),
        ),
        "the last of three is enough": (
            shares(98, 95, 83),
            told(
                None,
                "major",
                points=12,
                was_share=percent(95),
                was_period=quarter("2025-Q4"),
                share=percent(83),
                stage="strategic",
                **LATEST,
            ),
        ),
    },
    "STG06": {
        "less than five": (
            shares(10, 30, 34, 31, 32),
            told(None, "major", periods=4, points=4, share=percent(32)),
        ),
        "stable, not a point": (
            shares(60, 60, 60, 60),
            told(None, "major", periods=4, points=0, share=percent(60)),
        ),
    },
    "STG07": {
        "above": (
            shares(30) + "declared: {stage: strategic}\n",
            told(None, "major", declared_stage="strategic", stage="initial", share=percent(30), **LATEST),
        ),
        "above what nobody knows": (
            "declared: {stage: initial}\n",
            told(None, "major", declared_stage="initial", stage="development"),
        ),
        "below": (
            shares(90) + "declared: {stage: initial}\n",
            told(
                None,
                "info",
                "below",
                declared_stage="initial",
                stage="strategic",
                share=percent(90),
                **LATEST,
            ),
        ),
    },
    "STG08": {
        "stable, nobody asked": (
            shares(60),
            told(None, "minor?", share=percent(60), stage="stable", **LATEST),
        ),
        "stable, and not for them": (
            shares(60) + "main_supplier: no\n",
            told(None, "minor", "second", share=percent(60), stage="stable", **LATEST),
        ),
        "strategic, no partnership": (
            shares(90) + "main_supplier: yes\n",
            told(None, "minor?", "partnership", share=percent(90), stage="strategic", **LATEST),
        ),
        "a partnership tomorrow": (
            shares(90) + "partnership: 2026-07-01\n",
            told(None, "minor?", "partnership", share=percent(90), stage="strategic", **LATEST),
        ),
    },
    "STG09": {
        "a month, 61 days after its end": (
            "purchasing: [{period: 2026-04, share: 0%}]\n",
            told(None, "minor?", share=percent(0), period=Period.month(2026, 4), days=61),
        ),
        "a later period without a share does not help": (
            "purchasing: [{period: 2026-04, share: 30%}, {period: 2026-05, total: 100}]\n",
            told(None, "minor?", share=percent(30), period=Period.month(2026, 4), days=61),
        ),
    },
    "STG10": {
        "first": (shares(60) + FIRST, told(None, "minor", rival="申通", share=percent(60))),
        "larger": (
            shares("50-60") + "competitors: [{name: 申通, share: 56%}]\n",
            told(None, "minor", "larger", rival="申通", share=percent(50, 60), rival_share=percent(56)),
        ),
        "first before larger": (
            shares(60) + "competitors: [{name: 甲, share: 70%}, {name: 乙, rank: first}]\n",
            told(None, "minor", rival="乙", share=percent(60)),
        ),
        "a rival without a name": (
            shares(60) + "competitors: [{weakness: 慢}, {rank: first}]\n",
            told(None, "minor", rival="competitor-2", share=percent(60)),
        ),
    },
}


@pytest.mark.parametrize(("code", "front"), rows(QUIET))
def test_quiet(code, front):
    assert tell(code, front).gaps == ()
    assert tell(code, front + WANG).gaps == ()


@pytest.mark.parametrize(("code", "front", "expected"), rows(FOUND))
def test_found(code, front, expected):
    """With nobody known, over the counter and in quick trades too: the stage speaks always."""
    for more in ("", "sales_mode: counter\n", "sales_mode: transaction\n"):
        assert [as_told(code, gap) for gap in tell(code, front + more).gaps] == [expected]


@pytest.mark.parametrize(("day", "holds"), [(date(2026, 5, 16), False), (date(2026, 5, 17), True)])
def test_a_figure_is_stale_after_one_and_a_half_times_its_period(day, holds):
    """March has 31 days: 46 days after its end are not over 46.5, 47 are."""
    assert bool(tell("STG09", "purchasing: [{period: 2026-03, share: 30%}]\n", day=day).gaps) is holds


@pytest.mark.parametrize(
    ("code", "front", "thresholds", "holds"),
    [
        ("STG03", shares(60, 40, 41), {"regress_memory": 1}, False),
        ("STG03", shares(60, 40, 41), {"regress_memory": 0}, False),
        ("STG03", shares(60, 40, 41), {"regress_memory": 1.5}, True),
        ("STG05", shares(49, 40), {"fall_points": 9}, True),
        ("STG05", shares(49, 40), {"fall_points": 9.1}, False),
        ("STG06", shares(30, 30), {"stagnation_periods": 2}, True),
        ("STG06", shares(30, 30), {"stagnation_periods": 2.5}, False),
        ("STG06", shares(30, 30, 32, 30), {"flat_points": 2}, False),
        ("STG09", shares(30), {"stale_factor": 0.9}, True),
    ],
)
def test_the_settings_move_a_threshold(code, front, thresholds, holds):
    settings = Settings(people=PEOPLE, people_given=True, rules=RuleSettings(thresholds=thresholds))
    assert bool(tell(code, front, settings=settings).gaps) is holds


@pytest.mark.parametrize(
    ("code", "front", "fields"),
    [
        ("STG01", "", [""]),
        ("STG02", shares(0, 60), ["purchasing[1]", "purchasing[0]"]),
        ("STG03", shares(60, 40, 41), ["purchasing[2]", "purchasing[1]", "purchasing[0]"]),
        ("STG04", shares(30, 0, 0), ["purchasing[2]", "purchasing[0]"]),
        ("STG07", shares(30) + "declared: {stage: stable}\n", ["declared.stage", "purchasing[0]"]),
        ("STG10", shares(60) + FIRST, ["competitors[0].rank", "purchasing[0]"]),
    ],
)
def test_the_lines_a_gap_rests_on(code, front, fields):
    (gap,) = tell_bare(code, front).gaps
    assert [at.field for at in gap.evidence] == fields
