"""What moved between two assessments of one account, and why: the one thing no other list can say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from relreport.assess import Assessment, OpenGap
from relreport.review.causes import causes
from relreport.review.facts import Fact
from relreport.review.judgements import (
    ACCEPTED,
    CLOSED,
    OPEN,
    SCALES,
    WARMTH,
    Cause,
    Key,
    Move,
    is_gap,
    judged,
)


def moves(
    before: Assessment,
    after: Assessment,
    *,
    then: Assessment | None = None,
    judged_then: Mapping[Key, str] | None = None,
) -> list[Move]:
    """What moved from one assessment of an account to a later one, levels first, then the gravest gaps.

    `then`: the older one as the settings of its day judged it, where they were others. `judged_then`: how
    other rules of the program had judged it. A rule of others that failed at one of the moments says nothing:
    its gaps neither opened nor closed.
    """
    old, new = judged(before), judged(after)
    wanted = {key for key in old.keys() | new.keys() if _moved(key, old, new)}
    found = [*_told(wanted, before, after)] if wanted else []
    if then is not None:
        found += [one for one in _by_rules(then, before) if one.key[0] not in then.broken_rules]
    if judged_then is not None:
        found += _by_program(judged_then, before)
    broken = {*before.broken_rules, *after.broken_rules}
    return sorted((one for one in found if one.key[0] not in broken), key=_order)


def _moved(key: Key, old: Mapping[Key, str], new: Mapping[Key, str]) -> bool:
    """A person or a tender that is new, or no more, moved no level."""
    if is_gap(key):
        return old.get(key) != new.get(key)
    return key in old and key in new and old[key] != new[key]


def _told(wanted: set[Key], before: Assessment, after: Assessment) -> Iterator[Move]:
    found = {key: (cause, fact) for key, cause, fact in causes(wanted, before, after)}
    old, new = judged(before), judged(after)
    gaps = {(one.code, one.subject): one for side in (before, after) for one in (*side.gaps, *side.accepted)}
    for key in wanted:
        cause, fact = found[key]
        yield _move(key, old, new, cause, fact, gaps.get(key) if is_gap(key) else None)


def _move(
    key: Key,
    old: Mapping[Key, str],
    new: Mapping[Key, str],
    cause: Cause,
    fact: Fact | None,
    gap: OpenGap | None,
) -> Move:
    missing = CLOSED if is_gap(key) else "unknown"
    was, now = old.get(key, missing), new.get(key, missing)
    return Move(key=key, before=was, after=now, up=_up(key, was, now), cause=cause, fact=fact, gap=gap)


def _up(key: Key, was: str, now: str) -> bool | None:
    if is_gap(key):
        return {OPEN: False, CLOSED: True}.get(now)
    if now == "damaged":
        return False
    if "unknown" in (was, now):
        return None
    ladder = tuple(SCALES[key[0]]) if key[0] in SCALES else WARMTH if key[0] == "temperature" else ()
    if was in ladder and now in ladder:
        return ladder.index(now) > ladder.index(was)
    if was == "none":
        return True
    if key[0] == "status":
        return {"lost": False, "customer": True}.get(now)
    return None


def _by_rules(then: Assessment, before: Assessment) -> Iterator[Move]:
    """What other settings alone moved, on the same day and the same facts."""
    old, new = judged(then), judged(before)
    gaps = {(one.code, one.subject): one for side in (then, before) for one in (*side.gaps, *side.accepted)}
    for key in old.keys() | new.keys():
        if old.get(key) != new.get(key) and (is_gap(key) or (key in old and key in new)):
            yield _move(key, old, new, "rules", None, gaps.get(key) if is_gap(key) else None)


def _by_program(then: Mapping[Key, str], before: Assessment) -> Iterator[Move]:
    """What other rules of the program alone moved; of a gap that they had opened only its code is known."""
    now = judged(before)
    gaps = {(one.code, one.subject): one for one in (*before.gaps, *before.accepted)}
    for key in sorted(then.keys() | now.keys(), key=str):
        if then.get(key) != now.get(key) and (is_gap(key) or (key in then and key in now)):
            yield _move(key, then, now, "program", None, gaps.get(key))


def _order(move: Move) -> tuple[int, int, str, str]:
    gap = move.gap
    if gap is None and move.is_gap:
        return 9, 0, move.key[0], move.key[1] or ""
    if gap is not None:
        rank = {OPEN: 1, CLOSED: 2, ACCEPTED: 3}[move.after]
        return rank + 3 * gap.is_record, -gap.severity, gap.code, gap.subject or ""
    names = ("stage", "status", "key", *SCALES, "temperature")
    return 0, names.index(move.key[0]), move.key[0], move.key[1] or ""
