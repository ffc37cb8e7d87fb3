"""Rules about finding the way in, the people who decide and what they judge by: ENT."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from relreport.model import Share
from relreport.readings.days import within_next
from relreport.rules.case import Case
from relreport.rules.registry import CRITICAL, MAJOR, MINOR, RECORD, Gap, gap, rule


@rule("ENT01", "no-opening", MAJOR, stages="D", rank=4, source=("S1-14", "S1-22"), move="find-opening")
def no_opening(case: Case) -> Iterator[Gap]:
    """They have their suppliers and look at a new one when something changes; know the change first."""
    if case.live_openings or case.open_tenders:
        return
    openings, tenders = case.account.openings, case.account.tenders
    if not openings and not tenders:
        yield gap(None, case.top("openings"), severity=MINOR, as_kind=RECORD, variant="unrecorded")
        return
    ended = [(one.until, one.at.key("until")) for one in openings if one.until]
    ended += [(one.decided, one.at.key("decided")) for one in tenders if one.decided]
    ended.sort(key=lambda one: one[0], reverse=True)
    others = [one.at for one in tenders if one.decided is None]
    yield gap(None, *[at for _, at in ended][:3], *others[:2], last=ended[0][0] if ended else None)


@rule(
    "ENT02",
    "opening-closing",
    MAJOR,
    stages="DISX",
    rank=4,
    source=("S2-03", "S1-16"),
    move="step-to-opening",
)
def opening_closing(case: Case, *, opening_days: int = 30) -> Iterator[Gap]:
    """The first round is often the only one; who waits to be sure arrives as an extra."""
    planned = [action.due for action in case.open_actions if action.due is not None]
    for opening in case.live_openings:
        until = opening.until
        if until is None or not within_next(until, opening_days, case.day):
            continue
        if any(case.day <= due <= until for due in planned):
            continue
        large = bool(opening.large)
        yield gap(
            opening.id,
            opening.at.key("until"),
            severity=CRITICAL if large else None,
            variant="large" if large else None,
            until=until,
            what=opening.what,
        )


@rule(
    "ENT03", "no-key-person", MAJOR, stages="DISX", rank=4, source=("S1-27", "C-42"), move="ask-who-decides"
)
def no_key_person(case: Case) -> Iterator[Gap]:
    """Orders follow the judgement of a few; work with others may never reach the one who signs."""
    if case.key is not None:
        return
    evidence = [one.at.key("roles") for one in case.contacts] or [case.top("contacts")]
    before = [one for one in case.account.contacts if one.has_left(case.day)]
    if all(one.roles or "roles" in one.none for one in case.contacts) and case.contacts:
        left = any(one.decides for one in before)
        yield gap(None, *evidence[:5], variant="left" if left else None, count=len(case.contacts))
    else:
        gone = bool(before) and not case.contacts
        yield gap(
            None,
            *evidence[:5],
            severity=MINOR,
            as_kind=RECORD,
            variant="gone" if gone else "unrecorded",
        )


@rule("ENT04", "key-person-weak", MAJOR, stages="DISX", rank=4, source=("S1-27",), move="meet")
def key_person_weak(case: Case) -> Iterator[Gap]:
    """Somebody who knows us from paper compares nothing but paper."""
    key = case.key
    if key is None or case.is_awaited(key):
        return
    last = case.journal.last_met(key.id)
    if last is None or not case.in_year(last.on):
        yield gap(key.id, last.at if last else None, key.at, contact=key.id, last=last.on if last else None)
        return
    standing = case.standing(key)
    if case.stage.level == "development" and standing.distance == "stranger" and key.relation != "bad":
        # who has seen what we can do lacks no proof of it: then it is the person that nobody wrote of
        variant = "unread" if standing.trust.expertise else "stranger"
        yield gap(key.id, last.at, key.at, variant=variant, contact=key.id, distance=standing.distance)


@rule(
    "ENT05",
    "no-insider",
    MAJOR,
    stages="D",
    rank=4,
    source=("S1-23",),
    move="find-supporter",
    needs_tags=True,
)
def no_insider(case: Case) -> Iterator[Gap]:
    """Without somebody who explains the way inside we learn of decisions after they are made."""
    if not case.has_coach:
        yield gap(None, case.top("contacts"))


@rule(
    "ENT06", "org-map", MINOR, kind=RECORD, stages="DISX", rank=4, source=("S1-24",), move="map-organisation"
)
def org_map(case: Case) -> Iterator[Gap]:
    """A decision travels along lines of reporting; knowing them we overlook nobody."""
    people = case.contacts
    if (len(people) < 2 or not any(one.reports_to for one in people)) and not case.holds("PLN05"):
        yield gap(None, case.top("contacts"), *(one.at for one in people[:4]), count=len(people))


@rule("ENT07", "roles-unknown", MINOR, kind=RECORD, stages="DISX", rank=4, source=("S1-25",), move="ask-role")
def roles_unknown(case: Case) -> Iterator[Gap]:
    """Who decides wants to hear other things from us than who uses what we deliver."""
    if case.holds("ENT06") or case.holds("PLN05"):
        return
    for contact in case.contacts:
        if not contact.roles and "roles" not in contact.none:
            yield gap(contact.id, contact.at, contact=contact.id, title=contact.title)


@rule(
    "ENT08",
    "weight-unknown",
    MINOR,
    kind=RECORD,
    stages="DISX",
    rank=4,
    source=("S1-26",),
    move="weigh-voices",
)
def weight_unknown(case: Case, *, influence_known: int = 60) -> Iterator[Gap]:
    """Rough weights show where an hour of ours does most."""
    weighed = [one for one in case.contacts if one.influence is not None]
    weight = sum(one.influence or 0 for one in weighed)
    if weight >= influence_known or case.holds("ENT06") or case.holds("PLN05"):
        return
    evidence = [one.at.key("influence") for one in weighed[:5]] or [case.top("contacts")]
    yield gap(None, *evidence, weight=weight, limit=influence_known)


@rule(
    "ENT09",
    "criteria-unknown",
    MINOR,
    kind=RECORD,
    stages="D",
    rank=4,
    source=("S1-32",),
    move="ask-criteria",
)
def criteria_unknown(case: Case) -> Iterator[Gap]:
    """Until we know what they compare, we show what we like instead of what they look for."""
    if not case.account.said("criteria"):
        yield gap(None, case.top("criteria"))


@rule(
    "ENT10",
    "criteria-not-shaped",
    MINOR,
    stages="DI",
    rank=4,
    source=("S1-34", "S1-35"),
    move="shape-criteria",
)
def criteria_not_shaped(case: Case) -> Iterator[Gap]:
    """Where criteria describe the ordinary alone, price decides."""
    criteria = case.account.criteria
    if criteria and not any(one.shaped_by_us or one.favours == "us" for one in criteria):
        yield gap(None, *(one.at for one in criteria[:5]), count=len(criteria))


@rule(
    "ENT11",
    "criteria-against-us",
    MAJOR,
    stages="DISX",
    rank=4,
    source=("S1-32", "S1-35"),
    move="answer-criteria",
)
def criteria_against_us(case: Case, *, criteria_weight: int = 30) -> Iterator[Gap]:
    """Criteria decide before the offers are opened; what leans away from us wants a good answer."""
    against = [one for one in case.account.criteria if one.favours == "rival" and one.weight]
    together = sum(one.weight or 0 for one in against)
    if not against or together < criteria_weight:
        return
    against.sort(key=lambda one: one.weight or 0, reverse=True)
    yield gap(
        None,
        *(one.at for one in against[:5]),
        share=Share.of(Fraction(together, 100)),
        criteria=tuple(one.what for one in against if one.what),
    )


@rule("ENT12", "no-showcase", MINOR, stages="D", rank=4, source=("S1-33",), move="show-our-work")
def no_showcase(case: Case) -> Iterator[Gap]:
    """What we say of ourselves every supplier says; what they saw themselves they repeat."""
    if any(entry.kind in SHOWING for entry in case.year) or case.holds("ENT13"):
        return
    shown = [entry.at for entry in case.journal.entries if entry.kind in SHOWING]
    yield gap(None, *shown[-1:], case.top("interactions"))


SHOWING = frozenset({"demo", "tour", "exchange"})


@rule(
    "ENT13", "no-sales-work", MINOR, kind=RECORD, stages="D", rank=4, source=("S4-05",), move="first-contact"
)
def no_sales_work(case: Case) -> Iterator[Gap]:
    """Relationships come from work with people; without a first contact all else is theory."""
    if not case.journal.entries:
        yield gap(None, case.top("interactions"))
