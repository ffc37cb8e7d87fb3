"""Two moments side by side: each account as it was judged then and now, and what moved between."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property, partial

from relreport.actions import Plan, plan
from relreport.assess import Assessment, assess
from relreport.build.plans import own_rules
from relreport.history import Timeline, Version
from relreport.model import Account, Settings
from relreport.readings.calendar import working_day_on_or_after
from relreport.record import dataclass
from relreport.review.facts import Fact
from relreport.review.judgements import Move, judged
from relreport.review.kept import Kept
from relreport.review.moved import moves
from relreport.review.past import Past, Seen, Sight, all_ids


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """Who put a line into the file, and when; `author` None: it is not in git yet."""

    author: str | None
    on: date | None


@dataclass(frozen=True, kw_only=True)
class Pair:
    """One account at two moments. A plan is None where the account could not be read, or was not there."""

    id: str
    name: str
    before: Seen | None
    after: Seen | None
    old: Plan | None
    new: Plan | None
    moves: tuple[Move, ...] = ()
    written: Mapping[int, Written] | None = None  # by the place of the move

    @property
    def is_new(self) -> bool:
        """Whether its file was not there before."""
        return self.new is not None and (self.before is None or self.before.why == "absent")

    @property
    def is_gone(self) -> bool:
        """Whether its file is there no more."""
        return self.after is None

    @property
    def was_unread(self) -> bool:
        """Whether the file could not be read on the first day."""
        return self.before is not None and self.before.why == "invalid"

    @property
    def is_unread(self) -> bool:
        """Whether it cannot be read on the second, or stands there as an older version."""
        return self.after is not None and (self.after.why == "invalid" or self.after.valid_on is not None)


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """All accounts at two moments."""

    before: Sight
    after: Sight
    pairs: tuple[Pair, ...]
    dirty: tuple[str, ...] = ()
    no_history: str = ""  # why git said nothing, "" where it did
    odd_clocks: int = 0  # commits whose day cannot be right
    other_rules: str = ""  # the version of the program's rules by which the older moment was judged before

    @cached_property
    def both(self) -> tuple[Pair, ...]:
        """Accounts that were there, and read, on both days."""
        return tuple(one for one in self.pairs if one.old is not None and one.new is not None)

    @property
    def broken_rules(self) -> tuple[str, ...]:
        """An organisation's own rules that failed at an account, at one of the moments."""
        plans = [plan for one in self.pairs for plan in (one.old, one.new) if plan is not None]
        return tuple(sorted({code for plan in plans for code in plan.assessment.broken_rules}))


def compare(
    past: Past, before: Sight, after: Sight, *, only: Iterable[str] | None = None, kept: Kept | None = None
) -> Comparison:
    """Assess every account at both moments and find what moved. `only`: these accounts, by id.

    `kept`: how other reviews judged these moments; added to.
    """
    own_rules()
    results = kept if kept is not None else Kept({})
    wanted = all_ids(before, after) if only is None else sorted(only)
    pairs = [_pair(past, id, before, after, results) for id in wanted]
    others = {
        one.rules[:8]
        for seen in before.accounts.values()
        if (one := results.judgement(seen.data, before.day, past.workspace.settings_data)) and one.by_others
    }
    return Comparison(
        before=before,
        after=after,
        pairs=tuple(one for one in pairs if one is not None),
        dirty=past.dirty,
        no_history=before.reason,
        odd_clocks=past.timeline.odd_clocks if isinstance(past.timeline, Timeline) else 0,
        other_rules=min(others, default=""),
    )


def plan_at(account: Account, settings: Settings, day: date) -> Plan:
    """The plan of an account on a day; what a review needs of it and no more."""
    own_rules()
    return plan(
        assess(account, settings, day),
        working_day=partial(working_day_on_or_after, calendar=settings.calendar),
    )


def _pair(past: Past, id: str, before: Sight, after: Sight, kept: Kept) -> Pair | None:
    was, now = before.accounts.get(id), after.accounts.get(id)
    if now is not None and now.why == "absent":
        now = None
    if was is None and now is None:
        return None
    old = plan_at(was.account, past.settings, before.day) if was and was.account else None
    new = plan_at(now.account, past.settings, after.day) if now and now.account else None
    found: list[Move] = []
    if old is not None and new is not None:
        then: Assessment | None = None
        if before.settings is not None and was is not None and was.account is not None:
            settings = replace(before.settings, people=past.settings.people)
            then = assess(was.account, settings, before.day)
        assert was is not None
        assert now is not None
        prior = kept.judgement(was.data, before.day, past.workspace.settings_data)
        found = moves(
            old.assessment,
            new.assessment,
            then=then,
            judged_then=prior.found if prior and prior.by_others else None,
        )
        settings_data = past.workspace.settings_data
        kept.keep(was.data, before.day, settings_data, judged(old.assessment), anew=False)
        kept.keep(now.data, after.day, settings_data, judged(new.assessment), anew=True)
    written = {place: who for place, one in enumerate(found) if (who := _written(past, was, now, one.fact))}
    named = now or was
    assert named is not None
    return Pair(
        id=id,
        name=named.name,
        before=was,
        after=now,
        old=old,
        new=new,
        moves=tuple(found),
        written=written,
    )


def _written(past: Past, was: Seen | None, now: Seen | None, fact: Fact | None) -> Written | None:
    """Who wrote the line that moved a judgement. Without git nobody can say."""
    if fact is None or fact.gone or now is None or now.version is None:
        return None
    if not isinstance(past.timeline, Timeline):
        return None
    lines = now.data.split(b"\n")
    numbers = sorted({fact.at.line, *(mark.line + 1 for mark in fact.at.keys.values())})
    texts = [lines[one - 1].strip() for one in numbers if 0 < one <= len(lines)]
    versions = past.timeline.versions_of(now.version.line)
    start = _place(versions, was.version) if was is not None and was.version is not None else -1
    earlier = set(was.data.split(b"\n")) if was is not None and was.source == "git" else set()
    known = {one.strip() for one in earlier}
    new_texts = [one for one in texts if one not in known] or texts
    latest: Version | None = None
    for text in new_texts:
        found = _first_with(past.timeline, versions[max(start, 0) :], text)
        if found is None:
            return Written(author=None, on=None)
        if latest is None or versions.index(found) > versions.index(latest):
            latest = found
    if latest is not None and len(latest.written.parents) > 1:  # put together there, written elsewhere
        latest = _first_with(past.timeline, past.timeline.merged(latest), new_texts[-1]) or latest
    if latest is None or past.timeline.is_cut(latest.written):
        return None
    return Written(author=latest.written.author, on=latest.written.authored)


def _place(versions: list[Version], one: Version) -> int:
    return next((place for place, other in enumerate(versions) if other.blob == one.blob), -1)


def _first_with(timeline: Timeline, versions: list[Version], text: bytes) -> Version | None:
    timeline.fetch(versions)
    for version in versions:
        data = timeline.data(version) or b""
        if any(line.strip() == text for line in data.split(b"\n")):
            return version
    return None
