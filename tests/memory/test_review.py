"""The review of a made history under all rules, against what the making counted.

What rests on single rules is counted in `test_counts.py`, under rules few enough to be worked out by hand; what
stands on the page, in `test_ten_questions.py`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from relreport.build.order import Order
from relreport.config import open_workspace
from relreport.history import Timeline, open_timeline
from relreport.review.difference import Difference
from relreport.review.kept import Kept
from relreport.review.moments import Moment
from relreport.review.moments import reviewed as period_of
from relreport.review.past import Past
from relreport.review.quarter import Quarter
from relreport.review.volume import Review, quarter_of, reviewed
from tests.memory.made_history import AFTER, BEFORE, COUNT, Counted, make

TODAY = date(2026, 10, 12)


@dataclass(frozen=True)
class Setting:
    past: Past
    review: Review
    quarter: Quarter
    difference: Difference
    counted: Counted
    order: Order
    kept: Kept


@pytest.fixture(scope="module")
def setting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Setting]:
    root = tmp_path_factory.mktemp("made") / "work"
    _, counted = make(root)
    workspace = open_workspace(root)
    assert not workspace.findings
    timeline, _ = open_timeline(root)
    assert isinstance(timeline, Timeline)
    past = Past(workspace, timeline, TODAY)
    money = workspace.figures((id, one.parsed.name or "") for id, one in past.present.items())
    assert not money.findings
    assert not [finding for one in past.present.values() for finding in one.parsed.findings]
    kept = Kept({})
    period = period_of("2026-Q3", TODAY)
    review = reviewed(past, period, past.at(Moment(day=BEFORE)), past.now(AFTER), money.rows, kept=kept)
    order = Order(settings=workspace.settings, day=AFTER, audience="management")
    quarter, difference = quarter_of(review, order, "en")
    yield Setting(past, review, quarter, difference, counted, order, kept)
    timeline.close()


def test_every_account_is_seen_at_both_moments_renamed_ones_too(setting: Setting) -> None:
    assert len(setting.review.comparison.both) == COUNT
    assert {one.id for one in setting.quarter.new} == setting.counted.new
    assert {one.id for one in setting.quarter.gone} == setting.counted.left
    assert len(setting.counted.renamed) == 3
    begin = setting.past.at(Moment(day=date(2025, 12, 31)))
    for old, new in setting.counted.renamed.items():
        assert begin.accounts[new].path == f"accounts/{old}.md"


def test_stages_and_shares(setting: Setting) -> None:
    moved = {key: len(seats) for key, seats in setting.quarter.stages.items()}
    assert moved == setting.counted.stage_moves
    assert sum(moved.values()) == COUNT + len(setting.counted.new)
    by = [points for _, points in setting.quarter.shares]
    assert (sum(one < 0 for one in by), sum(one > 0 for one in by)) == (
        setting.counted.share_fell,
        setting.counted.share_rose,
    )
    points = {seat.id: round(points) for seat, points in setting.quarter.shares}
    assert points == setting.counted.points
    assert points["account-00x"] == -15  # 60 → 45
    assert points["account-01x"] == 85  # 0 → 85, and one level up all the same
    assert [one.id for one in setting.quarter.stages["development", "initial"]] == ["account-01x"]
    assert [one.id for one in setting.quarter.status_moved("lost")] == ["account-02x"]


def test_promises(setting: Setting) -> None:
    counted = setting.counted
    ended = Counter(one.end for _, one in setting.quarter.promises if one.settled)
    assert ended == {
        "kept": counted.kept,
        "late": counted.late,
        "broken": counted.broken,
        "overdue": counted.overdue,
        "gone": len(counted.promises_gone),
    }
    gone = [seat.id for seat, one in setting.quarter.promises if one.end == "gone"]
    assert gone == counted.promises_gone
    assert sum(one.new for _, one in setting.quarter.promises) == counted.promises_made
    assert sum(one.again is not None and one.new for _, one in setting.quarter.promises) == counted.again


def test_decisions_and_what_became_of_the_last(setting: Setting) -> None:
    counted = setting.counted
    assert len(setting.quarter.asks) == counted.asks_waiting
    became = Counter(ask.answer or "waiting" for _, ask in setting.quarter.answered)
    assert became == counted.asks_settled
    assert [seat.id for seat, _ in setting.quarter.asks_gone] == counted.asks_gone
    refused = [seat.id for seat, ask in setting.quarter.answered if ask.answer == "refused"]
    assert refused == ["account-00x", "account-10x", "account-20x", "account-30x"]


def test_actions_money_tenders_rivals_and_touches(setting: Setting) -> None:
    counted, quarter = setting.counted, setting.quarter
    assert len(quarter.actions_done) == counted.actions_done
    assert len(quarter.actions_overdue) == counted.actions_overdue
    assert quarter.total("sales") == {"CNY": counted.sales}
    assert quarter.total("target") == {"CNY": counted.target}
    assert quarter.total("overdue") == {"CNY": counted.overdue_money}
    assert quarter.total("year_ago") == {"CNY": counted.year_ago}
    assert len(quarter.pipeline) == counted.pipeline
    results = Counter(tender.result for _, tender in quarter.decided)
    assert results == {"won": counted.won, "lost": counted.lost}
    assert {name: len(seats) for name, seats in quarter.rivals.items()} == counted.rivals
    assert sum(len(quarter.rival_moves(name)) for name in quarter.rivals) == counted.rival_moves
    assert {(one.person, one.tier): one.made for one in quarter.touches} == counted.touches


def test_money_by_account(setting: Setting) -> None:
    names = ("sales", "target", "year_ago", "received", "overdue")
    found = {id: tuple(getattr(one, name) for name in names) for id, one in setting.quarter.money.items()}
    assert found == setting.counted.money
    owing = {id for id, one in setting.quarter.money.items() if one.overdue}
    assert len(owing) == 5


def test_pipeline_and_what_was_decided(setting: Setting) -> None:
    counted, quarter = setting.counted, setting.quarter
    values = [one.value or 0 for _, one in quarter.pipeline]
    assert sum(values) == counted.pipeline_value
    assert sum(one.value or 0 for _, one in quarter.pipeline if one.chance == "high") == counted.pipeline_high
    decided: dict[str, int] = {}
    for _, one in quarter.decided:
        decided[one.result] = decided.get(one.result, 0) + int(one.value or 0)
    assert decided == counted.decided_value


def test_rivals_and_where_they_are(setting: Setting) -> None:
    counted, quarter = setting.counted, setting.quarter
    assert {
        name: {seat.id for seat, _ in found} for name, found in quarter.rivals.items()
    } == counted.rivals_at
    highest = {
        name: max(round(one.share.middle * 100) for _, one in found if one.share)
        for name, found in quarter.rivals.items()
    }
    assert highest == counted.rival_highest
    moves = {
        name: {(seat.id, move.what) for seat, move in quarter.rival_moves(name)}
        for name in quarter.rivals
        if quarter.rival_moves(name)
    }
    assert moves == counted.moves_of


def test_touches_against_what_the_tiers_ask_and_who_was_not_met(setting: Setting) -> None:
    counted, quarter = setting.counted, setting.quarter
    assert {(one.person, one.tier): one.asked for one in quarter.touches} == counted.asked
    assert {(one.person, one.tier): one.accounts for one in quarter.touches} == counted.owned
    assert {seat.id for seat, _, _ in quarter.unvisited} == counted.unvisited
    assert len(counted.unvisited) == 3


def test_under_all_rules_the_same_gaps_are_found_as_under_ten(setting: Setting) -> None:
    counted, quarter = setting.counted, setting.quarter
    opened = {(seat.id, one.move.key[0]) for seat, one in quarter.gaps("open")}
    assert {pair for pair in opened if pair[1] == "NET04"} == counted.opened_now
    accepted = {(seat.id, one.move.key[0]) for seat, one in quarter.gaps("accepted")}
    assert accepted == {(id, "NET01") for id in counted.accepted}
    long = {
        seat.id: count
        for seat, gap, count in quarter.long_open
        if (gap.code, gap.subject) == ("CON03", "old")
    }
    assert long == dict.fromkeys(counted.long_overdue, 4)
    first, rest = quarter.running_order
    assert len(first) == 12
    assert len({one.id for one in (*first, *rest)}) == COUNT + len(counted.new)


def test_contacts_by_quarter(setting: Setting) -> None:
    for id, made in setting.counted.contacts.items():
        if id in setting.review.trend and id not in setting.counted.new:
            assert [one.contacts for one in setting.review.trend[id]][-len(made) :] == made, id


def test_a_departure_opens_a_gap_and_no_move_of_a_level(setting: Setting) -> None:
    opened = {(seat.id, one.move.key[0]) for seat, one in setting.quarter.gaps("open")}
    assert ("account-09x", "NET04") in opened
    moved = {(seat.id, one.move.key) for seat in setting.quarter.seats for one in seat.moves}
    assert ("account-09x", ("distance", "wang")) not in moved


def test_who_wrote_the_line_that_moved_a_judgement(setting: Setting) -> None:
    pair = next(one for one in setting.review.comparison.pairs if one.id == "account-00x")
    place, move = next((n, one) for n, one in enumerate(pair.moves) if one.key == ("stage", None))
    assert (move.before, move.after, move.up, move.cause) == ("stable", "initial", False, "world")
    assert move.fact is not None
    assert move.fact.list == "purchasing"
    line = setting.past.present["account-00x"].data.decode().split("\n")[move.fact.at.line - 1]
    assert "2026-Q3" in line
    assert pair.written is not None
    assert (pair.written[place].author, pair.written[place].on) == ("LI-NA", AFTER)


def test_eight_quarters_of_trend_and_what_was_read_is_kept(setting: Setting) -> None:
    trend = setting.review.trend["account-00x"]
    assert [one.share for one in trend] == [None, 0.85, 0.85, 0.85, 0.85, 0.85, 0.6, 0.45]
    assert [one.stage for one in trend][-3:] == ["strategic", "stable", "initial"]
    assert len(setting.kept) == COUNT * 8 + 1
    again = Kept(setting.kept.data)
    from relreport.review.trends import trends

    assert trends(setting.past, AFTER, kept=again) == setting.review.trend
    assert len(again) == COUNT * 8 + 1


def test_the_same_day_twice_moves_nothing(setting: Setting) -> None:
    from relreport.review.pairs import compare

    same = compare(setting.past, setting.past.at(Moment(day=BEFORE)), setting.past.at(Moment(day=BEFORE)))
    assert same.pairs
    assert not any(one.moves for one in same.pairs)


def test_without_git_dated_facts_give_the_same(setting: Setting) -> None:
    """Everything in this history is dated but for rivals and departures that were written later."""
    from relreport.history import NoHistory
    from relreport.review.pairs import compare

    past = Past(setting.past.workspace, NoHistory("outside"), TODAY)
    dated = compare(past, past.at(Moment(day=BEFORE)), past.now(AFTER))
    assert dated.no_history == "outside"
    known = {one.id: one for one in setting.review.comparison.pairs}
    assert {one.id for one in dated.pairs} == known.keys() - setting.counted.left
    for without in dated.pairs:
        if without.id in setting.counted.new:  # when its file came, only git knows
            assert not without.is_new
            continue
        stage = [
            [(m.before, m.after, m.cause) for m in one.moves if m.key == ("stage", None)]
            for one in (known[without.id], without)
        ]
        assert stage[0] == stage[1]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("audience", ["management", "team", "manager"])
def test_the_page_is_made_for_every_audience_in_both_languages(
    setting: Setting, language: str, audience: str
) -> None:
    from dataclasses import replace

    from relreport.review.rendering import render_review
    from relreport.review.volume import review_page

    order = replace(setting.order, audience=audience)
    site = {"assets": "../../assets/", "portfolio": "", "languages": [], "pdf": ""}
    html = render_review(review_page(setting.review, order, language, site), None)  # type: ignore[arg-type]
    assert "客户00集团" in html
    assert "?" not in [piece for piece in html.split() if piece == "?"]


def test_the_command_writes_beside_what_is_there(setting: Setting, tmp_path: Path) -> None:
    from relreport.cli import run

    root = setting.past.workspace.root
    code = run(["-C", str(root), "-q", "review", "2026-Q3", "--as-of", "2026-10-12", "--format", "html"])
    assert code == 0
    assert (root / "output/review/2026-Q3/index.html").is_file()
    assert run(["-C", str(root), "-q", "review", "2026-Q2", "--as-of", "2026-10-12", "--format", "html"]) == 0
    assert (root / "output/review/2026-Q3/index.html").is_file()
    assert (root / "output/review/2026-Q2/index.html").is_file()
