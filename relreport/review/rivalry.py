"""Rivals and tenders across all accounts."""

from __future__ import annotations

from datetime import date
from functools import cached_property

from relreport.model import Competitor, Move, Tender
from relreport.page.market import rival_name
from relreport.review.seats import Seat, Seated


class Rivalry(Seated):
    """Which rival is where, what will be decided and what was."""

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
        """What a rival did in the period, and where."""
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
        """Tenders that were won or lost in the period."""
        return [
            (seat, one)
            for seat, now in self.present
            for one in now.account.tenders
            if not one.is_open and self.within(one.decided)
        ]
