"""The verdict: which facts lead, in how many sentences, with the same figures in both languages."""


from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from relreport.model import Person, RuleSettings, Settings
from relreport.page.figures import figure_row
from relreport.page.verdict import _clause, verdict
from relreport.text.sayings import condition_detail
from tests.pages import LANGUAGES, plan_for, telling_of

PEOPLE = (
    "contacts: [{id: wang, name: 王磊, roles: decider, held_by: 李娜, portrait: {basic: {mobile: '1'}}}]\n"
)
TALK = "interactions: [{on: 2026-06-20, with: wang, kind: visit, did: [solution], trust: [+industry]}]\n"


def shares(*figures: str, kind: str = "Q") -> str:
    """One period a figure, the last the quarter (half-year) before the day."""
    rows = []
    for place, share in enumerate(reversed(figures)):
        if kind == "Q":
            year, quarter = divmod(2026 * 4 - place, 4)
            name = f"{year}-Q{quarter + 1}"
        else:
            year, half = divmod(2026 * 2 - 1 - place, 2)
            name = f"{year}-H{half + 1}"
        rows.append(f"{{period: {name}, share: {share}, basis: customer}}")
    return f"purchasing: [{', '.join(reversed(rows))}]\n"


# name, account, what the English verdict must say; prose is tested by its figures and its few telling words
CASES = [
    ("nothing is known", "", ["nothing of them yet", "who buys"]),
    ("nobody, no figure", "needs: [{need: x}]\n", ["who decides"]),
    ("a thin prospect", PEOPLE, ["1 person", "0 conversations"]),
    ("no figure, but talks", PEOPLE + TALK.replace("]\n", ", {on: 2026-06-01}, {on: 2026-05-01}]\n"), ["not recorded"]),
    ("never bought", PEOPLE + shares("0%"), ["not bought from us yet", "2026 Q1"]),
    ("never bought for long", PEOPLE + shares("0%", "0%", "0%"), ["not bought from us yet", "three quarters"]),
    ("lost now", PEOPLE + shares("30%", "0%"), ["bought nothing from us", "30%", "2025 Q4"]),
    ("lost for long", PEOPLE + shares("30%", "0%", "0%"), ["nothing since", "30%", "2025 Q3"]),
    ("one figure", PEOPLE + shares("30%"), ["one figure", "30%", "2026 Q1"]),
    ("fallen a stage", PEOPLE + shares("69%", "60%", "45%"), ["two quarters", "69%", "45%", "from stable"]),
    ("fallen at once", PEOPLE + shares("69%", "45%"), ["fell", "from 69% to 45%", "2026 Q1"]),
    ("fallen within a stage", PEOPLE + shares("79%", "60%"), ["still holds", "79%", "60%"]),
    ("risen a stage", PEOPLE + shares("40%", "55%"), ["rose", "from 40% to 55%", "brings us to"]),
    ("risen, near the next", PEOPLE + shares("60%", "70%", "77%"), ["two quarters", "3 points more"]),
    ("risen within a stage", PEOPLE + shares("10%", "20%"), ["rose", "from 10% to 20%"]),
    ("steady for long", PEOPLE + shares("61%", "64%", "62%"), ["three quarters", "61% and 64%", "62% now"]),
    ("hardly moved", PEOPLE + shares("60%", "62%"), ["62%", "after 60%"]),
    ("half-years", PEOPLE + shares("30%", "20%", "10%", kind="H"), ["two half-years", "from 30% to 10%"]),
    (
        "a tender ahead",
        PEOPLE + "tenders: [{id: t, name: G60, value: 800万, due: 2026-07-20, rounds: [{on: 2026-06-01, position: preferred}]}]\n",
        ["G60", "¥8\u00a0m", "20 Jul", "preferred"],
    ),
    (
        "a tender slipped",
        PEOPLE + "tenders: [{id: t, name: G60, due: 2026-07-20, rounds: "
        "[{on: 2026-05-01, position: preferred}, {on: 2026-06-01, position: foil}]}]\n",
        ["slipped", "20 Jul"],
    ),
    (
        "a tender whose latest round nobody placed",
        PEOPLE + "tenders: [{id: t, name: G60, due: 2026-07-20, rounds: "
        "[{on: 2026-05-01, position: preferred}, {on: 2026-06-01}]}]\n",
        ["in the round of 1 May we were preferred", "since is not recorded", "20 Jul"],
    ),
    (
        "a tender overdue",
        PEOPLE + "tenders: [{id: t, name: G60, due: 2026-06-20}]\n",
        ["20 Jun", "outcome is not recorded"],
    ),
    (
        "a promise of theirs",
        PEOPLE + shares("30%") + "commitments: [{on: 2026-06-01, from: wang, what: 试铺, due: 2026-12-31}]\n",
        ["王磊 has promised us “试铺”", "31 Dec"],
    ),
    (
        "a promise of theirs, overdue, is no hope",
        PEOPLE + shares("30%") + "commitments: [{on: 2026-03-01, from: wang, what: 试铺, due: 2026-05-31}]\n",
        ["30%"],
    ),
    ("a referral", PEOPLE + shares("30%") + "referrals: [{on: 2026-06-01, from: wang, to: 浙北}]\n", ["recommended us to 浙北"]),
    (
        "many untold talks",
        PEOPLE + "interactions: [" + ", ".join(f"{{on: 2026-05-{n:02}, with: wang, kind: call}}" for n in range(1, 9)) + "]\n",
        ["Of 8 conversations", "none"],
    ),
]  # fmt: skip


