"""The line that a message offers: how what was written should read, where that can be told."""

from __future__ import annotations

import pytest

from relreport.model.settings import Person, Settings
from relreport.parse import parse

SETTINGS = Settings(people=(Person(id="li-na", name="李娜"),), people_given=True)
HEAD = "name: x\ncontacts:\n  - {id: wang-lei, name: 王磊}\n  - {name: 赵敏}\n  - {name: Daniel Koh}\n"


def offered(text: str, code: str) -> tuple[str | None, bool]:
    """The line that is offered by the one finding of that code, and whether `check --fix` applies it."""
    (finding,) = (one for one in parse("accounts/a.md", text.encode(), SETTINGS).findings if one.code == code)
    return finding.mended, finding.edit is not None


def field(lines: str, code: str) -> tuple[str | None, bool]:
    return offered(f"---\n{HEAD}{lines}\n---\n", code)


def body(lines: str, code: str) -> tuple[str | None, bool]:
    return offered(f"---\n{HEAD}---\n{lines}\n", code)


@pytest.mark.parametrize(
    ("lines", "code", "mended", "applied"),
    [
        ("Tier: key", "E201", "tier: key", True),
        ("TIER : key", "E201", "tier : key", True),
        ("级别: key", "E201", "tier: key", True),
        ("teir: key", "E201", "tier: key", False),
        ("promises:\n  - {promise: 报价}", "E201", "  - {what: 报价}", True),
        ("needs:\n  - 内容: 报价", "E201", "  - need: 报价", True),
        ("tier: “key”", "E202", "tier: key", True),
        ("tier: regulr", "E202", "tier: regular", False),
        ("owner: li-nna", "E211", "owner: li-na", False),
        ("promises:\n  - {to: Daniel, what: 报价}", "E210", "  - {to: Daniel Koh, what: 报价}", False),
        ("promises:\n  - {to: 王磊部长, what: 报价}", "E210", "  - {to: 王磊, what: 报价}", False),
        ("promises:\n  - {to: 王总, what: 报价}", "E210", None, False),
        ("promises:\n  - {to: 王工, what: 报价}", "E210", None, False),
        ("promises:\n  - {to: 王雷, what: 报价}", "E210", "  - {to: 王磊, what: 报价}", False),
        ("promises:\n  - {on: 2026-11-03, due: 12月1日}", "E204", "  - {on: 2026-11-03, due: 2026-12-01}", False),
        ("promises:\n  - {on: 2026-12-20, due: 1月5日}", "E204", "  - {on: 2026-12-20, due: 2027-01-05}", False),
        ("promises:\n  - {due: 12月1日}", "E204", None, False),
        ("promises:\n  - {due: 2026-11-31}", "E205", "  - {due: 2026-11-30}", False),
        ("partnership: 2026-02-30", "E205", "partnership: 2026-02-28", False),
        ("partnership: 2026-13-04", "E205", "partnership: 2026-04-13", False),
        ("partnership: 2026-13-40", "E205", None, False),
        ("partnership: 2026-00-10", "E205", None, False),
        ("tier: kye", "E202", "tier: key", False),
        ("promises:\n  - {due: 明天}", "E204", None, False),
        ("partnership: 20261103", "E204", "partnership: 2026-11-03", True),
        ("competitors:\n  - {name: 申通, share: 45}", "E205", "  - {name: 申通, share: 45%}", False),
        ("contacts: 王磊、赵敏", "E130", None, False),
        ("needs: 缩短工期", "E203", "needs: [{need: 缩短工期}]", False),
        ("interactions:\n  - {on: 2026-11-04 10:30, kind: visit}", "E146", '  - {on: 2026-11-04, at: "10:30", kind: visit}', True),
        ("competitors:\n  - {name: 申通, share: 0.4-0.3}", "E205", None, False),
        ("needs:\n  - 缩短工期", "E203", "  - need: 缩短工期", False),
        ("needs: 4", "E203", None, False),
        ("  industry: x", "E147", None, False),
        ("needs:\n  - need: x\n   status: open", "E147", "    status: open", False),
        ("needs:\n  - need: x\n  status: open", "E147", "    status: open", False),
        ("industry：桥梁", "E131", "industry: 桥梁", True),
        ("needs:\n  - {need：工期，status：提出}", "E131", "  - {need: 工期, status: 提出}", True),
        ("needs:\n  - {need: 工期，status：提出}", "E132", "  - {need: 工期, status: 提出}", True),
        ("needs:\n　　- need: 工期", "E137", "    - need: 工期", True),
        ("industry:　桥梁", "E137", "industry: 桥梁", True),
        ("needs:\n  - need: “a: b”", "E146", '  - need: "a: b"', False),
    ],
)  # fmt: skip
def test_a_field(lines: str, code: str, mended: str | None, applied: bool) -> None:
    if lines.startswith("  industry"):
        lines = f"tier: key\n{lines}"
        mended = "industry: x"
    assert field(lines, code) == (mended, applied)


