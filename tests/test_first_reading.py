"""What made somebody stumble who saw a plan for the first time."""

from __future__ import annotations

from datetime import date

import pytest

from relreport.page.handout import in_short
from tests.pages import LANGUAGES, page_of, plan_for

DAY = date(2026, 11, 22)
NEW = """
name: Kestrel Foods
contacts: [{name: Anna Doyle, side: use}, {name: P. Hart, side: purchasing, roles: decider}]
interactions:
- {on: 2026-10-08, with: Anna Doyle, kind: event}
- {on: 2026-10-21, with: Anna Doyle, kind: visit}
- {on: 2026-11-17, with: Anna Doyle, kind: call, did: advice}
"""
LOST = """
name: 恒泰包装
purchasing: [{period: 2026-Q1, share: 60%}, {period: 2026-Q2, share: 0}, {period: 2026-Q3, share: 0}]
"""


@pytest.mark.parametrize(
    ("message", "first"),
    [
        ("P. Hart decides, and no message helps. Ask her.", "P. Hart decides, and no message helps."),
        ("拍板的是 P. Hart，发再多消息也抵不上。先约一面。", "拍板的是 P. Hart，发再多消息也抵不上。"),
        ("Dr. Wang of Acme Co. Ltd. has left. Nobody follows.", "Dr. Wang of Acme Co. Ltd. has left."),
        ("It fell to 35%. Ask why.", "It fell to 35%."),
    ],
)
def test_a_name_with_a_stop_ends_no_sentence(message: str, first: str) -> None:
    gap = page_of(plan_for(NEW, day=DAY))["gaps"]["lead"][0]
    assert in_short({**gap, "message": message})["message"] == first


@pytest.mark.parametrize(("language", "called"), [("en", "Lost"), ("zh", "已中断")])
def test_who_has_left_us_is_not_called_new(language: str, called: str) -> None:
    stages = page_of(plan_for(LOST, day=DAY), language)["stages"]["steps"]
    assert [one["label"] for one in stages if one["state"] == "now"] == [called]


@pytest.mark.parametrize(("language", "called"), [("en", "counts as development"), ("zh", "暂按客户开发看待")])
def test_verdict_and_bar_say_the_same_stage(language: str, called: str) -> None:
    page = page_of(plan_for(NEW, day=DAY), language)
    told = "".join(run["text"] for sentence in page["verdict"] for run in sentence)
    assert called in told
    assert "only 1 tells" in told or language == "zh"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_fold_of_questions_alone_says_so_once(language: str) -> None:
    label = page_of(plan_for(NEW, day=DAY), language)["gaps"]["rest_label"]
    count = len(page_of(plan_for(NEW, day=DAY), language)["gaps"]["rest"])
    assert label.count(str(count)) == 1
