"""The facts of a review, from what the audience may have of each account: no figure tells what is closed.

Every figure on a summary is the length or the sum of one of these lists.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from relreport.assess import OpenGap
from relreport.figures import AMOUNTS, FigureRow
from relreport.finding import Severity
from relreport.model import Action, Amount, Ask, Competitor, Interaction, Move, Period, Settings, Tender
from relreport.page.market import rival_name
from relreport.page.telling import Telling
from relreport.readings.journal import by_whom, met
from relreport.readings.stage import points_moved
from relreport.review.judgements import ACCEPTED, CLOSED, OPEN
from relreport.review.moments import year_before
from relreport.review.pairs import Comparison
from relreport.review.promises import Given, ledger
from relreport.review.telling import PairTelling, ToldMove
from relreport.review.trends import Reading, reviews_open

WEIGHT = {Severity.CRITICAL: 100, Severity.MAJOR: 30, Severity.MINOR: 10, Severity.INFO: 1}
TIER_WEIGHT = {"vvip": 1.5, "key": 1.2, "regular": 1.0}
DISCUSSED = 12


@dataclass(frozen=True, kw_only=True)
class Seat:
    """One account in the review: told at both moments, with its moves, figures and trend."""

    telling: PairTelling
    moves: tuple[ToldMove, ...]
    money: tuple[FigureRow, ...]
    trend: tuple[Reading, ...]

    @property
    def id(self) -> str:
        return self.telling.pair.id

    @property
    def name(self) -> str:
        return self.telling.pair.name

    @property
    def now(self) -> Telling | None:
        return self.telling.new

    @property
    def then(self) -> Telling | None:
        return self.telling.old


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """What finance says of a period; None where it does not."""

    sales: Amount | None = None
    target: Amount | None = None
    received: Amount | None = None
    overdue: Amount | None = None
    year_ago: Amount | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Touches:
    """What one of ours did at the accounts of one tier, and what the tier asks of the owner."""

    person: str
    tier: str
    accounts: int
    made: int
    asked: int


def level_of(telling: Telling | None) -> str:
    """The stage as a funnel counts it: lost apart, unknown where there is no share."""
    if telling is None:
        return "unknown"
    stage = telling.readings.stage
    return "lost" if stage.status == "lost" else stage.level if stage.known else "unknown"


class Quarter:
    """A review's facts."""

    def __init__(
        self,
        comparison: Comparison,
        seats: Sequence[Seat],
        settings: Settings,
        period: Period,
    ) -> None:
        self.comparison = comparison
        self.seats = tuple(seats)
        self.settings = settings
        self.period = period
        self.before = comparison.before.day
        self.after = comparison.after.day

    def within(self, on: date | None) -> bool:
        """Whether it happened after the last review and up to this one."""
        return on is not None and self.before < on <= self.after

    @cached_property
    def present(self) -> list[tuple[Seat, Telling]]:
        return [(seat, seat.now) for seat in self.seats if seat.now is not None]

    @property
    def unread(self) -> list[Seat]:
        return [seat for seat in self.seats if seat.telling.pair.is_unread]

    # decisions

    @cached_property
    def asks(self) -> list[tuple[Seat, Ask]]:
        """Decisions asked and not given, the longest overdue first."""
        found = [(seat, one) for seat, now in self.present for one in now.account.asks if not one.is_decided]
        return sorted(found, key=lambda pair: (pair[1].due or date.max, pair[0].id))

    @cached_property
    def answered(self) -> list[tuple[Seat, Ask]]:
        """What became of the decisions asked before: those that waited at the last review, those since."""
        found: list[tuple[Seat, Ask]] = []
        for seat, now in self.present:
            waiting = {one.id for one in seat.then.account.asks if not one.is_decided} if seat.then else set()
            found += [
                (seat, one)
                for one in now.account.asks
                if (one.is_decided and (one.id in waiting or self.within(one.decided)))
                or (not one.is_decided and one.id in waiting)
            ]
        return sorted(found, key=lambda pair: (not pair[1].is_decided, pair[0].id, pair[1].id))

    # stage, share, money

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
        late = 50 * sum(one.end == "overdue" for one in self._promises_of(seat))
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
        return [seat for seat in self.seats if seat.telling.pair.is_new]

    @property
    def gone(self) -> list[Seat]:
        return [seat for seat in self.seats if seat.telling.pair.is_gone]

    def status_moved(self, to: str) -> list[Seat]:
        """Accounts that bought for the first time or again (`customer`), or stopped (`lost`)."""
        return [
            seat
            for seat in self.seats
            if any(one.move.key == ("status", None) and one.move.after == to for one in seat.moves)
        ]

    # people, promises, actions, gaps

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

    def _promises_of(self, seat: Seat) -> list[Given]:
        return ledger(seat.now.account, self.before, self.after) if seat.now else []

    @cached_property
    def promises(self) -> list[tuple[Seat, Given]]:
        return [(seat, one) for seat in self.seats for one in self._promises_of(seat)]

    @cached_property
    def actions_done(self) -> list[tuple[Seat, Action]]:
        return [
            (seat, one)
            for seat, now in self.present
            for one in now.account.actions
            if one.status == "done" and self.within(one.done_on)
        ]

    @cached_property
    def actions_overdue(self) -> list[tuple[Seat, Action]]:
        found = [
            (seat, one)
            for seat, now in self.present
            for one in now.account.actions
            if one.is_open and one.due is not None and one.due < self.after
        ]
        return sorted(found, key=lambda pair: (pair[1].due or date.max, pair[0].id))

    def gaps(self, state: str) -> list[tuple[Seat, ToldMove]]:
        """Gaps of the relationship that opened, closed or were accepted since, the gravest first."""
        assert state in (OPEN, CLOSED, ACCEPTED)
        found = [
            (seat, one)
            for seat in self.seats
            for one in seat.moves
            if one.move.is_gap and not one.is_record and one.move.after == state and one.move.cause != "rules"
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
            for gap, closed in zip(whole.assessment.gaps, now.plan.assessment.gaps, strict=True):
                count = reviews_open(seat.trend, (gap.code, gap.subject))
                if count >= 3 and not gap.is_record and gap.severity >= Severity.MAJOR:
                    found.append((seat, closed, count))
        return sorted(found, key=lambda one: (-one[2], -one[1].severity, one[0].id))

    # our people

    @cached_property
    def touches(self) -> list[Touches]:
        """Each of ours by tier, in the settings' order: what was done, what the tiers ask of the owner."""
        made: dict[tuple[str, str], int] = {}
        owned: dict[tuple[str, str], int] = {}
        for _, now in self.present:
            account = now.account
            if account.owner:
                owned[account.owner, account.tier] = owned.get((account.owner, account.tier), 0) + 1
            for entry in self.interactions(now):
                for person in by_whom(entry, account):
                    made[person, account.tier] = made.get((person, account.tier), 0) + 1
        known = [one.id for one in self.settings.people]
        people = [*known, *sorted({person for person, _ in made | owned} - set(known))]
        days = (self.after - self.before).days
        return [
            Touches(
                person=person,
                tier=tier,
                accounts=owned.get((person, tier), 0),
                made=made.get((person, tier), 0),
                asked=owned.get((person, tier), 0) * (days // self.settings.tiers[tier].contact),
            )
            for person in people
            for tier in ("vvip", "key", "regular")
            if (person, tier) in made or (person, tier) in owned
        ]

    def interactions(self, now: Telling) -> list[Interaction]:
        return [one for one in now.account.interactions if self.within(one.on)]

    @cached_property
    def unvisited(self) -> list[tuple[Seat, date | None, int]]:
        """Accounts not met for longer than their tier asks, with the last meeting; never first."""
        found: list[tuple[Seat, date | None, int]] = []
        for seat, now in self.present:
            if now.account.sales_mode in ("counter", "transaction"):
                continue
            asked = self.settings.tiers[now.account.tier].visit
            last = max((one.on for one in now.account.interactions if met(one)), default=None)
            if last is None or (self.after - last).days > asked:
                found.append((seat, last, asked))
        return sorted(found, key=lambda one: (one[1] or date.min, one[0].id))

    # the market

    @cached_property
    def rivals(self) -> dict[str, list[tuple[Seat, Competitor]]]:
        """Where each rival is, those at the most accounts first."""
        found: dict[str, list[tuple[Seat, Competitor]]] = {}
        for seat, now in self.present:
            for one in now.account.competitors:
                if one.name:
                    found.setdefault(rival_name(now, one.name), []).append((seat, one))
        return dict(sorted(found.items(), key=lambda pair: (-len({s.id for s, _ in pair[1]}), pair[0])))

    def rival_moves(self, name: str) -> list[tuple[Seat, Move]]:
        return [
            (seat, move) for seat, rival in self.rivals[name] for move in rival.moves if self.within(move.on)
        ]

    @cached_property
    def pipeline(self) -> list[tuple[Seat, Tender]]:
        """Open tenders by the day of their decision."""
        found = [(seat, one) for seat, now in self.present for one in now.account.tenders if one.is_open]
        return sorted(found, key=lambda pair: (pair[1].due or date.max, pair[0].id))

    @cached_property
    def decided(self) -> list[tuple[Seat, Tender]]:
        return [
            (seat, one)
            for seat, now in self.present
            for one in now.account.tenders
            if not one.is_open and self.within(one.decided)
        ]

    # how sure

    @cached_property
    def sources(self) -> Mapping[str, int]:
        """How many shares rest on what."""
        counts: dict[str, int] = {}
        for _, now in self.present:
            source = now.readings.stage.source or "unknown"
            counts[source] = counts.get(source, 0) + 1
        return counts


def _severity(told: ToldMove) -> int:
    return int(told.move.gap.severity) if told.move.gap else 0


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
