"""A file that cannot be read today stands as its last valid version; one of then that is invalid is unknown."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from relreport.config import open_workspace
from relreport.history import LastValidVersions, open_timeline
from relreport.model import Settings
from relreport.review.moments import Moment
from relreport.review.pairs import Comparison, compare
from relreport.review.past import Past
from tests.memory.repository import Repository, account

GOOD = account("甲集团", "purchasing: [{period: 2025-Q4, share: 60%}]")
BETTER = account("甲集团", "purchasing: [{period: 2025-Q4, share: 60%}, {period: 2026-Q1, share: 30%}]")
BAD = "---\nname: 甲集团\n<<<<<<< HEAD\n---\n"
JAN, APR, JUL = date(2026, 1, 10), date(2026, 4, 10), date(2026, 7, 10)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "work")


def compared(root: Path, before: date) -> Comparison:
    timeline, _ = open_timeline(root)
    past = Past(open_workspace(root), timeline, JUL)
    made = compare(past, past.at(Moment(day=before)), past.at(Moment(day=JUL)))
    if hasattr(timeline, "close"):
        timeline.close()
    return made


def test_a_build_asks_for_the_last_version_that_could_be_read(repository: Repository) -> None:
    for day, text in ((JAN, GOOD), (APR, BETTER), (JUL, BAD)):
        repository.write("accounts/a.md", text)
        repository.commit(day)
    with LastValidVersions(repository.root, Settings()) as last:
        found = last("accounts/a.md")
        assert found is not None
        told, day = found
        assert (told.name, len(told.purchasing), day) == ("甲集团", 2, APR)
        assert last("accounts/b.md") is None


def test_without_git_or_a_valid_version_there_is_none(repository: Repository, tmp_path: Path) -> None:
    repository.write("accounts/a.md", BAD)
    repository.commit(JAN)
    with LastValidVersions(repository.root, Settings()) as last:
        assert last("accounts/a.md") is None
    (tmp_path / "other").mkdir()
    with LastValidVersions(tmp_path / "other", Settings()) as last:
        assert last("accounts/a.md") is None


def test_a_review_shows_the_last_valid_version_and_says_so(repository: Repository) -> None:
    repository.write("accounts/a.md", GOOD)
    repository.commit(JAN)
    repository.write("accounts/a.md", BETTER)
    repository.commit(APR)
    repository.write("accounts/a.md", BAD)
    (pair,) = compared(repository.root, JAN).pairs
    assert pair.is_unread
    assert pair.after is not None
    assert pair.after.valid_on == APR
    assert ("stable", "initial") in [
        (one.before, one.after) for one in pair.moves if one.key == ("stage", None)
    ]


def test_an_old_version_that_is_invalid_today_is_unknown_and_moves_nothing(repository: Repository) -> None:
    repository.write("accounts/a.md", BAD)
    repository.commit(JAN)
    repository.write("accounts/a.md", GOOD)
    repository.commit(APR)
    (pair,) = compared(repository.root, JAN).pairs
    assert pair.was_unread
    assert not pair.is_new
    assert pair.moves == ()


def test_new_gone_and_dirty(repository: Repository) -> None:
    repository.write("accounts/a.md", GOOD)
    repository.write("accounts/b.md", GOOD.replace("甲", "乙").replace("60%", "10%"))
    repository.commit(JAN)
    (repository.root / "accounts/b.md").unlink()
    repository.write("accounts/c.md", account("丙集团"))
    repository.commit(APR)
    repository.write("accounts/a.md", BETTER)
    made = compared(repository.root, JAN)
    state = {one.id: (one.is_new, one.is_gone) for one in made.pairs}
    assert state == {"a": (False, False), "b": (False, True), "c": (True, False)}
    assert made.dirty == ("accounts/a.md",)


SEEN = "interactions: [{on: 2026-01-02, with: w, kind: visit, did: advice}]"
CAUSES: dict[str, tuple[str, str, tuple[str, str | None], str]] = {
    # name: before, after, the judgement, its cause
    "it happened since": (GOOD, BETTER, ("stage", None), "world"),
    "told later of a day before": (
        account("甲", "contacts: [{id: w, name: 王, roles: [decider]}]"),
        account(
            "甲", "contacts: [{id: w, name: 王, roles: [decider], portrait: {basic: {mobile: '1'}}}]",
            "interactions: [{on: 2026-01-02, with: w, kind: visit, did: advice}]",
        ),
        ("distance", "w"), "learned",
    ),
    "nobody was there": (
        account("甲", "contacts: [{id: w, name: 王}]", "interactions: [{on: 2025-12-20, with: w, kind: visit}]"),
        account("甲", "contacts: [{id: w, name: 王}]", "interactions: [{on: 2025-12-20, with: w, kind: visit}]"),
        ("temperature", None), "time",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CAUSES)
def test_why_a_judgement_moved(repository: Repository, case: str) -> None:
    before, after, key, cause = CAUSES[case]
    repository.write("accounts/a.md", before)
    repository.commit(JAN)
    repository.write("accounts/a.md", after)
    repository.commit(APR)
    (pair,) = compared(repository.root, JAN).pairs
    assert [one.cause for one in pair.moves if one.key == key] == [cause]


GIVEN = "contacts: [{id: w, name: 王, roles: [decider], influence: 60}]"
PROMISE = "promises: [{id: s, on: 2026-01-02, to: w, what: 出样板段, due: %s}]"
ENDED: dict[str, tuple[str, str, str, list[tuple[str, str, str, int | None]]]] = {
    # name: due, what is written of it later, whose judgement, what moved by which cause and line
    "only time": ("2026-02-10", "", "trust", [("unknown", "damaged", "time", None)]),
    "a word beside it is no end of it": (
        "2026-02-10", ", certain: no", "trust", [("unknown", "damaged", "time", None)]
    ),
    "fell due and was broken": (
        "2026-02-10", ", broken: 2026-03-01", "trust", [("unknown", "damaged", "world", 4)]
    ),
    "was broken before, and nobody had said so": (
        "2026-02-10", ", broken: 2026-01-05", "trust", [("unknown", "damaged", "learned", 4)]
    ),
    "overdue at the first moment already": ("2026-01-05", ", broken: 2026-03-01", "trust", []),
    "its gap closes by the line": (
        "2026-01-05", ", broken: 2026-03-01", "CON03", [("open", "closed", "world", 4)]
    ),
    "the gap of a broken word opens by it": (
        "2026-01-05", ", broken: 2026-03-01", "TRU02", [("closed", "open", "world", 4)]
    ),
    "kept late": ("2026-02-10", ", kept: 2026-03-01", "trust", []),
}  # fmt: skip


@pytest.mark.parametrize("git", [True, False])
@pytest.mark.parametrize("case", ENDED)
def test_a_promise_that_ended_moves_by_the_line_that_says_so(
    repository: Repository, case: str, git: bool
) -> None:
    import shutil

    due, told, scale, moved = ENDED[case]
    repository.write("accounts/a.md", account("甲", GIVEN, PROMISE % due))
    repository.commit(JAN)
    repository.write("accounts/a.md", account("甲", GIVEN, PROMISE % (due + told)))
    repository.commit(APR)
    if not git:
        moved = [one for one in moved if one[2] != "learned"]  # what was told when, git alone knows
        shutil.rmtree(repository.root / ".git")
    (pair,) = compared(repository.root, JAN).pairs
    found = [
        (one.before, one.after, one.cause, one.fact.at.line if one.fact else None)
        for one in pair.moves
        if one.key[0] == scale
    ]
    assert found == moved


def test_of_two_promises_overdue_one_alone_moved_nothing(repository: Repository) -> None:
    """The other would have done it too, and no line says anything of it: time passed."""
    two = "promises: [{id: s, on: 2026-01-02, to: w, due: 2026-02-10%s}, {on: 2026-01-02, to: w, due: 2026-02-11}]"
    repository.write("accounts/a.md", account("甲", GIVEN, two % ""))
    repository.commit(JAN)
    repository.write("accounts/a.md", account("甲", GIVEN, two % ", broken: 2026-03-01"))
    repository.commit(APR)
    (pair,) = compared(repository.root, JAN).pairs
    assert [one.cause for one in pair.moves if one.key[0] == "trust"] == ["time"]


def test_a_level_that_rose_without_a_fact_since_says_so(repository: Repository) -> None:
    before, after, key, _ = CAUSES["told later of a day before"]
    repository.write("accounts/a.md", before)
    repository.commit(JAN)
    for on, cause, unproved in (("2026-03-02", "world", False), ("2026-01-02", "learned", False)):
        repository.write("accounts/a.md", after.replace("2026-01-02", on))
        repository.commit(APR)
        (pair,) = compared(repository.root, JAN).pairs
        (move,) = [one for one in pair.moves if one.key == key]
        assert (move.cause, move.unproved) == (cause, unproved)
    stranger = account(
        "甲", "contacts: [{id: w, name: 王, relation: bad, portrait: {basic: {mobile: '1'}}}]", SEEN
    )
    repository.write("accounts/a.md", stranger)
    repository.commit(APR)
    repository.write("accounts/a.md", stranger.replace("relation: bad, ", ""))
    repository.commit(date(2026, 5, 1))
    (pair,) = compared(repository.root, APR).pairs
    (move,) = [one for one in pair.moves if one.key == key]
    assert (move.before, move.after, move.unproved) == ("stranger", "doctor", True)


def test_other_settings_are_told_apart_from_other_facts(repository: Repository) -> None:
    repository.write("accounts/a.md", GOOD)
    repository.write("relreport.yaml", "company: x\n")
    repository.commit(JAN)
    before = {one.key for one in compared(repository.root, JAN).pairs[0].moves if one.cause == "rules"}
    assert before == set()
    repository.write("relreport.yaml", "company: y\npeople: [{id: li-na, name: 李娜}]\n")
    repository.commit(APR)
    assert not any(one.cause == "rules" for one in compared(repository.root, JAN).pairs[0].moves)
    plan = compared(repository.root, JAN).pairs[0].new
    assert plan is not None
    code = plan.assessment.gaps[0].code
    repository.write("relreport.yaml", f"rules: {{ignore: [{code}]}}\n")
    moved = compared(repository.root, JAN).pairs[0].moves
    assert {one.key[0] for one in moved if one.cause == "rules"} == {code}
    assert all(one.key[0] != code for one in moved if one.cause != "rules")
