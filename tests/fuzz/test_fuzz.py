"""A short run of what `make fuzz` does for as long as you like, and whatever a long one has found."""

from __future__ import annotations

from random import Random

import pytest

from relreport.fields import kinds as k
from relreport.fields.account import ACCOUNT
from relreport.parse import parse
from tests.fuzz.filled import filled
from tests.fuzz.whole import through

CONFIDENTIAL = "---\nname: 北岸\nconfidential: yes\nreaders: [rep]\ncontacts: [{id: wang-lei, name: 王磊, title: 主任}]\n"
FOUND = {
    "none where codes are wanted": "---\nname: x\nactions: [{what: a, for: none}]\n---\n",
    "a count of nought in a confidential account": "---\nname: x\nconfidential: yes\n---\n## 日志\n- 2026-01-03 拜访：谈\n",
    "a tender named after a contact": CONFIDENTIAL
    + "tenders: [{id: wang-lei-1, opened: 2026-03-02, due: 2026-10-01, rounds: [{on: 2026-09-01}]}]\n---\n",
}


@pytest.mark.parametrize("number", range(60))
def test_a_file_filled_from_the_field_table_becomes_a_page(number: int) -> None:
    dice = Random(f"short-{number}")
    assert through(filled(dice), dice) == ""


@pytest.mark.parametrize("text", FOUND.values(), ids=FOUND)
def test_what_a_long_run_found(text: str) -> None:
    for number in range(16):  # audience, language and day differ
        assert through(text.encode(), Random(number)) == ""


def test_the_filled_files_reach_every_field_and_most_are_read() -> None:
    read, seen = 0, set[str]()
    for number in range(60):
        parsed = parse("accounts/a.md", filled(Random(f"short-{number}")))
        if parsed.account is not None:
            read += 1
            seen |= {one.name for one in ACCOUNT.fields if getattr(parsed.account, one.slot, None)}
    assert read > 40
    lists = {one.name for one in ACCOUNT.fields if isinstance(one.kind, k.Entries)}
    assert lists - seen == set()
