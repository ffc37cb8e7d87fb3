"""Why a judgement moved: the newer facts are added one day after the other, and the rules asked each time.

So the line that moved a judgement is found, not guessed; and what moved without a line moved because time
passed. An exception is what rests on one entry that was told anew: a promise that fell due, and then was
broken, damages trust by the line that says so, though the days alone would have done it too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from relreport.assess import Assessment, assess
from relreport.model import Account
from relreport.page.telling import LISTS
from relreport.record import dataclass
from relreport.review.facts import HEADS, Fact, bare, differences, entries_of
from relreport.review.judgements import Cause, Key, judged


@dataclass(frozen=True, slots=True)
class _Step:
    """What one day told anew, or None for what is not dated."""

    on: date | None
    entries: tuple[Fact, ...]


def causes(
    wanted: set[Key], before: Assessment, after: Assessment
) -> Iterator[tuple[Key, Cause, Fact | None]]:
    """For each of the judgements that moved: what moved it, and the fact where one did.

    The steps between the two are taken one by one; the first after which it stands as it ends is its
    cause: `world` (it happened since), `learned` (it was before, and is known since), `time`.
    """
    steps = _steps(before.account, after.account)
    final = judged(after)
    states = [judged(_with(steps[:count], before, after)) for count in range(len(steps))]
    states.append(final)
    within: dict[int, list[Mapping[Key, str]]] = {}
    told_anew = _told_anew(steps, before, after)
    for key in sorted(wanted, key=str):
        turned = _turned(key, states)
        if turned == 0:
            anew = told_anew(key)
            yield key, _cause(anew.on, before) if anew else "time", anew
            continue
        step = steps[turned - 1]
        if len(step.entries) > 1 and turned not in within:
            parts = [_Step(step.on, step.entries[:count]) for count in range(len(step.entries))]
            within[turned] = [judged(_with([*steps[: turned - 1], one], before, after)) for one in parts]
            within[turned].append(states[turned])
        place = _turned(key, within[turned]) if turned in within else 1
        fact = step.entries[place - 1] if place else _of_subject(step.entries, key)
        yield key, _cause(step.on, before), fact


def _cause(on: date | None, before: Assessment) -> Cause:
    return "world" if on is not None and on > before.day else "learned"


def _told_anew(steps: Sequence[_Step], before: Assessment, after: Assessment) -> Callable[[Key], Fact | None]:
    """Asked for a judgement that the days alone would have moved: the entry told anew on which it rests."""
    changed = [one for step in steps for one in step.entries if one.changed and one.list != "contacts"]
    final = judged(after)

    @cache
    def without(place: int) -> tuple[Mapping[Key, str], Mapping[Key, str]]:
        """The judgements of today without one entry: as it was told before, and as it is told now."""
        fact = changed[place]
        called = next(
            name for name, one in entries_of(after.account, fact.list).items() if one.at.field == fact.entry
        )
        return _judged_without(before, fact.list, called, after), _judged_without(
            after, fact.list, called, after
        )

    def found(key: Key) -> Fact | None:
        value = final.get(key)
        for place in reversed(range(len(changed))):  # the latest day first
            if all(one.get(key) != value for one in without(place)):
                return changed[place]
        return None

    return found


def _judged_without(one: Assessment, name: str, called: Any, after: Assessment) -> Mapping[Key, str]:
    """An account on the newer day without one entry of a list."""
    kept = tuple(entry for each, entry in entries_of(one.account, name).items() if each != called)
    account: Account = replace(one.account, **{name: kept})  # type: ignore[arg-type]
    return judged(assess(account, after.readings.settings, after.day))


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
    for fact in differences(old, new):
        facts.setdefault(fact.on, []).append(fact)
    days = sorted(facts, key=lambda on: on or date.min)
    return [_Step(on, tuple(facts[on])) for on in days]


def _with(steps: Sequence[_Step], before: Assessment, after: Assessment) -> Assessment:
    """The older account with what the first days told, on the newer day."""
    told = {(fact.list, fact.entry, fact.gone) for step in steps for fact in step.entries}
    old, new = before.account, after.account
    lists: dict[str, Any] = {}
    for name in LISTS:
        earlier, later = entries_of(old, name), entries_of(new, name)
        kept: list[Any] = []
        for called, entry in later.items():
            was = earlier.get(called)
            same = was is not None and bare(was) == bare(entry)
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
    heads = {name: getattr(new if (name, name, False) in told else old, name) for name in HEADS}
    return assess(replace(new, **lists, **heads), after.readings.settings, after.day)
