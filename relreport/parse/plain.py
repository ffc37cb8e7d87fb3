"""Plain lines -> entries of the journal, the promises and the actions."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from relreport.fields import tokens as t
from relreport.fields.kinds import Vocabulary, folded
from relreport.lines import Mark, PlainLine, marks, people_named, without
from relreport.model.account import Action, Interaction, Promise
from relreport.model.places import At
from relreport.nearest import nearest
from relreport.parse.context import Context, quotable
from relreport.parse.converters import signed
from relreport.spellings import Impossible, clock, day

_DATE = r"\d{4}\s?[-/.年－／．]\s?\d{1,2}\s?[-/.月－／．]\s?\d{1,2}(?:\s?[日号])?"
_LEADING_DATE = re.compile(rf"({_DATE})(?!\d)\s*")
_TRAILING_DATE = re.compile(rf"(?:^|(?<![\w-]))({_DATE})\s*$")
_TIME = re.compile(r"(\d{1,2}[:：]\d{2})(?!\d)\s*")
_BOX = re.compile(r"\[([ xX])\](?:\s+|$)")
_ALMOST_BOX = re.compile(r"[\[［【(（](\s*[xX√✓✔对]?\s*)[\]］】)）]\s*")
_COLON = re.compile("[:：]")
_GAP = re.compile(r"[\s、,，/]+")
_RULE_CODE = re.compile(r"[A-Za-z]{3}\d{2}")
_SCALES: dict[str, Vocabulary] = {"info": t.INFO, "coach": t.COACH, "topic": t.TOPIC, "space": t.SPACE}
# folded spelling of a journal mark -> what it is about, and the token; of two meanings the first named holds
_JOURNAL_WORDS: dict[str, tuple[str, str]] = {
    **{
        spelling: (scale, rung)
        for scale in reversed(_SCALES)
        for spelling, rung in _SCALES[scale].lookup.items()
        if rung != "none"
    },
    **{spelling: ("did", token) for spelling, token in t.DID.lookup.items()},
    "them": ("initiated", "them"),
    "对方": ("initiated", "them"),
    "risk": ("risk", ""),
    "风险": ("risk", ""),
}


class Bad(Exception):
    """The line is a slip: code, column in the line, width, facts."""

    def __init__(
        self, code: str, column: int, width: int = 0, mended: str | None = None, **facts: str | int
    ) -> None:
        super().__init__(code)
        self.code, self.column, self.width, self.mended = code, column, width, mended
        self.facts: dict[str, str | int] = facts


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
    """The entry that the line says, called by its place in the list; None where it is a slip, which is
    reported."""
    if context.source.stand_in is not None and context.source.stand_in in line.text:
        return None  # said already
    read = {"interactions": _interaction, "promises": _promise, "actions": _action}[line.list]
    at = At(f"{line.list}[{place}]", line.line + 1, line.column + 1)
    try:
        return read(line, place, at, context)
    except Bad as bad:
        context.source.report(
            bad.code,
            line.line,
            line.column + bad.column,
            width=bad.width,
            mended=bad.mended,
            facts={"list": line.list, **bad.facts},
        )
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
    on, rest = _leading_date(text, line)
    if on is None:
        raise Bad("E231", 0, width=len(text))
    moment, rest = _leading_time(rest, line)
    colon = _COLON.search(rest)
    head, note = (rest[: colon.start()], rest[colon.end() :].strip()) if colon else (rest, "")
    try:
        ids, kind, theirs = _who_and_kind(head, line, context)
    except Bad as bad:
        if not colon and bad.code == "E232":
            _colon_missing(rest, line, context)
        raise
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
    scale, token = _JOURNAL_WORDS.get(word) or _JOURNAL_WORDS.get(folded(word)) or ("", "")
    if scale == "did":
        if token not in tags.did:
            tags.did.append(token)
    elif scale == "initiated":
        tags.initiated = token
    elif scale == "risk":
        tags.risk = True
    elif scale:
        rungs = _SCALES[scale]
        if rungs.rank(token) >= rungs.rank(tags.rungs.get(scale, token)):
            tags.rungs[scale] = token
    return bool(scale)


def _our_person(mark: Mark, people: list[str], context: Context) -> bool:
    id = context.people.find(mark.word)
    if id is not None and id not in people:
        people.append(id)
    return id is not None


def _not_understood(mark: Mark, line: PlainLine, context: Context) -> None:
    context.warn("W302", line.line, line.column + mark.start, mark.end - mark.start, sign=mark.sign)


def _leading_date(text: str, line: PlainLine) -> tuple[date | None, str]:
    found = _LEADING_DATE.match(text)
    return (_real(found[1], line), text[found.end() :]) if found else (None, text)


def _real(written: str, line: PlainLine) -> date | None:
    """The day that is written; a slip where it does not exist."""
    try:
        return day(written)
    except Impossible:
        raise Bad("E205", max(line.text.find(written), 0), width=len(written), kind="date") from None


def _leading_time(text: str, line: PlainLine) -> tuple[time | None, str]:
    found = _TIME.match(text)
    if not found:
        return None, text
    try:
        return clock(found[1]), text[found.end() :]
    except Impossible:
        raise Bad("E205", max(line.text.find(found[1]), 0), width=len(found[1]), kind="time") from None


def _colon_missing(rest: str, line: PlainLine, context: Context) -> None:
    """`王磊 电话 聊了价格`: who and kind are clear, and what follows wants a colon before it."""
    words = list(re.finditer(r"[^\s、,，/]+", rest))
    for place, word in enumerate(words[:-1]):
        if t.KIND.find(word[0]) and context.contacts.find(word[0]) is None:
            known = context.contacts
            _, stranger = people_named(rest[: word.start()], known.spelled)
            if stranger is not None:
                return
            at = line.text.find(rest[word.start() : words[place + 1].end()])
            if at < 0:
                return
            end = line.column + at + len(word[0])
            mended, _ = context.with_line(line.line, end, end + words[place + 1].start() - word.end(), "：")
            raise Bad("E237", at + len(word[0]), mended=mended) from None


def _who_and_kind(head: str, line: PlainLine, context: Context) -> tuple[list[str], str | None, bool]:
    """Contacts and kind before the colon: the kind is the last word, if it is one."""
    words = _GAP.split(head.strip())
    kind = t.KIND.find(words[-1]) if words[-1] else None
    theirs = words[-1] == t.THEIR_VISIT
    who = head.rstrip()
    if kind and context.contacts.find(words[-1]) is None:
        who = who[: len(who) - len(words[-1])]
    else:
        kind, theirs = None, False
    alone = context.contacts.folded.get(who.strip().casefold())
    if alone is not None:
        return [alone], kind, theirs
    ids, stranger = people_named(who, context.contacts.spelled)
    if stranger is not None:
        _name_nobody(stranger, line, context)
    return ids, kind, theirs


def _name_nobody(stranger: str, line: PlainLine, context: Context) -> None:
    """Somebody unknown before the colon: the nearest name, or the line for the new contact."""
    if context.contacts.open:
        return  # the contacts could not be read, which was said
    column = max(line.text.find(stranger), 0)
    slip = Bad("E232", column, width=len(stranger))
    slip.facts |= quotable(written=stranger)
    if stranger in context.contacts.ambiguous:
        slip.code = "E212"
        raise slip
    for name, _ in context.contacts.spelled:
        rest = stranger[len(name) :]
        if stranger.casefold().startswith(name) and t.KIND.find(rest):
            start = line.column + column
            apart = f"{stranger[: len(name)]} {rest}"
            slip.mended, _ = context.with_line(line.line, start, start + len(stranger), apart)
            slip.code = "E233"
            raise slip
    ours = context.people.table.get(stranger)
    if ours:
        raise Bad("E234", column, width=len(stranger), person=ours)
    near = nearest(stranger, context.contacts.table)
    if near:
        slip.facts["near"] = near
    elif re.fullmatch(r"[\w·.\-]{1,20}", stranger):
        slip.facts["paste"] = f"- {{name: {stranger}}}"
    raise slip


def _box(text: str, line: PlainLine, context: Context) -> tuple[bool, str]:
    found = _BOX.match(text)
    if found:
        return found[1] != " ", text[found.end() :].strip()
    almost = _ALMOST_BOX.match(line.text)
    box = "[x] " if almost and almost[1].strip() else "[ ] "
    end = line.column + (almost.end() if almost else 0)
    mended, _ = context.with_line(line.line, line.column, end, box)
    raise Bad("E235", 0, width=almost.end() if almost else 0, mended=mended)


def _due(line: PlainLine, context: Context) -> tuple[list[Mark], date | None]:
    """The marks that are dates, and the first of them; a `!` before another word is said, and stays text."""
    taken: list[Mark] = []
    due = None
    for mark in marks(line.text, "!"):
        try:
            found = day(mark.word, month_end_too=True)
        except Impossible:
            raise Bad("E205", mark.start, width=mark.end - mark.start, kind="date") from None
        if found is None:
            _not_understood(mark, line, context)
            continue
        taken.append(mark)
        due = due or found
    return taken, due


def _trailing_date(text: str, line: PlainLine) -> tuple[date | None, str]:
    found = _TRAILING_DATE.search(text)
    return (_real(found[1], line), text[: found.start()].rstrip()) if found else (None, text)


def _promise(line: PlainLine, place: int, at: At, context: Context) -> Promise:
    taken, due = _due(line, context)
    kept, text = _box(without(line.text, taken), line, context)
    on, text = _leading_date(text, line)
    kept_on = None
    if kept:
        kept_on, text = _trailing_date(text, line)
        kept_on = kept_on or due
        if kept_on is None:
            raise Bad("E236", 0, width=3)
    colon = _COLON.search(text)
    to: list[str] = []
    what = text
    if colon:
        to, stranger = people_named(text[: colon.start()], context.contacts.spelled)
        if stranger is not None:
            _name_nobody(stranger, line, context)
        what = text[colon.end() :].strip()
    for key, later in (("due", due), ("kept", kept_on)):
        if on and later and later < on:
            raise Bad("E213", 0, key=key, before="on")
    return Promise(
        id=f"promise-{place + 1}", on=on, to=tuple(to), what=what or None, due=due, kept=kept_on, at=at
    )


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
    dates, due = _due(line, context)
    done, text = _box(
        without(line.text, sorted([*taken, *dates], key=lambda mark: mark.start)), line, context
    )
    done_on = None
    if done:
        done_on, text = _trailing_date(text, line)
    with_: list[str] = []
    colon = _COLON.search(text)
    if colon:
        ids, stranger = people_named(text[: colon.start()], context.contacts.spelled)
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
