"""Lines for a terminal that is narrower than they are: broken where text may be, each run as it was."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from relreport.formats.columns import width, wrapped
from relreport.record import dataclass


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a line, and how it looks."""

    text: str
    colour: str | None = None
    bold: bool = False
    dim: bool = False
    whole: bool = False  # somebody will copy it: it is not broken


Line = Sequence[Run]

# a number, a rule's code, a mark: further lines stand below what follows them
_LEAD = re.compile(r" *(?:\d+ |[A-Z]{3}\d\d  )?(?:[^\w\s‹（(] )?")


def reflowed(line: Line, columns: int) -> Iterator[Line]:
    """The line in lines of at most so many columns; a word that is longer has one of its own."""
    text = "".join(run.text for run in line)
    if width(text) <= columns or any(run.whole for run in line):
        yield line
        return
    lead = _LEAD.match(text)
    at = lead.end() if lead else 0
    hang = min(width(text[:at]), columns // 2)
    for place, part in enumerate(wrapped(text[at:], columns - hang)):
        start = text.index(part, at)
        at = start + len(part)
        yield [*_between(line, 0, at)] if place == 0 else [Run(" " * hang), *_between(line, start, at)]


def _between(line: Line, start: int, end: int) -> Iterator[Run]:
    at = 0
    for run in line:
        text = run.text[max(start - at, 0) : max(end - at, 0)]
        if text:
            yield Run(text, colour=run.colour, bold=run.bold, dim=run.dim)
        at += len(run.text)
