"""Builds that are killed, or refused by the system, at a chosen call; the output is then the old or the new.

Each trial is a forked process in a workspace of its own. The calls are counted, so every point
at which a build can stop is reached, and not only those that chance finds.
"""

import errno
import functools
import os
import random
import shutil
import signal
import stat
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from relreport.output import OutputProblem, durable, exchange, open_output

CALLS = ("open", "write", "fsync", "rename", "mkdir", "link", "unlink", "rmdir", "ftruncate")
FAULTS = (errno.ENOSPC, errno.EIO, errno.EROFS)
WAYS = ("exchange", "first", "renames", "inside", "beside")
BROKEN = 70

CARRIED = {f"accounts/same-{number}.html": b"same" for number in range(4)}
OLD = {
    "index.html": b"old",
    "accounts/a.html": b"old",
    "accounts/gone.html": b"old",
    "data/x.json": b"old",
} | CARRIED
NEW = {
    "index.html": b"new",
    "accounts/a.html": b"new",
    "pdf/added.pdf": b"new" * 999,
    "data/x.json": b"new",
} | CARRIED


@dataclass(frozen=True, kw_only=True)
class Trial:
    """One way of putting in place, and what befalls its call number `at`."""

    way: str
    at: int
    end: str  # kill-before, kill-after, fault, fault-stays
    fault: int = 0
    again: int = 0  # the repair afterwards is killed too, at this call


