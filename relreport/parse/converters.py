"""A converter for each kind of field: the written value -> the typed one, or a `Slip`."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any

from relreport.fields import kinds as k
from relreport.fields.tokens import NONE_SPELLINGS
from relreport.parse.context import Context, Slip, unknown
from relreport.parse.likely import impossible
from relreport.parse.references import anybody, contact, person
from relreport.patterns import pattern
from relreport.source import Map, Seq, quoted
from relreport.spellings import (
    RESERVED,
    Impossible,
    birthday,
    clock,
    day,
    identifier,
    money,
    number,
    period,
    share,
    whole,
    yes_no,
)

Convert = Callable[[Any, Context], Any]


class Denied:
    """`none` was said: there is none."""


DENIED = Denied()


def says_none(value: object) -> bool:
    return isinstance(value, str) and value.strip().casefold() in NONE_SPELLINGS


def _scalar(expected: str, read: Callable[[str], Any]) -> Convert:
    """A converter of one spelled value. `read` gives None for what it cannot read."""

    def convert(value: Any, context: Context) -> Any:
        if type(value) is not str:
            raise Slip("E203", expected=expected)
        try:
            result = read(value)
        except Impossible:
            raise impossible(value, expected, context) from None
        if result is None:
            raise Slip("E204", kind=expected, width=len(value))
        return result

    return convert


def _day(month_end: bool) -> Convert:
    """Of a date: as nearly all are written, without a further question."""
    read = _scalar("date", lambda text: day(text, month_end_too=month_end))

    def convert(value: Any, context: Context) -> Any:
        if type(value) is str and len(value) == 10 and value[4] == "-":
            try:
                return date.fromisoformat(value)
            except ValueError:
                pass
        return read(value, context)

    return convert


def _text(value: Any, context: Context) -> str:
    if type(value) is not str:
        raise Slip("E203", expected="text")
    return value


def _token(of: k.Vocabulary) -> Convert:
    lookup = of.lookup

    def convert(value: Any, context: Context) -> str:
        if type(value) is not str:
            raise Slip("E203", expected="token", list=of.name)
        token = lookup.get(value) or of.find(value)
        if token is None:
            raise unknown("E202", value, lookup, list=of.name, expected=of.told)
        return token

    return convert


def _identifier(value: Any, context: Context) -> str:
    if type(value) is not str:
        raise Slip("E203", expected="id")
    id = identifier(value)
    if id is None:
        raise Slip("E204", kind="id", width=len(value))
    if id.casefold() in RESERVED:
        raise Slip("E152", width=len(value), id=id)
    return id


_SIGN = {"+": "+", "-": "-", "＋": "+", "−": "-", "－": "-", "–": "-"}


def signed(value: str, of: k.Vocabulary) -> str | None:
    """`+industry` in its canonical spelling, or None."""
    sign = _SIGN.get(value[:1])
    token = of.find(value[1:]) if sign else None
    return f"{sign}{token}" if token else None


def _signed(of: k.Vocabulary) -> Convert:
    def convert(value: Any, context: Context) -> str:
        if type(value) is not str:
            raise Slip("E203", expected="token", list=of.name)
        plain = value.strip()
        found = signed(plain, of)
        if found:
            return found
        if of.find(plain):
            raise Slip("E219", written=plain, width=len(value))
        raise unknown("E202", plain.lstrip("+-＋−－"), of.lookup, list=of.name, expected=of.told)

    return convert


_BETWEEN = pattern("[、，,/；;]")
_BETWEEN_PEOPLE = pattern(r"\s*[、，,/；;]\s*")


def _many(kind: k.Many) -> Convert:
    one = converter(kind.of)

    def convert(value: Any, context: Context) -> Any:
        if type(value) is str:
            if says_none(value):
                return DENIED
            return _people(value, one, context) if kind.people else _alone(value, one, context)
        if type(value) is not Seq:
            raise Slip("E203", expected="list")
        if len(value.items) == 1 and says_none(value.items[0]):
            return DENIED
        found: list[Any] = []
        for place, item in enumerate(value.items):
            if item is None:
                continue
            try:
                result = one(item, context)
            except Slip as caught:
                slip: Slip = caught
                if type(item) is str and re.search("[，、]", item):
                    slip = _wide_comma(value, place, item, context)
                elif type(item) is Map:
                    slip = _colon_in_item(item, context) or slip
                slip.mark = slip.mark or value.marks[place]
                raise slip from None
            if result not in found:
                found.append(result)
        return tuple(found)

    return convert


def _alone(value: str, one: Convert, context: Context) -> tuple[Any, ...]:
    """One value is a list of one; several in one text want brackets, unless they are people."""
    try:
        return (one(value, context),)
    except Slip:
        parts = [part for part in _BETWEEN_PEOPLE.split(value.strip()) if part]
        mark = context.mark
        if len(parts) < 2 or mark is None:
            raise
        for part in parts:
            one(part, context)
    line = context.source.line(mark.line)
    mended = edit = None
    for written in (value, f'"{value}"', f"'{value}'"):
        if line.startswith(written, mark.column):
            end = mark.column + len(written)
            mended, edit = context.with_line(mark.line, mark.column, end, f"[{', '.join(parts)}]")
            break
    raise Slip("E224", width=len(value), mended=mended, edit=edit)


def _people(value: str, one: Convert, context: Context) -> tuple[str, ...]:
    """`王磊、赵敏`: the whole as one name where it is one, else the names between the marks."""
    if _BETWEEN.search(value) is None:
        return (one(value, context),)
    names = [part for part in _BETWEEN_PEOPLE.split(value.strip()) if part]
    if len(names) <= 1:
        return (one(value, context),)
    try:
        return (
            (one(value, context),)
            if not (context.people.open and one is person)
            else _each(names, one, context)
        )
    except Slip:
        return _each(names, one, context)


def _each(names: list[str], one: Convert, context: Context) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one(name, context) for name in names))


def _wide_comma(value: Seq, place: int, item: str, context: Context) -> Slip:
    """`[a，b]` is one item: the comma that YAML wants is the narrow one."""
    mark = value.marks[place]
    line = context.source.line(mark.line)
    end = mark.column + len(item)
    mended = edit = None
    if value.flow and line[mark.column : end] == item:
        mended, edit = context.with_line(mark.line, mark.column, end, re.sub("[，、]\\s*", ", ", item))
    return Slip("E220", mark=mark, width=len(item), mended=mended, edit=edit)


def _colon_in_item(item: Map, context: Context) -> Slip | None:
    """`[交期: 8 周]`: a text with a colon and a blank in it wants quotes."""
    line = context.source.line(item.mark.line)
    found = re.compile(r"[^,\[\]{}\"']+: [^,\[\]{}\"']+").match(line, item.mark.column)
    if not found or len(item.values) != 1:
        return None
    text = found[0].rstrip()
    mended, edit = context.with_line(item.mark.line, found.start(), found.start() + len(text), quoted(text))
    return Slip("E146", mark=item.mark, width=len(text), mended=mended, edit=edit)


_COLOUR = pattern("#[0-9a-fA-F]{6}")


def _inside(path: str) -> bool:
    """Whether the path stays in the workspace: settings can come with a branch that somebody else wrote."""
    return (
        bool(path)
        and not re.match(r"[/\\~]|[A-Za-z]:|[A-Za-z][\w+.-]*://", path)
        and ".." not in re.split(r"[/\\]", path)
    )


@cache
def converter(kind: k.Kind) -> Convert:
    """The converter of a kind that holds no record."""
    match kind:
        case k.Text():
            return _text
        case k.Identifier():
            return _identifier
        case k.Day(month_end=month_end):
            return _day(month_end)
        case k.Birthday():
            return _scalar("birthday", birthday)
        case k.Clock():
            return _scalar("time", clock)
        case k.PeriodOf():
            return _scalar("period", period)
        case k.ShareOf():
            return _scalar("share", share)
        case k.Money():
            return _scalar("money", money)
        case k.Whole(low=low, high=high):
            return _scalar(f"whole {low}–{high}", lambda text: whole(text, int(low), int(high)))
        case k.Number(low=low, high=high):
            return _scalar(f"number {low:g}–{high:g}", lambda text: number(text, low, high))
        case k.Colour():
            return _scalar("colour", lambda text: text.lower() if _COLOUR.fullmatch(text) else None)
        case k.Inside():
            return _scalar("path", lambda text: text if _inside(text) else None)
        case k.YesNo():
            return _scalar("yes-no", yes_no)
        case k.Token(of=of):
            return _token(of)
        case k.Signed(of=of):
            return _signed(of)
        case k.ContactRef():
            return contact
        case k.PersonRef(known=known):
            return person if known else anybody
        case k.Many():
            return _many(kind)
    raise TypeError(kind)
