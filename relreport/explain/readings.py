"""Why a reading is what it is: stage, temperature, matrix, what the next stage asks, the whole account."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

from relreport.assess import Assessment
from relreport.explain.nodes import Leaves, Node, Ours, Theirs, Token, node
from relreport.explain.persons import distance, trust
from relreport.fields.tokens import STAGE
from relreport.model import Share
from relreport.moves import CELLS, SHARE, next_level, next_stage
from relreport.readings.days import aged
from relreport.readings.journal import SCALES
from relreport.readings.stage import Point
from relreport.spellings import period


def stage(assessment: Assessment, leaves: Leaves) -> Node:
    """Each period, the level its share gives and the one credited; what the next level wants."""
    reading = assessment.readings.stage
    latest = reading.latest
    if latest is None:
        missing = node("stage.none", leaves=leaves([assessment.account.at.key("purchasing")]))
        return node("stage", missing, stage=Token("stage", reading.level))
    points = [_period(point, None, leaves) for point in reading.points[:1]]
    points += [_period(point, before, leaves) for before, point in pairwise(reading.points)]
    target = next_level(assessment)
    return node(
        "stage",
        *points[-6:],
        _wanted(target) if target else None,
        leaves=leaves([latest.row.at]),
        stage=Token("stage", reading.level),
        share=latest.share,
        period=latest.row.period,
        source=Token("basis", reading.source or "estimate"),
        since=period(reading.since) if reading.since else None,
    )


def _wanted(target: str) -> Node:
    """The share that the next level asks."""
    if target == "initial":
        return node("stage.wants_first", holds=False, stage=Token("stage", target))
    share = Share.of(SHARE[target])
    return node("stage.wants", holds=False, stage=Token("stage", target), share=share)


def _period(point: Point, before: Point | None, leaves: Leaves) -> Node:
    """One period; held below what its share gives where it would be more than one level up."""
    capped = before is not None and STAGE.rank(point.by_share) > STAGE.rank(point.level)
    return node(
        "stage.capped" if capped else "stage.period",
        leaves=leaves([point.row.at]),
        period=point.row.period,
        share=point.share,
        stage=Token("stage", point.level),
        by_share=Token("stage", point.by_share),
    )


def temperature(assessment: Assessment, leaves: Leaves) -> Node:
    """Contacts of the two spans compared, and what rose in the window."""
    readings = assessment.readings
    limits = readings.limits
    entries = readings.journal.entries
    days = [one.on for one in entries]
    began, end = aged(days, 0, limits.recent, readings.day)
    start, _ = aged(days, limits.recent, 2 * limits.recent, readings.day)
    recent, before = entries[began:end], entries[start:began]
    steps = readings.stage.stepped_up_in(limits.window, readings.day)
    rises = []
    edge = readings.day - timedelta(
        days=limits.window
    )  # somebody first met since then has no rung to rise from
    for id, standing in readings.contacts.items():
        met_before = readings.journal.with_contact(id)[:1]
        if not met_before or met_before[0].on > edge:
            continue
        for name in ("information", "coach", "topic"):
            rung = standing.scales[name].highest(readings.day, within=limits.window)
            first = standing.scales[name].highest(readings.day)
            if rung is not None and first is rung and rung.level != "none":
                rises.append(
                    node(
                        "temperature.rung",
                        leaves=leaves([rung.at]),
                        contact=Theirs(id),
                        rung=Token(name, rung.level),
                        axis=Token("axis", name),
                    )
                )
    return node(
        "temperature",
        node(
            "temperature.recent",
            count=len(recent),
            days=limits.recent,
            leaves=leaves(one.at for one in recent),
        ),
        node(
            "temperature.before",
            count=len(before),
            days=limits.recent,
            leaves=leaves(one.at for one in before),
        ),
        *(
            node("temperature.step", stage=Token("stage", one.level), leaves=leaves([one.row.at]))
            for one in steps
        ),
        *rises,
        temperature=Token("temperature", readings.temperature),
        limit=int(readings.limits.cooling_least),
    )


def matrix(assessment: Assessment, leaves: Leaves) -> Node:
    """The four cells, and what fills each or would."""
    cells = assessment.readings.matrix.cells()
    return node(
        "matrix",
        *(
            node(
                f"matrix.{name}",
                holds=cell.filled,
                leaves=leaves(cell.evidence if cell.filled else ()),
                cell=Token("matrix", name),
                days=assessment.readings.limits.year,
            )
            for name, cell in cells.items()
        ),
        known=sum(cell.filled for cell in cells.values()),
        of=len(cells),
    )


def asked_next(assessment: Assessment, leaves: Leaves) -> Node:
    """What the next stage asks, each with what shows it."""
    target = next_level(assessment)
    if target is None:
        return node("next.last", stage=Token("stage", assessment.readings.stage.level))
    children = []
    for one in next_stage(assessment):
        below: tuple[Node, ...] = ()
        if one.name == "matrix":
            found = assessment.readings.matrix.cells()
            below = tuple(
                node("next.cell", holds=found[name].filled, cell=Token("matrix", name))
                for name in CELLS[target]
            )
        children.append(
            node("next.condition", *below, holds=one.met, leaves=leaves(one.evidence), condition=one)
        )
    return node("next", *children, stage=Token("stage", target))


def key(assessment: Assessment, leaves: Leaves) -> Node:
    """Who the key contact is, and why nobody else."""
    readings = assessment.readings
    deciders = [one for one in readings.account.contacts if one.decides]
    return node(
        "key" if readings.key else "key.none",
        *(
            node(
                "key.left" if one.has_left(readings.day) else "key.decider",
                holds=readings.key is not None and one.id == readings.key.id,
                leaves=leaves([one.at.key("left" if one.has_left(readings.day) else "roles")]),
                contact=Theirs(one.id),
                share=f"{one.influence}%" if one.influence is not None else None,
            )
            for one in deciders
        ),
        contact=Theirs(readings.key.id) if readings.key else None,
    )


def loop(assessment: Assessment, leaves: Leaves) -> Node:
    """Which turn of the sales loop comes next."""
    readings = assessment.readings
    return node(
        "sales_loop",
        leaves=leaves(one.at for one in readings.account.needs[:5]),
        loop=Token("sales_loop", readings.sales_loop),
        days=readings.limits.window,
    )


def whole(assessment: Assessment, leaves: Leaves) -> Node:
    """The account: each reading in a line, each gap by its code."""
    readings = assessment.readings
    standing = readings.of_key
    return node(
        "account",
        stage(assessment, leaves),
        key(assessment, leaves),
        distance(standing, readings.day, leaves) if standing else None,
        trust(standing, readings.day, leaves) if standing else None,
        temperature(assessment, leaves),
        matrix(assessment, leaves),
        loop(assessment, leaves),
        asked_next(assessment, leaves),
        *(node("account.gap", leaves=leaves(gap.evidence), gap=gap) for gap in assessment.gaps),
    )


def person(assessment: Assessment, id: str, leaves: Leaves) -> Node:
    """A contact: distance, trust, the four ladders, the gaps about them."""
    readings = assessment.readings
    standing = readings.contacts[id]
    ladders = []
    for name in SCALES:
        ever, year = (
            standing.scales[name].highest(readings.day),
            standing.scales[name].year_level(readings.day),
        )
        ladders.append(
            node(
                "contact.ladder",
                leaves=leaves([ever.at] if ever else []),
                axis=Token("axis", name),
                rung=Token(name, ever.level if ever else "none"),
                year=Token(name, year),
            )
        )
    last = readings.journal.last(id)
    return node(
        "contact",
        node("contact.left", leaves=leaves([standing.contact.at.key("left")]), on=standing.contact.left)
        if standing.contact.has_left(readings.day)
        else None,
        distance(standing, readings.day, leaves),
        trust(standing, readings.day, leaves),
        *ladders,
        node("contact.last", leaves=leaves([last.at]), on=last.on) if last else node("contact.never"),
        *(
            node("account.gap", leaves=leaves(gap.evidence), gap=gap)
            for gap in assessment.gaps
            if id in (gap.subject, gap.partner)
        ),
        contact=Theirs(id),
        persons=tuple(Ours(one) for one in standing.contact.held_by),
    )


READINGS = {
    "stage": stage,
    "temperature": temperature,
    "matrix": matrix,
    "next": asked_next,
    "key": key,
    "sales-loop": loop,
    "account": whole,
}
