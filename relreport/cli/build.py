"""`relreport build`: assess and render, staged, and exchanged at once."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from relreport import __version__
from relreport.cli import DONE, PROBLEMS, USAGE
from relreport.cli.dates import DAY, today
from relreport.cli.pages import (
    chosen_languages,
    look_before_pdf,
    own_look,
    own_templates_of,
    tell_problem,
)
from relreport.cli.session import Session, no_file, pass_session, refuse
from relreport.cli.speech import say, spoken
from relreport.cli.visit import sheets_again, sheets_in, still_wanted
from relreport.cli.withhold import LEAK, LeakError, told, withholder
from relreport.config import (
    FIGURES_NAME,
    SETTINGS_NAME,
    NoSuchFileError,
    Workspace,
    read_plain_file,
    unreadable,
)
from relreport.diagnostics import escaped

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from relreport.build import Built, Job, Order
    from relreport.build.run import Maker
    from relreport.cache import Manifest
    from relreport.config import AccountFile
    from relreport.figures import FigureRow
    from relreport.finding import Finding


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
@click.option(
    "--kind", type=click.Choice(["plan", "visit", "handover"]), default="plan", help=say("build.kind")
)
@click.option("--with", "with_", metavar="CONTACT", help=say("build.with"))
@click.option("--owner", metavar="PERSON", help=say("build.owner"))
@click.option("--single-file", "single", is_flag=True, help=say("build.single"))
@click.option("--jobs", "-j", type=click.IntRange(1, 64), help=say("build.jobs"))
@click.option("--executor", metavar="MODULE:FACTORY", help=say("build.executor"))
@click.option("--force", is_flag=True, help=say("build.force"))
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
    kind: str,
    with_: str | None,
    owner: str | None,
    single: bool,
    jobs: int | None,
    executor: str | None,
    force: bool,
    strict: bool,
    yes: bool,
) -> int:
    from relreport.cli.audiences import chosen_audience

    workspace = session.usable_workspace()
    settings = workspace.settings
    readers = chosen_audience(audience, settings, "build.no_audience")
    if readers == "customer" and not yes:
        click.confirm(say("build.for_customer"), abort=True, err=True)
    asked = _Asked(
        day=as_of or settings.as_of or today(),
        audience=readers,
        languages=chosen_languages(languages or session.lang or settings.language),
        html=form in ("html", "all"),
        pdf=form in ("pdf", "all"),
        paper=paper or settings.paper,
        single=single,
    )
    if (kind == "visit") != (with_ is not None):
        refuse(say("build.visit_who"))
    if (kind == "handover") != (owner is not None):
        refuse(say("build.handover_whose"))
    if asked.pdf:
        look_before_pdf()
    how = _How(paths=paths, jobs=jobs, executor=executor, force=force, strict=strict, yes=yes, owner=owner)
    return _run(session, workspace, asked, output or workspace.root / "output", how, with_)


@dataclass(frozen=True, kw_only=True)
class _Asked:
    """What the pages are to be: all of it is part of what they are kept under."""

    day: date
    audience: str
    languages: tuple[str, ...]
    html: bool
    pdf: bool
    paper: str
    single: bool


@dataclass(frozen=True, kw_only=True)
class _How:
    """How the build is to go about it."""

    paths: tuple[Path, ...]
    jobs: int | None
    executor: str | None
    force: bool
    strict: bool
    yes: bool
    owner: str | None = None  # whose handover


def _run(
    session: Session, workspace: Workspace, asked: _Asked, target: Path, how: _How, who: str | None
) -> int:
    from relreport.output import OutputProblem, OutputRefused

    try:
        if who is not None:
            return _visited(session, workspace, asked, target, how, who)
        if how.owner is not None:
            return _handed_over(session, workspace, asked, target, how, how.owner)
        return _kept_or_built(session, workspace, asked, target, how)
    except OutputRefused as problem:
        return tell_problem(problem, USAGE)
    except OutputProblem as problem:
        return tell_problem(problem, PROBLEMS)


def _visited(session: Session, workspace: Workspace, asked: _Asked, target: Path, how: _How, who: str) -> int:
    from relreport.cli.visit import build_visit

    sources, _ = _sources(session, workspace, how.paths)
    jobs, _ = _jobs(session, workspace, sources, _figures_data(workspace))
    if how.paths:
        named = _named(workspace, how.paths)
        jobs = [job for job in jobs if job.path in named]
    replacing = _may_replace(target, asked.audience, how.yes)
    return build_visit(session, workspace, _order(workspace, asked), jobs, who, target, replacing=replacing)


def _handed_over(
    session: Session, workspace: Workspace, asked: _Asked, target: Path, how: _How, owner: str
) -> int:
    from relreport.cli.handover import build_handover

    sources, _ = _sources(session, workspace, how.paths)
    jobs, _ = _jobs(session, workspace, sources, _figures_data(workspace))
    replacing = _may_replace(target, asked.audience, how.yes)
    return build_handover(
        session, workspace, _order(workspace, asked), jobs, owner, target, replacing=replacing
    )


def _kept_or_built(session: Session, workspace: Workspace, asked: _Asked, target: Path, how: _How) -> int:
    """Where nothing changed since the last build, its report is all there is to do."""
    from relreport.cache import Cache, digest, folder_print, program
    from relreport.output import private_place
    from relreport.output.places import private_folder

    sources, mistakes = _sources(session, workspace, how.paths)
    figures = _figures_data(workspace)
    running = digest(__version__, program(), folder_print(workspace.root / "templates"))
    logo = workspace.settings.logo
    picture = read_plain_file(workspace.root / logo)[0] if logo else None
    alike = _named_alike(workspace, sources)
    common = digest(running, workspace.settings_data, repr(asked), picture or b"", *sorted(alike))
    whole = digest(common, figures, *(part for file, data in sources for part in (file.path, file.id, data)))
    places = workspace.root / ".relreport"
    cache = Cache(private_folder(private_place(places) / "cache"), _output_name(target, places))
    last = None if how.force else cache.load(asked.audience)
    sheets = sheets_in(target, asked.audience)
    if (
        last is not None
        and not how.paths
        and last.whole == whole
        and not (how.strict and last.report["problems"])
        and _standing(target, last, sheets)
    ):
        return _report(session, last.report, target, mistakes)

    from relreport.build.earlier import standing_in
    from relreport.build.run import Plan, run
    from relreport.cli.past import last_valid_versions

    order = replace(_order(workspace, asked), named_alike=alike)
    jobs, findings = _jobs(session, workspace, sources, figures)
    del sources
    wanted = still_wanted(jobs, order, sheets)  # now: the building lets go of the jobs
    plan = Plan(
        target=target,
        places=places,
        version=__version__,
        replacing=_may_replace(target, asked.audience, how.yes),
        whole="" if findings else whole,
        common=common,
        program=running,
        steady=digest(running, workspace.settings_data),
        anew=_named(workspace, how.paths) if how.paths else None,
        strict=how.strict,
    )
    keeper = withholder(workspace, asked.audience)
    with _making(session, how, len(jobs)) as make, last_valid_versions(workspace) as last_valid:
        try:
            if keeper is None:
                report, done = run(jobs, order, plan, standing_in(make, last_valid), cache=cache, last=last)
            else:
                watched, look = standing_in(keeper.watching(make), last_valid), keeper.look_at_site
                report, done = run(jobs, order, plan, watched, cache=cache, last=last, look=look)
        except LeakError as leak:
            for hit in leak.hits:
                click.echo(say("build.leak", audience=asked.audience, **told(hit)), err=True)
            return PROBLEMS
    for hit in keeper.hits if keeper else ():
        click.echo(say("build.withheld", account=hit.account, audience=asked.audience, **told(hit)), err=True)
    if not done:
        click.echo(say("build.stopped", count=report["with_mistakes"]), err=True)
        return PROBLEMS
    code = sheets_again(session, workspace, order, wanted, target) if wanted else DONE
    return _report(session, report, target, mistakes + findings) or code


def _output_name(target: Path, places: Path) -> str:
    """What the cache knows an output by: where it lies as seen from the workspace."""
    return os.path.relpath(os.path.realpath(target), os.path.realpath(places))


def _standing(target: Path, last: Manifest, sheets: Sequence[str]) -> bool:
    """Whether the output still is what that build left there."""
    from relreport.output import read_mark
    from relreport.output.mark import MARK

    try:
        mark = read_mark(target)
        return (
            mark is not None
            and (mark.audience, mark.version) == (last.audience, __version__)
            and last.intact(target, beside=[MARK, *sheets])
        )
    except OSError:
        return False


def _order(workspace: Workspace, asked: _Asked) -> Order:
    from relreport.build import Order

    return Order(
        settings=workspace.settings,
        day=asked.day,
        audience=asked.audience,
        languages=asked.languages,
        html=asked.html,
        pdf=asked.pdf,
        paper=asked.paper,
        templates=own_templates_of(workspace.root),
        look=own_look(workspace),
        single=asked.single,
    )


@contextmanager
def _making(session: Session, how: _How, count: int) -> Iterator[Maker]:
    """Who makes the pages, told on a terminal how far they are."""
    from relreport.build.workers import build_here, build_in_workers, build_with

    shown = count > 1 and sys.stderr.isatty() and not session.quiet

    def told(maker: Maker) -> Maker:
        def make(jobs: Sequence[Job], order: Order) -> Iterator[Built]:
            if not shown or len(jobs) < 2:
                yield from maker(jobs, order)
                return
            with click.progressbar(length=len(jobs), file=sys.stderr) as bar:
                for built in maker(jobs, order):
                    bar.update(1)
                    yield built

        return make

    def local(jobs: Sequence[Job], order: Order) -> Iterator[Built]:
        workers = _workers(how.jobs, len(jobs), order)
        return build_in_workers(jobs, order, workers=workers) if workers else build_here(jobs, order)

    if how.executor is None:
        yield told(local)
        return
    with _executor(how.executor) as executor:
        yield told(lambda jobs, order: build_with(executor, jobs, order))


def _executor(named: str) -> Executor:
    """The executor that a factory makes. Named on the command line alone: settings come from other hands."""
    import importlib
    from concurrent.futures import Executor

    module, _, factory = named.partition(":")
    try:
        made = getattr(importlib.import_module(module), factory)()
    except (ImportError, AttributeError, ValueError, TypeError) as error:
        refuse(say("build.bad_executor", executor=named[:80], reason=type(error).__name__))
    if not isinstance(made, Executor):
        refuse(say("build.bad_executor", executor=named[:80], reason=type(made).__name__))
    return made


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


def _sources(
    session: Session, workspace: Workspace, paths: Sequence[Path]
) -> tuple[list[tuple[AccountFile, bytes]], int]:
    """Every account file with its bytes, and how many mistakes were told on the way.

    Files named outside of `accounts/` are built too, for this once.
    """
    try:
        named, findings = workspace.chosen(paths)
    except NoSuchFileError as error:
        no_file(error)
    findings = (*findings, *_passed_over(workspace))
    files = {file.path: file for file in (*workspace.files, *named)}
    sources: list[tuple[AccountFile, bytes]] = []
    seen: set[str] = set()
    for path in sorted(files):
        file = files[path]
        data, reason = read_plain_file(file.place)
        if data is None:
            findings = (*findings, unreadable(file.path, reason))
        # of two files with one id the first is built: the other's page would take its place
        if data is not None and file.id.casefold() not in seen:
            seen.add(file.id.casefold())
            sources.append((file, data))
    session.tell_mistakes(findings, spoken(workspace.settings.language))
    return sources, sum(one.is_error for one in findings)


def _passed_over(workspace: Workspace) -> Iterator[Finding]:
    """What is in the workspace and is not read, but for the settings: a link, a pipe, another's id."""
    yield from (one for one in workspace.findings if one.where.path != SETTINGS_NAME)
    place = workspace.root / FIGURES_NAME
    if place.exists() or place.is_symlink():
        data, reason = read_plain_file(place)
        if data is None:
            yield unreadable(FIGURES_NAME, reason)


