"""Files filled in from the field table: every field that there is, mostly with what it asks for, now and then not."""

from __future__ import annotations

import json
from datetime import date, timedelta
from random import Random
from typing import Any

from relreport.fields import kinds as k
from relreport.fields.account import ACCOUNT

FIRST = date(2024, 1, 1)
TEXTS = (
    "价格表", "drawings for hall 2", "5,000 元", "a: b", "#3", "“定制”服务", "王磊", "line\nline", "<b>x</b>", "[x](http://a.b)",
    "e\u0301" * 40, "😀", "=1+1", "none", "2026-11-18", "x" * 300, "", " ", "\u202eabc", "{{ 7*7 }}", "| a | b |", "- - -",
)  # fmt: skip
ODD: tuple[Any, ...] = (
    None,
    True,
    False,
    0,
    -1,
    1e300,
    10**30,
    [],
    {},
    [[]],
    "none",
    "unknown",
    [None],
    {"a": {"b": []}},
    ["", ""],
)
PEOPLE = ("wang-lei", "zhao-min", "rep", "王磊", "nobody", "Bo", "all")
BODY = (
    "- {day} {who} 拜访：{text} #方案 +专业",
    "- {day} {who} visit: {text} #advice #useful",
    "- {day} {who} 电话 {text}",
    "- [ ] {day} {who}: {text} !{later}",
    "- [x] {day} {who}：{text} @rep !{later} #visit",
    "- [ ] {who}: {text} @rep",
    "{text}",
    "| {text} | {who} |\n|---|---|\n| {text} | {day} |",
    "::: secret\n{text}\n:::",
)
HEADINGS = ("Journal", "日志", "Promises", "承诺", "Actions", "行动", "Summary", "概要", "Complaints", "随便")


class Filler:
    """Draws a value for any kind of field. `odd`: how often it is none that the field asks for."""

    def __init__(self, dice: Random, odd: float = 0.03) -> None:
        self.dice = dice
        self.odd = odd

    def day(self) -> str:
        return (FIRST + timedelta(days=self.dice.randrange(1200))).isoformat()

    def value(self, kind: k.Kind, depth: int = 0) -> Any:
        """Something to stand in a field of this kind."""
        dice = self.dice
        if dice.random() < self.odd:
            return dice.choice(ODD)
        match kind:
            case k.Text():
                return dice.choice(TEXTS)
            case k.Identifier():
                return dice.choice((*PEOPLE, "a", "b", "c", "标段-1"))
            case k.Day():
                return self.day() if dice.random() < 0.9 else self.day()[:7]
            case k.Birthday():
                return self.day()[dice.choice((0, 5)) :]
            case k.Clock():
                return f"{dice.randrange(24):02}:{dice.randrange(60):02}"
            case k.PeriodOf():
                return f"202{dice.randrange(3, 7)}{dice.choice(('', '-Q1', '-Q2', '-Q3', '-Q4', '-H1', '-H2', '-03'))}"
            case k.ShareOf():
                return dice.choice(("0", "30%", "30-35%", "50%", "80%", "100%", "0.4", "70-90%", "101%"))
            case k.Money():
                return dice.choice((0, 12_000, "3万", "1.2亿", "5,000"))
            case k.Whole(low=low, high=high):
                return dice.randint(int(low), int(high))
            case k.Number(low=low, high=high):
                return dice.uniform(low, high)
            case k.YesNo():
                return dice.choice(("yes", "no", "是", True))
            case k.Token(of=words):
                return self._word(words)
            case k.Signed(of=words):
                return dice.choice("+-") + self._word(words)
            case k.ContactRef() | k.PersonRef():
                return dice.choice(PEOPLE)
            case k.Many(of=inner):
                return [self.value(inner, depth) for _ in range(dice.randrange(3))] or "none"
            case k.One(of=record):
                return self.record(record, depth + 1)
            case k.Entries(of=record):
                many = dice.choice((0, 1, 2, 3, 12 if depth == 0 else 2))
                return [self.record(record, depth + 1) for _ in range(many)]
            case k.Boards():
                return {
                    board: [self.day() + " " + dice.choice(TEXTS)] for board in ("job", "private", "need")
                }
            case _:
                return dice.choice(TEXTS)

    def _word(self, words: k.Vocabulary) -> str:
        token = self.dice.choice(list(words))
        return self.dice.choice((token, *words.words[token]))

    def record(self, record: k.Record, depth: int) -> dict[str, Any]:
        """A mapping with some of a record's fields, those it must have nearly always."""
        filled = {}
        for field in record.fields:
            chance = 0.98 if field.required else 0.9 if field.name in {"id", "on", "date"} else 0.5
            if self.dice.random() < chance and depth < 5:
                filled[field.name] = self.value(field.kind, depth)
        return filled


def filled(dice: Random) -> bytes:
    """A whole account file."""
    filler = Filler(dice, odd=dice.choice((0.0, 0.0, 0.02, 0.1)))
    lines = ["---"]
    for field in ACCOUNT.fields:
        if field.required or dice.random() < 0.6:
            value = (
                dice.choice(("北岸路桥", "Northgate")) if field.name == "name" else filler.value(field.kind)
            )
            lines.append(f"{field.name}: {json.dumps(value, ensure_ascii=False)}")
    lines.append("---")
    for _ in range(dice.randrange(5)):
        lines.append(f"## {dice.choice(HEADINGS)}")
        for _ in range(dice.randrange(15)):
            line = dice.choice(BODY).format(
                day=filler.day(), later=filler.day(), who=dice.choice(PEOPLE), text=dice.choice(TEXTS)
            )
            lines.append(line)
    return "\n".join(lines).encode("utf-8", "replace")
