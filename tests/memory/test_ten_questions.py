"""The ten questions that a director asks of a quarter: each is answered, rightly, and leads to its chapter."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from relreport.build.order import Order
from relreport.config import open_workspace
from relreport.history import Timeline, open_timeline
from relreport.page.actions import led
from relreport.review.answers import QUESTIONS
from relreport.review.falling import by_points
from relreport.review.moments import Moment
from relreport.review.moments import reviewed as period_of
from relreport.review.past import Past
from relreport.review.rendering import render_book, render_review
from relreport.review.telling import Words
from relreport.review.volume import Review, quarter_of, review_page, reviewed
from tests.memory.made_history import AFTER, BEFORE, COUNT, Counted, make
from tests.memory.repository import Repository
from tests.memory.test_review import TODAY
from tests.paper import read

CHAPTERS = ("money", "owed", "pipeline", "falling", "promises", "unvisited", "rivals", "asks", "sure", "touches")
SITE: Any = {"assets": "../../assets/", "portfolio": "", "languages": [], "pdf": ""}


@dataclass(frozen=True)
class Made:
    review: Review
    order: Order
    counted: Counted


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    root = tmp_path_factory.mktemp("ten") / "work"
    _, counted = make(root)
    return Made(*_reviewed(root), counted)


def _reviewed(root: Path) -> tuple[Review, Order]:
    workspace = open_workspace(root)
    timeline, _ = open_timeline(root)
    assert isinstance(timeline, Timeline)
    past = Past(workspace, timeline, TODAY)
    money = workspace.figures((id, one.parsed.name or "") for id, one in past.present.items())
    period = period_of("2026-Q3", TODAY)
    found = reviewed(past, period, past.at(Moment(day=BEFORE)), past.now(AFTER), money.rows)
    timeline.close()
    return found, Order(settings=workspace.settings, day=AFTER, audience="management")


_PAGES: dict[tuple[int, str, str], Any] = {}


def page(made: Made, language: str, audience: str = "management") -> Any:
    """The page of a review, made once for each language and its readers."""
    key = (id(made), language, audience)
    if key not in _PAGES:
        _PAGES[key] = review_page(made.review, replace(made.order, audience=audience), language, SITE)
    return _PAGES[key]


def sections(told: Any) -> Mapping[str, Any]:
    return {one["id"]: one for one in told["chapters"][0]["sections"]}


def rows(part: Any, table: int = 0) -> list[Any]:
    data = part["tables"][table]
    return [*data["rows"], *data["more"]]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("audience", ["management", "team", "manager"])
def test_each_of_the_ten_has_its_answer_and_its_chapter(made: Made, language: str, audience: str) -> None:
    told = page(made, language, audience)
    assert len(told["figures"]) == len(QUESTIONS) == 10
    assert [one["href"] for one in told["figures"]] == [f"#{one}" for one in CHAPTERS]
    assert set(CHAPTERS) <= sections(told).keys()
    for one in told["figures"]:
        assert one["label"].endswith("?" if language == "en" else "？")
        assert re.search(r"\d", one["value"]), one["label"]
        assert all(one["notes"])
        assert any(one["notes"])


ANSWERS: dict[str, Callable[[Counted], tuple[str, str]]] = {
    "#money": lambda one: ("¥4.78 m", f"at {sum(s < t for s, t, *_ in one.money.values())} accounts"),
    "#owed": lambda one: (f"¥{one.overdue_money:,}", f"at {sum(bool(m[4]) for m in one.money.values())} accounts"),
    "#pipeline": lambda one: (f"¥{one.pipeline_value // 1_000_000} m", f"{one.pipeline} tenders; 4 with a good chance"),
    "#falling": lambda one: (f"{one.share_fell} of {COUNT + 1} accounts", "客户02集团 ▼ 40 points"),
    "#promises": lambda one: (
        f"{one.kept} of {one.kept + one.late + one.broken + one.overdue + len(one.promises_gone)} kept in time",
        f"{one.late} kept late, {one.broken} broken, {one.overdue} overdue",
    ),
    "#unvisited": lambda one: (f"{len(one.unvisited)} of {COUNT + 1} accounts", "203 days ago"),
    "#rivals": lambda one: ("2 rivals at 8 accounts", f"申通 at {one.rivals['申通']} accounts"),
    "#asks": lambda one: (f"{one.asks_waiting} decisions", "4 overdue, the oldest by 41 days"),
    "#sure": lambda one: (f"0 of {COUNT + 1} shares proved", f"{COUNT + 1} estimated"),
    "#touches": lambda one: ("VIP 14 of 84", "Key account 28 of 42 and Regular account 39 of 13"),
}


@pytest.mark.parametrize("chapter", ANSWERS)
def test_each_answer_is_what_the_making_counted(made: Made, chapter: str) -> None:
    (answer,) = [one for one in page(made, "en")["figures"] if one["href"] == chapter]
    value, note = ANSWERS[chapter](made.counted)
    plain = [one.replace("\u00a0", " ") for one in (answer["value"], *answer["notes"])]
    assert plain[0] == value
    assert any(note in one for one in plain[1:]), plain


def test_every_answer_is_the_sum_of_its_chapter(made: Made) -> None:
    told = page(made, "en")
    figures = {one["href"]: one["value"] for one in told["figures"]}
    found = sections(told)
    for name in ("asks", "falling", "unvisited", "rivals"):
        assert figures[f"#{name}"].split()[0] == str(len(rows(found[name]))), name
    money = rows(found["money"])
    assert figures["#money"] == money[0]["cells"][1]["text"]
    assert figures["#owed"] == money[0]["cells"][5]["text"]
    due = [int(one["text"]) for one in rows(found["promises"])[0]["cells"][1:]]
    assert sum(due[:-1]) == due[-1]
    assert figures["#promises"] == f"{due[0]} of {due[-1]} kept in time"
    tiers = [[int(one["text"]) for one in row["cells"][1:4]] for row in rows(found["touches"])]
    people = [[int(one["text"]) for one in row["cells"][2:5]] for row in rows(found["touches"], 1)]
    assert tiers[-1] == [sum(column) for column in zip(*tiers[:-1], strict=True)]
    assert tiers[-1] == [sum(column) for column in zip(*people, strict=True)]


def test_who_falls_and_who_is_critical_are_told_once(made: Made) -> None:
    found = sections(page(made, "en"))
    names = [{row["cells"][0]["text"] for row in rows(found[name])} for name in ("falling", "at_risk")]
    assert not names[0] & names[1]
    assert len(names[0]) == made.counted.share_fell


@pytest.mark.parametrize("language", ["en", "zh"])
def test_on_screen_every_answer_leads_to_what_is_there(made: Made, language: str) -> None:
    html = render_review(page(made, language))
    for name in CHAPTERS:
        assert f'href="#{name}"' in html
        assert html.count(f'id="{name}"') == 1


@pytest.mark.parametrize("language", ["en", "zh"])
def test_on_paper_page_one_names_the_page_of_each(made: Made, language: str) -> None:
    told = page(made, language)
    paper = read(render_book(told, paper="a4", moment=AFTER).data)
    first = " ".join(one.text for one in paper.parts if one.page == 1)
    named = [int(one) for pair in re.findall(r"page (\d+)|第 (\d+) 页", first) for one in pair if one]
    assert len(named) == len(QUESTIONS)
    begins = {one.text: one.page for one in paper.parts if one.tag == "H2"}
    for number, name in zip(named, CHAPTERS, strict=True):
        title = sections(told)[name]["title"]
        assert [place for text, place in begins.items() if text.startswith(title)] == [number], name


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Two accounts of which next to nothing is known, and no figures from finance."""
    repository = Repository(tmp_path_factory.mktemp("bare") / "work")
    repository.write("relreport.yaml", "people: [{id: li-na, name: 李娜}]\n")
    for name in ("甲", "乙"):
        repository.write(f"accounts/{name}.md", f"---\nname: {name}集团\n---\n")
    repository.commit(BEFORE)
    review, order = _reviewed(repository.root)
    return Made(review, order, Counted())


