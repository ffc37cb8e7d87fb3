"""What every block of an account's page asks for: the plan, the words of one language, evidence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache, cached_property
from typing import Any

from relreport.actions import Plan
from relreport.assess import OpenGap
from relreport.model import Account, At, Contact, Settings
from relreport.morrow import CHANGING, later
from relreport.page.contract.parts import Cell, Link, Sentence, Source
from relreport.page.parts import cell, sentence
from relreport.page.quoting import told
from relreport.page.turn import in_turn
from relreport.phrases import filled
from relreport.readings import Readings
from relreport.record import dataclass
from relreport.text import Wording, page_words
from relreport.text.catalogue import sentences
from relreport.text.figures import say_day

_ENTRY = re.compile(r"(?P<list>\w+)(?:\[\d+\])?")
QUOTE = 160  # characters of a line that are quoted
LISTS = (
    "purchasing",
    "performance",
    "satisfaction",
    "needs",
    "openings",
    "criteria",
    "competitors",
    "contacts",
    "interactions",
    "tenders",
    "complaints",
    "promises",
    "commitments",
    "requests",
    "referrals",
    "actions",
    "asks",
    "accepted",
)


@cache
def page_texts(language: str) -> Mapping[str, str]:
    """What an account's page says, by block and name: `needs.title`."""
    blocks = {**sentences(language, "account_page"), "page": page_words(language)["phrases"]}
    return {f"{block}.{name}": text for block, texts in blocks.items() for name, text in texts.items()}


