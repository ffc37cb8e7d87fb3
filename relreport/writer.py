"""The one writer into account files. It changes the lines it must and no other byte: comments and order stay.

The file is not written out anew from what was read. The places of what stands there are known, text is put in
or taken out at them, and the result is read again: all else must read as before, or nothing is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from relreport.fields.account import ACCOUNT
from relreport.parse.other_keys import plain
from relreport.source import Map, Seq, Source, scalar, take_apart

_LINES = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")
_EMPTY = re.compile(r"([\w-]+[ \t]*:)[ \t]*(?:\[[ \t]*\]|\{[ \t]*\}|null|~|none|无|没有)?[ \t]*(#.*)?$")
_FIGURE = re.compile(r"\d[\d_]*(?:\.\d+)?%?(?:-\d[\d.-]*%?)?")
_BOM = b"\xef\xbb\xbf"


class CannotWriteError(Exception):
    """The file is written in a way that cannot be changed without touching what it must not."""


def with_accepted(
    path: str, data: bytes, added: Sequence[Mapping[str, Any]], gone: Iterable[int] = ()
) -> bytes:
    """The file with entries of `accepted` added at its end, and those at the places `gone` taken out."""
    return with_entries(path, data, "accepted", added, gone)


def with_entries(
    path: str, data: bytes, key: str, added: Sequence[Mapping[str, Any]], gone: Iterable[int] = ()
) -> bytes:
    """The file with entries of a list of the front matter added at its end, and those at the places `gone`
    taken out.

    Raises CannotWriteError.
    """
    source = take_apart(path, data)
    if source.top is None or not source.whole or _mistakes(source):
        raise CannotWriteError(path)
    text = data.removeprefix(_BOM).decode("utf-8")
    lines = [one for one in _LINES.findall(text) if one]
    out = set(gone)
    before = _entries(source, key)
    for tried in _ways(source, lines, key, [_entry(one) for one in added], out):
        written = (_BOM if data.startswith(_BOM) else b"") + "".join(tried).encode("utf-8")
        wanted = [one for place, one in enumerate(before) if place not in out]
        told = [{key: _text(value) for key, value in one.items()} for one in added]
        if _reads_as(path, written, source, key, [*wanted, *told]):
            return written
    raise CannotWriteError(path)


def _mistakes(source: Source) -> bool:
    return any(one.is_error for one in source.findings)


def _entries(source: Source, key: str) -> list[Any]:
    value = source.top.values.get(key) if source.top else None
    found = plain(value)
    if isinstance(found, dict):
        return [found] if found else []
    return [one for one in found if one] if isinstance(found, list) else []


def _reads_as(path: str, written: bytes, before: Source, key: str, entries: list[Any]) -> bool:
    """Whether the file reads as it did, and the list as it should."""
    after = take_apart(path, written)
    if after.top is None or before.top is None or _mistakes(after):
        return False
    was, now = (
        {name: plain(one) for name, one in top.values.items() if name != key}
        for top in (before.top, after.top)
    )
    return was == now and after.body == before.body and _entries(after, key) == entries


def _entry(entry: Mapping[str, Any]) -> str:
    return "{" + ", ".join(f"{key}: {_scalar(value)}" for key, value in entry.items()) + "}"


def _scalar(value: Any) -> str:
    text = _text(value)
    # no value here has a type, so figures need no quotes
    return text if _FIGURE.fullmatch(text) else scalar(text)


def _text(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _ways(
    source: Source, lines: list[str], key: str, added: list[str], gone: set[int]
) -> Iterable[list[str]]:
    """The ways in which the file may be changed; the first that reads as it should is taken."""
    assert source.top is not None
    end = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
    value = source.top.values.get(key)
    mark = source.top.keys.get(key)
    if mark is None:
        yield from _new_key(source, lines, _block(added, "  ", end, f"{key}:"), key, end)
        return
    first, last = mark.line, _last_line(source, lines, mark.line)
    if isinstance(value, Seq) and not value.flow:
        yield from _in_block(value, lines, last, added, gone, end)
    elif isinstance(value, Seq) and value.items:
        yield from _in_flow(value, lines, last, added, gone)
    elif isinstance(value, Map) and value.values:
        yield from _of_one(value, lines, last, added, gone, end)
    elif empty := _EMPTY.match(lines[first].rstrip("\r\n")):
        comment = f"  {empty[2]}" if empty[2] else ""
        yield [*lines[:first], *_block(added, "  ", end, f"{empty[1]}{comment}"), *lines[first + 1 :]]


def _new_key(source: Source, lines: list[str], block: list[str], key: str, end: str) -> Iterable[list[str]]:
    """The key before those that follow it in canonical order, else the last of all."""
    assert source.top is not None
    order = {name: place for place, name in enumerate(ACCOUNT.names)}
    own = order.get(key, len(order))
    rows = {one.line: order.get(name, len(order)) for name, one in source.top.keys.items()}
    at = min((row for row, place in rows.items() if place > own), default=None)
    fence = source.body_line - 2
    sorted_from_there = all(place > own for row, place in rows.items() if at is not None and row >= at)
    # an order of somebody's own is not ours to guess at
    if at is not None and not source.top.flow and sorted_from_there:
        while at > 1 and lines[at - 1].startswith("#"):
            at -= 1  # comments right above a key are about it
        apart = [end] if not lines[at - 1].strip() else []
        yield [*lines[:at], *block, *apart, *lines[at:]]
    # a comment that stands last is about no key: a blank line keeps it so
    apart = [end] if lines[fence - 1].startswith("#") else []
    yield [*lines[:fence], *apart, *block, *lines[fence:]]


def _block(added: list[str], indent: str, end: str, head: str = "") -> list[str]:
    entries = [f"{indent}- {one}{end}" for one in added]
    return [f"{head}{end}", *entries] if head and entries else entries


def _last_line(source: Source, lines: list[str], first: int) -> int:
    """The last line of the value: before the next key, comments and blank lines between left to that."""
    assert source.top is not None
    later = [one.line for one in source.top.keys.values() if one.line > first]
    last = min([*later, source.body_line - 2]) - 1
    while last > first and (not lines[last].strip() or lines[last].lstrip().startswith("#")):
        last -= 1
    return last


def _in_block(
    value: Seq, lines: list[str], last: int, added: list[str], gone: set[int], end: str
) -> Iterable[list[str]]:
    starts = [one.line for one in value.marks]
    dash = re.match(r"[ \t]*", lines[starts[0]])
    indent = dash[0] if dash else "  "
    out: set[int] = set()
    for place in gone:
        stop = (starts[place + 1] if place + 1 < len(starts) else last + 1) - 1
        while stop > starts[place] and (not lines[stop].strip() or lines[stop].lstrip().startswith("#")):
            stop -= 1  # a comment of its own line stays
        out.update(range(starts[place], stop + 1))
    kept = [line for number, line in enumerate(lines[: last + 1]) if number not in out]
    if kept and not kept[-1].endswith(("\n", "\r")):
        kept[-1] += end
    written = [*kept, *_block(added, indent, end), *lines[last + 1 :]]
    yield written
    if len(gone) == len(starts) and not added:  # nothing is left: a key without a value says nothing
        yield written


def _in_flow(
    value: Seq, lines: list[str], last: int, added: list[str], gone: set[int]
) -> Iterable[list[str]]:
    """Between brackets: put in before a closing one, taken out from one mark to the next."""
    text = "".join(lines[: last + 1])
    offsets = [sum(len(one) for one in lines[: mark.line]) + mark.column for mark in value.marks]
    for closing in _from_the_end(text, "]", offsets[-1]):
        whole = text[:closing]
        spans = [*offsets, closing]
        for place in sorted(gone, reverse=True):
            until = spans[place + 1]
            begin = spans[place]
            if place + 1 == len(offsets) and place and place - 1 not in gone:
                begin = whole.rfind(",", 0, begin)
            whole = whole[:begin] + whole[until:]
        left = len(offsets) - len(gone)
        whole = whole.rstrip()
        if not left or whole.endswith(","):
            whole = whole.rstrip(",").rstrip()
        yield [
            whole + (", " if left and added else "") + ", ".join(added) + text[closing:],
            *lines[last + 1 :],
        ]


def _of_one(
    value: Map, lines: list[str], last: int, added: list[str], gone: set[int], end: str
) -> Iterable[list[str]]:
    """One entry alone, which stands for a list of one."""
    text = "".join(lines[: last + 1])
    start = sum(len(one) for one in lines[: value.mark.line]) + value.mark.column
    if value.flow:
        for closing in _from_the_end(text, "}", start):
            inside = [] if gone else [text[start : closing + 1]]
            yield [f"{text[:start]}[{', '.join([*inside, *added])}]{text[closing + 1 :]}", *lines[last + 1 :]]
        return
    indent = lines[value.mark.line][: value.mark.column]
    head, held = lines[: value.mark.line], lines[value.mark.line : last + 1]
    entry = [] if gone else [f"{indent}- {held[0][len(indent) :]}"]
    entry += [] if gone else [f"  {one}" if one.strip() else one for one in held[1:]]
    yield [*head, *entry, *_block(added, indent, end), *lines[last + 1 :]]


def _from_the_end(text: str, sign: str, start: int) -> Iterable[int]:
    """The places of a sign, the last first: what looks like the end may stand in a comment."""
    at = text.rfind(sign, start)
    while at >= 0:
        yield at
        at = text.rfind(sign, start, at)
