"""Accounts, contacts, interactions, gaps and actions as tables, as one audience may have them.

They are made of redacted plans, and a column that is closed to the audience is not there at all: in it an
empty cell would say something.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time
from typing import Any

from relreport.actions import Plan
from relreport.audience import Audience
from relreport.fields.account import ACCOUNT
from relreport.fields.kinds import Entries
from relreport.formats.json import account_json
from relreport.record import dataclass
from relreport.text import Wording

Cell = str | int | float | date | None

RECORDS = {one.name: one.kind.of for one in ACCOUNT.fields if isinstance(one.kind, Entries)}
CONTACT = (
    "id",
    "name",
    "title",
    "side",
    "roles",
    "influence",
    "reports_to",
    "held_by",
    "birthday",
    "joined",
    "left",
)
INTERACTION = (
    "on",
    "at",
    "with",
    "by",
    "kind",
    "initiated",
    "space",
    "topic",
    "raised",
    "risk",
    "info",
    "coach",
    "did",
    "trust",
    "note",
)
ACCOUNT_OWN = ("id", "name", "tier", "owner", "team", "industry", "category", "stage")
STAGE = ("share", "share_low", "share_high", "period", "source", "trend", "status", "since")
LEVELS = ("distance", "trust", "temperature", "phase", "supplier_rank", "sales_loop")
GAP = ("code", "severity", "kind", "subject", "title", "message", "status")
ACTION = ("rank", "do", "with", "by", "due", "serves", "status")


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table: its name, its columns, and its rows, each as long as the columns."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    shares: tuple[str, ...] = ()  # the columns whose numbers are parts of one


def tables(plans: Iterable[tuple[Plan, Wording]], audience: Audience) -> tuple[Table, ...]:
    """The tables of redacted plans, each with the words of its account."""
    told = [(plan, account_json(plan, wording)) for plan, wording in plans]
    contact, interaction = _open("contacts", CONTACT, audience), _open("interactions", INTERACTION, audience)
    return (
        Table(
            name="accounts",
            columns=(*ACCOUNT_OWN, *STAGE, *LEVELS, "gaps"),
            rows=tuple(_account(plan, facts) for plan, facts in told),
            shares=("share", "share_low", "share_high"),
        ),
        Table(
            name="contacts",
            columns=("account", *contact, "distance", "trust"),
            rows=tuple(row for plan, facts in told for row in _contacts(plan, facts, contact)),
        ),
        Table(
            name="interactions",
            columns=("account", *interaction),
            rows=tuple(
                (facts["id"], *_cells(one, "interactions", interaction))
                for plan, facts in told
                for one in sorted(plan.assessment.readings.account.interactions, key=lambda one: one.on)
            ),
        ),
        Table(
            name="gaps",
            columns=("account", *GAP, "line"),
            rows=tuple(
                (facts["id"], *(_cell(gap[name]) for name in GAP), _line(gap))
                for _, facts in told
                for gap in facts["gaps"]
            ),
        ),
        Table(
            name="actions",
            columns=("account", *ACTION),
            rows=tuple(
                (
                    facts["id"],
                    *(_cell(action[name]) if name != "due" else _day(action[name]) for name in ACTION),
                )
                for _, facts in told
                for action in facts["actions"]
            ),
        ),
    )


def _open(record: str, names: Sequence[str], audience: Audience) -> tuple[str, ...]:
    fields = RECORDS[record].by_name
    return tuple(name for name in names if audience.may_read(fields[name].sensitivity))


def _account(plan: Plan, facts: Mapping[str, Any]) -> tuple[Cell, ...]:
    account = plan.assessment.readings.account
    stage = facts["stage"]
    return (
        *(_cell(one) for one in (account.id, account.name, account.tier, account.owner, account.team)),
        *(_cell(one) for one in (account.industry, account.category, stage["level"])),
        *(_cell(stage.get(name)) for name in STAGE),
        *(_cell(facts.get(name)) for name in LEVELS),
        len(facts["gaps"]),
    )


def _contacts(plan: Plan, facts: Mapping[str, Any], names: Sequence[str]) -> Iterable[tuple[Cell, ...]]:
    levels = {one["id"]: one for one in facts["contacts"]}
    for contact in plan.assessment.readings.account.contacts:
        read = levels.get(contact.id, {})
        verdict = read.get("trust", {}).get("verdict")
        yield (facts["id"], *_cells(contact, "contacts", names), read.get("distance"), verdict)


def _cells(entry: Any, record: str, names: Sequence[str]) -> tuple[Cell, ...]:
    fields = RECORDS[record].by_name
    return tuple(_cell(getattr(entry, fields[name].slot)) for name in names)


def _cell(value: Any) -> Cell:
    """A value as a cell; several in one, parted by a comma."""
    if value is None or (isinstance(value, str | int | float | date) and not isinstance(value, bool)):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if hasattr(value, "month"):  # a birthday
        year = f"{value.year}-" if value.year else ""
        return f"{year}{value.month:02d}-{value.day:02d}"
    if isinstance(value, tuple | list | frozenset):
        return ", ".join(str(_cell(one)) for one in value) or None
    return str(value)


def _day(told: str | None) -> Cell:
    return date.fromisoformat(told) if told else None


def _line(gap: Mapping[str, Any]) -> Cell:
    return gap["evidence"][0]["line"] if gap["evidence"] else None
