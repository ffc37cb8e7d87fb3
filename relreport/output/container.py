"""A folder for one build's work in progress: `new/`, later `old/` and `journal`; its `lock` says it lives."""

import json
import os
import secrets
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

from relreport.output.durable import flushed_one, written
from relreport.output.lock import abandoned, taken
from relreport.output.mark import regular_bytes
from relreport.output.places import STAGING_PREFIX
from relreport.output.problems import exists
from relreport.record import dataclass

LONGEST_JOURNAL = 1_000_000


@dataclass(frozen=True, kw_only=True)
class Journal:
    """What an exchange in several steps was about to do; it stands from before the first step until the last.

    `target` is relative to the places folder, so that it holds when the workspace is seen under another path.
    `names` are the entries of the new output when they move one by one, None when the folder itself moves.
    """

    target: str
    names: tuple[str, ...] | None


class Container:
    """One build's work in progress; the lock is held as long as this value is open."""

    def __init__(self, path: Path, lock: int) -> None:
        self.path = path
        self.new = path / "new"
        self.old = path / "old"
        self._lock = lock

    def write_journal(self, journal: Journal) -> None:
        """On the disk when this returns: the steps that follow can be undone after a crash."""
        data = json.dumps({"target": journal.target, "names": journal.names}).encode()
        # under another name first: a journal is there as a whole or not at all
        written(self.path / "journal.part", data)
        flushed_one(self.path / "journal.part")
        (self.path / "journal.part").rename(self.path / "journal")
        flushed_one(self.path)

    def journal(self) -> Journal | None:
        """The journal of an exchange that did not end, or None; ValueError when it is not one of ours."""
        data = regular_bytes(self.path / "journal", limit=LONGEST_JOURNAL)
        if data is None:
            return None
        fields = json.loads(data)
        match fields:
            case {"target": str(target), "names": None}:
                return Journal(target=target, names=None)
            case {"target": str(target), "names": [*names]} if all(map(plain_name, names)):
                return Journal(target=target, names=tuple(names))
        raise ValueError("journal")

    def remove_journal(self) -> None:
        (self.path / "journal").unlink()

    def close(self) -> None:
        """Remove all of it, unless a journal still says how to mend the output: then the next build will."""
        try:
            unfinished = exists(self.path / "journal")
        except OSError:
            unfinished = True
        if not unfinished:
            # what cannot be removed now the next build will find; the output is good either way
            shutil.rmtree(self.path, ignore_errors=True)
        os.close(self._lock)


def plain_name(name: object) -> bool:
    return isinstance(name, str) and name not in ("", ".", "..") and "/" not in name and "\0" not in name


def new_container(folder: Path) -> Container:
    """A fresh container in `folder`, locked by this process."""
    while True:
        path = folder / (STAGING_PREFIX + secrets.token_hex(8))
        path.mkdir(0o700)
        try:
            lock = os.open(path / "lock", os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        except FileNotFoundError:
            continue  # another build cleaned up between the two lines above: it saw no lock yet
        except BaseException:
            shutil.rmtree(path, ignore_errors=True)
            raise
        try:
            if taken(lock) and still_there(path / "lock", lock):
                (path / "new").mkdir(0o700)
                return Container(path, lock)
        except BaseException:
            shutil.rmtree(path, ignore_errors=True)
            os.close(lock)
            raise
        os.close(lock)


def left_behind(folder: Path) -> Iterator[Container]:
    """The containers in `folder` whose builds are dead, each locked, and cleared away after its turn."""
    for path in sorted(folder.iterdir()) if exists(folder) else ():
        container = dead_container(path)
        if container is None:
            continue
        try:
            yield container
        finally:
            container.close()


def dead_container(path: Path) -> Container | None:
    if not path.name.startswith(STAGING_PREFIX):
        return None
    try:
        if not stat.S_ISDIR(os.lstat(path).st_mode):
            return None
        lock = os.open(path / "lock", os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    except OSError:
        return None  # gone meanwhile, or not ours to touch
    try:
        dead = abandoned(lock) and still_there(path / "lock", lock)
    except BaseException:
        os.close(lock)
        raise
    if dead:
        return Container(path, lock)
    os.close(lock)
    return None


def still_there(path: Path, descriptor: int) -> bool:
    """Whether the locked file is the one that now bears this name."""
    try:
        return os.path.samestat(os.lstat(path), os.fstat(descriptor))
    except FileNotFoundError:
        return False