@pytest.mark.parametrize(
    ("lines", "code", "mended", "applied"),
    [
        ("## 日志\n- 2026-11-02 王磊\n- 11/3 王磊：x", "E238", "- 2026-11-03 王磊：x", False),
        ("## 日志\n- 11/3：x\n- 2026-11-18 王磊", "E238", "- 2026-11-03：x", False),
        ("## 日志\n- 2026-11-02 王磊\n- 3/11 王磊：x\n- 2026-11-06 王磊", "E238", "- 2026-11-03 王磊：x", False),
        ("## 日志\n- 2026-05-20 王磊\n- 5/6 王磊：x", "E238", None, False),
        ("## 日志\n- 2026-11-02 王磊\n- 11月3日 王磊：x", "E238", "- 2026-11-03 王磊：x", False),
        ("## 日志\n- 2026-12-28 王磊\n- 1月3日 王磊：x", "E238", "- 2027-01-03 王磊：x", False),
        ("## 日志\n- 2026-11-31 王磊：x", "E205", "- 2026-11-30 王磊：x", False),
        ("## 日志\n- 2026-2-30 王磊：x", "E205", "- 2026-02-28 王磊：x", False),
        ("## 待办\n- [ ] 送样 !2026-11-31", "E205", "- [ ] 送样 !2026-11-30", False),
        ("## 日志\n- 20261103 王磊：x", "E238", "- 2026-11-03 王磊：x", True),
        ("## 日志\n- 11/3 王磊：x", "E238", None, False),
        ("## 日志\n- 2026-11-02 王磊\n- 昨天 王磊：x", "E238", None, False),
        ("## Journal\n- 2026-11-02 王磊\n- Nov 3 Daniel Koh: x", "E238", "- 2026-11-03 Daniel Koh: x", False),
        ("## Journal\n- 13/11/2026 Daniel Koh: x", "E238", "- 2026-11-13 Daniel Koh: x", False),
        ("## 日志\n- 2026-11-18 王磊 聊了 价格", "E237", "- 2026-11-18 王磊：聊了 价格", False),
        ("## 日志\n- 2026-11-18 李娜、王磊 拜访：x", "E234", "- 2026-11-18 王磊 拜访：x @li-na", False),
        ("## 日志\n- 2026-11-18 王磊、李娜 拜访：x", "E234", "- 2026-11-18 王磊 拜访：x @li-na", False),
        ("## 日志\n- 2026-11-18 daniel call: x", "E232", "- 2026-11-18 Daniel Koh call: x", False),
        ("## 日志\n- 2026-11-18 王磊\n## 待办\n- [ ] 送样 !12月1日", "W302", "- [ ] 送样 !2026-12-01", False),
        ("## 日志\n- 2026-11-18 王磊\n## 待办\n- [ ] 送样 !12月1日 #NET02", "W302", "- [ ] 送样 !2026-12-01 #NET02", False),
        ("## 待办\n- [ ] 送样 !明天", "W302", None, False),
        ("## 日志\n- 2026-11-18 赵铭 电话：x", "E232", "- 2026-11-18 赵敏 电话：x", False),
        ("## 日志\n- 2026-11-18 刘洋 电话：x", "E232", None, False),
        ("## 日志\n- **2026-11-18** 王磊：x", "E231", "- 2026-11-18 王磊：x", False),
        ("## 日志\n- 2026-11-18 王磊 拜访;聊了二期", "E237", "- 2026-11-18 王磊 拜访：聊了二期", False),
        ("##日志：\n- 2026-11-18 王磊", "W304", "## 日志", True),
        ("### Journal\n- 2026-11-18 王磊", "W304", "## Journal", True),
        ("## 待办事项\n- [ ] 送样", "W304", "## 待办", False),
        ("**待办**\n- [ ] 送样", "W304", "## 待办", True),
        ("## 日志\n• 2026-11-18 王磊", "W305", "- 2026-11-18 王磊", True),
        ("## 日志\n1、2026-11-18 王磊", "W305", "- 2026-11-18 王磊", True),
        ("## 待办\n☑ 送样", "W305", "- [x] 送样", True),
    ],
)  # fmt: skip
def test_a_plain_line(lines: str, code: str, mended: str | None, applied: bool) -> None:
    assert body(lines, code) == (mended, applied)


@pytest.mark.parametrize(
    ("people", "near"),
    [("张玮", "张玮"), ("张玮 李伟国", "张玮"), ("张玮 张炜", None), ("张玮 王伟", None), ("王磊 赵敏", None)],
)
def test_of_two_characters_one_may_be_wrong_where_one_person_alone_is_meant(people: str, near: str | None) -> None:
    contacts = ", ".join(f"{{name: {one}}}" for one in people.split())
    text = f"---\nname: x\ncontacts: [{contacts}]\n---\n## 日志\n- 2026-11-18 张伟 电话：x\n"
    (found,) = parse("accounts/a.md", text.encode()).findings
    assert (found.code, found.facts.get("near")) == ("E232", near)


