"""One account file, as a whole."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

from relreport.fields.account import ACCOUNT
from relreport.fields.contact import CONTACT
from relreport.fields.kinds import Record
from relreport.fields.spoken import meant
from relreport.finding import Finding
from relreport.model import Accepted, Account
from relreport.model.places import At, Place
from relreport.model.settings import Settings
from relreport.nearest import nearest
from relreport.parse import checks
from relreport.parse.body import add_plain_lines
from relreport.parse.context import Context, Names
from relreport.parse.likely import name_of, uncurled
from relreport.parse.lists import TOP
from relreport.parse.other_keys import missing
from relreport.record import dataclass
from relreport.source import Broken, Map, Seq, Source, take_apart
from relreport.spellings import RESERVED, identifier, identifier_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """What a file gave: the account or None, its id, its name where it can be read, and every finding by
    place."""

    path: str
    id: str
    account: Account | None
    name: str | None
    findings: tuple[Finding, ...]

    @property
    def errors(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.is_error)


def parse(path: str, data: bytes, settings: Settings | None = None) -> Parsed:
    """Read one account file. `path` is relative to the workspace, with `/`; its stem is the account's id."""
    return parse_taken(take_apart(path, data), settings or Settings())


def parse_taken(source: Source, settings: Settings) -> Parsed:
    """The same of a file that was taken apart before, and perhaps changed since."""
    path = source.path
    stem = PurePosixPath(path).stem
    id = identifier(stem)
    if id is None:
        # a name that Windows keeps for itself is one with a number behind it
        near = identifier_of(stem[:60]) or identifier(f"{stem}-1")
        usable = near is not None and near.casefold() not in RESERVED
        source.report("E151", 0, facts={"near": f"{near}.md"} if usable else {})
    elif id.casefold() in RESERVED:
        source.report("E152", 0, facts={"id": id})
    account = None
    name = None
    top = source.top
    if top is not None:
        name = _said(top, "name", ACCOUNT)
        account = _account(path, id or stem, top, source, settings)
        if not source.whole:
            account = None
    else:
        _without_fields(source, settings)
    findings = tuple(sorted(source.findings, key=lambda one: (one.where.line, one.where.column, one.code)))
    return Parsed(
        path=path, id=id or unicodedata.normalize("NFC", stem), account=account, name=name, findings=findings
    )


def _without_fields(source: Source, settings: Settings) -> None:
    """A file without fields that can be read: its plain lines are looked at all the same."""
    if source.whole:
        source.report("E206", 0, facts=missing("name", ACCOUNT).facts)
    context = Context(source, people=_people(settings))
    # no fields at all name no contacts; fields that cannot be read may name anybody
    context.contacts.open = any(one.code not in ("E104", "E110", "E206") for one in source.findings)
    add_plain_lines({}, Map(Place(0, 0), flow=False), source, context)


def _people(settings: Settings) -> Names:
    return Names(((one.id, one.name) for one in settings.people), open=not settings.people_given)


def _account(path: str, id: str, top: Map, source: Source, settings: Settings) -> Account | None:
    context = Context(source, contacts=_contact_names(top, source), people=_people(settings))
    slots, _ = TOP.slots(top, "", context)  # a mistake at the top takes out its field, not the account
    add_plain_lines(slots, top, source, context)
    if not slots.get("name"):
        source.whole = False
        return None
    slots["accepted"] = tuple(_by_id(one, context) for one in slots.get("accepted", ()))
    account = Account(
        id=id,
        path=path,
        body=source.body,
        body_line=source.body_line,
        text=source.text,
        at=At("", top.mark.line + 1, 1, top.keys),
        **slots,
    )
    return checks.across_entries(account, context)


def _contact_names(top: Map, source: Source) -> Names:
    """Who can be named, spoilt contacts included: a mistake in one must not make every mention of them
    another.

    Where contacts were lost to a mistake nobody knows who they were, and anybody may be named.
    """
    value = _meant_for(top, "contacts", ACCOUNT)
    items: list[Any] = value.items if type(value) is Seq else [value] if type(value) is Map else []
    lost = "contacts" in source.lost or isinstance(value, str | Broken)
    pairs: list[tuple[str, str]] = []
    for item in items:
        if type(item) is str:
            pairs.append((item.strip(), item.strip()))
            pairs.append((item.strip(), name_of(item.strip())))
        if type(item) is not Map:
            lost = lost or type(item) not in (str, type(None))
            continue
        name, id = (_said(item, key, CONTACT) for key in ("name", "id"))
        if id or name:
            known = (identifier(id) if id else identifier_of(name or "")) or id or name or ""
            pairs.append((known, name or known))
            if name and (inner := uncurled(name)):
                pairs.append((known, inner))  # the quotes were said; who is meant is plain
        elif item.spoilt:
            lost = True
    return Names(pairs, open=lost)


def _said(node: Map, key: str, record: Record) -> str | None:
    """The text under a key, or under one that was likely meant for it."""
    value = _meant_for(node, key, record)
    return value.strip() or None if isinstance(value, str) else None


def _meant_for(node: Map, key: str, record: Record) -> Any:
    """What stands under a key, or under one that was likely meant for it."""
    value = node.values.get(key)
    if value is None:
        for written, other in node.values.items():
            if written in record.by_name:
                continue
            if (meant(record, written) or nearest(written, record.names)) == key:
                value = other
    return value


def _by_id(accepted: Accepted, context: Context) -> Accepted:
    """The acceptance with its subject by id, where it names a contact or one of ours."""
    subject = (accepted.subject or "").strip()
    id = context.contacts.table.get(subject) or context.people.table.get(subject)
    return replace(accepted, subject=id) if id else accepted
