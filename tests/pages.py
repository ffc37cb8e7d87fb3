"""Accounts as text -> plans -> pages, for the tests of pages."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from textwrap import dedent
from typing import Any

from relreport.actions import Plan
from relreport.build.order import Order
from relreport.build.plans import plan_of, wording_of
from relreport.formats.html import Templates, portfolio_parts
from relreport.model import Person, Settings
from relreport.page.contract.head import Site
from relreport.page.contract.plan import PlanPage
from relreport.page.contract.portfolio import PortfolioPage
from relreport.page.plan import plan_page
from relreport.page.telling import Telling
from relreport.parse import parse, parse_settings

DAY = date(2026, 6, 30)
SITE = Site(assets="assets/", portfolio="", languages=[], pdf="")
LANGUAGES = ("en", "zh")
CHECKOUT = Path(__file__).parents[1]
EXAMPLES = CHECKOUT.parent / "shared" / "examples"


def settings_with(*names: str) -> Settings:
    return Settings(people=tuple(Person(id=name, name=name, role="rep") for name in names))


def plan_for(text: str, *, day: date = DAY, settings: Settings | None = None) -> Plan:
    """The plan of an account given as the text of its file; without a `---` it is front matter alone."""
    whole = dedent(text).strip("\n")
    if not whole.startswith("---"):
        whole = f"---\n{whole}\n---\n"
    settings = settings or Settings()
    parsed = parse("accounts/case.md", whole.encode(), settings)
    assert parsed.account is not None, parsed.findings
    assert not parsed.errors, parsed.errors
    return plan_of(parsed.account, Order(settings=settings, day=day))


def telling_of(plan: Plan, language: str) -> Telling:
    settings = plan.assessment.readings.settings
    order = Order(settings=settings, day=plan.assessment.day)
    return Telling(plan=plan, wording=wording_of(plan, settings, language, order))


def page_of(plan: Plan, language: str = "en", **more: Any) -> PlanPage:
    return plan_page(plan, telling_of(plan, language).wording, site=SITE, **more)


def workspace_plans(root: Path) -> Iterator[tuple[str, Plan]]:
    """The plan of every account of a workspace, each as of its day."""
    settings = parse_settings("relreport.yaml", (root / "relreport.yaml").read_bytes()).settings
    expected_file = root / "expected.json"
    expected = json.loads(expected_file.read_text("utf-8")) if expected_file.exists() else {}
    for path in sorted((root / "accounts").glob("*.md")):
        told = expected.get(path.stem, {}).get("as_of")
        day = date.fromisoformat(told) if told else date(2026, 11, 20)
        parsed = parse(f"accounts/{path.name}", path.read_bytes(), settings)
        assert parsed.account is not None
        yield path.stem, plan_of(parsed.account, Order(settings=settings, day=day))


def texts(value: Any, skip: frozenset[str] = frozenset()) -> Iterator[str]:
    """Every string of a page but those under the keys to skip."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, one in value.items():
            if key not in skip:
                yield from texts(one, skip)
    elif isinstance(value, list):
        for one in value:
            yield from texts(one, skip)


def render_portfolio(page: PortfolioPage, templates: Templates | None = None, *, logo: str = "") -> str:
    """The page of all accounts in one piece, which a build writes part by part."""
    return "".join(portfolio_parts(page, templates, logo=logo))
