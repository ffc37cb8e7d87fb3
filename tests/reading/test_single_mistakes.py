"""One mistake in a good file: one finding, at its line, and nothing else said because of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from relreport.model.settings import Person, Settings
from relreport.parse import parse

GOOD = """\
---
relreport: 1
name: 华东路桥集团
tier: vvip
tier_why: [volume, influence]
owner: li-na
team: [li-na, zhou-gang]
sales_mode: project
declared: {stage: strategic, distance: friend}
partnership: 2026-05-01
main_supplier: true
why_us: [price, terms]
readers: [{id: li-na, signed: 2026-01-10}, zhou-gang]
purchasing:
  - {period: 2026-Q2, total: 12_000_000, ours: 5_400_000, basis: customer}
  - {period: 2026-Q3, share: 40-48%, on: 2026-10-08}
performance:
  - {on: 2026-08-20, item: delivery, result: pass}
satisfaction:
  - {on: 2026-09-01, perceived: 4, expected: 3, from: wang-lei}
needs:
  - {id: n1, on: 2026-08-02, from: wang-lei, need: 缩短封路时间, status: answered, answered: 2026-08-28, fits: yes}
  - id: n2
    on: 2026-08-03
    from: 赵敏
    confirmed: 2026-09-20
openings:
  - {id: o1, on: 2026-09-10, kind: personnel, what: 新任总工到岗, until: 2026-12-31, large: true}
criteria:
  - {what: 全寿命成本, weight: 30, favours: us, shaped_by_us: true}
competitors:
  - {name: 申通材料, share: 40%, rank: first, satisfaction: 2, moves: [{on: 2026-08-11, what: 免费试点}]}
contacts:
  - id: wang-lei
    name: 王磊
    side: purchasing
    roles: [decider]
    influence: 40
    reports_to: zhao-min
    held_by: [li-na]
    relation: good
    birthday: 05-18
    joined: 2021-04-01
    portrait:
      needs: {business: {value: 工期, on: 2025-06-02, confirmed: 2026-08-02}}
  - {id: zhao-min, name: 赵敏, side: technical, roles: [influencer], influence: 25, joined: 2026-09-01}
interactions:
  - {on: 2026-10-12, at: "10:00", with: wang-lei, by: li-na, kind: visit, space: work, topic: business, info: useful}
  - {on: 2026-10-15, with: [wang-lei, 赵敏], coach: guides, did: [solution], trust: [+industry], initiated: them, risk: no}
tenders:
  - {id: g60, value: 8_000_000, opened: 2026-07-10, due: 2026-12-15, chance: high, result: open, rounds: [{on: 2026-08-01, position: preferred}]}
complaints:
  - {id: c1, on: 2026-09-02, from: wang-lei, cause: product, acted: 2026-09-05, closed: 2026-09-12}
promises:
  - {id: p1, on: 2026-09-01, to: wang-lei, due: 2026-09-30, kept: 2026-09-28}
commitments:
  - {on: 2026-09-10, from: wang-lei, due: 2026-12-31}
requests:
  - {on: 2026-09-25, from: wang-lei, reply_due: 2026-10-08, replied: 2026-10-01, answer: refused, harms: others, by: li-na, authority: within}
referrals:
  - {on: 2026-07-02, from: wang-lei, to: 浙北高速, asked: yes}
actions:
  - {id: a1, do: 约总工, with: zhao-min, by: li-na, due: 2026-10-20, kind: meeting, did: [innovation], for: [NET02], status: open}
asks:
  - {on: 2026-10-02, of: zhou-gang, cost: 300_000, due: 2026-10-20, answer: agreed}
accepted:
  - {code: NET02, subject: zhao-min, by: zhou-gang, until: 2026-12-31}
---
## 日志
- 2026-11-18 王磊、赵敏 聚餐：谈二期 #方案 #+行业专业 @li-na
- 2026-11-20 wang-lei call: asked for the date #them

## Promises
- [ ] 王磊：二期报价 !2026-11-27
- [x] 赵敏：照片 !2026-11-15 2026-11-14

