"""Where outputs may lie, and the workspace's private folder for what is in the making."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from relreport.output.mark import MARK, Mark, read_mark, regular_bytes
from relreport.output.problems import OtherAudience, OutputRefused, exists

STAGING_PREFIX = ".relreport-staging-"
IGNORE_ALL = b"*\n"


def private_place(folder: Path) -> Path:
    """`folder`, made for its owner alone (0700), with a `.gitignore` that keeps all of it out of git."""
    private_folder(folder)
    ignored = folder / ".gitignore"
    if regular_bytes(ignored, limit=len(IGNORE_ALL)) != IGNORE_ALL:
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC
        descriptor = os.open(ignored, flags, 0o600)
        try:
            os.write(descriptor, IGNORE_ALL)
        finally:
            os.close(descriptor)
    return folder


def private_folder(folder: Path) -> Path:
    """`folder` made with 0700; a link in its place is refused, since a checkout could have planted it."""
    try:
        folder.mkdir(0o700)
    except FileExistsError:
        found = os.lstat(folder)
        if not stat.S_ISDIR(found.st_mode):
            code = "symlink" if stat.S_ISLNK(found.st_mode) else "not-a-folder"
            raise OutputRefused(code, folder) from None
        if stat.S_IMODE(found.st_mode) != 0o700:
            folder.chmod(0o700)
    return folder


def allowed_target(target: Path, *, workspace: Path) -> Path:
    """The canonical path of an output folder, or OutputRefused where a build must not replace anything."""
    # not resolve(): a link in the last place must be seen, not followed
    absolute = Path(os.path.abspath(target))  # noqa: PTH100
    if absolute == absolute.parent:
        raise OutputRefused("root", absolute)
    canonical = Path(os.path.realpath(absolute.parent)) / absolute.name
    if canonical.is_symlink():
        raise OutputRefused("symlink", absolute)
    workspace = Path(os.path.realpath(workspace))
    # by identity, not by name: another case, another mount of the same folder
    here = identity(canonical)
    if here is not None and here == identity(workspace):
        raise OutputRefused("workspace", absolute)
    if here is not None and here in {identity(folder) for folder in workspace.parents}:
        raise OutputRefused("holds-workspace", absolute)
    for name in ("accounts", ".git", ".relreport"):
        if inside(canonical, workspace / name):
            raise OutputRefused("reserved", absolute, folder=name)
    if exists(canonical) and not stat.S_ISDIR(os.lstat(canonical).st_mode):
        raise OutputRefused("not-a-folder", absolute)
    return canonical


def inside(path: Path, folder: Path) -> bool:
    folded = [part.casefold() for part in folder.parts]
    if [part.casefold() for part in path.parts][: len(folded)] == folded:
        return True
    there = identity(folder)
    return there is not None and there in {identity(part) for part in (path, *path.parents)}


def identity(path: Path) -> tuple[int, int] | None:
    """Which folder this really is, or None where nothing stands (or it cannot be seen)."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def last_mark(target: Path, *, audience: str, replacing: bool) -> Mark | None:
    """The mark of the last good output at `target`; None where it is missing or empty.

    Refused: a folder with something in it and no mark of ours; one of another audience, unless `replacing`.
    """
    mark = read_mark(target) if exists(target) else None
    if mark is not None and mark.audience != audience and not replacing:
        raise OtherAudience(target, found=mark.audience, wanted=audience)
    if mark is None and exists(target) and any(True for _ in content(target)):
        raise OutputRefused("foreign", target)
    return mark


def content(folder: Path) -> Iterator[str]:
    """The names in an output, the mark last; not what is in the making, nor what a new volume holds."""
    names = sorted((path.name for path in folder.iterdir()), key=lambda name: (name == MARK, name))
    return (name for name in names if name != "lost+found" and not name.startswith(STAGING_PREFIX))
