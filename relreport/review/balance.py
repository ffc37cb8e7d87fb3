"""How the open gaps of the last review became those of today: every part, so that anybody can add them up."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from relreport.page.telling import Telling
from relreport.record import dataclass
from relreport.review.judgements import ACCEPTED, CLOSED, OPEN
from relreport.review.seats import Seat


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """Open gaps of the relationship, from one review to the next.

    `accepted`: those that were open. `came`, `went`: with accounts that are new, or there no more.
    `read`, `unread`: with accounts whose file could not be read then, or cannot be read now. `failed`: by
    how many there are more or fewer because a rule of the organisation's own failed at one of the moments.
    """

    start: int
    opened: int
    closed: int
    accepted: int
    came: int
    went: int
    read: int
    unread: int
    failed: int
    end: int

    @property
    def parts(self) -> dict[str, int]:
        """What came and, below nought, what went: start and these together are the end."""
        return {
            "opened": self.opened,
            "closed": -self.closed,
            "accepted": -self.accepted,
            "came": self.came,
            "went": -self.went,
            "read": self.read,
            "unread": -self.unread,
            "failed": self.failed,
        }

    @property
    def left_out(self) -> int:
        """Of those at the start, how many stand in no trend of today's accounts."""
        return self.went + self.unread


def balance_of(seats: Iterable[Seat]) -> Balance:
    """The balance of all accounts, as their readers may have it."""
    counts = dict.fromkeys(
        ("start", "opened", "closed", "accepted", "came", "went", "read", "unread", "failed", "end"), 0
    )
    for seat in seats:
        pair = seat.telling.pair
        before, after = _open(seat.then), _open(seat.now)
        counts["start"] += before
        counts["end"] += after
        if seat.then is None:
            counts["came" if pair.is_new else "read"] += after
        elif seat.now is None:
            counts["went" if pair.is_gone else "unread"] += before
        else:
            broken = {*seat.then.plan.assessment.broken_rules, *seat.now.plan.assessment.broken_rules}
            counts["failed"] += _open(seat.now, broken) - _open(seat.then, broken)
            for told in seat.moves:
                if told.move.is_gap and not told.is_record:
                    _count(counts, told.move.before, told.move.after)
    return Balance(**counts)


def _count(counts: dict[str, int], before: str, after: str) -> None:
    """What never was open, or was accepted and is gone, moves no open gap."""
    if after == OPEN:
        counts["opened"] += 1
    elif before == OPEN:
        counts[{CLOSED: "closed", ACCEPTED: "accepted"}[after]] += 1


def _open(telling: Telling | None, codes: Collection[str] | None = None) -> int:
    """The open gaps of the relationship. `codes`: of these rules alone."""
    if telling is None:
        return 0
    return sum(
        not gap.is_record and (codes is None or gap.code in codes) for gap in telling.plan.assessment.gaps
    )
