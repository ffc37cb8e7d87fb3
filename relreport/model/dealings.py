"""What passed between us: talks, tenders, complaints, promises both ways, requests, referrals."""

from __future__ import annotations

from datetime import date, time

from relreport.model.entry import Entry
from relreport.model.values import Amount
from relreport.record import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Interaction(Entry):
    """`none` names the tags of which it was said that there is none."""

    on: date
    clock: time | None = None
    with_: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    kind: str | None = None
    initiated: str = "us"
    space: str = "work"
    topic: str | None = None
    raised: str | None = None
    risk: bool | None = None
    info: str | None = None
    coach: str | None = None
    did: tuple[str, ...] = ()
    trust: tuple[str, ...] = ()
    note: str | None = None
    none: frozenset[str] = frozenset()

    @property
    def ours(self) -> bool:
        return self.initiated == "us"

    @property
    def raised_by_us(self) -> bool:
        return (self.raised or self.initiated) == "us"

    @property
    def tagged(self) -> bool:
        """Whether it says what was done, told, helped or signalled, be it that there was none."""
        return bool(self.did or self.info or self.coach or self.trust or self.none & {"did", "trust"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Round(Entry):
    on: date | None = None
    name: str | None = None
    position: str | None = None
    spears: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tender(Entry):
    id: str
    name: str | None = None
    value: Amount | None = None
    large: bool | None = None
    opened: date | None = None
    due: date | None = None
    decided: date | None = None
    chance: str | None = None
    ours: Amount | None = None
    team: tuple[str, ...] = ()
    rounds: tuple[Round, ...] = ()
    result: str = "open"
    terms: str | None = None

    @property
    def is_open(self) -> bool:
        return self.result == "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint(Entry):
    id: str
    on: date | None = None
    source: str | None = None
    about: str | None = None
    cause: str | None = None
    action: str | None = None
    acted: date | None = None
    closed: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise(Entry):
    id: str
    on: date | None = None
    to: tuple[str, ...] = ()
    what: str | None = None
    due: date | None = None
    kept: date | None = None
    broken: date | None = None
    certain: bool | None = None

    @property
    def is_open(self) -> bool:
        return self.kept is None and self.broken is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment(Entry):
    id: str
    on: date | None = None
    source: str | None = None
    what: str | None = None
    due: date | None = None
    kept: date | None = None
    lapsed: date | None = None

    @property
    def is_open(self) -> bool:
        return self.kept is None and self.lapsed is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Request(Entry):
    id: str
    on: date | None = None
    source: str | None = None
    what: str | None = None
    reply_due: date | None = None
    replied: date | None = None
    answer: str | None = None
    harms: str | None = None
    by: str | None = None
    authority: str | None = None
    reported: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Referral(Entry):
    id: str
    on: date | None = None
    source: str | None = None
    to: str | None = None
    asked: bool | None = None
