"""Rules about growing from the first order to more of their business: GRO."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from relreport.fields.tokens import PERFORMANCE_ITEM
from relreport.model import At, Performance
from relreport.rules.case import Case
from relreport.rules.registry import CRITICAL, EXPECTATION, MAJOR, MINOR, RECORD, Gap, gap, rule


@rule(
    "GRO01",
    "competition-unknown",
    MINOR,
    kind=RECORD,
    stages="DISX",
    rank=4,
    source=("S3-13", "S1-14", "S1-38"),
    move="ask-rivals",
)
def competition_unknown(case: Case) -> Iterator[Gap]:
    """They compare us with somebody, whether we know with whom or not."""
    if case.account.said("competitors"):
        return
    if any(one.portrait.answers("rivals") for one in case.account.contacts):
        return
    latest = case.stage.latest
    share = latest.share if latest and latest.share.middle > 0 else None
    if share is None or share.middle < 1:
        yield gap(None, case.top("competitors"), latest.row.at if latest and share else None, share=share)


@rule("GRO02", "price-only", MAJOR, stages="I", rank=4, source=("S1-37",), move="find-reason")
def price_only(case: Case) -> Iterator[Gap]:
    """A better price can be offered by anybody, any day."""
    if case.account.why_us and CHEAP.issuperset(case.account.why_us):
        yield gap(None, case.top("why_us"))


CHEAP = frozenset({"price", "terms"})


@rule("GRO03", "dissatisfied", CRITICAL, stages="ISX", rank=3, source=("S1-49", "S1-50"), move="put-right")
def dissatisfied(case: Case) -> Iterator[Gap]:
    """Who gets less than expected looks around, often without telling us."""
    latest = case.latest_satisfaction
    if latest is None or latest.perceived is None or latest.expected is None:
        return
    if latest.perceived < latest.expected:
        yield gap(
            None,
            latest.at,
            with_=latest.source,
            contact=latest.source,
            on=latest.on,
            count=_figure(latest.perceived),
            limit=_figure(latest.expected),
        )


def _figure(value: float) -> int | float:
    """A rating without a decimal place that says nothing."""
    return int(value) if float(value).is_integer() else value


@rule(
    "GRO04",
    "expectation-not-raised",
    MINOR,
    stages="I",
    rank=4,
    source=("S1-40", "S1-52"),
    move="show-more",
    advice=EXPECTATION,
    needs_tags=True,
)
def expectation_not_raised(case: Case) -> Iterator[Gap]:
    """Expectations come from what people have seen; who has seen better asks for it.

    Somebody whose roles are unknown may be a decider: what was shown to them is no evidence against us.
    """
    may_weigh = {one.id for one in case.contacts if one.weighs or not (one.roles or "roles" in one.none)}
    if any(may_weigh.intersection(entry.with_) for entry in case.did(RAISING, case.limits.window)):
        return
    last = case.last_did(RAISING)
    yield gap(None, last.at if last else case.top("interactions"), limit=case.limits.window)


RAISING = frozenset({"innovation", "viewpoint", "track-record", "solution"})


@rule("GRO05", "no-occasion", MINOR, kind=RECORD, stages="I", rank=4, source=("S1-53",), move="find-opening")
def no_occasion(case: Case) -> Iterator[Gap]:
    """From second supplier to first choice leads a row of small proofs, and each needs an occasion."""
    if case.live_openings or case.open_tenders or case.holds("GRO11") or case.holds("DST03"):
        return
    yield gap(None, *_ways(case))


def _ways(case: Case) -> list[At]:
    """The lines that show that no opening is live and no tender open."""
    ended = [one.at for one in case.account.openings] + [one.at for one in case.account.tenders]
    return ended[-4:] or [case.top("openings")]


@rule(
    "GRO06",
    "interest-organisation",
    MAJOR,
    stages="ISX",
    rank=4,
    source=("S1-30", "S1-46"),
    move="show-benefit",
    needs_tags=True,
)
def interest_organisation(case: Case) -> Iterator[Gap]:
    """An order has to make sense for their company before anything else."""
    if not case.readings.matrix.interest_organisation.filled:
        yield gap(None, case.top("interactions"))


@rule(
    "GRO07",
    "interest-personal",
    MINOR,
    stages="ISX",
    rank=4,
    source=("S1-30", "S1-47", "S1-62"),
    move="serve-person",
    needs_tags=True,
)
def interest_personal(case: Case) -> Iterator[Gap]:
    """Behind each order stands a person who answers for it."""
    if not case.readings.matrix.interest_personal.filled:
        yield gap(None, case.top("interactions"))


@rule(
    "GRO08",
    "trust-personal",
    MAJOR,
    stages="ISX",
    rank=3,
    source=("S1-29", "S1-48"),
    move="win-respect",
    needs_tags=True,
)
def trust_personal(case: Case) -> Iterator[Gap]:
    """A good name opens doors; it is a person who stays when something goes wrong."""
    key, standing = case.key, case.of_key
    if key is None or standing is None or not standing.trust.known or case.key_trust_is_told:
        return
    if not case.readings.matrix.trust_personal.filled:
        signs = [sign.at for sign in standing.trust.standing.values() if not sign.positive]
        yield gap(None, *signs[:3], key.at, with_=key.id, contact=key.id, trust=standing.trust.verdict)


@rule(
    "GRO09",
    "trust-organisation",
    MINOR,
    stages="ISX",
    rank=3,
    source=("S1-29", "S4-13"),
    move="introduce",
    needs_tags=True,
)
def trust_organisation(case: Case) -> Iterator[Gap]:
    """Personal trust is the root; trust between the companies survives a change of people."""
    if not case.readings.matrix.trust_organisation.filled:
        alone = next((one.subject for one in case.gaps("NET01")), None)  # one step serves both
        yield gap(None, case.top("contacts"), with_=alone)


@rule(
    "GRO10",
    "hard-fail",
    CRITICAL,
    stages="DISX",
    rank=1,
    source=("S2-31", "S2-32", "S2-33"),
    move="put-right",
)
def hard_fail(case: Case) -> Iterator[Gap]:
    """Product, delivery and service are musts; failing one outweighs all the rest."""
    latest: dict[str, Performance] = {}
    for row in sorted(case.account.performance, key=lambda one: one.on or date.min):  # undated ones first
        if row.item is not None and row.result is not None:
            latest[row.item] = row
    failed = [latest[item] for item in PERFORMANCE_ITEM if item in latest and latest[item].result == "fail"]
    if failed:
        yield gap(
            None,
            *(row.at for row in failed),
            items=tuple(row.item for row in failed),
            on=max((row.on for row in failed if row.on), default=None),
        )


@rule("GRO11", "no-next-step", MINOR, stages="ISX", rank=4, source=("S3-58", "S4-14"), move="ask-need")
def no_next_step(case: Case) -> Iterator[Gap]:
    """A relationship lives on what comes next; who asks early hears while it is still being shaped."""
    if case.live_openings or case.open_tenders or case.holds("DST03"):
        return
    if all(need.status == "met" for need in case.account.needs):
        met = [need.at for need in case.account.needs]
        yield gap(None, *met[-2:], *_ways(case)[-3:])
