"""Rules about the plan itself: PLN."""

from __future__ import annotations

from collections.abc import Iterator

from relreport.model import Accepted, Action
from relreport.rules.case import Case
from relreport.rules.registry import MAJOR, MINOR, RECORD, RULES, Gap, gap, rule


@rule("PLN01", "action-overdue", MAJOR, stages="DISX", rank=4, source=("S0-57",), move="settle-action")
def action_overdue(case: Case) -> Iterator[Gap]:
    """A plan with old dates is soon read by nobody."""
    for action in case.open_actions:
        if action.due is not None and action.due < case.day:
            contact = next(filter(case.knows, action.with_), None)
            yield gap(
                action.id,
                action.at.key("due"),
                with_=contact,
                days=case.days_since(action.due),
                due=action.due,
                contact=contact,
                person=action.by[0] if action.by else case.account.owner,
                what=action.do,
            )


@rule(
    "PLN02", "no-plan", MINOR, kind=RECORD, stages="DISX", rank=4, source=("S0-57", "S3-58"), move="plan-step"
)
def no_plan(case: Case) -> Iterator[Gap]:
    """A relationship without a next step runs on luck."""
    if not case.open_actions:
        yield gap(None, case.top("actions"))


@rule(
    "PLN03",
    "action-incomplete",
    MINOR,
    kind=RECORD,
    stages="DISX",
    rank=7,
    source=("C-43",),
    move="complete-action",
)
def action_incomplete(case: Case) -> Iterator[Gap]:
    """Steps get done when somebody knows that it is their turn, and when."""
    for action in case.open_actions:
        nobody = not action.by and case.account.owner is None
        if action.due is None or nobody:
            yield gap(action.id, action.at, variant=_missing(action, nobody), what=action.do)


def _missing(action: Action, nobody: bool) -> str | None:
    if not nobody:
        return None
    return "both" if action.due is None else "nobody"


@rule(
    "PLN04",
    "acceptance-ended",
    MINOR,
    kind=RECORD,
    stages="DISX",
    rank=7,
    source=("C-43",),
    move="review-acceptance",
)
def acceptance_ended(case: Case) -> Iterator[Gap]:
    """Accepting something for a time is a sound decision, as long as somebody returns to it at the end."""
    ended: dict[str | None, list[tuple[bool, Accepted]]] = {}
    ignored = {code.upper() for code in case.settings.rules.ignore}
    # acceptances of this very rule come last: whether its gap occurs is known once the others are
    for entry in sorted(case.account.accepted, key=lambda one: one.code.upper() == "PLN04"):
        code = entry.code.upper()
        if code not in RULES or code in ignored:
            continue
        if code == "PLN04":
            occurs = entry.subject in ended if entry.subject else bool(ended)
        else:
            occurs = case.holds(code, entry.subject)
        if not occurs and case.readings.untagged and _silent_while_untagged(code):
            continue
        if not occurs or (entry.until is not None and entry.until < case.day):
            ended.setdefault(entry.subject, []).append((occurs, entry))
    for subject, entries in ended.items():
        entries.sort(key=lambda one: not one[0])  # what counts again says more than what is over
        occurs, first = entries[0]
        yield gap(
            subject,
            *(entry.at for _, entry in entries[:5]),
            variant=None if occurs else "resolved",
            code=first.code.upper(),
            until=first.until,
        )


def _silent_while_untagged(code: str) -> bool:
    return RULES[code].needs_tags or code == "TRU01"  # which still speaks of a written minus


@rule(
    "PLN05",
    "journal-untagged",
    MINOR,
    kind=RECORD,
    stages="DISX",
    rank=7,
    source=("C-43",),
    move="tag-journal",
)
def journal_untagged(case: Case) -> Iterator[Gap]:
    """A word or two on what happened is what lets anyone judge how the relationship stands."""
    if not case.window or not case.readings.untagged:
        return
    bare = [entry for entry in case.window if not entry.tagged]
    yield gap(
        None,
        *(entry.at for entry in bare[:-6:-1]),
        times=len(case.window),
        known=len(case.window) - len(bare),
        days=case.limits.window,
        least=min(case.limits.tag_least, (len(case.window) + 1) // 2),
    )


@rule("PLN06", "ask-pending", MINOR, stages="DISX", rank=4, source=("C-43",), move="chase-decision")
def ask_pending(case: Case) -> Iterator[Gap]:
    """Customers judge us by how quickly our house decides."""
    for ask in case.account.asks:
        if ask.due is not None and ask.due < case.day and not ask.is_decided:
            yield gap(
                ask.id,
                ask.at.key("due"),
                ask.at,
                days=case.days_since(ask.due),
                due=ask.due,
                person=ask.of,
                what=ask.what,
            )
