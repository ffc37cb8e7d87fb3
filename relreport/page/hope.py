"""The hopeful fact of a verdict: what of theirs speaks for us, dated, the strongest first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from relreport.fields.tokens import COACH
from relreport.model import Contact
from relreport.moves import next_level
from relreport.page.contract.parts import Sentence
from relreport.page.saying import Saying
from relreport.readings.days import in_last

MANY = 3  # conditions of the next stage that are worth a word when met
TWO = 2


def hope(say: Saying) -> Sentence | None:
    """The strongest fact that speaks for us; None where there is none."""
    lost = say.telling.readings.stage.status == "lost"
    kinds: tuple[Callable[[Saying], Sentence | None], ...] = (
        _committed,
        _recommended,
        *((_answers,) if lost else ()),
        _opening,
        _guides,
        _reached_out,
        _conditions,
        _trusts,
        _in_touch,
        _need,
    )
    return next((told for kind in kinds if (told := kind(say)) is not None), None)


def _committed(say: Saying) -> Sentence | None:
    telling = say.telling
    waiting = [
        one
        for one in telling.account.commitments
        if one.is_open and one.what and one.source and (one.due is None or one.due >= telling.day)
    ]
    waiting = [one for one in waiting if _here(say, one.source)]
    if not waiting:
        return None
    one = max(waiting, key=lambda one: one.on or date.min)
    return say.told(
        "hope.committed_down" if _going_down(say) else "hope.committed",
        contact=telling.contacts((one.source or "",)),
        what=one.what or "",
        due=telling.on(one.due),
    )


def _recommended(say: Saying) -> Sentence | None:
    telling = say.telling
    recent = [
        one
        for one in telling.account.referrals
        if in_last(one.on, telling.readings.limits.year, telling.day) and one.source and one.to
    ]
    if not recent:
        return None
    one = max(recent, key=lambda one: one.on or date.min)
    return say.told(
        "hope.recommended",
        contact=telling.contacts((one.source or "",)),
        to=one.to or "",
        on=telling.on(one.on),
    )


def _answers(say: Saying) -> Sentence | None:
    """Of a lost customer: who still meets or answers us, last."""
    telling = say.telling
    for entry in reversed(telling.readings.journal.within(telling.readings.limits.year)):
        # who would rather not see us is told so, and is no hope
        people = [one.id for one in telling.here if one.id in entry.with_ and one.relation != "bad"]
        if people:
            return say.told("hope.answers", contact=telling.contacts(people), on=telling.on(entry.on))
    return None


def _opening(say: Saying) -> Sentence | None:
    telling = say.telling
    live = [
        one
        for one in telling.account.openings
        if one.what and one.until is not None and one.until >= telling.day
    ]
    if not live:
        return None
    one = min(live, key=lambda one: (not one.large, one.until or telling.day))
    level = telling.readings.stage.level
    kind = "back" if _going_down(say) else "in" if level == "development" else "grow"
    return say.told(f"hope.opening_{kind}", what=one.what or "", until=telling.on(one.until))


def _guides(say: Saying) -> Sentence | None:
    """Who of theirs helps us along: guidance or more within the year, the latest."""
    telling = say.telling
    best: tuple[int, date, Contact, str] | None = None
    for contact in telling.here:
        coach = telling.readings.contacts[contact.id].scales.get("coach")  # not where who helps us is closed
        rung = coach.highest(telling.day, within=telling.readings.limits.year) if coach else None
        if rung is not None and rung.on is not None and COACH.rank(rung.level) >= COACH.rank("guides"):
            found = (COACH.rank(rung.level), rung.on, contact, rung.level)
            if best is None or found[:TWO] > best[:TWO]:
                best = found
    if best is None:
        return None
    return say.told(
        "hope.guides", contact=best[2].name, rung=telling.label("coach", best[3]), on=telling.on(best[1])
    )


def _reached_out(say: Saying) -> Sentence | None:
    telling = say.telling
    days = telling.readings.limits.recent
    theirs = [one for one in telling.readings.journal.within(days) if not one.ours and one.with_]
    if len(theirs) < TWO:
        return None
    return say.told(
        "hope.reached_out",
        times=len(theirs),
        days=days,
        contact=telling.contacts(theirs[-1].with_),
        on=telling.on(theirs[-1].on),
    )


def _conditions(say: Saying) -> Sentence | None:
    telling = say.telling
    target = next_level(telling.plan.assessment)
    asked = telling.plan.next_stage
    met = sum(1 for one in asked if one.met)
    if target is None or met < MANY:
        return None
    return say.told("hope.conditions", known=met, of=len(asked), stage=telling.label("stage", target))


def _trusts(say: Saying) -> Sentence | None:
    telling = say.telling
    standing = telling.readings.of_key
    if standing is None or not standing.trust.reaches("trusted"):
        return None
    # since when is evidence, and closed where the signs are
    days = [day for day in standing.ledger.steps.days if day <= telling.day] if standing.scales else []
    return say.told(
        "hope.trusts",
        contact=standing.contact.name,
        trust=telling.label("trust", standing.trust.verdict),
        since=telling.on(days[-1]) if days else "",
    )


def _in_touch(say: Saying) -> Sentence | None:
    telling = say.telling
    recent = telling.readings.journal.within(telling.readings.limits.recent)
    people = {id for entry in recent for id in entry.with_ if _here(say, id)}
    if len(recent) < TWO or not people:
        return None
    days = telling.readings.limits.recent
    return say.told("hope.in_touch", times=len(recent), people=len(people), days=days)


def _need(say: Saying) -> Sentence | None:
    telling = say.telling
    known = [one for one in telling.account.needs if one.need and one.source and one.status != "met"]
    if not known:
        return None
    return say.told(
        "hope.first_need", contact=telling.contacts((known[-1].source or "",)), what=known[-1].need or ""
    )


def _here(say: Saying, id: str | None) -> bool:
    return any(one.id == id for one in say.telling.here)


def _going_down(say: Saying) -> bool:
    return say.telling.readings.stage.trend in ("falling", "broken")
