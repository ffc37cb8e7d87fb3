"""The ten questions of a review, each answered in a line and leading to the chapter behind it."""

from __future__ import annotations

from fractions import Fraction

from relreport.model import Amount
from relreport.page.contract.parts import FigureCell, Tone
from relreport.page.shorten import cut
from relreport.review.agreed import became
from relreport.review.book import Book
from relreport.review.falling import by_points, causes, fallen, risky
from relreport.review.seats import Seat
from relreport.text.figures import percent

QUESTIONS = (
    "sales",
    "overdue",
    "pipeline",
    "falling",
    "promises",
    "unvisited",
    "rivals",
    "asks",
    "sure",
    "spread",
)
CHAPTERS = {"sales": "money", "overdue": "owed", "spread": "touches"}
"""The chapter that a question leads to, where it is called otherwise."""
NAMED, TOLD = 3, 2
NAME = 24  # widths of an account's name in a line


def answers(book: Book) -> list[FigureCell]:
    """The ten answers in the order in which they are asked; each figure is the sum of its chapter."""
    return [
        _sales(book),
        _overdue(book),
        _pipeline(book),
        _falling(book),
        _promises(book),
        _unvisited(book),
        _rivals(book),
        _asks(book),
        _sure(book),
        _spread(book),
    ]


def _answer(
    book: Book, name: str, value: str, *notes: str, tone: Tone = "", unknown: bool = False
) -> FigureCell:
    return FigureCell(
        label=book.say(f"question.{name}"),
        value=value,
        notes=[one for one in notes if one],
        tone=tone,
        unknown=unknown,
        href=f"#{CHAPTERS.get(name, name)}",
    )


def _joined(book: Book, *said: str) -> str:
    return book.say("word.semicolon").join(one for one in said if one)


def _name(seat: Seat) -> str:
    """The account's name as a line has room for it; whole it stands in the chapter."""
    return cut(seat.name, NAME)


def _sales(book: Book) -> FigureCell:
    quarter = book.quarter
    sales, target, before = (quarter.total(name) for name in ("sales", "target", "year_ago"))
    if not sales:
        return _answer(book, "sales", book.say("word.unknown"), book.say("answer.no_figures"), unknown=True)
    below = quarter.below_target
    return _answer(
        book,
        "sales",
        book.sums(sales),
        _joined(
            book,
            book.say("answer.of_target", target=book.sums(target))
            if target
            else book.say("answer.no_target"),
            _percent(book, sales, target),
            book.say("answer.year_ago", amount=book.sums(before)) if before else "",
        ),
        book.say("answer.below", count=len(below), names=book.few([_name(seat) for seat, _ in below], TOLD))
        if below
        else "",
    )


def _percent(book: Book, sales: dict[str, Amount], target: dict[str, Amount]) -> str:
    """How much of the target was sold, where there is one currency and every account has both."""
    told = book.quarter.money.values()
    either = [one for one in told if one.sales is not None or one.target is not None]
    if (
        len(sales) != 1
        or sales.keys() != target.keys()
        or any(None in (one.sales, one.target) for one in either)
    ):
        return ""
    (sold,), (wanted,) = sales.values(), target.values()
    return book.say("answer.percent", percent=percent(Fraction(sold) / Fraction(wanted))) if wanted else ""


def _overdue(book: Book) -> FigureCell:
    owed = book.quarter.total("overdue")
    if not owed:
        return _answer(book, "overdue", book.say("word.unknown"), book.say("answer.no_figures"), unknown=True)
    owing = [
        book.say("answer.owes", account=_name(seat), amount=book.money(amount, book.currency(seat)))
        for seat, amount in book.quarter.owing
    ]
    if not owing:
        return _answer(book, "overdue", book.sums(owed))
    return _answer(
        book,
        "overdue",
        book.sums(owed),
        book.say("answer.owing", count=len(owing), names=book.few(owing, NAMED)),
        tone="alarm",
    )


def _pipeline(book: Book) -> FigureCell:
    quarter = book.quarter
    won, lost = (
        len([one for _, one in quarter.decided if one.result == result]) for result in ("won", "lost")
    )
    decided = book.say("answer.decided", won=won, lost=lost) if won or lost else ""
    if not quarter.pipeline:
        return _answer(book, "pipeline", book.say("answer.no_tender"), decided)
    sums = book.values(quarter.pipeline)
    high = [pair for pair in quarter.pipeline if pair[1].chance == "high"]
    count = book.say("answer.tenders", count=len(quarter.pipeline))
    first, tender = quarter.pipeline[0]
    due = {"on": book.on(tender.due)} if tender.due else {}
    worth = book.sums(book.values(high))
    facts = {"sum": worth} if worth else {}
    good = book.say("answer.good_chance", count=len(high), **facts) if high else book.say("answer.no_chance")
    return _answer(
        book,
        "pipeline",
        book.sums(sums) or count,
        _joined(book, count if sums else "", good),
        book.say("answer.next", tender=tender.name or tender.id, account=_name(first), **due),
        decided,
    )


