"""Rules about conduct: promises, answers, principles, and the hours of calls: CON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction

from relreport.model import Promise, Request, Share
from relreport.readings.calendar import bad_hour
from relreport.readings.days import over_ago
from relreport.readings.limits import exactly
from relreport.rules.case import Case
from relreport.rules.registry import CRITICAL, INFO, MAJOR, MINOR, RECORD, Gap, gap, rule


@rule(
    "CON01",
    "call-window",
    MINOR,
    stages="DISX",
    rank=7,
    source=("S1-58", "S1-59", "S1-60", "C-20"),
    move="move-call",
)
def call_window(case: Case) -> Iterator[Gap]:
    """The right hour is the cheapest courtesy there is."""
    for action in case.open_actions:
        if action.kind != "call" or action.due is None or action.clock is None:
            continue
        why = bad_hour(action.due, action.clock, case.settings.calendar)
        if why is not None:
            contact = next(filter(case.knows, action.with_), None)
            yield gap(
                action.id,
                action.at.key("at"),
                action.at.key("due"),
                variant=why,  # "noon", "early" or "dayoff"
                with_=contact,
                on=action.due,
                hour=action.clock,
                contact=contact,
            )


@rule("CON02", "call-habit", INFO, stages="DISX", rank=7, source=("S1-58",), move="note-hours")
def call_habit(case: Case, *, call_times: int = 2) -> Iterator[Gap]:
    """Nobody complains about a call at rest; people pick up less gladly the next time."""
    calls = [
        (entry, why)
        for entry in case.window
        if entry.kind == "call"
        and entry.ours
        and entry.clock is not None
        and (why := bad_hour(entry.on, entry.clock, case.settings.calendar))
    ]
    if len(calls) >= call_times:
        reasons = {why for _, why in calls}
        yield gap(
            None,
            *(entry.at for entry, _ in calls[:-6:-1]),
            variant=reasons.pop() if len(reasons) == 1 else None,  # "noon", "early" or "dayoff"
            times=len(calls),
            days=case.limits.window,
        )


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
            gone = bool(promise.to) and not to
            yield gap(
                promise.id,
                promise.at.key("due"),
                severity=CRITICAL if long else None,
                variant="gone" if gone else "long" if long else None,
                with_=to[0] if to else None,
                days=late,
                due=promise.due,
                contacts=to,
                what=promise.what,
            )


def _to(case: Case, promise: Promise) -> tuple[str, ...]:
    """To whom it was given, of those who are still there."""
    return tuple(filter(case.knows, promise.to))


@rule(
    "CON04", "promise-light", MAJOR, stages="DISX", rank=3, source=("S0-25", "S1-74"), move="secure-promise"
)
def promise_light(case: Case, *, kept_min: int = 3, kept_share: float = 80) -> Iterator[Gap]:
    """People plan on what we promise; promising only what is certain is what makes our word worth having.

    A promise to several is one to each of them.
    """
    for promise in case.account.promises:
        if promise.certain is False and promise.is_open:
            to = _to(case, promise)
            yield gap(
                promise.id,
                promise.at.key("certain"),
                with_=to[0] if to else None,
                contacts=to,
                what=promise.what,
                due=promise.due,
            )
    # one due today is not over: it counts once it is settled
    due = [
        one
        for one in case.account.promises
        if case.in_year(one.due) and (one.due != case.day or not one.is_open)
    ]
    late = [one for one in due if not _on_time(one)]
    of, missed = _to_each(due), _to_each(late)
    if not due or of < kept_min:
        return
    kept = Fraction(of - missed, of)
    if kept * 100 < exactly(kept_share):
        late.sort(key=lambda one: one.due or date.min, reverse=True)
        yield gap(
            None,
            *(one.at for one in late[:5]),
            variant="account",
            known=of - missed,
            of=of,
            days=case.limits.year,
            share=Share.of(kept),
            limit=kept_share,
        )


def _to_each(promises: Iterable[Promise]) -> int:
    return sum(max(len(one.to), 1) for one in promises)


def _on_time(promise: Promise) -> bool:
    if promise.kept is None or promise.broken is not None:
        return False
    return promise.due is None or promise.kept <= promise.due


@rule(
    "CON05",
    "promise-undated",
    MINOR,
    kind=RECORD,
    stages="DISX",
    rank=7,
    source=("C-16",),
    move="date-promise",
)
def promise_undated(case: Case) -> Iterator[Gap]:
    """Without a day nobody can keep a promise on time, and nobody can see that it slips."""
    for promise in case.account.promises:
        if promise.is_open and promise.due is None:
            to = _to(case, promise)
            yield gap(
                promise.id,
                promise.at,
                with_=to[0] if to else None,
                contacts=to,
                what=promise.what,
                on=promise.on,
            )


@rule("CON06", "reply-overdue", MAJOR, stages="DISX", rank=1, source=("S0-23", "S1-79"), move="reply")
def reply_overdue(case: Case, *, reply_days: int = 14) -> Iterator[Gap]:
    """To find out first is a good answer once, if we come back with the result."""
    for request in case.account.requests:
        if request.replied is not None or request.answer is not None:
            continue
        source = _from(case, request)
        if request.reply_due is not None:
            if request.reply_due < case.day:
                yield gap(
                    request.id,
                    request.at.key("reply_due"),
                    with_=source,
                    days=case.days_since(request.reply_due),
                    due=request.reply_due,
                    contact=source,
                    what=request.what,
                )
        elif request.on is not None and over_ago(request.on, reply_days, case.day):
            yield gap(
                request.id,
                request.at,
                variant="undated",
                with_=source,
                days=case.days_since(request.on),
                on=request.on,
                limit=reply_days,
                contact=source,
                what=request.what,
            )


def _from(case: Case, request: Request) -> str | None:
    """Who asked, where they are still there."""
    return request.source if request.source is not None and case.knows(request.source) else None


@rule(
    "CON07",
    "principle-breach",
    CRITICAL,
    stages="DISX",
    rank=1,
    source=("S1-73", "S1-31", "C-25"),
    move="undo-harm",
)
def principle_breach(case: Case) -> Iterator[Gap]:
    """A supplier with a line it does not cross is one a customer can trust."""
    for request in case.account.requests:
        on = request.replied or request.on
        if request.answer == "granted" and request.harms in ("us", "others") and case.in_year(on):
            source = _from(case, request)
            yield gap(
                request.id,
                request.at.key("harms"),
                request.at.key("answer"),
                variant="us" if request.harms == "us" else None,
                with_=source,
                contact=source,
                what=request.what,
                on=request.replied,
            )


@rule("CON08", "unreported-decision", MAJOR, stages="DISX", rank=1, source=("S1-82",), move="report-decision")
def unreported_decision(case: Case) -> Iterator[Gap]:
    """The freedom to decide lasts as long as the company hears of it and can stand behind it."""
    for request in case.account.requests:
        on = request.replied or request.on
        if request.authority == "beyond" and request.reported is None and case.in_year(on):
            decided = request.replied is not None or request.answer is not None
            yield gap(
                request.id,
                request.at.key("authority"),
                variant=None if decided else "asked",
                contact=_from(case, request),
                what=request.what,
                on=request.replied if decided else request.on,
            )


@rule("CON09", "commitment-lapsing", MAJOR, stages="DISX", rank=4, source=("S0-14",), move="ask-commitment")
def commitment_lapsing(case: Case) -> Iterator[Gap]:
    """Left alone, a step they promised quietly disappears, and both sides feel awkward about it."""
    for commitment in case.account.commitments:
        source = commitment.source
        if not commitment.is_open or commitment.due is None or commitment.due >= case.day:
            continue
        if source is not None and not case.knows(source):
            continue  # who has left cannot be asked
        last = case.journal.last(source)
        if last is None or last.on < commitment.due:
            yield gap(
                commitment.id,
                commitment.at.key("due"),
                last.at if last else None,
                with_=source,
                days=case.days_since(commitment.due),
                due=commitment.due,
                contact=source,
                what=commitment.what,
            )
