"""What holds tomorrow is kept, and is then what a build from scratch would make; nothing else is taken over."""

from __future__ import annotations

import json
import operator
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import cache, partial
from pathlib import Path
from random import Random
from typing import Any

import pytest

from benchmarks.made import account
from relreport.build import incremental, morning
from relreport.build.job import Built, Job
from relreport.build.morning import next_morning
from relreport.build.one import build_one
from relreport.build.order import Order
from relreport.model import Settings
from relreport.morrow import HORIZON, Holds, Later, Today, in_drawing, joined, later, woven
from relreport.parse import parse_settings
from relreport.phrases import filled
from relreport.pieces import Pieces
from relreport.readings.days import in_last, over_ago
from tests.build.workspace import build, files, identities, workspace, write

DAY = date(2026, 11, 20)
CHECKOUT = Path(__file__).parents[2]


def days_on(days: int) -> date:
    return DAY + timedelta(days=days)


@pytest.fixture
def holds() -> Holds:
    return Holds()


@pytest.fixture
def today(holds: Holds) -> Any:
    return Today(DAY, holds)


# an answer, and for how many more days it is the same

COMPARED = ("lt", "le", "gt", "ge", "eq", "ne")


@pytest.mark.parametrize("name", COMPARED)
@pytest.mark.parametrize("ahead", range(-2, HORIZON + 3))
@pytest.mark.parametrize("turned", [False, True])
def test_a_comparison_of_days_holds_for_as_long_as_it_does(name: str, ahead: int, turned: bool) -> None:
    asked = getattr(operator, name)
    other = days_on(ahead)

    def answer(day: Any) -> bool:
        return bool(asked(other, day) if turned else asked(day, other))

    same_for_as_long_as_it_does(answer)


@pytest.mark.parametrize("name", COMPARED)
@pytest.mark.parametrize("limit", [-3, 0, 1, 2, 2.5, 4, 30])
@pytest.mark.parametrize("on", [days_on(-2), days_on(0), days_on(3)])
def test_a_comparison_of_days_gone_by_holds_for_as_long_as_it_does(name: str, limit: float, on: date) -> None:
    asked = getattr(operator, name)
    same_for_as_long_as_it_does(lambda day: asked((day - on).days, limit))
    same_for_as_long_as_it_does(lambda day: asked(limit, (on - day).days))


@pytest.mark.parametrize("days", [0, 1, 3, 4.5, 90])
@pytest.mark.parametrize("ahead", range(-6, 7))
def test_a_window_holds_for_as_long_as_it_does(days: Any, ahead: int) -> None:
    same_for_as_long_as_it_does(partial(in_last, days_on(ahead), days))
    same_for_as_long_as_it_does(partial(over_ago, days_on(ahead), days))


def same_for_as_long_as_it_does(answer: Callable[[Any], bool]) -> None:
    holds = Holds()
    assert answer(Today(DAY, holds)) == answer(DAY)
    plain = [answer(days_on(days)) for days in range(HORIZON + 1)]
    lasts = next((days - 1 for days, one in enumerate(plain) if one != plain[0]), HORIZON)
    assert holds.last == lasts


def test_a_day_between_others_is_found_where_a_plain_one_is(holds: Holds, today: Any) -> None:
    days = [days_on(-9), days_on(0), days_on(4)]
    assert sorted([days[2], today, days[0]]) == [days[0], today, days[2]]
    assert max(days[0], today) is today
    assert holds.last == 3  # on the fourth day it is no longer before the last


def test_the_year_and_what_is_worked_out_of_the_day_are_asked_on_each(holds: Holds) -> None:
    late: Any = Today(date(2026, 12, 29), holds)
    assert late.year == 2026
    assert holds.last == 2
    working: Any = late.moving(lambda day: day + timedelta(days=day.weekday() == 3))
    assert working.isoformat().at(2) == "2027-01-01"
    assert working >= late


@pytest.mark.parametrize(
    "asked",
    [
        str,
        repr,
        hash,
        lambda day: f"{day:%d}",
        lambda day: day.weekday(),
        lambda day: day.day,
        lambda day: day.replace(day=1),
        lambda day: {day},
        lambda day: (day - DAY).days * 2,
        lambda day: (day - DAY).days // 7,
        lambda day: f"{(day - DAY).days}",
        lambda day: list(range((day - DAY).days)),
        lambda day: list(day.isoformat()),
        lambda day: day.isoformat().removeprefix("2026"),
    ],
)
def test_what_nobody_foresaw_holds_for_today_alone(
    holds: Holds, today: Any, asked: Callable[[Any], object]
) -> None:
    try:
        assert asked(today) == asked(DAY) or holds.last == 0
    except (TypeError, AttributeError):
        return  # the account is made with a plain day
    assert holds.last == 0


@pytest.mark.parametrize(
    "asked",
    [
        lambda day: date.toordinal(day),
        lambda day: ", ".join([day.isoformat()]),
        lambda day: json.dumps(day),
        lambda day: day + 1,
    ],
)
def test_what_does_not_ask_is_no_answer(today: Any, asked: Callable[[Any], object]) -> None:
    with pytest.raises(TypeError):
        asked(today)


