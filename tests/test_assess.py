"""From readings to gaps: severity, settings, acceptance, and the worked examples."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from relreport.assess import assess
from relreport.finding import Severity
from relreport.model import RuleSettings, Settings
from relreport.parse import parse, parse_settings
from tests.rules.cases import DAY, PEOPLE, account_of

SETTINGS = Settings(people=PEOPLE, people_given=True)
EXAMPLES = Path(os.environ.get("RELREPORT_SHARED", Path(__file__).resolve().parents[2] / "shared")) / "examples"

OPEN_NEED = """
    tier: {tier}
    owner: rep
    purchasing: [{{period: 2026-Q1, share: 40%}}]
    contacts:
    - {{id: wang, name: 王磊, side: purchasing, roles: [decider], held_by: [rep]}}
    needs: [{{id: n1, on: 2026-05-01, need: 工期, from: wang}}]
"""


def gap(code: str, front: str = "", *, tier: str = "key", rules: RuleSettings | None = None, day: date = DAY) -> Any:
    account = account_of(OPEN_NEED.format(tier=tier) + front)
    assessment = assess(account, replace(SETTINGS, rules=rules or RuleSettings()), day)
    return next((one for one in assessment.gaps if one.code == code), None)


@pytest.mark.parametrize(
    ("code", "tier", "severity"),
    [
        ("PLN02", "key", Severity.MINOR),
        ("PLN02", "regular", Severity.INFO),
        ("NED02", "regular", Severity.MAJOR),  # not on the list
        ("ENT06", "regular", Severity.INFO),
    ],
)
def test_severity_at_tier_regular(code: str, tier: str, severity: Severity) -> None:
    assert gap(code, tier=tier).severity is severity


def test_a_severity_in_the_settings_replaces_every_other() -> None:
    assert gap("PLN02", tier="regular", rules=RuleSettings(severity={"PLN02": "critical"})).severity is Severity.CRITICAL


def test_an_ignored_code_is_silent() -> None:
    assert gap("NED02") is not None
    assert gap("NED02", rules=RuleSettings(ignore=("NED02",))) is None


def test_a_threshold_in_the_settings() -> None:
    assert gap("NED02", rules=RuleSettings(thresholds={"answer_days": 60})) is None
    assert gap("NED02", rules=RuleSettings(thresholds={"answer_days": 59})) is not None


@pytest.mark.parametrize(
    ("case", "entry", "held"),
    [
        ("of its code and subject", "{code: NED02, subject: n1, reason: 等新人}", True),
        ("of its code, for all", "{code: NED02, reason: 等新人}", True),
        ("small letters", "{code: ned02, subject: n1}", True),
        ("of another subject", "{code: NED02, subject: n2}", False),
        ("of another code", "{code: NED01, subject: n1}", False),
        ("until today, this day included", "{code: NED02, until: 2026-06-30}", True),
        ("until yesterday", "{code: NED02, until: 2026-06-29}", False),
    ],
)
def test_an_acceptance_holds_its_gaps(case: str, entry: str, held: bool) -> None:
    account = account_of(OPEN_NEED.format(tier="key") + f"    accepted: [{entry}]")
    assessment = assess(account, SETTINGS, DAY)
    assert any(one.code == "NED02" for one in assessment.gaps) is not held, case
    assert any(one.code == "NED02" for one in assessment.accepted) is held, case


def test_gaps_stand_by_severity_code_and_subject() -> None:
    account = account_of(OPEN_NEED.format(tier="key"))
    gaps = assess(account, SETTINGS, DAY).gaps
    assert [one.anchor for one in gaps] == [
        one.anchor for one in sorted(gaps, key=lambda one: (-one.severity, one.code, one.subject or ""))
    ]


def test_what_is_dated_after_the_day_changes_nothing() -> None:
    later = "    complaints: [{id: c1, on: 2026-07-01, from: wang, about: 色差, cause: product}]"
    assert gap("CMP01", later) is None
    assert gap("CMP01", later, day=DAY + timedelta(days=1)) is not None


def _examples() -> dict[str, Any]:
    if not EXAMPLES.is_dir():
        return {}
    found: dict[str, Any] = json.loads((EXAMPLES / "expected.json").read_text(encoding="utf-8"))
    return found


@pytest.mark.skipif(not EXAMPLES.is_dir(), reason="the worked examples are not beside this checkout")
def test_the_worked_examples() -> None:
    settings = parse_settings("relreport.yaml", (EXAMPLES / "relreport.yaml").read_bytes()).settings
    wrong: dict[str, Any] = {}
    for name, expected in _examples().items():
        parsed = parse(expected["file"], (EXAMPLES / expected["file"]).read_bytes(), settings)
        assert parsed.account is not None
        assessment = assess(parsed.account, settings, date.fromisoformat(expected["as_of"]))
        readings = assessment.readings
        codes = {one.code for one in assessment.gaps}
        told = {
            "stage": readings.stage.level == expected["stage"],
            "distance": readings.distance == expected["distance"],
            "trust": readings.trust == expected["trust"],
            "status": readings.stage.status == expected.get("status", readings.stage.status),
            "missing": not set(expected["must"]) - codes,
            "forbidden": not set(expected["must_not"]) & codes,
            "at_most": len(assessment.gaps) <= expected.get("at_most", 999),
            "none_above": all(
                one.severity <= Severity[expected.get("none_above", "critical").upper()] for one in assessment.gaps
            ),
            "tenders": all(
                [one.posture, one.run] == expected["tenders"][one.tender.id]
                for one in readings.tenders
                if one.tender.id in expected.get("tenders", {})
            ),
            "contacts": all(
                [readings.contacts[id].distance, readings.contacts[id].trust.verdict] == levels
                for id, levels in expected.get("contact", {}).items()
            ),
        }
        if not all(told.values()):
            wrong[name] = [what for what, right in told.items() if not right]
    assert wrong == {}
