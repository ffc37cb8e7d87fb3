"""What was asked of us, promised and done: decisions, the promise ledger, actions."""

from __future__ import annotations

from typing import Any

from relreport.page.contract.parts import Row, Section, Tone
from relreport.page.parts import cell, row, section
from relreport.review.book import Book, counts
from relreport.review.seats import Seat

ENDS = ("kept", "late", "broken", "overdue", "gone", "open")


def asks(book: Book) -> Section:
    def made(item: Any) -> Row:
        seat, ask = item
        currency = seat.now.account.currency if seat.now else "CNY"
        return row(
            cell(ask.what or book.say("word.untold"), strong=True),
            book.account(seat),
            book.person(ask.of),
            cell(book.money(ask.cost, currency), key=float(ask.cost or 0)),
            book.due(ask.due),
            book.say("word.ticks"),
        )

    columns = book.columns("+what", "account", "of", "#cost", "due", "decision")
    return book.listed("asks", book.quarter.asks, columns, made)


def answered(book: Book) -> Section:
    gone = book.quarter.asks_gone

    def made(item: Any) -> Row:
        seat, ask = item
        if item in gone:
            return row(
                cell(ask.what or book.say("word.untold")),
                book.account(seat),
                book.person(ask.of),
                cell(book.say("word.taken_out"), tone="alarm", note=book.on(ask.on)),
            )
        answer = book.wording.label("ask_answer", ask.answer) if ask.answer else book.say("word.waiting")
        waited = (
            "" if ask.is_decided else book.say("word.waiting_since", on=book.on(ask.on)) if ask.on else ""
        )
        tone: Tone = {"agreed": "good", "refused": "alarm"}.get(ask.answer or "", "warn" if waited else "")  # type: ignore[assignment]
        return row(
            cell(ask.what or book.say("word.untold")),
            book.account(seat),
            book.person(ask.of),
            cell(answer, tone=tone, note=waited or book.on(ask.decided)),
        )

    return book.listed(
        "answered", [*gone, *book.quarter.answered], book.columns("+what", "account", "of", "became"), made
    )


def promises(book: Book) -> Section:
    """How promises ended, then those that did not end well, by account."""
    entries = book.quarter.promises
    if not entries:
        return section("promises", book.say("title.promises"), sentences=[book.told("none.promises")])
    counted = [one for _, one in entries if one.settled or one.end in ("open", "overdue", "gone")]
    sums = {end: sum(one.end == end for one in counted) for end in ENDS}
    sums["again"] = sum(one.again is not None and one.new for _, one in entries)
    sums["new"] = sum(one.new for _, one in entries)
    shown = [
        pair
        for pair in entries
        if pair[1].end in ("late", "broken", "overdue", "gone") or (pair[1].again and pair[1].new)
    ]
    tables = [counts(book, "end", sums, book.say("caption.promises"))]
    if shown:
        rows = [_promise(book, seat, one) for seat, one in shown]
        columns = book.columns("+what", "account", "to", "by", "became")
        tables.append(book.sheet(columns, rows, caption=book.say("caption.promises_bad")))
    overdue = sum(one.end == "overdue" for _, one in entries)
    return section(
        "promises",
        book.say("title.promises"),
        note=book.say("note.overdue", count=overdue) if overdue else "",
        tone="alarm" if overdue else "",
        tables=tables,
    )


def _promise(book: Book, seat: Seat, given: Any) -> Row:
    promise, now = given.promise, seat.now
    assert now is not None
    holder = now.plan.assessment.holder(promise.to[0] if promise.to else None)
    again = book.say("word.again", on=book.on(given.again.on)) if given.again else ""
    late = (given.on - promise.due).days if given.end == "late" and promise.due else 0
    end = book.say("word.kept_late", days=late) if late else book.say(f"end.{given.end}")
    return row(
        cell(promise.what or book.say("word.untold"), note=again),
        book.account(seat),
        now.contacts(promise.to),
        book.person(holder),
        cell(
            end, note=book.on(promise.due), tone="alarm" if given.end in ("broken", "overdue", "gone") else ""
        ),
    )


def actions(book: Book) -> Section:
    quarter = book.quarter

    def made(item: Any) -> Row:
        seat, action = item
        by = seat.now.people(action.by) if action.by and seat.now else book.person(seat.now.account.owner)
        return row(cell(action.do or book.say("word.untold")), book.account(seat), by, book.due(action.due))

    note = book.say("note.actions", done=len(quarter.actions_done), overdue=len(quarter.actions_overdue))
    if not quarter.actions_overdue:
        key = "note.actions" if quarter.actions_done else "none.actions"
        return section(
            "actions",
            book.say("title.actions"),
            sentences=[book.told(key, done=len(quarter.actions_done), overdue=0)],
        )
    columns = book.columns("+what", "account", "by", "due")
    return book.listed("actions", quarter.actions_overdue, columns, made, note=note)
