"""CAD: contact, visits, measure, greetings, thanks. At tier regular: contact 60, visit 120 days."""

from __future__ import annotations

from datetime import date

import pytest

from relreport.model import Settings, Tier
from tests.rules.cases import tell
from tests.rules.standings import DEVELOPMENT, INITIAL, STABLE, contact, journal
from tests.rules.tables import as_told, rows, told

WANG = contact()
KEY = "tier: key\n"  # contact 30, visit 60 days
VVIP = "tier: vvip\n"  # contact 14, visit 30 days
ZHAO = "- {id: zhao, name: 赵敏}\n"
STEP = "purchasing: [{period: 2025-Q4, share: 30%}, {period: 2026-Q2, share: 60%}]\n"
WON = "tenders: [{id: t1, name: G60, result: won, decided: 2026-06-01}]\n"
CARE = "2026-06-01 - did: [news]"  # words enough to judge, none with the key


def contacted(on: str, who: str = "wang", *, tier: str = "") -> str:
    return tier + WANG + ZHAO + journal(f"{on} {who} kind: call")


def visited(on: str, *actions: str) -> str:
    planned = "".join(f"- {{{action}}}\n" for action in actions)
    return (
        WANG
        + journal(f"{on} - kind: meeting", "2026-06-01 - kind: call")
        + f"actions:\n{planned}" * bool(actions)
    )


def called(times: int, *, tier: str = "", fields: str = "kind: call", on: str = "2026-06-01") -> str:
    return tier + WANG + journal(*[f"{on} wang {fields}"] * times)


def born(
    birthday: str, *, tier: str = KEY, roles: str = "[decider]", action: str = "", left: str = ""
) -> str:
    planned = f"actions: [{{do: 问候, {action}}}]\n" if action else ""
    return tier + contact(roles=roles, more=f"birthday: {birthday}{left}") + planned


def helped(*entries: str, stage: str = INITIAL) -> str:
    return stage + WANG + journal(*entries)


def thanked(*entries: str, won: str = WON, stage: str = INITIAL) -> str:
    return stage + WANG + journal(CARE, *entries) + won


TWO_HELPS = ("2025-07-01 - did: [help]", "2026-06-01 - did: [help]")

