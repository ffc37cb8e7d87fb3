"""Rules about the net of people on both sides: NET."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from relreport.readings.days import in_last, within_next
from relreport.readings.journal import met
from relreport.rules.case import Case
from relreport.rules.registry import CRITICAL, MAJOR, MINOR, Gap, gap, rule


@rule("NET01", "single-contact", MAJOR, stages="ISX", rank=4, source=("S1-41", "S1-43"), move="introduce")
def single_contact(case: Case) -> Iterator[Gap]:
    """A tie between two people ends when one of them leaves; a tie between companies has many threads."""
    theirs = {contact for entry in case.window for contact in entry.with_ if case.knows(contact)}
    took_part = [case.ours(entry) for entry in case.window]
    ours = {person for people in took_part for person in people}
    # where nobody is named and nobody owns the account, who took part is unknown
    alone = ours.pop() if len(ours) == 1 and all(took_part) else None
    severity = CRITICAL if case.stage.level in ("stable", "strategic") else None
    limit = case.limits.window
    if len(theirs) == 1:
        (contact,) = theirs
        seen = [entry.at.key("with") for entry in case.window if contact in entry.with_]
        yield gap(contact, *seen[:-4:-1], severity=severity, contact=contact, limit=limit, person=alone)
    elif alone is not None:
        seen = [entry.at.key("by") for entry in case.window if alone in case.ours(entry)]
        yield gap(None, *seen[:-4:-1], severity=severity, variant="ours", person=alone, limit=limit)


@rule(
    "NET02",
    "influencers-neglected",
    MAJOR,
    stages="DISX",
    rank=4,
    source=("S1-28", "S4-16"),
    move="get-in-touch",
)
def influencers_neglected(
    case: Case,
    *,
    influence_matters: int = 20,
    neglect_factor: float = 4,
    decider_factor: float = 2,
    neglect_least: float = 120,
) -> Iterator[Gap]:
    """Who is heard before the decision seldom speaks for a supplier they never hear from."""
    for contact in case.contacts:
        if case.key is not None and contact.id == case.key.id:
            continue
        if not contact.weighs and (contact.influence or 0) < influence_matters:
            continue
        last = case.journal.last(contact.id)
        if last is None:
            yield gap(contact.id, contact.at, variant="never", contact=contact.id, title=contact.title)
            continue
        factor = decider_factor if contact.decides else neglect_factor
        limit = max(factor * case.contact_days, neglect_least)
        days = case.days_since(last.on)
        if days > limit:
            yield gap(
                contact.id,
                last.at,
                contact.at,
                contact=contact.id,
                days=days,
                title=contact.title,
                last=last.on,
                limit=int(limit),
            )


@rule("NET03", "no-user-side", MINOR, stages="SX", rank=4, source=("S4-16", "S1-44"), move="meet-users")
def no_user_side(case: Case, *, sides: int = 3) -> Iterator[Gap]:
    """Each side judges us by something else; where nobody knows us, somebody else tells our story."""
    known = tuple(dict.fromkeys(one.side for one in case.contacts if one.side is not None))
    anywhere = sum(one.side is None for one in case.contacts)
    missing = tuple(side for side in NEAR_THE_WORK if side not in known)
    if len(known) + anywhere < sides or (len(missing) == len(NEAR_THE_WORK) and not anywhere):
        seen = [one.at.key("side") for one in case.contacts]
        yield gap(None, *seen[:5], sides=known, missing=missing)


NEAR_THE_WORK = ("use", "technical")


@rule(
    "NET04",
    "successor-missing",
    MAJOR,
    stages="DISX",
    rank=2,
    source=("S1-17", "S1-42"),
    move="meet-successor",
)
def successor_missing(case: Case, *, leave_days: int = 30, successor_days: int = 90) -> Iterator[Gap]:
    """A new person reviews what the old one chose; who comes early is part of that review."""
    for leaver in case.account.contacts:
        left = leaver.left
        if left is None or not leaver.weighs:
            continue
        leaving = left > case.day
        if not (within_next(left, leave_days, case.day) if leaving else case.in_year(left)):
            continue
        successors = case.successors(leaver)
        last = [case.journal.last(one.id) for one in successors]
        if any(entry and (case.in_recent(entry.on) if leaving else entry.on >= left) for entry in last):
            continue
        newest = max(successors, key=lambda one: one.joined or date.min, default=None)
        recent = not leaving and in_last(left, successor_days, case.day)
        yield gap(
            leaver.id,
            leaver.at.key("left"),
            *(one.at for one in successors[:3]),
            severity=CRITICAL if leaving or recent else None,
            variant="leaving" if leaving else "recent" if recent else None,
            with_=newest.id if newest and not leaving else None,
            contact=leaver.id,
            left=left,
            days=case.days_since(left) if recent else None,
            successor=newest.id if newest else None,
        )


@rule("NET05", "relation-bad", CRITICAL, stages="DISX", rank=2, source=("S4-02", "S4-25"), move="mend")
def relation_bad(case: Case) -> Iterator[Gap]:
    """A strained tie weighs more than none; each further visit does harm until the cause is named."""
    for contact in case.contacts:
        if contact.relation == "bad":
            yield gap(contact.id, contact.at.key("relation"), contact=contact.id)


@rule(
    "NET06",
    "respect-missing",
    MAJOR,
    stages="DI",
    rank=3,
    source=("S1-68", "S3-02"),
    move="win-respect",
    needs_tags=True,
)
def respect_missing(case: Case, *, met_times: int = 3) -> Iterator[Gap]:
    """Respect comes before liking; something that worked wins it, the number of visits does not."""
    key, standing = case.key, case.of_key
    if key is None or standing is None or standing.trust.verdict != "thin":
        return
    meetings = [entry for entry in case.with_key(case.year) if met(entry)]
    if len(meetings) >= met_times:
        yield gap(
            key.id,
            *(entry.at for entry in reversed(meetings[-4:])),
            times=len(meetings),
            contact=key.id,
            trust=standing.trust.verdict,
        )
