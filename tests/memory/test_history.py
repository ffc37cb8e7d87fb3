"""What git remembers: right, or plainly not known; and nothing that a repository says is run."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from relreport.history import NoHistory, NotThatFar, State, Timeline, open_timeline
from tests.memory.repository import Repository, account

JAN, APR, JUL, OCT = (date(2026, month, 10) for month in (1, 4, 7, 10))


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "work")


def read(root: Path, *revisions: str) -> Timeline:
    timeline, unknown = open_timeline(root, revisions)
    assert isinstance(timeline, Timeline)
    assert not unknown
    return timeline


def paths_on(timeline: Timeline, day: date) -> set[str]:
    state = timeline.on(day)
    assert isinstance(state, State)
    return {one.path for one in state.accounts()}


def text_on(timeline: Timeline, day: date, path: str) -> str:
    state = timeline.on(day)
    assert isinstance(state, State)
    data = timeline.data(state.versions[path])
    assert data is not None
    return data.decode()


def test_a_day_has_the_last_version_that_was_there_by_its_end(repository: Repository) -> None:
    for day, name in ((JAN, "one"), (APR, "two"), (JUL, "three")):
        repository.write("accounts/a.md", account(name))
        repository.commit(day)
    with read(repository.root) as timeline:
        days = [JAN, date(2026, 4, 9), APR, date(2026, 4, 11), OCT]
        names = [text_on(timeline, day, "accounts/a.md").split("\n")[1] for day in days]
        assert names == ["name: one", "name: one", "name: two", "name: two", "name: three"]
        assert timeline.on(date(2026, 1, 9)) == NotThatFar(since=JAN, shallow=False)


def test_what_is_no_account_is_none(repository: Repository) -> None:
    for path in (
        "accounts/a.md",
        "accounts/README.md",
        "accounts/_form.md",
        "accounts/.x/b.md",
        "accounts/n.txt",
    ):
        repository.write(path, account("x"))
    repository.write("other/c.md", account("x"))
    repository.commit(JAN)
    with read(repository.root) as timeline:
        assert paths_on(timeline, JAN) == {"accounts/a.md"}


def test_chinese_names_and_a_workspace_below_the_repository(repository: Repository) -> None:
    repository.write("销售/accounts/东区/华东 路桥.md", account("华东路桥"))
    repository.write("accounts/another.md", account("not ours"))
    repository.commit(JAN)
    with read(repository.root / "销售") as timeline:
        assert paths_on(timeline, JAN) == {"accounts/东区/华东 路桥.md"}


RENAMES: dict[str, tuple[str, str, str, str, bool]] = {
    # name: old path, old text, new path, new text, is it one account
    "moved to another folder": ("accounts/a.md", account("A"), "accounts/east/a.md", account("A", "tier: key"), True),
    "another id, the same text": ("accounts/a.md", account("A"), "accounts/b.md", account("A"), True),
    "another id, the same name": ("accounts/a.md", account("A", "tier: key"), "accounts/b.md", account("A"), True),
    "one leaves, another comes from the same form": (
        "accounts/a.md", account("A", "tier: key", "owner: li-na", "currency: CNY"),
        "accounts/b.md", account("B", "tier: key", "owner: li-na", "currency: CNY"), False,
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", RENAMES)
def test_renames(repository: Repository, case: str) -> None:
    old, before, new, after, one_account = RENAMES[case]
    repository.write(old, before)
    repository.commit(JAN)
    (repository.root / old).unlink()
    repository.write(new, after)
    repository.commit(APR)
    with read(repository.root) as timeline:
        now, then = timeline.on(APR), timeline.on(JAN)
        assert isinstance(now, State)
        assert isinstance(then, State)
        found = then.of(now.versions[new].line, Path(new).stem, ())
        assert (found is not None and found.path == old) is one_account


def test_a_former_id_is_followed_where_git_saw_no_rename(repository: Repository) -> None:
    repository.write("accounts/old.md", account("Old name", "tier: key"))
    repository.commit(JAN)
    (repository.root / "accounts/old.md").unlink()
    repository.commit(APR)
    repository.write("accounts/new.md", account("New name", "was: [OLD]"))
    repository.commit(JUL)
    with read(repository.root) as timeline:
        now, then = timeline.on(JUL), timeline.on(JAN)
        assert isinstance(now, State)
        assert isinstance(then, State)
        line = now.versions["accounts/new.md"].line
        assert then.of(line, "new", ()) is None
        found = then.of(line, "new", ("OLD",))
        assert found is not None
        assert found.path == "accounts/old.md"


def test_two_accounts_that_swap_their_ids_in_two_steps_stay_two(repository: Repository) -> None:
    repository.write("accounts/a.md", account("A", "tier: key"))
    repository.write("accounts/b.md", account("B", "tier: vvip", "industry: bridges"))
    repository.commit(JAN)
    repository.git("mv", "accounts/a.md", "accounts/c.md")
    repository.commit(APR)
    repository.git("mv", "accounts/b.md", "accounts/a.md")
    repository.commit(JUL)
    with read(repository.root) as timeline:
        now, then = timeline.on(JUL), timeline.on(JAN)
        assert isinstance(now, State)
        assert isinstance(then, State)
        found = {path: then.of(one.line, "", ()) for path, one in now.versions.items()}
        assert {path: one.path for path, one in found.items() if one} == {
            "accounts/c.md": "accounts/a.md",
            "accounts/a.md": "accounts/b.md",
        }


def test_behind_a_merge_stands_who_wrote_it_and_the_day_it_came_here(repository: Repository) -> None:
    repository.write("accounts/a.md", account("A"))
    repository.commit(JAN)
    repository.git("checkout", "-q", "-b", "side")
    repository.write("accounts/a.md", account("A", "tier: key"))
    repository.commit(APR, author="Sun")
    repository.git("checkout", "-q", "main")
    repository.write("accounts/b.md", account("B"))
    repository.commit(date(2026, 5, 1))
    repository.git("merge", "-q", "--no-ff", "-m", "in", "side", on=JUL, author="Manager")
    with read(repository.root) as timeline:
        before, after = timeline.on(date(2026, 6, 1)), timeline.on(JUL)
        assert isinstance(before, State)
        assert isinstance(after, State)
        assert "tier" not in text_on(timeline, date(2026, 6, 1), "accounts/a.md")
        version = after.versions["accounts/a.md"]
        assert (version.written.author, version.written.authored, version.known.day) == ("Sun", APR, JUL)


def test_every_version_of_an_account_in_order(repository: Repository) -> None:
    for day, path, tier in ((JAN, "a", "key"), (APR, "a", "vvip"), (JUL, "b", "vvip"), (OCT, "b", "regular")):
        for old in (repository.root / "accounts").glob("*.md"):
            old.unlink()
        repository.write(f"accounts/{path}.md", account("A", f"tier: {tier}"))
        repository.commit(day)
    with read(repository.root) as timeline:
        line = timeline.at(timeline.head).versions["accounts/b.md"].line
        assert [one.known.day for one in timeline.versions_of(line)] == [JAN, APR, OCT]


def test_revisions_are_names_of_commits_and_nothing_else(repository: Repository) -> None:
    repository.write("accounts/a.md", account("A"))
    first = repository.commit(JAN)
    repository.git("tag", "q1")
    repository.commit(APR)
    asked = ("q1", "HEAD~1", first[:10], "main")
    with read(repository.root, *asked) as timeline:
        assert [timeline.revisions[one].day for one in asked] == [JAN, JAN, JAN, APR]
    strange = ("nothing", "--output=written", "q1 q1", "q1\nq1", "q1:accounts/a.md", "", "-n1")
    found, unknown = open_timeline(repository.root, strange)
    assert isinstance(found, Timeline)
    found.close()
    assert unknown == strange
    assert not (repository.root / "written").exists()


def test_what_a_file_holds_today_is_compared_line_ends_apart(repository: Repository) -> None:
    repository.write("accounts/a.md", "---\nname: A\n---\n")
    repository.commit(JAN)
    with read(repository.root) as timeline:
        version = timeline.at(timeline.head).versions["accounts/a.md"]
        assert timeline.unchanged(version, b"---\nname: A\n---\n")
        assert timeline.unchanged(version, b"---\r\nname: A\r\n---\r\n")
        assert not timeline.unchanged(version, b"---\nname: B\n---\n")
        assert not timeline.unchanged(None, b"---\nname: A\n---\n")


def test_a_detached_head_and_a_worktree_are_as_good_as_a_branch(
    repository: Repository, tmp_path: Path
) -> None:
    repository.write("accounts/a.md", account("A"))
    first = repository.commit(JAN)
    repository.write("accounts/b.md", account("B"))
    repository.commit(APR)
    repository.git("worktree", "add", "-q", "--detach", str(tmp_path / "tree"), first)
    with read(tmp_path / "tree") as timeline:
        assert paths_on(timeline, OCT) == {"accounts/a.md"}
    repository.git("checkout", "-q", "--detach", first)
    with read(repository.root) as timeline:
        assert paths_on(timeline, OCT) == {"accounts/a.md"}


def test_a_shallow_clone_says_from_when_on_it_knows(repository: Repository, tmp_path: Path) -> None:
    for day, tier in ((JAN, "key"), (APR, "vvip"), (JUL, "regular")):
        repository.write("accounts/a.md", account("A", f"tier: {tier}"))
        repository.commit(day)
    repository.git("clone", "-q", "--depth", "2", f"file://{repository.root}", str(tmp_path / "clone"))
    with read(tmp_path / "clone") as timeline:
        assert timeline.shallow
        assert "vvip" in text_on(timeline, APR, "accounts/a.md")
        assert timeline.on(JAN) == NotThatFar(since=APR, shallow=True)


def nothing(root: Path) -> None:
    root.mkdir()


def just_begun(root: Path) -> None:
    Repository(root)


def broken(root: Path) -> None:
    Repository(root)
    (root / ".git" / "HEAD").write_text("nonsense")


NO_HISTORY: dict[str, tuple[Callable[[Path], None], str]] = {
    "outside": (nothing, "outside"),
    "empty": (just_begun, "empty"),
    "failed": (broken, "failed"),
}


@pytest.mark.parametrize("case", NO_HISTORY)
def test_where_there_is_no_history_the_reason_is_said(tmp_path: Path, case: str) -> None:
    make, reason = NO_HISTORY[case]
    make(tmp_path / "work")
    found, unknown = open_timeline(tmp_path / "work", ("HEAD",))
    assert found == NoHistory(reason)
    assert unknown == ("HEAD",)


def test_without_git_nothing_fails(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    repository.commit(JAN)
    monkeypatch.setenv("PATH", str(repository.root))
    assert open_timeline(repository.root)[0] == NoHistory("no_git")


def test_a_git_inside_the_workspace_is_not_run(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.commit(JAN)
    own = repository.write("bin/git", f"#!/bin/sh\ntouch '{repository.root}/ran'\n")
    own.chmod(0o755)
    monkeypatch.setenv("PATH", f"{own.parent}{os.pathsep}{os.environ['PATH']}")
    assert open_timeline(repository.root)[0] == NoHistory("no_git")
    assert not (repository.root / "ran").exists()


def test_a_hostile_configuration_runs_nothing(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every key of a repository that names a program; among them a promisor that would be asked for what lacks."""
    for day, tier in ((JAN, "key"), (APR, "vvip")):
        repository.write("accounts/a.md", account("A", f"tier: {tier}", *(f"# {n}" for n in range(80))))
        repository.write(".gitattributes", "*.md diff=evil filter=evil\n")
        repository.commit(day)
    repository.git("mv", "accounts/a.md", "accounts/b.md")
    repository.commit(JUL)
    proof = tmp_path / "ran"
    trap = tmp_path / "trap.sh"
    trap.write_text(f"#!/bin/sh\ntouch '{proof}'\ncat\n")
    trap.chmod(0o755)
    evil = str(trap)
    for key, value in {
        "core.fsmonitor": evil, "core.pager": evil, "pager.log": evil, "core.sshCommand": evil,
        "core.hooksPath": str(tmp_path), "core.askPass": evil, "core.editor": evil, "core.gitProxy": evil,
        "diff.external": evil, "diff.evil.command": evil, "diff.evil.textconv": evil, "filter.evil.clean": evil,
        "filter.evil.smudge": evil, "filter.evil.process": evil, "gpg.program": evil, "log.showSignature": "true",
        "credential.helper": evil, "alias.log": f"!{evil}", "alias.cat-file": f"!{evil}", "uploadpack.packObjectsHook": evil,
        "remote.origin.url": f"ext::{evil}", "remote.origin.promisor": "true", "protocol.ext.allow": "always",
        "protocol.allow": "always", "extensions.partialClone": "origin", "core.repositoryFormatVersion": "1",
        "log.showRoot": "false", "diff.relative": "true", "diff.orderFile": "/nowhere", "diff.renames": "false",
        "color.ui": "always", "format.pretty": "oneline", "log.follow": "true", "mailmap.file": "/nowhere",
    }.items():  # fmt: skip
        repository.git("config", key, value)
    monkeypatch.setenv("GIT_EXTERNAL_DIFF", evil)
    monkeypatch.setenv("GIT_SSH_COMMAND", evil)
    monkeypatch.setenv("GIT_DIR", "/nowhere")
    with read(repository.root) as timeline:
        assert "tier: key" in text_on(timeline, JAN, "accounts/a.md")
        assert paths_on(timeline, JUL) == {"accounts/b.md"}
        state = timeline.on(APR)
        assert isinstance(state, State)
        blob = state.versions["accounts/a.md"].blob
    lost = repository.root / ".git" / "objects" / blob[:2] / blob[2:]
    lost.unlink()
    with read(repository.root) as timeline:
        state = timeline.on(APR)
        assert isinstance(state, State)
        assert timeline.data(state.versions["accounts/a.md"]) is None
    assert not proof.exists()


