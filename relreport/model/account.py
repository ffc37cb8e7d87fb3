"""One customer and all that is recorded of it. Unknown is None or an empty tuple; *none* is said, see
`Account.said`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time

from relreport.model.places import NOWHERE, At
from relreport.model.portrait import Portrait
from relreport.model.values import Amount, Birthday, Period, Share


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    stage: str | None = None
    distance: str | None = None
    own: Mapping[str, object] = field(default_factory=dict)
    at: At = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    id: str
    signed: date | None = None
    own: Mapping[str, object] = field(default_factory=dict)
    at: At = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Purchase:
    """`share` is the recorded share, else ours by total; None where neither is known."""

    period: Period
    total: Amount | None = None
    ours: Amount | None = None
    share: Share | None = None
    basis: str | None = None
    source: str | None = None
    on: date | None = None
    own: Mapping[str, object] = field(default_factory=dict)
    at: At = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Performance:
    on: date | None = None
    item: str | None = None
    result: str | None = None
    own: Mapping[str, object] = field(default_factory=dict)
    at: At = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Satisfaction:
    on: date | None = None
    perceived: float | None = None
    expected: float | None = None
    source: str | None = None
    own: Mapping[str, object] = field(default_factory=dict)
    at: At = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    id: str
    on: date | None = None
    source: str | None = None
    need: str | None = None
    answer: str | None = None
    status: str = "open"
    answered: date | None = None
    met: date | None = None
    fits: bool | None = None
    confirmed: date | None = None
    own: Mapping[str, object] = field(default_factory=dict)
    at: At = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    id: str
    on: date | None = None
    kind: str | None = None
    what: str | None = None
    until: date | None = None
    large: bool | None = None
    own: Mapping[str, object] = field(default_factory=dict)
    at: At = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    what: str | None = None
    weight: int | None = None
    favours: str | None = None
    shaped_by_us: bool | None = None
    own: Mapping[str, object] = field(default_factory=dict)
    at: At = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    on: date | None = None
    what: str | None = None
    own: Mapping[str, object] = field(default_factory=dict)
    at: At = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Competitor:
    name: str | None = None
    share: Share | None = None
    rank: str | None = None
    weakness: str | None = None
    satisfaction: float | None = None
    moves: tuple[Move, ...] = ()
    own: Mapping[str, object] = field(default_factory=dict)
    at: At = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    id: str
    name: str
    title: str | None = None
    side: str | None = None
    roles: tuple[str, ...] = ()
    influence: int | None = None
    reports_to: str | None = None
    held_by: tuple[str, ...] = ()
    met_through: str | None = None
    relation: str | None = None
    birthday: Birthday | None = None
    joined: date | None = None
    left: date | None = None
    portrait: Portrait = field(default_factory=Portrait)
    none: frozenset[str] = frozenset()
    own: Mapping[str, object] = field(default_factory=dict)
    at: At = NOWHERE

    @property
    def decides(self) -> bool:
        return "decider" in self.roles

    @property
    def weighs(self) -> bool:
        """A decider or an influencer."""
        return "decider" in self.roles or "influencer" in self.roles

    def has_left(self, day: date) -> bool:
        return self.left is not None and self.left <= day


@dataclass(frozen=True, slots=True, kw_only=True)
class Interaction:
    """`none` names the tags of which it was said that there is none."""

    on: date
    clock: time | None = None
    with_: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    kind: str | None = None
    initiated: str = "us"
    space: str = "work"
    topic: str | None = None
    raised: str | None = None
    risk: bool | None = None
    info: str | None = None
    coach: str | None = None
    did: tuple[str, ...] = ()
    trust: tuple[str, ...] = ()
    note: str | None = None
    none: frozenset[str] = frozenset()
    own: Mapping[str, object] = field(default_factory=dict)
    at: At = NOWHERE

    @property
    def ours(self) -> bool:
        return self.initiated == "us"

    @property
    def raised_by_us(self) -> bool:
        return (self.raised or self.initiated) == "us"

    @property
    def tagged(self) -> bool:
        """Whether it says what was done, told, helped or signalled, be it that there was none."""
        return bool(self.did or self.info or self.coach or self.trust or self.none & {"did", "trust"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    on: date | None = None
    name: str | None = None
    position: str | None = None
    spears: tuple[str, ...] = ()
    own: Mapping[str, object] = field(default_factory=dict)
    at: At = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Tender:
    id: str
    name: str | None = None
    value: Amount | None = None
    large: bool | None = None
    opened: date | None = None
    due: date | None = None
    decided: date | None = None
    chance: str | None = None
    ours: Amount | None = None
    team: tuple[str, ...] = ()
    rounds: tuple[Round, ...] = ()
    result: str = "open"
    terms: str | None = None
    own: Mapping[str, object] = field(default_factory=dict)
    at: At = NOWHERE

    @property
    def is_open(self) -> bool:
        return self.result == "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    id: str
    on: date | None = None
    source: str | None = None
    about: str | None = None
    cause: str | None = None
    action: str | None = None
    acted: date | None = None
    closed: date | None = None
    own: Mapping[str, object] = field(default_factory=dict)
    at: At = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    id: str
    on: date | None = None
    to: tuple[str, ...] = ()
    what: str | None = None
    due: date | None = None
    kept: date | None = None
    broken: date | None = None
    certain: bool | None = None
    own: Mapping[str, object] = field(default_factory=dict)
    at: At = NOWHERE

    @property
    def is_open(self) -> bool:
        return self.kept is None and self.broken is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    id: str
    on: date | None = None
    source: str | None = None
    what: str | None = None
    due: date | None = None
    kept: date | None = None
    lapsed: date | None = None
    own: Mapping[str, object] = field(default_factory=dict)
    at: At = NOWHERE

    @property
    def is_open(self) -> bool:
        return self.kept is None and self.lapsed is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    id: str
    on: date | None = None
    source: str | None = None
    what: str | None = None
    reply_due: date | None = None
    replied: date | None = None
    answer: str | None = None
    harms: str | None = None
    by: str | None = None
    authority: str | None = None
    reported: date | None = None
    own: Mapping[str, object] = field(default_factory=dict)
    at: At = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Referral:
    id: str
    on: date | None = None
    source: str | None = None
    to: str | None = None
    asked: bool | None = None
    own: Mapping[str, object] = field(default_factory=dict)
    at: At = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    id: str
    do: str | None = None
    with_: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    due: date | None = None
    clock: time | None = None
    kind: str | None = None
    did: tuple[str, ...] = ()
    serves: tuple[str, ...] = ()
    status: str = "open"
    done_on: date | None = None
    own: Mapping[str, object] = field(default_factory=dict)
    at: At = NOWHERE

    @property
    def is_open(self) -> bool:
        return self.status == "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    id: str
    on: date | None = None
    of: str | None = None
    what: str | None = None
    cost: Amount | None = None
    due: date | None = None
    decided: date | None = None
    answer: str | None = None
    own: Mapping[str, object] = field(default_factory=dict)
    at: At = NOWHERE

    @property
    def is_decided(self) -> bool:
        return self.decided is not None or self.answer is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    code: str
    subject: str | None = None
    reason: str | None = None
    by: str | None = None
    until: date | None = None
    own: Mapping[str, object] = field(default_factory=dict)
    at: At = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One customer. `places` has the line of every top-level key; `none` the lists said to be empty in
    truth."""

    id: str
    path: str
    name: str
    format: int = 1
    was: tuple[str, ...] = ()
    tier: str = "regular"
    tier_why: tuple[str, ...] = ()
    owner: str | None = None
    team: tuple[str, ...] = ()
    industry: str | None = None
    category: str | None = None
    sales_mode: str | None = None
    currency: str = "CNY"
    declared: Declared | None = None
    partnership: date | None = None
    main_supplier: bool | None = None
    why_us: tuple[str, ...] = ()
    confidential: bool = False
    readers: tuple[Reader, ...] = ()
    purchasing: tuple[Purchase, ...] = ()
    performance: tuple[Performance, ...] = ()
    satisfaction: tuple[Satisfaction, ...] = ()
    needs: tuple[Need, ...] = ()
    openings: tuple[Opening, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    competitors: tuple[Competitor, ...] = ()
    contacts: tuple[Contact, ...] = ()
    interactions: tuple[Interaction, ...] = ()
    tenders: tuple[Tender, ...] = ()
    complaints: tuple[Complaint, ...] = ()
    promises: tuple[Promise, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    requests: tuple[Request, ...] = ()
    referrals: tuple[Referral, ...] = ()
    actions: tuple[Action, ...] = ()
    asks: tuple[Ask, ...] = ()
    accepted: tuple[Accepted, ...] = ()
    none: frozenset[str] = frozenset()
    own: Mapping[str, object] = field(default_factory=dict)
    body: str = ""
    body_line: int = 1
    text: str = ""  # the whole file, for quoting a line of it
    at: At = NOWHERE

    def said(self, name: str) -> bool:
        """Whether a list's question is answered: it has entries, or it was said that there are none."""
        return bool(getattr(self, name)) or name in self.none

    def contact(self, id: str | None) -> Contact | None:
        """The contact of that id, or None."""
        for contact in self.contacts:
            if contact.id == id:
                return contact
        return None
