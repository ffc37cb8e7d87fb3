"""Why a gap stands: its lines, its condition and limits, its severity, the reading below, what closes it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from types import CodeType, FunctionType
from typing import Any

from relreport.assess import Assessment, OpenGap
from relreport.explain.nodes import Leaves, Node, Theirs, Token, node
from relreport.explain.persons import distance, trust
from relreport.explain.readings import matrix, stage, temperature
from relreport.model import Account, At
from relreport.moves import Move, closing
from relreport.readings.limits import LIMITS
from relreport.rules import Rule
from relreport.rules.gravity import LOWER_AT_REGULAR

SHARED: Mapping[str, frozenset[str]] = {
    "year": frozenset({"in_year", "year", "matrix"}),
    "window": frozenset({"in_window", "window"}),
    "recent": frozenset({"in_recent", "recent", "temperature"}),
}
"""Limits that stand in many rules, and how a rule asks for them."""
OF_TIER: Mapping[str, str] = {"contact": "contact_days", "visit": "visit_days"}
OF_DISTANCE = ("DST01", "DST02", "DST06", "DST07", "DST11", "DST12", "TEA01")
OF_TRUST = ("TRU01", "TRU02", "TRU03", "TRU04", "TRU05", "TRU06", "NET06", "GRO08", "FRE03", "TEA02")
OF_STAGE = ("STG01", "STG02", "STG03", "STG04", "STG05", "STG06", "STG07", "STG08", "STG09", "FRE05")
OF_TEMPERATURE = ("FRE04", "FRE06")
OF_MATRIX = ("GRO06", "GRO07", "GRO09")


def gap_node(written: Account, assessment: Assessment, gap: OpenGap, leaves: Leaves) -> Node:
    """The tree of one gap that stands."""
    rule = gap.rule
    return node(
        "gap",
        node("gap.message", gap=gap),
        node("gap.lines", leaves=leaves(gap.evidence)),
        node("gap.speaks", *limits(rule, assessment), rule=rule),
        graveness(gap, assessment),
        *below(gap.code, gap.subject, assessment, leaves),
        node("gap.planned", leaves=leaves(_planned(gap, assessment))) if gap.planned else None,
        node("gap.accepted", until=gap.acceptance.until, leaves=leaves([gap.acceptance.at]))
        if gap.acceptance
        else None,
        closer(closing(written, assessment, gap) or closing(written, assessment, gap, whatever_opens=True)),
        node("gap.check", gap=gap),
        *(node("gap.from", source=one) for one in rule.source),
        node("gap.setting", code=rule.code),
        gap=gap,
    )


def limits(rule: Rule, assessment: Assessment) -> Iterator[Node]:
    """The limits of a rule as they hold here, and whether the settings moved them."""
    own = assessment.readings.settings.rules.thresholds
    for name, default in rule.thresholds.items():
        value = own.get(name, default)
        kind = "limit.own" if name in own else "limit"
        yield node(kind, name=name, value=f"{value:g}", default=f"{default:g}")
    asked = asked_by(rule.check)
    for name, ways in SHARED.items():
        if name not in rule.thresholds and not ways.isdisjoint(asked):
            value, default = getattr(assessment.readings.limits, name), getattr(LIMITS, name)
            kind = "limit.own" if name in own else "limit"
            yield node(kind, name=name, value=f"{value:g}", default=f"{default:g}")
    tier = assessment.readings.settings.tiers[assessment.account.tier]
    for name, way in OF_TIER.items():
        if way in asked:
            at_tier = Token("tier", assessment.account.tier)
            yield node(
                "limit.tier", name=name, value=getattr(tier, name), tier=at_tier, id=assessment.account.tier
            )


@cache
def asked_by(check: Callable[..., Any]) -> frozenset[str]:
    """What a rule asks for by name, in the functions that it calls beside it too."""
    names = frozenset(_names(check.__code__))
    beside = (check.__globals__.get(name) for name in names)
    own = (one for one in beside if isinstance(one, FunctionType) and one.__module__ == check.__module__)
    return names.union(*(asked_by(one) for one in own if one is not check))


def _names(code: CodeType) -> Iterator[str]:
    yield from code.co_names
    for one in code.co_consts:
        if isinstance(one, CodeType):
            yield from _names(one)


def closer(move: Move | None) -> Node:
    """The least that closes the gap, or that no step of ours does."""
    if move is None:
        return node("close.none")
    return node(
        "close",
        *(node("close.change", change=one, theirs=one.theirs or None) for one in move.changes),
        *(node("close.said", said=one) for one in move.said),
        *lifted_and_opened(move),
    )


def lifted_and_opened(move: Move) -> Iterator[Node]:
    """What else a move does: the levels that it lifts, and the gaps that it opens."""
    for one in move.lifts:
        contact = Theirs(one.contact) if one.contact else None
        yield node("close.lifts", reading=one.reading, contact=contact, level=Token(one.reading, one.after))
    for gap in move.opens:
        yield node("close.opens", gap=gap)


def graveness(gap: OpenGap, assessment: Assessment) -> Node:
    """Why it is as grave as it is."""
    word = Token("severity", gap.severity.word)
    if gap.code in assessment.readings.settings.rules.severity:
        return node("severity.own", severity=word)
    if assessment.account.tier == "regular" and gap.code in LOWER_AT_REGULAR:
        return node("severity.tier", severity=word)
    if gap.severity != gap.rule.severity:
        return node("severity.case", severity=word, base=Token("severity", gap.rule.severity.word))
    return node("severity", severity=word)


def below(code: str, subject: str | None, assessment: Assessment, leaves: Leaves) -> Iterator[Node]:
    """The readings that a rule looks at."""
    readings = assessment.readings
    standing = readings.contacts.get(subject or "") or readings.of_key
    if code in OF_STAGE:
        yield stage(assessment, leaves)
    if standing and code in OF_DISTANCE:
        yield distance(standing, readings.day, leaves)
    if standing and code in OF_TRUST:
        yield trust(standing, readings.day, leaves)
    if code in OF_TEMPERATURE:
        yield temperature(assessment, leaves)
    if code in OF_MATRIX:
        yield matrix(assessment, leaves)


def _planned(gap: OpenGap, assessment: Assessment) -> list[At]:
    return [one.at for one in assessment.account.actions if one.is_open and gap.code in one.serves]
