"""Why, and why not: from the lines of an account to a conclusion, as a tree of facts. Words come later."""

from __future__ import annotations

from relreport.assess import Assessment
from relreport.explain.advice import advised, open_questions
from relreport.explain.gaps import gap_node
from relreport.explain.nodes import Author, Leaf, Leaves, Node, Ours, Theirs, Token, node
from relreport.explain.persons import distance, trust
from relreport.explain.readings import READINGS, person
from relreport.explain.scales import CALLED, SCALE_TOPICS
from relreport.explain.silence import why_not
from relreport.model import Account
from relreport.rules import RULES

ADVICE = {"playbook": advised, "questions": open_questions}
SHOWN = {**READINGS, **SCALE_TOPICS}
TOPICS = (*SHOWN, "distance", "trust", *ADVICE)
"""The readings that can be asked for; beside them the codes of rules, and contacts by id or name."""


class NoTopicError(Exception):
    """What was asked for is no code, no reading and no contact."""


def explain(
    written: Account, assessment: Assessment, topic: str = "account", *, author: Author | None = None
) -> Node:
    """The tree of a gap (`NET02`, `NET02-zhao-min`), a reading (`stage`, …) or a contact.

    `written`: the account as the file has it; `author`: who wrote a line last, where anybody knows.
    Raises NoTopicError.
    """
    leaves = Leaves(assessment.account, author)
    wanted = topic.strip()
    name = wanted.casefold().replace("_", "-").replace(" ", "-")
    name = CALLED.get(name, name)
    readings = assessment.readings
    if name in ADVICE:
        return ADVICE[name](assessment, leaves)
    if name in SHOWN:
        return SHOWN[name](assessment, leaves)
    if name in ("distance", "trust"):
        if readings.of_key is None:
            return READINGS["key"](assessment, leaves)
        reading = distance if name == "distance" else trust
        return reading(readings.of_key, assessment.day, leaves)
    code, _, subject = wanted.partition("-")
    if code.upper() in RULES:
        return _rule(written, assessment, code.upper(), subject or None, leaves)
    named = {rule.name: rule.code for rule in RULES.values()}
    if name in named:
        return _rule(written, assessment, named[name], None, leaves)
    for contact in readings.account.contacts:
        if wanted.casefold() in (contact.id.casefold(), contact.name.casefold()):
            return person(assessment, contact.id, leaves)
    raise NoTopicError(wanted)


def _rule(written: Account, assessment: Assessment, code: str, subject: str | None, leaves: Leaves) -> Node:
    """Why each gap of a rule stands; where there is none, why not."""
    found = [
        gap
        for gap in (*assessment.gaps, *assessment.accepted)
        if gap.code == code and subject in (None, gap.subject)
    ]
    trees = [gap_node(written, assessment, gap, leaves) for gap in found]
    if not trees:
        return why_not(written, assessment, RULES[code], subject, leaves)
    return trees[0] if len(trees) == 1 else node("rule", *trees, rule=RULES[code], count=len(trees))


__all__ = ["TOPICS", "Author", "Leaf", "NoTopicError", "Node", "Ours", "Theirs", "Token", "explain", "node"]
