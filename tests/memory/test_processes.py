"""Looking back costs two processes whatever the size, and work for what changed."""

from __future__ import annotations

import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from relreport.cli import run
from relreport.config import open_workspace
from relreport.history import Timeline, open_timeline
from relreport.review import trends as reading
from relreport.review.kept import Kept, dumped, loaded
from relreport.review.past import Past
from tests.memory.repository import Repository, account

ENDS = [
    date(2024, 12, 31),
    *(date(2025, month, 28) for month in (3, 6, 9, 12)),
    *(date(2026, m, 28) for m in (3, 6, 9)),
]
COUNT = 12
DAY = date(2026, 9, 30)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Eight quarter ends; every account changes at each, and one is called otherwise half-way."""
    repository = Repository(tmp_path_factory.mktemp("processes") / "work")
    repository.write("relreport.yaml", "company: x\n")
    for place, end in enumerate(ENDS):
        for number in range(COUNT):
            share = f"purchasing: [{{period: 2024-Q3, share: {40 + place + number}%}}]"
            repository.write(
                f"accounts/a{number:02d}.md", account(f"客户{number:02d}", share, *["# x"] * 300)
            )
        if place == 4:
            repository.git("mv", "accounts/a00.md", "accounts/b00.md")
        elif place > 4:
            (repository.root / "accounts/a00.md").rename(repository.root / "accounts/b00.md")
        repository.commit(end)
    return repository.root


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The processes that are started."""
    found: list[Any] = []

    class Counted(subprocess.Popen[bytes]):
        def __init__(self, *arguments: Any, **named: Any) -> None:
            found.append(arguments[0])
            super().__init__(*arguments, **named)

    monkeypatch.setattr(subprocess, "Popen", Counted)
    return found


COMMANDS = {
    "review": ("review", "2026-Q3", "--format", "html"),
    "review as known then": ("review", "2026-Q2", "--known", "--format", "html"),
    "review against a revision": ("review", "2026-Q3", "--against", "HEAD~3", "--format", "html"),
    "review in JSON": ("review", "2026-Q3", "--format", "json"),
    "diff": ("diff", "2025-12-31..2026-09-30"),
    "diff of revisions": ("diff", "HEAD~5..HEAD~1", "a03"),
}


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_that_looks_back_asks_git_twice(
    root: Path, started: list[Any], capsys: pytest.CaptureFixture[str], command: str
) -> None:
    assert run(["-C", str(root), "-q", *COMMANDS[command], *(["--as-of", str(DAY)])]) == 0
    assert [one[-1] if "--batch" in one else "log" for one in started] == ["--batch", "log"]


def readings(root: Path, kept: Kept, monkeypatch: pytest.MonkeyPatch) -> int:
    """How many files of the past were judged for eight quarters of all accounts."""
    asked: list[Any] = []
    real = vars(reading)["assess"]

    def counted(*arguments: Any) -> Any:
        asked.append(arguments)
        return real(*arguments)

    monkeypatch.setattr(reading, "assess", counted)
    timeline, _ = open_timeline(root)
    assert isinstance(timeline, Timeline)
    with timeline:
        reading.trends(Past(open_workspace(root), timeline, DAY), DAY, kept=kept)
    monkeypatch.setattr(reading, "assess", real)
    return len(asked)


def test_only_what_changed_is_judged_again(
    root: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    kept = Kept({})
    assert readings(root, kept, monkeypatch) == COUNT * len(ENDS)
    again = loaded(dumped(kept, DAY))
    assert readings(root, again, monkeypatch) == 0
    changed = root / "accounts/a05.md"
    before = changed.read_bytes()
    changed.write_bytes(before.replace(b"# x", b"# y", 1))
    assert readings(root, again, monkeypatch) == 1  # of eight quarter ends one is of today
    changed.write_bytes(before)
    (root / "relreport.yaml").write_text(
        "company: y\n", encoding="utf-8"
    )  # settings are a part of every judgement
    assert readings(root, again, monkeypatch) == COUNT * len(ENDS)
    (root / "relreport.yaml").write_text("company: x\n", encoding="utf-8")