class Hook:
    """Counts the calls that change something, and lets one of them go wrong."""

    def __init__(self, trial: Trial) -> None:
        self.trial = trial
        self.count = 0
        self.failing = ""

    def around(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(real)
        def hooked(*given: Any, **named: Any) -> Any:
            self.count += 1
            here = self.count == self.trial.at
            if here and self.trial.end == "kill-before":
                os.kill(os.getpid(), signal.SIGKILL)
            if self.trial.end.startswith("fault") and (here or name == self.failing):
                if self.trial.end == "fault-stays":
                    self.failing = name
                raise OSError(self.trial.fault, os.strerror(self.trial.fault))
            result = real(*given, **named)
            if here and self.trial.end == "kill-after":
                os.kill(os.getpid(), signal.SIGKILL)
            return result

        return hooked


def force(way: str, target: Path) -> None:
    """Make this process believe in a system on which only `way` is possible."""
    really = os.rename

    def cannot_move(number: int, *, unless_beside: bool) -> None:
        def refused(source: Any, goal: Any) -> None:
            source, goal = Path(source), Path(goal)
            if target in (source, goal):
                other = goal if source == target else source
                if not (unless_beside and other.parent.parent == target.parent):
                    raise OSError(number, os.strerror(number))

        def rename(source: Any, goal: Any, **named: Any) -> None:
            refused(source, goal)
            really(source, goal, **named)

        def exchanged(one: Path, other: Path) -> bool:
            refused(one, other)
            return False

        vars(os)["rename"] = rename
        exchange.exchanged = exchanged

    if way == "exchange":
        durable.FEW = 0
    elif way == "renames":
        exchange.exchanged = lambda *_: False
    elif way == "inside":
        cannot_move(errno.EBUSY, unless_beside=False)
    elif way == "beside":
        cannot_move(errno.EXDEV, unless_beside=True)


def build(workspace: Path, pages: dict[str, bytes], version: str, *, wait: float = 10.0) -> None:
    with open_output(
        workspace / "output", places=workspace / ".relreport", audience="manager", version=version, wait=wait
    ) as staging:
        for name, data in pages.items():
            if not (name in CARRIED and staging.carry(name)):
                staging.write(name, data)
        staging.commit()


def mend(workspace: Path) -> None:
    """What the next build does before anything else."""
    with open_output(workspace / "output", places=workspace / ".relreport", audience="manager", version="3"):
        pass


def in_child(work: Callable[[], None]) -> int:
    """How it ended: 0 done, 1 a problem told, 70 an exception of ours, negative a signal."""
    child = os.fork()
    if child == 0:
        code = BROKEN
        try:
            work()
            code = 0
        except OutputProblem:
            code = 1
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def hooked(trial: Trial, workspace: Path, work: Callable[[], None]) -> Callable[[], None]:
    def run() -> None:
        force(trial.way, workspace / "output")
        hook = Hook(trial)
        for name in CALLS:
            setattr(os, name, hook.around(name, getattr(os, name)))
        exchange.exchanged = hook.around("exchange", exchange.exchanged)
        durable.sync_file_system = hook.around("syncfs", durable.sync_file_system)
        work()
        (workspace / "calls").write_text(str(hook.count), encoding="ascii")

    return run


def fresh(folder: Path, way: str) -> Path:
    workspace = folder / "workspace"
    shutil.rmtree(workspace, ignore_errors=True)
    workspace.mkdir()
    if way != "first":
        build(workspace, OLD, "1")
    return workspace


def state(workspace: Path, way: str) -> str:
    """old, new, missing, halfway (in pieces, and bearing no mark), or mixed."""
    target = workspace / "output"
    if not target.is_dir():
        return "old" if way == "first" else "missing"
    found = {
        path.relative_to(target).as_posix(): path.read_bytes()
        for path in target.rglob("*")
        if path.is_file() and not any(part.startswith(".relreport-") for part in path.parts)
    }
    mark = found.pop(".relreport", b"")
    if found == NEW and b'"2"' in mark:
        return "new"
    if found == OLD and b'"1"' in mark:
        return "old"
    return "mixed" if mark else "halfway"


def leftovers(workspace: Path) -> list[str]:
    """What is not output, and what others than the owner may read."""
    wrong = [str(path) for path in workspace.rglob(".relreport-staging-*")]
    wrong += [
        str(path)
        for path in (workspace / "output").rglob("*")
        if stat.S_IMODE(path.stat().st_mode) != (0o700 if path.is_dir() else 0o600)
    ]
    return wrong


def tried(trial: Trial, folder: Path) -> str:
    """What was wrong after this trial; empty when nothing was."""
    workspace = fresh(folder, trial.way)
    code = in_child(hooked(trial, workspace, lambda: build(workspace, NEW, "2")))
    now = state(workspace, trial.way)
    allowed = {"old", "new"}
    if code < 0 or trial.end == "fault-stays":
        # several steps: until the next build the folder may be away, or in pieces without a mark
        allowed |= {"renames": {"missing"}, "beside": {"missing"}, "inside": {"halfway"}}.get(
            trial.way, set()
        )
    if code == BROKEN:
        return f"{trial}: an exception of ours"
    if now not in allowed or (code == 0 and now != "new"):
        return f"{trial}: exit {code}, {now}"
    if trial.again:
        second = Trial(way=trial.way, at=trial.again, end="kill-after")
        in_child(hooked(second, workspace, lambda: mend(workspace)))
    if in_child(lambda: mend(workspace)) != 0:
        return f"{trial}: exit {code}, {now}, not mended"
    after = state(workspace, trial.way)
    if after not in ("old", "new") or (now in ("old", "new") and after != now):
        return f"{trial}: exit {code}, {now}, after mending {after}"
    if left := leftovers(workspace):
        return f"{trial}: left {left}"
    if in_child(lambda: build(workspace, NEW, "2")) != 0 or state(workspace, trial.way) != "new":
        return f"{trial}: the next build failed"
    return ""


def calls(way: str, folder: Path) -> int:
    """How many points there are in a build that goes well."""
    workspace = fresh(folder, way)
    code = in_child(hooked(Trial(way=way, at=0, end=""), workspace, lambda: build(workspace, NEW, "2")))
    if code != 0 or state(workspace, way) != "new":
        raise AssertionError(way, code, state(workspace, way))
    return int((workspace / "calls").read_text(encoding="ascii"))


def every_trial(folder: Path) -> Iterator[Trial]:
    for way in WAYS:
        for at in range(1, calls(way, folder) + 1):
            yield Trial(way=way, at=at, end="kill-before")
            yield Trial(way=way, at=at, end="kill-after")
            for fault in FAULTS:
                yield Trial(way=way, at=at, end="fault", fault=fault)
            yield Trial(way=way, at=at, end="fault-stays", fault=errno.EIO)


def killed_twice(folder: Path, *, count: int, chance: random.Random) -> Iterator[Trial]:
    ways = {way: calls(way, folder) for way in ("renames", "inside", "beside")}
    for _ in range(count):
        way = chance.choice(list(ways))
        # the later calls are the interesting ones: the exchange stands at the end
        at = chance.randint(ways[way] // 3, ways[way])
        yield Trial(way=way, at=at, end="kill-after", again=chance.randint(1, 25))


def at_once(folder: Path, *, builders: int, chance: random.Random) -> str:
    """Several builds of one output, some killed at any moment; what was wrong afterwards."""
    workspace = fresh(folder, "exchange")
    children = []
    for number in range(builders):
        pages, version = (NEW, "2") if number % 2 else (OLD, "1")
        child = os.fork()
        if child == 0:
            code = BROKEN
            try:
                build(workspace, pages, version, wait=30.0)
                code = 0
            finally:
                os._exit(code)
        children.append(child)
    time.sleep(chance.random() * 0.01)
    for child in children[: builders // 2]:
        os.kill(child, signal.SIGKILL)
    codes = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
    now = state(workspace, "exchange")
    if any(code not in (0, -signal.SIGKILL) for code in codes) or now not in ("old", "new"):
        return f"{builders} at once: exits {codes}, {now}"
    if in_child(lambda: mend(workspace)) != 0 or leftovers(workspace):
        return f"{builders} at once: not mended, {leftovers(workspace)}"
    return ""
