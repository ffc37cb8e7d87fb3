"""Rules about renewal, shield and spear: FRE."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from math import ceil

from relreport.fields import tokens as t
from relreport.readings.limits import exactly
from relreport.rules.case import Case
from relreport.rules.registry import EXPECTATION, MAJOR, MINOR, Gap, gap, rule
from relreport.rules.stage import share_span


@rule(
    "FRE01",
    "no-fresh",
    MINOR,
    stages="SX",
    rank=6,
    source=("S2-40", "S2-41", "S2-46", "H-10"),
    move="bring-new",
    needs_tags=True,
)
def no_fresh(case: Case) -> Iterator[Gap]:
    """In a long relationship merits fade and small faults grow, unless we add something new."""
    yield from _not_brought(case, t.FRESH)


@rule(
    "FRE02",
    "no-spear-middle",
    MINOR,
    stages="SX",
    rank=6,
    source=("S2-49", "S2-51"),
    move="propose-better",
    advice=EXPECTATION,
    needs_tags=True,
)
def no_spear_middle(case: Case) -> Iterator[Gap]:
    """Trust is there to be used in the customer's favour; a calm in which both stop learning is no gain."""
    if case.readings.trust != "damaged":
        yield from _not_brought(case, t.SPEAR)


def _not_brought(case: Case, kinds: frozenset[str]) -> Iterator[Gap]:
    if not case.did(kinds, case.limits.window):
        last = case.last_did(kinds)
        yield gap(None, case.line_of_last(kinds), days=case.limits.window, last=last.on if last else None)


@rule(
    "FRE03",
    "spear-too-early",
    MINOR,
    stages="DI",
    rank=6,
    source=("S2-50",),
    move="be-solid",
    needs_tags=True,
)
def spear_too_early(case: Case) -> Iterator[Gap]:
    """Early on even a good idea sounds like criticism; being dependable comes first."""
    key, standing = case.key, case.of_key
    if key is None or standing is None:
        return
    early = [
        (entry, before)
        for entry in case.did({"challenge"}, case.limits.window)
        if (before := standing.ledger.steps.before(entry.on)) in ("damaged", "thin")
    ]
    if early:
        latest, before = early[-1]
        yield gap(
            None,
            *(entry.at.key("did") for entry, _ in early[:-6:-1]),
            with_=key.id,
            contact=key.id,
            on=latest.on,
            trust=before,
        )


@rule("FRE04", "cooling", MAJOR, stages="ISX", rank=6, source=("S2-21", "S2-22"), move="call")
def cooling(case: Case) -> Iterator[Gap]:
    """What is not renewed drifts apart without a word."""
    if case.readings.temperature != "cooling":
        return
    entries = case.journal.entries
    recent = [entry for entry in entries if case.in_recent(entry.on)]
    before = [
        entry for entry in entries if case.limits.recent <= case.days_since(entry.on) < 2 * case.limits.recent
    ]
    yield gap(
        None,
        *(entry.at for entry in (*recent[:-3:-1], *before[:-3:-1])),
        times=len(recent),
        count=len(before),
        days=case.limits.recent,
    )


@rule(
    "FRE05",
    "complacency",
    MAJOR,
    stages="SX",
    rank=4,
    source=("S2-54",),
    move="propose-better",
    needs_tags=True,
)
def complacency(case: Case, *, flat_periods: float = 3, flat_points: float = 5) -> Iterator[Gap]:
    """Steady volume feels safe, and that is when attention slips and somebody else is let in."""
    needed = max(ceil(flat_periods), 1)
    points = case.stage.points[-needed:]
    if len(points) < needed or share_span(points) >= exactly(flat_points):
        return
    moves = [
        (move, rival) for rival in case.account.competitors for move in rival.moves if case.in_year(move.on)
    ]
    if not moves or case.did(t.FRESH | t.SPEAR, case.limits.window):
        return
    latest, rival = max(moves, key=lambda one: one[0].on or date.min)
    yield gap(
        None,
        latest.at,
        *(point.row.at for point in reversed(points)),
        periods=len(points),
        share=points[-1].share,
        days=case.limits.window,
        rival=rival.name,
        on=latest.on,
        what=latest.what,
    )


@rule(
    "FRE06",
    "plateau",
    MINOR,
    stages="ISX",
    rank=6,
    source=("S2-21", "S2-22"),
    move="bring-new",
    needs_tags=True,
)
def plateau(case: Case) -> Iterator[Gap]:
    """Every relationship reaches a level stretch; what follows depends on who brings something new."""
    if case.readings.temperature != "plateau":
        return
    if case.readings.temperature_on(case.day - timedelta(days=case.limits.window)) != "plateau":
        return
    new = t.FRESH | t.SPEAR
    if case.did(new, case.limits.recent) or any(
        not new.isdisjoint(action.did) for action in case.open_actions
    ):
        return
    yield gap(
        None,
        case.line_of_last(new),
        *(entry.at for entry in case.window[:-3:-1]),
        days=case.limits.window,
        limit=case.limits.recent,
    )
