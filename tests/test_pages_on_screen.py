"""The pages in a real browser, from files: sorting, search, widths, accessibility, light and dark."""

import shutil
from collections.abc import Iterator
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from relreport.formats import html
from relreport.formats.meeting import render_visit
from relreport.formats.single import in_one_file
from tests.pages import CHECKOUT, render_portfolio, workspace_plans
from tests.test_meeting import sheet as visit

LANGUAGES = ("en", "zh")
PAGES = (
    "rich-en",
    "rich-zh",
    "trouble-en",
    "prospect-zh",
    "portfolio24-en",
    "portfolio24-zh",
    "visit-en",
    "visit-zh",
    "single-zh",
)
ALL = (*PAGES, "rich-zh", "lost-en", "lost-zh", "crowd-en", "crowd-zh", "long-en", "long-zh")
# what stands beyond the page, or is cut by its own box; a box that scrolls may hold more than it shows
OUTSIDE = """() => {
  const scrolls = (box) => ["auto", "scroll"].includes(getComputedStyle(box).overflowX);
  const hidden = (one) => one.closest(".unseen, .skip, thead, details:not([open]), svg");
  const within = (one) => { for (let box = one.parentElement; box; box = box.parentElement)
    if (scrolls(box)) return true; return false; };
  const found = [];
  for (const one of document.querySelectorAll("body *")) {
    const box = one.getBoundingClientRect();
    if (!box.width || !box.height || hidden(one)) continue;
    const said = `${one.tagName} ${one.className} ${one.textContent.trim().slice(0, 40)}`;
    if (box.right > document.documentElement.clientWidth + 1 && !within(one)) found.push(`out: ${said}`);
    const cut = one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 1;
    if (cut && ["hidden", "clip"].includes(getComputedStyle(one).overflowX)) found.push(`cut: ${said}`);
  }
  return found;
}"""
# words of one cell that touch the next cell's
TOUCHING = """() => {
  const found = [];
  const edges = (cell) => {
    const boxes = [];
    const texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const text = texts.currentNode;
      if (!text.data.trim() || text.parentElement.closest(".unseen, .rungs")) continue;
      const range = document.createRange();
      range.selectNodeContents(text);
      boxes.push(...[...range.getClientRects()].filter((box) => box.width > 1));
    }
    return boxes;
  };
  for (const row of document.querySelectorAll("tbody tr")) {
    if (getComputedStyle(row).display !== "table-row" || row.closest("details:not([open])")) continue;
    const cells = [...row.cells].map(edges);
    for (let place = 0; place + 1 < cells.length; place++) {
      if (!cells[place].length || !cells[place + 1].length) continue;
      const right = Math.max(...cells[place].map((box) => box.right));
      const left = Math.min(...cells[place + 1].map((box) => box.left));
      if (left - right < 6) found.push(row.textContent.trim().replace(/\\s+/g, " ").slice(0, 60));
    }
  }
  return found;
}"""


def _made() -> ModuleType:
    spec = spec_from_file_location("made_pages", Path(__file__).with_name("made_pages.py"))
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


MADE = _made()
CHROMIUM = shutil.which("chromium")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    for name, data in html.shipped_assets().items():
        (folder / "assets" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "assets" / name).write_bytes(data)
    (folder / "assets" / "fonts").mkdir()
    for font in (Path(__file__).parents[1] / "relreport" / "fonts").glob("*.ttf"):
        shutil.copy(font, folder / "assets" / "fonts")
    visited = dict(workspace_plans(CHECKOUT))["yuanqu-rolling"]
    for lang in LANGUAGES:
        for name in ("rich", "trouble", "prospect", "lost", "crowd", "long"):
            page = MADE.PLANS[name](lang)
            page["site"]["assets"] = "assets/"
            (folder / f"{name}-{lang}.html").write_text(html.render_plan(page), encoding="utf-8")
        sheet: Any = visit(visited, "guan-peng", lang)
        (folder / f"visit-{lang}.html").write_text(render_visit(sheet), encoding="utf-8")
        for count in (24, 2000):
            page = MADE.portfolio(lang, count)
            (folder / f"portfolio{count}-{lang}.html").write_text(
                render_portfolio(page), encoding="utf-8"
            )
    one = in_one_file((folder / "portfolio24-zh.html").read_text("utf-8"), html.shipped_assets())
    (folder / "single-zh.html").write_text(one, encoding="utf-8")
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


needs_browser = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here")


