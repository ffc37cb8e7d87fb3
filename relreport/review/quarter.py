"""The facts of a review, from what the audience may have of each account: no figure tells what is closed.

Every figure on a summary is the length or the sum of one of these lists.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from relreport.assess import OpenGap
from relreport.audience.gaps import NAMELESS, paired
from relreport.finding import Severity
from relreport.readings.stage import points_moved
from relreport.review.balance import Balance, balance_of
from relreport.review.dealings import Dealings
from relreport.review.judgements import ACCEPTED, CLOSED, OPEN
from relreport.review.money import Moneyed
from relreport.review.rivalry import Rivalry
from relreport.review.seats import Seat, level_of
from relreport.review.telling import ToldMove
from relreport.review.trends import reviews_open
from relreport.review.visiting import Visiting

WEIGHT = {Severity.CRITICAL: 100, Severity.MAJOR: 30, Severity.MINOR: 10, Severity.INFO: 1}
TIER_WEIGHT = {"vvip": 1.5, "key": 1.2, "regular": 1.0}
DISCUSSED = 12
PROVED = ("customer", "tender", "invoices")


class Quarter(Moneyed, Dealings, Visiting, Rivalry):
    """A review's facts."""

    @cached_property
    def stages(self) -> dict[tuple[str, str], list[Seat]]:
        """The accounts by where they stood and where they stand; those that are new apart."""
        found: dict[tuple[str, str], list[Seat]] = {}
        for seat, now in self.present:
            was = "new" if seat.telling.pair.is_new else level_of(seat.then)
            found.setdefault((was, level_of(now)), []).append(seat)
        return found

    @cached_property
    def shares(self) -> list[tuple[Seat, float]]:
        """The accounts whose share moved, in points, the deepest fall first."""
        found: list[tuple[Seat, float]] = []
        for seat, now in self.present:
            latest = now.readings.stage.latest
            before = seat.then.readings.stage.latest if seat.then else None
            if latest is None or before is None or latest.share == before.share:
                continue
            found.append((seat, float(points_moved(latest.share, before.share))))
        return sorted(found, key=lambda pair: (pair[1], pair[0].id))

    # risk

    @cached_property
    def at_risk(self) -> list[tuple[Seat, list[OpenGap], list[ToldMove]]]:
        """Accounts with something critical, or that fell: their gravest gaps and what fell."""
        found: list[tuple[Seat, list[OpenGap], list[ToldMove]]] = []
        for seat, now in self.present:
            grave = [one for one in now.ordered if not one.is_record and one.severity is Severity.CRITICAL]
            falls = [
                one
                for one in seat.moves
                if one.move.up is False and one.move.key[0] in ("stage", "status") and not one.move.is_gap
            ]
            falling = now.readings.stage.trend in ("falling", "broken")
            if grave or falls or falling:
                gravest = [one for one in now.ordered if not one.is_record and one.severity >= Severity.MAJOR]
                found.append((seat, gravest[:3], falls))
        return sorted(found, key=lambda one: (-self.weight(one[0]), one[0].id))

    def weight(self, seat: Seat) -> float:
        """How much an account asks to be spoken of: its gaps, its fall, what is late, what is asked."""
        now = seat.now
        if now is None:
            return 0
        gaps = sum(WEIGHT[one.severity] for one in now.plan.assessment.gaps if not one.is_record)
        fell = 100 * sum(one.move.up is False and not one.move.is_gap for one in seat.moves)
        late = 50 * sum(one.end == "overdue" for one in self.promises_of(seat))
        asked = 40 * sum(not one.is_decided for one in now.account.asks)
        return (gaps + fell + late + asked) * TIER_WEIGHT[now.account.tier]

    @cached_property
    def running_order(self) -> tuple[list[Seat], list[Seat]]:
        """Twelve accounts to speak of, and the rest."""
        ordered = sorted((seat for seat, _ in self.present), key=lambda one: (-self.weight(one), one.id))
        asks = [one for one in ordered if self.weight(one) > 0][:DISCUSSED]
        return asks, [one for one in ordered if one not in asks]

    # new and lost

    @property
    def new(self) -> list[Seat]:
        """Accounts that were not there before the period."""
        return [seat for seat in self.seats if seat.telling.pair.is_new]

    @property
    def gone(self) -> list[Seat]:
        """Accounts that are there no more."""
        return [seat for seat in self.seats if seat.telling.pair.is_gone]

    def status_moved(self, to: str) -> list[Seat]:
        """Accounts that bought for the first time or again (`customer`), or stopped (`lost`)."""
        return [
            seat
            for seat in self.seats
            if any(one.move.key == ("status", None) and one.move.after == to for one in seat.moves)
        ]

    # people, gaps

    @cached_property
    def levels_moved(self) -> list[tuple[Seat, ToldMove]]:
        """Distance and trust of people, falls first."""
        found = [
            (seat, one)
            for seat in self.seats
            for one in seat.moves
            if one.move.key[0] in ("distance", "trust")
        ]
        rank = {False: 0, True: 1, None: 2}
        return sorted(found, key=lambda pair: (rank[pair[1].move.up], pair[0].id))

    def gaps(self, state: str) -> list[tuple[Seat, ToldMove]]:
        """Gaps of the relationship that opened, closed or were accepted since, the gravest first."""
        assert state in (OPEN, CLOSED, ACCEPTED)
        found = [
            (seat, one)
            for seat in self.seats
            for one in seat.moves
            if one.move.is_gap and not one.is_record and one.move.after == state
        ]
        return sorted(found, key=lambda pair: (-_severity(pair[1]), pair[0].id, pair[1].move.key[0]))

    @cached_property
    def long_open(self) -> list[tuple[Seat, OpenGap, int]]:
        """Gaps open at three reviews in a row or more, today's included, the longest first."""
        found = []
        for seat, now in self.present:
            whole = seat.telling.pair.new
            if whole is None:
                continue
            told: set[int] = set()
            for gap, closed in paired(whole.assessment.gaps, now.plan.assessment.gaps):
                if id(closed) in told:
                    continue
                told.add(id(closed))
                # what has no subject for these readers has none in their quarters either
                subject = closed.subject if gap.code in NAMELESS else gap.subject
                count = reviews_open(seat.trend, (gap.code, subject))
                if count >= 3 and not gap.is_record and gap.severity >= Severity.MAJOR:
                    found.append((seat, closed, count))
        return sorted(found, key=lambda one: (-one[2], -one[1].severity, one[0].id))

    @cached_property
    def balance(self) -> Balance:
        """How the open gaps of the last review became those of today."""
        return balance_of(self.seats)

    # how sure

    @property
    def old_shares(self) -> list[Seat]:
        """Accounts whose latest share is of an earlier period than the one reviewed, or of none."""
        return [
            seat
            for seat, now in self.present
            if (latest := now.readings.stage.latest) is None or latest.row.period.last < self.period.first
        ]

    @property
    def untagged(self) -> list[Seat]:
        """Accounts whose journal has too few words to judge how near we are."""
        return [seat for seat, now in self.present if now.readings.untagged]

    @property
    def keyless(self) -> list[Seat]:
        """Accounts where nobody is known to decide."""
        return [seat for seat, now in self.present if now.readings.key is None]

    @cached_property
    def sources(self) -> Mapping[str, int]:
        """How many shares rest on what."""
        counts: dict[str, int] = {}
        for _, now in self.present:
            source = now.readings.stage.source or "unknown"
            counts[source] = counts.get(source, 0) + 1
        return counts

    @property
    def proved(self) -> int:
        """How many shares rest on more than our own estimate."""
        return sum(self.sources.get(source, 0) for source in PROVED)


def _severity(told: ToldMove) -> int:
    return int(told.move.gap.severity) if told.move.gap else 0
