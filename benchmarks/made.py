"""Account files as reps write them, made from a seed: about 12 KB, Chinese and English, 210 lines of
front matter
and 60 of narrative."""

from __future__ import annotations

import random
from datetime import date, timedelta

_FAMILY = "王李张刘陈杨黄赵周吴徐孙马朱胡郭何高林罗"
_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华"
_TITLES = ("采购部部长", "总工程师", "项目经理", "财务总监", "设备处处长", "现场主管")
_SIDES = ("purchasing", "technical", "use", "finance", "management", "采购", "技术")
_NOTES = (
    "讨论二期拼装方案，工期压到六周",
    "看样板段，问价格有没有余地",
    "asked for the pilot's date and the test report",
    "总工说年底前要定供应商名单",
    "约下周带技术同事去现场",
    "talked through the drawings; two open points left",
)
_WHAT = ("月底前出样板段", "补齐检测报告", "安排工厂参观", "send the revised quotation", "确认运输方案")
_NARRATIVE = (
    "The bridge programme of the coming year decides whether we stay the first supplier.",
    "二期的关键不在价格，而在谁能保证夜间封路的时间。",
    "对手在免费试点，但交付一直偏晚，现场的人心里有数。",
    "We know the purchasing side well and the technical side hardly at all.",
)


def account(seed: int) -> str:
    """One account file; the same seed gives the same text."""
    dice = random.Random(seed)
    day = date(2026, 11, 1)
    people = [f"c{number}" for number in range(7)]
    lines = [
        "---",
        "relreport: 1",
        f"name: 第{seed}路桥集团",
        f"tier: {dice.choice(('vvip', 'key', 'regular', '重点'))}",
        "tier_why: [volume, influence]",
        "owner: li-na",
        "team: [li-na, zhou-gang]",
        "industry: bridges",
        "category: acoustic barriers",
        "sales_mode: project",
        "currency: CNY",
        "declared: {stage: stable, distance: friend}",
        "main_supplier: yes",
        "why_us: [price, terms]",
        "",
        "purchasing:",
    ]
    for year in (2024, 2025, 2026):
        for quarter in (1, 2, 3):
            total = dice.randrange(100, 1500)
            ours = total * dice.randrange(20, 80) // 100
            lines.append(f"  - {{period: {year}-Q{quarter}, total: {total}万, ours: {ours}万}}")
    lines += ["", "needs:"]
    for number in range(5):
        lines += [
            f"  - id: n{number}",
            f"    on: {day - timedelta(days=dice.randrange(200, 300))}",
            f"    from: {dice.choice(people)}",
            f"    need: {dice.choice(_WHAT)}",
            f"    answered: {day - timedelta(days=dice.randrange(60, 150))}",
            "    fits: yes",
        ]
    lines += ["", "competitors:"]
    lines += [
        f"  - {{name: 对手{number}, share: {dice.randrange(5, 30)}%, weakness: 交付晚}}"
        for number in range(3)
    ]
    lines += ["", "contacts:"]
    for number, id in enumerate(people):
        lines += [
            f"  - id: {id}",
            f"    name: {dice.choice(_FAMILY)}{dice.choice(_GIVEN)}{dice.choice(_GIVEN)}{number}",
            f"    title: {dice.choice(_TITLES)}",
            f"    side: {dice.choice(_SIDES)}",
            f"    roles: [{'decider' if number == 0 else 'influencer'}]",
            f"    influence: {dice.randrange(3, 14)}",
            "    held_by: [li-na]",
            "    joined: 2021-04-01",
            "    portrait:",
            '      basic:      {mobile: "13800000000", office: 杭州}',
            "      background: {education: 同济, career: 十年项目经理}",
            "      needs:      {business: {value: 工期, confirmed: 2026-08-02}, personal: 想调总部}",
        ]
    lines += ["", "interactions:"]
    for number in range(30):
        on = day - timedelta(days=number * 8 + dice.randrange(8))
        tags = dice.choice(
            (
                "did: [solution, viewpoint]",
                "info: useful, coach: guides",
                "trust: [+industry]",
                "topic: business",
            )
        )
        lines.append(
            f"  - {{on: {on}, with: {dice.choice(people)}, by: li-na,"
            f" kind: {dice.choice(('visit', 'call', 'meeting', 'meal'))},"
            f" {tags}, note: {dice.choice(_NOTES)}}}"
        )
    lines += ["", "promises:"]
    for number in range(6):
        on = day - timedelta(days=dice.randrange(40, 200))
        lines.append(
            f"  - {{id: p{number}, on: {on}, to: {dice.choice(people)}, what: {dice.choice(_WHAT)},"
            f" due: {on + timedelta(days=20)}, kept: {on + timedelta(days=18)}}}"
        )
    lines += [
        "",
        "actions:",
        f"  - {{do: 约总工技术交流, with: {people[1]}, by: li-na, due: 2026-12-05, for: [NET02]}}",
    ]
    while len(lines) < 210:
        lines.append(f"x_note_{len(lines)}: 内部")
    lines += ["---", "## Summary"]
    lines += [dice.choice(_NARRATIVE) for _ in range(30)]
    lines += ["", "## Journal"]
    for number in range(14):
        on = day + timedelta(days=number // 2)
        lines.append(
            f"- {on} {dice.choice(people)} {dice.choice(('电话', '拜访', 'call'))}："
            f"{dice.choice(_NOTES)} #有效 #+行业专业 @li-na"
        )
    lines += ["", "## Promises"]
    lines += [
        f"- [ ] {dice.choice(people)}：{dice.choice(_WHAT)} !2026-12-{number + 10}" for number in range(4)
    ]
    lines += ["", "## Actions", "- [ ] 约总工技术交流 @li-na !2026-12-05 #NET02", ""]
    return "\n".join(lines)
