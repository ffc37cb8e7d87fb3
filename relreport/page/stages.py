"""The stage and the share it follows: the bar, the chart, what the next stage asks."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Literal

from relreport.charts import SharePoint, share_chart, sparkline
from relreport.fields.tokens import STAGE
from relreport.model import Share as ShareValue
from relreport.moves import Condition as AskedCondition
from relreport.moves import next_level
from relreport.page.contract.parts import Html, Table
from relreport.page.contract.stages import Condition, NextStage, Share, Stages, StageStep
from relreport.page.parts import cell, row, table
from relreport.page.telling import Telling
from relreport.readings.stage import Point, points_moved, source_of
from relreport.text.figures import say_points, short_period
from relreport.text.moving import move_text
from relreport.text.sayings import condition_detail

LEVELS = tuple(STAGE)


def stages(telling: Telling) -> Stages:
    reading = telling.readings.stage
    now = LEVELS.index(reading.level)
    steps = []
    for place, level in enumerate(LEVELS):
        note, called = "", level
        state: Literal["past", "now", "left", "ahead"] = "ahead"
        if place == now:
            note, state = telling.say("page.stage_now"), "now"
            if reading.status == "lost" and reading.since:
                called = "lost"  # who has left us is no new customer
                note = telling.say("stage.ended", period=_period_of(telling, reading.since))
        elif place < now:
            state = "past"
        elif held := [point for point in reading.points if point.level == level]:
            note, state = telling.say("page.stage_until", period=_period(telling, held[-1])), "left"
        steps.append(
            StageStep(label=_capital(telling.label("stage", called), telling), note=note, state=state)
        )
    return Stages(steps=steps, note=_note(telling))


def _note(telling: Telling) -> str:
    reading, account = telling.readings.stage, telling.account
    parts = []
    if reading.since and len(reading.points) > 1 and reading.status != "lost":
        parts.append(
            telling.say(
                "stage.since",
                stage=telling.label("stage", reading.level),
                period=_period_of(telling, reading.since),
            )
        )
    if reading.by_share != reading.level:
        parts.append(telling.say("stage.by_share", stage=telling.label("stage", reading.by_share)))
    declared = account.declared.stage if account.declared else None
    if declared and declared != reading.level:
        parts.append(telling.say("stage.declared", stage=telling.label("stage", declared)))
    target = next_level(telling.plan.assessment)
    if target and (asked := telling.plan.next_stage):
        parts.append(
            telling.say(
                "stage.next",
                stage=telling.label("stage", target),
                known=sum(1 for one in asked if one.met),
                of=len(asked),
            )
        )
    return telling.words["dot"].join(parts)


def _capital(words: str, telling: Telling) -> str:
    return words[:1].upper() + words[1:] if telling.language == "en" else words


def _period(telling: Telling, point: Point) -> str:
    return telling.wording.period(point.row.period)


def _period_of(telling: Telling, name: str) -> str:
    found = next((one for one in telling.readings.stage.points if one.row.period.name == name), None)
    return _period(telling, found) if found else name


def moved(telling: Telling) -> tuple[Fraction, Point] | None:
    """Points from the period before to the latest, and that period."""
    points = telling.readings.stage.points
    return (points_moved(points[-1].share, points[-2].share), points[-2]) if len(points) > 1 else None


def moved_words(telling: Telling) -> str:
    """`▼ 15 points on 2026 Q2`, "" with one period."""
    change = moved(telling)
    if change is None:
        return ""
    by, before = change
    period = _period(telling, before)
    if by == 0:
        return telling.say("page.share_same", period=period)
    said = say_points(abs(by))
    key = "page.share_points_up" if by > 0 else "page.share_points_down"
    return telling.say(key, points=int(said) if said.isdigit() else said, period=period)


def basis_words(telling: Telling, point: Point) -> str:
    """Where a share comes from and who said so: `estimated by 李娜`."""
    return _source_words(telling, source_of(point.row), point.row.source)


def _source_words(telling: Telling, basis: str, who: str | None) -> str:
    said = telling.label("basis", basis)
    if not who:
        return said
    name = telling.wording.contact(who) if telling.contact(who) else telling.wording.person(who)
    return telling.say("stage.source_from", basis=said, who=name)


def share(telling: Telling) -> Share:
    """The chart of shares with its figures; without one, the question that would end it."""
    rows = telling.account.purchasing
    reading = telling.readings.stage
    if not reading.points:
        unknown = telling.say("stage.unknown_share")
        return Share(note="", unknown=unknown, chart_svg=None, table=_figures(telling) if rows else None)
    latest = reading.points[-1]
    entered = telling.on(latest.row.on)
    note = telling.say(
        "stage.share_note",
        basis=_capital(basis_words(telling, latest), telling),
        period=_period(telling, latest),
        **({"on": entered} if entered else {}),
    )
    chart = share_chart(
        [_point(telling, one.share, one.period, source_of(one)) for one in rows],
        bands=[telling.say(f"stage.band_{level}") for level in LEVELS[1:]],
        title=_chart_title(telling),
        falling=reading.trend in ("falling", "broken"),
    )
    return Share(note=note, unknown="", chart_svg=Html(chart) if chart else None, table=_figures(telling))


def _point(telling: Telling, value: ShareValue | None, period: object, basis: str) -> SharePoint:
    short = short_period(period)  # type: ignore[arg-type]
    if value is None:
        return SharePoint(period=short, share=None)
    return SharePoint(
        period=short,
        share=float(value.middle),
        label=telling.wording.share(value),
        low=float(value.low) if value.is_range else None,
        high=float(value.high) if value.is_range else None,
        estimate=basis == "estimate",
    )


def _chart_title(telling: Telling) -> str:
    said = [
        telling.say(
            "stage.chart_point",
            period=telling.wording.period(one.period),
            share=telling.wording.share(one.share) if one.share is not None else telling.say("stage.unknown"),
        )
        for one in telling.account.purchasing
    ]
    return telling.say("stage.chart_title", points=telling.say("stage.chart_join").join(said))


def _figures(telling: Telling) -> Table:
    """What stands behind the chart; without amounts no columns for them."""
    wording = telling.wording
    known = any(one.ours is not None or one.total is not None for one in telling.account.purchasing)
    amounts = ("column_ours", "column_total") if known else ()
    return table(
        [
            telling.say(f"stage.{name}")
            for name in ("column_period", "column_share", *amounts, "column_basis")
        ],
        [
            row(
                cell(wording.period(one.period), key=one.period.name),
                cell(wording.share(one.share))
                if one.share is not None
                else cell(telling.say("stage.unknown"), tone="mute"),
                *(
                    wording.money(amount) if amount is not None else ""
                    for amount in ((one.ours, one.total) if known else ())
                ),
                cell(
                    _source_words(telling, source_of(one), one.source),
                    note=telling.on(one.on),
                    place=telling.place(one.at),
                ),
            )
            for one in reversed(telling.account.purchasing)
        ],
    )


def spark(telling: Telling) -> Html | None:
    """The share's line at the size of a table row: the last eight periods."""
    rows = telling.account.purchasing[-8:]
    drawn = sparkline(
        [float(one.share.middle) if one.share is not None else None for one in rows],
        title=_chart_title(telling),
        falling=telling.readings.stage.trend in ("falling", "broken"),
    )
    return Html(drawn) if drawn else None


