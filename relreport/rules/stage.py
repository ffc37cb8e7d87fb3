"""Rules about the stage of the account: STG."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import ceil
from typing import Any

from relreport.fields.tokens import STAGE
from relreport.readings.days import over_ago
from relreport.readings.limits import exactly
from relreport.readings.stage import Point, points_moved
from relreport.rules.case import Case
from relreport.rules.registry import CRITICAL, INFO, MAJOR, MINOR, RECORD, RELATIONSHIP, Gap, gap, rule


@rule(
    "STG01", "share-missing", MINOR, kind=RECORD, stages="D", rank=4, source=("S1-08",), move="record-share"
)
def share_missing(case: Case) -> Iterator[Gap]:
    """Our share of what they buy decides the stage; without it the plan is a guess."""
    if not case.stage.known:
        yield gap(None, case.top("purchasing"), stage=case.stage.level)


@rule("STG02", "stage-jump", MAJOR, stages="IS", rank=2, source=("S1-02", "C-04"), move="verify-share")
def stage_jump(case: Case) -> Iterator[Gap]:
    """Cooperation grows step by step; a leap in the figures wants a second period before we build on it."""
    latest = case.stage.latest
    if latest is None or STAGE.rank(latest.by_share) <= STAGE.rank(latest.level):
        return
    before = case.stage.points[-2]
    estimated = case.stage.estimated
    yield gap(
        None,
        latest.row.at,
        before.row.at,
        severity=MINOR if estimated else None,
        variant="estimate" if estimated else None,
        share=latest.share,
        period=latest.row.period,
        by_share=latest.by_share,
        stage=latest.level,
        was_stage=before.level,
    )


@rule("STG03", "regress", CRITICAL, stages="IS", rank=2, source=("S1-03", "S1-04", "C-05"), move="find-cause")
def regress(case: Case, *, regress_memory: float = 4) -> Iterator[Gap]:
    """A falling customer still talks to us; a remedy offered now costs far less than a return later."""
    points = case.stage.points
    latest = case.stage.latest
    if latest is None or latest.share.middle == 0:
        return
    oldest = max(len(points) - ceil(regress_memory), 1)
    for place in range(len(points) - 1, oldest - 1, -1):
        fell, before = points[place], points[place - 1]
        if STAGE.rank(fell.level) < STAGE.rank(before.level) and STAGE.rank(latest.level) < STAGE.rank(
            before.level
        ):
            estimated = case.stage.estimated
            yield gap(
                None,
                latest.row.at,
                fell.row.at,
                before.row.at,
                severity=MAJOR if estimated else None,
                variant="estimate" if estimated else None,
                was_stage=before.level,
                stage=latest.level,
                was_share=before.share,
                period=fell.row.period,
                share=latest.share,
            )
            return


@rule("STG04", "interrupted", CRITICAL, stages="D", rank=2, source=("S1-03", "S1-05", "C-06"), move="reopen")
def interrupted(case: Case) -> Iterator[Gap]:
    """Winning back someone who knows us is easier than winning a stranger, while somebody still answers."""
    if case.stage.status != "lost":
        return
    bought = next(point for point in reversed(case.stage.points) if point.share.high > 0)
    latest = case.stage.points[-1]
    yield gap(
        None,
        latest.row.at,
        bought.row.at,
        was_share=bought.share,
        was_period=bought.row.period,
        period=latest.row.period,
    )


@rule("STG05", "share-falling", MAJOR, stages="ISX", rank=2, source=("S1-04",), move="find-cause")
def share_falling(case: Case, *, fall_points: float = 10) -> Iterator[Gap]:
    """A fall shows in the share long before it shows in the relationship."""
    points = case.stage.points
    if len(points) < 2 or points[-1].level != points[-2].level:
        return
    begin = points[-2]
    fell, limit = -points_moved(points[-1].share, begin.share), exactly(fall_points)
    if fell <= 0:
        return
    if fell < limit and len(points) > 2:
        earlier = -points_moved(begin.share, points[-3].share)
        if earlier > 0 and points[-3].level == points[-1].level:
            begin, fell = points[-3], fell + earlier
    if fell >= limit:
        latest = points[-1]
        yield gap(
            None,
            latest.row.at,
            begin.row.at,
            points=fell,
            was_share=begin.share,
            was_period=begin.row.period,
            share=latest.share,
            period=latest.row.period,
            stage=latest.level,
        )


@rule("STG06", "stagnant", MAJOR, stages="IS", rank=4, source=("S1-03", "S1-06", "H-2"), move="bring-new")
def stagnant(case: Case, *, stagnation_periods: float = 4, flat_points: float = 5) -> Iterator[Gap]:
    """Keeping a customer is not growing with them; a share that stands still is the share they settled on."""
    needed = max(ceil(stagnation_periods), 1)
    points = case.stage.points[-needed:]
    if len(points) < needed or len({point.level for point in points}) > 1:
        return
    span = share_span(points)
    if span < exactly(flat_points):
        yield gap(
            None,
            *(point.row.at for point in reversed(points)),
            periods=len(points),
            points=span,
            share=points[-1].share,
        )


def share_span(points: tuple[Point, ...]) -> Fraction:
    """The highest share less the lowest, in percentage points."""
    middles = [point.share.middle for point in points]
    return (max(middles) - min(middles)) * 100


@rule("STG07", "stage-overstated", MAJOR, stages="DISX", rank=4, source=("S1-08", "C-03"), move="align-stage")
def stage_overstated(case: Case) -> Iterator[Gap]:
    """Believing ourselves further along than we are leaves the present stage's task undone."""
    declared = case.account.declared
    if declared is None or declared.stage is None or declared.stage == case.stage.level:
        return
    below = STAGE.rank(declared.stage) < STAGE.rank(case.stage.level)
    latest = case.stage.latest
    yield gap(
        None,
        declared.at.key("stage"),
        latest.row.at if latest else None,
        severity=INFO if below else None,
        variant="below" if below else None,
        declared_stage=declared.stage,
        stage=case.stage.level,
        share=latest.share if latest else None,
        period=latest.row.period if latest else None,
    )


