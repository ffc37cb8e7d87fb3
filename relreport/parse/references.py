"""Who is meant by a name or an id: a contact of the account, one of ours."""

from __future__ import annotations

from typing import Any

from relreport.parse.context import Context, Names, Slip, quotable, unknown
from relreport.parse.people import likely_person
from relreport.patterns import pattern


def contact(value: Any, context: Context) -> str:
    if type(value) is not str:
        raise Slip("E203", expected="contact")
    names = context.contacts
    id = names.table.get(value)
    if id is not None:
        return id
    plain = value.strip()
    id = names.find(plain)
    if id is not None:
        return id
    if plain in names.ambiguous:
        raise _ambiguous(plain)
    raise _stranger("E210", plain, names, context)


def person(value: Any, context: Context) -> str:
    if type(value) is not str:
        raise Slip("E203", expected="person")
    names = context.people
    id = names.table.get(value)
    if id is not None and not names.open:
        return id
    plain = value.strip()
    id = names.find(plain)
    if id is not None and (not names.open or id in names.folded or _NAME.fullmatch(plain)):
        return id
    if plain in names.ambiguous:
        raise _ambiguous(plain)
    raise _stranger("E211", plain, names, context)


def _ambiguous(written: str) -> Slip:
    slip = Slip("E212", width=len(written))
    slip.facts |= quotable(written=written)
    return slip


def _stranger(code: str, written: str, names: Names, context: Context) -> Slip:
    """Nobody of that name: the nearest one, or the line that adds them."""
    near = likely_person(written, names)
    slip = unknown(code, written, (), **({"near": near} if near else {}))
    if near is None and "written" in slip.facts:
        slip.facts |= context.paste(written)
    return slip


def anybody(value: Any, context: Context) -> str:
    """One of our people, or somebody above them whom the settings do not list."""
    if type(value) is not str:
        raise Slip("E203", expected="person")
    return context.people.find(value.strip()) or value.strip()


_NAME = pattern(r"[\w\u0300-\u036f .·'’()（）&-]{1,64}")  # of somebody whom no list knows
