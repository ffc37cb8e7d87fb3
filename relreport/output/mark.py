"""The mark that makes a folder ours to replace: `.relreport` inside it, saying for whom it was built."""

import errno
import json
import os
import stat
from pathlib import Path

from relreport.record import dataclass

MARK = ".relreport"
FORMAT = 1
LONGEST_MARK = 4096


@dataclass(frozen=True, kw_only=True)
class Mark:
    """For whom an output was built, and by which version."""

    audience: str
    version: str
    format: int = FORMAT

    def written(self) -> bytes:
        """The bytes of the mark: the same for the same build, so that two builds compare equal."""
        fields = {"format": self.format, "audience": self.audience, "version": self.version}
        return (json.dumps(fields, ensure_ascii=True) + "\n").encode()


def read_mark(folder: Path) -> Mark | None:
    """The mark in `folder`, or None where there is none of ours (a workspace's `.relreport` is a folder)."""
    data = regular_bytes(folder / MARK, limit=LONGEST_MARK)
    if data is None:
        return None
    try:
        fields = json.loads(data)
    except (ValueError, RecursionError):
        return None
    if not isinstance(fields, dict):
        return None
    number, audience, version = (fields.get(name) for name in ("format", "audience", "version"))
    if type(number) is not int or number < 1 or not isinstance(audience, str) or not isinstance(version, str):
        return None
    return Mark(audience=audience, version=version, format=number) if audience else None


def regular_bytes(path: Path | str, *, limit: int | None = None, folder: int | None = None) -> bytes | None:
    """The bytes of a regular file, never through a link at its end; None if there is none, or over `limit`.

    `folder` is an open directory that `path` starts from.
    """
    try:
        # O_NONBLOCK: a named pipe must not hold the build
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, dir_fd=folder)
    except OSError as error:
        if error.errno in (errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.ENXIO):
            return None
        raise
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            return None
        with os.fdopen(descriptor, "rb", closefd=False) as opened:
            data = opened.read(-1 if limit is None else limit + 1)
    finally:
        os.close(descriptor)
    return None if limit is not None and len(data) > limit else data
