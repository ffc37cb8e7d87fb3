"""Rules about how near we are to people, and what we know of them: DST."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from relreport.fields import tokens as t
from relreport.model import At, Contact, Item
from relreport.readings.days import over_ago
from relreport.readings.distance import EXPECTED, nearer
from relreport.rules.case import Case
from relreport.rules.registry import CLOSENESS, INFO, MAJOR, MINOR, RECORD, Gap, gap, rule


@rule("DST01", "distance-lag", MAJOR, stages="ISX", rank=5, source=("C-07", "S3-25"), move="come-nearer")
def distance_lag(case: Case) -> Iterator[Gap]:
    """Business and relationship grow in step; where the tie lags, a slightly better offer moves the order."""
    key, standing = case.key, case.of_key
    if key is None or standing is None or _kept_back(key):
        return
    expected = _expected(case)
    if nearer(expected, standing.distance):
        latest = case.stage.latest
        yield gap(
            key.id,
            key.at.key("relation") if standing.ladder.bad else key.at,
            *_latest_shown(case, key),
            latest.row.at if latest else None,
            contact=key.id,
            distance=standing.distance,
            stage=case.stage.level,
            expected_distance=expected,
        )


def _expected(case: Case) -> str:
    """How near the key contact should be at this stage; sole suppliers stand nearest."""
    latest = case.stage.latest
    if case.stage.level == "strategic" and latest is not None and latest.share.middle == 1:
        return "brother"
    return EXPECTED.get(case.stage.level, "unknown")


def _kept_back(contact: Contact) -> bool:
    """Whether a deep or an extended item is withheld that no manager confirmed: SEC02 asks for that first."""
    return any(not item.counts for board in DEEP for item in contact.portrait.items(board).values())


def _latest_shown(case: Case, contact: Contact) -> tuple[At, ...]:
    """The last lines of those that the present distance rests on."""
    return case.standing(contact).ladder.evidence(case.day)[-3:]


DEEP = ("depth", "extended")


@rule(
    "DST02",
    "distance-overstated",
    MAJOR,
    stages="DISX",
    rank=5,
    source=("S3-33", "S3-74"),
    move="review-record",
)
def distance_overstated(case: Case) -> Iterator[Gap]:
    """Nearness is granted by the customer; what we merely believe of it is costly when we rely on it."""
    key, standing, declared = case.key, case.of_key, case.account.declared
    if key is None or standing is None or declared is None or declared.distance is None or _kept_back(key):
        return
    if nearer(declared.distance, standing.distance):
        yield gap(
            key.id,
            declared.at.key("distance"),
            key.at,
            *_latest_shown(case, key),
            contact=key.id,
            declared_distance=declared.distance,
            distance=standing.distance,
        )


@rule(
    "DST03",
    "need-unknown",
    MINOR,
    kind=RECORD,
    stages="DISX",
    rank=4,
    source=("S3-12", "S3-17", "S4-07"),
    move="ask-need",
)
def need_unknown(case: Case) -> Iterator[Gap]:
    """Good work begins with the need in their words; without it an offer answers what nobody asked."""
    if case.account.said("needs") or any(one.portrait.answers("needs") for one in case.account.contacts):
        return
    yield gap(None, case.top("needs"))


@rule(
    "DST04",
    "board-contact",
    MINOR,
    kind=RECORD,
    stages="DISX",
    rank=5,
    source=("S3-10",),
    move="record-reach",
)
def board_contact(case: Case) -> Iterator[Gap]:
    """The smallest thing in the file, and the first one missed when it is urgent."""
    yield from _board_empty(case, "basic")


@rule(
    "DST05",
    "board-background",
    MINOR,
    kind=RECORD,
    stages="DISX",
    rank=5,
    source=("S3-11",),
    move="record-background",
)
def board_background(case: Case) -> Iterator[Gap]:
    """Where somebody learnt the trade tells us which words they use and which proof convinces them."""
    yield from _board_empty(case, "background")


def _board_empty(case: Case, board: str) -> Iterator[Gap]:
    key = case.key
    if key is not None and case.standing(key).recorded and not key.portrait.answers(board):
        yield gap(key.id, key.at.key("portrait"), contact=key.id)


@rule(
    "DST06",
    "board-deep",
    MINOR,
    kind=RECORD,
    stages="ISX",
    rank=5,
    source=("S3-14", "S3-22"),
    move="record-plans",
)
def board_deep(case: Case) -> Iterator[Gap]:
    """Who trusts us tells us what is coming, and lets us prepare instead of being surprised."""
    yield from _board_awaited(case, "teacher", "depth")


@rule(
    "DST07",
    "board-extended",
    MINOR,
    kind=RECORD,
    stages="SX",
    rank=5,
    source=("S3-15", "S3-26"),
    move="record-beyond-work",
)
def board_extended(case: Case) -> Iterator[Gap]:
    """People who trust each other know a little of each other's lives; it is received, never collected."""
    yield from _board_awaited(case, "friend", "extended")


