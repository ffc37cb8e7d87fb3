"""Accounts put together at random, each the same for its number: for what must hold of every account."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from random import Random
from typing import TypeVar

from relreport.fields import tokens as t
from relreport.model import (
    Account,
    Commitment,
    Competitor,
    Complaint,
    Contact,
    Interaction,
    Item,
    Need,
    Period,
    Portrait,
    Promise,
    Purchase,
    Referral,
    Round,
    Share,
    Tender,
)
from relreport.model.places import At

FIRST, LAST = date(2024, 1, 1), date(2026, 6, 30)
PEOPLE = ("wang", "zhao", "liu")
OURS = ("rep", "tech", "boss")
SIGNS = [
    *t.EXPERTISE,
    *t.EXPERTISE,
    *t.RELIABILITY,
    *t.INTIMACY,
    *t.SELF_ORIENTATION[:1],
    "company",
]
Choice = TypeVar("Choice")


class Maker:
    """Draws dates, tokens and entries; no day is drawn twice, as on one day the order of the file decides."""

    def __init__(self, number: int) -> None:
        self.random = Random(number)
        self._days = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
        self.random.shuffle(self._days)
        self._line = 0

    def day(self) -> date:
        return self._days.pop()

    def after(self, on: date | None, *, chance: float = 0.6) -> date | None:
        """A day not before `on` that nothing else has, or None."""
        later = [day for day in self._days[-200:] if on is None or day >= on]
        if not later or self.random.random() > chance:
            return None
        found = self.random.choice(later)
        self._days.remove(found)
        return found

    def maybe_day(self) -> date | None:
        return self.day() if self.random.random() < 0.8 else None

    def one(self, choices: tuple[Choice, ...] | list[Choice]) -> Choice:
        return self.random.choice(choices)

    def maybe(self, choices: tuple[str, ...] | list[str], chance: float = 0.5) -> str | None:
        return self.one(choices) if self.random.random() < chance else None

    def at(self, field: str) -> At:
        self._line += 1
        return At(field, self._line)


def made_account(number: int) -> Account:
    """Three contacts, and enough of everything to let their levels rise and fall."""
    make = Maker(number)
    return Account(
        id="made",
        path="accounts/made.md",
        name="甲公司",
        owner="rep",
        purchasing=tuple(
            _purchase(make, Period.quarter(year, quarter))
            for year in (2024, 2025)
            for quarter in (1, 2, 3, 4)
        ),
        contacts=tuple(_contact(make, id) for id in PEOPLE),
        interactions=tuple(_interaction(make) for _ in range(make.random.randint(5, 40))),
        needs=tuple(_need(make, n) for n in range(make.random.randint(0, 4))),
        competitors=(Competitor(name="申通", at=make.at("competitors[0]")),) * make.random.randint(0, 1),
        complaints=tuple(_complaint(make, n) for n in range(make.random.randint(0, 4))),
        promises=tuple(_promise(make, n) for n in range(make.random.randint(0, 6))),
        commitments=tuple(_commitment(make, n) for n in range(make.random.randint(0, 2))),
        referrals=tuple(
            Referral(id=f"r{n}", on=make.maybe_day(), source=make.one(PEOPLE), at=make.at(f"referrals[{n}]"))
            for n in range(make.random.randint(0, 1))
        ),
        tenders=tuple(_tender(make, n) for n in range(make.random.randint(0, 3))),
    )


def _purchase(make: Maker, period: Period) -> Purchase:
    share = Share.of(Fraction(make.random.choice([0, 10, 30, 49, 50, 65, 79, 80, 100]), 100))
    known = make.random.random() < 0.9
    return Purchase(period=period, share=share if known else None, at=make.at("purchasing"))


def _contact(make: Maker, id: str) -> Contact:
    boards = {
        board: {items[0]: Item(value="甲", on=make.maybe_day(), at=make.at(board))}
        for board, items in t.BOARDS.items()
        if make.random.random() < 0.7
    }
    return Contact(
        id=id,
        name=id,
        roles=("decider",) if id != "liu" else (),
        held_by=(make.one(OURS),),
        met_through=make.maybe(["老同学"], 0.2),
        portrait=Portrait(boards=boards),
        at=make.at(f"contacts.{id}"),
    )


def _interaction(make: Maker) -> Interaction:
    signs = [
        ("-" if make.random.random() < 0.2 else "+") + make.one(SIGNS)
        for _ in range(make.random.randint(0, 3))
    ]
    return Interaction(
        on=make.day(),
        with_=tuple(make.random.sample(PEOPLE, make.random.choice([0, 1, 1, 1, 2]))),
        by=tuple(make.random.sample(OURS, make.random.choice([0, 1, 2]))),
        kind=make.maybe(tuple(t.KIND), 0.9),
        initiated=make.one(["us", "them"]),
        space=make.one(["work", "work", "private"]),
        topic=make.maybe(tuple(t.TOPIC)),
        info=make.maybe(tuple(t.INFO)),
        coach=make.maybe(tuple(t.COACH)),
        did=tuple(make.random.sample(tuple(t.DID), make.random.choice([0, 0, 1, 2]))),
        trust=tuple(signs),
        at=make.at("interactions"),
    )


def _need(make: Maker, n: int) -> Need:
    on = make.maybe_day()
    return Need(
        id=f"n{n}",
        on=on,
        source=make.one(PEOPLE),
        status=make.one(tuple(t.NEED_STATUS)),
        answered=make.after(on),
        met=make.after(on, chance=0.4),
        at=make.at(f"needs[{n}]"),
    )


def _complaint(make: Maker, n: int) -> Complaint:
    on = make.maybe_day()
    acted = make.after(on)
    soon = acted + timedelta(days=make.one([0, 7, 14, 15, 40])) if acted else None
    return Complaint(
        id=f"c{n}",
        on=on,
        source=make.one(PEOPLE),
        cause=make.maybe(tuple(t.CAUSE), 0.9),
        acted=acted,
        closed=soon,
        at=make.at(f"complaints[{n}]"),
    )


def _promise(make: Maker, n: int) -> Promise:
    on = make.maybe_day()
    kept = make.after(on)
    return Promise(
        id=f"p{n}",
        on=on,
        to=tuple(make.random.sample(PEOPLE, make.one([1, 1, 2]))),
        due=make.after(on),
        kept=kept,
        broken=make.after(on, chance=0.5) if kept is None else None,
        at=make.at(f"promises[{n}]"),
    )


def _commitment(make: Maker, n: int) -> Commitment:
    on = make.maybe_day()
    return Commitment(
        id=f"m{n}", on=on, source=make.one(PEOPLE), lapsed=make.after(on), at=make.at(f"commitments[{n}]")
    )


def _tender(make: Maker, n: int) -> Tender:
    opened = make.day()
    rounds = tuple(
        Round(on=make.after(opened), position=make.maybe(tuple(t.POSTURE), 0.8), at=make.at(f"tenders[{n}]"))
        for _ in range(make.random.randint(0, 3))
    )
    result = make.one(["open", "won", "lost"])
    return Tender(
        id=f"t{n}",
        opened=opened,
        rounds=rounds,
        result=result,
        decided=make.after(opened) if result != "open" else None,
        terms=make.maybe(tuple(t.TERMS)) if result != "open" else None,
        at=make.at(f"tenders[{n}]"),
    )
