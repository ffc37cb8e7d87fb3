"""TRU: trust in us and its parts."""

from __future__ import annotations

from datetime import date

import pytest

from tests.rules.cases import tell, tell_bare
from tests.rules.standings import DEVELOPMENT, INITIAL, STABLE, contact, journal, standing
from tests.rules.tables import as_told, rows, told

WANG = contact()
BASIC = contact({"basic": "{mobile: '1'}"})
TWO = contact(more="influence: 40") + "- {id: zhao, name: 赵敏, roles: [decider]}\n"
COMPLAINT = "complaints: [{id: c1, on: 2026-06-01, from: wang, cause: product}]\n"
LOW = "2025-12-01 wang did: [advice], trust: [+prudent, +alignment]"  # trusted before the window


def wrote(*signs: str, contacts: str = WANG, on: str = "2026-06-01") -> str:
    return INITIAL + contacts + journal(f"{on} wang trust: [{', '.join(signs)}]")


def promise(fields: str) -> str:
    return f"promises: [{{id: p1, to: wang, what: 样板段, {fields}}}]\n"


LAPSED = (  # deep a window ago, trusted today, with an old sign against us and a new one for us
    INITIAL
    + WANG
    + journal(
        "2025-12-01 wang info: confided, trust: [+industry, +work, +manner, +prudent, +sincere, +admits,"
        " +tact, +sync, +alignment, -visits]",
        "2026-06-01 wang trust: [+referral]",
    )
    + "commitments: [{on: 2025-11-01, from: wang, lapsed: 2026-05-01}]\n"
)
MET_THREE_TIMES = (
    DEVELOPMENT
    + WANG
    + journal(
        "2026-05-01 wang kind: visit, trust: [+prudent]",
        "2026-05-02 wang kind: visit, did: [news]",
        "2026-05-03 wang kind: visit, did: [news]",
    )
)

