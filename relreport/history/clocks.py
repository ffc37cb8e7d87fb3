"""The days of commits that stand one after the other, where some of the clocks were wrong.

What a commit stands on was there before it, and none is of tomorrow. Where the days say otherwise, the fewest
clocks that must have been wrong are taken to be the wrong ones; their commits count as of the day of the one
before.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date


def settled(days: Sequence[date], latest: date = date.max) -> list[date]:
    """The days in an order that is possible, the oldest first, none of them after `latest`."""
    right = _in_order(days, latest)
    if not any(right):  # it is our own clock that is wrong
        return list(days)
    first = next((day for day, good in zip(days, right, strict=True) if good), date.min)
    found: list[date] = []
    for day, good in zip(days, right, strict=True):
        found.append(day if good else found[-1] if found else first)
    return found


def _in_order(days: Sequence[date], latest: date) -> list[bool]:
    """Which days belong to the longest row that never goes back; of two as long, the one of later days.

    Nothing is told as known earlier than it may have been.
    """
    ends: list[int] = []  # the least value in which a row of each length ends
    places: list[int] = []  # and where it stands
    before: dict[int, int] = {}
    for place in range(len(days) - 1, -1, -1):
        if days[place] > latest:
            continue
        value = -days[place].toordinal()
        length = bisect_right(ends, value)
        before[place] = places[length - 1] if length else -1
        ends[length : length + 1] = [value]
        places[length : length + 1] = [place]
    right = [False] * len(days)
    place = places[-1] if places else -1
    while place >= 0:
        right[place] = True
        place = before[place]
    return right
