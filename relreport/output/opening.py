"""An output folder is opened: refused, waited for, mended after a crash, and then staged."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from relreport.output.container import left_behind, new_container
from relreport.output.exchange import repaired
from relreport.output.lock import lock_name, one_build
from relreport.output.mark import Mark
from relreport.output.places import allowed_target, last_mark, private_folder, private_place
from relreport.output.problems import exists, told
from relreport.output.staging import Staging


@contextmanager
def open_output(
    target: Path, *, places: Path, audience: str, version: str, replacing: bool = False, wait: float = 10.0
) -> Iterator[Staging]:
    """The next output of `target`, to be filled and committed; what is not committed has not happened.

    `places` is the workspace's private folder, made when missing. `replacing` lets another audience's output
    be replaced. A second build of the same output waits `wait` seconds. Not to be shared between threads;
    processes forked while it is open keep its lock alive.

    Raises OutputRefused, OtherAudience, OutputBusy, OutputError.
    """
    with told(target):
        canonical = allowed_target(target, workspace=places.absolute().parent)
    with told(places):
        private_place(places)
        locks, staging = private_folder(places / "locks"), private_folder(places / "staging")
        # relative: seen under another path (a container, another mount) it is still the same output
        name = os.path.relpath(canonical, os.path.realpath(places))
    with one_build(locks / lock_name(name), target=target, wait=wait):
        with told(target):
            repair(canonical, staging=staging, journal_target=name)
            last = last_mark(canonical, audience=audience, replacing=replacing)
            made = made_parents(canonical)
        committed = False
        try:
            with told(target):
                container = new_container(staging_folder(canonical, staging=staging))
            try:
                with told(target):
                    staged = Staging(
                        target,
                        canonical,
                        container=container,
                        mark=Mark(audience=audience, version=version),
                        journal_target=name,
                        carrying=last is not None and last.audience == audience,
                    )
            except BaseException:
                container.close()
                raise
            try:
                yield staged
            finally:
                committed = staged.committed
                staged.close()
        finally:
            if not committed:
                for folder in made:
                    remove_if_empty(folder)


def repair(target: Path, *, staging: Path, journal_target: str) -> None:
    """What killed builds left is undone and cleared away."""
    for folder in (staging, target.parent, target):
        for container in left_behind(folder):
            repaired(container, target, journal_target=journal_target)


def made_parents(target: Path) -> list[Path]:
    """The folders above `target` that were missing, deepest first."""
    missing = [folder for folder in target.parents if not exists(folder)]
    for folder in reversed(missing):
        folder.mkdir()
    return missing


def staging_folder(target: Path, *, staging: Path) -> Path:
    """Where a staged output can be moved to `target` from: in the workspace, beside the target, or in it."""
    if os.path.ismount(target):
        return target
    if staging.stat().st_dev == target.parent.stat().st_dev:
        return staging
    if exists(target) and not os.access(target.parent, os.W_OK | os.X_OK):
        return target
    return target.parent


def remove_if_empty(folder: Path) -> None:
    try:
        folder.rmdir()
    except OSError:
        return  # somebody put something there: then it stays
