"""`relreport fmt`: account files in canonical form, comments kept."""

from __future__ import annotations

from pathlib import Path

import click

from relreport.cli import DONE, PROBLEMS
from relreport.cli.session import Session, no_file, pass_session
from relreport.cli.speech import say


@click.command(help=say("fmt"), short_help=say("fmt"))
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--check", is_flag=True, help=say("fmt.check"))
@pass_session
def fmt(session: Session, paths: tuple[Path, ...], check: bool) -> int:
    from relreport.canonical import canonical
    from relreport.config import FIGURES_NAME, SETTINGS_NAME, NoSuchFileError, read_plain_file
    from relreport.repairs import apply

    workspace = session.workspace_of(paths)
    try:
        files, mistakes = workspace.chosen(paths)
    except NoSuchFileError as error:
        no_file(error)
    session.tell_mistakes(mistakes)
    problems = any(one.is_error for one in mistakes)
    changed = 0
    for file in files:
        if Path(file.path).name in (SETTINGS_NAME, FIGURES_NAME):
            continue
        data, _ = read_plain_file(file.place)
        new = canonical(file.path, data) if data is not None else None
        if data is None or new is None:
            click.echo(say("fmt.broken", path=file.path), err=True)
            problems = True
        elif new == data:
            continue
        elif check:
            click.echo(say("fmt.would", path=file.path))
            problems = True
        elif apply(file.place, data, new):
            click.echo(say("fmt.done", path=file.path))
            changed += 1
        else:
            click.echo(say("check.writing", path=file.path), err=True)
            problems = True
    if not check:
        session.tell(say("fmt.count", count=changed))
    return PROBLEMS if problems else DONE
