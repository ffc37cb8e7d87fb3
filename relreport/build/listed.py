"""An account's row of the portfolio, written where the account is made: nobody writes 999 rows for one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from relreport.build.job import Built
from relreport.build.order import Order, is_public

OWN = frozenset({"portfolio.html", "partials/account-row.html"})
# what the page says of all accounts together, and whereby it puts them in order
KEPT = ("id", "href", "name", "owner", "owner_name", "tier", "stage", "codes", "find")
# what the search looks through depends on what others say, too
FIND, TOLD = '<tr role="row" data-find="', '" data-told="'
CUT = f'{FIND}{TOLD}"'


def listed(summary: Mapping[str, Any], order: Order, language: str) -> tuple[Mapping[str, Any], str]:
    """The summary with as little as the portfolio needs, and the rest of the row as HTML.

    Where a book or a template of one's own needs more, the summary is as it was, and there is no HTML.
    """
    if not order.html or order.pdf or is_public(order) or OWN & order.templates.keys():
        return summary, ""
    from relreport.formats.html import render_row
    from relreport.page.portfolio import row_alone

    html = render_row(row_alone(summary["row"]), language, order.templates)
    assert html.startswith(CUT)
    row = {name: summary["row"][name] for name in KEPT}
    gaps = [(code, severity, "", is_record) for code, severity, _, is_record in summary["gaps"]]
    return {**summary, "row": row, "gaps": gaps}, html.removeprefix(CUT)


def ready_rows(rows: Sequence[Mapping[str, Any]], built: Mapping[str, Built], language: str) -> Iterator[str]:
    """Rows as HTML, one after the other; `built`: accounts by id."""
    from relreport.formats.sandbox import escaped

    for row in rows:
        yield f'{FIND}{escaped(row["find"])}{TOLD}{row["told"]}"{built[row["id"]].rows[language]}'
