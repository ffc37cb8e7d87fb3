"""`relreport export`: accounts and what belongs to them as tables, and what is due as a calendar."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import click

from relreport.cli import DONE, PROBLEMS
from relreport.cli.dates import DAY, today
from relreport.cli.session import Session, no_file, pass_session, refuse
from relreport.cli.speech import say, spoken

FILES = {"xlsx": "relreport.xlsx", "sqlite": "relreport.sqlite", "ics": "relreport.ics"}


@click.command(help=say("export"), short_help=say("export"))
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--to",
    "form",
    type=click.Choice(["csv", *FILES]),
    default="csv",
    help=say("export.to"),
    show_default=True,
)
@click.option("--output", "-o", type=click.Path(path_type=Path), help=say("export.output"))
@click.option("--audience", help=say("build.audience"))
@click.option("--as-of", "as_of", type=DAY, help=say("assess.as_of"))
@click.option("--lang", "language", type=click.Choice(["en", "zh"]), help=say("export.lang"))
@pass_session
def export(
    session: Session,
    paths: tuple[Path, ...],
    form: str,
    output: Path | None,
    audience: str | None,
    as_of: date | None,
    language: str | None,
) -> int:
    from relreport.audience import audience_named
    from relreport.build.order import Order
    from relreport.build.plans import for_audience, plan_of, wording_of
    from relreport.cli.audiences import chosen_audience
    from relreport.cli.past import for_our_own
    from relreport.cli.withhold import leaks
    from relreport.config import NoSuchFileError, read_plain_file
    from relreport.exchange.calendar import as_calendar
    from relreport.exchange.sheets import as_csv, as_database
    from relreport.exchange.tables import tables
    from relreport.exchange.workbook import as_workbook

    workspace = session.usable_workspace()
    settings = workspace.settings
    readers = audience_named(chosen_audience(audience, settings, "build.no_audience"), settings)
    for_our_own(readers.name, settings)
    day = as_of or settings.as_of or today()
    order = Order(settings=settings, day=day, audience=readers.name)
    language = language or session.lang or settings.language
    try:
        files, findings = workspace.chosen(paths)
    except NoSuchFileError as error:
        no_file(error)
    parsed = [workspace.parse(file) for file in files]
    plans = [for_audience(plan_of(one.account, order), order, language) for one in parsed if one.account]
    plans.sort(key=lambda plan: plan.assessment.account.id)
    made = tables(((plan, wording_of(plan, settings, language, order)) for plan in plans), readers)
    # what is searched for leaks is what can be read: a workbook is packed
    searched = {f"{table.name}.csv": as_csv(table) for table in made}
    written: Mapping[str, bytes] = searched
    if form == "ics":
        written = searched = {FILES["ics"]: as_calendar(plans, readers, settings, day, language)}
    elif form != "csv":
        written = {FILES[form]: as_workbook(made) if form == "xlsx" else as_database(made)}
    made_of = [(file.path, read_plain_file(file.place)[0] or b"") for file in files]
    if leaks(workspace, readers.name, searched, made_of):
        return PROBLEMS
    _write(session, written, output or workspace.root / "export", alone=form != "csv" and output is not None)
    mistakes = [*findings, *(finding for one in parsed for finding in one.errors)]
    session.tell_mistakes(mistakes, spoken(settings.language))
    session.tell_own_rules(code for plan in plans for code in plan.assessment.broken_rules)
    return PROBLEMS if any(one.is_error for one in mistakes) else DONE


def _write(session: Session, files: Mapping[str, bytes], target: Path, *, alone: bool) -> None:
    """Into a folder; one file alone under the name that was given."""
    if alone and not target.is_dir():
        places = {target: next(iter(files.values()))}
    else:
        if target.exists() and not target.is_dir():
            refuse(say("output.not-a-folder", path=str(target)))
        places = {target / name: data for name, data in files.items()}
    for place, data in places.items():
        if place.is_symlink():
            refuse(say("output.symlink", path=str(place)))
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        beside = place.with_name(f".{place.name}.new")
        beside.touch(mode=0o600)  # as private as what build writes
        beside.write_bytes(data)
        beside.replace(place)
        click.echo(str(place))
