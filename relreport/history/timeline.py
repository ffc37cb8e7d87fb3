"""The account files through time: which version stood when, who wrote it, and what it was called then."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path, PurePosixPath
from typing import Self

from relreport.history.clocks import settled
from relreport.history.commits import commits
from relreport.history.door import GitFailed, NoHistory, Objects, Repository, find_repository, log
from relreport.history.versions import (
    ACCOUNTS,
    SETTINGS,
    Change,
    Commit,
    NotThatFar,
    State,
    Version,
    is_account,
    same_id,
)

ALIKE, LARGE = 90, 1024  # a rename by content alone: this much alike, and no mere form
_NAME = re.compile(rb"^name:[ \t]*(.+?)[ \t]*(?:#.*)?\r?$", re.MULTILINE)


class Timeline:
    """The history of one workspace, read once. Close it, or use it in a `with`."""

    def __init__(
        self, repository: Repository, objects: Objects, head: str, revisions: Mapping[str, str]
    ) -> None:
        self._repository = repository
        self._objects = objects
        starts = tuple(dict.fromkeys((head, *revisions.values())))
        self._commits = {
            one.id: one for one in commits(log(repository, starts, (ACCOUNTS, SETTINGS)), repository)
        }
        self._chains: dict[str, list[Commit]] = {}
        self.head = self._commits[head]
        self.odd_clocks = self._settle_days()
        self.head = self._commits[head]
        self.revisions = {name: self._commits[id] for name, id in revisions.items()}
        self._data: dict[str, bytes | None] = {}
        self._writers = self._who_wrote()
        self._states: dict[str, State] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._objects.close()

    @property
    def shallow(self) -> bool:
        return bool(self._repository.cut)

    def is_cut(self, commit: Commit) -> bool:
        """Whether a shallow clone begins with it: what it seems to bring, others may have written before."""
        return commit.id in self._repository.cut

    def chain(self, commit: Commit | None = None) -> list[Commit]:
        """The commits that stood here one after the other up to `commit`, the oldest first."""
        last = commit or self.head
        if last.id not in self._chains:
            found = [last]
            while found[-1].parents and found[-1].id not in self._repository.cut:
                before = self._commits.get(found[-1].parents[0])
                if before is None:
                    break
                found.append(before)
            self._chains[last.id] = found[::-1]
        return self._chains[last.id]

    def on(self, day: date) -> State | NotThatFar:
        """What was known at the end of `day`: the last commit that was here by then."""
        chain = self.chain()
        for commit in reversed(chain):
            if commit.day <= day:
                return self.at(commit)
        return NotThatFar(since=chain[0].day, shallow=chain[0].id in self._repository.cut)

    def at(self, commit: Commit) -> State:
        """The files at a commit."""
        if commit.id not in self._states:
            self._replay(self.chain(commit), {commit.id})
        return self._states[commit.id]

    def prepare(self, days: Iterable[date]) -> None:
        """Work out several days in one go."""
        chain = self.chain()
        wanted = set()
        for day in days:
            found = next((one for one in reversed(chain) if one.day <= day), None)
            if found is not None and found.id not in self._states:
                wanted.add(found.id)
        if wanted:
            self._replay(chain, wanted)

    def versions_of(self, line: str, until: Commit | None = None) -> list[Version]:
        """Every version of one account in its order, renames followed."""
        found: list[Version] = []
        for version in self._steps(self.chain(until)):
            if version.line == line and (not found or found[-1].blob != version.blob):
                found.append(version)
        return found

    def data(self, version: Version) -> bytes | None:
        """The bytes of a version; None where the repository lacks them or they are too large."""
        if version.blob not in self._data:
            self.fetch([version])
        return self._data[version.blob]

    def fetch(self, versions: Iterable[Version]) -> None:
        """Read many versions at once."""
        self._fetch(one.blob for one in versions)

    def unchanged(self, version: Version | None, data: bytes) -> bool:
        """Whether a file holds what was put in, line ends apart."""
        if version is None:
            return False
        plain = data.replace(b"\r\n", b"\n")
        return version.blob in {blob_hash(one, len(version.blob)) for one in (data, plain)}

    def _fetch(self, blobs: Iterable[str]) -> None:
        wanted = [blob for blob in dict.fromkeys(blobs) if blob not in self._data]
        self._data.update(self._objects.blobs(wanted))

    def _settle_days(self) -> int:
        """Put the days of wrong clocks right along the line to the head; how many there were."""
        chain = self.chain()
        self._chains.clear()
        found = 0
        tomorrow = datetime.now(tz=UTC).date() + timedelta(days=1)  # it is today elsewhere
        for commit, day in zip(chain, settled([one.day for one in chain], tomorrow), strict=True):
            if commit.day != day:
                found += 1
                self._commits[commit.id] = replace(commit, day=day)
        return found

    def knows_accounts(self) -> bool:
        """Whether git ever held a file of an account here; where it is told to pass over them it does not."""
        return any(
            one.new is not None and is_account(one.new)
            for commit in self._commits.values()
            for one in commit.changes
        )

    def merged(self, version: Version) -> list[Version]:
        """What others had written of a file whose version a merge made, the oldest first."""
        here = {one.id for one in self.chain(version.known)}
        waiting = [*version.known.parents[1:]]
        found: dict[str, Commit] = {}
        while waiting:
            id = waiting.pop()
            if id not in here and id not in found and id in self._commits:
                found[id] = self._commits[id]
                waiting += found[id].parents
        return [
            Version(path=version.path, blob=change.blob, known=version.known, written=one, line=version.line)
            for one in sorted(found.values(), key=lambda one: one.seconds)
            for change in one.changes
            if change.new == version.path and len(one.parents) < 2
        ]

    def _who_wrote(self) -> dict[tuple[str, str], Commit]:
        """Who first wrote a version: behind a merge stands the one whose work was merged."""
        found: dict[tuple[str, str], Commit] = {}
        for commit in sorted(self._commits.values(), key=lambda one: (one.seconds, len(one.parents))):
            if len(commit.parents) > 1:
                continue
            for change in commit.changes:
                if change.new is not None:
                    found.setdefault((change.new, change.blob), commit)
        return found

    def _replay(self, chain: Sequence[Commit], wanted: set[str]) -> None:
        versions: dict[str, Version] = {}
        gone: dict[str, str] = {}
        self._read_names(chain)
        for commit in chain:
            for _ in self._apply(commit, versions, gone):
                pass
            if commit.id in wanted:
                self._states[commit.id] = State(commit=commit, versions=dict(versions))

    def _steps(self, chain: Sequence[Commit]) -> Iterator[Version]:
        versions: dict[str, Version] = {}
        gone: dict[str, str] = {}
        self._read_names(chain)
        for commit in chain:
            yield from self._apply(commit, versions, gone)

    def _apply(self, commit: Commit, versions: dict[str, Version], gone: dict[str, str]) -> list[Version]:
        """What one commit did; files that are taken away are remembered, for they may come back."""
        made: list[Version] = []
        taken: dict[str | None, Version] = {}
        for change in commit.changes:
            if change.old is not None and change.old != change.new and change.old in versions:
                taken[change.old] = versions.pop(change.old)
                gone[change.old] = taken[change.old].line
        for change in commit.changes:
            if change.new is None:
                continue
            before = versions.get(change.new)
            if before is not None:
                line = before.line
            elif change.old in taken and self._renamed(taken[change.old], change):
                line = taken[change.old].line
                gone.pop(taken[change.old].path, "")
            else:
                line = gone.pop(change.new, "") or f"{commit.id}:{change.new}"
            version = Version(
                path=change.new,
                blob=change.blob,
                known=commit,
                written=self._writers.get((change.new, change.blob), commit),
                line=line,
            )
            versions[change.new] = version
            made.append(version)
        return made

    def _renamed(self, old: Version, change: Change) -> bool:
        """Whether git's guess holds: two accounts made from one form are alike, and are not one account."""
        if change.new is None:
            return False
        if (
            same_id(PurePosixPath(old.path).stem) == same_id(PurePosixPath(change.new).stem)
            or change.alike == 100
        ):
            return True
        before, after = self._data.get(old.blob), self._data.get(change.blob)
        if before is None or after is None:
            return False
        names = [found[1] if (found := _NAME.search(one[:4096])) else None for one in (before, after)]
        if names[0] is not None and names[0] == names[1]:
            return True
        return change.alike >= ALIKE and len(before) > LARGE

    def _read_names(self, chain: Sequence[Commit]) -> None:
        """The bytes on both sides of every doubtful rename."""
        last: dict[str, str] = {}
        wanted: list[str] = []
        for commit in chain:
            for change in commit.changes:
                if change.old and change.new and change.old != change.new and change.alike < 100:
                    wanted += [one for one in (last.get(change.old), change.blob) if one]
            for change in commit.changes:
                if change.new is not None:
                    last[change.new] = change.blob
        self._fetch(wanted)


def open_timeline(root: Path, revisions: Iterable[str] = ()) -> tuple[Timeline | NoHistory, tuple[str, ...]]:
    """The history of the workspace at `root`, and those of `revisions` that git does not know."""
    repository = find_repository(root)
    if isinstance(repository, NoHistory):
        return repository, tuple(revisions)
    objects = None
    try:
        objects = Objects(repository)
        head = objects.commit("HEAD")
        if head is None:
            objects.close()
            return NoHistory("empty"), tuple(revisions)
        named = {name: objects.commit(name) for name in revisions}
        known = {name: id for name, id in named.items() if id is not None}
        timeline = Timeline(repository, objects, head, known)
        if not timeline.knows_accounts():
            timeline.close()
            return NoHistory("untracked"), tuple(revisions)
        return timeline, tuple(name for name, id in named.items() if id is None)
    except GitFailed as error:
        if objects is not None:
            objects.close()
        return NoHistory(error.reason), tuple(revisions)


def blob_hash(data: bytes, length: int = 40) -> str:
    """The hash under which git would keep these bytes."""
    kind = hashlib.sha256 if length == 64 else hashlib.sha1
    return kind(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()
