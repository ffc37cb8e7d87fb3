"""An account whose file cannot be read today stands as its last valid version, under a banner."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from relreport.build.job import Built, Earlier, Job
from relreport.build.order import Order, is_public
from relreport.parse import parse
from relreport.phrases import filled
from relreport.text.catalogue import sentences
from relreport.text.figures import say_day

if TYPE_CHECKING:
    from relreport.build.run import Maker
    from relreport.model import Account
    from relreport.page.contract.head import Notice
    from relreport.page.contract.parts import Sentence

_CONFIDENTIAL = re.compile(
    rb"^confidential[ \t]*:[ \t]*(?!no\b|false\b|off\b|null\b|~|#|\r?$)", re.IGNORECASE | re.MULTILINE
)

CLOSING = b"confidential: yes\n"
"""As little of a file as closes its account."""


LastValidOf = Callable[[str], Earlier | None]
"""Asked by path, and only of a file that cannot be read."""


def standing_in(make: Maker, last_valid: LastValidOf) -> Maker:
    """The same maker; what cannot be read is made a second time, from its last valid version."""

    def made(jobs: Sequence[Job], order: Order) -> Iterator[Built]:
        found: list[Job] = []
        by_path = {job.path: job for job in jobs}
        for built in make(jobs, order):
            unread = not built.read and not built.failure and not is_public(order)
            earlier = last_valid(built.path) if unread else None
            if earlier is None:
                yield built
            else:
                found.append(replace(by_path[built.path], earlier=earlier))
        if found:
            yield from make(found, order)

    return made


def account_of(job: Job, order: Order) -> Account | None:
    """The account as the job's earlier version tells it.

    What today's file closes stays closed: it may have been marked confidential since.
    """
    if job.earlier is None:
        return None
    account = parse(job.path, job.earlier.data, order.settings).account
    if account is not None and closes(job.data):
        return replace(account, confidential=True)
    return account


def closes(data: bytes) -> bool:
    """Whether a file that cannot be read marks its account as confidential, as far as can be seen."""
    return _CONFIDENTIAL.search(data) is not None


def under_banner(notices: Sequence[Notice], day: date, language: str) -> list[Notice]:
    """What stands over everything that an earlier version tells: its day, and why today's cannot be read."""
    entries = [entry for notice in notices for entry in notice["entries"]]
    return [{"tone": "alarm", "text": _say("banner", day, language), "entries": entries}]


def stale_words(day: date, language: str) -> Sentence:
    """The same as the first sentence of what has no room for a banner."""
    from relreport.page.contract.parts import Run

    return [Run(text=_say("banner", day, language), strong=True)]


def marked(summary: dict[str, Any], day: date, language: str) -> dict[str, Any]:
    """The portfolio's summary of the account, with a word beside its name."""
    if "row" not in summary:
        return summary
    return {**summary, "row": {**summary["row"], "notice": _say("row", day, language)}}


def _say(key: str, day: date, language: str) -> str:
    text: str = sentences(language, "past")["stale"][key]
    return filled(text, {"on": say_day(day, language)})
