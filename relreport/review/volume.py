"""The whole review: two sights, eight quarters, finance's figures, and a page in one language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from relreport.audience import audience_named, quarter_for
from relreport.build.order import Order
from relreport.figures import FigureRow
from relreport.model import Period
from relreport.page.contract.head import Notice, Site
from relreport.record import dataclass
from relreport.review.answers import answers
from relreport.review.book import Book
from relreport.review.brief import verdict
from relreport.review.chapters import sections
from relreport.review.contract import Chapter, ReviewPage
from relreport.review.difference import Difference, head
from relreport.review.kept import Kept
from relreport.review.leaf import leaf
from relreport.review.pairs import Comparison, compare
from relreport.review.past import Past, Sight
from relreport.review.quarter import Quarter
from relreport.review.seats import Seat
from relreport.review.trends import trends
from relreport.text import page_words
from relreport.trend import Reading

NO_FACT = ("rules", "program")
"""Causes by which something is judged otherwise though nothing happened."""


@dataclass(frozen=True, kw_only=True)
class Review:
    """All facts of a review; in words it is made once a language."""

    period: Period
    comparison: Comparison
    trend: Mapping[str, list[Reading]]
    money: Mapping[str, tuple[FigureRow, ...]]
    known: bool  # the end of the period as it was known then
    today: date


def reviewed(
    past: Past,
    period: Period,
    before: Sight,
    after: Sight,
    money: Mapping[str, tuple[FigureRow, ...]],
    *,
    kept: Kept | None = None,
) -> Review:
    """Compare two moments, and read off the quarters before."""
    return Review(
        period=period,
        comparison=compare(past, before, after, kept=kept),
        trend=trends(past, after.day, last=after, kept=kept),
        money=money,
        known=after.source == "git",
        today=past.today,
    )


def quarter_of(review: Review, order: Order, language: str) -> tuple[Quarter, Difference]:
    """The facts as the order's audience may have them."""
    difference = Difference(review.comparison, order, language)
    readers = audience_named(order.audience, order.settings)
    seats = []
    for telling in difference.tellings:
        told = telling.moves()
        seats.append(
            Seat(
                telling=telling,
                moves=tuple(one for one in told if one.move.cause not in NO_FACT),
                judged_otherwise=tuple(one for one in told if one.move.cause in NO_FACT),
                money=review.money.get(telling.pair.id, ()),
                trend=tuple(quarter_for(one, readers) for one in review.trend.get(telling.pair.id, ())),
            )
        )
    return Quarter(review.comparison, seats, order.settings, review.period), difference


def review_page(review: Review, order: Order, language: str, site: Site) -> ReviewPage:
    """The review's page in one language."""
    return page_of(review, *quarter_of(review, order, language), order, site)


def page_of(
    review: Review, quarter: Quarter, difference: Difference, order: Order, site: Site
) -> ReviewPage:
    """The page of facts that were worked out for the order's readers already."""
    language = difference.language
    outward = audience_named(order.audience, order.settings).outward
    book = Book(quarter, order, language, outward=outward)
    first, _ = quarter.running_order
    page = ReviewPage(
        lang=language,  # type: ignore[typeddict-item]  # one of the two
        words=dict(page_words(language)["words"]),
        head=head(title(review, book), book.say("review.kind"), review.comparison, order, language),
        site=site,
        verdict=verdict(book),
        figures=answers(book),
        chapters=[
            Chapter(id="summary", title="", note="", leaf=False, sections=sections(book)),
            *(leaf(book, seat, difference) for seat in first),
        ],
    )
    gap = page["words"]["sentence_gap"]
    page["notices"] = [
        Notice(tone="", text=gap.join(_notes(review, book, difference)), entries=[]),
        *(Notice(tone="warn", text=text, entries=[]) for text in _stale(book)),
    ]
    return page


def _stale(book: Book) -> list[str]:
    """The accounts that cannot be read today and stand here as they last could be."""
    return [
        book.say("sure.stale", name=seat.name, on=book.words.day(seat.valid_on))
        for seat in book.quarter.seats
        if seat.valid_on
    ]


def title(review: Review, book: Book) -> str:
    """What is reviewed; where the period still runs, up to which day."""
    period = book.wording.period(review.period)
    if review.comparison.after.day < review.period.last:
        return book.say("review.title_until", period=period, day=book.on(review.comparison.after.day))
    return book.say("review.title", period=period)


def _notes(review: Review, book: Book, difference: Difference) -> list[str]:
    before, after = review.comparison.before, review.comparison.after
    notes = [book.say("review.compared", day=book.words.day(before.day))]
    if not review.known and after.day < review.today:
        notes.append(book.say("review.as_known", day=book.words.day(after.day)))
    return notes + difference.notes(versions=False)
