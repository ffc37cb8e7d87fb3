"""The account as it was known on a day: what was done later does not exist; plans may lie ahead."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from relreport.model import (
    Account,
    Action,
    Ask,
    Commitment,
    Competitor,
    Complaint,
    Contact,
    Item,
    Need,
    Portrait,
    Promise,
    Purchase,
    Reader,
    Request,
    Tender,
)

Entry = TypeVar("Entry")


def as_known(account: Account, day: date, *, contacts: Iterable[Contact] | None = None) -> Account:
    """The account without what happened after `day`; statuses follow dates, undated facts hold always.

    `contacts`: its own as they were known on a later day; less is to be taken out of them.
    """

    def had(on: date | None) -> bool:
        return on is None or on <= day

    def keep(
        entries: Iterable[Entry], on: Callable[[Entry], date | None], cut: Callable[[Entry, date], Entry]
    ) -> Any:
        return tuple(cut(one, day) for one in entries if had(on(one)))

    return replace(
        account,
        partnership=account.partnership if had(account.partnership) else None,
        readers=tuple(_reader(one, day) for one in account.readers),
        purchasing=tuple(
            sorted((one for one in account.purchasing if _began(one, day)), key=lambda one: one.period.first)
        ),
        performance=tuple(one for one in account.performance if had(one.on)),
        satisfaction=tuple(one for one in account.satisfaction if had(one.on)),
        needs=keep(account.needs, lambda one: one.on, _need),
        openings=tuple(one for one in account.openings if had(one.on)),
        competitors=tuple(_competitor(one, day) for one in account.competitors),
        contacts=keep(account.contacts if contacts is None else contacts, lambda one: one.joined, _contact),
        interactions=tuple(
            sorted((one for one in account.interactions if one.on <= day), key=lambda one: one.on)
        ),
        tenders=keep(account.tenders, lambda one: one.opened, _tender),
        complaints=keep(account.complaints, lambda one: one.on, _complaint),
        promises=keep(account.promises, lambda one: one.on, _promise),
        commitments=keep(account.commitments, lambda one: one.on, _commitment),
        requests=keep(account.requests, lambda one: one.on, _request),
        referrals=tuple(one for one in account.referrals if had(one.on)),
        actions=tuple(_action(one, day) for one in account.actions),
        asks=keep(account.asks, lambda one: one.on, _ask),
    )


def _later(on: date | None, day: date) -> bool:
    return on is not None and on > day


def _began(row: Purchase, day: date) -> bool:
    return row.period.first < day and not _later(row.on, day)


def _reader(reader: Reader, day: date) -> Reader:
    return replace(reader, signed=None) if _later(reader.signed, day) else reader


def need_status(need: Need, day: date) -> tuple[str, date | None]:
    """Where a need stood on `day`, and since when where that is dated.

    Dates decide, `met` before `answered`; a status without its own date counts from the latest other date.
    """
    if need.met is not None and need.met <= day:
        return "met", need.met
    others = [one for one in (need.on, need.answered, need.confirmed, need.met) if one is not None]
    since = max(others, default=None)
    if need.status == "met" and need.met is None and (since is None or since <= day):
        return "met", since
    if need.answered is not None and need.answered <= day:
        return "answered", need.answered
    if need.status == "answered" and need.answered is None and (since is None or since <= day):
        return "answered", since
    return ("brewing" if need.status == "brewing" else "open"), need.on


def _need(need: Need, day: date) -> Need:
    status, since = need_status(need, day)
    answered = need.answered if not _later(need.answered, day) else None
    met = need.met if not _later(need.met, day) else None
    if status == "met" and met is None:
        met = since
    if status == "answered" and answered is None:
        answered = since
    confirmed = need.confirmed if not _later(need.confirmed, day) else None
    if (status, answered, met, confirmed) == (need.status, need.answered, need.met, need.confirmed):
        return need
    return replace(need, status=status, answered=answered, met=met, confirmed=confirmed)


def _competitor(rival: Competitor, day: date) -> Competitor:
    if any(_later(one.on, day) for one in rival.moves):
        return replace(rival, moves=tuple(one for one in rival.moves if not _later(one.on, day)))
    return rival


def _learned_later(portrait: Portrait, day: date) -> bool:
    """Whether anything was written down or confirmed after `day`."""
    for items in portrait.boards.values():
        for item in items.values():
            on, confirmed = item.on, item.confirmed
            if (on is not None and on > day) or (confirmed is not None and confirmed > day):
                return True
    return False


def _contact(contact: Contact, day: date) -> Contact:
    if not _learned_later(contact.portrait, day):
        return contact
    boards: dict[str, dict[str, Item]] = {}
    for board, name, item in contact.portrait:
        if not _later(item.on, day):
            if _later(item.confirmed, day):
                item = replace(item, confirmed=None)
            boards.setdefault(board, {})[name] = item
    return replace(contact, portrait=Portrait(boards=boards, none=contact.portrait.none))


def _tender(tender: Tender, day: date) -> Tender:
    """The rounds so far in order; an outcome that was not known yet is open."""
    in_order = sorted(tender.rounds, key=lambda one: one.on or date.min)
    rounds = tuple(one for one in in_order if not _later(one.on, day))
    decided = tender.decided
    if decided is None and tender.result != "open":
        decided = in_order[-1].on if in_order else None
    if _later(decided, day):
        return replace(tender, rounds=rounds, decided=None, result="open", terms=None)
    return replace(tender, rounds=rounds, decided=decided)


def _complaint(complaint: Complaint, day: date) -> Complaint:
    return _without_later(complaint, day, "acted", "closed")


def _promise(promise: Promise, day: date) -> Promise:
    return _without_later(promise, day, "kept", "broken")


def _commitment(commitment: Commitment, day: date) -> Commitment:
    return _without_later(commitment, day, "kept", "lapsed")


Dated = TypeVar("Dated", Complaint, Promise, Commitment)


def _without_later(entry: Dated, day: date, *names: str) -> Dated:
    """The entry without those of its days that nobody knew of yet."""
    later: dict[str, Any] = {name: None for name in names if _later(getattr(entry, name), day)}
    return replace(entry, **later) if later else entry


def _request(request: Request, day: date) -> Request:
    if _later(request.replied, day):
        return replace(request, replied=None, answer=None, reported=None)
    return replace(request, reported=None) if _later(request.reported, day) else request


def _action(action: Action, day: date) -> Action:
    return replace(action, status="open", done_on=None) if _later(action.done_on, day) else action


def _ask(ask: Ask, day: date) -> Ask:
    return replace(ask, decided=None, answer=None) if _later(ask.decided, day) else ask