ASKED = "interactions: [{}]\n"
MEETING = "{{on: 2026-0{}-01, with: wang, kind: call}}"
COMPLAINTS = "complaints: [{}]\n".format(
    ", ".join(f"{{on: 2026-0{n}-01, from: wang, about: x, cause: product}}" for n in range(1, 6))
)
WANG = "contacts: [{id: wang, name: 王磊}]\n"
FIVE = ASKED.format(", ".join(MEETING.format(n) for n in range(1, 6)))
SIX = ASKED.format(", ".join(MEETING.format(n) for n in range(1, 7)))
OPENS = [
    ("five contacts, nobody decides", WANG + FIVE, "What share of their purchasing is ours is not recorded"),
    ("six of them", WANG + SIX, "After 6 conversations in 365 days who decides here is not known"),
    ("six, and it is known who decides", PEOPLE + SIX, "What share of their purchasing is ours is not recorded"),
    ("we call it development", PEOPLE + SIX + "declared: {stage: development}\n", "We call this development"),
    ("complaints and no share", PEOPLE + SIX + COMPLAINTS, "A complaint is waiting for our remedy"),
    ("complaints and a share", PEOPLE + SIX + COMPLAINTS + shares("30%"), "There is one figure for our share"),
    (
        "a tender near and no share",
        PEOPLE + SIX + "tenders: [{id: t, name: G60, due: 2026-07-20}]\n",
        "The decision on G60 is due by 20 Jul",
    ),
    (
        "a tender far and no share",
        PEOPLE + SIX + "tenders: [{id: t, name: G60, due: 2027-07-20}]\n",
        "What share of their purchasing is ours is not recorded",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("account", "opening"), [pytest.param(a, o, id=name) for name, a, o in OPENS])
def test_what_matters_most_opens(account: str, opening: str) -> None:
    """That nobody noted a share is no news beside what breaks now, or is decided soon."""
    assert said(account, "en")[0].startswith(opening)


BASIC = "contacts: [{id: wang, name: 王磊, roles: decider, held_by: 李娜, portrait: {basic: {mobile: '1'}}}]\n"


@pytest.mark.parametrize(
    ("people", "told"),
    [
        (WANG, "so trust and closeness cannot be judged yet"),
        (WANG.replace("}]", ", roles: decider}]"), "so trust and closeness cannot be judged yet"),
        (BASIC, "rests on little"),
    ],
)
def test_what_is_judged_of_who_decides_is_not_called_unjudged(people: str, told: str) -> None:
    assert any(told in one for one in said(people + SIX, "en"))


@pytest.mark.parametrize(
    ("rounds", "note"),
    [
        ("", "our position is unknown"),
        ("{on: 2026-05-01}", "our position is unknown"),
        ("{on: 2026-05-01, position: preferred}", "preferred"),
        ("{on: 2026-05-01, position: preferred}, {on: 2026-06-01}", "preferred on 1 May, not recorded since"),
    ],
)
def test_a_round_that_nobody_placed_keeps_the_position_before_it(rounds: str, note: str) -> None:
    plan = plan_for(f"name: 甲公司\n{PEOPLE}tenders: [{{id: t, name: G60, due: 2026-07-20, rounds: [{rounds}]}}]\n")
    tender = next(one for one in figure_row(telling_of(plan, "en"), []) if one["href"] == "#tender-t")
    assert note in tender["notes"]


def test_five_of_a_kind_are_one_clause() -> None:
    told = said(PEOPLE + SIX + COMPLAINTS, "en")[0]
    assert told.count("complaint is waiting") == 1
    assert "(four more like it)" in told
    assert "同样的另有四项" in said(PEOPLE + SIX + COMPLAINTS, "zh")[0]


def said(account: str, language: str) -> list[str]:
    plan = plan_for(f"name: 甲公司\nowner: 李娜\n{account}")
    return ["".join(run["text"] for run in one) for one in verdict(telling_of(plan, language))]


@pytest.mark.parametrize(("account", "parts"), [pytest.param(a, p, id=name) for name, a, p in CASES])
def test_the_facts_choose_the_sentences(account: str, parts: list[str]) -> None:
    told = said(account, "en")
    assert 1 <= len(told) <= 4
    whole = " ".join(told)
    assert [part for part in parts if part not in whole] == []
    assert all(one.endswith((".", "?", ".”")) for one in told)
    assert "{" not in whole
    assert "*" not in whole


@pytest.mark.parametrize("account", [pytest.param(a, id=name) for name, a, _ in CASES])
def test_chinese_says_the_same_figures_in_as_many_sentences(account: str) -> None:
    english, chinese = (said(account, language) for language in LANGUAGES)
    assert len(english) == len(chinese)
    for one, other in zip(english, chinese, strict=True):
        assert re.findall(r"\d+(?:\.\d+)?%", one) == re.findall(r"\d+(?:\.\d+)?%", other)
    assert all(one.endswith(("。", "？", "。”")) for one in chinese)


def test_a_star_in_a_name_is_no_mark() -> None:
    plan = plan_for(
        "name: 甲\ncontacts: [{id: w, name: '*王*', roles: decider}]\n"
        "commitments: [{on: 2026-06-01, from: w, what: 'a*b', due: 2026-12-31}]\n"
    )
    told = verdict(telling_of(plan, "en"))
    assert "*王* has promised us “a*b” by 31 Dec." in ["".join(run["text"] for run in one) for one in told]


def test_what_the_share_did_is_not_told_twice() -> None:
    told = said(PEOPLE + shares("69%", "45%"), "en")
    assert sum("69%" in one for one in told) == 1


SET = Settings(rules=RuleSettings(thresholds={"recent": 30, "window": 60}))
VISITS = ", ".join(f"{{on: {on}, with: wang, kind: visit}}" for on in ("2026-06-25", "2026-06-20", "2026-05-20"))
FEW = f"name: 甲公司\nowner: 李娜\n{PEOPLE}{shares('30%', '35%')}interactions: [{VISITS}]\n"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("settings", "recent", "window", "counts"), [(Settings(), "90", "180", [3, 0]), (SET, "30", "60", [2, 1])]
)
def test_the_days_a_page_names_are_those_of_the_settings(
    settings: Settings, recent: str, window: str, counts: list[int], language: str
) -> None:
    telling = telling_of(plan_for(FEW, settings=settings), language)
    rhythm = next(one for one in figure_row(telling, []) if one["href"] == "#journal")
    assert recent in rhythm["label"]
    assert recent in rhythm["notes"][0]
    assert [re.findall(r"\d+", one)[0] for one in (rhythm["value"],)] == [str(counts[0])]
    net = next(one for one in telling.plan.next_stage if one.name == "net")
    assert window in condition_detail(net, telling.wording)
    thin = "".join(run["text"] for one in verdict(telling) for run in one if one)
    assert window in thin


def test_a_closed_title_within_a_sentence_begins_small() -> None:
    """What management reads of a handover names nobody, so its first letter is that of any word."""
    leaving = Settings(people=(Person(id="李娜", name="李娜", left=date(2026, 7, 10)),))
    telling = telling_of(plan_for(f"name: 甲公司\nowner: 李娜\n{PEOPLE}{shares('30%')}", settings=leaving), "en")
    (gap,) = (one for one in telling.ordered if one.code == "TEA04")
    assert _clause(telling, gap).startswith("李娜 leaves on")
    assert _clause(telling, replace(gap, closed=True)) == "the responsibility here needs a handover"