QUIET = {
    "TRU01": {
        "unknown": INITIAL + BASIC,
        "expertise shown": wrote("+manner"),
        "shown by a fact alone": INITIAL + WANG + journal("2026-06-01 wang did: [advice], trust: [+prudent]"),
        "facts alone prove no lack": INITIAL
        + BASIC
        + promise("kept: 2026-06-01")
        + journal("2026-06-01 - did: [news]"),
        "words about the company alone": wrote("+company", contacts=BASIC),
        "met often and thin: NET06": MET_THREE_TIMES,
        "a complaint without action: CMP01": INITIAL
        + BASIC
        + COMPLAINT
        + journal("2026-06-01 - did: [news]"),
        "doubts of somebody who does not decide": wrote("-work", contacts=contact(roles="[influencer]")),
        "a doubt put right": wrote("+work", contacts=WANG)
        + "- {on: 2026-05-01, with: wang, trust: [-work]}\n",
        "words of somebody else who decides": wrote("+work", contacts=TWO)
        + "- {on: 2026-06-01, with: zhao, trust: [+prudent]}\n",
        "left": wrote("-work", contacts=contact(more="left: 2026-06-30")),
        "words too few to judge": INITIAL
        + WANG
        + journal("2025-12-01 wang trust: [+prudent]", "2026-06-01 wang"),
    },
    "TRU02": {
        "unknown": INITIAL + BASIC,
        "tact: CAD03": wrote("-tact"),
        "overdue: CON03": INITIAL + BASIC + promise("due: 2026-06-01"),
        "kept late: CON04": INITIAL + BASIC + promise("due: 2026-06-01, kept: 2026-06-03"),
        "kept": INITIAL + BASIC + promise("due: 2026-06-01, kept: 2026-06-01"),
        "a doubt put right": wrote("+admits") + "- {on: 2026-05-01, with: wang, trust: [-admits]}\n",
        "broken over a year ago, kept since": INITIAL
        + BASIC
        + "promises: [{to: wang, broken: 2025-06-30}, {to: wang, kept: 2026-01-01}]\n",
        "broken to somebody else": INITIAL
        + BASIC
        + "- {id: zhao, name: 赵敏}\npromises: [{to: zhao, broken: 2026-06-01}]\n",
        "broken tomorrow": INITIAL + BASIC + promise("broken: 2026-07-01"),
        "no key contact": wrote("-sincere", contacts=contact(roles="[user]")),
    },
    "TRU03": {
        "unknown": INITIAL + BASIC + journal("2026-06-01 - did: [news]"),
        "thin": wrote("+prudent"),
        "facts alone of somebody not recorded": INITIAL
        + WANG
        + "needs: [{from: wang, met: 2026-06-01}]\n"
        + journal("2026-06-01 - did: [news]"),
        "close already": wrote("+work", "+alignment"),
        "introduced by a friend": wrote("+work", contacts=contact(more="met_through: 老同学")),
        "visited twice": INITIAL
        + WANG
        + journal("2026-05-01 wang kind: visit", "2026-06-01 wang kind: visit, did: [advice]"),
        "words too few to judge": INITIAL
        + WANG
        + journal("2025-12-01 wang trust: [+work]", "2026-06-01 wang"),
    },
    "TRU04": {
        "unknown": INITIAL + BASIC,
        "put right": wrote("+pressure") + "- {on: 2026-05-01, with: wang, trust: [-pressure]}\n",
        "left": wrote("-pressure", contacts=contact(more="left: 2026-06-30")),
        "felt tomorrow": wrote("-pressure", on="2026-07-01"),
    },
    "TRU05": {
        "a sign": INITIAL + WANG + journal("2026-06-01 wang kind: visit, trust: [+prudent]"),
        "damaged is known": INITIAL
        + BASIC
        + promise("due: 2026-06-01")
        + journal("2026-06-01 wang kind: visit"),
        "not met in the year: ENT04": INITIAL + BASIC,
        "a successor to be met: NET04": INITIAL
        + contact(more="influence: 40, joined: 2026-05-01")
        + "- {id: zhao, name: 赵敏, roles: [decider], left: 2026-05-01}\n",
        "before the first order": DEVELOPMENT + BASIC + journal("2026-06-01 wang kind: visit"),
        "nobody decides": INITIAL + contact(roles="[user]") + journal("2026-06-01 wang kind: visit"),
    },
    "TRU06": {
        "unknown": INITIAL + BASIC,
        "as it was": INITIAL + WANG + journal(LOW),
        "better": INITIAL
        + WANG
        + journal("2025-12-01 wang trust: [+prudent]", "2026-06-01 wang trust: [+work]"),
        "unknown a window ago": wrote("-work"),
        "as it was, with a sign against us": INITIAL
        + WANG
        + journal(LOW, "2026-06-01 wang trust: [-manner]"),
        "a fall without a sign against us": LAPSED,
        "one that was withdrawn today": LAPSED
        + "complaints: [{from: wang, cause: product, on: 2026-05-01, acted: 2026-06-30}]\n",
        "a self-orientation finding: TRU04": INITIAL
        + WANG
        + journal(LOW, "2026-06-01 wang trust: [-pressure]"),
        "a promise overdue: CON03": INITIAL + WANG + journal(LOW) + promise("due: 2026-06-01"),
        "a promise broken: TRU02": INITIAL + WANG + journal(LOW) + promise("broken: 2026-06-01"),
        "it fell before the window": INITIAL + WANG + journal(LOW, "2026-01-01 wang trust: [-alignment]"),
        "before the first order": DEVELOPMENT + WANG + journal(LOW, "2026-06-01 wang trust: [-sincere]"),
    },
    "TRU07": {
        "unknown": STABLE + WANG + journal("2026-06-01 - did: [news]"),
        "all begun": STABLE + standing("teacher", space="private", signs="coach: guides, info: useful"),
        "none at its top": STABLE + standing("teacher", signs="coach: guides"),
        "before the first order": DEVELOPMENT + standing("teacher", space="private"),
        "words too few to judge": STABLE
        + WANG
        + journal("2025-12-01 wang space: private, did: [news]", "2026-06-01 wang"),
    },
}