def _board_awaited(case: Case, level: str, board: str) -> Iterator[Gap]:
    """The board that a distance lets us expect to know something of."""
    key = case.key
    if key is not None and case.at_least(key, level) and not key.portrait.answers(board):
        yield gap(
            key.id,
            key.at.key("portrait"),
            *_latest_shown(case, key),
            contact=key.id,
            distance=case.standing(key).distance,
        )


@rule(
    "DST08",
    "portrait-stale",
    MINOR,
    kind=RECORD,
    stages="DISX",
    rank=5,
    source=("S3-31", "S3-59", "H-5"),
    move="confirm-portrait",
)
def portrait_stale(case: Case, *, portrait_days: int = 365) -> Iterator[Gap]:
    """Old knowledge feels like knowledge; acting on it shows that we have not listened lately."""
    for contact in case.contacts:
        if not contact.weighs:
            continue
        stale = [
            (board, item)
            for board in ("needs", "rivals", "depth")
            for item in contact.portrait.items(board).values()
            if over_ago(_last_heard(item), portrait_days, case.day)
        ]
        if stale:
            stale_boards = tuple(dict.fromkeys(board for board, _ in stale))
            oldest_first = sorted((item for _, item in stale), key=lambda one: _last_heard(one) or date.min)
            yield gap(
                contact.id,
                *(item.at for item in oldest_first[:5]),
                contact=contact.id,
                limit=portrait_days,
                count=len(stale),
                items=stale_boards,
            )


def _last_heard(item: Item) -> date | None:
    return max((on for on in (item.on, item.confirmed) if on is not None), default=None)


@rule("DST09", "unrecorded", MINOR, kind=RECORD, stages="DISX", rank=5, source=("S3-77",), move="record-told")
def unrecorded(case: Case) -> Iterator[Gap]:
    """What people tell us in trust is the best evidence of where we stand; in one head it serves nobody."""
    for contact in case.contacts:
        if any(contact.portrait.answers(board) for board in DEEP):
            continue
        told = case.standing(contact).scales["information"].highest(case.day)
        if told is not None and t.INFO.rank(told.level) >= t.INFO.rank("slipped"):
            yield gap(contact.id, told.at, contact.at, contact=contact.id)


@rule("DST10", "capability", MAJOR, stages="DISX", rank=4, source=("S4-18", "S4-19"), move="clear-capability")
def capability(case: Case) -> Iterator[Gap]:
    """A good relationship brings the question to us; only the ability to answer it brings the order."""
    for need in case.account.needs:
        if need.fits is False and need.status != "met":
            theirs = need.source if need.source and case.knows(need.source) else None
            yield gap(need.id, need.at.key("fits"), with_=theirs, what=need.need, contact=need.source)


@rule("DST11", "relation-ahead", INFO, stages="DI", rank=7, source=("C-07", "S4-18"), move="ask-missing")
def relation_ahead(case: Case) -> Iterator[Gap]:
    """Closeness alone does not bring orders; it brings an honest answer to what is missing."""
    key = case.key
    if key is not None and case.at_least(key, "friend"):
        latest = case.stage.latest
        yield gap(
            key.id,
            *_latest_shown(case, key),
            latest.row.at if latest else None,
            contact=key.id,
            distance=case.standing(key).distance,
            stage=case.stage.level,
        )


@rule(
    "DST12",
    "private-space",
    MINOR,
    stages="ISX",
    rank=5,
    source=("S0-05", "S0-63"),
    move="private-occasion",
    advice=CLOSENESS,
    needs_tags=True,
)
def private_space(case: Case, *, private_days: int = 365) -> Iterator[Gap]:
    """Away from the table people speak more freely; it comes after good work, and never in its place."""
    key = case.key
    if key is None or not case.at_least(key, "teacher"):
        return
    standing = case.standing(key)
    if standing.scales["space"].reaches("private", case.day):
        return
    meetings = case.journal.with_contact(key.id)
    if case.stage.level == "initial" and not (meetings and over_ago(meetings[0].on, private_days, case.day)):
        return
    yield gap(
        key.id, *(entry.at for entry in meetings[:-3:-1]), key.at, contact=key.id, distance=standing.distance
    )
