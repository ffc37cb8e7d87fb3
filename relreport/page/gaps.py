"""What holds us back: at most five gaps lead, at most three in red; what nobody wrote down is asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from relreport.assess import OpenGap
from relreport.finding import Severity
from relreport.page.actions import action_anchor
from relreport.page.contract.gaps import Accepted, Gap, Gaps, Question, Questions
from relreport.page.contract.parts import Link, Tone
from relreport.page.telling import Telling
from relreport.page.turn import leads
from relreport.questions import Question as OpenQuestion
from relreport.questions import questions as open_questions
from relreport.text.asking import asked
from relreport.text.sayings import action_text

RED, ASKED = 3, 3


def gaps(telling: Telling) -> Gaps:
    """Relationship gaps lead, the gravest first; notes and what is only not recorded fold."""
    lead = leading(telling)
    rest = [] if telling.only_asks else [gap for gap in telling.ordered if gap not in lead]
    records = sum(gap.is_record for gap in rest)
    red = [gap.anchor for gap in lead if gap.severity is Severity.CRITICAL][:RED]
    label = ""
    if rest:
        some = "page.rest_all_records" if records == len(rest) else "page.rest_records"
        label = telling.say(some if records else "page.rest", count=len(rest), records=records)
    return Gaps(
        lead=[_gap(telling, gap, red, _alike(telling, gap, lead, rest)) for gap in lead],
        rest=[_gap(telling, gap, red) for gap in rest],
        rest_label=label,
        quiet="" if lead else _quiet(telling),
        accepted=[_accepted(telling, gap) for gap in telling.plan.assessment.accepted],
    )


def leading(telling: Telling) -> list[OpenGap]:
    """The gaps that lead: of the relationship, worth doing at least."""
    return leads(telling.ordered)


def _quiet(telling: Telling) -> str:
    if not telling.here and not telling.account.interactions:
        return telling.say("gaps.nothing_known")
    if any(gap.is_record for gap in telling.ordered):
        return telling.say("gaps.only_questions")
    return telling.say("gaps.in_order")


def _alike(telling: Telling, gap: OpenGap, lead: Sequence[OpenGap], rest: Sequence[OpenGap]) -> str:
    """Of the last gap of its rule that leads: how many more of that rule fold away; "" for the others."""
    if gap is not [one for one in lead if one.code == gap.code][-1]:
        return ""
    count = sum(one.code == gap.code and not one.is_record for one in rest)
    return telling.say("gaps.alike", count=count) if count else ""


def _gap(telling: Telling, gap: OpenGap, red: Sequence[str], alike: str = "") -> Gap:
    actions = [one for one in telling.plan.actions if any(served is gap for served in one.serves)]
    planned = gap.planned or any(one.own is not None for one in actions)
    status = "planned" if planned else "suggested" if actions else "unplanned"
    return Gap(
        number=telling.numbers[gap.anchor],
        anchor=gap.anchor,
        code=gap.code,
        title=telling.rule_text(gap, "title"),
        alike=alike,
        message=telling.rule_text(gap, "message"),
        severity=gap.severity.word,  # type: ignore[typeddict-item]  # its four words
        severity_word=telling.label("severity", gap.severity.word),
        tone=_tone(gap, red),
        record=gap.is_record,
        subject=gap.subject or "",
        why=telling.rule_text(gap, "why"),
        good=telling.rule_text(gap, "good"),
        check=telling.rule_text(gap, "check"),
        false_alarm=telling.rule_text(gap, "false_alarm"),
        evidence=telling.sources(gap.evidence),
        actions=[
            Link(text=action_text(one, telling.plan, telling.wording), href=f"#{action_anchor(one)}")
            for one in actions
        ],
        planned=planned,
        status_word=telling.say(f"gaps.{status}"),
    )


def _tone(gap: OpenGap, red: Sequence[str]) -> Tone:
    if gap.is_record:
        return ""
    if gap.anchor in red:
        return "alarm"
    return "warn" if gap.severity >= Severity.MAJOR else ""


def _accepted(telling: Telling, gap: OpenGap) -> Accepted:
    held = gap.acceptance
    assert held is not None
    return Accepted(
        anchor=f"accepted-{gap.anchor}",
        title=telling.rule_text(gap, "title"),
        reason=held.reason or "",
        by=telling.wording.person(held.by) if held.by else telling.say("gaps.nobody_named"),
        until=telling.on(held.until) or telling.say("gaps.no_end"),
        code=gap.code,
    )


def questions(telling: Telling) -> Questions | None:
    """Every open question, the most valuable first, with who might answer it; three lead."""
    waiting = list(_questions(telling))
    if not waiting:
        return None
    lead, rest = waiting[:ASKED], waiting[ASKED:]
    return Questions(
        lead=lead, rest=rest, rest_label=telling.say("gaps.more_questions", count=len(rest)) if rest else ""
    )


def _questions(telling: Telling) -> Iterator[Question]:
    """What has aged is asked once a person, where the first of it would stand."""
    found = open_questions(telling.plan.assessment)
    aged: dict[str, list[OpenQuestion]] = {}
    for one in found:
        if one.kind == "aged" and one.about:
            aged.setdefault(one.about, []).append(one)
    for one in found:
        together = aged.get(one.about or "", []) if one.kind == "aged" else []
        if together and together[0] is not one:
            continue
        yield _aged(telling, together) if together else _question(telling, one)


def _question(telling: Telling, one: OpenQuestion) -> Question:
    said = asked(one, telling.wording, telling.readings.stage.letter)
    kind = one.kind.replace("unknown.", "")
    return Question(
        anchor=f"question-{one.gap.anchor}"
        if one.gap
        else "-".join(filter(None, ("question", kind, one.about))),
        question=said.ask,
        who=said.who,
        why=telling.rule_text(one.gap, "message") if one.gap else "",
        how=said.how,
        code=one.gap.code if one.gap else "",
        place=telling.place(one.evidence[0]) if one.evidence else "",
    )


def _aged(telling: Telling, together: Sequence[OpenQuestion]) -> Question:
    """What was shown over a year ago and still stands: does it hold?"""
    first = together[0]
    id = first.about or ""
    standing = telling.readings.contacts[id].trust.standing
    signs = [standing[one.item] for one in together if one.item]
    latest = max((sign.on for sign in signs if sign.on is not None), default=None)
    said = asked(first, telling.wording, telling.readings.stage.letter)
    return Question(
        anchor=f"question-aged-{id}",
        question=telling.say(
            "gaps.aged",
            contact=telling.wording.contact(id),
            items=telling.several([telling.label("trust_item", sign.item) for sign in signs]),
            **({"on": telling.on(latest)} if latest else {}),
        ),
        who=said.who,
        why=telling.say("gaps.aged_why"),
        how=said.how,
        code="",
        place=telling.place(signs[-1].at),
    )
