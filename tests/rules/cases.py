"""A case for one rule: account as text, a day, and the gaps that the rule yields for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from textwrap import dedent

from relreport.model import Account, Person, Settings
from relreport.parse import parse
from relreport.readings import read
from relreport.rules import RULES, Case, Gap, run
from tests.rules.well_made import well_made

DAY = date(2026, 6, 30)

PEOPLE = (
    Person(id="rep", name="周敏", role="rep", level="senior"),
    Person(id="tech", name="郑工", role="technical", level="senior"),
    Person(id="mgr", name="何经理", role="manager", level="lead"),
    Person(id="boss", name="陈董", role="boss", level="lead"),
)


@dataclass(frozen=True)
class Told:
    """What a rule told of a case."""

    gaps: tuple[Gap, ...]
    account: Account = field(repr=False)

    @property
    def subjects(self) -> list[str | None]:
        return [gap.subject for gap in self.gaps]


def account_of(front: str, body: str = "", settings: Settings | None = None) -> Account:
    """An account from its front matter; `name` is added where it is missing. A mistake fails the test."""
    text = dedent(front).strip("\n")
    head = "" if text.startswith("name:") else "name: 甲公司\n"
    settings = settings or Settings(people=PEOPLE, people_given=True)
    parsed = parse("accounts/case.md", f"---\n{head}{text}\n---\n{dedent(body)}".encode(), settings)
    assert not parsed.errors, parsed.errors
    assert parsed.account is not None
    return parsed.account


def case_of(front: str, body: str = "", *, day: date = DAY, settings: Settings | None = None) -> Case:
    settings = settings or Settings(people=PEOPLE, people_given=True)
    return Case(read(account_of(front, body, settings), settings, day))


def tell(code: str, front: str, body: str = "", *, day: date = DAY, settings: Settings | None = None) -> Told:
    """The gaps of one rule for an account, live conditions included."""
    case = case_of(front, body, day=day, settings=settings)
    return _told(code, case.gaps(code), case)


def tell_bare(code: str, front: str, body: str = "", *, day: date = DAY) -> Told:
    """The same without the live conditions of stage, contacts, sales mode and tags."""
    case = case_of(front, body, day=day)
    return _told(code, tuple(run(RULES[code], case)), case)


def _told(code: str, gaps: tuple[Gap, ...], case: Case) -> Told:
    well_made(code, gaps)  # evidence, one a subject, facts that fit the words: in every test of every rule
    return Told(gaps, case.account)
