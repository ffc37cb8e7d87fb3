"""What may be shown to the customer: name, category, what we delivered in the year, the dates agreed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypedDict

from relreport.actions import Plan
from relreport.fields import tokens as t
from relreport.model import Settings
from relreport.page.contract.customer import CustomerPage, CustomerSheet
from relreport.page.contract.head import Head, Site
from relreport.page.contract.parts import Section
from relreport.page.parts import cell, row, section, table
from relreport.page.telling import Telling
from relreport.text import Wording, page_words
from relreport.text.catalogue import sentences
from relreport.text.figures import say_day

LEVELS = {"company": t.VALUE_COMPANY, "product": t.VALUE_PRODUCT, "rep": t.VALUE_REP}


class Named(TypedDict):
    """What the page of all customers has of one: no more than its name and the way to its page."""

    id: str
    name: str


def customer_page(plan: Plan, wording: Wording, *, site: Site) -> CustomerPage:
    telling = Telling(plan=plan, wording=wording)
    account = telling.account
    return CustomerPage(
        lang=wording.language,  # type: ignore[typeddict-item]  # one of the two
        words=telling.words,
        head=_head(
            account.name,
            [account.category] if account.category else [],
            telling.settings,
            wording,
        ),
        site=site,
        sections=[_delivered(telling), _agreed(telling)],
    )


def named(plan: Plan) -> Named:
    return Named(id=plan.assessment.account.id, name=plan.assessment.account.name)


def customer_list(
    customers: Sequence[Named], wording: Wording, *, settings: Settings, site: Site
) -> CustomerPage:
    """The page of all customers: their names, in their order."""
    words = _words(wording)
    rows = [
        row(cell(one["name"], href=f"accounts/{one['id']}.html"))
        for one in sorted(customers, key=lambda one: (one["name"], one["id"]))
    ]
    return CustomerPage(
        lang=wording.language,  # type: ignore[typeddict-item]  # one of the two
        words=dict(page_words(wording.language)["words"]),
        head=_head(words["list"], [], settings, wording),
        site=site,
        sections=[section("customers", "", tables=[table(["+" + words["name"]], rows)])]
        if rows
        else [],
    )


def customer_sheet(page: CustomerPage, *, paper: str) -> CustomerSheet:
    """The page on paper."""
    head, words = page["head"], page["words"]
    foot = [head["company"], f"{words['as_of']} {head['as_of']}"]
    return CustomerSheet(
        **page,
        paper=paper,  # type: ignore[typeddict-item]  # one that there is
        footer=words["dot"].join(part for part in foot if part),
    )


def _words(wording: Wording) -> dict[str, str]:
    return dict(sentences(wording.language, "account_page")["customer"])


def _head(name: str, line: list[str], settings: Settings, wording: Wording) -> Head:
    return Head(
        name=name,
        line=line,
        kind=_words(wording)["kind"],
        company=settings.company or "",
        as_of=say_day(wording.day, wording.language),
        as_of_iso=wording.day.isoformat(),
        # it is in the customer's hands: that some facts are not for these readers is not for them either
        audience="",
        audience_note="",
        confidential="",
    )


def _delivered(telling: Telling) -> Section:
    """The kinds of value shown in the year, by level."""
    words = _words(telling.wording)
    rows = [
        row(
            cell(words[f"level_{level}"]),
            cell(
                telling.several(
                    [telling.label("did", kind) for kind in telling.plan.delivered if kind in kinds]
                )
            ),
        )
        for level, kinds in LEVELS.items()
        if kinds.intersection(telling.plan.delivered)
    ]
    return section(
        "delivered",
        words["delivered"],
        note=words["year"],
        sentences=[] if rows else [[{"text": words["nothing"], "strong": False}]],
        tables=[table([words["level"], "+" + words["what"]], rows)] if rows else [],
    )


def _agreed(telling: Telling) -> Section:
    words = _words(telling.wording)
    rows = [row(cell(day)) for day in _days(telling)]
    return section(
        "agreed",
        words["agreed"],
        sentences=[] if rows else [[{"text": words["no_dates"], "strong": False}]],
        tables=[table(["+" + words["day"]], rows)] if rows else [],
    )


def _days(telling: Telling) -> Iterator[str]:
    """Those to come: what is past is no date to keep free."""
    return (telling.full_day(on) for on in telling.plan.agreed if on >= telling.day)
