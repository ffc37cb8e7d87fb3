"""What they buy, judge by and need."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from fractions import Fraction
from typing import Any

from relreport.model import Competitor, Criterion, Need, Opening, Period, Purchase, Share
from relreport.moves.candidates.registry import closes
from relreport.moves.changes import ASK, CALL, JOIN, MEND, RECORD, Added, Change
from relreport.moves.look import SOON, Look


@closes("STG01", "STG09")
def _share(look: Look) -> Iterator[Change]:
    latest = look.readings.stage.latest
    period = _last_quarter(look)
    if latest is None or latest.row.period.last < period.first:
        share = latest.share if latest else Share.of(Fraction(0))
        row = Purchase(period=period, share=share)
        yield look.change(
            "record_share", ASK, Added(list="purchasing", entry=row), theirs=True, period=period
        )


def _last_quarter(look: Look) -> Period:
    """The latest quarter that is over."""
    day = look.day
    quarter = (day.month - 1) // 3
    return Period.quarter(day.year, quarter) if quarter else Period.quarter(day.year - 1, 4)


@closes("STG07")
def _declared_stage(look: Look) -> Iterator[Change]:
    level = look.readings.stage.level
    yield look.put("declare_stage", RECORD, "declared", "", stage=level, facts={"stage": level})


@closes("DST02")
def _declared_distance(look: Look) -> Iterator[Change]:
    key = look.of_key
    if key is not None and key.distance != "unknown":
        facts: dict[str, Any] = {"distance": key.distance}
        yield look.put("declare_distance", RECORD, "declared", "", distance=key.distance, facts=facts)


@closes("STG08")
def _standing(look: Look) -> Iterator[Change]:
    if look.gap.variant == "partnership":
        yield look.top("ask_partnership", ASK, partnership=look.day)
    elif look.gap.variant is None:
        yield look.top("ask_main", ASK, main_supplier=True)


@closes("GRO01")
def _rivals(look: Look) -> Iterator[Change]:
    yield look.change("ask_rivals", ASK, Added(list="competitors", entry=Competitor(name="?")), theirs=True)


@closes("GRO02")
def _why_us(look: Look) -> Iterator[Change]:
    yield look.top("ask_why_us", ASK, why_us=(*look.account.why_us, "service"))


@closes("ENT09")
def _criteria(look: Look) -> Iterator[Change]:
    yield look.change("ask_criteria", ASK, Added(list="criteria", entry=Criterion(what="?")), theirs=True)


@closes("ENT10")
def _shape(look: Look) -> Iterator[Change]:
    entry = Criterion(what="?", shaped_by_us=True)
    yield look.change("shape_criteria", JOIN, Added(list="criteria", entry=entry), theirs=True)


@closes("DST03", "GRO11", "NED01")
def _need(look: Look) -> Iterator[Change]:
    contact = look.who
    for need in look.account.needs:
        if look.gap.code == "NED01" and need.status != "met":
            yield look.put(
                "confirm_need",
                ASK,
                "needs",
                need.id,
                confirmed=look.day,
                theirs=True,
                facts={"what": need.need, "contact": need.source},
            )
    entry = Need(
        id=f"need-{len(look.account.needs) + 1}",
        on=look.day,
        source=contact.id if contact else None,
        need="?",
    )
    about = contact.id if contact else None
    yield look.change("ask_need", ASK, Added(list="needs", entry=entry), theirs=True, contact=about)


@closes("NED02")
def _answer(look: Look) -> Iterator[Change]:
    if need := look.entry("needs"):
        yield look.put(
            "answer_need", MEND, "needs", need.id, answered=look.day, facts=look.told(need.need, need.source)
        )


@closes("NED03")
def _meet(look: Look) -> Iterator[Change]:
    if need := look.entry("needs"):
        yield look.put(
            "meet_need", MEND, "needs", need.id, met=look.day, facts=look.told(need.need, need.source)
        )


@closes("NED04")
def _tier(look: Look) -> Iterator[Change]:
    yield look.top("review_tier", RECORD, tier="regular")


@closes("SPC03")
def _answer_first(look: Look) -> Iterator[Change]:
    for need in look.account.needs:
        if need.status in ("open", "brewing"):
            yield look.put(
                "answer_need",
                MEND,
                "needs",
                need.id,
                answered=look.day,
                status="answered",
                facts=look.told(need.need, need.source),
            )


@closes("ENT01", "GRO05")
def _opening(look: Look) -> Iterator[Change]:
    entry = Opening(id=f"opening-{len(look.account.openings) + 1}", on=look.day, what="?")
    yield look.change("ask_opening", CALL, Added(list="openings", entry=entry), theirs=True)


@closes("ENT02")
def _step(look: Look) -> Iterator[Change]:
    until = look.gap.facts["until"]
    due = min(until, look.day + timedelta(days=SOON))
    yield look.plan("plan_step", due=due)
