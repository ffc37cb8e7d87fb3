"""Every link within a review leads to what is there, however an account's file is called."""

from __future__ import annotations

import logging
import re
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from relreport.build.order import Order
from relreport.config import open_workspace
from relreport.history import NoHistory
from relreport.model import Period
from relreport.review.difference import Difference
from relreport.review.moments import Moment
from relreport.review.past import Past
from relreport.review.rendering import render_book, render_review
from relreport.review.seats import anchor_of
from relreport.review.volume import Review, review_page, reviewed

DAY = date(2026, 9, 30)
IDS = ("east-1", "华东路桥", "华东 路桥（一期）", "a\"b'c", "<b>&amp;", "100%20", "#top", "a~20~b", "a b", "caf\u00e9.x")
SITE: Any = {"assets": "", "portfolio": "", "languages": [], "pdf": ""}


@pytest.fixture(scope="module")
def review(tmp_path_factory: pytest.TempPathFactory) -> tuple[Review, Order]:
    root: Path = tmp_path_factory.mktemp("anchors")
    (root / "accounts").mkdir()
    promise = "promises: [{on: 2026-07-01, what: 样品, due: 2026-08-01}]"
    for place, id in enumerate(IDS):
        text = f"---\nname: 客户{place}\npurchasing: [{{period: 2026-Q3, share: 30%}}]\n{promise}\n---\n"
        (root / "accounts" / f"{id}.md").write_text(text, encoding="utf-8")
    workspace = open_workspace(root)
    past = Past(workspace, NoHistory("outside"), DAY)
    made = reviewed(past, Period.quarter(2026, 3), past.at(Moment(day=date(2026, 6, 30))), past.now(DAY), {})
    return made, Order(settings=workspace.settings, day=DAY, audience="manager")


def links(html: str) -> tuple[list[str], list[str]]:
    """All ids, and where links within the page lead, as a browser reads them."""
    ids = [unescape(one) for one in re.findall(r'\sid="([^"]*)"', html)]
    return ids, [unquote(unescape(one)) for one in re.findall(r'href="#([^"]*)"', html)]


def test_each_account_has_an_anchor_of_its_own() -> None:
    anchors = [anchor_of(id) for id in IDS]
    assert len(set(anchors)) == len(IDS)
    assert anchors[:2] == list(IDS[:2])  # what is an id stands as it is
    for one in anchors:
        assert re.fullmatch(r"[\w.~\u0300-\u036f-]+", one), one


@pytest.mark.parametrize("kind", ["review", "diff"])
def test_on_screen(review: tuple[Review, Order], kind: str) -> None:
    made, order = review
    page = (
        review_page(made, order, "en", SITE)
        if kind == "review"
        else Difference(made.comparison, order, "en").page(SITE)
    )
    ids, targets = links(render_review(page))
    assert {f"account-{anchor_of(id)}" for id in IDS} <= set(ids)
    assert set(targets) <= set(ids)
    assert len(ids) == len(set(ids))
    assert not any(re.search(r"\s", one) for one in ids)


def test_on_paper(review: tuple[Review, Order], caplog: pytest.LogCaptureFixture) -> None:
    made, order = review
    with caplog.at_level(logging.DEBUG):
        render_book(review_page(made, order, "en", SITE), paper="a4", moment=DAY)
    assert not [one.getMessage() for one in caplog.records if "anchor" in one.getMessage().lower()]
