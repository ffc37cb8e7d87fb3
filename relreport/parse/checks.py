"""What entries say together: periods that overlap, influence over 100, a circle of reporting lines."""

from __future__ import annotations

from dataclasses import replace

from relreport.model.account import Account
from relreport.model.business import Purchase
from relreport.model.contact import Contact
from relreport.model.plan import Accepted
from relreport.parse.context import Context, quotable


def across_entries(account: Account, context: Context) -> Account:
    """The account without what contradicts itself; every contradiction is reported."""
    return replace(
        account,
        purchasing=_periods_apart(account.purchasing, context),
        contacts=_reporting_lines(_influence(account.contacts, context), context),
        accepted=tuple(_by_id(one, context) for one in account.accepted),
    )


def _by_id(acceptance: Accepted, context: Context) -> Accepted:
    """An acceptance may name its subject; it is kept by id, where the name is one of theirs or ours."""
    subject = acceptance.subject
    if subject is None:
        return acceptance
    id = context.contacts.table.get(subject.strip()) or context.people.table.get(subject.strip())
    return replace(acceptance, subject=id) if id else acceptance


def _periods_apart(purchasing: tuple[Purchase, ...], context: Context) -> tuple[Purchase, ...]:
    kept: list[Purchase] = []
    for row in purchasing:
        other = next(
            (
                one
                for one in kept
                if one.period.first <= row.period.last and row.period.first <= one.period.last
            ),
            None,
        )
        if other is None:
            kept.append(row)
            continue
        at = row.at.key("period")
        context.source.report(
            "E216",
            at.line - 1,
            at.column - 1,
            facts={"period": row.period.name, "other": other.period.name, "first": other.at.line},
        )
    return tuple(kept)


def _influence(contacts: tuple[Contact, ...], context: Context) -> tuple[Contact, ...]:
    """Over 100 together, of those without `left`: the figure that goes over is taken as unknown."""
    total = 0
    found: list[Contact] = []
    for contact in contacts:
        if contact.influence is not None and contact.left is None:
            total += contact.influence
            if total > 100:
                at = contact.at.key("influence")
                context.source.report("E217", at.line - 1, at.column - 1, facts={"total": total})
                total -= contact.influence
                contact = replace(contact, influence=None)
        found.append(contact)
    return tuple(found)


def _reporting_lines(contacts: tuple[Contact, ...], context: Context) -> tuple[Contact, ...]:
    """A circle is reported once, at the contact of it that stands first; that line is taken as unknown."""
    above = {contact.id: contact.reports_to for contact in contacts}
    found: list[Contact] = []
    for contact in contacts:
        seen: set[str] = set()
        here = above.get(contact.id)
        while here is not None and here != contact.id and here not in seen:
            seen.add(here)
            here = above.get(here)
        if here == contact.id:
            at = contact.at.key("reports_to")
            context.source.report("E218", at.line - 1, at.column - 1, facts=quotable(contact=contact.id))
            above[contact.id] = None
            contact = replace(contact, reports_to=None)
        found.append(contact)
    return tuple(found)
