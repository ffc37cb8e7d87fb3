"""Rules about tenders: who we send, how we stand, what we show: BID."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from relreport.fields.tokens import CHALLENGER, DEFENDER, POSTURE
from relreport.model import Person, Tender
from relreport.readings.days import over_ago
from relreport.rules.case import Case
from relreport.rules.registry import CRITICAL, INFO, MAJOR, MINOR, RECORD, Gap, gap, rule

BEHIND = ("foil", "comparator")
TRAITS_ENOUGH = 2  # of the three that a position asks for: a definition, no threshold


@rule("BID01", "first-team", MAJOR, stages="DISX", rank=4, source=("S2-01", "S2-04"), move="add-senior")
def first_team(case: Case) -> Iterator[Gap]:
    """Who starts low in the first round has to do several times the work to draw level."""
    for reading in case.open_tenders:
        tender = reading.tender
        first = tender.rounds[0] if tender.rounds else None
        behind = first is not None and first.position in BEHIND
        team = _known(case, tender.team or case.account.team)
        if (len(tender.rounds) <= 1 or behind) and team and not any(map(_senior, team)):
            yield gap(
                tender.id,
                tender.at.key("team") if tender.team else case.top("team"),
                first.at if first is not None and behind else None,
                tender.at,
                variant="behind" if behind else None,
                tender=tender.id,
                persons=tuple(one.id for one in team),
                position=first.position if first is not None and behind else None,
            )


def _senior(person: Person) -> bool:
    return person.level == "lead" or person.role in ("manager", "boss")


@rule(
    "BID02",
    "posture-unknown",
    MINOR,
    kind=RECORD,
    stages="DISX",
    rank=4,
    source=("S2-08",),
    move="ask-posture",
)
def posture_unknown(case: Case, *, round_days: int = 30) -> Iterator[Gap]:
    """Who leads guards, who is compared shows more, who is far behind finds a way up or stops."""
    for reading in case.open_tenders:
        tender = reading.tender
        unknown = [one for one in tender.rounds if one.position is None]
        if unknown:
            latest = unknown[-1]
            yield gap(
                tender.id,
                *(one.at for one in unknown[:-6:-1]),
                tender=tender.id,
                round=latest.name,
                on=latest.on,
            )
        elif (
            not tender.rounds and tender.opened is not None and over_ago(tender.opened, round_days, case.day)
        ):
            yield gap(
                tender.id,
                tender.at.key("opened"),
                variant="waiting",
                tender=tender.id,
                days=case.days_since(tender.opened),
                limit=round_days,
            )


@rule("BID03", "no-spear", MAJOR, stages="DISX", rank=4, source=("S2-10",), move="show-spear")
def no_spear(case: Case) -> Iterator[Gap]:
    """Being compared means that somebody else is preferred; only points shown with proof change that."""
    for reading in case.open_tenders:
        if reading.posture == "comparator":
            latest = reading.tender.rounds[-1]
            if not latest.spears:
                yield gap(
                    reading.tender.id,
                    latest.at.key("position"),
                    tender=reading.tender.id,
                    position=reading.posture,
                    round=latest.name,
                )


@rule("BID04", "hopeless-foil", CRITICAL, stages="DISX", rank=4, source=("S2-12",), move="decide-tender")
def hopeless_foil(case: Case) -> Iterator[Gap]:
    """Starting far behind is no shame as long as there is a way forward."""
    if case.has_coach:
        return
    for reading in case.open_tenders:
        tender = reading.tender
        if reading.posture != "foil" or any(one.spears for one in tender.rounds):
            continue
        if not _suited(_known(case, tender.team or case.account.team), CHALLENGER):
            yield gap(
                tender.id,
                tender.rounds[-1].at.key("position"),
                tender.at.key("team"),
                tender=tender.id,
                position=reading.posture,
            )


def _suited(team: Iterable[Person], traits: Collection[str]) -> bool:
    """Whether one person alone has enough of the traits: they do not add up over the team (C-29)."""
    return any(len(set(traits).intersection(one.traits)) >= TRAITS_ENOUGH for one in team)


@rule(
    "BID05",
    "team-traits",
    MAJOR,
    stages="DISX",
    rank=4,
    source=("S2-15", "S2-16", "C-29"),
    move="add-strength",
)
def team_traits(case: Case) -> Iterator[Gap]:
    """Guarding a lead and catching up are two crafts; the right colleague beats another discount."""
    for reading in case.open_tenders:
        tender = reading.tender
        wanted = {"preferred": DEFENDER, "foil": CHALLENGER}.get(reading.posture)
        team = _known(case, tender.team or case.account.team)
        if wanted is None or not team or _suited(team, wanted) or case.holds("BID04", tender.id):
            continue
        yield gap(
            tender.id,
            tender.rounds[-1].at.key("position"),
            tender.at.key("team") if tender.team else case.top("team"),
            variant="behind" if reading.posture == "foil" else None,
            tender=tender.id,
            position=reading.posture,
        )


@rule("BID06", "posture-fell", CRITICAL, stages="DISX", rank=4, source=("S2-13",), move="ask-fall")
def posture_fell(case: Case) -> Iterator[Gap]:
    """Positions that fall once tend to fall again, unless the reason is found and answered."""
    for reading in case.open_tenders:
        rounds = reading.tender.rounds
        if len(rounds) < 2:
            continue
        now, before = rounds[-1].position, rounds[-2].position
        if now is not None and before is not None and POSTURE.rank(now) < POSTURE.rank(before):
            yield gap(
                reading.tender.id,
                rounds[-1].at.key("position"),
                rounds[-2].at.key("position"),
                tender=reading.tender.id,
                was_position=before,
                position=now,
                round=rounds[-1].name,
            )


@rule("BID07", "likely-winner", INFO, stages="DISX", rank=4, source=("S2-19",), move="secure-lead")
def likely_winner(case: Case, *, run: int = 3) -> Iterator[Gap]:
    """A customer who prefers us again and again is ready to open up; others try hardest now."""
    for reading in case.open_tenders:
        if reading.run >= run:
            yield gap(
                reading.tender.id,
                *(one.at for one in reading.tender.rounds[: -run - 1 : -1]),
                tender=reading.tender.id,
                times=reading.run,
                position=reading.posture,
            )


@rule("BID08", "manager-needed", MAJOR, stages="DISX", rank=4, source=("S3-66", "S3-69"), move="add-manager")
def manager_needed(case: Case) -> Iterator[Gap]:
    """For a large decision the customer wants to see who stands behind the offer."""
    key = case.key
    if key is not None and (case.standing(key).distance == "unknown" or case.at_least(key, "friend")):
        return
    contact = key.id if key else None
    distance = case.standing(key).distance if key else None
    for reading in case.open_tenders:
        if reading.tender.large and _manager_missing(case, reading.tender):
            yield gap(
                reading.tender.id,
                reading.tender.at,
                tender=reading.tender.id,
                contact=contact,
                distance=distance,
            )
    for opening in case.live_openings:
        if opening.large and _manager_missing(case, None):
            kind = None if opening.kind == "other" else opening.kind
            yield gap(
                opening.id, opening.at, variant="opening", kind=kind, contact=contact, distance=distance
            )


def _known(case: Case, people: Iterable[str]) -> tuple[Person, ...]:
    """Those of a team whose role or level is known."""
    return tuple(one for one in map(case.person, dict.fromkeys(people)) if one.described)


def _manager_missing(case: Case, tender: Tender | None) -> bool:
    owner = (case.account.owner,) if case.account.owner else ()
    team = _known(case, (*owner, *case.account.team, *(tender.team if tender else ())))
    return bool(team) and not any(one.role in ("manager", "boss") for one in team)


@rule("BID09", "first-round-lost", MINOR, stages="DISX", rank=4, source=("S2-02",), move="decide-tender")
def first_round_lost(case: Case) -> Iterator[Gap]:
    """Catching up takes several times the effort of a good start, so it should be a decision, not a habit."""
    for reading in case.open_tenders:
        rounds = reading.tender.rounds
        if rounds and rounds[0].position in BEHIND and reading.posture in BEHIND:
            again = len(rounds) > 1
            yield gap(
                reading.tender.id,
                rounds[-1].at.key("position"),
                rounds[0].at.key("position"),
                variant=None if again else "once",
                tender=reading.tender.id,
                was_position=rounds[0].position if again else None,
                position=reading.posture,
                times=len(rounds) if again else None,
            )
