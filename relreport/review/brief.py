"""The head of a review: what moved, in three or four sentences."""

from __future__ import annotations

from relreport.page.contract.parts import Sentence
from relreport.review.book import Book
from relreport.review.falling import risky


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
    if critical := [seat for seat, _, _ in risky(book)]:
        told.append(book.told("verdict.at_risk", count=len(critical), names=book.accounts(critical[:2])))
    settled = [one for _, one in quarter.promises if one.settled]
    bad = [one for one in settled if one.end != "kept"]
    if settled:
        key = "verdict.promises_bad" if bad else "verdict.promises_good"
        told.append(book.told(key, count=len(bad), of=len(settled)))
    if quarter.asks:
        told.append(book.told("verdict.asks", count=len(quarter.asks)))
    return told
