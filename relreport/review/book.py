"""What every chapter of a review asks for: the facts, the words of one language, names, money, days."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import TypeVar

from relreport.build.order import Order
from relreport.model import Amount, Tender
from relreport.page.contract.parts import Cell, Row, Section, Sentence, Table, Tone
from relreport.page.parts import cell, row, section, sentence, table
from relreport.review.quarter import Quarter
from relreport.review.seats import Seat
from relreport.review.telling import ToldMove, Words
from relreport.text import Wording

SHOWN = 12
NO_BREAK = "\u00a0"
Item = TypeVar("Item")


class Book:
    """What every chapter asks for: the facts, the words of one language, names, money, days."""

    def __init__(self, quarter: Quarter, order: Order, language: str, *, outward: bool) -> None:
        self.quarter = quarter
        self.order = order
        self.words = Words(language)
        self.language = language
        self.wording = Wording(
            language=language,
            day=quarter.after,
            outward=outward,
            own_labels=order.settings.labels,
            people={one.id: one.name for one in order.settings.people},
        )

    def say(self, key: str, **facts: str | int) -> str:
        """A phrase of the review's words by `block.name`, filled."""
        return self.words.say(key, **facts)

    def told(self, key: str, **facts: str | int) -> Sentence:
        """The same as a sentence with strong words."""
        return sentence(self.words.template(key), facts)

    def columns(self, *names: str) -> list[str]:
        """Column labels; a mark before a name aligns it as in a table."""
        return [
            f"{name[:1]}{self.say(f'column.{name[1:]}')}" if name[:1] in "#+-" else self.say(f"column.{name}")
            for name in names
        ]

    @cached_property
    def leaves(self) -> set[str]:
        """The ids of the accounts that have a page of their own."""
        return {seat.id for seat in self.quarter.running_order[0]}

    def account(self, seat: Seat, note: str = "") -> Cell:
        """The account's name, leading to its own page where it has one."""
        href = f"#account-{seat.anchor}" if seat.id in self.leaves else ""
        return cell(seat.name, href=href, note=note, key=seat.name)

    def accounts(self, seats: Sequence[Seat]) -> str:
        """Several accounts by name."""
        return self.wording.several([one.name for one in seats])

    def person(self, id: str | None) -> str:
        """One of ours by name; that there is nobody where there is none."""
        return self.wording.person(id) if id else self.say("word.nobody")

    def money(self, amount: Amount | None, currency: str) -> str:
        """An amount in its currency; "" where it is unknown."""
        if amount is None:
            return ""
        return Wording(language=self.language, day=self.quarter.after, currency=currency).money(amount)

    def sums(self, by_currency: dict[str, Amount]) -> str:
        """Sums of several currencies side by side: they are never added."""
        said = [self.money(value, currency) for currency, value in sorted(by_currency.items())]
        return self.wording.several(said)

    def few(self, names: Sequence[str], most: int) -> str:
        """The first of them, and how many more there are."""
        if len(names) <= most:
            return self.wording.several(list(names))
        first = self.say("word.comma").join(names[:most])
        return self.say("word.and_more", names=first, count=len(names) - most)

    def currency(self, seat: Seat) -> str:
        """The currency of an account's amounts."""
        return seat.now.account.currency if seat.now else "CNY"

    def tier(self, name: str) -> str:
        """What the workspace calls a tier."""
        return self.order.settings.tiers[name].label or self.wording.label("tier", name)

    def values(self, tenders: Iterable[tuple[Seat, Tender]]) -> dict[str, Amount]:
        """What tenders are worth, by currency."""
        sums: dict[str, Amount] = {}
        for seat, one in tenders:
            if one.value is not None:
                sums[self.currency(seat)] = sums.get(self.currency(seat), 0) + one.value
        return sums

    def on(self, day: date | None) -> str:
        """A day as it is told; "" without one."""
        return self.wording.day_of(day) if day else ""

    def due(self, due: date | None) -> Cell:
        """A day something is due, with the days it is late; undated sorts last."""
        if due is None:
            return cell(self.say("word.undated"), key="9999")
        late = (self.quarter.after - due).days
        note = self.say("word.late", days=late) if late > 0 else ""
        return cell(
            self.on(due).replace(" ", NO_BREAK),
            note=note.replace(" ", NO_BREAK),
            tone="alarm" if note else "",
            key=due.isoformat(),
        )

    def sheet(
        self,
        columns: Sequence[str],
        rows: Sequence[Row],
        *,
        caption: str = "",
        shown: int = SHOWN,
        names: Sequence[str] = (),
    ) -> Table:
        """A table of which the first rows stand open. `names`: of all rows, for paper does not unfold."""
        rest = rows[shown:]
        told = self.wording.several(list(dict.fromkeys(names[shown:])))
        label = (
            self.say("word.more_named" if told else "word.more", count=len(rest), names=told) if rest else ""
        )
        return table(columns, rows[:shown], more=rest, more_label=label, caption=caption)

    def listed(
        self,
        id: str,
        items: Sequence[Item],
        columns: Sequence[str],
        made: Callable[[Item], Row],
        *,
        tone: Tone = "",
        note: str = "",
    ) -> Section:
        """A section of one table; without an entry it is one quiet line."""
        title = self.say(f"title.{id}")
        if not items:
            return section(id, title, sentences=[self.told(f"none.{id}")])
        rows = [made(one) for one in items]
        names = [one[0].name for one in items if isinstance(one, tuple) and isinstance(one[0], Seat)]
        return section(
            id,
            title,
            note=note or self.say(f"note.{id}", count=len(items)),
            tone=tone,
            tables=[self.sheet(columns, rows, names=names)],
        )


def counts(book: Book, block: str, sums: Mapping[str, int], caption: str) -> Table:
    """Counts side by side: a row of figures is read faster than a column of them."""
    cells = [cell(str(count), key=count, strong=count > 0) for count in sums.values()]
    columns = ["", *(f"#{book.say(f'{block}.{name}')}" for name in sums)]
    return table(columns, [row(cell(book.say("column.count")), *cells)], caption=caption)


def why_cell(book: Book, told: ToldMove) -> Cell:
    """Why a judgement moved, with its place, and that nothing proves it where nothing does."""
    return cell(
        told.why or told.cause, place=told.place, note=book.say("diff.unproved") if told.unproved else ""
    )
