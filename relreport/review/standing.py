"""Where the accounts stand: at risk, from stage to stage, new and lost; and how sure that is."""

from __future__ import annotations

from relreport.formats.seal import rules_version
from relreport.page.contract.parts import Cell, Row, Section
from relreport.page.parts import cell, row, section, table
from relreport.review.book import Book
from relreport.review.falling import fallen, points_of
from relreport.review.seats import Seat, level_of

VERSION = 8  # characters by which a version of the rules is told
STAGES = ("lost", "development", "initial", "stable", "strategic", "unknown")


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
                book.columns("account", "from", "to", "#points", "#share", "#share_was"),
                [
                    row(
                        book.account(seat),
                        label(was),
                        cell(label(now), strong=True),
                        cell(points_of(points.get(seat.id)), key=points.get(seat.id, 0.0)),
                        *_shares(book, seat),
                    )
                    for seat, was, now in moved
                ],
                caption=book.say("caption.stage_moves"),
            )
        )
    told = {one.id for one, _, _ in moved} | {one.seat.id for one in fallen(book)}
    only_share = [(seat, by) for seat, by in reversed(quarter.shares) if seat.id not in told]
    if only_share:
        tables.append(
            book.sheet(
                book.columns("+account", "stage", "#points", "#share", "#share_was"),
                [_share_row(book, seat, by) for seat, by in only_share],
                caption=book.say("caption.share_moves"),
            )
        )
    return section(
        "stages",
        book.say("title.stages"),
        note=book.say("note.stages", count=len(moved), day=book.on(quarter.before)),
        sentences=[book.told("caption.since", day=book.on(quarter.before))],
        tables=tables,
    )


def _share_row(book: Book, seat: Seat, by: float) -> Row:
    stage = book.wording.label("stage", level_of(seat.now))
    return row(book.account(seat), stage, cell(points_of(by), key=by), *_shares(book, seat))


def _shares(book: Book, seat: Seat) -> list[Cell]:
    """The share today, and at the last review."""
    latest = [one.readings.stage.latest if one else None for one in (seat.now, seat.then)]
    return [cell(book.wording.share(one.share) if one else book.say("word.unknown")) for one in latest]


def new_and_lost(book: Book) -> Section:
    """Accounts that came, bought for the first time, were lost, went, or cannot be read."""
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
    if rests:
        key = "sure.proved" if quarter.proved else "sure.proved_none"
        told.append(book.told(key, count=quarter.proved, of=len(quarter.present)))
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
    if not quarter.comparison.other_rules:  # else a note over the whole review says which judged then
        told.append(book.told("sure.rules", version=rules_version()[:VERSION]))
    return section("sure", book.say("title.sure"), sentences=told)