QUIET = {
    "CAD01": {
        "never contacted": WANG,
        "twice the tier's days exactly": contacted("2026-03-02"),
        "the key lately, others not": contacted("2026-06-01") + "- {on: 2020-01-01, with: zhao}\n",
        "never the key, others lately": contacted("2026-03-02", "zhao"),
        "contacted by them": contacted("2025-01-01") + "- {on: 2026-06-01, with: wang, initiated: them}\n",
        "over the counter": "sales_mode: counter\n" + contacted("2020-01-01"),
    },
    "CAD02": {
        "never met": WANG + journal("2020-01-01 wang kind: call"),
        "the tier's days exactly": visited("2026-03-02"),
        "a visit due today": visited("2020-01-01", "do: 走访, kind: visit, due: 2026-06-30"),
        "a tour without due": visited("2020-01-01", "do: 参观, kind: tour"),
        "something of no kind": visited("2020-01-01", "do: 见面, due: 2027-01-01"),
        "done tomorrow is open today": visited(
            "2020-01-01", "do: 走访, kind: visit, status: done, done_on: 2026-07-01"
        ),
    },
    "CAD03": {
        "none": WANG,
        "four at a small customer": called(4),
        "begun by them": called(9, fields="kind: call, initiated: them"),
        "on site": called(9, fields="kind: service"),
        "deliveries": called(9, fields="kind: delivery"),
        "thirty days ago": called(9, on="2026-05-31"),
        "a good sign since": called(1, fields="trust: [-tact]")
        + "- {on: 2026-06-02, with: wang, trust: [+tact]}\n",
        "without anybody": WANG + journal(*["2026-06-01 - kind: call"] * 9),
        "left": contact(more="left: 2026-06-30") + journal(*["2026-06-01 wang kind: call"] * 9),
    },
    "CAD04": {
        "unknown": KEY + WANG,
        "in 31 days": born("07-31"),
        "yesterday": born("06-29"),
        "regular": born("07-10", tier=""),
        "a user": born("07-10", roles="[user]"),
        "left": born("07-10", left=", left: 2026-01-01"),
        "a greeting to them, due that day": born(
            "07-10", action="kind: greeting, with: wang, due: 2026-07-10"
        ),
        "a greeting to nobody named": born("07-10", action="kind: greeting, due: 2026-07-01"),
    },
    "CAD05": {
        "not recorded": STABLE + WANG + journal(CARE),
        "nobody decides": STABLE + contact({"basic": "{x: 甲}"}, roles="[user]") + journal(CARE),
        "care": STABLE + WANG + journal("2026-01-02 wang did: [care]", CARE),
        "help": STABLE + WANG + journal("2026-06-01 wang did: [help]"),
        "leisure": STABLE + WANG + journal("2026-06-01 wang kind: leisure, did: [news]"),
        "a hobby": STABLE + WANG + journal("2026-06-01 wang topic: hobby, did: [news]"),
        "a private hour": STABLE + WANG + journal("2026-06-01 wang space: private, did: [news]"),
        "initial": INITIAL + WANG + journal("2026-06-01 wang did: [news]"),
        "words too few to judge": STABLE + contact({"basic": "{x: 甲}"}) + journal("2026-06-01 wang"),
    },
    "CAD06": {
        "once": helped("2026-06-01 - did: [help]"),
        "the first before the year": helped("2025-06-30 - did: [help]", "2026-06-01 - did: [help]"),
        "asked long ago": helped(*TWO_HELPS, "2020-01-01 - did: [asked-help]"),
        "before the first order": helped(*TWO_HELPS, stage=DEVELOPMENT),
    },
    "CAD07": {
        "nothing won": thanked(won=""),
        "thanked on the first day of recent": thanked("2026-04-02 - did: [thanks]"),
        "won before recent": thanked(won=WON.replace("2026-06-01", "2026-04-01")),
        "nobody knows when": thanked(won="tenders: [{name: G60, result: won}]\n"),
        "won tomorrow": thanked(won=WON.replace("2026-06-01", "2026-07-01")),
        "lost": thanked(won=WON.replace("won", "lost")),
        "the first period is no step": thanked(won="", stage="purchasing: [{period: 2026-Q2, share: 60%}]\n"),
        "a step in an earlier period": thanked(won="", stage=STEP.replace("2026-Q2", "2026-Q1")),
        "words too few to judge": INITIAL + WANG + journal("2026-06-01 wang") + WON,
    },
}

