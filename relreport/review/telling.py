"""What moved, in the words of one language, as one audience may have it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Any

from relreport.actions import Plan
from relreport.assess import OpenGap
from relreport.audience import audience_named, redact
from relreport.audience.entries import RESTRICTED, open_places
from relreport.audience.gaps import NAMELESS, paired
from relreport.audience.levels import Audience
from relreport.build.order import Order
from relreport.build.plans import wording_of
from relreport.diagnostics import escaped
from relreport.model import Account
from relreport.page.telling import Telling
from relreport.phrases import filled
from relreport.record import dataclass
from relreport.review.judgements import ACCEPTED, CLOSED, OPEN, Move
from relreport.review.pairs import Pair, Written
from relreport.text import Wording
from relreport.text.catalogue import sentences
from relreport.text.figures import say_day

CLOSED_SCALES = {"coach": RESTRICTED, "information": None}
"""Readings that are no words for everyone: who helps us is restricted, what was confided is secret."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldMove:
    """One move in words: `what` moved, `why` is the fact and its day, `place` the copyable `path:line`."""

    move: Move
    subject: str | None
    what: str
    title: str  # of a gap, without what became of it
    cause: str
    why: str
    place: str
    line: int | None
    on: date | None
    author: str
    written: date | None
    committed: bool
    unproved: bool

    @property
    def is_record(self) -> bool:
        """Whether it is about what is written down, not about the relationship."""
        return self.move.gap is not None and self.move.gap.is_record