def _falling(book: Book) -> FigureCell:
    found = fallen(book)
    others = len(risky(book))
    critical = book.say("answer.critical", count=others) if others else ""
    told = []
    for one in found[:TOLD]:
        why = next(iter(causes(book, one.seat)), "")
        facts: dict[str, str | int] = {"account": _name(one.seat)}
        if one.points is not None:
            facts |= by_points(one.points)
        elif one.before is not None:
            facts["before"] = book.say("word.fell_in", period=book.wording.period(one.before))
        told.append(book.say("answer.fell", **facts, **({"why": why} if why else {})))
    more = book.say("answer.more_fell", count=len(found) - TOLD) if len(found) > TOLD else ""
    value = book.say("answer.of_accounts", count=len(found), of=len(book.quarter.present))
    return _answer(
        book, "falling", value, *told, _joined(book, more, critical), tone="alarm" if found else ""
    )


def _promises(book: Book) -> FigureCell:
    settled = [one for _, one in book.quarter.promises if one.settled]
    before = [one for _, one in book.quarter.promises if one.end == "overdue" and not one.settled]
    older = book.say("answer.overdue_before", count=len(before)) if before else ""
    if not settled:
        return _answer(book, "promises", book.say("answer.none_due"), older)
    counts = {end: sum(one.end == end for one in settled) for end in ("late", "broken", "overdue", "gone")}
    bad = [book.say(f"answer.{end}", count=count) for end, count in counts.items() if count]
    again = sum(one.again is not None and one.new for _, one in book.quarter.promises)
    kept = sum(one.end == "kept" for one in settled)
    return _answer(
        book,
        "promises",
        book.say("answer.kept_of", kept=kept, of=len(settled)),
        book.wording.several(bad),
        _joined(book, older, book.say("answer.again", count=again) if again else ""),
    )


def _unvisited(book: Book) -> FigureCell:
    found = book.quarter.unvisited
    told = [
        book.say("answer.unmet", account=_name(seat), days=(book.quarter.after - last).days)
        if last
        else book.say("answer.never_met", account=_name(seat))
        for seat, last, _ in found
    ]
    value = book.say("answer.of_accounts", count=len(found), of=len(book.quarter.present))
    return _answer(book, "unvisited", value, book.few(told, NAMED))


def _rivals(book: Book) -> FigureCell:
    quarter = book.quarter
    if not quarter.rivals:
        return _answer(book, "rivals", book.say("word.none"), book.say("none.rivals"))
    where = {name: len({seat.id for seat, _ in found}) for name, found in quarter.rivals.items()}
    told = [book.say("answer.rival_at", rival=name, count=count) for name, count in where.items()]
    moved = [name for name in quarter.rivals if quarter.rival_moves(name)]
    return _answer(
        book,
        "rivals",
        book.say(
            "answer.rivals",
            count=len(where),
            accounts=len({seat.id for found in quarter.rivals.values() for seat, _ in found}),
        ),
        book.few(told, NAMED),
        book.say("answer.moving", names=book.few(moved, NAMED)) if moved else book.say("answer.still"),
    )


def _asks(book: Book) -> FigureCell:
    quarter = book.quarter
    late = [one for _, one in quarter.asks if one.due and one.due < quarter.after]
    costs: dict[str, Amount] = {}
    for seat, one in quarter.asks:
        if one.cost is not None:
            costs[book.currency(seat)] = costs.get(book.currency(seat), 0) + one.cost
    days = max(((quarter.after - one.due).days for one in late if one.due), default=0)
    return _answer(
        book,
        "asks",
        book.say("answer.asks", count=len(quarter.asks)) if quarter.asks else book.say("answer.no_asks"),
        _joined(
            book,
            book.say("answer.asks_late", count=len(late), days=days) if late else "",
            book.say("answer.cost", cost=book.sums(costs)) if costs else "",
        ),
        became(book),
        tone="alarm" if late else "",
    )


def _sure(book: Book) -> FigureCell:
    quarter = book.quarter
    of = len(quarter.present)
    rests = [
        book.say("answer.rest", count=count, source=book.wording.label("basis", source))
        for source, count in quarter.sources.items()
        if source != "unknown"
    ]
    open_ = [
        book.say(f"answer.{name}", count=count)
        for name, count in (
            ("no_share", quarter.sources.get("unknown", 0)),
            ("unread", len(quarter.unread)),
            ("keyless", len(quarter.keyless)),
            ("silent", of - len(quarter.money)),
        )
        if count
    ]
    return _answer(
        book,
        "sure",
        book.say("answer.proved", count=quarter.proved, of=of),
        book.few(rests, NAMED),
        book.wording.several(open_),
    )


def _spread(book: Book) -> FigureCell:
    tiers = book.quarter.by_tier
    if not any(one.asked for one in tiers):
        return _answer(book, "spread", book.say("word.unknown"), book.say("none.touches"), unknown=True)
    told = {
        one.tier: book.say("answer.tier", tier=book.tier(one.tier), made=one.made, asked=one.asked)
        for one in tiers
    }
    least = min((one for one in tiers if one.asked), key=lambda one: Fraction(one.made, one.asked))
    if least.made >= least.asked:
        every = book.wording.several(list(told.values()))
        return _answer(book, "spread", book.say("answer.as_asked"), every, book.say("answer.spread"))
    others = [told[one.tier] for one in tiers if one is not least]
    return _answer(
        book,
        "spread",
        told[least.tier],
        book.wording.several(others),
        book.say("answer.spread"),
        tone="warn",
    )
