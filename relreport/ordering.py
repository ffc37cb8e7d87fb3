"""The keys of an account file in the order of the field table: whole lines and whole `key: value` parts move,
each with the comments right above it.

A part that cannot be moved safely stays where it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from relreport.fields import kinds as k
from relreport.fields.account import ACCOUNT
from relreport.source import Map, Seq, Source, take_apart

_LINES = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")
_BOM = b"\xef\xbb\xbf"


def in_order(path: str, data: bytes) -> bytes:
    """The file with its keys in canonical order; own and unknown keys follow, in theirs."""
    for _ in range(3):  # an entry first, then what holds it: places count anew after each
        source = take_apart(path, data)
        if source.top is None or source.cut or source.moved:
            return data
        lines = [one for one in _LINES.findall(data.removeprefix(_BOM).decode("utf-8")) if one]
        _order_entries(source.top, ACCOUNT, lines)
        _order_top(source, lines)
        new = (_BOM if data.startswith(_BOM) else b"") + "".join(lines).encode("utf-8")
        if new == data:
            break
        data = new
    return data


def _wanted(keys: Sequence[str], record: k.Record) -> list[str]:
    order = {name: place for place, name in enumerate(record.names)}
    return sorted(keys, key=lambda one: order.get(one, len(order)))


def _order_top(source: Source, lines: list[str]) -> None:
    """The top-level keys, each with its lines and the comments right above it."""
    assert source.top is not None
    rows = {key: mark.line for key, mark in source.top.keys.items()}
    keys = sorted(rows, key=rows.__getitem__)
    wanted = _wanted(keys, ACCOUNT)
    if source.top.flow or wanted == keys:
        return
    starts = [_head(lines, rows[key]) for key in keys]
    ends = [*starts[1:], source.body_line - 2]
    blocks = {key: lines[start:end] for key, start, end in zip(keys, starts, ends, strict=True)}
    if all(blocks.values()):
        lines[starts[0] : ends[-1]] = [line for key in wanted for line in blocks[key]]


def _head(lines: list[str], start: int) -> int:
    while start > 1 and lines[start - 1].startswith("#"):
        start -= 1
    return start


def _order_entries(node: Map, record: k.Record, lines: list[str]) -> None:
    for name, value in node.values.items():
        field = record.by_name.get(name)
        if field is None or not isinstance(field.kind, k.Entries | k.One):
            continue
        of = field.kind.of
        for entry in value.items if isinstance(value, Seq) else [value]:
            if isinstance(entry, Map):
                _order_entries(entry, of, lines)
                if entry.flow:
                    _order_flow(entry, of, lines)
                else:
                    _order_block(entry, of, lines)


def _order_flow(entry: Map, record: k.Record, lines: list[str]) -> None:
    """`{b: 1, a: 2}` on one line; the parts are as long as before, so no other place moves."""
    keys = list(entry.keys)
    wanted = _wanted(keys, record)
    line = lines[entry.mark.line]
    one_line = {one.line for one in entry.keys.values()} == {entry.mark.line}
    if wanted == keys or not one_line or line[entry.mark.column : entry.mark.column + 1] != "{":
        return
    parts = list(_parts(line, entry.mark.column))
    if len(parts) != len(keys):
        return
    held = {key: line[start:end].strip() for key, (start, end) in zip(keys, parts, strict=True)}
    new = ", ".join(held[key] for key in wanted)
    start, end = parts[0][0], parts[-1][1]
    lines[entry.mark.line] = line[:start] + new + line[end:]


def _parts(line: str, opening: int) -> Iterator[tuple[int, int]]:
    """From where to where the parts between the commas of `{…}` reach; nothing where it does not close."""
    depth = 0
    quote = ""
    start = opening + 1
    found: list[tuple[int, int]] = []
    before = ""
    for place in range(opening, len(line)):
        one = line[place]
        if quote:
            if one == "\\" and quote == '"':
                return
            quote = "" if one == quote else quote
        elif one in "\"'" and before in "{[,:":
            quote = one
        elif one in "{[":
            depth += 1
        elif one in "}]":
            depth -= 1
            if not depth:
                yield from [*found, (start, place)]
                return
        elif one == "," and depth == 1:
            found.append((start, place))
            start = place + 1
        if not one.isspace():
            before = one


def _order_block(entry: Map, record: k.Record, lines: list[str]) -> None:
    """Keys below each other, the first behind the dash of its item or not; none with comments between."""
    keys = sorted(entry.keys, key=lambda one: entry.keys[one].line)
    wanted = _wanted(keys, record)
    rows = [entry.keys[key].line for key in keys]
    column = entry.keys[keys[0]].column if keys else 0
    if wanted == keys or len(set(rows)) < len(rows) or {entry.keys[key].column for key in keys} != {column}:
        return
    first = rows[0]
    last = _last(lines, rows[-1], column)
    if any(line.lstrip().startswith("#") for line in lines[first : last + 1]):
        return
    ends = [*rows[1:], last + 1]
    lead = lines[first][:column]
    blocks = {key: lines[start:end] for key, start, end in zip(keys, rows, ends, strict=True)}
    blocks[keys[0]] = [" " * column + lines[first][column:], *blocks[keys[0]][1:]]
    moved = [line for key in wanted for line in blocks[key]]
    moved[0] = lead + moved[0][column:]
    if all(one.endswith(("\n", "\r")) for one in moved):
        lines[first : last + 1] = moved


def _last(lines: list[str], row: int, column: int) -> int:
    """The last line of the value that begins in `row`: those below it that stand further in."""
    last = row
    for number in range(row + 1, len(lines)):
        text = lines[number].strip()
        indent = len(lines[number]) - len(lines[number].lstrip(" "))
        if not text:
            continue
        if indent <= column and not (indent == column and text.startswith("- ")):
            break
        last = number
    return last
