"""The accounts every page is looked at with: from four lines to five hundred contacts, calm, lost, with endless names.

Each is told in one language alone, so that a page in it has nothing of the other. `‹one|two›` is English and Chinese.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from tests.rules.test_healthy_and_thin import healthy

DAY = date(2026, 6, 30)
LANGUAGES = ("en", "zh")
NAMES = ("prospect", "thin", "rich", "calm", "crowd", "long", "lost")
WEIGHTS = (22, 16, 12, 10, 8, 7, 6, 5, 4, 3)

SETTINGS = """\
company: ‹Northgate Acoustics|北门声学›
language: ‹en|zh›
as_of: 2026-06-30
people:
  - {id: rep, name: ‹Anna Reed|安然›, role: rep, level: senior}
  - {id: tech, name: ‹Tom Hale|汤明›, role: technical, level: lead}
  - {id: mgr, name: ‹Ruth Vane|茹意›, role: manager, level: lead}
"""

PROSPECT = """\
---
name: ‹Hollin Data Halls|禾麟数据机房›
owner: rep
category: ‹noise of cooling towers|冷却塔降噪›
---
‹A card from the fair, no more.|展会上留的名片，别的还没有。›
"""

THIN = """\
---
name: ‹Brackmoor Packaging|柏荻包装›
tier: regular
owner: rep
category: ‹damping pads|减振垫›
why_us: [price, terms]
purchasing:
- {period: 2025-Q4, share: 22-26%}
- {period: 2026-Q1, total: 2_400_000, ours: 696_000}
- {period: 2026-Q2, total: 2_500_000, ours: 750_000}
needs:
- {id: n1, on: 2026-05-06, from: h, need: ‹"pads for line 4, at the price of line 3"|四号线的垫子，价格照三号线›, fits: yes}
contacts:
- {id: h, name: ‹Marcus Hollis|霍连生›, title: ‹plant purchasing lead|工厂采购主管›, side: purchasing, roles: [decider], held_by: [rep]}
interactions:
- {on: 2025-11-12, with: h, by: rep, kind: visit, topic: business, did: [quality], note: ‹first order|第一笔订单›}
- {on: 2026-04-10, with: h, by: rep, kind: call, topic: business}
- {on: 2026-06-16, with: h, by: rep, kind: message, initiated: them, note: ‹he compares us with Torvane|他在拿我们和拓帆比›}
competitors:
- {name: ‹Torvane|拓帆›, share: 55%, rank: main, weakness: ‹slow quotes|报价慢›}
promises:
- {id: p1, on: 2026-05-06, to: h, what: ‹quote for line 4|四号线报价›, due: 2026-06-14}
---
"""

RICH = """\
---
name: ‹Yarrow Rolling Stock|鸢渠轨交装备›
tier: vvip
tier_why: [volume, technology]
owner: rep
team: [rep, tech, mgr]
industry: ‹rolling stock|轨道车辆›
category: ‹damping pads and floors|阻尼垫与隔声地板›
sales_mode: project
declared: {stage: strategic, distance: friend}
main_supplier: true
why_us: [quality, service]
purchasing:
- {period: 2024-Q3, total: 9_000_000, ours: 5_220_000}
- {period: 2024-Q4, total: 9_600_000, ours: 5_856_000}
- {period: 2025-Q1, total: 7_900_000, ours: 4_898_000}
- {period: 2025-Q2, total: 9_440_000, ours: 6_136_000}
- {period: 2025-Q3, total: 9_600_000, ours: 6_624_000}
- {period: 2025-Q4, share: 60-64%, basis: estimate}
- {period: 2026-Q1, total: 9_600_000, ours: 5_280_000}
- {period: 2026-Q2, total: 9_600_000, ours: 4_320_000}
performance:
- {on: 2026-03-05, item: product, result: pass}
- {on: 2026-06-02, item: delivery, result: fail}
satisfaction:
- {on: 2026-06-16, perceived: 3, expected: 4, from: g}
needs:
- {id: n1, on: 2025-12-09, from: d, need: ‹a floor 8% lighter|地板减重 8%›, answer: ‹honeycomb core|蜂窝夹层›, answered: 2026-01-15, fits: yes, met: 2026-05-28}
- {id: n2, on: 2026-05-09, from: m, need: ‹no inspection on arrival|来料免检›, status: open, fits: yes}
- {id: n3, on: 2026-06-15, from: r, need: ‹less smell|气味更小›, status: open}
openings:
- {id: o1, on: 2026-05-15, kind: supplier-review, what: ‹suppliers for 2027|二〇二七年供应商名单›, until: 2026-09-15}
criteria:
- {what: ‹evenness|一致性›, weight: 40, favours: us, shaped_by_us: true}
- {what: ‹price|价格›, weight: 30, favours: neutral}
- {what: ‹smell|气味›, weight: 30, favours: rival}
competitors:
- name: ‹Torvane|拓帆›
  share: 35%
  rank: second
  weakness: ‹six weeks to change a tool|换型要六周›
  moves:
  - {on: 2026-05-22, what: ‹sent a sample that smells of nothing|送来无味样件›}