class Words:
    """The review's own texts in one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._texts: Mapping[str, Any] = sentences(language, "review")

    def say(self, key: str, **facts: str | int) -> str:
        """A phrase by `block.name`, filled."""
        return filled(self.template(key), facts)

    def template(self, key: str) -> str:
        """The phrase with its places."""
        block, _, name = key.partition(".")
        text: str = self._texts[block][name]
        return text

    def day(self, on: date) -> str:
        """A day in full."""
        return say_day(on, self.language)


class PairTelling:
    """One account at two moments, told to one audience."""

    def __init__(self, pair: Pair, order: Order, language: str) -> None:
        self.pair = pair
        self.words = Words(language)
        self.audience: Audience = audience_named(order.audience, order.settings)
        self._order = order
        self._language = language

    @cached_property
    def new(self) -> Telling | None:
        """The account as it is; None where it is not read."""
        return self._telling(self.pair.new)

    @cached_property
    def old(self) -> Telling | None:
        """As it was; None where it was not read."""
        return self._telling(self.pair.old)

    @property
    def any(self) -> Telling | None:
        """As it is, else as it was."""
        return self.new or self.old

    @property
    def wording(self) -> Wording | None:
        """How its facts are said; None where neither was read."""
        return self.any.wording if self.any else None

    def _telling(self, plan: Plan | None) -> Telling | None:
        if plan is None:
            return None
        made = redact(plan, self.audience, self._language)
        return Telling(plan=made, wording=wording_of(made, self._order.settings, self._language, self._order))

    @cached_property
    def closed(self) -> bool:
        """Whether roles stand for this account's people: then no line of it is shown."""
        found = self.pair.new or self.pair.old
        return found is not None and found.assessment.account.confidential and not self.audience.sees_all

    def moves(self) -> list[ToldMove]:
        """The moves that the audience may have, in their order."""
        told: list[ToldMove] = []
        nameless: set[tuple[str, str]] = set()
        for place, one in enumerate(self.pair.moves):
            move = self._as_one(one)
            if move is not one:
                if move is None or (move.key[0], move.cause) in nameless:
                    continue
                nameless.add((move.key[0], move.cause))
            if (said := self._told(move, place)) is not None:
                told.append(said)
        return told

    def _as_one(self, move: Move) -> Move | None:
        """Gaps that these readers cannot tell apart moved as one: None where that one stands as it stood."""
        if move.key[0] not in NAMELESS or self.audience.may_read(RESTRICTED):
            return move
        if move.cause in ("rules", "program"):
            return replace(move)
        before, after = (self._state(one, move.key[0]) for one in (self.pair.old, self.pair.new))
        return None if before == after else replace(move, before=before, after=after)

    def _state(self, plan: Plan | None, code: str) -> str:
        """How any gap of a code stands."""
        if plan is None:
            return CLOSED
        if any(one.code == code for one in plan.assessment.gaps):
            return OPEN
        return ACCEPTED if any(one.code == code for one in plan.assessment.accepted) else CLOSED

    def _told(self, move: Move, place: int) -> ToldMove | None:
        scale = move.key[0]
        if scale in CLOSED_SCALES and (self.closed or not self.audience.may_read(CLOSED_SCALES[scale])):
            return None
        subject, title = self._gap(move) if move.is_gap else self._level(move)
        if not title:
            return None
        why, at_place, line = self._why(move)
        written = (self.pair.written or {}).get(place)
        return ToldMove(
            move=move,
            subject=subject,
            what=self._became(move, title) if move.is_gap else title,
            title=title,
            cause=self.words.say(f"cause.{move.cause}"),
            why=why,
            place=at_place,
            line=line,
            on=move.fact.on if move.fact is not None and why else None,
            author=self._author(written) if at_place else "",
            written=written.on if written and at_place else None,
            committed=written is None or written.author is not None,
            unproved=move.unproved,
        )

    def _gap(self, move: Move) -> tuple[str | None, str]:
        found = self._redacted_gap(move)
        if found is None:  # of rules that judge no more: nothing but the code is known, and what it was about
            return None, move.key[0] if move.cause == "program" else ""
        gap, telling = found
        title = telling.wording.of_gap(gap, "title")
        who = self._called(telling, gap.subject)
        if who and who not in title:
            title = self.words.say("diff.of", title=title, who=who)
        return gap.subject, title

    def _became(self, move: Move, title: str) -> str:
        key = {OPEN: "diff.opened", ACCEPTED: "diff.accepted"}.get(move.after, "diff.closed")
        return self.words.say(key, title=title)

    def _redacted_gap(self, move: Move) -> tuple[OpenGap, Telling] | None:
        """The same gap as the audience may have it."""
        for plan, telling in ((self.pair.new, self.new), (self.pair.old, self.old)):
            if plan is None or telling is None:
                continue
            for whole, closed in (
                (plan.assessment.gaps, telling.plan.assessment.gaps),
                (plan.assessment.accepted, telling.plan.assessment.accepted),
            ):
                for one, made in paired(whole, closed):
                    if (one.code, one.subject) == move.key:
                        return made, telling
        return None

    def _called(self, telling: Telling, subject: str | None) -> str:
        """A contact or one of ours by name; anything else is in the gap's own words."""
        if subject is None:
            return ""
        contact = telling.contact(subject)
        return contact.name if contact else ""

    def _level(self, move: Move) -> tuple[str | None, str]:
        scale, subject = move.key
        wording = self.wording
        if wording is None:
            return None, ""
        if scale == "key":
            before, after = (self._name(one) for one in (move.before, move.after))
            return None, self.words.say("diff.key", before=before, after=after)
        sides = (self.old, self.old if move.cause in ("rules", "program") else self.new)
        before, after = (
            self._level_word(wording, scale, one, side)
            for one, side in zip((move.before, move.after), sides, strict=True)
        )
        name = self.words.say(f"scale.{scale}")
        if subject is None:
            return None, self.words.say("diff.level", scale=name, before=before, after=after)
        who = wording.tenders.get(subject, subject) if scale == "posture" else self._name(subject)
        own = self._own_id(subject) if scale != "posture" else subject
        return own, self.words.say("diff.level_of", scale=name, who=who, before=before, after=after)

    def _level_word(self, wording: Wording, scale: str, level: str, side: Telling | None) -> str:
        if level == "unknown":
            return wording.label("trust", "unknown")
        # who has left us counts by its share as a customer to win: everywhere else it is called lost
        lost = scale == "stage" and side is not None and side.readings.stage.status == "lost"
        return wording.label(scale, "lost" if lost else level)

    def _name(self, id: str) -> str:
        """What a contact is called for this audience: on confidential accounts by the role."""
        wording = self.wording
        assert wording is not None
        if id == "unknown":
            return wording.label("trust", "unknown")
        own = self._own_id(id)
        telling = self.any
        contact = telling.contact(own) if telling and own else None
        return contact.name if contact else ("" if self.closed else id)

    def _own_id(self, id: str) -> str | None:
        """A contact's id as this audience has it."""
        if not self.closed:
            return id
        for plan, telling in ((self.pair.new, self.new), (self.pair.old, self.old)):
            if plan is None or telling is None:
                continue
            whole: Account = plan.assessment.account
            if len(whole.contacts) != len(telling.account.contacts):
                continue
            for one, closed in zip(whole.contacts, telling.account.contacts, strict=True):
                if one.id == id:
                    return closed.id
        return None

    def _why(self, move: Move) -> tuple[str, str, int | None]:
        """The fact that moved it, where it stands, and its line; "" where it may not be read."""
        fact = move.fact
        if fact is None:
            return "", "", None
        telling = self.old if fact.gone else self.new
        if telling is None or self.closed or not open_places((fact.at,), self.audience):
            return self.words.say("diff.closed_fact"), "", None
        source = telling.source(fact.at)
        why = telling.words["dot"].join(part for part in (source["label"], source["date"]) if part)
        if fact.gone:
            return self.words.say("diff.gone", what=why), "", None
        return why, source["place"], fact.at.line

    def _author(self, written: Written | None) -> str:
        """Who wrote the line. What git holds as a name is anybody's text: others see our own people alone."""
        if written is None or written.author is None:
            return ""
        folded = written.author.strip().casefold()
        for person in self._order.settings.people:
            if folded in (person.name.casefold(), person.id.casefold()):
                return person.name
        return escaped(written.author) if self.audience.sees_all else ""
