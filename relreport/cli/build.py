"""`relreport build`: what was asked for, and who builds it: the site, one visit sheet, or a handover."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from relreport.cli import PROBLEMS, USAGE
from relreport.cli.asked import Asked, How, may_replace, order_of
from relreport.cli.dates import DAY, today
from relreport.cli.pages import chosen_languages, look_before_pdf, tell_problem
from relreport.cli.session import Session, pass_session, refuse
from relreport.cli.site import build_site
from relreport.cli.sources import figures_data, jobs_of, named_paths, read_sources
from relreport.cli.speech import say
from relreport.config import Workspace


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
    "--kind",
    type=click.Choice(["plan", "visit", "handover", "review"]),
    default="plan",
    help=say("build.kind"),
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
@click.pass_context
def build(
    context: click.Context,
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

    if kind == "review":
        from relreport.cli.review import review

        asked_for = {"form": form, "output": output, "audience": audience, "as_of": as_of}
        done: int = context.invoke(review, **asked_for, languages=languages, paper=paper)
        return done
    workspace = session.usable_workspace()
    settings = workspace.settings
    readers = chosen_audience(audience, settings, "build.no_audience")
    if readers == "customer" and not yes:
        try:
            click.confirm(say("build.for_customer"), abort=True, err=True)
        except click.Abort:
            if sys.stdin.isatty():
                raise
            click.echo(err=True)
            refuse(say("build.needs_yes"))  # nobody was there to be asked
    asked = Asked(
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
    how = How(paths=paths, jobs=jobs, executor=executor, force=force, strict=strict, yes=yes, owner=owner)
    return _run(session, workspace, asked, output or workspace.root / "output", how, with_)


def _run(
    session: Session, workspace: Workspace, asked: Asked, target: Path, how: How, who: str | None
) -> int:
    from relreport.output import OutputProblem, OutputRefused

    try:
        if who is not None:
            return _visited(session, workspace, asked, target, how, who)
        if how.owner is not None:
            return _handed_over(session, workspace, asked, target, how, how.owner)
        return build_site(session, workspace, asked, target, how)
    except OutputRefused as problem:
        return tell_problem(problem, USAGE)
    except OutputProblem as problem:
        return tell_problem(problem, PROBLEMS)


def _visited(session: Session, workspace: Workspace, asked: Asked, target: Path, how: How, who: str) -> int:
    from relreport.cli.visit import build_visit

    sources, _ = read_sources(session, workspace, how.paths)
    jobs, _ = jobs_of(session, workspace, sources, figures_data(workspace))
    if how.paths:
        named = named_paths(workspace, how.paths)
        jobs = [job for job in jobs if job.path in named]
    replacing = may_replace(target, asked.audience, how.yes)
    return build_visit(session, workspace, order_of(workspace, asked), jobs, who, target, replacing=replacing)


def _handed_over(
    session: Session, workspace: Workspace, asked: Asked, target: Path, how: How, owner: str
) -> int:
    from relreport.cli.handover import build_handover

    sources, _ = read_sources(session, workspace, how.paths)
    jobs, _ = jobs_of(session, workspace, sources, figures_data(workspace))
    replacing = may_replace(target, asked.audience, how.yes)
    return build_handover(
        session, workspace, order_of(workspace, asked), jobs, owner, target, replacing=replacing
    )
