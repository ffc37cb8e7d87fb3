"""The review's money, tenders and rivals."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from relreport.model import Amount
from relreport.page.contract.parts import Row, Section
from relreport.page.parts import cell, row, section
from relreport.review.book import SHOWN, Book
from relreport.review.money import Money
from relreport.review.seats import Seat


def money(book: Book) -> Section:
    """Sales against target and a year ago, and what is overdue: account by account, and the sum."""
    quarter = book.quarter
    title = book.say("title.money")
    if not quarter.money:
        return section("money", title, sentences=[book.told("none.money")])
    rows: list[Row] = []
    totals = [
        cell(book.sums(quarter.total(name)), strong=True)
        for name in ("sales", "target", "year_ago", "received", "overdue")
    ]
    rows.append(row(cell(book.say("word.sum"), strong=True), *totals))
    seats = {seat.id: seat for seat, _ in quarter.present}
    ordered = sorted(quarter.money.items(), key=lambda pair: (-float(pair[1].sales or 0), pair[0]))
    for id, told in ordered:
        seat = seats[id]
        currency = _currency(seat)
        below = told.sales is not None and told.target is not None and told.sales < told.target
        rows.append(
            row(
                book.account(seat),
                cell(
                    _amount(book, told.sales, currency),
                    tone="alarm" if below else "",
                    key=float(told.sales or 0),
                ),
                _amount(book, told.target, currency),
                _amount(book, told.year_ago, currency),
                _amount(book, told.received, currency),
                cell(_amount(book, told.overdue, currency), tone="alarm" if told.overdue else ""),
            )
        )
    columns = book.columns("account", "#sales", "#target", "#year_ago", "#received", "#overdue")
    if len(ordered) > SHOWN:  # what folds away, or does not stand on paper, stays in the sum for all to check
        others = [told for _, told in ordered[SHOWN - 2 :]]
        seated = [seats[id] for id, _ in ordered[SHOWN - 2 :]]
        rows.insert(SHOWN - 1, _others(book, seated, others))
    tables = [book.sheet(columns, rows)]
    owing = sorted(
        (pair for pair in ordered if pair[1].overdue), key=lambda pair: -float(pair[1].overdue or 0)
    )
    if owing:
        debts = [
            row(
                book.account(seats[id]),
                book.person(_owner(seats[id])),
                cell(
                    _amount(book, told.overdue, _currency(seats[id])),
                    key=float(told.overdue or 0),
                    tone="alarm",
                ),
            )
            for id, told in owing
        ]
        caption, columns = book.say("caption.owing"), book.columns("+account", "owner", "#overdue")
        tables.append(book.sheet(columns, debts, caption=caption, names=[seats[id].name for id, _ in owing]))
    note = book.say("note.money", period=book.wording.period(quarter.period), count=len(quarter.money))
    return section("money", title, note=note, tables=tables)


def _currency(seat: Seat) -> str:
    return seat.now.account.currency if seat.now else "CNY"


def _owner(seat: Seat) -> str | None:
    return seat.now.account.owner if seat.now else None


def _others(book: Book, seats: Sequence[Seat], told: Sequence[Money]) -> Row:
    cells = []
    for name in ("sales", "target", "year_ago", "received", "overdue"):
        sums: dict[str, Amount] = {}
        for seat, one in zip(seats, told, strict=True):
            value = getattr(one, name)
            if value is not None and seat.now is not None:
                currency = seat.now.account.currency
                sums[currency] = sums.get(currency, 0) + value
        cells.append(cell(book.sums(sums) or book.say("word.unknown")))
    return row(cell(book.say("word.others", count=len(seats))), *cells)


def _amount(book: Book, value: Amount | None, currency: str) -> str:
    return book.money(value, currency) if value is not None else book.say("word.unknown")


def pipeline(book: Book) -> Section:
    """What will be decided, with its chance and our place; then what was won and lost."""
    quarter = book.quarter

    def made(item: Any) -> Row:
        seat, tender = item
        reading = next((one for one in seat.now.readings.tenders if one.tender.id == tender.id), None)
        currency = seat.now.account.currency
        return row(
            cell(tender.name or tender.id),
            book.account(seat),
            cell(_amount(book, tender.value, currency), key=float(tender.value or 0)),
            cell(
                book.wording.label("chance", tender.chance) if tender.chance else book.say("word.unknown"),
                note=book.wording.label("posture", reading.posture) if reading else "",
            ),
            book.due(tender.due),
        )

    columns = book.columns("+tender", "account", "#value", "chance", "decided_on")
    found = book.listed("pipeline", quarter.pipeline, columns, made, note=_pipeline_note(book))
    if quarter.decided:
        rows = [
            row(
                cell(one.name or one.id),
                book.account(seat),
                cell(book.money(one.value, seat.now.account.currency) if seat.now else ""),
                cell(
                    book.wording.label("tender_result", one.result),
                    tone="good" if one.result == "won" else "alarm",
                    note=book.on(one.decided),
                ),
            )
            for seat, one in quarter.decided
        ]
        columns = book.columns("+tender", "account", "#value", "became")
        caption = book.say(
            "caption.decided", won=book.sums(_values(quarter.decided, "won")) or "0",
            lost=book.sums(_values(quarter.decided, "lost")) or "0",
        )  # fmt: skip
        found["tables"].append(book.sheet(columns, rows, caption=caption))
    return found


def _pipeline_note(book: Book) -> str:
    tenders = book.quarter.pipeline
    high = [pair for pair in tenders if pair[1].chance == "high"]
    sums = book.sums(_values(tenders))
    if not sums:
        return book.say("note.pipeline", count=len(tenders))
    return book.say("note.pipeline_sum", count=len(tenders), sum=sums, high=book.sums(_values(high)) or "0")


def _values(tenders: Any, result: str | None = None) -> dict[str, Amount]:
    sums: dict[str, Amount] = {}
    for seat, one in tenders:
        if one.value is not None and (result is None or one.result == result):
            currency = seat.now.account.currency
            sums[currency] = sums.get(currency, 0) + one.value
    return sums


def rivals(book: Book) -> Section:
    """Which rival is at how many accounts, and what they did in the period."""
    quarter = book.quarter

    def made(name: str) -> Row:
        where: dict[str, Seat] = {seat.id: seat for seat, _ in quarter.rivals[name]}
        moves = quarter.rival_moves(name)
        told = [
            book.say(
                "word.move", account=seat.name, what=move.what or book.say("word.untold"), on=book.on(move.on)
            )
            for seat, move in moves
        ]
        shares = [one.share for _, one in quarter.rivals[name] if one.share is not None]
        highest = book.wording.share(max(shares)) if shares else book.say("word.unknown")
        return row(
            cell(name),
            cell(str(len(where)), key=len(where), note=""),
            cell(highest),
            cell(book.say("word.semicolon").join(told) or book.say("word.no_move")),
        )

    names = sorted(
        quarter.rivals, key=lambda one: (-len(quarter.rival_moves(one)), list(quarter.rivals).index(one))
    )
    moving = sum(bool(quarter.rival_moves(one)) for one in names)
    columns = book.columns("rival", "#accounts_count", "#highest", "+moves")
    return book.listed(
        "rivals", names, columns, made, note=book.say("note.rivals", count=len(names), moving=moving)
    )
