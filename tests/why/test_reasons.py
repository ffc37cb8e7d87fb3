"""Behind every judgement of a plan stands its reason; no reader gets more of it than of the judgement."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from relreport.actions import Plan
from relreport.assess import assess
from relreport.audience import audience_named, redact
from relreport.audience.reasons import KINDS, redacted_reasons
from relreport.build.job import Job
from relreport.build.one import build_one
from relreport.build.order import Order
from relreport.build.plans import plan_of, with_reasons
from relreport.explain import Leaf, Node, Theirs, node
from relreport.explain.judgements import BEHIND, GAP, MOVE, PERSON, judgements
from relreport.fields.kinds import Sensitivity
from relreport.model import At, Settings
from relreport.moves import smallest_move
from relreport.page.contract.gaps import Reason
from relreport.page.reasons import place_of, reasons
from relreport.page.telling import Telling
from relreport.text import Wording
from tests.made_accounts import LAST, made_account
from tests.why.samples import DAY, NAMES, account_of, data_of, path_of, settings

LANGUAGES = ("en", "zh")


def whole(name: str) -> Plan:
    order = Order(settings=settings(), day=DAY)
    return with_reasons(plan_of(account_of(name), order))


def told(name: str, audience: str = "manager", language: str = "en") -> tuple[Plan, dict[str, Reason]]:
    plan = redact(whole(name), audience_named(audience, settings()), language)
    names = {one.id: one.name for one in plan.assessment.account.contacts}
    wording = Wording(language=language, day=DAY, outward=audience == "management", names=names)
    return plan, reasons(Telling(plan=plan, wording=wording))


def trees() -> Iterator[Node]:
    for name in NAMES:
        yield from whole(name).reasons.values()
    for number in range(60):
        account = made_account(number)
        assessment = assess(account, Settings(), LAST)
        yield from judgements(assessment, smallest_move(account, assessment)).values()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("audience", ["manager", "team", "management"])
def test_every_judgement_has_its_reason(name: str, audience: str) -> None:
    plan, found = told(name, audience)
    hidden = plan.assessment.account.confidential and audience != "manager"
    wanted = {"stage"} if hidden else {"stage", "key", "basis"}
    asks = all(gap.is_record for gap in plan.assessment.gaps)
    wanted |= {("question-" if asks else GAP) + gap.anchor for gap in plan.assessment.gaps}
    if not hidden:
        wanted |= {PERSON + one.id for one in plan.assessment.account.contacts}
    wanted |= {MOVE} if plan.smallest else set()
    wanted |= {"next"} if plan.next_stage else set()
    assert wanted <= set(found)
    assert all(found[one]["claims"] for one in wanted)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_claim_has_words_and_its_lines_stand_in_the_file(name: str, language: str) -> None:
    _, found = told(name, language=language)
    lines = len(data_of(name).split(b"\n"))
    for reason in found.values():
        assert reason["label"]
        for claim in reason["claims"]:
            assert claim["text"].strip()
            assert "{" not in claim["text"].replace("what-if", "") or "relreport what-if" in claim["text"]
            if claim["place"]:
                path, _, numbers = claim["place"].partition(":")
                assert path == path_of(name)
                assert all(1 <= int(one) <= lines for one in numbers.split(" +")[0].split(", "))


def test_every_kind_of_claim_is_marked_for_its_readers() -> None:
    kinds = {one.kind for tree in trees() for one in tree.walk()}
    assert kinds <= set(KINDS), f"nobody but who may read all would get {kinds - set(KINDS)}"


@pytest.mark.parametrize("name", NAMES)
def test_no_reader_gets_a_claim_above_their_clearance(name: str) -> None:
    for audience, most in (("team", Sensitivity.RESTRICTED), ("management", Sensitivity.INTERNAL)):
        plan = redact(whole(name), audience_named(audience, settings()), "en")
        for tree in plan.reasons.values():
            kinds = {one.kind for one in tree.walk()} - {"person.closed"}
            assert all(KINDS[kind] <= most for kind in kinds)


@pytest.mark.parametrize("name", NAMES)
def test_management_learns_no_rung_no_sign_and_no_weight(name: str) -> None:
    _, found = told(name, "management")
    people = [claim for key, one in found.items() if key.startswith(PERSON) for claim in one["claims"]]
    assert all(not claim["place"] for claim in people)
    assert all(claim["met"] is not True for claim in people)
    assert all("%" not in claim["text"] for claim in found.get("key", {"claims": []})["claims"])
    words = " ".join(claim["text"] for one in found.values() for claim in one["claims"])
    assert "医生" not in told(name, "management", "zh")[1].__repr__()
    assert " brother" not in words


@pytest.mark.parametrize("audience", ["team", "management"])
def test_what_is_not_marked_is_not_told(audience: str) -> None:
    """A kind of claim that nobody marked, and a line whose field they may not read, are left out."""
    shared = node(
        "stage",
        node("new.kind"),
        leaves=(Leaf(at=At("purchasing[0]", 5)), Leaf(at=At("contacts[0].portrait.extended.family", 7))),
    )
    reader = audience_named(audience, settings())
    found = redacted_reasons({"stage": shared, "new": node("new.kind")}, {}, None, reader, bare=False)
    assert set(found) == {"stage"}
    assert found["stage"].children == ()
    assert [one.at.line for one in found["stage"].leaves] == [5]


def test_of_a_confidential_account_nobody_is_named() -> None:
    shared = node("stage", node("key", contact=Theirs("w")), leaves=(Leaf(at=At("purchasing[0]", 5)),))
    reader = audience_named("team", settings())
    found = redacted_reasons({"stage": shared, "person-w": node("person")}, {}, None, reader, bare=True)
    assert found == {"stage": node("stage")}


def test_a_customer_gets_no_reason() -> None:
    for name in NAMES:
        plan = redact(whole(name), audience_named("customer", settings()), "en")
        assert plan.reasons == {}


@pytest.mark.parametrize("audience", ["manager", "team", "management"])
def test_the_page_links_each_reading_a_reason_names(audience: str) -> None:
    order = Order(settings=settings(), day=DAY, audience=audience, languages=LANGUAGES)
    for name in NAMES:
        built = build_one(Job(path=path_of(name), id=name, data=data_of(name)), order)
        for page, data in built.files.items():
            text = data.decode()
            for place in set(_between(text, 'href="#', '"')):
                assert f'id="{place}"' in text, (page, place)
            assert all(f'id="why-{one}"' in text for one in ("stage",))


def _between(text: str, before: str, after: str) -> Iterator[str]:
    for part in text.split(before)[1:]:
        yield part.split(after, 1)[0]


def test_few_lines_are_named_and_the_rest_counted() -> None:
    plan, _ = told(NAMES[0])
    telling = Telling(plan=plan, wording=Wording(language="en", day=DAY))
    assert place_of([], telling) == ""
    assert place_of([3, 3, 7], telling) == f"{path_of(NAMES[0])}:3, 7"
    assert place_of([1, 2, 3, 4, 5, 6], telling) == f"{path_of(NAMES[0])}:1, 2, 3, 4 +2"


def test_each_reading_behind_a_plan_can_be_asked_for() -> None:
    from relreport.explain import TOPICS

    assert set(BEHIND) <= set(TOPICS)
