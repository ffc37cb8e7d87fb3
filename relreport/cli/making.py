"""Who makes the pages of a build: this process, workers of ours, or an executor that was named."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from relreport.cli.asked import How
from relreport.cli.session import Session, refuse
from relreport.cli.speech import say

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from relreport.build.job import Built, Job
    from relreport.build.order import Order
    from relreport.build.run import Maker


@contextmanager
def making(session: Session, how: How, count: int) -> Iterator[Maker]:
    """Who makes the pages, told on a terminal how far they are."""
    from relreport.build.workers import build_here, build_in_workers, build_with

    shown = count > 1 and sys.stderr.isatty() and not session.quiet

    def told(maker: Maker) -> Maker:
        def make(jobs: Sequence[Job], order: Order) -> Iterator[Built]:
            if not shown or len(jobs) < 2:
                yield from maker(jobs, order)
                return
            with click.progressbar(length=len(jobs), file=sys.stderr) as bar:
                for built in maker(jobs, order):
                    bar.update(1)
                    yield built

        return make

    def local(jobs: Sequence[Job], order: Order) -> Iterator[Built]:
        workers = _workers(how.jobs, len(jobs), order)
        return build_in_workers(jobs, order, workers=workers) if workers else build_here(jobs, order)

    if how.executor is None:
        yield told(local)
        return
    with _executor(how.executor) as executor:
        yield told(lambda jobs, order: build_with(executor, jobs, order))


def _executor(named: str) -> Executor:
    """The executor that a factory makes. Named on the command line alone: settings come from other hands."""
    from concurrent.futures import Executor

    module, _, factory = named.partition(":")
    try:
        made = getattr(importlib.import_module(module), factory)()
    except (ImportError, AttributeError, ValueError, TypeError) as error:
        refuse(say("build.bad_executor", executor=named[:80], reason=type(error).__name__))
    if not isinstance(made, Executor):
        refuse(say("build.bad_executor", executor=named[:80], reason=type(made).__name__))
    return made


def _workers(jobs: int | None, count: int, order: Order) -> int:
    """How many workers; none where they would take longer to start than to work.

    A PDF is always made in one, and so is a page by templates that are not ours: they may take for ever.
    """
    if jobs is not None and jobs > 1:
        return min(jobs, count)
    guarded = order.pdf or bool(order.templates)
    if jobs == 1:
        return min(1, count) if guarded else 0
    worth = 3 if order.pdf else 80
    if count >= worth:
        return min(os.cpu_count() or 1, 8)
    return min(1, count) if guarded else 0
