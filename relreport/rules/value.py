"""Rules about the value that a customer sees of our company, our product and our people: VAL."""

from __future__ import annotations

from collections.abc import Iterator

from relreport.fields import tokens as t
from relreport.rules.case import Case
from relreport.rules.registry import MINOR, Gap, gap, rule


@rule(
    "VAL01",
    "value-company",
    MINOR,
    stages="DI",
    rank=6,
    source=("S0-46", "S0-47", "S0-48", "S0-55"),
    move="show-more",
    needs_tags=True,
)
def value_company(case: Case) -> Iterator[Gap]:
    """Who chooses us has to defend the choice at home; our record gives them the arguments."""
    yield from _not_shown(case, t.VALUE_COMPANY, case.limits.year)


@rule(
    "VAL02",
    "value-product",
    MINOR,
    stages="DISX",
    rank=6,
    source=("S0-49", "S0-50", "S0-51", "S0-55"),
    move="show-product",
    needs_tags=True,
)
def value_product(case: Case) -> Iterator[Gap]:
    """What works well is soon taken for granted, until another supplier makes a point of it."""
    yield from _not_shown(case, t.VALUE_PRODUCT, case.limits.year)


@rule(
    "VAL03",
    "value-rep",
    MINOR,
    stages="DISX",
    rank=6,
    source=("S0-52", "S0-53", "S0-54", "S0-55"),
    move="advise",
    needs_tags=True,
)
def value_rep(case: Case) -> Iterator[Gap]:
    """Good products can be bought from several; somebody who solves what is stuck cannot."""
    yield from _not_shown(case, t.VALUE_REP, case.limits.year)


@rule(
    "VAL04",
    "value-transfer",
    MINOR,
    stages="ISX",
    rank=6,
    source=("S0-60", "S0-61", "H-10"),
    move="bring-value",
    needs_tags=True,
)
def value_transfer(case: Case) -> Iterator[Gap]:
    """Staying in touch is welcome when it is worth their time."""
    if not case.holds("SPC04"):
        yield from _not_shown(case, t.TRANSFER, case.limits.window)


def _not_shown(case: Case, kinds: frozenset[str], days: int) -> Iterator[Gap]:
    if not case.did(kinds, days):
        last = case.last_did(kinds)
        yield gap(None, case.line_of_last(kinds), days=days, last=last.on if last else None)
