"""No row or heading alone at a page's end, no word broken within, no page begun for little: over finished PDFs."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from relreport.actions import Plan
from relreport.build.order import Order
from relreport.build.paper import begun_for_little, fitted
from relreport.build.visit import visit_pdf
from relreport.formats.engine import Engine
from relreport.formats.html import render_handout, shipped_assets
from relreport.formats.libraries import lacking
from relreport.formats.meeting import render_book
from relreport.page.book import account_of, book_page
from relreport.page.handout import handout_page
from relreport.page.portfolio import portfolio_page
from relreport.page.summary import summary
from relreport.page.visit import visit_page
from relreport.parse import parse_settings
from tests.pages import SITE, page_of, plan_for, telling_of
from tests.printed import faults, printed, words_of
from tests.situations import DAY, SETTINGS, situations, told

pytestmark = pytest.mark.skipif(bool(lacking()), reason="no Pango here")

# where one of these stood before it was mended, or stands first when its remedy is taken away
HANDOUTS = [("crowd", "en", "letter"), ("lost", "en", "letter")]


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(stylesheets={"paper.css": shipped_assets()["css/paper.css"]}, assets={})


def plan(name: str, language: str) -> Plan:
    settings = parse_settings("relreport.yaml", told(SETTINGS, language).encode()).settings
    return plan_for(situations(language)[name], day=DAY, settings=replace(settings, as_of=None))


@pytest.mark.parametrize(("name", "language", "paper"), HANDOUTS)
def test_a_handout_has_nothing_alone(engine: Engine, name: str, language: str, paper: str) -> None:
    page = handout_page(page_of(plan(name, language), language), paper=paper)
    document = engine.render(render_handout(page), moment=DAY)
    words = words_of(situations(language)[name], told(SETTINGS, language))
    assert faults(printed(document.data), words, fresh=lambda _: False, least=0.5) == []


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_book_has_nothing_alone(engine: Engine, language: str) -> None:
    plans = {name: plan(name, language) for name in situations(language)}
    tellings = [telling_of(one, language) for one in plans.values()]
    wording = tellings[0].wording
    summaries = [summary(one.plan, one.wording) for one in tellings]
    portfolio = portfolio_page(summaries, wording, settings=tellings[0].settings, site=SITE)
    kept = {
        one["id"]: account_of(page_of(each, language))
        for one, each in zip(summaries, plans.values(), strict=True)
    }
    book: Any = book_page(portfolio, summaries, kept, wording)
    over = begun_for_little("crossing-end", "overview", "crossing")
    document = fitted(engine, render_book(book), moment=DAY, over=over)
    words = words_of(*situations(language).values(), told(SETTINGS, language))
    assert faults(printed(document.data), words, fresh=lambda _: False) == []


SHEET = """
@page { size: 100mm; margin: 5mm } * { margin: 0; padding: 0; font: 9pt/5mm 'Relreport Latin' }
p { overflow-wrap: anywhere } tr { break-inside: avoid } h2 { break-after: auto } table { border-spacing: 0 }
"""
SHEETS = [("long", "m", "zh", "letter"), ("crowd", "c0", "zh", "a4"), ("long", "m", "en", "phone")]


@pytest.mark.parametrize(("name", "contact", "language", "paper"), SHEETS)
def test_a_sheet_for_a_visit_is_one_page(name: str, contact: str, language: str, paper: str) -> None:
    one = plan(name, language)
    theirs = one.assessment.account.contact(contact)
    assert theirs is not None
    page = visit_page(telling_of(one, language), theirs, site=SITE, paper=paper)
    order = Order(settings=one.assessment.readings.settings, day=DAY, audience="team", paper=paper)
    paged = printed(visit_pdf(page, order))
    assert paged.pages == 1
    height, end = paged.heights[0], max(piece.y for piece in paged.of_page(1))
    assert end < height - 30  # in points: the foot stands below it
    assert paper != "phone" or end > height - 120  # a phone's page is as long as the sheet


ROWS = "".join(f"<tr><th scope='row'>{n}</th><td>row</td></tr>" for n in range(3))
TABLE = f"<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody>{ROWS}</tbody></table>"


def after(height: int, body: str) -> str:
    return f"<div style='height: {height}mm'>.</div>{body}"


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("<p>all is well</p>", []),
        (after(40, TABLE), []),
        (after(79, TABLE), ["p1: row alone: 0 row"]),
        (after(74, TABLE), ["p2: row alone: 2 row"]),
        (after(84, "<h2>Head</h2><p>one<br>two<br>three</p>"), ["p1: heading alone: Head"]),
        ("<p style='width: 14mm'>of professional care</p>", ["p1: word broken: professio/nal"]),
        ("<p style='width: 14mm; hyphens: auto; hyphenate-character: \"-\"'>of professional care</p>", []),
        ("<p style='width: 18mm'>well <b>known</b></p>", []),
        ("<p>little</p><p style='break-before: page'>more</p>", ["p1: filled by 9%"]),
    ],
)  # fmt: skip
def test_what_stands_alone_is_found(body: str, found: list[str]) -> None:
    page = f'<html lang="en"><title>t</title><body>{body}</body></html>'
    data = Engine(stylesheets={"one": SHEET.encode()}, assets={}).render(page, moment=DAY).data
    assert faults(printed(data), frozenset({"of", "professional", "care"}), fresh=lambda _: False) == found
