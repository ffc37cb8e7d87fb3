"""Why a scale stands where it does: space, information, help and topics person by person, tenders round by
round, and what follows from the stage."""

from __future__ import annotations

from collections.abc import Callable

from relreport.assess import Assessment
from relreport.explain.nodes import Leaves, Node, Theirs, Token, node
from relreport.explain.readings import stage
from relreport.readings.journal import SCALES

Explained = Callable[[Assessment, Leaves], Node]


def _scale(name: str) -> Explained:
    """The highest rung of each person, ever and in the year, with the line that reached it."""

    def explained(assessment: Assessment, leaves: Leaves) -> Node:
        readings = assessment.readings
        told = []
        for id, standing in readings.contacts.items():
            reading = standing.scales[name]
            ever = reading.highest(readings.day)
            told.append(
                node(
                    "scale.person",
                    leaves=leaves([ever.at] if ever else []),
                    contact=Theirs(id),
                    rung=Token(name, ever.level if ever else "none"),
                    year=Token(name, reading.year_level(readings.day)),
                )
            )
        return node("scale" if told else "scale.nobody", *told, axis=Token("axis", name))

    return explained


def tenders(assessment: Assessment, leaves: Leaves) -> Node:
    """How we stand in each tender, round by round, the latest last."""
    told = [
        node(
            "tender",
            *(
                node(
                    "tender.round",
                    leaves=leaves([one.at]),
                    on=one.on,
                    name=one.name,
                    posture=Token("posture", one.position or "unknown"),
                )
                for one in reading.tender.rounds
            ),
            leaves=leaves([reading.tender.at]),
            name=reading.tender.name or reading.tender.id,
            posture=Token("posture", reading.posture),
            run=reading.run if reading.run > 1 else None,
        )
        for reading in assessment.readings.tenders
    ]
    return node("tenders" if told else "tenders.none", *told)


def phase(assessment: Assessment, leaves: Leaves) -> Node:
    """It follows from the stage."""
    return node("phase", stage(assessment, leaves), phase=Token("phase", assessment.readings.phase))


def supplier_rank(assessment: Assessment, leaves: Leaves) -> Node:
    """It follows from the stage, and for the last from the share."""
    rank = Token("supplier_rank", assessment.readings.supplier_rank)
    return node("supplier_rank", stage(assessment, leaves), rank=rank)


SCALE_TOPICS: dict[str, Explained] = {
    **{name: _scale(name) for name in SCALES},
    "tenders": tenders,
    "phase": phase,
    "supplier-rank": supplier_rank,
}
CALLED = {
    "next-stage": "next",
    "info": "information",
    "posture": "tenders",
    "key-contact": "key",
    **dict.fromkeys(("share", "trend", "status", "since", "by-share", "basis", "level"), "stage"),
}
"""What the machines' document and people call a reading that has another name here."""
