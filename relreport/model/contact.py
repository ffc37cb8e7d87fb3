"""A person at the customer."""

from __future__ import annotations

from dataclasses import field
from datetime import date

from relreport.model.entry import Entry
from relreport.model.portrait import Portrait
from relreport.model.values import Birthday
from relreport.record import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact(Entry):
    id: str
    name: str
    title: str | None = None
    side: str | None = None
    roles: tuple[str, ...] = ()
    influence: int | None = None
    reports_to: str | None = None
    held_by: tuple[str, ...] = ()
    met_through: str | None = None
    relation: str | None = None
    birthday: Birthday | None = None
    joined: date | None = None
    left: date | None = None
    portrait: Portrait = field(default_factory=Portrait)
    none: frozenset[str] = frozenset()

    @property
    def decides(self) -> bool:
        return "decider" in self.roles

    @property
    def weighs(self) -> bool:
        """A decider or an influencer."""
        return "decider" in self.roles or "influencer" in self.roles

    def has_left(self, day: date) -> bool:
        return self.left is not None and self.left <= day
