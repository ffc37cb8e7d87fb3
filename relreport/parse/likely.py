"""The line with what was likely meant, for a value that its field cannot hold: shown, and seldom applied."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from relreport.fields import kinds as k
from relreport.finding import Severity
from relreport.model.places import Mark
from relreport.parse.context import Context, Slip
from relreport.parse.half_dates import certain_day, likely_day, possible_day
from relreport.source import Map, scalar
from relreport.spellings import Impossible, share

_CURLY = {"“": "”", "‘": "’", "„": "“", "「": "」", "『": "』", "«": "»"}


def uncurled(text: str) -> str | None:
    """What stands between curly quotes that go round the whole text: on a telephone they are the plain
    ones."""
    inner = text[1:-1]
    if len(text) <= 2 or _CURLY.get(text[0]) != text[-1] or text[0] in inner or text[-1] in inner:
        return None
    return inner.strip()


def curly_name(node: Map, context: Context) -> None:
    """A name in curly quotes would be printed and looked for with them: said, and mended where wanted."""
    name = node.values.get("name")
    inner = uncurled(name) if type(name) is str else None
    if inner is None or type(name) is not str:
        return
    mark = node.marks["name"]
    end = mark.column + len(name)
    mended = edit = None
    if context.source.line(mark.line)[mark.column : end] == name:
        mended, edit = context.with_line(mark.line, mark.column, end, scalar(inner))
    context.source.report(
        "W308", mark.line, mark.column, width=len(name), severity=Severity.WARNING, mended=mended, edit=edit
    )


def offer(
    slip: Slip, value: Any, kind: k.Kind, convert: Callable[[Any, Context], Any], mark: Mark, context: Context
) -> None:
    """Add to the slip the line as it should read, where that can be told."""
    if slip.mended is not None or slip.code not in ("E202", "E203", "E204", "E210", "E211"):
        return
    at = slip.mark or mark
    line = context.source.line(at.line)
    written = line[at.column : at.column + (slip.width or (len(value) if type(value) is str else 0))]
    new, sure = _meant(slip, value, written, kind, convert, at, context)
    if new is not None:
        end = at.column + len(written)
        slip.mended, edit = context.with_line(at.line, at.column, end, new)
        slip.edit = edit if sure else None


def _meant(
    slip: Slip,
    value: Any,
    written: str,
    kind: k.Kind,
    convert: Callable[[Any, Context], Any],
    at: Mark,
    context: Context,
) -> tuple[str | None, bool]:
    """What was likely meant, and whether it can be nothing else."""
    near = slip.facts.get("near")
    whole = type(value) is str and value == written
    if whole and (inner := uncurled(value)) is not None:
        try:
            convert(inner, context)
        except Slip:
            return None, False
        return inner, True
    if isinstance(near, str):
        return (near if written and (whole or slip.facts.get("written") == written.strip()) else None), False
    if whole and isinstance(kind, k.Day):
        day = likely_day(value, context.dates.around(at.line))
        return (day.isoformat() if day else None), certain_day(value) is not None
    return None, False


def as_entry(item: str, record: k.Record, mark: Mark, context: Context) -> str | None:
    """`- 缩短封路时间`: the line as an entry, the text under the field that tells what the entry is about."""
    line = context.source.line(mark.line)
    field = next((one for one in _TELLING if one in record.by_name), None)
    alone = line[mark.column :].rstrip() == item and line[: mark.column].rstrip().endswith("-")
    if field is None or not alone:
        return None
    name, *rest = _apart(item) if "title" in record.by_name else (item,)
    if rest:
        return f"{line[: mark.column]}{{name: {name}, title: {' '.join(rest)}}}"
    return f"{line[: mark.column]}{field}: {item}"


_BETWEEN = re.compile(r"\s*[,，、;；]\s*|(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])")


def _apart(text: str) -> list[str]:
    """`王磊，部长` and `王磊 部长` in their parts; a Latin name keeps its blanks."""
    return [part for part in _BETWEEN.split(text) if part]


def name_of(text: str) -> str:
    """Who an entry that is a text is likely about."""
    return next(iter(_apart(text)), text)


def as_entries(text: str, record: k.Record, mark: Mark, context: Context) -> str | None:
    """`contacts: 王磊、赵敏`: the line with a list of entries."""
    line = context.source.line(mark.line)
    field = next((one for one in _TELLING if one in record.by_name), None)
    if field is None or line[mark.column :].rstrip() != text:
        return None
    if re.search(r"[\[\]{}\"'#:]", text) or not re.search(r"[^\W\d_]", text):
        return None
    parts = _apart(text) if field == "name" else [text]
    if field != "name" and _BETWEEN.search(text):
        return None
    return f"{line[: mark.column]}[{', '.join(f'{{{field}: {one}}}' for one in parts)}]"


_TELLING = ("need", "what", "do", "about", "name")


def example_of(record: k.Record) -> str:
    """An entry of the list, as a line to follow."""
    fields = [one for one in record.fields if one.name != "id"][:3]
    return "- {" + ", ".join(f"{one.name}: {example(one)}" for one in fields) + "}"


def example(field: k.Field) -> str:
    """A value that the field may hold."""
    if field.example:
        return field.example
    match field.kind:
        case k.Day():
            return "2026-09-30"
        case k.Token(of=of):
            return next(iter(of))
        case k.ShareOf():
            return "40%"
    return "…"


_PERCENT = re.compile(r"\d{1,2}(?:\.\d+)?(?:[-–~]\d{1,2}(?:\.\d+)?)?|100")


def impossible(value: str, expected: str, context: Context) -> Slip:
    """Well formed, but no such thing. A share over 1 was likely meant in percent, a 31 November as the last
    day of the month: the line as it should read."""
    slip = Slip("E205", kind=expected, width=len(value))
    mark = context.mark
    if expected == "share" and mark is not None and _PERCENT.fullmatch(value):
        line = context.source.line(mark.line)
        end = mark.column + len(value)
        if line[mark.column : end] == value and _is_share(f"{value}%"):
            slip.mended = f"{line[:end]}%{line[end:]}"
    if expected == "date" and mark is not None and (meant := possible_day(value)):
        line = context.source.line(mark.line)
        end = mark.column + len(value)
        if line[mark.column : end] == value:
            slip.mended = f"{line[: mark.column]}{meant.isoformat()}{line[end:]}"
    return slip


def _is_share(text: str) -> bool:
    try:
        return share(text) is not None
    except Impossible:
        return False
