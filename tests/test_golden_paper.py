"""Every kind of PDF by its text and structure, in the order in which it is read, in both languages.

`pytest tests/test_golden_paper.py --snapshot-update` writes them anew; then read the difference before it is committed.
"""

from __future__ import annotations

from typing import Any

import pytest
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from relreport.build.order import Order
from relreport.formats.engine import Engine
from relreport.formats.html import render_handout, shipped_assets
from relreport.formats.libraries import lacking
from relreport.formats.meeting import render_book, render_visit_sheet
from relreport.page.book import account_of, book_page
from relreport.page.handout import handout_page
from relreport.page.portfolio import portfolio_page
from relreport.page.summary import summary
from relreport.review.handover import Handover
from relreport.review.rendering import render_book as render_handover
from tests.pages import CHECKOUT, LANGUAGES, SITE, page_of, telling_of, workspace_plans
from tests.paper import read
from tests.test_meeting import sheet

pytestmark = pytest.mark.skipif(bool(lacking()), reason="no Pango here")

PLANS = dict(workspace_plans(CHECKOUT))
DAY = next(iter(PLANS.values())).assessment.day
THIN, RICH = "brackmoor-packaging", "yuanqu-rolling"


class Text(SingleFileSnapshotExtension):
    file_extension = "txt"
    _write_mode = WriteMode.TEXT


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(stylesheets={"paper.css": shipped_assets()["css/paper.css"]}, assets={})


def told(data: bytes) -> str:
    paper = read(data)
    marks = (f"{page} {'  ' * depth}{title}" for depth, page, title in paper.bookmarks)
    return "\n".join([*marks, "", *paper.lines(), "", *paper.feet[:1]]) + "\n"


@pytest.mark.parametrize("paper", ["a4", "phone"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_handout(engine: Engine, language: str, paper: str, snapshot: Any) -> None:
    page = handout_page(page_of(PLANS[THIN], language), paper=paper)
    assert told(engine.render(render_handout(page), moment=DAY).data) == snapshot(extension_class=Text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_visit_sheet(engine: Engine, language: str, snapshot: Any) -> None:
    page: Any = sheet(PLANS[RICH], "guan-peng", language)
    assert told(engine.render(render_visit_sheet(page), moment=DAY).data) == snapshot(extension_class=Text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_handover(language: str, snapshot: Any) -> None:
    settings = PLANS[RICH].assessment.readings.settings
    order = Order(settings=settings, day=DAY, audience="manager")
    accounts = [plan.assessment.account for plan in PLANS.values()]
    page = Handover(accounts, "gao-yue", order, language).page(SITE)
    assert told(render_handover(page, paper="a4", moment=DAY).data) == snapshot(extension_class=Text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_book(engine: Engine, language: str, snapshot: Any) -> None:
    few = {name: PLANS[name] for name in (THIN, "heyu-bridge", "qingliao-data")}
    tellings = [telling_of(plan, language) for plan in few.values()]
    summaries = [summary(one.plan, one.wording) for one in tellings]
    wording = tellings[0].wording
    portfolio = portfolio_page(summaries, wording, settings=tellings[0].settings, site=SITE)
    kept = {name: account_of(page_of(plan, language)) for name, plan in few.items()}
    book: Any = book_page(portfolio, summaries, kept, wording)
    assert told(engine.render(render_book(book), moment=DAY).data) == snapshot(extension_class=Text)
