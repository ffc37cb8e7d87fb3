"""Rules about conduct: promises, answers, principles, and the hours of calls: CON."""

from __future__ import annotations

from collections.abc import Iterator

from relreport.model import Promise
from relreport.rules.case import Case
from relreport.rules.registry import CRITICAL, MAJOR, Gap, gap, rule


@rule(
    "CON03",
    "promise-overdue",
    MAJOR,
    stages="DISX",
    rank=1,
    source=("S0-25", "S1-74", "H-7"),
    move="keep-promise",
)
def promise_overdue(case: Case, *, promise_days: int = 7) -> Iterator[Gap]:
    """Reliability is counted in kept promises; a delay told by us is far better than one they ask about."""
    for promise in case.account.promises:
        if promise.is_open and promise.due is not None and promise.due < case.day:
            late = case.days_since(promise.due)
            long = late > promise_days
            to = _to(case, promise)
            yield gap(
                promise.id,
                promise.at.key("due"),
                severity=CRITICAL if long else None,
                variant="long" if long else None,
                with_=to[0] if to else None,
                days=late,
                due=promise.due,
                contacts=to,
                what=promise.what,
            )


def _to(case: Case, promise: Promise) -> tuple[str, ...]:
    """To whom it was given, of those who are still there."""
    return tuple(filter(case.knows, promise.to))
