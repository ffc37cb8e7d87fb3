"""The reasons behind a plan's judgements as one audience may have them: what is not marked shareable goes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from relreport.assess import OpenGap
from relreport.audience.entries import RESTRICTED, SECRET, open_places
from relreport.audience.levels import Audience
from relreport.explain import Leaf, Node, node
from relreport.explain.judgements import GAP, MOVE
from relreport.fields.kinds import Sensitivity
from relreport.moves import Move

INTERNAL = Sensitivity.INTERNAL
KINDS: Mapping[str, Sensitivity] = {
    **dict.fromkeys(("stage", "stage.none", "stage.period", "stage.capped"), INTERNAL),
    **dict.fromkeys(("stage.wants", "stage.wants_first"), INTERNAL),
    **dict.fromkeys(("key", "key.none", "key.decider", "key.left", "sales_loop"), INTERNAL),
    **dict.fromkeys(
        ("temperature", "temperature.recent", "temperature.before", "temperature.step"), INTERNAL
    ),
    "temperature.rung": RESTRICTED,
    **dict.fromkeys(("matrix", "matrix.interest_organisation", "matrix.interest_personal"), RESTRICTED),
    **dict.fromkeys(("matrix.trust_personal", "matrix.trust_organisation"), RESTRICTED),
    **dict.fromkeys(("person", "trust", "trust.mend"), INTERNAL),
    **dict.fromkeys(("trust.wants.respect", "trust.wants.trusted", "trust.wants.deep"), INTERNAL),
    **dict.fromkeys(("distance", "distance.bad", "distance.unrecorded", "distance.rung"), RESTRICTED),
    **dict.fromkeys(
        ("distance.basic", "distance.expertise", "distance.needs", "distance.rivals"), RESTRICTED
    ),
    **dict.fromkeys(
        ("distance.guides", "distance.depth", "distance.private", "distance.alignment"), RESTRICTED
    ),
    **dict.fromkeys(("distance.trusted", "distance.deep", "distance.stands-by-us"), RESTRICTED),
    **dict.fromkeys(("distance.ours", "distance.received"), RESTRICTED),
    **dict.fromkeys(("distance.confided", "distance.extended"), SECRET),
    **dict.fromkeys(
        ("trust.finding", "trust.promise", "trust.factor", "trust.stands", "trust.aged"), RESTRICTED
    ),
    "trust.against": RESTRICTED,
    **dict.fromkeys(("trust.by.guides", "trust.by.did", "trust.by.need", "trust.by.referral"), RESTRICTED),
    **dict.fromkeys(("trust.by.visits", "trust.by.complaint", "trust.by.promise-kept"), RESTRICTED),
    **dict.fromkeys(
        ("trust.by.promise-late", "trust.by.promise-broken", "trust.by.promise-overdue"), RESTRICTED
    ),
    **dict.fromkeys(
        ("gap", "gap.speaks", "gap.from", "gap.setting", "limit", "limit.own", "limit.tier"), INTERNAL
    ),
    **dict.fromkeys(("severity", "severity.own", "severity.tier", "severity.case"), INTERNAL),
    **dict.fromkeys(("below.stage", "below.temperature", "below.person"), INTERNAL),
    "below.matrix": RESTRICTED,
    **dict.fromkeys(
        ("move", "move.closes", "move.answers", "move.effort", "move.lifts", "close.lifts"), INTERNAL
    ),
    **dict.fromkeys(("close.opens", "close.said"), RESTRICTED),
}
"""Who may have a claim, by its kind; what is not here, nobody but who may read everything."""
CLOSED_FACTS = {
    "key.decider": ("share",),  # how much somebody weighs
    "trust": ("weakest",),
    "distance": ("ceiling",),
}
"""Facts of a claim that only the team may have."""


def redacted_reasons(
    reasons: Mapping[str, Node],
    gaps: Mapping[int, OpenGap],
    move: Move | None,
    audience: Audience,
    *,
    bare: bool,
) -> Mapping[str, Node]:
    """`gaps`: each as this audience has it, by the identity of the whole one. `bare`: nobody may be named."""
    found: dict[str, Node] = {}
    for name, tree in reasons.items():
        if (bare and name != "stage" and not name.startswith(GAP)) or (name == MOVE and move is None):
            continue
        gap = tree.facts.get("gap") if name.startswith(GAP) else None
        closed = _closed(tree, gaps, audience, bare=bare)
        if closed is not None:
            found[GAP + gaps[id(gap)].anchor if gap is not None else name] = closed
    return found


def _closed(tree: Node, gaps: Mapping[int, OpenGap], audience: Audience, *, bare: bool) -> Node | None:
    if not audience.may_read(KINDS.get(tree.kind, SECRET)):
        return None
    hidden = () if audience.may_read(RESTRICTED) else CLOSED_FACTS.get(tree.kind, ())
    facts = {name: value for name, value in tree.facts.items() if name not in hidden}
    gap = facts.get("gap")
    if isinstance(gap, OpenGap):
        if id(gap) not in gaps:
            return None
        facts["gap"] = gaps[id(gap)]
        if tree.kind == "move.closes":
            facts["see"] = GAP + gaps[id(gap)].anchor
    if bare and "contact" in facts:
        return None
    children = _children(tree.children, gaps, audience, bare=bare)
    if tree.kind == "person" and not audience.may_read(RESTRICTED):
        children = (node("person.closed"), *children)
    return replace(
        tree, facts=facts, leaves=() if bare else _leaves(tree.leaves, audience), children=children
    )


def _children(
    trees: Iterable[Node], gaps: Mapping[int, OpenGap], audience: Audience, *, bare: bool
) -> tuple[Node, ...]:
    return tuple(closed for one in trees if (closed := _closed(one, gaps, audience, bare=bare)) is not None)


def _leaves(leaves: Iterable[Leaf], audience: Audience) -> tuple[Leaf, ...]:
    return tuple(one for one in leaves if open_places((one.at,), audience))
