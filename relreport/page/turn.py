"""The order in which a plan tells its gaps: the gravest first, and no one kind takes all the room.

Five complaints under one heading are one story told five times; what else is broken would fold away behind
them. So a rule leads with at most two gaps while others that hold the relationship wait.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from relreport.assess import OpenGap
from relreport.finding import Severity

LEADING = 5
OF_A_KIND = 2  # places a rule may take while gaps of others, no less than major, wait


def in_turn(gaps: Iterable[OpenGap]) -> tuple[OpenGap, ...]:
    """All gaps in the order of their numbers: those that lead, then the others, the gravest first."""
    found = sorted(
        gaps, key=lambda one: (one.is_record, -one.severity, one.rule.rank, one.code, one.subject or "")
    )
    lead = {one.anchor for one in _first(found)}
    return (*(one for one in found if one.anchor in lead), *(one for one in found if one.anchor not in lead))


def leads(ordered: Sequence[OpenGap]) -> list[OpenGap]:
    """The gaps that lead, of those in turn: of the relationship, worth doing at least."""
    return [one for one in ordered if _may_lead(one)][:LEADING]


def _first(found: Sequence[OpenGap]) -> list[OpenGap]:
    told: Counter[str] = Counter()
    chosen: list[OpenGap] = []
    behind: list[OpenGap] = []
    for one in found:
        if not _may_lead(one):
            continue
        told[one.code] += 1
        early = one.severity >= Severity.MAJOR and told[one.code] <= OF_A_KIND
        (chosen if early else behind).append(one)
    return [*chosen, *behind][:LEADING]


def _may_lead(gap: OpenGap) -> bool:
    return not gap.is_record and gap.severity >= Severity.MINOR
