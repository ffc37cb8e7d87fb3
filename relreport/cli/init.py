"""`relreport init`: a workspace to begin with. What is there already is kept."""

from __future__ import annotations

from pathlib import Path

import click

from relreport.cli.session import Session, pass_session, refuse
from relreport.cli.speech import overhear, say, spoken
from relreport.config import ACCOUNTS_NAME
from relreport.phrases import LANGUAGES
from relreport.source import scalar
from relreport.starter import workspace_files


@click.command(help=say("init"))
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
@click.option("--lang", type=click.Choice(LANGUAGES), help=say("init.lang"))
@click.option("--company", default="", help=say("init.company"))
@pass_session
def init(session: Session, folder: Path | None, lang: str | None, company: str) -> None:
    if lang and session.lang is None:
        overhear(lang)
    root = folder or session.folder or Path.cwd()
    if root.exists() and not root.is_dir():
        refuse(say("init.no_folder", path=str(root)))
    (root / ACCOUNTS_NAME).mkdir(parents=True, exist_ok=True)
    for path, text in workspace_files(lang or spoken(), scalar(company) if company else ""):
        place = root / path
        if place.exists() or place.is_symlink():
            session.tell(say("init.kept", path=path))
            continue
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8", newline="\n")
        session.tell(say("init.made", path=path))
    elsewhere = {} if root.resolve() == Path.cwd() else {"folder": str(root)}
    session.tell(say("init.next", **elsewhere))
