"""Two plans of one account side by side: which readings, gaps and actions differ. Facts, no sentences."""

from __future__ import annotations

from collections.abc import Iterator

from relreport.actions import NextAction, Plan
from relreport.assess import OpenGap
from relreport.readings import Readings
from relreport.record import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """One reading that is another. `scale`: the vocabulary of its levels; `contact`: whose it is."""

    reading: str
    scale: str
    contact: str | None
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What is not the same afterwards."""

    moved: tuple[Moved, ...]
    closed: tuple[OpenGap, ...]
    opened: tuple[OpenGap, ...]
    regraded: tuple[tuple[OpenGap, OpenGap], ...]
    dropped: tuple[NextAction, ...]
    added: tuple[NextAction, ...]

    def __bool__(self) -> bool:
        return any((self.moved, self.closed, self.opened, self.regraded, self.dropped, self.added))


def difference(before: Plan, after: Plan) -> Difference:
    """What a change made of a plan."""
    was = {gap.anchor: gap for gap in before.assessment.gaps}
    now = {gap.anchor: gap for gap in after.assessment.gaps}
    old = {_named(action): action for action in before.actions}
    new = {_named(action): action for action in after.actions}
    return Difference(
        moved=tuple(_moved(before.assessment.readings, after.assessment.readings)),
        closed=tuple(gap for anchor, gap in was.items() if anchor not in now),
        opened=tuple(gap for anchor, gap in now.items() if anchor not in was),
        regraded=tuple(
            (gap, now[anchor])
            for anchor, gap in was.items()
            if anchor in now and now[anchor].severity != gap.severity
        ),
        dropped=tuple(action for name, action in old.items() if name not in new),
        added=tuple(action for name, action in new.items() if name not in old),
    )


def _named(action: NextAction) -> tuple[object, ...]:
    """What makes an action the same one: the rep's entry, the festival, or the move with its partner."""
    if action.own is not None:
        return ("own", action.own.id)
    if action.gap is not None:
        return (action.gap.rule.move, action.gap.variant, *action.with_)
    return ("festival", action.festival)


def _moved(before: Readings, after: Readings) -> Iterator[Moved]:
    """Readings of the account, then of each contact of either side."""
    yield from _apart("stage", "stage", None, before.stage.level, after.stage.level)
    yield from _apart("status", "status", None, before.stage.status, after.stage.status)
    for name in ("temperature", "phase", "supplier_rank", "sales_loop"):
        yield from _apart(name, name, None, getattr(before, name), getattr(after, name))
    was, now = before.matrix.cells(), after.matrix.cells()
    for cell, held in was.items():
        yield from _apart("matrix", "matrix", cell, str(held.filled), str(now[cell].filled))
    was_key, is_key = (one.key.id if one.key else "" for one in (before, after))
    yield from _apart("key", "contact", None, was_key, is_key)
    for id in dict.fromkeys((*before.contacts, *after.contacts)):
        one, other = before.contacts.get(id), after.contacts.get(id)
        for name, scale in (("distance", "distance"), ("trust", "trust")):
            levels = [
                "unknown" if it is None else it.distance if name == "distance" else it.trust.verdict
                for it in (one, other)
            ]
            yield from _apart(name, scale, id, *levels)
        for name in ("space", "information", "coach", "topic"):
            rungs = ["none" if it is None else it.scales[name].level(before.day) for it in (one, other)]
            yield from _apart(name, name, id, *rungs)


def _apart(reading: str, scale: str, contact: str | None, before: str, after: str) -> Iterator[Moved]:
    if before != after:
        yield Moved(reading=reading, scale=scale, contact=contact, before=before, after=after)
