"""`relreport what-if`: readings, gaps and actions before and after a change; nothing is written."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from relreport.cli import DONE, PROBLEMS
from relreport.cli.dates import DAY, today
from relreport.cli.screen import show_text
from relreport.cli.session import Session, file_of, pass_session, refuse
from relreport.cli.speech import say, spoken

if TYPE_CHECKING:
    from relreport.actions import Plan
    from relreport.text import Wording
    from relreport.whatif import Difference


@click.command("what-if", help=say("what-if"), short_help=say("what-if"))
@click.argument("account")
@click.argument("changes", nargs=-1, required=True)
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help=say("explain.format")
)
@click.option("--as-of", "as_of", type=DAY, help=say("assess.as_of"))
@pass_session
def what_if(session: Session, account: str, changes: tuple[str, ...], form: str, as_of: date | None) -> int:
    from relreport.build.order import Order
    from relreport.build.plans import plan_of, wording_of
    from relreport.config import read_plain_file
    from relreport.parse import parse
    from relreport.supposing import NotUnderstoodError, suppose
    from relreport.whatif import difference

    workspace = session.usable_workspace()
    settings = workspace.settings
    language = spoken(settings.language)
    file = file_of(workspace, account)
    data, _ = read_plain_file(file.place)
    before = parse(file.path, data, settings) if data is not None else workspace.parse(file)
    if before.account is None or data is None:
        session.tell_mistakes(before.errors, language)
        return PROBLEMS
    try:
        after = suppose(file.path, data, changes, settings)
    except NotUnderstoodError as error:
        facts = {"change": error.change, "field": "", "list": "", **error.facts}
        refuse(say(f"what-if.{error.reason}", **facts))
    known = {(one.code, one.where.line) for one in before.errors}
    new = [one for one in after.errors if (one.code, one.where.line) not in known]
    if new or after.account is None:
        session.tell_mistakes(new, language)
        return PROBLEMS
    order = Order(settings=settings, day=as_of or settings.as_of or today())
    was, now = plan_of(before.account, order), plan_of(after.account, order)
    apart = difference(was, now)
    wordings = (wording_of(was, settings, language, order), wording_of(now, settings, language, order))
    if form == "json":
        click.echo(json.dumps(_data(apart, was, now, changes, wordings), ensure_ascii=False, indent=1))
    else:
        show_text("\n".join(_told(apart, was, now, wordings)))
    return DONE


def _told(apart: Difference, was: Plan, now: Plan, wordings: tuple[Wording, Wording]) -> list[str]:
    from relreport.formats.terminal import MARK
    from relreport.text.sayings import action_text

    before, after = wordings
    if not apart:
        return [say("what-if.same")]
    lines = [say("what-if.readings")] if apart.moved else []
    lines += [
        f"  {_reading(one, after)}: "
        f"{_level(one.scale, one.before, after)} → {_level(one.scale, one.after, after)}"
        for one in apart.moved
    ]
    for title, gaps, wording in (("closed", apart.closed, before), ("opened", apart.opened, after)):
        if gaps:
            lines.append(say(f"what-if.{title}"))
            lines += [f"  {MARK[gap.severity]} {gap.anchor}  {wording.of_gap(gap, 'title')}" for gap in gaps]
    if apart.regraded:
        lines.append(say("what-if.regraded"))
        for gap, other in apart.regraded:
            words = [after.label("severity", it.severity.word) for it in (gap, other)]
            lines.append(f"  {gap.anchor}: {words[0]} → {words[1]}")
    for title, actions, plan, wording in (
        ("dropped", apart.dropped, was, before),
        ("added", apart.added, now, after),
    ):
        if actions:
            lines.append(say(f"what-if.{title}"))
            lines += [f"  {action_text(one, plan, wording)}" for one in actions]
    return lines


def _reading(one: Any, wording: Wording) -> str:
    if one.reading == "matrix":
        return wording.label("matrix", one.contact)
    name = say(f"what-if.reading.{one.reading}")
    return f"{name} ({wording.contact(one.contact)})" if one.contact else name


def _level(scale: str, level: str, wording: Wording) -> str:
    if scale == "contact":
        return wording.contact(level) or "?"
    if scale == "matrix":
        return {"True": "✓", "False": "–"}[level]
    return wording.label(scale, level)


def _data(
    apart: Difference, was: Plan, now: Plan, changes: tuple[str, ...], wordings: tuple[Wording, Wording]
) -> dict[str, Any]:
    from relreport.formats.json import account_json

    return {
        "relreport": 1,
        "as_of": was.assessment.day.isoformat(),
        "account": was.assessment.account.id,
        "changes": list(changes),
        "moved": [
            {"reading": one.reading, "subject": one.contact, "before": one.before, "after": one.after}
            for one in apart.moved
        ],
        "closed": [{"code": one.code, "subject": one.subject} for one in apart.closed],
        "opened": [{"code": one.code, "subject": one.subject} for one in apart.opened],
        "regraded": [
            {
                "code": one.code,
                "subject": one.subject,
                "before": one.severity.word,
                "after": other.severity.word,
            }
            for one, other in apart.regraded
        ],
        "before": account_json(was, wordings[0]),
        "after": account_json(now, wordings[1]),
    }
