"""The review book of one language: from the portfolio's page and what was kept of every account."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

from relreport.build.order import Order
from relreport.build.paper import begun_for_little, engine, fitted, over_one_page
from relreport.build.roll import accounts_of, roll_of
from relreport.build.site import logo_on_paper
from relreport.page.contract.portfolio import PortfolioPage
from relreport.text import Wording

if TYPE_CHECKING:
    from relreport.formats.engine import PdfDocument
    from relreport.page.summary import Summary


def book(
    portfolio: PortfolioPage, summaries: Sequence[Mapping[str, Any]], wording: Wording, order: Order
) -> bytes:
    """The book as a PDF. A summary without `book` has no page of its own."""
    from relreport.formats.meeting import render_book
    from relreport.formats.seal import sealed
    from relreport.page.book import book_page

    page = book_page(
        portfolio,
        cast("Sequence[Summary]", summaries),  # read back from JSON, they were made as that
        {one["id"]: one["book"] for one in summaries if "book" in one},
        wording,
        paper=order.paper,
    )
    html = render_book(page, order.templates, logo=logo_on_paper(order))
    drawn = sealed(order.look.drawn(html), roll_of(accounts_of(summaries), order, wording.language))
    if order.paper == "phone":
        return engine(order).render(drawn, moment=order.day).data
    longer = over_one_page(one["anchor"] for one in page["accounts"])
    little = begun_for_little("crossing-end", "overview", "crossing")

    def over(document: PdfDocument) -> list[str]:
        return [*longer(document), *little(document)]

    return fitted(engine(order), drawn, moment=order.day, over=over).data
