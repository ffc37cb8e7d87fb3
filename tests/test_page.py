"""A plan becomes a page: what leads, what folds, the same in both languages, and nothing that breaks it."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any, get_type_hints

import pytest

from relreport.actions import Plan
from relreport.figures import FigureRow
from relreport.formats.html import render_handout, render_plan
from relreport.model import Period, Settings
from relreport.page.contract.plan import PlanPage
from relreport.page.handout import handout_page
from relreport.page.portfolio import portfolio_page
from relreport.page.summary import summary
from relreport.questions import questions as open_questions
from relreport.text.catalogue import sentences
from tests.pages import (
    CHECKOUT,
    EXAMPLES,
    LANGUAGES,
    SITE,
    page_of,
    plan_for,
    render_portfolio,
    settings_with,
    telling_of,
    texts,
    workspace_plans,
)

HEALTHY = """
name: 甲公司
tier: key
owner: 李娜
category: 声屏障
purchasing:
  - {period: 2025-Q4, total: 100, ours: 60}
  - {period: 2026-Q1, share: 62%, basis: customer}
contacts:
  - {id: wang, name: 王磊, title: 部长, side: purchasing, roles: decider, influence: 40, held_by: 李娜, reports_to: zhao,
     portrait: {basic: {mobile: "1"}, needs: {business: {value: 工期, on: 2025-01-02}}}}
  - {id: zhao, name: 赵敏, side: technical, roles: influencer, influence: 20}
  - {id: qian, name: 钱进, left: 2026-05-01, roles: decider}
interactions:
  - {on: 2026-06-01, with: wang, kind: visit, did: solution, trust: +industry, info: useful, note: 谈方案}
  - {on: 2026-06-20, with: [wang, zhao], kind: call, initiated: them, did: news}
promises:
  - {id: p1, on: 2026-06-01, to: wang, what: 样板段, due: 2026-06-20}
actions:
  - {id: a1, do: 第一件, due: 2026-07-01}
  - {id: a2, do: 第二件, due: 2026-07-02}
  - {id: a3, do: 第三件, due: 2026-07-03}
  - {id: a4, do: 第四件, due: 2026-07-04}
