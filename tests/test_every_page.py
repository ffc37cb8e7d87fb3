"""Every kind of page, of accounts of every sort, in both languages: how it lies in a real browser, and its words.

`layout.js` looks for text on text, text that is cut or beyond the page or its drawing, type too small to read,
headings over nothing and targets too small for a finger. That it finds each is shown by planting one.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import html5lib
import pytest

from relreport.cli import run
from tests.situations import LANGUAGES, NAMES, written

CHROMIUM = shutil.which("chromium")
LAYOUT = Path(__file__).with_name("layout.js").read_text(encoding="utf-8")
SHEET, BOOK = 665, 1009  # what a sheet of A4 leaves between its margins, upright and across, in pixels
ORDERS = {
    "manager": ["build"],
    "customer": ["build", "--audience", "customer", "--yes"],
    "visit": ["build", "--kind", "visit", "--with", "m", "{}/accounts/rich.md"],
    "visit-long": ["build", "--kind", "visit", "--with", "m", "{}/accounts/long.md"],
    "handover": ["build", "--kind", "handover", "--owner", "rep"],
    "review": ["review", "--format", "html"],
}
PAGES = {
    "portfolio": "manager/index.html",
    **{name: f"manager/accounts/{name}.html" for name in NAMES},
    "customers": "customer/index.html",
    **{f"customer-{name}": f"customer/accounts/{name}.html" for name in ("prospect", "rich", "long")},
    "visit": "visit/visit/rich-m.html",
    "visit-long": "visit-long/visit/long-m.html",
    "handover": "handover/handover/rep.html",
    "review": "review/review/2026-Q2/index.html",
}
# where everything lies; colours may change it in nothing
PLACES = """() => [...document.querySelectorAll("body *")]
  .map((one) => one.getBoundingClientRect()).map((box) => [box.left, box.top, box.width, box.height].map(Math.round).join())
  .join(" ")"""
FAULTS = {
    "text on text": "copy = document.querySelector('.verdict p').cloneNode(true); copy.style.position = 'absolute';"
    "document.querySelector('.verdict').prepend(copy)",
    "cut at the side": "box = document.querySelector('h1').style; box.overflow = 'hidden'; box.width = '3rem';"
    "box.whiteSpace = 'nowrap'",
    "cut below": "box = document.querySelector('.verdict').style; box.overflow = 'hidden'; box.height = '1.5rem'",
    "the page scrolls": "document.querySelector('.figures').style.width = '3000px'",
    "beyond the page": "box = document.querySelector('.stage').style; box.position = 'relative'; box.left = '-6rem'",
    "beyond its drawing": "document.querySelector('.chart-share text:last-of-type').setAttribute('x', 900)",
    "type of": "document.querySelector('.chart-share text').setAttribute('font-size', 6)",
    "a heading over nothing": "document.querySelector('#actions').innerHTML = '<h2>Next</h2>'",
    "a broken word": "box = document.querySelector('.gap h3').style; box.width = '1.2em'; box.overflowWrap = 'anywhere'",
    "a blank column": "box = document.querySelector('.first'); box.style.cssText = 'display: grid; grid-template-columns: 1fr 1fr';"
    "document.querySelector('#gaps').style.cssText = 'display: block; height: 900px'; copy = document.createElement('p');"
    "copy.textContent = 'x'; copy.style.marginTop = '900px'; document.querySelector('#gaps').append(copy)",
    "no room for a finger": "box = document.querySelector('.gap summary').style; box.height = box.minHeight = '1rem';"
    "box.overflow = 'visible'",
}

FOREIGN = {
    "en": re.compile("[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]+"),
    "zh": re.compile("[A-Za-z]{2,}[A-Za-z ]*"),
}
# what is of no language: commands, the version of the rules, codes, names of settings and of their values, addresses, places for a script to fill
CODES = re.compile(
    r"\brelreport [a-z-]+|\b[0-9a-f]{8}\b|\b[A-Z]{3}\d{2}\b|\bVIP\b|\bPDF\b|\bgit\b|\baccepted\b|\b2\dQ[1-4]\b|\S+@\S+|\{\w+\}"
    r"|[A-Za-z]+[._][A-Za-z0-9._]+|界限 \w+|天（\w+）"
)
APART = {"code", "q", "script", "style"}
SAID = (
    "alt",
    "aria-label",
    "content",
    "data-found",
    "data-label",
    "data-more",
    "data-none",
    "data-sort",
    "placeholder",
    "title",
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    for language in LANGUAGES:
        workspace = written(folder / f"workspace-{language}", language)
        for name, order in ORDERS.items():
            output = ["--output", str(folder / language / name), "--lang", language]
            words = [one.format(workspace) for one in order]
            assert run(["--quiet", "-C", str(workspace), *words, *output]) == 0, (language, name)
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-quic"]
        )
        yield chromium
        chromium.close()


def faults(page: Any, *, width: int) -> list[str]:
    page.set_viewport_size({"width": width, "height": 900})
    found: list[str] = page.evaluate(f"({LAYOUT})({'true' if width < 500 else 'false'})")
    return found


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here")
class TestLayout:
    @pytest.mark.parametrize("name", PAGES)
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_all_can_be_read_and_touched(self, browser: Any, site: Path, language: str, name: str) -> None:
        page = browser.new_page()
        page.goto((site / language / PAGES[name]).as_uri())
        assert faults(page, width=390) == []
        page.emulate_media(media="print")
        paper = BOOK if page.locator("body.portfolio").count() else SHEET
        assert faults(page, width=paper) == []
        page.emulate_media(media="screen")
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        for width in (390, 820, 1440):
            assert faults(page, width=width) == [], width
        light = page.evaluate(PLACES)
        page.emulate_media(color_scheme="dark")
        assert page.evaluate(PLACES) == light
        page.close()

    @pytest.mark.parametrize(
        "name", ["portfolio", "long", "customers", "customer-rich", "handover", "review"]
    )
    def test_axe_finds_nothing(self, browser: Any, site: Path, name: str) -> None:
        from axe_playwright_python.sync_playwright import Axe

        # axe is a foreign script, which the page's own policy keeps out
        context = browser.new_context(bypass_csp=True)
        page = context.new_page()
        page.goto((site / "zh" / PAGES[name]).as_uri())
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            found = Axe().run(page).response["violations"]
            assert not [(scheme, one["id"], one["nodes"][0]["html"]) for one in found]
        context.close()

    def test_a_number_that_is_folded_away_is_shown_when_it_is_followed(self, browser: Any, site: Path) -> None:
        # without scripts, too: the browser unfolds what a link leads into
        context = browser.new_context(java_script_enabled=False)
        page = context.new_page()
        page.goto((site / "en" / PAGES["rich"]).as_uri())
        folded = page.locator("#gaps .more .gap").evaluate_all("many => many.map((one) => one.id)")
        links = page.locator("#actions > table a").evaluate_all("many => many.map((one) => one.hash.slice(1))")
        name = next(one for one in links if one in folded)
        assert not page.locator(f"#{name}").is_visible()
        page.locator(f"#actions > table a[href='#{name}']").click()
        assert page.locator(f"#{name}").is_visible()
        context.close()

    @pytest.mark.parametrize("fault", FAULTS)
    def test_a_fault_that_is_there_is_found(self, browser: Any, site: Path, fault: str) -> None:
        page = browser.new_page()
        page.goto((site / "en" / PAGES["thin"]).as_uri())
        page.set_viewport_size({"width": 390, "height": 900})
        page.evaluate(f"() => {{ let copy, box; {FAULTS[fault]} }}")
        found = faults(page, width=390)
        page.emulate_media(media="print")
        found += faults(page, width=SHEET)
        assert any(one.startswith(fault) for one in found), found
        page.close()


def said(element: Any) -> Iterator[str]:
    """Every text of a page and of those attributes that somebody reads or hears."""
    if element.tag in APART or ("lang" in element.attrib and element.tag == "a"):
        return
    if element.tag != "meta":
        yield element.text or ""
        yield from (element.attrib[name] for name in SAID if name in element.attrib)
    for child in element:
        yield from said(child)
        yield child.tail or ""


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_has_words_of_its_language_alone(site: Path, language: str, name: str) -> None:
    text = (site / language / PAGES[name]).read_text("utf-8")
    page = html5lib.parse(text, namespaceHTMLElements=False)
    found = [FOREIGN[language].findall(CODES.sub("", one)) for one in said(page)]
    assert [one for many in found for one in many] == []


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("zh", "<p>第 3 项，见 NET02，rules.severity.NET02，{count}</p>", []),
        ("en", "<p>Met <q>看样板段</q> on the 3rd</p>", []),
        ("zh", "<p>最近联系 left over</p>", ["left over"]),
        ("zh", '<a aria-label="Link here">一</a>', ["Link here"]),
        ("en", "<p>Met 昨天</p>", ["昨天"]),
    ],
)
def test_a_word_of_the_other_language_is_found(language: str, text: str, found: list[str]) -> None:
    page = html5lib.parse(text, namespaceHTMLElements=False)
    assert [one for part in said(page) for one in FOREIGN[language].findall(CODES.sub("", part))] == found
