"""The review in words: its head, its figures, and the chapters of the whole portfolio."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from relreport.build import Order
from relreport.model import Amount
from relreport.page.contract import Cell, FigureCell, Row, Section, Sentence, Table, Tone
from relreport.page.parts import cell, row, section, sentence, table
from relreport.review.quarter import Quarter, Seat, level_of
from relreport.review.telling import ToldMove, Words
from relreport.review.trends import QUARTERS
from relreport.text import Wording

SHOWN = 12
NO_BREAK = "\u00a0"
STAGES = ("lost", "development", "initial", "stable", "strategic", "unknown")
ENDS = ("kept", "late", "broken", "overdue", "open")
Item = TypeVar("Item")


class Book:
    """What every chapter asks for: the facts, the words of one language, names, money, days."""

    def __init__(self, quarter: Quarter, order: Order, language: str, *, outward: bool) -> None:
        self.quarter = quarter
        self.order = order
        self.words = Words(language)
        self.language = language
        self.wording = Wording(
            language=language,
            day=quarter.after,
            outward=outward,
            own_labels=order.settings.labels,
            people={one.id: one.name for one in order.settings.people},
        )

    def say(self, key: str, **facts: str | int) -> str:
        return self.words.say(key, **facts)

    def told(self, key: str, **facts: str | int) -> Sentence:
        return sentence(self.words.template(key), facts)

    def columns(self, *names: str) -> list[str]:
        """Column labels; a mark before a name aligns it as in a table."""
        return [
            f"{name[:1]}{self.say(f'column.{name[1:]}')}" if name[:1] in "#+-" else self.say(f"column.{name}")
            for name in names
        ]

    @cached_property
    def leaves(self) -> set[str]:
        return {seat.id for seat in self.quarter.running_order[0]}

    def account(self, seat: Seat, note: str = "") -> Cell:
        """The account's name, leading to its own page where it has one."""
        return cell(
            seat.name, href=f"#account-{seat.id}" if seat.id in self.leaves else "", note=note, key=seat.name
        )

    def accounts(self, seats: Sequence[Seat]) -> str:
        return self.wording.several([one.name for one in seats])

    def person(self, id: str | None) -> str:
        return self.wording.person(id) if id else self.say("word.nobody")

    def money(self, amount: Amount | None, currency: str) -> str:
        if amount is None:
            return ""
        return Wording(language=self.language, day=self.quarter.after, currency=currency).money(amount)

    def sums(self, by_currency: dict[str, Amount]) -> str:
        said = [self.money(value, currency) for currency, value in sorted(by_currency.items())]
        return self.wording.several(said)

    def on(self, day: date | None) -> str:
        return self.wording.day_of(day) if day else ""

    def due(self, due: date | None) -> Cell:
        if due is None:
            return cell(self.say("word.undated"), key="9999")
        late = (self.quarter.after - due).days
        note = self.say("word.late", days=late) if late > 0 else ""
        return cell(
            self.on(due).replace(" ", NO_BREAK),
            note=note.replace(" ", NO_BREAK),
            tone="alarm" if note else "",
            key=due.isoformat(),
        )

    def sheet(
        self, columns: Sequence[str], rows: Sequence[Row], *, caption: str = "", shown: int = SHOWN
    ) -> Table:
        rest = rows[shown:]
        label = self.say("word.more", count=len(rest)) if rest else ""
        return table(columns, rows[:shown], more=rest, more_label=label, caption=caption)

    def listed(
        self,
        id: str,
        items: Sequence[Item],
        columns: Sequence[str],
        made: Callable[[Item], Row],
        *,
        tone: Tone = "",
        note: str = "",
    ) -> Section:
        """A section of one table; without an entry it is one quiet line."""
        title = self.say(f"title.{id}")
        if not items:
            return section(id, title, sentences=[self.told(f"none.{id}")])
        rows = [made(one) for one in items]
        return section(
            id,
            title,
            note=note or self.say(f"note.{id}", count=len(items)),
            tone=tone,
            tables=[self.sheet(columns, rows)],
        )


