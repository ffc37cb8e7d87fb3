"""What finance says of the period: account by account, and the sums."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property

from relreport.figures import AMOUNTS, FigureRow
from relreport.model import Amount, Period
from relreport.record import dataclass
from relreport.review.moments import year_before
from relreport.review.seats import Seat, Seated


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """What finance says of a period; None where it does not."""

    sales: Amount | None = None
    target: Amount | None = None
    received: Amount | None = None
    overdue: Amount | None = None
    year_ago: Amount | None = None


class Moneyed(Seated):
    """The money of the accounts."""

    @cached_property
    def money(self) -> dict[str, Money]:
        """What finance says of the period, by account; those of which it says nothing are left out."""
        found = {}
        for seat, _ in self.present:
            told = money_of(seat.money, self.period, self.after)
            if told != Money():
                found[seat.id] = told
        return found

    def total(self, name: str) -> dict[str, Amount]:
        """A column of the money table summed by currency."""
        sums: dict[str, Amount] = {}
        for seat, now in self.present:
            value = getattr(self.money.get(seat.id, Money()), name)
            if value is not None:
                sums[now.account.currency] = sums.get(now.account.currency, 0) + value
        return sums

    @cached_property
    def below_target(self) -> list[tuple[Seat, Amount]]:
        """The accounts that sold less than their target, and by how much; the furthest first."""
        found = [
            (seat, one.target - one.sales)
            for seat, _ in self.present
            if (one := self.money.get(seat.id, Money())).sales is not None
            and one.target is not None
            and one.sales < one.target
        ]
        return sorted(found, key=lambda pair: (-pair[1], pair[0].id))

    @cached_property
    def owing(self) -> list[tuple[Seat, Amount]]:
        """The accounts that owe what is overdue, most first."""
        found = [
            (seat, one.overdue)
            for seat, _ in self.present
            if (one := self.money.get(seat.id, Money())).overdue
        ]
        return sorted(found, key=lambda pair: (-pair[1], pair[0].id))


def money_of(rows: Sequence[FigureRow], period: Period, day: date) -> Money:
    """A period's figures: the row of just this period, else the sum of its parts. Overdue is the latest."""
    known = [one for one in rows if one.period.first <= day]
    sums: dict[str, Amount | None] = {
        name: _summed(known, period, name) for name in AMOUNTS if name != "overdue"
    }
    late = [one.overdue for one in known if one.period.last <= period.last and one.overdue is not None]
    return Money(
        sales=sums["sales"],
        target=sums["target"],
        received=sums["received"],
        overdue=late[-1] if late else None,
        year_ago=_summed(rows, year_before(period), "sales"),
    )


def _summed(rows: Sequence[FigureRow], period: Period, name: str) -> Amount | None:
    exact = [value for one in rows if one.period == period and (value := getattr(one, name)) is not None]
    if exact:
        return Decimal(exact[0]) if isinstance(exact[0], Decimal) else exact[0]
    parts = list(_parts(rows, period, name))
    return sum(parts) if parts else None


def _parts(rows: Sequence[FigureRow], period: Period, name: str) -> Iterator[Amount]:
    """The values of the largest periods inside, none of them twice."""
    until = date.min
    inside = [one for one in rows if period.first <= one.period.first and one.period.last <= period.last]
    for one in sorted(inside, key=lambda row: (row.period.first, -row.period.days)):
        value: Amount | None = getattr(one, name)
        if one.period.first > until and value is not None:
            until = one.period.last
            yield value
