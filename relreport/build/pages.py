"""The page of one account, as its readers have it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from relreport.actions import Plan
from relreport.build.earlier import account_of
from relreport.build.job import Job
from relreport.build.names import pdf_name
from relreport.build.order import Order, is_public
from relreport.build.plans import for_audience, plan_of, wording_of
from relreport.build.site import logo_beside, screen, ways
from relreport.page.contract.head import Site
from relreport.parse import Parsed, parse
from relreport.text import Wording
from relreport.trend import trend


def account_page(made: Plan, parsed: Parsed, wording: Wording, order: Order, job: Job, root: str) -> Any:
    """What a template may place; of who is public what may be shown to the customer."""
    from relreport.page.customer import customer_page
    from relreport.page.plan import plan_page

    if made.public:
        return customer_page(made, wording, site=_site(order, root, parsed))
    return plan_page(
        made,
        wording,
        site=_site(order, root, parsed),
        figures=job.figures,
        unread=parsed.errors,
    )


def _site(order: Order, root: str, parsed: Parsed) -> Site:
    """The ways from a page to the rest of the site."""
    return ways(
        order,
        root,
        f"accounts/{parsed.id}.html",
        portfolio="" if is_public(order) else "../index.html",  # a customer is not shown who else is one
        pdf=f"../pdf/{pdf_name(parsed, order)}" if order.pdf else "",
    )


def page_and_plan(job: Job, order: Order, language: str) -> tuple[Any, Plan] | None:
    """The page of one account in one language, and the plan it tells; None where the file cannot be read.

    Of a job with an earlier version both are of that, without the banner over it.
    """
    parsed = parse(job.path, job.earlier.data if job.earlier else job.data, order.settings)
    account = account_of(job, order) if job.earlier else parsed.account
    if account is None:
        return None
    whole = plan_of(account, order)
    if not is_public(order):
        whole = replace(whole, trend=trend(account, whole.assessment))
    made = for_audience(whole, order, language)
    wording = wording_of(made, order.settings, language, order)
    return account_page(made, parsed, wording, order, job, ""), made


def screen_page(page: Any, order: Order) -> bytes:
    """The page as HTML, of a customer's own or of the team's."""
    from relreport.formats.customer import render_customer
    from relreport.formats.html import render_plan

    render = render_plan if "gaps" in page else render_customer
    return screen(render(page, order.templates, logo=logo_beside(page, order)), order)
