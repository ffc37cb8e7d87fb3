"""Open questions, what an assessment rests on, and the playbook, in words."""

from __future__ import annotations

from relreport.phrases import filled, phrases
from relreport.playbook import Row
from relreport.questions import Question, RestsOn
from relreport.record import dataclass
from relreport.text.wording import Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question in words, who might answer it, and how to ask."""

    ask: str
    who: str
    how: str


def asked(question: Question, wording: Wording, letter: str) -> Asked:
    """The question in words. `letter`: the stage's, as what to do may differ by it."""
    texts = phrases("questions", wording.language)
    if question.gap is not None:
        gap = question.gap
        ask = wording.of_gap(gap, "title")
        how = wording.action(gap.code, gap.variant, letter, gap.facts)
    else:
        facts: dict[str, str | int] = {}
        if question.about:
            facts["contact"] = wording.contact(question.about)
        if question.item:
            facts["item"] = wording.label("trust_item", question.item)
        ask, how = (filled(texts[question.kind][part], facts) for part in ("ask", "how"))
    return Asked(ask=ask, who=_who(question, wording), how=how)


def _who(question: Question, wording: Wording) -> str:
    texts = phrases("questions", wording.language)
    ours = wording.person(question.of_ours) if question.of_ours else None
    if question.of_theirs and ours:
        facts: dict[str, str | int] = {"contact": wording.contact(question.of_theirs), "person": ours}
        return filled(texts["who_theirs"]["text"], facts)
    if ours:
        return filled(texts["who_ours"]["text"], {"person": ours})
    return texts["who_nobody"]["text"]


def rests_text(rests: RestsOn, wording: Wording) -> str:
    """How many facts, how old, and how many by one person alone."""
    texts = phrases("questions", wording.language)
    if not rests.facts:
        return texts["rests_nothing"]["text"]
    facts: dict[str, str | int] = {"facts": rests.facts, "in_year": rests.in_year}
    if rests.middle_age is not None:
        facts["middle_age"] = rests.middle_age
    if rests.undated:
        facts["undated"] = rests.undated
    said = filled(texts["rests"]["text"], facts)
    if rests.by_one is None or rests.interactions < 2:
        return said
    person, count = rests.by_one
    alone: dict[str, str | int] = {"person": wording.person(person), "count": count, "of": rests.interactions}
    apart = "" if wording.language == "zh" else " "
    return f"{said}{apart}{filled(texts['rests_alone']['text'], alone)}"


def strategy_text(row: Row, wording: Wording) -> str:
    """What is advised."""
    return phrases("playbook", wording.language)[f"{row.group}.{row.name}"]["text"]


def group_text(group: str, wording: Wording, distance: str | None = None) -> str:
    """What a group of strategies is called."""
    facts: dict[str, str | int] = {"distance": wording.label("distance", distance)} if distance else {}
    return filled(phrases("playbook", wording.language)[f"group.{group}"]["text"], facts)


def shown_text(row: Row, wording: Wording) -> str:
    """Whether the record shows it."""
    name = {True: "shown", False: "not_shown", None: "unknown"}[row.shown]
    return phrases("playbook", wording.language)[name]["text"]
