"""A customer's own page becomes HTML, for a screen and for paper."""

from __future__ import annotations

from relreport.formats.html import Templates, render
from relreport.page.contract.customer import CustomerPage, CustomerSheet


def render_customer(page: CustomerPage, templates: Templates | None = None, *, logo: str = "") -> str:
    return render("customer.html", page, CustomerPage, templates, logo=logo)


def render_customer_sheet(page: CustomerSheet, templates: Templates | None = None, *, logo: str = "") -> str:
    return render("customer-sheet.html", page, CustomerSheet, templates, logo=logo)
