"""What moved between two assessments of one account, and why: the one thing no other list can say.

The facts that the newer file has over the older are added one day after the other, and the rules are asked
each time. So the line that moved a judgement is found, not guessed; and what moved without a line moved
because time passed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from relreport.assess import Assessment, OpenGap, assess
from relreport.fields import tokens as t
from relreport.fields.kinds import Vocabulary
from relreport.model import Account, At
from relreport.page.telling import LISTS

Cause = Literal["world", "learned", "time", "rules"]
"""A fact of the time between · a fact of before, or an undated one, told since · no fact · other settings."""

SCALES: Mapping[str, Vocabulary] = {
    "stage": t.STAGE,
    "distance": t.DISTANCE,
    "trust": t.TRUST_VERDICT,
    "coach": t.COACH,
    "information": t.INFO,
    "posture": t.POSTURE,
}
WARMTH = ("cold", "cooling", "plateau", "warming")
OPEN, ACCEPTED, CLOSED = "open", "accepted", "closed"

Key = tuple[str, str | None]
"""A scale and whose reading it is, None for the account's; of a gap its code and subject."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """The entry that moved a judgement. `gone`: taken out; then `at` is its place in the older file."""

    list: str
    entry: str  # its path in the file, `promises[2]`
    at: At
    on: date | None
    by: tuple[str, ...] = ()
    about: tuple[str, ...] = ()  # whom of theirs it concerns
    gone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One judgement that moved. `up`: for the better, None where neither is better."""

    key: Key
    before: str
    after: str
    up: bool | None
    cause: Cause
    fact: Fact | None = None
    gap: OpenGap | None = None  # of a gap: as it stands now, or as it last stood

    @property
    def is_gap(self) -> bool:
        return self.gap is not None

    @property
    def unproved(self) -> bool:
        """Whether a level rose and nothing that happened since says why."""
        undated = self.cause == "learned" and (self.fact is None or self.fact.on is None)
        return self.up is True and not self.is_gap and (undated or self.cause == "time")


def judged(assessment: Assessment) -> dict[Key, str]:
    """Every judgement of an assessment in one mapping; gaps as open or accepted."""
    readings = assessment.readings
    found: dict[Key, str] = {
        ("stage", None): readings.stage.level if readings.stage.known else "unknown",
        ("status", None): readings.stage.status,
        ("temperature", None): readings.temperature,
        ("key", None): readings.key.id if readings.key else "unknown",
    }
    for id, standing in readings.contacts.items():
        if standing.contact.has_left(readings.day):
            continue
        found["distance", id] = standing.distance
        found["trust", id] = standing.trust.verdict
        for scale in ("coach", "information"):
            if scale in standing.scales:
                found[scale, id] = standing.scales[scale].level(readings.day)
    for one in readings.tenders:
        if one.tender.is_open:
            found["posture", one.tender.id] = one.posture
    for gap in assessment.gaps:
        found[gap.code, gap.subject] = OPEN
    for gap in assessment.accepted:
        found[gap.code, gap.subject] = ACCEPTED
    return found


def moves(before: Assessment, after: Assessment, *, then: Assessment | None = None) -> list[Move]:
    """What moved from one assessment of an account to a later one, levels first, then the gravest gaps.

    `then`: the older one as the settings of its day judged it, where they were others.
    """
    old, new = judged(before), judged(after)
    wanted = {key for key in old.keys() | new.keys() if _moved(key, old, new)}
    found = [*_told(wanted, before, after)] if wanted else []
    if then is not None:
        found += _by_rules(then, before)
    return sorted(found, key=_order)


def _moved(key: Key, old: Mapping[Key, str], new: Mapping[Key, str]) -> bool:
    """A person or a tender that is new, or no more, moved no level."""
    if _is_gap(key):
        return old.get(key) != new.get(key)
    return key in old and key in new and old[key] != new[key]


def _is_gap(key: Key) -> bool:
    return key[0][:1].isupper()


def _told(wanted: set[Key], before: Assessment, after: Assessment) -> Iterator[Move]:
    causes = {key: (cause, fact) for key, cause, fact in _causes(wanted, before, after)}
    old, new = judged(before), judged(after)
    gaps = {(one.code, one.subject): one for side in (before, after) for one in (*side.gaps, *side.accepted)}
    for key in wanted:
        cause, fact = causes[key]
        yield _move(key, old, new, cause, fact, gaps.get(key) if _is_gap(key) else None)


def _move(
    key: Key,
    old: Mapping[Key, str],
    new: Mapping[Key, str],
    cause: Cause,
    fact: Fact | None,
    gap: OpenGap | None,
) -> Move:
    missing = CLOSED if _is_gap(key) else "unknown"
    was, now = old.get(key, missing), new.get(key, missing)
    return Move(key=key, before=was, after=now, up=_up(key, was, now), cause=cause, fact=fact, gap=gap)


def _up(key: Key, was: str, now: str) -> bool | None:
    if _is_gap(key):
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
        if old.get(key) != new.get(key) and (_is_gap(key) or (key in old and key in new)):
            yield _move(key, old, new, "rules", None, gaps.get(key) if _is_gap(key) else None)


def _order(move: Move) -> tuple[int, int, str, str]:
    gap = move.gap
    if gap is not None:
        rank = {OPEN: 1, CLOSED: 2, ACCEPTED: 3}[move.after]
        return rank + 3 * gap.is_record, -gap.severity, gap.code, gap.subject or ""
    names = ("stage", "status", "key", *SCALES, "temperature")
    return 0, names.index(move.key[0]), move.key[0], move.key[1] or ""


FIRST = ("interactions", "purchasing", "promises", "tenders", "complaints")
"""On one day what was said and done comes before what was noted beside it."""

# why: the facts are added again, day after day


@dataclass(frozen=True, slots=True)
class _Step:
    """What one day told anew, or None for what is not dated."""

    on: date | None
    entries: tuple[Fact, ...]


def _causes(
    wanted: set[Key], before: Assessment, after: Assessment
) -> Iterator[tuple[Key, Cause, Fact | None]]:
    steps = _steps(before.account, after.account)
    final = judged(after)
    states = [judged(_with(steps[:count], before, after)) for count in range(len(steps))]
    states.append(final)
    within: dict[int, list[Mapping[Key, str]]] = {}
    for key in sorted(wanted, key=str):
        turned = _turned(key, states)
        if turned == 0:
            yield key, "time", None
            continue
        step = steps[turned - 1]
        if len(step.entries) > 1 and turned not in within:
            parts = [_Step(step.on, step.entries[:count]) for count in range(len(step.entries))]
            within[turned] = [judged(_with([*steps[: turned - 1], one], before, after)) for one in parts]
            within[turned].append(states[turned])
        place = _turned(key, within[turned]) if turned in within else 1
        fact = step.entries[place - 1] if place else _of_subject(step.entries, key)
        yield key, "world" if step.on is not None and step.on > before.day else "learned", fact


def _turned(key: Key, states: Sequence[Mapping[Key, str]]) -> int:
    """The place from which on a judgement is what it is in the end."""
    place = len(states) - 1
    while place > 0 and states[place - 1].get(key) == states[-1].get(key):
        place -= 1
    return place


def _of_subject(facts: Sequence[Fact], key: Key) -> Fact | None:
    """Of the facts of one day the one that concerns the subject."""
    if not facts:
        return None
    own = [one for one in facts if key[1] is not None and key[1] in (*one.about, *one.by)]
    if own:
        return own[0]
    if key[0] == "stage":
        return next((one for one in facts if one.list == "purchasing"), facts[0])
    return facts[0]


def _steps(old: Account, new: Account) -> list[_Step]:
    """What the newer account has over the older, by days; what has no day comes first."""
    facts: dict[date | None, list[Fact]] = {}
    for fact in _differences(old, new):
        facts.setdefault(fact.on, []).append(fact)
    days = sorted(facts, key=lambda on: on or date.min)
    return [_Step(on, tuple(facts[on])) for on in days]


def _differences(old: Account, new: Account) -> Iterator[Fact]:
    for name in sorted(LISTS, key=lambda one: FIRST.index(one) if one in FIRST else len(FIRST)):
        before, after = _entries(old, name), _entries(new, name)
        for called, entry in after.items():
            earlier = before.get(called)
            if earlier is None or _bare(earlier) != _bare(entry):
                yield _fact(name, entry, earlier)
        for called, entry in before.items():
            if called not in after:
                yield Fact(
                    list=name, entry=entry.at.field, at=entry.at, on=None, about=_about(entry), gone=True
                )
    for name in ("tier", "owner", "partnership", "sales_mode", "main_supplier", "declared", "none"):
        if getattr(old, name) != getattr(new, name):
            on = new.partnership if name == "partnership" else None
            yield Fact(list=name, entry=name, at=new.at.key(name), on=on)


def _entries(account: Account, name: str) -> dict[Any, Any]:
    """The entries of a list by what they are called, so that a changed one is known again."""
    found: dict[Any, Any] = {}
    for entry in getattr(account, name):
        called: Any
        match name:
            case "interactions":
                called = (entry.on, entry.with_, entry.kind, entry.note)
            case "purchasing":
                called = entry.period.name
            case "performance":
                called = (entry.on, entry.item, entry.result)
            case "satisfaction":
                called = (entry.on, entry.source, entry.perceived, entry.expected)
            case "criteria":
                called = entry.what
            case "competitors":
                called = entry.name
            case "accepted":
                called = (entry.code, entry.subject)
            case _:
                called = entry.id if not entry.id.rpartition("-")[2].isdigit() else _said(entry)
        while called in found:
            called = (called, 2)
        found[called] = entry
    return found


def _said(entry: Any) -> Any:
    """What an entry without an id of its own is known by: its number may change when another is taken out."""
    texts = tuple(getattr(entry, name, None) for name in ("on", "what", "need", "about", "do", "to", "name"))
    return texts if any(texts) else entry.id


def _bare(entry: Any) -> Any:
    """An entry without its place, down to its parts."""
    value = entry
    if isinstance(value, At):
        return None
    if isinstance(value, tuple) and not hasattr(value, "_fields"):
        return tuple(_bare(one) for one in value)
    if isinstance(value, Mapping):
        return {key: _bare(one) for key, one in value.items()}
    names = getattr(value, "__dataclass_fields__", None)
    if names is None:
        return value
    return (type(value).__name__, *(_bare(getattr(value, name)) for name in names if name != "at"))


_DAYS = (
    "decided", "kept", "broken", "lapsed", "met", "closed", "acted", "answered", "confirmed", "replied",
    "reported", "done_on", "left", "joined", "opened", "on",
)  # fmt: skip


def _fact(name: str, entry: Any, earlier: Any) -> Fact:
    """The entry, dated by the latest day that it tells anew."""
    key, on = _newest(entry, earlier)
    if name == "purchasing" and on is None:
        on = entry.period.last
    return Fact(
        list=name,
        entry=entry.at.field,
        at=entry.at.key(key) if key else entry.at,
        on=on,
        by=tuple(getattr(entry, "by", ()) or ()) if name in ("interactions", "actions") else (),
        about=_about(entry),
    )


def _newest(entry: Any, earlier: Any) -> tuple[str, date | None]:
    told = [
        (value, key)
        for key in _DAYS
        if isinstance(value := getattr(entry, key, None), date)
        and (earlier is None or getattr(earlier, key, None) != value)
    ]
    for part in ("rounds", "moves"):
        told += [
            (one.on, "")
            for one in getattr(entry, part, ())
            if one.on and one not in getattr(earlier, part, ())
        ]
    portrait = getattr(entry, "portrait", None)
    if portrait is not None:
        known = {} if earlier is None else {(board, name): item for board, name, item in earlier.portrait}
        told += [
            (item.on, "")
            for board, name, item in portrait
            if item.on and _bare(known.get((board, name))) != _bare(item)
        ]
    if not told:
        return "", None
    on, key = max(told, key=lambda pair: pair[0])
    return key, on


def _about(entry: Any) -> tuple[str, ...]:
    found: list[str] = []
    for name in ("with_", "to", "source", "subject", "id"):
        value = getattr(entry, name, None)
        found += [value] if isinstance(value, str) else list(value or ())
    return tuple(found)


def _with(steps: Sequence[_Step], before: Assessment, after: Assessment) -> Assessment:
    """The older account with what the first days told, on the newer day."""
    told = {(fact.list, fact.entry, fact.gone) for step in steps for fact in step.entries}
    old, new = before.account, after.account
    lists: dict[str, Any] = {}
    for name in LISTS:
        earlier, later = _entries(old, name), _entries(new, name)
        kept: list[Any] = []
        for called, entry in later.items():
            was = earlier.get(called)
            same = was is not None and _bare(was) == _bare(entry)
            if same or (name, entry.at.field, False) in told:
                kept.append(entry)
            elif was is not None:
                kept.append(was)
        kept += [
            entry
            for called, entry in earlier.items()
            if called not in later and (name, entry.at.field, True) not in told
        ]
        lists[name] = tuple(kept)
    heads = {
        name: getattr(new if (name, name, False) in told else old, name)
        for name in ("tier", "owner", "partnership", "sales_mode", "main_supplier", "declared", "none")
    }
    return assess(replace(new, **lists, **heads), after.readings.settings, after.day)
