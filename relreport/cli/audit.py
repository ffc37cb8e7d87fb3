"""`relreport audit`: does any byte of an output hold what its audience may not read? Exit 1 with a hit."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from relreport.cli import DONE, PROBLEMS
from relreport.cli.session import Session, pass_session, refuse
from relreport.cli.speech import say
from relreport.config import SETTINGS_NAME, Workspace, read_plain_file

if TYPE_CHECKING:
    from relreport.fields.kinds import Sensitivity
    from relreport.scan.folder import Hit


@click.command(help=say("audit"), short_help=say("audit"))
@click.argument("output", type=click.Path(path_type=Path, exists=True))
@click.option("--audience", help=say("audit.audience"))
@pass_session
def audit(session: Session, output: Path, audience: str | None) -> int:
    from relreport.scan.clearance import AUDIENCES, UnknownAudience, clearance_of
    from relreport.scan.folder import scan
    from relreport.scan.forbidden import forbidden
    from relreport.scan.sources import own_words

    workspace = session.usable_workspace()
    wanted = audience or workspace.settings.audience
    own = _own_audiences(workspace)
    try:
        clearance = clearance_of(wanted, own)
    except UnknownAudience:
        refuse(say("audit.no_audience", audience=wanted[:40], known=", ".join({**AUDIENCES, **own})))
    if clearance is max(type(clearance)):
        session.tell(say("audit.sees_all", audience=wanted))
        return DONE
    files, unread = _files(workspace)
    for path in unread:
        click.echo(say("audit.unread", path=path), err=True)
    closed = forbidden(
        files,
        audience=wanted,
        settings=(SETTINGS_NAME, workspace.settings_data),
        audiences=own,
        words=own_words(workspace.root / "templates"),
    )
    hits = scan(output, closed)
    for hit in hits:
        click.echo(_told(hit))
    searched = sum(len(names) for _, _, names in os.walk(output)) if output.is_dir() else 1
    result = "audit.found" if hits else "audit.clean"
    session.tell(say(result, files=searched, audience=wanted, hits=len(hits)))
    return PROBLEMS if hits or unread else DONE


def _own_audiences(workspace: Workspace) -> dict[str, Sensitivity]:
    from relreport.fields.kinds import Sensitivity

    return {one.name: Sensitivity[one.clearance.upper()] for one in workspace.settings.audiences}


def _files(workspace: Workspace) -> tuple[list[tuple[str, bytes]], list[str]]:
    files: list[tuple[str, bytes]] = []
    unread: list[str] = []
    for file in workspace.files:
        data, _ = read_plain_file(file.place)
        if data is None:
            unread.append(file.path)
        else:
            files.append((file.path, data))
    return files, unread


def _told(hit: Hit) -> str:
    """Field and place, never the text."""
    from relreport.scan.view import UNREADABLE

    if hit.way == UNREADABLE:
        return say("audit.unreadable", file=hit.file)
    if not hit.path:
        return say("audit.judgement", file=hit.file, place=hit.field, way=hit.way)
    return say("audit.hit", file=hit.file, place=f"{hit.path}:{hit.line} {hit.field}", way=hit.way)
