"""Rules about secrecy: who may read, what one person alone holds, what the class rests on: SEC."""

from __future__ import annotations

from collections.abc import Iterator

from relreport.rules.case import Case
from relreport.rules.registry import MAJOR, MINOR, RECORD, Gap, gap, rule

MONEY = frozenset({"volume", "profit"})


@rule(
    "SEC01",
    "confidentiality",
    MAJOR,
    stages="DISX",
    rank=1,
    source=("S3-50", "S3-51", "S3-52"),
    move="sign-readers",
)
def confidentiality(case: Case) -> Iterator[Gap]:
    """What people tell us in confidence can harm them in the wrong hands, outside and inside our company."""
    account = case.account
    unsigned = [reader for reader in account.readers if reader.signed is None]
    if unsigned:
        yield gap(
            None, *(reader.at for reader in unsigned[:5]), persons=tuple(reader.id for reader in unsigned)
        )
    elif not account.readers and (account.tier == "vvip" or account.confidential):
        protected = case.top("confidential") if account.confidential else case.top("tier")
        yield gap(None, protected, severity=MINOR, as_kind=RECORD, variant="unnamed")


@rule(
    "SEC02", "manager-blind", MAJOR, stages="DISX", rank=1, source=("S3-48", "S3-49"), move="confirm-withheld"
)
def manager_blind(case: Case) -> Iterator[Gap]:
    """That one responsible manager knows of it protects the customer and the colleague who carries it."""
    for contact in case.contacts:
        held = [
            (board, item)
            for board, _, item in contact.portrait
            if item.withheld is not None and not item.counts
        ]
        if held:
            board, first = held[0]
            yield gap(
                contact.id,
                *(item.at for _, item in held[:5]),
                contact=contact.id,
                person=first.withheld,
                board=board,
            )


@rule(
    "SEC03", "class-basis", MINOR, kind=RECORD, stages="DISX", rank=7, source=("S3-53",), move="ground-tier"
)
def class_basis(case: Case) -> Iterator[Gap]:
    """Volume and profit move with a single order; other reasons show who deserves lasting effort."""
    reasons = frozenset(case.account.tier_why)
    if case.tier in ("key", "vvip") and reasons and (len(reasons) < 2 or reasons <= MONEY):
        yield gap(None, case.top("tier_why"), case.top("tier"), items=tuple(case.account.tier_why))
