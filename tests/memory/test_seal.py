"""A handout says of itself what gave it, and `verify` says whether these files still do."""

from __future__ import annotations

import zlib
from datetime import date
from pathlib import Path

import pytest

from relreport.build import Job, Order, page_of
from relreport.config import open_workspace
from relreport.formats.seal import Seal, read_seal, seal_of, sealed, with_sources
from relreport.history import NoHistory, open_timeline
from relreport.review.past import Past
from relreport.review.sealed import verified
from tests.memory.repository import Repository, account

DAY = date(2026, 9, 30)
ONE = account("华东路桥", "tier: key", "purchasing: [{period: 2026-Q2, share: 60%}]")
OTHER = account("华东路桥", "tier: key", "purchasing: [{period: 2026-Q2, share: 40%}]")


def seal(audience: str = "management", **changed: str) -> Seal:
    plain = {"id": "东区-a", "language": "zh", "rules": "ab12", "document": "cd34"}
    return Seal(day=DAY, audience=audience, **{**plain, **changed})


def test_a_seal_is_read_back_plain_or_compressed() -> None:
    one = with_sources(seal(), b"file")
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
    page = page_of(Job(path="accounts/a.md", id="a", data=data), order, "en")
    return seal_of(page, id="a", day=DAY, audience=audience), order


def outcome(root: Path, one: Seal, order: Order) -> str:
    timeline, _ = open_timeline(root)
    found = verified(one, Past(open_workspace(root), timeline, date(2026, 10, 1)), {}, order)
    if not isinstance(timeline, NoHistory):
        timeline.close()
    return found.outcome


def test_verify(workspace: Repository) -> None:
    root = workspace.root
    one, order = made(root)
    assert outcome(root, one, order) == "same"
    workspace.write("accounts/a.md", OTHER)
    assert outcome(root, one, order) == "earlier"
    workspace.commit(date(2026, 8, 1))
    assert outcome(root, one, order) == "earlier"
    workspace.git("mv", "accounts/a.md", "accounts/b.md")
    workspace.write("accounts/b.md", OTHER.replace("tier: key", "tier: key\nwas: [a]"))
    workspace.commit(date(2026, 9, 1))
    assert outcome(root, one, order) == "earlier"
    (root / "accounts/b.md").unlink()
    assert outcome(root, one, order) == "no_account"


def test_without_history_a_change_is_a_change(workspace: Repository) -> None:
    import shutil

    one, order = made(workspace.root)
    shutil.rmtree(workspace.root / ".git")
    assert outcome(workspace.root, one, order) == "same"
    workspace.write("accounts/a.md", OTHER)
    assert outcome(workspace.root, one, order) == "changed"
    workspace.write("accounts/a.md", "---\nname: [\n---\n")
    assert outcome(workspace.root, one, order) == "unread"


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
