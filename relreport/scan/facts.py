"""An account file -> every text in it, with the least clearance that may read it and the place it stands at.

Worked out from the file as written and the field table alone. What the table does not mark, what nobody could
read, and what stands in a comment is for the highest clearance.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from relreport.fields import tokens as t
from relreport.fields.account import ACCOUNT, RECORDS
from relreport.fields.contact import BOARD_SENSITIVITY, CONTACT, ITEM, ITEM_SENSITIVITY
from relreport.fields.dealings import INTERACTION
from relreport.fields.kinds import (
    Boards,
    ContactRef,
    Entries,
    Field,
    Identifier,
    Kind,
    Many,
    Named,
    One,
    PersonRef,
    Record,
    Sensitivity,
    Text,
    Vocabulary,
)
from relreport.scan.fact import Fact, Reading
from relreport.scan.narrative import narrative
from relreport.source import Map, Seq, Source

PUBLIC, INTERNAL, RESTRICTED, SECRET = Sensitivity

PRIVATE = frozenset({"meal", "leisure"})
_TEXTS = (Text, Identifier, ContactRef, PersonRef)
_NAMES = {
    ("contacts", "name"),
    ("contacts", "id"),
    ("competitors", "name"),
    ("people", "name"),
    ("people", "id"),
}


def facts_of(source: Source, account: str, record: Record, journal: dict[int, Sensitivity | None]) -> Reading:
    """Every text of a file. `journal`: line of a plain entry -> what it needs; None: its facts are told."""
    reader = _Reader(source, account)
    top = source.top
    if top is not None:
        reader.record(top, record, "", INTERNAL)
    reader.comments()
    reader.facts += [
        Fact(text=text, needs=needs, account=account, path=source.path, field=field, line=line)
        for text, needs, field, line in narrative(source, journal)
    ]
    if source.lost or not source.whole or any(one.is_error for one in source.findings):
        reader.raw_lines()
    return Reading(
        account=account,
        facts=tuple(reader.facts),
        confidential=top is not None and _says_yes(top.values.get("confidential")),
        coaches=tuple(_coaches(top)) if top is not None else (),
    )


def _says_yes(value: object) -> bool:
    # anything but a plain no: a slip must not open an account
    return value is not None and str(value).strip().casefold() not in ("no", "false", "否", "", "null", "~")


class _Reader:
    """Walks the tree beside the table and collects."""

    def __init__(self, source: Source, account: str) -> None:
        self.source = source
        self.account = account
        self.facts: list[Fact] = []

    def add(
        self,
        text: object,
        needs: Sensitivity,
        field: str,
        line: int,
        *,
        names: tuple[str, str] = ("", ""),
        figure: bool = False,
    ) -> None:
        if isinstance(text, str) and text.strip():
            self.facts.append(
                Fact(
                    text=text,
                    needs=needs,
                    account=self.account,
                    path=self.source.path,
                    field=field,
                    line=line + 1,
                    name=names in _NAMES,
                    person=names[0] == "contacts" and names[1] in ("name", "id", "title"),
                    figure=figure,
                )
            )

    def everything(self, value: Any, needs: Sensitivity, field: str, line: int) -> None:
        """All texts below a value that the table does not know."""
        if isinstance(value, Map):
            for key, below in value.values.items():
                self.everything(below, needs, f"{field}.{key}", value.marks.get(key, value.mark).line)
        elif isinstance(value, Seq):
            for place, below in enumerate(value.items):
                self.everything(below, needs, f"{field}[{place}]", value.marks[place].line)
        else:
            self.add(value, needs, field, line)

    def record(self, node: Map, record: Record, path: str, floor: Sensitivity) -> None:
        note = max(floor, _note_needs(node)) if record is INTERACTION else floor
        for key, value in node.values.items():
            line = node.marks.get(key, node.mark).line
            here = f"{path}.{key}" if path else key
            field = record.by_name.get(key)
            if field is None:
                self.everything(value, SECRET, here, line)
                continue
            needs = SECRET if field.sensitivity is None else field.sensitivity
            needs = needs if record is ACCOUNT else max(needs, floor)
            self.field(value, field, record, max(needs, note) if key == "note" else needs, here, line)

    def field(
        self, value: Any, field: Field, record: Record, needs: Sensitivity, path: str, line: int
    ) -> None:
        kind = field.kind
        if isinstance(kind, Boards):
            self.portrait(value, path, line)
        elif isinstance(kind, Entries | One):
            self.entries(value, kind.of, path, needs, line)
        elif _is_text(kind):
            for text, where, at in _scalars(value, path, line):
                self.add(text, needs, where, at, names=(record.name, field.name))
        elif isinstance(kind, Named):
            self.named(value, field, needs, path, line)
        elif isinstance(value, Map | Seq) and not isinstance(kind, Many):
            self.everything(value, SECRET, path, line)
        elif field.name == "influence":
            self.add(value, needs, path, line, figure=True)

    def entries(self, value: Any, record: Record, path: str, needs: Sensitivity, line: int) -> None:
        if isinstance(value, Map):
            self.record(value, record, path, needs)
        elif isinstance(value, Seq):
            for place, one in enumerate(value.items):
                self.entries(one, record, f"{path}[{place}]", needs, value.marks[place].line)
        else:
            scalar = record.by_name.get(record.scalar or "")
            marked = SECRET
            if scalar is not None and scalar.sensitivity is not None:
                marked = max(scalar.sensitivity, needs)
            names = (record.name, record.scalar or ("name" if record is CONTACT else ""))
            self.add(value, needs if record is CONTACT else marked, path, line, names=names)

    def named(self, value: Any, field: Field, needs: Sensitivity, path: str, line: int) -> None:
        """A mapping whose keys are texts as well: rivals by their names."""
        names = ("competitors", "name") if field.name == "aliases" else ("", "")
        if isinstance(value, Map):
            for key, mark in value.keys.items():
                self.add(key, needs, path, mark.line, names=names)
        for text, where, at in _scalars(value, path, line):
            self.add(text, needs, where, at, names=names)

    def portrait(self, value: Any, path: str, line: int) -> None:
        if not isinstance(value, Map):
            self.everything(value, SECRET, path, line)
            return
        for board, items in value.values.items():
            here = f"{path}.{board}"
            closed = BOARD_SENSITIVITY.get(board, SECRET)
            if not isinstance(items, Map):
                self.everything(items, max(closed, RESTRICTED), here, value.marks.get(board, value.mark).line)
                continue
            for name, item in items.values.items():
                needs = ITEM_SENSITIVITY.get((board, name), closed)
                # an item of one's own: its name tells what the board would
                self.add(name, needs, f"{here}.{name}", items.keys.get(name, items.mark).line)
                if isinstance(item, Map) and "withheld" in item.values:
                    needs = SECRET
                self.everything(item, needs, f"{here}.{name}", items.marks.get(name, items.mark).line)

    def comments(self) -> None:
        """Comments of the front matter: nobody marked them for anyone."""
        last = self.source.body_line - 1 if self.source.body_line > 1 else len(self.source.lines)
        for number, line in enumerate(self.source.lines[:last]):
            if "#" not in line:
                continue
            found = _COMMENT.search(_QUOTED.sub(lambda quoted: "x" * len(quoted[0]), line))
            if found:
                self.add(line[found.end() :], SECRET, "#", number)

    def raw_lines(self) -> None:
        """A file with mistakes may say more than could be read: its lines as they stand."""
        known: dict[int, list[str]] = {}
        for fact in self.facts:
            known.setdefault(fact.line, []).append(fact.text)
        last = self.source.body_line - 1 if self.source.body_line > 1 else len(self.source.lines)
        for number, line in enumerate(self.source.lines[:last]):
            for part in _PARTS.split(_QUOTED.sub(lambda quoted: f"{{{quoted[0]}}}", line)):
                said = part.strip(" -\"'")
                if _FIGURE.fullmatch(said) or said in _KEYS:
                    continue  # a day, a share or a sum is on many a page, and so is the name of a field
                if not any(said in text for text in known.get(number + 1, ())):
                    self.add(said, SECRET, "", number)


_KEYS = frozenset(name for record in (ACCOUNT, ITEM, *RECORDS) for name in record.names)
_FIGURE = re.compile(r"[\d.,_%:/ \-~约QqHh年月日第一二三四上下半季度万亿元]{0,10}")
_COMMENT = re.compile(r"(?:^|\s)#")
_QUOTED = re.compile(r""""(?:[^"\\]|\\.)*"|'(?:[^']|'')*'""")
_PARTS = re.compile(r"[{}\[\]]|,\s|[:：](?:\s|$)|#")


