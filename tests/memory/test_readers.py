"""Diff, review and handover hold nothing that their readers may not have; nor what git knows of its writers."""

from __future__ import annotations

import html
import json
from datetime import date
from pathlib import Path

import pytest

from relreport.cli import run
from tests.canary import account as canary
from tests.memory.repository import Repository

CLEARANCES = {"management": canary.INTERNAL, "team": canary.RESTRICTED, "manager": canary.SECRET}
WRITER = "Quixotl Writer"


@pytest.fixture(params=["open", "confidential"])
def workspace(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The canary account, whose facts are all new since an empty file of long ago."""
    repository = Repository(tmp_path / "work")
    repository.write("relreport.yaml", canary.settings().decode())
    whole = canary.account(confidential=request.param == "confidential").decode()
    name = next(line for line in whole.split("\n") if line.startswith("name:"))
    repository.write("accounts/canary.md", f"---\n{name}\n---\n")
    repository.commit(date(2024, 1, 1), author=WRITER)
    repository.write("accounts/canary.md", whole)
    repository.commit(date.fromisoformat(canary.DAY), author=WRITER)
    return repository.root


def said(workspace: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    capsys.readouterr()
    assert run(["-C", str(workspace), *arguments]) == 0
    return "".join(capsys.readouterr())


@pytest.mark.parametrize("audience", CLEARANCES)
def test_no_marker_where_it_may_not_be(
    workspace: Path, capsys: pytest.CaptureFixture[str], audience: str
) -> None:
    day = canary.DAY
    texts = {
        form: said(
            workspace,
            capsys,
            "diff",
            "2024-06-30..",
            "--as-of",
            day,
            "--format",
            form,
            "--audience",
            audience,
        )
        for form in ("text", "md", "json", "html")
    }
    common = ("--as-of", day, "--audience", audience, "--format", "html", "--lang", "en,zh")
    texts["said"] = said(workspace, capsys, "review", day[:4], "--against", "2024-06-30", *common)
    for place in (workspace / "output").rglob("*"):
        if place.is_file() and "assets" not in place.parts:
            texts[place.name] = place.read_text(encoding="utf-8")
    clearance = CLEARANCES[audience]
    closed = [path for path, sensitivity in canary.FIELDS.items() if sensitivity > clearance]
    for sink, text in texts.items():
        folded = canary.folded(html.unescape(text))
        assert [path for path in closed if canary.found_in(path, folded)] == [], sink
        if audience != "manager":
            assert canary.folded(WRITER) not in folded, sink
    assert len(json.loads(texts["json"])["accounts"][0]["moves"]) > 10


@pytest.mark.parametrize("audience", ["management", "team"])
def test_of_a_confidential_account_nobody_is_named(
    workspace: Path, capsys: pytest.CaptureFixture[str], audience: str
) -> None:
    if "confidential: yes" not in (workspace / "accounts/canary.md").read_text():
        pytest.skip("open")
    for form in ("text", "json", "html"):
        text = said(
            workspace,
            capsys,
            "diff",
            "2024-06-30..",
            "--as-of",
            canary.DAY,
            "--format",
            form,
            "--audience",
            audience,
        )
        folded = canary.folded(html.unescape(text))
        assert not [
            path
            for path in ("contacts.name", "contacts.id", "contacts.title")
            if canary.found_in(path, folded)
        ]


@pytest.mark.parametrize("audience", ["customer", "guests"])
@pytest.mark.parametrize("command", [("diff", "2024-06-30.."), ("review", "2025")])
def test_nothing_of_it_is_for_customers(workspace: Path, command: tuple[str, ...], audience: str) -> None:
    assert run(["-C", str(workspace), *command, "--audience", audience]) == 2


HANDED = """---
name: 甲集团
owner: li-na
contacts:
  - {id: wang, name: 王磊, roles: [decider], influence: 60}
  - {id: zhao, name: 赵敏, roles: [user], held_by: zhou-gang}
promises:
  - {id: p1, on: 2026-09-01, to: wang, what: 出样板段, due: 2026-10-10}
  - {id: p2, on: 2026-09-01, to: zhao, what: 寄样品, due: 2026-10-12}
commitments:
  - {id: c1, on: 2026-09-10, from: wang, what: 试铺一公里, due: 2026-12-31}
interactions:
  - {on: 2026-09-20, with: [wang], by: li-na, kind: visit}
  - {on: 2026-09-21, with: [zhao], by: [li-na, zhou-gang], kind: visit}
---
"""


def test_a_handover_holds_what_one_of_ours_leaves_behind(tmp_path: Path) -> None:
    from relreport.build import Order
    from relreport.parse import parse, parse_settings
    from relreport.review.handover import Handover

    settings = parse_settings("relreport.yaml", canary.settings()).settings
    account = parse("accounts/a.md", HANDED.encode(), settings).account
    assert account is not None
    order = Order(settings=settings, day=date(2026, 9, 30), audience="team")
    handover = Handover([account], "li-na", order, "zh")
    assert [(one.contact.id, one.only_they) for one in handover.held] == [("wang", True)]
    found = {
        one["id"]: one
        for one in handover.page({"assets": "", "portfolio": "", "languages": [], "pdf": ""})["chapters"][0][
            "sections"
        ]
    }
    told = {
        name: [row["cells"][0]["text"] for data in found[name]["tables"] for row in data["rows"]]
        for name in ("people", "promises", "commitments")
    }
    assert told == {"people": ["王磊"], "promises": ["出样板段"], "commitments": ["试铺一公里"]}
    assert len(found["first_days"]["tables"][0]["rows"]) == 2
