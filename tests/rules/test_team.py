"""Our own people: what one alone holds, who does not click, who leaves. Today is 2026-06-30."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from relreport.model import Person, Settings
from relreport.rules import Gap
from tests.rules.cases import PEOPLE, case_of, tell
from tests.rules.tables import as_told, rows, told

STABLE = "purchasing: [{period: 2026-Q1, share: 60%}]\n"
INITIAL = "purchasing: [{period: 2026-Q1, share: 20%}]\n"

SETTINGS = Settings(
    people=(
        *PEOPLE,
        Person(id="left-today", name="甲", left=date(2026, 6, 30)),
        Person(id="leaves-in-30", name="乙", left=date(2026, 7, 30)),
        Person(id="leaves-in-31", name="丙", left=date(2026, 7, 31)),
    ),
    people_given=True,
)


def friend(*by: str) -> str:
    """A key contact who became a friend: by whom the business was done, and by whom the rest."""
    work, rest, *more = by
    lines = [
        f"- {{on: 2026-05-01, with: wang, by: {work}, kind: visit, coach: guides, trust: [+work, +prudent]}}",
        f"- {{on: 2026-06-01, with: wang, by: {rest}, space: private, info: confided, trust: [+alignment]}}",
        *(f"- {{on: 2026-06-10, with: wang, by: {one}, kind: meal}}" for one in more),
    ]
    return f"""
purchasing: [{{period: 2026-Q1, share: 60%}}]
contacts:
- id: wang
  roles: [decider]
  portrait:
    basic: {{office: 杭州}}
    needs: {{business: 工期}}
    rivals: {{suppliers: 申通}}
    depth: {{budget: 紧}}
