"""A plain line of the journal -> one contact with the customer."""

from __future__ import annotations

import re
from dataclasses import field

from relreport.fields import tokens as t
from relreport.fields.kinds import Vocabulary, folded
from relreport.lines import Mark, marks, people_named, without
from relreport.model.dealings import Interaction
from relreport.model.places import At
from relreport.parse.converters import signed
from relreport.parse.line_parts import COLON, Reading, nearest_word
from relreport.parse.people import likely_person
from relreport.patterns import pattern
from relreport.record import dataclass

_GAP = pattern(r"[\s、,，/]+")
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


@dataclass
class _Tags:
    """What the marks of a journal line say."""

    did: list[str] = field(default_factory=list)
    trust: list[str] = field(default_factory=list)
    by: list[str] = field(default_factory=list)
    rungs: dict[str, str] = field(default_factory=dict)
    initiated: str | None = None
    risk: bool | None = None


def interaction(reading: Reading, place: int, at: At) -> Interaction | None:
    """What the line says: date, time, who, kind, note."""
    taken: list[Mark] = []
    tags = _Tags()
    whole = reading.line.text
    for mark in marks(whole, "#@"):
        if _journal_mark(mark, tags, reading):
            taken.append(mark)
        else:
            near = nearest_word(mark.word, _JOURNAL_WORDS) if mark.sign == "#" else None
            reading.not_understood(mark, near=near)
    text = without(whole, taken)
    on, rest = reading.leading_day(text)
    if on is None and reading.good:
        without_day = reading.half_day(text)
        if without_day is None:
            _no_day(reading, text)
            return None
        rest = without_day
    moment, rest = reading.leading_time(rest)
    colon = COLON.search(rest)
    head, note = (rest[: colon.start()], rest[colon.end() :].strip()) if colon else (rest, "")
    if not colon and _colon_missing(rest, reading):
        return None
    ids, kind, theirs = _who_and_kind(head, reading, each=colon is not None)
    if on is None or not reading.good:
        return None
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


def _journal_mark(mark: Mark, tags: _Tags, reading: Reading) -> bool:
    """Take the mark into `tags`; False where it means nothing here and stays text."""
    if mark.sign == "@":
        return reading.our_person(mark, tags.by)
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


_DECORATED = pattern(r"[\[【(（*_]+\s*([^\]】)）*_]{6,16})\s*[\]】)）*_]+\s*")


def _no_day(reading: Reading, text: str) -> None:
    """No day at the start; `[2026-11-07]` and `**2026-11-07**` are offered without what is round them."""
    mended = None
    decorated = _DECORATED.match(text)
    if decorated and reading.leading_day(f"{decorated[1]} ")[0] is not None:
        mended, _ = reading.replaced(0, decorated.end(), f"{decorated[1].strip()} ")
    reading.slip("E231", 0, decorated.end() if mended and decorated else len(text), mended=mended)


_OTHER_COLON = pattern(r"([^\s、,，/;；–—-]+)\s*([;；–—-]+)\s*")


def _colon_missing(rest: str, reading: Reading) -> bool:
    """`王磊 电话 聊了价格`: who and kind are clear, and what follows wants a colon before it."""
    contacts = reading.context.contacts
    stranger = None if contacts.open else people_named(rest, contacts.spelled)[1]
    if stranger is None:
        return False
    colon = ": " if rest.isascii() else "："
    other = _OTHER_COLON.search(rest)
    if other and t.KIND.find(other[1]) and people_named(rest[: other.start()], contacts.spelled)[1] is None:
        at = reading.place(other[0]) + other.start(2) - other.start()
        mended, _ = reading.replaced(at, at + other.end() - other.start(2), colon)
        reading.slip("E237", at, len(other[2]), mended=mended)
        return True
    words = list(re.finditer(r"[^\s、,，/]+", rest))
    for place, word in enumerate(words[:-1]):
        if t.KIND.find(word[0]) and contacts.find(word[0]) is None:
            if people_named(rest[: word.start()], contacts.spelled)[1] is not None:
                return False
            after = words[place + 1]
            at = reading.line.text.find(rest[word.start() : after.end()])
            if at < 0:
                return False
            end = at + len(word[0])
            mended, _ = reading.replaced(end, end + after.start() - word.end(), colon)
            reading.slip("E237", end, mended=mended)
            return True
    _, _, after_stranger = rest.partition(stranger)
    if not after_stranger.strip() or t.KIND.find(words[-1][0]) or likely_person(stranger, contacts):
        return False
    at = reading.place(stranger)
    before = len(reading.line.text[:at].rstrip(" \t、,，/"))
    mended, _ = reading.replaced(before, at, colon)
    reading.slip("E237", at, len(stranger), mended=mended)
    return True


def _who_and_kind(head: str, reading: Reading, *, each: bool) -> tuple[list[str], str | None, bool]:
    """Contacts and kind before the colon: the kind is the last word, if it is one."""
    contacts = reading.context.contacts
    words = _GAP.split(head.strip())
    kind = t.KIND.find(words[-1]) if words[-1] else None
    theirs = words[-1] == t.THEIR_VISIT
    who = head.rstrip()
    if kind and (contacts.find(words[-1]) is None or contacts.open):
        who = who[: len(who) - len(words[-1])]
    else:
        kind, theirs = None, False
    alone = contacts.folded.get(who.strip().casefold())
    if alone is not None:
        return [alone], kind, theirs
    return reading.theirs(who, each=each, kind=kind is None), kind, theirs
