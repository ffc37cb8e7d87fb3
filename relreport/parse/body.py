"""The plain lines of an account's body, added to the entries of its front matter."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from relreport.finding import Edit, Severity
from relreport.lines import BLOCKS, DEEPEST, Remark, plain_lines
from relreport.nearest import nearest
from relreport.parse import plain
from relreport.parse.almost import Almost
from relreport.parse.context import Context, quotable
from relreport.parse.records import unique
from relreport.source import Map, Seq, Source


def add_plain_lines(slots: dict[str, Any], top: Map, source: Source, context: Context) -> None:
    """The body's plain lines follow the front matter's entries, numbered on from them."""
    places: dict[str, int] = {}
    added: dict[str, list[Any]] = {}
    almost = Almost()

    def remark(one: Remark) -> None:
        _remark(one, source)

    for line in plain_lines(source.body, source.body_line - 1, remark, almost.see):
        written = top.values.get(line.list)
        place = places.setdefault(
            line.list, len(written.items) if type(written) is Seq else int(type(written) is Map)
        )
        places[line.list] = place + 1
        entry = plain.entry(line, place, context)
        if entry is not None:
            added.setdefault(line.list, []).append(entry)
    _say_almost(almost, source, context)
    for name, new in added.items():
        both = [*slots.get(name, ()), *new]
        slots[name] = tuple(both) if name == "interactions" else unique(both, name, context)


def _say_almost(almost: Almost, source: Source, context: Context) -> None:
    """What is no entry and was meant to be one: its bullet or heading, and what would be wrong with it."""
    for one in almost.remarks:
        _remark(one, source)
    found = source.findings
    said = {(one.code, one.where.line, one.where.column) for one in found}
    for line in almost.lines:
        before = len(found)
        plain.entry(line, 0, context)
        new = found[before:]
        del found[before:]
        found += [
            replace(one, severity=Severity.WARNING, edit=None)
            for one in new
            if (one.code, one.where.line, one.where.column) not in said
        ]


def _remark(one: Remark, source: Source) -> None:
    """File what was seen in the body's structure: an unknown block is an error, all else a warning."""
    facts = quotable(written=one.word) if one.word else {}
    if one.code == "E242":
        facts["limit"] = DEEPEST
    if one.code == "E240" and (near := nearest(one.word, BLOCKS)):
        facts["near"] = near
    mended = edit = None
    if one.repair:
        end, text = one.repair
        mended = text + source.line(one.line)[end:]
        offset = source.offset(one.line)
        edit = Edit(start=offset, end=offset + end, text=text) if one.sure else None
    if one.code == "W304" and edit:
        facts["command"] = "check --fix"
    source.report(
        one.code,
        one.line,
        one.column,
        width=one.width,
        severity=Severity.ERROR if one.code.startswith("E") else Severity.WARNING,
        facts=facts,
        mended=mended,
        edit=edit,
    )
