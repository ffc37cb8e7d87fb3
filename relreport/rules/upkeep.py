"""Rules about upkeep: contact, visits, measure, greetings, thanks: CAD."""

from __future__ import annotations

from collections.abc import Iterator
from math import floor

from relreport.fields.tokens import MET
from relreport.readings.days import in_last, over_ago, within_next
from relreport.readings.limits import exactly
from relreport.rules.case import Case
from relreport.rules.registry import CLOSENESS, CRITICAL, INFO, MAJOR, MINOR, Gap, gap, rule


@rule(
    "CAD01",
    "contact-lapsed",
    MAJOR,
    stages="DISX",
    rank=6,
    source=("S0-59", "S4-22", "H-3"),
    move="get-in-touch",
)
def contact_lapsed(case: Case, *, lapse_factor: float = 2, lapse_critical: float = 4) -> Iterator[Gap]:
    """Who is in touch hears of a change while there is still time."""
    key = case.key
    with_key = case.journal.last(key.id) if key else None
    last = with_key or case.journal.last()
    if last is None or not over_ago(last.on, lapse_factor * case.contact_days, case.day):
        return
    subject = key.id if key and with_key else None
    yield gap(
        subject,
        last.at,
        severity=CRITICAL if over_ago(last.on, lapse_critical * case.contact_days, case.day) else None,
        variant=None if subject else "account" if key else "nokey",
        contact=subject,
        days=case.days_since(last.on),
        last=last.on,
        limit=int(lapse_factor * case.contact_days),
    )


@rule("CAD02", "visit-overdue", MINOR, stages="DISX", rank=6, source=("S0-57",), move="visit")
def visit_overdue(case: Case) -> Iterator[Gap]:
    """Needs, worries and newcomers show across a table, and seldom in a message."""
    last = case.journal.last_met()
    if last is None or not over_ago(last.on, case.visit_days, case.day):
        return
    for action in case.open_actions:
        if (action.kind is None or action.kind in MET) and (action.due is None or action.due >= case.day):
            return
    yield gap(None, last.at, days=case.days_since(last.on), last=last.on, limit=case.visit_days)


@rule(
    "CAD03", "over-contact", MINOR, stages="DISX", rank=6, source=("S0-66", "S0-24", "H-4"), move="give-room"
)
def over_contact(
    case: Case, *, over_min: int = 4, over_factor: float = 2, over_days: int = 30
) -> Iterator[Gap]:
    """Closeness needs room; knowing when to leave people alone is part of being reliable."""
    limit = max(exactly(over_min), exactly(over_factor) * over_days / case.contact_days)
    for contact in case.contacts:
        tactless = case.standing(contact).ledger.against("tact", case.day)
        met = [one for one in case.journal.with_contact(contact.id) if one.ours and one.kind not in AT_WORK]
        # of so many, the first has to be recent: that asks of one day, and not of each
        recent = len(met) > limit and in_last(met[-floor(limit) - 1].on, over_days, case.day)
        ours = [one for one in met if in_last(one.on, over_days, case.day)] if recent else []
        if tactless:
            yield gap(
                contact.id, *(sign.at for sign in reversed(tactless)), variant="tact", contact=contact.id
            )
        elif ours:
            yield gap(
                contact.id,
                *(entry.at for entry in ours[:-6:-1]),
                contact=contact.id,
                times=len(ours),
                days=over_days,
                limit=int(limit),
            )


AT_WORK = frozenset({"delivery", "service"})


@rule("CAD04", "greeting-due", INFO, stages="DISX", rank=6, source=("S0-58",), move="greet")
def greeting_due(case: Case, *, birthday_days: int = 30) -> Iterator[Gap]:
    """Small attentions on the right day show that we see the person behind the post."""
    if case.tier not in ("key", "vvip"):
        return
    for contact in case.contacts:
        if contact.birthday is None or not contact.weighs:
            continue
        birthday = contact.birthday.next(case.day)
        if not within_next(birthday, birthday_days, case.day):
            continue
        planned = any(
            action.kind == "greeting"
            and (not action.with_ or contact.id in action.with_)
            and action.due is not None
            and action.due <= birthday
            for action in case.open_actions
        )
        if not planned:
            today = birthday == case.day
            yield gap(
                contact.id,
                contact.at.key("birthday"),
                variant="today" if today else None,
                contact=contact.id,
                birthday=birthday,
                days=None if today else (birthday - case.day).days,
            )


@rule(
    "CAD05",
    "emotional-link",
    MINOR,
    stages="SX",
    rank=6,
    source=("S0-63", "S0-64"),
    move="personal-word",
    advice=CLOSENESS,
    needs_tags=True,
)
def emotional_link(case: Case) -> Iterator[Gap]:
    """People stay with those who notice how they are."""
    key = case.key
    if key is None or not case.standing(key).recorded:
        return
    lately = case.with_key(case.window)
    for entry in lately:
        if entry.kind == "leisure" or entry.topic == "hobby" or entry.space == "private":
            return
        if not {"care", "help"}.isdisjoint(entry.did):
            return
    last = case.journal.last(key.id)
    yield gap(key.id, last.at if last else None, key.at, contact=key.id, days=case.limits.window)


@rule(
    "CAD06",
    "one-sided-help",
    INFO,
    stages="ISX",
    rank=6,
    source=("S0-65",),
    move="even-out-help",
    needs_tags=True,
)
def one_sided_help(case: Case) -> Iterator[Gap]:
    """Help in one direction turns into service or debt; in both directions it turns into partnership."""
    for given, other, variant in (("help", "asked-help", None), ("asked-help", "help", "asking")):
        times = case.did({given}, case.limits.year)
        if len(times) >= 2 and case.last_did({other}) is None:
            yield gap(
                None,
                *(entry.at.key("did") for entry in times[:-6:-1]),
                variant=variant,
                times=len(times),
                days=case.limits.year,
            )


@rule("CAD07", "no-thanks", INFO, stages="ISX", rank=6, source=("S1-69",), move="thank", needs_tags=True)
def no_thanks(case: Case) -> Iterator[Gap]:
    """Gratitude is rare in business, costs nothing, and tells people that their trust was seen."""
    if case.did({"thanks"}, case.limits.recent):
        return
    won = [
        (one.decided, one)
        for one in case.account.tenders
        if one.result == "won" and one.decided is not None and case.in_recent(one.decided)
    ]
    steps = [(on, point) for on, point in case.stage.step_ups if case.in_recent(on)]
    step_lines = [point.row.at for _, point in steps[:-3:-1]]
    if won:
        won.sort(key=lambda one: one[0])
        on, tender = won[-1]
        lines = [one.at.key("result") for _, one in won[:-4:-1]]
        yield gap(None, *lines, *step_lines, on=on, tender=tender.name)
    elif steps:
        on, point = steps[-1]
        yield gap(None, *step_lines, variant="step", on=on, stage=point.level)
