"""`relreport assess`: stage, gaps and actions in the terminal, as JSON or as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from relreport.actions import Plan
from relreport.cli import DONE, PROBLEMS
from relreport.cli.dates import DAY, today
from relreport.cli.screen import columns, show
from relreport.cli.session import Session, no_file, pass_session
from relreport.cli.speech import say, spoken
from relreport.config import NoSuchFileError
from relreport.parse import Parsed

if TYPE_CHECKING:
    from relreport.build.order import Order
    from relreport.text import Wording


@click.command(help=say("assess"), short_help=say("assess"))
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "csv"]),
    default="text",
    help=say("assess.format"),
    show_default=True,
)
@click.option("--as-of", "as_of", type=DAY, help=say("assess.as_of"))
@click.option("--audience", help=say("assess.audience"))
@pass_session
def assess(
    session: Session, paths: tuple[Path, ...], form: str, as_of: date | None, audience: str | None
) -> int:
    from relreport.build.order import Order
    from relreport.build.plans import for_audience, plan_of, wording_of
    from relreport.cli.audiences import chosen_audience

    workspace = session.usable_workspace()
    settings = workspace.settings
    language = spoken(settings.language)
    order = Order(
        settings=settings,
        day=as_of or settings.as_of or today(),
        audience=chosen_audience(audience or "manager", settings, "build.no_audience"),
    )
    try:
        files, findings = workspace.chosen(paths)
    except NoSuchFileError as error:
        no_file(error)
    parsed = [workspace.parse(file) for file in files]
    told = session.lang or settings.language if form == "json" else language
    plans = [for_audience(plan_of(one.account, order), order, told) for one in parsed if one.account]
    mistakes = [*findings, *(finding for one in parsed for finding in one.errors)]
    if form == "json":
        click.echo(_json(plans, parsed, order, session.lang or settings.language), nl=False)
    elif form == "csv":
        public = any(plan.public for plan in plans)
        click.echo(_for_customer(plans) if public else _csv(plans), nl=False)
    elif any(plan.public for plan in plans):
        _show_to_customers(plans, order, language)
    else:
        wordings = {plan.assessment.account.id: wording_of(plan, settings, language, order) for plan in plans}
        _show(session, plans, wordings, one=bool(paths) and len(plans) == 1)
    session.tell_mistakes(mistakes, language)
    session.tell_own_rules(code for plan in plans for code in plan.assessment.broken_rules)
    return PROBLEMS if any(one.is_error for one in mistakes) else DONE


def _json(plans: list[Plan], parsed: Iterable[Parsed], order: Order, language: str) -> str:
    from relreport.build.plans import wording_of
    from relreport.formats.json import account_json, document, dumps, invalid_json

    accounts = [account_json(plan, wording_of(plan, order.settings, language, order)) for plan in plans]
    invalid = [row for one in parsed for row in _for_readers(invalid_json(one, language), order, language)]
    return dumps(document(accounts, invalid, as_of=order.day, audience=order.audience))


def _for_readers(rows: list[dict[str, Any]], order: Order, language: str) -> list[dict[str, Any]]:
    """Mistakes as these readers may have them: a message can quote a word of a closed field."""
    from relreport.audience import audience_named
    from relreport.diagnostics import title
    from relreport.fields.kinds import Sensitivity

    readers = audience_named(order.audience, order.settings)
    if readers.sees_all:
        return rows
    public = readers.clearance is Sensitivity.PUBLIC
    return [] if public else [{**row, "message": title(row["code"], language)} for row in rows]


def _csv(plans: Iterable[Plan]) -> str:
    """One row a gap, machine words alone; a text that a sheet would take for a formula is made a text."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(
        ("account", "stage", "share", "distance", "trust", "code", "severity", "kind", "subject", "line")
    )
    for plan in plans:
        readings = plan.assessment.readings
        latest = readings.stage.latest
        head = (
            _cell(readings.account.id),
            readings.stage.level,
            f"{float(latest.share.middle):.4f}" if latest else "",
            readings.distance,
            readings.trust,
        )
        for gap in plan.assessment.gaps:
            line = gap.evidence[0].line if gap.evidence else ""
            writer.writerow((*head, gap.code, gap.severity.word, gap.kind, _cell(gap.subject or ""), line))
        if not plan.assessment.gaps:
            writer.writerow((*head, "", "", "", "", ""))
    return out.getvalue()


def _for_customer(plans: Iterable[Plan]) -> str:
    """What may be shown to the customer, one row a customer: in it no judgement stands."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("account", "name", "category", "delivered", "agreed"))
    for plan in plans:
        account = plan.assessment.account
        days = " ".join(on.isoformat() for on in plan.agreed)
        told = (account.id, account.name, account.category or "", " ".join(plan.delivered), days)
        writer.writerow([_cell(one) for one in told])
    return out.getvalue()


def _cell(text: str) -> str:
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "＝", "＋", "－", "＠") else text


def _show(session: Session, plans: list[Plan], wordings: dict[str, Wording], *, one: bool) -> None:
    from relreport.formats import terminal

    room = min(columns(), 100 if one else 140)
    if not plans:
        return
    if one:
        plan = plans[0]
        lines = terminal.account(plan, wordings[plan.assessment.account.id], room)
    else:
        first = wordings[plans[0].assessment.account.id]
        lines = terminal.portfolio(plans, first, wordings, room)
    show(lines)


def _show_to_customers(plans: Iterable[Plan], order: Order, language: str) -> None:
    """What the page for a customer says, customer by customer."""
    from relreport.build.plans import wording_of
    from relreport.build.site import ways
    from relreport.formats.terminal_customer import customer
    from relreport.page.customer import customer_page

    for place, plan in enumerate(plans):
        wording = wording_of(plan, order.settings, language, order)
        if place:
            click.echo()
        show(customer(customer_page(plan, wording, site=ways(order, "", "index.html"))))
