"""The account files of a build, and the jobs they make."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from relreport.cli.session import Session, no_file
from relreport.cli.speech import spoken
from relreport.config import (
    FIGURES_NAME,
    SETTINGS_NAME,
    AccountFile,
    NoSuchFileError,
    Workspace,
    read_plain_file,
    unreadable,
)

if TYPE_CHECKING:
    from relreport.build.job import Job
    from relreport.figures import FigureRow
    from relreport.finding import Finding


def read_sources(
    session: Session, workspace: Workspace, paths: Sequence[Path]
) -> tuple[list[tuple[AccountFile, bytes]], int]:
    """Every account file with its bytes, and how many mistakes were told on the way.

    Files named outside of `accounts/` are built too, for this once.
    """
    try:
        named, findings = workspace.chosen(paths)
    except NoSuchFileError as error:
        no_file(error)
    findings = (*findings, *_passed_over(workspace))
    files = {file.path: file for file in (*workspace.files, *named)}
    sources: list[tuple[AccountFile, bytes]] = []
    seen: set[str] = set()
    for path in sorted(files):
        file = files[path]
        data, reason = read_plain_file(file.place)
        if data is None:
            findings = (*findings, unreadable(file.path, reason))
        # of two files with one id the first is built: the other's page would take its place
        if data is not None and file.id.casefold() not in seen:
            seen.add(file.id.casefold())
            sources.append((file, data))
    session.tell_mistakes(findings, spoken(workspace.settings.language))
    return sources, sum(one.is_error for one in findings)


def _passed_over(workspace: Workspace) -> Iterator[Finding]:
    """What is in the workspace and is not read, but for the settings: a link, a pipe, another's id."""
    yield from (one for one in workspace.findings if one.where.path != SETTINGS_NAME)
    place = workspace.root / FIGURES_NAME
    if place.exists() or place.is_symlink():
        data, reason = read_plain_file(place)
        if data is None:
            yield unreadable(FIGURES_NAME, reason)


def named_paths(workspace: Workspace, paths: Sequence[Path]) -> frozenset[str]:
    """The account files that were named, by their paths in the workspace."""
    return frozenset(file.path for file in workspace.chosen(paths)[0])


def figures_data(workspace: Workspace) -> bytes:
    """What finance's file holds; nothing where there is none."""
    place = workspace.root / FIGURES_NAME
    return read_plain_file(place)[0] or b"" if place.exists() else b""


def jobs_of(
    session: Session, workspace: Workspace, sources: Sequence[tuple[AccountFile, bytes]], figures: bytes
) -> tuple[list[Job], int]:
    """A job an account, with finance's rows for it, and how many mistakes those rows had."""
    from relreport.build.job import Job

    rows: Mapping[str, tuple[FigureRow, ...]] = {}
    mistakes = 0
    if figures:
        read = workspace.figures([(file.id, _name(data)) for file, data in sources])
        session.tell_mistakes(read.findings, spoken(workspace.settings.language))
        rows, mistakes = read.rows, len(read.findings)
    return [
        Job(path=file.path, id=file.id, data=data, figures=rows.get(file.id, ())) for file, data in sources
    ], mistakes


def named_alike(workspace: Workspace, sources: Sequence[tuple[AccountFile, bytes]]) -> frozenset[str]:
    """Accounts that their names alone would not tell apart: their handouts carry the id, too."""
    if "<name>" not in workspace.settings.pdf_name or "<id>" in workspace.settings.pdf_name:
        return frozenset()
    from relreport.build.names import name_in_files

    named: dict[str, list[str]] = {}
    for file, data in sources:
        named.setdefault(name_in_files(_name(data) or file.id).casefold(), []).append(file.id)
    return frozenset(id for ids in named.values() if len(ids) > 1 for id in ids)


def _name(data: bytes) -> str:
    """The account's name for joining finance's rows, read from its first lines alone."""
    found = re.search(rb"^name:[ \t]*(.+?)[ \t]*$", data[:4096], re.MULTILINE)
    return found[1].decode("utf-8", "replace").strip("\"'") if found else ""
