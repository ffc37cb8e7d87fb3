"""What the stage advises and what is still open, as trees like any other: the playbook, and the questions."""

from __future__ import annotations

from relreport.assess import Assessment
from relreport.explain.nodes import Leaves, Node, Token, node
from relreport.playbook import playbook
from relreport.questions import questions, rests_on


def advised(assessment: Assessment, leaves: Leaves) -> Node:
    """Each strategy of the stage with the lines that show it, and the way to the next distance."""
    book = playbook(assessment)
    rows = [node("playbook.row", holds=one.shown, leaves=leaves(one.evidence), row=one) for one in book.rows]
    way = [
        node("playbook.row", holds=one.shown, leaves=leaves(one.evidence), row=one)
        for one in book.combination
    ]
    return node(
        "playbook",
        *rows,
        node("playbook.way", *way, distance=Token("distance", book.distance)) if book.distance else None,
        stage=Token("stage", book.stage),
    )


def open_questions(assessment: Assessment, leaves: Leaves) -> Node:
    """What is not known, the most valuable first, with who might answer and how to ask; what all rests on."""
    letter = assessment.readings.stage.letter
    return node(
        "questions",
        *(
            node(
                "question",
                node("question.who", question=(one, letter)),
                node("question.how", question=(one, letter)),
                leaves=leaves(one.evidence),
                question=(one, letter),
            )
            for one in questions(assessment)
        ),
        node("rests", rests=rests_on(assessment)),
    )
