"""The handover of one of ours: whom they hold, what is promised, what only they know, what comes first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from relreport.audience import audience_named, redact
from relreport.build.order import Order
from relreport.build.plans import plan_of, wording_of
from relreport.model import Account, Contact, Promise
from relreport.page.contract.head import Head, Site
from relreport.page.contract.parts import Row, Section
from relreport.page.parts import cell, row, section, sentence, table
from relreport.page.telling import Telling
from relreport.readings.days import in_last
from relreport.readings.journal import by_whom
from relreport.review.contract import Chapter, ReviewPage
from relreport.review.leaving import Alone, Held, alone, concerns
from relreport.review.successor import ASKED, ASKED_OF_MANY, MANY, Step, asked, first_steps, owed
from relreport.review.telling import Words
from relreport.text import page_words
from relreport.text.catalogue import labels

Item = TypeVar("Item")


class Handover:
    """What one of ours leaves behind, as one audience may have it in one language."""

    def __init__(self, accounts: Iterable[Account], person: str, order: Order, language: str) -> None:
        self.person = person
        self.order = order
        self.language = language
        self.words = Words(language)
        audience = audience_named(order.audience, order.settings)
        self.tellings = []
        for account in accounts:
            if not concerns(account, person):
                continue
            made = redact(plan_of(account, order), audience, language)
            wording = wording_of(made, order.settings, language, order)
            self.tellings.append(Telling(plan=made, wording=wording))
        self.held = tuple(sorted(self._held(), key=_weight))

    def _held(self) -> Iterator[Held]:
        for telling in self.tellings:
            for contact in telling.here:
                if telling.plan.assessment.holder(contact.id) == self.person:
                    yield Held(telling=telling, contact=contact, others=self._others(telling, contact))

    def _others(self, telling: Telling, contact: Contact) -> tuple[str, ...]:
        recent = [
            one
            for one in telling.readings.journal.with_contact(contact.id)
            if in_last(one.on, telling.readings.limits.year, telling.day)
        ]
        people = {person for one in recent for person in by_whom(one, telling.account)} - {self.person}
        return tuple(sorted(people))

    def page(self, site: Site) -> ReviewPage:
        """Chapters for paper and screen."""
        name = self.order.settings.person(self.person).name
        words = dict(page_words(self.language)["words"])
        alone = sum(one.only_they for one in self.held)
        facts: dict[str, str | int] = {
            "name": name,
            "count": len(self.held),
            "accounts": len({one.telling.account.id for one in self.held}),
            "alone": alone,
        }
        verdict = [
            sentence(self.words.template("handover.verdict" if self.held else "handover.nobody"), facts)
        ]
        if late := sum(one.due is not None and one.due < self.order.day for _, one in self._owed()):
            verdict.append(sentence(self.words.template("handover.owes_late"), {"count": late}))
        parts = [
            self._first_days(),
            self._people(),
            self._promises(),
            self._commitments(),
            self._actions(),
            self._only_wrote(),
            self._questions(),
        ]
        if not any(one["tables"] for one in parts):
            said = sentence(self.words.template("handover.nothing"), facts)
            parts = [section("nothing", self.words.say("handover.kind"), sentences=[said])]
        return ReviewPage(
            lang=self.language,  # type: ignore[typeddict-item]  # one of the two
            words=words,
            head=self._head(self.words.say("handover.title", name=name)),
            site=site,
            verdict=verdict,
            chapters=[Chapter(id="handover", title="", note="", leaf=False, sections=[*parts])],
        )

    def _head(self, title: str) -> Head:
        audience = labels(self.language)["audience"].get(self.order.audience, self.order.audience)
        note = page_words(self.language)["phrases"][
            "audience_all" if self.order.audience == "manager" else "audience_part"
        ]
        return Head(
            name=title,
            line=[],
            kind=self.words.say("handover.kind"),
            company=self.order.settings.company or "",
            as_of=self.words.day(self.order.day),
            as_of_iso=self.order.day.isoformat(),
            audience=self.words.say("diff.audience", audience=audience),
            audience_note=note.replace("{audience}", audience),
            confidential="",
        )

    def _listed(
        self, id: str, items: Sequence[Item], columns: Sequence[str], made: Callable[[Item], Row]
    ) -> Section:
        title = self.words.say(f"handover.{id}")
        if not items:
            return section(id, title, sentences=[sentence(self.words.template("handover.none"), {})])
        names = [self._column(one) for one in columns]
        return section(id, title, note=str(len(items)), tables=[table(names, [made(one) for one in items])])

    def _column(self, name: str) -> str:
        mark = name[:1] if name[:1] in "#+-" else ""
        return mark + self.words.say(f"column.{name.removeprefix(mark)}")

    def _people(self) -> Section:
        def made(one: Held) -> Row:
            telling, contact = one.telling, one.contact
            standing = telling.readings.contacts.get(contact.id)
            last = telling.readings.journal.last(contact.id)
            known = (standing.distance, standing.trust.verdict) if standing else ("unknown", "unknown")
            levels = [telling.label("distance", known[0]), telling.label("trust", known[1])]
            others = telling.people(one.others) or self.words.say("handover.only_they")
            return row(
                cell(contact.name, note=contact.title or ""),
                telling.account.name,
                cell(levels[0], note=levels[1] if set(known) != {"unknown"} else ""),
                telling.ago(last.on) if last else self.words.say("word.never_met"),
                cell(others, tone="" if one.others else "warn"),
            )

        return self._listed(
            "people", self.held, ("person", "account", "near", "last_contact", "others"), made
        )

    @cached_property
    def only_wrote(self) -> tuple[Alone, ...]:
        """What the file has of the year from them alone, person by person of theirs, most of it first."""
        found = [one for telling in self.tellings for one in alone(telling, self.person)]
        return tuple(sorted(found, key=lambda one: (-one.entries, one.telling.account.id, one.contact.id)))

    def _only_wrote(self) -> Section:
        # to those who may not read every note, a blank may be one that they may not read
        all_read = audience_named(self.order.audience, self.order.settings).sees_all
        untold = self.words.say("word.not_noted") if all_read else ""

        def made(one: Alone) -> Row:
            last = one.telling.on(one.last.on) if one.last else ""
            kept = self.words.say("handover.withheld", count=one.withheld) if one.withheld else ""
            return row(
                cell(one.contact.name, note=one.contact.title or ""),
                one.telling.account.name,
                cell(self.words.say("handover.of", count=one.entries, of=one.of), note=last, key=one.entries),
                cell((one.last.note if one.last else "") or untold, note=kept),
            )

        columns = ("person", "account", "#alone", "+last_note")
        section = self._listed("only_wrote", self.only_wrote, columns, made)
        if self.order.audience != "manager" and self.only_wrote:
            section["sentences"] = [sentence(self.words.template("handover.not_counted"), {})]
        return section

    def _owed(self) -> list[tuple[Telling, Promise]]:
        """The open promises that are theirs to keep, the oldest first."""
        found = [(telling, one) for telling in self.tellings for one in owed(telling, self.person)]
        return sorted(found, key=lambda pair: pair[1].due or date.max)

    def _promises(self) -> Section:
        def made(item: tuple[Telling, Any]) -> Row:
            telling, one = item
            return row(
                cell(one.what or self.words.say("word.untold")),
                telling.account.name,
                telling.contacts(one.to),
                telling.due_cell(one.due),
            )

        return self._listed("promises", self._owed(), ("+what", "account", "to", "due"), made)

    def _commitments(self) -> Section:
        ours = {(one.telling.account.id, one.contact.id) for one in self.held}
        found = [
            (telling, one)
            for telling in self.tellings
            for one in telling.account.commitments
            if one.is_open and (telling.account.id, one.source) in ours
        ]

        def made(item: tuple[Telling, Any]) -> Row:
            telling, one = item
            source = one.source
            return row(
                cell(one.what or self.words.say("word.untold")),
                telling.account.name,
                telling.wording.contact(source) if source else "",
                telling.due_cell(one.due),
            )

        return self._listed("commitments", found, ("+what", "account", "by", "due"), made)

    def _actions(self) -> Section:
        found = [
            (telling, one)
            for telling in self.tellings
            for one in telling.account.actions
            if one.is_open and self.person in (one.by or (telling.account.owner,))
        ]

        def made(item: tuple[Telling, Any]) -> Row:
            telling, one = item
            return row(
                cell(one.do or self.words.say("word.untold")),
                telling.account.name,
                telling.due_cell(one.due),
            )

        return self._listed("actions", found, ("+what", "account", "due"), made)

    def _first_days(self) -> Section:
        """Whom to see together and by when; then what falls due."""
        steps = first_steps(self.held, self.tellings, self.person, self.words, self.order.day)

        def made(one: Step) -> Row:
            return row(one.telling.due_cell(one.due), one.what, one.telling.account.name)

        return self._listed("first_days", steps, ("-due", "+what", "account"), made)

    def _questions(self) -> Section:
        """What to ask the leaver while they are here, account by account."""
        most = ASKED_OF_MANY if len(self.tellings) > MANY else ASKED
        found = [
            (telling, question)
            for telling in self.tellings
            for question in asked(telling, self.held, self.only_wrote, self.person, self.words, most=most)
        ]

        def made(item: tuple[Telling, str]) -> Row:
            telling, question = item
            return row(cell(telling.account.name), question)

        return self._listed("ask", found, ("account", "+question"), made)


def _weight(one: Held) -> tuple[bool, int, str, str]:
    contact = one.contact
    return (not contact.decides, -(contact.influence or 0), one.telling.account.id, contact.id)
