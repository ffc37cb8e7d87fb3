"""`relreport rules`: all rules, or one with its reason, limits and source."""

from __future__ import annotations

import json

import click

from relreport.cli import DONE
from relreport.cli.screen import show_text
from relreport.cli.session import Session, pass_session, refuse
from relreport.cli.speech import say, spoken


@click.command(help=say("rules"), short_help=say("rules"))
@click.argument("code", required=False)
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help=say("rules.format")
)
@pass_session
def rules(session: Session, code: str | None, form: str) -> int:
    from relreport.formats.rulebook import as_json, as_list, as_text
    from relreport.nearest import nearest
    from relreport.rules import RULES, in_order

    session.tell_own_rules(())  # which loads them
    language = spoken()
    chosen = list(in_order(RULES))
    if code is not None:
        wanted = code.upper()
        named = {rule.name: rule.code for rule in chosen}
        found = RULES.get(wanted) or RULES.get(named.get(code.lower(), ""))
        if found is None:
            near = nearest(wanted, RULES) or ""
            refuse(
                say("rules.unknown", code=wanted[:12], near=near)
                if near
                else say("rules.no_such", code=wanted[:12])
            )
        chosen = [found]
    if form == "json":
        click.echo(
            json.dumps({"rules": [as_json(rule, language) for rule in chosen]}, ensure_ascii=False, indent=1)
        )
    else:
        show_text(as_text(chosen[0], language) if code else as_list(chosen, language))
    return DONE
