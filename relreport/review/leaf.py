"""The page of one account in a review: where it stands, its eight quarters, what next, and what moved it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from relreport.page.actions import led
from relreport.page.contract.parts import Row, Section, Sentence, Table
from relreport.page.parts import cell, row, section, table
from relreport.page.trends import trends_of
from relreport.review.book import Book
from relreport.review.contract import Chapter, Part, ReviewSection
from relreport.review.difference import Difference, by_cause
from relreport.review.falling import by_points
from relreport.review.judgements import CLOSED
from relreport.review.seats import Seat, level_of
from relreport.review.telling import ToldMove
from relreport.text.catalogue import sentences
from relreport.text.figures import short_period
from relreport.text.sayings import action_text

GAPS, ACTIONS, MOVES = 4, 3, 3


def leaf(book: Book, seat: Seat, difference: Difference) -> Chapter:
    """One account's chapter."""
    now = seat.now
    assert now is not None
    readings = now.readings
    latest = readings.stage.latest
    line = [
        book.wording.label("tier", now.account.tier),
        book.person(now.account.owner),
        book.wording.label("stage", level_of(now)),
        book.wording.share(latest.share) if latest else book.say("word.unknown"),
    ]
    parts: list[Part | None] = [_where(book, seat), _next(book, seat), _moves(book, seat, difference)]
    return Chapter(
        id=f"account-{seat.anchor}",
        title=seat.name,
        note=now.words["dot"].join(line),
        leaf=True,
        sections=[one for one in parts if one is not None],
    )


def _where(book: Book, seat: Seat) -> ReviewSection:
    now = seat.now
    assert now is not None
    gaps = [one for one in now.ordered if not one.is_record]
    tables: list[Table] = [_trend(book, seat)]
    quarters = trends_of(seat.trend, now.wording)
    if gaps:
        rows = [
            row(
                cell(
                    now.wording.of_gap(gap, "title"),
                    strong=True,
                    note=_in_short(now.wording.of_gap(gap, "message")),
                ),
                cell(book.wording.label("severity", gap.severity.word)),
            )
            for gap in gaps
        ]
        tables.append(book.sheet(book.columns("+gap", "severity"), rows, shown=GAPS))
    told = [*_money(book, seat), *_asked(book, seat)]
    stale = book.say("diff.last_valid", on=book.words.day(seat.valid_on)) if seat.valid_on else ""
    where = section(
        f"where-{seat.anchor}",
        book.say("title.where"),
        note=stale,
        tone="alarm" if stale else "",
        sentences=told,
        tables=tables,
    )
    return {**where, "lines": quarters["lines"] if quarters else []}


def _money(book: Book, seat: Seat) -> list[Sentence]:
    """Sales against target, and what is owed, as finance has it."""
    money = book.quarter.money.get(seat.id)
    if money is None or money.sales is None:
        return []
    currency = book.currency(seat)
    facts = {
        name: book.money(amount, currency)
        for name, amount in (("sales", money.sales), ("target", money.target), ("overdue", money.overdue))
        if amount
    }
    return [book.told("leaf.money", **{"sales": book.money(money.sales, currency), **facts})]


def _asked(book: Book, seat: Seat) -> list[Sentence]:
    """What waits for a decision here."""
    return [
        book.told(
            "leaf.asked",
            what=ask.what or book.say("word.untold"),
            of=book.person(ask.of),
            **({"due": book.on(ask.due)} if ask.due else {}),
        )
        for where, ask in book.quarter.asks
        if where.id == seat.id
    ]


def _in_short(message: str) -> str:
    """The first sentence."""
    return re.split(r"(?<=[.!?])\s|(?<=[。！？])", message, maxsplit=1)[0]


def _trend(book: Book, seat: Seat) -> Table:
    """Eight quarters: stage, share, distance, trust, contacts, open gaps; unknown where nobody can say."""
    unknown = book.say("word.unknown")
    quarters = [one for one in seat.trend if one.read] or list(seat.trend[-1:])
    short: Mapping[str, str] = sentences(book.language, "past")["stage_short"]
    names = ("stage", "share", "distance", "trust", "contacts", "open_gaps")
    rows = []
    for name in names:
        cells = []
        for one in quarters:
            match name:
                case "stage":
                    said = short[one.stage]
                case "distance" | "trust":
                    said = book.wording.label(name, getattr(one, name))
                case "share":
                    said = f"{round(one.share * 100)}%" if one.share is not None else unknown
                case "contacts":
                    said = str(one.contacts) if one.contacts is not None else unknown
                case _:
                    said = str(one.relationship_gaps) if one.relationship_gaps is not None else unknown
            cells.append(cell(said))
        rows.append(row(cell(book.say(f"trend.{name}")), *cells))
    columns = [book.say("column.quarter"), *(short_period(one.period) for one in quarters)]
    return table(columns, rows, caption=book.say("caption.trend"))


def _moves(book: Book, seat: Seat, difference: Difference) -> Section | None:
    relations = [one for one in seat.moves if not one.is_record]
    shut = sum(one.move.is_gap and one.move.after == CLOSED for one in relations)
    moves = [one for one in relations if not (one.move.is_gap and one.move.after == CLOSED)]
    by = next((points for one, points in book.quarter.shares if one.id == seat.id), None)
    if not relations:
        none = book.told("none.moves_but_share", **by_points(by)) if by else book.told("none.moves")
        return section(f"moves-{seat.anchor}", book.say("title.moves"), sentences=[none])
    tables = []
    if moves:
        rows = [_move(difference, one) for one in (one for _, told in by_cause(moves) for one in told)]
        columns = [book.say("diff.column_what"), f"+{book.say('diff.column_why')}"]
        tables.append(book.sheet(columns, rows, shown=MOVES))
    said = [book.told("none.closed", count=shut)] if shut else []
    return section(f"moves-{seat.anchor}", book.say("title.moves"), sentences=said, tables=tables)


def _move(difference: Difference, told: ToldMove) -> Row:
    """A move and its fact; where there is none, or it is no fact of the time between, what kind it is."""
    made: Row = difference.row(told)
    why = made["cells"][1]
    if not why["text"]:
        why["text"] = told.cause
    elif told.move.cause != "world":
        why["note"] = (
            difference.words.say("word.both", first=told.cause, then=why["note"])
            if why["note"]
            else told.cause
        )
    return made


def _next(book: Book, seat: Seat) -> Section | None:
    now = seat.now
    assert now is not None
    # which they are says the page of the plan, where they stand first; here a day leads
    actions = sorted(led(now)[0][:ACTIONS], key=lambda one: one.due or date.max)
    if not actions:
        return None
    rows = [
        row(book.due(one.due), cell(action_text(one, now.plan, now.wording)), now.people(one.by))
        for one in actions
    ]
    made = table(book.columns("-due", "+what", "by"), rows)
    return section(f"next-{seat.anchor}", book.say("title.next"), tables=[made])
