"""Readings as one audience may have them: the levels as they were read, their evidence where it is open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from relreport.audience.confidential import Masks
from relreport.audience.entries import RESTRICTED, redacted_settings
from relreport.audience.levels import Audience
from relreport.fields.kinds import Sensitivity
from relreport.model import Account, Contact
from relreport.readings import Readings, Standing
from relreport.readings.account_wide import Cell, Matrix
from relreport.readings.journal import Journal, Scale
from relreport.readings.stage import read_stage
from relreport.readings.trust import TrustReading

LEVELS = ("temperature", "sales_loop", "untagged")
"""Readings of the account that are words alone, kept as they were read."""


def redacted_readings(
    readings: Readings, account: Account, audience: Audience, masks: Masks | None
) -> Readings:
    """The readings with the account as it is open. `masks`: the roles that stand for people, if they do."""
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
        stage=read_stage(account, readings.day, trend_points=readings.limits.trend_points),
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
