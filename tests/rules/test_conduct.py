"""Conduct: hours of calls, promises, answers, principles, their commitments. Today is 2026-06-30."""

from __future__ import annotations

from datetime import date, time
from fractions import Fraction
from typing import Any

import pytest

from relreport.model import RuleSettings, Settings, Share
from tests.rules.cases import PEOPLE, tell
from tests.rules.tables import as_told, rows, told

WANG = "contacts: [{id: wang}, {id: gone, left: 2026-06-30}]\n"
TWO_CALLS = """
interactions:
- {on: 2026-06-10, at: '12:30', kind: call}
- {on: 2026-01-02, at: '08:30', kind: call}
"""
TWO_OF_THREE, THREE_OF_FOUR = Share.of(Fraction(2, 3)), Share.of(Fraction(3, 4))


def promises(*kept: str) -> str:
    """Promises due on the first days of June: each kept on a day of June, `broken`, or `open` until July."""
    lines = ["promises:"]
    for place, how in enumerate(kept, start=1):
        end = f", kept: 2026-06-{int(how):02}" if how.isdigit() else f", broken: 2026-06-{place:02}"
        lines.append(f"- {{due: 2026-06-{place:02}{end}}}")
    return "\n".join(lines)


QUIET: dict[str, dict[str, Any]] = {
    "CON01": {
        "no time": "actions: [{kind: call, due: 2026-07-15}]",
        "no day": "actions: [{kind: call, at: '13:00'}]",
        "no kind": "actions: [{due: 2026-07-15, at: '13:00'}]",
        "a visit": "actions: [{kind: visit, due: 2026-07-15, at: '13:00'}]",
        "a message": "actions: [{kind: message, due: 2026-07-15, at: '13:00'}]",
        "done": "actions: [{kind: call, due: 2026-07-15, at: '13:00', status: done}]",
        "half past two": "actions: [{kind: call, due: 2026-07-15, at: '14:30'}]",
        "the minute before noon": "actions: [{kind: call, due: 2026-07-15, at: '11:59'}]",
        "noon in September": "actions: [{kind: call, due: 2026-09-01, at: '12:00'}]",
        "eight in winter": "actions: [{kind: call, due: 2026-12-01, at: '08:00'}]",
        "nine on a Saturday": "actions: [{kind: call, due: 2026-07-18, at: '09:00'}]",
    },
    "CON02": {
        "one call": "interactions: [{on: 2026-06-10, at: '12:30', kind: call}]",
        "the other one was theirs": "interactions: [{on: 2026-06-10, at: '12:30', kind: call},"
        " {on: 2026-06-11, at: '12:30', kind: call, initiated: them}]",
        "the other one was a message": "interactions: [{on: 2026-06-10, at: '12:30', kind: call},"
        " {on: 2026-06-11, at: '12:30', kind: message}]",
        "the other one has no time": "interactions: [{on: 2026-06-10, at: '12:30', kind: call},"
        " {on: 2026-06-11, kind: call}]",
        "the other one before the window": "interactions: [{on: 2026-06-10, at: '12:30', kind: call},"
        " {on: 2026-01-01, at: '08:30', kind: call}]",
    },
    "CON03": {
        "none said": "promises: none",
        "due today": "promises: [{due: 2026-06-30}]",
        "kept": "promises: [{due: 2026-06-01, kept: 2026-06-29}]",
        "broken": "promises: [{due: 2026-06-01, broken: 2026-06-20}]",
        "without due": "promises: [{on: 2026-01-01}]",
        "given later": "promises: [{on: 2026-07-01, due: 2026-07-02}]",
    },
    "CON04": {
        "certain": "promises: [{due: 2026-07-10, certain: yes}]",
        "not said": "promises: [{due: 2026-07-10}]",
        "not certain, and kept": "promises: [{due: 2026-07-10, certain: no, kept: 2026-06-20}]",
        "two of two broken": promises("broken", "broken"),
        "four of five on time": promises("1", "1", "1", "1", "broken"),
        "late ones of another year": "promises: [{due: 2025-06-30, kept: 2025-07-02},"
        " {due: 2025-06-29, kept: 2025-07-02}, {due: 2025-06-01, kept: 2025-07-02}]",
        "one due today is not over": promises("1", "2") + "\n- {due: 2026-06-30}",
    },
    "CON05": {
        "with a day": "promises: [{due: 2026-06-30}]",
        "kept": "promises: [{kept: 2026-06-01}]",
        "broken": "promises: [{broken: 2026-06-01}]",
    },
    "CON06": {
        "due today": "requests: [{reply_due: 2026-06-30}]",
        "replied late": "requests: [{reply_due: 2026-06-01, replied: 2026-06-20}]",
        "answered, no day": "requests: [{reply_due: 2026-06-01, answer: refused}]",
        "asked 14 days ago": "requests: [{on: 2026-06-16}]",
        "due later, asked long ago": "requests: [{on: 2026-01-01, reply_due: 2026-07-10}]",
        "no date at all": "requests: [{what: 价格表}]",
    },
    "CON07": {
        "refused": "requests: [{on: 2026-06-01, answer: refused, harms: others}]",
        "harmless": "requests: [{on: 2026-06-01, answer: granted, harms: none}]",
        "harm unknown": "requests: [{on: 2026-06-01, answer: granted}]",
        "not answered": "requests: [{on: 2026-06-01, harms: others}]",
        "replied a year ago": "requests: [{replied: 2025-06-30, answer: granted, harms: us}]",
        "granted later": "requests: [{on: 2026-06-01, replied: 2026-07-01, answer: granted, harms: us}]",
        "no date": "requests: [{answer: granted, harms: us}]",
    },
    "CON08": {
        "within": "requests: [{on: 2026-06-01, authority: within}]",
        "not said": "requests: [{on: 2026-06-01, answer: granted}]",
        "reported today": "requests: [{on: 2026-06-01, authority: beyond, reported: 2026-06-30}]",
        "a year ago": "requests: [{on: 2025-06-01, replied: 2025-06-30, authority: beyond}]",
    },
    "CON09": {
        "due today": WANG + "commitments: [{from: wang, due: 2026-06-30}]",
        "kept": WANG + "commitments: [{from: wang, due: 2026-06-01, kept: 2026-06-10}]",
        "lapsed": WANG + "commitments: [{from: wang, due: 2026-06-01, lapsed: 2026-06-02}]",
        "without due": WANG + "commitments: [{from: wang}]",
        "talked since": WANG + "commitments: [{from: wang, due: 2026-06-01}]\n"
        "interactions: [{on: 2026-06-02, with: wang, initiated: them}]",
        "talked on the day": WANG + "commitments: [{from: wang, due: 2026-06-01}]\n"
        "interactions: [{on: 2026-06-01, with: wang}]",
        "who has left cannot be asked": WANG + "commitments: [{from: gone, due: 2026-06-01}]",
    },
}