@pytest.mark.parametrize(
    "lines",
    [
        "## To do\nTalk to their bank.\n",
        "## 行动\n- 看现场\n- 谈价格\n",
        "Journal\n\nThe trade journal wrote about them.\n",
        "## 日志\nYesterday was quiet.\n- 2026-11-18 王磊：x\n",
        "## Notes\n• 2026-11-18 王磊\n☐ x\n",
        "## 日志\n- 2026-11-18 王磊：x\n  - 随行三人\n",
        "## 承诺\n说明：两周内答复。\n",
    ],
)
def test_what_is_narrative_is_left_alone(lines: str) -> None:
    assert parse("accounts/a.md", f"---\n{HEAD}---\n{lines}".encode(), SETTINGS).findings == ()


@pytest.mark.parametrize(
    "lines",
    [
        "industry: 看了样板，价格：面议",
        "industry: |\n  内容：面议\n  姓名：王磊",
        'industry: "第一行\n  内容：面议"',
        "needs:\n  - {need: 说明要点，内容：面议}",
        'needs:\n  - {need: "工期，status：提出"}',
        "industry: 第一行\n  内容：面议",
    ],
)
def test_full_width_signs_in_a_text_are_text(lines: str) -> None:
    assert parse("accounts/a.md", f"---\n{HEAD}{lines}\n---\n".encode(), SETTINGS).findings == ()


def test_fields_copied_with_their_fence_are_read() -> None:
    text = "```yaml\n---\nname: x\nteir: key\n---\n```\n## 日志\n- 11/3：x\n"
    assert [one.code for one in parse("accounts/a.md", text.encode()).findings] == ["E110", "E201", "E110", "E238"]


def test_an_item_of_a_portrait_is_told_where_it_belongs() -> None:
    text = "---\nname: x\ncontacts:\n  - {name: 王磊, mobile: 138, portrait: {hobbies: 羽毛球}}\n---\n"
    found = parse("accounts/a.md", text.encode()).findings
    assert [one.facts["belongs"] for one in found] == ["portrait.basic", "portrait.extended"]


def test_lines_of_the_body_among_the_fields_are_told_where_they_belong() -> None:
    text = (
        "---\nname: x\ncontacts:\n  - name: 王磊\n  - [ ] 王磊：二期报价 !2026-11-27\n  - name: 赵敏\n"
        "needs:\n  - 2026-11-18 王磊 电话：问样板\n  - {need: y}\n---\n"
    )
    parsed = parse("accounts/a.md", text.encode())
    found = [(one.code, one.where.line, one.mended) for one in parsed.findings]
    assert found == [("E226", 5, None), ("E226", 8, None)]
    plain = parse("accounts/a.md", text.replace("  - [ ] 王磊：二期报价 !2026-11-27\n", "").encode())
    assert plain.account is not None
    assert [one.need for one in plain.account.needs] == ["y"]


@pytest.mark.parametrize(
    ("written", "near"), [("电活", "电话"), ("vist", "visit"), ("meetng", "meeting"), ("吃范", "吃饭"), ("钓鱼", None)]
)
def test_the_kind_that_was_likely_meant(written: str, near: str | None) -> None:
    text = f"---\nname: x\ncontacts: [{{name: 王磊}}]\n---\n## 日志\n- 2026-11-18 王磊 {written}：x\n"
    (found,) = parse("accounts/a.md", text.encode()).findings
    assert (found.code, found.facts.get("near")) == ("E232", near)
    assert ("kinds" in found.facts) == (near is None)


@pytest.mark.parametrize(
    ("name", "near"),
    [("a b!", "a-b.md"), ("CON", "CON-1.md"), ("客户（华东）", "客户-华东.md"), ("-x", "x.md"), ("!!", None), ("a" * 70, "a" * 60 + ".md")],
)
def test_a_file_name_that_can_be_none_and_what_it_may_be(name: str, near: str | None) -> None:
    (found,) = parse(f"accounts/{name}.md", b"---\nname: x\n---\n").findings
    assert (found.code, found.facts.get("near")) == ("E151", near)


@pytest.mark.parametrize(
    ("last", "mended"),
    [
        ("  - {name: 王磊, title: 部", "  - {name: 王磊, title: 部}"),
        ("  - {name: 王磊, title: 部,", "  - {name: 王磊, title: 部}"),
    ],
)
def test_a_file_that_was_saved_by_half(last: str, mended: str) -> None:
    found = parse("accounts/a.md", f"---\nname: x\ncontacts:\n{last}".encode()).findings
    assert [(one.code, one.where.line, one.where.column) for one in found] == [("E111", 1, 1), ("E142", 4, 5)]
    assert found[1].mended == mended
