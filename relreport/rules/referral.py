"""The rule about recommendations: REF."""

from __future__ import annotations

from collections.abc import Iterator

from relreport.rules.case import Case
from relreport.rules.registry import INFO, REFERRAL, Gap, gap, rule


@rule(
    "REF01",
    "ask-referral",
    INFO,
    stages="ISX",
    rank=6,
    source=("S1-91", "S0-15"),
    move="ask-referral",
    advice=REFERRAL,
    needs_tags=True,
)
def ask_referral(case: Case) -> Iterator[Gap]:
    """People who are glad of their choice like to share it, if somebody asks."""
    if case.holds_advice_back or any(case.in_year(one.on) for one in case.account.referrals):
        return
    rating = case.latest_satisfaction
    if rating is not None and (rating.perceived or 0) >= (rating.expected or 0):
        yield gap(None, rating.at, days=case.limits.year)
        return
    key, standing = case.key, case.of_key
    if key is not None and standing is not None and standing.trust.reaches("trusted"):
        shown = [sign.at for sign in standing.trust.standing.values() if sign.positive]
        yield gap(
            None,
            *shown[:-6:-1],
            variant="trust",
            with_=key.id,
            days=case.limits.year,
            contact=key.id,
            trust=standing.trust.verdict,
        )
