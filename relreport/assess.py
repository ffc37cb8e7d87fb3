"""Readings -> assessment: the gaps that hold today, those an acceptance holds back, in their order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from relreport.finding import Severity
from relreport.model import Accepted, Account, At, Settings
from relreport.readings import Readings, read
from relreport.record import dataclass
from relreport.rules import RULES, Case, Gap, Rule
from relreport.rules.gravity import acceptance, makes_advice_wait, severity


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenGap:
    """A gap as it stands today: its rule, whose it is, how grave, and the facts and lines it rests on."""

    rule: Rule
    subject: str | None
    severity: Severity
    kind: str
    variant: str | None
    facts: Mapping[str, Any]
    evidence: tuple[At, ...]
    partner: str | None  # whom its action is with
    planned: bool = False
    acceptance: Accepted | None = None
    closed: bool = False  # said in its closed form: the audience may not read all its facts

    @property
    def code(self) -> str:
        return self.rule.code

    @property
    def anchor(self) -> str:
        """Stable for ever: code and subject."""
        return f"{self.code}-{self.subject}" if self.subject else self.code

    @property
    def is_record(self) -> bool:
        return self.kind == "record"


@dataclass(frozen=True, kw_only=True)
class Assessment:
    """An account as of a day: its readings, open gaps, and the gaps accepted until later."""

    readings: Readings
    gaps: tuple[OpenGap, ...]
    accepted: tuple[OpenGap, ...]
    broken_rules: tuple[str, ...] = ()  # rules of others that failed, by code

    @property
    def account(self) -> Account:
        return self.readings.account

    @property
    def day(self) -> date:
        return self.readings.day

    def gap(self, code: str, subject: str | None = None) -> OpenGap | None:
        return next((one for one in self.gaps if one.code == code and one.subject == subject), None)

    def holder(self, contact: str | None, by: date | None = None, *, leaver: str | None = None) -> str | None:
        """Who of ours holds the contact, else the owner, else a manager of the team, else one of it.

        Only somebody who is still with us on `by` (today where left out). Who follows a `leaver` is for a
        manager of the team to say, and never for the leaver.
        """
        found = self.account.contact(contact)
        owner = (self.account.owner,) if self.account.owner else ()
        person = self.readings.settings.person
        team = sorted(self.account.team, key=lambda id: person(id).role != "manager")
        heads = [id for id in team if person(id).role in ("manager", "boss")]
        candidates: tuple[str, ...] = (*(found.held_by if found else ()), *owner, *team)
        for id in (*heads, *candidates) if leaver else candidates:
            left = person(id).left
            if id != leaver and (left is None or left > (by or self.day)):
                return id
        return None

    @property
    def holds_advice_back(self) -> bool:
        """Whether some kinds of advice wait: a grave gap of principle or trust is open."""
        return any(makes_advice_wait(gap.rule, gap.severity) for gap in self.gaps)


def assess(
    account: Account, settings: Settings, day: date, *, rules: Mapping[str, Rule] = RULES
) -> Assessment:
    """Assess an account as of `day`: pure, and the same for the same file, settings and day."""
    return judge(read(account, settings, day), rules=rules)


def judge(readings: Readings, *, rules: Mapping[str, Rule] = RULES) -> Assessment:
    """What the rules say of readings."""
    account, day = readings.account, readings.day
    case = Case(readings)
    ignored = {code.upper() for code in readings.settings.rules.ignore}
    live = case.live_codes
    found: list[OpenGap] = []
    for rule in rules.values():
        if rule.code in live and rule.code not in ignored and (gaps := case.gaps(rule.code)):
            found.extend([_open(rule, gap, case) for gap in _one_a_subject(gaps)])
    found.sort(key=order)
    held = [(gap, acceptance(gap.code, gap.subject, account, day)) for gap in found]
    return Assessment(
        readings=readings,
        gaps=tuple(gap for gap, accepted in held if accepted is None),
        accepted=tuple(replace(gap, acceptance=accepted) for gap, accepted in held if accepted is not None),
        broken_rules=tuple(case.broken),
    )


def order(gap: OpenGap) -> tuple[int, str, str]:
    """Gaps by severity, then code, then subject, null first."""
    return (-gap.severity, gap.code, gap.subject or "")


def _one_a_subject(gaps: Iterable[Gap]) -> Iterable[Gap]:
    """The first gap of each subject; those after it lend it their evidence."""
    merged: dict[str | None, Gap] = {}
    for gap in gaps:
        first = merged.get(gap.subject)
        if first is None:
            merged[gap.subject] = gap
        else:
            merged[gap.subject] = Gap(
                subject=first.subject,
                evidence=tuple(dict.fromkeys((*first.evidence, *gap.evidence))),
                facts=first.facts,
                severity=max(first.severity or Severity.INFO, gap.severity or Severity.INFO)
                if first.severity
                else None,
                kind=first.kind,
                variant=first.variant,
                with_=first.with_,
            )
    return merged.values()


def _open(rule: Rule, gap: Gap, case: Case) -> OpenGap:
    here = case.here  # nobody is sent to see somebody who has left
    return OpenGap(
        rule=rule,
        subject=gap.subject,
        severity=severity(rule, gap, case.account, case.settings),
        kind=gap.kind or rule.kind,
        variant=gap.variant,
        facts=gap.facts,
        evidence=gap.evidence,
        partner=next((one for one in (gap.with_, gap.subject) if one in here), None),
        planned=rule.code in case.planned,
    )
