"""The canary account: every field that can hold words holds a marker of its own.

`FIELDS` is written by hand from the format's table of confidentiality, not taken from the field table: a field
marked wrongly there is found here. The account is whole and valid, so that every block of every page is made.
"""


from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

PUBLIC, INTERNAL, RESTRICTED, SECRET = range(4)

FIELDS: dict[str, int] = {
    "name": PUBLIC,
    "category": PUBLIC,
    # internal: shares, gaps and their texts, tenders, complaints, promises, rivals, people, boards, asks, summary
    "was": INTERNAL,
    "industry": INTERNAL,
    "purchasing.from": INTERNAL,  # the basis of a share, said on page one for management
    "needs.id": INTERNAL,
    "needs.need": INTERNAL,
    "needs.answer": INTERNAL,
    "openings.id": INTERNAL,
    "openings.what": INTERNAL,
    "criteria.what": INTERNAL,
    "competitors.name": INTERNAL,
    "competitors.weakness": INTERNAL,
    "competitors.moves.what": INTERNAL,
    "contacts.id": INTERNAL,
    "contacts.name": INTERNAL,
    "contacts.title": INTERNAL,
    "tenders.id": INTERNAL,
    "tenders.name": INTERNAL,
    "tenders.rounds.name": INTERNAL,
    "tenders.rounds.spears": INTERNAL,
    "complaints.id": INTERNAL,
    "complaints.about": INTERNAL,
    "complaints.action": INTERNAL,
    "promises.id": INTERNAL,
    "promises.what": INTERNAL,
    "commitments.id": INTERNAL,
    "commitments.what": INTERNAL,
    "requests.id": INTERNAL,
    "requests.what": INTERNAL,
    "referrals.id": INTERNAL,
    "referrals.to": INTERNAL,
    "actions.id": INTERNAL,
    "actions.do": INTERNAL,
    "asks.id": INTERNAL,
    "asks.what": INTERNAL,
    "accepted.reason": INTERNAL,
    "plain promises": INTERNAL,
    "plain actions": INTERNAL,
    "basic.mobile": INTERNAL,
    "basic.wechat": INTERNAL,
    "basic.office": INTERNAL,
    "basic.office.from": INTERNAL,
    "background.education": INTERNAL,
    "background.career": INTERNAL,
    "needs.business": INTERNAL,
    "rivals.suppliers": INTERNAL,
    "rivals.their_terms": INTERNAL,
    "section Summary": INTERNAL,
    "section 摘要": INTERNAL,
    "people.id": INTERNAL,
    "people.name": INTERNAL,
    # restricted: where closeness rests, what was said, what people want for themselves
    "contacts.met_through": RESTRICTED,
    "needs.personal": RESTRICTED,
    "depth.personnel": RESTRICTED,
    "depth.budget": RESTRICTED,
    "interactions.note": RESTRICTED,
    "slipped note": RESTRICTED,
    "risk note": RESTRICTED,
    "plain journal": RESTRICTED,
    "section Politics": RESTRICTED,
    "before any heading": RESTRICTED,
    "level one heading": RESTRICTED,
    "narrative in Journal": RESTRICTED,
    "confidential in Summary": RESTRICTED,
    "confidential in Politics": RESTRICTED,
    # secret
    "extended.family": SECRET,
    "extended.hobbies": SECRET,
    "extended.family.from": SECRET,
    "confided note": SECRET,
    "meal note": SECRET,
    "leisure note": SECRET,
    "privacy note": SECRET,
    "plain meal": SECRET,
    "secret in Summary": SECRET,
    "secret in Politics": SECRET,
    "secret in confidential": SECRET,
    "withheld.from": SECRET,
    # the organisation's own keys: nobody marked them
    "x_own": SECRET,
    "contacts.x_own": SECRET,
}
"""Every marker and the clearance that it asks for."""

NEVER_SHOWN = frozenset({"needs.id", "openings.id", "commitments.id", "referrals.id"})
"""Ids that no page needs."""

_HAN = "桥路山河林海云雪松竹梅兰石泉溪湖岭谷原野川江岸港湾岛峰崖洞沙"
_LATIN = "bcdfghjklmnprstvwz"


def marker(path: str, *, id: bool = False) -> str:
    """The marker of a field: fourteen letters that are no word, and six signs that make no sense."""
    random = Random(f"canary {path}")
    letters = "".join(random.choice(_LATIN) for _ in range(14))
    return letters if id else f"{letters} {''.join(random.choice(_HAN) for _ in range(6))}"


