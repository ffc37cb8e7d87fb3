"""A baseline: today's gaps accepted until a day, to begin with old files. The count may only fall."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from relreport.assess import Assessment, OpenGap, assess
from relreport.model import Accepted, Account, Settings
from relreport.record import dataclass
from relreport.writer import with_accepted

MARK = "x_baseline"
"""The own key by which an acceptance says that it is one of the baseline."""
ROUNDS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """A baseline today. `added`: newly held; `gone`: places of those whose gap is over; `new`: not held."""

    added: tuple[OpenGap, ...]
    gone: tuple[int, ...]
    new: tuple[OpenGap, ...]
    held: int

    @property
    def left(self) -> int:
        return self.held - len(self.gone) + len(self.added)


def baseline(
    account: Account, settings: Settings, day: date, until: date, *, renew: bool = False
) -> Baseline:
    """What would be accepted, and what no longer must be. One that stands takes in nothing new by itself."""
    assessment = assess(account, settings, day)
    entries = [(place, one) for place, one in enumerate(account.accepted) if MARK in one.own]
    gone = tuple(place for place, one in entries if not _occurs(one, assessment))
    first = not entries
    added: list[OpenGap] = []
    if first or renew:
        for _ in range(ROUNDS):  # what is accepted may let another rule speak
            found = [gap for gap in assessment.gaps if gap.code != "PLN04"]
            if not found:
                break
            added += found
            held = tuple(Accepted(code=gap.code, subject=gap.subject, until=until) for gap in found)
            account = replace(account, accepted=(*account.accepted, *held))
            assessment = assess(account, settings, day)
    new = () if first or renew else tuple(gap for gap in assessment.gaps if gap.code != "PLN04")
    return Baseline(added=tuple(added), gone=gone, new=new, held=len(entries))


def _occurs(one: Accepted, assessment: Assessment) -> bool:
    """Whether its gap is still there, or cannot be judged now."""
    code = one.code.upper()
    there = any(
        gap.code == code and one.subject in (None, gap.subject)
        for gap in (*assessment.gaps, *assessment.accepted)
    )
    return there or assessment.readings.untagged


def written(
    path: str,
    data: bytes,
    account: Account,
    taken: Baseline,
    *,
    day: date,
    until: date,
    reason: str,
    by: str | None = None,
) -> bytes:
    """The file with the baseline: its new acceptances, and without those that are done with."""
    entries: list[Mapping[str, Any]] = []
    for gap in taken.added:
        entry: dict[str, Any] = {"code": gap.code}
        if gap.subject:
            entry["subject"] = gap.subject
        entries.append({**entry, "reason": reason, **({"by": by} if by else {}), "until": until, MARK: day})
    places = [_place(account.accepted[place]) for place in taken.gone]
    return with_accepted(path, data, entries, places)


def _place(entry: Accepted) -> int:
    """Where the entry stands in the list as it is written."""
    return int(entry.at.field.rpartition("[")[2].rstrip("]"))
