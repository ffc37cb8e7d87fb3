"""What holds of every assessment, whatever the file says: later facts, order, names, blanks, exact shares."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relreport.actions import plan
from relreport.assess import assess
from relreport.build.order import Order
from relreport.build.plans import wording_of
from relreport.formats.json import account_json
from relreport.model import Account, Settings
from relreport.parse import parse, parse_settings
from tests.rules.cases import case_of

ROOT = Path(__file__).parents[2]
# the samples, and an account where much is said twice: two who decide, several results of one item
PATHS = [*sorted((ROOT / "accounts").glob("*.md")), Path(__file__).parent / "crowded.md"]
DAYS = (date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 1), date(2026, 11, 20))
PROVED = settings(max_examples=40, deadline=None, derandomize=True)


@cache
def house() -> Settings:
    return parse_settings("relreport.yaml", (ROOT / "relreport.yaml").read_bytes()).settings


def parsed(text: str, name: str = "accounts/a.md") -> Account:
    found = parse(name, text.encode(), house())
    assert not found.errors, found.errors
    assert found.account is not None
    return found.account


@cache
def sample(path: Path) -> Account:
    return parsed(path.read_text("utf-8"), f"accounts/{path.name}")


def told(account: Account, day: date) -> dict[str, Any]:
    """All that the JSON contract says of an account on a day."""
    made = plan(assess(account, house(), day))
    order = Order(settings=house(), day=day)
    facts: dict[str, Any] = json.loads(
        json.dumps(account_json(made, wording_of(made, house(), "en", order)), default=str)
    )
    return facts


samples = st.sampled_from(PATHS).map(sample)
days = st.sampled_from(DAYS)


# facts dated after the day

Later = Callable[[Account, date], Account]

FUTURE = """
name: later
purchasing: [{{period: {year}-Q1, share: 93%, basis: customer}}]
performance: [{{on: {on}, item: product, result: fail}}]
satisfaction: [{{on: {on}, perceived: 1, expected: 5}}]
needs: [{{id: new-need, on: {on}, need: later, fits: no}}]
openings: [{{id: new-opening, on: {on}, kind: cost-down, until: {end}, large: yes}}]
contacts: [{{id: new-contact, name: New, roles: [decider], influence: 100, joined: {on}, relation: bad}}]
interactions:
- {{on: {on}, with: new-contact, kind: visit, topic: privacy, did: [innovation], info: confided, trust: [-pressure, -company]}}
tenders: [{{id: new-tender, opened: {on}, large: yes, rounds: [{{on: {on}, position: foil}}]}}]
complaints: [{{id: new-complaint, on: {on}, about: later, cause: product}}]
promises: [{{id: new-promise, on: {on}, what: later, due: {on}, certain: no}}]
commitments: [{{id: new-commitment, on: {on}, what: later, due: {on}}}]
requests: [{{id: new-request, on: {on}, what: later, harms: others, answer: granted, authority: beyond}}]
referrals: [{{on: {on}, from: new-contact, to: Later}}]
asks: [{{id: new-ask, on: {on}, what: later, due: {on}}}]
"""
LISTS = (
    *("purchasing", "performance", "satisfaction", "needs", "openings", "contacts", "interactions", "tenders"),
    *("complaints", "promises", "commitments", "requests", "referrals", "asks"),
)


def with_lists(account: Account, lists: dict[str, Any]) -> Account:
    return replace(account, **lists)


def added(name: str) -> Later:
    def add(account: Account, on: date) -> Account:
        text = FUTURE.format(on=on, end=on + timedelta(days=40), year=on.year + 1)
        if account.contacts and name != "contacts":
            text = text.replace("name: New", f"id: {account.contacts[0].id}, name: New")
            text = text.replace("id: new-contact, ", "").replace("new-contact", account.contacts[0].id)
        more = parsed(f"---\n{text.strip()}\n---\n")
        return with_lists(account, {name: (*getattr(account, name), *getattr(more, name))})

    return add


def rewritten(name: str, still: Callable[[Any], bool], **how: Any) -> Later:
    """Entries of a list that go on after the day: what `how` says of them has the later date."""

    def write(account: Account, on: date) -> Account:
        entries = [
            replace(one, **{key: on if value is DATE else value for key, value in how.items()})
            if still(one)
            else one
            for one in getattr(account, name)
        ]
        return with_lists(account, {name: tuple(entries)})

    return write


DATE = object()
LATER: dict[str, Later] = {
    **{f"a new entry of {name}": added(name) for name in LISTS},
    "promises kept": rewritten("promises", lambda one: one.is_open, kept=DATE),
    "promises broken": rewritten("promises", lambda one: one.is_open, broken=DATE),
    "complaints acted on": rewritten("complaints", lambda one: one.acted is None, acted=DATE),
    "complaints closed": rewritten("complaints", lambda one: one.closed is None, closed=DATE),
    "requests granted": rewritten(
        "requests", lambda one: not (one.replied or one.answer), replied=DATE, answer="granted"
    ),
    "decisions reported": rewritten("requests", lambda one: one.reported is None, reported=DATE),
    "needs met": rewritten("needs", lambda one: one.met is None, met=DATE, status="met"),
    "tenders won": rewritten("tenders", lambda one: one.is_open, decided=DATE, result="won"),
    "commitments lapsed": rewritten("commitments", lambda one: one.is_open, lapsed=DATE),
    "actions done": rewritten("actions", lambda one: one.is_open, done_on=DATE, status="done"),
    "asks decided": rewritten("asks", lambda one: not one.is_decided, decided=DATE, answer="granted"),
    "readers signed": rewritten("readers", lambda one: one.signed is None, signed=DATE),
}


@pytest.mark.parametrize("name", sorted(LATER))
def test_facts_dated_after_the_day_change_nothing(name: str) -> None:
    for path in PATHS:
        for day in DAYS:
            # what a sample says of the days after is no part of it here: only what is added may differ
            account = up_to(sample(path), day)
            later = LATER[name](account, day + timedelta(days=1))
            assert told(later, day) == told(account, day), (path.stem, day)


@PROVED
@given(
    account=samples,
    day=days,
    ahead=st.integers(1, 400),
    which=st.lists(st.sampled_from(sorted(LATER)), min_size=2, max_size=8, unique=True),
)
def test_many_facts_dated_after_the_day_change_nothing(
    account: Account, day: date, ahead: int, which: list[str]
) -> None:
    account = up_to(account, day)
    later = account
    for name in which:
        later = LATER[name](later, day + timedelta(days=ahead))
    assert told(later, day) == told(account, day)


def up_to(account: Account, day: date) -> Account:
    """The sample without needs and requests that a later line of it already settles; its readers unsigned."""
    return replace(
        account,
        readers=tuple(replace(one, signed=None) for one in account.readers),
        needs=tuple(one for one in account.needs if one.met is None or one.met <= day),
        requests=tuple(one for one in account.requests if one.replied is None or one.replied <= day),
    )


@pytest.mark.parametrize("name", sorted(LATER))
def test_the_same_facts_change_something_once_their_day_has_come(name: str) -> None:
    day = DAYS[-1]
    after = day + timedelta(days=60)  # a share of next year's first quarter has begun by then
    changed = []
    for path in PATHS:
        account = up_to(sample(path), day)
        when = date(2027, 1, 15) if "purchasing" in name else after
        changed.append(told(LATER[name](account, day + timedelta(days=20)), when) != told(account, when))
    assert any(changed), f"{name} is seen by nothing"


# the order of entries

ORDERED = (*LISTS, "competitors", "criteria", "actions", "readers", "accepted")


def shuffled(account: Account, seed: int) -> Account:
    mixed = random.Random(seed)
    lists = {name: list(getattr(account, name)) for name in ORDERED}
    for entries in lists.values():
        mixed.shuffle(entries)
    return with_lists(account, {name: tuple(entries) for name, entries in lists.items()})


def unordered(value: Any) -> Any:
    """The same without the order in which a file names things of one day and one weight."""
    if isinstance(value, dict):
        return {key: unordered(one) for key, one in value.items() if key != "rank"}
    if isinstance(value, list):
        return sorted((unordered(one) for one in value), key=lambda one: json.dumps(one, sort_keys=True))
    if isinstance(value, str):
        return " ".join(sorted(re.split(r"[ ,;.:]+", value)))  # names in a sentence: `A, B and C`
    return value


@PROVED
@given(account=samples, day=days, seed=st.integers(0, 10_000))
def test_the_order_of_entries_changes_nothing(account: Account, day: date, seed: int) -> None:
    assert unordered(told(shuffled(account, seed), day)) == unordered(told(account, day))


# names


def names_of(text: str) -> Iterator[tuple[str, str | None]]:
    """The names of contacts as a sample writes them, with the id where it gives one apart."""
    for contact in parsed(text).contacts:
        yield contact.name, contact.id if contact.id != contact.name.replace(" ", "-") else None


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_a_renamed_contact_changes_nothing_else(path: Path) -> None:
    text = path.read_text("utf-8")
    for number, (name, id) in enumerate(names_of(text)):
        new = f"Zz{number}x"
        renamed = text.replace(name, new)
        if id is not None:
            renamed = re.sub(rf"(?<![\w-]){re.escape(id)}(?![\w-])", new, renamed)
        seen = 0
        for day in DAYS:
            before, after = (
                json.dumps(told(parsed(one, "accounts/a.md"), day), ensure_ascii=False)
                for one in (text, renamed)
            )
            seen += new in after
            assert (after != before) is (new in after)
            if id is not None:  # one word for both, as in the renamed file
                before = re.sub(rf"(?<![\w-]){re.escape(id)}(?![\w-])", name, before)
            before = before.replace(name.replace(" ", "-"), name)
            back = after.replace(new, name)
            assert unordered(json.loads(back)) == unordered(json.loads(before)), (name, day)
        assert seen, name


# exact shares


@PROVED
@given(
    total=st.integers(1, 10**9).map(lambda one: one * 100),
    percent=st.sampled_from([0, 50, 80, 100]),
    off=st.sampled_from([-1, 0, 1]),
)
def test_a_share_is_compared_exactly(total: int, percent: int, off: int) -> None:
    ours = total * percent // 100 + off
    if not 0 <= ours <= total:
        return
    expected = (
        "development"
        if ours == 0
        else "initial"
        if 2 * ours < total
        else "stable"
        if 5 * ours < 4 * total
        else "strategic"
    )
    reading = case_of(f"purchasing: [{{period: 2026-Q1, total: {total}, ours: {ours}}}]\n").readings
    assert reading.stage.level == expected
    assert (reading.supplier_rank == "sole") is (ours == total)
