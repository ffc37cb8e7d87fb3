"""Builds many accounts at once. A worker that dies, hangs or grows too large costs what it had in hand alone.

Workers are forked from a server of their own, which has loaded everything once and is otherwise idle: they
start warm, and hold nothing open of the process that started them. Each ends after a number of accounts, so
that what libraries leak goes with it.
"""

from __future__ import annotations

import gc
import time
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from relreport.build.job import Built, Job
from relreport.build.one import guarded
from relreport.build.order import Order
from relreport.record import dataclass

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future
    from multiprocessing.connection import Connection
    from multiprocessing.context import BaseContext

MEMORY = 3_000_000_000  # bytes of address space a worker may have: far above what any report takes
SECONDS_HTML, SECONDS_PDF = 60.0, 300.0
SELDOM = (50_000, 20, 50)  # of the collector
ACCOUNTS_HTML, ACCOUNTS_PDF = 2_000, 100


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What one account may take, and how many a worker builds before a fresh one takes its place."""

    seconds: float
    accounts: int
    memory: int = MEMORY


def limits_for(order: Order) -> Limits:
    if order.pdf:
        return Limits(seconds=SECONDS_PDF, accounts=ACCOUNTS_PDF)
    return Limits(seconds=SECONDS_HTML, accounts=ACCOUNTS_HTML)


def build_here(jobs: Sequence[Job], order: Order) -> Iterator[Built]:
    """One after another in this process: for a few pages a worker would start longer than it works."""
    with _collecting_seldom():
        for job in jobs:
            yield guarded(job, order)


@contextmanager
def _collecting_seldom() -> Iterator[None]:
    """What an account is made of goes with it: to look for circles among it is nearly always in vain."""
    before = gc.get_threshold()
    gc.set_threshold(*SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def build_with(executor: Executor, jobs: Sequence[Job], order: Order) -> Iterator[Built]:
    """On any executor, on this machine or on many. What it loses is named, and the rest goes on."""
    from concurrent.futures import as_completed

    size = max(1, min(16, len(jobs) // 8))
    batches = [list(jobs[start : start + size]) for start in range(0, len(jobs), size)]
    futures: dict[Future[list[Built]], list[Job]] = {
        executor.submit(build_batch, batch, order): batch for batch in batches
    }
    for done in as_completed(futures):
        error = done.exception()
        if error is None:
            yield from done.result()
        elif getattr(error, "lacks", None):
            raise error
        else:
            yield from (_lost(job, type(error).__name__) for job in futures[done])


def build_batch(jobs: list[Job], order: Order) -> list[Built]:
    """What an executor runs: some accounts, one after another."""
    return [guarded(job, order) for job in jobs]


def build_in_workers(
    jobs: Sequence[Job], order: Order, *, workers: int, limits: Limits | None = None
) -> Iterator[Built]:
    """In worker processes of our own; each account as it is done, in no particular order."""
    from multiprocessing.connection import wait

    bounds = limits or limits_for(order)
    waiting = deque(jobs)
    context = _context(order)
    crew = [_Worker(context, order, bounds) for _ in range(min(workers, len(jobs)))]
    try:
        for worker in crew:
            worker.take(waiting.popleft())
        while busy := [one for one in crew if one.job is not None]:
            ready = wait(
                [one.pipe for one in busy],
                timeout=max(0.0, min(one.deadline for one in busy) - time.monotonic()),
            )
            for worker in busy:
                job = worker.job
                assert job is not None
                if worker.pipe in ready:
                    built = worker.result()
                elif time.monotonic() >= worker.deadline:
                    built = _lost(job, "TimeLimit")
                    worker.fresh()
                else:
                    continue
                # the next account is on its way before this one is written
                worker.job = None
                if waiting:
                    worker.take(waiting.popleft())
                yield built
    finally:
        for worker in crew:
            worker.end()


def _lost(job: Job, reason: str) -> Built:
    return Built(id=job.id, path=job.path, failure=reason)


def _context(order: Order) -> BaseContext:
    import multiprocessing

    if order.pdf:
        from relreport.formats.fonts import keep_to_shipped_fonts

        # here, so that all of them share one private folder, and this process removes it
        keep_to_shipped_fonts()
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["relreport.build.warm_pdf" if order.pdf else "relreport.build.warm"])
    return context


class _Worker:
    """One worker process and the account it has in hand."""

    def __init__(self, context: BaseContext, order: Order, limits: Limits) -> None:
        self._context = context
        self._order = order
        self._limits = limits
        self._taken = 0
        self.job: Job | None = None
        self.deadline = 0.0
        self._start()

    def _start(self) -> None:
        self.pipe, theirs = self._context.Pipe()
        # the attribute is there in every context; the stubs know it of the concrete ones alone
        process = self._context.Process  # type: ignore[attr-defined]
        self._process = process(target=_work, args=(theirs, self._order, self._limits), daemon=True)
        self._process.start()
        theirs.close()
        self._taken = 0

    def take(self, job: Job) -> None:
        if self._taken >= self._limits.accounts:
            self.fresh()
        self.job = job
        self._taken += 1
        # the first of a process waits for what the process loads
        self.deadline = time.monotonic() + self._limits.seconds
        with suppress(OSError):  # a worker that is dead already is seen when its result is fetched
            self.pipe.send(job)

    def result(self) -> Built:
        """What came of the account in hand; the failure of the worker is the account's."""
        assert self.job is not None
        try:
            found: Any = self.pipe.recv()
        except (EOFError, OSError):
            self._process.join(5)
            code = self._process.exitcode
            lost = _lost(self.job, f"Signal{-code}" if code is not None and code < 0 else "WorkerEnded")
            self.fresh()
            return lost
        assert isinstance(found, Built)
        return found

    def fresh(self) -> None:
        """Another process in the place of this one."""
        self.end()
        self._start()

    def end(self) -> None:
        self.pipe.close()
        if self._process.is_alive():
            self._process.kill()
        self._process.join()
        self._process.close()


def _work(pipe: Connection, order: Order, limits: Limits) -> None:
    """A worker's life: account after account, until the pipe is closed."""
    _limit_memory(limits.memory)
    with suppress(EOFError, KeyboardInterrupt, BrokenPipeError):
        pipe.send(guarded(pipe.recv(), order))
        # with the first account everything came in that stays: the collector need not look at it again
        gc.collect()
        gc.freeze()
        gc.set_threshold(*SELDOM)
        while True:
            pipe.send(guarded(pipe.recv(), order))


def _limit_memory(most: int) -> None:
    try:
        import resource
    except ImportError:
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (most if hard < 0 else min(most, hard), hard))
