"""The journal by person: who met whom when, and the rungs reached (S0-01…S0-15, S0-38…S0-44)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cached_property
from typing import NamedTuple

from relreport.fields import tokens as t
from relreport.fields.kinds import Vocabulary
from relreport.model import Account, At, Interaction
from relreport.morrow import as_key
from relreport.readings.days import Steps, in_last
from relreport.readings.limits import LIMITS
from relreport.record import dataclass

SCALES: dict[str, Vocabulary] = {"space": t.SPACE, "information": t.INFO, "coach": t.COACH, "topic": t.TOPIC}


class Rung(NamedTuple):
    """A rung reached on a day (None: undated) and the line that says so."""

    on: date | None
    level: str
    at: At


@dataclass(frozen=True)
class Scale:
    """One ladder of one person: what was reached, and what a lapsed commitment took back."""

    name: str
    rungs: tuple[Rung, ...]  # in order of days, undated first
    lapses: tuple[date, ...] = ()
    year: int = LIMITS.year

    @property
    def ladder(self) -> Vocabulary:
        """The rungs, the lowest first."""
        return SCALES[self.name]

    def highest(self, day: date, *, within: int | None = None) -> Rung | None:
        """The highest rung up to `day`, the earliest of equals; `within`: of the last so many days alone."""
        key = as_key(day), within
        if key not in self._highest:
            self._highest[key] = self._reached(day, within)
        return self._highest[key]

    @cached_property
    def _highest(self) -> dict[tuple[date | int, int | None], Rung | None]:
        return {}

    def _reached(self, day: date, within: int | None) -> Rung | None:
        best: Rung | None = None
        for rung in self.rungs:
            if rung.on is not None and rung.on > day:
                break
            if within is not None and not in_last(rung.on, within, day):
                continue
            if self._taken_back(rung, day):
                continue
            if best is None or self.ladder.rank(rung.level) > self.ladder.rank(best.level):
                best = rung
        return best

    def _taken_back(self, rung: Rung, day: date) -> bool:
        return rung.level == "commits" and any(
            lapse <= day and (rung.on is None or rung.on <= lapse) for lapse in self.lapses
        )

    @cached_property
    def steps(self) -> Steps[str]:
        """The highest rung ever, by day."""
        changes: list[tuple[date, str]] = []
        if not self.lapses:
            level = start = "none"
            for rung in self.rungs:
                if self.ladder.rank(rung.level) > self.ladder.rank(level):
                    level = rung.level
                    if rung.on is None:
                        start = level
                    else:
                        changes.append((rung.on, level))
            return Steps(start, changes)
        days = sorted({rung.on for rung in self.rungs if rung.on} | set(self.lapses))
        start_rung = self.highest(date.min)
        for day in days:
            best = self.highest(day)
            changes.append((day, best.level if best else "none"))
        return Steps(start_rung.level if start_rung else "none", changes)

    def level(self, day: date) -> str:
        """The highest rung up to `day`, `none` where nothing was recorded."""
        return self.steps.on(day)

    def year_level(self, day: date) -> str:
        """The highest rung of the year up to `day`; `none` where nothing was recorded."""
        rung = self.highest(day, within=self.year)
        return rung.level if rung else "none"

    def reaches(self, level: str, day: date) -> bool:
        """Whether this rung or a higher one was reached up to `day`."""
        return self.ladder.rank(self.level(day)) >= self.ladder.rank(level)


def scales_of(
    contact: str, entries: Sequence[Interaction], account: Account, *, year: int = LIMITS.year
) -> dict[str, Scale]:
    """The four ladders of a contact from its interactions (in order of days), commitments and referrals."""
    found: dict[str, list[Rung]] = {name: [] for name in SCALES}
    for entry in entries:
        found["space"].append(Rung(entry.on, entry.space, entry.at.key("space")))
        if entry.info:
            found["information"].append(Rung(entry.on, entry.info, entry.at.key("info")))
        if entry.coach:
            found["coach"].append(Rung(entry.on, entry.coach, entry.at.key("coach")))
        if entry.topic:
            found["topic"].append(Rung(entry.on, entry.topic, entry.at.key("topic")))
    lapses: list[date] = []
    for commitment in account.commitments:
        if commitment.source == contact:
            found["coach"].append(Rung(commitment.on, "commits", commitment.at))
            if commitment.lapsed:
                lapses.append(commitment.lapsed)
    for referral in account.referrals:
        if referral.source == contact:
            found["coach"].append(Rung(referral.on, "recommends", referral.at))
    found["coach"].sort(key=lambda rung: rung.on or date.min)
    took_back = {"coach": tuple(sorted(lapses))}
    return {
        name: Scale(name=name, rungs=tuple(rungs), lapses=took_back.get(name, ()), year=year)
        for name, rungs in found.items()
    }


def met(entry: Interaction) -> bool:
    """Whether people saw each other."""
    return entry.kind in t.MET


def by_whom(entry: Interaction, account: Account) -> tuple[str, ...]:
    """Who of ours took part: those named, else the owner."""
    return entry.by or ((account.owner,) if account.owner else ())


def _on(entry: Interaction) -> date:
    return entry.on


class Journal:
    """The interactions of an account as known on a day, by person and by time."""

    def __init__(self, account: Account, day: date) -> None:
        self.account = account
        self.day = day
        self.entries = account.interactions  # in order of days
        self._by_contact: dict[str, list[Interaction]] = {}
        self._within: dict[int, list[Interaction]] = {}
        for entry in self.entries:
            for contact in entry.with_:
                self._by_contact.setdefault(contact, []).append(entry)

    def with_contact(self, contact: str) -> Sequence[Interaction]:
        """The interactions with a person, by day."""
        return self._by_contact.get(contact, ())

    def last(self, contact: str | None = None) -> Interaction | None:
        """The last contact with a person, or with anybody."""
        entries = self.entries if contact is None else self.with_contact(contact)
        return entries[-1] if entries else None

    def last_met(self, contact: str | None = None) -> Interaction | None:
        """The last time we saw a person, or anybody."""
        entries = self.entries if contact is None else self.with_contact(contact)
        return next((entry for entry in reversed(entries) if met(entry)), None)

    def within(self, days: int) -> Sequence[Interaction]:
        """The interactions of the last `days` days."""
        found = self._within.get(days)
        if found is None:
            first = self.day - timedelta(days=max(days, 0) - 1)
            start = bisect_left(self.entries, first, key=_on)
            end = bisect_right(self.entries, self.day, key=_on)
            found = self._within[days] = list(self.entries[start:end])
        return found

    def doing(self, kinds: frozenset[str] | set[str], days: int) -> list[Interaction]:
        """The interactions of the last `days` days that brought one of `kinds`."""
        return [entry for entry in self.within(days) if entry.did and not kinds.isdisjoint(entry.did)]


def untagged(entries: Sequence[Interaction], *, tag_least: int = LIMITS.tag_least) -> bool:
    """Whether too few of the window's interactions say what was done to judge what words would show."""
    tagged = sum(entry.tagged for entry in entries)
    return not entries or (tagged < tag_least and tagged * 2 < len(entries))
