"""An account file as it would read with something changed: what a what-if stands on. Nothing is written.

A change is said as a user would: `contacts.wang-lei.roles=decider`, `needs+={need: 工期}`, or a plain line,
`+ 2026-12-01 王磊 拜访 #方案`. It is made on the positioned mapping, so every line that stands keeps
its place, and a new value stands where its entry does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from relreport.fields.account import NUMBERED, RECORDS
from relreport.lines import SECTIONS, marks, people_named, plain_lines
from relreport.model import Settings
from relreport.model.places import Mark, Place
from relreport.parse import Parsed, parse_taken
from relreport.parse.context import Names
from relreport.source import Map, Seq, Source, take_apart

LISTS = {one.name: one for one in RECORDS if one.name != "declared"}
_CHANGE = re.compile(r"(?P<path>[^=]+?)\s*(?P<sign>\+?=)(?P<value>.*)", re.DOTALL)
_BOX = re.compile(r"\[[ xX]\]")
_PLACE = re.compile(r"\[(\d+)\]")


class NotUnderstoodError(Exception):
    """A change that says nothing that could be done. `reason` is a key of the command's words."""

    def __init__(self, change: str, reason: str, **facts: str) -> None:
        super().__init__(f"{reason}: {change}")
        self.change = change
        self.reason = reason
        self.facts = facts


def suppose(path: str, data: bytes, changes: Iterable[str], settings: Settings | None = None) -> Parsed:
    """The account as it would be read with the changes made, one after the other."""
    source = take_apart(path, data)
    if source.top is None:
        raise NotUnderstoodError("", "unread")
    for change in changes:
        _make(change.strip(), source)
    return parse_taken(source, settings or Settings())


def _make(change: str, source: Source) -> None:
    if change.startswith(("+", "＋")) and "=" not in change.split()[0]:
        _add_line(change, source)
        return
    found = _CHANGE.fullmatch(change)
    if found is None:
        raise NotUnderstoodError(change, "no_sign")
    value = _value(found["value"], change)
    assert source.top is not None
    _set(source, found["path"].strip(), value, change, adds=found["sign"] == "+=")


def _value(written: str, change: str) -> Any:
    """The value as the front matter would read it: text, list or mapping."""
    apart = take_apart("", f"---\nname: x\nvalue: {written.strip()}\n---\n".encode())
    if apart.findings or apart.top is None:
        raise NotUnderstoodError(change, "value")
    return apart.top.values.get("value")


def _set(source: Source, path: str, value: Any, change: str, *, adds: bool) -> None:
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
        if not boards and (key in LISTS or isinstance(child, Seq)):
            if isinstance(child, Map):  # one entry alone stands for a list of one
                child = _as_list(node, key, child)
            node, mark, rest = _entry(child, rest, key, change, source, mark)
            if node is None:
                _set_in_line(source, key, mark, rest, value, change)
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
        line = _line_of(source, name, number - len(items))
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
        line = _line_of(source, name, int(written[1]) - 1 - len(items))
        if line is not None:
            return None, Place(line, 0), rest[written.end() :]
    raise NotUnderstoodError(change, "no_entry", list=name)


def _as_map(listed: Seq, number: int, name: str) -> Map:
    """The entry as a mapping, also where it was written as one value alone."""
    item = listed.items[number]
    if isinstance(item, Map):
        return item
    whole = Map(listed.marks[number], flow=True)
    scalar = LISTS[name].scalar if name in LISTS else None
    if isinstance(item, str) and scalar:
        _put(whole, scalar, item, whole.mark, adds=False)
    listed.items[number] = whole
    return whole


# plain lines


def _line_of(source: Source, name: str, number: int) -> int | None:
    """The line, from 0, of a list's plain line of that number."""
    written = plain_lines(source.body, source.body_line - 1, lambda _: None)
    lines = [one.line for one in written if one.list == name]
    return lines[number] if 0 <= number < len(lines) else None


def _set_in_line(source: Source, name: str, mark: Mark, field: str, value: Any, change: str) -> None:
    """A promise or an action in its plain line: ticked, with its day at the end; or due on another day."""
    lines = source.body.split("\n")
    number = mark.line - (source.body_line - 1)
    line = lines[number].rstrip()
    if name == "interactions" and field in ("did", "info", "coach", "topic", "space", "trust"):
        tags = [value] if isinstance(value, str) else value.items if isinstance(value, Seq) else []
        lines[number] = " ".join([line, *(f"#{one}" for one in tags)])
        source.body = "\n".join(lines)
        return
    done = {"promises": "kept", "actions": "done_on"}.get(name)
    if field not in (done, "due") or not isinstance(value, str):
        raise NotUnderstoodError(change, "plain_line", list=name)
    if field == done:
        line = f"{_BOX.sub('[x]', line, count=1)} {value}"
    else:
        for one in list(marks(line, "!"))[:1]:
            line = (line[: one.start] + line[one.end :]).rstrip()
        line = f"{line} !{value}"
    lines[number] = line
    source.body = "\n".join(lines)


def _add_line(change: str, source: Source) -> None:
    text = change[1:].strip()
    word, _, rest = text.partition(" ")
    name = SECTIONS.get(word.strip(":：").casefold())
    if name:
        text = rest.strip()
    elif _BOX.match(text):
        name = "promises" if _is_promise(text, source) else "actions"
    else:
        name = "interactions"
    if not text:
        raise NotUnderstoodError(change, "no_line")
    source.body = with_line(source.body, name, text)


def _is_promise(text: str, source: Source) -> bool:
    """Whether a ticked line is a promise: it names whom before a colon, and bears no mark of an action."""
    if any(marks(text, "#@")):
        return False
    before = re.split("[:：]", _BOX.sub("", text, count=1), maxsplit=1)
    contacts = source.top.values.get("contacts") if source.top else None
    told = [
        one.values.get(key)
        for one in (contacts.items if isinstance(contacts, Seq) else [])
        if isinstance(one, Map)
        for key in ("id", "name")
    ]
    names = Names((one, one) for one in told if isinstance(one, str))
    return len(before) == 2 and people_named(before[0].strip(), names.spelled)[1] is None


_HEADINGS = {"interactions": "Journal", "promises": "Promises", "actions": "Actions"}


def with_line(body: str, name: str, text: str) -> str:
    """The body with one more plain line: behind the last of its list, else in a section at the end."""
    last = [one for one in plain_lines(body, 0, lambda _: None) if one.list == name]
    lines = body.split("\n")
    if last:
        at = last[-1].line
        indent = at + 1
        while indent < len(lines) and lines[indent].startswith((" ", "\t")) and lines[indent].strip():
            indent += 1  # what is indented below belongs to the line before
        return "\n".join([*lines[:indent], f"- {text}", *lines[indent:]])
    added = f"{body.rstrip()}{_closing(body)}\n\n## {_HEADINGS[name]}\n- {text}\n"
    return added.lstrip("\n") if not body.strip() else added


def _closing(body: str) -> str:
    """What ends a block left open, in which a section would be narrative."""
    opened: list[str] = []
    for line in body.split("\n"):
        block = re.match(r" {0,3}(:{3,})[ \t]*(.*)", line)
        if block and block[2].strip():
            opened.append(block[1])
        elif block and opened and len(block[1]) >= len(opened[-1]):
            opened.pop()
    return "".join(f"\n{one}" for one in reversed(opened))
