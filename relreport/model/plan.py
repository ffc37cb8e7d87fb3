"""What the rep intends: actions, asks of our own management, gaps knowingly accepted."""

from __future__ import annotations

from datetime import date, time

from relreport.model.entry import Entry
from relreport.model.values import Amount
from relreport.record import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Action(Entry):
    id: str
    do: str | None = None
    with_: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    due: date | None = None
    clock: time | None = None
    kind: str | None = None
    did: tuple[str, ...] = ()
    serves: tuple[str, ...] = ()
    status: str = "open"
    done_on: date | None = None

    @property
    def is_open(self) -> bool:
        return self.status == "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask(Entry):
    id: str
    on: date | None = None
    of: str | None = None
    what: str | None = None
    cost: Amount | None = None
    due: date | None = None
    decided: date | None = None
    answer: str | None = None

    @property
    def is_decided(self) -> bool:
        return self.decided is not None or self.answer is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted(Entry):
    code: str
    subject: str | None = None
    reason: str | None = None
    by: str | None = None
    until: date | None = None
