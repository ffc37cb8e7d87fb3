"""What stands behind every judgement of a plan: trees of what was read already; no rule is asked anew."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from relreport.assess import Assessment, OpenGap
from relreport.explain.gaps import (
    OF_DISTANCE,
    OF_MATRIX,
    OF_STAGE,
    OF_TEMPERATURE,
    OF_TRUST,
    graveness,
    lifted_and_opened,
    limits,
)
from relreport.explain.nodes import Leaves, Node, Theirs, node
from relreport.explain.persons import distance, trust
from relreport.explain.readings import READINGS
from relreport.moves import Move
from relreport.readings import Standing

BEHIND = ("stage", "key", "temperature", "matrix", "sales-loop")
"""The readings of the account that stand in a plan."""
PERSON, GAP, MOVE = "person-", "gap-", "move"
"""How the tree of a person, of a gap and of the smallest move is called."""


def judgements(assessment: Assessment, smallest: Move | None = None) -> Mapping[str, Node]:
    """Every judgement of a plan by its name: a reading, `person-<id>`, `gap-<anchor>`, `move`."""
    leaves = Leaves(assessment.account, dated=False)
    found = {name: READINGS[name](assessment, leaves) for name in BEHIND}
    for id, standing in assessment.readings.contacts.items():
        found[PERSON + id] = _person(standing, assessment, leaves)
    for gap in (*assessment.gaps, *assessment.accepted):
        found[GAP + gap.anchor] = _gap(gap, assessment)
    if smallest is not None:
        found[MOVE] = _move(smallest, assessment)
    return found


def _person(standing: Standing, assessment: Assessment, leaves: Leaves) -> Node:
    """Distance rung by rung, trust as far as its signs go, and what its next verdict asks."""
    return node(
        "person",
        distance(standing, assessment.day, leaves, rests=False),
        trust(standing, assessment.day, leaves, unseen=False, rests=False),
        contact=Theirs(standing.contact.id),
    )


def _gap(gap: OpenGap, assessment: Assessment) -> Node:
    """When the rule speaks and with which limits, how grave it is, which reading it looks at, its source."""
    return node(
        "gap",
        node("gap.speaks", *limits(gap.rule, assessment), rule=gap.rule),
        graveness(gap, assessment),
        *_looks_at(gap, assessment),
        *(node("gap.from", source=one) for one in gap.rule.source),
        node("gap.setting", code=gap.code),
        gap=gap,
    )


def _looks_at(gap: OpenGap, assessment: Assessment) -> Iterator[Node]:
    """The readings below, by name: each is told once in a plan."""
    readings = assessment.readings
    standing = readings.contacts.get(gap.subject or "") or readings.of_key
    for codes, name in ((OF_STAGE, "stage"), (OF_TEMPERATURE, "temperature"), (OF_MATRIX, "matrix")):
        if gap.code in codes:
            yield node(f"below.{name}", see=name)
    if standing and gap.code in (*OF_DISTANCE, *OF_TRUST):
        id = standing.contact.id
        yield node("below.person", contact=Theirs(id), see=PERSON + id)


def _move(move: Move, assessment: Assessment) -> Node:
    """The proof of the smallest move: what it closes, lifts and opens, and which rule it answers."""
    return node(
        "move",
        *(node("move.closes", gap=gap, see=GAP + gap.anchor) for gap in move.closes),
        *lifted_and_opened(move),
        node("move.answers", *limits(move.target.rule, assessment), rule=move.target.rule)
        if move.target
        else None,
        node("move.effort" if move.target else "move.lifts", count=move.effort),
        *(node("close.said", said=one) for one in move.said),
    )
