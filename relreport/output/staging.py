"""A build's output in the making, and its place at the end."""

import errno
import os
import stat
from collections.abc import Iterable
from pathlib import Path

from relreport.output.container import Container, new_container
from relreport.output.durable import flushed, raised, written
from relreport.output.exchange import CANNOT_MOVE, put_inside, put_whole
from relreport.output.lock import waited
from relreport.output.mark import MARK, Mark, regular_bytes
from relreport.output.names import UnsafeName, checked, twin_key
from relreport.output.problems import OutputBusy, OutputError, exists, told

Generation = tuple[int, int, int, int] | None
FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
# what a file system answers that has no links, or will not link this file
CANNOT_LINK = frozenset({errno.EXDEV, errno.EMLINK, errno.EPERM, errno.ENOTSUP, errno.ENOSYS})
LOCK_WAIT = 10.0


class Staging:
    """The output in the making. Names are relative, with `/`; UnsafeName for any that leads elsewhere."""

    def __init__(
        self,
        shown: Path,
        target: Path,
        *,
        container: Container,
        mark: Mark,
        journal_target: str,
        carrying: bool,
    ) -> None:
        self.committed = False
        self._shown = shown
        self._target = target
        self._mark = mark
        self._journal_target = journal_target
        self._container = container
        self._generation = generation(target)
        # held open: what is carried comes from this very output, whatever takes its place meanwhile
        self._last = os.open(target, FOLDER) if carrying else None
        self._root = str(self._container.new)
        self._folders = {""}
        self._last_folders = {"": True}
        self._taken = {twin_key(MARK)}
        self._new_bytes: list[Path] = []

    def write(self, relative: str, data: bytes | Iterable[bytes]) -> None:
        """A page of the new output, for its owner alone (0600, folders 0700); a large one part by part."""
        self._claim(relative)
        with told(self._shown / relative):
            self._write(relative, data)

    def written(self, relative: str) -> Path:
        """Where a page lies that was written, until the new output takes its place."""
        return Path(self._root, checked(relative))

    def carry(self, relative: str) -> bool:
        """That page of the last good output is in the new one too; False where there is none.

        It is linked, and not read, where the file system can.
        """
        self._claim(relative)
        with told(self._shown / relative):
            carried = self._linked(relative)
            if not carried:
                data = self._previous(relative)
                if data is not None:
                    self._write(relative, data)
                    carried = True
        if not carried:
            self._taken.discard(twin_key(relative))
        return carried

    def commit(self) -> None:
        """The new output takes its place, durably, and the old one goes. Once, last of all.

        After an OutputError the old one stands; after one of the very last flush, the new one, whole.
        """
        if self.committed:
            raise RuntimeError("committed twice")
        with told(self._shown):
            self._write(MARK, self._mark.written())
            flushed(self._container.path, self._new_bytes)
            self._unchanged()
            try:
                put_whole(self._container, self._target, journal_target=self._journal_target)
            except OSError as error:
                if error.errno not in CANNOT_MOVE:
                    raise
                self._put_from_elsewhere(error)
        self.committed = True

    def close(self) -> None:
        """Work in progress, or the replaced output, is removed."""
        if self._last is not None:
            os.close(self._last)
            self._last = None
        self._container.close()

    def _claim(self, relative: str) -> None:
        key = twin_key(checked(relative))
        if key in self._taken:
            # here they might be two files; on the reader's system they are one
            raise UnsafeName("twin", relative)
        self._taken.add(key)

    def _write(self, relative: str, data: bytes | Iterable[bytes]) -> None:
        path = self._place(relative)
        written(path, data)
        self._new_bytes.append(Path(path))

    def _place(self, relative: str) -> str:
        self._make(relative.rpartition("/")[0])
        return f"{self._root}/{relative}"

    def _make(self, folder: str) -> None:
        # one by one: makedirs gives its mode to the last alone
        if folder not in self._folders:
            self._make(folder.rpartition("/")[0])
            Path(self._root, folder).mkdir(0o700)
            self._folders.add(folder)

    def _previous(self, relative: str) -> bytes | None:
        if self._last is None or not self._real_folder(relative.rpartition("/")[0]):
            return None
        return regular_bytes(relative, folder=self._last)

    def _real_folder(self, folder: str) -> bool:
        """Whether no link leads out of the last output on the way to `folder`."""
        known = self._last_folders.get(folder)
        if known is None:
            known = self._real_folder(folder.rpartition("/")[0]) and stat.S_ISDIR(self._mode(folder))
            self._last_folders[folder] = known
        return known

    def _mode(self, relative: str) -> int:
        """Type and permissions of an entry of the last output; 0 where there is none."""
        try:
            return os.stat(relative, dir_fd=self._last, follow_symlinks=False).st_mode
        except (FileNotFoundError, NotADirectoryError):
            return 0

    def _linked(self, relative: str) -> bool:
        if self._last is None or not self._real_folder(relative.rpartition("/")[0]):
            return False
        if self._mode(relative) != stat.S_IFREG | 0o600:
            return False  # a link would carry over permissions that somebody changed: a copy is private again
        try:
            os.link(relative, self._place(relative), src_dir_fd=self._last, follow_symlinks=False)
        except OSError as error:
            if error.errno in CANNOT_LINK:
                return False
            raise
        return True

    def _unchanged(self) -> None:
        """What another workspace's build, or a hand, put there meanwhile, nobody agreed to replace."""
        now = generation(self._target)
        if now is not None and now != self._generation:
            raise OutputError("changed", self._shown)

    def _put_from_elsewhere(self, error: OSError) -> None:
        """Where it lies it could not be moved from; beside the target it may, or inside it."""
        if error.errno == errno.EXDEV and self._container.path.parent != self._target.parent:
            try:
                self._move_container(self._target.parent)
                put_whole(self._container, self._target, journal_target=self._journal_target)
            except OSError as second:
                if second.errno not in CANNOT_MOVE:
                    raise
            else:
                return
        if not exists(self._target):
            raise error
        if self._container.path.parent != self._target:
            self._move_container(self._target)
        descriptor = os.open(self._target, FOLDER)
        try:
            # the folder stays the same one, so its own lock keeps builds of other workspaces apart
            if not waited(descriptor, wait=LOCK_WAIT):
                raise OutputBusy(self._shown, pid=None)
            self._unchanged()
            put_inside(self._container, self._target, journal_target=self._journal_target)
        finally:
            os.close(descriptor)

    def _move_container(self, folder: Path) -> None:
        moved = new_container(folder)
        try:
            copy_tree(self._container.new, moved.new)
            flushed(moved.path)
        except BaseException:
            moved.close()
            raise
        self._container.close()
        self._container = moved


def copy_tree(source: Path, goal: Path) -> None:
    for folder, _, names in os.walk(source, onerror=raised):
        into = goal / Path(folder).relative_to(source)
        if into != goal:
            into.mkdir(0o700)
        for name in names:
            copied(f"{folder}/{name}", str(into / name))


def copied(source: str, goal: str) -> None:
    """A link where that is possible, else the same bytes, as private as before."""
    try:
        os.link(source, goal, follow_symlinks=False)
    except OSError as error:
        if error.errno not in CANNOT_LINK:
            raise
        written(goal, Path(source).read_bytes())


def generation(target: Path) -> Generation:
    """Tells one output at `target` from the next, also where the folder itself stays."""
    try:
        folder = os.lstat(target)
    except FileNotFoundError:
        return None
    try:
        mark = os.lstat(target / MARK)
    except FileNotFoundError:
        return folder.st_dev, folder.st_ino, 0, 0
    return folder.st_dev, folder.st_ino, mark.st_ino, mark.st_mtime_ns
