"""Trust in us, person by person: a ledger of dated, signed entries; its verdict (S0-16…S0-33, C-11, H-11)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import cached_property

from relreport.fields import tokens
from relreport.fields.tokens import EXPERTISE, INTIMACY, RELIABILITY, SELF_ORIENTATION
from relreport.model import Account, Contact, Interaction, Promise
from relreport.morrow import as_key
from relreport.readings.days import Steps, over_ago
from relreport.readings.journal import Scale
from relreport.readings.limits import LIMITS, Limits
from relreport.readings.signs import Sign, signs_of
from relreport.record import dataclass

FACTORS = {"expertise": EXPERTISE, "reliability": RELIABILITY, "intimacy": INTIMACY}
_FACTOR_OF = {item: factor for factor, items in FACTORS.items() for item in items}


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustReading:
    """The ledger's state on a day."""

    verdict: str
    expertise: int
    reliability: int
    intimacy: int
    self_orientation: int
    weakest: str | None
    standing: Mapping[str, Sign]  # item -> its latest sign
    aged: tuple[str, ...]

    @property
    def known(self) -> bool:
        """Whether there is a verdict at all."""
        return self.verdict != "unknown"

    @property
    def findings(self) -> tuple[Sign, ...]:
        """The self-orientation findings that stand open."""
        return tuple(
            self.standing[item]
            for item in SELF_ORIENTATION
            if item in self.standing and not self.standing[item].positive
        )

    def stands(self, item: str) -> bool | None:
        """+ True, − False, None where nothing was recorded."""
        sign = self.standing.get(item)
        return None if sign is None else sign.positive

    def reaches(self, verdict: str) -> bool:
        """At least this verdict; `unknown` reaches none."""
        return self.known and tokens.TRUST_VERDICT.rank(self.verdict) >= tokens.TRUST_VERDICT.rank(verdict)


class Ledger:
    """All signs of one contact, and the verdict on any day."""

    def __init__(
        self,
        contact: Contact,
        entries: Sequence[Interaction],
        scales: dict[str, Scale],
        account: Account,
        *,
        limits: Limits = LIMITS,
    ) -> None:
        self.contact = contact
        self._scales = scales
        self._year = limits.year
        self._hurts = _hurting((one for one in account.promises if contact.id in one.to), limits.year)
        self.recorded_since = _recorded_since(contact, entries)
        self.signs = signs_of(contact, entries, account, limits)
        self._of_items: dict[str, list[Sign]] = {}
        for sign in self.signs:
            self._of_items.setdefault(sign.item, []).append(sign)
        self._item_steps: dict[str, Steps[bool]] = {}
        self._standing: dict[date | int, dict[str, Sign]] = {}
        self._first_written = min(
            (sign.on for sign in self.signs if sign.written and sign.on), default=date.max
        )

    def recorded(self, day: date) -> bool:
        """Whether anything is known of the person beside that they exist."""
        return self.recorded_since <= day

    def standing(self, day: date) -> Mapping[str, Sign]:
        """Each item's latest sign on `day`."""
        key = as_key(day)
        found = self._standing.get(key)
        if found is None:
            found = self._standing[key] = self._stood(day)
        return found

    def _stood(self, day: date) -> dict[str, Sign]:
        found: dict[str, Sign] = {}
        for sign in self.signs:
            if sign.on is not None and sign.on > day:
                break
            if sign.until is None or day < sign.until:
                found[sign.item] = sign
        return found

    def against(self, item: str, day: date) -> tuple[Sign, ...]:
        """The signs against us that stand on `day`: all − of the item since its latest +."""
        found: list[Sign] = []
        for sign in self._of_items.get(item, ()):
            if sign.on is not None and sign.on > day:
                break
            if sign.until is not None and sign.until <= day:
                continue
            if sign.positive:
                found.clear()
            else:
                found.append(sign)
        return tuple(found)

    def stands(self, item: str, day: date) -> bool:
        """Whether an item stands + on `day`."""
        return self._items(item).on(day)

    def _items(self, item: str) -> Steps[bool]:
        steps = self._item_steps.get(item)
        if steps is None:
            signs = self._of_items.get(item, [])
            if any(sign.until for sign in signs):
                turns = [
                    on or date.min for sign in signs for on in (sign.on, sign.until) if on or on is sign.on
                ]
                days = sorted({as_key(on): on for on in turns}.values())
                changes = [
                    (day, (latest := _latest(signs, day)) is not None and latest.positive) for day in days
                ]
            else:
                changes = [(sign.on or date.min, sign.positive) for sign in signs]
            steps = self._item_steps[item] = Steps(False, changes)
        return steps

    def on(self, day: date) -> TrustReading:
        """The reading of a day: counts by factor, verdict, weakest factor, what has aged."""
        standing = self.standing(day)
        counts, findings = _counts(standing)
        verdict = self._verdict(day, standing, counts, findings)
        weakest = None
        if verdict != "unknown":
            weakest = (
                "self_orientation"
                if findings
                else min(FACTORS, key=lambda one: counts[one] / len(FACTORS[one]))
            )
        return TrustReading(
            verdict=verdict,
            expertise=counts["expertise"],
            reliability=counts["reliability"],
            intimacy=counts["intimacy"],
            self_orientation=findings,
            weakest=weakest,
            standing=standing,
            aged=tuple(
                item
                for items in FACTORS.values()
                for item in items
                if item in standing
                and standing[item].positive
                and over_ago(standing[item].on, self._year, day)
            ),
        )

    def _verdict(self, day: date, standing: Mapping[str, Sign], counts: dict[str, int], findings: int) -> str:
        if not standing:
            return "unknown"
        sincere = standing.get("sincere")
        if findings or (sincere and not sincere.positive) or self.promise_hurts(day):
            return "damaged"
        if not self.recorded(day):
            return "unknown"
        if counts["expertise"] == 0:
            return "thin" if self._first_written <= day else "unknown"
        if counts["reliability"] == 0 or counts["intimacy"] == 0:
            return "respect"
        deep = (
            counts["expertise"] == 3
            and counts["reliability"] >= 4
            and counts["intimacy"] >= 2
            and self._scales["information"].reaches("confided", day)
            and self._scales["coach"].reaches("commits", day)
        )
        return "deep" if deep else "trusted"

    def promise_hurts(self, day: date) -> bool:
        """Whether a promise to them was broken in the year, or is overdue."""
        return self._hurts.on(day)

    @cached_property
    def steps(self) -> Steps[str]:
        """The verdict by day: one sweep over the days on which it can change."""
        ends = {as_key(sign.until) for sign in self.signs if sign.until is not None}
        turns: list[date] = [on for sign in self.signs for on in (sign.on, sign.until) if on]
        turns += self._hurts.days
        turns += [
            rung.on for name in ("information", "coach") for rung in self._scales[name].rungs if rung.on
        ]
        turns += self._scales["coach"].lapses
        turns.append(self.recorded_since)
        days = {as_key(on): on for on in turns}.values()
        standing: dict[str, Sign] = {}
        counts, findings = _counts(standing)
        changes: list[tuple[date, str]] = []
        place = 0
        for day in (date.min, *sorted(days)):
            before = place
            while place < len(self.signs) and (self.signs[place].on or date.min) <= day:
                standing[self.signs[place].item] = self.signs[place]
                place += 1
            if ended := as_key(day) in ends:
                standing = self._stood(day)
            if ended or place > before:
                counts, findings = _counts(standing)
            changes.append((day, self._verdict(day, standing, counts, findings)))
        return Steps(changes[0][1], changes[1:])


