"""The search for a move reads again only whom a change touches, finds the same, and ends after a counted effort."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from relreport.assess import Assessment, assess, judge
from relreport.model import (
    Account,
    Complaint,
    Contact,
    Interaction,
    Need,
    Person,
    Promise,
    Referral,
    Settings,
)
from relreport.moves import smallest, smallest_move
from relreport.moves.candidates import candidates
from relreport.moves.look import Look
from relreport.moves.smallest import ASKED, PAIRED, PROVED, TRIED, made
from relreport.readings import Readings, read
from tests.made_accounts import LAST, made_account

OURS = Settings(people=(Person(id="boss", name="Boss", role="boss"),))


def told(assessment: Assessment) -> object:
    """All that is judged: gaps with facts and lines, and each person's readings."""
    return [
        [(gap.anchor, gap.severity, gap.facts, gap.evidence) for gap in assessment.gaps],
        [
            (id, one.distance, one.team_distance, one.portrait_ceiling, one.trust, one.scales)
            for id, one in assessment.readings.contacts.items()
        ],
        assessment.readings.temperature,
        assessment.readings.matrix,
    ]


@pytest.mark.parametrize("number", range(40))
def test_what_is_read_again_is_what_is_read_anew(number: int) -> None:
    account = made_account(number)
    before = assess(account, OURS, LAST)
    for gap in before.gaps:
        for change in candidates(Look(account, before, gap)):
            copy = made(account, (change,))
            again = judge(read(copy, OURS, LAST, like=before.readings))
            assert told(again) == told(assess(copy, OURS, LAST)), (gap.anchor, change.said)


def one_more(account: Account, name: str, entry: object) -> Account:
    return replace(account, **{name: (*getattr(account, name), entry)})  # type: ignore[arg-type]


DAY = date(2026, 6, 1)


@pytest.mark.parametrize(
    ("name", "entry", "touched"),
    [
        ("interactions", Interaction(on=DAY, with_=("wang",), did=("advice",)), {"wang"}),
        ("interactions", Interaction(on=DAY), set()),
        ("needs", Need(id="n", source="zhao"), {"zhao"}),
        ("promises", Promise(id="p", to=("wang", "liu"), broken=DAY), {"wang", "liu"}),
        ("complaints", Complaint(id="c", source="liu", cause="product"), {"liu"}),
        ("referrals", Referral(id="r", source="zhao", to="wang"), {"zhao"}),
        ("contacts", Contact(id="new", name="New"), {"new"}),
    ],
)
def test_only_whom_it_touches_is_read_again(name: str, entry: object, touched: set[str]) -> None:
    account = made_account(1)
    before = read(account, OURS, LAST)
    after = read(one_more(account, name, entry), OURS, LAST, like=before)
    anew = {id for id, standing in after.contacts.items() if standing is not before.contacts.get(id)}
    assert anew == touched


def test_another_owner_touches_everybody() -> None:
    account = made_account(1)
    before = read(account, OURS, LAST)
    after = read(replace(account, owner="boss"), OURS, LAST, like=before)
    assert all(after.contacts[id] is not one for id, one in before.contacts.items())


def test_the_effort_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Even where nothing helps, so many copies are read and no more; the gaps asked are the gravest."""
    counted: list[str] = []

    def reading(*given: object, **named: object) -> Readings:
        counted.append("read")
        return read(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(smallest, "read", reading)
    monkeypatch.setattr(smallest, "_closes", lambda gap, after: False)
    for number in range(12):
        account = made_account(number)
        counted.clear()
        smallest_move(account, assess(account, OURS, LAST))
        most = ASKED * (TRIED + PAIRED * (PAIRED - 1) // 2)
        assert len(counted) <= most + 2 * (TRIED + PAIRED * (PAIRED - 1) // 2)  # two people's next rung


def test_at_most_so_many_are_judged_as_a_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    counted: list[str] = []

    def judging(readings: Readings) -> Assessment:
        counted.append("judged")
        return judge(readings)

    monkeypatch.setattr(smallest, "judge", judging)
    monkeypatch.setattr(smallest, "_closes", lambda gap, after: True)
    account = made_account(3)
    before = assess(account, OURS, LAST)
    for gap in before.gaps:
        counted.clear()
        smallest.closing(account, before, gap, whatever_opens=True)
        assert len(counted) <= PROVED
