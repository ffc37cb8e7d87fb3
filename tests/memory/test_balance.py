"""Open gaps add up from one review to the next, whatever becomes of accounts, acceptances and readers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest

from relreport.build.order import Order
from relreport.config import open_workspace
from relreport.history import Timeline, open_timeline
from relreport.model import Period
from relreport.page.actions import led
from relreport.review.book import Book
from relreport.review.leaf import leaf
from relreport.review.moments import Moment
from relreport.review.past import Past
from relreport.review.quarter import Quarter
from relreport.review.volume import Review, quarter_of, review_page, reviewed
from tests.memory.repository import Repository, account

JAN, APR = date(2026, 1, 10), date(2026, 4, 10)
SITE: Any = {"assets": "", "portfolio": "", "languages": [], "pdf": ""}
SETTINGS = """company: 新桥
people:
  - {id: li-na, name: 李娜, left: 2026-04-20}
  - {id: zhou-gang, name: 周刚, left: 2026-04-25}
  - {id: sun-qi, name: 孙琪, left: 2026-01-20}
"""
CONTACTS = (
    "contacts:",
    "  - {id: w, name: 王磊, roles: [decider], held_by: zhou-gang}",
    "  - {id: z, name: 赵敏, roles: [influencer], held_by: sun-qi}",
)
SOLD = "purchasing: [{period: 2025-Q4, share: 60%}]"
MET = "interactions: [{on: 2025-12-20, with: [w], kind: visit, by: li-na}]"
PLAIN = account("甲集团", "owner: sun-qi", SOLD, MET, *CONTACTS)
LEAVERS = account("乙集团", "owner: li-na", SOLD, MET, *CONTACTS)
BAD = "---\nname: 丙集团\n<<<<<<< HEAD\n---\n"
KNOWN = (
    "contacts: [{id: w, name: 王磊, roles: [decider], portrait: {basic: {mobile: '139'}}}]",
    "interactions: [{on: 2025-12-20, with: [w], kind: visit, did: advice, trust: [+work]}]",
)
FELL = account("癸集团", "purchasing: [{period: 2025-Q3, share: 60%}, {period: 2025-Q4, share: 30%}]")
# a step of their own comes first, and is due last
LATER = account("子集团", "owner: sun-qi", "actions: [{do: 年中回访, due: 2026-08-31}]", SOLD, MET, *CONTACTS)
ACCEPTED = "accepted: [{{code: NET01, subject: w, reason: 到任后再约, until: {until}}}]"


@dataclass(frozen=True)
class Made:
    review: Review
    order: Order

    def quarter(self, audience: str) -> Quarter:
        return quarter_of(self.review, replace(self.order, audience=audience), "en")[0]


def accepted(until: str) -> str:
    return account("丁集团", "owner: sun-qi", ACCEPTED.format(until=until), SOLD, MET, *CONTACTS)


VERSIONS: dict[str, tuple[str, str]] = {
    # by account: as it stood in January, and in April; "" where there was no file
    "steady": (PLAIN, PLAIN),
    "leavers": (LEAVERS, LEAVERS),  # in January one of ours is leaving, in April all three have left or are
    "new": ("", account("庚集团", "owner: sun-qi", "complaints: [{on: 2026-03-01, about: 到货晚}]")),
    "gone": (PLAIN, ""),
    "unread-then": (BAD, PLAIN),
    "unread-now": (PLAIN, BAD),
    "unread-always": (BAD, BAD),
    "taken-on": (PLAIN, accepted("2026-12-31")),
    "ran-out": (accepted("2026-02-28"), accepted("2026-02-28")),
    "given-back": (accepted("2026-12-31"), PLAIN),
    "at-once": (account("戊集团", "owner: sun-qi", *CONTACTS), accepted("2026-12-31")),
    # what was known of two people is not known any more, and a third came to be known
    "forgotten": (account("辛集团", *KNOWN), account("辛集团", *CONTACTS)),
    "found": (account("壬集团", *CONTACTS), account("壬集团", *KNOWN)),
    "fell-before": (FELL, FELL),
    "later": (LATER, LATER),
    "no-more": (accepted("2026-12-31"), account("己集团", "owner: sun-qi", *CONTACTS)),
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    repository = Repository(tmp_path_factory.mktemp("balance") / "work")
    repository.write("relreport.yaml", SETTINGS)
    for place, day in enumerate((JAN, APR)):
        for id, texts in VERSIONS.items():
            file = repository.root / f"accounts/{id}.md"
            if texts[place]:
                repository.write(f"accounts/{id}.md", texts[place])
            elif file.exists():
                file.unlink()
        repository.commit(day)
    workspace = open_workspace(repository.root)
    timeline, _ = open_timeline(repository.root)
    assert isinstance(timeline, Timeline)
    past = Past(workspace, timeline, date(2026, 4, 12))
    before, after = (past.at(Moment(day=day)) for day in (JAN, APR))
    review = reviewed(past, Period.quarter(2026, 2), before, after, {})
    yield Made(review, Order(settings=workspace.settings, day=APR, audience="manager"))
    timeline.close()


@pytest.mark.parametrize("audience", ["management", "team", "manager"])
def test_start_and_parts_are_the_end(made: Made, audience: str) -> None:
    quarter = made.quarter(audience)
    balance = quarter.balance
    assert balance.start + sum(balance.parts.values()) == balance.end
    assert balance.end == sum(
        not gap.is_record for _, now in quarter.present for gap in now.plan.assessment.gaps
    )
    kinds = ("came", "went", "read", "unread", "accepted", "opened")
    assert {name: bool(balance.parts[name]) for name in kinds} == dict.fromkeys(kinds, True)


def test_what_an_acceptance_does_to_the_open_ones(made: Made) -> None:
    states = {
        (seat.id, one.move.before, one.move.after)
        for seat in made.quarter("manager").seats
        for one in seat.moves
        if one.move.key[0] == "NET01"
    }
    assert {one for one in states if one[0] in ("taken-on", "ran-out", "given-back", "at-once", "no-more")} == {
        ("taken-on", "open", "accepted"),
        ("ran-out", "accepted", "open"),
        ("given-back", "accepted", "open"),
        ("at-once", "closed", "accepted"),
        ("no-more", "accepted", "closed"),
    }


@pytest.mark.parametrize(("audience", "leaving"), [("manager", 3), ("management", 1)])
def test_gaps_that_these_readers_cannot_tell_apart_are_one(made: Made, audience: str, leaving: int) -> None:
    quarter = made.quarter(audience)
    (seat,) = [one for one in quarter.seats if one.id == "leavers"]
    assert seat.now is not None
    assert sum(one.code == "TEA04" for one in seat.now.plan.assessment.gaps) == leaving
    opened = [one for one in seat.moves if one.move.key[0] == "TEA04"]
    assert len(opened) == (2 if audience == "manager" else 0)
    assert [one for one in seat.moves if one.is_record or one.move.key[0] != "TEA04"]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_came_to_be_known_is_counted_apart_from_what_is_known_no_more(
    made: Made, language: str
) -> None:
    page: Any = review_page(made.review, replace(made.order, audience="manager"), language, SITE)
    (levels,) = [one for one in page["chapters"][0]["sections"] if one["id"] == "levels"]
    rows = [*levels["tables"][0]["rows"], *levels["tables"][0]["more"]]
    of = [sum(row["cells"][0]["text"] == name for row in rows) for name in ("壬集团", "辛集团")]
    assert of == [2, 2]  # distance and trust of one of theirs
    nearer, less, found, gone = (int(one) for one in re.findall(r"\d+", levels["note"]))
    assert (found, gone) == (2, 2)
    assert nearer + less + found + gone == len(rows)


def test_what_is_next_goes_by_its_day_though_the_plan_puts_it_otherwise(made: Made) -> None:
    order = replace(made.order, audience="manager")
    quarter, difference = quarter_of(made.review, order, "en")
    (seat,) = [one for one in quarter.seats if one.id == "later"]
    assert seat.now is not None
    assert led(seat.now)[0][0].due == date(2026, 8, 31)
    chapter = leaf(Book(quarter, order, "en", outward=False), seat, difference)
    (after,) = [one for one in chapter["sections"] if one["id"] == "next-later"]
    days = [row["cells"][0]["key"] for row in after["tables"][0]["rows"]]
    assert len(days) == 3
    assert days == sorted(days)
    assert days[-1] == "2026-08-31"


@pytest.mark.parametrize(("language", "when"), [("en", "fell in 2025 Q4"), ("zh", "2025 年四季度下滑")])
def test_who_fell_before_the_last_review_did_so_in_that_period_and_not_since(
    made: Made, language: str, when: str
) -> None:
    """Nothing is unknown of it: both shares are, and they are the same."""
    page: Any = review_page(made.review, replace(made.order, audience="manager"), language, SITE)
    (falling,) = [one for one in page["chapters"][0]["sections"] if one["id"] == "falling"]
    (line,) = [row for row in falling["tables"][0]["rows"] if row["cells"][0]["text"] == "癸集团"]
    assert (line["cells"][1]["text"], line["cells"][1]["note"]) == ("0", when)
    (answer,) = [one for one in page["figures"] if one["href"] == "#falling"]
    assert any(one.startswith("癸集团") and when in one for one in answer["notes"])


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("audience", ["management", "manager"])
def test_the_chapter_shows_every_part(made: Made, language: str, audience: str) -> None:
    page: Any = review_page(made.review, replace(made.order, audience=audience), language, SITE)
    (gaps,) = [one for one in page["chapters"][0]["sections"] if one["id"] == "gaps"]
    (line,) = gaps["tables"][0]["rows"]
    figures = [int(one["text"].replace("−", "-")) for one in line["cells"][1:]]
    assert sum(figures[:-1]) == figures[-1]
    assert len(figures) == len(gaps["tables"][0]["columns"]) - 1 == 9
    beside = ["".join(run["text"] for run in one) for one in gaps["sentences"]]
    assert len(beside) == 2  # accepted at once, and accepted no more
    assert all("1" in one for one in beside)
