"""The visit sheet and the review book, from the sample accounts: contract, structure, safety, and what they say."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import html5lib
import pikepdf
import pytest

from relreport.actions import Plan
from relreport.build.order import Order
from relreport.build.plans import for_audience, wording_of
from relreport.formats.engine import Engine
from relreport.formats.html import shipped_assets
from relreport.formats.libraries import lacking
from relreport.formats.meeting import render_book, render_visit, render_visit_sheet
from relreport.model import Settings
from relreport.page.book import account_of, book_page
from relreport.page.contract.book import BookPage
from relreport.page.contract.visit import VisitPage
from relreport.page.portfolio import portfolio_page
from relreport.page.summary import summary
from relreport.page.telling import Telling
from relreport.page.visit import visit_page
from tests.build.workspace import build, workspace, write
from tests.pages import CHECKOUT, LANGUAGES, SITE, page_of, plan_for, telling_of, workspace_plans
from tests.test_templates import HTML, breaches, poisoned, tree

PLANS = dict(workspace_plans(CHECKOUT))
ACCOUNT = """
    name: 青岚桥梁
    owner: li-na
    purchasing: [{period: 2026-Q1, share: 40%}]
    competitors: [{name: 申通, share: 30%}]
    contacts:
      - {id: wang-lei, name: 王磊, title: 采购部长, roles: decider, influence: 60, held_by: li-na}
      - {id: zhao-min, name: 赵敏, roles: influencer}
    interactions:
      - {on: 2026-03-02, with: wang-lei, by: li-na, kind: visit, did: solution, note: 方案一}
      - {on: 2026-04-02, with: wang-lei, by: li-na, kind: call, note: 方案二}
      - {on: 2026-05-02, with: wang-lei, by: li-na, kind: call, risk: true, note: 谈起别家的回扣}
      - {on: 2026-06-02, with: wang-lei, by: li-na, kind: visit, topic: business, note: 方案三}
      - {on: 2026-06-09, with: zhao-min, by: li-na, kind: call, note: 与他人的通话}
    complaints: [{on: 2026-06-20, from: wang-lei, about: 到货色差, cause: product}]
    promises:
      - {on: 2026-06-01, to: wang-lei, what: 样板段, due: 2026-06-15}
      - {on: 2026-06-01, to: zhao-min, what: 参观, due: 2026-08-15}
    commitments: [{on: 2026-06-01, from: wang-lei, what: 试铺一公里, due: 2026-09-30}]
    actions: [{do: 当面说明色差原因, with: wang-lei, by: li-na, due: 2026-07-03}]
