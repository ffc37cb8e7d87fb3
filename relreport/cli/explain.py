"""`relreport explain`: from the lines in the file to a conclusion, and what would change it."""

from __future__ import annotations

import json
from datetime import date

import click

from relreport.cli import DONE, PROBLEMS
from relreport.cli.dates import DAY, today
from relreport.cli.screen import show
from relreport.cli.session import Session, file_of, pass_session, refuse
from relreport.cli.speech import say, spoken


@click.command(help=say("explain"), short_help=say("explain"))
@click.argument("account")
@click.argument("topic", required=False, default="account")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help=say("explain.format")
)
@click.option("--as-of", "as_of", type=DAY, help=say("assess.as_of"))
@pass_session
def explain(session: Session, account: str, topic: str, form: str, as_of: date | None) -> int:
    from relreport.build.order import Order
    from relreport.build.plans import plan_of, wording_of
    from relreport.cli.authors import authors
    from relreport.explain import TOPICS, NoTopicError
    from relreport.explain import explain as explained
    from relreport.phrases import filled, phrases
    from relreport.text.explaining import Teller

    workspace = session.usable_workspace()
    settings = workspace.settings
    language = spoken(settings.language)
    file = file_of(workspace, account)
    parsed = workspace.parse(file)
    if parsed.account is None:
        session.tell_mistakes(parsed.errors, language)
        return PROBLEMS
    order = Order(settings=settings, day=as_of or settings.as_of or today())
    plan = plan_of(parsed.account, order)
    try:
        author = authors(workspace.root, file.path, parsed.account.text.encode())
        tree = explained(parsed.account, plan.assessment, topic, author=author)
    except NoTopicError:
        readings = ", ".join(TOPICS)
        refuse(filled(phrases("explain", spoken())["asked"]["text"], {"readings": readings}))
    wording = wording_of(plan, settings, language, order)
    teller = Teller(wording, account=file.id, path=file.path, thresholds=dict(settings.rules.thresholds))
    lines = parsed.account.text.split("\n")
    if form == "json":
        document = {
            "relreport": 1,
            "as_of": order.day.isoformat(),
            "account": file.id,
            "topic": topic,
            "explanation": teller.data(tree, lines),
        }
        click.echo(json.dumps(document, ensure_ascii=False, indent=1))
    else:
        from relreport.formats.tree import tree_lines

        show(tree_lines(teller, tree, lines))
    session.tell_mistakes(parsed.errors, language)
    return DONE
