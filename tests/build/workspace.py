"""A small workspace to build, and what of an output changed from one build to the next."""

from __future__ import annotations

from pathlib import Path

from relreport.cli import run

ACCOUNT = """\
---
relreport: 1
name: {name}
tier: key
owner: li-na
contacts:
  - {{id: wang-lei, name: 王磊, side: purchasing, roles: [decider]}}
interactions:
  - {{on: 2026-10-12, with: wang-lei, by: li-na, kind: visit, note: 看样板段}}
purchasing:
  - {{period: 2026-Q3, total: 100万, ours: 40万}}
---
## Summary
They plan a second phase.
"""
SETTINGS = """\
language: en
audience: manager
as_of: 2026-11-20
people:
  - {id: li-na, name: 李娜, role: rep}
"""


def workspace(root: Path, *names: str) -> Path:
    """A workspace with an account for each name."""
    (root / "accounts").mkdir(parents=True)
    (root / "relreport.yaml").write_text(SETTINGS, encoding="utf-8")
    for name in names or ("alpha", "beta", "gamma"):
        write(root, name)
    return root


def write(root: Path, name: str, *, said: str = "") -> None:
    text = ACCOUNT.format(name=f"{name.title()} {said}".strip())
    (root / "accounts" / f"{name}.md").write_text(text, encoding="utf-8")


def build(root: Path, *options: str) -> int:
    return run(["--quiet", "-C", str(root), "build", *options])


def files(output: Path) -> dict[str, bytes]:
    """Every file of an output but the large ones."""
    return {
        path.relative_to(output).as_posix(): path.read_bytes()
        for path in sorted(output.rglob("*"))
        if path.is_file() and path.suffix != ".ttf"
    }


def identities(output: Path) -> dict[str, int]:
    """Which file each page is on the disk: one that is carried over is the same, not an equal one."""
    return {path.relative_to(output).as_posix(): path.stat().st_ino for path in output.rglob("*.html")}
