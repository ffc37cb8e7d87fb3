"""Tenders, and our own people."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from relreport.fields import tokens as t
from relreport.model import Reader, Tender
from relreport.moves.candidates.registry import closes
from relreport.moves.changes import ASK, CALL, JOIN, RECORD, Added, Change, Known, Put
from relreport.moves.look import Look


@closes("BID03", "BID04")
def _spear(look: Look) -> Iterator[Change]:
    tender = look.entry("tenders")
    if tender and tender.rounds:
        latest = len(tender.rounds) - 1
        edit = Put(
            list="tenders", id=tender.id, nested=_round(look, tender, latest), values={"spears": ("?",)}
        )
        yield look.change("spear", JOIN, edit, tender=tender.id)


def _round(look: Look, tender: Tender, place: int) -> tuple[str, int]:
    """A round by the place at which it is written: as read they are in order of their days."""
    written = next(one for one in look.written.tenders if one.id == tender.id)
    return "rounds", next(n for n, one in enumerate(written.rounds) if one is tender.rounds[place])


@closes("BID02")
def _position(look: Look) -> Iterator[Change]:
    tender = look.entry("tenders")
    unknown = [place for place, one in enumerate(tender.rounds) if one.position is None] if tender else []
    if tender and unknown:
        edits = [
            Put(
                list="tenders",
                id=tender.id,
                nested=_round(look, tender, place),
                values={"position": "preferred"},
            )
            for place in unknown
        ]
        yield look.change("ask_position", ASK, *edits, theirs=True, tender=tender.id)


@closes("BID01", "BID05", "BID08")
def _team(look: Look) -> Iterator[Change]:
    person = look.readings.settings.person
    wanted: Callable[[str], bool]
    if look.gap.code == "BID05":
        traits = t.CHALLENGER if look.gap.variant == "behind" else t.DEFENDER

        def wanted(one: str) -> bool:
            return len(traits.intersection(person(one).traits)) >= 2
    else:
        managers = ("manager", "boss")

        def wanted(one: str) -> bool:
            return person(one).role in managers or (look.gap.code == "BID01" and person(one).level == "lead")

    for colleague in list(look.near(wanted))[:1]:
        tender = look.entry("tenders")
        facts = {"person": colleague, "tender": tender.id if tender else None}
        if tender:
            team = tender.team or look.account.team
            traits_tell = look.gap.code == "BID05"  # whose traits fit is not for every reader
            yield look.put(
                "team",
                JOIN,
                "tenders",
                tender.id,
                team=(*team, colleague),
                facts=facts,
                restricted=traits_tell,
            )
        else:
            yield look.top("team", JOIN, team=(*look.account.team, colleague), facts=facts)


@closes("TEA03")
def _owner(look: Look) -> Iterator[Change]:
    for colleague in look.ours[:1]:
        yield look.top("name_owner", RECORD, owner=colleague, facts={"person": colleague})


@closes("TEA04")
def _hand_over(look: Look) -> Iterator[Change]:
    leaver = look.gap.subject or ""
    person = look.readings.settings.person
    follower = next(iter(look.near(lambda one: one != leaver and person(one).left is None)), None)
    if follower is None:
        return
    edits: list[Put] = []
    if look.account.owner == leaver:
        edits.append(Put(values={"owner": follower}))
    for contact in look.here:
        if leaver in contact.held_by:
            held = tuple(dict.fromkeys(follower if one == leaver else one for one in contact.held_by))
            edits.append(Put(list="contacts", id=contact.id, values={"held_by": held}))
    yield look.change("hand_over", JOIN, *edits, person=follower, restricted=True)


@closes("SEC01")
def _sign(look: Look) -> Iterator[Change]:
    unsigned = [one for one in look.account.readers if one.signed is None]
    if unsigned:
        people = tuple(one.id for one in unsigned)
        edits = [Put(list="readers", id=one, values={"signed": look.day}) for one in people]
        yield look.change("sign", CALL, *edits, persons=people)
    elif look.account.owner:
        entry = Reader(id=look.account.owner, signed=look.day)
        yield look.change("name_readers", RECORD, Added(list="readers", entry=entry))


@closes("SEC02")
def _tell_manager(look: Look) -> Iterator[Change]:
    contact = look.who
    person = look.readings.settings.person
    manager = next(iter(look.near(lambda one: person(one).role in ("manager", "boss"))), None)
    if contact and manager:
        held = [
            Known(contact=contact.id, board=board, item=name, confirmed_by=manager)
            for board, name, item in contact.portrait
            if item.withheld is not None and not item.counts
        ]
        yield look.change("tell_manager", CALL, *held, person=manager, contact=contact.id, restricted=True)


@closes("SEC03")
def _ground(look: Look) -> Iterator[Change]:
    reason = next(
        one for one in ("potential", "reference", "strategic-fit") if one not in look.account.tier_why
    )
    yield look.top("ground_tier", RECORD, tier_why=(*look.account.tier_why, reason))
