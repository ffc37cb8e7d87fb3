"""What to do next: the rep's own plan first, then one action for every move that gaps ask for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from relreport.assess import Assessment, OpenGap
from relreport.fields.tokens import DID, VALUE
from relreport.finding import Severity
from relreport.model import Account, Action, Promise
from relreport.moves import Condition, next_stage
from relreport.readings.days import within_next
from relreport.record import dataclass

if TYPE_CHECKING:
    from relreport.explain import Node
    from relreport.markdown import Narrative
    from relreport.moves.smallest import Move
    from relreport.playbook import Playbook
    from relreport.trend import Reading

DAYS_TO_ACT = {Severity.CRITICAL: 7, Severity.MAJOR: 30, Severity.MINOR: 60, Severity.INFO: 60}
WEIGHT = {Severity.CRITICAL: 100, Severity.MAJOR: 30, Severity.MINOR: 10, Severity.INFO: 1}
TIER_WEIGHT = {"vvip": 1.5, "key": 1.2, "regular": 1.0}
FESTIVAL_DAYS = 14

AFTER_MENDING = frozenset(
    {"introduce", "get-in-touch", "win-respect", "meet", "come-nearer", "private-occasion", "show-expertise"}
    | {"visit-again", "listen", "complete-picture", "slow-down", "open-topic", "personal-word"}
)
"""Moves towards somebody that come too early while the relation is bad: first it is mended."""

WorkingDay = Callable[[date], date]
"""The working day on or after a day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NextAction:
    """One action. One is set: `gap` gives its words, `own` is the rep's entry, `festival` an occasion,
    `promise` what we owe.
    """

    with_: tuple[str, ...]
    by: tuple[str, ...]
    due: date | None
    serves: tuple[OpenGap, ...]
    status: str  # suggested | planned | overdue
    gap: OpenGap | None = None
    own: Action | None = None
    festival: str | None = None
    promise: Promise | None = None

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
    reasons: Mapping[str, Node] = field(default_factory=dict)  # behind each judgement, where asked
    trend: tuple[Reading, ...] = ()  # the last eight quarters, where they were asked for
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
        if not gap.planned and not (held and gap.rule.advice) and not _is_own(gap)
    ]
    suggested = [_suggestion(gaps, assessment, working_day) for gaps in _merged(offered, assessment.account)]
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
    year = assessment.readings.journal.within(assessment.readings.limits.year)
    shown = {kind for entry in year for kind in entry.did}
    return tuple(kind for kind in DID if kind in VALUE and kind in shown)


def _own(assessment: Assessment) -> Iterable[NextAction]:
    account = assessment.account
    for action in account.actions:
        if not action.is_open:
            continue
        serves = tuple(
            gap
            for gap in assessment.gaps
            if (_is_own(gap) and gap.subject == action.id)
            or (
                gap.code in action.serves
                and (not action.with_ or gap.partner is None or gap.partner in action.with_)
            )
        )
        holder = assessment.holder(next(iter(action.with_), None))
        overdue = action.due is not None and action.due < assessment.day
        yield NextAction(
            with_=action.with_,
            by=action.by or ((holder,) if holder else ()),
            due=action.due,
            serves=serves,
            status="overdue" if overdue else "planned",
            own=action,
        )


def _is_own(gap: OpenGap) -> bool:
    """Whether the gap is about an entry of the plan that says itself what to do: a step that is overdue."""
    return gap.code == "PLN01"


def _own_order(action: NextAction) -> tuple[int, date, str]:
    return (
        0 if action.status == "overdue" else 1,
        action.due or date.max,
        action.own.id if action.own else "",
    )


def _merged(gaps: Iterable[OpenGap], account: Account) -> Iterable[list[OpenGap]]:
    """Gaps that ask for the same move with the same partner, gravest first."""
    groups: dict[tuple[str, str | None], list[OpenGap]] = {}
    for gap in gaps:
        groups.setdefault((_move(gap, account), gap.partner or gap.subject), []).append(gap)
    for group in groups.values():
        group.sort(key=lambda gap: (gap.is_record, -gap.severity, gap.rule.rank, gap.code))
        if group[0].rule.move not in AFTER_MENDING or not _is_strained(group[0], account):
            yield group


def _move(gap: OpenGap, account: Account) -> str:
    return "mend" if gap.rule.move in AFTER_MENDING and _is_strained(gap, account) else gap.rule.move


def _is_strained(gap: OpenGap, account: Account) -> bool:
    partner = account.contact(gap.partner)
    return partner is not None and partner.relation == "bad"


def _suggestion(gaps: list[OpenGap], assessment: Assessment, working_day: WorkingDay) -> NextAction:
    first = gaps[0]
    days = min(DAYS_TO_ACT[gap.severity] for gap in gaps)
    due = working_day(assessment.day + timedelta(days=days))
    last = min((on for gap in gaps if (on := _last_day(gap, assessment)) is not None), default=due)
    if last < due:
        due = _working_day_until(last, assessment.day, working_day)
    contact = assessment.account.contact(first.partner)
    leaver = first.subject if first.rule.family == "TEA" else None
    holder = assessment.holder(contact.id if contact else None, due, leaver=leaver)
    return NextAction(
        with_=(contact.id,) if contact else (),
        by=(holder,) if holder else (),
        due=due,
        serves=tuple(gaps),
        status="suggested",
        gap=first,
    )


def _working_day_until(last: date, first: date, working_day: WorkingDay) -> date:
    """The last working day up to a day, not before the first."""
    while last > first and working_day(last) != last:
        last -= timedelta(days=1)
    return last


def _last_day(gap: OpenGap, assessment: Assessment) -> date | None:
    """The last day on which it still helps: a birthday itself; the day before a tender is decided, an opening
    ends, a promise or an answer is due, a call is made, or one of theirs or ours leaves."""
    account = assessment.account
    over: list[date | None] = []
    match gap.rule.family:
        case "BID" | "ENT":
            over += [one.due for one in account.tenders if one.id == gap.subject]
            over += [one.until for one in account.openings if one.id == gap.subject]
        case "CON":
            over += [one.due for one in account.promises if one.id == gap.subject]
            over += [one.due for one in account.actions if one.id == gap.subject]
            over += [one.reply_due for one in account.requests if one.id == gap.subject]
        case "TEA" | "NET":
            over.append(gap.facts.get("left"))
    partner = account.contact(gap.partner)
    over.append(partner.left if partner else None)
    days = [max(on - timedelta(days=1), assessment.day) for on in over if on and on >= assessment.day]
    birthday = gap.facts.get("birthday")
    return min([*days, birthday] if isinstance(birthday, date) else days, default=None)


def in_order(suggested: Iterable[NextAction], assessment: Assessment) -> list[NextAction]:
    """Suggested actions, the weightiest first, as far as `assessment` knows the weights."""
    return sorted(suggested, key=lambda one: _order(one, assessment))


def _order(action: NextAction, assessment: Assessment) -> tuple[bool, int, float, date, str]:
    """What serves a relationship gap first; then class, weight, due, code."""
    relations = [gap for gap in action.serves if not gap.is_record]
    gravest = min(((-gap.severity, gap.rule.rank) for gap in relations or action.serves), default=(0, 9))[1]
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
            holder = assessment.holder(None, day)
            yield NextAction(
                with_=(),
                by=(holder,) if holder else (),
                due=day,
                serves=(),
                status="suggested",
                festival=name,
            )
