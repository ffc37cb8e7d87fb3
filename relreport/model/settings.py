"""The workspace's settings as frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date

from relreport.model.places import NOWHERE, At
from relreport.record import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One of ours. `described`: written in the settings; role, level and traits of anybody else are
    unknown."""

    id: str
    name: str
    role: str | None = None
    level: str | None = None
    joined: date | None = None
    left: date | None = None
    traits: tuple[str, ...] = ()
    described: bool = True
    at: At = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Tier:
    """Expected days between contacts and between visits; what this company calls the tier."""

    contact: int
    visit: int
    label: str | None = None


TIERS: Mapping[str, Tier] = {
    "vvip": Tier(contact=14, visit=30),
    "key": Tier(contact=30, visit=60),
    "regular": Tier(contact=60, visit=120),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSettings:
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, str] = field(default_factory=dict)
    thresholds: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnAudience:
    """An audience of the organisation's own. Without a clearance it is the most closed."""

    name: str
    clearance: str = "public"
    outward: bool = True
    label: str | None = None
    at: At = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything has a default: `Settings()` is a workspace without `relreport.yaml`."""

    company: str | None = None
    language: str = "en"
    calendar: str = "CN"
    as_of: date | None = None
    audience: str = "management"
    audiences: tuple[OwnAudience, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    people: tuple[Person, ...] = ()
    people_given: bool = False
    tiers: Mapping[str, Tier] = field(default_factory=lambda: TIERS)
    rules: RuleSettings = RuleSettings()
    portrait: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    accent: str | None = None
    logo: str | None = None
    pdf_name: str = "<id>.pdf"
    paper: str = "a4"
    own: Mapping[str, object] = field(default_factory=dict)

    def person(self, id: str) -> Person:
        """One of ours by id; somebody not described is known by id alone."""
        for person in self.people:
            if person.id == id:
                return person
        return Person(id=id, name=id, described=False)
