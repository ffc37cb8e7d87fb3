"""Which accounts fall, by how much, and what stands in the way there; which are critical though none fell."""

from __future__ import annotations

from typing import Any

from relreport.finding import Severity
from relreport.model import Period
from relreport.page.contract.parts import Cell, Row, Section
from relreport.page.parts import cell, row
from relreport.record import dataclass
from relreport.review.book import Book
from relreport.review.seats import Seat, level_of

CAUSES = 2  # of an account that are named beside its fall


@dataclass(frozen=True, slots=True, kw_only=True)
class Fallen:
    """An account that falls. `points`: by how much its share moved since the last review, where that is told.

    `before`: the period of its fall, where that was told at the last review already.
    """

    seat: Seat
    points: float | None
    was: str  # the stage at the last review, "" where it is the same
    before: Period | None = None


def fallen(book: Book) -> list[Fallen]:
    """Accounts whose share, stage or status fell, or whose share falls for longer; the deepest fall first."""
    quarter = book.quarter
    points = {seat.id: by for seat, by in quarter.shares}
    falls = {seat.id for seat, _, moves in quarter.at_risk if moves}
    found = [
        Fallen(
            seat=seat,
            points=points.get(seat.id),
            was=_was(seat) if seat.id in falls else "",
            before=_fell_before(seat),
        )
        for seat, _ in quarter.present
        if points.get(seat.id, 0) < 0 or seat.id in falls or _still_falls(seat)
    ]
    return sorted(found, key=lambda one: (one.points or 0, one.seat.id))


def _still_falls(seat: Seat) -> bool:
    """Whether the share falls for longer; who was lost before the last review falls no more."""
    return (
        seat.now is not None and seat.now.readings.stage.trend == "falling" and level_of(seat.now) != "lost"
    )


def _fell_before(seat: Seat) -> Period | None:
    """The latest period, where its share was known at the last review: no other has been told since."""
    sides = [one.readings.stage.latest if one else None for one in (seat.then, seat.now)]
    then, now = sides
    return now.row.period if then and now and then.row.period == now.row.period else None


def _was(seat: Seat) -> str:
    was = level_of(seat.then)
    return was if was not in ("unknown", level_of(seat.now)) else ""


def causes(book: Book, seat: Seat) -> list[str]:
    """What may be behind a fall: a rival's move, the gravest gaps; not the gap that says the fall again."""
    now = seat.now
    if now is None:
        return []
    rivals = [
        book.say("word.rival_move", rival=name, what=move.what or book.say("word.untold"))
        for name in book.quarter.rivals
        for where, move in book.quarter.rival_moves(name)
        if where.id == seat.id
    ]
    grave = [one for one in now.ordered if not one.is_record and one.severity >= Severity.MAJOR]
    ordered = sorted(grave, key=lambda one: one.code.startswith("STG"))
    return [*rivals, *(now.wording.of_gap(one, "title") for one in ordered)]


def falling(book: Book) -> Section:
    """Who falls, and what stands in the way there."""

    def made(item: Any) -> Row:
        one: Fallen = item[1]
        now = one.seat.now
        assert now is not None
        unknown = book.say("word.unknown")
        latest = now.readings.stage.latest
        before = one.seat.then.readings.stage.latest if one.seat.then else None
        told = causes(book, one.seat)[:CAUSES]
        return row(
            book.account(one.seat, note=book.person(now.account.owner)),
            _points(book, one),
            cell(
                book.wording.share(latest.share) if latest else unknown,
                note=book.say("word.was", what=book.wording.share(before.share)) if before else "",
            ),
            cell(
                book.wording.label("stage", level_of(now)),
                note=book.say("word.was", what=book.wording.label("stage", one.was)) if one.was else "",
            ),
            cell(book.say("word.semicolon").join(told) or book.say("word.no_cause")),
        )

    items = [(one.seat, one) for one in fallen(book)]
    columns = book.columns("account", "#points", "#share", "stage", "+beside")
    return book.listed("falling", items, columns, made, tone="alarm")


def _points(book: Book, one: Fallen) -> Cell:
    """By how much the share fell since; where it fell before, nothing since, and when that was."""
    if one.points is None and one.before is not None:
        return cell("0", key=0, note=book.say("word.fell_in", period=book.wording.period(one.before)))
    return cell(points_of(one.points) or book.say("word.unknown"), key=one.points or 0, tone="alarm")


def at_risk(book: Book) -> Section:
    """Where something is critical though nothing fell."""

    def made(item: Any) -> Row:
        seat, gaps, _ = item
        now = seat.now
        latest = now.readings.stage.latest
        share = book.wording.share(latest.share) if latest else book.say("word.unknown")
        why = book.say("word.semicolon").join(now.wording.of_gap(one, "title") for one in gaps[:CAUSES])
        return row(
            book.account(seat, note=book.person(now.account.owner)),
            cell(book.wording.label("stage", level_of(now)), note=share),
            cell(why),
        )

    items = risky(book)
    note = book.say("note.at_risk", count=len(items), all=len(items) + len(fallen(book)))
    columns = book.columns("account", "stage", "+why")
    return book.listed("at_risk", items, columns, made, note=note, tone="alarm")


def risky(book: Book) -> list[Any]:
    """What is at risk and does not fall: as the quarter has it, by weight."""
    falls = {one.seat.id for one in fallen(book)}
    return [one for one in book.quarter.at_risk if one[0].id not in falls]


def points_of(by: float | None) -> str:
    """`▼ 15`; "" where nobody knows."""
    return "" if by is None else "{sign}{points}".format(**by_points(by))


def by_points(by: float) -> dict[str, str | int]:
    """The same in two, for a sentence that counts points."""
    shown = f"{abs(round(by, 1)):g}"
    points: str | int = int(shown) if shown.isdigit() else shown
    return {"sign": f"{'▲' if by > 0 else '▼'}\u00a0", "points": points}
