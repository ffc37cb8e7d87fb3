"""Working days, public holidays, bad hours for a call, festivals: the days of China's published calendars."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, time

import pytest

from relreport.readings import calendar


def clock(text: str) -> time:
    return time.fromisoformat(text)


def day(text: str) -> date:
    return date.fromisoformat(text)


WELCOME = [
    # the first minute after a span is free, the minute before it too
    ("2026-07-15", "11:59", "summer, the minute before noon"),
    ("2026-07-15", "14:30", "summer, the minute after the rest"),
    ("2026-05-29", "13:00", "the last working day of May"),
    ("2026-09-01", "12:00", "the first of September"),
    ("2026-12-01", "08:00", "winter, eight sharp"),
    ("2026-02-27", "08:59", "winter, a working day, before nine"),
    ("2026-03-02", "07:59", "the first working day of March"),
    ("2026-11-30", "06:00", "the last of November"),
    ("2026-07-15", "08:30", "a working day"),
    ("2026-07-18", "09:00", "Saturday, nine sharp"),
    ("2026-10-01", "09:00", "National Day, nine sharp"),
    ("2026-06-22", "08:30", "the Monday after the Dragon Boat weekend"),
    ("2026-07-18", "18:00", "Saturday evening"),
    ("2026-05-02", "12:30", "a holiday's noon in spring"),
]


@pytest.mark.parametrize(("on", "at"), [(on, at) for on, at, _ in WELCOME], ids=[why for *_, why in WELCOME])
def test_a_call_is_welcome(on: str, at: str) -> None:
    assert calendar.bad_hour(day(on), clock(at), "CN") is None
    assert calendar.decent_hour(day(on), clock(at), "CN") == clock(at)


UNWELCOME = [
    ("2026-06-01", "12:00", "noon", "14:30", "the first minute of the first summer day"),
    ("2026-07-15", "14:29", "noon", "14:30", "the last minute of the rest"),
    ("2026-08-31", "13:00", "noon", "14:30", "the last day of August"),
    ("2026-07-18", "12:30", "noon", "14:30", "a Saturday's noon: weekends add to the rest"),
    ("2026-06-19", "12:30", "noon", "14:30", "a holiday's noon in summer"),
    ("2026-12-01", "07:59", "early", "08:00", "the first day of December"),
    ("2027-01-04", "00:00", "early", "08:00", "midnight"),
    ("2028-02-29", "07:59", "early", "08:00", "29 February"),
    ("2026-07-18", "08:59", "dayoff", "09:00", "Saturday"),
    ("2026-07-19", "08:59", "dayoff", "09:00", "Sunday"),
    ("2026-12-05", "07:30", "dayoff", "09:00", "a Saturday in winter: the weekend says more"),
    ("2026-10-10", "08:30", "dayoff", "09:00", "a Saturday worked in lieu stays a Saturday"),
    ("2026-10-01", "08:59", "dayoff", "09:00", "National Day, a Thursday"),
    ("2026-10-07", "08:00", "dayoff", "09:00", "a day given off for a weekend worked in lieu"),
    ("2026-02-16", "07:00", "dayoff", "09:00", "the eve of the Spring Festival"),
]


@pytest.mark.parametrize(
    ("on", "at", "why", "better"),
    [(on, at, why, better) for on, at, why, better, _ in UNWELCOME],
    ids=[name for *_, name in UNWELCOME],
)
def test_a_call_is_unwelcome(on: str, at: str, why: str, better: str) -> None:
    assert calendar.bad_hour(day(on), clock(at), "CN") == why
    assert calendar.decent_hour(day(on), clock(at), "CN") == clock(better)


@pytest.mark.parametrize(
    ("on", "works"),
    [
        ("2026-11-20", True),  # Friday
        ("2026-11-21", False),  # Saturday
        ("2026-11-22", False),  # Sunday
        ("2026-10-10", True),  # Saturday, worked in lieu
        ("2026-09-20", True),  # Sunday, worked in lieu
        ("2026-10-01", False),
        ("2026-10-06", False),  # Tuesday, given off
        ("2026-01-04", True),  # Sunday, worked in lieu of 2 January
        ("2025-01-26", True),  # of another year's list
    ],
)
def test_working_days(on: str, works: bool) -> None:
    assert calendar.is_working_day(day(on), "CN") is works


@pytest.mark.parametrize(
    ("on", "after"),
    [
        ("2026-11-20", "2026-11-20"),
        ("2026-11-22", "2026-11-23"),
        ("2026-10-01", "2026-10-08"),
        ("2026-10-10", "2026-10-10"),
        ("2027-01-01", "2027-01-04"),  # over the turn of the year
        ("2026-02-15", "2026-02-24"),  # the Spring Festival; a Saturday worked in lieu
    ],
)
def test_the_nearest_working_day(on: str, after: str) -> None:
    assert calendar.working_day_on_or_after(day(on), "CN") == day(after)


@pytest.mark.parametrize(
    ("name", "on", "holiday"),
    [
        ("DE", "2026-10-03", True),
        ("DE", "2026-10-01", False),
        ("cn", "2026-10-01", True),  # case is free
        ("XX", "2026-10-01", False),  # no such calendar: weekends alone
    ],
)
def test_other_calendars(name: str, on: str, holiday: bool) -> None:
    assert calendar.is_public_holiday(day(on), name) is holiday
    assert not calendar.is_working_day(day("2026-11-22"), name)


def test_no_answer_depends_on_what_was_asked_before() -> None:
    days = [day("2026-12-31"), day("2027-01-01"), day("2026-01-02"), day("2025-12-31"), day("2026-10-10")]
    calendar._year.cache_clear()
    one_way = [calendar.is_working_day(one, "CN") for one in days]
    calendar._year.cache_clear()
    assert [calendar.is_working_day(one, "CN") for one in reversed(days)] == one_way[::-1]


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        ("2026-11-22", "2026-12-06", []),
        ("2026-01-02", "2026-02-16", []),  # the day before the Spring Festival
        ("2026-02-17", "2026-02-17", ["spring-festival"]),
        ("2026-09-24", "2026-10-08", ["mid-autumn", "national-day"]),
        ("2026-12-25", "2027-01-08", ["new-year"]),  # over the turn of the year
        ("2020-10-01", "2020-10-01", ["mid-autumn", "national-day"]),  # both on one day
        ("2025-07-01", "2025-09-30", []),  # a year with a second sixth month: Mid-Autumn is in October
    ],
)
def test_festivals(first: str, last: str, found: list[str]) -> None:
    assert [one.name for one in calendar.festivals(day(first), day(last))] == found


def test_festivals_of_a_year() -> None:
    found = {one.name: one.on.isoformat() for one in calendar.festivals(day("2026-01-01"), day("2026-12-31"))}
    assert found == {
        "new-year": "2026-01-01",
        "spring-festival": "2026-02-17",
        "dragon-boat": "2026-06-19",
        "mid-autumn": "2026-09-25",
        "national-day": "2026-10-01",
    }


def test_the_calendars_load_only_when_a_day_asks_for_them() -> None:
    script = """if 1:
        import sys
        from datetime import date, time
        from relreport.readings.calendar import bad_hour
        assert bad_hour(date(2026, 7, 15), time(10), "CN") is None
        assert bad_hour(date(2026, 7, 18), time(8), "CN") == "dayoff"
        assert not {"holidays", "lunar_python"} & set(sys.modules)
    """
    subprocess.run([sys.executable, "-c", script], check=True, timeout=60)


def test_a_calendar_brings_in_no_other_country() -> None:
    code = (
        "import sys; from datetime import date; from relreport.readings.calendar import is_working_day;"
        " assert not is_working_day(date(2026, 10, 1), 'cn');"
        " loaded = [one for one in sys.modules if one.startswith('holidays.countries')];"
        " assert loaded == ['holidays.countries.china'], loaded;"
        " import holidays.countries; assert holidays.countries.Austria"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
