"""Workers: the same bytes as without; one that dies, hangs or swells costs what it had in hand alone."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from relreport.build import workers
from relreport.build.job import Built, Job
from relreport.build.order import Order
from relreport.build.workers import Limits, build_here, build_in_workers, build_with
from relreport.model import Settings
from tests.build.workspace import ACCOUNT, build, files, workspace

ORDER = Order(settings=Settings(), day=date(2026, 11, 20))
LIMITS = Limits(seconds=60, accounts=3)
# templates of a workspace's own, each with its own way not to end well
ENDLESS = (
    "{% for a in range(99999) %}{% for b in range(99999) %}{% for c in range(99999) %}{% endfor %}"
    "{% endfor %}{% endfor %}"
)


def job(name: str) -> Job:
    return Job(path=f"accounts/{name}.md", id=name, data=ACCOUNT.format(name=name.title()).encode())


JOBS = [job(name) for name in ("alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta")]


def by_id(built: Iterator[Built]) -> dict[str, Built]:
    return {one.id: one for one in built}


def test_the_same_as_here() -> None:
    assert by_id(build_in_workers(JOBS, ORDER, workers=2, limits=LIMITS)) == by_id(build_here(JOBS, ORDER))


def test_no_accounts_no_workers() -> None:
    assert list(build_in_workers([], ORDER, workers=2)) == []


def test_a_stuck_one_is_ended_and_named() -> None:
    order = Order(
        settings=Settings(),
        day=date(2026, 11, 20),
        templates={"plan.html": "{% if page.id == 'beta' %}" + ENDLESS + "{% endif %}{{ page.id }}"},
    )
    done = by_id(build_in_workers(JOBS, order, workers=2, limits=Limits(seconds=4, accounts=100)))
    assert {id: one.failure for id, one in done.items() if one.failure} == {"beta": "TimeLimit"}
    assert len(done) == len(JOBS)


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGSEGV])
def test_a_dead_one_is_replaced_and_named(monkeypatch: pytest.MonkeyPatch, how: signal.Signals) -> None:
    taken: list[Any] = []
    take = workers._Worker.take

    def struck(self: Any, one: Job) -> None:
        take(self, one)
        taken.append(one.id)
        if one.id == "gamma":
            os.kill(self._process.pid, how)
            time.sleep(0.2)

    monkeypatch.setattr(workers._Worker, "take", struck)
    done = by_id(build_in_workers(JOBS, ORDER, workers=2, limits=LIMITS))
    assert {id: one.failure for id, one in done.items() if one.failure} == {"gamma": f"Signal{how.value}"}
    assert sorted(done) == sorted(one.id for one in JOBS)


def test_one_that_swells_is_named() -> None:
    order = Order(
        settings=Settings(),
        day=date(2026, 11, 20),
        templates={"plan.html": "{% if page.id == 'beta' %}{{ 'x' * 9000000000 }}{% endif %}{{ page.id }}"},
    )
    done = by_id(build_in_workers(JOBS, order, workers=2, limits=LIMITS))
    assert [id for id, one in done.items() if one.failure] == ["beta"]


class Losing(Executor):
    """Loses the first batch, as one whose machine went away."""

    def __init__(self) -> None:
        self.lost = False

    def submit(self, function: Any, /, *arguments: Any, **named: Any) -> Future[Any]:
        future: Future[Any] = Future()
        if self.lost:
            future.set_result(function(*arguments, **named))
        else:
            self.lost = True
            future.set_exception(ConnectionError("gone"))
        return future


def test_any_executor() -> None:
    with ThreadPoolExecutor(1) as threads:
        assert by_id(build_with(threads, JOBS, ORDER)) == by_id(build_here(JOBS, ORDER))


def test_what_an_executor_loses_is_named() -> None:
    done = by_id(build_with(Losing(), JOBS, ORDER))
    assert {id: one.failure for id, one in done.items() if one.failure} == {"alpha": "ConnectionError"}
    assert sorted(done) == sorted(one.id for one in JOBS)


def threads() -> Executor:
    return ThreadPoolExecutor(2)


def no_executor() -> int:
    return 3


def test_an_executor_is_named_on_the_command_line(tmp_path: Path) -> None:
    root = workspace(tmp_path / "work")
    assert build(root) == 0
    assert build(root, "--executor", f"{__name__}:threads", "--output", str(root / "other")) == 0
    assert files(root / "other") == files(root / "output")


@pytest.mark.parametrize(
    "named", [f"{__name__}:no_executor", f"{__name__}:missing", "no.such.module:threads", "nonsense", ":"]
)
def test_what_is_no_executor_is_refused(tmp_path: Path, named: str) -> None:
    assert build(workspace(tmp_path / "work"), "--executor", named) == 2
