"""Complaints: the cause, the remedy, the chance. Today is 2026-06-30."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.rules.cases import tell
from tests.rules.tables import as_told, rows, told

WANG = "contacts: [{id: wang}, {id: gone, left: 2026-01-01}]\n"


def told_on(*complaints: str) -> str:
    """Complaints by cause and day."""
    lines = [f"- {{cause: {cause}, on: {day}}}" for cause, day in map(str.split, complaints)]
    return "\n".join(["complaints:", *lines])


QUIET: dict[str, dict[str, Any]] = {
    "CMP01": {
        "none said": "complaints: none",
        "acted": "complaints: [{on: 2026-06-01, cause: product, acted: 2026-06-30}]",
        "theirs": "complaints: [{on: 2026-06-01, cause: their-schedule}]",
        "cause unknown": "complaints: [{on: 2026-06-01}]",
        "closed over a year ago": "complaints: [{cause: product, closed: 2025-06-29}]",
        "told later": "complaints: [{on: 2026-07-01, cause: product}]",
    },
    "CMP02": {
        "cause known": "complaints: [{on: 2026-06-01, cause: product}]",
        "closed": "complaints: [{on: 2026-06-01, closed: 2026-06-30}]",
    },
    "CMP03": {
        "ours": "complaints: [{on: 2026-06-01, cause: teamwork}]",
        "closed": "complaints: [{on: 2026-06-01, cause: their-demands, closed: 2026-06-20}]",
        "cause unknown": "complaints: [{on: 2026-06-01}]",
    },
    "CMP04": {
        "once": "complaints: [{on: 2026-06-01, cause: product}]",
        "two causes": "complaints: [{on: 2026-06-01, cause: product}, {on: 2026-06-02, cause: commercial}]",
        "theirs": told_on("their-schedule 2026-06-01", "their-schedule 2026-06-02"),
        "one a year ago": "complaints: [{on: 2026-06-01, cause: product}, {on: 2025-06-30, cause: product}]",
        "one undated": "complaints: [{on: 2026-06-01, cause: product}, {cause: product}]",
    },
    "CMP05": {
        "acted 30 days ago": "complaints: [{cause: product, acted: 2026-05-31}]",
        "closed": "complaints: [{cause: product, acted: 2026-05-01, closed: 2026-06-30}]",
        "not acted": "complaints: [{on: 2026-01-01, cause: product}]",
        "theirs": "complaints: [{cause: their-schedule, acted: 2026-01-01}]",
    },
    "CMP06": {
        "not closed": WANG + "complaints: [{cause: product, acted: 2026-06-01}]",
        "closed 90 days ago": WANG + "complaints: [{cause: product, closed: 2026-04-01}]",
        "theirs": WANG + "complaints: [{cause: their-schedule, closed: 2026-06-01}]",
        "met since": WANG + "complaints: [{cause: product, closed: 2026-06-01}]\n"
        "interactions: [{on: 2026-06-02, with: wang, kind: meal}]",
        "met on the day": WANG + "complaints: [{cause: product, closed: 2026-06-01}]\n"
        "interactions: [{on: 2026-06-01, kind: visit}]",
    },
}


@pytest.mark.parametrize(("code", "front"), rows(QUIET))
def test_quiet(code, front):
    assert tell(code, front).gaps == ()


FOUND: dict[str, dict[str, Any]] = {
    "CMP01": {
        "not acted": (
            WANG + "complaints: [{id: c1, on: 2026-06-20, from: wang, about: 色差, cause: product}]",
            [told("c1", "critical", cause="product", contact="wang", what="色差", days=10)],
        ),
        "an explanation is no remedy": (
            "complaints: [{on: 2026-06-30, cause: commercial, action: 已说明}]",
            [told("complaint-1", "critical", cause="commercial", days=0)],
        ),
        "acted later": (
            "complaints: [{on: 2026-06-20, cause: product, acted: 2026-07-01}]",
            [told("complaint-1", "critical", cause="product", days=10)],
        ),
        "closed a year ago without a remedy": (
            "complaints: [{on: 2025-06-01, cause: teamwork, closed: 2025-06-30}]",
            [told("complaint-1", "critical", "closed", cause="teamwork", last=date(2025, 6, 30))],
        ),
        "of somebody who has left": (
            WANG + "complaints: [{from: gone, cause: product}]",
            [told("complaint-1", "critical", cause="product")],
        ),
    },
    "CMP02": {
        "no cause": (
            WANG + "complaints: [{on: 2026-06-20, from: wang, about: 色差}]",
            [told("complaint-1", "major", contact="wang", what="色差", days=10)],
        ),
        "nothing but that there is one": (
            "complaints: [{about: 色差}]",
            [told("complaint-1", "major", what="色差")],
        ),
        "an action is recorded": (
            "complaints: [{on: 2026-06-20, action: 换货}]",
            [told("complaint-1", "minor?", "acted", days=10)],
        ),
        "the day of a remedy is recorded": (
            "complaints: [{on: 2026-06-20, acted: 2026-06-21}]",
            [told("complaint-1", "minor?", "acted", days=10)],
        ),
        "closed later": (
            "complaints: [{on: 2026-06-20, closed: 2026-07-01}]",
            [told("complaint-1", "major", days=10)],
        ),
    },
    "CMP03": {
        "theirs": (
            WANG + "complaints: [{on: 2026-01-01, from: wang, about: 工期, cause: their-schedule}]",
            [told("complaint-1", "info", cause="their-schedule", contact="wang", what="工期")],
        ),
    },
    "CMP04": {
        "twice": (
            told_on("product 2026-06-01", "product 2025-07-01"),
            [told(None, "major", cause="product", times=2, days=365)],
        ),
        "the most frequent cause": (
            told_on(
                "product 2026-06-01",
                "product 2026-06-02",
                "teamwork 2026-01-01",
                "teamwork 2026-01-02",
                "teamwork 2026-01-03",
            ),
            [told(None, "major", cause="teamwork", times=3, days=365)],
        ),
        "as frequent: the latest": (
            told_on(
                "product 2026-06-01",
                "commercial 2026-06-02",
                "commercial 2026-06-03",
                "product 2026-06-04",
            ),
            [told(None, "major", cause="product", times=2, days=365)],
        ),
    },
    "CMP05": {
        "acted 31 days ago": (
            WANG
            + "complaints: [{on: 2026-05-01, from: wang, about: 色差, cause: product, acted: 2026-05-30}]",
            [
                told(
                    "complaint-1",
                    "minor",
                    days=31,
                    on=date(2026, 5, 30),
                    limit=30,
                    contact="wang",
                    what="色差",
                )
            ],
        ),
    },
    "CMP06": {
        "closed 89 days ago, nobody met": (
            WANG + "complaints: [{from: wang, cause: product, acted: 2026-04-01, closed: 2026-04-02}]\n"
            "interactions: [{on: 2026-04-01, kind: visit}, {on: 2026-06-01, with: wang, kind: call}]",
            [told("complaint-1", "info", on=date(2026, 4, 2), contact="wang")],
        ),
    },
}


@pytest.mark.parametrize(("code", "front", "expected"), rows(FOUND))
def test_found(code, front, expected):
    assert [as_told(code, gap) for gap in tell(code, front).gaps] == expected
