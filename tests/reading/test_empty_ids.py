"""An id that says nothing leaves the entry called by its place, as one that was not written does."""

from __future__ import annotations

import pytest

from relreport.parse import parse


@pytest.mark.parametrize(
    ("written", "id"),
    [("", "promise-2"), ("id: , ", "promise-2"), ("id: {}, ", "promise-2"), ("id: [], ", "promise-2"), ("id: p, ", "p")],
)
def test_an_entrys_id(written: str, id: str) -> None:
    parsed = parse("accounts/a.md", f"---\nname: 甲\npromises: [{{what: 报价}}, {{{written}what: 样段}}]\n---\n".encode())
    assert parsed.account is not None
    assert [one.id for one in parsed.account.promises] == ["promise-1", id]
    assert not parsed.findings