def test_a_bare_repository_buried_in_the_workspace_is_not_read(repository: Repository) -> None:
    repository.write("accounts/a.md", account("A"))
    repository.commit(JAN)
    shutil.copytree(repository.root / ".git", repository.root / "buried")
    repository.write("buried/accounts/b.md", account("B"))
    assert open_timeline(repository.root / "buried")[0] == NoHistory("untracked")  # its own would be `b.md`


def test_two_processes_whatever_the_size(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(30):
        repository.write(f"accounts/a{number}.md", account(f"A {number}", *["# more"] * 2000))
    for day in (JAN, APR, JUL):
        for number in range(30):
            repository.write(f"accounts/a{number}.md", account(f"A {number}", f"# {day}", *["# more"] * 2000))
        repository.commit(day)
    started: list[object] = []

    class Counted(subprocess.Popen[bytes]):
        def __init__(self, *arguments: Any, **named: Any) -> None:
            started.append(arguments[0])
            super().__init__(*arguments, **named)

    monkeypatch.setattr(subprocess, "Popen", Counted)
    with read(repository.root, "HEAD~1") as timeline:
        timeline.prepare((JAN, APR, JUL))
        states = [timeline.on(day) for day in (JAN, APR, JUL)]
        timeline.fetch(one for state in states if isinstance(state, State) for one in state.accounts())
        for state in states:
            assert isinstance(state, State)
            assert all(timeline.data(one) for one in state.accounts())
    assert len(started) == 2
