"""One customer and all that is recorded of it. Unknown is None or an empty tuple; *none* is said, see
`Account.said`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date

from relreport.model.business import Competitor, Criterion, Need, Opening, Performance, Purchase, Satisfaction
from relreport.model.contact import Contact
from relreport.model.dealings import Commitment, Complaint, Interaction, Promise, Referral, Request, Tender
from relreport.model.entry import Entry
from relreport.model.places import NOWHERE, At
from relreport.model.plan import Accepted, Action, Ask
from relreport.record import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared(Entry):
    stage: str | None = None
    distance: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader(Entry):
    id: str
    signed: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One customer. `at` has the line of every top-level key; `none` the lists said to be empty in truth."""

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
