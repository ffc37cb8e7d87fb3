"""Pages for meetings become HTML: the visit sheet, for a screen and for paper, and the review book."""

from __future__ import annotations

from relreport.formats.html import Templates, render
from relreport.page.contract.book import BookPage
from relreport.page.contract.visit import VisitPage


def render_visit(page: VisitPage, templates: Templates | None = None, *, logo: str = "") -> str:
    return render("visit.html", page, VisitPage, templates, logo=logo, on_paper=False)


def render_visit_sheet(page: VisitPage, templates: Templates | None = None, *, logo: str = "") -> str:
    return render("visit-sheet.html", page, VisitPage, templates, logo=logo)


def render_book(page: BookPage, templates: Templates | None = None, *, logo: str = "") -> str:
    return render("book.html", page, BookPage, templates, logo=logo)