FOUND = {
    "TRU01": {
        "words, none on expertise": (wrote("+prudent"), told("wang", "major", contact="wang", trust="thin")),
        "damaged as well": (wrote("-pressure"), told("wang", "major", contact="wang", trust="damaged")),
        "met often, but not thin": (
            MET_THREE_TIMES.replace("+prudent", "-sincere"),
            told("wang", "major", contact="wang", trust="damaged"),
        ),
        "a doubt": (
            wrote("-work", "+industry"),
            told("wang", "major", "doubt", contact="wang", items=("work",), trust="respect"),
        ),
        "doubts in an untagged journal": (
            INITIAL + WANG + journal("2025-12-01 wang trust: [-work, -manner]", "2026-06-01 wang"),
            told("wang", "major", "doubt", contact="wang", items=("work", "manner"), trust="thin"),
        ),
        "a doubt, and a complaint since": (
            wrote("-work", on="2026-05-01") + COMPLAINT,
            told("wang", "major", "doubt", contact="wang", items=("work",), trust="thin"),
        ),
        "doubts of another decider": (
            INITIAL
            + contact({"basic": "{mobile: '1'}"}, more="influence: 40")
            + "- {id: zhao, name: 赵敏, roles: [decider]}\n"
            + journal("2026-06-01 zhao trust: [-manner]"),
            told("zhao", "major", "doubt", contact="zhao", items=("manner",), trust="thin"),
        ),
    },
    "TRU02": {
        "written": (
            wrote("-admits", "-prudent"),
            told("wang", "major", contact="wang", items=("prudent", "admits"), trust="thin"),
        ),
        "written of promises": (
            wrote("-promises"),
            told("wang", "major", contact="wang", items=("promises",), trust="thin"),
        ),
        "broken in the year": (
            INITIAL + BASIC + promise("broken: 2025-07-01"),
            told("wang", "critical", "broken", contact="wang", on=date(2025, 7, 1), what="样板段"),
        ),
        "the one broken last": (
            INITIAL
            + BASIC
            + "promises: [{to: [wang], broken: 2026-06-01}, {to: [wang], what: 甲, broken: 2026-05-01}]\n",
            told("wang", "critical", "broken", contact="wang", on=date(2026, 6, 1), count=2),
        ),
        "broken a year ago, not made good": (
            INITIAL + BASIC + promise("broken: 2025-06-30"),
            told("wang", "major", contact="wang", items=("promises",), trust="unknown"),
        ),
        "broken long ago, another late since": (
            INITIAL
            + BASIC
            + "promises: [{to: wang, broken: 2025-06-30}, {to: wang, due: 2026-01-01, kept: 2026-01-02}]\n",
            told("wang", "major", contact="wang", items=("promises",), trust="unknown"),
        ),
    },
    "TRU03": {
        "respected": (wrote("+work"), told("wang", "minor", contact="wang", trust="respect")),
        "damaged": (wrote("+work", "-sincere"), told("wang", "minor", contact="wang", trust="damaged")),
        "visited twice, a window apart": (
            INITIAL
            + WANG
            + journal("2025-12-03 wang kind: visit", "2026-06-01 wang kind: visit, trust: [+work]"),
            told("wang", "minor", contact="wang", trust="respect"),
        ),
    },
    "TRU04": {
        "anybody's finding": (
            wrote("-not-listening", "-pressure", contacts=contact(roles="[user]")),
            told("wang", "critical", contact="wang", items=("not-listening", "pressure"), trust="damaged"),
        ),
        "one of two put right": (
            wrote("-pressure", "-self-serving") + "- {on: 2026-06-02, with: wang, trust: [+pressure]}\n",
            told("wang", "critical", contact="wang", items=("self-serving",), trust="damaged"),
        ),
    },
    "TRU05": {
        "met, nothing said": (
            INITIAL + BASIC + journal("2026-06-01 wang kind: visit"),
            told("wang", "minor?", contact="wang"),
        ),
        "facts alone": (
            STABLE + BASIC + journal("2025-12-31 wang kind: visit", "2026-06-01 wang kind: visit"),
            told("wang", "minor?", contact="wang"),
        ),
    },
    "TRU06": {
        "the last day outside the window": (
            INITIAL
            + WANG
            + journal(
                "2026-01-01 wang did: [advice], trust: [+prudent, +alignment]",
                "2026-06-01 wang trust: [-alignment]",
            ),
            told("wang", "major", contact="wang", limit=180, was_trust="trusted", trust="respect"),
        ),
        "to damaged": (
            INITIAL + WANG + journal(LOW, "2026-01-02 wang trust: [-sincere]"),
            told(
                "wang", "critical", "damaged", contact="wang", limit=180, was_trust="trusted", trust="damaged"
            ),
        ),
        "a promise overdue to somebody else": (
            INITIAL
            + WANG
            + "- {id: zhao, name: 赵敏}\n"
            + journal(LOW, "2026-06-01 wang trust: [-alignment]")
            + "promises: [{to: zhao, due: 2026-06-01}]\n",
            told("wang", "major", contact="wang", limit=180, was_trust="trusted", trust="respect"),
        ),
    },
    "TRU07": {
        "private, and nothing told": (
            STABLE + standing("doctor", space="private", signs="trust: [+work]"),
            told("wang", "info", contact="wang", items=("space",), missing=("information", "coach")),
        ),
        "a referral from somebody we never met at all": (
            STABLE
            + contact({"basic": "{mobile: '1'}"})
            + journal("2026-06-01 - did: [news]")
            + "referrals: [{from: wang, to: 浙北}]\n",
            told("wang", "info", contact="wang", items=("coach",), missing=("space", "information")),
        ),
        "none was said": (
            STABLE + WANG + journal("2026-06-01 wang space: private, info: none, coach: commits"),
            told("wang", "info", contact="wang", items=("space",), missing=("information",)),
        ),
    },
}


