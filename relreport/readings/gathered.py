"""All readings of an account as of a day, computed once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from relreport.model import Account, Contact, Interaction, Promise, Settings
from relreport.readings.account_wide import (
    Matrix,
    TenderReading,
    key_contact,
    matrix,
    read_tender,
    sales_loop,
    temperature,
)
from relreport.readings.distance import Ladder
from relreport.readings.journal import Journal, Scale, by_whom, scales_of, untagged
from relreport.readings.known import as_known
from relreport.readings.limits import Limits
from relreport.readings.stage import PHASE, SUPPLIER_RANK, StageReading, read_stage
from relreport.readings.trust import Ledger, TrustReading
from relreport.record import dataclass


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where one contact stands: ladders, ledger and distance, today and on any day before."""

    contact: Contact
    scales: Mapping[str, Scale]
    ledger: Ledger
    ladder: Ladder
    team_ladder: Ladder
    day: date

    @cached_property
    def distance(self) -> str:
        """How near we are, a word of `tokens.DISTANCE`; `unknown` of somebody nothing is recorded of."""
        return self.ladder.level(self.day)

    @cached_property
    def team_distance(self) -> str:
        """The distance without interactions by a boss alone."""
        return self.distance if self.team_ladder is self.ladder else self.team_ladder.level(self.day)

    @cached_property
    def portrait_ceiling(self) -> str:
        """The distance that what we know of the person allows, whatever else we did."""
        return self.ladder.ceiling(self.day)

    @cached_property
    def trust(self) -> TrustReading:
        """The verdict with the counts behind it."""
        return self.ledger.on(self.day)

    @property
    def recorded(self) -> bool:
        """Whether anything is known of the person beside that they exist."""
        return self.ledger.recorded(self.day)

    def on(self, day: date, contact: Contact) -> Standing:
        """The same person as of an earlier `day`, when they were known as `contact`."""
        return Standing(
            contact=contact,
            scales=self.scales,
            ledger=self.ledger,
            ladder=self.ladder,
            team_ladder=self.team_ladder,
            day=day,
        )


@dataclass(frozen=True, kw_only=True)
class Readings:
    """What the facts say. `account` is the account as known on `day`."""

    account: Account
    settings: Settings
    day: date
    stage: StageReading
    journal: Journal
    contacts: Mapping[str, Standing]
    key: Contact | None
    limits: Limits

    @cached_property
    def temperature(self) -> str:
        """Where it goes: warming, plateau, cooling … as of today (S2-20…S2-22)."""
        return self.temperature_on(self.day)

    def temperature_on(self, day: date) -> str:
        """The temperature of a day up to today."""
        stage = self.stage if day == self.day else read_stage(as_known(self.account, day), day)
        scales = {id: dict(one.scales) for id, one in self.contacts.items()}
        return temperature(self.journal, scales, stage, day, limits=self.limits)

    @property
    def phase(self) -> str:
        """The phase of the relationship that the stage stands for."""
        return PHASE[self.stage.level]

    @property
    def supplier_rank(self) -> str:
        """Our rank among their suppliers; `sole` where the whole share is ours."""
        latest = self.stage.latest
        if self.stage.level == "strategic" and latest and latest.share.middle == 1:
            return "sole"
        return SUPPLIER_RANK[self.stage.level]

    @cached_property
    def sales_loop(self) -> str:
        """Which turn of the loop comes next: know the need, win trust, satisfy the need, sustain."""
        trust = self.of_key.trust if self.of_key else None
        return sales_loop(self.account, trust, self.day, window=self.limits.window)

    @cached_property
    def matrix(self) -> Matrix:
        """Interests served in the year and trust won, of persons and of the organisation."""
        ledgers = {id: one.ledger for id, one in self.contacts.items()}
        return matrix(
            self.account,
            self.journal,
            ledgers,
            self.key,
            self.day,
            year=self.limits.year,
            untagged=self.untagged,
        )

    @cached_property
    def tenders(self) -> tuple[TenderReading, ...]:
        """Every tender with how we stand in it, in the order of the file."""
        return tuple(read_tender(tender) for tender in self.account.tenders)

    @property
    def of_key(self) -> Standing | None:
        """The key contact's standing."""
        return self.contacts[self.key.id] if self.key else None

    @property
    def distance(self) -> str:
        """The distance of the key contact; `unknown` without one."""
        return self.of_key.distance if self.of_key else "unknown"

    @property
    def trust(self) -> str:
        """The verdict of the key contact; `unknown` without one."""
        return self.of_key.trust.verdict if self.of_key else "unknown"

    @cached_property
    def untagged(self) -> bool:
        """Whether the journal's words are too few to judge what words would show."""
        window = self.journal.within(self.limits.window)
        return untagged(window, tag_least=self.limits.tag_least)