- {name: ‹Birchlow|柏榉›, share: 13%, rank: candidate}
contacts:
- id: m
  name: ‹Marian Chance|慕辰›
  title: ‹head of purchasing|采购中心主任›
  side: purchasing
  roles: [decider]
  influence: 40
  held_by: [rep]
  relation: good
  joined: 2026-04-20
  birthday: 07-11
  portrait:
    basic: {mobile: "13400000061", office: ‹house 3|三号楼›}
    background: {tenure: ‹six years|六年›}
    needs: {business: {value: ‹no inspection|免检›, on: 2026-05-09}}
    rivals: {suppliers: {value: ‹Torvane has a third|拓帆三成出头›, on: 2025-01-22}}
- {id: w, name: ‹Walter Ames|王琛›, title: ‹head of purchasing until April|前采购中心主任›, side: purchasing, roles: [decider], influence: 40, left: 2026-04-14, held_by: [rep]}
- {id: d, name: ‹Dora Wells|窦维›, title: ‹head of research|研究所所长›, side: technical, roles: [influencer], influence: 25, held_by: [tech]}
- {id: r, name: ‹Rita Gray|冉佳›, title: ‹head of quality|质量部部长›, side: technical, roles: [influencer, gatekeeper], influence: 20, reports_to: m, held_by: [rep]}
- {id: g, name: ‹Gus Penn|关鹏›, title: ‹foreman of the last hall|总装车间主任›, side: use, roles: [user, coach], influence: 10, held_by: [tech]}
- {id: z, name: ‹Zoe Lynn|邹霖›, title: ‹supplier management|供应商管理›, side: purchasing, roles: [gatekeeper], influence: 5, reports_to: m}
interactions:
- {on: 2025-02-27, with: [w, d], by: [rep, tech], kind: exchange, topic: business, did: [track-record, quality], trust: [+industry]}
- {on: 2025-07-23, with: [w, r], by: rep, kind: tour, topic: business, did: [quality], trust: [+company]}
- {on: 2025-09-10, with: w, by: rep, kind: visit, topic: business, info: useful, did: [advice], trust: [+manner]}
- {on: 2026-01-15, with: [d, w], by: [tech, rep], kind: exchange, topic: business, info: useful, did: [innovation, solution], trust: [+admits]}
- {on: 2026-02-12, with: r, by: [rep, tech], kind: visit, topic: business, did: [service], note: ‹looked at every part there and then|当场全检›}
- {on: 2026-03-25, with: w, by: rep, kind: visit, topic: business, info: useful, coach: guides, did: [viewpoint]}
- {on: 2026-04-16, with: g, by: tech, kind: service, topic: business, did: [service, efficiency]}
- {on: 2026-05-09, with: m, by: rep, kind: visit, topic: business, info: useful, did: [advice], trust: [+work, -pressure]}
- {on: 2026-05-28, with: [d, g], by: [tech, rep], kind: delivery, topic: business, did: [efficiency], note: ‹first car fitted|首车装完›}
- {on: 2026-06-15, with: r, by: rep, kind: call, initiated: them, topic: business, note: ‹the smell again|又说气味›}
complaints:
- {id: c1, on: 2026-02-10, from: r, about: ‹pads two millimetres too large|阻尼垫超差两毫米›, cause: product, action: ‹all looked at|全检›, acted: 2026-02-12, closed: 2026-03-05}
- {id: c2, on: 2026-06-15, from: r, about: ‹it still smells|气味不够小›, cause: product}
promises:
- {id: p1, on: 2026-01-15, to: d, what: ‹sample of the floor|地板样件›, due: 2026-04-30, kept: 2026-04-28}
- {id: p2, on: 2026-05-09, to: m, what: ‹a record with each lot|每批检测记录›, due: 2026-06-15}
commitments:
- {on: 2026-05-09, from: m, what: ‹drawings of the next train|下一列车的图纸›, due: 2026-06-20}
tenders:
- {id: t1, name: ‹Line 11|十一号线›, value: 12_000_000, ours: 6_000_000, due: 2026-09-20, chance: even, rounds: [{on: 2026-05-01, name: ‹first|首轮›, position: comparator}]}
requests:
- {id: q1, on: 2026-06-02, from: m, what: ‹120 days to pay|账期一百二十天›, reply_due: 2026-06-25}
referrals:
- {on: 2025-10-02, from: w, to: ‹Pumps of Farley|隼泵业›}
asks:
- {id: k1, on: 2026-06-10, of: mgr, what: ‹come along to meet Marian Chance|一同拜访慕辰›, due: 2026-07-10}
- {id: k2, on: 2026-06-10, of: mgr, what: ‹a worker at their hall for three months|派驻厂三个月›, cost: 90_000, due: 2026-07-20}
actions:
- {id: a1, do: ‹Show the smell of the new glue|带新胶的气味报告上门›, with: r, by: tech, due: 2026-06-22, kind: visit}
- {id: a2, do: ‹Ask what the list of 2027 asks for|问清二〇二七年名单的条件›, with: z, by: rep, due: 2026-07-08, kind: visit}
---
## ‹Summary|现状›
‹They grew with us for two years; since the new head came we hear less.|合作两年一直在长；新主任来了以后，消息少了。›
"""

LOST = """\
---
name: ‹Larch Theatres|岚桦剧院›
tier: key
owner: rep
category: ‹acoustic panels|吸声板›
purchasing:
- {period: 2025-Q1, total: 900_000, ours: 500_000}
- {period: 2025-Q3, total: 900_000, ours: 180_000}
- {period: 2025-Q4, share: 0%}
- {period: 2026-Q1, share: 0%}
contacts:
- {id: b, name: ‹Berta Low|白洛›, title: ‹technical director|技术总监›, side: technical, roles: [decider], relation: bad, held_by: [rep]}
interactions:
- {on: 2025-02-12, with: b, by: rep, kind: visit, topic: business, did: [quality], trust: [+industry]}
- {on: 2025-08-20, with: b, by: rep, kind: call, topic: business, trust: [-pressure]}
complaints:
- {id: c1, on: 2025-08-02, from: b, about: ‹panels came late twice|两次到货都晚›, cause: commercial}
competitors:
- {name: ‹Torvane|拓帆›, share: 100%, rank: main}
---
"""

ENDLESS = {
    "‹Yarrow Rolling Stock|鸢渠轨交装备›": "‹Donaudampfschifffahrtsgesellschaft|长江三角洲一体化轨道交通›",
    "‹Marian Chance|慕辰›": "‹Wolfeschlegelsteinhausenberger|慕容辰光耀祖›",
    "‹Dora Wells|窦维›": "‹Dora Maria Theresia Wells de |阿依古丽·买买提·›",
    "‹Torvane|拓帆›": "‹Torvane Acoustic Holdings |拓帆声学控股集团›",
    "‹Line 11|十一号线›": "‹Line 11 of the northern ring |北环十一号线一期›",
    "‹it still smells|气味不够小›": "‹it still smells and smells |气味还是不够小，›",
}


def told(text: str, language: str) -> str:
    """The text in one language."""
    return re.sub(r"‹([^|›]*)\|([^›]*)›", r"\1" if language == "en" else r"\2", text)


def crowd(language: str) -> str:
    """Sixty people on six sides, and five hundred contacts with them."""
    sides = ("purchasing", "technical", "use", "finance", "management", "other")
    family, given = "王李张刘陈杨黄赵周吴", "伟芳敏静强磊"
    people, touches = [], []
    for n in range(60):
        name = (
            f"{family[n % 10]}{given[n // 10]}"
            if language == "zh"
            else f"Pat {chr(65 + n % 26)}{'aeiou'[n // 12]}rlin"
        )
        roles = "decider" if n == 0 else ("influencer", "user", "gatekeeper", "none")[n % 4]
        above = f", reports_to: c{n // 6}" if n % 3 == 0 and n else ""
        weight = f", influence: {WEIGHTS[n]}" if n < len(WEIGHTS) else ""
        held = f", held_by: [{('rep', 'tech')[n % 2]}]" if n % 4 else ""
        people.append(
            f"- {{id: c{n}, name: {name}, title: {told('‹section head|处长›', language)}, side: {sides[n % 6]}, "
            f"roles: {roles}{weight}{above}{held}}}"
        )
    for n in range(500):
        on = DAY - timedelta(days=1 + n)
        who = f"c{(n * 7) % 48}"  # twelve have never been met
        kind = ("visit", "call", "message", "meeting")[n % 4]
        did = ", did: [advice]" if n % 5 == 0 else ""
        touches.append(
            f"- {{on: {on}, with: {who}, by: {('rep', 'tech', 'mgr')[n % 3]}, kind: {kind}, topic: business{did}}}"
        )
    head = told(
        "---\nname: ‹Great Northern Works|大北重工›\ntier: vvip\nowner: rep\nteam: [rep, tech, mgr]\n",
        language,
    )
    shares = "purchasing:\n- {period: 2025-Q4, share: 55%}\n- {period: 2026-Q1, share: 58%}\n- {period: 2026-Q2, share: 61%}\n"
    return "\n".join([head + shares + "contacts:", *people, "interactions:", *touches, "---", ""])


def endless(language: str) -> str:
    """Names of two hundred characters, of the customer, of people and of things, with places to break and without."""
    text = told(RICH, language)
    for name, word in ENDLESS.items():
        text = text.replace(told(name, language), (told(word, language) * 200)[:200].strip())
    return text


@cache
def situations(language: str) -> dict[str, str]:
    """The accounts by name, each as the text of its file."""
    return {
        "prospect": told(PROSPECT, language),
        "thin": told(THIN, language),
        "rich": told(RICH, language),
        "calm": healthy(language, "stable"),
        "crowd": crowd(language),
        "long": endless(language),
        "lost": told(LOST, language),
    }


def written(folder: Path, language: str) -> Path:
    """A workspace of them all."""
    (folder / "accounts").mkdir(parents=True)
    (folder / "relreport.yaml").write_text(told(SETTINGS, language), encoding="utf-8")
    for name, text in situations(language).items():
        (folder / "accounts" / f"{name}.md").write_text(text, encoding="utf-8")
    return folder