def figures(book: Book) -> list[FigureCell]:
    """The figures a director asks for first; each is the sum of a section below."""
    quarter = book.quarter
    unknown = book.say("word.unknown")
    sales, target, overdue = (quarter.total(name) for name in ("sales", "target", "overdue"))
    owing = sum(bool(one.overdue) for one in quarter.money.values())
    of_target = book.say("figure.of_target", target=book.sums(target)) if target else ""
    late = [one for _, one in quarter.asks if one.due and one.due < quarter.after]
    settled = [one for _, one in quarter.promises if one.settled]
    kept = book.say("figure.kept_of", kept=sum(one.end == "kept" for one in settled), of=len(settled))
    risky = len(quarter.at_risk)
    of = book.say("figure.of", count=len(quarter.present))
    return [
        _figure(
            book,
            "sales",
            book.sums(sales) or unknown,
            (
                of_target or book.say("figure.no_figures"),
                _percent(book, sales, target),
                _year_ago(book, sales),
            ),
            unknown=not sales,
            to="money",
        ),
        _figure(
            book,
            "overdue",
            book.sums(overdue) or unknown,
            (book.say("figure.overdue_at", count=owing) if owing else "",),
            alarm=any(overdue.values()),
            unknown=not overdue,
            to="money",
        ),
        _figure(
            book,
            "asks",
            str(len(quarter.asks)),
            (book.say("figure.asks_late", count=len(late)) if late else "",),
            alarm=bool(late),
        ),
        _figure(book, "at_risk", str(risky), (of,), alarm=risky > 0),
        _figure(book, "promises", kept if settled else book.say("figure.none_due"), ()),
        _figure(book, "unvisited", str(len(quarter.unvisited)), (of,)),
    ]


def _figure(
    book: Book,
    name: str,
    value: str,
    notes: Sequence[str],
    *,
    alarm: bool = False,
    unknown: bool = False,
    to: str = "",
) -> FigureCell:
    return FigureCell(
        label=book.say(f"figure.{name}"),
        value=value,
        notes=[one for one in notes if one],
        tone="alarm" if alarm else "",
        unknown=unknown,
        href=f"#{to or name}",
    )


def _percent(book: Book, sales: dict[str, Amount], target: dict[str, Amount]) -> str:
    """How much of the target was sold, where there is one currency and every account has both."""
    if len(sales) != 1 or sales.keys() != target.keys():
        return ""
    both = [one for one in book.quarter.money.values() if one.sales is not None and one.target is not None]
    if len(both) != len(
        [one for one in book.quarter.money.values() if one.sales is not None or one.target is not None]
    ):
        return ""
    (sold,), (wanted,) = sales.values(), target.values()
    return book.say("figure.percent", percent=round(sold / wanted * 100)) if wanted else ""


def _year_ago(book: Book, sales: dict[str, Amount]) -> str:
    before = book.quarter.total("year_ago")
    return book.say("figure.year_ago", amount=book.sums(before)) if before and sales else ""


def verdict(book: Book) -> list[Sentence]:
    """What moved, in three or four sentences."""
    quarter = book.quarter
    of = len(quarter.present)
    if not of:
        return [book.told("verdict.nobody")]
    fell = [seat for seat, points in quarter.shares if points < 0]
    rose = [seat for seat, points in reversed(quarter.shares) if points > 0]
    told: list[Sentence] = []
    if fell and rose:
        told.append(
            book.told("verdict.both", fell=len(fell), rose=len(rose), of=of, names=book.accounts(fell[:2]))
        )
    elif fell:
        told.append(book.told("verdict.fell", fell=len(fell), of=of, names=book.accounts(fell[:2])))
    elif rose:
        told.append(book.told("verdict.rose", rose=len(rose), of=of, names=book.accounts(rose[:2])))
    else:
        told.append(book.told("verdict.steady", of=of))
    if quarter.at_risk:
        risky = [seat for seat, _, _ in quarter.at_risk]
        told.append(book.told("verdict.at_risk", count=len(risky), names=book.accounts(risky[:3])))
    settled = [one for _, one in quarter.promises if one.settled]
    bad = [one for one in settled if one.end != "kept"]
    if settled:
        key = "verdict.promises_bad" if bad else "verdict.promises_good"
        told.append(book.told(key, count=len(bad), of=len(settled)))
    if quarter.asks:
        told.append(book.told("verdict.asks", count=len(quarter.asks)))
    return told


def sections(book: Book) -> list[Section]:
    """The chapters of the whole portfolio, decisions first."""
    return [one for one in _sections(book) if one is not None]


def _sections(book: Book) -> Iterator[Section | None]:
    from relreport.review.market import money, pipeline, rivals
    from relreport.review.people import levels, touches, unvisited

    yield _asks(book)
    yield _answered(book)
    yield money(book)
    yield pipeline(book)
    yield _at_risk(book)
    yield _stages(book)
    yield _new_and_lost(book)
    yield levels(book)
    yield _promises(book)
    yield _actions(book)
    yield _gaps(book)
    yield _long_open(book)
    yield touches(book)
    yield unvisited(book)
    yield rivals(book)
    yield _running_order(book)
    yield _sure(book)


def _asks(book: Book) -> Section:
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


def _answered(book: Book) -> Section:
    def made(item: Any) -> Row:
        seat, ask = item
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
        "answered", book.quarter.answered, book.columns("+what", "account", "of", "became"), made
    )


def _at_risk(book: Book) -> Section:
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


def _stages(book: Book) -> Section:
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


def _new_and_lost(book: Book) -> Section:
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


