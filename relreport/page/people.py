"""The people: a map by weight and distance, each of theirs in reporting order, who of ours holds whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from relreport.charts import Figure, people_map
from relreport.fields.tokens import DISTANCE, SIDE
from relreport.model import Contact
from relreport.morrow import in_drawing
from relreport.page.contract.parts import Html, Tone
from relreport.page.contract.people import Matrix, MatrixCell, MatrixRow, People, Person
from relreport.page.contract.people import Side as SideBlock
from relreport.page.telling import Telling
from relreport.readings.distance import EXPECTED
from relreport.readings.journal import by_whom

TOGETHER = 15  # with more people than this each side has its own map
DRAWN = 12  # people on one map; a taller one leaves the sheet, and the table has them all
DEEPEST = 4  # steps of reporting that are shown
LEVELS = tuple(DISTANCE)
SHADES = (1, 4, 9)  # contacts in the year from which a cell is a shade darker
BIRTHDAY_DAYS = 30


def people(telling: Telling) -> People:
    here = telling.here
    unmet = [one for one in here if not _met(telling, one)]
    note = ""
    if here:
        note = telling.say("people.count", count=len(here), **({"unmet": len(unmet)} if unmet else {}))
    return People(
        note=note,
        legend=telling.say("people.legend") if here else "",
        rungs=[telling.label("distance", level) for level in LEVELS],
        sides=list(_sides(telling, here)),
        gone=[_person(telling, one, 0) for one in telling.account.contacts if one.has_left(telling.day)],
        matrix=_matrix(telling),
        quiet="" if here else telling.say("people.nobody"),
    )


def _sides(telling: Telling, here: Sequence[Contact]) -> Iterator[SideBlock]:
    if not here:
        return
    if len(here) <= TOGETHER:
        yield _side(telling, here, "", folded=False)
        return
    for side in (*SIDE, None):
        theirs = [one for one in here if one.side == side]
        if theirs:
            label = telling.label("side", side) if side else telling.say("people.side_unknown")
            yield _side(telling, theirs, label, folded=True)


def _side(telling: Telling, contacts: Sequence[Contact], label: str, *, folded: bool) -> SideBlock:
    drawn = people_map(
        [_figure(telling, one) for one in drawn_of(telling, contacts)],
        columns=[telling.label("distance", level) for level in ("unknown", *LEVELS)],
        bands=[telling.say(f"people.band_{band}") for band in ("decides", "weighs", "uses")],
        title=telling.say("people.map_title", names=telling.contacts([one.id for one in contacts[:6]])),
        expected=_expected(telling),
    )
    return SideBlock(
        label=label,
        folded=folded,
        note=_count(telling, contacts) if label else "",
        map_svg=Html(drawn) if drawn else None,
        people=[_person(telling, one, depth) for one, depth in _in_reporting_order(contacts)],
    )


def drawn_of(telling: Telling, contacts: Sequence[Contact]) -> list[Contact]:
    """Whom the map shows of many: who decides, who weighs in, the weightiest first, then the others."""
    if len(contacts) <= TOGETHER:
        return list(contacts)
    key = telling.readings.key
    first = sorted(
        contacts,
        key=lambda one: (
            key is None or one.id != key.id,
            not one.decides,
            not one.weighs,
            -(one.influence or 0),
        ),
    )
    return first[:DRAWN]


def _count(telling: Telling, contacts: Sequence[Contact]) -> str:
    count = telling.say("people.count", count=len(contacts))
    shown = len(drawn_of(telling, contacts))
    if shown == len(contacts):
        return count
    return telling.words["dot"].join((count, telling.say("people.drawn", count=shown)))


def _expected(telling: Telling) -> int | None:
    wanted = EXPECTED.get(telling.readings.stage.level)
    return None if wanted is None else LEVELS.index(wanted) + 1


def _figure(telling: Telling, contact: Contact) -> Figure:
    standing = telling.readings.contacts[contact.id]
    holder = telling.people(contact.held_by) or telling.say("people.no_holder_short")
    met = _met(telling, contact)
    last = telling.readings.journal.last(contact.id)
    age = in_drawing(telling.ago(last.on)) if last else telling.say("people.not_met_short")
    return Figure(
        name=contact.name,
        band=0 if contact.decides else 1 if contact.weighs else 2,
        column=0 if standing.distance == "unknown" else LEVELS.index(standing.distance) + 1,
        weight=contact.influence,
        notes=(holder, age),
        met=met,
        overdue=_overdue(telling, contact),
        key=telling.readings.key is not None and telling.readings.key.id == contact.id,
    )


def _met(telling: Telling, contact: Contact) -> bool:
    return telling.readings.journal.last_met(contact.id) is not None


def _overdue(telling: Telling, contact: Contact) -> bool:
    """Whether somebody with a voice has not heard from us within the tier's days."""
    last = telling.readings.journal.last(contact.id)
    days = telling.settings.tiers[telling.account.tier].contact
    return contact.weighs and last is not None and (telling.day - last.on).days > days


