"""The roll of the portfolio's book: what each account was when its page was made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from relreport import __version__
from relreport.audience import audience_named, settings_for
from relreport.figures import FigureRow
from relreport.formats.roll import Roll, settings_content, short_content
from relreport.formats.seal import SHORT, rules_version
from relreport.model import Account

if TYPE_CHECKING:
    from relreport.build.order import Order


def account_content(account: Account, figures: Iterable[FigureRow]) -> str:
    """A hash of an account as its readers have it, and of what finance says of it."""
    return short_content(account, figures_of(figures))


def figures_of(figures: Iterable[FigureRow]) -> list[tuple[Any, ...]]:
    """What finance says, wherever it stands in its table."""
    return [(one.period.name, one.sales, one.target, one.received, one.overdue) for one in figures]


def roll_of(accounts: Mapping[str, str], order: Order, language: str) -> Roll:
    """The roll of the portfolio's book."""
    readers = audience_named(order.audience, order.settings)
    return Roll(
        kind="portfolio",
        id="portfolio",
        day=order.day,
        today=order.day,
        audience=order.audience,
        language=language,
        rules=rules_version()[:SHORT],
        version=__version__,
        settings=settings_content(settings_for(order.settings, readers)),
        accounts=accounts,
    )


def accounts_of(summaries: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """What was kept of each account for the roll."""
    return {one["id"]: one["content"] for one in summaries if "content" in one}
