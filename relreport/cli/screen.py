"""Lines on standard output: as wide as the terminal where there is one, whole where something else reads."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, TextIO

import click

if TYPE_CHECKING:
    from relreport.formats.reflow import Line


def columns() -> int:
    """How wide what is laid out in columns may be."""
    import shutil

    return shutil.get_terminal_size((100, 24)).columns


def window(stream: TextIO, beside: int = 8) -> int:
    """How many columns of a file's line are shown beside its number."""
    from relreport.diagnostics import WINDOW

    return min(WINDOW, max(columns() - beside, 24)) if stream.isatty() else WINDOW


def show(lines: Iterable[Line]) -> None:
    """Lines in their colours, which click leaves out where nobody sees them."""
    from relreport.formats.reflow import reflowed

    room = columns() if sys.stdout.isatty() else None
    for line in lines:
        for part in [line] if room is None else reflowed(line, room):
            click.echo(
                "".join(
                    click.style(run.text, fg=run.colour, bold=run.bold or None, dim=run.dim or None)
                    if run.text
                    else ""
                    for run in part
                )
            )


def show_text(text: str) -> None:
    """Plain lines."""
    from relreport.formats.reflow import Run

    show([Run(line)] for line in text.split("\n"))