def _named(workspace: Workspace, paths: Sequence[Path]) -> frozenset[str]:
    return frozenset(file.path for file in workspace.chosen(paths)[0])


def _figures_data(workspace: Workspace) -> bytes:
    place = workspace.root / FIGURES_NAME
    return read_plain_file(place)[0] or b"" if place.exists() else b""


def _jobs(
    session: Session, workspace: Workspace, sources: Sequence[tuple[AccountFile, bytes]], figures: bytes
) -> tuple[list[Job], int]:
    from relreport.build import Job

    rows: Mapping[str, tuple[FigureRow, ...]] = {}
    mistakes = 0
    if figures:
        read = workspace.figures([(file.id, _name(data)) for file, data in sources])
        session.tell_mistakes(read.findings, spoken(workspace.settings.language))
        rows, mistakes = read.rows, len(read.findings)
    return [
        Job(path=file.path, id=file.id, data=data, figures=rows.get(file.id, ())) for file, data in sources
    ], mistakes


def _named_alike(workspace: Workspace, sources: Sequence[tuple[AccountFile, bytes]]) -> frozenset[str]:
    """Accounts that their names alone would not tell apart: their handouts carry the id, too."""
    if "<name>" not in workspace.settings.pdf_name or "<id>" in workspace.settings.pdf_name:
        return frozenset()
    from relreport.build import name_in_files

    named: dict[str, list[str]] = {}
    for file, data in sources:
        named.setdefault(name_in_files(_name(data) or file.id).casefold(), []).append(file.id)
    return frozenset(id for ids in named.values() if len(ids) > 1 for id in ids)


