"""Where the accounts stand: at risk, from stage to stage, new and lost; and how sure that is."""

from __future__ import annotations

from typing import Any

from relreport.page.contract.parts import Row, Section
from relreport.page.parts import cell, row, section, table
from relreport.review.book import Book
from relreport.review.seats import Seat, level_of

STAGES = ("lost", "development", "initial", "stable", "strategic", "unknown")


def at_risk(book: Book) -> Section:
    def made(item: Any) -> Row:
        seat, gaps, falls = item
        now = seat.now
        told = any(one.code.startswith("STG") for one in gaps)  # the gap says what fell, in better words
        why = [one.what for one in falls if not told] + [now.wording.of_gap(one, "title") for one in gaps]
        latest = now.readings.stage.latest
        share = book.wording.share(latest.share) if latest else book.say("word.unknown")
        reasons = book.say("word.semicolon").join(why) or book.wording.label(
            "trend", now.readings.stage.trend
        )
        return row(
            book.account(seat, note=book.person(now.account.owner)),
            cell(book.wording.label("stage", level_of(now)), note=share),
            cell(reasons),
        )

    columns = book.columns("account", "stage", "+why")
    return book.listed("at_risk", book.quarter.at_risk, columns, made, tone="alarm")


def stages(book: Book) -> Section:
    """From where to where: rows are the last review, columns today; then the accounts that moved."""
    quarter = book.quarter
    reached = [level for level in STAGES if any(now == level for _, now in quarter.stages)]
    left = [level for level in (*STAGES, "new") if any(was == level for was, _ in quarter.stages)]

    def label(level: str) -> str:
        return book.say("word.new") if level == "new" else book.wording.label("stage", level)

    rows: list[Row] = []
    for was in left:
        counts = [len(quarter.stages.get((was, now), [])) for now in reached]
        cells = [
            cell(str(count) if count else "", strong=was != now and count > 0, key=count)
            for now, count in zip(reached, counts, strict=True)
        ]
        rows.append(row(cell(label(was)), *cells, cell(str(sum(counts)), key=sum(counts))))
    total = [
        sum(len(found) for (_, now), found in quarter.stages.items() if now == level) for level in reached
    ]
    rows.append(
        row(
            cell(book.say("word.sum"), strong=True),
            *(cell(str(one), strong=True) for one in total),
            cell(str(sum(total)), strong=True),
        )
    )
    columns = [book.say("column.was"), *(f"#{label(one)}" for one in reached), f"#{book.say('word.sum')}"]
    moved = [
        (seat, was, now)
        for (was, now), seats in sorted(quarter.stages.items())
        if was not in (now, "new") and was != "unknown"
        for seat in seats
    ]
    tables = [table(columns, rows, caption=book.say("caption.funnel"))]
    points = {seat.id: moved_by for seat, moved_by in quarter.shares}
    if moved:
        tables.append(
            book.sheet(
                book.columns("account", "from", "to", "#points", "+why"),
                [
                    row(
                        book.account(seat),
                        label(was),
                        cell(label(now), strong=True),
                        cell(_points(points.get(seat.id)), key=points.get(seat.id, 0.0)),
                        cell(_reason(seat, "stage")),
                    )
                    for seat, was, now in moved
                ],
                caption=book.say("caption.stage_moves"),
            )
        )
    only_share = [(seat, by) for seat, by in quarter.shares if seat.id not in {one.id for one, _, _ in moved}]
    if only_share:
        tables.append(
            book.sheet(
                book.columns("account", "stage", "#points", "#share"),
                [_share_row(book, seat, by) for seat, by in only_share],
                caption=book.say("caption.share_moves"),
            )
        )
    return section(
        "stages", book.say("title.stages"), note=book.say("note.stages", count=len(moved)), tables=tables
    )


def _share_row(book: Book, seat: Seat, by: float) -> Row:
    latest = seat.now.readings.stage.latest if seat.now else None
    return row(
        book.account(seat),
        book.wording.label("stage", level_of(seat.now)),
        cell(_points(by), key=by, tone="alarm" if by <= -5 else ""),
        cell(book.wording.share(latest.share) if latest else ""),
    )


def _points(by: float | None) -> str:
    if by is None:
        return ""
    return f"{'▲' if by > 0 else '▼'} {abs(round(by, 1)):g}"


def _reason(seat: Seat, scale: str) -> str:
    return next((one.why for one in seat.moves if one.move.key == (scale, None)), "")


def new_and_lost(book: Book) -> Section:
    quarter = book.quarter
    groups = (
        ("new", quarter.new),
        ("first", quarter.status_moved("customer")),
        ("lost", quarter.status_moved("lost")),
        ("gone", quarter.gone),
        ("unread", quarter.unread),
    )
    rows = [
        row(
            cell(book.say(f"status.{name}")),
            cell(str(len(seats)), key=len(seats)),
            cell(book.accounts(seats)),
        )
        for name, seats in groups
        if seats
    ]
    title = book.say("title.new_and_lost")
    if not rows:
        return section("new_and_lost", title, sentences=[book.told("none.new_and_lost")])
    return section("new_and_lost", title, tables=[table(book.columns("what", "#count", "+accounts"), rows)])


def sure(book: Book) -> Section:
    """How sure the figures are: what the shares rest on, what could not be read, where the past is from."""
    quarter = book.quarter
    rests = [
        book.say(
            "sure.source",
            source=book.say("word.unknown") if source == "unknown" else book.wording.label("basis", source),
            count=count,
        )
        for source, count in sorted(quarter.sources.items(), key=lambda pair: -pair[1])
    ]
    told = [book.told("sure.sources", sources=book.wording.several(rests))] if rests else []
    if quarter.unread:
        told.append(book.told("sure.unread", count=len(quarter.unread), names=book.accounts(quarter.unread)))
    of = len(quarter.present)
    for name, seats in (
        ("stale_share", quarter.old_shares),
        ("untagged", quarter.untagged),
        ("no_key", quarter.keyless),
    ):
        if seats:
            told.append(book.told(f"sure.{name}", count=len(seats), of=of, names=book.accounts(seats[:5])))
    without = len(quarter.present) - len(quarter.money)
    if without:
        told.append(book.told("sure.no_figures", count=without, of=len(quarter.present)))
    return section("sure", book.say("title.sure"), sentences=told)
