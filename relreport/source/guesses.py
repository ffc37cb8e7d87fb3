"""What a line that is no YAML was likely meant to be, by its own signs and those of the lines above."""

from __future__ import annotations

import re

from relreport.fields.account import ACCOUNT, RECORDS
from relreport.fields.contact import ITEM
from relreport.model.places import Mark, Place
from relreport.patterns import pattern
from relreport.source.mistake import Mistake
from relreport.source.nodes import quoted

_BEGINS = pattern(r"( *)(- +)?(?=[^\W\d][\w-]*[ \t]*:(?:\s|$)|\S)")


def likely_column(lines: list[str], number: int) -> int | None:
    """The column at which a line was likely meant to begin: that of the nearest key, or item, it may stand
    beside."""
    line = lines[number]
    item = line.lstrip().startswith("- ")
    found: list[int] = []
    ceiling = 1000
    for above in reversed(lines[:number]):
        begins = _BEGINS.match(above)
        if not begins or above.lstrip().startswith("#"):
            continue
        dash, key = len(begins[1]), begins.end()
        if item and begins[2] and dash < ceiling:
            found.append(dash)
        elif not item and key < ceiling:
            found.append(key)
        ceiling = min(ceiling, dash if begins[2] and not item else key, dash + 1)
        if dash == 0 and not begins[2]:
            break
    blanks = len(line) - len(line.lstrip())
    return min(found, key=lambda one: (abs(one - blanks), -one), default=None)


_WIDE_COLON = pattern(r"\s*(?:- )?[\w-]{1,40}(：)\s*")


def full_width_colon(number: int, line: str) -> Mistake | None:
    """`name：x`: a key that ends in the colon of a Chinese keyboard."""
    found = _WIDE_COLON.match(line)
    if not found:
        return None
    column, end = found.start(1), found.end()
    return Mistake("E131", number, column, width=1, edit=(column, end, ": "), safe=True)


_WIDE_COMMA = pattern(r"(，)\s*[A-Za-z_]+$")
_WIDE_FIELD = pattern(r"[，,]\s*([A-Za-z_]+)(?:：\s*|:\s+)")


def wide_comma(number: int, line: str, colon: int) -> Mistake | None:
    """`{on: 2026-10-12， note: x}`: the comma between two fields is the one of a Chinese keyboard."""
    found = _WIDE_COMMA.search(line[:colon])
    if not found:
        return None
    column = found.start(1)
    segment = line[column:]
    every = [one for one in _WIDE_FIELD.finditer(segment) if one[1] in _FIELDS]
    end = every[-1].end() if every else 1
    mended = _WIDE_FIELD.sub(lambda one: f", {one[1]}: " if one[1] in _FIELDS else one[0], segment[:end])
    return Mistake("E132", number, column, width=1, edit=(column, column + end, mended), safe=bool(every))


_FIELDS = frozenset(
    field.name for record in (ACCOUNT, ITEM, *RECORDS) for field in record.fields if field.name.isascii()
)


def comma_missing(number: int, line: str, column: int) -> Mistake | None:
    """`{on: 2026-10-12 note: x}`: the name of a field before the colon, and no comma before the name."""
    found = re.search(r"(\s+)([a-z_]+)$", line[:column])
    if not found or found[2] not in _FIELDS or line[: found.start()].endswith((",", "{", "[", ":")):
        return None
    return Mistake(
        "E134", number, found.start(2), width=len(found[2]), edit=(found.start(), found.end(1), ", ")
    )


def open_quote(begun: Mark, lines: list[str]) -> Mistake:
    """A quote that nobody closed was likely to end with its text, before the next field or with the line."""
    line = lines[begun.line]
    sign = line[begun.column : begun.column + 1]
    edit = None
    if sign in ('"', "'") and line.count(sign, begun.column) == 1:
        end = text_ends(line, begun.column + 1)
        edit = (end, end, sign)
    return Mistake("E141", begun.line, begun.column, width=1, edit=edit)


def last_open(lines: list[str]) -> Mark | None:
    """The last bracket that nothing closes on its line: where the file ends inside it."""
    for number in range(len(lines) - 1, -1, -1):
        if still_open(lines[number]):
            return Place(number, max(lines[number].rfind("{"), lines[number].rfind("[")))
    return None


def still_open(text: str) -> str:
    """The brackets that close what `text` opens."""
    closing: list[str] = []
    for one in re.sub(r"\"[^\"]*\"|'[^']*'", "", text):
        if one in "[{":
            closing.append("]" if one == "[" else "}")
        elif closing and one == closing[-1]:
            closing.pop()
    return "".join(reversed(closing))


def colon_inside(number: int, line: str, column: int) -> Mistake:
    """A second `: ` on a line: the text after the first wants quotes."""
    head = line.rfind(": ", 0, column)
    edit = None
    if head >= 0 and '"' not in line[head:] and "'" not in line[head:]:
        start = head + 2 + len(line[head + 2 :]) - len(line[head + 2 :].lstrip())
        end = text_ends(line, column)
        edit = (start, end, in_quotes(line[start:end].strip()))
    return Mistake("E146", number, column, width=1, edit=edit)


def in_quotes(text: str) -> str:
    """The text in quotes; curly ones around the whole were meant as such."""
    whole = len(text) > 2 and text[0] in "“‘„" and text[-1] in "”’“"
    return quoted(text[1:-1] if whole and not re.search("[“”„]", text[1:-1]) else text)


def text_ends(line: str, column: int) -> int:
    """Where a text that goes through `column` was meant to end: in `{ }` before the next field, else with
    the line."""
    if "{" in line[:column]:
        closing = re.search(r"\s*(?:, ?[A-Za-z_]+: ?|\}[\s,\]}]*(?:#.*)?$)", line[column:])
        if closing:
            return column + closing.start()
    return len(line.rstrip())


def text_after_quote(number: int, line: str, column: int) -> Mistake | None:
    """`note: "x" y`: the whole text is quoted, or none of it."""
    before = line[:column].rstrip()
    if before[-1:] not in ('"', "'"):
        return None
    start = before.rfind(before[-1], 0, len(before) - 1)
    if start < 0:
        return Mistake("E148", number, column)
    end = text_ends(line, column)
    plain = line[start + 1 : len(before) - 1] + line[len(before) : end]
    sign = "'" if before[-1] == '"' else '"'
    whole = f"{sign}{line[start:end].rstrip()}{sign}" if sign not in line[start:end] else quoted(plain)
    return Mistake("E148", number, column, edit=(start, end, whole))


def text_after_bracket(number: int, line: str, column: int) -> Mistake | None:
    """`note: [急] 尽快`: a text that begins with a bracket wants quotes."""
    before = line[:column].rstrip()
    if before[-1:] not in ("]", "}"):
        return None
    if (field := re.match(r"([a-z_]+):\s", line[column:])) and field[1] in _FIELDS:
        return Mistake("E134", number, column, width=len(field[1]), edit=(len(before), column, ", "))
    bracket = "[" if before[-1] == "]" else "{"
    start = before.rfind(bracket)
    if start < 0 or not re.search(r"(?:: |- |, )\s*$", line[:start]):
        return None
    end = text_ends(line, column)
    if before[start + 1 : -1] in (" ", "x", "X") and line[:start].strip() == "-":
        # a promise or an action, as the body has them
        edit = (start, end, quoted(line[start:end].strip()))
        return Mistake("E226", number, start, width=3, edit=edit, shown=False)
    return Mistake(
        "E222",
        number,
        start,
        width=1,
        facts={"bracket": bracket},
        edit=(start, end, quoted(line[start:end].strip())),
    )
