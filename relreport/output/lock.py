"""Locks that end with the process that holds them, however it ends."""

import errno
import fcntl
import hashlib
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from relreport.output.problems import OutputBusy, told

PAUSE = 0.05
# network and shared folders without locks: better an unlocked build than none
UNSUPPORTED = frozenset({errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.EINVAL, errno.EBADF})


def lock_name(target: str) -> str:
    """The file name of the lock for an output: a hash, because a folder's name may itself be confidential."""
    return hashlib.sha256(os.fsencode(target)).hexdigest()[:24]


@contextmanager
def one_build(lock: Path, *, target: Path, wait: float) -> Iterator[None]:
    """Held by one build of `target` at a time; after `wait` seconds OutputBusy with the other's process id.

    The lock file stays: removing it would let two builds hold two files of one name.
    """
    with told(lock):
        descriptor = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        with told(lock):
            held = waited(descriptor, wait=wait)
        if not held:
            raise OutputBusy(target, pid=holder(descriptor))
        with told(lock):
            os.ftruncate(descriptor, 0)
            os.write(descriptor, b"%d\n" % os.getpid())
        yield
    finally:
        os.close(descriptor)


def waited(descriptor: int, *, wait: float) -> bool:
    """Whether the lock could be had within `wait` seconds."""
    end = time.monotonic() + wait
    while not taken(descriptor):
        if time.monotonic() >= end:
            return False
        time.sleep(PAUSE)
    return True


def taken(descriptor: int) -> bool:
    """Whether the lock is now ours; where there are no locks at all, it is."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError as error:
        if error.errno not in UNSUPPORTED:
            raise
    return True


def abandoned(descriptor: int) -> bool:
    """Whether the one who locked this is gone; where there are no locks nobody can know, so no."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def holder(descriptor: int) -> int | None:
    try:
        return int(os.pread(descriptor, 32, 0))
    except (OSError, ValueError):
        return None
