"""A calendar as RFC 5545 wants it, whatever stands in the accounts."""

from __future__ import annotations

import re
from datetime import date

import pytest

from relreport.actions import Plan
from relreport.audience import audience_named
from relreport.build.order import Order
from relreport.build.plans import for_audience, plan_of
from relreport.exchange.calendar import as_calendar
from relreport.model import Settings
from relreport.parse import parse

DAY = date(2026, 11, 20)
NASTY = "报价；二期, 三段; \\ 反斜杠 " + "很长" * 40 + " 🚄" * 20
ACCOUNT = f"""---
name: 甲, 公司; 乙\\丙
contacts:
  - {{id: wang, name: 王磊, birthday: 05-18}}
  - {{id: eva, name: Eva, birthday: 2000-02-29}}
promises:
  - {{on: 2026-11-01, to: [wang, eva], what: "{NASTY.replace(chr(92), chr(92) * 2)}", due: 2026-12-31}}
actions:
  - {{do: late, due: 2026-11-30, at: "23:30"}}
  - {{do: "two\\nlines", due: 2026-12-01}}
tenders:
  - {{name: G60, due: 2026-12-15}}
---
## 待办
- [ ] 约总工 !2026-12-05
"""


def plan(text: str = ACCOUNT) -> Plan:
    parsed = parse("accounts/jia.md", text.encode())
    assert parsed.account is not None
    assert not parsed.findings
    order = Order(settings=Settings(), day=DAY, audience="manager")
    return for_audience(plan_of(parsed.account, order), order, "zh")


def written(text: str = ACCOUNT, language: str = "zh", day: date = DAY) -> bytes:
    settings = Settings()
    return as_calendar([plan(text)], audience_named("manager", settings), settings, day, language)


@pytest.fixture(scope="module")
def data() -> bytes:
    return written()


def entries(data: bytes) -> list[dict[str, str]]:
    """The properties of each entry, lines joined again, names with their parameters."""
    text = data.decode("utf-8").replace("\r\n ", "")
    found = re.findall(r"BEGIN:VEVENT\r\n(.*?)END:VEVENT\r\n", text, re.DOTALL)
    return [dict(line.split(":", 1) for line in one.splitlines()) for one in found]


def test_lines_end_with_both_signs_and_are_short(data: bytes) -> None:
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert b"\r" not in data.replace(b"\r\n", b"")
    for line in data.split(b"\r\n"):
        assert len(line) <= 75
        line.decode("utf-8")  # no character is cut
    assert any(line.startswith(b" ") for line in data.split(b"\r\n"))


def test_what_a_calendar_begins_with(data: bytes) -> None:
    lines = data.decode().split("\r\n")
    assert lines[:3] == ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//relreport//EN"]
    assert [line for line in lines if line.startswith(("BEGIN:", "END:"))][1:-1] == [
        "BEGIN:VEVENT",
        "END:VEVENT",
    ] * 7


def test_every_entry_has_what_it_must(data: bytes) -> None:
    found = entries(data)
    assert len({one["UID"] for one in found}) == len(found) == 7
    for one in found:
        assert one["DTSTAMP"] == "20261120T000000Z"
        assert re.fullmatch(r"[0-9a-f]{32}@relreport", one["UID"])
        assert ("DTSTART" in one) == ("DTEND" in one)
        assert ("DTSTART;VALUE=DATE" in one) == ("DTEND;VALUE=DATE" in one)


def test_texts_are_escaped(data: bytes) -> None:
    told = [one["SUMMARY"] for one in entries(data)]
    assert all(not re.search(r"(?<!\\)(?:\\\\)*[,;]", one) for one in told)
    (promise,) = (one for one in told if "报价" in one)
    plain = re.sub(r"\\(.)", r"\1", promise)
    assert plain == f"甲, 公司; 乙\\丙：我方承诺（王磊、Eva）：{NASTY}"
    assert any("two lines" in one for one in told)


def test_days_end_the_day_after_and_hours_an_hour_later(data: bytes) -> None:
    found = entries(data)
    whole = {
        one["DTSTART;VALUE=DATE"]: one["DTEND;VALUE=DATE"] for one in found if "DTSTART;VALUE=DATE" in one
    }
    assert whole["20261231"] == "20270101"
    (late,) = (one for one in found if "DTSTART" in one)
    assert (late["DTSTART"], late["DTEND"]) == ("20261130T233000", "20261201T003000")


def test_birthdays_come_again_each_year_the_29th_of_february_too(data: bytes) -> None:
    rules = {one["DTSTART;VALUE=DATE"]: one["RRULE"] for one in entries(data) if "RRULE" in one}
    assert rules == {"20270518": "FREQ=YEARLY", "20270228": "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1"}


def test_an_entry_stays_the_same_one(data: bytes) -> None:
    """On another day, in another language, with another text: a calendar that had it changes it."""
    later = entries(written(ACCOUNT.replace("约总工", "约总工喝茶"), "en", date(2026, 11, 21)))
    assert {one["UID"] for one in later} == {one["UID"] for one in entries(data)}
    assert written() == data


def test_another_reader_of_calendars_agrees(data: bytes) -> None:
    icalendar = pytest.importorskip("icalendar")
    calendar = icalendar.Calendar.from_ical(data)
    events = calendar.walk("VEVENT")
    assert not calendar.errors
    assert not any(event.errors for event in events)
    assert len(events) == 7
    days = {event.start for event in events}
    assert date(2026, 12, 31) in days
