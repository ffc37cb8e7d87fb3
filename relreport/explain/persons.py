"""Why a person stands where they do: the rungs of distance and the ledger of trust, met and unmet."""

from __future__ import annotations

from datetime import date

from relreport.explain.nodes import Leaves, Node, Theirs, Token, node
from relreport.fields import tokens as t
from relreport.model import At
from relreport.readings import Standing
from relreport.readings.distance import LEVELS, ORDER_RESULT
from relreport.readings.signs import Sign
from relreport.readings.trust import FACTORS

# what of a rung only they can give: it is received, never asked for
RECEIVED = frozenset(
    {"depth", "extended", "private", "confided", "alignment", "trusted", "deep", "stands-by-us"}
)


def distance(standing: Standing, day: date, leaves: Leaves, *, rests: bool = True) -> Node:
    """Every rung up to the first that is not reached, and each thing it asks.

    `rests`: with the lines that the level itself rests on.
    """
    contact = Theirs(standing.contact.id)
    ladder = standing.ladder
    level = standing.distance
    if ladder.bad:
        at = leaves([standing.contact.at.key("relation")])
        return node(
            "distance", node("distance.bad", leaves=at), contact=contact, distance=Token("distance", level)
        )
    if level == "unknown":
        missing = node("distance.unrecorded", leaves=leaves([standing.contact.at]))
        return node("distance", missing, contact=contact, distance=Token("distance", level))
    rungs = []
    for name in LEVELS[1:]:
        asked = ladder.conditions(name, day)
        reached = all(asked.values())
        rungs.append(
            node(
                "distance.rung",
                *(_condition(standing, name, one, met, day, leaves) for one, met in asked.items()),
                holds=reached,
                distance=Token("distance", name),
            )
        )
        if not reached:
            break
    return node(
        "distance",
        *rungs,
        leaves=leaves(ladder.evidence(day)) if rests else (),
        contact=contact,
        distance=Token("distance", level),
        ceiling=Token("distance", standing.portrait_ceiling),
        order=Token("order_result", ORDER_RESULT[level]) if level in ORDER_RESULT else None,
    )


def _condition(standing: Standing, level: str, name: str, met: bool, day: date, leaves: Leaves) -> Node:
    """One thing a rung asks: the line that shows it, or what would."""
    return node(
        f"distance.{name}",
        node("distance.received" if name in RECEIVED else "distance.ours") if not met else None,
        holds=met,
        leaves=leaves(_shown(standing, level, name, day)) if met else (),
    )


def _shown(standing: Standing, level: str, name: str, day: date) -> list[At]:
    """Every line that shows a condition that is met: without all of them it would not be."""
    for one in standing.ladder.known_conditions(level):
        if one.name == name:
            return list(one.places)
    scales = {
        "guides": ("coach", "guides"),
        "private": ("space", "private"),
        "confided": ("information", "confided"),
    }
    if name in scales:
        scale, rung = scales[name]
        ladder = standing.scales[scale]
        least = ladder.ladder.rank(rung)
        return [
            one.at
            for one in ladder.rungs
            if (one.on is None or one.on <= day) and ladder.ladder.rank(one.level) >= least
        ]
    match name:
        case "expertise":
            return [at for item in t.EXPERTISE for at in _for(standing, item)]
        case "alignment":
            return _for(standing, "alignment")
        case "stands-by-us":
            return list(standing.ladder.stood_by_us(day))
    return [sign.at for sign in standing.trust.standing.values() if sign.positive]


def _for(standing: Standing, item: str) -> list[At]:
    """The lines that show an item of trust, latest first: all that hold it up."""
    latest = standing.trust.standing.get(item)
    if latest is None or not latest.positive:
        return []
    found: list[At] = []
    for sign in standing.ledger.signs:
        if sign.item != item or (sign.on is not None and sign.on > standing.day):
            continue
        if sign.positive:
            found.append(sign.at)
        elif sign.until is None or sign.until > standing.day:
            found.clear()
    return found[::-1]


def trust(standing: Standing, day: date, leaves: Leaves, *, unseen: bool = True, rests: bool = True) -> Node:
    """The factors, item by item: what stands, since when, and (`unseen`) what is still to be seen.

    `rests`: with the lines that the verdict itself rests on.
    """
    reading = standing.trust
    factors = []
    for factor, items in FACTORS.items():
        told = items if unseen else tuple(one for one in items if one in reading.standing)
        if not unseen and not told:
            continue
        factors.append(
            node(
                "trust.factor",
                *(_item(standing, one, leaves) for one in told),
                holds=any(reading.stands(one) for one in items),
                factor=Token("factor", factor),
                known=sum(bool(reading.stands(one)) for one in items),
                of=len(items),
            )
        )
    findings = [
        node("trust.finding", leaves=leaves([one.at]), item=Token("trust_item_ours", one.item), on=one.on)
        for one in reading.findings
    ]
    return node(
        "trust",
        *findings,
        node("trust.promise", leaves=leaves(_hurting(standing, day)))
        if standing.ledger.promise_hurts(day)
        else None,
        *factors,
        *_next_verdict(standing, day),
        leaves=leaves(one.at for one in _decisive(standing)) if rests else (),
        contact=Theirs(standing.contact.id),
        trust=Token("trust", reading.verdict),
        weakest=Token("factor", reading.weakest) if reading.weakest else None,
    )


def _item(standing: Standing, name: str, leaves: Leaves) -> Node:
    """One item of a factor: how it stands, and every line that holds it so."""
    item = Token("trust_item", name)
    sign = standing.trust.standing.get(name)
    if sign is None:
        return node("trust.unseen", item=item)
    aged = name in standing.trust.aged
    kind = "trust.against" if not sign.positive else "trust.aged" if aged else "trust.stands"
    against = [one.at for one in standing.ledger.against(name, standing.day)]
    return node(
        kind,
        node(f"trust.by.{sign.fact}") if sign.fact else None,
        holds=sign.positive,
        leaves=leaves(_for(standing, name) if sign.positive else against),
        item=item,
        on=sign.on,
    )


def _decisive(standing: Standing) -> tuple[Sign, ...]:
    """The signs that decide the verdict: those against us where it is damaged, else all that stand."""
    reading = standing.trust
    signs = tuple(reading.standing.values())
    against = tuple(one for one in signs if not one.positive)
    return against if reading.verdict == "damaged" and against else signs


def _hurting(standing: Standing, day: date) -> list[At]:
    """The promises broken or overdue that hurt today."""
    return [
        one.at
        for one in standing.ledger.signs
        if one.fact in ("promise-broken", "promise-overdue") and (one.until is None or one.until > day)
    ]


def _next_verdict(standing: Standing, day: date) -> list[Node]:
    """What the next verdict wants beyond the present one."""
    verdict = standing.trust.verdict
    wants = {"unknown": "respect", "thin": "respect", "respect": "trusted", "trusted": "deep"}.get(verdict)
    if verdict == "damaged":
        return [node("trust.mend")]
    if wants is None:
        return []
    return [node(f"trust.wants.{wants}", holds=False, trust=Token("trust", wants))]
