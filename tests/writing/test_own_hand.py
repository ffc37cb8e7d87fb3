"""What the program writes is in `fmt`'s form already: nobody's first `fmt --check` finds fault with it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from relreport.canonical import canonical
from relreport.cli import run
from relreport.parse import parse
from relreport.phrases import LANGUAGES
from relreport.starter import account_file
from relreport.writer import with_entries


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "C")
    return tmp_path


def in_form(path: Path) -> bool:
    data = path.read_bytes()
    return canonical(f"accounts/{path.name}", data) == data


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("options", [[], ["--tier", "重点", "--owner", "li-na", "--category", "sound: walls"]])
def test_a_new_account(language: str, options: list[str], workspace: Path) -> None:
    assert run(["init", "--lang", language, "--company", "新桥: 印务"]) == 0
    assert run(["new", "云海 Print: 1", "--lang", language, *options]) == 0
    assert run(["fmt", "--check"]) == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_starter_filled_in_keeps_its_order(language: str) -> None:
    """The examples stand as comments; without their signs they are entries in the order of the format."""
    text = account_file(language, {"name": "x", "tier": "key", "owner": "", "category": ""})
    filled = re.sub(r"(?m)^#(  +(?:- )?[a-z]+: )", r"\1", text)
    assert filled != text
    data = filled.encode()
    parsed = parse("accounts/x.md", data)
    assert parsed.account is not None
    assert not parsed.findings
    assert (len(parsed.account.contacts), len(parsed.account.needs), len(parsed.account.purchasing)) == (1, 1, 2)
    new = canonical("accounts/x.md", data)
    assert new is not None
    keys = re.compile(rb"(?m)^ *(?:- )?[a-z]+:")
    assert keys.findall(new) == keys.findall(data)


SAID = {
    "a day as people write it": ["2026/11/3 拜访：看了样品"],
    "a day in words": ["2026年11月3日 电话"],
    "a promise due in a month": ["承诺", "报价 !2026年12月"],
    "a ticked box": ["承诺", "[X] 2026-11-1 报价 2026-11-05"],
    "an action": ["待办", "测一次 !2026/12/5"],
    "purchasing": ["采购", "2026年3季度", "share=约60%", "basis=估计"],
    "a need": ["需求", "缩短封路时间", "status=提出", "on=2026/9/1"],
    "a tender": ["招标", "G60", "large=是", "opened=2026/1/2", "chance=大"],
    "a rival": ["对手", "申通", "rank=主供", "share=0.4"],
    "a satisfaction": ["satisfaction", "perceived=4"],
    "a performance": ["履约", "交付", "result=合格"],
    "a referral": ["推荐", "浙北高速", "asked=否"],
}
SMALL = "---\nname: x\n# whose\ntier: key\n\n# them\ncontacts:\n  - {name: y}\nx_own: 1\n---\n"


@pytest.mark.parametrize("said", SAID)
def test_what_is_logged(said: str, workspace: Path) -> None:
    run(["init", "--lang", "zh"])
    run(["new", "starter"])
    (workspace / "accounts" / "small.md").write_text(SMALL, encoding="utf-8")
    for account in ("starter", "small"):
        assert run(["log", account, *SAID[said]]) == 0
        assert in_form(workspace / "accounts" / f"{account}.md")
    front = (workspace / "accounts" / "small.md").read_text(encoding="utf-8")
    for told in ("# whose\ntier: key\n", "# them\ncontacts:\n"):
        assert told in front


def test_a_comment_that_stands_last_is_about_no_key_that_comes(workspace: Path) -> None:
    before = b"---\nname: x\n# below, one line a contact\n---\n"
    new = with_entries("accounts/x.md", before, "needs", [{"need": "y"}])
    assert new == b"---\nname: x\n# below, one line a contact\n\nneeds:\n  - {need: y}\n---\n"


def test_an_order_of_somebodys_own_is_kept() -> None:
    before = b"---\ncontacts:\n  - {name: y}\nname: x\n---\n"
    new = with_entries("accounts/x.md", before, "needs", [{"need": "y"}])
    assert new == b"---\ncontacts:\n  - {name: y}\nname: x\nneeds:\n  - {need: y}\n---\n"


def test_what_is_imported(workspace: Path) -> None:
    run(["init", "--lang", "zh"])
    (workspace / "crm.csv").write_text(
        "客户,负责人,级别,行业,联系人,角色,微信,手机,生日,日期,方式,内容,期间,份额\n"
        "甲,li-na,S,桥梁,王磊,决策,w,138,5/18,2026/11/3,拜访,看了,2026年3季度,约60%\n"
        "乙,,,,赵敏,头,,139,,,,,,\n"
        "乙,li-na,重点,路,赵敏,,w,,1980年1月2日,2026年1月2日,电话,好,,\n",
        encoding="utf-8",
    )
    assert run(["import", "crm.csv"]) == 0
    assert in_form(workspace / "accounts" / "甲.md")
    assert in_form(workspace / "accounts" / "乙.md")


MENDED = {
    "a colon": ("tier: key", "tier：key"),
    "a comma": ("{name: y, title: z}", "{name: y，title：z}"),
    "a blank": ("industry: w", "industry:　w"),
    "a key": ("tier: key", "级别: key"),
    "a field": ("{name: y, title: z}", "{姓名: y, 职务: z}"),
    "quotes": ("tier: key", "tier: “key”"),
    "a day": ("partnership: 2026-11-03", "partnership: 20261103"),
    "a time": ('on: 2026-11-04, at: "10:30"', "on: 2026-11-04 10:30"),
    "a line's day": ("- 2026-11-03 y: x", "- 20261103 y: x"),
    "a bullet": ("- 2026-11-03 y: x", "• 2026-11-03 y: x"),
    "a heading": ("## 日志", "##日志："),
    "a box": ("- [x] v !2026-11-05", "☑ v !2026-11-05"),
}
GOOD = (
    "---\nname: x\ntier: key\nindustry: w\npartnership: 2026-11-03\ncontacts:\n  - {name: y, title: z}\n"
    'interactions:\n  - {on: 2026-11-04, at: "10:30", kind: visit}\n---\n\n'
    "## 日志\n- 2026-11-03 y: x\n\n## 承诺\n- [x] v !2026-11-05\n"
)


@pytest.mark.parametrize("case", MENDED)
def test_what_is_mended(case: str, workspace: Path) -> None:
    good, careless = MENDED[case]
    assert good in GOOD
    path = workspace / "accounts" / "x.md"
    path.parent.mkdir()
    path.write_text(GOOD.replace(good, careless), encoding="utf-8")
    assert run(["check", "--fix"]) == 0
    assert path.read_text(encoding="utf-8") == GOOD
    assert in_form(path)


def test_a_baseline(workspace: Path) -> None:
    path = workspace / "accounts" / "x.md"
    path.parent.mkdir()
    path.write_text(SMALL, encoding="utf-8")
    assert run(["baseline", "--as-of", "2026-11-20"]) == 0
    assert "accepted:" in path.read_text(encoding="utf-8")
    assert in_form(path)