def _name(data: bytes) -> str:
    """The account's name for joining finance's rows, read from its first lines alone."""
    import re

    found = re.search(rb"^name:[ \t]*(.+?)[ \t]*$", data[:4096], re.MULTILINE)
    return found[1].decode("utf-8", "replace").strip("\"'") if found else ""


def _workers(jobs: int | None, count: int, order: Order) -> int:
    """How many workers; none where they would take longer to start than to work.

    A PDF is always made in one, and so is a page by templates that are not ours: they may take for ever.
    """
    if jobs is not None and jobs > 1:
        return min(jobs, count)
    guarded = order.pdf or bool(order.templates)
    if jobs == 1:
        return min(1, count) if guarded else 0
    worth = 3 if order.pdf else 80
    if count >= worth:
        return min(os.cpu_count() or 1, 8)
    return min(1, count) if guarded else 0


def _report(session: Session, report: Mapping[str, Any], target: Path, mistakes: int) -> int:
    """What was built, what was left out and why; exit 1 where anything was."""
    for row in report["invalid"]:
        place = escaped(f"{row['path']}:{row['line']}:{row['column']}")
        click.echo(f"{place}: error[{row['code']}] {row['message']}", err=True)
    for account, reason in report["failed"]:
        if reason != LEAK:  # what is withheld was told with its place
            click.echo(say("build.failed", account=account, reason=reason), err=True)
    for path, name, characters in report["boxes"]:
        shown = " ".join(f"U+{ord(character[0]):04X}" for character in characters)
        click.echo(say("build.glyphs", path=f"{path} → {name}", characters=shown), err=True)
    session.tell_own_rules(report["broken"], report["packages"])
    session.tell(say("build.done", built=report["built"], path=str(target)))
    if report["unread"]:
        session.tell(say("build.invalid", count=report["unread"]))
    if report["stale"]:
        session.tell(say("build.stale", count=report["stale"]))
    if report["slips"]:
        session.tell(say("build.slips", count=report["slips"]))
    return PROBLEMS if mistakes or report["problems"] else DONE