def _in_reporting_order(contacts: Sequence[Contact]) -> Iterator[tuple[Contact, int]]:
    """Those who decide first, each followed by those who report to them."""
    ids = {one.id for one in contacts}
    under: dict[str | None, list[Contact]] = {}
    for one in contacts:
        under.setdefault(one.reports_to if one.reports_to in ids else None, []).append(one)
    seen: set[str] = set()

    def walk(boss: str | None, depth: int) -> Iterator[tuple[Contact, int]]:
        for one in sorted(
            under.get(boss, ()), key=lambda one: (not one.decides, not one.weighs, -(one.influence or 0))
        ):
            if one.id not in seen:
                seen.add(one.id)
                yield one, min(depth, DEEPEST)
                yield from walk(one.id, depth + 1)

    yield from walk(None, 0)
    yield from ((one, 0) for one in contacts if one.id not in seen)


def _person(telling: Telling, contact: Contact, indent: int) -> Person:
    standing = telling.readings.contacts[contact.id]
    key = telling.readings.key
    left = contact.left
    gone = contact.has_left(telling.day)
    contact_words, contact_tone = _last_contact(telling, contact)
    return Person(
        anchor=f"person-{contact.id}",
        name=contact.name,
        title=contact.title or "",
        roles=telling.words["dot"].join(
            [
                *(telling.label("role", role) for role in contact.roles),
                *([telling.label("side", contact.side)] if contact.side else []),
            ]
        ),
        weight=f"{contact.influence}%" if contact.influence is not None else "",
        distance=telling.label("distance", standing.distance),
        level=None if standing.distance == "unknown" else LEVELS.index(standing.distance) + 1,
        trust=telling.label("trust", standing.trust.verdict),
        trust_tone="alarm" if standing.trust.verdict == "damaged" else "" if standing.trust.known else "mute",
        contact=contact_words,
        contact_tone="" if gone else contact_tone,
        holder=telling.people(contact.held_by) or telling.say("people.no_holder"),
        met=_met(telling, contact),
        key=key is not None and key.id == contact.id,
        left=telling.say("people.left" if gone else "people.leaves", on=telling.on(left)) if left else "",
        indent=indent,
        notes=list(_notes(telling, contact)),
        gaps=telling.gap_links(telling.gaps_of(contact.id)),
        place=telling.place(contact.at),
    )


def _last_contact(telling: Telling, contact: Contact) -> tuple[str, Tone]:
    last = telling.readings.journal.last(contact.id)
    if last is None:
        return telling.say("people.never"), "warn" if contact.weighs else "mute"
    words = telling.ago(last.on)
    if not _met(telling, contact):
        words = telling.say("people.ago_unmet", ago=words)
    return words, "alarm" if _overdue(telling, contact) else ""


def _notes(telling: Telling, contact: Contact) -> Iterator[str]:
    if contact.relation == "bad":
        yield telling.label("relation", "bad")
    if contact.reports_to and telling.contact(contact.reports_to):
        yield telling.say("people.reports_to", name=telling.wording.contact(contact.reports_to))
    if contact.met_through:
        yield telling.say("people.met_through", name=contact.met_through)
    if contact.joined and (telling.day - contact.joined).days < telling.readings.limits.year:
        yield telling.say("people.joined", on=telling.on(contact.joined))
    if contact.birthday:
        on = contact.birthday.next(telling.day)
        days = (on - telling.day).days
        if days <= BIRTHDAY_DAYS:
            yield telling.say(
                "people.birthday_soon", on=telling.wording.fact("birthday", contact.birthday), days=days
            )
        else:
            yield telling.say("people.birthday", on=telling.wording.fact("birthday", contact.birthday))


def _matrix(telling: Telling) -> Matrix | None:
    """Contacts of the year, theirs by ours: the empty cells are the message."""
    account = telling.account
    ours = _ours(telling)
    if not ours or not telling.here:
        return None
    times: dict[tuple[str, str], int] = {}
    for entry in telling.readings.journal.within(telling.readings.limits.year):
        for theirs in entry.with_:
            for person in by_whom(entry, account):
                times[theirs, person] = times.get((theirs, person), 0) + 1
    rows = [
        MatrixRow(
            name=one.name,
            note=one.title or "",
            cells=[_cell(telling, times.get((one.id, person), 0), person in one.held_by) for person in ours],
        )
        for one, _ in _in_reporting_order(telling.here)
    ]
    return Matrix(
        caption=telling.say("people.matrix"),
        columns=[telling.wording.person(person) for person in ours],
        rows=rows,
        note=telling.say("people.matrix_note"),
    )


def _ours(telling: Telling) -> list[str]:
    """Owner and team, then whoever holds somebody or took part in the year, who are still with us."""
    account = telling.account

    def named() -> Iterable[str]:
        yield from (account.owner,) if account.owner else ()
        yield from account.team
        for contact in telling.here:
            yield from contact.held_by
        for entry in telling.readings.journal.within(telling.readings.limits.year):
            yield from by_whom(entry, account)

    left = {one.id for one in telling.settings.people if one.left is not None and one.left <= telling.day}
    return [person for person in dict.fromkeys(named()) if person not in left]


def _cell(telling: Telling, times: int, holds: bool) -> MatrixCell:
    return MatrixCell(
        text=str(times) if times else "",
        level=sum(times >= edge for edge in SHADES),
        holds=holds,
        label="" if times else telling.say("page.matrix_none"),
    )
