"""A record as the field table describes it: positioned mapping -> the model's value, or None where a slip
spoilt it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from relreport.fields import kinds as k
from relreport.model.places import At, Mark, Place
from relreport.nearest import nearest
from relreport.parse.context import REPORTED, Context, Slip, unknown
from relreport.parse.converters import DENIED, Convert, converter, says_none
from relreport.source import BROKEN, Broken, Map, Seq, quoted
from relreport.spellings import RESERVED, identifier_of

Build = Callable[..., Any]


_WIDE_FIELD = re.compile(r"，\s*([a-z_]+)：\s*")
_GROUPS = (Map, Seq)


def says_nothing(value: Any) -> bool:
    """Null, `{}`, `[]` and an empty text: unknown."""
    if type(value) is Map:
        return not value.values and not value.spoilt
    return not value.items if type(value) is Seq else value in (None, "")


class RecordReader:
    """Reads one record. `build` makes the model's value from the slots; `children` read nested records by
    field."""

    def __init__(
        self,
        record: k.Record,
        build: Build,
        *,
        children: dict[str, Convert] | None = None,
        keeps_none: bool = False,
        finish: Callable[[Map, dict[str, Any]], None] | None = None,
    ) -> None:
        self.record = record
        self.build = build
        self.handlers: dict[str, tuple[str, Convert]] = {}
        for field in record.fields:
            own = (children or {}).get(field.name)
            self.handlers[field.name] = (field.slot, own or converter(field.kind))
        self.required = tuple(field.name for field in record.fields if field.required)
        self.keeps_none = keeps_none
        self.finish = finish  # what fields say together; raises a slip

    def read(self, value: Any, mark: Mark, path: str, context: Context, **given: Any) -> Any | None:
        """The model's value; None, with every slip in it reported, where it is spoilt."""
        if type(value) is Broken:
            return None
        if type(value) is str and self.record.scalar:
            return self._from_scalar(value, mark, path, context, given)
        if type(value) is not Map:
            if type(value) is str and value.partition("：")[0].strip() in self.handlers:
                for slip in wide_colons(value, mark, context):
                    context.report(slip, mark, field=path)
            else:
                context.report(Slip("E203", expected="mapping"), mark, field=path)
            return None
        slots, good = self.slots(value, path, context)
        if not good:
            return None
        slots = {**given, **slots}  # an id that says nothing (`id: {}`) leaves the entry its place's
        slots["at"] = At(path, mark.line + 1, mark.column + 1, value.keys)
        return self.build(**slots)

    def slots(self, node: Map, path: str, context: Context) -> tuple[dict[str, Any], bool]:
        """The typed values by slot, and whether all of them are good."""
        handlers = self.handlers
        slots: dict[str, Any] = {}
        none: set[str] = set()
        outer, context.path = context.path, path
        good = not node.spoilt
        for key, value in node.values.items():
            handler = handlers.get(key)
            if handler is None:
                good = self._other_key(node, key, value, path, context, slots) and good
                continue
            if value is None or value is BROKEN or (type(value) in _GROUPS and says_nothing(value)):
                continue
            context.mark = node.marks[key]
            try:
                if node.flow and type(value) is str and "：" in value:
                    self._wide_comma(value, context)
                result = handler[1](value, context)
            except Slip as slip:
                context.report(slip, node.marks[key], field=f"{path}.{key}" if path else key)
                good = False
                continue
            if result is DENIED:
                none.add(key)
            else:
                slots[handler[0]] = result
        context.path = outer
        for key in self.required:
            if slots.get(handlers[key][0]) in (None, "") and says_nothing(node.values.get(key)):
                good = False
                if not node.spoilt and not self._misspelt(key, node):
                    context.report(Slip("E206", key=key), node.mark, field=path)
        for first, second in self.record.order:
            good = self._in_order(node, slots, first, second, path, context) and good
        if none and self.keeps_none:
            slots["none"] = frozenset(none)
        if good and self.finish:
            try:
                self.finish(node, slots)
            except Slip as slip:
                context.report(slip, node.mark, field=path)
                good = False
        return slots, good

    def _wide_comma(self, value: str, context: Context) -> None:
        """`{on: 2026-10-12，kind：visit}`: comma and colon of a Chinese keyboard made one text of two
        fields."""
        found = _WIDE_FIELD.search(value)
        mark = context.mark
        if not found or found[1] not in self.handlers or mark is None:
            return
        line = context.source.line(mark.line)
        if line[mark.column : mark.column + len(value)] != value:
            return  # in quotes, where it is text
        every = [one for one in _WIDE_FIELD.finditer(value) if one[1] in self.handlers]
        start, end = found.start(), every[-1].end()
        apart = _WIDE_FIELD.sub(r", \1: ", value[start:end])
        mended, edit = context.with_line(mark.line, mark.column + start, mark.column + end, apart)
        raise Slip(
            "E132", mark=Place(mark.line, mark.column + found.start()), width=1, mended=mended, edit=edit
        )

    def _misspelt(self, key: str, node: Map) -> bool:
        """Whether an unknown key, which was reported, was likely meant for this one."""
        others = (one for one in node.values if one not in self.handlers)
        return any(nearest(one, self.record.names) == key or one.startswith(f"{key}：") for one in others)

    def _from_scalar(
        self, value: str, mark: Mark, path: str, context: Context, given: dict[str, Any]
    ) -> Any | None:
        name = self.record.scalar
        assert name is not None
        slot, convert = self.handlers[name]
        try:
            result = convert(value, context)
        except Slip as slip:
            context.report(slip, mark, field=path)
            return None
        return self.build(**{slot: result}, **given, at=At(path, mark.line + 1, mark.column + 1))

    def _other_key(
        self, node: Map, key: str, value: Any, path: str, context: Context, slots: dict[str, Any]
    ) -> bool:
        """A key that the record has not: the organisation's own, part of a note cut by a comma, or a
        mistake."""
        if key.startswith("x_"):
            slots.setdefault("own", {})[key] = plain(value)
            return True
        mark = node.keys[key]
        if "：" in key and key.partition("：")[0].strip() in self.handlers:
            context.report(wide_colon(key, mark, context), mark, field=path)
            return False
        torn = _torn_text(node, key, self.record, context)
        if torn is not None:
            context.report(torn, mark, field=path)
            return False
        slip = unknown("E201", key, self.record.names, expected=", ".join(self.record.names))
        near = slip.facts.get("near")
        if isinstance(near, str) and context.source.line(mark.line)[mark.column :].startswith(key):
            slip.mended, slip.edit = context.with_line(mark.line, mark.column, mark.column + len(key), near)
            slip.edit = None  # a guess is shown, never applied
        context.report(slip, mark, field=path)
        return False

    def _in_order(
        self, node: Map, slots: dict[str, Any], first: str, second: str, path: str, context: Context
    ) -> bool:
        earlier = slots.get(self.handlers[first][0])
        later = slots.get(self.handlers[second][0])
        if earlier is None or later is None or earlier <= later:
            return True
        mark = node.marks.get(second, node.mark)
        context.report(
            Slip("E213", key=second, before=first), mark, field=f"{path}.{second}" if path else second
        )
        return False


