"""Do these files give this document? And if not, what changed since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from relreport.build import Job, Order, page_of
from relreport.figures import FigureRow
from relreport.formats.seal import Seal, rules_version, seal_of, short_hash
from relreport.history import Timeline, Version
from relreport.review.past import Past, Present

Outcome = Literal["same", "changed", "earlier", "other_rules", "no_account", "unread"]
"""`earlier`: an older version of the file gives it. `changed`: no version known does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What became of a sealed document. `version`: the older one of the file that gives it."""

    outcome: Outcome
    seal: Seal
    present: Present | None = None
    version: Version | None = None
    other_rules: bool = False
    account_changed: bool | None = None  # None: the seal does not tell


def verified(seal: Seal, past: Past, figures: Mapping[str, tuple[FigureRow, ...]], order: Order) -> Verdict:
    """Make the document again from today's files, and where it is another, from those of before."""
    other_rules = seal.rules != rules_version()[: len(seal.rules)]
    present = _present(seal, past)
    if present is None:
        return Verdict(outcome="no_account", seal=seal, other_rules=other_rules)
    changed = short_hash(present.data) != seal.account if seal.account else None

    def verdict(outcome: Outcome, version: Version | None = None) -> Verdict:
        return Verdict(
            outcome=outcome,
            seal=seal,
            present=present,
            version=version,
            other_rules=other_rules,
            account_changed=changed,
        )

    money = figures.get(present.id, ())
    if gives(seal, Job(path=present.file.path, id=present.id, data=present.data, figures=money), order):
        return verdict("same")
    if isinstance(past.timeline, Timeline) and present.version is not None:
        for version in reversed(past.timeline.versions_of(present.version.line)):
            data = past.timeline.data(version)
            if data is not None and gives(
                seal, Job(path=version.path, id=seal.id, data=data, figures=money), order
            ):
                return verdict("earlier", version)
    if present.parsed.account is None:
        return verdict("unread")
    return verdict("other_rules" if other_rules else "changed")


def gives(seal: Seal, job: Job, order: Order) -> bool:
    """Whether a file's bytes give the sealed document."""
    page = page_of(job, order, seal.language)
    if page is None:
        return False
    return seal_of(page, id=seal.id, day=seal.day, audience=seal.audience).document == seal.document


def _present(seal: Seal, past: Past) -> Present | None:
    """The file of the account today, also under another id."""
    found = past.present.get(seal.id)
    if found is not None:
        return found
    return next(
        (one for one in past.present.values() if one.parsed.account and seal.id in one.parsed.account.was),
        None,
    )
