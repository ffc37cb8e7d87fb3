"""A healthy account is left in peace; a thin one is asked, and a blank is never taken for a fault."""

from __future__ import annotations

import copy
import io
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from relreport.actions import plan
from relreport.assess import Assessment, assess
from relreport.finding import Severity
from relreport.model import Settings
from relreport.parse import parse, parse_settings
from relreport.rules import RULES
from tests.rules.cases import DAY, PEOPLE

HERE = Path(__file__).parent
SAMPLES = HERE.parents[1] / "accounts"
SETTINGS = Settings(people=PEOPLE, people_given=True)
STAGES = {
    "development": ("客户开发", "", "0%", "0%"),
    "initial": ("初期合作", "", "20%", "30%"),
    "stable": ("稳定合作", "main_supplier: yes", "55%", "65%"),
    "strategic": ("战略合作", "main_supplier: yes\npartnership: 2026-01-10", "82%", "90%"),
}


def read_of(text: str, *, settings: Settings = SETTINGS, day: date = DAY) -> Assessment:
    parsed = parse("accounts/a.md", text.encode(), settings)
    assert not parsed.errors, parsed.errors
    assert parsed.account is not None
    return assess(parsed.account, settings, day)


def healthy(language: str, stage: str) -> str:
    chinese, more, before, now = STAGES[stage]
    basis = "customer" if language == "en" else "客户数据"
    rows = f"{{period: 2025-Q4, share: {before}, basis: {basis}}}, {{period: 2026-Q1, share: {now}, basis: {basis}}}"
    text = (HERE / "healthy" / f"{language}.md").read_text("utf-8")
    text = text.replace("STAGE", stage if language == "en" else chinese)
    return text.replace("PURCHASING", f"{more}\npurchasing: [{rows}]".strip())


def in_peace(assessment: Assessment) -> None:
    told = [(gap.anchor, gap.severity.word) for gap in assessment.gaps]
    assert len(told) <= 3, told
    assert all(gap.severity <= Severity.MINOR for gap in assessment.gaps), told


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_healthy_account_is_left_in_peace(language: str, stage: str) -> None:
    assessment = read_of(healthy(language, stage))
    assert assessment.readings.stage.level == stage
    in_peace(assessment)


@pytest.mark.parametrize("stage", STAGES)
def test_both_languages_are_judged_alike(stage: str) -> None:
    english, chinese = (read_of(healthy(language, stage)) for language in ("en", "zh"))
    assert [gap.code for gap in english.gaps] == [gap.code for gap in chinese.gaps]
    assert english.readings.trust == chinese.readings.trust
    assert english.readings.distance == chinese.readings.distance


@pytest.mark.parametrize("name", ["heyu-bridge", "shuoyi-theatre"])
def test_the_healthy_samples_are_left_in_peace(name: str) -> None:
    settings = parse_settings("relreport.yaml", (SAMPLES.parent / "relreport.yaml").read_bytes()).settings
    text = (SAMPLES / f"{name}.md").read_text("utf-8")
    in_peace(read_of(text, settings=settings, day=date(2026, 11, 20)))


def test_peace_is_not_silence() -> None:
    """The same healthy account with one thing wrong is told of it: the tables above see something."""
    for wrong, code in [
        ("complaints: [{on: 2026-06-01, from: iris, about: rust, cause: product}]", "CMP01"),
        ("requests: [{on: 2026-05-01, from: iris, what: terms}]", "CON06"),
    ]:
        assessment = read_of(healthy("en", "stable").replace("promises:", f"{wrong}\npromises:"))
        assert code in {gap.code for gap in assessment.gaps}


# what somebody may simply not have written down; what gives no date and names nobody in a conversation
BLANKS = (
    *("tier_why", "team", "category", "sales_mode", "why_us", "declared", "performance", "satisfaction"),
    *("openings", "criteria", "competitors", "promises", "commitments", "referrals", "actions"),
    *("main_supplier", "partnership"),
)
OF_CONTACTS = (
    *("title", "side", "roles", "influence", "reports_to", "held_by", "relation", "met_through"),
    *("basic", "background", "needs", "rivals", "extended"),
)
OF_ENTRIES = ("topic", "coach")


def without(key: str) -> Callable[[dict[str, Any]], None]:
    def cut(front: dict[str, Any]) -> None:
        if key in BLANKS:
            front.pop(key, None)
        for contact in front["contacts"]:
            contact.pop(key, None)
            contact.get("portrait", {}).pop(key, None)
        for entry in front["interactions"]:
            entry.pop(key, None)

    return cut


