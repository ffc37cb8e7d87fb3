"""A record as the field table describes it: positioned mapping -> the model's value, or None where a slip
spoilt it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from relreport.fields import kinds as k
from relreport.fields.spoken import meant as certainly_meant
from relreport.model.places import At, Mark, Place
from relreport.parse.context import Context, Slip
from relreport.parse.converters import DENIED, Convert, converter, says_none
from relreport.parse.likely import as_entries, as_entry, curly_name, example_of, offer
from relreport.parse.other_keys import missing, misspelt, other_key, plain, wide_colons
from relreport.patterns import pattern
from relreport.source import BROKEN, Broken, Map, Seq
from relreport.spellings import RESERVED, identifier_of

Build = Callable[..., Any]


# `2026-11-18 王磊 电话：…`, which is a line of the journal
LINE_OF_BODY = pattern(r"\d{4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}日?\s")
_WIDE_FIELD = pattern(r"，\s*([a-z_]+)：\s*")


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
        self.kinds = {field.name: field.kind for field in record.fields}
        self.required = tuple(field.name for field in record.fields if field.required)
        self.order = record.order
        self.keeps_none = keeps_none
        self.finish = finish  # what fields say together; raises a slip

    def read(self, value: Any, mark: Mark, path: str, context: Context, **given: Any) -> Any | None:
        """The model's value; None, with every slip in it reported, where it is spoilt."""
        if type(value) is Broken:
            return None
        if type(value) is str and self.record.scalar:
            return self._from_scalar(value, mark, path, context, given)
        if type(value) is not Map:
            head = value.partition("：")[0].strip() if type(value) is str else ""
            if head in self.handlers or (head != value and certainly_meant(self.record, head)):
                for slip in wide_colons(value, mark, context):
                    context.report(slip, mark, field=path)
            else:
                slip = Slip("E203", expected="mapping", width=len(value) if type(value) is str else 0)
                if type(value) is str and LINE_OF_BODY.match(value):
                    slip.code = "E226"
                elif type(value) is str:
                    slip.mended = as_entry(value, self.record, mark, context)
                context.report(slip, mark, field=path)
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
        guessed: set[str] = set()
        outer, context.path = context.path, path
        good = not node.spoilt
        meant: str | None = None  # the field that an unknown key stands for
        marks, flow = node.marks, node.flow
        for key, value in node.values.items():
            handler = handlers.get(key)
            if handler is None:
                if key.startswith("x_"):
                    slots.setdefault("own", {})[key] = plain(value)
                    continue
                good = False
                meant = other_key(node, key, self.record, path, context)
                handler = handlers.get(meant or "")
                if handler is None:
                    continue
                guessed.add(handler[0])  # read for what is wrong in it, and not kept
            if type(value) is not str and (value is BROKEN or says_nothing(value)):
                continue
            context.mark = marks[key]
            slot, convert = handler
            try:
                if flow and type(value) is str and "：" in value:
                    self._wide_comma(value, context)
                result = convert(value, context)
            except Slip as slip:
                kind = self.kinds.get(key) or self.kinds[meant or ""]
                offer(slip, value, kind, handler[1], marks[key], context)
                context.report(slip, marks[key], field=f"{path}.{key}" if path else key)
                good = False
                continue
            if result is DENIED:
                none.add(key)
            else:
                slots[slot] = result
        context.path = outer
        for key in self.required:
            if not slots.get(handlers[key][0]) and says_nothing(node.values.get(key)):
                good = False
                if not node.spoilt and not misspelt(key, node, self.record):
                    context.report(missing(key, self.record), node.mark, field=path)
        for first, second in self.order:
            earlier, later = slots.get(handlers[first][0]), slots.get(handlers[second][0])
            if earlier is not None and later is not None and later < earlier:
                mark = marks.get(second, node.mark)
                where = f"{path}.{second}" if path else second
                context.report(Slip("E213", key=second, before=first), mark, field=where)
                good = False
        for slot in guessed:
            slots.pop(slot, None)
        if "name" in slots and str(slots["name"])[:1] in "“‘„「『«":
            curly_name(node, context)
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
            slip = Slip("E203", expected="list", example=example_of(reader.record))
            if type(value) is str and context.mark is not None:
                slip.mended = as_entries(value, reader.record, context.mark, context)
            raise slip
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
