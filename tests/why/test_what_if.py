"""What-if equals editing the file; what cannot be understood says so; nothing is written."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as some

from relreport.cli import run
from relreport.model import Account, At
from relreport.parse import parse
from relreport.parse.other_keys import plain
from relreport.source import take_apart
from relreport.supposing import NotUnderstoodError, suppose
from relreport.supposing.lines import with_line
from tests.why.samples import DAY, NAMES, ROOT, account_of, assessed, data_of, path_of, settings

FILE = """\
---
name: 甲公司
owner: rep
contacts:
  - {id: wang, name: 王磊, roles: [influencer]}
  - name: 赵敏
    portrait: {basic: {mobile: "138"}}
needs: {need: 工期, from: wang}
competitors: [申通]
tenders:
  - {id: g60, rounds: [{on: 2026-08-01, name: 初审}, {on: 2026-09-01}]}
---
## Journal
- 2026-11-01 王磊 拜访：谈 #方案
  再说一句

## Promises
- [ ] 王磊：报价 !2026-11-27

::: secret
不外传
"""


def supposed(*changes: str) -> Account:
    found = suppose("accounts/a.md", FILE.encode(), changes)
    assert not found.errors
    assert found.account is not None
    return found.account


def test_a_field_of_an_entry_by_id_name_or_place() -> None:
    assert supposed("contacts.wang.roles=decider").contacts[0].roles == ("decider",)
    assert supposed("contacts.王磊.roles+=coach").contacts[0].roles == ("influencer", "coach")
    assert supposed("contacts[1].side=use").contacts[1].side == "use"
    assert supposed("needs.need-1.answered=2026-11-01").needs[0].answered is not None
    assert supposed("tenders.g60.rounds[1].position=foil").tenders[0].rounds[1].position == "foil"
    assert supposed("competitors.申通.rank=first").competitors[0].rank == "first"
    assert (
        supposed("contacts.赵敏.portrait.basic.mobile.confirmed=2026-01-02")
        .contacts[1]
        .portrait.items("basic")["mobile"]
        .value
        == "138"
    )


def test_a_field_of_the_account_an_entry_more_and_one_taken_away() -> None:
    assert supposed("tier=vvip").tier == "vvip"
    assert supposed("declared.stage=stable").declared is not None
    assert len(supposed("needs+={need: 更轻}").needs) == 2
    assert supposed("owner=").owner is None


def test_plain_lines() -> None:
    assert supposed("+ 2026-12-01 王磊 拜访 #方案").interactions[-1].did == ("solution",)
    assert supposed("+ [ ] 赵敏：样板 !2026-12-05").promises[-1].to == ("赵敏",)
    assert supposed("+ [ ] 约交流 @rep !2026-12-05 #NET02").actions[-1].serves == ("NET02",)
    assert supposed("+promises [ ] 报价").promises[-1].what == "报价"
    assert supposed("promises.promise-1.kept=2026-11-20").promises[0].kept == DAY
    assert supposed("promises.promise-1.due=2026-12-24").promises[0].due.day == 24  # type: ignore[union-attr]


def test_a_line_goes_behind_the_last_of_its_list_and_out_of_open_blocks() -> None:
    body = with_line(FILE.split("---\n")[2], "interactions", "x")
    assert "再说一句\n- x\n" in body
    assert with_line("::: secret\nx", "actions", "[ ] y") == "::: secret\nx\n:::\n\n## Actions\n- [ ] y\n"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ("nonsense", "no_sign"),
        ("contacts.nobody.roles=decider", "no_entry"),
        ("contacts.wang=x", "no_field"),
        ("tenders[7].name=x", "no_entry"),
        ("promises.promise-1.what=x", "plain_line"),
        ("tier={", "value"),
        ("+", "no_line"),
    ],
)
def test_what_says_nothing_is_refused(change: str, reason: str) -> None:
    with pytest.raises(NotUnderstoodError) as refused:
        suppose("accounts/a.md", FILE.encode(), [change])
    assert refused.value.reason == reason


def test_a_slip_is_a_slip_as_in_the_file() -> None:
    assert [
        one.code for one in suppose("accounts/a.md", FILE.encode(), ["contacts.wang.roles=boss"]).errors
    ] == ["E202"]


# what-if equals editing the file: the same edit made on plain data, written out anew and read


def without_places(value: Any) -> Any:
    """The value without where it stands."""
    if isinstance(value, At):
        return None
    if is_dataclass(value):
        skipped = {"at", "text", "body_line", "body"}
        return {
            one.name: without_places(getattr(value, one.name))
            for one in fields(value)
            if one.name not in skipped
        }
    if isinstance(value, tuple | list):
        return [without_places(one) for one in value]
    if isinstance(value, dict):
        return {key: without_places(one) for key, one in value.items()}
    return value


def edited(name: str, edit: Any) -> Account:
    source = take_apart(path_of(name), data_of(name))
    assert source.top is not None
    data = plain(source.top)
    edit(data)
    front = "\n".join(f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in data.items())
    account = parse(path_of(name), f"---\n{front}\n---\n{source.body}".encode(), settings()).account
    assert account is not None
    return account


def listed(data: dict[str, Any], name: str) -> list[Any]:
    value = data.get(name)
    return value if isinstance(value, list) else [value] if value else []


FIELDS = {
    "contacts": [
        ("roles", "decider"),
        ("side", "use"),
        ("influence", "3"),
        ("relation", "bad"),
        ("left", "2026-11-01"),
    ],
    "promises": [("kept", "2026-11-19"), ("broken", "2026-11-19"), ("certain", "no")],
    "needs": [("met", "2026-11-19"), ("fits", "no"), ("confirmed", "2026-11-19")],
    "interactions": [
        ("topic", "views"),
        ("info", "confided"),
        ("coach", "commits"),
        ("space", "private"),
        ("did", "news"),
    ],
    "tenders": [("result", "won"), ("large", "yes")],
    "complaints": [("cause", "product"), ("closed", "2026-11-19")],
    "purchasing": [("basis", "estimate")],
    "actions": [("status", "dropped"), ("due", "2026-11-01")],
}


@hypothesis_settings(max_examples=120, deadline=None)
@given(
    some.sampled_from(NAMES),
    some.sampled_from([(n, f, v) for n, fs in FIELDS.items() for f, v in fs]),
    some.integers(0, 30),
)
def test_a_field_set_by_what_if_is_a_field_set_in_the_file(
    name: str, what: tuple[str, str, str], place: int
) -> None:
    record, field, value = what
    source = take_apart(path_of(name), data_of(name))
    assert source.top is not None
    entries = listed(plain(source.top), record)
    assume(entries)
    at = place % len(entries)
    change = f"{record}[{at}].{field}={value}"

    def edit(data: dict[str, Any]) -> None:
        changed = listed(data, record)
        changed[at][field] = value
        data[record] = changed

    found = suppose(path_of(name), data_of(name), [change], settings()).account
    wanted = edited(name, edit)
    assert without_places(found) == without_places(wanted)
    now, then = assessed(found), assessed(wanted)
    assert [gap.anchor for gap in now.gaps] == [gap.anchor for gap in then.gaps]
    assert now.readings.distance == then.readings.distance
    assert now.readings.trust == then.readings.trust


LINES = [
    "2026-11-19 {who} 拜访：谈 #方案 #+行业专业",
    "2026-11-18 {who} call #them",
    "[ ] {who}：报价 !2026-11-30",
    "[ ] 下一步 !2026-12-01 #NET02",
]


@hypothesis_settings(max_examples=60, deadline=None)
@given(some.sampled_from(NAMES), some.sampled_from(LINES), some.integers(0, 9))
def test_a_plain_line_of_what_if_is_a_line_of_the_file(name: str, line: str, place: int) -> None:
    people = account_of(name).contacts
    assume(people or "{who}" not in line)
    text = line.format(who=people[place % len(people)].id) if people else line
    heading = "Journal" if text[0] == "2" else "Actions" if "#NET02" in text else "Promises"
    found = suppose(path_of(name), data_of(name), [f"+ {text}"], settings()).account
    written = data_of(name) + f"\n\n## {heading}\n- {text}\n".encode()
    wanted = parse(path_of(name), written, settings()).account
    assert without_places(found) == without_places(wanted)


def test_the_command_writes_nothing_and_tells_what_moves(capsys: pytest.CaptureFixture[str]) -> None:
    before = {name: data_of(name) for name in NAMES}
    code = run(
        [
            "-C",
            str(ROOT),
            "what-if",
            "heyu-bridge",
            "contacts.pan-zhiyuan.relation=bad",
            "--as-of",
            "2026-11-20",
            "--format",
            "json",
        ]
    )
    told = json.loads(capsys.readouterr().out)
    assert code == 0
    assert {"reading": "distance", "subject": "pan-zhiyuan", "before": "friend", "after": "stranger"} in told[
        "moved"
    ]
    assert {"code": "NET05", "subject": "pan-zhiyuan"} in told["opened"]
    assert {name: (ROOT / path_of(name)).read_bytes() for name in NAMES} == before
    assert run(["-C", str(ROOT), "what-if", "heyu-bridge", "tier=gold"]) == 1
    assert run(["-C", str(ROOT), "what-if", "heyu-bridge", "nonsense"]) == 2
    assert run(["-C", str(ROOT), "what-if", "nobody", "tier=key"]) == 2
