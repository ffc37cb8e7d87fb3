"""What to do next: the rep's own plan first, then one action for every move that gaps ask for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from relreport.assess import Assessment, OpenGap
from relreport.fields.tokens import DID, VALUE
from relreport.finding import Severity
from relreport.model import Action
from relreport.moves import Condition, next_stage
from relreport.readings.days import YEAR, within_next

if TYPE_CHECKING:
    from relreport.explain import Node
    from relreport.markdown import Narrative
    from relreport.moves.smallest import Move
    from relreport.playbook import Playbook

DAYS_TO_ACT = {Severity.CRITICAL: 7, Severity.MAJOR: 30, Severity.MINOR: 60, Severity.INFO: 60}
WEIGHT = {Severity.CRITICAL: 100, Severity.MAJOR: 30, Severity.MINOR: 10, Severity.INFO: 1}
TIER_WEIGHT = {"vvip": 1.5, "key": 1.2, "regular": 1.0}
FESTIVAL_DAYS = 14

WorkingDay = Callable[[date], date]
"""The working day on or after a day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NextAction:
    """One action. One is set: `gap` gives its words, `own` is the rep's entry, `festival` an occasion."""

    with_: tuple[str, ...]
    by: tuple[str, ...]
    due: date | None
    serves: tuple[OpenGap, ...]
    status: str  # suggested | planned | overdue
    gap: OpenGap | None = None
    own: Action | None = None
    festival: str | None = None

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one.code for one in self.serves))


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """An assessment with its actions in order, what the next stage asks, and the gaps whose advice waits."""

    assessment: Assessment
    actions: tuple[NextAction, ...]
    held_back: tuple[OpenGap, ...]
    next_stage: tuple[Condition, ...] = ()
    delivered: tuple[str, ...] = ()  # kinds of value shown in the year
    agreed: tuple[date, ...] = ()  # due dates of open actions
    audience: str = "manager"
    left_out: bool = False  # whether facts were taken out for this audience
    public: bool = False  # whether its readers are outside: then no judgement stands in it
    playbook: Playbook | None = None  # what the stage advises and what the record shows of it
    smallest: Move | None = None  # the smallest next move, where it was looked for
    reasons: Mapping[str, Node] = field(default_factory=dict)  # what stands behind each judgement, where asked
    body: Narrative | None = None  # the narrative as this audience may have it; None: as it was written


def plan(
    assessment: Assessment,
    *,
    working_day: WorkingDay = lambda day: day,
    festivals: Iterable[tuple[date, str]] = (),
) -> Plan:
    """The actions of an assessment, ranked. `festivals`: days to come and what they are called."""
    held = assessment.holds_advice_back
    offered = [
        gap
        for gap in assessment.gaps
        if not gap.planned and not (held and gap.rule.advice) and gap.rule.move != "none"
    ]
    suggested = [_suggestion(gaps, assessment, working_day) for gaps in _merged(offered)]
    return Plan(
        assessment=assessment,
        actions=(
            *sorted(_own(assessment), key=_own_order),
            *_greetings(assessment, festivals),
            *in_order(suggested, assessment),
        ),
        held_back=tuple(gap for gap in assessment.gaps if held and gap.rule.advice and not gap.planned),
        next_stage=next_stage(assessment),
        delivered=_delivered(assessment),
        agreed=tuple(sorted({one.due for one in assessment.account.actions if one.is_open and one.due})),
    )


def _delivered(assessment: Assessment) -> tuple[str, ...]:
    """The kinds of value shown in the year, in the order of the vocabulary."""
    shown = {kind for entry in assessment.readings.journal.within(YEAR) for kind in entry.did}
    return tuple(kind for kind in DID if kind in VALUE and kind in shown)


def _own(assessment: Assessment) -> Iterable[NextAction]:
    account = assessment.account
    for action in account.actions:
        if not action.is_open:
            continue
        serves = tuple(
            gap
            for gap in assessment.gaps
            if gap.code in action.serves
            and (not action.with_ or gap.partner is None or gap.partner in action.with_)
        )
        overdue = action.due is not None and action.due < assessment.day
        yield NextAction(
            with_=action.with_,
            by=action.by or ((account.owner,) if account.owner else ()),
            due=action.due,
            serves=serves,
            status="overdue" if overdue else "planned",
            own=action,
        )