def found_in(path: str, text: str) -> bool:
    """Whether a marker, or the half of it, stands in a text that was folded."""
    return any(half in text for half in marker(path).split())


def folded(text: str) -> str:
    """A text without blanks and hyphens, in small letters: a line's end does not hide a word."""
    return re.sub(r"[\s\u00ad\u200b\u2010-]+", "", text).casefold()


def paths(at_most: int) -> Iterator[str]:
    """The fields that a clearance may read."""
    return (path for path, sensitivity in FIELDS.items() if sensitivity <= at_most)


def account(*, confidential: bool = False) -> bytes:
    text = _ACCOUNT.replace("CONFIDENTIAL", "yes" if confidential else "no")
    return _filled(text).encode()


def settings() -> bytes:
    return _filled(_SETTINGS).encode()


def _filled(text: str) -> str:
    def put(found: re.Match[str]) -> str:
        path = found[1]
        is_id = path.endswith((".id", ":id")) or path == "was"
        return marker(path, id=is_id)

    return re.sub(r"\[\[([^\]]+)\]\]", put, text)


DAY = "2026-11-20"
_SETTINGS = """
company: 新桥印务
people:
  - {id: "[[people.id]]", name: "[[people.name]]", role: rep, level: junior, joined: 2020-01-01, left: 2026-12-05, traits: [risk-aware]}
  - {id: li-na, name: 李娜, role: rep}
  - {id: zhou-gang, name: 周刚, role: boss}
audiences:
  - {name: board, clearance: internal, outward: yes, label: 董事会}
  - {name: auditors, clearance: restricted, outward: no}
  - {name: guests}
"""

