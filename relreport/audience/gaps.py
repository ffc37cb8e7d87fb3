"""Gaps, actions and conditions as one audience may have them: closed words, open facts and open lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from relreport.actions import DAYS_TO_ACT, NextAction, in_order
from relreport.assess import Assessment, OpenGap
from relreport.audience.confidential import Masks, masked
from relreport.audience.entries import RESTRICTED, SECRET, open_places
from relreport.audience.levels import Audience
from relreport.fields.kinds import Sensitivity
from relreport.model import At
from relreport.moves import Condition, Move
from relreport.readings.calendar import working_day_on_or_after
from relreport.text.catalogue import placeholders, rule_words

SECRET_GAPS = frozenset({"SPC01", "SEC02", "DST09"})
"""Gaps that rest on secret facts: their open words are closed to restricted readers too."""
CLOSENESS = frozenset({"DST", "TRU", "SPC"})
NEARNESS = frozenset({"distance", "expected_distance", "team_distance", "trust", "was_trust"})
"""Families of rules, and facts, that judge how near we are: the journal's lines are their evidence."""
DAYS = frozenset({"birthday", "left"})
"""Facts that are days by which something must be done."""
NAMELESS = frozenset({"TEA04"})
"""Gaps whose subject is itself a fact that internal readers may not have."""


def redacted_gaps(gaps: Iterable[OpenGap], audience: Audience, masks: Masks | None) -> dict[int, OpenGap]:
    """Every gap as this audience may have it, by the identity of the whole one.

    Gaps that differed by a closed subject alone are one now: two would have the same words and the same link.
    """
    closed: dict[int, OpenGap] = {}
    nameless: dict[str, OpenGap] = {}
    for gap in gaps:
        made = _gap(gap, audience, masks)
        if gap.subject is not None and made.subject is None:
            made = nameless.setdefault(made.code, made)
        closed[id(gap)] = made
    return closed


def paired(whole: Iterable[OpenGap], closed: Iterable[OpenGap]) -> Iterator[tuple[OpenGap, OpenGap]]:
    """Each gap of an assessment beside what these readers have of it; several may have the same."""
    rest = iter(closed)
    nameless: dict[str, OpenGap] = {}
    for gap in whole:
        made = nameless.get(gap.code) or next(rest)
        if gap.subject is not None and made.subject is None:
            nameless[gap.code] = made
        yield gap, made


def each_once(gaps: Iterable[OpenGap]) -> tuple[OpenGap, ...]:
    return tuple({id(gap): gap for gap in gaps}.values())


def _gap(gap: OpenGap, audience: Audience, masks: Masks | None) -> OpenGap:
    base = rule_words("en")[gap.code]
    words = base.variant(gap.variant)
    needed = SECRET if gap.code in SECRET_GAPS else RESTRICTED
    closed = bool(words.closed) and not audience.may_read(needed)
    facts = {name: value for name, value in gap.facts.items() if audience.may_read(_fact_sensitivity(name))}
    subject, partner = gap.subject, gap.partner
    if gap.code in NAMELESS and not audience.may_read(RESTRICTED):
        subject = partner = None
        facts = {name: value for name, value in facts.items() if name not in ("person", "left")}
    if masks:
        facts = {name: _masked_fact(name, value, masks) for name, value in facts.items()}
        subject = masks.ids.get(subject, subject) if subject else None
        partner = masks.ids.get(partner, partner) if partner else None
    # cases that are closed by the same words are one case: what to do in each would tell them apart
    alike = closed and (gap.code in NAMELESS or words.closed == base.closed)
    return replace(
        gap,
        variant=None if alike else gap.variant,
        subject=subject,
        partner=partner,
        facts=facts,
        evidence=() if closed or masks else open_places(_evidence(gap, audience), audience),
        closed=closed,
        acceptance=masked(gap.acceptance, masks) if masks and gap.acceptance else gap.acceptance,
    )


