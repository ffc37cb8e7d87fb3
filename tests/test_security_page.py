"""Each promise of docs/security names the tests that hold it, and there are such tests; its figures are theirs."""

import ast
import re
from pathlib import Path

import pytest

from tests.canary import account as canary
from tests.canary.test_side_channels import CHANGES
from tests.test_pdf_reach import WAYS
from tests.test_scan import PDF, PLANTED, SAVED

ROOT = Path(__file__).parents[1]
PAGES = ("security.md", "security.zh.md")
_TEST = re.compile(r"`(tests/[\w/.]+)::(\w+)`")


def promises(page: str) -> list[str]:
    """The rows of the table of promises: those that name tests."""
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    return [line for line in text.split("\n") if line.startswith("| ") and "`tests/" in line]


@pytest.mark.parametrize("page", PAGES)
def test_every_promise_names_a_test_that_exists(page: str) -> None:
    rows = promises(page)
    assert len(rows) >= 14
    for row in rows:
        named = _TEST.findall(row.rpartition(" | ")[2])
        assert named, row
        assert row.count("`tests/") == len(named), row
        for file, name in named:
            assert name in functions(ROOT / file), f"{file}::{name}"


def functions(file: Path) -> set[str]:
    tree = ast.parse(file.read_bytes())
    return {one.name for one in ast.walk(tree) if isinstance(one, ast.FunctionDef)}


def test_both_languages_promise_the_same() -> None:
    one, other = ([_TEST.findall(row) for row in promises(page)] for page in PAGES)
    assert one == other


def test_no_row_of_the_table_is_without_a_test() -> None:
    for page in PAGES:
        text = (ROOT / "docs" / page).read_text(encoding="utf-8")
        lines = text.split("\n")
        first = next(number for number, line in enumerate(lines) if "`tests/" in line)
        last = max(number for number, line in enumerate(lines) if "`tests/" in line)
        assert all("`tests/" in line for line in lines[first : last + 1])
        assert not lines[last + 1].startswith("|")


@pytest.mark.parametrize("page", PAGES)
def test_the_figures_are_those_of_the_tests(page: str) -> None:
    text = "\n".join(promises(page))
    for count in (len(WAYS), len(canary.FIELDS), len(CHANGES), len(PLANTED), len(PDF) * len(SAVED)):
        assert re.search(rf"(?<!\d){count}(?!\d)", text), count
