"""Files to read: the samples, the worked examples and corpora beside the project, and what an editor makes of them."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import pytest

from relreport.model.settings import Settings
from relreport.parse import parse, parse_settings
from relreport.source import Broken, Map, Seq

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("RELREPORT_SHARED") or ROOT.parent / "shared")


def corpus(name: str) -> Path:
    """A folder of test data that nobody here wrote; the test is skipped, visibly, where it is missing."""
    folder = SHARED / name
    if not folder.exists():
        pytest.skip(f"{name} is not here: set RELREPORT_SHARED, or put it at {folder}")
    return folder


def workspaces() -> list[Path]:
    """The sample workspace, and that of the worked examples where it is here."""
    return [folder for folder in (ROOT, SHARED / "examples") if (folder / "accounts").is_dir()]


def settings_of(folder: Path) -> Settings:
    return parse_settings("relreport.yaml", (folder / "relreport.yaml").read_bytes()).settings


def accounts() -> list[tuple[str, bytes, Settings]]:
    """Path, bytes and settings of every account of the workspaces."""
    return [
        (path.name, path.read_bytes(), settings)
        for folder in workspaces()
        for settings in [settings_of(folder)]
        for path in sorted((folder / "accounts").rglob("*.md"))
    ]


def codes(text: str, settings: Settings | None = None, path: str = "accounts/a.md") -> list[str]:
    """What is found in a file: `code@line:column`, in order."""
    found = parse(path, text.encode(), settings).findings
    return [f"{one.code}@{one.where.line}:{one.where.column}" for one in found]


_INTEGER = re.compile(r"[-+]?[0-9]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")


def as_editors_see(value: Any) -> Any:
    """A positioned value as plain data, its scalars typed by YAML 1.2's core schema."""
    if isinstance(value, Map):
        return {key: as_editors_see(one) for key, one in value.values.items()}
    if isinstance(value, Seq):
        return [as_editors_see(one) for one in value.items]
    if isinstance(value, Broken) or value is None:
        return None
    if value in ("true", "True", "TRUE", "false", "False", "FALSE"):
        return value.lower() == "true"
    if _INTEGER.fullmatch(value):
        return int(value)
    if _FLOAT.fullmatch(value):
        return float(value)
    return value
