"""Rules about complaints: first the cause, then the remedy, then the chance in it: CMP."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from relreport.fields.tokens import OWN_CAUSES
from relreport.model import Complaint
from relreport.readings.days import over_ago
from relreport.readings.journal import met
from relreport.rules.case import Case
from relreport.rules.registry import CRITICAL, INFO, MAJOR, MINOR, RECORD, Gap, gap, rule


@rule(
    "CMP01",
    "complaint-own-open",
    CRITICAL,
    stages="DISX",
    rank=1,
    source=("S2-27", "S2-28", "S2-29", "S2-30", "H-9"),
    move="remedy",
)
def complaint_own_open(case: Case) -> Iterator[Gap]:
    """When the fault is ours, people judge us by what we do next and how soon."""
    for complaint in case.account.complaints:
        if complaint.cause not in OWN_CAUSES or complaint.acted is not None:
            continue
        if over_ago(complaint.closed, case.limits.year, case.day):
            continue
        source = _from(case, complaint)
        yield gap(
            complaint.id,
            complaint.at,
            complaint.at.key("closed") if complaint.closed else None,
            variant="closed" if complaint.closed else None,
            with_=source,
            cause=complaint.cause,
            contact=source,
            what=complaint.about,
            days=None if complaint.closed else _days(case, complaint),
            last=complaint.closed,
        )


def _from(case: Case, complaint: Complaint) -> str | None:
    """Whose complaint it is, where they are still there."""
    return complaint.source if complaint.source is not None and case.knows(complaint.source) else None


def _days(case: Case, complaint: Complaint) -> int | None:
    return None if complaint.on is None else case.days_since(complaint.on)


@rule("CMP02", "complaint-cause-unknown", MAJOR, stages="DISX", rank=1, source=("S2-24",), move="ask-cause")
def complaint_cause_unknown(case: Case) -> Iterator[Gap]:
    """Displeasure has two sources, ours and theirs; the remedy for one makes the other worse."""
    for complaint in case.account.complaints:
        if complaint.cause is None and complaint.closed is None:
            done = complaint.action is not None or complaint.acted is not None
            source = _from(case, complaint)
            yield gap(
                complaint.id,
                complaint.at,
                severity=MINOR if done else None,
                as_kind=RECORD if done else None,
                variant="acted" if done else None,
                with_=source,
                contact=source,
                what=complaint.about,
                days=_days(case, complaint),
            )


@rule("CMP03", "complaint-theirs", INFO, stages="DISX", rank=7, source=("S2-25", "S2-26"), move="hear-out")
def complaint_theirs(case: Case) -> Iterator[Gap]:
    """Somebody under pressure remembers who kept calm and useful."""
    for complaint in case.account.complaints:
        if complaint.cause is not None and complaint.cause not in OWN_CAUSES and complaint.closed is None:
            source = _from(case, complaint)
            yield gap(
                complaint.id,
                complaint.at.key("cause"),
                with_=source,
                cause=complaint.cause,
                contact=source,
                what=complaint.about,
            )


@rule("CMP04", "complaint-repeated", MAJOR, stages="DISX", rank=1, source=("S3-61",), move="change-cause")
def complaint_repeated(case: Case) -> Iterator[Gap]:
    """After the second time people no longer ask what happened but how we work."""
    by_cause: dict[str, list[Complaint]] = {}
    for complaint in case.account.complaints:
        if complaint.cause in OWN_CAUSES and case.in_year(complaint.on):
            by_cause.setdefault(complaint.cause, []).append(complaint)
    repeated = {cause: entries for cause, entries in by_cause.items() if len(entries) > 1}
    if not repeated:
        return

    def weight(cause: str) -> tuple[int, date]:
        return len(repeated[cause]), max(one.on or date.min for one in repeated[cause])

    causes = sorted(repeated, key=weight, reverse=True)
    shown = [
        one
        for cause in causes
        for one in sorted(repeated[cause], key=lambda one: one.on or date.min, reverse=True)
    ]
    yield gap(
        None,
        *(one.at for one in shown[:5]),
        cause=causes[0],
        times=len(repeated[causes[0]]),
        days=case.limits.year,
    )


@rule(
    "CMP05", "complaint-not-closed", MINOR, stages="DISX", rank=1, source=("S2-30",), move="close-complaint"
)
def complaint_not_closed(case: Case, *, close_days: int = 30) -> Iterator[Gap]:
    """It is settled when they say so; a remedy that nobody followed up is half a remedy."""
    for complaint in case.account.complaints:
        acted = complaint.acted
        if complaint.cause not in OWN_CAUSES or acted is None or complaint.closed is not None:
            continue
        if over_ago(acted, close_days, case.day):
            source = _from(case, complaint)
            yield gap(
                complaint.id,
                complaint.at.key("acted"),
                with_=source,
                days=case.days_since(acted),
                on=acted,
                limit=close_days,
                contact=source,
                what=complaint.about,
            )


@rule("CMP06", "complaint-chance", INFO, stages="DISX", rank=6, source=("S3-60",), move="visit")
def complaint_chance(case: Case) -> Iterator[Gap]:
    """How we stood by them when things went wrong can bind more firmly than a year without trouble."""
    for complaint in case.account.complaints:
        closed = complaint.closed
        if complaint.cause not in OWN_CAUSES or closed is None or not case.in_recent(closed):
            continue
        if not any(met(entry) and entry.on >= closed for entry in case.journal.entries):
            source = _from(case, complaint)
            yield gap(
                complaint.id,
                complaint.at.key("closed"),
                with_=source,
                on=closed,
                contact=source,
                what=complaint.about,
            )
