"""What was asked, promised and done between ours and theirs."""

from __future__ import annotations

from datetime import date
from functools import cached_property

from relreport.model import Account, Action, Ask
from relreport.review.facts import vanished
from relreport.review.promises import Given, ledger
from relreport.review.seats import Seat, Seated


class Dealings(Seated):
    """Decisions, promises, actions."""

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

    @cached_property
    def asks_gone(self) -> list[tuple[Seat, Ask]]:
        """Decisions asked at the last review that nobody answered and the file holds no more."""
        return [
            (seat, one)
            for seat, now in self.present
            if (then := self._file_then(seat)) is not None
            for one in vanished(then, now.account, "asks")
            if not one.is_decided
        ]

    def promises_of(self, seat: Seat) -> list[Given]:
        """The promises of one account in the period, both ways."""
        if seat.now is None:
            return []
        return ledger(seat.now.account, self.before, self.after, then=self._file_then(seat))

    def _file_then(self, seat: Seat) -> Account | None:
        """The account as its file stood at the last review, where git knows it."""
        before = seat.telling.pair.before
        return seat.then.account if seat.then and before and before.source == "git" else None

    @cached_property
    def promises(self) -> list[tuple[Seat, Given]]:
        """The same of every account."""
        return [(seat, one) for seat in self.seats for one in self.promises_of(seat)]

    @cached_property
    def actions_done(self) -> list[tuple[Seat, Action]]:
        """The reps' own actions that were done in the period."""
        return [
            (seat, one)
            for seat, now in self.present
            for one in now.account.actions
            if one.status == "done" and self.within(one.done_on)
        ]

    @cached_property
    def actions_overdue(self) -> list[tuple[Seat, Action]]:
        """The reps' own actions that are open past their day, the oldest first."""
        found = [
            (seat, one)
            for seat, now in self.present
            for one in now.account.actions
            if one.is_open and one.due is not None and one.due < self.after
        ]
        return sorted(found, key=lambda pair: (pair[1].due or date.max, pair[0].id))
