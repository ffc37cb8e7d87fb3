"""The review's people: how near theirs came, and where ours were."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from relreport.page.contract.parts import Row, Section
from relreport.page.parts import cell, row, section, table
from relreport.review.book import Book, why_cell
from relreport.review.visiting import TierTouches
from relreport.text.figures import percent


def levels(book: Book) -> Section:
    """Distance and trust that moved, with the fact; said where a level rose without one."""

    def made(item: Any) -> Row:
        seat, told = item
        sign = {True: "▲ ", False: "▼ ", None: ""}[told.move.up]
        return row(
            book.account(seat),
            cell(f"{sign}{told.what}", tone="alarm" if told.move.up is False else ""),
            why_cell(book, told),
        )

    moved = book.quarter.levels_moved
    up = sum(told.move.up is True for _, told in moved)
    down = sum(told.move.up is False for _, told in moved)
    neither = [told.move for _, told in moved if told.move.up is None]
    counted = {
        "found": sum(one.before == "unknown" for one in neither),
        "gone": sum(one.after == "unknown" for one in neither),
    }
    apart = {name: count for name, count in counted.items() if count}
    note = book.say("note.levels", up=up, down=down, **apart)
    return book.listed("levels", moved, book.columns("account", "+moved", "moved_by"), made, note=note)


def touches(book: Book) -> Section:
    """Touches of each of ours by tier, and what the tiers ask of the owner; never in the order of merit."""
    found = book.quarter.touches
    if not found:
        return section("touches", book.say("title.touches"), sentences=[book.told("none.touches")])
    rows = [
        row(
            cell(book.person(one.person)),
            book.tier(one.tier),
            cell(str(one.accounts), key=one.accounts),
            cell(str(one.made), key=one.made),
            cell(str(one.asked), key=one.asked),
        )
        for one in found
    ]
    tiers = [
        row(
            cell(book.tier(one.tier)),
            cell(str(one.accounts), key=one.accounts),
            cell(str(one.made), key=one.made, strong=True),
            cell(str(one.asked), key=one.asked),
            cell(_of_asked(one), key=one.made / one.asked if one.asked else 0),
        )
        for one in (*book.quarter.by_tier, _all(book))
    ]
    tiers[-1]["cells"][0] = cell(book.say("word.sum"), strong=True)
    by_tier = book.columns("tier", "#owned", "#contacts", "#asked_of", "#of_asked")
    columns = book.columns("person", "tier", "#owned", "#contacts", "#asked_of")
    return section(
        "touches",
        book.say("title.touches"),
        note=book.say("note.touches"),
        tables=[table(by_tier, tiers), table(columns, rows, caption=book.say("caption.touches"))],
    )


def _all(book: Book) -> TierTouches:
    found = book.quarter.by_tier
    return TierTouches(
        tier="regular",
        accounts=sum(one.accounts for one in found),
        made=sum(one.made for one in found),
        asked=sum(one.asked for one in found),
    )


def _of_asked(one: TierTouches) -> str:
    return percent(Fraction(one.made, one.asked)) if one.asked else ""


def unvisited(book: Book) -> Section:
    """Who was not met for longer than their tier asks."""

    def made(item: Any) -> Row:
        seat, last, asked = item
        days = (book.quarter.after - last).days if last else 0
        said = book.say("word.days_ago", days=days) if last else book.say("word.never_met")
        return row(
            book.account(seat, note=book.wording.label("tier", seat.now.account.tier)),
            book.person(seat.now.account.owner),
            cell(said, note=book.on(last), key=days if last else 99999),
            cell(book.say("word.every", days=asked), key=asked),
        )

    columns = book.columns("+account", "owner", "#last_met", "#asked")
    return book.listed("unvisited", book.quarter.unvisited, columns, made)
