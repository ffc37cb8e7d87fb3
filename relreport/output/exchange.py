"""The new output takes the place of the old: at once where the system can, else in steps to be undone."""

import ctypes
import errno
import os
from pathlib import Path

from relreport.output.container import Container, Journal
from relreport.output.durable import flushed_one, system_call
from relreport.output.mark import read_mark
from relreport.output.places import content
from relreport.output.problems import exists

AT_FDCWD = -100
RENAME_EXCHANGE = 2
# renameat2 is missing (old kernels, macOS, a sandbox that answers EPERM), or the file system has no such flag
CANNOT_EXCHANGE = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EPERM})
# the folder itself cannot be moved: a mount point, another mount, or a parent that is not ours to write
CANNOT_MOVE = frozenset({errno.EXDEV, errno.EBUSY, errno.EACCES, errno.EPERM, errno.EROFS})


def put_whole(container: Container, target: Path, *, journal_target: str) -> None:
    """`container.new` becomes `target`; what stood there goes into the container. Then it is durable."""
    if not exists(target):
        container.new.rename(target)
    elif not exchanged(container.new, target):
        put_by_two_renames(container, target, journal_target=journal_target)
        return
    flushed_one(target.parent)
    flushed_one(container.path)


def exchanged(one: Path, other: Path) -> bool:
    """The two change places in one step; False where the system has no such step."""
    renameat2 = system_call("renameat2")
    if renameat2 is None:
        return False
    paths = os.fsencode(one), os.fsencode(other)
    if renameat2(AT_FDCWD, paths[0], AT_FDCWD, paths[1], ctypes.c_uint(RENAME_EXCHANGE)) == 0:
        return True
    number = ctypes.get_errno()
    if number in CANNOT_EXCHANGE:
        return False
    raise OSError(number, os.strerror(number), str(other))


def put_by_two_renames(container: Container, target: Path, *, journal_target: str) -> None:
    container.write_journal(Journal(target=journal_target, names=None))
    try:
        target.rename(container.old)
        container.new.rename(target)
        flushed_one(target.parent)
        flushed_one(container.path)
        container.remove_journal()
    except BaseException:
        if not exists(container.new):
            # both renames are done: what failed is the flush, and the new output stands, whole
            raise
        take_back_whole(container, target)
        raise
    flushed_one(container.path)


def take_back_whole(container: Container, target: Path) -> None:
    """Undo the first rename without the second; may be repeated at any point."""
    if not exists(target) and exists(container.old):
        container.old.rename(target)
        flushed_one(target.parent)
    container.remove_journal()
    flushed_one(container.path)


def put_inside(container: Container, target: Path, *, journal_target: str) -> None:
    """For a target that cannot move: its entries change places one by one, from a container that lies in it.

    The mark goes first and comes last, so that a folder caught halfway bears none.
    """
    names = tuple(content(container.new))
    container.write_journal(Journal(target=journal_target, names=names))
    try:
        container.old.mkdir(0o700)
        for name in reversed(list(content(target))):
            (target / name).rename(container.old / name)
        for name in names:
            (container.new / name).rename(target / name)
        for folder in (container.new, container.old, target):
            flushed_one(folder)
        container.remove_journal()
    except BaseException:
        if exists(container.path / "journal"):
            take_back_inside(container, target, names)
        raise
    flushed_one(container.path)


def take_back_inside(container: Container, target: Path, names: tuple[str, ...]) -> None:
    """Undo `put_inside`; may be repeated at any point: where a name stands tells how far it got."""
    for name in reversed(names):
        # the mark leaves first
        if not exists(container.new / name) and exists(target / name):
            (target / name).rename(container.new / name)
    if exists(container.old):
        for name in content(container.old):
            (container.old / name).rename(target / name)
        flushed_one(container.old)
    flushed_one(container.new)
    flushed_one(target)
    container.remove_journal()
    flushed_one(container.path)


def repaired(container: Container, target: Path, *, journal_target: str) -> None:
    """An exchange that its build did not live to end is undone: it never said that it was done."""
    try:
        journal = container.journal()
    except ValueError:
        return
    if journal is None:
        return
    if container.path.parent == target:
        # whoever can plant a journal can name files to be moved away; a mark of ours must vouch for it
        vouched = any(read_mark(folder) is not None for folder in (container.new, container.old, target))
        if journal.names is None or not vouched:
            return
        if exists(container.old) and not any(content(container.new)):
            # every name is where it belongs, the mark too: only the journal was still to go
            flushed_one(target)
            container.remove_journal()
        else:
            take_back_inside(container, target, journal.names)
    elif journal.names is None and journal.target == journal_target:
        # only what was asked for now: a journal found in the workspace must not choose a path by itself
        take_back_whole(container, target)
