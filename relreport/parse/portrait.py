"""The six boards of a person's portrait."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from relreport.fields.contact import ITEM
from relreport.fields.spoken import glossed, meant_among
from relreport.fields.tokens import BOARDS
from relreport.model.places import At, Mark
from relreport.model.portrait import Item, Portrait
from relreport.parse.context import Context, Reported, Slip, quotable, unknown
from relreport.parse.converters import says_none
from relreport.parse.other_keys import plain
from relreport.parse.records import RecordReader, says_nothing
from relreport.source import BROKEN, Broken, Map, Seq

_ITEM = RecordReader(ITEM, Item)


def portrait(value: Any, context: Context) -> Portrait:
    """A mapping of boards; each a mapping of items, or `none`."""
    if type(value) is not Map:
        raise Slip("E203", expected="mapping")
    boards: dict[str, Mapping[str, Item]] = {}
    none: dict[str, At] = {}
    own: dict[str, object] = {}
    good = not value.spoilt
    for board, held in value.values.items():
        mark = value.marks.get(board, value.mark)
        if board.startswith("x_"):
            own[board] = plain(held)
        elif board not in BOARDS:
            _unknown_board(value, board, context)
            good = False
        elif says_none(held):
            none[board] = At(f"{context.path}.portrait.{board}", mark.line + 1, mark.column + 1)
        elif type(held) is Map:
            items = _items(board, held, context)
            if items is None:
                good = False
            elif items:
                boards[board] = items
        elif held is not BROKEN and not says_nothing(held):
            context.report(Slip("E203", expected="mapping"), mark, field=f"{context.path}.portrait.{board}")
            good = False
    if not good:
        raise Reported
    return Portrait(boards=boards, none=none, own=own)


def _unknown_board(node: Map, written: str, context: Context) -> None:
    """Another word where one of the six boards should stand."""
    names = tuple(BOARDS)
    sure = meant_among("portrait", names, written)
    slip = unknown("E201", written, () if sure else names)
    if sure:
        slip.facts["near"] = sure
        mark = node.keys[written]
        end = mark.column + len(written)
        if sure not in node.values and context.source.line(mark.line)[mark.column : end] == written:
            slip.mended, slip.edit = context.with_line(mark.line, mark.column, end, sure)
    elif board := next((one for one, items in BOARDS.items() if written.casefold() in items), None):
        slip.facts = {"belongs": f"portrait.{board}", **quotable(written=written)}
    elif "near" not in slip.facts:
        slip.facts |= {"expected": ", ".join(names), "glossed": glossed("portrait", names)}
    context.report(slip, node.keys[written], field=f"{context.path}.portrait")


def _items(board: str, node: Map, context: Context) -> dict[str, Item] | None:
    items: dict[str, Item] = {}
    good = not node.spoilt
    for name, value in node.values.items():
        mark: Mark = node.marks.get(name, node.mark)
        path = f"{context.path}.portrait.{board}.{name}"
        at = At(path, mark.line + 1, mark.column + 1)
        if type(value) is Broken or says_nothing(value):
            continue
        if says_none(value):
            items[name] = Item(none=True, at=at)
        elif type(value) is str:
            items[name] = Item(value=value, at=at)
        elif type(value) is Seq:
            texts = [one for one in value.items if isinstance(one, str)]
            if len(texts) != len(value.items):
                context.report(Slip("E203", expected="text"), mark, field=path)
                good = False
            else:
                items[name] = Item(value="、".join(texts), at=at)
        else:
            item = _ITEM.read(value, mark, path, context)
            if item is None:
                good = False
            elif says_none(item.value):
                items[name] = Item(
                    none=True, on=item.on, source=item.source, confirmed=item.confirmed, at=item.at
                )
            elif item.value or item.withheld:
                items[name] = item
    return items if good else None
