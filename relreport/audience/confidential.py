"""Confidential accounts, for who is not a reader: a role stands for every person, and no text names one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

from relreport.fields.account import NUMBERED
from relreport.model import Account, At, Contact
from relreport.text.catalogue import labels

ORDER = ("decider", "influencer", "gatekeeper", "user")


class Masks:
    """New ids and names for the contacts of an account, and a test for texts that would give them away."""

    def __init__(self, account: Account, language: str) -> None:
        words = labels(language)["role_name"]
        self.closed: str = labels(language)["shown"]["closed"]
        counts: dict[str, int] = {}
        self.ids: dict[str, str] = {}
        self.names: dict[str, str] = {}
        for number, contact in enumerate(account.contacts, 1):
            role = next((one for one in ORDER if one in contact.roles), "contact")
            counts[role] = counts.get(role, 0) + 1
            self.ids[contact.id] = f"person-{number}"
            number_in_role = f" {counts[role]}" if counts[role] > 1 else ""
            self.names[contact.id] = f"{words[role]}{number_in_role}"
        self._telling = {word.casefold() for contact in account.contacts for word in _called(contact)}

        for name, singular in NUMBERED.items():
            for place, entry in enumerate(getattr(account, name), 1):
                if self.gives_away(entry.id):
                    self.ids.setdefault(entry.id, f"{singular}-{place}")

    def id(self, id: str) -> str:
        return self.ids.get(id, "person-0")

    def gives_away(self, text: str) -> bool:
        """Whether a text holds a contact's name, id or title."""
        folded = text.casefold()
        return any(word in folded for word in self._telling)


_STYLES = "总工董部局院处科主经书老师博哥姐兄"


def _called(contact: Contact) -> Iterator[str]:
    """What a person may be called: id, name, title, and a Chinese surname with a style (`王总`, `老王`)."""
    for word in (contact.id, contact.name, contact.title or ""):
        if len(word) > 1:
            yield word
    surname = contact.name[:1]
    if "\u4e00" <= surname <= "\u9fff" and len(contact.name) <= 4:
        yield from (f"{surname}{style}" for style in _STYLES)
        yield from (f"老{surname}", f"小{surname}")
    elif " " in contact.name:
        yield from (part for part in contact.name.split() if len(part) > 2)


def masked_account(account: Account, masks: Masks) -> Account:
    """The account with a role for every person; of a person nothing else stays but side and role."""
    people = tuple(
        Contact(
            id=masks.id(one.id),
            name=masks.names[one.id],
            side=one.side,
            roles=one.roles,
            held_by=one.held_by,
            left=one.left,
            at=At("contacts", one.at.line),
        )
        for one in account.contacts
    )
    changes: dict[str, Any] = {"contacts": people}
    for field in fields(account):
        if field.name not in ("contacts", "id", "name", "path", "at"):
            changes[field.name] = masked(getattr(account, field.name), masks)
    return replace(account, **changes)


_SAID = frozenset({"do", "what", "need", "about"})
"""What an entry says, in free text."""
_PEOPLE = {"with_": True, "to": True, "source": True, "subject": True, "reports_to": True}


def masked(value: Any, masks: Masks) -> Any:
    """A value with ids of people replaced, and without the texts that give one away."""
    if isinstance(value, str):
        return None if masks.gives_away(value) else value
    if isinstance(value, tuple) and not hasattr(value, "_fields"):
        return tuple(one for one in (masked(each, masks) for each in value) if one is not None)
    if is_dataclass(value) and not isinstance(value, type):
        return _masked_entry(value, masks)
    if isinstance(value, Mapping):
        return {key: masked(one, masks) for key, one in value.items()}
    return value


def _masked_entry(entry: Any, masks: Masks) -> Any:
    changes: dict[str, Any] = {}
    for field in fields(entry):
        value = getattr(entry, field.name)
        if field.name == "at":
            continue
        if field.name == "id":
            if value in masks.ids:
                changes["id"] = masks.ids[value]
            continue
        if field.name in _PEOPLE:
            changes[field.name] = _ids(value, masks)
        else:
            new = masked(value, masks)
            if new is None and isinstance(value, str) and field.name in _SAID:
                new = masks.closed  # without a word it would look as if nobody had written anything
            if new is not value:
                changes[field.name] = new
    return replace(entry, **changes) if changes else entry


def _ids(value: Any, masks: Masks) -> Any:
    if isinstance(value, tuple):
        return tuple(masks.id(one) for one in value)
    if isinstance(value, str):
        return masks.ids.get(value) or (None if masks.gives_away(value) else value)
    return value
