"""What a review is about: a period, two days, or two revisions, as people write them."""

from __future__ import annotations

from datetime import date, timedelta

from relreport.model import Period
from relreport.record import dataclass
from relreport.spellings import Impossible, day, period

SETTLING = 21  # days into a quarter in which the one before is still the one to be reviewed


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A day, or a revision of the files. `written`: as the user named it."""

    day: date | None
    revision: str | None = None
    written: str = ""


class NotAMomentError(Exception):
    """A text that names neither a day nor a period nor could name a revision."""


def moment(written: str, today: date) -> Moment:
    """A day, the last day of a period, or else the name of a revision; nothing is now."""
    text = written.strip()
    if not text:
        return Moment(day=today)
    found = _day(text)
    if found is None:
        named = _period(text)
        found = named.last if named else None
    if found is None:
        return Moment(day=None, revision=text, written=text)
    return Moment(day=min(found, today), written=text)


def span(written: str, today: date) -> tuple[Moment, Moment]:
    """`A..B`; without B up to now. Three dots are not meant. Raises NotAMomentError."""
    before, dots, after = written.partition("..")
    if not dots or after.startswith(".") or not before.strip():
        raise NotAMomentError(written)
    return moment(before, today), moment(after, today)


def reviewed(written: str | None, today: date) -> Period:
    """The period of a review: as named, else the running quarter, in its first weeks the one before."""
    if written:
        found = _period(written)
        if found is None:
            raise NotAMomentError(written)
        return found
    settled = today - timedelta(days=SETTLING)
    return Period.quarter(settled.year, (settled.month + 2) // 3)


def year_before(one: Period) -> Period:
    """The same period a year ago."""
    year, _, part = one.name.partition("-")
    past = int(year) - 1
    if not part:
        return Period.year(past)
    if part[0] == "Q":
        return Period.quarter(past, int(part[1]))
    return Period.half(past, int(part[1])) if part[0] == "H" else Period.month(past, int(part))


def _day(text: str) -> date | None:
    try:
        return day(text)
    except Impossible:
        raise NotAMomentError(text) from None


def _period(text: str) -> Period | None:
    try:
        return period(text)
    except Impossible:
        raise NotAMomentError(text) from None
