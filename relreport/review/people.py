"""The review's people: how near theirs came, and where ours were."""

from __future__ import annotations

from typing import Any

from relreport.page.contract.parts import Row, Section
from relreport.page.parts import cell, row, section, table
from relreport.review.book import Book, why_cell


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
    note = book.say("note.levels", up=up, down=down)
    return book.listed("levels", moved, book.columns("account", "+moved", "moved_by"), made, note=note)


def touches(book: Book) -> Section:
    """Touches of each of ours by tier, and what the tiers ask of the owner; never in the order of merit."""
    found = book.quarter.touches
    if not found:
        return section("touches", book.say("title.touches"), sentences=[book.told("none.touches")])
    tiers = [tier for tier in ("vvip", "key", "regular") if any(one.tier == tier for one in found)]
    rows: list[Row] = []
    for person in dict.fromkeys(one.person for one in found):
        cells = []
        for tier in tiers:
            one = next((each for each in found if (each.person, each.tier) == (person, tier)), None)
            if one is None:
                cells.append(cell(""))
                continue
            note = book.say("word.asked", asked=one.asked, accounts=one.accounts) if one.accounts else ""
            cells.append(cell(str(one.made), note=note, key=one.made))
        own = [one for one in found if one.person == person]
        rows.append(
            row(
                cell(book.person(person)),
                *cells,
                cell(str(sum(one.made for one in own)), key=sum(one.made for one in own), strong=True),
            )
        )
    totals = [sum(one.made for one in found if one.tier == tier) for tier in tiers]
    rows.append(
        row(
            cell(book.say("word.sum"), strong=True),
            *(cell(str(one), strong=True) for one in totals),
            cell(str(sum(totals)), strong=True),
        )
    )
    labels = [
        f"#{book.order.settings.tiers[tier].label or book.wording.label('tier', tier)}" for tier in tiers
    ]
    columns = [book.say("column.person"), *labels, f"#{book.say('word.sum')}"]
    return section(
        "touches",
        book.say("title.touches"),
        note=book.say("note.touches"),
        tables=[table(columns, rows)],
    )


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
