"""Where our people were, and where they were not."""

from __future__ import annotations

from datetime import date
from functools import cached_property

from relreport.model import Interaction
from relreport.page.telling import Telling
from relreport.readings.journal import by_whom, met
from relreport.record import dataclass
from relreport.review.seats import Seat, Seated


@dataclass(frozen=True, slots=True, kw_only=True)
class Touches:
    """What one of ours did at the accounts of one tier, and what the tier asks of the owner."""

    person: str
    tier: str
    accounts: int
    made: int
    asked: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TierTouches:
    """The same of all of ours together."""

    tier: str
    accounts: int
    made: int
    asked: int


class Visiting(Seated):
    """Touches by person and tier, and accounts that nobody met."""

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

    @cached_property
    def by_tier(self) -> list[TierTouches]:
        """All of ours together: what was done at the accounts of a tier, and what it asks."""
        return [
            TierTouches(
                tier=tier,
                accounts=sum(one.accounts for one in found),
                made=sum(one.made for one in found),
                asked=sum(one.asked for one in found),
            )
            for tier in ("vvip", "key", "regular")
            if (found := [one for one in self.touches if one.tier == tier])
        ]

    def interactions(self, now: Telling) -> list[Interaction]:
        """The contacts with one customer in the period."""
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
