"""Values with a meaning of their own: a period, a share, a birthday."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import total_ordering
from typing import NamedTuple

from relreport.record import dataclass

Amount = int | Decimal  # of money: whole where it is whole, never a float


class Period(NamedTuple):
    """A year, half, quarter or month: its name as ISO-like text (`2026-Q3`), first and last day."""

    first: date
    last: date
    name: str

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @classmethod
    def year(cls, year: int) -> Period:
        return cls(date(year, 1, 1), date(year, 12, 31), f"{year}")

    @classmethod
    def half(cls, year: int, half: int) -> Period:
        return cls(date(year, half * 6 - 5, 1), month_end(year, half * 6), f"{year}-H{half}")

    @classmethod
    def quarter(cls, year: int, quarter: int) -> Period:
        return cls(date(year, quarter * 3 - 2, 1), month_end(year, quarter * 3), f"{year}-Q{quarter}")

    @classmethod
    def month(cls, year: int, month: int) -> Period:
        return cls(date(year, month, 1), month_end(year, month), f"{year}-{month:02d}")


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    if month == 12:
        return date(year, 12, 31)
    return date(year, month + 1, 1) - timedelta(days=1)


@total_ordering
@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole as exact fractions, from `low` to `high`; equal where it is one figure.

    Levels follow `low`; points, spans and comparisons follow `middle`.
    """

    low: Fraction
    high: Fraction

    @classmethod
    def of(cls, value: Fraction) -> Share:
        return cls(value, value)

    @property
    def middle(self) -> Fraction:
        return (self.low + self.high) / 2 if self.is_range else self.low

    @property
    def is_range(self) -> bool:
        # fractions are slow to compare, and one figure is mostly one fraction
        return self.low is not self.high and self.low != self.high

    def __lt__(self, other: Share) -> bool:
        return self.middle < other.middle


class Birthday(NamedTuple):
    """Month and day; the year where it was told."""

    month: int
    day: int
    year: int | None = None

    def in_year(self, year: int) -> date:
        """The day it is kept in `year`: 29 February on the 28th in other years."""
        try:
            return date(year, self.month, self.day)
        except ValueError:
            return date(year, 2, 28)

    def next(self, day: date) -> date:
        """The first birthday on or after `day`."""
        this_year = self.in_year(day.year)
        return this_year if this_year >= day else self.in_year(day.year + 1)
