"""A plan as one audience may have it. Levels were read before: redaction changes no assessment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from relreport.actions import DAYS_TO_ACT, NextAction, Plan, in_order
from relreport.assess import Assessment, OpenGap
from relreport.audience.confidential import Masks, masked, masked_account
from relreport.audience.entries import (
    RESTRICTED,
    SECRET,
    open_places,
    redacted_account,
    redacted_settings,
)
from relreport.audience.levels import Audience
from relreport.audience.lines import open_lines
from relreport.audience.reasons import redacted_reasons
from relreport.fields.kinds import Sensitivity
from relreport.markdown import Narrative, narrative
from relreport.model import Account, At, Contact
from relreport.moves import Condition, Move
from relreport.playbook import Playbook
from relreport.readings import Readings, Standing
from relreport.readings.account_wide import Cell, Matrix
from relreport.readings.calendar import working_day_on_or_after
from relreport.readings.journal import Journal, Scale
from relreport.readings.stage import read_stage
from relreport.readings.trust import TrustReading
from relreport.text.catalogue import placeholders, rule_words
from relreport.trend import Reading

SECRET_GAPS = frozenset({"SPC01", "SEC02", "DST09"})
"""Gaps that rest on secret facts: their open words are closed to restricted readers too."""
LEVELS = ("temperature", "sales_loop", "untagged")
"""Readings of the account that are words alone, kept as they were read."""
CLOSENESS = frozenset({"DST", "TRU", "SPC"})
NEARNESS = frozenset({"distance", "expected_distance", "team_distance", "trust", "was_trust"})
"""Families of rules, and facts, that judge how near we are: the journal's lines are their evidence."""
DAYS = frozenset({"birthday", "left"})
"""Facts that are days by which something must be done."""
NAMELESS = frozenset({"TEA04"})
"""Gaps whose subject is itself a fact that internal readers may not have."""


def redact(plan: Plan, audience: Audience, language: str) -> Plan:
    """The plan without what this audience may not read. `language`: of the roles that stand for people."""
    if audience.sees_all:
        return replace(plan, audience=audience.name)
    assessment = plan.assessment
    account = redacted_account(assessment.account, audience)
    masks = Masks(assessment.account, language) if account.confidential else None
    if audience.may_read(RESTRICTED) and not masks:
        account = replace(account, text=open_lines(assessment.account, account, audience))
    if masks:
        account = masked_account(account, masks)
    if not audience.may_read(Sensitivity.INTERNAL):
        return _for_customer(plan, account, audience)
    gaps = _gaps((*assessment.gaps, *assessment.accepted), audience, masks)
    smallest = _smallest(plan.smallest, gaps, audience, masks)
    closed = Assessment(
        readings=_readings(assessment.readings, account, audience, masks),
        gaps=_each_once(gaps[id(gap)] for gap in assessment.gaps),
        accepted=_each_once(gaps[id(gap)] for gap in assessment.accepted),
        broken_rules=assessment.broken_rules,
    )
    return Plan(
        assessment=closed,
        actions=_actions(plan.actions, gaps, closed, masks),
        held_back=_each_once(gaps[id(gap)] for gap in plan.held_back),
        next_stage=tuple(
            _condition(one, audience, masks)
            for one in plan.next_stage
            if one.name != "coach" or audience.may_read(RESTRICTED)  # it would tell who is one
        ),
        audience=audience.name,
        left_out=True,
        delivered=plan.delivered,
        agreed=plan.agreed,
        trend=tuple(_quarter(one, audience) for one in plan.trend),
        smallest=smallest,
        reasons=redacted_reasons(plan.reasons, gaps, smallest, audience, bare=masks is not None),
        playbook=_playbook(plan.playbook, audience, masks),
        body=narrative(
            assessment.account.body,
            first_line=assessment.account.body_line,
            clearance=audience.clearance.word,
            language=language,
            hides=masks.gives_away if masks else lambda words: False,
        ),
    )


def _quarter(reading: Reading, audience: Audience) -> Reading:
    """Gaps that differ by a closed subject alone count as one, as they do today."""
    if audience.may_read(RESTRICTED) or reading.relations is None:
        return reading
    open_ = {(code, None if code in NAMELESS else subject) for code, subject in reading.relations}
    return replace(reading, relations=frozenset(open_))


