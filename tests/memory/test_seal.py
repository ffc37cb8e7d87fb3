"""A handout says of itself what gave it, and `verify` says whether these files still do."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from relreport.build.handout import seal_for
from relreport.build.job import Job
from relreport.build.order import Order
from relreport.cli import run
from relreport.config import open_workspace
from relreport.formats.seal import Seal, read_seal, sealed, with_sources
from relreport.history import NoHistory, open_timeline
from relreport.review.past import Past
from relreport.review.sealed import Verdict, verified
from tests.memory.repository import Repository, account

DAY = date(2026, 9, 30)
ONE = account("华东路桥", "tier: key", "purchasing: [{period: 2026-Q2, share: 60%}]")
OTHER = account("华东路桥", "tier: key", "purchasing: [{period: 2026-Q2, share: 40%}]")


def seal(audience: str = "management", **changed: str) -> Seal:
    plain = {"id": "东区-a", "language": "zh", "rules": "ab12", "document": "cd34", **changed}
    return Seal(day=DAY, audience=audience, **plain)  # type: ignore[arg-type]


def test_a_seal_is_read_back_plain_or_compressed() -> None:
    one = with_sources(seal(), "account", {"currency": "CNY"})
    written = one.written().encode()
    plain = b"%PDF-1.7 /Keywords (" + written + b")"
    packed = b"%PDF-1.7\nstream\n" + zlib.compress(b"<< /Keywords (" + written + b") >>") + b"\nendstream"
    assert read_seal(plain) == one
    assert read_seal(packed) == one


TAMPERED = {
    "none": b"%PDF-1.7 nothing",
    "another day": seal().written().replace("2026-09-30", "2026-09-29").encode(),
    "no day": seal().written().replace("2026-09-30", "yesterday").encode(),
    "no code": seal().written(code=False).encode(),
    "a broken stream": b"stream\nnonsense endstream",
}


@pytest.mark.parametrize("case", TAMPERED)
def test_what_is_no_seal_is_none(case: str) -> None:
    assert read_seal(TAMPERED[case]) is None


def test_the_code_stands_for_all_of_it() -> None:
    codes = {one.code for one in (seal(), seal(document="x"), seal(rules="x"), seal("team"), seal(id="b"))}
    assert len(codes) == 5
    assert all(len(code) == 9 for code in codes)


def test_the_seal_stands_in_the_keywords_and_the_code_in_the_footer() -> None:
    html = sealed('<title>x</title><body data-foot="新桥">', seal())
    assert f'data-foot="新桥 · {seal().code}"' in html
    assert seal().written() in html


@pytest.fixture
def workspace(tmp_path: Path) -> Repository:
    repository = Repository(tmp_path / "work")
    repository.write("accounts/a.md", ONE)
    repository.commit(date(2026, 7, 1))
    return repository


def made(root: Path, audience: str = "management") -> tuple[Seal, Order]:
    opened = open_workspace(root)
    order = Order(settings=opened.settings, day=DAY, audience=audience, pdf=True)
    data = (root / "accounts/a.md").read_bytes()
    one = seal_for(Job(path="accounts/a.md", id="a", data=data), order, "en")
    assert one is not None
    return one, order


def verdict_of(root: Path, one: Seal) -> Verdict:
    timeline, _ = open_timeline(root)
    opened = open_workspace(root)
    order = Order(settings=opened.settings, day=DAY, audience=one.audience, pdf=True)
    found = verified(one, Past(opened, timeline, date(2026, 10, 1)), {}, order)
    if not isinstance(timeline, NoHistory):
        timeline.close()
    return found


def outcome(root: Path, one: Seal) -> str:
    return verdict_of(root, one).outcome


def test_verify(workspace: Repository) -> None:
    root = workspace.root
    one, _ = made(root)
    assert outcome(root, one) == "same"
    workspace.write("accounts/a.md", OTHER)
    assert outcome(root, one) == "earlier"
    workspace.commit(date(2026, 8, 1))
    assert outcome(root, one) == "earlier"
    workspace.git("mv", "accounts/a.md", "accounts/b.md")
    workspace.write("accounts/b.md", OTHER.replace("tier: key", "tier: key\nwas: [a]"))
    workspace.commit(date(2026, 9, 1))
    assert outcome(root, one) == "earlier"
    (root / "accounts/b.md").unlink()
    assert outcome(root, one) == "no_account"


def other_account(workspace: Repository) -> None:
    workspace.write("accounts/a.md", OTHER)


def other_settings(workspace: Repository) -> None:
    workspace.write("relreport.yaml", "rules: {ignore: [NET01, GRO01, DST03, ENT06, ENT13]}\n")


def comments_alone(workspace: Repository) -> None:
    workspace.write("accounts/a.md", ONE.replace("tier: key", "# 复核过\ntier: key"))
    workspace.write("relreport.yaml", "# 复核过\n")


def a_fact_of_later(workspace: Repository) -> None:
    later = "interactions: [{on: 2026-10-02, kind: visit}]"
    workspace.write("accounts/a.md", ONE.replace("tier: key", f"tier: key\n{later}"))


PARTS: dict[str, tuple[tuple[Callable[[Repository], None], ...], tuple[str, ...]]] = {
    "nothing": ((), ()),
    "comments": ((comments_alone,), ()),
    "a fact of a later day": ((a_fact_of_later,), ()),
    "the account": ((other_account,), ("account",)),
    "the settings": ((other_settings,), ("settings",)),
    "both": ((other_account, other_settings), ("account", "settings")),
}


@pytest.mark.parametrize("audience", ["management", "manager"])
@pytest.mark.parametrize("case", PARTS)
def test_what_changed_is_named(workspace: Repository, case: str, audience: str) -> None:
    changes, parts = PARTS[case]
    one, _ = made(workspace.root, audience)
    for change in changes:
        change(workspace)
    assert verdict_of(workspace.root, one).changed == parts
    assert verdict_of(workspace.root, replace(one, rules="0" * 20)).changed == (*parts, "rules")


def test_outside_a_seal_tells_nothing_of_account_and_settings(workspace: Repository) -> None:
    one, _ = made(workspace.root, "customer")
    assert (one.account, one.settings) == ("", "")


# a handout of the last valid version, for a file that cannot be read: broken, closed and mended in any order

NAMED = ONE.replace("tier: key", "tier: key\ncontacts: [{id: w, name: 王小明, roles: [decider]}]")
PLAIN = NAMED + "## Journal\n- 2026-06-01 王小明 visit: 先看样板段\n- 2026-06-20 w call: 再谈 #business\n"


def broken(text: str, *, more: str = "") -> str:
    return text.replace("---\n", f"---\n<<<<<<< HEAD\n{more}", 1)


def handout(root: Path, *options: str) -> Path:
    code = run(["-C", str(root), "-q", "build", "--format", "pdf", "--as-of", DAY.isoformat(), *options])
    assert code == (1 if b"<<<<" in (root / "accounts/a.md").read_bytes() else 0)
    return root / "output/pdf/a.pdf"


def said(root: Path, pdf: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    capsys.readouterr()
    return run(["-C", str(root), "--lang", "en", "verify", str(pdf)]), capsys.readouterr().out


MENDED: dict[str, tuple[str, bool, int, str]] = {
    # name: the file on the day of the question, whether it is committed, exit code, what is said
    "broken still": (broken(PLAIN), False, 0, "yes: these files give this document"),
    "broken otherwise": (broken(PLAIN, more="=======\n"), False, 0, "yes: these files give this document"),
    "mended as it was": (PLAIN, False, 0, "yes: these files give this document"),
    "mended with a change": (PLAIN.replace("60%", "40%"), False, 1, "its version of 1 Jul 2026"),
    "committed broken": (broken(PLAIN), True, 0, "yes: these files give this document"),
    "mended with a change and committed": (PLAIN.replace("60%", "40%"), True, 1, "its version of 1 Jul 2026"),
}


@pytest.mark.parametrize(
    ("audience", "closed"), [("management", False), ("management", True), ("manager", True)]
)
def test_a_handout_of_the_last_valid_version_is_known_again(
    workspace: Repository, capsys: pytest.CaptureFixture[str], audience: str, closed: bool
) -> None:
    """`closed`: the broken file had been marked confidential since."""
    mark = "confidential: yes\n" if closed else ""
    workspace.write("accounts/a.md", PLAIN)
    workspace.commit(date(2026, 7, 1))
    workspace.write("accounts/a.md", broken(PLAIN, more=mark))
    pdf = handout(workspace.root, "--audience", audience)
    found = read_seal(pdf.read_bytes())
    assert found is not None
    assert found.valid == date(2026, 7, 1)
    for case, (text, committed, code, told) in MENDED.items():
        if "<<<<" in text:
            text = text.replace("HEAD\n", f"HEAD\n{mark}")
        elif closed:  # mended without the mark it is an open document again
            code, told = 1, "its version of 1 Jul 2026"
        workspace.write("accounts/a.md", text)
        if committed:
            workspace.commit(date(2026, 9, 1))
        exit_code, answer = said(workspace.root, pdf, capsys)
        assert "made while the account's file could not be read" in answer, case
        assert (exit_code, told in answer) == (code, True), (case, answer)


def test_a_handout_of_before_is_told_from_a_file_that_cannot_be_read_today(
    workspace: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    pdf = handout(workspace.root)
    workspace.write("accounts/a.md", broken(ONE))
    code, answer = said(workspace.root, pdf, capsys)
    assert (code, "today's file cannot be read; its version of 1 Jul 2026" in answer) == (1, True)
    assert "made while" not in answer


def test_a_seal_of_a_last_valid_version_cannot_pass_for_one_of_the_day() -> None:
    one = replace(seal(), valid=date(2026, 7, 1))
    assert read_seal(one.written().encode()) == one
    assert read_seal(one.written().replace(" valid=2026-07-01", "").encode()) is None
    assert read_seal(one.written().replace("valid=2026-07-01", "valid=then").encode()) is None


def test_without_history_a_change_is_a_change(workspace: Repository) -> None:
    import shutil

    one, _ = made(workspace.root)
    shutil.rmtree(workspace.root / ".git")
    assert outcome(workspace.root, one) == "same"
    workspace.write("accounts/a.md", OTHER)
    assert outcome(workspace.root, one) == "changed"
    workspace.write("accounts/a.md", "---\nname: [\n---\n")
    assert outcome(workspace.root, one) == "unread"


def test_a_closed_fact_alone_changes_no_seal(workspace: Repository) -> None:
    noted = ONE.replace("---\n", "", 1)
    entry = "interactions: [{on: 2026-06-01, kind: visit, note: %s}]"
    for audience, same in (("management", True), ("manager", False)):
        seals = []
        for note in ("甲方换总工", "甲方换采购"):
            workspace.write(
                "accounts/a.md", "---\n" + noted.replace("tier: key", "tier: key\n" + entry % note)
            )
            seals.append(made(workspace.root, audience)[0])
        assert (seals[0] == seals[1]) is same
        assert (seals[0].account == seals[1].account) is same
