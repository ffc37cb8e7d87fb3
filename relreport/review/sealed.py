"""Do these files give this document? And if not, what changed since."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Literal

from relreport.build.earlier import CLOSING
from relreport.build.handout import seal_for
from relreport.build.job import Earlier, Job
from relreport.build.order import Order
from relreport.build.plans import own_rules, plan_of
from relreport.figures import FigureRow
from relreport.formats.seal import Seal, rules_version
from relreport.history import Timeline, Version
from relreport.record import dataclass
from relreport.review.past import Past, Present

Outcome = Literal["same", "changed", "earlier", "other_rules", "no_account", "unread"]
"""`earlier`: an older version of the file gives it. `changed`: no version known does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What became of a sealed document. `version`: the older one of the file that gives it.

    `changed`: which of `account`, `settings` and `rules` are others than those it was made of, as far as the
    seal tells; the account as it is known of the document's day.
    """

    outcome: Outcome
    seal: Seal
    present: Present | None = None
    version: Version | None = None
    changed: tuple[str, ...] = ()
    broken_rules: tuple[str, ...] = ()  # an organisation's own rules that fail at the account today, by code


def verified(seal: Seal, past: Past, figures: Mapping[str, tuple[FigureRow, ...]], order: Order) -> Verdict:
    """Make the document again from today's files, and where it is another, from those of before."""
    own_rules()
    rules = ("rules",) if seal.rules != rules_version()[: len(seal.rules)] else ()
    present = _present(seal, past)
    if present is None:
        return Verdict(outcome="no_account", seal=seal, changed=rules)
    money = figures.get(present.id, ())
    job = Job(path=present.file.path, id=present.id, data=present.data, figures=money)
    if seal.valid is not None and present.last is not None:
        version = present.last.version
        job = replace(job, earlier=Earlier(data=present.last.data, day=version.known.day))
    today = seal_for(job, order, seal.language)
    changed = (*(_others(seal, today) if today else ("account",)), *rules)

    broken = plan_of(present.account, order).assessment.broken_rules if present.account else ()

    def verdict(outcome: Outcome, version: Version | None = None) -> Verdict:
        return Verdict(
            outcome=outcome,
            seal=seal,
            present=present,
            version=version,
            changed=changed,
            broken_rules=broken,
        )

    if today is not None and today.document == seal.document:
        return verdict("same")
    if isinstance(past.timeline, Timeline) and present.version is not None:
        for version in reversed(past.timeline.versions_of(present.version.line)):
            data = past.timeline.data(version)
            if data is None:
                continue
            job = Job(path=version.path, id=seal.id, data=data, figures=money)
            if any(one.document == seal.document for one in _seals(job, seal, order)):
                return verdict("earlier", version)
    if today is None:
        return verdict("unread")
    return verdict("other_rules" if changed == ("rules",) else "changed")


def _seals(job: Job, seal: Seal, order: Order) -> Iterator[Seal]:
    """What a version gives; where it stood in for a file that could not be read, also as that may have
    closed it."""
    jobs = [job]
    if seal.valid is not None:
        earlier = Earlier(data=job.data, day=seal.valid)
        jobs.append(replace(job, data=CLOSING, earlier=earlier))
    for one in jobs:
        if (found := seal_for(one, order, seal.language)) is not None:
            yield found


def _others(seal: Seal, today: Seal) -> tuple[str, ...]:
    """What was other when the document was made; a seal that tells nothing of a part says nothing."""
    return tuple(
        name
        for name in ("account", "settings")
        if (was := getattr(seal, name)) and (now := getattr(today, name)) and was != now
    )


def _present(seal: Seal, past: Past) -> Present | None:
    """The file of the account today, also under another id."""
    found = past.present.get(seal.id)
    if found is not None:
        return found
    return next(
        (one for one in past.present.values() if one.parsed.account and seal.id in one.parsed.account.was),
        None,
    )