def _own_order(action: NextAction) -> tuple[int, date, str]:
    return (
        0 if action.status == "overdue" else 1,
        action.due or date.max,
        action.own.id if action.own else "",
    )


def _merged(gaps: Iterable[OpenGap]) -> Iterable[list[OpenGap]]:
    """Gaps that ask for the same move with the same partner, gravest first."""
    groups: dict[tuple[str, str | None], list[OpenGap]] = {}
    for gap in gaps:
        partner = gap.partner or gap.subject
        groups.setdefault((gap.rule.move, partner), []).append(gap)
    for group in groups.values():
        yield sorted(group, key=lambda gap: (gap.is_record, gap.rule.rank, -gap.severity, gap.code))


def _suggestion(gaps: list[OpenGap], assessment: Assessment, working_day: WorkingDay) -> NextAction:
    first = gaps[0]
    days = min(DAYS_TO_ACT[gap.severity] for gap in gaps)
    due = working_day(assessment.day + timedelta(days=days))
    last = min((on for gap in gaps if (on := _last_day(gap, assessment)) is not None), default=due)
    contact = assessment.account.contact(first.partner)
    due = min(due, last)
    holder = assessment.holder(contact.id if contact else None, due)
    return NextAction(
        with_=(contact.id,) if contact else (),
        by=(holder,) if holder else (),
        due=due,
        serves=tuple(gaps),
        status="suggested",
        gap=first,
    )


def _last_day(gap: OpenGap, assessment: Assessment) -> date | None:
    """The day after which it comes too late: a birthday, a leaving, the end of an opening or a tender."""
    account = assessment.account
    days = [gap.facts.get(name) for name in ("birthday", "until", "left", "due", "on")]
    days += [one.due for one in account.tenders if one.id == gap.subject]
    days += [one.until for one in account.openings if one.id == gap.subject]
    partner = account.contact(gap.partner)
    days.append(partner.left if partner else None)
    return min((on for on in days if isinstance(on, date) and on >= assessment.day), default=None)


def in_order(suggested: Iterable[NextAction], assessment: Assessment) -> list[NextAction]:
    """Suggested actions, the weightiest first, as far as `assessment` knows the weights."""
    return sorted(suggested, key=lambda one: _order(one, assessment))


def _order(action: NextAction, assessment: Assessment) -> tuple[bool, int, float, date, str]:
    """What serves a relationship gap first; then class, weight, due, code."""
    relations = [gap for gap in action.serves if not gap.is_record]
    gravest = min((gap.rule.rank for gap in relations or action.serves), default=9)
    tier = TIER_WEIGHT[assessment.account.tier]
    weight = sum(WEIGHT[gap.severity] * tier * (0.5 + _influence(gap, assessment)) for gap in action.serves)
    return (
        not relations,
        gravest,
        -weight,
        action.due or date.max,
        action.serves[0].code if action.serves else "",
    )


def _influence(gap: OpenGap, assessment: Assessment) -> float:
    contact = assessment.account.contact(gap.subject)
    return (contact.influence or 0) / 100 if contact else 0.0


def _greetings(assessment: Assessment, festivals: Iterable[tuple[date, str]]) -> Iterable[NextAction]:
    """A festival within 14 days without a greeting planned, at the tiers key and vvip; it is no gap."""
    account = assessment.account
    if account.tier not in ("key", "vvip") or not account.contacts:
        return
    for day, name in sorted(festivals):
        if not within_next(day, FESTIVAL_DAYS, assessment.day):
            continue
        planned = any(
            action.is_open and action.kind == "greeting" and (action.due is None or action.due <= day)
            for action in account.actions
        )
        if not planned:
            yield NextAction(
                with_=(),
                by=(account.owner,) if account.owner else (),
                due=day,
                serves=(),
                status="suggested",
                festival=name,
            )
