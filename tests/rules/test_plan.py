"""The plan itself: actions, acceptances, the words of the journal, our own decisions. Today is 2026-06-30."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from relreport.model import RuleSettings, Settings
from tests.rules.cases import PEOPLE, tell
from tests.rules.tables import as_told, rows, told

# Ten entries of the last month without a word on what was brought or learnt.
UNTAGGED = "interactions:\n" + "\n".join(f"- {{on: 2026-06-{day:02}}}" for day in range(1, 11)) + "\n"
# A need of 2025 and a wish to accept that nobody asked about it since (NED01).
OLD_NEED = "needs: [{on: 2025-01-05, need: 工期}]\n"
LATE_ACTION = "actions: [{id: a1, due: 2026-06-01}]\n"
TWO_OF_FIVE = """
interactions:
- {on: 2026-06-01}
- {on: 2026-06-02}
- {on: 2026-06-03}
- {on: 2026-06-04, info: useful}
- {on: 2026-06-05, trust: none}
"""
NEED_ACCEPTED = "accepted: [{code: NED01, until: 2026-06-29}]\n"

QUIET: dict[str, dict[str, Any]] = {
    "PLN01": {
        "no action": "owner: rep",
        "due today": "actions: [{do: 拜访, due: 2026-06-30}]",
        "done": "actions: [{do: 拜访, due: 2026-06-01, status: done}]",
        "dropped": "actions: [{do: 拜访, due: 2026-06-01, status: dropped}]",
        "without a day": "actions: [{do: 拜访}]",
    },
    "PLN02": {
        "an open action": "actions: [{do: 拜访}]",
        "an overdue one is still a plan": "actions: [{do: 拜访, due: 2026-06-01}]",
        "one to be done later": "actions: [{do: 拜访, status: done, done_on: 2026-07-01}]",
    },
    "PLN03": {
        "by the owner": "owner: rep\nactions: [{do: 拜访, due: 2026-07-01}]",
        "by somebody": "actions: [{do: 拜访, due: 2026-07-01, by: tech}]",
        "done": "actions: [{do: 拜访, status: done}]",
    },
    "PLN04": {
        "no acceptance": OLD_NEED,
        "until today": OLD_NEED + "accepted: [{code: NED01, until: 2026-06-30}]",
        "without an end": OLD_NEED + "accepted: [{code: NED01}]",
        "its subject has the gap": LATE_ACTION + "accepted: [{code: PLN01, subject: a1}]",
        "not a code": "accepted: [{code: XYZ99, until: 2026-01-01}]",
        "silent while untagged": "accepted: [{code: VAL02}]",
        "silent while untagged, and over": UNTAGGED + "accepted: [{code: GRO07, until: 2026-06-01}]",
        "trust without a written minus, untagged": "accepted: [{code: TRU01}]",
    },
    "PLN05": {
        "no interaction": "owner: rep",
        "none in the window": "interactions: [{on: 2026-01-01, note: 电话}]",
        "half are tagged": "interactions: [{on: 2026-06-01}, {on: 2026-06-02, info: none}]",
        "three are tagged": UNTAGGED + "\n".join(f"- {{on: 2026-06-2{n}, did: [news]}}" for n in (0, 1, 2)),
    },
    "PLN06": {
        "due today": "asks: [{what: 账期, due: 2026-06-30}]",
        "without a day": "asks: [{what: 账期}]",
        "decided": "asks: [{what: 账期, due: 2026-06-01, decided: 2026-06-30}]",
        "answered without a day": "asks: [{what: 账期, due: 2026-06-01, answer: refused}]",
        "asked later": "asks: [{on: 2026-07-01, what: 账期, due: 2026-07-02}]",
    },
}


@pytest.mark.parametrize(("code", "front"), rows(QUIET))
def test_quiet(code, front):
    assert tell(code, front).gaps == ()


FOUND: dict[str, dict[str, Any]] = {
    "PLN01": {
        "due yesterday": (
            "owner: rep\nactions: [{id: a1, do: 拜访, due: 2026-06-29}]",
            [told("a1", "major", days=1, due=date(2026, 6, 29), person="rep", what="拜访")],
        ),
        "with whom and by whom; who has left is not named": (
            """
            contacts: [{id: wang, left: 2026-06-30}, {id: zhao}]
            actions: [{with: [wang, zhao], by: tech, due: 2026-06-20}]
            """,
            [told("action-1", "major", days=10, due=date(2026, 6, 20), contact="zhao", person="tech")],
        ),
        "done later": (
            "actions: [{id: a1, due: 2026-06-01, status: done, done_on: 2026-07-01}]",
            [told("a1", "major", days=29, due=date(2026, 6, 1))],
        ),
        "a line of the body": (
            ("owner: rep", "## Actions\n- [ ] 拜访 !2026-06-29\n"),
            [told("action-1", "major", days=1, due=date(2026, 6, 29), person="rep", what="拜访")],
        ),
    },
    "PLN02": {
        "nothing planned": ("owner: rep", [told(None, "minor?")]),
        "none said": ("actions: none", [told(None, "minor?")]),
        "all done": ("actions: [{do: 拜访, status: done}]", [told(None, "minor?")]),
        "over the counter too": ("sales_mode: counter", [told(None, "minor?")]),
    },
    "PLN03": {
        "no day": ("owner: rep\nactions: [{id: a1, do: 拜访}]", [told("a1", "minor?", what="拜访")]),
        "nobody": ("actions: [{id: a1, due: 2026-07-01}]", [told("a1", "minor?", "nobody")]),
        "neither": ("actions: [{id: a1, do: 拜访}]", [told("a1", "minor?", "both", what="拜访")]),
    },
    "PLN04": {
        "until yesterday, and the gap is there": (
            OLD_NEED + NEED_ACCEPTED,
            [told(None, "minor?", code="NED01", until=date(2026, 6, 29))],
        ),
        "its gap is gone": ("accepted: [{code: NED01}]", [told(None, "minor?", "resolved", code="NED01")]),
        "gone, and over": (
            NEED_ACCEPTED,
            [told(None, "minor?", "resolved", code="NED01", until=date(2026, 6, 29))],
        ),
        "another's gap": (
            LATE_ACTION + "accepted: [{code: PLN01, subject: a2}]",
            [told("a2", "minor?", "resolved", code="PLN01")],
        ),
        "of another stage": ("accepted: [{code: STG06}]", [told(None, "minor?", "resolved", code="STG06")]),
        "two of one subject: what counts again speaks": (
            OLD_NEED + "accepted: [{code: STG04}, {code: NED01, until: 2026-06-29}]",
            [told(None, "minor?", code="NED01", until=date(2026, 6, 29))],
        ),
        "one of each subject": (
            LATE_ACTION + "accepted: [{code: PLN01, subject: a1, until: 2026-06-29}, {code: NED01}]",
            [
                told("a1", "minor?", code="PLN01", until=date(2026, 6, 29)),
                told(None, "minor?", "resolved", code="NED01"),
            ],
        ),
        "of this very rule, with nothing to hold": (
            "accepted: [{code: PLN04}]",
            [told(None, "minor?", "resolved", code="PLN04")],
        ),
        "of this very rule, with another to hold": (
            OLD_NEED + "accepted: [{code: NED01, until: 2026-06-29}, {code: PLN04}]",
            [told(None, "minor?", code="NED01", until=date(2026, 6, 29))],
        ),
        "small letters": ("accepted: [{code: ned01}]", [told(None, "minor?", "resolved", code="NED01")]),
    },
    "PLN05": {
        "ten without a word": (UNTAGGED, [told(None, "minor?", times=10, known=0, days=180, least=3)]),
        "two of five": (
            TWO_OF_FIVE,
            [told(None, "minor?", times=5, known=2, days=180, least=3)],
        ),
        "a single one": (
            "interactions: [{on: 2026-01-02, note: 电话}]",
            [told(None, "minor?", times=1, known=0, days=180, least=1)],
        ),
    },
    "PLN06": {
        "due yesterday": (
            "asks: [{of: mgr, what: 账期, due: 2026-06-29}]",
            [told("ask-1", "minor", days=1, due=date(2026, 6, 29), person="mgr", what="账期")],
        ),
        "decided later": (
            "asks: [{id: q1, due: 2026-06-01, decided: 2026-07-01, answer: agreed}]",
            [told("q1", "minor", days=29, due=date(2026, 6, 1))],
        ),
    },
}


@pytest.mark.parametrize(("code", "front", "expected"), rows(FOUND))
def test_found(code, front, expected):
    front, body = front if isinstance(front, tuple) else (front, "")
    assert [as_told(code, gap) for gap in tell(code, front, body).gaps] == expected


def test_no_plan_of_words_over_the_counter():
    assert tell("PLN05", UNTAGGED).gaps
    for mode in ("counter", "transaction"):
        assert tell("PLN05", f"sales_mode: {mode}\n{UNTAGGED}").gaps == ()


def test_an_ignored_code_asks_for_no_acceptance():
    front = "accepted: [{code: NED01}]"
    settings = Settings(people=PEOPLE, people_given=True, rules=RuleSettings(ignore=("ned01",)))
    assert tell("PLN04", front).gaps
    assert tell("PLN04", front, settings=settings).gaps == ()


def test_a_written_minus_speaks_while_untagged():
    front = f"""
        contacts: [{{id: wang, roles: [decider]}}]
        interactions:
        - {{on: 2026-06-01, with: wang, trust: [-work]}}
        {"".join(f"- {{on: 2026-06-{day:02}}}{chr(10)}        " for day in range(10, 20))}
        accepted: [{{code: TRU01, subject: wang, until: 2026-06-29}}]
        """
    assert [gap.variant for gap in tell("PLN04", front).gaps] == [None]


def test_the_lines_it_rests_on_are_the_latest_without_a_word():
    [gap] = tell("PLN05", UNTAGGED).gaps
    assert [at.line for at in gap.evidence] == [13, 12, 11, 10, 9]


@pytest.mark.parametrize(("tag_least", "least"), [(2, 2), (9, 5)])
def test_how_many_marks_end_the_silence(tag_least, least):
    settings = Settings(
        people=PEOPLE, people_given=True, rules=RuleSettings(thresholds={"tag_least": tag_least})
    )
    [gap] = tell("PLN05", UNTAGGED, settings=settings).gaps
    assert gap.facts["least"] == least
