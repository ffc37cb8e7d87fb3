"""A workspace in git, made commit by commit with dates of one's own."""

from __future__ import annotations

import os
import subprocess
from datetime import date
from pathlib import Path


class Repository:
    """A folder under git. Every commit is dated at noon of its day."""

    def __init__(self, root: Path, *, start: bool = True) -> None:
        self.root = root
        root.mkdir(parents=True, exist_ok=True)
        if start:
            self.git("init", "-q", "-b", "main")

    def git(self, *arguments: str, on: date | None = None, author: str = "Li Na") -> str:
        clock = f"{on or date(2026, 1, 1)}T12:00:00+08:00"
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.root),
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_NAME": author,
            "GIT_AUTHOR_EMAIL": "one@example.com",
            "GIT_COMMITTER_NAME": author,
            "GIT_COMMITTER_EMAIL": "one@example.com",
            "GIT_AUTHOR_DATE": clock,
            "GIT_COMMITTER_DATE": clock,
        }
        done = subprocess.run(
            ["git", *arguments], cwd=self.root, env=environment, check=True, capture_output=True, text=True
        )
        return done.stdout.strip()

    def write(self, path: str, text: str) -> Path:
        place = self.root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
        return place

    def commit(self, on: date, author: str = "Li Na", message: str = "more") -> str:
        self.git("add", "-A", on=on)
        self.git("commit", "-q", "--allow-empty", "-m", message, on=on, author=author)
        return self.git("rev-parse", "HEAD")


def account(name: str, *lines: str, body: str = "") -> str:
    return "\n".join(["---", f"name: {name}", *lines, "---", body])


JAN, APR, JUL = (date(2026, month, 10) for month in (1, 4, 7))
OLD = account("甲集团", "purchasing: [{period: 2025-Q4, share: 60%}]")
NEW = account("甲集团", "purchasing: [{period: 2025-Q4, share: 60%}, {period: 2026-Q2, share: 30%}]")


def of_two_versions(root: Path) -> Repository:
    """One account, committed twice."""
    made = Repository(root)
    made.write("relreport.yaml", "language: en\n")
    made.write("accounts/a.md", OLD)
    made.commit(JAN)
    made.write("accounts/a.md", NEW)
    made.commit(APR)
    return made