def next_stage_block(telling: Telling) -> NextStage | None:
    assessment = telling.plan.assessment
    target = next_level(assessment)
    if target is None:
        return _kept(telling)
    asked = telling.plan.next_stage
    # a level that was held once is asked for again
    again = any(point.level == target for point in telling.readings.stage.points[:-1])
    return NextStage(
        title=telling.say(
            "stage.asks_again" if again else "stage.asks", stage=telling.label("stage", target)
        ),
        note=telling.say("stage.met_of", known=sum(1 for one in asked if one.met), of=len(asked)),
        conditions=list(_conditions(telling, asked)),
        smallest_move=smallest_move_words(telling),
    )


def _kept(telling: Telling) -> NextStage | None:
    """At the last stage nothing more is asked; the smallest move has its place all the same."""
    words = smallest_move_words(telling)
    if not words:
        return None
    title = telling.say("stage.keeps", stage=telling.label("stage", telling.readings.stage.level))
    return NextStage(title=title, note="", conditions=[], smallest_move=words)


def smallest_move_words(telling: Telling) -> str:
    """The least that helps next, and what comes of it; "" where there is none, or not for this audience."""
    move = telling.plan.smallest
    return move_text(move, telling.wording) if move else ""


def _conditions(telling: Telling, asked: tuple[AskedCondition, ...]) -> Iterator[Condition]:
    for one in asked:
        said = {True: "met", False: "not_met", None: "unjudged"}[one.met]
        yield Condition(
            text=_wanted(telling, one),
            detail=condition_detail(one, telling.wording),
            met=one.met,
            met_word=telling.say(f"stage.{said}"),
            sources=telling.sources(one.evidence),
        )


def _wanted(telling: Telling, condition: AskedCondition) -> str:
    """What is asked, as a claim: `a share of 50%`, `the key contact trusts us at least …`."""
    facts = condition.facts
    match condition.name:
        case "share":
            wanted = facts["wanted"]
            if wanted.low == 0:
                return telling.say("condition.first_order")
            return telling.say("condition.share", share=telling.wording.share(wanted))
        case "distance" | "trust" | "coach" as scale:
            key = f"condition.{scale}"
            return telling.say(key, wanted=telling.label(scale, facts["wanted"]))
        case "net":
            return telling.say(
                "condition.net_" + ("people" if "known" in facts else "sides" if "sides" in facts else "both")
            )
        case _:
            return telling.say("condition.matrix", of=facts["of"])