@pytest.mark.parametrize(("code", "front"), rows(QUIET))
def test_quiet(code, front):
    assert tell(code, front).gaps == ()


@pytest.mark.parametrize(("code", "front", "expected"), rows(FOUND))
def test_found(code, front, expected):
    assert [as_told(code, gap) for gap in tell(code, front).gaps] == [expected]


@pytest.mark.parametrize(
    ("code", "front", "fields"),
    [
        ("TRU01", wrote("-work"), ["interactions[0].trust"]),
        ("TRU02", BASIC + promise("broken: 2026-06-01"), ["promises[0].broken"]),
        (
            "TRU05",
            INITIAL + BASIC + journal("2026-06-01 wang kind: visit"),
            ["interactions[0]", "contacts[0]"],
        ),
        (
            "TRU02",
            BASIC
            + "promises: [{to: wang, broken: 2026-05-01}, {to: wang, broken: 2026-06-01}]\n"
            + journal("2026-06-01 wang trust: [-admits]"),
            ["promises[1].broken", "promises[0].broken", "interactions[0].trust"],
        ),
        (
            "TRU03",
            WANG
            + journal(
                "2026-05-01 wang trust: [+prudent]",
                "2026-06-01 wang trust: [+work]",
                "2026-06-02 wang trust: [-manner]",
            ),
            ["interactions[1].trust", "contacts[0]"],
        ),
        (
            "TRU04",
            WANG + journal("2026-05-01 wang trust: [-pressure]", "2026-06-01 wang trust: [-indifferent]"),
            ["interactions[1].trust", "interactions[0].trust"],
        ),
    ],
)
def test_the_lines_a_gap_rests_on(code, front, fields):
    (gap,) = tell_bare(code, front).gaps
    assert [at.field for at in gap.evidence] == fields
