"""`build --kind review` is the review of the quarter under way, beside what the output holds."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest

from relreport.cli import run


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "accounts").mkdir()
    (tmp_path / "accounts" / "a.md").write_text("---\nname: A\n---\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_quarter_under_way(workspace: Path) -> None:
    assert run(["build", "--as-of", "2026-09-30"]) == 0
    assert run(["build", "--kind", "review", "--as-of", "2026-09-30"]) == 0
    assert (workspace / "output" / "review" / "2026-Q3" / "index.html").is_file()
    assert (workspace / "output" / "accounts" / "a.html").is_file()


def test_it_has_readers_of_ours_alone(workspace: Path) -> None:
    assert run(["build", "--kind", "review", "--audience", "customer", "--yes"]) == 2
    assert not (workspace / "output").exists()


@pytest.mark.parametrize(("said", "code"), [("", 2), ("n\n", 2), ("y\n", 0)])
def test_what_a_customer_sees_is_confirmed(
    said: str, code: int, workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", StringIO(said))
    assert run(["build", "--audience", "customer", "--as-of", "2026-09-30"]) == code
    assert (workspace / "output" / "accounts" / "a.html").exists() is (code == 0)
