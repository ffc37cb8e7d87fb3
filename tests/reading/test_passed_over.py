"""What would be passed over in silence is said: labels that no report has, files that are nearly accounts."""

from __future__ import annotations

from pathlib import Path

import pytest

from relreport.config import open_workspace


@pytest.mark.parametrize(
    ("labels", "found"),
    [
        ("{}", []),
        ("{stage.strategic: x, zh.stage.strategic: y, en.audience.team: z}", []),
        ("{item.supplier_list: x}", []),
        ("{stage.strategc: x}", [("W311", 2, 10, "stage.strategic")]),
        ("{zh.tier.vip: x}", [("W311", 2, 10, "zh.tier.vvip")]),
        ("\n  stage.initial: x\n  nothing: y", [("W311", 4, 3, None)]),
        ("{outward.stage.lost: x}", [("W311", 2, 10, None)]),
    ],
)
def test_labels(labels: str, found: list[tuple[str, int, int, str | None]], tmp_path: Path) -> None:
    (tmp_path / "relreport.yaml").write_text(f"company: 甲\nlabels: {labels}\n", encoding="utf-8")
    workspace = open_workspace(tmp_path)
    told = [(one.code, one.where.line, one.where.column) for one in workspace.findings]
    assert told == [one[:3] for one in found]
    assert workspace.settings_valid
    for one, (_, _, _, near) in zip(workspace.findings, found, strict=True):
        assert near is None or one.facts.get("near") == near


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("jia.md", False),
        ("jia.MD", False),
        ("README.md", False),
        ("_draft.txt", False),
        ("picture.png", False),
        ("jia.md.txt", "jia.md"),
        ("甲.txt", "甲.md"),
        ("jia.markdown", "jia.md"),
        ("a b.TXT", None),
    ],
)
def test_files(name: str, near: str | bool | None, tmp_path: Path) -> None:
    (tmp_path / "accounts").mkdir()
    (tmp_path / "accounts" / name).write_text("---\nname: x\n---\n", encoding="utf-8")
    found = [(one.code, one.where.path, one.facts.get("near")) for one in open_workspace(tmp_path).findings]
    assert found == ([] if near is False else [("W310", f"accounts/{name}", near)])
