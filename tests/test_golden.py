"""Pages as they were agreed on: a change of a page shows as a change of a file, in both languages.

`pytest tests/test_golden.py --snapshot-update` writes them anew; then read the difference before it is committed.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from dataclasses import replace
from typing import Any

import pikepdf
import pytest
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from relreport.explain.judgements import judgements
from relreport.formats.engine import Engine
from relreport.formats.html import render_handout, render_plan, shipped_assets
from relreport.formats.libraries import lacking
from relreport.formats.meeting import render_visit
from relreport.page.handout import handout_page
from relreport.page.portfolio import portfolio_page
from relreport.page.summary import summary
from tests.pages import CHECKOUT, LANGUAGES, SITE, page_of, render_portfolio, telling_of, workspace_plans
from tests.test_meeting import sheet

PLANS = dict(workspace_plans(CHECKOUT))
SHOWN = ("brackmoor-packaging", "qingliao-data", "yuanqu-rolling")  # thin, four lines, rich
DAY = next(iter(PLANS.values())).assessment.day


class Html(SingleFileSnapshotExtension):
    file_extension = "html"
    _write_mode = WriteMode.TEXT


class Text(Html):
    file_extension = "txt"


def by_line(html: str) -> str:
    """A tag a line, so that a difference can be read."""
    return re.sub(
        r"\s*\n\s*", "\n", re.sub(r"(<(?!/?(?:strong|small|span|code|a|i)\b))", r"\n\1", html)
    ).strip()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", SHOWN)
def test_plans(name: str, language: str, snapshot: Any) -> None:
    plan = PLANS[name]
    whole = replace(plan, reasons=judgements(plan.assessment, plan.smallest))
    assert by_line(render_plan(page_of(whole, language))) == snapshot(extension_class=Html)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_portfolio(language: str, snapshot: Any) -> None:
    told = [telling_of(plan, language) for plan in PLANS.values()]
    page = portfolio_page(
        [summary(one.plan, one.wording) for one in told],
        told[0].wording,
        settings=told[0].settings,
        site=SITE,
    )
    assert by_line(render_portfolio(page)) == snapshot(extension_class=Html)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_visit_sheet(language: str, snapshot: Any) -> None:
    page: Any = sheet(PLANS["yuanqu-rolling"], "guan-peng", language)
    assert by_line(render_visit(page)) == snapshot(extension_class=Html)


@pytest.mark.skipif(bool(lacking()), reason="no Pango here")
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_handout_by_text_and_structure(language: str, snapshot: Any) -> None:
    engine = Engine(stylesheets={"paper.css": shipped_assets()["css/paper.css"]}, assets={})
    html = render_handout(handout_page(page_of(PLANS["brackmoor-packaging"], language)))
    assert structure(engine.render(html, moment=DAY).data) == snapshot(extension_class=Text)


def structure(data: bytes) -> str:
    """Title, language, bookmarks with their pages, and how often each tag stands in the structure."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
        lines = [f"title {pdf.docinfo.Title}", f"lang {pdf.Root.Lang}", f"pages {len(pdf.pages)}"]

        def walk(entries: Any, depth: int) -> None:
            for entry in entries:
                lines.append(f"{'  ' * depth}{pages[entry.destination[0].objgen]} {entry.title}")
                walk(entry.children, depth + 1)

        walk(pdf.open_outline().root, 0)
        tags: Counter[str] = Counter()
        waiting = [pdf.Root.StructTreeRoot.K]
        while waiting:
            node = waiting.pop()
            if isinstance(node, pikepdf.Array):
                waiting.extend(node)
            elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
                tags[str(node.S)] += 1
                if str(node.S) == "/Figure":
                    assert str(node.Alt)
                if "/K" in node:
                    waiting.append(node.K)
        return "\n".join([*lines, *(f"{tag} {count}" for tag, count in sorted(tags.items()))]) + "\n"
