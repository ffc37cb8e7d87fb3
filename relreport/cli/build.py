"""`relreport build`: assess and render, staged, and exchanged at once."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from relreport import __version__
from relreport.cli import DONE, PROBLEMS, USAGE
from relreport.cli.dates import DAY, today
from relreport.cli.session import Session, no_file, pass_session, refuse
from relreport.cli.speech import say, spoken
from relreport.config import NoSuchFileError, Workspace, read_plain_file
from relreport.phrases import LANGUAGES, phrases

if TYPE_CHECKING:
    from relreport.build import Built, Job, Order
    from relreport.config import AccountFile
    from relreport.output import OutputProblem


@click.command(help=say("build"), short_help=say("build"))
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["html", "pdf", "all"]),
    default="html",
    help=say("build.format"),
    show_default=True,
)
@click.option("--output", type=click.Path(path_type=Path), help=say("build.output"))
@click.option("--audience", help=say("build.audience"))
@click.option("--as-of", "as_of", type=DAY, help=say("build.as_of"))
@click.option("--lang", "languages", help=say("build.lang"))
@click.option("--paper", type=click.Choice(["a4", "letter", "phone"]), help=say("build.paper"))
@click.option("--jobs", "-j", type=click.IntRange(1, 64), help=say("build.jobs"))
@click.option("--strict", is_flag=True, help=say("build.strict"))
@click.option("--yes", is_flag=True, help=say("build.yes"))
@pass_session
def build(
    session: Session,
    paths: tuple[Path, ...],
    form: str,
    output: Path | None,
    audience: str | None,
    as_of: date | None,
    languages: str | None,
    paper: str | None,
    jobs: int | None,
    strict: bool,
    yes: bool,
) -> int:
    from relreport.build import Order
    from relreport.cli.audiences import chosen_audience

    workspace = session.usable_workspace()
    settings = workspace.settings
    readers = chosen_audience(audience, settings, "build.no_audience")
    if readers == "customer" and not yes:
        click.confirm(say("build.for_customer"), abort=True, err=True)
    order = Order(
        settings=settings,
        day=as_of or settings.as_of or today(),
        audience=readers,
        languages=_languages(languages or session.lang or settings.language),
        html=form in ("html", "all"),
        pdf=form in ("pdf", "all"),
        paper=paper or settings.paper,
        templates=_templates(workspace.root),
    )
    if order.pdf:
        _look_before_pdf()
    return _run(session, workspace, order, paths, output or workspace.root / "output", jobs, strict, yes)


def _languages(wanted: str) -> tuple[str, ...]:
    chosen = tuple(dict.fromkeys(part.strip() for part in wanted.split(",") if part.strip()))
    for language in chosen:
        if language not in LANGUAGES:
            refuse(say("build.bad_lang", language=language[:12]))
    return chosen or ("en",)


def _templates(root: Path) -> dict[str, str]:
    from relreport.formats.html import read_templates
    from relreport.resources import templates

    own = root / "templates"
    if not own.is_dir() or own.is_symlink() or own.resolve() == templates().resolve():
        return {}
    return read_templates(own)


def _look_before_pdf() -> None:
    """With no Pango WeasyPrint ends in a traceback, with no font in a crash: say what is missing, exit 3."""
    from relreport.formats.libraries import MissingLibraryError, lacking

    if lacks := lacking():
        raise MissingLibraryError(lacks)


def _run(
    session: Session,
    workspace: Workspace,
    order: Order,
    paths: Sequence[Path],
    target: Path,
    jobs: int | None,
    strict: bool,
    yes: bool,
) -> int:
    from relreport.build import build as build_all
    from relreport.build import site_files
    from relreport.output import OutputProblem, OutputRefused, open_output

    work, mistakes = _jobs(session, workspace, paths)
    built: list[Built] = []
    try:
        with open_output(
            target,
            places=workspace.root / ".relreport",
            audience=order.audience,
            version=__version__,
            replacing=_may_replace(target, order.audience, yes),
        ) as staging:
            for one in build_all(work, order, workers=_workers(jobs, len(work), order)):
                built.append(one)
                for name, data in one.files.items():
                    staging.write(name, data)
            if strict and any(one.mistakes or not one.read for one in built):
                click.echo(say("build.stopped", count=sum(bool(one.mistakes) for one in built)), err=True)
                return PROBLEMS
            for name, data in site_files(built, order).items():
                staging.write(name, data)
            staging.commit()
    except OutputRefused as problem:
        return _told(problem, USAGE)
    except OutputProblem as problem:
        return _told(problem, PROBLEMS)
    return _report(session, built, target, mistakes)


def _may_replace(target: Path, audience: str, yes: bool) -> bool:
    """Whether the output of another audience may be replaced: on a terminal the person is asked."""
    from relreport.output import read_mark

    try:
        mark = read_mark(target)
    except OSError:
        return False
    if mark is None or mark.audience == audience:
        return False
    if yes:
        return True
    return sys.stdin.isatty() and click.confirm(
        say("build.replace", path=str(target), found=mark.audience, wanted=audience), err=True
    )


def _jobs(session: Session, workspace: Workspace, paths: Sequence[Path]) -> tuple[list[Job], int]:
    from relreport.build import Job

    try:
        files, findings = workspace.chosen(paths)
    except NoSuchFileError as error:
        no_file(error)
    session.tell_mistakes(findings, spoken(workspace.settings.language))
    work: list[Job] = []
    accounts = [(file.id, _name(workspace, file)) for file in files]
    figures = workspace.figures(accounts)
    session.tell_mistakes(figures.findings, spoken(workspace.settings.language))
    for file in files:
        data, _ = read_plain_file(file.place)
        if data is not None:
            work.append(Job(path=file.path, id=file.id, data=data, figures=figures.rows.get(file.id, ())))
    return work, sum(one.is_error for one in (*findings, *figures.findings))


def _name(workspace: Workspace, file: AccountFile) -> str:
    """The account's name for joining finance's rows, read from its first lines alone."""
    import re

    data, _ = read_plain_file(file.place)
    found = re.search(rb"^name:[ \t]*(.+?)[ \t]*$", (data or b"")[:4096], re.MULTILINE)
    return found[1].decode("utf-8", "replace").strip("\"'") if found else ""


def _workers(jobs: int | None, count: int, order: Order) -> int:
    """As many as there are processors, where the work is worth starting them."""
    if jobs is not None:
        return jobs
    worth = 3 if order.pdf else 80
    return min(os.cpu_count() or 1, 8) if count >= worth else 1


def _told(problem: OutputProblem, code: int) -> int:
    facts = {name: value for name, value in problem.facts.items() if value is not None}
    key = f"output.{problem.code}"
    known = key in phrases("commands", spoken())
    click.echo(say(key if known else "output.failed", **{"code": problem.code, **facts}), err=True)
    return code


def _report(session: Session, done: list[Built], target: Path, mistakes: int) -> int:
    """What was built, what was left out and why; exit 1 where anything was."""
    unread = [one for one in done if not one.read and not one.failure]
    for one in sorted(done, key=lambda one: one.path):
        for row in next(iter(one.invalid.values()), []):
            click.echo(
                f"{row['path']}:{row['line']}:{row['column']}: error[{row['code']}] {row['message']}",
                err=True,
            )
        if one.failure:
            click.echo(say("build.failed", account=one.id, reason=one.failure), err=True)
        for name, characters in one.boxes.items():
            shown = " ".join(f"U+{ord(character[0]):04X}" for character in characters)
            click.echo(say("build.glyphs", path=f"{one.path} → {name}", characters=shown), err=True)
    session.tell(say("build.done", built=sum(one.read for one in done), path=str(target)))
    if unread:
        session.tell(say("build.invalid", count=len(unread)))
    slips = sum(one.mistakes for one in done if one.read)
    if slips:
        session.tell(say("build.slips", count=slips))
    problems = mistakes or unread or slips or any(one.failure or one.boxes for one in done)
    return PROBLEMS if problems else DONE
