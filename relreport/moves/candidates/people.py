"""Who of theirs is known and met, and what part they have."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from relreport.model import Contact as Person
from relreport.model import Interaction
from relreport.moves.candidates.registry import closes
from relreport.moves.changes import ASK, CALL, JOIN, MEND, RECORD, Added, Change
from relreport.moves.look import Look


@closes("NET01")
def _widen(look: Look) -> Iterator[Change]:
    if look.gap.variant == "ours":
        others = look.near(lambda one: one != look.gap.facts.get("person"))
        for colleague in list(others)[:2]:
            yield from look.see(look.who, form="take_along", by=(colleague,), effort=JOIN)
        return
    for contact in look.here:
        if contact.id != look.gap.subject:
            yield from look.see(contact, form="meet_other", effort=JOIN)
    known = next((one for one in look.here if one.id == look.gap.subject), None)
    if known is not None:
        yield _with_stranger(look, known)


def _with_stranger(look: Look, known: Person) -> Change:
    """A meeting with somebody new, whom the one we know brings in."""
    number = len(look.account.contacts) + 1
    person = Person(id=f"new-{number}", name=f"new-{number}")
    entry = Interaction(on=look.day, with_=(person.id,), by=look.holder(known), kind="meeting")
    return look.change(
        "introduce",
        MEND,
        Added(list="contacts", entry=person),
        Added(list="interactions", entry=entry),
        theirs=True,
        contact=known.id,
    )


@closes("GRO09")
def _second_trust(look: Look) -> Iterator[Change]:
    for contact in look.here:
        if look.readings.contacts[contact.id].trust.verdict not in ("respect", "trusted", "deep"):
            yield from look.see(contact, "advice")
    for contact in look.here:
        others = [one for one in look.ours if one not in contact.held_by]
        for colleague in others[:1]:
            yield look.put(
                "share_tie",
                CALL,
                "contacts",
                contact.id,
                held_by=(*contact.held_by, colleague),
                facts={"contact": contact.id, "person": colleague},
            )


@closes("NET04")
def _successor(look: Look) -> Iterator[Change]:
    successor = look.gap.facts.get("successor")
    contact = next((one for one in look.here if one.id == successor), None)
    yield from look.see(contact, form="meet_successor")


@closes("NET03")
def _side(look: Look) -> Iterator[Change]:
    missing = look.gap.facts.get("missing", ())
    for contact in look.here:
        if contact.side is None and missing:
            yield look.put(
                "side",
                RECORD,
                "contacts",
                contact.id,
                side=missing[0],
                theirs=True,
                facts={"contact": contact.id},
            )
    for side in missing or ("use",):
        yield _stranger(look, "meet_side", side=side, facts={"missing": (side,)})


def _stranger(look: Look, form: str, *, facts: dict[str, Any] | None = None, **known: object) -> Change:
    """Somebody of theirs whom we do not know yet."""
    number = len(look.account.contacts) + 1
    person = Person(id=f"new-{number}", name=f"new-{number}", **known)  # type: ignore[arg-type]
    return look.change(form, MEND, Added(list="contacts", entry=person), theirs=True, **(facts or {}))


@closes("NET05")
def _mend(look: Look) -> Iterator[Change]:
    contact = look.who
    if contact is not None:
        yield look.put(
            "mend",
            MEND,
            "contacts",
            contact.id,
            relation="good",
            theirs=True,
            restricted=True,
            facts={"contact": contact.id},
        )


@closes("ENT03")
def _decider(look: Look) -> Iterator[Change]:
    for contact in sorted(look.here, key=lambda one: -(one.influence or 0))[:1]:
        yield look.put(
            "ask_decider", ASK, "contacts", contact.id, roles=(*contact.roles, "decider"), theirs=True
        )
    if not look.here:
        yield _stranger(look, "ask_decider", roles=("decider",))


@closes("ENT06")
def _lines(look: Look) -> Iterator[Change]:
    people = sorted(look.here, key=lambda one: -(one.influence or 0))
    if len(people) > 1:
        yield look.put(
            "ask_lines",
            ASK,
            "contacts",
            people[1].id,
            reports_to=people[0].id,
            theirs=True,
            facts={"contact": people[1].id},
        )
    elif people:
        yield _stranger(look, "meet_colleague", reports_to=people[0].id, facts={"contact": people[0].id})
    else:
        first, second = (Person(id=f"new-{place}", name=f"new-{place}") for place in (1, 2))
        edits = [Added(list="contacts", entry=one) for one in (first, replace(second, reports_to=first.id))]
        yield look.change("first_contact", MEND, *edits, theirs=True)


@closes("ENT07")
def _role(look: Look) -> Iterator[Change]:
    contact = look.who
    if contact is not None:
        yield look.put(
            "ask_role",
            ASK,
            "contacts",
            contact.id,
            roles=("user",),
            theirs=True,
            facts={"contact": contact.id},
        )


@closes("ENT08")
def _weigh(look: Look) -> Iterator[Change]:
    weighed = sum(one.influence or 0 for one in look.account.contacts if one.left is None)
    rest = min(100 - weighed, max(int(look.gap.facts["limit"]) - int(look.gap.facts.get("weight", 0)), 1))
    for contact in look.here:
        if contact.influence is None and rest > 0:
            yield look.put(
                "weigh",
                RECORD,
                "contacts",
                contact.id,
                influence=rest,
                theirs=True,
                restricted=True,
                facts={"contact": contact.id},
            )