"""


def sheet(plan: Plan, contact: str, language: str = "en", audience: str = "manager") -> dict[str, Any]:
    settings = plan.assessment.readings.settings
    order = Order(settings=settings, day=plan.assessment.day, audience=audience)
    made = for_audience(plan, order, language)
    theirs = made.assessment.account.contact(contact)
    assert theirs is not None
    telling = Telling(plan=made, wording=wording_of(made, settings, language, order))
    return visit_page(telling, theirs, site=SITE)  # type: ignore[return-value]


def book(language: str) -> BookPage:
    told = [telling_of(plan, language) for plan in PLANS.values()]
    summaries = [summary(one.plan, one.wording) for one in told]
    wording = told[0].wording
    portfolio = portfolio_page(summaries, wording, settings=told[0].settings, site=SITE)
    kept = {name: account_of(page_of(plan, language)) for name, plan in PLANS.items()}
    return book_page(portfolio, summaries, kept, wording)


# --- the visit sheet ---


def test_a_sheet_says_what_is_owed_both_ways_and_what_was() -> None:
    page = sheet(plan_for(ACCOUNT), "wang-lei")
    assert [(one["what"], one["late"]) for one in page["ours"]] == [("样板段", "15 days late")]
    assert [one["what"] for one in page["theirs"]] == ["试铺一公里"]
    assert [one["note"] for one in page["touches"]] == ["方案三", "谈起别家的回扣", "方案二"]
    assert page["step"]["text"] == "当面说明色差原因"
    assert page["ask"][0] == "What must still happen before 王磊 calls it settled: 到货色差?"


def test_another_persons_promises_and_calls_stand_on_their_own_sheet() -> None:
    page = sheet(plan_for(ACCOUNT), "zhao-min")
    assert [one["what"] for one in page["ours"]] == ["参观"]
    assert not page["theirs"]
    assert [one["note"] for one in page["touches"]] == ["与他人的通话"]


@pytest.mark.parametrize(("audience", "told"), [("manager", True), ("team", True), ("management", False)])
def test_what_to_leave_alone_is_told_to_who_may_read_it(audience: str, told: bool) -> None:
    page = sheet(plan_for(ACCOUNT), "wang-lei", audience=audience)
    assert any("谈起别家的回扣" in one for one in page["avoid"]) is told
    assert ("谈起别家的回扣" in str(page)) is told
    assert page["avoid"][-1] == "Nothing against a rival, whatever they say themselves"


def test_who_is_hardly_known_has_a_sheet_too() -> None:
    page = sheet(plan_for("name: 甲公司\ncontacts: [{id: a, name: 甲}]"), "a")
    assert page["ask"]
    assert not page["touches"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("account", "contact"),
    [(name, one.id) for name, plan in PLANS.items() for one in plan.assessment.account.contacts[:2]],
)
def test_every_sheet_keeps_the_contract_and_its_structure(account: str, contact: str, language: str) -> None:
    page: Any = sheet(PLANS[account], contact, language)
    assert not list(breaches(page, VisitPage, "page"))
    for render in (render_visit, render_visit_sheet):
        _well_made(tree(render(page)))
        assert not list(html5lib.parse(render(poisoned(page))).iter(f"{HTML}script"))


def test_a_sheet_is_made_anew_by_every_build_until_its_person_is_gone(tmp_path: Path) -> None:
    root = workspace(tmp_path / "w", "alpha", "beta")
    assert build(root, "--kind", "visit", "--with", "wang-lei", str(root / "accounts" / "alpha.md")) == 0
    sheet = root / "output" / "visit" / "alpha-wang-lei.html"
    assert "看样板段" in sheet.read_text("utf-8")
    assert build(root) == 0
    assert (root / "output" / "index.html").is_file()
    made = sheet.stat().st_mtime_ns
    assert build(root) == 0  # nothing changed: nothing is made
    assert sheet.stat().st_mtime_ns == made
    path = root / "accounts" / "alpha.md"
    path.write_text(path.read_text("utf-8").replace("看样板段", "谈二期"), "utf-8")
    assert build(root) == 0
    assert "谈二期" in sheet.read_text("utf-8")
    write(root, "gamma")
    path.write_text(path.read_text("utf-8").replace("wang-lei", "zhao-min"), "utf-8")
    assert build(root) == 0
    assert not sheet.exists()


def test_a_sheet_for_others_does_not_stay(tmp_path: Path) -> None:
    root = workspace(tmp_path / "w", "alpha")
    assert build(root, "--kind", "visit", "--with", "wang-lei") == 0
    assert build(root, "--audience", "management", "--yes") == 0
    assert not (root / "output" / "visit").exists()


# --- the book ---


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_book_keeps_the_contract_and_its_structure(language: str) -> None:
    page = book(language)
    assert not list(breaches(page, BookPage, "page"))
    _well_made(tree(render_book(page)))


def test_the_book_takes_what_is_grave_first_and_says_why() -> None:
    english, chinese = book("en"), book("zh")
    assert [one["anchor"] for one in english["turns"]] == [one["anchor"] for one in chinese["turns"]]
    assert [one["number"] for one in english["turns"]] == list(range(1, len(PLANS) + 1))
    minutes = [int(re.sub(r"\D", "", one["minutes"])) for one in english["turns"]]
    assert minutes == sorted(minutes, reverse=True)
    assert all(one["why"] for one in english["turns"])
    assert [one["name"] for one in english["accounts"]] == [one["name"] for one in english["turns"]]


def test_a_book_of_many_has_pages_for_those_that_ask_for_the_meeting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("relreport.page.book.PAGES", 3)
    page = book("en")
    assert len(page["accounts"]) == len(page["turns"]) == 3
    assert page["omitted"].startswith(f"{len(PLANS) - 3} accounts have no page here")
    assert len(page["rows"]) == len(PLANS)


def _well_made(document: Any) -> None:
    ids = [one.get("id") for one in document.iter() if one.get("id")]
    assert len(ids) == len(set(ids))
    assert {
        one.get("href")[1:] for one in document.iter(f"{HTML}a") if one.get("href", "").startswith("#")
    } - {"main"} <= set(ids)
    levels = [int(one.tag[-1]) for one in document.iter() if re.fullmatch(f"{HTML}h[1-6]", str(one.tag))]
    assert levels.count(1) == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))
    assert not [one for one in document.iter() if one.get("style")]
    assert all(head.get("scope") for head in document.iter(f"{HTML}th"))


# --- on paper ---


@pytest.fixture(scope="module")
def engine() -> Engine:
    if lacking():
        pytest.skip("no Pango here")
    return Engine(stylesheets={"paper.css": shipped_assets()["css/paper.css"]}, assets={})


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sheet_is_one_page(engine: Engine, language: str) -> None:
    for name, plan in PLANS.items():
        key = plan.assessment.readings.key
        if key is not None:
            page: Any = sheet(plan, key.id, language)
            document = engine.render(render_visit_sheet(page), moment=plan.assessment.day)
            assert (name, document.pages, document.missing_glyphs) == (name, 1, ())


def test_the_book_is_accessible_and_the_same_twice(engine: Engine) -> None:
    text = render_book(book("zh"))
    day = next(iter(PLANS.values())).assessment.day
    one, other = (engine.render(text, moment=day) for _ in range(2))
    assert one.data == other.data
    assert one.missing_glyphs == ()
    with pikepdf.open(io.BytesIO(one.data)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang).startswith("zh")
        assert b"pdfuaid" in pdf.Root.Metadata.read_bytes()
        names: list[str] = []

        def walk(entries: Any) -> None:
            for entry in entries:
                names.append(entry.title)
                walk(entry.children)

        walk(pdf.open_outline().root)
        assert {plan.assessment.account.name for plan in PLANS.values()} <= set(names)
        assert len(pdf.pages) >= len(PLANS) + 3  # an account starts a page of its own


def test_settings_are_left_alone() -> None:
    plan = plan_for(ACCOUNT, settings=replace(Settings(), company="某公司"))
    assert sheet(plan, "wang-lei")["head"]["company"] == "某公司"
