"""A review and the portfolio's book say of what they were made, and `verify` names the accounts that changed."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from relreport.cli import run
from relreport.formats.roll import Roll, read_roll
from relreport.formats.seal import read_seal
from tests.memory.repository import Repository, account

DAY = "2026-10-12"
NOTE = "interactions: [{on: 2026-06-01, kind: visit, note: %s}]"
ONE = account("华东路桥", "tier: key", "purchasing: [{period: 2026-Q2, share: 60%}]", NOTE % "甲方换总工")
OTHER = account("北方港务", "purchasing: [{period: 2026-Q2, share: 40%}]")
SETTINGS = "language: en\n"
FIGURES = "account,period,sales,target\na,2026-Q3,100,120\n"


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with a review and a portfolio on paper, made once."""
    repository = Repository(tmp_path_factory.mktemp("rolls") / "work")
    repository.write("relreport.yaml", SETTINGS)
    repository.write("figures.csv", FIGURES)
    repository.write("accounts/a.md", ONE)
    repository.write("accounts/b.md", OTHER)
    repository.commit(date(2026, 7, 1))
    repository.write("accounts/a.md", ONE.replace("share: 60%", "share: 60%}, {period: 2026-Q3, share: 30%"))
    repository.commit(date(2026, 10, 1))
    root = repository.root
    given = ["--as-of", DAY, "--format", "pdf", "--audience", "management"]
    assert run(["-C", str(root), "-q", "build", *given, "--output", str(root.parent / "site")]) == 0
    assert run(["-C", str(root), "-q", "review", "2026-Q3", *given, "--output", str(root.parent / "told")]) == 0
    return root


@pytest.fixture
def root(books: Path, tmp_path: Path) -> Path:
    shutil.copytree(books, tmp_path / "work")
    return tmp_path / "work"


BOOKS = {"portfolio": "site/pdf/portfolio.pdf", "review": "told/review/2026-Q3/review-2026-Q3.pdf"}


def pdf(books: Path, kind: str) -> Path:
    return books.parent / BOOKS[kind]


def roll(books: Path, kind: str) -> Roll:
    found = read_roll(pdf(books, kind).read_bytes())
    assert found is not None
    return found


def said(root: Path, file: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, list[str]]:
    capsys.readouterr()
    code = run(["-C", str(root), "--lang", "en", "verify", str(file)])
    return code, capsys.readouterr().out.splitlines()


def write(root: Path, name: str, old: str, new: str) -> None:
    file = root / name
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def nothing(root: Path) -> None:
    pass


def comments_alone(root: Path) -> None:
    write(root, "accounts/a.md", "tier: key", "# 复核过\ntier: key")
    write(root, "relreport.yaml", "language: en", "# 复核过\nlanguage: en")


def what_is_closed_to_these_readers(root: Path) -> None:
    write(root, "accounts/a.md", "甲方换总工", "甲方换采购")


def a_fact_of_a_later_day(root: Path) -> None:
    write(root, "accounts/b.md", "---\nname", "---\npromises: [{on: 2026-11-02, what: 样品}]\nname")


def one_account(root: Path) -> None:
    write(root, "accounts/b.md", "40%", "41%")


def both(root: Path) -> None:
    one_account(root)
    write(root, "accounts/a.md", "60%", "61%")


def settings(root: Path) -> None:
    write(root, "relreport.yaml", "language: en", "language: en\nrules: {ignore: [NET01]}")


def figures(root: Path) -> None:
    write(root, "figures.csv", "100,120", "90,120")


def another_account(root: Path) -> None:
    (root / "accounts/c.md").write_text(account("南岭电缆"), encoding="utf-8")


def one_less(root: Path) -> None:
    (root / "accounts/b.md").unlink()


ASKED: dict[str, tuple[Callable[[Path], None], list[str]]] = {
    "nothing": (nothing, []),
    "comments": (comments_alone, []),
    "what is closed": (what_is_closed_to_these_readers, []),
    "a fact of a later day": (a_fact_of_a_later_day, []),
    "one account": (one_account, ["changed since, as known of that day: 1 account: 北方港务 (b)"]),
    "two accounts": (both, ["changed since, as known of that day: 2 accounts: 华东路桥 (a), 北方港务 (b)"]),
    "settings": (settings, ["changed since: the settings"]),
    "figures": (figures, ["changed since, as known of that day: 1 account: 华东路桥 (a)"]),
    "another account": (another_account, ["in these files, and not in the document: 1 account: 南岭电缆 (c)"]),
    "one less": (one_less, ["in the document, and not in these files: 1 account: b"]),
}