def _counts(standing: Mapping[str, Sign]) -> tuple[dict[str, int], int]:
    """Items standing + by factor, and the findings that stand open."""
    counts = dict.fromkeys(FACTORS, 0)
    findings = 0
    for item, sign in standing.items():
        if sign.positive:
            if item in _FACTOR_OF:
                counts[_FACTOR_OF[item]] += 1
        elif item in SELF_ORIENTATION:
            findings += 1
    return counts, findings


def _latest(signs: Sequence[Sign], day: date) -> Sign | None:
    """The latest sign that holds on `day`, of signs in order."""
    holding = [one for one in signs if (one.on or date.min) <= day and (one.until is None or day < one.until)]
    return holding[-1] if holding else None


def _recorded_since(contact: Contact, entries: Sequence[Interaction]) -> date:
    """The first day on which something is known of the person; `date.max` where nothing ever was."""
    if contact.portrait.none:
        return date.min
    known = [item.on or date.min for _, _, item in contact.portrait]
    tagged = next((entry.on for entry in entries if entry.tagged), None)
    return min([*known, *([tagged] if tagged else [])], default=date.max)


def _hurting(promises: Iterable[Promise], year: int) -> Steps[bool]:
    """By day, whether a promise was broken in the year or is overdue."""
    turns: list[tuple[date, int]] = []
    for one in promises:
        settled = min((on for on in (one.kept, one.broken) if on), default=None)
        if one.due is not None and (settled is None or settled > one.due):
            turns.append((one.due + timedelta(days=1), 1))
            if settled is not None:
                turns.append((settled, -1))
        if one.broken is not None:
            turns.append((one.broken, 1))
            turns.append((one.broken + timedelta(days=year), -1))
    depth = 0
    changes: list[tuple[date, bool]] = []
    for day, turn in sorted(turns):
        depth += turn
        changes.append((day, depth > 0))
    return Steps(False, changes)
