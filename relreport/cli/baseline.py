"""`relreport baseline`: today's gaps accepted until a day, to begin with old files."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import click

from relreport.cli import DONE, PROBLEMS
from relreport.cli.dates import DAY, today
from relreport.cli.screen import show_text
from relreport.cli.session import Session, no_file, pass_session
from relreport.cli.speech import say

HALF_A_YEAR = 182


@click.command(help=say("baseline"), short_help=say("baseline"))
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--until", type=DAY, help=say("baseline.until"))
@click.option("--reason", help=say("baseline.reason"))
@click.option("--check", is_flag=True, help=say("baseline.check"))
@click.option("--renew", is_flag=True, help=say("baseline.renew"))
@click.option("--as-of", "as_of", type=DAY, help=say("assess.as_of"))
@pass_session
def baseline(
    session: Session,
    paths: tuple[Path, ...],
    until: date | None,
    reason: str | None,
    check: bool,
    renew: bool,
    as_of: date | None,
) -> int:
    from relreport.baseline import baseline as taken_of
    from relreport.baseline import written
    from relreport.config import NoSuchFileError, read_plain_file
    from relreport.parse import parse
    from relreport.repairs import apply
    from relreport.writer import CannotWriteError

    workspace = session.usable_workspace()
    settings = workspace.settings
    day = as_of or settings.as_of or today()
    end = until or day + timedelta(days=HALF_A_YEAR)
    try:
        files, _ = workspace.chosen(paths)
    except NoSuchFileError as error:
        no_file(error)
    problems = False
    for file in files:
        data, _ = read_plain_file(file.place)
        parsed = parse(file.path, data, settings) if data is not None else workspace.parse(file)
        if parsed.account is None or parsed.errors or data is None:
            click.echo(say("baseline.broken", path=file.path), err=True)
            problems = True
            continue
        taken = taken_of(parsed.account, settings, day, end, renew=renew)
        if taken.new or (check and taken.added):
            new = taken.new or taken.added
            codes = ", ".join(gap.anchor for gap in new)
            show_text(say("baseline.new", account=file.id, count=len(new), gaps=codes))
            problems = problems or check
        if check:
            problems = problems or bool(taken.gone)
        if not check and (taken.added or taken.gone):
            try:
                new_data = written(
                    file.path,
                    data,
                    parsed.account,
                    taken,
                    day=day,
                    until=end,
                    reason=reason or say("baseline.reason_text"),
                )
            except CannotWriteError:
                new_data = b""
            if not new_data or not apply(file.place, data, new_data):
                click.echo(say("baseline.form", path=file.path), err=True)
                problems = True
                continue
        if taken.gone:
            click.echo(say("baseline.fell", account=file.id, count=len(taken.gone), left=taken.left))
        elif taken.added and not check:
            ends = end.isoformat()
            click.echo(say("baseline.taken", account=file.id, count=len(taken.added), until=ends))
        elif taken.held:
            click.echo(say("baseline.same", account=file.id, left=taken.left))
    return PROBLEMS if problems else DONE
