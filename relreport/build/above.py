"""What stands above the accounts: portfolio, customers' list, review book, the document for machines.

The large ones come part by part: of ten thousand accounts no memory should hold them whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from relreport.build.incremental import data_of
from relreport.build.job import Built
from relreport.build.listed import ready_rows
from relreport.build.order import Order, is_outward, is_public, leaves_out
from relreport.build.site import logo_beside, screen, ways
from relreport.text import Wording

Parts = Iterable[bytes]


def site_parts(built: Iterable[Built], order: Order) -> Iterator[tuple[str, Parts]]:
    """Each file with its bytes, in order; what is kept of an account is read when its turn comes."""
    done = sorted(built, key=lambda one: (one.id, one.path))
    for place, language in enumerate(order.languages):
        yield from _of_language(done, order, language, "" if place == 0 else f"{language}/")


def _of_language(
    built: Sequence[Built], order: Order, language: str, root: str
) -> Iterator[tuple[str, Parts]]:
    from relreport.formats.json import document_parts

    told = [one.summaries[language] for one in built if one.read]
    if order.html and is_public(order):
        yield f"{root}index.html", _customers(told, order, language, root)
    elif not is_public(order) and (order.html or order.pdf):
        yield from _portfolio(built, told, order, language, root)
    yield (
        f"{root}data/assessment.json",
        document_parts(
            (data_of(one.facts, language) for one in built if one.facts),
            [row for one in built for row in unread_rows(one, order, language)],
            as_of=order.day,
            audience=order.audience,
        ),
    )


def _customers(told: Sequence[Any], order: Order, language: str, root: str) -> Parts:
    from relreport.formats.customer import render_customer
    from relreport.page.customer import customer_list

    page = customer_list(
        told,
        _wording(order, language),
        settings=order.settings,
        site=ways(order, root, "index.html"),
    )
    return [screen(render_customer(page, order.templates, logo=logo_beside(page, order)), order)]


def _portfolio(
    built: Sequence[Built], told: Sequence[Any], order: Order, language: str, root: str
) -> Iterator[tuple[str, Parts]]:
    from relreport.formats.html import portfolio_parts
    from relreport.page.portfolio import portfolio_page

    wording = _wording(order, language)
    page = portfolio_page(
        told,
        wording,
        settings=order.settings,
        site=ways(order, root, "index.html"),
        unread=[
            (one.name or one.id, unread_rows(one, order, language))
            for one in built
            if not one.read or one.valid_on
        ],
        audience=order.audience,
        left_out=leaves_out(order),
    )
    if order.html:
        written = {one.id: one for one in built if language in one.rows}
        rows = ready_rows(page["rows"], written, language) if written else None
        parts = portfolio_parts(page, order.templates, logo=logo_beside(page, order), rows=rows)
        whole = [screen("".join(parts), order)] if order.single else (part.encode() for part in parts)
        yield f"{root}index.html", whole
    if order.pdf:
        from relreport.build.book import book

        yield f"{root}pdf/portfolio.pdf", [book(page, told, wording, order)]


def _wording(order: Order, language: str) -> Wording:

    return Wording(
        language=language,
        day=order.day,
        outward=is_outward(order),
        own_labels=order.settings.labels,
        people={one.id: one.name for one in order.settings.people},
    )


def unread_rows(built: Built, order: Order, language: str) -> list[dict[str, Any]]:
    """What could not be read, as these readers may have it: a message can quote a word of a closed field."""
    from relreport.diagnostics import title

    rows = built.invalid.get(language, [])
    if not leaves_out(order):
        return rows
    return [] if is_public(order) else [{**row, "message": title(row["code"], language)} for row in rows]


def site_files(built: Iterable[Built], order: Order) -> dict[str, bytes]:
    """What is made of all accounts together: portfolio and JSON."""
    return {name: b"".join(parts) for name, parts in site_parts(built, order)}
