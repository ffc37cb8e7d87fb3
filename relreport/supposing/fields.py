"""A field set, or added to, by its path: `tenders.bridge.due`, `contacts[0].roles`."""

from __future__ import annotations

import re
from typing import Any

from relreport.fields.account import NUMBERED, RECORDS
from relreport.model.places import Mark, Place
from relreport.source import Map, Seq, Source
from relreport.supposing.lines import line_of, set_in_line
from relreport.supposing.mistake import NotUnderstoodError

_LISTS = {one.name: one for one in RECORDS if one.name != "declared"}
_LIST_OF = {singular: name for name, singular in NUMBERED.items()}
_BY_PLACE = re.compile(rf"({'|'.join(_LIST_OF)})-\d+(?=\.)")
_PLACE = re.compile(r"\[(\d+)\]")


def set_field(source: Source, path: str, value: Any, change: str, *, adds: bool) -> None:
    """Give the field at `path` a value; `adds`: one more beside those it has.

    Raises NotUnderstoodError, with the `change` as it was said, where the path leads nowhere.
    """
    if found := _BY_PLACE.match(path):  # `promise-1.kept`: the id says in which list it stands
        path = f"{_LIST_OF[found[1]]}.{path}"
    node: Any = source.top
    mark: Mark = node.mark
    rest = path
    boards = False
    while True:
        key, rest = _first_key(rest, change)
        if not isinstance(node, Map):
            raise NotUnderstoodError(change, "no_field", field=key)
        mark = node.keys.get(key, mark)
        if not rest:
            _put(node, key, value, mark, adds=adds)
            return
        child = node.values.get(key)
        boards = boards or key == "portrait"  # where a board may be called as a list is
        if not boards and (key in _LISTS or isinstance(child, Seq)):
            if isinstance(child, Map):  # one entry alone stands for a list of one
                child = _as_list(node, key, child)
            node, mark, rest = _entry(child, rest, key, change, source, mark)
            if node is None:
                set_in_line(source, key, mark, rest, value, change)
                return
            if not rest:
                raise NotUnderstoodError(change, "no_field", field=key)
            continue
        if child is None or child == "":
            child = _empty(node, key, mark)
        elif isinstance(child, str) and boards:  # an item of a board, with a value alone
            text, child = child, _empty(node, key, mark)
            _put(child, "value", text, mark, adds=False)
        node = child


def _first_key(path: str, change: str) -> tuple[str, str]:
    found = re.match(r"[\w-]+", path)
    if found is None:
        raise NotUnderstoodError(change, "no_field", field=path[:20])
    rest = path[found.end() :]
    return found[0], rest.removeprefix(".")


def _empty(node: Map, key: str, mark: Mark) -> Map:
    child = Map(mark, flow=True)
    node.values[key] = child
    node.keys.setdefault(key, mark)
    node.marks[key] = mark
    return child


def _as_list(node: Map, key: str, child: Map) -> Seq:
    listed = Seq(child.mark, flow=True)
    listed.items.append(child)
    listed.marks.append(child.mark)
    node.values[key] = listed
    return listed


def _put(node: Map, key: str, value: Any, mark: Mark, *, adds: bool) -> None:
    """Give a key a value, at the place of the key, or of what it belongs to."""
    value = _placed(value, mark)
    before = node.values.get(key)
    if adds and before is not None and before not in ("none", "无", "没有"):
        listed = before if isinstance(before, Seq) else Seq(mark, flow=True)
        if listed is not before:
            listed.items.append(before)
            listed.marks.append(node.marks.get(key, mark))
        listed.items.append(value)
        listed.marks.append(mark)
        value = listed
    elif adds and isinstance(value, Map):
        listed = Seq(mark, flow=True)
        listed.items.append(value)
        listed.marks.append(mark)
        value = listed
    node.values[key] = value
    node.keys.setdefault(key, mark)
    node.marks[key] = mark


def _placed(value: Any, mark: Mark) -> Any:
    """The value as if it stood at a place of the file."""
    here = Place(mark.line, mark.column, mark.index)
    if isinstance(value, Map):
        moved = Map(here, flow=True)
        moved.values = {key: _placed(one, here) for key, one in value.values.items()}
        moved.keys = dict.fromkeys(value.keys, here)
        moved.marks = dict.fromkeys(value.marks, here)
        return moved
    if isinstance(value, Seq):
        listed = Seq(here, flow=True)
        listed.items = [_placed(one, here) for one in value.items]
        listed.marks = [here] * len(listed.items)
        return listed
    return value


def _entry(
    listed: Any, rest: str, name: str, change: str, source: Source, mark: Mark
) -> tuple[Map | None, Mark, str]:
    """The entry that the path names by id, name, period or place, and what follows it.

    None with the line's mark where the entry stands as a plain line.
    """
    items: list[Any] = listed.items if isinstance(listed, Seq) else []
    singular = NUMBERED.get(name)
    place = _PLACE.match(rest)
    if place:
        number, after = int(place[1]), rest[place.end() :].removeprefix(".")
        if number < len(items):
            return _as_map(listed, number, name), listed.marks[number], after
        line = line_of(source, name, number - len(items))
        if line is not None:
            return None, Place(line, 0), after
        raise NotUnderstoodError(change, "no_entry", list=name)
    called: dict[str, int] = {}
    for number, item in enumerate(items):
        if isinstance(item, str):
            called.setdefault(item, number)
        if not isinstance(item, Map):
            continue
        if singular and not item.values.get("id"):
            called.setdefault(f"{singular}-{number + 1}", number)
        for key in ("id", "name", "period"):
            told = item.values.get(key)
            if isinstance(told, str):
                called.setdefault(told, number)
    for told in sorted(called, key=len, reverse=True):
        if rest == told or rest.startswith(f"{told}."):
            number = called[told]
            return _as_map(listed, number, name), listed.marks[number], rest[len(told) + 1 :]
    if singular and (written := re.match(rf"{singular}-(\d+)(?:\.|$)", rest)):
        line = line_of(source, name, int(written[1]) - 1 - len(items))
        if line is not None:
            return None, Place(line, 0), rest[written.end() :]
    raise NotUnderstoodError(change, "no_entry", list=name)


def _as_map(listed: Seq, number: int, name: str) -> Map:
    """The entry as a mapping, also where it was written as one value alone."""
    item = listed.items[number]
    if isinstance(item, Map):
        return item
    whole = Map(listed.marks[number], flow=True)
    scalar = _LISTS[name].scalar if name in _LISTS else None
    if isinstance(item, str) and scalar:
        _put(whole, scalar, item, whole.mark, adds=False)
    listed.items[number] = whole
    return whole