@pytest.mark.parametrize(("code", "front"), rows(QUIET))
def test_quiet(code, front):
    assert tell(code, front).gaps == ()


FOUND: dict[str, dict[str, Any]] = {
    "CON01": {
        "noon in summer": (
            WANG + "actions: [{id: a1, with: wang, kind: call, due: 2026-07-15, at: '14:29'}]",
            [told("a1", "minor", "noon", on=date(2026, 7, 15), hour=time(14, 29), contact="wang")],
        ),
        "early in winter": (
            "actions: [{kind: call, due: 2026-12-01, at: '07:59'}]",
            [told("action-1", "minor", "early", on=date(2026, 12, 1), hour=time(7, 59))],
        ),
        "a Saturday worked in lieu": (
            "actions: [{kind: call, due: 2026-10-10, at: '08:59'}]",
            [told("action-1", "minor", "dayoff", on=date(2026, 10, 10), hour=time(8, 59))],
        ),
        "National Day": (
            "actions: [{kind: call, due: 2026-10-01, at: '08:00'}]",
            [told("action-1", "minor", "dayoff", on=date(2026, 10, 1), hour=time(8, 0))],
        ),
    },
    "CON02": {
        "twice": (
            TWO_CALLS,
            [told(None, "info", times=2, days=180)],
        ),
        "twice for one reason": (
            "interactions: [{on: 2026-06-10, at: '12:30', kind: call}, {on: 2026-06-11, at: '13:00', kind: call}]",
            [told(None, "info", "noon", times=2, days=180)],
        ),
    },
    "CON03": {
        "a day late": (
            WANG + "promises: [{id: p1, to: wang, what: 报价, due: 2026-06-29}]",
            [told("p1", "major", days=1, due=date(2026, 6, 29), contacts=("wang",), what="报价")],
        ),
        "seven days late": (
            "promises: [{due: 2026-06-23}]",
            [told("promise-1", "major", days=7, due=date(2026, 6, 23))],
        ),
        "eight days late": (
            "promises: [{due: 2026-06-22}]",
            [told("promise-1", "critical", "long", days=8, due=date(2026, 6, 22))],
        ),
        "kept later": (
            "promises: [{due: 2026-06-29, kept: 2026-07-01}]",
            [told("promise-1", "major", days=1, due=date(2026, 6, 29))],
        ),
        "to several, one of whom has left": (
            WANG + "promises: [{to: [gone, wang], due: 2026-06-29}]",
            [told("promise-1", "major", days=1, due=date(2026, 6, 29), contacts=("wang",))],
        ),
        "to one who has left": (
            WANG + "promises: [{to: gone, what: 报价, due: 2026-06-29}]",
            [told("promise-1", "major", "gone", days=1, due=date(2026, 6, 29), what="报价")],
        ),
        "long ago, to one who has left": (
            WANG + "promises: [{to: gone, due: 2026-06-22}]",
            [told("promise-1", "critical", "gone", days=8, due=date(2026, 6, 22))],
        ),
        "a line of the body": (
            (WANG, "## 承诺\n- [ ] wang：报价 !2026-06-29\n"),
            [told("promise-1", "major", days=1, due=date(2026, 6, 29), contacts=("wang",), what="报价")],
        ),
    },
    "CON04": {
        "not certain": (
            WANG + "promises: [{id: p1, to: wang, what: 报价, due: 2026-07-10, certain: no}]",
            [told("p1", "major", contacts=("wang",), what="报价", due=date(2026, 7, 10))],
        ),
        "not certain, kept later": (
            "promises: [{certain: no, kept: 2026-07-01}]",
            [told("promise-1", "major")],
        ),
        "two of three on time": (
            promises("1", "2", "4"),
            [told(None, "major", "account", known=2, of=3, days=365, share=TWO_OF_THREE, limit=80)],
        ),
        "one to several is one to each": (
            WANG + "promises: [{to: [wang, gone], due: 2026-06-20, kept: 2026-06-20}, {to: wang, due: 2026-06-20, broken: 2026-06-20}]",
            [told(None, "major", "account", known=2, of=3, days=365, share=TWO_OF_THREE, limit=80)],
        ),
        "three of four: one is broken": (
            promises("1", "2", "3", "broken"),
            [told(None, "major", "account", known=3, of=4, days=365, share=THREE_OF_FOUR, limit=80)],
        ),
        "one due today that is broken": (
            promises("1", "2") + "\n- {due: 2026-06-30, broken: 2026-06-20}",
            [told(None, "major", "account", known=2, of=3, days=365, share=TWO_OF_THREE, limit=80)],
        ),
    },
    "CON05": {
        "no day": (
            WANG + "promises: [{on: 2026-06-01, to: wang, what: 报价}]",
            [told("promise-1", "minor?", contacts=("wang",), what="报价", on=date(2026, 6, 1))],
        ),
        "what, and no more": ("promises: [{what: 报价}]", [told("promise-1", "minor?", what="报价")]),
    },
    "CON06": {
        "due yesterday": (
            WANG + "requests: [{from: wang, what: 价格表, reply_due: 2026-06-29}]",
            [told("request-1", "major", days=1, due=date(2026, 6, 29), contact="wang", what="价格表")],
        ),
        "asked 15 days ago": (
            "requests: [{id: r1, on: 2026-06-15}]",
            [told("r1", "major", "undated", days=15, on=date(2026, 6, 15), limit=14)],
        ),
        "replied later": (
            "requests: [{reply_due: 2026-06-29, replied: 2026-07-01, answer: granted}]",
            [told("request-1", "major", days=1, due=date(2026, 6, 29))],
        ),
    },
    "CON07": {
        "harms others": (
            WANG + "requests: [{on: 2025-05-01, from: wang, replied: 2025-07-01, answer: 同意, harms: 他人}]",
            [told("request-1", "critical", contact="wang", on=date(2025, 7, 1))],
        ),
        "harms us, by the day it was asked": (
            "requests: [{on: 2026-06-01, what: 让利, answer: granted, harms: us}]",
            [told("request-1", "critical", "us", what="让利")],  # the day of asking is not the day of agreeing
        ),
    },
    "CON08": {
        "beyond": (
            WANG + "requests: [{from: wang, replied: 2026-06-30, answer: granted, authority: beyond}]",
            [told("request-1", "major", contact="wang", on=date(2026, 6, 30))],
        ),
        "reported later": (
            "requests: [{on: 2026-06-01, authority: beyond, reported: 2026-07-01}]",
            [told("request-1", "major", variant="asked", on=date(2026, 6, 1))],
        ),
    },
    "CON09": {
        "due yesterday": (
            WANG + "commitments: [{from: wang, what: 试铺, due: 2026-06-29}]",
            [told("commitment-1", "major", days=1, due=date(2026, 6, 29), contact="wang", what="试铺")],
        ),
        "talked the day before it was due": (
            WANG + "commitments: [{from: wang, due: 2026-06-20}]\n"
            "interactions: [{on: 2026-06-19, with: wang}, {on: 2026-06-25}]",
            [told("commitment-1", "major", days=10, due=date(2026, 6, 20), contact="wang")],
        ),
        "nobody knows whose": (
            "commitments: [{due: 2026-06-20}]",
            [told("commitment-1", "major", days=10, due=date(2026, 6, 20))],
        ),
    },
}


@pytest.mark.parametrize(("code", "front", "expected"), rows(FOUND))
def test_found(code, front, expected):
    front, body = front if isinstance(front, tuple) else (front, "")
    assert [as_told(code, gap) for gap in tell(code, front, body).gaps] == expected


def test_the_calendar_of_the_settings_says_what_a_holiday_is():
    front = "actions: [{kind: call, due: 2026-10-01, at: '08:30'}]"
    german = Settings(people=PEOPLE, people_given=True, calendar="DE")
    assert tell("CON01", front).gaps
    assert tell("CON01", front, settings=german).gaps == ()


@pytest.mark.parametrize(("least", "found"), [(66.6, 0), (66.7, 1)])
def test_the_share_of_kept_promises_is_compared_exactly(least, found):
    rules = RuleSettings(thresholds={"kept_share": least})
    settings = Settings(people=PEOPLE, people_given=True, rules=rules)
    assert len(tell("CON04", promises("1", "2", "4"), settings=settings).gaps) == found


@pytest.mark.parametrize("mode", ["counter", "transaction"])
def test_promises_count_in_every_way_of_selling(mode):
    assert tell("CON03", f"sales_mode: {mode}\npromises: [{{due: 2026-06-29}}]").gaps
