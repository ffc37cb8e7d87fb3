"""The judgement diff as text, Markdown, data and page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from relreport.build.order import Order
from relreport.diagnostics import escaped
from relreport.formats.seal import rules_version
from relreport.page.contract.head import Head, Site
from relreport.page.contract.parts import Html, Section
from relreport.page.parts import cell, row, section, sentence, table
from relreport.review.contract import Chapter, ReviewPage
from relreport.review.judgements import Cause, Move
from relreport.review.origins import history_notes
from relreport.review.pairs import Comparison, Pair
from relreport.review.past import Sight
from relreport.review.seats import anchor_of
from relreport.review.telling import PairTelling, ToldMove, Words
from relreport.text import page_words
from relreport.text.catalogue import labels

CAUSES: tuple[Cause, ...] = ("world", "learned", "time", "rules", "program")


class Difference:
    """A comparison told to one audience in one language."""

    def __init__(self, comparison: Comparison, order: Order, language: str) -> None:
        self.comparison = comparison
        self.order = order
        self.language = language
        self.words = Words(language)
        self.tellings = [PairTelling(one, order, language) for one in comparison.pairs]

    @property
    def title(self) -> str:
        """From which day to which; of one day, the revisions are told apart by what they were asked by."""
        sights = (self.comparison.before, self.comparison.after)
        before, after = (self.words.day(one.day) for one in sights)
        if before == after and any(one.moment.revision for one in sights):
            before, after = (
                self.words.say("diff.revision", revision=escaped(one.moment.revision), day=told)
                if one.moment.revision
                else told
                for one, told in zip(sights, (before, after), strict=True)
            )
        return self.words.say("diff.title", **{"from": before, "to": after})

    def notes(self, *, versions: bool = True) -> list[str]:
        """What the reader must know of the past. `versions`: which rules judged, by their names."""
        found = history_notes(self.comparison, self.words)
        if self.comparison.other_rules:
            names = {"old": self.comparison.other_rules, "new": rules_version()[:8]} if versions else {}
            apart = any(one.move.cause == "program" for told in self.tellings for one in told.moves())
            found.append(self.words.say("history.program" if apart else "history.program_nothing", **names))
        if self.comparison.dirty and self.comparison.after.source == "files":
            dirty = self.comparison.dirty
            comma = page_words(self.words.language)["words"]["comma"]
            files = comma.join(escaped(one) for one in dirty[:5]) + (" …" if len(dirty) > 5 else "")
            found.append(self.words.say("history.dirty", count=len(dirty), files=files))
        return found

    def state(self, pair: Pair) -> str:
        """What is said of an account that could not be read at both moments."""
        if pair.is_gone:
            return self.words.say("diff.left")
        if pair.after is not None and pair.after.valid_on is not None:
            return self.words.say("diff.last_valid", on=self.words.day(pair.after.valid_on))
        if pair.is_unread:
            return self.words.say("diff.unread_now")
        if pair.is_new:
            return self.words.say("diff.new")
        return self.words.say("diff.unread_then") if pair.was_unread else ""

    # text and Markdown

    def lines(self, *, markdown: bool = False) -> Iterator[str]:
        """As text for a terminal, or as Markdown, line by line."""
        yield f"# {self.title}" if markdown else self.title
        for note in self.notes():
            yield f"\n> {note}" if markdown else f"  {note}"
        steady = 0
        for telling in self.tellings:
            moves = telling.moves()
            state = self.state(telling.pair)
            if not moves and not state:
                steady += 1
                continue
            yield ""
            yield f"## {telling.pair.name}" if markdown else telling.pair.name
            if state:
                yield f"\n{state}" if markdown else f"  {state}"
            for cause, told in by_cause(moves):
                yield (
                    f"\n**{self.words.say(f'cause.{cause}')}**\n"
                    if markdown
                    else f"  [{self.words.say(f'cause.{cause}')}]"
                )
                for one in told:
                    yield from self._move_lines(one, markdown=markdown)
        yield ""
        if steady == len(self.tellings):
            yield self.words.say("diff.nothing")
        elif steady:
            yield self.words.say("diff.steady", count=steady)

    def _move_lines(self, told: ToldMove, *, markdown: bool) -> Iterator[str]:
        sign = {True: "▲", False: "▼", None: "·"}[told.move.up]
        why = self._why(told)
        if markdown:
            place = f" `{told.place}`" if told.place else ""
            yield f"- {sign} {_plain(told.what)}" + (f" — {_plain(why)}{place}" if why or place else "")
            return
        yield f"  {sign} {told.what}"
        if why or told.place:
            yield f"      {'  '.join(part for part in (told.place, why) if part)}"

    def _why(self, told: ToldMove) -> str:
        parts = [told.why]
        if told.unproved:
            parts.append(self.words.say("diff.unproved"))
        parts.append(self.written(told))
        return " · ".join(part for part in parts if part)

    def written(self, told: ToldMove) -> str:
        """Who wrote the fact behind a move and when; "" where nobody knows."""
        if told.place and not told.committed:
            return self.words.say("diff.uncommitted")
        if told.author and told.written is not None:
            return self.words.say("diff.by", author=told.author, on=self.words.day(told.written))
        return ""

    # data

    def data(self) -> dict[str, Any]:
        """As plain data for machines: facts, no sentences."""
        return {
            "relreport": 1,
            "from": _sight(self.comparison.before),
            "to": _sight(self.comparison.after),
            "audience": self.order.audience,
            "dirty": list(self.comparison.dirty),
            "accounts": [self._account(one) for one in self.tellings],
        }

    def _account(self, telling: PairTelling) -> dict[str, Any]:
        pair = telling.pair
        state = (
            "gone" if pair.is_gone else "invalid" if pair.is_unread else "new" if pair.is_new
            else "unknown" if pair.was_unread else "compared"
        )  # fmt: skip
        return {
            "id": pair.id,
            "name": pair.name,
            "state": state,
            "moves": [_move(one) for one in telling.moves()],
        }

    # page

    def page(self, site: Site) -> ReviewPage:
        """As a page of the site."""
        words = dict(page_words(self.language)["words"])
        sections = [made for one in self.tellings if (made := self._section(one)) is not None]
        steady = len(self.tellings) - len(sections)
        verdict = self.words.say("diff.steady", count=steady) if sections else self.words.say("diff.nothing")
        page = ReviewPage(
            lang=self.language,  # type: ignore[typeddict-item]  # one of the two
            words=words,
            head=head(self.title, self.words.say("diff.kind"), self.comparison, self.order, self.language),
            site=site,
            verdict=[sentence(verdict, {})] if steady or not sections else [],
            chapters=[Chapter(id="moves", title="", note="", leaf=False, sections=sections)],
        )
        notes = self.notes()
        if notes:
            page["notices"] = [{"tone": "", "text": note, "entries": []} for note in notes]
        return page

    def _section(self, telling: PairTelling) -> Section | None:
        moves = telling.moves()
        state = self.state(telling.pair)
        if not moves and not state:
            return None
        return section(
            f"account-{anchor_of(telling.pair.id)}",
            telling.pair.name,
            note=state,
            tables=[self.table(cause, told) for cause, told in by_cause(moves)],
        )

    def table(self, cause: str, moves: Sequence[ToldMove]) -> Any:
        """The moves of one cause."""
        columns = [f"+{self.words.say('diff.column_what')}", self.words.say("diff.column_why")]
        return table(columns, [self.row(one) for one in moves], caption=self.words.say(f"cause.{cause}"))

    def row(self, told: ToldMove) -> Any:
        """One move: what moved, with a sign for better or worse, and why."""
        sign = {True: "▲ ", False: "▼ ", None: ""}[told.move.up]
        tone: Any = {True: "good", False: "", None: ""}[told.move.up]
        note = self.words.say("diff.unproved") if told.unproved else ""
        return row(
            cell(f"{sign}{told.what}", tone=tone, note=note),
            cell(told.why, note=self.written(told), place=told.place),
        )


def head(title: str, kind: str, comparison: Comparison, order: Order, language: str) -> Head:
    """The head of a diff or a review."""
    words = Words(language)
    audience = labels(language)["audience"].get(order.audience, order.audience)
    closed = order.audience != "manager"
    note = page_words(language)["phrases"]["audience_part" if closed else "audience_all"]
    return Head(
        name=title,
        line=[],
        kind=kind,
        company=order.settings.company or "",
        as_of=words.day(comparison.after.day),
        as_of_iso=comparison.after.day.isoformat(),
        audience=words.say("diff.audience", audience=audience),
        audience_note=note.replace("{audience}", audience),
        confidential="",
    )


def by_cause(moves: Iterable[ToldMove]) -> Iterator[tuple[str, list[ToldMove]]]:
    """The moves in groups by what moved them, in the order of `CAUSES`; empty ones are left out."""
    told = list(moves)
    for cause in CAUSES:
        found = [one for one in told if one.move.cause == cause]
        if found:
            yield cause, found


def _sight(sight: Sight) -> dict[str, Any]:
    return {
        "day": sight.day.isoformat(),
        "revision": sight.moment.revision,
        "source": sight.source,
        "reason": sight.reason or None,
    }


def _move(told: ToldMove) -> dict[str, Any]:
    move: Move = told.move
    gap = move.gap
    named: Mapping[str, Any] = (
        {"code": move.key[0], "severity": gap.severity.word if gap else None}
        if move.is_gap
        else {"scale": move.key[0]}
    )
    closed = move.key[0] == "key"  # its values are people's ids
    return {
        "kind": "gap" if move.is_gap else "level",
        **named,
        "subject": told.subject,
        "before": None if closed else move.before,
        "after": None if closed else move.after,
        "text": told.what,
        "direction": {True: "up", False: "down", None: None}[move.up],
        "cause": move.cause,
        "no_new_evidence": told.unproved,
        "evidence": {"place": told.place, "on": told.on.isoformat() if told.on else None, "text": told.why}
        if told.place
        else None,
        "author": told.author or None,
        "written": told.written.isoformat() if told.written else None,
        "committed": told.committed,
    }


def _plain(text: str) -> str:
    """Free text in Markdown: nothing in it is a mark."""
    return "".join(f"\\{one}" if one in "\\`*_{}[]<>#|!" else one for one in text)


__all__ = ["Difference", "Html", "head"]
