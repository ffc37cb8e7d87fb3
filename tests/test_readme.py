"""What the README and the guides show is what happens: each `relreport …` in a console block is run.

In a block, a line that begins with `$ ` is a command, the lines below it are its output, and `…` stands for
any lines. A command without output shown has only to end well. Commands of others (make, pip, git) are not run.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from relreport.resources import sample
from tests.memory.repository import Repository

ROOT = Path(__file__).parents[1]
GUIDES = tuple(path.relative_to(ROOT).as_posix() for path in sorted((ROOT / "docs" / "guides").glob("*.md")))
PAGES = ("README.md", "docs/readme.zh.md", "docs/model.md", "docs/model.zh.md", *GUIDES)
OF_TWO = ("docs/guides/proof.md", "docs/guides/proof.zh.md")  # their PDFs are the same proof with two accounts
EXAMPLES = ("README.md", "docs/readme.zh.md")


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A command as a page shows it, with the output below it."""

    command: str
    output: tuple[str, ...]

    def fits(self, said: str) -> bool:
        if not self.output:
            return True
        pattern = "".join(r"(?:.*\n)*?" if line == "…" else re.escape(line) + r"\n" for line in self.output)
        return re.fullmatch(pattern, said) is not None


def blocks(page: str, kind: str) -> list[str]:
    text = (ROOT / page).read_text(encoding="utf-8")
    return re.findall(rf"^```{kind}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def shown(page: str) -> Iterator[Shown]:
    for block in blocks(page, "console"):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, *output = part.rstrip("\n").split("\n")
            yield Shown(command=command, output=tuple(output))


def run(command: str, workspace: Path) -> subprocess.CompletedProcess[str]:
    words = shlex.split(command)
    assert words[0] == "relreport", f"not ours to run: {command}"
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("RELREPORT_", "LC_", "COLUMNS", "LANG"))
    }
    return subprocess.run(
        [sys.executable, "-m", "relreport", *words[1:]],
        cwd=workspace,
        env={**environment, "LANG": "C.UTF-8", "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,  # as on a terminal
        encoding="utf-8",
    )


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """The sample workspace, alone in a folder under git: one file as it was in September, then all of today."""
    repository = Repository(tmp_path)
    for name in ("accounts", "relreport.yaml", "figures.csv"):
        from_, to = sample() / name, tmp_path / name
        if from_.is_dir():
            shutil.copytree(from_, to)
        else:
            shutil.copy(from_, to)
    file = tmp_path / "accounts" / "yunpo-rail.md"
    today = file.read_text(encoding="utf-8")
    earlier = (line for line in today.split("\n") if "2026-10-" not in line and "2026-11-" not in line)
    file.write_text("\n".join(earlier), encoding="utf-8")
    repository.commit(date(2026, 9, 30), author="Zhou Xin")
    file.write_text(today, encoding="utf-8")
    repository.commit(date(2026, 11, 20), author="Zhou Xin")
    return tmp_path


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES)
def test_commands_do_what_the_page_shows(page: str, workspace: Path) -> None:
    if page in OF_TWO:
        for file in (workspace / "accounts").glob("*.md"):
            if file.stem not in ("yunpo-rail", "heyu-bridge"):
                file.unlink()
        (workspace / "figures.csv").unlink()  # it speaks of the others
    commands = list(shown(page))
    assert commands, f"{page} shows no command"
    for one in commands:
        result = run(one.command, workspace)
        assert result.returncode == 0, f"{page}: {one.command}\n{result.stdout}"
        assert one.fits(result.stdout), f"{page}: {one.command} says\n{result.stdout}"


@pytest.mark.parametrize("page", EXAMPLES)
def test_the_account_file_shown_is_valid(page: str, workspace: Path) -> None:
    (file,) = blocks(page, "markdown")
    (workspace / "accounts" / "shown.md").write_text(file, encoding="utf-8")
    result = run("relreport check --strict accounts/shown.md", workspace)
    assert result.returncode == 0, result.stdout


def test_the_first_page_says_who_can_read_what() -> None:
    first = (ROOT / "README.md").read_text(encoding="utf-8")[:2500]
    assert "Audiences protect what is built. Whoever can read the repository can read everything" in first
