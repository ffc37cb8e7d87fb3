"""What can stop an output from being built: codes and facts, never sentences."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

CODES = {
    errno.ENOSPC: "disk-full",
    errno.EDQUOT: "disk-full",
    errno.EROFS: "read-only",
    errno.EACCES: "no-permission",
    errno.EPERM: "no-permission",
    errno.EFBIG: "file-too-large",
    errno.ENAMETOOLONG: "name-too-long",
    errno.EMFILE: "too-many-open-files",
    errno.ENFILE: "too-many-open-files",
    errno.EIO: "input-output-error",
}


class OutputProblem(Exception):
    """Something the person at the terminal can mend; `code` and `facts` become words in the locales."""

    def __init__(self, code: str, path: Path, **facts: str | int | None) -> None:
        super().__init__(code, str(path), facts)
        self.code = code
        self.path = path
        self.facts: dict[str, str | int | None] = {"path": str(path), **facts}


class OutputRefused(OutputProblem):
    """This folder is not one that a build may replace (exit 2).

    Codes: root, workspace, holds-workspace, reserved (fact `folder`), symlink, not-a-folder, foreign,
    other-audience.
    """


class OtherAudience(OutputRefused):
    """The folder holds the output of another audience: `found`, where `wanted` was asked for."""

    def __init__(self, path: Path, *, found: str, wanted: str) -> None:
        super().__init__("other-audience", path, found=found, wanted=wanted)
        self.found = found
        self.wanted = wanted


class OutputBusy(OutputProblem):
    """Another build is at work on this output and did not end in time; `pid` is None where unknown."""

    def __init__(self, path: Path, *, pid: int | None) -> None:
        super().__init__("busy", path, pid=pid)
        self.pid = pid


class OutputError(OutputProblem):
    """The system refused a step; the last good output stands.

    Codes: disk-full, read-only, no-permission, file-too-large, name-too-long, too-many-open-files,
    input-output-error, changed (the output was replaced meanwhile), system (any other; fact `error`).
    """


@contextmanager
def told(path: Path) -> Iterator[None]:
    """What the system refuses inside becomes an OutputError about `path`, the name the person knows."""
    try:
        yield
    except OSError as error:
        number = error.errno or 0
        name = errno.errorcode.get(number, type(error).__name__)
        raise OutputError(CODES.get(number, "system"), path, error=name) from error


def exists(path: Path) -> bool:
    """Whether anything stands at `path`, a dangling link included; unlike in `os.path`, errors are errors."""
    try:
        os.lstat(path)
    except FileNotFoundError:
        return False
    return True
