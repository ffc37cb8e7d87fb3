"""The visit sheet of one person: the files of an account's next meeting, for a screen and for paper."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from relreport.build.earlier import account_of, stale_words
from relreport.build.plans import for_audience, plan_of, wording_of
from relreport.build.site import folder_of, logo_beside, logo_on_paper, screen, ways
from relreport.parse import parse

if TYPE_CHECKING:
    from relreport.build.job import Job
    from relreport.build.order import Order
    from relreport.formats.engine import PdfDocument
    from relreport.model import Account, Contact


class ClosedVisitError(Exception):
    """These readers may not have the person's name: there is nothing to put at the head of a sheet."""


def found_contacts(account: Account, said: str) -> list[Contact]:
    """Who of theirs is meant: by id, else by name."""
    wanted = said.casefold()
    by_id = [one for one in account.contacts if one.id.casefold() == wanted]
    return by_id or [one for one in account.contacts if one.name.casefold() == wanted]


def visit_files(job: Job, contact: str, order: Order) -> dict[str, bytes]:
    """The sheet for a meeting with `contact` (an id), in every language and form of the order."""
    from relreport.moves import smallest_move
    from relreport.page.telling import Telling
    from relreport.page.visit import visit_page

    parsed = parse(job.path, job.data, order.settings)
    account = parsed.account or account_of(job, order)
    assert account is not None
    stale = job.earlier.day if job.earlier and parsed.account is None else None
    whole = plan_of(account, order)
    whole = replace(whole, smallest=smallest_move(account, whole.assessment, about=contact))
    files: dict[str, bytes] = {}
    for place, language in enumerate(order.languages):
        root = folder_of(place, language)
        made = for_audience(whole, order, language)
        theirs = made.assessment.account.contact(contact)
        if theirs is None or made.public:
            raise ClosedVisitError(contact)
        wording = wording_of(made, order.settings, language, order)
        sheet = f"visit/{parsed.id}-{contact}"
        telling = Telling(plan=made, wording=wording)
        site = ways(order, root, f"{sheet}.html", pdf=f"{sheet.removeprefix('visit/')}.pdf")
        page = visit_page(telling, theirs, site=site, paper=order.paper)
        if stale:
            page["verdict"] = [stale_words(stale, language), *page["verdict"]]
        if order.html:
            files[f"{root}{sheet}.html"] = _html(page, order)
        if order.pdf:
            files[f"{root}{sheet}.pdf"] = visit_pdf(page, order)
    return files


def _html(page: Any, order: Order) -> bytes:
    from relreport.formats.meeting import render_visit

    return screen(render_visit(page, order.templates, logo=logo_beside(page, order)), order)


def visit_pdf(page: Any, order: Order) -> bytes:
    """The sheet on one page of whatever paper."""
    from relreport.build.paper import engine, fitted, in_one_piece
    from relreport.formats.meeting import render_visit_sheet

    html = order.look.drawn(render_visit_sheet(page, order.templates, logo=logo_on_paper(order)))
    if order.paper == "phone":
        return in_one_piece(engine(order), html, moment=order.day, end="sheet-end").data

    def over(document: PdfDocument) -> list[str]:
        return ["sheet"] if document.pages > 1 else []

    return fitted(engine(order), html, moment=order.day, over=over).data
