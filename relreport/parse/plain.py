"""Plain lines -> entries of the journal, the promises and the actions."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from relreport.fields import tokens as t
from relreport.fields.kinds import Vocabulary
from relreport.lines import Mark, PlainLine, marks, people_named, without
from relreport.model.account import Action, Interaction, Promise
from relreport.model.places import At
from relreport.nearest import nearest
from relreport.parse.context import Context, shown
from relreport.parse.converters import signed
from relreport.spellings import Impossible, clock, day

_DATE = r"\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?"
_LEADING_DATE = re.compile(rf"({_DATE})(?!\d)\s*")
_TRAILING_DATE = re.compile(rf"(?:^|\s)({_DATE})\s*$")
_TIME = re.compile(r"(\d{1,2}[:：]\d{2})(?!\d)\s*")
_BOX = re.compile(r"\[([ xX])\](?:\s+|$)")
_COLON = re.compile("[:：]")
_RULE_CODE = re.compile(r"[A-Za-z]{3}\d{2}")
_SCALES: tuple[tuple[str, Vocabulary], ...] = (
    ("info", t.INFO),
    ("coach", t.COACH),
    ("topic", t.TOPIC),
    ("space", t.SPACE),
)


class Bad(Exception):
    """The line is a slip: code, column in the line, width, facts."""

    def __init__(self, code: str, column: int, width: int = 0, mended: str | None = None, **facts: str | int) -> None:
        super().__init__(code)
        self.code, self.column, self.width, self.mended, self.facts = code, column, width, mended, facts


@dataclass
class _Tags:
    """What the marks of a journal line say."""

    did: list[str] = field(default_factory=list)
    trust: list[str] = field(default_factory=list)
    by: list[str] = field(default_factory=list)
    rungs: dict[str, str] = field(default_factory=dict)
    initiated: str | None = None
    risk: bool | None = None


def entry(line: PlainLine, place: int, context: Context) -> Any | None:
    """The entry that the line says, called by its place in the list; None where it is a slip, which is reported."""
    read = {"interactions": _interaction, "promises": _promise, "actions": _action}[line.list]
    at = At(f"{line.list}[{place}]", line.line + 1, line.column + 1)
    try:
        return read(line, place, at, context)
    except Bad as bad:
        context.source.report(
            bad.code, line.line, line.column + bad.column, width=bad.width, mended=bad.mended, list=line.list, **bad.facts
        )
    except Impossible:
        context.source.report("E205", line.line, line.column, kind="date", list=line.list)
    return None


def _interaction(line: PlainLine, place: int, at: At, context: Context) -> Interaction:
    taken: list[Mark] = []
    tags = _Tags()
    for mark in marks(line.text, "#@"):
        if _journal_mark(mark, tags, context):
            taken.append(mark)
        else:
            _not_understood(mark, line, context)
    text = without(line.text, taken)
    on, rest = _leading_date(text)
    if on is None:
        raise Bad("E231", 0, width=len(text))
    moment, rest = _leading_time(rest)
    colon = _COLON.search(rest)
    head, note = (rest[: colon.start()], rest[colon.end() :].strip()) if colon else (rest, "")
    ids, kind, theirs = _who_and_kind(head, line, context)
    return Interaction(
        on=on,
        clock=moment,
        with_=tuple(ids),
        by=tuple(tags.by),
        kind=kind,
        initiated=tags.initiated or ("them" if theirs else "us"),
        space=tags.rungs.get("space", "work"),
        topic=tags.rungs.get("topic"),
        info=tags.rungs.get("info"),
        coach=tags.rungs.get("coach"),
        risk=tags.risk,
        did=tuple(tags.did),
        trust=tuple(tags.trust),
        note=note or None,
        at=at,
    )


def _journal_mark(mark: Mark, tags: _Tags, context: Context) -> bool:
    """Take the mark into `tags`; False where it means nothing here and stays text."""
    if mark.sign == "@":
        return _our_person(mark, tags.by, context)
    word = mark.word
    if word[0] in "+-＋−－":
        found = signed(word, t.TRUST)
        if found and found not in tags.trust:
            tags.trust.append(found)
        return found is not None
    folded = word.casefold()
    if folded in ("them", "对方"):
        tags.initiated = "them"
        return True
    if folded in ("risk", "风险"):
        tags.risk = True
        return True
    did = t.DID.find(word)
    if did:
        if did not in tags.did:
            tags.did.append(did)
        return True
    for scale, rungs in _SCALES:
        rung = rungs.find(word)
        if rung and rung != "none":
            if rungs.rank(rung) >= rungs.rank(tags.rungs.get(scale, rung)):
                tags.rungs[scale] = rung
            return True
    return False


def _our_person(mark: Mark, people: list[str], context: Context) -> bool:
    id = context.people.find(mark.word)
    if id is not None and id not in people:
        people.append(id)
    return id is not None


def _not_understood(mark: Mark, line: PlainLine, context: Context) -> None:
    if mark.sign != "!":
        context.warn("W302", line.line, line.column + mark.start, mark.end - mark.start, sign=mark.sign)


def _leading_date(text: str) -> tuple[date | None, str]:
    found = _LEADING_DATE.match(text)
    return (day(found[1]), text[found.end() :]) if found else (None, text)


def _leading_time(text: str) -> tuple[time | None, str]:
    found = _TIME.match(text)
    return (clock(found[1]), text[found.end() :]) if found else (None, text)


def _who_and_kind(head: str, line: PlainLine, context: Context) -> tuple[list[str], str | None, bool]:
    """Contacts and kind before the colon: the kind is the last word, if it is one."""
    words = re.split(r"[\s、,，/]+", head.strip())
    kind = t.KIND.find(words[-1]) if words[-1] else None
    theirs = words[-1] == t.THEIR_VISIT
    who = head.rstrip()
    if kind and context.contacts.find(words[-1]) is None:
        who = who[: len(who) - len(words[-1])]
    else:
        kind, theirs = None, False
    ids, stranger = people_named(who, context.contacts.longest_first, context.contacts.find)
    if stranger is not None:
        _name_nobody(stranger, line, context)
    return ids, kind, theirs


def _name_nobody(stranger: str, line: PlainLine, context: Context) -> None:
    """Somebody unknown before the colon: the nearest name, or the line for the new contact."""
    column = max(line.text.find(stranger), 0)
    facts: dict[str, str | int] = {"written": shown(stranger)}
    if stranger in context.contacts.ambiguous:
        raise Bad("E212", column, width=len(stranger), **facts)
    for name in context.contacts.longest_first:
        rest = stranger[len(name) :]
        if stranger.startswith(name) and t.KIND.find(rest):
            start = line.column + column
            mended, _ = context.with_line(line.line, start, start + len(stranger), f"{name} {rest}")
            raise Bad("E233", column, width=len(stranger), mended=mended, **facts)
    ours = context.people.table.get(stranger)
    if ours:
        raise Bad("E234", column, width=len(stranger), person=ours)
    near = nearest(stranger, context.contacts.table)
    if near:
        facts["near"] = near
    elif re.fullmatch(r"[\w·.\-]{1,20}", stranger):
        facts["paste"] = f"- {{name: {stranger}}}"
    raise Bad("E232", column, width=len(stranger), **facts)


def _box(text: str) -> tuple[bool, str]:
    found = _BOX.match(text)
    if not found:
        raise Bad("E235", 0, width=min(len(text), 3))
    return found[1] != " ", text[found.end() :].strip()


def _due(line: PlainLine) -> tuple[list[Mark], date | None]:
    taken = [mark for mark in marks(line.text, "!")]
    dues = [day(mark.word, month_end_too=True) for mark in taken]
    return taken, next((due for due in dues if due), None)


def _trailing_date(text: str) -> tuple[date | None, str]:
    found = _TRAILING_DATE.search(text)
    return (day(found[1]), text[: found.start()].rstrip()) if found else (None, text)


def _promise(line: PlainLine, place: int, at: At, context: Context) -> Promise:
    taken, due = _due(line)
    kept, text = _box(without(line.text, taken))
    on, text = _leading_date(text)
    kept_on = None
    if kept:
        kept_on, text = _trailing_date(text)
        kept_on = kept_on or due
        if kept_on is None:
            raise Bad("E236", 0, width=3)
    colon = _COLON.search(text)
    to: list[str] = []
    what = text
    if colon:
        to, stranger = people_named(text[: colon.start()], context.contacts.longest_first, context.contacts.find)
        if stranger is not None:
            _name_nobody(stranger, line, context)
        what = text[colon.end() :].strip()
    for later in (due, kept_on):
        if on and later and later < on:
            raise Bad("E213", 0, key="due" if later is due else "kept", before="on")
    return Promise(id=f"promise-{place + 1}", on=on, to=tuple(to), what=what or None, due=due, kept=kept_on, at=at)


def _action(line: PlainLine, place: int, at: At, context: Context) -> Action:
    taken: list[Mark] = []
    serves: list[str] = []
    did: list[str] = []
    by: list[str] = []
    kind: str | None = None
    for mark in marks(line.text, "#@"):
        word = mark.word
        if mark.sign == "@":
            understood = _our_person(mark, by, context)
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
            _not_understood(mark, line, context)
    dates, due = _due(line)
    done, text = _box(without(line.text, sorted([*taken, *dates], key=lambda mark: mark.start)))
    done_on = None
    if done:
        done_on, text = _trailing_date(text)
    with_: list[str] = []
    colon = _COLON.search(text)
    if colon:
        ids, stranger = people_named(text[: colon.start()], context.contacts.longest_first, context.contacts.find)
        if stranger is None and ids:
            with_, text = ids, text[colon.end() :].strip()
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


