"""Changes of an account as small as a rep makes them, each as typed edits and as what-if says it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import date, time
from typing import Any

from relreport.fields.account import ACCOUNT, RECORDS
from relreport.model import Account, Declared, Interaction, Item, Period, Portrait, Share
from relreport.morrow import CHANGING, joined, later, woven
from relreport.record import dataclass

RECORD, ASK, CALL, MEET, JOIN, MEND = 1, 1, 2, 3, 4, 5
"""What a change costs: a note or a question in passing; a call or a message; a meeting with something of use;
a meeting that wants a colleague, a demonstration or a proof; something put right or an overdue word kept."""

_ATTRIBUTES = {one.name: {field.slot: field.name for field in one.fields} for one in RECORDS}
_TOP = {field.slot: field.name for field in ACCOUNT.fields}


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """One more entry of a list."""

    list: str
    entry: Any

    def make(self, account: Account) -> Account:
        """The account with the entry at the end of its list."""
        entries: dict[str, Any] = {self.list: (*getattr(account, self.list), self.entry)}
        return replace(account, **entries)

    def said(self) -> str:
        """The entry as `what-if` takes it: a plain line, or fields."""
        if isinstance(self.entry, Interaction):
            return _line(self.entry)
        fields = {
            name: getattr(self.entry, slot)
            for slot, name in _ATTRIBUTES[self.list].items()
            if slot != "id" or self.list in ("contacts", "readers")
        }
        return woven("{}+={}", self.list, _flow(_told(fields)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Put:
    """Fields of one entry, of the account itself (no `list`) or of `declared`, given other values."""

    list: str | None = None
    id: str = ""
    nested: tuple[str, int] | None = None  # a list inside the entry, and the place in it
    values: Mapping[str, Any]

    def make(self, account: Account) -> Account:
        """The account with the fields of the entry set."""
        if self.list is None:
            return replace(account, **self.values)
        if self.list == "declared":
            return replace(account, declared=replace(account.declared or Declared(), **self.values))
        before = getattr(account, self.list)
        if self.id.startswith("["):
            place = int(self.id[1:-1])
            changed = (*before[:place], self._changed(before[place]), *before[place + 1 :])
            return replace(account, **{self.list: changed})  # type: ignore[arg-type]
        entries: dict[str, Any] = {
            self.list: tuple(self._changed(one) if one.id == self.id else one for one in before)
        }
        return replace(account, **entries)

    def _changed(self, entry: Any) -> Any:
        if self.nested is None:
            return replace(entry, **self.values)
        name, place = self.nested
        inner = list(getattr(entry, name))
        inner[place] = replace(inner[place], **self.values)
        return replace(entry, **{name: tuple(inner)})

    def said(self) -> tuple[str, ...]:
        """The fields as `what-if` takes them, one each."""
        apart = "" if self.id.startswith("[") else "."
        head = "" if self.list is None else f"{self.list}{apart}{self.id}." if self.id else f"{self.list}."
        names = _TOP if self.list is None else _ATTRIBUTES[self.list]
        if self.nested:
            head += f"{self.nested[0]}[{self.nested[1]}]."
            names = _ATTRIBUTES[self.nested[0]]
        return tuple(woven("{}{}={}", head, names[slot], _flow(value)) for slot, value in self.values.items())


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """One item of a contact's portrait, written down or confirmed."""

    contact: str
    board: str
    item: str
    value: str = ""
    confirmed: date | None = None
    confirmed_by: str | None = None

    def make(self, account: Account) -> Account:
        """The account with one more thing known of the contact, or known once more."""
        return replace(
            account,
            contacts=tuple(
                replace(one, portrait=self._with(one.portrait)) if one.id == self.contact else one
                for one in account.contacts
            ),
        )

    def _with(self, portrait: Portrait) -> Portrait:
        boards = {board: dict(items) for board, items in portrait.boards.items()}
        before = boards.setdefault(self.board, {}).get(self.item, Item())
        boards[self.board][self.item] = replace(
            before,
            value=self.value or before.value,
            confirmed=self.confirmed or before.confirmed,
            confirmed_by=self.confirmed_by or before.confirmed_by,
        )
        return replace(portrait, boards=boards)

    def said(self) -> tuple[str, ...]:
        """The item as `what-if` takes it."""
        head = f"contacts.{self.contact}.portrait.{self.board}.{self.item}"
        if self.confirmed:
            return (f"{head}.confirmed={self.confirmed}",)
        if self.confirmed_by:
            return (f"{head}.confirmed_by={self.confirmed_by}",)
        return (f"{head}={_flow(self.value)}",)


Edit = Added | Put | Known


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing to do or to write down: `form` names its words, `facts` fill them.

    `theirs`: how it turns out is theirs to say; what stands in the edits is what would close the gap.
    """

    form: str
    effort: int
    edits: tuple[Edit, ...]
    facts: Mapping[str, Any] = field(default_factory=dict)
    theirs: bool = False
    restricted: bool = False  # tells of what internal readers may not have

    def make(self, account: Account) -> Account:
        """The account with all edits made, in their order."""
        for edit in self.edits:
            account = edit.make(account)
        return account

    @property
    def said(self) -> tuple[str, ...]:
        """As `what-if` takes it."""
        found: list[str] = []
        for edit in self.edits:
            told = edit.said()
            found.extend((told,) if isinstance(told, str) else told)
        return tuple(found)


def _told(fields: Mapping[str, Any]) -> dict[str, Any]:
    """What an entry says beside what is so by itself."""
    return {
        name: value
        for name, value in fields.items()
        if (value or value is False) and value not in ("open", "us", "work")
    }


def _flow(value: Any) -> str:
    """A value as the front matter would have it."""
    if isinstance(value, Mapping):
        return "{" + joined(", ", (woven("{}: {}", name, _flow(one)) for name, one in value.items())) + "}"
    if isinstance(value, Period):
        return value.name
    if isinstance(value, Share):
        low, high = (f"{float(one * 100):.10g}" for one in (value.low, value.high))
        return f"{low}-{high}%" if value.is_range else f"{low}%"
    if isinstance(value, tuple | list | frozenset):
        return "[" + ", ".join(_flow(one) for one in value) + "]"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, time):
        return f'"{value:%H:%M}"'
    if isinstance(value, date):
        return value.isoformat()
    text = str(value)
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"' if _wants_quotes(text) else text


def _wants_quotes(text: str) -> bool:
    return not text or any(one in text for one in ":,[]{}#\"'&*!|>%@` ") or text[0] in "-?"


def _line(entry: Interaction) -> str:
    """An interaction as a plain line of the journal."""
    if type(entry.on) in CHANGING:
        return later(entry.on, lambda on: _line(replace(entry, on=on)), entry.on)
    who = "、".join(entry.with_)
    marks = [*entry.did, *(one for one in (entry.topic, entry.coach, entry.info) if one), *entry.trust]
    if entry.space != "work":
        marks.append(entry.space)
    parts = [
        f"{entry.on}",
        who,
        entry.kind or "",
        *(f"#{one}" for one in marks),
        *(f"@{one}" for one in entry.by),
    ]
    return "+ " + " ".join(part for part in parts if part)
