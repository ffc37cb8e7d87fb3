"""`relreport doctor`: what this machine lacks, and the command that mends it. Works without Pango."""

from __future__ import annotations

import importlib.util
import os
import platform
import shutil
import stat
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import click

from relreport.cli import DONE, LACKING
from relreport.cli.session import Session, pass_session
from relreport.cli.speech import overhear, say
from relreport.config import NotAWorkspaceError, find_workspace, open_workspace
from relreport.record import dataclass

# Distribution -> the module that it brings.
_PACKAGES = {
    "click": "click",
    "ruamel.yaml": "ruamel.yaml",
    "markdown-it-py": "markdown_it",
    "mdit-py-plugins": "mdit_py_plugins",
    "nh3": "nh3",
    "jinja2": "jinja2",
    "babel": "babel",
    "holidays": "holidays",
    "lunar_python": "lunar_python",
    "pikepdf": "pikepdf",
    "weasyprint": "weasyprint",
}


@dataclass(frozen=True, kw_only=True)
class Point:
    """One thing looked at. `remedy`: the command that mends it; `grave`: something cannot be done without
    it."""

    told: str
    good: bool
    remedy: str = ""
    grave: bool = True


@click.command(help=say("doctor"))
@pass_session
def doctor(session: Session) -> int:
    workspace = list(_workspace(session))  # first: it says which language is spoken
    points = [*_machine(), *workspace]
    for point in points:
        word = say("doctor.good" if point.good else "doctor.lacks" if point.grave else "doctor.note")
        colour = "green" if point.good else "red" if point.grave else "yellow"
        click.echo(f"{click.style(word, fg=colour)}  {point.told}")
        if not point.good and point.remedy:
            click.echo(f"    {point.remedy}")
    lacking = any(not point.good and point.grave for point in points)
    if all(point.good for point in points):
        click.echo(say("doctor.all_good"))
    return LACKING if lacking else DONE


def _machine() -> Iterator[Point]:
    yield Point(
        told=say("doctor.python", version=platform.python_version()), good=sys.version_info >= (3, 11)
    )
    for distribution, module in _PACKAGES.items():
        found = _version(distribution) if importlib.util.find_spec(module.split(".")[0]) else None
        yield Point(
            told=say("doctor.package", package=distribution, version=found or ""),
            good=found is not None,
            remedy=say("doctor.package_remedy", package=distribution),
        )
    yield Point(
        told=say("doctor.yaml"),
        good=importlib.util.find_spec("_ruamel_yaml") is not None,
        remedy=say("doctor.yaml_remedy"),
    )
    yield from _pdf()
    yield Point(
        told=say("doctor.git"),
        good=shutil.which("git") is not None,
        remedy=say("doctor.git_remedy"),
        grave=False,
    )
    encoding = (sys.stdout.encoding or "").lower().replace("-", "")
    shown = encoding == "utf8" and os.environ.get("LC_ALL", os.environ.get("LANG", "C.UTF-8")) not in (
        "C",
        "POSIX",
    )
    yield Point(told=say("doctor.encoding"), good=shown, remedy=say("doctor.encoding_remedy"), grave=False)


def _version(distribution: str) -> str | None:
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return None


def _pdf() -> Iterator[Point]:
    from relreport.formats.libraries import lacking

    lacks = lacking()
    for lack in lacks:
        told = f"{say('doctor.library', library=lack.library)}. {say('doctor.for_html')}"
        yield Point(told=told, good=False, remedy=lack.remedy)
    if not lacks:
        yield Point(told=say("doctor.pdf"), good=True)


def _workspace(session: Session) -> Iterator[Point]:
    try:
        root = session.folder or find_workspace(Path.cwd())
        workspace = open_workspace(root)
        overhear(workspace.settings.language)
    except NotAWorkspaceError:
        yield Point(
            told=say("doctor.no_workspace"), good=False, remedy=say("doctor.no_workspace_remedy"), grave=False
        )
        return
    yield Point(told=say("doctor.workspace", path=str(workspace.root)), good=True)
    yield Point(
        told=say("doctor.settings"),
        good=workspace.settings_valid,
        remedy=say("doctor.settings_remedy"),
        grave=False,
    )
    repository = _repository(workspace.root)
    yield Point(
        told=say("doctor.repository"),
        good=repository is not None,
        remedy=say("doctor.repository_remedy"),
        grave=False,
    )
    if repository is not None:
        yield Point(
            told=say("doctor.shallow"),
            good=not (repository / "shallow").exists(),
            remedy=say("doctor.shallow_remedy"),
            grave=False,
        )
    cache = workspace.root / ".relreport"
    if cache.is_dir() and os.name == "posix":
        private = not stat.S_IMODE(cache.stat().st_mode) & 0o077
        remedy = say("doctor.private_remedy", path=str(cache))
        yield Point(told=say("doctor.private"), good=private, remedy=remedy, grave=False)


def _repository(root: Path) -> Path | None:
    """The git folder of the repository that the workspace is in, found without starting git."""
    for folder in (root, *root.parents):
        place = folder / ".git"
        if place.is_dir():
            return place
        if place.is_file():  # a worktree or a submodule: the file names the folder
            named = place.read_text(encoding="utf-8", errors="replace").removeprefix("gitdir:").strip()
            return folder / named
    return None
