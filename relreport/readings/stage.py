"""The cooperation stage: our share of what they buy, one level a period at most (S1-01…S1-12, C-01…C-06)."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import pairwise

from relreport.fields.tokens import STAGE
from relreport.model import Account, Purchase, Share
from relreport.readings.days import in_last
from relreport.readings.limits import LIMITS, exactly
from relreport.record import dataclass

LETTER = {"development": "D", "initial": "I", "stable": "S", "strategic": "X"}
SUPPLIER_RANK = {"development": "candidate", "initial": "second", "stable": "main", "strategic": "first"}
PHASE = {"development": "courting", "initial": "early", "stable": "middle", "strategic": "middle"}
HALF, FOUR_FIFTHS = Fraction(1, 2), Fraction(4, 5)


def by_share(share: Share) -> str:
    """The level of a share alone; of a range its lower end decides."""
    if not share.low:
        return "development"
    if _below(share.low, HALF):
        return "initial"
    return "stable" if _below(share.low, FOUR_FIFTHS) else "strategic"


def _below(part: Fraction, edge: Fraction) -> bool:
    """`part < edge` in whole numbers: fractions compare slowly, and each quarter asks for all periods."""
    return part.numerator * edge.denominator < edge.numerator * part.denominator


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One period with a share: the level its share gives, and the level credited."""

    row: Purchase
    share: Share
    by_share: str
    level: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StageReading:
    """Stage with its history. Without a share `points` is empty: development, basis and trend unknown."""

    level: str
    by_share: str
    points: tuple[Point, ...]
    trend: str  # new | broken | falling | rising | steady | unknown
    status: str  # potential | customer | lost
    since: str | None
    source: str | None
    step_ups: tuple[tuple[date, Point], ...]

    @property
    def latest(self) -> Point | None:
        """The last period with a share; None where none is known."""
        return self.points[-1] if self.points else None

    @property
    def letter(self) -> str:
        """The stage as rules name it: D, I, S or X."""
        return LETTER[self.level]

    @property
    def known(self) -> bool:
        """Whether any share is known; without one the stage is taken as development (C-38)."""
        return bool(self.points)

    @property
    def estimated(self) -> bool:
        """Whether the latest figure is an estimate."""
        return self.source == "estimate"

    def stepped_up_in(self, days: int, day: date) -> tuple[Point, ...]:
        """The periods whose step up became known in the last `days` days."""
        return tuple(point for on, point in self.step_ups if in_last(on, days, day))


def read_stage(account: Account, day: date, *, trend_points: float = LIMITS.trend_points) -> StageReading:
    """Read the stage of an account as known on `day`; its purchasing is in order of the periods."""
    points: list[Point] = []
    for row in account.purchasing:
        if row.share is None:
            continue
        wanted = by_share(row.share)
        if points:
            climbed = min(STAGE.rank(wanted), STAGE.rank(points[-1].level) + 1)
            level = tuple(STAGE)[climbed]
        else:
            level = wanted
        points.append(Point(row=row, share=row.share, by_share=wanted, level=level))
    if not points:
        return StageReading(
            level="development",
            by_share="development",
            points=(),
            trend="unknown",
            status="potential",
            since=None,
            source=None,
            step_ups=(),
        )
    latest = points[-1]
    return StageReading(
        level=latest.level,
        by_share=latest.by_share,
        points=tuple(points),
        trend=_trend(points, trend_points),
        status=_status(points),
        since=_since(points),
        source=source_of(latest.row),
        step_ups=tuple(
            (min(point.row.period.last, day), point)
            for before, point in pairwise(points)
            if STAGE.rank(point.level) > STAGE.rank(before.level)
        ),
    )


def source_of(row: Purchase) -> str:
    """Where a share is from: its basis; without one, invoices where both figures are known, or estimate."""
    if row.basis:
        return row.basis
    return "invoices" if row.ours is not None and row.total is not None else "estimate"


def _trend(points: list[Point], trend_points: float) -> str:
    if len(points) == 1:
        return "new"
    now = points[-1].share
    if now.high == 0 and any(point.share.high > 0 for point in points[:-1]):
        return "broken"
    moved = (now.middle - points[-2].share.middle) * 100
    if abs(moved) < exactly(trend_points):
        return "steady"
    return "rising" if moved > 0 else "falling"


def _status(points: list[Point]) -> str:
    if points[-1].share.high > 0:
        return "customer"
    return "lost" if any(point.share.high > 0 for point in points) else "potential"


def _since(points: list[Point]) -> str:
    first = points[-1]
    for point in reversed(points):
        if point.level != first.level:
            break
        first = point
    return first.row.period.name


def points_moved(now: Share, before: Share) -> Fraction:
    """Percentage points from `before` to `now`, by the middles."""
    return (now.middle - before.middle) * 100
