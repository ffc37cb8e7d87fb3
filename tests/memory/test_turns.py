"""What becomes of files in a repository: each turn of it, and what diff says of the account."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from relreport.cli import run
from tests.memory.repository import Repository, account

JAN, FEB, APR, JUL = (date(2026, month, 10) for month in (1, 2, 4, 7))
LONG = [f"# line {number}" for number in range(60)]  # so that git knows an edited file again
SHARE = "purchasing:\n  - {period: 2025-Q4, share: 60%}"
FELL = f"{SHARE}\n  - {{period: 2026-Q2, share: 30%}}"


def old(name: str = "甲集团") -> str:
    return account(name, SHARE, *LONG)


def new(name: str = "甲集团") -> str:
    return account(name, FELL, *LONG)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    made = Repository(tmp_path / "work")
    made.write("relreport.yaml", "language: en\n")
    made.write("accounts/a.md", old())
    made.commit(JAN, author="Li Na")
    return made


def moved(made: Repository, before: str, after: str, text: str) -> None:
    made.git("mv", before, after)
    made.write(after, text)
    made.commit(APR, author="Zhou Gang")


def case_alone(made: Repository) -> None:
    moved(made, "accounts/a.md", "accounts/A.md", new())


def to_chinese(made: Repository) -> None:
    made.git("mv", "accounts/a.md", "accounts/华东 路桥.md")
    made.commit(FEB)
    moved(made, "accounts/华东 路桥.md", "accounts/东区 路桥（一期）.md", new())


def to_another_spelling(made: Repository) -> None:
    """As a Mac writes it: the same letters in other bytes."""
    made.git("mv", "accounts/a.md", "accounts/cafe\u0301.md")
    made.commit(FEB)
    moved(made, "accounts/cafe\u0301.md", "accounts/caf\u00e9.md", new())


def away_and_back(made: Repository) -> None:
    (made.root / "accounts/a.md").unlink()
    made.commit(FEB)
    made.write("accounts/a.md", new())
    made.commit(APR, author="Zhou Gang")


def mode_alone(made: Repository) -> None:
    (made.root / "accounts/a.md").chmod(0o755)
    made.commit(FEB)
    (made.root / "accounts/a.md").chmod(0o644)
    made.write("accounts/a.md", new())
    made.commit(APR, author="Zhou Gang")


def a_link_for_a_while(made: Repository) -> None:
    (made.root / "accounts/a.md").unlink()
    (made.root / "accounts/a.md").symlink_to("../relreport.yaml")
    made.commit(FEB)
    (made.root / "accounts/a.md").unlink()
    made.write("accounts/a.md", new())
    made.commit(APR, author="Zhou Gang")


def merged(made: Repository) -> None:
    """Both sides wrote in the file, the manager put it together; the line is of the one who wrote it."""
    made.git("checkout", "-q", "-b", "side")
    made.write("accounts/a.md", new())
    made.commit(FEB, author="Zhou Gang")
    made.git("checkout", "-q", "main")
    made.write("accounts/a.md", old().replace("line 59", "line 59 and more"))
    made.commit(FEB, author="Sun Qi")
    made.git("merge", "-q", "--no-ff", "-m", "in", "side", on=APR, author="Manager")


def merged_by_hand(made: Repository) -> None:
    """They wrote the same line: the merge holds a version that nobody else had."""
    made.git("checkout", "-q", "-b", "side")
    made.write("accounts/a.md", new())
    made.commit(FEB, author="Zhou Gang")
    made.git("checkout", "-q", "main")
    made.write("accounts/a.md", account("甲集团", f"{SHARE} # 待核", *LONG))
    made.commit(FEB, author="Sun Qi")
    with pytest.raises(Exception, match="merge"):
        made.git("merge", "-q", "--no-ff", "-m", "in", "side", on=APR, author="Manager")
    made.write("accounts/a.md", account("甲集团", f"{FELL}\ntier: key", *LONG))
    made.commit(APR, author="Manager")


def three_sides(made: Repository) -> None:
    for name in ("one", "two"):
        made.git("checkout", "-q", "-b", name, "main")
        made.write(
            "accounts/a.md" if name == "one" else "accounts/b.md", new() if name == "one" else old("乙")
        )
        made.commit(FEB, author="Zhou Gang")
    made.git("checkout", "-q", "main")
    made.write("accounts/c.md", old("丙"))
    made.commit(FEB)
    made.git("merge", "-q", "-m", "in", "one", "two", on=APR, author="Manager")


def strangers_joined(made: Repository) -> None:
    """A history that begins twice."""
    made.git("checkout", "-q", "--orphan", "other")
    made.git("rm", "-rfq", ".")
    made.write("notes.txt", "x")
    made.commit(date(2025, 1, 1))
    made.git("checkout", "-q", "main")
    made.git("merge", "-q", "--allow-unrelated-histories", "-m", "in", "other", on=FEB)
    made.write("accounts/a.md", new())
    made.commit(APR, author="Zhou Gang")


def by_another_name(made: Repository) -> None:
    made.write(".mailmap", "Zhou Gang <one@example.com> 老周 <one@example.com>\n")
    made.write("accounts/a.md", new())
    made.commit(APR, author="老周")


def cherry_picked(made: Repository) -> None:
    made.git("checkout", "-q", "-b", "side")
    made.write("accounts/a.md", new())
    made.commit(FEB, author="Zhou Gang")
    made.git("checkout", "-q", "main")
    made.git("cherry-pick", "side", on=APR, author="Manager")


TURNS: dict[str, Callable[[Repository], None]] = {
    "the case of its name alone": case_alone,
    "Chinese names": to_chinese,
    "another spelling of the same name": to_another_spelling,
    "taken away and put back": away_and_back,
    "its mode alone": mode_alone,
    "a link for a while": a_link_for_a_while,
    "merged": merged,
    "merged by hand": merged_by_hand,
    "three sides": three_sides,
    "two beginnings": strangers_joined,
    "an author by another name": by_another_name,
    "picked from another branch": cherry_picked,
}


def told(root: Path, capsys: pytest.CaptureFixture[str], span: str) -> dict[str, Any]:
    capsys.readouterr()
    assert run(["-C", str(root), "diff", span, "--as-of", JUL.isoformat(), "--format", "json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


@pytest.mark.parametrize("case", TURNS)
def test_the_same_account_is_compared_and_the_line_is_of_who_wrote_it(
    repository: Repository, capsys: pytest.CaptureFixture[str], case: str
) -> None:
    TURNS[case](repository)
    data = told(repository.root, capsys, f"{JAN}..")
    (one,) = [one for one in data["accounts"] if one["name"] == "甲集团"]
    assert one["state"] == "compared"
    (stage,) = [move for move in one["moves"] if move.get("scale") == "stage"]
    assert (stage["before"], stage["after"], stage["cause"]) == ("stable", "initial", "world")
    assert stage["author"] == "Zhou Gang"
    assert not data["dirty"]


HOSTILE = "Li\x1b[31m Na\x07\u202e <b>x</b> `y` [z](https://example.com)"


@pytest.mark.parametrize("form", ["text", "md", "html", "json"])
def test_who_calls_himself_something_steers_no_terminal_and_no_page(
    repository: Repository, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    repository.write("accounts/a.md", new())
    repository.commit(APR, author=HOSTILE)
    repository.write("accounts/b\x1b[31m\u202e.md", old("乙"))
    capsys.readouterr()
    command = ["diff", f"{JAN}..", "--as-of", JUL.isoformat(), "--format", form, "--audience", "manager"]
    assert run(["-C", str(repository.root), *command]) == 0
    told = capsys.readouterr().out
    assert "Na" in told
    if form == "json":  # for programs: nothing is changed but for its own escapes
        assert not {"\x1b", "\x07"} & set(told)
    else:
        assert not {"\x1b", "\x07", "\u202e"} & set(told)
    assert "<b>x" not in told or form in ("text", "json")
    assert "[z](" not in told or form != "md"


def test_between_its_going_and_its_coming_back_it_was_not_there(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    away_and_back(repository)
    (one,) = told(repository.root, capsys, "2026-03-01..")["accounts"]
    assert one["state"] == "new"
    (one,) = told(repository.root, capsys, f"{JAN}..2026-03-01")["accounts"]
    assert one["state"] == "gone"


@pytest.mark.parametrize("form", ["text", "md", "html"])
def test_two_commits_of_one_day_are_told_apart_and_their_day_once(
    repository: Repository, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    repository.write("accounts/a.md", new())
    repository.commit(JAN, author="Zhou Gang")
    capsys.readouterr()
    command = ["-C", str(repository.root), "diff", "HEAD~1..HEAD", "--as-of", JUL.isoformat()]
    assert run([*command, "--format", form, "--audience", "manager"]) == 0
    said = capsys.readouterr().out
    assert said.count("is told as the files stood on that day") == 1
    assert "HEAD~1 (10 Jan 2026) to HEAD (10 Jan 2026)" in said


ENVIRONMENT = {
    "GIT_DIR": "/nowhere", "GIT_WORK_TREE": "/nowhere", "GIT_INDEX_FILE": "/nowhere", "GIT_OBJECT_DIRECTORY": "/nowhere",
    "GIT_COMMON_DIR": "/nowhere", "GIT_NAMESPACE": "x", "GIT_CEILING_DIRECTORIES": "/", "GIT_EXEC_PATH": "TRAPS",
    "GIT_CONFIG_COUNT": "2", "GIT_CONFIG_KEY_0": "core.fsmonitor", "GIT_CONFIG_VALUE_0": "TRAP",
    "GIT_CONFIG_KEY_1": "alias.log", "GIT_CONFIG_VALUE_1": "!TRAP", "GIT_CONFIG_PARAMETERS": "'core.pager=TRAP'",
    "GIT_EXTERNAL_DIFF": "TRAP", "GIT_PAGER": "TRAP", "GIT_SSH": "TRAP", "GIT_SSH_COMMAND": "TRAP", "GIT_ASKPASS": "TRAP",
    "GIT_PROXY_COMMAND": "TRAP", "GIT_EDITOR": "TRAP", "GIT_TRACE": "TRACE", "GIT_TRACE2": "TRACE", "GIT_REF_PARANOIA": "x",
    "GIT_REPLACE_REF_BASE": "refs/x", "GIT_LITERAL_PATHSPECS": "0", "GIT_ICASE_PATHSPECS": "1", "GIT_DEFAULT_HASH": "sha256",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES": "/nowhere", "GIT_DIFF_OPTS": "-u0", "GIT_OPTIONAL_LOCKS": "1",
    "GIT_ATTR_SOURCE": "x", "GIT_SHALLOW_FILE": "/nowhere", "GIT_PREFIX": "x/",
}  # fmt: skip


def test_no_variable_of_git_changes_the_past_or_runs_anything(
    repository: Repository,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    repository.write("accounts/a.md", new())
    repository.commit(APR, author="Zhou Gang")
    plain = told(repository.root, capsys, f"{JAN}..")
    traps = tmp_path / "traps"
    traps.mkdir()
    for name in ("trap", "git-log", "git-cat-file", "git"):
        (traps / name).write_text(f"#!/bin/sh\ntouch '{tmp_path / 'ran'}'\n")
        (traps / name).chmod(0o755)
    for name, value in ENVIRONMENT.items():
        value = value.replace("TRAPS", str(traps)).replace("TRAP", str(traps / "trap"))
        monkeypatch.setenv(name, value.replace("TRACE", str(tmp_path / "trace")))
    assert told(repository.root, capsys, f"{JAN}..") == plain
    assert not (tmp_path / "ran").exists()
    assert not (tmp_path / "trace").exists()
