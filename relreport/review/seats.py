"""Who sits in a review: every account at both moments, and what is asked of all of them."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import date
from functools import cached_property

from relreport.figures import FigureRow
from relreport.model import Period, Settings
from relreport.page.telling import Telling
from relreport.record import dataclass
from relreport.review.pairs import Comparison
from relreport.review.telling import PairTelling, ToldMove
from relreport.trend import Reading


@dataclass(frozen=True, kw_only=True)
class Seat:
    """One account in the review: told at both moments, with its moves, figures and trend.

    `moves`: what facts and time moved. `judged_otherwise`: what other settings or rules alone moved.
    """

    telling: PairTelling
    moves: tuple[ToldMove, ...]
    judged_otherwise: tuple[ToldMove, ...] = ()
    money: tuple[FigureRow, ...] = ()
    trend: tuple[Reading, ...] = ()

    @property
    def id(self) -> str:
        return self.telling.pair.id

    @property
    def anchor(self) -> str:
        return anchor_of(self.id)

    @property
    def name(self) -> str:
        return self.telling.pair.name

    @property
    def valid_on(self) -> date | None:
        """The day of the version shown, where today's file cannot be read."""
        after = self.telling.pair.after
        return after.valid_on if after else None

    @property
    def now(self) -> Telling | None:
        """The account as it is; None where it is not read, or is gone."""
        return self.telling.new

    @property
    def then(self) -> Telling | None:
        """The account as it was; None where it was not there, or not read."""
        return self.telling.old


def anchor_of(id: str) -> str:
    """What a page links an account by: its id, in which what no id may hold is spelled."""
    return "".join(
        one if one in "-_." or unicodedata.category(one)[0] in "LMN" else f"~{ord(one):x}~" for one in id
    )


def level_of(telling: Telling | None) -> str:
    """The stage as a funnel counts it: lost apart, unknown where there is no share."""
    if telling is None:
        return "unknown"
    stage = telling.readings.stage
    return "lost" if stage.status == "lost" else stage.level if stage.known else "unknown"


class Seated:
    """The accounts of a review, between two days."""

    def __init__(
        self,
        comparison: Comparison,
        seats: Sequence[Seat],
        settings: Settings,
        period: Period,
    ) -> None:
        self.comparison = comparison
        self.seats = tuple(seats)
        self.settings = settings
        self.period = period
        self.before = comparison.before.day
        self.after = comparison.after.day

    def within(self, on: date | None) -> bool:
        """Whether it happened after the last review and up to this one."""
        return on is not None and self.before < on <= self.after

    @cached_property
    def present(self) -> list[tuple[Seat, Telling]]:
        """The accounts that stand at the end of the period."""
        return [(seat, seat.now) for seat in self.seats if seat.now is not None]

    @property
    def unread(self) -> list[Seat]:
        """Accounts whose file cannot be read today."""
        return [seat for seat in self.seats if seat.telling.pair.is_unread]