@pytest.mark.parametrize("kind", BOOKS)
@pytest.mark.parametrize("case", ASKED)
def test_what_changed_since_is_named(
    books: Path, root: Path, capsys: pytest.CaptureFixture[str], case: str, kind: str
) -> None:
    change, parts = ASKED[case]
    change(root)
    code, lines = said(root, pdf(books, kind), capsys)
    assert lines[0].startswith(roll(books, kind).code)
    assert lines[2:] == parts
    assert (code, lines[1]) == (
        (1, "no: these files give another document") if parts else (0, "yes: these files give this document")
    )


@pytest.mark.parametrize("kind", BOOKS)
def test_other_rules_and_another_version_of_the_program(
    books: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    made = roll(books, kind)
    file = tmp_path / "book.pdf"
    file.write_bytes(replace(made, rules="0" * 20, past="0").written().encode())
    code, lines = said(books, file, capsys)
    assert (code, lines[2:]) == (1, ["changed since: the rules of the program"])
    file.write_bytes(replace(made, version="0.0.1").written().encode())
    code, lines = said(books, file, capsys)
    assert (code, "was 0.0.1" in lines[1]) == (0, True)


def test_the_quarters_before_are_what_git_says_of_them(
    books: Path, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.rmtree(root / ".git")
    code, lines = said(root, pdf(books, "review"), capsys)
    assert code == 1
    assert lines[2:] == ["changed since: what git or the dated facts say of the quarters before"]
    code, _ = said(root, pdf(books, "portfolio"), capsys)
    assert code == 0  # it rests on today's files alone


def test_a_review_against_a_commit_is_verified_where_git_knows_it(
    books: Path, root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = tmp_path / "told"
    given = ["--against", "HEAD~1", "--as-of", DAY, "--format", "pdf", "--output", str(told)]
    assert run(["-C", str(root), "-q", "review", "2026-Q3", *given]) == 0
    file = told / "review/2026-Q3/review-2026-Q3.pdf"
    found = read_roll(file.read_bytes())
    assert found is not None
    assert re.fullmatch("[0-9a-f]{40}", found.revision)
    assert said(root, file, capsys)[0] == 0
    other = Repository(tmp_path / "other")
    for name in ("relreport.yaml", "figures.csv", "accounts/a.md", "accounts/b.md"):
        other.write(name, (root / name).read_text(encoding="utf-8"))
    other.commit(date(2026, 10, 1))
    code, lines = said(other.root, file, capsys)
    assert (code, len(lines)) == (1, 1)
    assert f"commit {found.revision[:10]}, which git does not know here" in lines[0]


@pytest.mark.parametrize("kind", BOOKS)
def test_readers_that_the_settings_do_not_know(
    books: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    file = tmp_path / "book.pdf"
    file.write_bytes(replace(roll(books, kind), audience="board").written().encode())
    code, lines = said(books, file, capsys)
    assert code == 1
    assert "'board'" in lines[0]


@pytest.mark.parametrize("kind", BOOKS)
def test_what_was_changed_by_hand_is_no_roll(books: Path, kind: str) -> None:
    made = roll(books, kind)
    written = made.written()
    assert read_roll(written.encode()) == made
    assert read_seal(written.encode()) is None
    for old, new in (("day=2026", "day=2025"), ("audience=management", "audience=manager"), (f"kind={kind}", "kind=x")):
        assert old in written
        assert read_roll(written.replace(old, new, 1).encode()) is None
    other = next(iter(made.accounts.values()))
    assert read_roll(written.replace(other, "0" * 10).encode()) is None
    assert read_roll(b"%PDF-1.7 of somebody else") is None


def test_readers_who_may_have_more_have_another_code(books: Path) -> None:
    codes = {roll(books, kind).code for kind in BOOKS}
    assert len(codes) == 2
    assert len({one for kind in BOOKS for one in roll(books, kind).accounts.values()}) >= 2
    made = roll(books, "review")
    assert len({made.code, replace(made, audience="team").code, replace(made, known=True).code}) == 3


def test_an_id_may_hold_any_letter() -> None:
    one = Roll(
        kind="review", id="2026-Q3", day=date(2026, 9, 30), today=date(2026, 10, 12), audience="甲 组", language="zh",
        rules="ab", version="1.0~rc1", settings="cd", accounts={"华东 路桥": "ef", "a.b-c_d": "01"}, since=date(2026, 6, 30),
    )  # fmt: skip
    assert read_roll(one.written().encode()) == one
    assert replace(one, accounts={}).written().count("accounts= ") == 1
    assert read_roll(replace(one, accounts={}).written().encode()) == replace(one, accounts={})
