"""Every judgement of an assessment under one key, and a move of one of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from relreport.assess import Assessment, OpenGap
from relreport.fields import tokens as t
from relreport.fields.kinds import Vocabulary
from relreport.record import dataclass
from relreport.review.facts import Fact

Cause = Literal["world", "learned", "time", "rules", "program"]
"""A fact of the time between · a fact of before, or an undated one, told since · no fact · other settings ·
other rules of the program."""

SCALES: Mapping[str, Vocabulary] = {
    "stage": t.STAGE,
    "distance": t.DISTANCE,
    "trust": t.TRUST_VERDICT,
    "coach": t.COACH,
    "information": t.INFO,
    "posture": t.POSTURE,
}
WARMTH = ("cold", "cooling", "plateau", "warming")
OPEN, ACCEPTED, CLOSED = "open", "accepted", "closed"

Key = tuple[str, str | None]
"""A scale and whose reading it is, None for the account's; of a gap its code and subject."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One judgement that moved. `up`: for the better, None where neither is better."""

    key: Key
    before: str
    after: str
    up: bool | None
    cause: Cause
    fact: Fact | None = None
    gap: OpenGap | None = None  # of a gap: as it stands now, or as it last stood

    @property
    def is_gap(self) -> bool:
        """Whether a gap came or went, not a level."""
        return is_gap(self.key)

    @property
    def unproved(self) -> bool:
        """Whether a level rose and nothing that happened since says why."""
        undated = self.cause == "learned" and (self.fact is None or self.fact.on is None)
        return self.up is True and not self.is_gap and (undated or self.cause == "time")


def judged(assessment: Assessment) -> dict[Key, str]:
    """Every judgement of an assessment in one mapping; gaps as open or accepted."""
    readings = assessment.readings
    found: dict[Key, str] = {
        ("stage", None): readings.stage.level if readings.stage.known else "unknown",
        ("status", None): readings.stage.status,
        ("temperature", None): readings.temperature,
        ("key", None): readings.key.id if readings.key else "unknown",
    }
    for id, standing in readings.contacts.items():
        if standing.contact.has_left(readings.day):
            continue
        found["distance", id] = standing.distance
        found["trust", id] = standing.trust.verdict
        for scale in ("coach", "information"):
            if scale in standing.scales:
                found[scale, id] = standing.scales[scale].level(readings.day)
    for one in readings.tenders:
        if one.tender.is_open:
            found["posture", one.tender.id] = one.posture
    for gap in assessment.gaps:
        found[gap.code, gap.subject] = OPEN
    for gap in assessment.accepted:
        found[gap.code, gap.subject] = ACCEPTED
    return found


def is_gap(key: Key) -> bool:
    """Whether the key is of a gap, not of a level."""
    return key[0][:1].isupper()
