"""`relreport build`: the site of all accounts, staged, and exchanged at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from relreport import __version__
from relreport.cli import DONE, PROBLEMS
from relreport.cli.asked import Asked, How, may_replace, order_of
from relreport.cli.beside import cache_of
from relreport.cli.making import making
from relreport.cli.past import last_valid_versions
from relreport.cli.session import Session
from relreport.cli.sources import figures_data, jobs_of, named_alike, named_paths, read_sources
from relreport.cli.speech import say
from relreport.cli.visit import sheets_again, sheets_in, still_wanted
from relreport.cli.withhold import LEAK, LeakError, tell_leak, told, withholder
from relreport.config import AccountFile, Workspace, read_plain_file
from relreport.diagnostics import escaped
from relreport.record import dataclass

if TYPE_CHECKING:
    from relreport.build.job import Job
    from relreport.build.order import Order
    from relreport.build.run import Plan
    from relreport.cache import Cache, Manifest


@dataclass(frozen=True, kw_only=True)
class _Prints:
    """Hashes of what a build rests on: the program; with settings; with what was asked, without the day
    and with it; with all files."""

    program: str
    steady: str
    undated: str
    common: str
    whole: str
    hashes: Mapping[str, str]  # of every file, by path


def build_site(session: Session, workspace: Workspace, asked: Asked, target: Path, how: How) -> int:
    """Build what has changed; where nothing has since the last build, its report is all there is to do.

    Gives the exit code. Raises OutputRefused and OutputProblem.
    """
    from relreport.cli.kept_beside import beside

    sources, mistakes = read_sources(session, workspace, how.paths)
    figures, alike = figures_data(workspace), named_alike(workspace, sources)
    prints = _prints(workspace, asked, sources, figures, alike)
    places = workspace.root / ".relreport"
    cache = cache_of(workspace, target)
    last = None if how.force else cache.load(asked.audience, prints.program)
    sheets = sheets_in(target, asked.audience)
    others = beside(workspace, cache, target, asked.audience, sources)
    if (
        last is not None
        and not how.paths
        and last.whole == prints.whole
        and not (how.strict and last.report["problems"])
        and _standing(target, last, [*sheets, *others.stays])
    ):
        return _tell(session, last.report, target, mistakes)

    from relreport.build.run import Plan

    order = replace(order_of(workspace, asked), named_alike=alike)
    jobs, findings = jobs_of(session, workspace, sources, figures)
    del sources
    with last_valid_versions(workspace) as last_valid:  # now: the building lets go of the jobs
        wanted, as_they_are = still_wanted(jobs, order, sheets, last_valid)
    plan = Plan(
        target=target,
        places=places,
        version=__version__,
        replacing=may_replace(target, asked.audience, how.yes),
        whole="" if findings else prints.whole,
        common=prints.common,
        program=prints.program,
        steady=prints.steady,
        undated=prints.undated,
        hashes=prints.hashes,
        anew=named_paths(workspace, how.paths) if how.paths else None,
        strict=how.strict,
        beside=[*others.stays, *as_they_are],
    )
    report = _built(session, workspace, how, jobs, order, plan, cache, last)
    if report is None:
        return PROBLEMS
    for name, why in others.goes:
        click.echo(say(f"build.goes_{why}", page=escaped(name)), err=True)
    code = sheets_again(session, workspace, order, wanted, target) if wanted else DONE
    return _tell(session, report, target, mistakes + findings) or code


def _prints(
    workspace: Workspace,
    asked: Asked,
    sources: Sequence[tuple[AccountFile, bytes]],
    figures: bytes,
    alike: frozenset[str],
) -> _Prints:
    from relreport.cache import digest, folder_print, program

    running = digest(__version__, program(), folder_print(workspace.root / "templates"))
    logo = workspace.settings.logo
    picture = read_plain_file(workspace.root / logo)[0] if logo else None
    rest: list[bytes | str] = [workspace.settings_data, picture or b"", *sorted(alike)]
    undated = digest(running, repr(replace(asked, day=date.min)), *rest)
    common = digest(undated, repr(asked.day))
    hashes = {file.path: digest(data) for file, data in sources}
    return _Prints(
        program=running,
        steady=digest(running, workspace.settings_data),
        undated=undated,
        common=common,
        whole=digest(
            common, figures, *(one for file, _ in sources for one in (file.path, file.id, hashes[file.path]))
        ),
        hashes=hashes,
    )


def _built(
    session: Session,
    workspace: Workspace,
    how: How,
    jobs: list[Job],
    order: Order,
    plan: Plan,
    cache: Cache,
    last: Manifest | None,
) -> Mapping[str, Any] | None:
    """The report of a build that was put in place; None, with the reason told, where nothing may be."""
    from relreport.build.earlier import standing_in
    from relreport.build.run import run

    keeper = withholder(workspace, order.audience)
    with making(session, how, len(jobs)) as make, last_valid_versions(workspace) as last_valid:
        try:
            if keeper is None:
                report, done = run(jobs, order, plan, standing_in(make, last_valid), cache=cache, last=last)
            else:
                watched, look = standing_in(keeper.watching(make), last_valid), keeper.look_at_site
                report, done = run(jobs, order, plan, watched, cache=cache, last=last, look=look)
        except LeakError as leak:
            tell_leak(leak, order.audience)
            return None
    for hit in keeper.hits if keeper else ():
        click.echo(say("build.withheld", account=hit.account, audience=order.audience, **told(hit)), err=True)
    if not done:
        click.echo(say("build.stopped", count=report["with_mistakes"]), err=True)
        return None
    return report


def _standing(target: Path, last: Manifest, others: Sequence[str]) -> bool:
    """Whether the output still is what that build left there."""
    from relreport.output import read_mark
    from relreport.output.mark import MARK

    try:
        mark = read_mark(target)
        return (
            mark is not None
            and (mark.audience, mark.version) == (last.audience, __version__)
            and last.intact(target, beside=[MARK, *others])
        )
    except OSError:
        return False


def _tell_failed(failed: Sequence[Sequence[str]]) -> None:
    """Accounts without a page, and why: a mistake in a template, which ends every page, once for all."""
    accounts: dict[str, list[str]] = {}
    for account, reason in failed:
        if reason != LEAK:  # what is withheld was told with its place
            accounts.setdefault(reason, []).append(account)
    for reason, ended in accounts.items():
        if len(ended) > 1 and reason.startswith("templates/"):
            click.echo(say("build.failed_in", account=ended[0], count=len(ended), place=reason), err=True)
            continue
        for account in ended:
            click.echo(say("build.failed", account=account, reason=reason), err=True)


def _tell(session: Session, report: Mapping[str, Any], target: Path, mistakes: int) -> int:
    """What was built, what was left out and why; exit 1 where anything was."""
    for row in report["invalid"]:
        place = escaped(f"{row['path']}:{row['line']}:{row['column']}")
        click.echo(f"{place}: error[{row['code']}] {row['message']}", err=True)
    _tell_failed(report["failed"])
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
