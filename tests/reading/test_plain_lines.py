"""Plain lines: what each says, in both languages; quiet cases first."""

from __future__ import annotations

from datetime import date, time

import pytest

from relreport.model.account import Account
from relreport.model.dealings import Interaction, Promise
from relreport.model.plan import Action
from relreport.model.settings import Person, Settings
from relreport.parse import parse

PEOPLE = Settings(
    people=(Person(id="li-na", name="李娜"), Person(id="sun-tech", name="孙工")), people_given=True
)
HEAD = """\
---
name: x
contacts:
  - {id: wang-lei, name: 王磊}
  - {id: zhao-min, name: 赵敏}
  - {id: koh, name: Daniel Koh}
  - {id: wang, name: 王}
---
"""


def read(body: str, settings: Settings = PEOPLE) -> tuple[Account, list[str]]:
    parsed = parse("accounts/a.md", (HEAD + body).encode(), settings)
    assert parsed.account is not None
    return parsed.account, [one.code for one in parsed.findings]


def journal(line: str, settings: Settings = PEOPLE) -> Interaction:
    account, found = read(f"## Journal\n- {line}\n", settings)
    assert found == []
    return account.interactions[0]


ON = date(2026, 11, 18)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("2026-11-18", {}),
        ("2026-11-18：谈二期", {"note": "谈二期"}),
        ("2026-11-18 王磊", {"with_": ("wang-lei",)}),
        ("2026-11-18 电话", {"kind": "call"}),
        ("2026-11-18 王磊 电话", {"with_": ("wang-lei",), "kind": "call"}),
        ("2026年11月18日 王磊 电话：x", {"with_": ("wang-lei",), "kind": "call", "note": "x"}),
        ("2026/11/18 王磊、赵敏 聚餐：x", {"with_": ("wang-lei", "zhao-min"), "kind": "meal", "note": "x"}),
        ("２０２６-１１-１８ 王磊：x", {"with_": ("wang-lei",), "note": "x"}),
        ("2026-11-18 10:30 王磊: x", {"clock": time(10, 30), "with_": ("wang-lei",), "note": "x"}),
        ("2026-11-18 wang-lei, Daniel Koh/赵敏 CALL: x: y", {"with_": ("wang-lei", "koh", "zhao-min"), "kind": "call", "note": "x: y"}),
        ("2026-11-18 王 拜访：x", {"with_": ("wang",), "kind": "visit", "note": "x"}),
        ("2026-11-18 王磊 来访：x", {"with_": ("wang-lei",), "kind": "visit", "initiated": "them", "note": "x"}),
        ("2026-11-18 王磊 微信：x #对方", {"with_": ("wang-lei",), "kind": "message", "initiated": "them", "note": "x"}),
        ("2026-11-18 王磊：x #方案 #solution #新观点", {"with_": ("wang-lei",), "note": "x", "did": ("solution", "viewpoint")}),
        ("2026-11-18 王磊：x #有效 #公开", {"with_": ("wang-lei",), "note": "x", "info": "useful"}),
        ("2026-11-18 王磊：x #聊业务 #观点 #私人 #guides", {"with_": ("wang-lei",), "note": "x", "topic": "views", "space": "private", "coach": "guides"}),
        ("2026-11-18 王磊：x #+行业专业 #-pressure #＋谨慎", {"with_": ("wang-lei",), "note": "x", "trust": ("+industry", "-pressure", "+prudent")}),
        ("2026-11-18 王磊：x #风险 @孙工 @li-na", {"with_": ("wang-lei",), "note": "x", "risk": True, "by": ("sun-tech", "li-na")}),
        ("#方案 2026-11-18 王磊：x", {"with_": ("wang-lei",), "note": "x", "did": ("solution",)}),
        ("2026-11-18 王磊：做了(#方案)演示", {"with_": ("wang-lei",), "note": "做了()演示", "did": ("solution",)}),
        ("2026-11-18 王磊：C#方案 a@li-na ##方案", {"with_": ("wang-lei",), "note": "C#方案 a@li-na ##方案"}),
        ("2026-11-18 王磊：太好了！2026-12-01 !2026-12-01", {"with_": ("wang-lei",), "note": "太好了！2026-12-01 !2026-12-01"}),
    ],
)  # fmt: skip
def test_a_journal_line(line: str, expected: dict[str, object]) -> None:
    entry = journal(line)
    assert entry.on == ON
    nothing = Interaction(on=ON)
    for name in (
        "clock",
        "with_",
        "by",
        "kind",
        "initiated",
        "space",
        "topic",
        "risk",
        "info",
        "coach",
        "did",
        "trust",
        "note",
    ):
        assert getattr(entry, name) == expected.get(name, getattr(nothing, name)), name


def promise(line: str) -> Promise:
    account, found = read(f"## 承诺\n- {line}\n")
    assert found == []
    return account.promises[0]


