"""Readings of the account as a whole: temperature, sales loop, matrix, tenders, key contact."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from relreport.fields import tokens as t
from relreport.model import Account, At, Contact, Need, Round, Tender
from relreport.readings.days import aged, in_last
from relreport.readings.journal import SCALES, Journal, Scale
from relreport.readings.limits import LIMITS, Limits
from relreport.readings.signs import trust_of_company
from relreport.readings.stage import StageReading
from relreport.readings.trust import Ledger, TrustReading
from relreport.record import dataclass

ORGANISATION = t.VALUE_PRODUCT | {"scale", "track-record"}
PERSONAL = frozenset({"care", "help", "credit", "partnership"})


def key_contact(account: Account, journal: Journal, day: date) -> Contact | None:
    """The decider with the most influence who has not left; ties: last contacted, then file order (C-42)."""
    deciders = [one for one in account.contacts if one.decides and not one.has_left(day)]

    def weight(contact: Contact) -> tuple[int, date]:
        last = journal.last(contact.id)
        return (-1 if contact.influence is None else contact.influence, last.on if last else date.min)

    return max(deciders, key=weight, default=None)  # max keeps the first of equals


def temperature(
    journal: Journal,
    scales: Mapping[str, dict[str, Scale]],
    stage: StageReading,
    day: date,
    *,
    limits: Limits = LIMITS,
) -> str:
    """Contacts in the last 90 days against the 90 before; rungs newly reached (S2-20…S2-22)."""
    days = [entry.on for entry in journal.entries]
    began, end = aged(days, 0, limits.recent, day)
    if not end:
        return "unknown"
    recent = end - began
    before = began - aged(days, limits.recent, 2 * limits.recent, day)[0]
    if not recent:
        return "cold"
    if before >= limits.cooling_least and recent * 2 < before:
        return "cooling"
    if stage.stepped_up_in(limits.window, day):
        return "warming"
    warmed = any(_warmed(one, journal, id, day, limits.window) for id, one in scales.items())
    return "warming" if warmed else "plateau"


def _warmed(scales: dict[str, Scale], journal: Journal, contact: str, day: date, window: int) -> bool:
    """Whether somebody known before the window reached a new rung in it."""
    entries = journal.with_contact(contact)
    edge = day - timedelta(days=window)  # the last day before the window
    if not entries or entries[0].on > edge:
        return False
    for name in ("information", "coach", "topic"):
        ladder, scale = SCALES[name], scales[name]
        before = ladder.rank(scale.level(edge))
        reached = scale.highest(day, within=window)
        if reached is not None and ladder.rank(reached.level) > before:
            return True
    return False


def sales_loop(
    account: Account, key_trust: TrustReading | None, day: date, *, window: int = LIMITS.window
) -> str:
    """Which turn of the loop comes next: know the need, win trust, satisfy the need, sustain."""
    if not any(need_touched(need, day, window) for need in account.needs):
        return "know-need"
    if key_trust is None or not key_trust.reaches("respect"):
        return "win-trust"
    told = any(need.status in ("open", "answered") for need in account.needs)  # brewing: not told yet
    return "satisfy-need" if told else "sustain"


def need_touched(need: Need, day: date, days: int = LIMITS.window) -> bool:
    """Whether the need was dated, confirmed, answered or met in the last `days` days."""
    return any(in_last(on, days, day) for on in (need.on, need.confirmed, need.answered, need.met))


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell of the matrix: filled or empty, and the lines that fill it. `known`: it can be told at all."""

    filled: bool
    evidence: tuple[At, ...] = ()
    known: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Interest × trust, each organisational and personal (S1-29, S1-30, S1-46)."""

    interest_organisation: Cell
    interest_personal: Cell
    trust_personal: Cell
    trust_organisation: Cell

    def cells(self) -> dict[str, Cell]:
        """The four cells by name."""
        return {name: getattr(self, name) for name in self.__slots__}


def matrix(
    account: Account,
    journal: Journal,
    ledgers: Mapping[str, Ledger],
    key: Contact | None,
    day: date,
    *,
    year: int = LIMITS.year,
    untagged: bool = False,
) -> Matrix:
    """Which interests were served in the year, and who trusts us.

    What words would show is not known while the journal has too few of them.
    """
    organisation = [entry.at.key("did") for entry in journal.doing(ORGANISATION, year)]
    organisation += [
        need.at.key("met") for need in account.needs if need.status == "met" and in_last(need.met, year, day)
    ]
    personal = [entry.at.key("did") for entry in journal.doing(PERSONAL, year)]
    key_trust = ledgers[key.id].on(day) if key else None
    company = trust_of_company(journal.entries)
    respected = [
        one
        for one in account.contacts
        if not one.has_left(day) and ledgers[one.id].steps.on(day) in ("respect", "trusted", "deep")
    ]
    held = {person for one in respected for person in one.held_by}
    by_company = company is not None and company.positive
    by_people = len(respected) >= 2 and len(held) >= 2
    return Matrix(
        interest_organisation=Cell(
            filled=bool(organisation),
            evidence=tuple(organisation[-3:]),
            known=bool(organisation) or not untagged,
        ),
        interest_personal=Cell(
            filled=bool(personal), evidence=tuple(personal[-3:]), known=bool(personal) or not untagged
        ),
        trust_personal=Cell(
            filled=key_trust is not None and key_trust.reaches("respect"),
            evidence=(key.at,) if key else (),
            known=key_trust is not None and key_trust.known,
        ),
        trust_organisation=Cell(
            filled=by_company or by_people,
            evidence=(company.at,)
            if company and by_company
            else tuple(one.at for one in respected)
            if by_people
            else (),
            known=by_company or by_people or not untagged,
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class TenderReading:
    """How we stand in a tender: the position of its latest round, and how many in a row were the best."""

    tender: Tender
    posture: str
    run: int

    @property
    def last_placed(self) -> Round | None:
        """The latest round of which anybody noted where we stood."""
        return next((one for one in reversed(self.tender.rounds) if one.position is not None), None)


def read_tender(tender: Tender) -> TenderReading:
    """Read a tender as known on a day; its rounds are in order (S2-05…S2-19)."""
    rounds = tender.rounds
    posture = rounds[-1].position if rounds else None
    run = 0
    for one in reversed(rounds):
        if one.position != "preferred":
            break
        run += 1
    return TenderReading(tender=tender, posture=posture or "unknown", run=run)
