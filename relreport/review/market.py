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
    ordered = sorted(quarter.money.items(), key=lambda pair: (_over(pair[1]), pair[0]))
    for id, told in ordered:
        seat = seats[id]
        currency = book.currency(seat)
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
    note = book.say("note.money", period=book.wording.period(quarter.period), count=len(quarter.money))
    short = len(quarter.below_target)
    said = [book.told("caption.below", count=short, of=len(ordered))] if short else []
    return section("money", title, note=note, sentences=said, tables=[book.sheet(columns, rows)])


def _over(told: Money) -> float:
    """By how much the target was passed: those that fell short stand first, those without a target last."""
    if told.sales is None or told.target is None:
        return float("inf")
    return float(told.sales - told.target)


def owed(book: Book) -> Section:
    """Who owes what is overdue, and the sum."""
    if not book.quarter.total("overdue"):
        return section("owed", book.say("title.owed"), sentences=[book.told("none.money_owed")])

    def made(item: Any) -> Row:
        seat, amount = item
        return row(
            book.account(seat),
            book.person(seat.now.account.owner),
            cell(_amount(book, amount, book.currency(seat)), key=float(amount), tone="alarm"),
        )

    sums = book.sums(book.quarter.total("overdue"))
    columns = book.columns("+account", "owner", "#overdue")
    note = book.say("note.owed", count=len(book.quarter.owing), sum=sums)
    return book.listed("owed", book.quarter.owing, columns, made, note=note)


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
        unknown = book.say("word.unknown")
        return row(
            cell(tender.name or tender.id),
            book.account(seat),
            cell(_amount(book, tender.value, book.currency(seat)), key=float(tender.value or 0)),
            book.wording.label("chance", tender.chance) if tender.chance else unknown,
            book.wording.label("posture", reading.posture) if reading else unknown,
            book.due(tender.due),
        )

    columns = book.columns("+tender", "account", "#value", "chance", "posture", "decided_on")
    found = book.listed("pipeline", quarter.pipeline, columns, made, note=_pipeline_note(book))
    if quarter.decided:
        rows = [
            row(
                cell(one.name or one.id),
                book.account(seat),
                cell(_amount(book, one.value, book.currency(seat))),
                cell(
                    book.wording.label("tender_result", one.result),
                    tone="good" if one.result == "won" else "alarm",
                ),
                cell(book.on(one.decided), key=str(one.decided)),
            )
            for seat, one in quarter.decided
        ]
        columns = book.columns("+tender", "account", "#value", "became", "day")
        said = {
            result: book.sums(book.values(pair for pair in quarter.decided if pair[1].result == result))
            for result in ("won", "lost")
        }
        nothing = book.say("word.none")
        caption = book.say("caption.decided", won=said["won"] or nothing, lost=said["lost"] or nothing)
        found["tables"].append(book.sheet(columns, rows, caption=caption))
    return found


def _pipeline_note(book: Book) -> str:
    tenders = book.quarter.pipeline
    high = [pair for pair in tenders if pair[1].chance == "high"]
    sums = book.sums(book.values(tenders))
    if not sums:
        return book.say("note.pipeline", count=len(tenders))
    good = book.sums(book.values(high)) or book.say("word.none")
    return book.say("note.pipeline_sum", count=len(tenders), sum=sums, high=good)


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
