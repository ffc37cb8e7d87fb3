"""Rules about trust in us and its parts: TRU."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from relreport.fields import tokens as t
from relreport.model import At, Contact
from relreport.readings.journal import SCALES
from relreport.readings.signs import BROKEN, COMPLAINT, LATE, OVERDUE, Sign
from relreport.rules.case import Case
from relreport.rules.registry import CRITICAL, INFO, MAJOR, MINOR, RECORD, Gap, gap, rule


@rule(
    "TRU01",
    "trust-professional",
    MAJOR,
    stages="DISX",
    rank=3,
    source=("S0-18", "S0-19", "S0-20"),
    move="show-expertise",
)
def trust_professional(case: Case) -> Iterator[Gap]:
    """Trust begins with competence; friendliness without it stays friendliness.

    A written doubt speaks in an untagged journal too; that nothing was shown yet is not known there.
    """
    for contact in case.contacts:
        trust = case.standing(contact).trust
        doubts = _doubts(case, contact)
        if doubts:
            yield gap(
                contact.id,
                *_lines(doubts),
                variant="doubt",
                contact=contact.id,
                items=_items(doubts),
                trust=trust.verdict,
            )
        elif case.key is not None and contact.id == case.key.id and trust.expertise == 0:
            signs = case.standing(contact).ledger.signs
            written = [one for one in signs if one.written and one.on is not None and one.on <= case.day]
            if written and not case.readings.untagged and not case.holds("NET06", contact.id):
                yield gap(contact.id, *_lines(written), contact.at, contact=contact.id, trust=trust.verdict)


def _doubts(case: Case, contact: Contact) -> list[Sign]:
    """Signs against a decider's belief in our expertise; a complaint without action is told by CMP01."""
    if not contact.decides:
        return []
    ledger = case.standing(contact).ledger
    return [sign for item in t.EXPERTISE for sign in ledger.against(item, case.day) if sign.fact != COMPLAINT]


def _lines(signs: Iterable[Sign]) -> list[At]:
    """The lines of signs, latest first."""
    return [sign.at for sign in sorted(signs, key=lambda one: one.on or date.min, reverse=True)[:5]]


def _items(signs: Iterable[Sign]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(sign.item for sign in signs))


@rule(
    "TRU02",
    "trust-reliability",
    MAJOR,
    stages="DISX",
    rank=3,
    source=("S0-21", "S0-22", "S1-75"),
    move="keep-word",
)
def trust_reliability(case: Case) -> Iterator[Gap]:
    """People rely on us when what we say happens; one lapse weighs more than ten things done well."""
    key, standing = case.key, case.of_key
    if key is None or standing is None:
        return
    broken = [(one.broken, one) for one in case.account.promises if key.id in one.to and one.broken]
    of_the_year = sorted((one for one in broken if case.in_year(one[0])), key=lambda one: one[0])
    doubts = [
        sign
        for item in t.RELIABILITY
        if item != "tact"
        for sign in standing.ledger.against(item, case.day)
        if sign.fact not in (LATE, OVERDUE)
    ]
    if of_the_year:
        on, promise = of_the_year[-1]
        yield gap(
            key.id,
            *(one.at.key("broken") for _, one in reversed(of_the_year)),
            *_lines(sign for sign in doubts if sign.fact != BROKEN),
            severity=CRITICAL,
            variant="broken",
            contact=key.id,
            on=on,
            what=promise.what,
            count=len(of_the_year) if len(of_the_year) > 1 else None,
        )
    elif doubts:
        yield gap(key.id, *_lines(doubts), contact=key.id, items=_items(doubts), trust=standing.trust.verdict)


@rule(
    "TRU03",
    "trust-intimacy",
    MINOR,
    stages="DISX",
    rank=3,
    source=("S0-26", "S0-27", "S0-28"),
    move="visit-again",
    needs_tags=True,
)
def trust_intimacy(case: Case) -> Iterator[Gap]:
    """Ability earns respect; familiarity, grown from being seen again and again, makes it reliance."""
    key, standing = case.key, case.of_key
    if key is None or standing is None:
        return
    trust = standing.trust
    if trust.known and trust.expertise >= 1 and trust.intimacy == 0:
        shown = [sign for item, sign in trust.standing.items() if item in t.EXPERTISE and sign.positive]
        yield gap(key.id, *_lines(shown), key.at, contact=key.id, trust=trust.verdict)


@rule(
    "TRU04",
    "self-orientation",
    CRITICAL,
    stages="DISX",
    rank=3,
    source=("S0-30", "S0-31", "S0-32", "S0-33"),
    move="listen",
)
def self_orientation(case: Case) -> Iterator[Gap]:
    """Nothing costs trust faster than the feeling that somebody is there for themselves alone."""
    for contact in case.contacts:
        trust = case.standing(contact).trust
        if trust.findings:
            yield gap(
                contact.id,
                *_lines(trust.findings),
                contact=contact.id,
                items=_items(trust.findings),
                trust=trust.verdict,
            )


@rule(
    "TRU05",
    "trust-unknown",
    MINOR,
    kind=RECORD,
    stages="ISX",
    rank=3,
    source=("S0-17", "S4-10"),
    move="record-trust",
)
def trust_unknown(case: Case) -> Iterator[Gap]:
    """Without a sign of it we do not know whether to prove our skill, keep a promise or simply listen."""
    key, standing = case.key, case.of_key
    if key is None or standing is None or standing.trust.known:
        return
    if not case.holds("ENT04") and not case.is_awaited(key):
        last = case.journal.last(key.id)
        yield gap(key.id, last.at if last else None, key.at, contact=key.id)


@rule("TRU06", "trust-falling", MAJOR, stages="ISX", rank=3, source=("S4-15",), move="ask-cause")
def trust_falling(case: Case) -> Iterator[Gap]:
    """A fall has a cause, and the customer knows it better than we do."""
    key, standing = case.key, case.of_key
    if key is None or standing is None or case.key_trust_is_told:
        return
    before = standing.ledger.steps.on(case.day - timedelta(days=case.limits.window))
    now = standing.trust.verdict
    if "unknown" in (before, now) or t.TRUST_VERDICT.rank(now) >= t.TRUST_VERDICT.rank(before):
        return
    against = [
        sign
        for sign in standing.ledger.signs
        if not sign.positive and case.in_window(sign.on) and (sign.until is None or sign.until > case.day)
    ]
    if against:
        damaged = now == "damaged"
        yield gap(
            key.id,
            *_lines(against),
            severity=CRITICAL if damaged else None,
            variant="damaged" if damaged else None,
            contact=key.id,
            limit=case.limits.window,
            was_trust=before,
            trust=now,
        )


@rule(
    "TRU07",
    "unbalanced",
    INFO,
    stages="ISX",
    rank=7,
    source=("S0-16",),
    move="complete-picture",
    needs_tags=True,
)
def unbalanced(case: Case) -> Iterator[Gap]:
    """One very strong side and one missing side often mean that we have seen only part of the picture."""
    key, standing = case.key, case.of_key
    if key is None or standing is None or not standing.recorded:
        return
    levels = {name: standing.scales[name].level(case.day) for name in ("space", "information", "coach")}
    top = tuple(name for name, level in levels.items() if level == tuple(SCALES[name])[-1])
    missing = tuple(name for name, level in levels.items() if level == "none")
    if top and missing:
        shown = [standing.scales[name].highest(case.day) for name in top]
        yield gap(
            key.id,
            *(rung.at for rung in shown if rung is not None),
            contact=key.id,
            items=top,
            missing=missing,
        )
