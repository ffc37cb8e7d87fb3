"""Which entries one account has over another: facts told anew, changed, or taken out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from relreport.model import Account, At
from relreport.page.telling import LISTS
from relreport.record import dataclass

HEADS = ("tier", "owner", "partnership", "sales_mode", "main_supplier", "declared", "none")
"""What stands on the account itself and no rule of a list dates."""
FIRST = ("interactions", "purchasing", "promises", "tenders", "complaints")
"""On one day what was said and done comes before what was noted beside it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """The entry that moved a judgement. `gone`: taken out; then `at` is its place in the older file."""

    list: str
    entry: str  # its path in the file, `promises[2]`
    at: At
    on: date | None
    by: tuple[str, ...] = ()
    about: tuple[str, ...] = ()  # whom of theirs it concerns
    gone: bool = False
    changed: bool = False  # it was there before, and a day is told of it anew: `broken`, `closed`


def differences(old: Account, new: Account) -> Iterator[Fact]:
    """What of the lists was added, changed or taken out between two states of one account."""
    for name in sorted(LISTS, key=lambda one: FIRST.index(one) if one in FIRST else len(FIRST)):
        before, after = entries_of(old, name), entries_of(new, name)
        for called, entry in after.items():
            earlier = before.get(called)
            if earlier is None or bare(earlier) != bare(entry):
                yield _fact(name, entry, earlier)
        for called, entry in before.items():
            if called not in after:
                yield Fact(
                    list=name, entry=entry.at.field, at=entry.at, on=None, about=_about(entry), gone=True
                )
    for name in HEADS:
        if getattr(old, name) != getattr(new, name):
            on = new.partnership if name == "partnership" else None
            yield Fact(list=name, entry=name, at=new.at.key(name), on=on)


def entries_of(account: Account, name: str) -> dict[Any, Any]:
    """The entries of a list by what they are called, so that a changed one is known again."""
    found: dict[Any, Any] = {}
    for entry in getattr(account, name):
        called: Any
        match name:
            case "interactions":
                called = (entry.on, entry.with_, entry.kind, entry.note)
            case "purchasing":
                called = entry.period.name
            case "performance":
                called = (entry.on, entry.item, entry.result)
            case "satisfaction":
                called = (entry.on, entry.source, entry.perceived, entry.expected)
            case "criteria":
                called = entry.what
            case "competitors":
                called = entry.name
            case "accepted":
                called = (entry.code, entry.subject)
            case _:
                called = entry.id if not entry.id.rpartition("-")[2].isdigit() else _said(entry)
        while called in found:
            called = (called, 2)
        found[called] = entry
    return found


def vanished(old: Account, new: Account, name: str) -> list[Any]:
    """The entries of a list that a newer file holds no more; one that was only reworded is still there."""
    before, after = entries_of(old, name), entries_of(new, name)
    fresh = [entry for called, entry in after.items() if called not in before]
    gone: list[Any] = []
    for called, entry in before.items():
        if called in after:
            continue
        same = next((one for one in fresh if _is_reworded(entry, one)), None)
        if same is None:
            gone.append(entry)
        else:
            fresh.remove(same)
    return gone


def _is_reworded(entry: Any, other: Any) -> bool:
    if entry.what and entry.what == other.what:
        return True
    whom = [getattr(one, "to", None) or getattr(one, "of", None) for one in (entry, other)]
    return entry.on is not None and entry.on == other.on and whom[0] == whom[1]


def _said(entry: Any) -> Any:
    """What an entry without an id of its own is known by: its number may change when another is taken out."""
    texts = tuple(getattr(entry, name, None) for name in ("on", "what", "need", "about", "do", "to", "name"))
    return texts if any(texts) else entry.id


def bare(entry: Any) -> Any:
    """An entry without its place, down to its parts."""
    value = entry
    if isinstance(value, At):
        return None
    if isinstance(value, tuple) and not hasattr(value, "_fields"):
        return tuple(bare(one) for one in value)
    if isinstance(value, Mapping):
        return {key: bare(one) for key, one in value.items()}
    names = getattr(value, "__dataclass_fields__", None)
    if names is None:
        return value
    return (type(value).__name__, *(bare(getattr(value, name)) for name in names if name != "at"))


_DAYS = (
    "decided", "kept", "broken", "lapsed", "met", "closed", "acted", "answered", "confirmed", "replied",
    "reported", "done_on", "left", "joined", "opened", "on",
)  # fmt: skip


def _fact(name: str, entry: Any, earlier: Any) -> Fact:
    """The entry, dated by the latest day that it tells anew."""
    key, on = _newest(entry, earlier)
    if name == "purchasing" and on is None:
        on = entry.period.last
    return Fact(
        list=name,
        entry=entry.at.field,
        at=entry.at.key(key) if key else entry.at,
        on=on,
        by=tuple(getattr(entry, "by", ()) or ()) if name in ("interactions", "actions") else (),
        about=_about(entry),
        changed=earlier is not None and bool(key),
    )


def _newest(entry: Any, earlier: Any) -> tuple[str, date | None]:
    told = [
        (value, key)
        for key in _DAYS
        if isinstance(value := getattr(entry, key, None), date)
        and (earlier is None or getattr(earlier, key, None) != value)
    ]
    for part in ("rounds", "moves"):
        told += [
            (one.on, "")
            for one in getattr(entry, part, ())
            if one.on and one not in getattr(earlier, part, ())
        ]
    portrait = getattr(entry, "portrait", None)
    if portrait is not None:
        known = {} if earlier is None else {(board, name): item for board, name, item in earlier.portrait}
        told += [
            (item.on, "")
            for board, name, item in portrait
            if item.on and bare(known.get((board, name))) != bare(item)
        ]
    if not told:
        return "", None
    on, key = max(told, key=lambda pair: pair[0])
    return key, on


def _about(entry: Any) -> tuple[str, ...]:
    found: list[str] = []
    for name in ("with_", "to", "source", "subject", "id"):
        value = getattr(entry, name, None)
        found += [value] if isinstance(value, str) else list(value or ())
    return tuple(found)
