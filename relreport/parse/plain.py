"""Plain lines -> entries of the journal, the promises and the actions."""

from __future__ import annotations

from typing import Any

from relreport.lines import PlainLine
from relreport.model.places import At
from relreport.parse.context import Context
from relreport.parse.journal import interaction
from relreport.parse.line_parts import Reading
from relreport.parse.tasks import action, promise

_READ = {"interactions": interaction, "promises": promise, "actions": action}


def entry(line: PlainLine, place: int, context: Context) -> Any | None:
    """The entry that the line says, called by its place in the list; None where it is a slip, which is
    reported."""
    if context.source.stand_in is not None and context.source.stand_in in line.text:
        return None  # said already
    at = At(f"{line.list}[{place}]", line.line + 1, line.column + 1)
    return _READ[line.list](Reading(line, context), place, at)
