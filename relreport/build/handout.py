"""The handout of one account as a PDF, with its seal."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from relreport.actions import Plan
from relreport.build.job import Job
from relreport.build.order import Order
from relreport.build.pages import page_and_plan
from relreport.build.site import logo_on_paper

if TYPE_CHECKING:
    from relreport.formats.seal import Seal


def handout_pdf(page: Any, order: Order, seal: Seal) -> tuple[bytes, tuple[str, ...]]:
    """The PDF, and the characters that no font of ours has a glyph for."""
    from relreport.build.paper import engine, fitted, over_page_one
    from relreport.formats.customer import render_customer_sheet
    from relreport.formats.html import render_handout
    from relreport.formats.seal import sealed
    from relreport.page.customer import customer_sheet
    from relreport.page.handout import handout_page

    logo = logo_on_paper(order)
    if "gaps" in page:
        html = render_handout(handout_page(page, paper=order.paper), order.templates, logo=logo)
    else:
        html = render_customer_sheet(customer_sheet(page, paper=order.paper), order.templates, logo=logo)
    html = sealed(order.look.drawn(html), seal)
    if order.paper == "phone" or "gaps" not in page:
        document = engine(order).render(html, moment=order.day)
    else:
        document = fitted(engine(order), html, moment=order.day, over=over_page_one)
    return document.data, document.missing_glyphs


def seal_for(job: Job, order: Order, language: str) -> Seal | None:
    """The seal that the handout of an account would bear; None where the file cannot be read.

    Of a job with an earlier version it is the seal of what that gives, without the banner over it.
    """
    found = page_and_plan(job, order, language)
    if found is None:
        return None
    page, made = found
    seal = page_seal(page, job, order, made)
    return replace(seal, valid=job.earlier.day) if job.earlier else seal


def page_seal(page: Any, job: Job, order: Order, made: Plan) -> Seal:
    """The seal of a page as its readers have it."""
    from relreport.formats.seal import seal_of

    return sealed_by(seal_of(page, id=job.id, day=order.day, audience=order.audience), made)


def sealed_by(seal: Seal, made: Plan) -> Seal:
    """The seal with the hashes of account and settings as its readers have them; outside, with none."""
    from relreport.formats.seal import with_sources

    if made.public:
        return seal
    settings = replace(made.assessment.readings.settings, as_of=None)
    return with_sources(seal, made.assessment.account, settings)
