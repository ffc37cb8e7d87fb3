"""`relreport new`: an account file that needs nothing but a name, with the questions to answer as
comments."""

from __future__ import annotations

import re
import unicodedata

import click

from relreport.cli.session import Session, pass_session, refuse
from relreport.cli.speech import say, spoken
from relreport.config import ACCOUNTS_NAME
from relreport.fields.tokens import TIER
from relreport.phrases import LANGUAGES
from relreport.source import scalar
from relreport.spellings import RESERVED, identifier
from relreport.starter import account_file


class TierWord(click.ParamType[str]):
    """A tier in either language, as in account files."""

    name = "tier"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        return TIER.find(value) or self.fail(say("new.bad_tier", known=TIER.told), param, ctx)


TIER_WORD = TierWord()


@click.command(help=say("new"))
@click.argument("name")
@click.option("--id", "id_given", help=say("new.id"))
@click.option("--owner", default="", help=say("new.owner"))
@click.option("--tier", type=TIER_WORD, default=TIER.default, help=say("new.tier"))
@click.option("--category", default="", help=say("new.category"))
@click.option("--lang", type=click.Choice(LANGUAGES), help=say("new.lang"))
@pass_session
def new(
    session: Session, name: str, id_given: str | None, owner: str, tier: str, category: str, lang: str | None
) -> None:
    workspace = session.usable_workspace()
    written = id_given or _made_of(name)
    id = identifier(written)
    if id is not None and id.casefold() in RESERVED:
        refuse(say("new.reserved", id=id))
    if id is None or not name.strip():
        refuse(say("new.bad_id", id=id_given or name))
    taken = workspace.account(id)
    if taken is not None:
        refuse(say("new.taken", id=id, path=taken.path))
    answers = {"name": name.strip(), "tier": tier, "owner": owner, "category": category}
    text = account_file(
        lang or spoken(workspace.settings.language),
        {key: scalar(answer) if answer else "" for key, answer in answers.items()},
    )
    place = workspace.root / ACCOUNTS_NAME / f"{id}.md"
    place.parent.mkdir(parents=True, exist_ok=True)
    try:
        with place.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        refuse(say("new.exists", path=f"{ACCOUNTS_NAME}/{id}.md"))
    click.echo(say("new.made", path=f"{ACCOUNTS_NAME}/{id}.md"))
    session.tell(say("new.next"))


def _made_of(name: str) -> str:
    """An id made of the name: its letters and digits, Latin ones small, with hyphens between the words."""
    plain = unicodedata.normalize("NFKC", name).lower()
    words = re.findall(r"\w+", plain)
    return "-".join(words)[:64].strip("-")
