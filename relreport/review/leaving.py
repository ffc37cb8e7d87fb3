"""What one of ours leaves behind at an account: whom they hold, and what the file has from them alone."""

from __future__ import annotations

from collections.abc import Iterator

from relreport.model import Account, Contact, Interaction
from relreport.page.telling import Telling
from relreport.readings.days import in_last
from relreport.readings.journal import by_whom
from relreport.record import dataclass


@dataclass(frozen=True, kw_only=True)
class Held:
    """A person of theirs whom the leaver holds. `others`: who else of ours was in touch in the year."""

    telling: Telling
    contact: Contact
    others: tuple[str, ...]

    @property
    def only_they(self) -> bool:
        """Whether nobody else of ours was in touch in the year."""
        return not self.others


@dataclass(frozen=True, kw_only=True)
class Alone:
    """What one of ours alone wrote of one of theirs in the year: `entries` of all `of` that there are.

    `withheld`: things they know and did not write down; 0 where these readers may not know of whom.
    """

    telling: Telling
    contact: Contact
    entries: int
    of: int
    last: Interaction | None
    withheld: int


def alone(telling: Telling, person: str) -> Iterator[Alone]:
    """What `person` alone wrote of the people of an account, as the readers may have it."""
    for contact in telling.here:
        year = [
            one
            for one in telling.readings.journal.with_contact(contact.id)
            if in_last(one.on, telling.readings.limits.year, telling.day)
        ]
        theirs = [one for one in year if by_whom(one, telling.account) == (person,)]
        withheld = sum(item.withheld == person for _, _, item in contact.portrait)
        if theirs or withheld:
            yield Alone(
                telling=telling,
                contact=contact,
                entries=len(theirs),
                of=len(year),
                last=next((one for one in reversed(theirs) if one.note), theirs[-1] if theirs else None),
                withheld=withheld,
            )


def concerns(account: Account, person: str) -> bool:
    """Whether somebody of ours owns the account, is on its team, or holds one of its people."""
    held = any(person in one.held_by for one in account.contacts)
    return person == account.owner or person in account.team or held
