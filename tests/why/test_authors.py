"""Who wrote a line is told where git knows it; without git nothing is said of it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from relreport.cli import run
from relreport.cli.authors import authors, last_writers
from tests.memory.repository import Repository, account

FIRST = account(
    "甲",
    "owner: rep",
    "contacts: [{id: w, name: 王磊, roles: decider}]",
    body="## Journal\n- 2026-03-01 w visit #advice\n",
)
SECOND = FIRST + "- 2026-09-01 w visit #+manner\n"


@pytest.mark.parametrize(
    ("states", "wanted"),
    [
        ([], []),
        ([(b"a\nb", "one")], ["one", "one"]),
        ([(b"a\nb", "one"), (b"a\nx\nb", "two")], ["one", "two", "one"]),
        ([(b"a\nb", "one"), (b"b\na", "two")], ["two", "one"]),
        ([(b"a\nb\nc\nd", "one"), (b"a\nc\nX\nd", "two"), (b"a\nc\nX\nd\n", None)], ["one", "one", "two", "one", None]),
        ([(b"a\nb", "one"), (b"a\r\nb", "two")], ["one", "one"]),
        ([(b"a\na\na", "one"), (b"a\na\na\na", "two")], ["one", "one", "one", "two"]),
    ],
)  # fmt: skip
def test_a_line_stays_with_who_wrote_it_while_it_stands(
    states: list[tuple[bytes, str | None]], wanted: list[str | None]
) -> None:
    assert last_writers(states) == wanted


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    made = Repository(tmp_path)
    made.write("relreport.yaml", "company: X\n")
    made.write("accounts/a.md", FIRST)
    made.commit(date(2026, 3, 1), author="Li Na")
    made.git("mv", "accounts/a.md", "accounts/jia.md")
    made.write("accounts/jia.md", SECOND)
    made.commit(date(2026, 9, 1), author="Zhao Min")
    return made


def leaves(node: dict[str, Any]) -> dict[int, str | None]:
    found = {one["line"]: one["author"] for one in node["lines"]}
    for child in node["because"]:
        found |= leaves(child)
    return found


def explained(root: Path, capsys: pytest.CaptureFixture[str]) -> dict[int, str | None]:
    assert run(["-C", str(root), "explain", "jia", "trust", "--as-of", "2026-11-20", "--format", "json"]) == 0
    return leaves(json.loads(capsys.readouterr().out)["explanation"])


def test_explain_names_who_wrote_the_line_renames_and_all(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    told = explained(repository.root, capsys)
    lines = SECOND.split("\n")
    visit, manner = (
        next(n for n, line in enumerate(lines, 1) if word in line) for word in ("#advice", "#+manner")
    )
    assert told[visit] == "Li Na"
    assert told[manner] == "Zhao Min"


def test_a_line_that_is_not_in_git_yet_has_no_author(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    repository.write("accounts/jia.md", SECOND + "- 2026-11-01 w visit #+tact\n")
    told = explained(repository.root, capsys)
    assert told[max(told)] is None
    assert "Li Na" in told.values()


def test_without_git_nothing_is_said_of_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "accounts").mkdir()
    (tmp_path / "relreport.yaml").write_text("company: X\n", encoding="utf-8")
    (tmp_path / "accounts" / "jia.md").write_text(SECOND, encoding="utf-8")
    assert set(explained(tmp_path, capsys).values()) == {None}
    assert run(["-C", str(tmp_path), "--lang", "en", "explain", "jia", "trust"]) == 0
    said = capsys.readouterr()
    assert "git" not in said.out + said.err


def test_a_file_that_was_never_committed_has_no_authors(repository: Repository) -> None:
    repository.write("accounts/new.md", SECOND)
    assert authors(repository.root, "accounts/new.md", SECOND.encode()) is None
