"""What a meeting or a call brings: value, upkeep, the new."""

from __future__ import annotations

from collections.abc import Iterator

from relreport.fields import tokens as t
from relreport.model import Interaction
from relreport.moves.candidates.registry import closes
from relreport.moves.changes import CALL, JOIN, MEND, Added, Change
from relreport.moves.look import Look

BRINGS = {
    "VAL01": ("track-record",),
    "VAL02": ("service", "quality"),
    "VAL03": ("advice",),
    "VAL04": ("news", "solution"),
    "SPC04": ("solution",),
    "GRO04": ("solution", "viewpoint"),
    "GRO06": ("service", "efficiency"),
    "GRO07": ("credit", "help"),
    "FRE01": ("viewpoint",),
    "FRE02": ("innovation",),
    "FRE05": ("viewpoint", "innovation"),
    "FRE06": ("viewpoint",),
    "NET06": ("advice",),
    "GRO08": ("advice",),
    "TRU05": ("advice",),
    "ENT04": ("advice",),
}


@closes(*BRINGS)
def _bring(look: Look) -> Iterator[Change]:
    for did in BRINGS[look.gap.code]:
        if did == "news":
            yield from look.call(look.who, did)
        yield from look.see(look.who, did)
    if look.gap.code == "FRE06":
        yield look.plan("plan_bring", kind="visit", did=("viewpoint",))


@closes("TRU01")
def _show_skill(look: Look) -> Iterator[Change]:
    doubted = [one for one in look.gap.facts.get("items", ()) if one in t.EXPERTISE]
    if look.gap.variant != "doubt":
        yield from look.see(look.who, "advice")
    elif doubted:
        signs = tuple(f"+{one}" for one in doubted)
        yield from look.see(look.who, "advice", form="regain", effort=MEND, trust=signs)


@closes("TRU02", "TRU04")
def _regain(look: Look) -> Iterator[Change]:
    items = tuple(look.gap.facts.get("items", ()))
    if items and look.gap.variant != "broken":
        yield from look.see(look.who, form="regain", effort=MEND, trust=tuple(f"+{one}" for one in items))


@closes("TRU03")
def _see_again(look: Look) -> Iterator[Change]:
    yield from look.see(look.who, "solution")


@closes("CAD05")
def _care(look: Look) -> Iterator[Change]:
    yield from look.call(look.who, "care")


@closes("CAD06")
def _even_out(look: Look) -> Iterator[Change]:
    yield from look.see(look.who, "help" if look.gap.variant == "asking" else "asked-help")


@closes("CAD07")
def _thank(look: Look) -> Iterator[Change]:
    yield from look.call(look.who, "thanks")


@closes("CAD01", "NET02", "CON09", "FRE04")
def _be_in_touch(look: Look) -> Iterator[Change]:
    yield from look.call(look.who)
    if look.gap.code == "FRE04":
        yield from look.see(look.who, "news", form="see")


@closes("CAD02")
def _visit(look: Look) -> Iterator[Change]:
    yield look.plan("plan_visit", kind="visit")
    yield from look.see(look.who, "solution")


@closes("CMP06")
def _see_after(look: Look) -> Iterator[Change]:
    yield from look.see(look.who, form="see_after")


@closes("CAD04")
def _greet(look: Look) -> Iterator[Change]:
    yield look.plan("plan_greeting", kind="greeting", due=look.gap.facts.get("birthday"))


@closes("SPC02")
def _next_topic(look: Look) -> Iterator[Change]:
    yield from look.see(look.who, form="talk", topic="hobby")


@closes("DST12")
def _apart_from_work(look: Look) -> Iterator[Change]:
    yield from look.see(look.who, form="private", kind="meal", space="private")


@closes("ENT12")
def _show(look: Look) -> Iterator[Change]:
    yield from look.see(look.who, form="show", kind="exchange", effort=JOIN)


@closes("ENT13")
def _first(look: Look) -> Iterator[Change]:
    if look.who is None:
        entry = Interaction(on=look.day, by=look.holder(None), kind="call")
        yield look.change("first_contact", CALL, Added(list="interactions", entry=entry))
    yield from look.call(look.who)
