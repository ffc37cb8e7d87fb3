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
    key = "both" if fell and rose else "fell" if fell else "rose" if rose else "steady"
    told.append(
        book.told(
            f"verdict.{key}",
            day=book.on(quarter.before),
            fell=len(fell),
            rose=len(rose),
            of=of,
            names=book.accounts((fell or rose)[:2]),
        )
    )
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