def _note_needs(node: Map) -> Sensitivity:
    """What the note needs beyond its field: secret after a meal, in privacy, or confided."""
    if _token(node, "kind", t.KIND) in PRIVATE or _token(node, "info", t.INFO) == "confided":
        return SECRET
    if _token(node, "topic", t.TOPIC) == "privacy":
        return SECRET
    # a word that is none of the vocabulary's may have been meant for one of those
    slips = any(
        isinstance(node.values.get(key), str) and _token(node, key, words) is None
        for key, words in (("kind", t.KIND), ("info", t.INFO), ("topic", t.TOPIC))
    )
    return SECRET if slips else PUBLIC


def _token(node: Map, key: str, words: Vocabulary) -> str | None:
    value = node.values.get(key)
    return words.find(value) if isinstance(value, str) else None


def _is_text(kind: Kind) -> bool:
    return isinstance(kind, _TEXTS) or (isinstance(kind, Many) and isinstance(kind.of, _TEXTS))


def _scalars(value: Any, path: str, line: int) -> Iterator[tuple[str, str, int]]:
    if isinstance(value, str):
        yield value, path, line
    elif isinstance(value, Seq):
        for place, one in enumerate(value.items):
            yield from _scalars(one, f"{path}[{place}]", value.marks[place].line)
    elif isinstance(value, Map):
        for key, one in value.values.items():
            yield from _scalars(one, f"{path}.{key}", value.marks.get(key, value.mark).line)


def _coaches(top: Map) -> Iterator[str]:
    contacts = top.values.get("contacts")
    for contact in contacts.items if isinstance(contacts, Seq) else [contacts]:
        if not isinstance(contact, Map):
            continue
        said = "、".join(one for one, _, _ in _scalars(contact.values.get("roles"), "", 0))
        if any(t.ROLE.find(part) == "coach" for part in re.split(r"[、,，\s]+", said) if part):
            called = (contact.values.get("name"), contact.values.get("id"))
            yield from (one for one in called if isinstance(one, str))
