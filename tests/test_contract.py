"""The machines' document as it is promised: every key, and no other kind of value under it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from relreport.cli import COMMANDS, run

ROOT = Path(__file__).parents[1]
PROMISED = {
    "build", "check", "assess", "explain", "what-if", "baseline", "diff", "verify", "audit", "rules", "review",
    "init", "new", "log", "fmt", "schema", "serve", "export", "import", "doctor",
}  # fmt: skip
ACCOUNT = {
    "id", "name", "tier", "owner", "path", "stage", "distance", "trust", "temperature", "phase", "supplier_rank",
    "sales_loop", "matrix", "contacts", "tenders", "next_stage", "gaps", "actions", "accepted",
}  # fmt: skip
STAGE = {
    "level", "by_share", "declared", "basis", "source", "share", "period", "trend", "status", "since", "history",
}  # fmt: skip
CONTACT = {
    "id", "distance", "team_distance", "portrait_ceiling", "space", "information", "coach", "topic", "year", "trust",
}  # fmt: skip
TRUST = {"verdict", "expertise", "reliability", "intimacy", "self_orientation", "weakest", "aged"}
RANGE = {"share_low", "share_high"}
SEVERITIES = ["critical", "major", "minor", "info"]


def test_every_command_that_is_promised_is_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert set(COMMANDS) == PROMISED
    for name in COMMANDS:
        for language in ("en", "zh"):
            assert run(["--lang", language, name, "--help"]) == 0
    assert capsys.readouterr().err == ""


@pytest.fixture(scope="module")
def document() -> Any:
    from contextlib import redirect_stdout
    from io import StringIO

    said = StringIO()
    with redirect_stdout(said):
        assert run(["-C", str(ROOT), "assess", "--format", "json", "--as-of", "2026-11-20"]) == 0
    return json.loads(said.getvalue())


def test_the_document(document: Any) -> None:
    assert set(document) == {"relreport", "as_of", "audience", "accounts", "invalid"}
    assert (document["relreport"], document["as_of"], document["audience"]) == (1, "2026-11-20", "manager")
    assert [one["id"] for one in document["accounts"]] == sorted(one["id"] for one in document["accounts"])


def test_accounts_and_stages(document: Any) -> None:
    for one in document["accounts"]:
        stage = one["stage"]
        assert set(one) == ACCOUNT
        assert set(stage) - RANGE == STAGE
        assert all(set(row) - RANGE == {"period", "share", "by_share", "level"} for row in stage["history"])
        if stage["share"] is None:
            assert (stage["source"], stage["period"], stage["since"]) == (None, None, None)
        assert all(set(row) == {"condition", "met", "detail"} for row in one["next_stage"])
        assert all(isinstance(row["met"], bool) for row in one["next_stage"])
        assert all(set(row) == {"id", "posture", "run"} for row in one["tenders"])


def test_contacts(document: Any) -> None:
    for one in (contact for account in document["accounts"] for contact in account["contacts"]):
        assert set(one) == CONTACT
        assert set(one["year"]) == {"space", "information", "coach", "topic"}
        assert set(one["trust"]) == TRUST
        assert one["trust"]["verdict"] != "unknown" or one["trust"]["weakest"] is None


def test_gaps_and_actions(document: Any) -> None:
    for account in document["accounts"]:
        gaps = account["gaps"]
        order = [(SEVERITIES.index(one["severity"]), one["code"], one["subject"] or "") for one in gaps]
        assert order == sorted(order)
        for gap in gaps:
            assert set(gap) == {"code", "severity", "kind", "subject", "title", "message", "status", "evidence"}
            assert gap["kind"] in ("relationship", "record")
            assert gap["status"] in ("planned", "unplanned")
            assert all({"field", "line", "text"} <= set(one) for one in gap["evidence"])
        for rank, action in enumerate(account["actions"], 1):
            assert set(action) == {"rank", "do", "with", "by", "due", "serves", "status"}
            assert action["rank"] == rank
            assert action["status"] in ("suggested", "planned", "overdue")
        assert all(set(one) == {"code", "subject", "reason", "until"} for one in account["accepted"])


def test_rules_and_check(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rules", "--format", "json"]) == 0
    for rule in json.loads(capsys.readouterr().out)["rules"]:
        assert {"code", "name", "severity", "kind", "stages", "class", "thresholds", "source", "title"} <= set(rule)
    assert run(["-C", str(ROOT), "check", "--format", "json"]) == 0
    checked = json.loads(capsys.readouterr().out)
    assert {"files", "errors"} <= set(checked)


def test_a_command_that_was_likely_meant_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--lang", "en", "buidl"]) == 2
    assert "did you mean 'build'" in capsys.readouterr().err
    assert run(["--lang", "zh", "nothing-like-it"]) == 2
    assert "没有“nothing-like-it”这个命令" in capsys.readouterr().err


def test_an_account_may_be_called_by_its_id(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["-C", str(ROOT), "assess", "yunpo-rail", "--format", "json"]) == 0
    assert [one["id"] for one in json.loads(capsys.readouterr().out)["accounts"]] == ["yunpo-rail"]
    assert run(["-C", str(ROOT), "assess", "nobody"]) == 2


@pytest.mark.parametrize(("word", "token"), [("重点", "key"), ("VVIP", "vvip"), ("A", None)])
def test_a_tier_in_either_language(word: str, token: str | None, tmp_path: Path) -> None:
    (tmp_path / "accounts").mkdir()
    assert run(["-C", str(tmp_path), "new", "x", "--tier", word]) == (0 if token else 2)
    assert not token or f"tier: {token}" in (tmp_path / "accounts" / "x.md").read_text(encoding="utf-8")


def test_an_entry_is_called_by_its_own_id_alone(capsys: pytest.CaptureFixture[str]) -> None:
    told = []
    for path in ("complaint-1.closed", "complaints.complaint-1.closed"):
        change = ["what-if", "yunpo-rail", f"{path}=2026-11-19", "--as-of", "2026-11-20"]
        assert run(["-C", str(ROOT), *change]) == 0
        told.append(capsys.readouterr().out)
    assert told[0] == told[1]
