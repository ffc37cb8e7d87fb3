"""What a generator of candidates looks at: one gap, and the changes that may be made about it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from relreport.assess import Assessment, OpenGap
from relreport.model import Account, Action, Contact, Interaction
from relreport.moves.changes import CALL, MEET, RECORD, Added, Change, Edit, Known, Put
from relreport.readings import Readings, Standing

SOON = 14
"""Days to what is planned without a day of its own."""


class Look:
    """One gap, and whom and what a change about it may touch."""

    def __init__(self, written: Account, assessment: Assessment, gap: OpenGap) -> None:
        self.written = written
        self.assessment = assessment
        self.gap = gap
        self.readings: Readings = assessment.readings
        self.account: Account = assessment.readings.account  # as known on the day
        self.day: date = assessment.day

    @cached_property
    def here(self) -> tuple[Contact, ...]:
        """Their people who have not left."""
        return tuple(one for one in self.account.contacts if not one.has_left(self.day))

    @property
    def key(self) -> Contact | None:
        """The key contact; None where there is none."""
        return self.readings.key

    @property
    def of_key(self) -> Standing | None:
        """Where the key contact stands."""
        return self.readings.of_key

    @cached_property
    def who(self) -> Contact | None:
        """Whom it is about: the gap's partner, its contact, the key contact, else the weightiest."""
        known = {one.id: one for one in self.here}
        for id in (self.gap.partner, self.gap.subject, self.gap.facts.get("contact")):
            if id in known:
                return known[id]
        return self.key or max(self.here, key=lambda one: one.influence or 0, default=None)

    def entry(self, list: str, id: str | None = None) -> Any | None:
        """The entry of a list that is the gap's subject, or the one of that id."""
        wanted = id or self.gap.subject
        return next((one for one in getattr(self.account, list) if one.id == wanted), None)

    def holder(self, contact: Contact | None) -> tuple[str, ...]:
        """Who of ours would go; nobody where the account has no owner."""
        found = self.assessment.holder(contact.id if contact else None)
        return (found,) if found else ()

    @cached_property
    def ours(self) -> tuple[str, ...]:
        """Our people that the settings and the account name, who have not left."""
        described = [one.id for one in self.readings.settings.people]
        named = [self.account.owner or "", *self.account.team, *described]
        person = self.readings.settings.person
        return tuple(
            id
            for id in dict.fromkeys(named)
            if id and not ((left := person(id).left) is not None and left <= self.day)
        )

    def near(self, wanted: Callable[[str], bool]) -> Iterable[str]:
        """Those of ours of whom something holds, the account's own team first."""
        return (one for one in self.ours if wanted(one))

    @staticmethod
    def told(what: str | None, contact: str | None) -> dict[str, Any]:
        """What it is, in their words, and whose."""
        return {"what": what, "contact": contact}

    # changes

    def change(
        self,
        form: str,
        effort: int,
        *edits: Edit,
        theirs: bool = False,
        restricted: bool = False,
        **facts: Any,
    ) -> Change:
        """A change with its words (`form`), its effort and its edits. `theirs`: only they can do it."""
        return Change(
            form=form,
            effort=effort,
            edits=edits,
            facts={name: value for name, value in facts.items() if value not in (None, ())},
            theirs=theirs,
            restricted=restricted,
        )

    def see(
        self,
        contact: Contact | None,
        *did: str,
        form: str = "see",
        kind: str = "visit",
        effort: int = MEET,
        by: tuple[str, ...] = (),
        **more: Any,
    ) -> Iterator[Change]:
        """A meeting today that brings something."""
        if contact is None or contact.relation == "bad":
            return
        entry = Interaction(
            on=self.day,
            with_=(contact.id,),
            by=by or self.holder(contact),
            kind=kind,
            did=did,
            **more,
        )
        restricted = bool(entry.trust or entry.topic or entry.coach or entry.info) or entry.space != "work"
        yield self.change(
            form,
            effort,
            Added(list="interactions", entry=entry),
            contact=contact.id,
            items=did,
            theirs=bool(entry.trust),
            restricted=restricted,
            person=by[0] if by else None,
        )

    def call(self, contact: Contact | None, *did: str, form: str = "call") -> Iterator[Change]:
        """A call with somebody that brings something."""
        yield from self.see(contact, *did, form=form, kind="call", effort=CALL)

    def plan(
        self, form: str, *, kind: str | None = None, did: tuple[str, ...] = (), due: date | None = None
    ) -> Change:
        """An entry of the rep's own plan, with a day."""
        due = due or self.day + timedelta(days=SOON)
        contact = self.who
        entry = Action(
            id="action-new",
            with_=(contact.id,) if contact else (),
            by=self.holder(contact),
            due=due,
            kind=kind,
            did=did,
        )
        facts: dict[str, Any] = {"contact": contact.id if contact else None, "due": due, "items": did}
        return self.change(form, RECORD, Added(list="actions", entry=entry), **facts)

    def put(
        self,
        form: str,
        effort: int,
        list: str,
        id: str,
        *,
        facts: dict[str, Any] | None = None,
        theirs: bool = False,
        restricted: bool = False,
        **values: Any,
    ) -> Change:
        """Fields of one entry."""
        return self.change(
            form,
            effort,
            Put(list=list, id=id, values=values),
            theirs=theirs,
            restricted=restricted,
            **(facts or {}),
        )

    def top(self, form: str, effort: int, *, facts: dict[str, Any] | None = None, **values: Any) -> Change:
        """Fields of the account itself."""
        return self.change(form, effort, Put(values=values), **(facts or {}))

    def know(self, form: str, contact: Contact, board: str, item: str, **facts: Any) -> Change:
        """An item of the portrait that somebody of ours knows, written down."""
        edit = Known(contact=contact.id, board=board, item=item, value="?")
        return self.change(
            form, RECORD, edit, contact=contact.id, restricted=board in ("depth", "extended"), **facts
        )
