"""Rules about our own people: TEA."""

from __future__ import annotations

from collections.abc import Iterator

from relreport.fields.tokens import DISTANCE
from relreport.readings.days import within_next
from relreport.rules.case import Case
from relreport.rules.registry import CRITICAL, MAJOR, MINOR, RECORD, Gap, gap, rule


@rule(
    "TEA01",
    "boss-held",
    MAJOR,
    stages="ISX",
    rank=5,
    source=("S3-45", "S3-47", "C-31"),
    move="take-colleague",
)
def boss_held(case: Case) -> Iterator[Gap]:
    """What the head of a company opens, the head alone cannot keep up over years."""
    key, of_key = case.key, case.of_key
    if key is None or of_key is None or not case.at_least(key, "friend"):
        return
    team = of_key.team_distance
    if team != "unknown" and DISTANCE.rank(team) >= DISTANCE.rank(of_key.distance):
        return
    by_boss = [
        entry
        for entry in case.journal.with_contact(key.id)
        if (ours := case.ours(entry)) and all(case.person(one).role == "boss" for one in ours)
    ]
    bosses = {one for entry in by_boss for one in case.ours(entry)}
    yield gap(
        key.id,
        *(entry.at for entry in by_boss[:-6:-1]),
        contact=key.id,
        distance=of_key.distance,
        person=bosses.pop() if len(bosses) == 1 else None,
        team_distance=None if team == "unknown" else team,
    )


@rule(
    "TEA02",
    "rep-fit",
    MAJOR,
    stages="ISX",
    rank=5,
    source=("S3-30", "S3-75", "H-8"),
    move="take-colleague",
    needs_tags=True,
)
def rep_fit(
    case: Case, *, fit_days: int = 365, fit_contacts: int = 6, fit_contacts_initial: int = 12
) -> Iterator[Gap]:
    """Sometimes two people do not click, and that is nobody's fault; a second face may."""
    key, of_key, owner = case.key, case.of_key, case.account.owner
    if key is None or of_key is None or owner is None:
        return
    initial = case.stage.level == "initial"
    entries = [entry for entry in case.journal.with_contact(key.id) if owner in case.ours(entry)]
    enough = fit_contacts_initial if initial else fit_contacts
    if len(entries) < enough or case.days_since(entries[0].on) < fit_days:
        return
    trust = of_key.trust
    if not (trust.known and trust.verdict != "damaged" and trust.expertise and trust.reliability):
        return
    if of_key.scales["information"].reaches("slipped", case.day):
        return
    if key.portrait.answers("depth") or key.portrait.answers("extended"):
        return
    yield gap(
        key.id,
        key.at,
        entries[-1].at,
        entries[0].at,
        severity=MINOR if initial else None,
        contact=key.id,
        owner=owner,
        days=case.days_since(entries[0].on),
        times=len(entries),
    )


@rule("TEA03", "no-owner", MINOR, kind=RECORD, stages="DISX", rank=4, source=("S1-42",), move="name-owner")
def no_owner(case: Case) -> Iterator[Gap]:
    """What belongs to everybody is done by nobody, and the customer notices first."""
    if case.account.owner is None:
        yield gap(None, case.top("owner"))


@rule("TEA04", "leaver", CRITICAL, stages="DISX", rank=2, source=("S1-42",), move="hand-over")
def leaver(case: Case, *, leave_days: int = 30) -> Iterator[Gap]:
    """Trust goes from person to person: handed over it passes on, after a silent change it begins anew."""
    owner = case.account.owner
    holders = [person for contact in case.contacts for person in contact.held_by]
    for person in dict.fromkeys([*([owner] if owner else []), *holders]):
        left = case.person(person).left
        if left is None:
            continue
        gone = left <= case.day
        if gone or within_next(left, leave_days, case.day):
            held = [contact for contact in case.contacts if person in contact.held_by]
            yield gap(
                person,
                case.top("owner") if person == owner else None,
                *(contact.at.key("held_by") for contact in held[:4]),
                variant="gone" if gone else None,
                person=person,
                left=left,
                contacts=tuple(contact.id for contact in held),
            )
