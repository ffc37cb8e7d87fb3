"""Another system's CSV -> account files: a row a contact or a talk, rows of one customer together.

Nothing that was mapped is lost: what a field cannot hold is kept beside it under an own key, or in the note.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field
from datetime import date
from typing import TypeVar

from relreport.adding import HEADINGS
from relreport.canonical import canonical
from relreport.exchange.columns import ACCOUNT, BOUGHT, CONTACT, Column, NotATableError, guessed, rows_of
from relreport.fields import tokens as t
from relreport.fields.kinds import folded
from relreport.model import Settings
from relreport.nearest import nearest
from relreport.parse import parse
from relreport.record import dataclass
from relreport.source import scalar
from relreport.spellings import RESERVED, Impossible, birthday, day, identifier, money, period, share

_BASIC = ("mobile", "email", "wechat", "office")
_LISTS = {"tier": t.TIER, "sales_mode": t.SALES_MODE, "contact.side": t.SIDE, "contact.roles": t.ROLE}
_TIME = re.compile(r"[T\s]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:\s?[AaPp][Mm])?(?:Z|[+-]\d{2}:?\d{2})?$")
_T = TypeVar("_T")
_HAN = re.compile("[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """Something that was not taken as it stands: the row's line, a key of words, and what it is about."""

    line: int
    reason: str
    column: str = ""
    expected: str = ""  # the words that there are
    kept: str = ""  # the key under which it stands


@dataclass(slots=True)
class Customer:
    """One customer as its rows tell it."""

    name: str
    line: int
    given: dict[str, str] = field(default_factory=dict)
    contacts: dict[str, dict[str, str]] = field(default_factory=dict)
    talks: list[tuple[date, str]] = field(default_factory=list)
    bought: dict[str, dict[str, str]] = field(default_factory=dict)


class Reading:
    """A CSV that is being read into customers."""

    def __init__(self, data: bytes, mapping: Mapping[str, Column] | None, settings: Settings) -> None:
        self.remarks: list[Remark] = []
        self.settings = settings
        self.customers: dict[str, Customer] = {}
        rows = rows_of(data)
        _, headings = next(rows, (0, []))
        self.columns = mapping if mapping is not None else guessed(headings)
        places = {folded(one): place for place, one in reversed(list(enumerate(headings)))}
        missing = [one.heading for one in self.columns.values() if folded(one.heading) not in places]
        if missing:
            near = nearest(missing[0], headings)
            raise NotATableError("no_column", column=missing[0][:40], near=near or "")
        if "name" not in self.columns:
            raise NotATableError("no_name", columns=", ".join(one[:40] for one in headings if one.strip()))
        taken = {target: places[folded(one.heading)] for target, one in self.columns.items()}
        self.left = [one for place, one in enumerate(headings) if one.strip() and place not in taken.values()]
        for line, cells in rows:
            told = {
                target: " ".join(cells[place].split())
                for target, place in taken.items()
                if place < len(cells)
            }
            self._row(line, {target: one for target, one in told.items() if one})

    def _row(self, line: int, told: Mapping[str, str]) -> None:
        name = told.get("name")
        if not name:
            if told:
                self.remarks.append(Remark(line=line, reason="row_without_name"))
            return
        customer = self.customers.setdefault(folded(name), Customer(name=name, line=line))
        for target in ACCOUNT[1:]:
            if target in told and target not in customer.given and f"x_{target}" not in customer.given:
                key, value = self._fitting(target, told[target], line)
                customer.given[key] = value
        contact = told.get("contact.name")
        if contact:
            person = customer.contacts.setdefault(contact, {})
            for part in CONTACT[1:]:
                if (target := f"contact.{part}") in told and part not in person and f"x_{part}" not in person:
                    key, value = self._fitting(target, told[target], line)
                    person[key.rpartition(".")[2] if not key.startswith("x_") else f"x_{part}"] = value
        self._talk(customer, line, told, contact)
        self._bought(customer, line, told)

    def _fitting(self, target: str, written: str, line: int) -> tuple[str, str]:
        """The key and value as the format has them; an own key, and a remark, where no field can hold it."""
        value = self.columns[target].values.get(folded(written), written)
        fits: str | None = value
        if target in _LISTS:
            fits = _LISTS[target].find(value)
        elif target == "owner":
            fits = self._ours(value)
        elif target == "contact.birthday":
            fits = value if _reads(birthday, value) else None
        if fits is None:
            reason = {"owner": "owner_kept", "contact.birthday": "birthday_kept"}.get(target, "value_kept")
            self.remarks.append(
                Remark(
                    line=line,
                    reason=reason,
                    column=self.columns[target].heading,
                    expected=_LISTS[target].told if target in _LISTS else "",
                    kept=f"x_{target.rpartition('.')[2]}",
                )
            )
            return f"x_{target.replace('.', '_')}", value
        return target, fits

    def _ours(self, written: str) -> str | None:
        people = self.settings.people
        same = [one.id for one in people if folded(written) in (folded(one.id), folded(one.name or ""))]
        return (same[0] if len(same) == 1 else None) if people else identifier(written)

    def _talk(self, customer: Customer, line: int, told: Mapping[str, str], contact: str | None) -> None:
        if not any(f"interaction.{one}" in told for one in ("on", "note")):
            return
        written = told.get("interaction.on", "")
        on = _reads(day, _TIME.sub("", written))
        if on is None:
            column = self.columns["interaction.on"].heading if "interaction.on" in self.columns else ""
            self.remarks.append(Remark(line=line, reason="talk_without_day", column=column))
            return
        kind, note, by = (told.get(f"interaction.{one}", "") for one in ("kind", "note", "by"))
        kind = self.columns["interaction.kind"].values.get(folded(kind), kind) if kind else ""
        token = t.KIND.find(kind) if kind else None
        if kind and token is None:  # what kind it was is not lost
            note = f"{kind} {note}".strip()
        ours = self._ours(by) if by else None
        note += f" ({by})" if by and ours is None else ""
        customer.talks.append((on, _line(on, contact, kind if token else "", note, ours)))

    def _bought(self, customer: Customer, line: int, told: Mapping[str, str]) -> None:
        written = {one: told[f"purchasing.{one}"] for one in BOUGHT if f"purchasing.{one}" in told}
        if "period" not in written or len(written) < 2:
            return
        span = _reads(period, written["period"])
        readers = {"total": money, "ours": money, "share": share}
        amounts = {one: text for one, text in written.items() if one != "period"}
        good = {one: text for one, text in amounts.items() if _reads(readers[one], text) is not None}
        if span is None or len(good) < len(amounts):
            self.remarks.append(Remark(line=line, reason="purchase_not_read"))
            return
        customer.bought.setdefault(span.name, good)


