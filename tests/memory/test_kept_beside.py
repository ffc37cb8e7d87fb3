"""Reviews, handovers and visit sheets outlast the builds of the site beside which they lie, as far as they may."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from relreport.cli import run
from tests.memory.repository import Repository, account

DAY = "2026-10-12"
ASK = "asks: [{on: 2026-09-01, of: li-na, what: 账期放宽到一百二十天}]"
WANG = "contacts: [{id: w, name: 王磊, roles: [decider], held_by: li-na}]"
ONE = account("华东路桥", "owner: li-na", "purchasing: [{period: 2026-Q2, share: 60%}]", ASK, WANG)
OTHER = account("北方港务")
SETTINGS = """language: en
people: [{id: li-na, name: 李娜}]
audiences: [{name: board, clearance: restricted}]
"""
REVIEW, HANDOVER, VISIT = "review/2026-Q3/index.html", "handover/li-na.html", "visit/a-w.html"
BROKEN = ONE.replace("---\n", "---\n<<<<<<< HEAD\n", 1)


def build(root: Path, *options: str, audience: str = "management") -> int:
    return run(["-C", str(root), "-q", "build", "--as-of", DAY, "--audience", audience, *options])


def made(root: Path, audience: str = "management") -> None:
    """The site, and beside it a review, a handover and a visit sheet."""
    repository = Repository(root)
    repository.write("relreport.yaml", SETTINGS)
    repository.write("accounts/a.md", ONE)
    repository.write("accounts/b.md", OTHER)
    repository.commit(date(2026, 9, 15))
    given = ["--as-of", DAY, "--audience", audience]
    assert build(root, audience=audience) == 0
    assert run(["-C", str(root), "-q", "review", "2026-Q3", "--format", "html", *given]) == 0
    assert build(root, "--kind", "handover", "--owner", "li-na", audience=audience) == 0
    assert build(root, "--kind", "visit", "--with", "w", audience=audience) == 0


def state(root: Path) -> set[str]:
    return {name for name in (REVIEW, HANDOVER, VISIT) if (root / "output" / name).is_file()}


def write(root: Path, text: str, name: str = "accounts/a.md") -> None:
    (root / name).write_text(text, encoding="utf-8")


def test_what_lies_beside_outlasts_builds_as_it_was_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tmp_path / "work"
    made(root)
    pages = {name: (root / "output" / name).read_bytes() for name in (REVIEW, HANDOVER)}
    assert build(root) == 0  # nothing changed
    write(root, ONE.replace("60%", "40%"))
    assert build(root) == 0
    write(root, ONE.replace("60%", "40%").replace("owner:", "was: [a]\nowner:"), "accounts/c.md")
    (root / "accounts/a.md").unlink()
    assert build(root) == 0  # the account has another id now
    write(root, account("南岭电缆"), "accounts/d.md")
    assert build(root, "--force") == 0
    assert {name: (root / "output" / name).read_bytes() for name in pages} == pages
    assert "is not kept" not in capsys.readouterr().err
    assert build(root, "--yes", audience="team") == 0
    assert state(root) == set()  # they were for others
    assert build(root, "--yes") == 0
    assert state(root) == set()


def an_account_less(root: Path) -> None:
    (root / "accounts/a.md").unlink()


def closed(root: Path) -> None:
    write(root, ONE.replace("owner:", "confidential: yes\nowner:"))


def a_word_closed(root: Path) -> None:
    noted = "interactions: [{on: 2026-09-20, kind: visit, note: 账期放宽到一百二十天}]"
    write(root, ONE.replace(ASK, noted))


def readers_with_less(root: Path) -> None:
    write(root, SETTINGS.replace("restricted", "internal"), "relreport.yaml")


def tampered_with(root: Path) -> None:
    for name in (REVIEW, HANDOVER):
        page = root / "output" / name
        page.write_bytes(page.read_bytes() + b"<!-- -->")


def memory_lost(root: Path) -> None:
    shutil.rmtree(root / ".relreport")


GOES: dict[str, tuple[str, Callable[[Path], None], set[str], str]] = {
    # name: readers, what happens, what stays, what is said of the rest
    "an account less": ("management", an_account_less, set(), "an account it tells of is there no more"),
    "closed": ("management", closed, set(), "may hold what these readers may not have now"),
    "closed to nobody who reads this": ("manager", closed, {REVIEW, HANDOVER, VISIT}, ""),
    "a word closed": ("management", a_word_closed, {VISIT, HANDOVER}, "may hold what"),
    "readers with less": ("board", readers_with_less, {VISIT}, "other things now"),
    "tampered with": ("management", tampered_with, {VISIT}, ""),
    "memory lost": ("management", memory_lost, {VISIT}, ""),
}


@pytest.mark.parametrize("case", GOES)
def test_what_may_not_stay_goes_and_that_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], case: str
) -> None:
    audience, change, stays, told = GOES[case]
    root = tmp_path / "work"
    made(root, audience)
    assert state(root) == {REVIEW, HANDOVER, VISIT}
    change(root)
    capsys.readouterr()
    assert build(root, audience=audience) == 0
    assert state(root) == stays
    said = capsys.readouterr().err
    assert ("is not kept" in said) == bool(told)
    assert told in said


def test_a_visit_sheet_stays_while_its_file_is_broken(tmp_path: Path) -> None:
    root = tmp_path / "work"
    made(root)
    page = root / "output" / VISIT
    before = page.read_text(encoding="utf-8")
    write(root, BROKEN)
    assert build(root) == 1
    stale = page.read_text(encoding="utf-8")
    assert "This file cannot be read today. Everything below is its last valid version, of 15 Sept 2026." in stale
    assert build(root) == 1
    write(root, ONE)
    assert build(root) == 0
    assert page.read_text(encoding="utf-8") == before
    # closed in the broken file: the name at its head is not for these readers any more
    write(root, BROKEN.replace("owner:", "confidential: yes\nowner:"))
    assert build(root) == 1
    assert VISIT not in state(root)


def test_where_nobody_knows_what_the_file_said_the_sheet_stays_as_it_is(tmp_path: Path) -> None:
    root = tmp_path / "work"
    made(root)
    shutil.rmtree(root / ".git")
    page = root / "output" / VISIT
    before = page.read_bytes()
    for _ in range(2):
        write(root, BROKEN)
        assert build(root) == 1
        assert page.read_bytes() == before
    write(root, ONE.replace("name: 王磊", "name: 王 磊"))
    assert build(root) == 0
    assert "王 磊" in page.read_text(encoding="utf-8")
    write(root, BROKEN.replace("owner:", "confidential: yes\nowner:"))
    assert build(root) == 1
    assert VISIT not in state(root)
    made_again = ONE.replace(WANG, "contacts: []")
    write(root, made_again)
    assert build(root) == 0
    assert VISIT not in state(root)
