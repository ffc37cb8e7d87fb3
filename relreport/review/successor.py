"""What a successor does in the first thirty days, and what to ask the leaver before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from relreport.model import Promise
from relreport.page.gaps import questions
from relreport.page.telling import Telling
from relreport.readings.calendar import working_day_on_or_after
from relreport.review.leaving import Alone, Held
from relreport.review.telling import Words

FIRST_DAYS = 30
WITHIN = {"decider": 10, "influencer": 20}
"""Days in which a successor is to be introduced, by the role; everybody else within the thirty."""
ASKED, ASKED_OF_MANY, MANY = 5, 3, 8
"""Questions an account; fewer where there are many accounts: what only the leaver knows comes first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Something to do at an account, by a day."""

    due: date
    telling: Telling
    what: str


def first_steps(
    held: Sequence[Held], tellings: Sequence[Telling], person: str, words: Words, day: date
) -> list[Step]:
    """Whom to see together, whom to get to know, what to keep, to do and to ask for; the oldest first."""
    until = day + timedelta(days=FIRST_DAYS)
    found = [*_introductions(held, words, day)]
    for telling in tellings:
        found += [one for one in _due(telling, person, held, words) if one.due <= until]
    return sorted(found, key=lambda one: (one.due, one.telling.account.id))


def _introductions(held: Sequence[Held], words: Words, day: date) -> Iterator[Step]:
    """A visit an account and day, not one a person; whom nobody has met is not introduced but found."""
    together: dict[tuple[str, date, str], list[Held]] = {}
    for one in held:
        days = min((WITHIN[role] for role in one.contact.roles if role in WITHIN), default=FIRST_DAYS)
        calendar = one.telling.settings.calendar
        due = working_day_on_or_after(day + timedelta(days=days), calendar)
        how = "introduce" if one.telling.readings.journal.last(one.contact.id) else "meet"
        together.setdefault((one.telling.account.id, due, how), []).append(one)
    for (_, due, how), people in together.items():
        telling = people[0].telling
        names = telling.several([one.contact.name for one in people])
        yield Step(due=due, telling=telling, what=words.say(f"handover.{how}", name=names))


def _due(telling: Telling, person: str, held: Sequence[Held], words: Words) -> Iterator[Step]:
    """What falls due: promises and actions that were theirs to keep, what is owed to us, tenders."""
    untold = words.say("word.untold")
    for promise in owed(telling, person):
        if promise.due is not None:
            yield Step(
                due=promise.due,
                telling=telling,
                what=words.say("handover.keep", what=promise.what or untold),
            )
    for action in telling.account.actions:
        if action.is_open and action.due and person in (action.by or (telling.account.owner,)):
            yield Step(
                due=action.due, telling=telling, what=words.say("handover.do", what=action.do or untold)
            )
    ours = {one.contact.id for one in held if one.telling is telling}
    for given in telling.account.commitments:
        if given.is_open and given.due and given.source in ours:
            name = telling.wording.contact(given.source)
            said = words.say("handover.collect", name=name, what=given.what or untold)
            yield Step(due=given.due, telling=telling, what=said)
    for tender in telling.account.tenders:
        if tender.is_open and tender.due and tender.due >= telling.day and telling.account.owner == person:
            said = words.say("handover.tender", name=tender.name or tender.id)
            yield Step(due=tender.due, telling=telling, what=said)


def owed(telling: Telling, person: str) -> list[Promise]:
    """The open promises that are theirs to keep."""
    holder = telling.plan.assessment.holder
    return [
        one
        for one in telling.account.promises
        if one.is_open and holder(one.to[0] if one.to else None) == person
    ]


def asked(
    telling: Telling,
    held: Sequence[Held],
    alone: Sequence[Alone],
    person: str,
    words: Words,
    *,
    most: int = ASKED,
) -> list[str]:
    """What to ask the leaver of one account: what only they can say, then what nobody wrote down."""
    found = list(_only_they_know(telling, held, alone, person, words))[:most]
    recorded = questions(telling) if telling.account.owner == person else None
    if recorded is not None:
        found += [one["question"] for one in (*recorded["lead"], *recorded["rest"])][: most - len(found)]
    return found


def _only_they_know(
    telling: Telling, held: Sequence[Held], alone: Sequence[Alone], person: str, words: Words
) -> Iterator[str]:
    for kept in alone:
        if kept.telling is telling and kept.withheld:
            yield words.say("handover.ask_withheld", name=kept.contact.name, count=kept.withheld)
    for promise in owed(telling, person):
        if promise.due is not None and promise.due < telling.day and promise.what:
            days = (telling.day - promise.due).days
            yield words.say("handover.ask_late", what=promise.what, days=days)
    here = [one for one in held if one.telling is telling]
    for one in here:
        met = telling.readings.journal.last(one.contact.id) is not None
        if met and one.only_they:
            yield words.say("handover.ask_alone", name=one.contact.name)
    unmet = [one for one in here if telling.readings.journal.last(one.contact.id) is None]
    if unmet:
        yield words.say("handover.ask_unmet", name=telling.several([one.contact.name for one in unmet]))
