"""What the next stage still asks: each condition met, not met or unknown, with the lines it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from fractions import Fraction
from typing import Any

from relreport.assess import Assessment
from relreport.model import At, Share
from relreport.readings.distance import LEVELS
from relreport.readings.journal import by_whom
from relreport.record import dataclass

NEXT = {"development": "initial", "initial": "stable", "stable": "strategic"}
SHARE = {"initial": Fraction(0), "stable": Fraction(1, 2), "strategic": Fraction(4, 5)}
DISTANCE = {"initial": "doctor", "stable": "friend", "strategic": "friend"}
TRUST = {"initial": "respect", "stable": "trusted", "strategic": "trusted"}
COACH = {"initial": "informs", "stable": "guides", "strategic": "commits"}
CELLS = {
    "initial": ("interest_organisation", "trust_personal"),
    "stable": ("interest_organisation", "interest_personal", "trust_personal", "trust_organisation"),
    "strategic": ("interest_organisation", "interest_personal", "trust_personal", "trust_organisation"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One thing the next stage asks. `met` None: it cannot be judged yet."""

    name: str  # share | distance | trust | coach | net | matrix
    met: bool | None
    facts: Mapping[str, Any] = field(default_factory=dict)
    evidence: tuple[At, ...] = ()


def next_level(assessment: Assessment) -> str | None:
    """The stage after the present one; None at the last."""
    return NEXT.get(assessment.readings.stage.level)


def next_stage(assessment: Assessment) -> tuple[Condition, ...]:
    """What the next stage asks: share, distance, trust, coach, net, matrix. Empty at the last stage."""
    target = next_level(assessment)
    return tuple(_conditions(assessment, target)) if target else ()


def _conditions(assessment: Assessment, target: str) -> Iterator[Condition]:
    readings = assessment.readings
    latest = readings.stage.latest
    wanted = SHARE[target]
    if latest is None:
        yield Condition(name="share", met=None, facts={"wanted": Share.of(wanted)})
    else:
        met = latest.share.low > 0 if target == "initial" else latest.share.low >= wanted
        yield Condition(
            name="share",
            met=met,
            facts={"share": latest.share, "wanted": Share.of(wanted)},
            evidence=(latest.row.at,),
        )
    key = readings.of_key
    if key is None:
        yield Condition(name="distance", met=None, facts={"wanted": DISTANCE[target]})
        yield Condition(name="trust", met=None, facts={"wanted": TRUST[target]})
        yield Condition(name="coach", met=None, facts={"wanted": COACH[target]})
    else:
        distance = key.distance
        yield Condition(
            name="distance",
            met=None if distance == "unknown" else LEVELS.index(distance) >= LEVELS.index(DISTANCE[target]),
            facts={"distance": distance, "wanted": DISTANCE[target], "contact": key.contact.id},
            evidence=key.ladder.evidence(readings.day),
        )
        yield Condition(
            name="trust",
            met=key.trust.reaches(TRUST[target]) if key.trust.known else None,
            facts={"trust": key.trust.verdict, "wanted": TRUST[target], "contact": key.contact.id},
            evidence=tuple(sign.at for sign in key.trust.standing.values())[-5:],
        )
        rung = key.scales["coach"].highest(readings.day)
        yield Condition(
            name="coach",
            met=key.scales["coach"].reaches(COACH[target], readings.day) if key.recorded else None,
            facts={
                "coach": rung.level if rung else "none",
                "wanted": COACH[target],
                "contact": key.contact.id,
            },
            evidence=(rung.at,) if rung else (),
        )
    yield _net(assessment, target)
    yield _matrix(assessment, target)


def _net(assessment: Assessment, target: str) -> Condition:
    """Before the first order two people known; then two of theirs with two of ours; then three sides."""
    readings = assessment.readings
    here = [one for one in readings.account.contacts if not one.has_left(readings.day)]
    if target == "initial":
        return Condition(
            name="net",
            met=len(here) >= 2 if here else None,
            facts={"known": len(here), "of": 2},
            evidence=tuple(one.at for one in here[:3]),
        )
    if target == "strategic":
        sides = {one.side for one in here if one.side}
        unknown = any(one.side is None for one in here)
        return Condition(
            name="net",
            met=True if len(sides) >= 3 else None if unknown else False,
            facts={"sides": len(sides), "of": 3},
            evidence=tuple(one.at.key("side") for one in here[:5]),
        )
    entries = readings.journal.within(readings.limits.window)
    theirs = {contact for entry in entries for contact in entry.with_}
    ours = {person for entry in entries for person in by_whom(entry, readings.account)}
    return Condition(
        name="net",
        met=(len(theirs) >= 2 and len(ours) >= 2) if entries else None,
        facts={"theirs": len(theirs), "ours": len(ours), "days": readings.limits.window},
        evidence=tuple(entry.at for entry in entries[-3:]),
    )


def _matrix(assessment: Assessment, target: str) -> Condition:
    readings = assessment.readings
    cells = readings.matrix.cells()
    wanted = CELLS[target]
    filled = [name for name in wanted if cells[name].filled]
    untagged = readings.untagged and len(filled) < len(wanted)
    return Condition(
        name="matrix",
        met=None if untagged else len(filled) == len(wanted),
        facts={
            "known": len(filled),
            "of": len(wanted),
            "missing": tuple(one for one in wanted if one not in filled),
        },
        evidence=tuple(at for name in filled for at in cells[name].evidence)[:5],
    )