_ACCOUNT = """---
name: "[[name]]"
was: ["[[was]]"]
tier: vvip
tier_why: [volume, influence]
owner: "[[people.id]]"
team: ["[[people.id]]", li-na]
industry: "[[industry]]"
category: "[[category]]"
sales_mode: project
declared: {stage: strategic, distance: brother}
main_supplier: yes
why_us: [price, terms]
confidential: CONFIDENTIAL
readers: [{id: li-na, signed: 2026-01-10}, zhou-gang]
x_own: "[[x_own]]"
purchasing:
  - {period: 2026-Q2, total: 12_000_000, ours: 7_400_000}
  - {period: 2026-Q3, share: 40-48%, basis: estimate, from: "[[purchasing.from]]", on: 2026-10-08}
performance:
  - {on: 2026-08-20, item: delivery, result: fail}
satisfaction:
  - {on: 2026-09-01, perceived: 3, expected: 4, from: wang-lei}
needs:
  - {id: "[[needs.id]]", on: 2026-08-02, from: wang-lei, need: "[[needs.need]]", answer: "[[needs.answer]]", status: open, fits: no}
openings:
  - {id: "[[openings.id]]", on: 2026-09-10, kind: personnel, what: "[[openings.what]]", until: 2026-12-31, large: true}
criteria:
  - {what: "[[criteria.what]]", weight: 60, favours: rival}
competitors:
  - {name: "[[competitors.name]]", share: 40%, rank: first, weakness: "[[competitors.weakness]]", satisfaction: 2, moves: [{on: 2026-11-11, what: "[[competitors.moves.what]]"}]}
contacts:
  - id: wang-lei
    name: 王磊
    title: 采购部部长
    side: purchasing
    roles: [decider, coach]
    influence: 37
    reports_to: "[[contacts.id]]"
    held_by: ["[[people.id]]"]
    met_through: "[[contacts.met_through]]"
    birthday: 12-03
    joined: 2021-04-01
    x_own: "[[contacts.x_own]]"
    portrait:
      basic: {mobile: "[[basic.mobile]]", wechat: "[[basic.wechat]]", office: {value: "[[basic.office]]", on: 2024-03-02, from: "[[basic.office.from]]"}}
      background: {education: "[[background.education]]", career: "[[background.career]]"}
      needs: {business: {value: "[[needs.business]]", on: 2024-06-02, from: wang-lei}, personal: {value: "[[needs.personal]]", on: 2024-06-03}}
      rivals: {suppliers: "[[rivals.suppliers]]", their_terms: "[[rivals.their_terms]]"}
      depth: {personnel: {value: "[[depth.personnel]]", on: 2024-06-04}, budget: "[[depth.budget]]"}
      extended: {family: {value: "[[extended.family]]", on: 2024-06-05, from: "[[extended.family.from]]"}, hobbies: "[[extended.hobbies]]"}
  - {id: "[[contacts.id]]", name: "[[contacts.name]]", title: "[[contacts.title]]", side: technical, roles: [influencer], influence: 23, held_by: [zhou-gang], relation: bad, birthday: 1979-12-09, joined: 2026-09-01}
  - {id: sun-yan, name: 孙燕, side: use, roles: [user], influence: 11, held_by: [li-na], portrait: {depth: {budget: {withheld: li-na, from: "[[withheld.from]]"}}}}
interactions:
  - {on: 2025-12-12, with: wang-lei, by: "[[people.id]]", kind: visit, topic: views, info: useful, coach: guides, did: [solution, viewpoint, quality, scale], trust: [+industry, +work, +visits], note: "[[interactions.note]]"}
  - {on: 2026-03-12, with: wang-lei, by: "[[people.id]]", kind: visit, info: slipped, trust: [+prudent, -pressure], note: "[[slipped note]]"}
  - {on: 2026-04-12, with: wang-lei, by: "[[people.id]]", kind: visit, risk: true, did: [advice], note: "[[risk note]]"}
  - {on: 2026-05-12, with: wang-lei, by: "[[people.id]]", kind: visit, info: confided, coach: commits, note: "[[confided note]]"}
  - {on: 2026-06-12, with: wang-lei, by: zhou-gang, kind: meal, space: private, note: "[[meal note]]"}
  - {on: 2026-07-12, with: wang-lei, by: zhou-gang, kind: leisure, space: private, note: "[[leisure note]]"}
  - {on: 2026-08-12, with: "[[contacts.id]]", by: li-na, kind: visit, topic: privacy, raised: us, note: "[[privacy note]]"}
tenders:
  - {id: "[[tenders.id]]", name: "[[tenders.name]]", value: 8_000_000, large: true, opened: 2026-07-10, due: 2026-12-15, chance: even, ours: 4_000_000, team: ["[[people.id]]", li-na], rounds: [{on: 2026-08-01, name: "[[tenders.rounds.name]]", position: comparator, spears: ["[[tenders.rounds.spears]]"]}]}
complaints:
  - {id: "[[complaints.id]]", on: 2026-09-02, from: wang-lei, about: "[[complaints.about]]", cause: product, action: "[[complaints.action]]"}
promises:
  - {id: "[[promises.id]]", on: 2026-09-01, to: wang-lei, what: "[[promises.what]]", due: 2026-09-30}
commitments:
  - {id: "[[commitments.id]]", on: 2026-09-10, from: wang-lei, what: "[[commitments.what]]", due: 2026-12-31}
requests:
  - {id: "[[requests.id]]", on: 2026-09-25, from: wang-lei, what: "[[requests.what]]", reply_due: 2026-10-08, harms: others}
referrals:
  - {id: "[[referrals.id]]", on: 2026-07-02, from: wang-lei, to: "[[referrals.to]]", asked: yes}
actions:
  - {id: "[[actions.id]]", do: "[[actions.do]]", with: wang-lei, by: li-na, due: 2026-12-07, at: "10:00", kind: meeting, for: [CMP01]}
asks:
  - {id: "[[asks.id]]", on: 2026-10-02, of: zhou-gang, what: "[[asks.what]]", cost: 300_000, due: 2026-10-20}
accepted:
  - {code: BID03, reason: "[[accepted.reason]]", by: zhou-gang, until: 2026-12-31}
  - {code: STG03, reason: "[[accepted.reason]]", by: zhou-gang, until: 2026-12-31}
  - {code: CAD03, reason: "[[accepted.reason]]", by: zhou-gang, until: 2026-12-31}
  - {code: NET01, reason: "[[accepted.reason]]", by: zhou-gang, until: 2026-12-31}
---
[[before any heading]]

# All that matters

[[level one heading]]

## Summary

[[section Summary]]

::: confidential
[[confidential in Summary]]
:::

::: secret
[[secret in Summary]]
:::

## 摘要

[[section 摘要]]

## Politics

[[section Politics]]

> ::: confidential
> [[confidential in Politics]]
> :::

:::: confidential
- a list
  ::: secret
  [[secret in confidential]]
  :::
::::

::: secret
| a | b |
| - | - |
| [[secret in Politics]] | x |
:::

## Journal

- 2026-10-18 王磊 visit：[[plain journal]] #solution
- 2026-10-20 王磊 meal：[[plain meal]]

[[narrative in Journal]]

## Promises

- [ ] 王磊：[[plain promises]] !2026-11-27

## Actions

- [ ] [[plain actions]] @li-na !2026-12-05
"""