def read(account: Account, settings: Settings, day: date, *, like: Readings | None = None) -> Readings:
    """Read an account as of `day`.

    `like`: readings of the same day and settings, of an account that is nearly the same; who stands on the
    same facts there is not read again.
    """
    known = as_known(account, day)
    limits = Limits.of(settings.rules.thresholds)
    journal = Journal(known, day)
    bosses = {person.id for person in settings.people if person.role == "boss"}
    standings: dict[str, Standing] = {}
    same = like is not None and _same_for_all(known, like)
    for contact in known.contacts:
        entries = journal.with_contact(contact.id)
        if like is not None and same and _same_for(contact, entries, known, like):
            standings[contact.id] = like.contacts[contact.id]
            continue
        ladder = _ladder(contact, entries, known, limits)
        by_team = (
            [entry for entry in entries if not _by_boss_alone(entry, known, bosses)] if bosses else entries
        )
        team = ladder if len(by_team) == len(entries) else _ladder(contact, by_team, known, limits)
        standings[contact.id] = Standing(
            contact=contact,
            scales=ladder.scales,
            ledger=ladder.ledger,
            ladder=ladder,
            team_ladder=team,
            day=day,
        )
    return Readings(
        account=known,
        settings=settings,
        day=day,
        stage=read_stage(known, day, trend_points=limits.trend_points),
        journal=journal,
        contacts=standings,
        key=key_contact(known, journal, day),
        limits=limits,
    )


def _same_for_all(known: Account, like: Readings) -> bool:
    """Whether what stands behind every person is the same: rivals, tenders, who of ours an entry is by."""
    return all(
        getattr(known, name) == getattr(like.account, name)
        for name in ("competitors", "tenders", "none", "at", "owner")
    )


def _same_for(contact: Contact, entries: Sequence[Interaction], known: Account, like: Readings) -> bool:
    """Whether one person stands on the same facts: their own, what we did with them, what names them."""
    before = like.contacts.get(contact.id)
    return (
        before is not None
        and before.contact is contact
        and entries == like.journal.with_contact(contact.id)
        and all(
            _naming(contact.id, getattr(known, name)) == _naming(contact.id, getattr(like.account, name))
            for name in ("needs", "complaints", "promises", "commitments", "referrals")
        )
    )


def _naming(contact: str, entries: Sequence[Any]) -> list[Any]:
    """The entries of a list that are from a person, or to them."""
    return [
        one for one in entries if (contact in one.to if isinstance(one, Promise) else contact == one.source)
    ]


def read_back(account: Account, now: Readings, day: date, *, later: Readings | None = None) -> Readings:
    """The account as of an earlier `day`, off the step series of `now`: what `read` gives, for much less.

    `later`: readings of a day between, where there are any: most of what was learned since they lack already.
    """
    known = as_known(account, day, contacts=(later or now).account.contacts)
    journal = Journal(known, day)
    return Readings(
        account=known,
        settings=now.settings,
        day=day,
        stage=read_stage(known, day, trend_points=now.limits.trend_points),
        journal=journal,
        contacts={one.id: now.contacts[one.id].on(day, one) for one in known.contacts},
        key=key_contact(known, journal, day),
        limits=now.limits,
    )


def _ladder(contact: Contact, entries: Sequence[Interaction], known: Account, limits: Limits) -> Ladder:
    scales = scales_of(contact.id, entries, known, year=limits.year)
    ledger = Ledger(contact, entries, scales, known, limits=limits)
    return Ladder(contact, known, scales, ledger)


def _by_boss_alone(entry: Interaction, account: Account, bosses: set[str]) -> bool:
    ours = by_whom(entry, account)
    return bool(ours) and all(person in bosses for person in ours)