def _promises(book: Book) -> Section:
    """How promises ended, then those that did not end well, by account."""
    entries = book.quarter.promises
    if not entries:
        return section("promises", book.say("title.promises"), sentences=[book.told("none.promises")])
    counted = [one for _, one in entries if one.settled or one.end in ("open", "overdue")]
    sums = {end: sum(one.end == end for one in counted) for end in ENDS}
    sums["again"] = sum(one.again is not None and one.new for _, one in entries)
    sums["new"] = sum(one.new for _, one in entries)
    shown = [
        pair
        for pair in entries
        if pair[1].end in ("late", "broken", "overdue") or (pair[1].again and pair[1].new)
    ]
    tables = [_counts(book, "end", sums, book.say("caption.promises"))]
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


def _counts(book: Book, block: str, sums: Mapping[str, int], caption: str) -> Table:
    """Counts side by side: a row of figures is read faster than a column of them."""
    cells = [cell(str(count), key=count, strong=count > 0) for count in sums.values()]
    columns = ["", *(f"#{book.say(f'{block}.{name}')}" for name in sums)]
    return table(columns, [row(cell(book.say("column.count")), *cells)], caption=caption)


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
        cell(end, note=book.on(promise.due), tone="alarm" if given.end in ("broken", "overdue") else ""),
    )


def _actions(book: Book) -> Section:
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


def _gaps(book: Book) -> Section:
    quarter = book.quarter
    groups = {state: quarter.gaps(state) for state in ("open", "closed", "accepted")}
    grave = [pair for pair in groups["open"] if pair[1].move.gap and pair[1].move.gap.severity >= 3]
    sums = {state: len(found) for state, found in groups.items()}
    tables = [_counts(book, "gap", sums, book.say("caption.gaps"))]
    if grave:
        tables.append(
            book.sheet(
                book.columns("account", "+opened", "moved_by"),
                [row(book.account(seat), cell(one.title), why_cell(book, one)) for seat, one in grave],
                caption=book.say("caption.gaps_open"),
            )
        )
    return section("gaps", book.say("title.gaps"), tables=tables)


def why_cell(book: Book, told: ToldMove) -> Cell:
    return cell(
        told.why or told.cause, place=told.place, note=book.say("diff.unproved") if told.unproved else ""
    )


def _long_open(book: Book) -> Section:
    def made(item: Any) -> Row:
        seat, gap, count = item
        title = seat.now.wording.of_gap(gap, "title")
        said = f"{count}+" if count == QUARTERS else str(count)  # nobody looked further back
        return row(book.account(seat), cell(title), cell(said, key=count))

    columns = book.columns("account", "+gap", "#reviews")
    return book.listed("long_open", book.quarter.long_open, columns, made)


def _running_order(book: Book) -> Section:
    first, rest = book.quarter.running_order
    rows = [
        row(
            {
                **book.account(seat, note=book.person(seat.now.account.owner) if seat.now else ""),
                "text": f"{place}  {seat.name}",
                "key": place,
            },
            cell(_subject(book, seat)),
        )
        for place, seat in enumerate(first, 1)
    ]
    told = [book.told("word.rest", count=len(rest), names=book.accounts(rest))] if rest else []
    return section(
        "running_order",
        book.say("title.running_order"),
        note=book.say("note.running_order", count=len(first)),
        sentences=told,
        tables=[table(book.columns("account", "+speak_of"), rows)] if rows else [],
    )


def _subject(book: Book, seat: Seat) -> str:
    """What to speak of: what fell, the gravest gap, what is asked of us."""
    now = seat.now
    if now is None:
        return ""
    said = [one.what for one in seat.moves if one.move.up is False and not one.move.is_gap][:1]
    said += [now.wording.of_gap(one, "title") for one in now.ordered if not one.is_record][:2]
    said += [one.what for one in now.account.asks if not one.is_decided and one.what][:1]
    return book.say("word.semicolon").join(said)


def _sure(book: Book) -> Section:
    """How sure the figures are: what the shares rest on, what could not be read, where the past is from."""
    quarter = book.quarter
    rows = [
        row(
            cell(book.say("word.unknown") if source == "unknown" else book.wording.label("basis", source)),
            cell(str(count), key=count),
        )
        for source, count in sorted(quarter.sources.items(), key=lambda pair: -pair[1])
    ]
    told = []
    if quarter.unread:
        told.append(book.told("sure.unread", count=len(quarter.unread), names=book.accounts(quarter.unread)))
    without = len(quarter.present) - len(quarter.money)
    if without:
        told.append(book.told("sure.no_figures", count=without, of=len(quarter.present)))
    return section(
        "sure",
        book.say("title.sure"),
        sentences=told,
        tables=[table(book.columns("source", "#accounts_count"), rows, caption=book.say("caption.sources"))],
    )
