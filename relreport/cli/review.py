"""`relreport review [PERIOD]`: the quarterly review as HTML and PDF, beside what the output already holds."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from relreport.cli import DONE, PROBLEMS, USAGE
from relreport.cli.beside import put_beside
from relreport.cli.dates import DAY, today
from relreport.cli.pages import chosen_languages, look_before_pdf, own_look, own_templates_of, tell_problem
from relreport.cli.session import Session, pass_session, refuse
from relreport.cli.speech import say

if TYPE_CHECKING:
    from relreport.build.order import Order
    from relreport.config import Workspace
    from relreport.review.volume import Review


@click.command(help=say("review"), short_help=say("review"))
@click.argument("period", required=False)
@click.option("--against", help=say("review.against"))
@click.option("--known", is_flag=True, help=say("review.known"))
@click.option(
    "--format",
    "form",
    type=click.Choice(["html", "pdf", "all", "json"]),
    default="all",
    help=say("build.format"),
    show_default=True,
)
@click.option("--output", type=click.Path(path_type=Path), help=say("build.output"))
@click.option("--audience", help=say("build.audience"))
@click.option("--as-of", "as_of", type=DAY, help=say("diff.as_of"))
@click.option("--lang", "languages", help=say("build.lang"))
@click.option("--paper", type=click.Choice(["a4", "letter", "phone"]), help=say("build.paper"))
@pass_session
def review(
    session: Session,
    period: str | None,
    against: str | None,
    known: bool,
    form: str,
    output: Path | None,
    audience: str | None,
    as_of: date | None,
    languages: str | None,
    paper: str | None,
) -> int:
    from relreport.build.order import Order
    from relreport.cli.audiences import chosen_audience
    from relreport.cli.past import for_our_own
    from relreport.review.moments import Moment, NotAMomentError, moment, reviewed

    workspace = session.usable_workspace()
    settings = workspace.settings
    day = as_of or settings.as_of or today()
    readers = chosen_audience(audience, settings, "build.no_audience")
    for_our_own(readers, settings)
    try:
        told = reviewed(period, day)
        before = moment(against, day) if against else Moment(day=told.first - timedelta(days=1))
    except NotAMomentError:
        refuse(say("review.bad_period", period=(period or "")[:40]))
    if told.first > day:
        refuse(say("review.bad_period", period=told.name))
    if form in ("pdf", "all"):
        look_before_pdf()
    made, present, mistakes = _reviewed(session, workspace, told, before, day, known=known)
    order = Order(
        settings=settings,
        day=made.comparison.after.day,
        audience=readers,
        languages=chosen_languages(languages or session.lang or settings.language),
        html=form in ("html", "all"),
        pdf=form in ("pdf", "all"),
        paper=paper or settings.paper,
        templates=own_templates_of(workspace.root),
        look=own_look(workspace),
    )
    if form == "json":
        from relreport.formats.json import dumps
        from relreport.review.difference import Difference

        click.echo(dumps(Difference(made.comparison, order, order.languages[0]).data()), nl=False)
        return DONE
    target = output or workspace.root / "output"
    return _write(session, workspace, made, present, order, target) or mistakes


def _reviewed(
    session: Session, workspace: Workspace, period: Any, before: Any, day: date, *, known: bool
) -> tuple[Review, Mapping[str, bytes], int]:
    """The facts, today's files by their accounts' ids, and the exit code that unreadable ones ask for."""
    from relreport.cli.past import kept_results, looking_back
    from relreport.review.moments import Moment
    from relreport.review.volume import reviewed

    end = min(period.last, day)
    with looking_back(workspace, day, (before,)) as past, kept_results(workspace, day) as kept:
        after = past.at(Moment(day=end)) if known and end < day else past.now(end)
        names = [(id, one.parsed.name or "") for id, one in past.present.items()]
        figures = workspace.figures(names)
        made = reviewed(past, period, past.at(before), after, figures.rows, kept=kept)
        present = {id: one.data for id, one in past.present.items()}
        errors = [finding for one in past.present.values() for finding in one.parsed.errors]
    session.tell_mistakes((*errors, *figures.findings))
    session.tell_own_rules(made.comparison.broken_rules)
    bad = errors or any(one.is_error for one in figures.findings)
    return made, present, PROBLEMS if bad else DONE


def _files(made: Review, order: Order) -> Mapping[str, bytes]:
    """The review in every language: page and book."""
    from relreport.review.rendering import page_files
    from relreport.review.rolls import roll_of_review
    from relreport.review.volume import page_of, quarter_of

    files: dict[str, bytes] = {}
    name = made.period.name
    for place, language in enumerate(order.languages):
        root = "" if place == 0 else f"{language}/"
        up = "../" * (2 + root.count("/"))
        others = [
            {"text": other, "href": f"{up}{'' if at == 0 else other + '/'}review/{name}/index.html"}
            for at, other in enumerate(order.languages)
            if other != language
        ]
        pdf = f"review-{name}.pdf"
        site: Any = {
            "assets": f"{up}assets/",
            "portfolio": "",
            "languages": others,
            "pdf": pdf if order.pdf else "",
        }
        quarter, difference = quarter_of(made, order, language)
        page = page_of(made, quarter, difference, order, site)
        folder = f"{root}review/{name}"
        seal = roll_of_review(made, difference, order) if order.pdf else None
        files |= page_files(page, order, html=f"{folder}/index.html", pdf=f"{folder}/{pdf}", seal=seal)
    return files


def _write(
    session: Session,
    workspace: Workspace,
    made: Review,
    present: Mapping[str, bytes],
    order: Order,
    target: Path,
) -> int:
    from relreport.output import OutputProblem, OutputRefused

    seen = {**made.comparison.before.accounts, **made.comparison.after.accounts}
    sources = [(one.path, one.data) for one in seen.values() if one.data]
    files = _files(made, order)
    try:
        return put_beside(session, workspace, order, files, sources, target, accounts=present)
    except OutputProblem as problem:
        return tell_problem(problem, USAGE if isinstance(problem, OutputRefused) else PROBLEMS)