@pytest.mark.parametrize(
    ("line", "on", "to", "what", "due", "kept"),
    [
        ("[ ] 王磊：二期报价 !2026-11-27", None, ("wang-lei",), "二期报价", date(2026, 11, 27), None),
        ("[ ] 二期报价", None, (), "二期报价", None, None),
        ("[ ] 2026-11-01 王磊、赵敏: 报价 ！2026年12月", date(2026, 11, 1), ("wang-lei", "zhao-min"), "报价", date(2026, 12, 31), None),
        ("[x] 赵敏：照片 !2026-11-15 2026-11-14", None, ("zhao-min",), "照片", date(2026, 11, 15), date(2026, 11, 14)),
        ("[X] 赵敏：照片 !2026-11-15", None, ("zhao-min",), "照片", date(2026, 11, 15), date(2026, 11, 15)),
        ("[ ] 王磊：先出图 !2026-11-15 !2026-11-20", None, ("wang-lei",), "先出图", date(2026, 11, 15), None),
        ("[ ] 王磊：报价截止 2026-11-14", None, ("wang-lei",), "报价截止 2026-11-14", None, None),
        ("[ ] 王磊：带 #方案 @li-na", None, ("wang-lei",), "带 #方案 @li-na", None, None),
    ],
)  # fmt: skip
def test_a_promise(
    line: str, on: date | None, to: tuple[str, ...], what: str, due: date | None, kept: date | None
) -> None:
    entry = promise(line)
    assert (entry.on, entry.to, entry.what, entry.due, entry.kept) == (on, to, what, due, kept)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("[ ] 约总工交流", {"do": "约总工交流"}),
        ("[ ] 赵敏：约交流 @li-na !2026-12-05 #NET02", {"do": "约交流", "with_": ("zhao-min",), "by": ("li-na",), "due": date(2026, 12, 5), "serves": ("NET02",)}),
        ("[ ] 总工：约交流", {"do": "总工：约交流"}),
        ("[ ] 交流 #技术交流 #新观点 #拜访", {"do": "交流 #拜访", "kind": "exchange", "did": ("viewpoint",)}),
        ("[ ] 服务 #service #service", {"do": "服务", "kind": "service", "did": ("service",)}),
        ("[x] 拜访 2026-11-14", {"do": "拜访", "status": "done", "done_on": date(2026, 11, 14)}),
        ("[ ] 补 #net02 #spc01", {"do": "补", "serves": ("NET02", "SPC01")}),
    ],
)  # fmt: skip
def test_an_action(line: str, expected: dict[str, object]) -> None:
    account, found = read(f"## Actions\n* {line}\n")
    assert set(found) <= {"W302"}
    nothing = Action(id="action-1")
    for name in ("do", "with_", "by", "due", "kind", "did", "serves", "status", "done_on"):
        assert getattr(account.actions[0], name) == expected.get(name, getattr(nothing, name)), name


@pytest.mark.parametrize(
    ("body", "count"),
    [
        ("## JOURNAL\n- 2026-11-18\n+ 2026-11-19\n* 2026-11-20\n", 3),
        ("Journal\n-------\n- 2026-11-18\n", 1),
        ("## 日志 ##\n\n- 2026-11-18\n### more\n- 2026-11-19\n## Other\n- 2026-11-20\n", 2),
        ("## 日志\n  - 2026-11-18\n- - -\n", 0),
        ("## 日志\n```\n- 2026-11-18\n```\n- 2026-11-19\n", 1),
        ("## 日志\n::: secret\n- 2026-11-18\n:::\n- 2026-11-19\n", 1),
        ("## Notes\n- 2026-11-18\n", 0),
    ],
)
def test_which_lines_are_entries(body: str, count: int) -> None:
    account, _ = read(body)
    assert len(account.interactions) == count


def test_without_people_anybody_may_be_named() -> None:
    assert journal("2026-11-18 王磊：x @老孙", Settings()).by == ("老孙",)


@pytest.mark.parametrize(
    ("body", "codes"),
    [
        ("## 日志\n- 2026-11-18 王磊：x #none #方按 @老孙\n", ["W302", "W302", "W302"]),
        ("##日志\n- 2026-11-18\n", ["W304"]),
        ("# 日志\n- 2026-11-18\n", ["W304"]),
        ("## 日志\n2026-11-18 王磊：x\n", ["W305"]),
        ("## 承诺\n-[ ] 王磊：x\n", ["W305"]),
        ("## Needs\nThey need x.\n- more of it\n- 40% less noise\n", []),
        ("## Commitments\n\n## 日志\n- 2026-11-18\n", []),
        ("commitments\n- 2026-11-18 x\n", []),
        ("## Commitments\n- 王磊 sends drawings\n", ["W309"]),
        ("## Commitments\n- 2026-11-18 王磊: x\n- 2026-11-19 y\n", ["W309"]),
        ("## 投诉\n- [ ] 2026-11-18 王磊：x\n## 对方承诺：\n- 2026-11-18\n", ["W309", "W309"]),
        ("::: secret\nx\n", ["W306"]),
        ("```\n::: sekret\n```\n", []),
        ("::: sekret\nx\n:::\n", ["E240"]),
    ],
)
def test_what_only_looks_like_an_entry_is_noted(body: str, codes: list[str]) -> None:
    assert read(body)[1] == codes


def test_lines_follow_the_entries_of_the_front_matter() -> None:
    text = HEAD.replace("contacts:", "promises: [{what: a}, {what: b, due: 2026-02-30}]\ncontacts:")
    parsed = parse("accounts/a.md", (text + "## Promises\n- [ ] c\n").encode())
    assert parsed.account is not None
    assert [(one.id, one.what, one.at.field) for one in parsed.account.promises] == [
        ("promise-1", "a", "promises[0]"),
        ("promise-3", "c", "promises[2]"),
    ]
