"""Plain lines with a box -> what we promised, and what we plan to do."""

from __future__ import annotations

from relreport.fields import tokens as t
from relreport.lines import Mark, marks, people_named, without
from relreport.model.dealings import Promise
from relreport.model.places import At
from relreport.model.plan import Action
from relreport.parse.line_parts import COLON, Reading
from relreport.patterns import pattern

_RULE_CODE = pattern(r"[A-Za-z]{3}\d{2}")


def promise(reading: Reading, place: int, at: At) -> Promise | None:
    """What the line says: box, the day it was given, whom, what, the due day, the day it was kept."""
    taken, due = reading.due()
    kept, text = reading.box(without(reading.line.text, taken))
    on, text = reading.leading_day(text)
    kept_on = None
    if kept:
        kept_on, text = reading.trailing_day(text)
        kept_on = kept_on or due
        if kept_on is None and reading.good:
            reading.slip("E236", 0, 3)
    colon = COLON.search(text)
    to: list[str] = []
    what = text
    if colon:
        to = reading.theirs(text[: colon.start()], each=True)
        what = text[colon.end() :].strip()
    for key, later in (("due", due), ("kept", kept_on)):
        if on and later and later < on:
            reading.slip("E213", 0, facts={"key": key, "before": "on"})
            break
    if not reading.good:
        return None
    return Promise(
        id=f"promise-{place + 1}", on=on, to=tuple(to), what=what or None, due=due, kept=kept_on, at=at
    )


def action(reading: Reading, place: int, at: At) -> Action | None:
    """What the line says: box, whom, what, and its marks."""
    taken: list[Mark] = []
    serves: list[str] = []
    did: list[str] = []
    by: list[str] = []
    kind: str | None = None
    for mark in marks(reading.line.text, "#@"):
        word = mark.word
        if mark.sign == "@":
            understood = reading.our_person(mark, by)
        elif _RULE_CODE.fullmatch(word):
            serves.append(word.upper())
            understood = True
        elif kind is None and t.KIND.find(word):
            kind, understood = t.KIND.find(word), True
        else:
            token = t.DID.find(word)
            understood = token is not None
            if token and token not in did:
                did.append(token)
        if understood:
            taken.append(mark)
        else:
            reading.not_understood(mark)
    dates, due = reading.due()
    done, text = reading.box(
        without(reading.line.text, sorted([*taken, *dates], key=lambda mark: mark.start))
    )
    done_on = None
    if done:
        done_on, text = reading.trailing_day(text)
    with_: list[str] = []
    colon = COLON.search(text)
    if colon:
        ids, stranger = people_named(text[: colon.start()], reading.context.contacts.spelled)
        if stranger is None and ids:
            with_, text = ids, text[colon.end() :].strip()
    if not reading.good:
        return None
    return Action(
        id=f"action-{place + 1}",
        do=text or None,
        with_=tuple(with_),
        by=tuple(by),
        due=due,
        kind=kind,
        did=tuple(did),
        serves=tuple(serves),
        status="done" if done else "open",
        done_on=done_on,
        at=at,
    )
