"""Diff and review as HTML and PDF, through the same doors as every page."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from relreport.build.paper import begun_for_little, fitted
from relreport.formats.html import Templates, render, shipped_assets
from relreport.formats.look import SHIPPED, Look
from relreport.formats.seal import Sealing, sealed
from relreport.page.shorten import named_briefly, shortened
from relreport.review.contract import ReviewBook, ReviewPage

if TYPE_CHECKING:
    from relreport.build.order import Order
    from relreport.formats.engine import Engine, PdfDocument

SHEETS = ("css/screen.css", "css/review.css")
PAPER_SHEETS = ("css/paper.css", "css/book.css")


def render_review(page: ReviewPage, templates: Templates | None = None) -> str:
    """The page for the screen; its style sheets lie in the site's assets."""
    return render("review.html", named_briefly(page, whole=False), ReviewPage, templates)


def render_single(page: ReviewPage, templates: Templates | None = None) -> str:
    """The same as one file with its style sheets inside; the policy allows these and no others."""
    html = render_review(page, templates)
    hashes: list[str] = []
    for name in SHEETS:
        css = shipped_assets()[name].decode("utf-8")
        digest = hashlib.sha256(css.encode("utf-8")).digest()
        hashes.append(f"'sha256-{base64.b64encode(digest).decode()}'")
        html = html.replace(f'<link rel="stylesheet" href="{name}">', f"<style>{css}</style>")
    return html.replace("style-src 'self'", f"style-src {' '.join(hashes)}")


def render_book(
    page: ReviewPage,
    *,
    paper: str,
    moment: date,
    templates: Templates | None = None,
    look: Look = SHIPPED,
    seal: Sealing | None = None,
) -> PdfDocument:
    """The review as a PDF, in the organisation's look; at its foot whose, what, and as of which day."""
    head, words = page["head"], page["words"]
    told = (head["company"], head["name"], f"{words['as_of']} {head['as_of']}")
    foot = words["dot"].join(part for part in told if part)
    book: Mapping[str, Any] = {**shortened(page, whole=False), "paper": paper, "footer": foot}
    html = render("review-book.html", book, ReviewBook, templates)
    html = look.drawn(html)
    if seal is not None:
        html = sealed(html, seal)
    engine = _engine(look, (templates or {}).get(PAPER_SHEETS[0], ""))
    if paper == "phone":
        return engine.render(html, moment=moment)
    return fitted(engine, html, moment=moment, over=begun_for_little("whole-end", "whole"))


def page_files(
    page: ReviewPage, order: Order, *, html: str, pdf: str, seal: Sealing | None = None
) -> dict[str, bytes]:
    """The page as what was ordered, on the screen and on paper, by the names of the two files."""
    files: dict[str, bytes] = {}
    if order.html:
        files[html] = render_review(page, order.templates).encode()
    if order.pdf:
        book = render_book(
            page,
            paper=order.paper,
            moment=order.day,
            templates=order.templates,
            look=order.look,
            seal=seal,
        )
        files[pdf] = book.data
    return files


@lru_cache(maxsize=2)
def _engine(look: Look, sheet: str) -> Engine:
    from relreport.formats.engine import Engine

    assets = shipped_assets()
    sheets = {name: assets[name] for name in PAPER_SHEETS}
    if sheet:
        sheets[PAPER_SHEETS[0]] = sheet.encode()
    if own := look.paper():
        sheets["own.css"] = own.encode()
    return Engine(stylesheets=sheets, assets={})
