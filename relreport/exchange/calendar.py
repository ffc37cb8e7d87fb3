"""What has a day ahead, as a calendar: actions, promises both ways, answers owed, tenders, openings, asks,
birthdays. Made of redacted plans."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta

from relreport.actions import Plan
from relreport.audience import Audience
from relreport.exchange.tables import RECORDS
from relreport.model import Account, Settings
from relreport.phrases import filled, phrases
from relreport.record import dataclass

_FOLD = 75  # octets a line may have


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry: what it is for, of which list it comes, when, and what is said of it."""

    of: str
    id: str
    on: date
    at: time | None = None
    yearly: bool = False
    leap: bool = False  # born on 29 February
    facts: dict[str, str]


def as_calendar(
    plans: Iterable[Plan], audience: Audience, settings: Settings, day: date, language: str
) -> bytes:
    """All open entries of redacted plans. The same plans and day give the same bytes."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//relreport//EN", "CALSCALE:GREGORIAN"]
    words = phrases("exchange", language)
    for plan in plans:
        account = plan.assessment.readings.account
        for entry in _entries(account, audience, settings, day, "、" if language == "zh" else ", "):
            summary = filled(words[entry.of]["text"], {"account": account.name, **entry.facts})
            lines += _event(account.id, entry, summary, day)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line)).encode("utf-8")


def _entries(
    account: Account, audience: Audience, settings: Settings, day: date, between: str
) -> Iterator[Entry]:
    names = {one.id: one.name for one in account.contacts}
    ours = {one.id: one.name or one.id for one in settings.people}

    def told(what: str | None, *who: str, of: dict[str, str] = names) -> dict[str, str]:
        named = between.join(of.get(one, one) for one in who)
        return {**({"what": what} if what else {}), **({"who": named} if named else {})}

    for action in account.actions:
        if action.status == "open" and action.due:
            facts = told(action.do, *action.with_)
            yield Entry(of="action", id=action.id, on=action.due, at=action.clock, facts=facts)
    for promise in account.promises:
        if promise.is_open and promise.due:
            yield Entry(of="promise", id=promise.id, on=promise.due, facts=told(promise.what, *promise.to))
    for theirs in account.commitments:
        if theirs.is_open and theirs.due:
            facts = told(theirs.what, *filter(None, [theirs.source]))
            yield Entry(of="commitment", id=theirs.id, on=theirs.due, facts=facts)
    for request in account.requests:
        if request.replied is None and request.reply_due:
            facts = told(request.what, *filter(None, [request.source]))
            yield Entry(of="request", id=request.id, on=request.reply_due, facts=facts)
    for tender in account.tenders:
        if tender.is_open and tender.due:
            yield Entry(of="tender", id=tender.id, on=tender.due, facts=told(tender.name))
    for opening in account.openings:
        if opening.until and opening.until >= day:
            yield Entry(of="opening", id=opening.id, on=opening.until, facts=told(opening.what))
    for ask in account.asks:
        if ask.due and ask.decided is None and ask.answer is None:
            facts = told(ask.what, *filter(None, [ask.of]), of=ours)
            yield Entry(of="ask", id=ask.id, on=ask.due, facts=facts)
    if audience.may_read(RECORDS["contacts"].by_name["birthday"].sensitivity):
        for contact in account.contacts:
            if contact.birthday and not (contact.left and contact.left <= day):
                on = contact.birthday.next(day)
                leap = (contact.birthday.month, contact.birthday.day) == (2, 29)
                facts = told(None, contact.id)
                yield Entry(of="birthday", id=contact.id, on=on, yearly=True, leap=leap, facts=facts)


def _event(account: str, entry: Entry, summary: str, day: date) -> Iterator[str]:
    # a hash: an id may be a name, and what stands for a name in one export must be none in another
    uid = hashlib.sha256(f"{account}/{entry.of}/{entry.id}".encode()).hexdigest()[:32]
    yield from ("BEGIN:VEVENT", f"UID:{uid}@relreport", f"DTSTAMP:{day:%Y%m%d}T000000Z")
    if entry.at:
        start = datetime.combine(entry.on, entry.at)
        yield f"DTSTART:{start:%Y%m%dT%H%M%S}"
        yield f"DTEND:{start + timedelta(hours=1):%Y%m%dT%H%M%S}"
    else:
        yield f"DTSTART;VALUE=DATE:{entry.on:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{entry.on + timedelta(days=1):%Y%m%d}"
    if entry.yearly:
        # 29 February is kept on the month's last day, where there is none
        yield f"RRULE:FREQ=YEARLY{';BYMONTH=2;BYMONTHDAY=-1' if entry.leap else ''}"
    yield from (f"SUMMARY:{_escaped(summary)}", "TRANSP:TRANSPARENT", "END:VEVENT")


def _escaped(text: str) -> str:
    plain = " ".join(text.split())
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def _folded(line: str) -> Iterator[str]:
    """The line in pieces of at most 75 octets, no character cut."""
    piece, size = "", 0
    for character in line:
        octets = len(character.encode("utf-8"))
        if size + octets > _FOLD:
            yield piece
            piece, size = " ", 1
        piece += character
        size += octets
    yield piece
