"""The whole review of the made history under ten rules, figure by figure against what was worked out by hand.

Each figure that a review shows is counted somewhere without the program: decisions and what became of them,
promises, actions, stage moves and the funnel, shares, money, tenders, rivals, touches and who was not met in
`test_review.py`, from what the making noted down; the ten questions' answers in `test_ten_questions.py`. Here:
everything that rests on rules or readings, from `expected.py`.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass, replace
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from relreport.build.order import Order
from relreport.cli import run
from relreport.config import open_workspace
from relreport.formats.seal import rules_version
from relreport.history import Timeline, open_timeline
from relreport.model import Period
from relreport.review.moments import Moment
from relreport.review.moments import reviewed as period_of
from relreport.review.pairs import compare
from relreport.review.past import Past
from relreport.review.quarter import Quarter
from relreport.review.telling import ToldMove
from relreport.review.volume import Review, quarter_of, review_page, reviewed
from tests.memory import expected
from tests.memory.expected import NOW, NUMBERS, QUARTER_ENDS, id_of
from tests.memory.made_history import AFTER, BEFORE, QUARTERS, ends, make

TODAY = date(2026, 10, 12)


@dataclass(frozen=True)
class Setting:
    root: Path
    review: Review
    quarter: Quarter
    order: Order
    past: Past


@pytest.fixture(scope="module")
def setting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Setting]:
    root = tmp_path_factory.mktemp("counts") / "work"
    make(root, expected.SETTINGS)
    workspace = open_workspace(root)
    timeline, _ = open_timeline(root)
    assert isinstance(timeline, Timeline)
    past = Past(workspace, timeline, TODAY)
    money = workspace.figures((id, one.parsed.name or "") for id, one in past.present.items())
    period = period_of("2026-Q3", TODAY)
    review = reviewed(past, period, past.at(Moment(day=BEFORE)), past.now(AFTER), money.rows)
    order = Order(settings=workspace.settings, day=AFTER, audience="management")
    quarter, _ = quarter_of(review, order, "en")
    yield Setting(root, review, quarter, order, past)
    timeline.close()


def told(one: ToldMove) -> expected.MoveTold:
    return (*one.move.key, one.move.before, one.move.after, one.move.cause)


@pytest.mark.parametrize("number", NUMBERS)
def test_all_that_moved_at_an_account_and_why(setting: Setting, number: int) -> None:
    (seat,) = [one for one in setting.quarter.seats if one.id == id_of(number)]
    assert {told(one) for one in seat.moves} == expected.gap_moves(number) | expected.level_moves(number)
    assert seat.judged_otherwise == ()


@pytest.mark.parametrize("end", range(QUARTER_ENDS))
def test_eight_quarters_of_every_account(setting: Setting, end: int) -> None:
    for number in NUMBERS:
        trend = setting.review.trend[id_of(number)]
        assert len(trend) == QUARTER_ENDS
        one = trend[end]
        assert one.read is expected.is_there(number, end), number
        shares = expected.shares(number, end)
        assert one.stage == expected.stage(number, end), number
        assert one.share == (shares[-1] / 100 if shares else None), number
        if one.read:
            assert one.contacts == expected.contacts(number, end), number
            assert one.relations == expected.gaps(number, end).keys(), number
            assert one.records == frozenset(), number


def test_what_is_open_today_and_how_grave(setting: Setting) -> None:
    for seat, now in setting.quarter.present:
        number = next(one for one in NUMBERS if id_of(one) == seat.id)
        found = {(one.code, one.subject): one.severity.word for one in now.plan.assessment.gaps}
        assert found == expected.gaps(number, NOW), number


@pytest.mark.parametrize("end", range(1, QUARTER_ENDS))
def test_open_gaps_add_up_from_quarter_to_quarter(setting: Setting, end: int) -> None:
    """What was open, what came and went, and what is open: part by part, at every quarter end."""
    days = [date(2024, 12, 31), *(ends(*one) for one in QUARTERS)]
    sights = [setting.past.at(Moment(day=day)) for day in (days[end - 1], days[end])]
    made = Review(
        period=Period.quarter(*QUARTERS[end - 1]),
        comparison=compare(setting.past, *sights),
        trend={},
        money={},
        known=True,
        today=TODAY,
    )
    quarter, _ = quarter_of(made, replace(setting.order, day=days[end]), "en")
    found = quarter.balance
    assert {name: getattr(found, name) for name in expected.balance(end)} == expected.balance(end)
    assert found.start + sum(found.parts.values()) == found.end
    assert (found.read, found.unread, found.failed) == (0, 0, 0)


def test_the_balance_stands_in_the_chapter_and_agrees_with_the_quarters(setting: Setting) -> None:
    site: Any = {"assets": "", "portfolio": "", "languages": [], "pdf": ""}
    page: Any = review_page(setting.review, setting.order, "en", site)
    told = {one["id"]: one for one in page["chapters"][0]["sections"]}
    (line,) = told["gaps"]["tables"][0]["rows"]
    wanted = expected.balance(NOW)
    came = [f"+{wanted['came']}"] if wanted["came"] else []
    assert [one["text"] for one in line["cells"][1:]] == [
        str(wanted["start"]),
        f"+{wanted['opened']}",
        f"−{wanted['closed']}",
        f"−{wanted['accepted']}",
        *came,
        f"−{wanted['went']}",
        str(wanted["end"]),
    ]
    table = [[one["text"] for one in row["cells"]] for row in told["quarters"]["tables"][0]["rows"]]
    assert int(table[0][-1]) == wanted["end"]
    # the quarters are of today's accounts alone, and say of how many gaps they are silent
    assert int(table[1][-1]) == wanted["start"] - wanted["went"]
    assert f"{wanted['went']} gap" in told["quarters"]["note"]


@pytest.mark.parametrize("state", ["open", "closed", "accepted"])
def test_gaps_that_opened_closed_and_were_accepted(setting: Setting, state: str) -> None:
    found = Counter((seat.id, *one.move.key) for seat, one in setting.quarter.gaps(state))
    moves = [(id_of(number), one) for number in NUMBERS for one in expected.gap_moves(number)]
    assert found == Counter((id, *one[:2]) for id, one in moves if one[3] == state)
    assert found  # the history holds each of them


def test_gaps_open_for_three_reviews_or_more(setting: Setting) -> None:
    found = {(seat.id, gap.code, gap.subject): count for seat, gap, count in setting.quarter.long_open}
    assert found == expected.long_open()
    assert set(found.values()) == {4, 7}


def test_people_who_came_nearer_or_trust_us_less(setting: Setting) -> None:
    found = {(seat.id, *told(one)) for seat, one in setting.quarter.levels_moved}
    assert found == {
        (id_of(number), *one)
        for number in NUMBERS
        for one in expected.level_moves(number)
        if one[0] in ("distance", "trust")
    }


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_note_over_distance_and_trust_adds_up_to_its_rows(setting: Setting, language: str) -> None:
    site: Any = {"assets": "", "portfolio": "", "languages": [], "pdf": ""}
    page: Any = review_page(setting.review, setting.order, language, site)
    (section,) = [one for one in page["chapters"][0]["sections"] if one["id"] == "levels"]
    moves = [one for number in NUMBERS for one in expected.level_moves(number) if one[0] in ("distance", "trust")]
    found = [one for one in moves if one[2] == "unknown" and one[3] != "damaged"]
    fell = [one for one in moves if one[3] == "damaged"]
    rose = len(moves) - len(found) - len(fell)
    assert re.findall(r"\d+", section["note"]) == [str(one) for one in (rose, len(fell), len(found))]
    (table,) = section["tables"]
    assert len(table["rows"]) + len(table["more"]) == len(moves)


def test_who_is_at_risk(setting: Setting) -> None:
    found = [seat.id for seat, _, _ in setting.quarter.at_risk]
    assert set(found) == expected.at_risk()
    heavy = {id_of(one): expected.weight(one) for one in NUMBERS}
    assert found == sorted(found, key=lambda id: (-heavy[id], id))


def test_the_running_order(setting: Setting) -> None:
    first, rest = setting.quarter.running_order
    assert ([one.id for one in first], [one.id for one in rest]) == expected.running_order()


def test_who_bought_for_the_first_time_and_who_stopped(setting: Setting) -> None:
    assert [one.id for one in setting.quarter.status_moved("customer")] == [id_of(1)]
    assert [one.id for one in setting.quarter.status_moved("lost")] == [id_of(2)]


def test_how_sure_the_figures_are(setting: Setting) -> None:
    quarter = setting.quarter
    assert quarter.sources == {"estimate": len(NUMBERS)}
    assert quarter.old_shares == []
    assert quarter.untagged == []
    assert [seat.id for seat in quarter.keyless] == [
        id_of(one) for one in NUMBERS if expected.has_left(one, NOW)
    ]
    assert {seat.id for seat, _ in quarter.present} - quarter.money.keys() == {id_of(expected.FRESH)}


@pytest.mark.parametrize(("others", "told"), [("", True), ("12345678", False)])
def test_by_which_rules_it_judges_is_said_where_no_note_says_it(
    setting: Setting, others: str, told: bool
) -> None:
    site: Any = {"assets": "", "portfolio": "", "languages": [], "pdf": ""}
    comparison = replace(setting.review.comparison, other_rules=others)
    page: Any = review_page(replace(setting.review, comparison=comparison), setting.order, "en", site)
    (sure,) = [one for one in page["chapters"][0]["sections"] if one["id"] == "sure"]
    said = " ".join(run["text"] for sentence in sure["sentences"] for run in sentence)
    assert (f"the same rules, version {rules_version()[:8]}." in said) is told
    noted = "newer rules than at the last review; that alone moved nothing"
    assert any(noted in one["text"] for one in page["notices"]) is not told


def test_all_accounts_over_eight_quarters(setting: Setting) -> None:
    """The table of the chapter: a row a quarter end, a column a line."""
    site: Any = {"assets": "", "portfolio": "", "languages": [], "pdf": ""}
    page: Any = review_page(setting.review, setting.order, "en", site)
    (section,) = [one for one in page["chapters"][0]["sections"] if one["id"] == "quarters"]
    rows = [[one["text"] for one in row["cells"]] for row in section["tables"][0]["rows"]]
    assert [row[1:] for row in rows] == [
        ["unknown" if one is None else str(one) for one in row] for row in expected.quarters()
    ]
    # accounts today, and at the first end; the one that left, and its gaps
    gone = str(expected.balance(NOW)["went"])
    assert re.findall(r"\d+", section["note"]) == ["41", "40", "1", gone]


def test_the_json_says_the_same(setting: Setting) -> None:
    out = StringIO()
    with redirect_stdout(out):
        code = run(
            ["-C", str(setting.root), "-q", "review", "2026-Q3", "--as-of", "2026-10-12", "--format", "json"]
        )
    assert code == 0
    data = json.loads(out.getvalue())
    assert (data["from"]["day"], data["to"]["day"]) == (BEFORE.isoformat(), AFTER.isoformat())
    states = Counter(one["state"] for one in data["accounts"])
    assert states == {"compared": 40, "new": 1, "gone": 1}
    for one in data["accounts"]:
        number = next((each for each in NUMBERS if id_of(each) == one["id"]), None)
        wanted = expected.gap_moves(number) | expected.level_moves(number) if number is not None else set()
        found = Counter((each.get("code") or each["scale"], each["cause"]) for each in one["moves"])
        assert found == Counter((each[0], each[4]) for each in wanted), one["id"]