def blanked(text: str, *keys: str) -> str:
    front = copy.deepcopy(YAML(typ="safe", pure=True).load(text.split("---")[1]))
    for key in keys:
        without(key)(front)
    out = io.StringIO()
    YAML(typ="safe", pure=True).dump(front, out)
    return f"---\n{out.getvalue()}---\n"


@pytest.mark.parametrize("key", [*BLANKS, *OF_CONTACTS, *OF_ENTRIES])
@pytest.mark.parametrize("stage", STAGES)
def test_a_blank_is_never_a_grave_fault(stage: str, key: str) -> None:
    assessment = read_of(blanked(healthy("en", stage), key))
    assert [gap.anchor for gap in assessment.gaps if gap.severity > Severity.MINOR] == []


@pytest.mark.parametrize("stage", STAGES)
def test_many_blanks_at_once_are_questions(stage: str) -> None:
    keys = ("tier_why", "why_us", "performance", "satisfaction", "criteria", "competitors", "openings", *OF_CONTACTS)
    assessment = read_of(blanked(healthy("en", stage), *keys))
    asked = [gap for gap in assessment.gaps if gap.is_record]
    assert len(asked) >= 3
    assert [gap.anchor for gap in assessment.gaps if gap.severity > Severity.MINOR] == []


def thin() -> Iterator[Any]:
    for tier in ("vvip", "key", "regular"):
        for mode in ("", "sales_mode: project\n", "sales_mode: counter\n", "sales_mode: transaction\n"):
            for contact in ("", "contacts: [{name: Ann}]\n", "contacts: [{name: Ann, title: chief engineer}]\n"):
                for owner in ("", "owner: rep\n"):
                    for share in ("", "purchasing: [{period: 2026-Q1, share: 60%}]\n"):
                        text = f"name: A\ntier: {tier}\n{mode}{contact}{owner}{share}"
                        yield pytest.param(text, id=" ".join(text.split("\n")))


@pytest.mark.parametrize("front", list(thin()))
def test_a_thin_account_is_asked_and_not_accused(front: str) -> None:
    assessment = read_of(f"---\n{front}---\n")
    told = [gap.anchor for gap in assessment.gaps if not gap.is_record]
    grave = [gap.anchor for gap in assessment.gaps if gap.severity > Severity.MINOR]
    # a tier set too high for its way of selling, and sides without anybody, are what the file does say
    assert set(told) <= {"NED04", "NET03"}
    assert grave == []
    assert [gap for gap in assessment.gaps if gap.is_record]


# a conversation tells who, when and how: nothing but these rules may speak of it
OF_DATES = {"CAD01", "CAD02", "CAD03", "FRE04", "NET01", "NET02", "ENT04", "ENT12"}
WEEKLY = sorted((HERE / "weekly").glob("*.md"))


@pytest.mark.parametrize("path", WEEKLY, ids=lambda path: path.stem)
@pytest.mark.parametrize("day", [date(2026, 9, 1), date(2026, 11, 20), date(2027, 3, 1)])
def test_weekly_lines_alone_are_never_taken_for_a_fault(path: Path, day: date) -> None:
    assessment = read_of(path.read_text("utf-8"), settings=Settings(), day=day)
    told = {gap.code for gap in assessment.gaps if not gap.is_record}
    assert told <= OF_DATES
    assert not any(RULES[code].needs_tags for code in told)
    for id, standing in assessment.readings.contacts.items():
        assert (standing.distance, standing.trust.verdict) == ("unknown", "unknown"), id


@pytest.mark.parametrize("path", WEEKLY, ids=lambda path: path.stem)
def test_weekly_lines_alone_are_answered_with_a_few_questions(path: Path) -> None:
    assessment = read_of(path.read_text("utf-8"), settings=Settings(), day=date(2026, 11, 20))
    asked = [gap.code for gap in assessment.gaps if gap.is_record]
    assert asked.count("PLN05") == 1
    assert 3 <= len(asked) <= 9
    assert len(assessment.gaps) <= 12
    for action in plan(assessment).actions:
        assert action.by
        assert action.due is not None


def test_there_are_weekly_files_of_both_languages() -> None:
    assert len(WEEKLY) >= 5
    assert {"日志" in path.read_text("utf-8") for path in WEEKLY} == {True, False}
    for path in WEEKLY:
        lines = [one for one in path.read_text("utf-8").splitlines() if one.startswith("- 20")]
        assert 10 <= len(lines) <= 40