## Actions
- [ ] 约总工技术交流 @li-na !2026-12-05 #NET02
"""
SETTINGS = Settings(
    people=(Person(id="li-na", name="李娜"), Person(id="zhou-gang", name="周刚")), people_given=True
)
# field -> what is wrong, and how it is called
DATES = {"2026-02-30": "E205", "明天": "E204"}
WORDS = {"待定": "E202", "{a: b}": "E203"}
WRONG: dict[str, dict[str, str]] = {
    field: wrong
    for fields, wrong in (
        ("on due until opened joined partnership signed closed reply_due", DATES),
        ("from reports_to with to", {"wang-le": "E210", "老孙": "E210"}),
        ("by owner", {"li-no": "E211", "老孙": "E211"}),
        ("tier sales_mode stage distance basis item result status kind favours rank side relation", WORDS),
        ("space topic info coach initiated chance position cause answer harms authority", WORDS),
        ("main_supplier fits large shaped_by_us risk asked", {"maybe": "E204", "[x, y]": "E203"}),
        ("total ours value cost", {"很多": "E204"}),
        ("weight influence", {"101": "E205", "多": "E204"}),
        ("perceived expected", {"6": "E205"}),
    )
    for field in fields.split()
} | {
    "share": {"120%": "E205", "60-40%": "E205", "一半": "E204"},
    "period": {"2026-Q5": "E205", "本季度": "E204"},
    "birthday": {"13-40": "E205"},
    "id": {"a b": "E204", "con": "E204", "data": "E152"},
}  # fmt: skip


def mistakes() -> Iterator[tuple[str, str, int, set[str]]]:
    """Name, text, line (from 1), codes that may name it."""
    lines = GOOD.split("\n")
    front = lines.index("---", 1)
    for number, line in enumerate(lines[:front]):
        for found in re.finditer(r"([a-z_]+): (?!\{value)(\"[^\"]*\"|[^,\[\]{}\n]+)", line):
            field, value = found.groups()
            for wrong, code in WRONG.get(field, {}).items():
                if field == "value" and value == "工期":
                    continue
                if field == "to" and value == "浙北高速":
                    continue
                if field == "id" and value in ("wang-lei", "zhao-min", "li-na"):
                    continue
                if field == "on" and "joined" in line:
                    continue
                text = line[: found.start(2)] + wrong + line[found.end(2) :]
                yield f"{number + 1} {field}: {wrong}", changed(lines, number, text), number + 1, {code}
            if field not in ("wang", "id", "name", "relreport", "by", "on") and len(field) > 3:
                text = line[: found.start(1)] + field[:-2] + field[-1] + field[-2] + line[found.end(1) :]
                if field[-1] != field[-2]:
                    yield f"{number + 1} {field} misspelt", changed(lines, number, text), number + 1, {"E201"}
    for name, old, new, codes in ONCE:
        number = next(place for place, line in enumerate(lines) if old in line)
        yield (
            name,
            changed(lines, number, lines[number].replace(old, new, 1)),
            number + 1 + new.count("\n"),
            codes,
        )


ONCE: tuple[tuple[str, str, str, set[str]], ...] = (
    ("full-width colon", "tier: vvip", "tier：vvip", {"E131"}),
    ("full-width colon in a mapping", "stage: strategic", "stage：strategic", {"E131"}),
    ("full-width comma", "2026-08-20, item", "2026-08-20， item", {"E132"}),
    ("full-width comma in a list", "[volume, influence]", "[volume，influence]", {"E220"}),
    ("no blank", "tier: vvip", "tier:vvip", {"E133"}),
    ("comma missing", "2026-08-20, item", "2026-08-20 item", {"E134"}),
    ("brace missing", "result: pass}", "result: pass", {"E142"}),
    ("brace too many", "result: pass}", "result: pass}}", {"E149"}),
    ("bracket missing", "[price, terms]", "[price, terms", {"E142"}),
    ("quote open", '"10:00"', '"10:00', {"E141"}),
    ("time without quotes", '"10:00"', "10:00", {"E146"}),
    ("colon in a note", "what: 新任总工到岗", "what: 重点: 新任总工", {"E146"}),
    ("comma in a note", "need: 缩短封路时间", "need: 缩短, 5,000 米", {"E221"}),
    ("at sign", "sales_mode: project", "sales_mode: @project", {"E145"}),
    ("star", "name: 王磊", "name: *王磊", {"E145"}),
    ("tab", "    side: purchasing", "\tside: purchasing", {"E143"}),
    ("indented too far", "    side: purchasing", "      side: purchasing", {"E147"}),
    ("indented too little", "    side: purchasing", "   side: purchasing", {"E147"}),
    ("anchor", "tier: vvip", "tier: &t vvip", {"E120"}),
    ("tag", "tier: vvip", "tier: !!str vvip", {"E122"}),
    ("merge", "tier: vvip", "<<: {tier: vvip}", {"E128"}),
    ("a key twice", "tier: vvip", "tier: vvip\ntier: key", {"E130"}),
    (
        "an id twice",
        "  - {id: zhao-min, name",
        "  - {id: WANG-LEI, name: 赵}\n  - {id: zhao-min, name",
        {"E207"},
    ),
    ("zero width", "tier: vvip", "tier: vv\u200bip", {"E104"}),
    ("bidi", "need: 缩短", "need: \u202e缩短", {"E104"}),
    ("hash", "sales_mode: project", "sales_mode: project #1", {"W301"}),
    ("conflict", "tier: vvip", "<<<<<<< HEAD\ntier: vvip", {"E105"}),
    ("answered before on", "answered: 2026-08-28", "answered: 2026-07-28", {"E213"}),
    ("until before on", "until: 2026-12-31, large", "until: 2026-08-31, large", {"E213"}),
    ("closed before acted", "closed: 2026-09-12", "closed: 2026-09-03", {"E213"}),
    ("kept before on", "kept: 2026-09-28", "kept: 2026-08-28", {"E213"}),
    ("due before opened", "due: 2026-12-15", "due: 2026-06-15", {"E213"}),
    ("confirmed before on", "confirmed: 2026-08-02", "confirmed: 2024-08-02", {"E213"}),
    ("ours over total", "ours: 5_400_000", "ours: 54_000_000", {"E215"}),
    ("shares disagree", "basis: customer", "share: 60%", {"E214"}),
    ("periods repeat", "period: 2026-Q3", "period: 2026-Q2", {"E216"}),
    ("periods overlap", "period: 2026-Q3", "period: 2026", {"E216"}),
    ("influence over 100", "influence: 25", "influence: 70", {"E217"}),
    ("circle", "joined: 2026-09-01", "reports_to: wang-lei", {"E218"}),
    ("trust without sign", "[+industry]", "[industry]", {"E219"}),
    ("several tokens in one", "did: [solution]", "did: 方案、资讯", {"E224"}),
    ("no name", "name: 华东路桥集团", "industry: 桥梁", {"E206"}),
    ("no on", "{on: 2026-10-15, with", "{with", {"E206"}),
    ("no period", "period: 2026-Q3, ", "", {"E206"}),
    ("no code", "code: NET02, ", "", {"E206"}),
    ("line without date", "2026-11-20 wang-lei", "wang-lei", {"E231"}),
    ("impossible date in a line", "2026-11-20 wang-lei", "2026-11-31 wang-lei", {"E205"}),
    ("unknown name in a line", "王磊、赵敏 聚餐", "王磊、老孙 聚餐", {"E232"}),
    ("ours among theirs", "王磊、赵敏 聚餐", "王磊、李娜 聚餐", {"E234"}),
    ("name and kind together", "王磊、赵敏 聚餐", "王磊聚餐", {"E233"}),
    ("no colon in a line", "聚餐：谈二期", "聚餐 谈二期", {"E237"}),
    ("unknown mark", "#方案", "#方按", {"W302"}),
    ("no box", "- [ ] 王磊", "- 王磊", {"E235"}),
    ("kept without a day", "!2026-11-15 2026-11-14", "", {"E236"}),
    ("a due day that is none", "!2026-12-05", "!2026-13-05", {"E205"}),
    ("key with a capital", "tier: vvip", "Tier: vvip", {"E201"}),
    ("key in capitals", "owner: li-na", "OWNER: li-na", {"E201"}),
    ("key with blanks", "sales_mode: project", "Sales mode: project", {"E201"}),
    ("key in Chinese", "tier: vvip", "级别: vvip", {"E201"}),
    ("a list's key in Chinese", "contacts:", "联系人:", {"E201"}),
    ("a list's key with a capital", "contacts:", "Contacts :", {"E201"}),
    ("a contact's name in Chinese", "    name: 王磊", "    姓名: 王磊", {"E201"}),
    ("a contact's title with a capital", "    side: purchasing", "    Side: purchasing", {"E201"}),
    ("an entry's key by another word", "{on: 2026-10-15, with", "{date: 2026-10-15, with", {"E201"}),
    ("a board in Chinese", "      needs: {business", "      需求: {business", {"E201"}),
    ("the singular of a list", "promises:", "promise:", {"E201"}),
    ("a wide blank before a key", "    side: purchasing", "　　side: purchasing", {"E137"}),
    ("a wide blank behind a hyphen", "  - {id: n1", "  -　{id: n1", {"E137"}),
    ("a wide blank behind a colon", "tier: vvip", "tier:　vvip", {"E137"}),
    ("a hard blank behind a colon", "tier: vvip", "tier:\xa0vvip", {"E137"}),
    ("full-width colon in an entry", "    side: purchasing", "    side：purchasing", {"E131"}),
    ("full-width signs in braces", "{what: 全寿命成本, weight: 30", "{what：全寿命成本，weight：30", {"E131"}),
    ("full-width comma and colon in braces", "2026-08-20, item: ", "2026-08-20，item：", {"E132"}),
    ("curly quotes round a token", "tier: vvip", "tier: “vvip”", {"E202"}),
    ("curly quotes round a date", "partnership: 2026-05-01", "partnership: “2026-05-01”", {"E204"}),
    ("curly quotes round a name", "    name: 王磊", "    name: “王磊”", {"W308"}),
    ("a day without its year", "due: 2026-12-15", "due: 12月15日", {"E204"}),
    ("a moving day", "due: 2026-12-15", "due: 年底", {"E204"}),
    ("a day without hyphens", "due: 2026-12-15", "due: 20261215", {"E204"}),
    ("a share without its sign", "share: 40%", "share: 40", {"E205"}),
    ("an entry that is a text", "  - {what: 全寿命成本, weight: 30, favours: us, shaped_by_us: true}", "  - 全寿命成本", {"E203"}),
    ("a list that is a figure", "needs:", "needs: 4\nx_b:", {"E203"}),
    ("a line's day without its year", "2026-11-18 王磊", "11/18 王磊", {"E238"}),
    ("a line's day in Chinese without its year", "2026-11-18 王磊", "11月18日 王磊", {"E238"}),
    ("a line's day in English", "2026-11-20 wang-lei", "Nov 20 wang-lei", {"E238"}),
    ("a line's moving day", "2026-11-18 王磊", "昨天 王磊", {"E238"}),
    ("a line's day without hyphens", "2026-11-18 王磊", "20261118 王磊", {"E238"}),
    ("a due day without its year", "!2026-12-05", "!12月5日", {"W302"}),
    ("a moving due day", "!2026-12-05", "!明天", {"W302"}),
    ("somebody of ours who is nobody", "@li-na !2026", "@小李 !2026", {"W302"}),
    ("a bullet of a telephone", "- 2026-11-20 wang", "• 2026-11-20 wang", {"W305"}),
    ("a dash for a bullet", "- 2026-11-20 wang", "– 2026-11-20 wang", {"W305"}),
    ("no bullet", "- 2026-11-20 wang", "2026-11-20 wang", {"W305"}),
    ("a ballot box", "- [ ] 约总工", "☐ 约总工", {"W305"}),
    ("a tight heading", "## 日志", "##日志", {"W304"}),
    ("a heading with a colon", "## 日志", "## 日志：", {"W304"}),
    ("a heading in full width", "## 日志", "＃＃日志", {"W304"}),
    ("a heading of the third level", "## 日志", "### 日志", {"W304"}),
    ("a heading without its marks", "## 日志", "日志：", {"W304"}),
    ("a heading by another name", "## Promises", "## Our promises", {"W304"}),
    ("a heading in the singular", "## Actions", "## action", {"W304"}),
    ("no colon and no kind", "wang-lei call: asked", "wang-lei asked", {"E237"}),
    ("by surname and style", "王磊、赵敏 聚餐", "王总、赵敏 聚餐", {"E232"}),
    ("unknown block", "## Promises", "::: sekret\nx\n:::\n## Promises", {"E240"}),
)


def changed(lines: list[str], number: int, text: str) -> str:
    return "\n".join([*lines[:number], text, *lines[number + 1 :]])


MISTAKES = list(mistakes())


def test_the_good_file_is_good() -> None:
    parsed = parse("accounts/a.md", GOOD.encode(), SETTINGS)
    assert parsed.findings == ()
    assert parsed.account is not None


def test_there_are_two_hundred() -> None:
    assert len(MISTAKES) >= 200


# the text put in has lines of its own; a circle is said at the contact of it that stands first
NEAR = {"an id twice": -1, "a list that is a figure": -1, "conflict": -1, "unknown block": -3, "circle": -7}


@pytest.mark.parametrize(("name", "text", "line", "codes"), MISTAKES, ids=[one[0] for one in MISTAKES])
def test_one_mistake_is_one_finding_at_its_line(name: str, text: str, line: int, codes: set[str]) -> None:
    found = parse("accounts/a.md", text.encode(), SETTINGS).findings
    assert [one.code for one in found] == sorted(codes), [
        (one.code, str(one.where), dict(one.facts)) for one in found
    ]
    line += NEAR.get(name, 0)
    if name == "no name":
        line = 2  # what is not there has no line: the fields begin there
    assert found[0].where.line == line