def _evidence(gap: OpenGap, audience: Audience) -> tuple[At, ...]:
    """What a gap rests on; which meetings show how near we are is no more open than how they show it."""
    judges = gap.rule.family in CLOSENESS or not NEARNESS.isdisjoint(gap.facts)
    if audience.may_read(RESTRICTED) or not judges:
        return gap.evidence
    return tuple(at for at in gap.evidence if not at.field.startswith("interactions"))


def _fact_sensitivity(name: str) -> Sensitivity | None:
    entry = placeholders().get(name)
    return Sensitivity[entry["sensitivity"].upper()] if entry else None


def _masked_fact(name: str, value: Any, masks: Masks) -> Any:
    """The fact with roles for people; None where it would give one away (a word says so)."""
    if placeholders()[name]["kind"] in ("contact", "contacts"):
        return masks.id(value) if isinstance(value, str) else tuple(masks.id(one) for one in value)
    if isinstance(value, str) and value in masks.ids:
        return masks.ids[value]
    closed = masked(value, masks)
    return None if closed == () else closed


def redacted_move(
    move: Move | None, gaps: Mapping[int, OpenGap], audience: Audience, masks: Masks | None
) -> Move | None:
    """The smallest move, unless it, or the gap it was sought for, tells what this audience may not have."""
    if move is None or masks or (move.restricted and not audience.may_read(RESTRICTED)):
        return None
    target = gaps.get(id(move.target)) if move.target else None
    if move.target is not None and (target is None or target.closed):
        return None
    return replace(
        move,
        target=target,
        closes=each_once(gaps[id(gap)] for gap in move.closes if id(gap) in gaps),
        opens=(),
    )


def redacted_actions(
    actions: Iterable[NextAction], gaps: Mapping[int, OpenGap], closed: Assessment, masks: Masks | None
) -> tuple[NextAction, ...]:
    """The actions; those suggested in the order that the open facts alone give."""
    made = [_action(one, gaps, masks, closed) for one in actions]
    suggested = {(one.gap.code, one.gap.subject): one for one in reversed(made) if one.gap is not None}
    return (*(one for one in made if one.gap is None), *in_order(reversed(suggested.values()), closed))


def _action(
    action: NextAction, gaps: Mapping[int, OpenGap], masks: Masks | None, closed: Assessment
) -> NextAction:
    id_of = masks.ids.get if masks else lambda id, same: same
    own = None
    if action.own:
        wanted = id_of(action.own.id, action.own.id)
        own = next((one for one in closed.account.actions if one.id == wanted), None)
    return replace(
        action,
        due=_due(action, gaps, closed),
        with_=tuple(masks.id(one) for one in action.with_) if masks else action.with_,
        serves=each_once(gaps[id(gap)] for gap in action.serves),
        gap=gaps[id(action.gap)] if action.gap else None,
        own=own,
    )


def _due(action: NextAction, gaps: Mapping[int, OpenGap], closed: Assessment) -> date | None:
    """The day of an action; one that a closed day set (a birthday, a colleague's last day) would tell it."""
    told = {name for gap in action.serves for name in gap.facts.keys() - gaps[id(gap)].facts.keys()}
    if action.gap is None or told.isdisjoint(DAYS):
        return action.due
    days = min(DAYS_TO_ACT[gap.severity] for gap in action.serves)
    return working_day_on_or_after(
        closed.day + timedelta(days=days), calendar=closed.readings.settings.calendar
    )


def redacted_condition(condition: Condition, audience: Audience, masks: Masks | None) -> Condition:
    """Levels stay; which cells are empty, and every line that shows it, go where they are closed."""
    if audience.may_read(RESTRICTED) and not masks:
        return condition
    facts = dict(condition.facts)
    if "contact" in facts and masks:
        facts["contact"] = masks.id(facts["contact"])
    if audience.may_read(RESTRICTED):
        return replace(condition, facts=facts, evidence=())
    if condition.name == "matrix":
        return replace(condition, facts={**facts, "missing": ()}, evidence=())
    evidence = condition.evidence if condition.name in ("share", "net") and not masks else ()
    return replace(condition, facts=facts, evidence=evidence)
