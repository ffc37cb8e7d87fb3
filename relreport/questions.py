"""Open questions: every unknown, every gap of the record, every aged sign, once each; and what all rests on.

A question is worth what its answer would open: how many rules and readings wait for it, each by its class.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from relreport.assess import Assessment, OpenGap
from relreport.model import At, Contact
from relreport.readings.journal import by_whom
from relreport.record import dataclass
from relreport.rules import RULES, Rule

OPENS: dict[str, tuple[str, ...]] = {
    # what an answer opens: rules by code or family
    "ENT03": ("DST", "TRU", "NET06", "ENT04", "GRO08", "CAD05", "SPC02", "TEA01", "TEA02"),
    "ENT06": ("ENT07", "ENT08", "NET01", "NET03"),
    "ENT07": ("ENT03", "NET02", "NET04", "CAD04"),
    "ENT08": ("NET02",),
    "ENT09": ("ENT10", "ENT11"),
    "ENT13": ("CAD", "NET", "VAL", "TRU"),
    "STG01": ("STG", "DST01", "GRO"),
    "STG09": ("STG03", "STG05", "STG06"),
    "STG08": ("STG10",),
    "GRO01": ("STG10", "FRE05", "DST01"),
    "GRO05": ("ENT02", "BID"),
    "ENT01": ("ENT02", "BID"),
    "DST03": ("NED", "GRO11", "GRO05", "DST01", "DST10"),
    "DST04": ("DST01",),
    "DST05": ("DST01",),
    "DST06": ("DST01", "DST02"),
    "DST07": ("DST01",),
    "DST08": ("DST01",),
    "DST09": ("DST06", "DST07"),
    "TRU05": ("TRU", "GRO08", "FRE03"),
    "CMP02": ("CMP01", "CMP03", "CMP04", "CMP05"),
    "CON05": ("CON03",),
    "PLN02": ("PLN01", "ENT02"),
    "PLN03": ("PLN01",),
    "TEA03": ("TEA04", "TEA02", "NET01"),
    "BID02": ("BID03", "BID05", "BID06", "BID09"),
    "NED01": ("NED02", "NED03"),
    "PLN05": (),  # all that needs tags, see below
    "unknown.distance": ("DST",),
    "unknown.trust": ("TRU",),
    "unknown.stage": ("STG",),
    "unknown.temperature": ("FRE04", "FRE06"),
    "unknown.satisfaction": ("GRO03", "REF01"),
    "unknown.performance": ("GRO10",),
    "unknown.roles": ("ENT03", "NET02"),
    "unknown.side": ("NET03",),
    "unknown.posture": ("BID03", "BID05"),
    "aged": ("TRU07",),
}
OURS = frozenset(
    {"STG01", "STG09", "PLN02", "PLN03", "PLN04", "PLN05", "TEA03", "SEC01", "SEC03", "DST09", "TRU05"}
    | {"CON05", "DST04", "DST05", "ENT13", "ENT08", "unknown.stage", "unknown.temperature"}
    | {"unknown.performance", "unknown.distance", "unknown.trust"}
)
"""What one of ours can answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One open question. `kind`: a rule's code, `unknown.…` or `aged`; `about`: whom or what.

    `of_theirs`, `of_ours`: who might answer it. `gap`: where a rule asks it, for its words and facts.
    """

    kind: str
    about: str | None
    item: str | None
    of_theirs: str | None
    of_ours: str | None
    value: int
    evidence: tuple[At, ...] = ()
    gap: OpenGap | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RestsOn:
    """What an assessment rests on: dated facts, how old they are, and by whom alone."""

    facts: int
    latest: date | None
    oldest: date | None
    middle_age: int | None  # days: half of the facts are older
    in_year: int
    undated: int
    by_one: tuple[str, int] | None  # who of ours alone took part most often, and how often
    interactions: int


def questions(assessment: Assessment) -> tuple[Question, ...]:
    """All open questions, the most valuable first."""
    found = {
        (one.kind, one.about, one.item): one
        for one in (*_of_gaps(assessment), *_of_unknowns(assessment), *_of_aged(assessment))
    }
    return tuple(
        sorted(found.values(), key=lambda one: (-one.value, one.kind, one.about or "", one.item or ""))
    )


def value_of(kind: str, assessment: Assessment) -> int:
    """How many rules and readings an answer would open, each by its class: 8 less the class."""
    letter = assessment.readings.stage.letter
    if kind == "PLN05":
        opened = [one for one in RULES.values() if one.needs_tags]
    else:
        names = OPENS.get(kind, ())
        opened = [one for one in RULES.values() if one.code != kind and _named(one, names)]
    own = RULES.get(kind)
    return sum(8 - one.rank for one in opened if one.live_at(letter)) + (8 - own.rank if own else 1)


def _named(rule: Rule, names: tuple[str, ...]) -> bool:
    return rule.code in names or rule.family in names


def _of_gaps(assessment: Assessment) -> Iterator[Question]:
    for gap in assessment.gaps:
        if gap.is_record:
            yield _question(
                gap.code, gap.subject, None, assessment, contact=gap.partner, evidence=gap.evidence, gap=gap
            )


def _of_unknowns(assessment: Assessment) -> Iterator[Question]:
    """What cannot be read, and no rule asks for already."""
    readings = assessment.readings
    account = readings.account
    asked = {gap.code for gap in assessment.gaps}
    if not readings.stage.known and "STG01" not in asked:
        yield _question("unknown.stage", None, None, assessment)
    if account.contacts and readings.temperature == "unknown" and "ENT13" not in asked:
        yield _question("unknown.temperature", None, None, assessment)
    if not account.satisfaction and "satisfaction" not in account.none and readings.stage.letter != "D":
        yield _question("unknown.satisfaction", None, None, assessment)
    if not account.performance and "performance" not in account.none and readings.stage.letter != "D":
        yield _question("unknown.performance", None, None, assessment)
    for id, standing in readings.contacts.items():
        contact = standing.contact
        if contact.has_left(assessment.day):
            continue
        weighs = contact.weighs or contact is readings.key
        if weighs and standing.distance == "unknown":
            yield _question("unknown.distance", id, None, assessment, evidence=(contact.at,))
        if weighs and not standing.trust.known and ("TRU05" not in asked or contact is not readings.key):
            yield _question("unknown.trust", id, None, assessment, evidence=(contact.at,))
        if not contact.roles and "roles" not in contact.none and "ENT07" not in asked:
            yield _question("unknown.roles", id, None, assessment, evidence=(contact.at,))
        if contact.side is None and readings.stage.letter in "SX":
            yield _question("unknown.side", id, None, assessment, evidence=(contact.at,))
    for one in readings.tenders:
        if one.tender.is_open and one.posture == "unknown" and "BID02" not in asked:
            yield _question("unknown.posture", one.tender.id, None, assessment, evidence=(one.tender.at,))


def _of_aged(assessment: Assessment) -> Iterator[Question]:
    """A sign of trust older than the year still stands; whether it does so today is worth seeing."""
    for id, standing in assessment.readings.contacts.items():
        if standing.contact.has_left(assessment.day):
            continue
        for item in standing.trust.aged:
            at = standing.trust.standing[item].at
            yield _question("aged", id, item, assessment, contact=id, evidence=(at,))


def _question(
    kind: str,
    about: str | None,
    item: str | None,
    assessment: Assessment,
    *,
    contact: str | None = None,
    evidence: tuple[At, ...] = (),
    gap: OpenGap | None = None,
) -> Question:
    account = assessment.account
    person = account.contact(contact or about)
    theirs = None if kind in OURS else person or _who_knows(assessment, person)
    return Question(
        kind=kind,
        about=about,
        item=item,
        of_theirs=theirs.id if theirs else None,
        of_ours=assessment.holder(theirs.id if theirs else about if account.contact(about) else None),
        value=value_of(kind, assessment),
        evidence=evidence,
        gap=gap,
    )


def _who_knows(assessment: Assessment, person: Contact | None) -> Contact | None:
    """Whom of theirs to ask: who helps us already, else whom we saw last."""
    here = [
        one
        for one in assessment.account.contacts
        if not one.has_left(assessment.day) and one.relation != "bad" and one is not person
    ]
    journal = assessment.readings.journal

    def weight(one: Contact) -> tuple[bool, date]:
        last = journal.last(one.id)
        return "coach" in one.roles, last.on if last else date.min

    return max(here, key=weight, default=None)


DATED = (
    "needs",
    "openings",
    "complaints",
    "promises",
    "commitments",
    "requests",
    "referrals",
    "satisfaction",
    "performance",
)
"""The lists whose entries bear the day they came about."""


def rests_on(assessment: Assessment) -> RestsOn:
    """How many facts all of this rests on, how old they are, and how much of it one person alone brought."""
    account = assessment.account
    day = assessment.day
    dated = [one.on for one in account.interactions]
    undated = 0
    for name in DATED:
        for entry in getattr(account, name):
            if entry.on is None:
                undated += 1
            else:
                dated.append(entry.on)
    dated += [min(row.period.last, day) for row in account.purchasing]
    for contact in account.contacts:
        for _, _, item in contact.portrait:
            if item.on is None:
                undated += 1
            else:
                dated.append(item.on)
    dated.sort()
    ages = [(day - on).days for on in dated]
    alone = Counter(people[0] for one in account.interactions if len(people := by_whom(one, account)) == 1)
    most = alone.most_common(1)
    return RestsOn(
        facts=len(dated) + undated,
        latest=dated[-1] if dated else None,
        oldest=dated[0] if dated else None,
        middle_age=sorted(ages)[len(ages) // 2] if ages else None,
        in_year=sum(age < assessment.readings.limits.year for age in ages),
        undated=undated,
        by_one=most[0] if most else None,
        interactions=len(account.interactions),
    )
