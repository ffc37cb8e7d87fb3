"""What a build is asked for on the command line."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from relreport.cli.pages import own_look, own_templates_of
from relreport.cli.speech import say
from relreport.config import Workspace
from relreport.record import dataclass

if TYPE_CHECKING:
    from relreport.build.order import Order


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What the pages are to be: all of it is part of what they are kept under."""

    day: date
    audience: str
    languages: tuple[str, ...]
    html: bool
    pdf: bool
    paper: str
    single: bool


@dataclass(frozen=True, kw_only=True)
class How:
    """How the build is to go about it."""

    paths: tuple[Path, ...]
    jobs: int | None
    executor: str | None
    force: bool
    strict: bool
    yes: bool
    owner: str | None = None  # whose handover


def order_of(workspace: Workspace, asked: Asked) -> Order:
    """The order as the builder takes it: what was asked, with the settings, templates and look at hand."""
    from relreport.build.order import Order

    return Order(
        settings=workspace.settings,
        day=asked.day,
        audience=asked.audience,
        languages=asked.languages,
        html=asked.html,
        pdf=asked.pdf,
        paper=asked.paper,
        templates=own_templates_of(workspace.root),
        look=own_look(workspace),
        single=asked.single,
    )


def may_replace(target: Path, audience: str, yes: bool) -> bool:
    """Whether the output of another audience may be replaced: on a terminal the person is asked."""
    from relreport.output import read_mark

    try:
        mark = read_mark(target)
    except OSError:
        return False
    if mark is None or mark.audience == audience:
        return False
    if yes:
        return True
    return sys.stdin.isatty() and click.confirm(
        say("build.replace", path=str(target), found=mark.audience, wanted=audience), err=True
    )
