"""The past of a workspace for a command: only a revision that git does not know ends it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from relreport.cli.session import refuse
from relreport.cli.speech import say, spoken
from relreport.config import Workspace
from relreport.model import Settings

if TYPE_CHECKING:
    from relreport.build.earlier import LastValidOf
    from relreport.review.kept import Kept
    from relreport.review.moments import Moment
    from relreport.review.past import Past


def for_our_own(audience: str, settings: Settings) -> None:
    """What moved is nothing for who may read public facts alone: ends with a usage error."""
    from relreport.audience import audience_named
    from relreport.fields.kinds import Sensitivity

    if audience_named(audience, settings).clearance is Sensitivity.PUBLIC:
        refuse(say("review.not_for_customers"))


@contextmanager
def looking_back(workspace: Workspace, today: date, moments: Iterable[Moment]) -> Iterator[Past]:
    """The workspace then and now; ends with a usage error where a revision is not known."""
    from relreport.history import NoHistory, Timeline, open_timeline
    from relreport.review.past import Past
    from relreport.review.telling import Words

    revisions = [one.revision for one in moments if one.revision is not None]
    timeline, unknown = open_timeline(workspace.root, revisions)
    try:
        if unknown:
            if isinstance(timeline, NoHistory):  # git itself may be the reason
                words = Words(spoken(workspace.settings.language))
                click.echo(words.say(f"history.{timeline.reason}"), err=True)
            refuse(say("diff.no_revision", revision=unknown[0][:60]))
        yield Past(workspace, timeline, today)
    finally:
        if isinstance(timeline, Timeline):
            timeline.close()


@contextmanager
def last_valid_versions(workspace: Workspace) -> Iterator[LastValidOf]:
    """What a file said when it last could be read. Git is opened at the first question, not before."""
    from relreport.build.job import Earlier
    from relreport.history import LastValidVersions

    with LastValidVersions(workspace.root, workspace.settings) as versions:

        def last_valid(path: str) -> Earlier | None:
            found = versions.version(path)
            return Earlier(data=found.data, day=found.version.known.day) if found else None

        yield last_valid


@contextmanager
def kept_results(workspace: Workspace, today: date, *, readings: bool = True) -> Iterator[Kept]:
    """What was read off older versions before; what this run used is kept for the next, where it can be.

    `readings`: whether the run asks for readings; those that it does not use are forgotten then.
    """
    from relreport.output import OutputProblem, private_place
    from relreport.review.kept import dumped

    file = _kept_in(workspace)
    kept = _kept_before(workspace)
    if not readings:
        kept.use_all()
    before = dumped(kept, today) if kept.judged else b""
    yield kept
    after = dumped(kept, today)
    if after == before:
        return
    with suppress(OSError, OutputProblem):  # a workspace that cannot be written is reviewed all the same
        private_place(file.parent)
        fresh = file.with_name(f"past.{os.getpid()}.json")
        fresh.write_bytes(after)
        fresh.replace(file)


def _kept_before(workspace: Workspace) -> Kept:
    """What earlier reviews and diffs kept."""
    from relreport.review.kept import loaded

    file = _kept_in(workspace)
    try:
        return loaded(b"" if file.is_symlink() else file.read_bytes())
    except OSError:
        return loaded(b"")


def _kept_in(workspace: Workspace) -> Path:
    return workspace.root / ".relreport" / "past.json"
