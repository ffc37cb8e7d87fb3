"""Behind every judgement: why it is so, claim by claim, each with the lines it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from relreport.explain import Node
from relreport.explain.judgements import GAP, MOVE, PERSON
from relreport.page.contract.gaps import Claim, Reason
from relreport.page.telling import Telling
from relreport.page.trust import shown
from relreport.phrases import filled, phrases
from relreport.text.explaining import Teller

LINES = 4
"""How many lines of one claim are named; the command `explain` names all."""
DEEPEST = 3
OF_ACCOUNT = ("temperature", "sales-loop", "matrix")


def reasons(telling: Telling) -> dict[str, Reason]:
    """What stands behind the judgements of a plan: a reading, `person-<id>`, `gap-<anchor>`, `next`."""
    trees = telling.plan.reasons
    if not trees:
        return {}
    teller = Teller(
        telling.wording,
        account=telling.account.id,
        path=telling.account.path,
        thresholds=dict(telling.settings.rules.thresholds),
    )
    texts = phrases("explain", telling.language)

    def label(key: str, **facts: str) -> str:
        return filled(texts[f"why.{key}"]["text"], facts)

    def made(name: str, *found: Node) -> Reason:
        claims: list[Claim] = []
        for one in found:
            _claim(one, teller, telling, claims)
        return Reason(label=name, claims=claims)

    ledgers = {one.contact.id for one in shown(telling) if one.trust.standing}
    told: dict[str, Reason] = {}
    for name, tree in trees.items():
        if name == "stage":
            told[name] = made(label("stage"), *tree.children)
        elif name == "key":
            key = telling.readings.key
            said = label("key", contact=key.name) if key else label("key.none")
            told[name] = made(said, tree)
        elif name.startswith(PERSON):
            contact = telling.contact(name.removeprefix(PERSON))
            if contact is not None:
                levels = telling.words["dot"].join(
                    telling.label(scale, level) for scale, level in _levels(telling, contact.id)
                )
                parts = _without_ledger(tree) if contact.id in ledgers else tree.children
                told[name] = made(label("person", contact=contact.name, levels=levels), *parts)
        elif name.startswith(GAP):
            told[name] = made(label("gap"), *tree.children)
            if telling.only_asks:  # then the question stands where the gap would
                told[f"question-{name.removeprefix(GAP)}"] = told.pop(name)
        elif name == MOVE:
            told[name] = made(label("move"), *tree.children)
    told["basis"] = made(label("basis"), *(trees[name] for name in OF_ACCOUNT if name in trees))
    if telling.plan.next_stage:
        told["next"] = Reason(label=label("next"), claims=list(_next(telling)))
    return told


def _levels(telling: Telling, id: str) -> Iterator[tuple[str, str]]:
    standing = telling.readings.contacts[id]
    yield "distance", standing.distance
    yield "trust", standing.trust.verdict


def _without_ledger(tree: Node) -> Iterator[Node]:
    """A person's claims without the items of trust, which the plan shows one by one below."""
    for one in tree.children:
        if one.kind != "trust":
            yield one
            continue
        rest = tuple(child for child in one.children if child.kind != "trust.factor")
        yield Node(kind=one.kind, facts={**one.facts, "see": "trust"}, children=rest)


def _claim(tree: Node, teller: Teller, telling: Telling, claims: list[Claim], depth: int = 0) -> None:
    """Add a claim, and those below it."""
    see = str(tree.facts.get("see", ""))
    lines = [one.at.line for one in tree.leaves if one.at.field]
    claims.append(
        {
            "depth": min(depth, DEEPEST),
            "text": teller.text(tree),
            "met": tree.holds,
            "place": place_of(lines, telling) if lines else "",
            "href": f"#{_anchor(see, telling)}" if see else "",
        }
    )
    for child in tree.children:
        _claim(child, teller, telling, claims, depth + 1)


def _anchor(see: str, telling: Telling) -> str:
    """Where a reading or a gap is told on the page."""
    if see.startswith(GAP):
        return ("question-" if telling.only_asks else "") + see.removeprefix(GAP)
    return "trust" if see == "trust" else "why-basis" if see in OF_ACCOUNT else f"why-{see}"


def place_of(lines: Iterable[int], telling: Telling) -> str:
    """`accounts/x.md:26, 25, 24 +3`, "" without a line."""
    found = list(dict.fromkeys(lines))
    if not found:
        return ""
    more = f" +{len(found) - LINES}" if len(found) > LINES else ""
    return f"{telling.account.path}:{', '.join(map(str, found[:LINES]))}{more}"


def _next(telling: Telling) -> Iterator[Claim]:
    """What the next stage asks: the lines that show each, the four cells one by one, the ladder behind."""
    from relreport.text.sayings import condition_detail, condition_label

    colon = telling.words["colon"]
    for one in telling.plan.next_stage:
        see = {"share": "stage"}.get(one.name, "")
        if one.name in ("distance", "trust", "coach") and one.facts.get("contact"):
            see = PERSON + str(one.facts["contact"])
        said = f"{condition_label(one, telling.wording)}{colon}{condition_detail(one, telling.wording)}"
        yield Claim(
            depth=0,
            text=said[:1].upper() + said[1:],
            met=one.met,
            place=place_of((at.line for at in one.evidence if at.field), telling),
            href=f"#{_anchor(see, telling)}" if see in telling.plan.reasons else "",
        )
