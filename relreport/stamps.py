"""Files that are known again: by how they were last seen on the disk, else by the hash of their bytes."""

from __future__ import annotations

import hashlib
import hmac
import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from relreport.pieces import in_large_parts
from relreport.record import dataclass

DIGITS = 40  # of a hash, in hexadecimal

Stamp = tuple[int, int, int, int]
NO_STAMP: Stamp = (0, 0, 0, 0)


def digest_of(place: Path) -> str:
    """The hash of a file's bytes, as `digest` has it, without holding them."""
    with place.open("rb") as file:
        return _digest_of(file)


def _digest_of(file: IO[bytes]) -> str:
    whole = hashlib.sha256(b"%d:" % os.fstat(file.fileno()).st_size)
    while part := file.read(1024 * 1024):
        whole.update(part)
    return whole.hexdigest()[:DIGITS]


def digest(*parts: bytes | str) -> str:
    """One hash of several parts; where one ends and the next begins counts."""
    whole = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        whole.update(b"%d:" % len(data))
        whole.update(data)
    return whole.hexdigest()[:DIGITS]


@dataclass(frozen=True, kw_only=True)
class Page:
    """A file of the output: the hash of its bytes, and how it was last seen on the disk."""

    hash: str
    stamp: Stamp = NO_STAMP

    def holds(self, place: Path) -> bool:
        """Whether the file at `place` is still what was written: by its stamp, else by its bytes."""
        found = stamp_of(place)
        if found is None:
            return False
        if found == self.stamp:
            return True
        try:
            return hmac.compare_digest(digest_of(place), self.hash)
        except OSError:
            return False


def stamp_of(place: Path) -> Stamp | None:
    """How a plain file is seen from outside; None where there is none."""
    try:
        seen = place.stat(follow_symlinks=False)
    except OSError:
        return None
    return stamp(seen) if stat.S_ISREG(seen.st_mode) else None


def tree(folder: str, prefix: str = "") -> Iterator[tuple[str, Stamp]]:
    """Every plain file below `folder` with its stamp; a link counts as a file that is never as it was."""
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    yield from tree(entry.path, f"{prefix}{entry.name}/")
                else:
                    seen = entry.stat(follow_symlinks=False)
                    yield f"{prefix}{entry.name}", stamp(seen) if stat.S_ISREG(seen.st_mode) else NO_STAMP
    except FileNotFoundError:
        return


def stamp(seen: os.stat_result) -> Stamp:
    return seen.st_ino, seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns


def opened(place: Path, page: Page) -> IO[bytes] | None:
    """The file, if it still is what was written: by its stamp, else by its bytes."""
    try:
        file = os.fdopen(os.open(place, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC), "rb", buffering=0)
    except OSError:
        return None
    seen = os.fstat(file.fileno())
    if stat.S_ISREG(seen.st_mode) and (
        stamp(seen) == page.stamp or hmac.compare_digest(_digest_of(file), page.hash)
    ):
        return file
    file.close()
    return None


def put_by(place: Path, size: int, parts: Iterable[bytes]) -> Page:
    """Written whole, and on the disk: later its stamp vouches for its bytes."""
    whole = hashlib.sha256(b"%d:" % size)

    def hashed() -> Iterator[bytes]:
        for part in in_large_parts(parts):
            whole.update(part)
            yield part

    put(place, hashed(), lasting=True)
    return Page(hash=whole.hexdigest()[:DIGITS], stamp=stamp_of(place) or NO_STAMP)


def put(place: Path, parts: Iterable[bytes], *, lasting: bool = False) -> None:
    """The whole file or none of it, for its owner alone; `lasting`: on the disk before it has its name."""
    part = place.with_name(f"{place.name}.{os.getpid()}")
    try:
        made_new(part, parts, lasting=lasting)
        part.replace(place)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def made_new(place: Path, parts: Iterable[bytes], *, lasting: bool = False) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    with os.fdopen(os.open(place, flags, 0o600), "wb") as file:
        for part in parts:
            file.write(part)
        if lasting:
            file.flush()
            os.fsync(file.fileno())