FOUND = {
    "CAD01": {
        "a day more": (
            contacted("2026-03-01"),
            told("wang", "major", contact="wang", days=121, last=date(2026, 3, 1), limit=120),
        ),
        "the key, whoever else was called": (
            contacted("2026-03-01") + "- {on: 2026-06-01, with: zhao}\n- {on: 2026-06-02}\n",
            told("wang", "major", contact="wang", days=121, last=date(2026, 3, 1), limit=120),
        ),
        "four times the days exactly": (
            contacted("2026-05-05", tier=VVIP),
            told("wang", "major", contact="wang", days=56, last=date(2026, 5, 5), limit=28),
        ),
        "over four times": (
            contacted("2026-05-04", tier=VVIP),
            told("wang", "critical", contact="wang", days=57, last=date(2026, 5, 4), limit=28),
        ),
        "never the key": (
            contacted("2026-03-01", "zhao"),
            told(None, "major", "account", days=121, last=date(2026, 3, 1), limit=120),
        ),
        "nobody named, no key": (
            KEY + contact(roles="[user]") + journal("2026-01-01 - kind: call"),
            told(None, "critical", "nokey", days=180, last=date(2026, 1, 1), limit=60),
        ),
    },
    "CAD02": {
        "a day more": (
            visited("2026-03-01", "do: 打电话, kind: call, due: 2026-07-10"),
            told(None, "minor", days=121, last=date(2026, 3, 1), limit=120),
        ),
        "planned for yesterday, dropped, done": (
            KEY
            + visited(
                "2026-04-30",
                "do: 走访, kind: visit, due: 2026-06-29",
                "do: 走访, kind: visit, status: dropped",
                "do: 走访, kind: visit, status: done, done_on: 2026-06-01",
            ),
            told(None, "minor", days=61, last=date(2026, 4, 30), limit=60),
        ),
    },
    "CAD03": {
        "five": (called(5), told("wang", "minor", contact="wang", times=5, days=30, limit=4)),
        "over what the tier allows, rounded down": (
            called(5, tier=VVIP, on="2026-06-01"),
            told("wang", "minor", contact="wang", times=5, days=30, limit=4),
        ),
        "they let us feel it": (
            called(1, fields="trust: [-tact]"),
            told("wang", "minor", "tact", contact="wang"),
        ),
        "both": (called(6, fields="trust: [-tact]"), told("wang", "minor", "tact", contact="wang")),
    },
    "CAD04": {
        "in 30 days": (
            born("07-30"),
            told("wang", "info", contact="wang", birthday=date(2026, 7, 30), days=30),
        ),
        "today": (
            born("1980-06-30", tier=VVIP),
            told("wang", "info", "today", contact="wang", birthday=date(2026, 6, 30)),
        ),
        "a greeting too late": (
            born("07-10", action="kind: greeting, with: wang, due: 2026-07-11"),
            told("wang", "info", contact="wang", birthday=date(2026, 7, 10), days=10),
        ),
        "a greeting without a day": (
            born("07-10", action="kind: greeting, with: wang"),
            told("wang", "info", contact="wang", birthday=date(2026, 7, 10), days=10),
        ),
        "a greeting to somebody else": (
            born("07-10", action="kind: greeting, with: zhao, due: 2026-07-01").replace(
                "actions", ZHAO + "actions"
            ),
            told("wang", "info", contact="wang", birthday=date(2026, 7, 10), days=10),
        ),
        "a call is no greeting": (
            born("07-10", action="kind: call, with: wang, due: 2026-07-10"),
            told("wang", "info", contact="wang", birthday=date(2026, 7, 10), days=10),
        ),
    },
    "CAD05": {
        "business alone": (
            STABLE + WANG + journal("2026-06-01 wang did: [news]", "2026-06-02 - did: [care]"),
            told("wang", "minor", contact="wang", days=180),
        ),
        "care before the window": (
            STABLE + WANG + journal("2026-01-01 wang did: [care]", CARE),
            told("wang", "minor", contact="wang", days=180),
        ),
    },
    "CAD06": {
        "we help": (helped(*TWO_HELPS), told(None, "info", times=2, days=365)),
        "we ask": (
            helped("2026-06-01 - did: [asked-help]", "2026-06-02 - did: [asked-help]"),
            told(None, "info", "asking", times=2, days=365),
        ),
    },
    "CAD07": {
        "won": (thanked(), told(None, "info", on=date(2026, 6, 1), tender="G60")),
        "thanked before recent": (
            thanked("2026-04-01 - did: [thanks]"),
            told(None, "info", on=date(2026, 6, 1), tender="G60"),
        ),
        "a step, its period just over": (
            thanked(won="", stage=STEP),
            told(None, "info", "step", on=date(2026, 6, 30), stage="stable"),
        ),
        "both": (thanked(stage=STEP), told(None, "info", on=date(2026, 6, 1), tender="G60")),
        "no name": (
            thanked(won="tenders: [{result: won, decided: 2026-04-02}]\n"),
            told(None, "info", on=date(2026, 4, 2)),
        ),
    },
}


@pytest.mark.parametrize(("code", "front"), rows(QUIET))
def test_quiet(code, front):
    assert tell(code, front).gaps == ()


@pytest.mark.parametrize(("code", "front", "expected"), rows(FOUND))
def test_found(code, front, expected):
    assert [as_told(code, gap) for gap in tell(code, front).gaps] == [expected]


def test_a_birthday_of_leap_day_is_kept_a_day_earlier():
    (gap,) = tell("CAD04", born("02-29"), day=date(2027, 2, 1)).gaps
    assert gap.facts["birthday"] == date(2027, 2, 28)
    (gap,) = tell("CAD04", born("02-29"), day=date(2028, 2, 1)).gaps
    assert gap.facts["birthday"] == date(2028, 2, 29)


def test_a_birthday_after_new_year_is_near_in_december():
    (gap,) = tell("CAD04", born("01-05"), day=date(2026, 12, 31)).gaps
    assert gap.facts["days"] == 5


def test_contacts_by_a_shorter_rhythm_allow_more():
    """Weekly contact: twice 30 / 7 is over 8."""
    front = WANG + journal(*["2026-06-10 wang kind: call"] * 8)
    weekly = "tier: vvip\n" + front
    assert tell("CAD03", weekly).gaps
    tiers = {
        "vvip": Tier(contact=7, visit=30),
        "key": Tier(contact=30, visit=60),
        "regular": Tier(contact=60, visit=120),
    }
    assert not tell("CAD03", weekly, settings=Settings(tiers=tiers)).gaps
