"""`relreport verify FILE.pdf`: do these files give this document, and what changed since."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from relreport.cli import DONE, PROBLEMS
from relreport.cli.dates import today
from relreport.cli.session import Session, pass_session, refuse
from relreport.cli.speech import say, spoken


@click.command(help=say("verify"), short_help=say("verify"))
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@pass_session
def verify(session: Session, file: Path) -> int:
    from relreport.audience import UnknownAudienceError, audience_named
    from relreport.build.order import Order
    from relreport.cli.past import looking_back
    from relreport.formats.seal import read_seal
    from relreport.review.sealed import verified
    from relreport.text.figures import say_day

    try:
        data = file.read_bytes()
    except OSError:
        refuse(say("no_file", path=str(file)))
    seal = read_seal(data)
    if seal is None:
        click.echo(say("verify.no_seal", path=str(file)))
        return PROBLEMS
    workspace = session.usable_workspace()
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
