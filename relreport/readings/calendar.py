"""Days people work and rest, hours at which a call is unwelcome, festivals that ask for a greeting.

The calendars are slow to load: they come in when a call with a time or an action's date asks.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, time, timedelta
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

from relreport.answers import answered
from relreport.record import dataclass

NOON, NOON_ENDS = time(12), time(14, 30)
WINTER_MORNING, REST_MORNING = time(8), time(9)
SUMMER_MONTHS, WINTER_MONTHS = (6, 7, 8), (12, 1, 2)
SATURDAY = 5

ONE_DAY = timedelta(days=1)


def bad_hour(day: date, clock: time, calendar: str) -> str | None:
    """Why a call at this local time is unwelcome: `noon`, `early`, `dayoff`, or None (S1-58…S1-60, C-20).

    The first minute of a span is in it, the last is not. A weekend worked in lieu remains one here.
    """
    if NOON <= clock < NOON_ENDS and day.month in SUMMER_MONTHS:
        return "noon"
    if clock >= REST_MORNING:
        return None
    if day.weekday() >= SATURDAY or is_public_holiday(day, calendar):
        return "dayoff"
    return "early" if clock < WINTER_MORNING and day.month in WINTER_MONTHS else None


def decent_hour(day: date, clock: time, calendar: str) -> time:
    """The time itself, or the first one after it at which a call is welcome."""
    match bad_hour(day, clock, calendar):
        case "noon":
            return NOON_ENDS
        case "dayoff":
            return REST_MORNING
        case "early":
            return WINTER_MORNING
        case _:
            return clock


def is_public_holiday(day: date, calendar: str) -> bool:
    """Whether the day is off: a holiday itself, or a day given off for a weekend worked in lieu."""
    return day in _year(calendar, day.year).days_off


def has_holidays(calendar: str) -> bool:
    """Whether a country is known by that code, which loads the calendars."""
    from holidays.registry import COUNTRIES

    return any(calendar.upper() in codes for _, *codes in COUNTRIES.values())


def is_working_day(day: date, calendar: str) -> bool:
    """Whether people work that day, weekends worked in lieu included."""
    year = _year(calendar, day.year)
    return day in year.worked or (day.weekday() not in year.weekend and day not in year.days_off)


def working_day_on_or_after(day: date, calendar: str) -> date:
    """The day itself where people work on it, else the next working day."""
    while not is_working_day(day, calendar):
        day += ONE_DAY
    return day


@dataclass(frozen=True, slots=True, kw_only=True)
class _Year:
    days_off: frozenset[date]
    worked: frozenset[date]
    weekend: frozenset[int]


@lru_cache(maxsize=64)
def _year(calendar: str, year: int) -> _Year:
    days_off, worked, weekend = answered(f"year {calendar} {year}", lambda: _looked_up(calendar, year))
    return _Year(
        days_off=frozenset(map(date.fromordinal, days_off)),
        worked=frozenset(map(date.fromordinal, worked)),
        weekend=frozenset(weekend),
    )


def _looked_up(calendar: str, year: int) -> list[list[int]]:
    """Days off, weekend days worked in lieu, and the days of the week that are weekend.

    A fresh calendar each time, so that no answer depends on what was asked before.
    """
    from holidays import country_holidays

    try:
        with _others_left_out():
            found = country_holidays(calendar.upper(), years=year, expand=False)
    except NotImplementedError:
        return [[], [], [SATURDAY, SATURDAY + 1]]
    worked = (one for one in found.weekend_workdays if one.year == year)
    return [[one.toordinal() for one in found], [one.toordinal() for one in worked], sorted(found.weekend)]


@contextmanager
def _others_left_out() -> Iterator[None]:
    """Whoever touches `holidays.countries` loads all 250 of them: meanwhile a bare package stands there."""
    import holidays

    name = "holidays.countries"
    if name in sys.modules:
        yield
        return
    bare = ModuleType(name)
    bare.__path__ = [str(Path(holidays.__file__).parent / "countries")]
    sys.modules[name] = bare
    try:
        yield
    finally:
        del sys.modules[name]


class Festival(NamedTuple):
    """A festival and its day."""

    name: str
    on: date


def festivals(first: date, last: date) -> tuple[Festival, ...]:
    """The five festivals from `first` to `last`, both included, in order: each day itself, no days off."""
    found = [
        one
        for year in range(first.year, last.year + 1)
        for one in _festivals(year)
        if first <= one.on <= last
    ]
    return tuple(sorted(found, key=lambda one: one.on))


@lru_cache(maxsize=16)
def _festivals(year: int) -> tuple[Festival, ...]:
    found = map(date.fromordinal, answered(f"festivals {year}", lambda: _by_the_moon(year)))
    return (
        Festival("new-year", date(year, 1, 1)),
        *map(Festival, ("spring-festival", "dragon-boat", "mid-autumn"), found),
        Festival("national-day", date(year, 10, 1)),
    )


def _by_the_moon(year: int) -> list[int]:
    from lunar_python import Lunar

    found = [Lunar.fromYmd(year, month, day).getSolar() for month, day in ((1, 1), (5, 5), (8, 15))]
    return [date(on.getYear(), on.getMonth(), on.getDay()).toordinal() for on in found]
