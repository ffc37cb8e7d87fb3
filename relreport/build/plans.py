"""The plan of one account: made, redacted for its readers, with the words it is told in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import cache, partial
from typing import Any

from relreport.actions import FESTIVAL_DAYS, Plan, plan
from relreport.assess import assess
from relreport.build.order import Order, is_outward
from relreport.model import Account, Settings
from relreport.morrow import CHANGING, HORIZON, at
from relreport.text import Wording


def plan_of(account: Account, order: Order) -> Plan:
    """The plan of an account as of the order's day, its actions on working days of the settings' calendar."""
    from relreport.moves import smallest_move
    from relreport.playbook import playbook

    own_rules()
    calendar = order.settings.calendar
    day = at(order.day, 0)
    assessment = assess(account, order.settings, order.day)
    return replace(
        plan(
            assessment,
            working_day=partial(_working_day, calendar=calendar),
            festivals=_festivals(day),
        ),
        smallest=smallest_move(account, assessment),
        playbook=playbook(assessment),
    )


@cache
def own_rules() -> tuple[str, ...]:
    """Load the organisation's own rules with their words, once a process; the packages that failed."""
    from relreport.rules.own import installed
    from relreport.text.catalogue import learn_rules

    own = installed()
    for language, entries in own.words.items():
        learn_rules(language, entries)
    return tuple(own.failed)


@cache
def _festivals(day: date) -> tuple[tuple[date, str], ...]:
    from relreport.readings.calendar import festivals

    last = day + timedelta(days=FESTIVAL_DAYS + HORIZON)  # those of the days to come, too: who tells looks
    return tuple((one.on, one.name) for one in festivals(day, last))


def _working_day(day: date, calendar: str) -> date:
    from relreport.readings.calendar import working_day_on_or_after

    if type(day) in CHANGING:
        today: Any = day
        found: date = today.moving(partial(working_day_on_or_after, calendar=calendar))
        return found
    return working_day_on_or_after(day, calendar)


def with_reasons(made: Plan) -> Plan:
    """The plan with what stands behind its judgements: paper has no room for it."""
    from relreport.explain.judgements import judgements

    return replace(made, reasons=judgements(made.assessment, made.smallest))


def for_audience(made: Plan, order: Order, language: str) -> Plan:
    """The plan as the order's audience may have it."""
    from relreport.audience import audience_named, redact

    return redact(made, audience_named(order.audience, order.settings), language)


def wording_of(made: Plan, settings: Settings, language: str, order: Order) -> Wording:
    """How an account's facts are said in a language to the order's audience."""
    account = made.assessment.account
    return Wording(
        language=language,
        day=order.day,
        outward=is_outward(order),
        own_labels=settings.labels,
        names={one.id: one.name for one in account.contacts},
        people={one.id: one.name for one in settings.people},
        tenders={one.id: one.name or one.id for one in account.tenders},
        currency=account.currency,
    )
