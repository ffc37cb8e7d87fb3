"""Playbook and open questions: what is shown, what is not, what nobody can tell; each question once, the dearest first."""

from __future__ import annotations

from datetime import date

import pytest

from relreport.assess import Assessment, assess
from relreport.model import Settings
from relreport.parse import parse
from relreport.playbook import STRATEGIES, playbook
from relreport.questions import OPENS, questions, rests_on
from relreport.rules import RULES
from relreport.text import Wording
from relreport.text.asking import asked, group_text, rests_text, shown_text, strategy_text
from tests.why.samples import DAY, NAMES, assessment_of


def of(front: str, body: str = "") -> Assessment:
    account = parse("accounts/a.md", f"---\nname: 甲\nowner: rep\n{front}---\n{body}".encode()).account
    assert account is not None
    return assess(account, Settings(), DAY)


def state(assessment: Assessment) -> dict[str, bool | None]:
    book = playbook(assessment)
    return {one.name: one.shown for one in (*book.rows, *book.combination)}


def test_of_an_empty_file_most_cannot_be_told() -> None:
    told = state(of(""))
    assert told["insider"] is None
    assert told["criteria"] is None
    assert told["opening"] is False


def test_what_is_recorded_is_shown_with_its_line() -> None:
    book = playbook(of("openings: [{on: 2026-11-01, what: x}]\ncriteria: [{what: y, shaped_by_us: yes}]\n"))
    shown = {one.name: [at.line for at in one.evidence] for one in book.rows if one.shown}
    assert shown == {"opening": [4], "criteria": [5]}


def test_an_opening_that_is_over_is_none() -> None:
    assert state(of("openings: [{on: 2026-01-01, until: 2026-02-01}]\n"))["opening"] is False


def test_criteria_that_are_none_in_truth_are_not_shaped() -> None:
    assert state(of("criteria: none\n"))["criteria"] is False


def test_stable_and_strategic_have_renewal_shield_spear_and_upkeep() -> None:
    assert {one.group for one in STRATEGIES["stable"]} == {"renewal", "shield", "spear", "upkeep"}
    assert STRATEGIES["strategic"] == STRATEGIES["stable"]


KNOWN = "contacts: [{id: w, name: W, roles: decider, portrait: {basic: {mobile: '1'}, needs: {business: x}, rivals: {suppliers: y}}}]\n"


@pytest.mark.parametrize(
    ("journal", "target", "wanted"),
    [
        ("", "doctor", {"numbers", "skill"}),
        ("- 2026-11-01 w visit #咨询\n", "teacher", {"time", "skill"}),
        ("- 2026-11-01 w visit #指导行动\n", "friend", {"teacher", "values"}),
    ],
)
def test_the_four_combinations_lead_to_the_next_distance(journal: str, target: str, wanted: set[str]) -> None:
    book = playbook(of(KNOWN, f"## Journal\n{journal}"))
    assert book.distance == target
    assert {one.name for one in book.combination} == wanted


def test_time_is_contact_in_both_halves_of_the_window() -> None:
    twice = "## Journal\n- 2026-07-01 w visit #咨询\n- 2026-11-01 w visit\n"
    assert state(of(KNOWN, twice))["time"] is True
    assert state(of(KNOWN, twice.replace("2026-07", "2026-10")))["time"] is False


def test_nobody_is_hurried_who_would_rather_not_see_us() -> None:
    assert playbook(of(KNOWN.replace("name: W", "name: W, relation: bad"))).distance is None


@pytest.mark.parametrize("name", NAMES)
def test_playbook_and_questions_have_words(name: str) -> None:
    assessment = assessment_of(name)
    book = playbook(assessment)
    asking = questions(assessment)
    assert len({(one.kind, one.about, one.item) for one in asking}) == len(asking)
    assert [one.value for one in asking] == sorted((one.value for one in asking), reverse=True)
    assert {gap.code for gap in assessment.gaps if gap.is_record} <= {one.kind for one in asking}
    letter = assessment.readings.stage.letter
    for language in ("en", "zh"):
        wording = Wording(language=language, day=DAY)
        for row in (*book.rows, *book.combination):
            assert strategy_text(row, wording)
            assert shown_text(row, wording)
            assert "{" not in group_text(row.group, wording, book.distance)
        for one in asking:
            told = asked(one, wording, letter)
            assert told.ask
            assert told.how
            assert told.who
            assert "{" not in told.ask + told.how + told.who
        assert "{" not in rests_text(rests_on(assessment), wording)


def test_each_kind_of_question_opens_rules_that_are_there() -> None:
    families = {rule.family for rule in RULES.values()}
    assert all(name in RULES or name in families for names in OPENS.values() for name in names)
    assert all(kind in RULES or kind.startswith("unknown.") or kind == "aged" for kind in OPENS)


def test_who_decides_is_worth_more_than_a_next_step() -> None:
    asking = questions(of("contacts: [{name: W, portrait: {background: {career: x}}}]\n"))
    kinds = [one.kind for one in asking]
    assert kinds.index("ENT03") < kinds.index("PLN02")


def test_an_aged_sign_is_one_question_about_whom_it_is() -> None:
    found = of(KNOWN, "## Journal\n- 2025-01-01 w visit #+行业专业\n- 2026-11-01 w visit #咨询 #+谨慎\n")
    assert [one.item for one in questions(found) if one.kind == "aged"] == []
    older = of(KNOWN, "## Journal\n- 2025-01-01 w visit #+行业专业\n- 2026-11-01 w visit #+谨慎\n")
    aged = [one for one in questions(older) if one.kind == "aged"]
    assert [(one.about, one.item) for one in aged] == [("w", "industry")]


def test_what_it_rests_on_counts_facts_their_age_and_who_alone_brought_them() -> None:
    rests = rests_on(
        of(
            KNOWN,
            "## Journal\n- 2024-11-20 w visit @rep\n- 2026-11-10 w visit @rep\n- 2026-11-15 w visit @rep @tech\n",
        )
    )
    assert (rests.facts, rests.undated, rests.in_year) == (6, 3, 2)
    assert (rests.oldest, rests.latest) == (date(2024, 11, 20), date(2026, 11, 15))
    assert rests.by_one == ("rep", 2)
    nothing = rests_on(of(""))
    assert (nothing.facts, nothing.latest, nothing.by_one) == (0, None, None)