asks: [{on: 2026-06-01, of: 周刚, what: 账期, cost: 30万, due: 2026-06-15}]
competitors: [{name: 申通, share: 20%}, {name: 申通材料, weakness: 交付晚}]
"""

NAME = "很长的名字" * 40  # 200 characters


def crowd(count: int) -> str:
    people = "\n".join(
        f"  - {{id: c{n}, name: {'王' if n % 2 else 'Maximilian'}{n}, roles: {'decider' if n % 9 == 0 else 'user'}, "
        f"side: {('purchasing', 'technical', 'use', 'finance')[n % 4]}}}"
        for n in range(count)
    )
    journal = "\n".join(
        f"  - {{on: 2026-0{n % 6 + 1}-{n % 27 + 1:02}, with: c{n % count}, kind: visit}}" for n in range(500)
    )
    return f"name: 大客户\ncontacts:\n{people}\ninteractions:\n{journal}\n"


CASES = {
    "a name alone": "name: 甲公司",
    "healthy": HEALTHY,
    "nothing but purchasing": "name: 乙\npurchasing: [{period: 2026-Q1, share: 0}]",
    "a period without a share": "name: 乙\npurchasing: [{period: 2026-Q1, total: 0}]",
    "everything said to be none": "name: 丙\nneeds: none\ncompetitors: none\ncriteria: none\ntenders: none",
    "a name of 200 characters": f"name: {NAME}\ncontacts: [{{id: x, name: {NAME}, title: {NAME}, roles: decider}}]",
    "entries without a word": (
        "name: 丁\nneeds: [{}]\nopenings: [{}]\ncriteria: [{weight: 3}]\ncompetitors: [{rank: first}]\n"
        "tenders: [{value: 3}]\ncomplaints: [{}]\npromises: [{}]\ncommitments: [{}]\nrequests: [{}]\n"
        "referrals: [{}]\nactions: [{}]\nasks: [{}]\nperformance: [{}]\nsatisfaction: [{}]\n"
    ),
    "sixty people, five hundred contacts": crowd(60),
}


def _workspaces() -> list[Any]:
    found = [("sample", CHECKOUT)]
    if EXAMPLES.is_dir():
        found.append(("example", EXAMPLES))
    return [
        pytest.param(plan, id=f"{kind}-{name}")
        for kind, root in found
        for name, plan in workspace_plans(root)
    ]


WORKED = _workspaces()
MADE = [pytest.param(text, id=name) for name, text in CASES.items()]


def shape(value: Any) -> Any:
    """A page without its words: structure, numbers, states, anchors."""
    if isinstance(value, dict):
        kept = {"anchor", "tone", "state", "severity", "number", "rank", "status", "code", "place", "due_iso"}
        return {
            key: one if key in kept else shape(one)
            for key, one in value.items()
            if key not in ("words", "lang")
        }
    if isinstance(value, list):
        # runs of a sentence follow each language's own order
        return (
            []
            if value and isinstance(value[0], dict) and "strong" in value[0] and len(value[0]) == 2
            else [shape(one) for one in value]
        )
    return type(value).__name__ if isinstance(value, str) else value


def check(plan: Plan) -> None:
    pages = {language: page_of(plan, language) for language in LANGUAGES}
    known = get_type_hints(PlanPage)
    for page in pages.values():
        assert set(page) <= set(known)
        assert PlanPage.__required_keys__ <= set(page)
        assert len(page["gaps"]["lead"]) <= 5
        assert not any(gap["record"] for gap in page["gaps"]["lead"])
        assert sum(gap["tone"] == "alarm" for gap in page["gaps"]["lead"] + page["gaps"]["rest"]) <= 3
        numbers = [gap["number"] for gap in page["gaps"]["lead"] + page["gaps"]["rest"]]
        assert sorted(numbers) == list(range(1, len(numbers) + 1))
        assert len(page["actions"]["lead"]) <= 5
        assert len(page.get("questions", {"lead": []})["lead"]) <= 3
        assert 1 <= len(page["verdict"]) <= 4
        assert len(page["figures"]) == 4
        html = render_plan(page)
        assert "{" not in re.sub(
            r"<(style|script).*?</\1>|<q>.*?</q>|<code.*?</code>", "", html, flags=re.DOTALL
        )
        assert render_handout(handout_page(page)).count("<h1") == 1
    assert shape(pages["en"]) == shape(pages["zh"])


@pytest.mark.parametrize("text", MADE)
def test_made_accounts_become_pages_alike_in_both_languages(text: str) -> None:
    check(plan_for(text))


@pytest.mark.parametrize("plan", WORKED)
def test_worked_accounts_become_pages_alike_in_both_languages(plan: Plan) -> None:
    check(plan)


def test_relationship_gaps_stand_before_what_is_not_recorded() -> None:
    page = page_of(plan_for(HEALTHY))
    records = [gap["record"] for gap in page["gaps"]["lead"] + page["gaps"]["rest"]]
    assert records == sorted(records)
    asked = [one["anchor"] for one in page["questions"]["lead"] + page["questions"]["rest"]]
    wanted = {f"question-{gap['anchor']}" for gap in page["gaps"]["rest"] if gap["record"]}
    assert wanted <= set(asked)
    assert len(asked) == len(set(asked))


def test_the_question_whose_answer_opens_most_leads() -> None:
    plan = plan_for(HEALTHY)
    page = page_of(plan)
    shown = [one["anchor"] for one in page["questions"]["lead"] + page["questions"]["rest"]]
    worth = open_questions(plan.assessment)
    assert len(page["questions"]["lead"]) == 3
    assert shown[0] == f"question-{worth[0].kind.removeprefix('unknown.')}-{worth[0].about}"
    order = [f"question-{one.gap.anchor}" for one in worth if one.gap]
    assert [anchor for anchor in shown if anchor in order] == order


def test_evidence_names_its_line_and_quotes_it() -> None:
    page = page_of(plan_for(HEALTHY, settings=settings_with("李娜", "周刚")))
    gap = next(gap for gap in page["gaps"]["lead"] if gap["code"] == "CON03")
    source = gap["evidence"][0]
    assert source["place"].startswith("accounts/case.md:")
    assert "样板段" in source["label"]
    assert source["facts"].startswith("due ")
    found = page["gaps"]["lead"] + page["gaps"]["rest"]
    talks = [one for gap in found for one in gap["evidence"] if one["quote"]]
    assert all(len(one["quote"]) <= 160 for one in talks)


def test_evidence_is_told_in_words_not_in_keys_and_tokens() -> None:
    for language in ("en", "zh"):
        page = page_of(plan_for(HEALTHY, settings=settings_with("李娜", "周刚")), language)
        found = page["gaps"]["lead"] + page["gaps"]["rest"]
        sources = [one for gap in found for one in gap["evidence"]]
        assert any(one["facts"] for one in sources)
        said = " ".join(one["facts"] + one["quote"] for one in sources)
        assert not re.search(r"[{}\[\]]|\b[a-z_]+: |\b20\d\d-\d\d", said), said


def test_the_reps_own_plan_leaves_room_for_what_gaps_ask() -> None:
    actions = page_of(plan_for(HEALTHY))["actions"]
    assert [one["status"] for one in actions["lead"]] == ["planned"] * 3 + ["suggested"] * 2
    assert any(one["anchor"] == "action-a4" for one in actions["rest"])


def test_a_promise_overdue_is_told_wherever_it_counts() -> None:
    page = page_of(plan_for(HEALTHY))
    assert page["figures"][3]["value"] == "1 late"
    assert page["promises"]["tone"] == "alarm"
    assert page["asks"][0]["late"] == "15 days late"


def test_one_rival_under_two_names_is_one_row() -> None:
    settings = Settings(aliases={"申通": ("申通材料",)})
    table = page_of(plan_for(HEALTHY, settings=settings))["competition"]["tables"][0]
    assert [row["cells"][0]["text"] for row in table["rows"]] == ["申通"]
    assert table["rows"][0]["cells"][2]["text"] == "交付晚"


def test_people_stand_in_reporting_order_and_the_gone_apart() -> None:
    people = page_of(plan_for(HEALTHY))["people"]
    assert [(one["name"], one["indent"]) for one in people["sides"][0]["people"]] == [
        ("赵敏", 0),
        ("王磊", 1),
    ]
    assert [one["name"] for one in people["gone"]] == ["钱进"]
    assert people["matrix"] is not None
    assert people["matrix"]["rows"][0]["cells"][0]["text"] == "1"


def test_many_people_stand_side_by_side() -> None:
    sides = page_of(plan_for(CASES["sixty people, five hundred contacts"]))["people"]["sides"]
    assert len(sides) == 4
    assert all(side["folded"] and side["map_svg"] for side in sides)


def test_nothing_is_asked_beyond_the_next_rung() -> None:
    ask = {board["label"]: board["ask"] for board in page_of(plan_for(HEALTHY))["portraits"][0]["boards"]}
    assert "Depth" not in ask
    assert "Personal" not in ask


def test_finance_stands_in_the_figures_and_in_its_own_section() -> None:
    money = [
        FigureRow(account="case", period=Period.quarter(2025, 1), sales=610),
        FigureRow(account="case", period=Period.quarter(2026, 1), sales=540, target=800, overdue=20),
        FigureRow(account="case", period=Period.quarter(2026, 4), sales=1),
    ]
    page = page_of(plan_for(HEALTHY), figures=money)
    assert page["figures"][2]["label"] == "Sales, 2026 Q1"
    assert page["figures"][2]["notes"] == ["target ¥800 · a year ago ¥610", "¥20 overdue"]
    assert "money" in [one["id"] for one in page["sections"]]


LATIN = """
name: Acme
owner: Ann
purchasing: [{period: 2026-Q1, share: 20%}]
contacts: [{id: bob, name: Bob, roles: decider, held_by: Ann, portrait: {basic: {mobile: "1"}}}]
interactions: [{on: 2026-06-01, with: bob, kind: visit, did: [solution, news], trust: [+industry, -pressure]}]
promises: [{id: p1, on: 2026-06-01, to: bob, what: Sample, due: 2026-06-20}]
tenders: [{id: t1, name: Tender, value: 300, due: 2026-07-20, rounds: [{on: 2026-05-01, position: foil}]}]
"""
HAN = (
    LATIN.replace("Acme", "甲公司").replace("Ann", "李娜").replace("Bob", "王磊").replace("Sample", "样板段")
    .replace("Tender", "一标").replace("p1", "一").replace("t1", "二").replace("bob", "王磊")
)  # fmt: skip
UNSAID = frozenset(
    {"anchor", "place", "href", "code", "id", "kind", "assets", "key", "lang", "words", "subject", "quote"}
    | {"tone", "trust_tone", "contact_tone", "state", "severity", "status", "due_iso", "as_of_iso"}
    | {"chart_svg", "map_svg"}
)


def test_an_english_page_holds_no_chinese_of_ours() -> None:
    page = page_of(plan_for(LATIN), "en")
    said = [*texts(dict(page), UNSAID), *page["words"].values()]
    assert [one for one in said if re.search("[\u3400-\u9fff]", one)] == []


def test_a_chinese_page_holds_no_english_of_ours() -> None:
    page = page_of(plan_for(HAN), "zh")
    said = [*texts(dict(page), UNSAID), *page["words"].values()]
    said = [re.sub(r"\{\w+\}|PDF", "", one) for one in said]
    assert [one for one in said if re.search("[A-Za-z]{2,}", one)] == []


def test_the_words_of_both_languages_have_the_same_keys() -> None:
    for name in ("account_page", "verdict", "evidence"):
        english, chinese = (sentences(language, name) for language in LANGUAGES)
        assert {key: set(block) for key, block in english.items() if isinstance(block, dict)} == {
            key: set(block) for key, block in chinese.items() if isinstance(block, dict)
        }
        assert set(english) == set(chinese)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_portfolio_is_made_from_summaries_kept_as_json(language: str) -> None:
    summaries = []
    for _, plan in workspace_plans(CHECKOUT):
        made = summary(plan, telling_of(plan, language).wording)
        summaries.append(json.loads(json.dumps(made)))
    wording = telling_of(plan, language).wording
    unread = [("broken", [{"path": "accounts/b.md", "line": 3, "message": "x"}])]
    page = portfolio_page(summaries, wording, settings=Settings(), site=SITE, unread=unread)
    html = render_portfolio(page)
    assert len(page["rows"]) == len(summaries)
    assert "<svg" in html
    assert "&lt;svg" not in html
    assert page["invalid"][0]["place"] == "accounts/b.md:3"
    assert 1 <= len(page["verdict"]) <= 4


def test_an_empty_portfolio_says_how_to_begin() -> None:
    wording = telling_of(plan_for("name: x"), "en").wording
    page = portfolio_page([], wording, settings=Settings(), site=SITE)
    assert "first" in page["verdict"][0][1]["text"]
    render_portfolio(page)


def test_what_many_accounts_say_alike_is_written_once_and_still_found() -> None:
    plans = [plan_for(f"name: 客户{n}\nowner: 李娜") for n in range(4)]
    told = [telling_of(plan, "zh") for plan in plans]
    page = portfolio_page(
        [summary(one.plan, one.wording) for one in told],
        told[0].wording,
        settings=told[0].settings,
        site=SITE,
    )
    alike = page["told"]
    assert alike
    for n, (row, one) in enumerate(zip(page["rows"], told, strict=True)):
        whole = [*row["find"].split("\n"), *(alike[int(number)] for number in row["told"].split())]
        assert sorted(whole) == sorted(set(summary(one.plan, one.wording)["row"]["find"].split("\n")))
        assert f"客户{n}" in row["find"]
        assert not set(alike) & set(row["find"].split("\n"))


PROMISED = """
name: Kestrel Foods
contacts: [{id: h, name: Anna Doyle}]
promises:
- {id: soon, to: h, what: a sample of line 4, due: 2026-10-20}
- {id: late, to: h, what: the price list, due: 2026-09-20}
- {id: far, to: h, what: a visit to the works, due: 2027-03-01}
- {id: kept, to: h, what: a drawing, due: 2026-10-10, kept: 2026-09-29}
- {id: twice, to: h, what: the audit report, due: 2026-10-12}
actions: [{id: a1, do: the audit report, with: h, due: 2026-10-12}]
"""


@pytest.mark.parametrize(("language", "said"), [("en", "Keep our promise: "), ("zh", "兑现承诺：")])
def test_a_promise_that_falls_due_is_something_to_do_next(language: str, said: str) -> None:
    plan = plan_for(PROMISED, day=date(2026, 10, 1))
    page = page_of(plan, language)
    shown = {one["anchor"]: one for one in page["actions"]["lead"] + page["actions"]["rest"]}
    assert [name for name in shown if name.startswith("keep-")] == ["keep-soon"]
    assert shown["keep-soon"]["do"] == f"{said}a sample of line 4"
    assert shown["keep-soon"]["due_iso"] == "2026-10-20"
    assert shown["keep-soon"] in page["actions"]["lead"]
    # the machine-readable list is the contract's: the rep's plan, what gaps ask, greetings
    assert all(one.promise is None for one in plan.actions)


def test_a_contact_is_a_person_and_what_passes_between_us_a_conversation() -> None:
    # "last contact" and "no contact for 30 days" are a state of things; what is counted are conversations
    root = Path(render_plan.__code__.co_filename).parents[1] / "locales" / "en"
    counted = re.compile(
        r"\|contacts?\||\bcontacts (?:in|since|made|that) |(?:first|next|earlier|Fewer|All) contacts?\b"
    )
    files = {one.name: one.read_text("utf-8") for one in root.rglob("*.yaml")}
    assert [(name, hit) for name, text in files.items() for hit in counted.findall(text)] == []


def test_what_is_next_is_found_by_its_words() -> None:
    plan = plan_for(PROMISED, day=date(2026, 10, 1))
    assert "a sample of line 4" in summary(plan, telling_of(plan, "en").wording)["row"]["find"]
