"""How an account stood at the ends of the last eight quarters, from its dated facts alone.

Levels are read off the step series of today; the open gaps of a day of the past are asked of the rules again.
What a day of the past says can be kept: it depends on the file, that day, the settings and the rules alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, MutableMapping
from datetime import date, timedelta
from typing import Any

from relreport.assess import Assessment, OpenGap, judge
from relreport.model import Account, Period
from relreport.readings import Readings, read_back
from relreport.readings.stage import StageReading
from relreport.record import dataclass

QUARTERS = 8

GapKey = tuple[str, str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """An account at the end of a period. None and `unknown`: nobody can say."""

    period: Period
    day: date
    stage: str = "unknown"
    share: float | None = None
    distance: str = "unknown"
    trust: str = "unknown"
    contacts: int | None = None  # in the period
    records: frozenset[GapKey] = frozenset()  # open questions
    relations: frozenset[GapKey] | None = None  # open gaps of the relationship
    read: bool = False

    @property
    def open_gaps(self) -> frozenset[GapKey]:
        return self.records | (self.relations or frozenset())

    @property
    def relationship_gaps(self) -> int | None:
        return None if self.relations is None else len(self.relations)

    def kept(self) -> dict[str, Any]:
        """As plain data, without the period."""
        return {
            "stage": self.stage,
            "share": self.share,
            "distance": self.distance,
            "trust": self.trust,
            "contacts": self.contacts,
            "records": listed(self.records),
            "relations": None if self.relations is None else listed(self.relations),
        }


def reading_of(told: Mapping[str, Any], period: Period, end: date) -> Reading:
    """What was kept, as it was."""
    relations = told["relations"]
    return Reading(
        period=period,
        day=end,
        stage=told["stage"],
        share=told["share"],
        distance=told["distance"],
        trust=told["trust"],
        contacts=told["contacts"],
        records=keys_of(told["records"]),
        relations=None if relations is None else keys_of(relations),
        read=True,
    )


def listed(keys: Iterable[GapKey]) -> list[list[str | None]]:
    return sorted(([code, subject] for code, subject in keys), key=str)


def keys_of(kept: Iterable[Iterable[Any]]) -> frozenset[GapKey]:
    return frozenset((code, subject) for code, subject in kept)


def trend(
    account: Account, assessment: Assessment, kept: MutableMapping[str, Any] | None = None
) -> tuple[Reading, ...]:
    """The last eight quarters, the oldest first; the last is the assessment itself.

    `account` is the whole of it, not as known on the day of the assessment.
    `kept`: what days of the past said of the same file, settings and rules; read and added to.
    """
    now = later = assessment.readings
    began = _began(now)
    found: list[Reading] = []
    latest, *before = reversed(quarters_before(now.day, QUARTERS))
    found.append(_read(now, latest, assessment.gaps))
    for period in before:
        if began is None or period.last < began:
            found.append(Reading(period=period, day=period.last))
            continue
        name = period.last.isoformat()
        if kept is not None and name in kept:
            found.append(reading_of(kept[name], period, period.last))
            continue
        then = later = read_back(account, now, period.last, later=later)
        found.append(_read(then, period, judge(then).gaps if then.journal.entries else None))
        if kept is not None:
            kept[name] = found[-1].kept()
    return tuple(reversed(found))


def _began(now: Readings) -> date | None:
    """The first day of which anything dated is told that a trend shows."""
    days = [one.on for one in now.account.interactions[:1]]
    days += [one.row.period.first + timedelta(days=1) for one in now.stage.points[:1]]
    return min(days, default=None)


def read_off(assessment: Assessment, period: Period) -> Reading:
    """What a trend keeps of an assessment, at the end of the period or within it."""
    return _read(assessment.readings, period, assessment.gaps)


def _read(readings: Readings, period: Period, gaps: Iterable[OpenGap] | None) -> Reading:
    latest = readings.stage.latest
    keys = None if gaps is None else [((one.code, one.subject), one.is_record) for one in gaps]
    return Reading(
        period=period,
        day=readings.day,
        stage=_stage(readings.stage),
        share=round(float(latest.share.middle), 4) if latest else None,
        distance=readings.distance,
        trust=readings.trust,
        contacts=sum(period.first <= one.on <= readings.day for one in readings.account.interactions),
        records=frozenset(key for key, record in keys or () if record),
        relations=None if keys is None else frozenset(key for key, record in keys if not record),
        read=True,
    )


def _stage(stage: StageReading) -> str:
    """The level; lost apart, and unknown where there is no share."""
    if stage.status == "lost":
        return "lost"
    return stage.level if stage.known else "unknown"


def quarters_before(day: date, count: int) -> list[Period]:
    """The last `count` quarters up to the one of `day`, the oldest first."""
    year, quarter = day.year, (day.month + 2) // 3
    found: list[Period] = []
    for _ in range(count):
        found.append(Period.quarter(year, quarter))
        year, quarter = (year - 1, 4) if quarter == 1 else (year, quarter - 1)
    return found[::-1]
