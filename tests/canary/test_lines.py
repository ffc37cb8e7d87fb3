"""Lines quoted to a team: those that are open as a whole, and of no other a single character."""

from relreport.audience import audience_named
from relreport.audience.entries import redacted_account
from relreport.audience.lines import open_lines
from relreport.model import Settings
from relreport.parse import parse

TEAM = audience_named("team", Settings())
# `>` before a line that a team may have quoted
FILE = """
 ---
 name: x
 contacts:
>  - id: wang
     name: 王磊   # 一句评论
>    birthday: 05-18
>    influence: 40
     x_own: 自己的
     portrait:
       basic: {mobile: "138", wechat: a}
       needs: {business: {value: 工期, on: 2025-06-02}, personal: 想调}
       depth:
>        budget: 年底紧
>        personnel: {value: 总工将退, on: 2025-01-01}
         other: {withheld: li}
       extended:
         family: 女儿
   - {id: zhao, name: 赵, portrait: {extended: {family: 女儿}}}
   - {id: sun, name: 孙, portrait: {extended: none}}
>  - {id: qian, name: 钱}
 interactions:
>  - {on: 2026-10-12, with: wang, kind: visit, note: 讨论}
   - {on: 2026-10-13, with: wang, kind: meal, note: 酒}
   - {on: 2026-10-13, with: wang, kind: meal}
   - {on: 2026-10-13, with: wang, kind: visit, info: confided, note: 名单}
   - {on: 2026-10-13, with: wang, kind: visit, note: 好, x_own: 自己的}
   - {on: 2026-10-13, with: wang, kind: visit, note: 好}   # 一句评论
   - on: 2026-10-14
     topic: privacy
     note: 分居
>  - on: 2026-10-15
>    note: 好
>    kind: visit
   - {on: 2026-10-16, note: 有错, bogus: 1}
 needs: [{id: n1, need: a}, {id: n2, need: b}]
 ---
 ## Journal
>- 2026-10-18 王磊 visit：plain #方案
 - 2026-10-20 王磊 meal：酒
 - 2026-10-21 某某 拜访：没读懂
 - 2026-10-22 王磊 call：透露 #主动私密
 ::: secret
 - 2026-10-23 王磊 visit：藏
 :::
"""


def test_a_line_is_quoted_where_nothing_of_it_is_closed() -> None:
    rows = FILE.strip("\n").split("\n")
    text = "\n".join(row[1:] for row in rows)
    account = parse("accounts/x.md", text.encode()).account
    assert account is not None
    told = open_lines(account, redacted_account(account, TEAM), TEAM).split("\n")
    assert [row for row, line in zip(rows, told, strict=True) if (row[0] == ">") is not bool(line)] == []
    assert [row[1:] for row in rows if row[0] == ">"] == [line for line in told if line]