interactions:
{chr(10).join(lines)}
"""


def worked_with(times: int, *, first: str = "2025-06-30", **changes: str) -> str:
    """A key contact met so many times, with skill and reliability shown and nothing beyond business."""
    case = {"stage": STABLE, "portrait": "{basic: {office: 杭州}}", "more": "", "by": "rep"} | changes
    entries = [f"- {{on: {first}, with: wang, by: {case['by']}, trust: [+work, +prudent]}}"]
    entries += [f"- {{on: 2026-06-{day:02}, with: wang, did: [news]}}" for day in range(1, times)]
    return (
        f"owner: rep\n{case['stage']}"
        f"contacts: [{{id: wang, roles: [decider], portrait: {case['portrait']}}}]\n"
        f"interactions:\n{chr(10).join(entries)}\n{case['more']}"
    )


QUIET: dict[str, dict[str, Any]] = {
    "TEA01": {
        "a rep is as near": friend("rep", "rep"),
        "the boss was there too": friend("rep", "[boss, rep]"),
        "the boss has the business alone, and all else is shared": friend("[boss, tech]", "rep", "boss"),
        "not near": STABLE + "contacts: [{id: wang, roles: [decider]}]\n"
        "interactions: [{on: 2026-06-01, with: wang, by: boss, info: confided}]",
        "at development": friend("rep", "boss").replace("60%", "0%"),
        "no key": STABLE + "interactions: [{on: 2026-06-01, by: boss, info: confided}]",
    },
    "TEA02": {
        "five contacts": worked_with(5),
        "364 days": worked_with(6, first="2025-07-01"),
        "the first was by somebody else": worked_with(7, by="tech"),
        "eleven at initial": worked_with(11, stage=INITIAL),
        "at development": worked_with(12, stage=""),
        "no owner": worked_with(6).replace("owner: rep\n", ""),
        "something slipped": worked_with(6, more="- {on: 2026-06-28, with: wang, info: slipped}"),
        "confided to a colleague": worked_with(
            6, more="- {on: 2026-06-28, with: wang, by: tech, info: confided}"
        ),
        "a depth item": worked_with(6, portrait="{depth: {budget: 紧}}"),
        "an extended item": worked_with(6, portrait="{extended: {hobbies: 羽毛球}}"),
        "an item withheld": worked_with(6, portrait="{depth: {budget: {withheld: rep}}}"),
        "no reliability": worked_with(6).replace(", +prudent", ""),
        "no expertise": worked_with(6).replace("+work, ", ""),
        "damaged": worked_with(6, more="- {on: 2026-06-28, with: wang, trust: [-pressure]}"),
        "untagged": worked_with(6).replace(", did: [news]", ""),
    },
    "TEA03": {"an owner": "owner: rep"},
    "TEA04": {
        "nobody leaves": "owner: rep\ncontacts: [{id: wang, held_by: tech}]",
        "in 31 days": "owner: leaves-in-31",
        "on the team alone": "owner: rep\nteam: [left-today]",
        "held one who has left too": "contacts: [{id: wang, left: 2026-06-30, held_by: left-today}]",
        "no owner": "contacts: [{id: wang}]",
    },
}


@pytest.mark.parametrize(("code", "front"), rows(QUIET))
def test_quiet(code, front):
    assert tell(code, front, settings=SETTINGS).gaps == ()


FOUND: dict[str, dict[str, Any]] = {
    "TEA01": {
        "the boss alone came near": (
            friend("rep", "boss"),
            [
                told(
                    "wang", "major", contact="wang", distance="friend", person="boss", team_distance="teacher"
                )
            ],
        ),
        "the boss alone was there at all": (
            friend("boss", "boss").replace("purchasing", "owner: rep\npurchasing"),
            [
                told(
                    "wang",
                    "major",
                    contact="wang",
                    distance="friend",
                    person="boss",
                    team_distance="stranger",
                )
            ],
        ),
    },
    "TEA02": {
        "six contacts in a year": (
            worked_with(6),
            [told("wang", "major", contact="wang", owner="rep", days=365, times=6)],
        ),
        "twelve at initial": (
            worked_with(12, stage=INITIAL),
            [told("wang", "minor", contact="wang", owner="rep", days=365, times=12)],
        ),
        "useful to them, and no more": (
            worked_with(6, more="- {on: 2026-06-28, with: wang, by: tech, info: useful}"),
            [told("wang", "major", contact="wang", owner="rep", days=365, times=6)],
        ),
    },
    "TEA03": {"nobody": ("tier: key", [told(None, "minor?")])},
    "TEA04": {
        "the owner left today": (
            "owner: left-today",
            [told("left-today", "critical", "gone", person="left-today", left=date(2026, 6, 30))],
        ),
        "a holder leaves in 30 days": (
            "contacts: [{id: wang, held_by: [tech, leaves-in-30]}, {id: zhao, held_by: leaves-in-30}]",
            [
                told(
                    "leaves-in-30",
                    "critical",
                    person="leaves-in-30",
                    left=date(2026, 7, 30),
                    contacts=("wang", "zhao"),
                )
            ],
        ),
        "the owner holds one too, and so does another": (
            "owner: leaves-in-30\ncontacts: [{id: wang, held_by: [left-today, leaves-in-30]}]",
            [
                told(
                    "leaves-in-30",
                    "critical",
                    person="leaves-in-30",
                    left=date(2026, 7, 30),
                    contacts=("wang",),
                ),
                told(
                    "left-today",
                    "critical",
                    "gone",
                    person="left-today",
                    left=date(2026, 6, 30),
                    contacts=("wang",),
                ),
            ],
        ),
    },
}


@pytest.mark.parametrize(("code", "front", "expected"), rows(FOUND))
def test_found(code, front, expected):
    assert [as_told(code, gap) for gap in tell(code, front, settings=SETTINGS).gaps] == expected


def test_the_friend_of_these_tables_is_one():
    case = case_of(friend("rep", "boss"))
    assert (case.readings.distance, case.readings.trust) == ("friend", "trusted")


def test_two_bosses_are_not_one():
    two = Settings(people=(*PEOPLE, Person(id="boss2", name="陈总", role="boss")), people_given=True)
    [gap] = tell("TEA01", friend("boss2", "boss"), settings=two).gaps
    assert isinstance(gap, Gap)
    assert "person" not in gap.facts
