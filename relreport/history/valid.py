"""The last version of an account that could be read, for a file that cannot be read today."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Self

from relreport.history.door import NoHistory
from relreport.history.timeline import Timeline, open_timeline
from relreport.history.versions import Version
from relreport.model import Account, Settings
from relreport.parse import parse
from relreport.record import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class LastValid:
    """An account as it last could be read, and the version of the file that gave it."""

    account: Account
    version: Version
    data: bytes


def last_valid(timeline: Timeline, path: str, settings: Settings) -> LastValid | None:
    """The newest version of the file at `path` that gives an account; None if none does."""
    here = timeline.at(timeline.head).versions.get(path)
    if here is None:
        return None
    for version in reversed(timeline.versions_of(here.line)):
        data = timeline.data(version)
        if data is None:
            continue
        parsed = parse(path, data, settings)
        if parsed.account is not None:
            return LastValid(account=parsed.account, version=version, data=data)
    return None


class LastValidVersions:
    """What a build asks for each file that cannot be read. Git is opened at the first question, not before.

    `with LastValidVersions(root, settings) as last: last("accounts/a.md")` gives the account and the day on
    which that version came here, or None: no git, never committed, or never valid.
    """

    def __init__(self, root: Path, settings: Settings) -> None:
        self._root = root
        self._settings = settings
        self._timeline: Timeline | NoHistory | None = None

    def __call__(self, path: str) -> tuple[Account, date] | None:
        found = self.version(path)
        return (found.account, found.version.known.day) if found else None

    def version(self, path: str) -> LastValid | None:
        """The same with its bytes."""
        if self._timeline is None:
            self._timeline, _ = open_timeline(self._root)
        if isinstance(self._timeline, NoHistory):
            return None
        return last_valid(self._timeline, path, self._settings)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if isinstance(self._timeline, Timeline):
            self._timeline.close()
