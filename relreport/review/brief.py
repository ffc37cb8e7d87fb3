"""The head of a review: its six figures, and what moved in three or four sentences."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from relreport.model import Amount
from relreport.page.contract.parts import FigureCell, Sentence
from relreport.review.book import Book
from relreport.text.figures import percent


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
    if not wanted:
        return ""
    return book.say("figure.percent", percent=percent(Fraction(sold) / Fraction(wanted)))


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
