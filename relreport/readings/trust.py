"""Trust in us, person by person: a ledger of dated, signed entries; its verdict (S0-16…S0-33, C-11, H-11)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from relreport.fields import tokens as t
from relreport.fields.tokens import EXPERTISE, INTIMACY, OWN_CAUSES, RELIABILITY, SELF_ORIENTATION
from relreport.model import Account, At, Complaint, Contact, Interaction, Promise
from relreport.readings.days import SPANS, Spans, Steps, over_ago
from relreport.readings.journal import Scale, met

FACTORS = {"expertise": EXPERTISE, "reliability": RELIABILITY, "intimacy": INTIMACY}
_FACTOR_OF = {item: factor for factor, items in FACTORS.items() for item in items}
FIELD = frozenset({"advice", "viewpoint", "innovation"})
COMPLAINT = "complaint"
KEPT, LATE, BROKEN, OVERDUE = "promise-kept", "promise-late", "promise-broken", "promise-overdue"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """One entry of the ledger: an item and its sign, from a day (None: always) until it was withdrawn."""

    item: str
    positive: bool
    on: date | None
    at: At
    written: bool
    until: date | None = None
    fact: str = (
        ""  # what a derived entry rests on: guides, did, need, referral, visits, complaint, a promise's end
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustReading:
    """The ledger's state on a day."""

    verdict: str
    expertise: int
    reliability: int
    intimacy: int
    self_orientation: int
    weakest: str | None
    standing: dict[str, Sign]  # item -> its latest sign
    aged: tuple[str, ...]

    @property
    def known(self) -> bool:
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
        return self.known and t.TRUST_VERDICT.rank(self.verdict) >= t.TRUST_VERDICT.rank(verdict)


class Ledger:
    """All signs of one contact, and the verdict on any day."""

    def __init__(
        self,
        contact: Contact,
        entries: Sequence[Interaction],
        scales: dict[str, Scale],
        account: Account,
        *,
        trust_days: int = 14,
        spans: Spans = SPANS,
    ) -> None:
        self.contact = contact
        self._scales = scales
        self._year = spans.year
        self._hurts = _hurting((one for one in account.promises if contact.id in one.to), spans.year)
        self.recorded_since = _recorded_since(contact, entries)
        signs = [
            *self._referral(),
            *_from_interactions(entries),
            *_from_meetings(entries, spans.window),
            *_from_needs(contact.id, account),
            *_from_complaints(contact.id, account.complaints, trust_days),
            *(sign for one in account.promises if contact.id in one.to for sign in _from_promise(one)),
        ]
        # on one day facts come before written signs, then file order
        signs.sort(key=lambda sign: (sign.on or date.min, sign.written, sign.at.line, sign.at.column))
        self.signs = tuple(signs)
        self._item_steps: dict[str, Steps[bool]] = {}
        self._first_written = min((sign.on for sign in signs if sign.written and sign.on), default=date.max)

    def _referral(self) -> list[Sign]:
        through = self.contact.met_through
        if not through or through.lower() in t.NONE_SPELLINGS:  # that there was nobody proves no trust
            return []
        at = self.contact.at.key("met_through")
        return [_fact("referral", "+", None, at, "referral")]

    def recorded(self, day: date) -> bool:
        """Whether anything is known of the person beside that they exist."""
        return self.recorded_since <= day

    def standing(self, day: date) -> dict[str, Sign]:
        """Each item's latest sign on `day`."""
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
        for sign in self.signs:
            if sign.on is not None and sign.on > day:
                break
            if sign.item != item or (sign.until is not None and sign.until <= day):
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
            signs = [sign for sign in self.signs if sign.item == item]
            if any(sign.until for sign in signs):
                days = sorted(
                    {on or date.min for sign in signs for on in (sign.on, sign.until) if on or on is sign.on}
                )
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

    def _verdict(self, day: date, standing: dict[str, Sign], counts: dict[str, int], findings: int) -> str:
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
        ends = {sign.until for sign in self.signs if sign.until is not None}
        days: set[date] = {on for sign in self.signs for on in (sign.on, sign.until) if on}
        days.update(self._hurts.days)
        days.update(
            rung.on for name in ("information", "coach") for rung in self._scales[name].rungs if rung.on
        )
        days.update(self._scales["coach"].lapses)
        days.add(self.recorded_since)
        standing: dict[str, Sign] = {}
        counts, findings = _counts(standing)
        changes: list[tuple[date, str]] = []
        place = 0
        for day in (date.min, *sorted(days)):
            before = place
            while place < len(self.signs) and (self.signs[place].on or date.min) <= day:
                standing[self.signs[place].item] = self.signs[place]
                place += 1
            if ended := day in ends:
                standing = self.standing(day)
            if ended or place > before:
                counts, findings = _counts(standing)
            changes.append((day, self._verdict(day, standing, counts, findings)))
        return Steps(changes[0][1], changes[1:])