@pytest.mark.browser
@needs_browser
class TestInABrowser:
    def test_the_portfolio_sorts_filters_and_finds(self, browser: Any, site: Path) -> None:
        page = browser.new_page()
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto((site / "portfolio2000-zh.html").as_uri())

        def shown() -> int:
            count: int = page.locator("table.all tbody tr:not([hidden])").count()
            return count

        assert shown() == 100
        page.locator(".page-on").click()
        assert shown() == 200
        page.locator("input[name=find]").fill("江南轨")
        assert page.locator(".found").text_content() == "显示 250 家，共 2000 家"
        page.locator("input[name=find]").fill("江南轨 二期 6")
        assert 0 < shown() < 100
        page.locator("input[name=find]").fill("江南无轨")
        assert shown() == 0
        # what many rows say alike stands once at the table
        page.locator("input[name=find]").fill("一起拜访决策人")
        assert page.locator(".found").text_content() == "显示 1000 家，共 2000 家"
        page.locator("form.find button").click()
        page.locator("select[name=owner]").select_option("zhao-lei")
        assert page.locator(".found").text_content() == "显示 1000 家，共 2000 家"
        share = page.locator("table.all thead th").nth(2)
        share.locator("button").focus()
        page.keyboard.press("Enter")
        assert share.get_attribute("aria-sort") == "ascending"
        page.keyboard.press("Enter")
        assert share.get_attribute("aria-sort") == "descending"
        keys = page.locator("table.all tbody tr:not([hidden]) td:nth-child(3)").evaluate_all(
            "cells => cells.map(c => c.dataset.key)"
        )
        assert keys == sorted(keys, key=float, reverse=True)
        # on paper stands all that is sought, and the screen is as it was after it
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert shown() == 1000
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        assert shown() == 100
        assert not said
        page.close()

    def test_one_file_alone_looks_and_works_as_the_site_does(
        self, browser: Any, site: Path, tmp_path: Path
    ) -> None:
        alone = shutil.copy(site / "single-zh.html", tmp_path)
        page = browser.new_page()
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.goto(Path(alone).as_uri())
        page.locator("input[name=find]").fill("江南轨")
        assert page.locator("table.all tbody tr:not([hidden])").count() == 3
        assert page.evaluate("getComputedStyle(document.querySelector('h1')).fontSize") == "30px"
        assert not said
        page.close()

    def test_everything_is_there_without_scripts(self, browser: Any, site: Path) -> None:
        context = browser.new_context(java_script_enabled=False)
        page = context.new_page()
        page.goto((site / "portfolio24-en.html").as_uri())
        assert page.locator("table.all tbody tr").last.is_visible()
        assert not page.locator("form.find").is_visible()
        context.close()

    @pytest.mark.parametrize("name", sorted(set(ALL)))
    def test_nothing_runs_out_at_the_side_is_cut_or_touches(
        self, browser: Any, site: Path, name: str
    ) -> None:
        page = browser.new_page()
        page.goto((site / f"{name}.html").as_uri())
        for opened in (False, True):
            if opened:
                page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
            for width in (390, 820, 1440):
                page.set_viewport_size({"width": width, "height": 900})
                assert page.evaluate("document.documentElement.scrollWidth") <= width, (opened, width)
                assert not page.evaluate(OUTSIDE), (opened, width)
                assert not page.evaluate(TOUCHING), (opened, width)
        page.close()

    def test_paper_is_no_phone(self, browser: Any, site: Path) -> None:
        """A sheet is as narrow as a phone held across, yet its tables stay tables and its map is there."""
        page = browser.new_page()
        page.goto((site / "rich-en.html").as_uri())
        page.emulate_media(media="print")
        page.set_viewport_size({"width": 665, "height": 900})
        assert page.locator(".map").first.is_visible()
        row = page.locator("table.people tbody tr").first
        assert row.evaluate("one => getComputedStyle(one).display") == "table-row"
        assert not page.evaluate(OUTSIDE)
        page.close()

    @pytest.mark.parametrize("name", [*PAGES, "crowd-en", "long-zh"])
    def test_axe_finds_nothing(self, browser: Any, site: Path, name: str) -> None:
        from axe_playwright_python.sync_playwright import Axe

        # axe is a foreign script, which the page's own policy keeps out
        context = browser.new_context(bypass_csp=True)
        page = context.new_page()
        page.goto((site / f"{name}.html").as_uri())
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            found = Axe().run(page).response["violations"]
            assert not [(scheme, one["id"], one["nodes"][0]["html"]) for one in found]
        context.close()

    def test_the_policy_lets_no_foreign_script_in(self, browser: Any, site: Path) -> None:
        page = browser.new_page()
        page.goto((site / "rich-en.html").as_uri())
        page.evaluate(
            "const script = document.createElement('script'); script.textContent = 'window.ran = 1';"
            "document.body.append(script)"
        )
        assert page.evaluate("window.ran") is None
        page.close()