@pytest.mark.parametrize("language", ["en", "zh"])
def test_where_nothing_is_known_each_answer_says_so(bare: Made, language: str) -> None:
    told = page(bare, language)
    assert len(told["figures"]) == 10
    values = {one["href"]: one for one in told["figures"]}
    assert values["#money"]["unknown"]
    assert values["#owed"]["unknown"]
    assert all(one["value"] for one in told["figures"])
    assert set(CHAPTERS) <= sections(told).keys()
    assert render_review(told)


def words(part: Any) -> str:
    """All that a reader sees of a part of a page, one piece after the other."""
    if isinstance(part, str):
        return part
    if isinstance(part, Mapping):
        return "\n".join(words(value) for name, value in part.items() if name not in ("id", "key", "href"))
    return "\n".join(words(one) for one in part) if isinstance(part, list | tuple) else ""


@pytest.mark.parametrize(("language", "lost", "never"), [("en", "lost", "development"), ("zh", "已中断", "客户开发")])
@pytest.mark.parametrize("audience", ["management", "team"])
def test_who_stopped_buying_is_called_by_one_word(
    made: Made, language: str, lost: str, never: str, audience: str
) -> None:
    told = page(made, language, audience)
    leaf = next(one for one in told["chapters"] if one["title"] == "客户02集团")
    found = sections(told)
    places = [leaf["note"], words(leaf)]
    for name in ("running_order", "falling", "stages"):
        cells = [row["cells"] for part in found[name]["tables"] for row in (*part["rows"], *part["more"])]
        places += [words(one) for one in cells if one[0]["text"].endswith("客户02集团")]
    assert len(places) == 5
    for place in places:
        assert lost in place
        assert never not in place


