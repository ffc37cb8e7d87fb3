"""Wherever a workspace lies, `diff` and `review` answer, or say in plain words why nobody can."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from relreport.cli import run
from tests.memory.repository import APR, JAN, JUL, NEW, Repository, account, of_two_versions


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return of_two_versions(tmp_path / "work")


def outside(repository: Repository, tmp_path: Path) -> Path:
    shutil.rmtree(repository.root / ".git")
    return repository.root


def shallow(repository: Repository, tmp_path: Path) -> Path:
    repository.git("clone", "-q", "--depth", "1", f"file://{repository.root}", str(tmp_path / "clone"))
    return tmp_path / "clone"


def dirty(repository: Repository, tmp_path: Path) -> Path:
    repository.write("accounts/a.md", NEW + "\n更多\n")
    return repository.root


def detached(repository: Repository, tmp_path: Path) -> Path:
    repository.git("checkout", "-q", "--detach", "HEAD")
    return repository.root


def a_work_tree(repository: Repository, tmp_path: Path) -> Path:
    repository.git("worktree", "add", "-q", "--detach", str(tmp_path / "tree"), "HEAD")
    return tmp_path / "tree"


def a_broken_one(repository: Repository, tmp_path: Path) -> Path:
    (repository.root / ".git/HEAD").write_text("nonsense")
    return repository.root


def passed_over(repository: Repository, tmp_path: Path) -> Path:
    """Somebody's repository around a workspace that it does not hold."""
    above = Repository(tmp_path / "above")
    above.write(".gitignore", "sales/\n")
    above.commit(JAN)
    shutil.copytree(repository.root, above.root / "sales", ignore=shutil.ignore_patterns(".git"))
    return above.root / "sales"


def accounts_that_are_a_repository(repository: Repository, tmp_path: Path) -> Path:
    """The accounts are a repository of their own, and the workspace around them is another."""
    shutil.rmtree(repository.root / ".git")
    Repository(repository.root / "accounts").commit(JAN)
    repository.git("init", "-q")
    repository.git("add", "relreport.yaml")
    repository.git("commit", "-q", "-m", "x", on=JAN)
    return repository.root


def no_commit_yet(repository: Repository, tmp_path: Path) -> Path:
    shutil.rmtree(repository.root / ".git")
    repository.git("init", "-q")
    return repository.root


def a_branch_without_a_commit(repository: Repository, tmp_path: Path) -> Path:
    repository.git("checkout", "-q", "--orphan", "fresh")
    return repository.root


def without_older_versions(repository: Repository, tmp_path: Path) -> Path:
    """Moved and changed, so that git has to look into what it was not given."""
    long = [f"# line {number}" for number in range(60)]
    repository.write("accounts/b.md", NEW.replace("name: 甲集团", "\n".join(["name: 乙集团", *long])))
    repository.commit(APR)
    repository.git("mv", "accounts/b.md", "accounts/c.md")
    repository.write("accounts/c.md", NEW.replace("name: 甲集团", "\n".join(["name: 丙集团", *long])))
    repository.commit(APR)
    repository.git("config", "uploadpack.allowFilter", "true")
    repository.git("clone", "-q", "--filter=blob:none", f"file://{repository.root}", str(tmp_path / "clone"))
    return tmp_path / "clone"


def somebody_elses(repository: Repository, tmp_path: Path) -> Path:
    if os.geteuid() != 0:
        pytest.skip("only root can give a folder away")
    for place in (repository.root, *repository.root.rglob("*")):
        os.chown(place, 4321, 4321)
    return repository.root


def a_link_to_it(repository: Repository, tmp_path: Path) -> Path:
    (tmp_path / "link").symlink_to(repository.root)
    return tmp_path / "link"


def a_wrong_clock(repository: Repository, tmp_path: Path) -> Path:
    repository.write("accounts/b.md", account("乙集团"))
    repository.commit(date(1970, 1, 1))
    return repository.root


TOLD: dict[str, tuple[Callable[[Repository, Path], Path], str, bool]] = {
    # name: how it is made, what is said, does git know who wrote a line
    "outside": (outside, "not in git", False),
    "shallow": (shallow, "this clone is shallow", False),
    "dirty": (dirty, "not in git yet", True),
    "detached": (detached, "", True),
    "a work tree": (a_work_tree, "", True),
    "a broken repository": (a_broken_one, "cannot read this repository", False),
    "passed over by a repository above": (passed_over, "holds none of these account files", False),
    "accounts in a repository of their own": (
        accounts_that_are_a_repository, "holds none of these account files", False
    ),
    "no commit yet": (no_commit_yet, "nothing is committed yet", False),
    "a branch without a commit": (a_branch_without_a_commit, "nothing is committed yet", False),
    "without older versions": (without_older_versions, "without its older versions", False),
    "somebody else's": (somebody_elses, "belongs to somebody else", False),
    "a link": (a_link_to_it, "", True),
    "a wrong clock": (a_wrong_clock, "1 commit bears a day that cannot be right", True),
}  # fmt: skip


@pytest.mark.parametrize("case", TOLD)
def test_diff_and_review_answer_everywhere(
    repository: Repository, tmp_path: Path, capsys: pytest.CaptureFixture[str], case: str
) -> None:
    place, said, known = TOLD[case]
    root = str(place(repository, tmp_path))
    capsys.readouterr()
    assert run(["-C", root, "--lang", "en", "diff", "2026-02-01..", "--as-of", str(JUL)]) == 0
    told = capsys.readouterr().out
    assert "stable cooperation → initial cooperation" in told  # the share is dated: true without git, too
    assert said.casefold() in told.casefold(), told
    # who wrote a line, only a history that goes far enough back can say
    assert ("Li Na" in told) is known
    assert run(["-C", root, "-q", "review", "2026-Q2", "--as-of", str(JUL), "--format", "html"]) == 0
    page = Path(root, "output/review/2026-Q2/index.html").read_text(encoding="utf-8")
    assert said.casefold() in page.casefold()


SILENT = ("outside", "a broken repository", "no commit yet", "without older versions", "somebody else's")


@pytest.mark.parametrize("case", SILENT)
def test_a_revision_is_refused_with_the_reason(
    repository: Repository, tmp_path: Path, capsys: pytest.CaptureFixture[str], case: str
) -> None:
    place, said, _ = TOLD[case]
    root = str(place(repository, tmp_path))
    capsys.readouterr()
    assert run(["-C", root, "--lang", "en", "diff", "HEAD~1..", "--as-of", str(JUL)]) == 2
    told = capsys.readouterr().err
    assert "git knows no 'HEAD~1' here" in told
    assert said.casefold() in told.casefold()
