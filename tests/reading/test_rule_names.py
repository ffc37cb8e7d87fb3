"""Codes and limits that settings and accounts name: what no rule has is said, with the nearest that is."""

from __future__ import annotations

from pathlib import Path

import pytest

from relreport.config import open_workspace


def told(root: Path, settings: str, account: str = "name: 甲\n") -> list[tuple[str, int, int, str]]:
    (root / "accounts").mkdir()
    (root / "relreport.yaml").write_text(settings, encoding="utf-8")
    (root / "accounts" / "jia.md").write_text(f"---\n{account}---\n", encoding="utf-8")
    workspace = open_workspace(root)
    found = [*workspace.findings, *workspace.parse(workspace.files[0]).findings]
    return [(one.code, one.where.line, one.where.column, str(one.facts.get("near", ""))) for one in found]


@pytest.mark.parametrize(
    ("case", "settings", "expected"),
    [
        ("nothing named", "company: 乙\n", []),
        ("a code there is, in small letters", "rules: {ignore: [fre03]}\n", []),
        ("a limit of a rule", "rules: {thresholds: {stagnation_periods: 6}}\n", []),
        ("a limit of a reading", "rules: {thresholds: {window: 120}}\n", []),
        ("no such code", "rules: {ignore: [FRE33]}\n", [("E244", 1, 18, "FRE03")]),
        ("one code alone", "rules: {ignore: XYZ99}\n", [("E244", 1, 17, "")]),
        ("no such limit", "rules:\n  thresholds:\n    stagnation: 6\n", [("E245", 3, 5, "stagnation_periods")]),
        ("a severity of no rule", "rules:\n  severity: {NET11: major}\n", [("E244", 2, 14, "NET01")]),
    ],
)
def test_names_in_the_settings(
    tmp_path: Path, case: str, settings: str, expected: list[tuple[str, int, int, str]]
) -> None:
    assert told(tmp_path, settings) == expected, case


@pytest.mark.parametrize(
    ("case", "account", "codes"),
    [
        ("a rule there is", "name: 甲\naccepted: [{code: NET02}]\n", []),
        ("accepted, no such rule", "name: 甲\naccepted: [{code: NET99}]\n", ["W307"]),
        ("planned for, no such rule", "name: 甲\nactions: [{do: 复访, for: [ABC12]}]\n", ["W307"]),
    ],
)
def test_names_in_an_account(tmp_path: Path, case: str, account: str, codes: list[str]) -> None:
    assert [code for code, *_ in told(tmp_path, "", account)] == codes, case