@rule(
    "STG08",
    "stage-support",
    MINOR,
    kind=RECORD,
    stages="SX",
    rank=4,
    source=("S1-11", "S1-12", "C-03"),
    move="ask-standing",
)
def stage_support(case: Case) -> Iterator[Gap]:
    """A share shows what they bought; their own list shows what they have decided."""
    latest = case.stage.latest
    if latest is None or case.holds("STG02"):
        return
    facts: dict[str, Any] = {"share": latest.share, "period": latest.row.period, "stage": latest.level}
    if latest.level == "strategic":
        if case.account.partnership is None:
            yield gap(None, latest.row.at, variant="partnership", **facts)
    elif case.account.main_supplier is False:
        yield gap(
            None, case.top("main_supplier"), latest.row.at, as_kind=RELATIONSHIP, variant="second", **facts
        )
    elif case.account.main_supplier is None:
        yield gap(None, latest.row.at, **facts)


@rule(
    "STG09", "share-stale", MINOR, kind=RECORD, stages="DISX", rank=7, source=("S4-21",), move="record-share"
)
def share_stale(case: Case, *, stale_factor: float = 1.5) -> Iterator[Gap]:
    """An old share keeps an old stage alive."""
    latest = case.stage.latest
    if latest is not None and over_ago(
        latest.row.period.last, stale_factor * latest.row.period.days, case.day
    ):
        yield gap(
            None,
            latest.row.at,
            share=latest.share,
            period=latest.row.period,
            days=case.days_since(latest.row.period.last),
        )


@rule(
    "STG10", "rank-contradiction", MINOR, stages="SX", rank=7, source=("S3-24", "C-09"), move="verify-share"
)
def rank_contradiction(case: Case) -> Iterator[Gap]:
    """Two records that cannot both be true hide a change from us."""
    latest = case.stage.latest
    if latest is None:
        return
    rivals = [
        (rival.name or f"competitor-{place}", rival)
        for place, rival in enumerate(case.account.competitors, 1)
    ]
    for name, rival in rivals:
        if rival.rank == "first":
            yield gap(None, rival.at.key("rank"), latest.row.at, rival=name, share=latest.share)
            return
    for name, rival in rivals:
        if rival.share is not None and rival.share.middle > latest.share.middle:
            yield gap(
                None,
                rival.at.key("share"),
                latest.row.at,
                variant="larger",
                rival=name,
                share=latest.share,
                rival_share=rival.share,
            )
            return
