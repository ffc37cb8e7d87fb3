"""A plan as one audience may have it. Levels were read before anything was closed: redaction changes no assessment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from relreport.actions import NextAction, Plan
from relreport.assess import Assessment, OpenGap
from relreport.audience.confidential import Masks, masked, masked_account
from relreport.audience.entries import RESTRICTED, SECRET, open_places, redacted_account
from relreport.audience.levels import Audience
from relreport.fields.kinds import Sensitivity
from relreport.model import Account, Contact
from relreport.moves import Condition
from relreport.readings import Readings, Standing
from relreport.readings.account_wide import Cell, Matrix
from relreport.readings.journal import Journal, Scale
from relreport.readings.stage import read_stage
from relreport.readings.trust import TrustReading
from relreport.text.catalogue import placeholders, rule_words

SECRET_GAPS = frozenset({"SPC01", "SEC02", "DST09"})
"""Gaps that rest on secret facts: their open words are closed to restricted readers too."""
LEVELS = ("temperature", "sales_loop", "untagged")
"""Readings of the account that are words alone, kept as they were read."""
NAMELESS = frozenset({"TEA04"})
"""Gaps whose subject is itself a fact that internal readers may not have."""


def redact(plan: Plan, audience: Audience, language: str) -> Plan:
    """The plan without what this audience may not read. `language`: of the roles that stand for people."""
    if audience.sees_all:
        return replace(plan, audience=audience.name)
    assessment = plan.assessment
    account = redacted_account(assessment.account, audience)
    masks = Masks(assessment.account, language) if account.confidential else None
    if masks:
        account = masked_account(account, masks)
    if not audience.may_read(Sensitivity.INTERNAL):
        return _for_customer(plan, account, audience)
    gaps = {id(gap): _gap(gap, audience, masks) for gap in (*assessment.gaps, *assessment.accepted)}
    closed = Assessment(
        readings=_readings(assessment.readings, account, audience, masks),
        gaps=tuple(gaps[id(gap)] for gap in assessment.gaps),
        accepted=tuple(gaps[id(gap)] for gap in assessment.accepted),
    )
    return Plan(
        assessment=closed,
        actions=tuple(_action(one, gaps, masks, account) for one in plan.actions),
        held_back=tuple(gaps[id(gap)] for gap in plan.held_back),
        next_stage=tuple(
            _condition(one, audience, masks)
            for one in plan.next_stage
            if one.name != "coach" or audience.may_read(RESTRICTED)  # it would tell who is one
        ),
        audience=audience.name,
        left_out=True,
        delivered=plan.delivered,
        agreed=plan.agreed,
    )


def _for_customer(plan: Plan, account: Account, audience: Audience) -> Plan:
    """No stage, no gap, no rival: the name, the category, what was delivered, and the dates agreed."""
    readings = plan.assessment.readings
    return Plan(
        assessment=Assessment(
            readings=replace(
                readings,
                account=account,
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
        readings, account=account, journal=Journal(account, readings.day), contacts=standings, key=key
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
        interest_organisation=Cell(filled=served.filled),
        interest_personal=empty,
        trust_personal=empty,
        trust_organisation=empty,
    )


# gaps and actions


def _gap(gap: OpenGap, audience: Audience, masks: Masks | None) -> OpenGap:
    words = rule_words("en")[gap.code].variant(gap.variant)
    needed = SECRET if gap.code in SECRET_GAPS else RESTRICTED
    closed = bool(words.closed) and not audience.may_read(needed)
    facts = {name: value for name, value in gap.facts.items() if audience.may_read(_fact_sensitivity(name))}
    subject, partner = gap.subject, gap.partner
    if gap.code in NAMELESS and not audience.may_read(RESTRICTED):
        subject = partner = None
        facts = {name: value for name, value in facts.items() if name not in ("person", "left")}
    if masks:
        facts = {
            name: value for name, value in ((n, _masked_fact(n, v, masks)) for n, v in facts.items()) if value
        }
        subject = masks.ids.get(subject, subject) if subject else None
        partner = masks.ids.get(partner, partner) if partner else None
    return replace(
        gap,
        subject=subject,
        partner=partner,
        facts=facts,
        evidence=() if closed or masks else open_places(gap.evidence, audience),
        closed=closed,
        acceptance=masked(gap.acceptance, masks) if masks and gap.acceptance else gap.acceptance,
    )


def _fact_sensitivity(name: str) -> Sensitivity | None:
    entry = placeholders().get(name)
    return Sensitivity[entry["sensitivity"].upper()] if entry else None


def _masked_fact(name: str, value: Any, masks: Masks) -> Any:
    if placeholders()[name]["kind"] in ("contact", "contacts"):
        return masks.id(value) if isinstance(value, str) else tuple(masks.id(one) for one in value)
    return masked(value, masks)


def _action(
    action: NextAction, gaps: Mapping[int, OpenGap], masks: Masks | None, account: Account
) -> NextAction:
    own = next((one for one in account.actions if action.own and one.id == action.own.id), None)
    return replace(
        action,
        with_=tuple(masks.id(one) for one in action.with_) if masks else action.with_,
        serves=tuple(gaps[id(gap)] for gap in action.serves),
        gap=gaps[id(action.gap)] if action.gap else None,
        own=own,
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
