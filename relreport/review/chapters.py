"""The chapters of the whole portfolio in their order, decisions first; gaps, and what to speak of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from relreport.page.contract import Row, Section
from relreport.page.parts import cell, row, section, table
from relreport.review.agreed import actions, answered, asks, promises
from relreport.review.book import Book, counts, why_cell
from relreport.review.market import money, pipeline, rivals
from relreport.review.people import levels, touches, unvisited
from relreport.review.seats import Seat
from relreport.review.standing import at_risk, new_and_lost, stages, sure
from relreport.trend import QUARTERS


def sections(book: Book) -> list[Section]:
    """The chapters of the whole portfolio, decisions first."""
    return [one for one in _sections(book) if one is not None]


def _sections(book: Book) -> Iterator[Section | None]:
    yield asks(book)
    yield answered(book)
    yield money(book)
    yield pipeline(book)
    yield at_risk(book)
    yield stages(book)
    yield new_and_lost(book)
    yield levels(book)
    yield promises(book)
    yield actions(book)
    yield _gaps(book)
    yield _long_open(book)
    yield touches(book)
    yield unvisited(book)
    yield rivals(book)
    yield _running_order(book)
    yield sure(book)


def _gaps(book: Book) -> Section:
    quarter = book.quarter
    groups = {state: quarter.gaps(state) for state in ("open", "closed", "accepted")}
    grave = [pair for pair in groups["open"] if pair[1].move.gap and pair[1].move.gap.severity >= 3]
    sums = {state: len(found) for state, found in groups.items()}
    tables = [counts(book, "gap", sums, book.say("caption.gaps"))]
    if grave:
        tables.append(
            book.sheet(
                book.columns("account", "+opened", "moved_by"),
                [row(book.account(seat), cell(one.title), why_cell(book, one)) for seat, one in grave],
                caption=book.say("caption.gaps_open"),
            )
        )
    return section("gaps", book.say("title.gaps"), tables=tables)


def _long_open(book: Book) -> Section:
    def made(item: Any) -> Row:
        seat, gap, count = item
        title = seat.now.wording.of_gap(gap, "title")
        said = f"{count}+" if count == QUARTERS else str(count)  # nobody looked further back
        return row(book.account(seat), cell(title), cell(said, key=count))

    columns = book.columns("account", "+gap", "#reviews")
    return book.listed("long_open", book.quarter.long_open, columns, made)


def _running_order(book: Book) -> Section:
    first, rest = book.quarter.running_order
    rows = [
        row(
            {
                **book.account(seat, note=book.person(seat.now.account.owner) if seat.now else ""),
                "text": f"{place}  {seat.name}",
                "key": place,
            },
            cell(_subject(book, seat)),
        )
        for place, seat in enumerate(first, 1)
    ]
    told = [book.told("word.rest", count=len(rest), names=book.accounts(rest))] if rest else []
    return section(
        "running_order",
        book.say("title.running_order"),
        note=book.say("note.running_order", count=len(first)),
        sentences=told,
        tables=[table(book.columns("account", "+speak_of"), rows)] if rows else [],
    )


def _subject(book: Book, seat: Seat) -> str:
    """What to speak of: what fell, the gravest gap, what is asked of us."""
    now = seat.now
    if now is None:
        return ""
    said = [one.what for one in seat.moves if one.move.up is False and not one.move.is_gap][:1]
    said += [now.wording.of_gap(one, "title") for one in now.ordered if not one.is_record][:2]
    said += [one.what for one in now.account.asks if not one.is_decided and one.what][:1]
    return book.say("word.semicolon").join(said)
