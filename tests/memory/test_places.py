"""Wherever a workspace lies, its past is right or is plainly not known; and no repository runs anything."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from relreport.history import NoHistory, State, open_timeline
from tests.memory.repository import APR, JAN, Repository, of_two_versions


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return of_two_versions(tmp_path / "work")


def versions(root: Path) -> list[str]:
    """The shares of the account on two days, or why nobody can say."""
    timeline, _ = open_timeline(root)
    if isinstance(timeline, NoHistory):
        return [timeline.reason]
    with timeline:
        found = []
        for day in (JAN, APR):
            state = timeline.on(day)
            assert isinstance(state, State)
            data = timeline.data(state.versions["accounts/a.md"])
            found.append("30%" if data and b"30%" in data else "60%")
    return found


def trap(folder: Path) -> tuple[Path, Path]:
    """A program that leaves a trace, and where it would."""
    proof = folder / "ran"
    program = folder / "trap.sh"
    program.write_text(f"#!/bin/sh\ntouch '{proof}'\ncat\n")
    program.chmod(0o755)
    return program, proof


def test_a_submodule(repository: Repository, tmp_path: Path) -> None:
    above = Repository(tmp_path / "above")
    above.write("x.txt", "x")
    above.commit(JAN)
    above.git("-c", "protocol.file.allow=always", "submodule", "add", "-q", str(repository.root), "sales")
    assert (above.root / "sales/.git").is_file()
    assert versions(above.root / "sales") == ["60%", "30%"]


def a_work_tree_elsewhere(git: Path, tmp_path: Path) -> None:
    other = tmp_path / "elsewhere"
    (other / "accounts").mkdir(parents=True)
    (other / "accounts/a.md").write_text("---\nname: other\n---\n")
    with (git / "config").open("a") as file:
        file.write(f"[core]\n\tworktree = {other}\n")


def bare(git: Path, tmp_path: Path) -> None:
    with (git / "config").open("a") as file:
        file.write("[core]\n\tbare = true\n")


def an_included_file(git: Path, tmp_path: Path) -> None:
    program, _ = trap(tmp_path)
    (git / "more").write_text(
        f"[core]\n\tfsmonitor = {program}\n\tpager = {program}\n\tsshCommand = {program}\n"
        f'[diff]\n\texternal = {program}\n[diff "evil"]\n\ttextconv = {program}\n'
    )
    with (git / "config").open("a") as file:
        file.write("[include]\n\tpath = more\n")


def a_configuration_of_the_work_tree(git: Path, tmp_path: Path) -> None:
    program, _ = trap(tmp_path)
    (git / "config.worktree").write_text(f"[core]\n\tfsmonitor = {program}\n\thooksPath = {tmp_path}\n")
    with (git / "config").open("a") as file:
        file.write("[extensions]\n\tworktreeConfig = true\n")


def replaced_objects(git: Path, tmp_path: Path) -> None:
    """A replacement would give another past than the one that was written."""
    import subprocess

    ask = ["git", "-C", str(git.parent)]
    old = subprocess.run([*ask, "rev-parse", "HEAD~1"], capture_output=True, text=True, check=True).stdout
    new = subprocess.run([*ask, "rev-parse", "HEAD"], capture_output=True, text=True, check=True).stdout
    place = git / "refs/replace"
    place.mkdir(parents=True)
    (place / old.strip()).write_text(new)


def a_graft(git: Path, tmp_path: Path) -> None:
    """The old way to give a commit other parents, or none."""
    import subprocess

    ask = ["git", "-C", str(git.parent), "rev-parse", "HEAD"]
    head = subprocess.run(ask, capture_output=True, text=True, check=True).stdout
    (git / "info").mkdir(exist_ok=True)
    (git / "info/grafts").write_text(head)


def hooks(git: Path, tmp_path: Path) -> None:
    (git / "info").mkdir(exist_ok=True)
    (git / "hooks").mkdir(exist_ok=True)
    program, _ = trap(tmp_path)
    for name in ("post-checkout", "pre-auto-gc", "reference-transaction", "post-index-change"):
        shutil.copy(program, git / "hooks" / name)


RIGHT = ["60%", "30%"]
CHANGES: dict[str, tuple[Callable[[Path, Path], None], list[list[str]]]] = {
    "core.worktree": (a_work_tree_elsewhere, [RIGHT, ["failed"]]),
    "core.bare": (bare, [RIGHT, ["failed"]]),
    "include": (an_included_file, [RIGHT]),
    "config.worktree": (a_configuration_of_the_work_tree, [RIGHT]),
    "replace": (replaced_objects, [RIGHT]),
    "graft": (a_graft, [RIGHT]),
    "hooks": (hooks, [RIGHT]),
}


@pytest.mark.parametrize("case", CHANGES)
def test_what_a_repository_says_of_itself_runs_nothing_and_changes_no_past(
    repository: Repository, tmp_path: Path, case: str
) -> None:
    change, allowed = CHANGES[case]
    change(repository.root / ".git", tmp_path)
    assert versions(repository.root) in allowed
    assert not (tmp_path / "ran").exists()


def test_a_git_file_that_leads_to_another_folder(repository: Repository, tmp_path: Path) -> None:
    """The repository it names is read; nothing it names is run."""
    program, proof = trap(tmp_path)
    shutil.move(repository.root / ".git", tmp_path / "away")
    (repository.root / ".git").write_text(f"gitdir: {tmp_path / 'away'}\n")
    with (tmp_path / "away/config").open("a") as file:
        file.write(f"[core]\n\tfsmonitor = {program}\n[diff]\n\texternal = {program}\n")
    assert versions(repository.root) == RIGHT
    assert not proof.exists()


def test_a_git_file_that_leads_nowhere(repository: Repository) -> None:
    shutil.rmtree(repository.root / ".git")
    (repository.root / ".git").write_text("gitdir: /nowhere\n")
    assert versions(repository.root) == ["failed"]
