"""What they buy, how we deliver, what they want and judge by, and who else supplies them."""

from __future__ import annotations

from datetime import date

from relreport.model.entry import Entry
from relreport.model.values import Amount, Period, Share
from relreport.record import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Purchase(Entry):
    """`share` is the recorded share, else ours by total; None where neither is known."""

    period: Period
    total: Amount | None = None
    ours: Amount | None = None
    share: Share | None = None
    basis: str | None = None
    source: str | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Performance(Entry):
    on: date | None = None
    item: str | None = None
    result: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Satisfaction(Entry):
    on: date | None = None
    perceived: float | None = None
    expected: float | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Need(Entry):
    id: str
    on: date | None = None
    source: str | None = None
    need: str | None = None
    answer: str | None = None
    status: str = "open"
    answered: date | None = None
    met: date | None = None
    fits: bool | None = None
    confirmed: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening(Entry):
    id: str
    on: date | None = None
    kind: str | None = None
    what: str | None = None
    until: date | None = None
    large: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion(Entry):
    what: str | None = None
    weight: int | None = None
    favours: str | None = None
    shaped_by_us: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Move(Entry):
    on: date | None = None
    what: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Competitor(Entry):
    name: str | None = None
    share: Share | None = None
    rank: str | None = None
    weakness: str | None = None
    satisfaction: float | None = None
    moves: tuple[Move, ...] = ()
