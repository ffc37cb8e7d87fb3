"""How the share moved, in one sentence: the run at the end, with the stage where it changed."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from relreport.fields.tokens import STAGE
from relreport.moves import SHARE, next_level
from relreport.page.contract.parts import Sentence
from relreport.page.saying import Saying
from relreport.page.stages import basis_words
from relreport.page.telling import Telling
from relreport.readings.stage import Point, points_moved

MOVED = Fraction(5)  # points that count as a movement
NEAR = Fraction(5)  # points short of the next stage that are worth a word
MANY = 6  # contacts in a year after which it is worth a word that nobody knows who decides
FEW = 3  # conversations below which an account without figures is thin


def share_moved(say: Saying) -> Sentence:
    """What became of the share, be it that nobody knows."""
    telling = say.telling
    reading = telling.readings.stage
    points = reading.points
    if not points:
        entries = len(telling.account.interactions)
        if entries < FEW and telling.here:
            return say.told("nothing.thin", contacts=len(telling.here), entries=entries)
        return _unread(say)
    if reading.status == "lost":
        return _lost(say, points)
    if reading.status == "potential":
        if len(points) > 1:
            return say.told("moved.never_run", n=say.number(len(points)), unit=say.unit(points))
        total = points[-1].row.total
        return say.told(
            "moved.never",
            period=telling.wording.period(points[-1].row.period),
            total=telling.wording.money(total) if total is not None else "",
        )
    if len(points) == 1:
        return say.told(
            "moved.first",
            share=telling.wording.share(points[0].share),
            period=telling.wording.period(points[0].row.period),
            basis=basis_words(telling, points[0]),
        )
    return _share_moved(say, points)


def _unread(say: Saying) -> Sentence:
    """No figure of the share: what else is unknown, or what we call it ourselves."""
    telling = say.telling
    days = telling.readings.limits.year
    met = len(telling.readings.journal.within(days))
    if telling.readings.of_key is None and met >= MANY:
        return say.told("moved.unread_blind", n=met, days=days)
    level, declared = telling.readings.stage.level, telling.account.declared
    ours = declared is not None and declared.stage == level
    return say.told("moved.unread_declared" if ours else "moved.unread", stage=telling.label("stage", level))


def _lost(say: Saying, points: Sequence[Point]) -> Sentence:
    wording = say.telling.wording
    bought = [one for one in points if one.share.high > 0][-1]
    key = "moved.lost_now" if points[-2] is bought else "moved.lost"
    return say.told(
        key,
        period=wording.period(points[-1].row.period),
        was_period=wording.period(bought.row.period),
        was=wording.share(bought.share),
    )


def _share_moved(say: Saying, points: Sequence[Point]) -> Sentence:
    """The run at the end, falling or rising; within five points of where it began it stood still."""
    telling = say.telling
    wording = telling.wording
    reading = telling.readings.stage
    sign = _sign(points[-1], points[-2])
    start = len(points) - 2
    while start > 0 and sign and _sign(points[start], points[start - 1]) == sign:
        start -= 1
    first, last = points[start], points[-1]
    run = len(points) - 1 - start
    by = points_moved(last.share, first.share)
    facts: dict[str, str | int] = {
        "n": say.number(run),
        "unit": say.unit(points[start + 1 :]),
        "was": wording.share(first.share),
        "share": wording.share(last.share),
        "period": wording.period(last.row.period),
        "was_period": wording.period(first.row.period),
        "stage": telling.label("stage", last.level),
        "was_stage": telling.label("stage", first.level),
        "estimated": say.text("estimated") if reading.estimated else "",
        "since": _since(telling),
    }
    stepped = STAGE.rank(last.level) - STAGE.rank(first.level)
    many = "_run" if run > 1 else ""
    if abs(by) < MOVED and not stepped:
        return _steady(say, points, facts)
    if by < 0:
        return say.told(f"moved.fall{'_step' if stepped < 0 else ''}{many}", **facts)
    if stepped > 0:
        return say.told(f"moved.rise_step{many}", **facts)
    short = _short_of_next(telling)
    if many and short is not None:
        points_short, target = short
        return say.told(
            "moved.rise_run_near", points=points_short, next=telling.label("stage", target), **facts
        )
    return say.told(f"moved.rise{many}", **facts)


def _sign(now: Point, before: Point) -> int:
    by = points_moved(now.share, before.share)
    return (by > 0) - (by < 0)


def _steady(say: Saying, points: Sequence[Point], facts: dict[str, str | int]) -> Sentence:
    wording = say.telling.wording
    start = len(points) - 1
    while start > 0 and _span(points[start - 1 :]) < MOVED and points[start - 1].level == points[-1].level:
        start -= 1
    still = points[start:]
    if len(still) < 3:
        before = points[-2]
        facts = {**facts, "was": wording.share(before.share), "was_period": wording.period(before.row.period)}
        return say.told("moved.steady", **facts)
    shares = [one.share for one in still]
    return say.told(
        "moved.steady_run",
        **{
            **facts,
            "n": say.number(len(still)),
            "unit": say.unit(still),
            "low": wording.share(min(shares)),
            "high": wording.share(max(shares)),
        },
    )


def _span(points: Sequence[Point]) -> Fraction:
    shares = [one.share.middle for one in points]
    return (max(shares) - min(shares)) * 100


def _since(telling: Telling) -> str:
    reading = telling.readings.stage
    found = next((one for one in reading.points if one.row.period.name == reading.since), None)
    return telling.wording.period(found.row.period) if found else ""


def _short_of_next(telling: Telling) -> tuple[int, str] | None:
    """Whole points that the share is short of the next stage, where they are few."""
    target = next_level(telling.plan.assessment)
    latest = telling.readings.stage.latest
    if target is None or latest is None:
        return None
    short = (SHARE[target] - latest.share.low) * 100
    return (-(-short.numerator // short.denominator), target) if 0 < short <= NEAR else None