def test_texts_with_the_day_in_them_are_one_for_each_day(holds: Holds, today: Any) -> None:
    days: Any = (today - days_on(-3)).days
    ago: Any = filled("{days|day|days} ago", {"days": days})
    assert [ago.at(one) for one in (0, 2)] == ["3 days ago", "5 days ago"]
    told: Any = joined("; ", ["seen", woven("{}, {}", ago, "wrote")])
    assert told.at(1) == "seen; 4 days ago, wrote"
    assert told[:1].upper().at(0) == "S"
    assert [one.at(1) for one in told.split("; ")] == ["seen", "4 days ago, wrote"]
    assert told.replace("seen", "met").lower().at(2) == "met; 5 days ago, wrote"
    assert holds.last == HORIZON


def test_a_drawing_holds_while_a_text_is_as_wide(holds: Holds, today: Any) -> None:
    days: Any = (today - days_on(-7)).days
    in_drawing(later(days, str, days))
    assert holds.last == 2  # 7, 8, 9


def test_a_text_of_somebody_else_is_never_taken_for_ones_own(today: Any) -> None:
    others: Any = Later(Holds(), lambda days: "theirs")
    with pytest.raises(ValueError, match="changes"):
        morning._taken_out(others.__html__().encode(), [])


# accounts


@cache
def settings() -> Settings:
    return parse_settings("relreport.yaml", (CHECKOUT / "relreport.yaml").read_bytes()).settings


def kept_of(built: Built, job: Job, day: date) -> Built | None:
    """An account on a later day, out of what is kept of it."""
    pieces = Pieces()
    pieces.add("x", incremental.parts_of(built))
    before = replace(incremental.built_of(pieces, "x", None), past=built.past)
    return next_morning(before, json.loads(pieces.part("x", incremental.MORROW)), day, built.files.get)


def told(built: Built) -> Any:
    said: Mapping[str, Any] = {
        **vars(built),
        "morrow": None,
        "rows": dict(built.rows),
        "facts": dict(built.facts),
    }
    return json.loads(json.dumps(said, default=bytes.decode))


@pytest.mark.parametrize("number", range(4))
def test_a_kept_account_is_the_one_that_would_be_made(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    dice = Random(number)
    text = account(number)
    if number % 2:
        place = dice.choice(sorted((CHECKOUT / "accounts").glob("*.md")))
        text = place.read_text(encoding="utf-8")
    lines = [line for line in text.split("\n") if not line.startswith("  - {") or dice.random() < 0.9]
    job = Job(path="accounts/x.md", id="x", data="\n".join(lines).encode())
    first = date(2026, 10, 1) + timedelta(days=dice.randrange(90))
    order = Order(settings=settings(), day=first, languages=("zh", "en"))
    built = build_one(job, order)
    with monkeypatch.context() as patched:
        patched.setattr("relreport.build.one.made_to_last", lambda *_: None)
        assert told(built) == told(build_one(job, order))
        days = built.morrow.get("last", 0)
        for day in {1, days} if days else set():
            later = first + timedelta(days=day)
            kept = kept_of(built, job, later)
            assert kept is not None
            assert told(kept) == told(build_one(job, replace(order, day=later)))
            built = kept
    assert kept_of(built, job, first + timedelta(days=days + 1)) is None if days else not built.morrow


def test_most_of_what_is_calm_lasts() -> None:
    order = Order(settings=Settings(), day=DAY, languages=("zh",))
    jobs = [Job(path=f"accounts/a{n}.md", id=f"a{n}", data=account(n).encode()) for n in range(8)]
    assert sum(bool(build_one(job, order).morrow) for job in jobs) >= 3


# builds


def of_day(days: int) -> tuple[str, str]:
    return "--as-of", days_on(days).isoformat()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return workspace(tmp_path / "work")


def as_from_scratch(root: Path, *options: str) -> bool:
    assert build(root, *options, "--force", "--output", str(root / "fresh")) == 0
    return files(root / "output") == files(root / "fresh")


def test_the_next_morning_makes_no_account_that_holds(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert build(root, *of_day(0)) == 0
    with monkeypatch.context() as patched:
        patched.setattr("relreport.build.one._made", None)
        assert build(root, *of_day(1)) == 0
        assert build(root, *of_day(3)) == 0
    assert as_from_scratch(root, *of_day(3))
    before = identities(root / "output")
    assert build(root, *of_day(3)) == 0
    assert identities(root / "output") == before


@pytest.mark.parametrize("changed", ["file", "page", "settings", "audience", "language"])
def test_what_changed_beside_the_day_is_made(root: Path, changed: str) -> None:
    assert build(root, *of_day(0)) == 0
    options = list(of_day(1))
    match changed:
        case "file":
            write(root, "beta", said="and sons")
        case "page":
            page = root / "output" / "accounts" / "beta.html"
            page.write_bytes(page.read_bytes().replace(b"Beta", b"Evil"))
        case "settings":
            with (root / "relreport.yaml").open("a", encoding="utf-8") as file:
                file.write("company: Chengyu\n")
        case "audience":
            options += ["--audience", "customer", "--yes"]
        case "language":
            options += ["--lang", "zh"]
    assert build(root, *options) == 0
    assert as_from_scratch(root, *options)


def test_reports_that_are_searched_are_made_and_searched_each_morning(root: Path) -> None:
    assert build(root, *of_day(0), "--audience", "team") == 0
    assert build(root, *of_day(1), "--audience", "team") == 0
    assert as_from_scratch(root, *of_day(1), "--audience", "team")
