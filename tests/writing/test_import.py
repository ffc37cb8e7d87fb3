"""`import`: rows become account files that read well; nothing that was mapped is lost, no file is touched."""

from __future__ import annotations

from pathlib import Path

import pytest

from relreport.cli import run
from relreport.model import Account
from relreport.parse import parse

ROWS = {
    "a name": ("Customer\n甲公司\n", "甲公司", "---\nrelreport: 1\nname: 甲公司\n---\n"),
    "Chinese headings": (
        "客户名称,级别,联系人,职务,手机,日期,方式,内容\n甲公司,重点,王磊,部长,13800000000,2026/11/3 10:30,拜访,看了样品\n",
        "甲公司",
        (
            "---\nrelreport: 1\nname: 甲公司\ntier: key\ncontacts:\n"
            '  - {name: 王磊, title: 部长, portrait: {basic: {mobile: "13800000000"}}}\n---\n\n'
            "## 日志\n- 2026-11-03 王磊 拜访：看了样品\n"
        ),
    ),
    "English headings, semicolons, rows in any order": (
        (
            'Account Name;Full Name;Activity Date;Type;Notes\nNorth Ltd;Eva Brandt;2026-11-05;call;"asks\n- more"\n'
            "North Ltd;Tom Reyes;2026-11-03;Telex;x\n"
        ),
        "north-ltd",
        (
            "---\nrelreport: 1\nname: North Ltd\ncontacts:\n  - {name: Eva Brandt}\n  - {name: Tom Reyes}\n---\n\n"
            "## 日志\n- 2026-11-03 Tom Reyes: Telex x\n- 2026-11-05 Eva Brandt call: asks - more\n"
        ),
    ),
    "what a field cannot hold is kept beside it": (
        "客户,级别,负责人\n甲公司,S级,李四\n",
        "甲公司",
        "---\nrelreport: 1\nname: 甲公司\nx_tier: S级\nx_owner: 李四\n---\n",
    ),
    "our people by name": ("客户,负责人\n甲公司,李娜\n", "甲公司", "---\nrelreport: 1\nname: 甲公司\nowner: li-na\n---\n"),
    "purchasing": (
        "客户,期间,采购总额,我方金额\n甲公司,2026年3季度,1200万,540万\n",
        "甲公司",
        "---\nrelreport: 1\nname: 甲公司\npurchasing:\n  - {period: 2026-Q3, total: 1200万, ours: 540万}\n---\n",
    ),
    "names that YAML would trip over": (
        '客户,联系人\n"A: b, {c} #d","no"\n',
        "a-b-c-d",
        '---\nrelreport: 1\nname: "A: b, {c} #d"\ncontacts:\n  - {name: "no"}\n---\n',
    ),
}  # fmt: skip


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "accounts").mkdir()
    (tmp_path / "relreport.yaml").write_text(
        "language: zh\npeople: [{id: li-na, name: 李娜}]\n", encoding="utf-8"
    )
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "C")
    return tmp_path


def brought(workspace: Path, table: str, *options: str, encoding: str = "utf-8") -> int:
    (workspace / "crm.csv").write_bytes(table.encode(encoding))
    return run(["import", "crm.csv", *options])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("case", ROWS)
def test_rows_become_a_file(case: str, encoding: str, workspace: Path) -> None:
    table, id, wanted = ROWS[case]
    assert brought(workspace, table, encoding=encoding) == 0
    assert (workspace / "accounts" / f"{id}.md").read_text(encoding="utf-8") == wanted
    parsed = parse(f"accounts/{id}.md", wanted.encode())
    assert isinstance(parsed.account, Account)
    assert not parsed.findings


def test_a_mapping_says_which_column_is_what(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mapping = workspace / "map.yaml"
    mapping.write_text("name: Firm\ntier: {column: Class, values: {A: vvip, b: key}}\n", encoding="utf-8")
    table = "Firm,Class,Contact,Secret\nX,a,Eva,s\nY,B,,\n"
    assert brought(workspace, table, "--mapping", "map.yaml", "--dry-run") == 0
    assert not list((workspace / "accounts").iterdir())
    assert brought(workspace, table, "--mapping", "map.yaml") == 0
    assert "tier: vvip" in (workspace / "accounts" / "x.md").read_text(encoding="utf-8")
    assert "tier: key" in (workspace / "accounts" / "y.md").read_text(encoding="utf-8")
    assert "Contact, Secret" in capsys.readouterr().err


def test_what_is_there_is_left_alone(workspace: Path) -> None:
    mine = workspace / "accounts" / "mine.md"
    mine.write_text("---\nname: 甲公司\n---\n", encoding="utf-8")
    assert brought(workspace, "客户\n甲公司\n乙公司\n") == 0
    assert sorted(one.name for one in mine.parent.iterdir()) == ["mine.md", "乙公司.md"]
    assert mine.read_text(encoding="utf-8") == "---\nname: 甲公司\n---\n"


NOT_TAKEN = {
    "a row without a customer": "客户,联系人\n,王磊\n甲公司,\n",
    "a talk without a day": "客户,日期,内容\n甲公司,11/3/2026,x\n",
    "purchasing that nobody understands": "客户,期间,采购总额\n甲公司,2026-Q9,5\n",
}


@pytest.mark.parametrize("case", NOT_TAKEN)
def test_what_is_not_taken_is_named_by_its_line(
    case: str, workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert brought(workspace, NOT_TAKEN[case]) == 1
    assert "crm.csv:2:" in capsys.readouterr().err
    assert (workspace / "accounts" / "甲公司.md").is_file()


def test_what_is_kept_beside_says_what_was_expected(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = "客户,级别,负责人,联系人,生日\n甲公司,S级,李四,王磊,春天\n"
    assert brought(workspace, table, "--dry-run") == 0
    told = capsys.readouterr().err
    for words in ("crm.csv:2: “级别”应为以下之一：vvip VIP客户", "x_tier", "x_owner", "05-18", "会建立 1 个客户"):
        assert words in told
    assert "S级" not in told
    assert not list((workspace / "accounts").iterdir())


@pytest.mark.parametrize("table", [b"", "联系人\n王磊\n".encode(), '客户\n"甲\n'.encode(), b"name\n\xff\xff\n"])
def test_no_table_or_no_customer(table: bytes, workspace: Path) -> None:
    (workspace / "crm.csv").write_bytes(table)
    assert run(["import", "crm.csv"]) == 2
    assert not list((workspace / "accounts").iterdir())


@pytest.mark.parametrize("mapping", ["nam: 客户\n", "name: 顾客\n", "name: [a]\n", "name\n", "tier: 级别\n"])
def test_a_mapping_that_does_not_fit(mapping: str, workspace: Path) -> None:
    (workspace / "map.yaml").write_text(mapping, encoding="utf-8")
    assert brought(workspace, "客户,级别\n甲公司,重点\n", "--mapping", "map.yaml") == 2
    assert run(["import", "nothing.csv"]) == 2
