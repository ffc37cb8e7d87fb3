"""`relreport verify FILE.pdf`: do these files give this document, and what changed since."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from relreport.cli import DONE, PROBLEMS
from relreport.cli.dates import today
from relreport.cli.session import Refusal, Session, pass_session, refuse
from relreport.cli.speech import say, spoken
from relreport.diagnostics import escaped

if TYPE_CHECKING:
    from relreport.config import Workspace
    from relreport.formats.roll import Roll

NAMED = 12  # accounts that are named where many changed


@click.command(help=say("verify"), short_help=say("verify"))
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@pass_session
def verify(session: Session, file: Path) -> int:
    from relreport.audience import UnknownAudienceError, audience_named
    from relreport.build.order import Order
    from relreport.cli.past import looking_back
    from relreport.formats.roll import read_roll
    from relreport.formats.seal import read_seal
    from relreport.review.sealed import verified
    from relreport.text.figures import say_day

    try:
        data = file.read_bytes()
    except OSError:
        refuse(say("no_file", path=str(file)))
    seal, roll = read_seal(data), read_roll(data)
    if seal is None and roll is None:
        click.echo(say("verify.no_seal", path=str(file)))
        return PROBLEMS
    workspace = session.usable_workspace()
    if seal is None:
        assert roll is not None
        return _of_many(workspace, roll)
    try:
        audience_named(seal.audience, workspace.settings)
    except UnknownAudienceError:
        click.echo(say("verify.no_audience", audience=seal.audience[:40]))
        return PROBLEMS
    order = Order(
        settings=replace(workspace.settings, as_of=None),
        day=seal.day,
        audience=seal.audience,
        languages=(seal.language,),
        pdf=True,
    )
    language = spoken(workspace.settings.language)
    facts = {
        "code": seal.code,
        "account": seal.id,
        "day": say_day(seal.day, language),
        "audience": seal.audience,
    }
    with looking_back(workspace, today(), ()) as past:
        names = [(id, one.parsed.name or "") for id, one in past.present.items()]
        verdict = verified(seal, past, workspace.figures(names).rows, order)
    session.tell_own_rules(verdict.broken_rules)
    click.echo(say("verify.document", **facts))
    if seal.valid is not None:
        click.echo(say("verify.stale", day=say_day(seal.valid, language)))
    if verdict.version is not None:
        written = say_day(verdict.version.known.day, language)
        unread = verdict.present is not None and verdict.present.parsed.account is None
        told = "verify.earlier_unread" if unread else "verify.earlier"
        click.echo(say(told, day=written, commit=verdict.version.known.id[:10]))
        if verdict.present is not None:
            click.echo(say("verify.see", commit=verdict.version.known.id[:10], account=verdict.present.id))
    else:
        click.echo(say(f"verify.{verdict.outcome}"))
    parts = verdict.changed
    if not parts and verdict.outcome == "changed":
        parts = ("nothing",)
    for name in parts:
        click.echo(say(f"verify.part_{name}"))
    return DONE if verdict.outcome == "same" else PROBLEMS


def _of_many(workspace: Workspace, roll: Roll) -> int:
    """A review or the portfolio: whether it would be made of the same again, and what changed since."""
    from relreport import __version__
    from relreport.audience import UnknownAudienceError, audience_named
    from relreport.build.order import Order
    from relreport.cli.past import looking_back
    from relreport.review.rolls import compared, moment_of
    from relreport.spellings import period
    from relreport.text.figures import say_day, say_period

    settings = replace(workspace.settings, as_of=None)
    try:
        audience_named(roll.audience, settings)
    except UnknownAudienceError:
        click.echo(say("verify.no_audience", audience=roll.audience[:40]))
        return PROBLEMS
    order = Order(settings=settings, day=roll.day, audience=roll.audience, languages=(roll.language,))
    try:
        with looking_back(workspace, roll.today, (moment_of(roll),)) as past:
            names = {id: one.parsed.name or id for id, one in past.present.items()}
            found = compared(roll, past, workspace.figures(names.items()).rows, order)
    except Refusal:  # it compares with a commit that is not here
        click.echo(say("verify.no_revision", code=roll.code, commit=roll.revision[:10]))
        return PROBLEMS
    language = spoken(workspace.settings.language)
    facts = {"code": roll.code, "day": say_day(roll.day, language), "audience": roll.audience}
    if (named := period(roll.id)) is not None:
        facts["period"] = say_period(named, language)
    click.echo(say(f"verify.{roll.kind}", **facts))
    if not found.same:
        click.echo(say("verify.other"))
    elif found.version:
        click.echo(say("verify.same_but_version", old=roll.version[:20], new=__version__))
    else:
        click.echo(say("verify.same"))
    for name, ids in (("changed", found.changed), ("gone", found.gone), ("new", found.new)):
        if ids:
            click.echo(say(f"verify.accounts_{name}", count=len(ids), names=_named(ids, names)))
    for name in found.parts:
        click.echo(say(f"verify.part_{name}"))
    return DONE if found.same else PROBLEMS


def _named(ids: Sequence[str], names: Mapping[str, str]) -> str:
    """The first of them by name and id; those that are there no more by the id alone."""
    told = [f"{names[id]} ({id})" if names.get(id, id) != id else id for id in ids[:NAMED]]
    return escaped(", ".join(told)) + (" …" if len(ids) > NAMED else "")
