"""What people wrote in their own words: the body's sections, and what of them cannot be shown."""

from __future__ import annotations

from collections.abc import Iterator

from relreport.markdown import Narrative as Body
from relreport.markdown import narrative as read_body
from relreport.page.contract.head import Notice, Unread
from relreport.page.contract.parts import Html
from relreport.page.contract.plan import Narrative
from relreport.page.telling import Telling


def body_of(telling: Telling) -> Body:
    """The body as far as it reached this plan: what an audience may not read was cut before."""
    if telling.plan.body is not None:
        return telling.plan.body
    account = telling.account
    return read_body(account.body, first_line=account.body_line, language=telling.language)


def narrative(body: Body) -> list[Narrative]:
    return [Narrative(title=one.title, html=Html(one.html)) for one in body.sections]


def too_deep(telling: Telling, body: Body) -> Iterator[Notice]:
    """What goes too deep to be shown, or was cut for its size, is said, never silently dropped."""
    if body.cut:
        yield Notice(
            tone="warn",
            text=telling.say("narrative.cut"),
            entries=[
                Unread(place=f"{telling.account.path}:{line}", reason=telling.say(f"narrative.cut_{what}"))
                for line, what in body.cut
            ],
        )
    if body.too_deep:
        yield Notice(
            tone="warn",
            text=telling.say("narrative.too_deep"),
            entries=[
                Unread(place=f"{telling.account.path}:{line}", reason=telling.say("narrative.too_deep_here"))
                for line in body.too_deep
            ],
        )
