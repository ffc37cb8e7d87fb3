"""The PDF engine of this process, its style sheets read once for the look that is asked for, and what fits.

What is to stand on one page is measured: where it runs over, it is set closer, and then in smaller type.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from relreport.build.order import Order
from relreport.formats.look import Look

if TYPE_CHECKING:
    from relreport.formats.engine import Engine, PdfDocument

CLOSER = ("dense", "tight", "least")  # classes of the style sheet, one after the other
LITTLE = 1 / 3  # of a page
# of a phone's page, in millimetres: what the style sheet says, what its foot takes, what holds any sheet
LONG, FOOT, ENDLESS = 210, 14, 3000


def engine(order: Order) -> Engine:
    """The engine with the sheets of this order's look."""
    return _engine(order.look, order.templates.get("css/paper.css", ""))


@lru_cache(maxsize=2)
def _engine(look: Look, sheet: str) -> Engine:
    from relreport.formats.engine import Engine
    from relreport.formats.html import shipped_assets

    sheets = {"css/paper.css": sheet.encode() if sheet else shipped_assets()["css/paper.css"]}
    if own := look.paper():
        sheets["own.css"] = own.encode()
    return Engine(stylesheets=sheets, assets={look.logo_name: look.logo} if look.logo else {})


def fitted(
    engine: Engine, html: str, *, moment: date, over: Callable[[PdfDocument], Iterable[str]]
) -> PdfDocument:
    """The document, every part that `over` names (by its id or first class) set closer until none is.

    What is over still when all is tried stays so: nothing is left out.
    """
    document = engine.render(html, moment=moment)
    tried: dict[str, int] = {}
    while late := [name for name in over(document) if tried.get(name, 0) < len(CLOSER)]:
        before = html
        for name in late:
            html, tried[name] = _one_step(html, name, tried.get(name, 0))
        if html == before:  # a template of their own, without our parts
            break
        document = engine.render(html, moment=moment)
    return document


def in_one_piece(engine: Engine, html: str, *, moment: date, end: str) -> PdfDocument:
    """The document on a page of a phone's width as long as what it holds, as it is read there: by scrolling.

    `end` is the id of the mark at its end; without one, in a template of their own, it is set in pages.
    """
    measured = engine.render(_as_long(html, ENDLESS), moment=moment)
    if measured.pages > 1 or end not in measured.depths:
        return engine.render(html, moment=moment)
    length = math.ceil(measured.depths[end] * ENDLESS) + FOOT
    return engine.render(_as_long(html, max(length, LONG)), moment=moment)


def _as_long(html: str, length: int) -> str:
    sheet = f"<style>@page phone {{ size: 105mm {length}mm }}</style>"
    return html.replace("</head>", f"{sheet}</head>", 1)


def _one_step(html: str, name: str, tried: int) -> tuple[str, int]:
    """A part one step closer, and how many steps are tried; one that it has already is none."""
    while tried < len(CLOSER):
        made = _closer(html, name, CLOSER[tried])
        tried += 1
        if made != html:
            return made, tried
    return html, tried


def _closer(html: str, name: str, by: str) -> str:
    """The part of that id, or the first of that class where none has it, with a class more."""
    by_id = re.compile(rf'(<section class=")([^"]*" id="{re.escape(name)}")')
    by_class = re.compile(rf'(<(?:section|main) class=")([^"]*\b{re.escape(name)}[^"]*")')
    found = by_id if by_id.search(html) else by_class

    def more(one: re.Match[str]) -> str:
        return one[0] if by in one[2].partition('"')[0].split() else f"{one[1]}{by} {one[2]}"

    return found.sub(more, html, count=1)


def over_page_one(document: PdfDocument) -> Iterable[str]:
    """Page one of a handout, where the details begin after page two, or a second page has none."""
    after = document.starts.get("details", document.pages + 1)
    return ["one"] if after > 2 else []


def over_one_page(names: Iterable[str]) -> Callable[[PdfDocument], Iterable[str]]:
    """Those of a row of parts, a page each, that run over."""
    order = list(names)

    def over(document: PdfDocument) -> Iterable[str]:
        if not order:  # of no account the book has a page
            return []
        starts: Mapping[str, int] = document.starts
        ends = [starts[name] for name in order[1:]] + [document.pages + 1]
        return [name for name, end in zip(order, ends, strict=True) if end - starts[name] > 1]

    return over


def begun_for_little(end: str, *parts: str) -> Callable[[PdfDocument], Iterable[str]]:
    """All of some parts, while the mark at their end shows that a page was begun for a few lines.

    They are never set in the smallest type for it: what stands on many pages is to be read with ease.
    """
    tries = iter(CLOSER[:-1])

    def over(document: PdfDocument) -> Iterable[str]:
        page, begins = document.starts.get(end, 1), document.starts.get(parts[0], 1)
        little = page > begins and document.depths[end] < LITTLE
        return parts if little and next(tries, None) else ()

    return over
