"""Keys that a record has not: an own one, a note cut by a comma, a full-width colon, another word."""

from __future__ import annotations

import re
from typing import Any

from relreport.fields import kinds as k
from relreport.fields.spoken import glossed, meant
from relreport.fields.tokens import BOARDS
from relreport.model.places import Mark, Place
from relreport.nearest import nearest
from relreport.parse.context import Context, Reported, Slip, quotable, unknown
from relreport.parse.likely import example
from relreport.patterns import pattern
from relreport.source import Broken, Map, Seq, quoted


def other_key(node: Map, key: str, record: k.Record, path: str, context: Context) -> str | None:
    """Report a key that the record has not; the field its value was likely meant for, where that is free.

    Its value is looked at as that field's, so that all that is wrong is said at once.
    """
    mark = node.keys[key]
    before_colon = key.partition("：")[0].strip()
    if "：" in key and (before_colon in record.by_name or meant(record, before_colon)):
        context.report(wide_colon(key, mark, context), mark, field=path)
        return None
    sure = meant(record, key)
    if sure is None or node.values[key] is None:
        torn = _torn_text(node, key, record, context)
        if torn is not None:
            context.report(torn, mark, field=path)
            return None
    slip = unknown("E201", key, () if sure else record.names)
    near = sure or slip.facts.get("near")
    board = next((board for board, items in BOARDS.items() if key.casefold() in items), None)
    if board and record.name == "contacts" and not sure:
        slip.facts = {"belongs": f"portrait.{board}", **quotable(written=key)}
        context.report(slip, mark, field=path)
        return None
    if not isinstance(near, str):
        slip.facts |= {"expected": ", ".join(record.names), "glossed": glossed(record.name, record.names)}
        context.report(slip, mark, field=path)
        return None
    slip.facts["near"] = near
    free = near not in node.values
    if free and context.source.line(mark.line)[mark.column :].startswith(key):
        slip.mended, edit = context.with_line(mark.line, mark.column, mark.column + len(key), near)
        slip.edit = edit if sure else None  # a guess is shown, never applied
    context.report(slip, mark, field=path)
    return near if free else None


def misspelt(key: str, node: Map, record: k.Record) -> bool:
    """Whether an unknown key, which was reported, was likely meant for this one."""
    others = (one for one in node.values if one not in record.by_name)
    return any(
        (meant(record, one) or nearest(one, record.names)) == key or one.startswith(f"{key}：")
        for one in others
    )


def missing(key: str, record: k.Record) -> Slip:
    """A required field that is not there, with the line to add."""
    return Slip("E206", key=key, paste=f"{key}: {example(record.by_name[key])}")


def plain(value: Any) -> Any:
    """A value of an own key (`x_…`) as plain data."""
    if type(value) is Map:
        return {key: plain(one) for key, one in value.values.items()}
    if type(value) is Seq:
        return [plain(one) for one in value.items]
    return None if type(value) is Broken else value


_WIDE_KEY = pattern(r"\s*(?:- )?[\w]{1,20}(：)\s*")


def wide_colons(text: str, mark: Mark, context: Context) -> list[Slip]:
    """One slip for each line of an entry of which every key ends in the colon of a Chinese keyboard."""
    first = wide_colon(text, mark, context)
    slips = [first]
    if first.mark is None or first.edit is None:
        number = mark.line
        slips = []
        while found := _WIDE_KEY.match(context.source.line(number)):
            mended, edit = context.with_line(number, found.start(1), found.end(), ": ")
            place = Place(number, found.start(1))
            slips.append(Slip("E131", mark=place, width=1, mended=mended, edit=edit))
            number += 1
            if context.source.line(number).lstrip().startswith("- "):
                break
    return slips or [first]


def wide_colon(text: str, mark: Mark, context: Context) -> Slip:
    """`need：x`: a key that ends in the colon of a Chinese keyboard, and so is none."""
    line = context.source.line(mark.line)
    at = line.find("：", mark.column)
    found = re.match(r"：\s*", line[at:]) if at >= 0 and text.partition("\n")[0] in line else None
    if found is None:
        return Slip("E131")
    mended, edit = context.with_line(mark.line, at, at + found.end(), ": ")
    return Slip("E131", mark=Place(mark.line, at), width=1, mended=mended, edit=edit)


def _torn_text(node: Map, key: str, record: k.Record, context: Context) -> Slip | None:
    """`{note: 价格 5,000 元}`: the comma ended the note and made a key of its rest.

    The slip, with the line as it should read; Reported where an earlier key of the same note said it.
    """
    if not node.flow:
        return None
    keys = list(node.values)
    place = keys.index(key)
    before = place - (node.values[key] is not None)
    if before < 0 or (before < place and keys[before] in record.by_name):
        return None
    while before > 0 and keys[before] not in record.by_name and node.values[keys[before]] is None:
        before -= 1
    head = keys[before]
    field = record.by_name.get(head)
    if field is None or not isinstance(node.values[head], str) or not isinstance(field.kind, k.Text):
        return None
    if place - before > 1:
        return Reported()
    after = place
    while (
        after + 1 < len(keys)
        and keys[after + 1] not in record.by_name
        and (node.values[keys[after + 1]] is None or isinstance(node.values[keys[after + 1]], str))
    ):
        after += 1
    start, last = node.marks[head], node.keys[keys[after]]
    if start.line != last.line:
        return Slip("E221", key=head, width=len(key))
    line = context.source.line(start.line)
    end = last.column + len(keys[after])
    if isinstance(node.values[keys[after]], str):
        end = node.marks[keys[after]].column + len(node.values[keys[after]])
    if line[start.column : start.column + 1] in "\"'":
        return None
    mended, edit = context.with_line(start.line, start.column, end, quoted(line[start.column : end].strip()))
    return Slip("E221", key=head, width=len(key), mended=mended, edit=edit)
