"""The handover of one of ours: whom they hold, what is promised, what only they know, what comes first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import cached_property
from typing import Any, TypeVar

from relreport.audience import audience_named, redact
from relreport.build.order import Order
from relreport.build.plans import plan_of, wording_of
from relreport.model import Account, Contact, Promise
from relreport.page.contract.head import Head, Site
from relreport.page.contract.parts import Row, Section
from relreport.page.gaps import questions
from relreport.page.parts import cell, row, section, sentence, table
from relreport.page.telling import Telling
from relreport.readings.days import in_last
from relreport.readings.journal import by_whom
from relreport.review.contract import Chapter, ReviewPage
from relreport.review.leaving import Alone, Held, alone, concerns
from relreport.review.telling import Words
from relreport.text import page_words
from relreport.text.catalogue import labels

FIRST_DAYS, ASKED = 30, 5
WITHIN = {"decider": 10, "influencer": 20}
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
        verdict = self.words.template("handover.verdict" if self.held else "handover.nobody")
        facts: dict[str, str | int] = {
            "name": name,
            "count": len(self.held),
            "accounts": len({one.telling.account.id for one in self.held}),
            "alone": alone,
        }
        parts = [
            self._people(),
            self._only_wrote(),
            self._promises(),
            self._commitments(),
            self._actions(),
            self._first_days(),
        ]
        return ReviewPage(
            lang=self.language,  # type: ignore[typeddict-item]
            words=words,
            head=self._head(self.words.say("handover.title", name=name)),
            site=site,
            verdict=[sentence(verdict, facts)],
            chapters=[
                Chapter(id="handover", title="", note="", leaf=False, sections=[*parts, *self._questions()])
            ],
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
        mark = name[:1] if name[:1] in "#+" else ""
        return mark + self.words.say(f"column.{name.removeprefix(mark)}")

    def _people(self) -> Section:
        def made(one: Held) -> Row:
            telling, contact = one.telling, one.contact
            standing = telling.readings.contacts.get(contact.id)
            last = telling.readings.journal.last(contact.id)
            levels = [
                telling.label("distance", standing.distance if standing else "unknown"),
                telling.label("trust", standing.trust.verdict if standing else "unknown"),
            ]
            others = telling.people(one.others) or self.words.say("handover.only_they")
            return row(
                cell(contact.name, note=contact.title or ""),
                telling.account.name,
                cell(levels[0], note=levels[1]),
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
        def made(one: Alone) -> Row:
            last = one.telling.on(one.last.on) if one.last else ""
            kept = self.words.say("handover.withheld", count=one.withheld) if one.withheld else ""
            return row(
                cell(one.contact.name, note=one.contact.title or ""),
                one.telling.account.name,
                cell(self.words.say("handover.of", count=one.entries, of=one.of), note=last, key=one.entries),
                cell((one.last.note if one.last else "") or "", note=kept),
            )

        columns = ("person", "account", "#alone", "+last_note")
        section = self._listed("only_wrote", self.only_wrote, columns, made)
        if self.order.audience != "manager" and self.only_wrote:
            section["sentences"] = [sentence(self.words.template("handover.not_counted"), {})]
        return section

    def _owed(self) -> list[tuple[Telling, Promise]]:
        """The open promises that are theirs to keep."""
        return [
            (telling, one)
            for telling in self.tellings
            for one in telling.account.promises
            if one.is_open and telling.plan.assessment.holder(one.to[0] if one.to else None) == self.person
        ]

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
        """Who is to be seen together, the weightiest first, and by when; then what falls due."""
        rows: list[tuple[date, str, str]] = []
        for one in self.held:
            days = min((WITHIN[role] for role in one.contact.roles if role in WITHIN), default=FIRST_DAYS)
            what = self.words.say("handover.introduce", name=one.contact.name)
            rows.append((self.order.day + timedelta(days=days), what, one.telling.account.name))
        until = self.order.day + timedelta(days=FIRST_DAYS)
        rows += [
            (one.due, self.words.say("handover.keep", what=one.what), telling.account.name)
            for telling, one in self._owed()
            if one.due is not None and one.due <= until and one.what
        ]

        def made(item: tuple[date, str, str]) -> Row:
            on, what, account = item
            return row(cell(self.words.day(on), key=on.isoformat()), what, account)

        return self._listed("first_days", sorted(rows), ("due", "+what", "account"), made)

    def _questions(self) -> Iterator[Section]:
        """What to ask the leaver while they are here, account by account."""
        for telling in self.tellings:
            asked = questions(telling)
            if asked is None or telling.account.owner != self.person:
                continue
            lines = [*asked["lead"], *asked["rest"]][:ASKED]
            yield section(
                f"ask-{telling.account.id}",
                self.words.say("handover.ask", account=telling.account.name),
                tables=[
                    table(
                        [self.words.say("handover.question")], [row(cell(one["question"])) for one in lines]
                    )
                ],
            )


def _weight(one: Held) -> tuple[bool, int, str, str]:
    contact = one.contact
    return (not contact.decides, -(contact.influence or 0), one.telling.account.id, contact.id)