def _counts(standing: dict[str, Sign]) -> tuple[dict[str, int], int]:
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


def _fact(item: str, sign: str, on: date | None, at: At, fact: str, *, until: date | None = None) -> Sign:
    """An entry that a fact adds."""
    return Sign(item=item, positive=sign == "+", on=on, at=at, written=False, until=until, fact=fact)


def _from_interactions(entries: Sequence[Interaction]) -> Iterator[Sign]:
    """What reps wrote, and the expertise that guidance and insight show."""
    for entry in entries:
        if entry.coach == "guides":
            yield _fact("industry", "+", entry.on, entry.at.key("coach"), "guides")
        elif FIELD.intersection(entry.did):
            yield _fact("industry", "+", entry.on, entry.at.key("did"), "did")
        at = entry.at.key("trust") if entry.trust else entry.at
        for word in entry.trust:
            if word[1:] != "company":
                yield Sign(item=word[1:], positive=word[0] == "+", on=entry.on, at=at, written=True)


def _from_meetings(entries: Sequence[Interaction], window: int) -> Iterator[Sign]:
    """Meeting again within a window of the last meeting."""
    before: Interaction | None = None
    for entry in entries:
        if not met(entry):
            continue
        if before is not None and 0 < (entry.on - before.on).days < window:
            yield _fact("visits", "+", entry.on, entry.at, "visits")
        before = entry


def _from_needs(contact: str, account: Account) -> Iterator[Sign]:
    for need in account.needs:
        if need.source == contact and need.status == "met":
            yield _fact("work", "+", need.met, need.at.key("met"), "need")


def _from_complaints(contact: str, complaints: Sequence[Complaint], trust_days: int) -> Iterator[Sign]:
    """Without a remedy a minus, until there is one; closed soon after it a plus."""
    for one in complaints:
        if one.source != contact or one.cause not in OWN_CAUSES:
            continue
        yield _fact("work", "-", one.on, one.at, COMPLAINT, until=one.acted)
        if one.acted and one.closed and (one.closed - one.acted).days <= trust_days:
            yield _fact("work", "+", one.closed, one.at.key("closed"), COMPLAINT)


def _from_promise(promise: Promise) -> Iterator[Sign]:
    """Kept in time is a plus; kept late, broken or overdue a minus."""
    settled = min((on for on in (promise.kept, promise.broken) if on), default=None)
    due = promise.due
    if due is not None and (settled is None or settled > due):
        yield _fact("promises", "-", due + timedelta(days=1), promise.at.key("due"), OVERDUE, until=settled)
    if promise.broken:
        yield _fact("promises", "-", promise.broken, promise.at.key("broken"), BROKEN)
    elif promise.kept:
        late = due is not None and promise.kept > due
        yield _fact(
            "promises", "-" if late else "+", promise.kept, promise.at.key("kept"), LATE if late else KEPT
        )


def trust_of_company(entries: Sequence[Interaction]) -> Sign | None:
    """The latest word on trust in our company, of all contacts; it belongs to the account."""
    latest: Sign | None = None
    for entry in entries:
        for word in entry.trust:
            if word[1:] == "company":
                latest = Sign(
                    item="company",
                    positive=word[0] == "+",
                    on=entry.on,
                    at=entry.at.key("trust"),
                    written=True,
                )
    return latest
