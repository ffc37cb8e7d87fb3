"""What we do next: five actions lead, at most three of them taken on already; and decisions asked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from relreport.actions import NextAction
from relreport.page.contract.gaps import Action, Actions, Ask
from relreport.page.telling import Telling
from relreport.readings.days import within_next
from relreport.text.sayings import action_text

LEADING, OWN_LEADING, ASKS = 5, 3, 3
DUE_SOON = 30  # days in which a promise of ours falls due and is something to do next
NUMBERED = 5  # gaps named one by one, where something waits for them


def actions(telling: Telling) -> Actions:
    lead, rest = led(telling)
    ranks = {id(one): place for place, one in enumerate((*lead, *rest), 1)}
    return Actions(
        lead=[_action(telling, one, ranks[id(one)]) for one in lead],
        rest=[_action(telling, one, ranks[id(one)]) for one in rest],
        rest_label=telling.say("page.rest", count=len(rest)) if rest else "",
        held_back=_held_back(telling),
    )


def led(telling: Telling) -> tuple[list[NextAction], list[NextAction]]:
    """Those that lead, and the rest. What we have taken on never crowds out what the gaps ask for."""
    own = [one for one in telling.plan.actions if one.own is not None]
    own = sorted([*own, *_promised(telling)], key=lambda one: (one.status != "overdue", one.due or date.max))
    offered = [one for one in telling.plan.actions if one.own is None]
    room = max(OWN_LEADING, LEADING - len(offered))
    taken = own[:room]
    # the gaps that lead and the actions that lead are one story: what closes the first gap comes first
    nearest = sorted(offered, key=lambda one: _first_number(telling, one))
    lead = [*taken, *nearest][:LEADING]
    chosen = {id(one) for one in lead}
    return lead, [one for one in (*own, *offered) if id(one) not in chosen]


def _first_number(telling: Telling, action: NextAction) -> int:
    """The number of the first gap an action closes; what closes none, as a greeting, comes before all."""
    return min((telling.numbers.get(one.anchor, 0) for one in action.serves), default=0)


def _promised(telling: Telling) -> Iterator[NextAction]:
    """Promises of ours that fall due soon: no gap speaks of them before they are late, and a rep must.

    One that a gap speaks of, or that is a step of the plan in the same words, stands in the list already.
    """
    assessment = telling.plan.assessment
    spoken_of = {gap.subject for gap in (*assessment.gaps, *assessment.accepted) if gap.rule.family == "CON"}
    planned = {one.own.do for one in telling.plan.actions if one.own is not None}
    for one in telling.account.promises:
        soon = one.due is not None and within_next(one.due, DUE_SOON, telling.day)
        if not one.is_open or not soon or one.id in spoken_of or (one.what and one.what in planned):
            continue
        holder = assessment.holder(one.to[0] if one.to else None)
        yield NextAction(
            with_=one.to,
            by=(holder,) if holder else (),
            due=one.due,
            serves=(),
            status="planned",
            promise=one,
        )


def action_anchor(action: NextAction) -> str:
    """Stable: the rep's id, or code and subject of the gap that asks for it."""
    if action.own is not None:
        return f"action-{action.own.id}"
    if action.gap is not None:
        return f"do-{action.gap.anchor}"
    return f"do-{action.festival}" if action.promise is None else f"keep-{action.promise.id}"


def _action(telling: Telling, action: NextAction, rank: int) -> Action:
    late = telling.late(action.due)
    clock = action.own.clock if action.own else None
    due = telling.on(action.due)
    first = action.serves[0] if action.serves else None
    return Action(
        rank=rank,
        anchor=action_anchor(action),
        do=action_text(action, telling.plan, telling.wording),
        by=telling.people(action.by),
        with_=telling.contacts(action.with_),
        due=f"{due} {clock:%H:%M}" if due and clock else due or telling.say("time.undated"),
        due_iso=action.due.isoformat() if action.due else "",
        late=late,
        serves=telling.gap_links(action.serves),
        status=action.status,  # type: ignore[typeddict-item]  # its three words
        status_word=telling.say("actions.promised")
        if action.promise is not None
        else telling.label("action_state", action.status),
        why=telling.rule_text(first, "title") if first is not None else "",
        place=telling.place(entry.at) if (entry := action.own or action.promise) else "",
    )


def _held_back(telling: Telling) -> str:
    held = telling.plan.held_back
    if not held:
        return ""
    kinds = [
        kind
        for kind in ("closeness", "expectation", "referral")
        if any(gap.rule.advice == kind for gap in held)
    ]
    grave = [
        gap
        for gap in telling.ordered
        if gap.rule.rank in (1, 3) and gap.severity >= 3 and gap.code not in ("SEC01", "SEC02")
    ]
    # twenty numbers in a row say nothing to anyone: the first few and how many they are
    many = len(grave) > NUMBERED
    return telling.say(
        "actions.held_back_many" if many else "actions.held_back",
        kinds=telling.several([telling.say(f"actions.{kind}") for kind in kinds]),
        count=len(grave),
        numbers=telling.several([link["text"] for link in telling.gap_links(grave[:3] if many else grave)]),
    )


def asks(telling: Telling) -> tuple[list[Ask], int]:
    """Decisions still open, the earliest due first, and how many more there are."""
    waiting = sorted(
        (one for one in telling.account.asks if not one.is_decided),
        key=lambda one: (one.due is None, one.due or telling.day),
    )
    return [
        Ask(
            anchor=f"ask-{one.id}",
            what=one.what or telling.say("actions.ask_untold"),
            of=telling.wording.person(one.of) if one.of else telling.say("actions.ask_nobody"),
            cost=telling.wording.money(one.cost) if one.cost is not None else "",
            due=telling.say("actions.ask_due", due=telling.on(one.due)) if one.due else "",
            late=telling.late(one.due),
            place=telling.place(one.at),
        )
        for one in waiting[:ASKS]
    ], max(len(waiting) - ASKS, 0)