def test_what_is_next_is_what_the_plan_puts_first_in_the_order_of_its_days(made: Made) -> None:
    told = page(made, "en", "manager")
    found = {one["title"]: one["sections"] for one in told["chapters"] if one["leaf"]}
    assert len(found) == 12
    quarter, _ = quarter_of(made.review, replace(made.order, audience="manager"), "en")
    for seat in quarter.running_order[0]:
        assert seat.now is not None
        (after,) = [one for one in found[seat.name] if one["id"].startswith("next-")]
        days = [row["cells"][0]["key"] for row in rows(after)]
        lead = [one.due.isoformat() if one.due else "9999" for one in led(seat.now)[0][: len(days)]]
        assert days == sorted(lead), seat.name


@pytest.mark.parametrize("audience", ["management", "manager"])
def test_the_open_gaps_of_an_account_are_all_there_or_counted(made: Made, audience: str) -> None:
    """The figure over its eight quarters is the sum of the rows and of what is said to be more."""
    told = page(made, "en", audience)
    leaves = [one for one in told["chapters"] if one["leaf"]]
    assert len(leaves) == 12
    for leaf in leaves:
        (where,) = [one for one in leaf["sections"] if one["id"].startswith("where-")]
        quarters, gaps = where["tables"]
        (count,) = [row["cells"][-1]["text"] for row in quarters["rows"] if row["cells"][0]["text"] == "Open gaps"]
        assert len(gaps["rows"]) == 4
        assert gaps["more_label"] == f"{int(count) - 4} more"
        assert len(gaps["more"]) == int(count) - 4


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("audience", ["management", "manager"])
def test_a_gap_names_the_broken_promise_that_the_ledger_names(
    made: Made, language: str, audience: str
) -> None:
    told = page(made, language, audience)
    assert "出样板段方案" in words(sections(told)["promises"])
    leaf = next(one for one in told["chapters"] if one["title"] == "客户12集团")
    (where,) = [one for one in leaf["sections"] if one["id"].startswith("where-")]
    gaps = [row["cells"][0] for row in rows(where, 1)]
    assert any("出样板段方案" in one["note"] for one in gaps), gaps


@pytest.mark.parametrize(("language", "since"), [("en", "Since 30 Jun "), ("zh", "6 月 30 日以来")])
def test_what_moved_says_since_when(made: Made, language: str, since: str) -> None:
    """The portfolio tells of each account's latest period: the two may count other accounts."""
    told = page(made, language)
    assert since in words(told["verdict"])
    assert since.strip().lower() in words(sections(told)["stages"]).lower()


@pytest.mark.parametrize(("points", "said"), [(-1.0, "▼ 1 point"), (-1.5, "▼ 1.5 points"), (40.0, "▲ 40 points")])
def test_one_point_is_one_point(points: float, said: str) -> None:
    told = Words("en").say("answer.fell", account="x", **by_points(points))
    assert told.replace("\u00a0", " ") == f"x {said}"
