"""The baseline, and the writer: `accepted` changes, and no byte outside of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from relreport.assess import assess
from relreport.baseline import MARK, baseline, written
from relreport.config import open_workspace
from relreport.model import Settings
from relreport.parse import parse
from relreport.writer import CannotWriteError, with_accepted

ROOT = Path(__file__).parents[2]
DAY, UNTIL = date(2026, 11, 20), date(2027, 5, 20)
ADDED = [{"code": "NET02", "subject": "zhao", "reason": "以后: 再说", "until": UNTIL}]

FORMS = {
    "absent": ("", ""),
    "null": ("accepted:\n", ""),
    "null with a comment": ("accepted:   # ours\n", ""),
    "empty list": ("accepted: []\n", ""),
    "none in truth": ("accepted: none\n", ""),
    "block list": (
        "accepted:\n  - {code: VAL01}   # why\n  # before the next\n  - code: VAL02\n    reason: 下季度\n",
        "VAL01 VAL02",
    ),
    "block list at the margin": ("accepted:\n- code: VAL01\n- {code: VAL02}\n", "VAL01 VAL02"),
    "flow list": ("accepted: [{code: VAL01}, {code: VAL02, reason: 'a ] b'}]   # [x]\n", "VAL01 VAL02"),
    "flow list on lines": ("accepted: [\n  {code: VAL01},\n  {code: VAL02}\n]\n", "VAL01 VAL02"),
    "one entry": ("accepted:\n  code: VAL01\n  reason: x\n", "VAL01"),
    "one entry in braces": ("accepted: {code: VAL01, reason: '}'}\n", "VAL01"),
}
BEFORE = "---\n# 头\nname: 甲公司   # 名\ntier:   key\n"
BETWEEN = "\n# between\ncontacts:\n  - {id: zhao, name: 赵敏}   # her\n"
BODY = "---\n## Summary\n\naccepted: []\n"
AFTER = BETWEEN + BODY


def codes(data: bytes) -> list[str]:
    parsed = parse("accounts/a.md", data)
    assert not parsed.errors
    assert parsed.account is not None
    return [one.code for one in parsed.account.accepted]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("last", [False, True])
def test_an_entry_is_added_to_any_form_and_all_else_stays(form: str, end: str, last: bool) -> None:
    block, had = FORMS[form]
    head, tail = (BEFORE + BETWEEN, BODY) if last or not block else (BEFORE, AFTER)
    text = (head + block + tail).replace("\n", end)
    data = b"\xef\xbb\xbf" + text.encode() if last else text.encode()
    new = with_accepted("accounts/a.md", data, ADDED)
    assert codes(new) == [*had.split(), "NET02"]
    assert new.startswith(data[: len(head.replace("\n", end).encode())])
    assert new.endswith(tail.replace("\n", end).encode())
    assert end == "\n" or b"\n" not in new.replace(b"\r\n", b"")


@pytest.mark.parametrize("form", [name for name, (_, had) in FORMS.items() if len(had.split()) == 2])
@pytest.mark.parametrize("gone", [(0,), (1,), (0, 1)])
def test_an_entry_is_taken_out_of_any_list(form: str, gone: tuple[int, ...]) -> None:
    block, had = FORMS[form]
    data = (BEFORE + block + AFTER).encode()
    new = with_accepted("accounts/a.md", data, ADDED, gone)
    kept = [code for place, code in enumerate(had.split()) if place not in gone]
    assert codes(new) == [*kept, "NET02"]
    assert new.endswith(AFTER.encode())
    assert b"# ours" not in data or b"# ours" in new


def test_what_is_broken_is_left_alone() -> None:
    with pytest.raises(CannotWriteError):
        with_accepted("accounts/a.md", b"---\nname: x\ntier: [\n---\n", ADDED)


NAMES = sorted(path.name for path in (ROOT / "accounts").glob("*.md"))


@pytest.mark.parametrize("name", NAMES)
def test_a_baseline_holds_every_gap_and_then_only_falls(name: str) -> None:
    workspace = open_workspace(ROOT)
    path, data = f"accounts/{name}", (ROOT / "accounts" / name).read_bytes()
    settings = workspace.settings
    account = parse(path, data, settings).account
    assert account is not None
    taken = baseline(account, settings, DAY, UNTIL)
    new = written(path, data, account, taken, day=DAY, until=UNTIL, reason="baseline")
    again = parse(path, new, settings)
    assert not again.errors
    assert again.account is not None
    assert assess(again.account, settings, DAY).gaps == ()
    assert sum(MARK in one.own for one in again.account.accepted) == len(taken.added)
    second = baseline(again.account, settings, DAY, UNTIL)
    assert (second.added, second.gone, second.new) == ((), (), ())
    without = [one for one in new.decode().split("\n") if MARK not in one]
    if "\naccepted:" not in data.decode():
        without = [one for one in without if one != "accepted:"]
    assert "\n".join(without) == data.decode()


def test_what_is_new_is_named_and_not_taken_in() -> None:
    settings = Settings()
    held = "---\nname: 甲\naccepted:\n  - {code: TEA03, x_baseline: yes}\n---\n"
    account = parse("accounts/a.md", held.encode(), settings).account
    assert account is not None
    found = baseline(account, settings, DAY, UNTIL)
    assert found.added == ()
    assert found.new
    assert "TEA03" not in {gap.code for gap in found.new}
    assert baseline(account, settings, DAY, UNTIL, renew=True).added


def test_what_is_gone_is_no_longer_held() -> None:
    settings = Settings()
    held = (
        "---\nname: 甲\nowner: a\nsales_mode: counter\ninteractions:\n"
        + "".join(f"  - {{on: 2026-11-{day:02}, did: news}}\n" for day in range(1, 5))
        + "accepted:\n  - {code: TEA03, x_baseline: yes}\n  - {code: SEC03}\n---\n"
    )
    account = parse("accounts/a.md", held.encode(), settings).account
    assert account is not None
    assert baseline(account, settings, DAY, UNTIL).gone == (0,)  # the other was accepted by hand


lines = some.sampled_from(
    [
        "# 注",
        "",
        "tier: key",
        "owner:  'a' # b",
        "why_us: [ price ,terms ]",
        "was:\n  - b\n\n  - c",
        "industry: |\n  two\n  lines",
    ]
)


@settings(max_examples=60, deadline=None)
@given(
    some.lists(lines, unique=True),
    some.sampled_from(list(FORMS)),
    some.integers(0, 9),
    some.sampled_from(["\n", "\r\n"]),
)
def test_no_byte_outside_of_accepted_changes(rest: list[str], form: str, at: int, end: str) -> None:
    block = FORMS[form][0]
    before, after = rest[: at % (len(rest) + 1)], rest[at % (len(rest) + 1) :]
    head = "---\nname: 甲\n" + "".join(f"{one}\n" for one in before)
    tail = "".join(f"{one}\n" for one in after) + "---\n正文\n"
    data = (head + block + tail).replace("\n", end).encode()
    new = with_accepted("accounts/a.md", data, ADDED)
    if not block:  # where the key is not written it comes last
        head, tail = head + tail.removesuffix("---\n正文\n"), "---\n正文\n"
    assert new.startswith(head.replace("\n", end).encode())
    assert new.endswith(tail.replace("\n", end).encode())
