"""What was asked of us, promised and done: decisions, the promise ledger, actions."""

from __future__ import annotations

from typing import Any

from relreport.page.contract.parts import Row, Section, Tone
from relreport.page.parts import cell, row, section, sentence
from relreport.page.shorten import NAME, cut
from relreport.review.book import Book, counts
from relreport.review.seats import Seat

ENDS = ("kept", "late", "broken", "overdue", "gone")
TONES: dict[str | None, Tone] = {"agreed": "good", "refused": "alarm"}


def asks(book: Book) -> Section:
    """Decisions asked of our own management, the cost where any has one."""
    priced = any(ask.cost is not None for _, ask in book.quarter.asks)

    def made(item: Any) -> Row:
        seat, ask = item
        cost = cell(book.money(ask.cost, book.currency(seat)), key=float(ask.cost or 0))
        return row(
            cell(ask.what or book.say("word.untold"), strong=True),
            book.account(seat),
            book.person(ask.of),
            *([cost] if priced else []),
            book.due(ask.due),
            book.say("word.ticks"),
        )

    columns = book.columns("+what", "account", "of", *(["#cost"] if priced else []), "due", "decision")
    return book.listed("asks", book.quarter.asks, columns, made)


def answered(book: Book) -> Section:
    """What became of the decisions asked before; those that still wait stand in the chapter before."""
    gone = book.quarter.asks_gone
    settled = [pair for pair in book.quarter.answered if pair[1].is_decided]

    def made(item: Any) -> Row:
        seat, ask = item
        taken = item in gone
        said = book.say("word.taken_out" if taken else "word.waiting")
        if not taken and ask.answer:
            said = book.wording.label("ask_answer", ask.answer)
        tone: Tone = "alarm" if taken else TONES.get(ask.answer, "")
        return row(
            cell(ask.what or book.say("word.untold")),
            book.account(seat),
            book.person(ask.of),
            cell(said, tone=tone),
            cell(book.on(ask.on if taken else ask.decided), key=str(ask.on if taken else ask.decided)),
        )

    items = [*gone, *settled]
    told = became(book)
    if not items:
        sentences = [sentence(told, {})] if told else [book.told("none.answered")]
        return section("answered", book.say("title.answered"), sentences=sentences)
    columns = book.columns("+what", "account", "of", "became", "day")
    return book.listed("answered", items, columns, made, note=told)


def became(book: Book) -> str:
    """How the decisions asked before the last review ended: 4 refused, 2 taken out, 6 wait."""
    quarter = book.quarter
    counts: dict[str, int] = {}
    for _, one in quarter.answered:
        counts[one.answer or "waiting"] = counts.get(one.answer or "waiting", 0) + 1
    counts["gone"] = len(quarter.asks_gone)
    said = [
        book.say(f"answer.ask_{answer}", count=counts[answer])
        for answer in ("agreed", "refused", "other", "gone", "waiting")
        if counts.get(answer)
    ]
    return book.say("answer.became", became=book.wording.several(said)) if said else ""


def promises(book: Book) -> Section:
    """How promises ended, then those that did not end well, by account."""
    entries = book.quarter.promises
    if not entries:
        return section("promises", book.say("title.promises"), sentences=[book.told("none.promises")])
    settled = [one for _, one in entries if one.settled]
    due = {end: sum(one.end == end for one in settled) for end in ENDS}
    due["due"] = len(settled)  # the sum of those before it
    others = {
        "open": sum(one.end == "open" for _, one in entries),
        "before": sum(one.end == "overdue" and not one.settled for _, one in entries),
        "new": sum(one.new for _, one in entries),
        "again": sum(one.again is not None and one.new for _, one in entries),
    }
    shown = [
        pair
        for pair in entries
        if pair[1].end in ("late", "broken", "overdue", "gone") or (pair[1].again and pair[1].new)
    ]
    tables = [
        counts(book, "end", due, book.say("caption.promises")),
        counts(book, "end", others, book.say("caption.promises_beside")),
    ]
    if shown:
        rows = [_promise(book, seat, one) for seat, one in shown]
        columns = book.columns("+what", "account", "to", "by", "became")
        names = [seat.name for seat, _ in shown]
        tables.append(book.sheet(columns, rows, caption=book.say("caption.promises_bad"), names=names))
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
        now.several([cut(now.wording.contact(one), NAME) for one in promise.to]),
        book.person(holder),
        cell(
            end, note=book.on(promise.due), tone="alarm" if given.end in ("broken", "overdue", "gone") else ""
        ),
    )


def actions(book: Book) -> Section:
    """The reps' own actions: how many were done, and each that is overdue."""
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
