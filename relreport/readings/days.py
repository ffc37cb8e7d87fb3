"""Ages, windows, and levels that change on known days."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from math import ceil
from typing import Any, Generic, TypeVar

from relreport.morrow import CHANGING

Level = TypeVar("Level")
Fact = TypeVar("Fact")


def age(on: date, day: date) -> int:
    """Days from `on` to `day`; a fact of the day itself is 0 days old."""
    return (day - on).days


def in_last(on: date | None, days: int, day: date) -> bool:
    """Whether it happened in the last `days` days: 0 ≤ age < days. An undated fact did not."""
    if type(day) in CHANGING:
        today: Any = day
        return on is not None and bool(today.in_last(on, days))
    return on is not None and 0 <= (day - on).days < days


def over_ago(on: date | None, days: float, day: date) -> bool:
    """Whether it happened over `days` days ago: an age of exactly `days` is not over."""
    if type(day) in CHANGING:
        today: Any = day
        return on is not None and bool(today.over_ago(on, days))
    return on is not None and (day - on).days > days


def aged(days: Sequence[date], least: float, below: float, day: date) -> tuple[int, int]:
    """Where in `days`, which are in order, those begin and end that were `least` ≤ age < `below` days ago."""
    first, last = day - timedelta(days=ceil(below)), day - timedelta(days=ceil(least))
    return bisect_right(days, first), bisect_right(days, last)


def within_next(on: date | None, days: int, day: date) -> bool:
    """Whether it lies at most `days` days ahead, today included."""
    return on is not None and 0 <= (on - day).days <= days


class Steps(Generic[Level]):
    """A level and the day it began, again and again: asked by day, in the time of a look-up."""

    __slots__ = ("_days", "_levels")

    def __init__(self, start: Level, changes: Iterable[tuple[date, Level]] = ()) -> None:
        """`changes` in order of their days; the level of a day is the last one that began on or before it."""
        self._days: list[date] = []
        self._levels: list[Level] = [start]
        for day, level in changes:
            if self._days and self._days[-1] == day:
                self._levels[-1] = level
                if len(self._levels) > 1 and self._levels[-2] == level:
                    self._days.pop()
                    self._levels.pop()
            elif level != self._levels[-1]:
                self._days.append(day)
                self._levels.append(level)

    @property
    def days(self) -> tuple[date, ...]:
        """The days on which the level changed."""
        return tuple(self._days)

    def on(self, day: date) -> Level:
        """The level of a day."""
        return self._levels[bisect_right(self._days, day)]

    def before(self, day: date) -> Level:
        """The level of the day before."""
        return self.on(day - timedelta(days=1))
