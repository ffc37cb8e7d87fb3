"""GRO: from the first order to more. Day 2026-06-30; the window begins on 2026-01-02."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from relreport.model import Share
from tests.rules.cases import tell, tell_bare
from tests.rules.tables import as_told, rows, told

INITIAL = "purchasing: [{period: 2026-Q1, share: 30%}]\n"
STABLE = "purchasing: [{period: 2026-Q1, share: 60%}]\n"
STRATEGIC = "purchasing: [{period: 2026-Q1, share: 90%}]\n"
SOLE = "purchasing: [{period: 2026-Q1, share: 100%}]\n"
LOST = "purchasing: [{period: 2025-Q4, share: 30%}, {period: 2026-Q1, share: 0%}]\n"
COUNTER = "sales_mode: counter\n"
WANG = "contacts: [{id: wang, name: 王磊, roles: [decider], held_by: [rep]}]\n"
BOTH = (
    "contacts:\n- {id: wang, name: 王磊, roles: [decider], held_by: [rep]}\n"
    "- {id: zhao, name: 赵敏, roles: [user], held_by: [tech]}\n"
)
OF_BOTH = "interactions:\n- {on: 2026-06-01, with: wang, trust: [+industry, +prudent]}\n"


def rivals(board: str, **more: str) -> str:
    extra = "".join(f", {key}: {value}" for key, value in more.items())
    return f"contacts: [{{id: wang, name: 王磊, roles: [decider]{extra}, portrait: {{rivals: {board}}}}}]\n"


def visit(tags: str, *, on: str = "2026-06-01", who: str = "wang") -> str:
    return f"interactions: [{{on: {on}, with: {who}, kind: visit, {tags}}}]\n"


QUALITY = (
    "interactions:\n- {on: 2025-07-01, with: wang, did: [quality]}\n"
    "- {on: 2026-06-01, with: wang, did: [news]}\n"
)
NEED = "needs: [{need: 工期, on: 2026-06-01}]\n"
MET = "needs: [{id: n1, need: 工期, on: 2026-01-01, met: 2026-03-01}]\n"
TODAY_FAILED = "{on: 2026-06-30, item: delivery, result: fail}"

QUIET = {
    "GRO01": {
        "a competitor": "competitors: [{name: 申通}]\n",
        "there are none": "competitors: none\n",
        "a rivals item": rivals("{suppliers: 申通}"),
        "an item withheld": rivals("{suppliers: {withheld: rep}}"),
        "an item known to be none": rivals("{suppliers: none}"),
        "the board known to be empty": rivals("none"),
        "an item of somebody who left": rivals("{suppliers: 申通}", left="2026-01-01"),
        "they buy from us alone": SOLE + WANG,
        "over the counter": COUNTER,
    },
    "GRO02": {
        "unknown": INITIAL + WANG,
        "price and quality": INITIAL + WANG + "why_us: [price, quality]\n",
        "stable": STABLE + WANG + "why_us: [price]\n",
        "nobody known yet": INITIAL + "why_us: [price]\n",
    },
    "GRO03": {
        "never rated": INITIAL,
        "as expected": INITIAL + "satisfaction: [{on: 2026-06-01, perceived: 3, expected: 3}]\n",
        "expectation unknown": INITIAL + "satisfaction: [{on: 2026-06-01, perceived: 1}]\n",
        "a later one is better, whatever the order": INITIAL
        + "satisfaction:\n- {on: 2026-06-01, perceived: 4, expected: 3}\n"
        "- {on: 2026-05-01, perceived: 1, expected: 3}\n",
        "an undated one is older": INITIAL
        + "satisfaction: [{on: 2026-06-01, perceived: 4, expected: 3}, {perceived: 1, expected: 3}]\n",
        "rated tomorrow": INITIAL + "satisfaction: [{on: 2026-07-01, perceived: 1, expected: 3}]\n",
        "before the first order": "satisfaction: [{on: 2026-06-01, perceived: 1, expected: 3}]\n",
    },
    "GRO04": {
        "a solution to the decider": INITIAL + WANG + visit("did: [solution]"),
        "on the first day of the window": INITIAL + WANG + visit("did: [viewpoint]", on="2026-01-02"),
        "to somebody whose part is unknown": INITIAL
        + WANG.replace("[decider]", "[]")
        + visit("did: [innovation]"),
        "words too few to judge": INITIAL + WANG + visit("topic: business"),
        "stable": STABLE + WANG + visit("did: [news]"),
    },
    "GRO05": {
        "an opening": INITIAL + WANG + NEED + "openings: [{on: 2026-06-01}]\n",
        "a tender": INITIAL + WANG + NEED + "tenders: [{name: G60}]\n",
        "no need open either: GRO11": INITIAL + WANG + MET,
        "needs unknown: DST03": INITIAL + WANG,
        "stable": STABLE + WANG + NEED,
    },
    "GRO06": {
        "quality on the first day of the year": INITIAL + WANG + QUALITY,
        "a need met": INITIAL + WANG + visit("did: [news]") + MET,
        "words too few to judge": INITIAL + WANG + visit("topic: business"),
        "before the first order": WANG + visit("did: [news]"),
    },
    "GRO07": {
        "care": INITIAL + WANG + visit("did: [care]"),
        "words too few to judge": INITIAL + WANG + visit("topic: business"),
        "before the first order": WANG + visit("did: [news]"),
    },
    "GRO08": {
        "respect": INITIAL + WANG + visit("trust: [+industry]"),
        "nothing known of trust": INITIAL + WANG + visit("did: [news]"),
        "no key": INITIAL + WANG.replace("decider", "user") + visit("trust: [+prudent]"),
        "a finding says it: TRU04": INITIAL + WANG + visit("trust: [-pressure]"),
        "a promise overdue says it: CON03": INITIAL
        + WANG
        + visit("trust: [+prudent]")
        + "promises: [{to: wang, due: 2026-06-29}]\n",
        "a promise broken says it: TRU02": INITIAL
        + WANG
        + visit("trust: [+prudent]")
        + "promises: [{to: wang, due: 2026-05-01, broken: 2026-05-01}]\n",
        "words too few to judge": INITIAL + WANG + visit("trust: [+prudent]", on="2026-01-01"),
        "before the first order": WANG + visit("trust: [+prudent]"),
    },
    "GRO09": {
        "their company said so": INITIAL + WANG + visit("trust: [+company]"),
        "two of theirs with two of ours": INITIAL
        + BOTH
        + OF_BOTH
        + "- {on: 2026-06-01, with: zhao, trust: [+industry]}\n",
        "words too few to judge": INITIAL + WANG + visit("topic: business"),
        "before the first order": WANG + visit("did: [news]"),
    },
    "GRO10": {
        "never checked": "",
        "passed": "performance: [{on: 2026-06-01, item: delivery, result: pass}]\n",
        "passed since": f"performance: [{TODAY_FAILED}, {{on: 2026-06-30, item: delivery, result: pass}}]\n",
        "an undated failure is older": "performance: [{on: 2020-01-01, item: service, result: pass}, "
        "{item: service, result: fail}]\n",
        "fails tomorrow": "performance: [{on: 2026-07-01, item: product, result: fail}]\n",
        "of what, nobody says": "performance: [{on: 2026-06-01, result: fail}]\n",
    },
    "GRO11": {
        "a need": INITIAL + WANG + NEED,
        "a need that brews": INITIAL + WANG + "needs: [{need: 工期, status: brewing}]\n",
        "met tomorrow": INITIAL + WANG + "needs: [{need: 工期, on: 2026-06-01, met: 2026-07-01}]\n",
        "an opening": INITIAL + WANG + MET + "openings: [{on: 2026-06-01}]\n",
        "a tender": INITIAL + WANG + MET + "tenders: [{name: G60}]\n",
        "needs unknown: DST03": INITIAL + WANG,
        "before the first order": WANG + MET,
    },
}

FOUND = {
    "GRO01": {
        "nothing at all": ("", told(None, "minor?")),
        "with our share": (STABLE + WANG, told(None, "minor?", share=Share.of(Fraction(3, 5)))),
        "they stopped buying": (LOST + WANG, told(None, "minor?")),
        "an item to come": (rivals("{suppliers: {value: 申通, on: 2026-07-01}}"), told(None, "minor?")),
    },
    "GRO02": {
        "price": (INITIAL + WANG + "why_us: price\n", told(None, "major")),
        "price and terms, over the counter": (
            INITIAL + WANG + COUNTER + "why_us: [terms, price]\n",
            told(None, "major"),
        ),
    },
    "GRO03": {
        "half a point below": (
            INITIAL + WANG + "satisfaction: [{on: 2026-06-01, perceived: 3.5, expected: 4, from: wang}]\n",
            told(None, "critical", contact="wang", on=date(2026, 6, 1), count=3.5, limit=4),
        ),
        "undated, nobody named, nobody known": (
            STRATEGIC + "satisfaction: [{perceived: 2, expected: 4}]\n",
            told(None, "critical", count=2, limit=4),
        ),
        "the last line of a day": (
            STABLE + WANG + "satisfaction:\n- {on: 2026-06-01, perceived: 4, expected: 3}\n"
            "- {on: 2026-06-01, perceived: 2, expected: 3}\n- {on: 2026-06-02, expected: 3}\n",
            told(None, "critical", on=date(2026, 6, 1), count=2, limit=3),
        ),
    },
    "GRO04": {
        "to a user alone": (
            INITIAL + BOTH + visit("did: [solution]", who="zhao"),
            told(None, "minor", limit=180),
        ),
        "the day before the window": (
            INITIAL + WANG + "interactions:\n- {on: 2026-01-01, with: wang, did: [solution]}\n"
            "- {on: 2026-06-01, with: wang, did: [news]}\n",
            told(None, "minor", limit=180),
        ),
        "to a decider who left": (
            INITIAL + BOTH.replace("name: 王磊", "name: 王磊, left: 2026-06-30") + visit("did: [solution]"),
            told(None, "minor", limit=180),
        ),
    },
    "GRO05": {
        "a need, and no occasion": (INITIAL + WANG + NEED, told(None, "minor?")),
        "the opening is over": (
            INITIAL + WANG + NEED + "openings: [{until: 2026-06-29}]\n",
            told(None, "minor?"),
        ),
    },
    "GRO06": {
        "news alone": (STRATEGIC + WANG + visit("did: [news]"), told(None, "major")),
        "met over a year ago": (
            INITIAL
            + WANG
            + visit("did: [news]")
            + "needs: [{need: 工期, on: 2025-01-01, met: 2025-06-30}]\n",
            told(None, "major"),
        ),
    },
    "GRO07": {"news alone": (STRATEGIC + WANG + visit("did: [news]"), told(None, "minor"))},
    "GRO08": {
        "thin": (
            INITIAL + WANG + visit("trust: [+prudent]"),
            told(None, "major", contact="wang", trust="thin"),
        ),
        "damaged by a word": (
            STABLE + WANG + visit("trust: [-sincere]"),
            told(None, "major", contact="wang", trust="damaged"),
        ),
        "a promise overdue to somebody else": (
            INITIAL + BOTH + visit("trust: [+prudent]") + "promises: [{to: zhao, due: 2026-06-01}]\n",
            told(None, "major", contact="wang", trust="thin"),
        ),
    },
    "GRO09": {
        "one of theirs": (STABLE + WANG + visit("trust: [+industry]"), told(None, "minor")),
        "two of theirs, one of ours": (
            INITIAL
            + BOTH.replace("tech", "rep")
            + OF_BOTH
            + "- {on: 2026-06-01, with: zhao, trust: [+industry]}\n",
            told(None, "minor"),
        ),
        "taken back": (
            INITIAL + WANG + "interactions:\n- {on: 2026-05-01, with: wang, trust: [+company]}\n"
            "- {on: 2026-06-01, with: wang, trust: [-company]}\n",
            told(None, "minor"),
        ),
    },
    "GRO10": {
        "today, nobody known, over the counter": (
            COUNTER + f"performance: [{TODAY_FAILED}]\n",
            told(None, "critical", items=("delivery",), on=date(2026, 6, 30)),
        ),
        "two items, a third passed since": (
            INITIAL + "performance:\n- {on: 2026-05-01, item: service, result: fail}\n"
            "- {item: product, result: fail}\n- {on: 2026-04-01, item: delivery, result: fail}\n"
            "- {on: 2026-06-01, item: delivery, result: pass}\n",
            told(None, "critical", items=("product", "service"), on=date(2026, 5, 1)),
        ),
        "nobody knows when": (
            "performance: [{item: product, result: fail}]\n",
            told(None, "critical", items=("product",)),
        ),
    },
    "GRO11": {
        "all met": (INITIAL + WANG + MET, told(None, "minor")),
        "none, and said so": (STABLE + WANG + "needs: none\n", told(None, "minor")),
        "a needs item, no need, an opening that is over": (
            STRATEGIC
            + WANG.replace("]}]", "], portrait: {needs: {business: 工期}}}]")
            + "openings: [{until: 2026-06-29}]\n",
            told(None, "minor"),
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
        ("GRO01", STABLE, ["", "purchasing[0]"]),
        ("GRO02", "why_us: [price]\n", ["why_us"]),
        ("GRO08", WANG + visit("trust: [-sincere]"), ["interactions[0].trust", "contacts[0]"]),
        ("GRO11", WANG + MET + "openings: [{until: 2026-06-01}]\n", ["needs[0]", "openings[0]"]),
    ],
)
def test_the_lines_a_gap_rests_on(code, front, fields):
    (gap,) = tell_bare(code, front).gaps
    assert [at.field for at in gap.evidence] == fields


def test_the_action_on_a_rating_is_with_whoever_gave_it():
    (gap,) = tell("GRO03", INITIAL + WANG + "satisfaction: [{perceived: 2, expected: 4, from: wang}]\n").gaps
    assert gap.with_ == "wang"