@dataclass(frozen=True, kw_only=True)
class Telling:
    """One plan told in one language."""

    plan: Plan
    wording: Wording

    @property
    def account(self) -> Account:
        return self.plan.assessment.account

    @property
    def readings(self) -> Readings:
        return self.plan.assessment.readings

    @property
    def settings(self) -> Settings:
        return self.readings.settings

    @property
    def day(self) -> date:
        return self.plan.assessment.day

    @property
    def language(self) -> str:
        return self.wording.language

    # words

    @cached_property
    def words(self) -> dict[str, str]:
        """The fixed words of every page."""
        return dict(page_words(self.language)["words"])

    @cached_property
    def _texts(self) -> Mapping[str, str]:
        return page_texts(self.language)

    def template(self, key: str) -> str:
        return self._texts[key]

    def say(self, key: str, **facts: str | int) -> str:
        """A phrase of the account's page (`needs.title`), filled."""
        return filled(self._texts[key], facts)

    def told(self, key: str, **facts: str | int) -> Sentence:
        """The same as a sentence with strong words."""
        return sentence(self.template(key), facts)

    def label(self, scale: str, token: str | None) -> str:
        """A token's label, "" for None; what the vocabulary does not know is said as it is written."""
        if token is None:
            return ""
        try:
            return self.wording.label(scale, token)
        except KeyError:
            return token

    def several(self, words: Sequence[str]) -> str:
        return self.wording.several([one for one in words if one])

    def people(self, ids: Sequence[str]) -> str:
        return self.several([self.wording.person(one) for one in ids])

    def contacts(self, ids: Sequence[str]) -> str:
        return self.several([self.wording.contact(one) for one in ids])

    # time

    def on(self, day: date | None) -> str:
        return "" if day is None else self.wording.day_of(day)

    def full_day(self, day: date) -> str:
        """A date with its year."""
        return say_day(day, self.language)

    def ago(self, day: date) -> str:
        """How long ago a day was: today, yesterday, 12 days ago."""
        said = self._agos.get(day)
        if said is None:
            said = self._agos[day] = self._ago(day)
        return said

    @cached_property
    def _agos(self) -> dict[date, str]:
        return {}

    def _ago(self, day: date) -> str:
        if type(self.day) in CHANGING:
            return later(self.day, self._since, self.day, day)
        return self._since(self.day, day)

    def _since(self, today: date, day: date) -> str:
        days = (today - day).days
        if days <= 0:
            return self.say("time.today")
        return self.say("time.yesterday") if days == 1 else self.say("time.ago", days=days)

    def late(self, due: date | None) -> str:
        """`2 days late`, "" where it is not."""
        if due is None or due >= self.day:
            return ""
        return self.say("page.late", days=(self.day - due).days)

    def due_cell(self, due: date | None, *, settled: bool = False) -> Cell:
        if due is None:
            return cell("" if settled else self.say("time.undated"), key="9999")
        late = "" if settled else self.late(due)
        return cell(self.on(due), note=late, tone="alarm" if late else "", key=due.isoformat())

    # places and evidence

    def place(self, at: At | None) -> str:
        """The copyable `path:line`."""
        return f"{self.account.path}:{at.line}" if at is not None and at.field else ""

    def source(self, at: At) -> Source:
        """A line as evidence: what it is, when, where it stands, and its words."""
        source = self._sources.get(at)
        if source is None:
            source = self._sources[at] = self._source(at)
        return source

    def _source(self, at: At) -> Source:
        found = _ENTRY.match(at.field)
        prefix = found[0] if found else ""
        entry = self._entries.get(prefix)
        key = at.field[len(prefix) :].rpartition(".")[2]
        on = getattr(entry, key, None) if key else None
        if not isinstance(on, date):
            on = getattr(entry, "on", None)
        name, rest = found["list"] if found else "", at.field[len(prefix) :]
        facts, quote = self._told(at, name, entry, rest)
        return Source(
            label=self._what(name, entry, rest),
            place=f"{self.account.path}:{at.line}",
            date=self.on(on),
            facts=facts,
            quote=quote,
        )

    def sources(self, places: Sequence[At]) -> list[Source]:
        return [self.source(at) for at in dict.fromkeys(places)]

    def _told(self, at: At, name: str, entry: Any, rest: str) -> tuple[str, str]:
        """What the line says and what stands there word for word; "" where it may not be read."""
        lines = self._lines
        line = lines[at.line - 1].strip() if 0 < at.line <= len(lines) else ""
        if not line:
            return "", ""
        if at.line >= self.account.body_line:  # a line of text, as somebody wrote it down
            return "", _short(line[1:].strip() if line[0] in "-*+" else line)
        facts, quote = told(self, name, entry, rest)
        return _short(facts), _short(quote)

    @cached_property
    def _sources(self) -> dict[At, Source]:
        """Lines that were told: many a line is evidence for several things."""
        return {}

    @cached_property
    def _lines(self) -> list[str]:
        # not splitlines(): it also splits at U+2028, and editors do not
        return self.account.text.split("\n")

    @cached_property
    def _entries(self) -> dict[str, Any]:
        return {
            found[0]: entry
            for name in LISTS
            for entry in getattr(self.account, name)
            if (found := _ENTRY.match(entry.at.field))
        }

    def _what(self, name: str, entry: Any, rest: str) -> str:
        texts = sentences(self.language, "evidence")
        if entry is None:
            return str(texts["top"].get(name, texts["top"]["file"]))
        facts: dict[str, str | int] = {}
        match name:
            case "interactions":
                facts["kind"] = self.label("kind", entry.kind) or texts["interactions"]["entry"]
                if entry.with_:
                    facts["who"] = self.contacts(entry.with_)
            case "contacts":
                facts["name"] = entry.name
                board = rest.split(".")[2:3] if rest.startswith(".portrait") else []
                if board:
                    facts["board"] = self.label("board", board[0])
            case "purchasing":
                facts["period"] = self.wording.period(entry.period)
            case "promises":
                facts |= _given(who=self.contacts(entry.to), what=entry.what)
            case (
                "needs"
                | "openings"
                | "complaints"
                | "commitments"
                | "requests"
                | "asks"
                | "actions"
                | "criteria"
            ):
                what = getattr(
                    entry, {"needs": "need", "complaints": "about", "actions": "do"}.get(name, "what")
                )
                facts |= _given(what=what)
            case "competitors" | "tenders":
                facts |= _given(name=entry.name or getattr(entry, "id", None))
            case "referrals":
                facts |= _given(name=entry.to)
            case "accepted":
                facts["code"] = entry.code
            case "performance":
                facts |= _given(item=self.label("performance", entry.item))
        template: str = texts[name]["label"]
        return filled(template, facts)

    # people

    def contact(self, id: str | None) -> Contact | None:
        return self.account.contact(id)

    @cached_property
    def here(self) -> tuple[Contact, ...]:
        """Their people who have not left."""
        return tuple(one for one in self.account.contacts if not one.has_left(self.day))

    # gaps and their numbers

    @cached_property
    def ordered(self) -> tuple[OpenGap, ...]:
        """All gaps in the order of their numbers: the relationship's first, those that lead before all."""
        return in_turn(self.plan.assessment.gaps)

    @cached_property
    def numbers(self) -> dict[str, int]:
        return {gap.anchor: place for place, gap in enumerate(self.ordered, 1)}

    @cached_property
    def only_asks(self) -> bool:
        """Whether no gap of the relationship is known: then the questions stand where the gaps would."""
        return all(gap.is_record for gap in self.ordered)

    def gap_links(self, gaps: Iterable[OpenGap]) -> list[Link]:
        """Gaps by their numbers; none where the page has questions alone, which bear no number."""
        if self.only_asks:
            return []
        return [Link(text=str(self.numbers[gap.anchor]), href=f"#{gap.anchor}") for gap in gaps]

    def gaps_of(self, subject: str) -> Iterator[OpenGap]:
        return (gap for gap in self.ordered if gap.subject == subject)

    def rule_text(self, gap: OpenGap, part: str) -> str:
        return self.wording.of_gap(gap, part)


def _short(text: str) -> str:
    return text if len(text) <= QUOTE else text[: QUOTE - 1].rstrip() + "…"


def _given(**facts: str | None) -> dict[str, str]:
    return {name: value for name, value in facts.items() if value}
