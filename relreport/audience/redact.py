"""A plan as one audience may have it. Levels were read before: redaction changes no assessment."""

from __future__ import annotations

from dataclasses import replace

from relreport.actions import Plan
from relreport.assess import Assessment
from relreport.audience.confidential import Masks, masked_account
from relreport.audience.entries import RESTRICTED, redacted_account, redacted_settings
from relreport.audience.gaps import (
    NAMELESS,
    each_once,
    redacted_actions,
    redacted_condition,
    redacted_gaps,
    redacted_move,
)
from relreport.audience.levels import Audience
from relreport.audience.lines import open_lines
from relreport.audience.readings import redacted_readings
from relreport.audience.reasons import redacted_reasons
from relreport.fields.kinds import Sensitivity
from relreport.markdown import Narrative, narrative
from relreport.model import Account, Settings
from relreport.playbook import Playbook
from relreport.readings.journal import Journal
from relreport.readings.stage import read_stage
from relreport.trend import Reading


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
    gaps = redacted_gaps((*assessment.gaps, *assessment.accepted), audience, masks)
    smallest = redacted_move(plan.smallest, gaps, audience, masks)
    closed = Assessment(
        readings=redacted_readings(assessment.readings, account, audience, masks),
        gaps=each_once(gaps[id(gap)] for gap in assessment.gaps),
        accepted=each_once(gaps[id(gap)] for gap in assessment.accepted),
        broken_rules=assessment.broken_rules,
    )
    return Plan(
        assessment=closed,
        actions=redacted_actions(plan.actions, gaps, closed, masks),
        held_back=each_once(gaps[id(gap)] for gap in plan.held_back),
        next_stage=tuple(
            redacted_condition(one, audience, masks)
            for one in plan.next_stage
            if one.name != "coach" or audience.may_read(RESTRICTED)  # it would tell who is one
        ),
        audience=audience.name,
        left_out=True,
        delivered=plan.delivered,
        agreed=plan.agreed,
        trend=tuple(quarter_for(one, audience) for one in plan.trend),
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


def settings_for(settings: Settings, audience: Audience) -> Settings:
    """The settings as this audience may have them."""
    return settings if audience.sees_all else redacted_settings(settings, audience)


def quarter_for(reading: Reading, audience: Audience) -> Reading:
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
