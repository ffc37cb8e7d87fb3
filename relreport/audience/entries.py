"""An account without the facts that an audience may not read, as the field table marks them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, fields, replace
from functools import cache
from typing import Any

from relreport.audience.levels import Audience
from relreport.fields.account import ACCOUNT, DECLARED
from relreport.fields.contact import BOARD_SENSITIVITY, ITEM_SENSITIVITY
from relreport.fields.dealings import ROUND
from relreport.fields.kinds import Entries, Record, Sensitivity
from relreport.fields.settings import PERSON
from relreport.model import Account, At, Contact, Interaction, Item, Person, Portrait, Settings, Tender

LISTS: Mapping[str, Record] = {
    field.name: field.kind.of for field in ACCOUNT.fields if isinstance(field.kind, Entries)
}
PRIVATE_KINDS = frozenset({"meal", "leisure"})
RESTRICTED, SECRET = Sensitivity.RESTRICTED, Sensitivity.SECRET


def redacted_account(account: Account, audience: Audience) -> Account:
    """The account as this audience may have it. Its source text and its body are never in it."""
    closed: dict[str, Any] = {"text": "", "body": "", "own": {}}
    for field in ACCOUNT.fields:
        if not audience.may_read(field.sensitivity):
            closed[field.slot] = default_of(Account, field.slot)
        elif field.name in LISTS:
            entries = getattr(account, field.name)
            closed[field.name] = tuple(_entry(one, LISTS[field.name], audience) for one in entries)
    if account.declared is not None and not audience.may_read(DECLARED.by_name["distance"].sensitivity):
        closed["declared"] = replace(account.declared, distance=None)
    return replace(account, **closed)


def redacted_settings(settings: Settings, audience: Audience) -> Settings:
    """The settings, without what this audience may not know of our people, nor own keys."""
    closed = _closed_slots(Person, PERSON, audience)
    people = tuple(replace(one, **closed) for one in settings.people) if closed else settings.people
    return replace(settings, people=people, own={})


@cache
def default_of(model: type, slot: str) -> Any:
    """What a slot holds when nothing is known."""
    for field in fields(model):
        if field.name == slot:
            return (
                field.default
                if field.default is not MISSING
                else (field.default_factory() if field.default_factory is not MISSING else "")
            )
    raise KeyError(slot)


@cache
def _closed_slots(model: type, record: Record, audience: Audience) -> Mapping[str, Any]:
    """The slots of a record that are closed to an audience, with what stands there instead."""
    return {
        field.slot: default_of(model, field.slot)
        for field in record.fields
        if field.name != "portrait" and not audience.may_read(field.sensitivity)
    }


def _entry(entry: Any, record: Record, audience: Audience) -> Any:
    changes: dict[str, Any] = dict(_closed_slots(entry.__class__, record, audience))
    if isinstance(entry, Interaction):
        changes |= _interaction(entry, audience)
    elif isinstance(entry, Contact):
        changes |= _contact(entry, audience)
    elif isinstance(entry, Tender):
        changes["rounds"] = tuple(_entry(one, ROUND, audience) for one in entry.rounds)
    return replace(entry, own={}, **changes)


def is_private(entry: Interaction) -> bool:
    """Whether what is noted of an interaction is secret."""
    return entry.kind in PRIVATE_KINDS or entry.info == "confided" or entry.topic == "privacy"


def _interaction(entry: Interaction, audience: Audience) -> dict[str, Any]:
    """What was confided, private topics, and notes of meals and leisure are secret."""
    if audience.sees_all:
        return {}
    closed: dict[str, Any] = {}
    if entry.kind in PRIVATE_KINDS:
        closed["note"] = None
    if entry.info == "confided":
        closed |= {"info": None, "note": None}
    if entry.topic == "privacy":
        closed |= {"topic": None, "raised": None, "note": None}
    return closed


def _contact(contact: Contact, audience: Audience) -> dict[str, Any]:
    closed: dict[str, Any] = {"portrait": _portrait(contact.portrait, audience)}
    if not audience.may_read(RESTRICTED):
        closed["roles"] = tuple(role for role in contact.roles if role != "coach")
    return closed


def _portrait(portrait: Portrait, audience: Audience) -> Portrait:
    """Open items stay; of closed ones their number alone, and of a closed board that it is closed (0)."""
    boards: dict[str, dict[str, Item]] = {}
    closed = (board for board, needed in BOARD_SENSITIVITY.items() if not audience.may_read(needed))
    hidden = dict.fromkeys(closed, 0) if audience.clearance >= Sensitivity.INTERNAL else {}
    for board, name, item in portrait:
        sensitivity = ITEM_SENSITIVITY.get((board, name), BOARD_SENSITIVITY[board])
        if item.withheld is not None:
            sensitivity = SECRET
        if audience.may_read(sensitivity):
            boards.setdefault(board, {})[name] = replace(item, own={}) if item.own else item
        elif audience.clearance >= Sensitivity.INTERNAL:
            hidden[board] = hidden.get(board, 0) + 1
    none = {board: at for board, at in portrait.none.items() if audience.may_read(BOARD_SENSITIVITY[board])}
    return Portrait(boards=boards, none=none, hidden=hidden)


_STEP = re.compile(r"(\w+)(?:\[\d+\])?")


def open_places(places: Iterable[At], audience: Audience) -> tuple[At, ...]:
    """The places of evidence whose fields this audience may read."""
    return tuple(at for at in places if audience.may_read(_sensitivity_of(at.field)))


@cache
def _sensitivity_of(path: str) -> Sensitivity | None:
    """The sensitivity of a path of fields: the highest on the way."""
    steps = [found[1] for found in _STEP.finditer(path)]
    if not steps:
        return Sensitivity.PUBLIC
    top = ACCOUNT.by_name.get(steps[0])
    highest = top.sensitivity if top else None
    if len(steps) == 1 or highest is None:
        return highest
    if steps[1] == "portrait":
        board = BOARD_SENSITIVITY.get(steps[2]) if len(steps) > 2 else None
        item = ITEM_SENSITIVITY.get((steps[2], steps[3])) if len(steps) > 3 else board
        return None if board is None else max(board, item or board)
    field = LISTS[steps[0]].by_name.get(steps[1]) if steps[0] in LISTS else None
    if field is None:
        return highest if steps[0] not in LISTS else None
    return None if field.sensitivity is None else max(highest, field.sensitivity)
