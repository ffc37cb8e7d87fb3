"""What every command that makes pages asks first: languages, own templates, what a PDF needs."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from relreport.cli.session import refuse
from relreport.cli.speech import say, spoken
from relreport.config import read_plain_file
from relreport.diagnostics import escaped
from relreport.phrases import LANGUAGES, phrases

if TYPE_CHECKING:
    from relreport.config import Workspace
    from relreport.formats.look import Look
    from relreport.output import OutputProblem


def chosen_languages(wanted: str) -> tuple[str, ...]:
    """The languages of `zh,en` in their order; ends with a usage error at one that is not ours."""
    chosen = tuple(dict.fromkeys(part.strip() for part in wanted.split(",") if part.strip()))
    for language in chosen:
        if language not in LANGUAGES:
            refuse(say("build.bad_lang", language=language[:12]))
    return chosen or ("en",)


def own_templates_of(root: Path) -> dict[str, str]:
    """The workspace's own templates by name; ends with a usage error where one cannot be used."""
    from relreport.formats.html import (
        own_templates,
        shipped_assets,
        shipped_templates,
        stray_templates,
        template_mistakes,
    )
    from relreport.nearest import nearest
    from relreport.resources import templates

    own = root / "templates"
    if not own.is_dir() or own.is_symlink() or own.resolve() == templates().resolve():
        return {}
    found = own_templates(own)
    if mistakes := template_mistakes(found):
        refuse("\n".join(mistakes))
    if stray := stray_templates(found):
        known = [*shipped_templates(), *shipped_assets()]
        refuse(
            "\n".join(
                say("build.stray_template", name=escaped(one), **_like(nearest(one, known))) for one in stray
            )
        )
    return found


def _like(name: str | None) -> dict[str, str]:
    return {"like": name} if name else {}


def own_look(workspace: Workspace) -> Look:
    """The organisation's own accent and logo; a picture that is none is refused."""
    from relreport.formats.look import Look, is_picture

    settings = workspace.settings
    if settings.logo is None:
        return Look(accent=settings.accent)
    place = workspace.root / settings.logo
    # a folder on the way can be a link that leads out
    straight = os.path.normpath(Path(os.path.realpath(workspace.root)) / settings.logo)
    leads_out = os.path.realpath(place) != straight
    data, _ = (None, "") if leads_out else read_plain_file(place)
    if data is None or not is_picture(data):
        refuse(say("build.bad_logo", path=settings.logo))
    return Look(accent=settings.accent, logo=data)


def look_before_pdf() -> None:
    """With no Pango WeasyPrint ends in a traceback, with no font in a crash: say what is missing, exit 3."""
    from relreport.formats.libraries import MissingLibraryError, lacking

    if lacks := lacking():
        raise MissingLibraryError(lacks)


def tell_problem(problem: OutputProblem, code: int) -> int:
    """Say why an output could not be put in place; the exit code given."""
    facts = {name: value for name, value in problem.facts.items() if value is not None}
    key = f"output.{problem.code}"
    known = key in phrases("commands", spoken())
    click.echo(say(key if known else "output.failed", **{"code": problem.code, **facts}), err=True)
    return code
