"""How an account stood at the ends of the last quarters: trends, and for how many reviews a gap is open.

A reading depends on the file's bytes, the day, the settings and the rules alone. So it is kept under these
four, and eight quarters cost what changed.
"""

from __future__ import annotations

from collections.abc import Iterable, MutableMapping
from datetime import date
from typing import Any

from relreport.assess import assess
from relreport.cache import digest
from relreport.formats.seal import rules_version
from relreport.history import State, Timeline
from relreport.model import Account, Period
from relreport.parse import parse
from relreport.review.moments import Moment
from relreport.review.past import Past, Sight
from relreport.trend import QUARTERS, Reading, quarters_before, read_off, reading_of


def trends(
    past: Past,
    day: date,
    *,
    count: int = QUARTERS,
    last: Sight | None = None,
    kept: MutableMapping[str, Any] | None = None,
) -> dict[str, list[Reading]]:
    """The readings of every account at the ends of the last quarters up to `day`, the oldest first.

    The last is of `day` itself, or as `last` says. `kept`: results by content, read and added to.
    """
    results: MutableMapping[str, Any] = {} if kept is None else kept
    quarters = quarters_before(day, count)
    days = [min(one.last, day) for one in quarters]
    prepare = getattr(past.timeline, "prepare", None)
    if prepare is not None:
        prepare(days)
    found: dict[str, list[Reading]] = {}
    for period, end in zip(quarters, days, strict=True):
        ids = (last or past.now(day)).accounts
        if end == day:
            seen = (last or past.now(end)).accounts
            told = {
                id: _read(past, one.data, one.path, one.account, period, end, results)
                for id, one in seen.items()
            }
        else:
            told = _then(past, period, end, results)
        for id in ids:
            found.setdefault(id, []).append(told.get(id) or Reading(period=period, day=end))
    return found


def _then(past: Past, period: Period, end: date, results: MutableMapping[str, Any]) -> dict[str, Reading]:
    """The readings of a day of the past. What is kept needs no reading of the old file."""
    state = past.timeline.on(end) if isinstance(past.timeline, Timeline) else None
    if not isinstance(state, State) or not isinstance(past.timeline, Timeline):
        seen = past.at(Moment(day=end)).accounts
        return {
            id: _read(past, one.data, one.path, one.account, period, end, results) for id, one in seen.items()
        }
    versions = past.versions_at(state)
    past.timeline.fetch(versions.values())
    return {
        id: _read(past, past.timeline.data(one) or b"", one.path, None, period, end, results)
        for id, one in versions.items()
    }


def _read(
    past: Past,
    data: bytes,
    path: str,
    account: Account | None,
    period: Period,
    end: date,
    results: MutableMapping[str, Any],
) -> Reading:
    key = digest(data, end.isoformat(), past.workspace.settings_data, rules_version())
    if key not in results:
        read = account or parse(path, data, past.settings).account
        results[key] = read_off(assess(read, past.settings, end), period).kept() if read else None
    if results[key] is None:  # it cannot be read today
        return Reading(period=period, day=end)
    return reading_of(results[key], period, end)


def reviews_open(readings: Iterable[Reading], key: tuple[str, str | None]) -> int:
    """At how many reviews in a row, today's included, a gap has been open."""
    count = 0
    for one in reversed(list(readings)):
        if key not in one.open_gaps:
            break
        count += 1
    return count