def _playbook(book: Playbook | None, audience: Audience, masks: Masks | None) -> Playbook | None:
    """What was done of what is advised rests on trust and distance: without lines, for who may read them."""
    if book is None or masks or not audience.may_read(RESTRICTED):
        return None
    return replace(
        book,
        rows=tuple(replace(row, evidence=()) for row in book.rows),
        combination=tuple(replace(row, evidence=()) for row in book.combination),
    )


def _smallest(
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
        closes=_each_once(gaps[id(gap)] for gap in move.closes if id(gap) in gaps),
        opens=(),
    )


def _for_customer(plan: Plan, account: Account, audience: Audience) -> Plan:
    """No stage, no gap, no rival: the name, the category, what was delivered, and the dates agreed."""
    readings = plan.assessment.readings
    return Plan(
        assessment=Assessment(
            readings=replace(
                readings,
                account=account,
                settings=redacted_settings(readings.settings, audience),
                stage=read_stage(account, readings.day),
                journal=Journal(account, readings.day),
                contacts={},
                key=None,
            ),
            gaps=(),
            accepted=(),
        ),
        actions=(),
        held_back=(),
        delivered=plan.delivered,
        agreed=plan.agreed,
        audience=audience.name,
        left_out=True,
        public=True,
        body=Narrative(sections=()),
    )


# readings


def _readings(readings: Readings, account: Account, audience: Audience, masks: Masks | None) -> Readings:
    standings: dict[str, Standing] = {}
    for id, standing in readings.contacts.items():
        own = masks.id(id) if masks else id
        contact = account.contact(own)
        if contact is not None:
            standings[own] = _standing(standing, contact, audience, bare=masks is not None)
    key = account.contact((masks.id(readings.key.id) if masks else readings.key.id) if readings.key else None)
    closed = replace(
        readings,
        account=account,
        settings=redacted_settings(readings.settings, audience),
        stage=read_stage(account, readings.day, trend_points=readings.thresholds.get("trend_points", 5)),
        journal=Journal(account, readings.day),
        contacts=standings,
        key=key,
    )
    for level in LEVELS:
        closed.__dict__[level] = getattr(readings, level)
    closed.__dict__["matrix"] = _matrix(readings.matrix, audience)
    return closed


def _standing(standing: Standing, contact: Contact, audience: Audience, *, bare: bool) -> Standing:
    """Distance and trust as words; their evidence, and the rungs, where the audience may read them."""
    evidence_open = audience.may_read(RESTRICTED) and not bare
    closed = replace(standing, contact=contact, scales=_scales(standing) if evidence_open else {})
    kept = closed.__dict__
    kept["distance"], kept["team_distance"] = standing.distance, standing.team_distance
    kept["portrait_ceiling"] = standing.portrait_ceiling
    kept["trust"] = standing.trust if evidence_open else _verdict_alone(standing.trust)
    return closed


def _scales(standing: Standing) -> Mapping[str, Scale]:
    """The ladders without the rungs that only the highest clearance may see."""
    secret = {"information": "confided", "topic": "privacy"}
    return {
        name: replace(scale, rungs=tuple(rung for rung in scale.rungs if rung.level != secret.get(name)))
        for name, scale in standing.scales.items()
    }


def _verdict_alone(reading: TrustReading) -> TrustReading:
    return replace(
        reading,
        expertise=0,
        reliability=0,
        intimacy=0,
        self_orientation=0,
        weakest=None,
        standing={},
        aged=(),
    )


def _matrix(matrix: Matrix, audience: Audience) -> Matrix:
    """Of the matrix only the organisation's interest is internal."""
    if audience.may_read(RESTRICTED):
        return matrix
    empty = Cell(filled=False)
    served = matrix.interest_organisation if audience.may_read(Sensitivity.INTERNAL) else empty
    return Matrix(
        interest_organisation=Cell(filled=served.filled, known=served.known),
        interest_personal=empty,
        trust_personal=empty,
        trust_organisation=empty,
    )


# gaps and actions


def _gaps(gaps: Iterable[OpenGap], audience: Audience, masks: Masks | None) -> dict[int, OpenGap]:
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


def _each_once(gaps: Iterable[OpenGap]) -> tuple[OpenGap, ...]:
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


def _actions(
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
        serves=_each_once(gaps[id(gap)] for gap in action.serves),
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


def _condition(condition: Condition, audience: Audience, masks: Masks | None) -> Condition:
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
