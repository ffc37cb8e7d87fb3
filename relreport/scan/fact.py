"""One text of a file, and all that a file says."""

from __future__ import annotations

from relreport.fields.kinds import Sensitivity
from relreport.record import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A text, who may read it, and where it stands. `name`: it names
    somebody, and is searched for though short.

    `person`: a contact's name, id or title. `figure`: a number, found by the word beside it alone.
    """

    text: str
    needs: Sensitivity
    account: str
    path: str
    field: str
    line: int
    name: bool = False
    person: bool = False
    figure: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One file's facts. `coaches`: the names of those who help us from inside."""

    account: str
    facts: tuple[Fact, ...]
    confidential: bool = False
    coaches: tuple[str, ...] = ()