def account_files(
    reading: Reading, taken: Iterable[tuple[str, str]], language: str
) -> Iterator[tuple[str, bytes | None, Customer]]:
    """By id, the new file of each customer; None where one of that id or name is there already, or where
    what the rows say cannot be read as an account.

    `taken`: ids and names of the accounts that there are.
    """
    known = {folded(one) for pair in taken for one in pair}
    for customer in reading.customers.values():
        id = _id(customer.name)
        if id is None or folded(id) in known or folded(customer.name) in known:
            yield id or "", None, customer
            continue
        data = _text(customer, language).encode("utf-8")
        parsed = parse(f"accounts/{id}.md", data, reading.settings)
        if parsed.account is None or parsed.errors:
            reading.remarks.append(Remark(line=customer.line, reason="not_an_account"))
            continue
        known.add(folded(id))
        yield id, canonical(parsed.path, data) or data, customer


def _reads(read: Callable[[str], _T | None], written: str) -> _T | None:
    try:
        return read(written)
    except Impossible:
        return None


def _id(name: str) -> str | None:
    plain = unicodedata.normalize("NFKC", name).lower()
    found = identifier("-".join(re.findall(r"\w+", plain))[:64].strip("-"))
    return found if found and found.casefold() not in RESERVED else None


def _line(on: date, contact: str | None, kind: str, note: str, by: str | None) -> str:
    head = " ".join(one for one in (contact or "", kind) if one)
    colon = "：" if _HAN.search(head + note) else ": "
    told = f"{head}{colon}{note}" if note and head else head or (f"{colon.strip()} {note}" if note else "")
    return " ".join(one for one in (on.isoformat(), told, f"@{by}" if by else "") if one)


def _text(customer: Customer, language: str) -> str:
    lines = ["---", "relreport: 1", f"name: {scalar(customer.name)}"]
    lines += [f"{key}: {scalar(value)}" for key, value in customer.given.items()]
    if customer.bought:
        lines.append("purchasing:")
        for span, told in sorted(customer.bought.items()):
            parts = ", ".join(f"{key}: {scalar(one)}" for key, one in {"period": span, **told}.items())
            lines.append(f"  - {{{parts}}}")
    if customer.contacts:
        lines.append("contacts:")
        lines += [_contact(name, told) for name, told in customer.contacts.items()]
    lines.append("---")
    if customer.talks:
        lines += ["", f"## {HEADINGS[language]['interactions']}"]
        lines += [f"- {line}" for _, line in sorted(customer.talks)]
    return "\n".join(lines) + "\n"


def _contact(name: str, told: Mapping[str, str]) -> str:
    parts = [f"name: {scalar(name)}"]
    parts += [f"{key}: {scalar(value)}" for key, value in told.items() if key not in _BASIC]
    basic = [f"{key}: {scalar(told[key])}" for key in _BASIC if key in told]
    if basic:
        parts.append("portrait: {basic: {" + ", ".join(basic) + "}}")
    return "  - {" + ", ".join(parts) + "}"