def is_named(node: Map, slots: dict[str, Any]) -> None:
    """Give somebody without id the name as id, and without name the id as name; a slip where there is
    neither."""
    if not slots.get("id") and not slots.get("name"):
        raise Slip("E208")
    if not slots.get("id"):
        id = identifier_of(slots["name"])
        if id is None or id.casefold() in RESERVED:
            raise Slip("E209", mark=node.marks.get("name"))
        slots["id"] = id
    slots.setdefault("name", slots["id"])


def plain(value: Any) -> Any:
    """A value of an own key (`x_…`) as plain data."""
    if type(value) is Map:
        return {key: plain(one) for key, one in value.values.items()}
    if type(value) is Seq:
        return [plain(one) for one in value.items]
    return None if type(value) is Broken else value


_WIDE_KEY = re.compile(r"\s*(?:- )?[A-Za-z_]+(：)\s*")


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

    The slip, with the line as it should read; REPORTED where an earlier key of the same note said it.
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
        return REPORTED
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


def value_mark(context: Context) -> Mark:
    """The mark of the value that is being read."""
    assert context.mark is not None
    return context.mark


def entries(reader: RecordReader, *, singular: str | None = None, unique_ids: bool = False) -> Convert:
    """A converter of a list of records: the good entries, each under its path; DENIED where there are
    none in truth.

    `singular`: entries without id are called by it and their place, spoilt entries counted.
    """
    name = reader.record.name

    def convert(value: Any, context: Context) -> Any:
        if says_none(value):
            return DENIED
        if type(value) is Seq:
            items, marks = value.items, value.marks
            if len(items) == 1 and says_none(items[0]):
                return DENIED
        elif type(value) is Map:
            items, marks = [value], [value.mark]
        elif reader.record.scalar and type(value) is str:
            items, marks = [value], [value_mark(context)]
        else:
            raise Slip("E203", expected="list")
        prefix = f"{context.path}.{name}" if context.path else name
        found: list[Any] = []
        for place, item in enumerate(items):
            if says_nothing(item):
                continue
            mark = marks[place]
            given = {"id": f"{singular}-{place + 1}"} if singular else {}
            entry = reader.read(item, mark, f"{prefix}[{place}]", context, **given)
            if entry is not None:
                found.append(entry)
        if singular or unique_ids:
            return unique(found, name, context)
        return tuple(found)

    return convert


def unique(found: list[Any], name: str, context: Context) -> tuple[Any, ...]:
    """The entries whose id is new; a second of the same id, compared without case, is reported and taken
    out."""
    seen: dict[str, Any] = {}
    for entry in found:
        key = entry.id.casefold()
        first = seen.get(key)
        if first is None:
            seen[key] = entry
            continue
        at = entry.at.key("id") if "id" in entry.at.keys else entry.at
        context.source.report(
            "E207",
            at.line - 1,
            at.column - 1,
            facts={"id": entry.id, "list": name, "first": first.at.line},
        )
    return tuple(seen.values())
