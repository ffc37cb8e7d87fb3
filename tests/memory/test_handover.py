"""What a successor is told: the first thirty days, what to ask the leaver, and nothing where there is nothing."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from relreport.build.order import Order
from relreport.parse import parse, parse_settings
from relreport.review.handover import Handover
from relreport.review.successor import ASKED, ASKED_OF_MANY, MANY

SETTINGS = parse_settings(
    "relreport.yaml", "people: [{id: li-na, name: 李娜}, {id: sun-qi, name: 孙琪}]\n".encode()
).settings
DAY = date(2026, 9, 30)
SITE: Any = {"assets": "", "portfolio": "", "languages": [], "pdf": ""}

HELD = """---
name: {name}
owner: li-na
contacts:
  - {{id: wang, name: 王磊, roles: [decider], influence: 60, portrait: {{depth: {{budget: {{withheld: li-na}}}}}}}}
  - {{id: zhao, name: 赵敏, roles: [influencer]}}
  - {{id: qian, name: 钱进, roles: [influencer]}}
promises:
  - {{id: p1, on: 2026-08-01, to: wang, what: 出样板段, due: 2026-09-20}}
  - {{id: p2, on: 2026-08-01, to: wang, what: 明年再说, due: 2027-03-01}}
commitments: [{{id: c1, on: 2026-09-10, from: wang, what: 试铺一公里, due: 2026-10-20}}]
actions: [{{id: a1, do: 送报价, due: 2026-10-12}}]
tenders: [{{id: g60, name: G60, opened: 2026-09-01, due: 2026-10-25}}]
interactions:
  - {{on: 2026-08-20, with: [wang], by: li-na, kind: visit, note: 先看样板段}}
  - {{on: 2026-09-20, with: [wang], by: li-na, kind: call}}
---
"""


def handover(language: str, *, audience: str = "manager", count: int = 1, person: str = "li-na") -> Any:
    accounts = []
    for number in range(count):
        text = HELD.format(name=f"客户{number:02d}集团")
        account = parse(f"accounts/a{number:02d}.md", text.encode(), SETTINGS).account
        assert account is not None
        accounts.append(account)
    order = Order(settings=SETTINGS, day=DAY, audience=audience)
    return Handover(accounts, person, order, language).page(SITE)


def told(page: Any) -> dict[str, list[list[str]]]:
    return {
        one["id"]: [[cell["text"] for cell in row["cells"]] for data in one["tables"] for row in data["rows"]]
        for one in page["chapters"][0]["sections"]
    }


def test_the_first_thirty_days_by_their_days_what_is_late_before_all() -> None:
    steps = told(handover("en"))["first_days"]
    assert [one[1] for one in steps] == [
        "Keep the promise: 出样板段",
        "Introduce the successor to 王磊",
        "Take over: 送报价",
        "Find a way to 钱进 and 赵敏: no contact is on record",
        "Ask 王磊 for what was promised: 试铺一公里",
        "Decision on G60",
    ]
    first = handover("en")["chapters"][0]["sections"][0]["tables"][0]["rows"][0]["cells"][0]
    assert (first["text"], first["note"], first["tone"]) == ("20 Sept", "10 days late", "alarm")


def test_the_leaver_is_asked_what_nobody_else_can_say_before_what_is_not_recorded() -> None:
    asked = [one[1] for one in told(handover("zh"))["ask"]]
    assert asked[:4] == [
        "关于王磊，还有 1 件事知道而没有写下，是什么？",
        "“出样板段”已晚了 10 天：对方现在怎么想，我们是怎么说的？",
        "和王磊打交道要注意什么？第一次拜访由谁一起去？",
        "钱进、赵敏：没有任何往来记录，实际熟不熟？",
    ]
    assert len(asked) == ASKED


def test_of_many_accounts_less_is_asked_of_each() -> None:
    asked = told(handover("en", count=MANY + 1))["ask"]
    assert len(asked) == ASKED_OF_MANY * (MANY + 1)


def test_the_last_thing_noted_is_one_that_says_something() -> None:
    (alone,) = told(handover("zh"))["only_wrote"]
    assert alone[-1] == "先看样板段"


@pytest.mark.parametrize("audience", ["team", "management"])
def test_who_may_not_know_of_what_is_withheld_is_not_told_of_it(audience: str) -> None:
    asked = [one[1] for one in told(handover("en", audience=audience))["ask"]]
    assert not any("not written down" in one for one in asked)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_who_leaves_nothing_behind_has_one_sentence(language: str) -> None:
    page = handover(language, person="sun-qi")
    assert told(page) == {"nothing": []}
    (only,) = page["chapters"][0]["sections"]
    assert "孙琪" in "".join(one["text"] for one in only["sentences"][0])
