"""The chapters of the whole portfolio in their order, decisions first; gaps, and what to speak of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from relreport.assess import OpenGap
from relreport.page.anybody import title_of_anybody
from relreport.page.contract.parts import Row, Section, Table
from relreport.page.parts import cell, row, section, table
from relreport.page.trends import kept, portfolio_trends
from relreport.review.agreed import actions, answered, asks, promises
from relreport.review.book import Book, why_cell
from relreport.review.contract import Part, ReviewSection
from relreport.review.falling import at_risk, falling
from relreport.review.market import money, owed, pipeline, rivals
from relreport.review.people import levels, touches, unvisited
from relreport.review.seats import Seat
from relreport.review.standing import new_and_lost, stages, sure
from relreport.trend import QUARTERS

SUBJECTS = 2  # of an account beside what is asked
NAMED = 4  # accounts that are named where a kind of gap is told


def sections(book: Book) -> list[Part]:
    """The chapters of the whole portfolio, decisions first."""
    return [one for one in _sections(book) if one is not None]


def _sections(book: Book) -> Iterator[Part | None]:
    yield asks(book)
    yield _running_order(book)
    yield answered(book)
    yield money(book)
    yield owed(book)
    yield pipeline(book)
    yield falling(book)
    yield at_risk(book)
    yield promises(book)
    yield actions(book)
    yield touches(book)
    yield unvisited(book)
    yield rivals(book)
    yield stages(book)
    yield new_and_lost(book)
    yield levels(book)
    yield _gaps(book)
    yield _long_open(book)
    yield _quarters(book)
    yield _judged_otherwise(book)
    yield sure(book)


def _gaps(book: Book) -> Section:
    quarter = book.quarter
    groups = {state: quarter.gaps(state) for state in ("open", "closed", "accepted")}
    grave = [pair for pair in groups["open"] if pair[1].move.gap and pair[1].move.gap.severity >= 3]
    tables = [_balance(book)]
    if grave:
        tables.append(
            book.sheet(
                book.columns("account", "+opened", "moved_by"),
                [row(book.account(seat), cell(one.title), why_cell(book, one)) for seat, one in grave],
                caption=book.say("caption.gaps_open"),
                names=[seat.name for seat, _ in grave],
            )
        )
    balance = quarter.balance
    beside = {  # neither of these was open at the last review: they stand in no sum
        "accepted_at_once": len(groups["accepted"]) - balance.accepted,
        "accepted_no_more": len(groups["closed"]) - balance.closed,
    }
    said = [book.told(f"none.{name}", count=count) for name, count in beside.items() if count]
    return section("gaps", book.say("title.gaps"), sentences=said, tables=tables)


def _balance(book: Book) -> Table:
    """From the gaps open at the last review to those of today: parts that add up."""
    balance = book.quarter.balance
    parts = {
        name: count
        for name, count in balance.parts.items()
        if count or name in ("opened", "closed", "accepted")
    }
    cells = [
        cell(str(balance.start), key=balance.start),
        *(cell(f"{count:+d}".replace("-", "−") if count else "0", key=count) for count in parts.values()),
        cell(str(balance.end), key=balance.end, strong=True),
    ]
    columns = ["", *(f"#{book.say(f'gap.{name}')}" for name in ("start", *parts, "end"))]
    return table(columns, [row(cell(book.say("column.count")), *cells)], caption=book.say("caption.gaps"))


def _long_open(book: Book) -> Section:
    """Kind by kind: at how many accounts it has been open for so long, how often, and where."""
    by_code: dict[str, list[tuple[Seat, OpenGap, int]]] = {}
    for one in book.quarter.long_open:
        by_code.setdefault(one[1].code, []).append(one)

    def made(found: Any) -> Row:
        first, gap, _ = found[0]
        longest = max(count for _, _, count in found)
        said = f"{longest}+" if longest == QUARTERS else str(longest)  # nobody looked further back
        seats = list(dict.fromkeys(seat.name for seat, _, _ in found))
        return row(
            cell(title_of_anybody(gap, first.now.wording) if first.now else "", strong=True),
            cell(str(len(found)), key=len(found)),
            cell(str(len(seats)), key=len(seats)),
            cell(said, key=longest),
            cell(book.few(seats, NAMED)),
        )

    items = sorted(
        by_code.values(),
        key=lambda found: (-max(gap.severity for _, gap, _ in found), -len(found), found[0][1].code),
    )
    accounts = len({seat.id for seat, _, _ in book.quarter.long_open})
    note = book.say("note.long_open", count=len(book.quarter.long_open), accounts=accounts)
    columns = book.columns("+gap", "#count", "#accounts_count", "#reviews", "+where")
    return book.listed("long_open", items, columns, made, note=note)


def _quarters(book: Book) -> ReviewSection | None:
    """All accounts over eight quarters: charts, and the figures as a table."""
    seats = [seat for seat, _ in book.quarter.present if seat.trend]
    if not seats:
        return None
    periods = [one.period for one in seats[0].trend]
    told = portfolio_trends([kept(one.trend) for one in seats], periods, book.wording)
    if told is None:
        return None
    note = told["note"]
    gone = [seat for seat in book.quarter.seats if seat.then is not None and seat.now is None]
    if gone:
        without = book.say("note.without", count=book.quarter.balance.left_out, accounts=len(gone))
        note = book.say("word.both", first=note, then=without)
    made = section("quarters", told["title"], note=note, tables=[told["table"]])
    return {**made, "lines": told["lines"]}


def _judged_otherwise(book: Book) -> Section | None:
    """What moved because we judge otherwise: nothing of it happened at the customer."""
    found = [(seat, one) for seat in book.quarter.seats for one in seat.judged_otherwise]
    if not found:
        return None
    rows = [row(book.account(seat), cell(one.what), cell(one.cause)) for seat, one in found]
    columns = book.columns("account", "+moved", "why")
    names = [seat.name for seat, _ in found]
    return section(
        "judged_otherwise",
        book.say("title.judged_otherwise"),
        note=book.say("note.judged_otherwise", count=len(found)),
        tables=[book.sheet(columns, rows, names=names)],
    )


def _running_order(book: Book) -> Section:
    first, rest = book.quarter.running_order
    rows = [
        row(
            {
                **book.account(seat, note=_owner(book, seat)),
                "text": f"{place}  {seat.name}",
                "key": place,
            },
            cell(_subject(book, seat)),
        )
        for place, seat in enumerate(first, 1)
    ]
    if rest:
        label = cell(book.say("word.others", count=len(rest)), key=len(rows) + 1)
        rows.append(row(label, cell(book.accounts(rest))))
    return section(
        "running_order",
        book.say("title.running_order"),
        note=book.say("note.running_order", count=len(first)),
        tables=[table(book.columns("account", "+speak_of"), rows)] if rows else [],
    )


def _owner(book: Book, seat: Seat) -> str:
    """Whose it is; and that its file cannot be read, for then somebody has to mend it first."""
    told = [book.person(seat.now.account.owner)] if seat.now else []
    if seat.valid_on:
        told.append(book.say("status.unread"))
    return seat.now.words["dot"].join(told) if seat.now else ""


def _subject(book: Book, seat: Seat) -> str:
    """What to speak of: what fell, the gravest gap, what is asked of us."""
    now = seat.now
    if now is None:
        return ""
    said = [one.what for one in seat.moves if one.move.up is False and not one.move.is_gap][:1]
    gaps = [now.wording.of_gap(one, "title") for one in now.ordered if not one.is_record]
    said += gaps[: SUBJECTS - len(said)]
    said += [one.what for one in now.account.asks if not one.is_decided and one.what][:1]
    return book.say("word.semicolon").join(said)
