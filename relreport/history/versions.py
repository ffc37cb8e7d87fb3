"""What git remembers of a file: who changed it when, which version stood, what it was called then."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from pathlib import PurePosixPath
from typing import NamedTuple

from relreport.record import dataclass

ACCOUNTS, SETTINGS = "accounts", "relreport.yaml"


class Change(NamedTuple):
    """One file in one commit: where it stood, where it stands (None: taken away), its bytes' hash."""

    old: str | None
    new: str | None
    blob: str
    alike: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Commit:
    """`day`: when it was known here, by the clock of who put it in; `authored`: when it was written."""

    id: str
    parents: tuple[str, ...]
    day: date
    seconds: int
    authored: date
    author: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A file at a moment. `known` brought it here, `written` is the commit in which somebody wrote it.

    `line`: stays the same when the file is renamed.
    """

    path: str
    blob: str
    known: Commit
    written: Commit
    line: str


@dataclass(frozen=True, kw_only=True)
class State:
    """All files of the workspace at a commit."""

    commit: Commit
    versions: Mapping[str, Version]  # by path below the workspace

    def of(self, line: str | None, id: str, was: Iterable[str]) -> Version | None:
        """The version of an account of today: by its renames (`line`), its id, or what it was called."""
        if line is not None and line in self._lines:
            return self._lines[line]
        return next((self._ids[same_id(name)] for name in (id, *was) if same_id(name) in self._ids), None)

    @cached_property
    def _lines(self) -> dict[str, Version]:
        return {one.line: one for one in self.versions.values()}

    @cached_property
    def _ids(self) -> dict[str, Version]:
        return {same_id(PurePosixPath(one.path).stem): one for one in self.accounts()}

    def accounts(self) -> Iterator[Version]:
        return (one for one in self.versions.values() if is_account(one.path))


@dataclass(frozen=True, slots=True)
class NotThatFar:
    """History begins on `since`, later than was asked: a shallow clone, or the files were not in git yet."""

    since: date
    shallow: bool


def is_account(path: str) -> bool:
    """Whether a path of the past was an account's, as the workspace's walk would have it."""
    parts = PurePosixPath(path).parts
    return (
        len(parts) > 1
        and parts[0] == ACCOUNTS
        and parts[-1].lower().endswith(".md")
        and parts[-1].casefold() != "readme.md"
        and not any(part.startswith(("_", ".")) for part in parts[1:])
    )


def same_id(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()
