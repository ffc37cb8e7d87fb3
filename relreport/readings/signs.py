"""The signs of trust in a contact's record: written by reps, or shown by what was done (S0-16…S0-33)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from relreport.fields import tokens
from relreport.fields.tokens import OWN_CAUSES
from relreport.model import Account, At, Complaint, Contact, Interaction, Promise
from relreport.readings.journal import met
from relreport.readings.limits import Limits
from relreport.record import dataclass

FIELD = frozenset({"advice", "viewpoint", "innovation"})
COMPLAINT = "complaint"
KEPT, LATE, BROKEN, OVERDUE = "promise-kept", "promise-late", "promise-broken", "promise-overdue"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """One entry of the ledger: an item and its sign, from a day (None: always) until it was withdrawn.

    `fact`: what an entry that nobody wrote rests on: guides, did, need, referral, visits, complaint, or a
    promise's end.
    """

    item: str
    positive: bool
    on: date | None
    at: At
    written: bool
    until: date | None = None
    fact: str = ""


def signs_of(
    contact: Contact, entries: Sequence[Interaction], account: Account, limits: Limits
) -> tuple[Sign, ...]:
    """All signs of one contact, by day; of one day what was done comes before what was written, then by line.

    `entries`: the interactions with them, oldest first.
    """
    signs = [
        *_from_referral(contact),
        *_from_interactions(entries),
        *_from_meetings(entries, limits.window),
        *_from_needs(contact.id, account),
        *_from_complaints(contact.id, account.complaints, limits.trust_days),
        *(sign for one in account.promises if contact.id in one.to for sign in _from_promise(one)),
    ]
    signs.sort(key=lambda sign: (sign.on or date.min, sign.written, sign.at.line, sign.at.column))
    return tuple(signs)


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


def _from_referral(contact: Contact) -> Iterator[Sign]:
    through = contact.met_through
    if through and through.lower() not in tokens.NONE_SPELLINGS:  # that there was nobody proves no trust
        yield _fact("referral", "+", None, contact.at.key("met_through"), "referral")


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


def _fact(item: str, sign: str, on: date | None, at: At, fact: str, *, until: date | None = None) -> Sign:
    """An entry that a fact adds."""
    return Sign(item=item, positive=sign == "+", on=on, at=at, written=False, until=until, fact=fact)
