"""Dates that are not written in full: what they likely are, from the dates around them.

`11/3`, `11月3日`, `Nov 3` lack the year, `3/11/2026` and `20261103` are written otherwise, `昨天` says
another day every day. None of them is read. Where the dates around leave one day alone, it is offered.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from relreport.spellings import narrow

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMED = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_NTH = r"\d{1,2}(?:st|nd|rd|th)?"
_SHAPES = (
    ("ymd", r"(?P<y>(?:19|20)\d{2})(?P<m>\d{2})(?P<d>\d{2})"),
    ("md", r"(?P<m>\d{1,2})\s?月\s?(?P<d>\d{1,2})\s?[日号]?"),
    ("yymd", r"(?P<y>\d{2})(?:[-/.]|年\s?)(?P<m>\d{1,2})(?:[-/.]|月\s?)(?P<d>\d{1,2})[日号]?"),
    ("either", r"(?P<a>\d{1,2})(?P<sign>[-/.])(?P<b>\d{1,2})(?:(?P=sign)(?P<y>\d{4}))?"),
    ("named", rf"(?P<name>{_NAMED})\s?(?P<d>{_NTH})(?:,?\s(?P<y>\d{{4}}))?"),
    ("named", rf"(?P<d>{_NTH})\s?(?P<name>{_NAMED})(?:,?\s(?P<y>\d{{4}}))?"),
)
_WHOLE = tuple((shape, re.compile(expression, re.IGNORECASE)) for shape, expression in _SHAPES)
_ANY = "|".join(re.sub(r"\(\?P<\w+>", "(?:", one).replace("(?P=sign)", "[-/.]") for _, one in _SHAPES)
_WEEKDAY = "周[一二三四五六日天]|星期[一二三四五六日天]|礼拜[一二三四五六日天]"
_MOVING = (
    rf"(?:[上下本这]?个?(?:{_WEEKDAY})|[上下本这]个?(?:周|星期|月|季度)末?"
    r"|前天|昨天|昨日|昨晚|今天|今日|今早|今晚|明天|明日|后天|大后天|月底|月初|月末|年底|年末|年初"
    r"|today|yesterday|tomorrow|tonight|(?:last |next |this )?(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|(?:last|next|this) (?:week|month|quarter)|end of (?:the )?(?:week|month|year))"
)
HALF = re.compile(rf"(?:{_ANY})(?![\d%]|[:：]\d)", re.IGNORECASE)
"""A date of which a part is missing, or whose parts stand in another order."""
MOVING = re.compile(rf"{_MOVING}(?![a-z])", re.IGNORECASE)
"""A word for a day that is another one tomorrow."""

# days: how near to the dates around it a day must be, and how much nearer than any other
_NEAR, _APART = 150, 60
_FULL = re.compile(r"(?<!\d)(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})(?!\d)")
_ENDS = re.compile(r"---|\s{0,3}#{1,2} |[^\W\d][\w-]*\s?[:：]")  # a block of dates ends at such a line
_REACH = 60  # lines


def possible_day(written: str) -> date | None:
    """The day that was likely meant by one that there is not: the last of November by its 31st, 13 April by
    2026-13-04."""
    found = _FULL.fullmatch(narrow(written).strip().rstrip("日号"))
    if not found:
        return None
    year, month, on = (int(one) for one in found.groups())
    if not year:
        return None
    if month > 12 and 1 <= on <= 12 and month <= monthrange(year, on)[1]:
        return date(year, on, month)
    if 1 <= month <= 12 and 28 < on <= 31:
        return date(year, month, monthrange(year, month)[1])
    return None


def likely_day(written: str, around: Sequence[date], *, least: date | None = None) -> date | None:
    """The day that was meant, where the dates around leave but one. `least`: it cannot be before that day."""
    plain = narrow(written)
    found = {
        one
        for shape, expression in _WHOLE
        if (parts := expression.fullmatch(plain))
        for one in _days(shape, parts, around)
        if least is None or one >= least
    }
    if not around:
        return next(iter(found)) if len(found) == 1 else None
    nearest = sorted((_off(one, around), one) for one in found)
    if not nearest or nearest[0][0] > _NEAR:
        return nearest[0][1] if len(nearest) == 1 and re.search(r"\d{4}", plain) else None
    if len(nearest) > 1 and nearest[1][0] - nearest[0][0] < _APART:
        return None
    return nearest[0][1]


def certain_day(written: str) -> date | None:
    """The day of `20261103`, which can mean no other."""
    parts = _WHOLE[0][1].fullmatch(narrow(written))
    return next(_days("ymd", parts, ()), None) if parts else None


def _days(shape: str, parts: re.Match[str], around: Iterable[date]) -> Iterator[date]:
    """Every day that the parts may mean."""
    held = parts.groupdict()
    year = held.get("y")
    years = {int(year) + (2000 if len(year) == 2 else 0)} if year else set()
    if not years:
        years = {one.year + by for one in around for by in (-1, 0, 1)}
    if shape == "either":
        pairs = {(int(held["a"]), int(held["b"])), (int(held["b"]), int(held["a"]))}
    elif shape == "named":
        pairs = {(_MONTHS.index(held["name"][:3].lower()) + 1, int(re.sub(r"\D", "", held["d"])))}
    else:
        pairs = {(int(held["m"]), int(held["d"]))}
    for one in years:
        for month, day in pairs:
            try:
                yield date(one, month, day)
            except ValueError:
                continue


def _off(day: date, around: Sequence[date]) -> int:
    """How many days it lies outside the dates around it."""
    first, last = min(around), max(around)
    return max((first - day).days, (day - last).days, 0)


class DatesOfLines:
    """The full dates of a file, by line."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self._first = [
            (number, one)
            for number, line in enumerate(lines)
            if (one := next(_dates(line), None)) is not None
        ]
        self._ends = [number for number, line in enumerate(lines) if _ENDS.match(line)]

    def around(self, number: int) -> list[date]:
        """The dates on a line, and the first of the nearest line above and below that has one.

        First those of its own block; where it has none, those of the next.
        """
        found = list(_dates(self._lines[number]))
        above = self._first[: bisect_left(self._first, number, key=lambda one: one[0])][-1:]
        below = self._first[bisect_right(self._first, number, key=lambda one: one[0]) :][:1]
        near = [one for one in (*above, *below) if abs(one[0] - number) <= _REACH]
        found += [one for line, one in near if not self._ended(line, number)]
        return found or [one for _, one in near]

    def _ended(self, line: int, number: int) -> bool:
        """Whether a block ends between the two lines, or at the other one."""
        low, high = (line, number) if line < number else (number + 1, line + 1)
        return bisect_left(self._ends, low) < bisect_left(self._ends, high)


def _dates(line: str) -> Iterator[date]:
    for parts in _FULL.finditer(line):
        try:
            yield date(int(parts[1]), int(parts[2]), int(parts[3]))
        except ValueError:
            continue
