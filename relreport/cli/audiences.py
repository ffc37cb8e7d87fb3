"""For whom: the audience named on the command line, else the settings'."""

from __future__ import annotations

from relreport.cli.session import refuse
from relreport.cli.speech import say
from relreport.model import Settings


def chosen_audience(name: str | None, settings: Settings, message: str) -> str:
    """The audience's name; ends with a usage error where there is none of that name."""
    from relreport.audience import UnknownAudienceError, audience_named

    wanted = name or settings.audience
    try:
        return audience_named(wanted, settings).name
    except UnknownAudienceError as error:
        near = {"near": error.near} if error.near else {}
        refuse(say(message, audience=wanted[:40], known=", ".join(error.known), **near))
