"""What holds us back: at most five gaps lead, at most three in red; what nobody wrote down is asked."""

from __future__ import annotations

from collections.abc import Sequence

from relreport.assess import OpenGap
from relreport.finding import Severity
from relreport.model import Contact
from relreport.page.actions import action_anchor
from relreport.page.contract import Accepted, Gap, Gaps, Link, Question, Questions, Tone
from relreport.page.telling import Telling
from relreport.readings.trust import Sign
from relreport.text.sayings import action_text

LEADING, RED, ASKED = 5, 3, 3


def gaps(telling: Telling) -> Gaps:
    """Relationship gaps lead, the gravest first; notes and what is only not recorded fold."""
    lead = leading(telling)
    rest = [] if telling.only_asks else [gap for gap in telling.ordered if gap not in lead]
    records = sum(gap.is_record for gap in rest)
    red = [gap.anchor for gap in lead if gap.severity is Severity.CRITICAL][:RED]
    label = ""
    if rest:
        label = telling.say("page.rest_records" if records else "page.rest", count=len(rest), records=records)
    return Gaps(
        lead=[_gap(telling, gap, red) for gap in lead],
        rest=[_gap(telling, gap, red) for gap in rest],
        rest_label=label,
        quiet="" if lead else _quiet(telling),
        accepted=[_accepted(telling, gap) for gap in telling.plan.assessment.accepted],
    )


def leading(telling: Telling) -> list[OpenGap]:
    """The gaps that lead: of the relationship, worth doing at least."""
    return [gap for gap in telling.ordered if not gap.is_record and gap.severity >= Severity.MINOR][:LEADING]


def _quiet(telling: Telling) -> str:
    if not telling.here and not telling.account.interactions:
        return telling.say("gaps.nothing_known")
    if any(gap.is_record for gap in telling.ordered):
        return telling.say("gaps.only_questions")
    return telling.say("gaps.in_order")


def _gap(telling: Telling, gap: OpenGap, red: Sequence[str]) -> Gap:
    actions = [one for one in telling.plan.actions if any(served is gap for served in one.serves)]
    planned = gap.planned or any(one.own is not None for one in actions)
    status = "planned" if planned else "suggested" if actions else "unplanned"
    return Gap(
        number=telling.numbers[gap.anchor],
        anchor=gap.anchor,
        code=gap.code,
        title=telling.rule_text(gap, "title"),
        message=telling.rule_text(gap, "message"),
        severity=gap.severity.word,  # type: ignore[typeddict-item]
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
    """Every record gap and every sign that has aged, once each, with who might answer."""
    asked = [_question(telling, gap) for gap in telling.ordered if gap.is_record]
    asked += _aged(telling)
    if not asked:
        return None
    lead, rest = asked[:ASKED], asked[ASKED:]
    return Questions(
        lead=lead, rest=rest, rest_label=telling.say("gaps.more_questions", count=len(rest)) if rest else ""
    )


def _question(telling: Telling, gap: OpenGap) -> Question:
    return Question(
        anchor=f"question-{gap.anchor}",
        question=telling.rule_text(gap, "title"),
        who=_who_might_know(telling, telling.contact(gap.subject)),
        why=telling.rule_text(gap, "message"),
        code=gap.code,
        place=telling.place(gap.evidence[0]) if gap.evidence else "",
    )


def _who_might_know(telling: Telling, about: Contact | None) -> str:
    """Of a person: who of ours holds them. Of the account: who of theirs helps us, or was last in touch."""
    if about is not None:
        holder = telling.plan.assessment.holder(about.id)
        return telling.say("page.question_who", contact=telling.wording.person(holder)) if holder else ""
    helper = next((one for one in telling.here if "coach" in one.roles), None)
    if helper is None:
        known = {one.id for one in telling.here}
        recent = [id for entry in reversed(telling.account.interactions) for id in entry.with_ if id in known]
        helper = telling.contact(recent[0]) if recent else None
    if helper is not None:
        return telling.say("page.question_who", contact=telling.wording.contact(helper.id))
    owner = telling.account.owner
    return telling.say("page.question_who", contact=telling.wording.person(owner)) if owner else ""


def _aged(telling: Telling) -> list[Question]:
    """What was shown over a year ago and still stands: does it hold?"""
    found: list[Question] = []
    for contact in telling.here:
        trust = telling.readings.contacts[contact.id].trust
        signs: list[Sign] = [trust.standing[item] for item in trust.aged]
        if signs and contact.weighs:
            latest = max(sign.on for sign in signs if sign.on is not None)
            found.append(
                Question(
                    anchor=f"question-aged-{contact.id}",
                    question=telling.say(
                        "gaps.aged",
                        contact=telling.wording.contact(contact.id),
                        items=telling.several([telling.label("trust_item", sign.item) for sign in signs]),
                        on=telling.on(latest),
                    ),
                    who=_who_might_know(telling, contact),
                    why=telling.say("gaps.aged_why"),
                    code="",
                    place=telling.place(signs[-1].at),
                )
            )
    return found
