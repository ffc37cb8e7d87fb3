"""What we know of a person, and the next rung of distance."""

from __future__ import annotations

from collections.abc import Iterator

from relreport.model import Competitor, Need
from relreport.model import Contact as Person
from relreport.moves.candidates.registry import closes
from relreport.moves.changes import ASK, Added, Change, Known
from relreport.moves.look import Look
from relreport.readings.days import over_ago


@closes("DST04")
def _reach(look: Look) -> Iterator[Change]:
    if look.key:
        yield look.know("record_reach", look.key, "basic", "mobile")


@closes("DST05")
def _background(look: Look) -> Iterator[Change]:
    if look.key:
        yield look.know("record_background", look.key, "background", "career")


@closes("DST09")
def _told_us(look: Look) -> Iterator[Change]:
    """What was told already is written down; nothing is asked."""
    if look.who:
        yield look.know("record_told", look.who, "depth", "internal_issues")


@closes("DST08")
def _confirm(look: Look) -> Iterator[Change]:
    contact = look.who
    if contact is None:
        return
    limit = int(look.gap.facts["limit"])
    stale = [
        Known(contact=contact.id, board=board, item=name, confirmed=look.day)
        for board, name, item in contact.portrait
        if board in ("needs", "rivals", "depth")
        and over_ago(max((on for on in (item.on, item.confirmed) if on), default=None), limit, look.day)
    ]
    deep = any(one.board == "depth" for one in stale)
    yield look.change("confirm_portrait", ASK, *stale, theirs=True, restricted=deep, contact=contact.id)


@closes("DST01")
def _come_nearer(look: Look) -> Iterator[Change]:
    """The next rung alone, and of it only what is ours to do."""
    standing = look.of_key
    if standing is None or standing.ladder.bad:
        return
    yield from next_rung(look, standing.contact)


def next_rung(look: Look, contact: Person) -> Iterator[Change]:
    """What of the next rung of distance is ours: knowledge that anybody may have, and help."""
    standing = look.readings.contacts[contact.id]
    level = standing.distance
    if level == "stranger":
        asked = standing.ladder.conditions("doctor", look.day)
        if not asked.get("basic", True):
            yield look.know("record_reach", contact, "basic", "mobile")
        if not asked.get("expertise", True):
            yield from look.see(contact, "advice")
    elif level == "doctor":
        asked = standing.ladder.conditions("teacher", look.day)
        if not asked.get("needs", True):
            entry = Need(id=f"need-{len(look.account.needs) + 1}", on=look.day, source=contact.id, need="?")
            yield look.change(
                "ask_need", ASK, Added(list="needs", entry=entry), theirs=True, contact=contact.id
            )
        if not asked.get("rivals", True):
            yield look.change(
                "ask_rivals", ASK, Added(list="competitors", entry=Competitor(name="?")), theirs=True
            )
        if not asked.get("guides", True):
            yield from look.see(contact, form="guide", coach="guides")
