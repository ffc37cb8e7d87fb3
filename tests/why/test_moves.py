"""The smallest next move: carried out in a copy it does what it promised, and it never suggests what must not be."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from relreport.assess import Assessment, assess
from relreport.config import open_workspace
from relreport.model import Account, Interaction, Settings
from relreport.moves import Move, closing, smallest_move
from relreport.moves.candidates import NEEDS, candidates
from relreport.moves.changes import Added, Known
from relreport.moves.look import Look
from relreport.moves.smallest import made
from relreport.parse import parse
from relreport.phrases import phrases
from relreport.rules import RULES
from relreport.supposing import suppose
from relreport.text import Wording
from relreport.text.moving import change_text, lift_text, move_text
from tests.made_accounts import LAST, made_account
from tests.why.samples import DAY, NAMES, account_of, assessed, assessment_of, data_of, path_of, settings

# where time, figures, or the customer alone closes the gap, or where to suggest a step would be to pry or to push
NOBODY = {
    "STG02", "STG03", "STG04", "STG05", "STG06", "STG10", "ENT05", "ENT11", "DST06", "DST07", "DST10", "DST11",
    "TRU06", "TRU07", "SPC01", "CAD03", "FRE03", "BID06", "BID07", "BID09", "CMP04", "CON02", "CON07", "TEA01",
    "TEA02", "REF01", "PLN04",
}  # fmt: skip


def test_every_rule_has_candidates_or_a_reason_to_have_none() -> None:
    assert set(NEEDS).isdisjoint(NOBODY)
    assert set(NEEDS) | NOBODY == {code for code, rule in RULES.items() if rule.builtin}


def promised(move: Move, before: Assessment, after: Assessment) -> None:
    """The copy, assessed anew, is as the move said."""
    was, now = ({gap.anchor for gap in one.gaps} for one in (before, after))
    assert {gap.anchor for gap in move.closes} == was - now
    assert {gap.anchor for gap in move.opens} == now - was
    if move.target is not None:
        assert move.target.anchor not in now
        worse = [gap for gap in move.opens if not gap.is_record and gap.severity > move.target.severity]
        assert worse == []
    for lift in move.lifts:
        if lift.reading == "stage":
            assert after.readings.stage.level == lift.after
        else:
            standing = after.readings.contacts[lift.contact or ""]
            level = standing.distance if lift.reading == "distance" else standing.trust.verdict
            assert level == lift.after


def nothing_forbidden(move: Move) -> None:
    """One rung at most, nothing drawn out, nothing of theirs claimed as ours."""
    assert len(move.changes) <= 2
    for change in move.changes:
        for edit in change.edits:
            if isinstance(edit, Known):
                assert (
                    edit.board not in ("depth", "extended")
                    or edit.confirmed
                    or edit.confirmed_by
                    or change.form == "record_told"
                )
            if isinstance(edit, Added) and isinstance(edit.entry, Interaction):
                assert edit.entry.topic in (None, "hobby")
                assert edit.entry.info is None
                assert edit.entry.coach in (None, "guides")
                assert edit.entry.risk is None
                assert not set(edit.entry.trust).intersection(
                    {"+company", "+alignment", "+sync", "+referral"}
                )


@pytest.mark.parametrize("number", range(150))
def test_carried_out_in_a_copy_it_does_what_it_promised(number: int) -> None:
    account = made_account(number)
    before = assess(account, Settings(), LAST)
    move = smallest_move(account, before)
    if move is None:
        return
    nothing_forbidden(move)
    promised(move, before, assess(made(account, move.changes), Settings(), LAST))


@pytest.mark.parametrize("number", range(60))
def test_so_does_what_closes_any_gap(number: int) -> None:
    account = made_account(number)
    before = assess(account, Settings(), LAST)
    for gap in before.gaps:
        move = closing(account, before, gap)
        if move is not None:
            nothing_forbidden(move)
            promised(move, before, assess(made(account, move.changes), Settings(), LAST))


@pytest.mark.parametrize("name", NAMES)
def test_as_what_if_takes_it_it_does_the_same(name: str) -> None:
    account, before = account_of(name), assessment_of(name)
    for gap in before.gaps:
        move = closing(account, before, gap)
        if move is None:
            assert candidates(Look(account, before, gap)) == [] or gap.code not in NOBODY
            continue
        found = suppose(path_of(name), data_of(name), move.said, settings())
        assert not found.errors
        promised(move, before, assessed(found.account))


@pytest.mark.parametrize("name", NAMES)
def test_each_sample_has_a_move_and_its_words(name: str) -> None:
    account, before = account_of(name), assessment_of(name)
    move = smallest_move(account, before)
    assert move is not None
    for language in ("en", "zh"):
        wording = Wording(language=language, day=DAY)
        assert all("?" not in change_text(one, wording) for one in move.changes)
        text = move_text(move, wording)
        assert "{" not in text
        title = wording.of_gap(move.target, "title") if move.target else lift_text(move.lifts[0], wording)
        assert title in text, "the proof stands behind it"


def test_it_is_for_the_gravest_that_a_step_of_ours_closes() -> None:
    move = smallest_move(account_of("lanting-expressway"), assessment_of("lanting-expressway"))
    assert move is not None
    assert move.target is not None
    assert move.target.anchor == "CMP01-c2"
    assert move.said == ("complaints.c2.acted=2026-11-20",)


@pytest.mark.parametrize(
    ("due", "clock", "decent"),
    [("2027-07-15", "12:30", "14:30"), ("2027-07-17", "08:30", "09:00"), ("2026-12-01", "07:30", "08:00")],
    ids=["noon in summer", "Saturday", "winter morning"],
)
def test_a_call_at_a_bad_hour_moves_to_the_next_decent_one(due: str, clock: str, decent: str) -> None:
    front = f"name: A\nactions: [{{id: a1, kind: call, due: {due}, at: '{clock}'}}]"
    parsed = parse("accounts/a.md", f"---\n{front}\n---\n".encode())
    assert parsed.account is not None
    before = assess(parsed.account, Settings(), DAY)
    call = before.gap("CON01", "a1")
    assert call is not None
    move = closing(parsed.account, before, call)
    assert move is not None
    assert move.said == (f'actions.a1.at="{decent}"',)
    assert decent in move_text(move, Wording(language="zh", day=DAY))


@pytest.mark.parametrize("name", NAMES)
def test_of_one_person_it_is_about_them(name: str) -> None:
    account, before = account_of(name), assessment_of(name)
    for contact in account.contacts:
        move = smallest_move(account, before, about=contact.id)
        if move is None:
            continue
        if move.target is not None:
            assert contact.id in (move.target.subject, move.target.partner)
        else:
            assert contact.id in {one.contact for one in move.lifts}
        promised(move, before, assessed(made(account, move.changes)))


def test_while_advice_is_held_back_none_of_it_is_moved() -> None:
    held = [name for name in NAMES if assessment_of(name).holds_advice_back]
    moves = [smallest_move(account_of(name), assessment_of(name)) for name in held]
    targets = [move.target for move in moves if move is not None and move.target is not None]
    assert targets
    assert all(target.rule.advice is None for target in targets)


def test_nobody_is_seen_who_would_rather_not_see_us() -> None:
    workspace = open_workspace(Path(__file__).parents[2])
    text = (
        b"---\nname: x\nowner: xu-ning\ncontacts:\n  - {id: a, name: A, roles: decider, relation: bad}\n---\n"
    )
    from relreport.parse import parse

    account = parse("accounts/x.md", text, workspace.settings).account
    assert isinstance(account, Account)
    before = assess(account, workspace.settings, date(2026, 11, 20))
    for gap in before.gaps:
        move = closing(account, before, gap)
        for change in move.changes if move else ():
            met = [
                one for one in change.edits if isinstance(one, Added) and isinstance(one.entry, Interaction)
            ]
            assert met == []


def test_every_form_has_words_in_both_languages() -> None:
    assert set(phrases("moves", "en")) == set(phrases("moves", "zh"))
