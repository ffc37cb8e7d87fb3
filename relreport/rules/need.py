"""Rules about their needs: NED."""

from __future__ import annotations

from collections.abc import Iterator

from relreport.readings.account_wide import need_touched
from relreport.readings.days import over_ago
from relreport.rules.case import Case
from relreport.rules.registry import MAJOR, MINOR, RECORD, Gap, gap, rule


@rule("NED01", "need-stale", MAJOR, stages="DISX", rank=4, source=("S4-21",), move="ask-need")
def need_stale(case: Case, *, need_days: int = 180) -> Iterator[Gap]:
    """Needs move on; an offer to last year's need misses."""
    needs = case.account.needs
    if not needs or any(need_touched(need, case.day, need_days) for need in needs):
        return
    dates = [on for need in needs for on in (need.on, need.confirmed, need.answered, need.met) if on]
    if not dates:
        evidence = [need.at for need in needs[:5]]
        yield gap(None, *evidence, severity=MINOR, as_kind=RECORD, variant="undated", count=len(needs))
        return
    last = max(dates)
    latest = sorted(needs, key=lambda one: last not in (one.on, one.confirmed, one.answered, one.met))
    yield gap(
        None,
        *(need.at for need in latest[:5]),
        count=len(needs),
        days=case.days_since(last),
        last=last,
        limit=need_days,
    )


@rule("NED02", "need-unanswered", MAJOR, stages="DISX", rank=4, source=("S0-61", "S4-08"), move="answer-need")
def need_unanswered(case: Case, *, answer_days: int = 30) -> Iterator[Gap]:
    """A need told to us and left without an answer is an invitation to somebody else."""
    for need in case.account.needs:
        if need.status == "open" and need.on is not None and over_ago(need.on, answer_days, case.day):
            yield gap(
                need.id,
                need.at,
                with_=need.source,
                days=case.days_since(need.on),
                on=need.on,
                limit=answer_days,
                contact=need.source,
                what=need.need,
            )


@rule("NED03", "need-not-met", MINOR, stages="ISX", rank=4, source=("S4-08",), move="meet-need")
def need_not_met(case: Case, *, met_days: int = 180) -> Iterator[Gap]:
    """An answer is a promise of a kind; half a year on, they will ask what came of it."""
    for need in case.account.needs:
        answered = need.answered if need.status == "answered" else None
        if answered is not None and over_ago(answered, met_days, case.day):
            yield gap(
                need.id,
                need.at.key("answered"),
                with_=need.source,
                days=case.days_since(answered),
                on=answered,
                limit=met_days,
                contact=need.source,
                what=need.need,
            )


@rule("NED04", "mode-mismatch", MINOR, stages="DISX", rank=7, source=("S4-27", "S4-28"), move="review-tier")
def mode_mismatch(case: Case) -> Iterator[Gap]:
    """A tier asks for time; where business is done over the counter that time brings little."""
    if case.account.sales_mode in ("counter", "transaction") and case.account.tier in ("key", "vvip"):
        yield gap(None, case.top("sales_mode"), case.top("tier"), kind=case.account.sales_mode)
