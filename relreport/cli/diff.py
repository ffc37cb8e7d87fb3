"""`relreport diff A..B [ACCOUNT]`: every judgement that moved, and the line that moved it."""

from __future__ import annotations

from datetime import date

import click

from relreport.cli import DONE
from relreport.cli.dates import DAY, today
from relreport.cli.screen import show_text
from relreport.cli.session import Session, file_of, pass_session, refuse
from relreport.cli.speech import say, spoken


@click.command(help=say("diff"), short_help=say("diff"))
@click.argument("span", metavar="A..B")
@click.argument("account", required=False)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "md", "json", "html"]),
    default="text",
    help=say("diff.format"),
    show_default=True,
)
@click.option("--audience", help=say("assess.audience"))
@click.option("--as-of", "as_of", type=DAY, help=say("diff.as_of"))
@pass_session
def diff(
    session: Session, span: str, account: str | None, form: str, audience: str | None, as_of: date | None
) -> int:
    from relreport.build.order import Order
    from relreport.cli.audiences import chosen_audience
    from relreport.cli.past import for_our_own, kept_results, looking_back
    from relreport.diagnostics import escaped
    from relreport.review.difference import Difference
    from relreport.review.moments import NotAMomentError
    from relreport.review.moments import span as moments
    from relreport.review.pairs import compare

    workspace = session.usable_workspace()
    settings = workspace.settings
    day = as_of or settings.as_of or today()
    try:
        before, after = moments(span, day)
    except NotAMomentError:
        refuse(say("diff.bad_span", span=span[:60]))
    wanted = audience or ("manager" if form in ("text", "json") else settings.audience)
    readers = chosen_audience(wanted, settings, "build.no_audience")
    for_our_own(readers, settings)
    language = (
        session.lang or settings.language if form in ("json", "html", "md") else spoken(settings.language)
    )
    with (
        looking_back(workspace, day, (before, after)) as past,
        kept_results(workspace, day, readings=False) as kept,
    ):
        only = None
        if account is not None:
            only = [file_of(workspace, account).id]
        comparison = compare(past, past.at(before), past.at(after), only=only, kept=kept)
    session.tell_own_rules(comparison.broken_rules)
    order = Order(settings=settings, day=comparison.after.day, audience=readers)
    told = Difference(comparison, order, language)
    if form == "json":
        from relreport.formats.json import dumps

        click.echo(dumps(told.data()), nl=False)
    elif form == "html":
        from relreport.review.rendering import render_single

        click.echo(
            render_single(told.page({"assets": "", "portfolio": "", "languages": [], "pdf": ""})), nl=False
        )
    else:
        lines = "\n".join(told.lines(markdown=form == "md")).split("\n")
        text = "\n".join(escaped(one) for one in lines)  # names, paths and authors are anybody's text
        if form == "md":
            click.echo(text)
        else:
            show_text(text)
    return DONE
