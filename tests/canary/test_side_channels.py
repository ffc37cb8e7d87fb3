"""What is not said must not show otherwise: change a closed fact alone, and no byte of the report changes.

Sort orders, sizes, counts, links, dates of actions, file names: whatever depends on a closed fact is found so.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from relreport.build.above import site_files
from relreport.build.job import Job
from relreport.build.one import build_one
from relreport.build.order import Order
from relreport.build.plans import for_audience, plan_of
from relreport.cli.assess import _csv
from relreport.parse import parse
from relreport.parse.settings import parse_settings
from tests.canary import account as canary

INTERNAL, RESTRICTED = ("management", "board"), ("team", "auditors")

# what changes: the text that is there, the text instead, whether it stands in the settings, for whom it is closed
CHANGES: Mapping[str, tuple[str, str, bool, tuple[str, ...]]] = {
    "influence of the key contact": ("influence: 37", "influence: 29", False, INTERNAL),
    "influence of another": ("influence: 23", "influence: 9", False, INTERNAL),
    "influence of the least": ("influence: 11", "influence: 13", False, INTERNAL),
    "no influence known": ("influence: 11, ", "", False, INTERNAL),
    "a birthday": ("birthday: 12-03", "birthday: 12-02", False, INTERNAL),
    "a birthday with its year": ("birthday: 1979-12-09", "birthday: 12-01", False, INTERNAL),
    "a birthday today": ("birthday: 12-03", "birthday: 11-20", False, INTERNAL),
    "when a colleague leaves": ("left: 2026-12-05", "left: 2026-12-09", True, INTERNAL),
    "a colleague's strengths": ("traits: [risk-aware]", "traits: [gap-filler]", True, INTERNAL),
    "who introduced us": (canary.marker("contacts.met_through"), "老同学", False, INTERNAL),
    "a sign against us": ("trust: [+prudent, -pressure]", "trust: [+prudent, -self-serving]", False, INTERNAL),
    "a sign of skill": ("trust: [+industry, +work, +visits]", "trust: [+industry, +manner, +visits]", False, INTERNAL),
    "what is declared of distance": ("distance: brother", "distance: brother ", False, INTERNAL),
    "who may know the gate": ("roles: [user]", "roles: [user, coach]", False, INTERNAL),
    "when something deep was told": ("on: 2024-06-04", "on: 2024-07-04", False, INTERNAL),
    "who withholds": ("withheld: li-na", "withheld: zhou-gang", False, (*INTERNAL, *RESTRICTED)),
    "what was withheld from whom": (canary.marker("withheld.from"), "somebody", False, (*INTERNAL, *RESTRICTED)),
    "a note": (canary.marker("interactions.note"), "短", False, INTERNAL),
    "a confided note": (canary.marker("confided note"), "短", False, (*INTERNAL, *RESTRICTED)),
    "a note of a meal": (canary.marker("meal note"), "短", False, (*INTERNAL, *RESTRICTED)),
    "no note of leisure": (f', note: "{canary.marker("leisure note")}"', "", False, (*INTERNAL, *RESTRICTED)),
    "the family": (canary.marker("extended.family"), "短", False, (*INTERNAL, *RESTRICTED)),
    "when the family was told of": ("on: 2024-06-05", "on: 2023-06-05", False, (*INTERNAL, *RESTRICTED)),
    "a secret block": (canary.marker("secret in Summary"), "短", False, (*INTERNAL, *RESTRICTED)),
    "politics": (canary.marker("section Politics"), "short", False, INTERNAL),
    "an own key": (f'x_own: "{canary.marker("x_own")}"', 'x_own: "other"', False, (*INTERNAL, *RESTRICTED)),
}  # fmt: skip


def reports(account: bytes, settings: bytes, audience: str) -> tuple[dict[str, bytes], set[str]]:
    """All files for an audience, and the codes of the gaps."""
    read = parse_settings("relreport.yaml", settings).settings
    order = Order(
        settings=read, day=date.fromisoformat(canary.DAY), audience=audience, languages=("en", "zh")
    )
    parsed = parse("accounts/canary.md", account, read)
    assert parsed.account is not None
    assert not parsed.errors
    whole = plan_of(parsed.account, order)
    built = build_one(Job(path="accounts/canary.md", id="canary", data=account), order)
    files = {**built.files, **site_files([built], order)}
    files["csv"] = _csv([for_audience(whole, order, "en")]).encode()
    return files, {gap.code for gap in (*whole.assessment.gaps, *whole.assessment.accepted)}


@pytest.mark.parametrize("change", CHANGES)
def test_a_closed_fact_changes_no_byte(change: str) -> None:
    was, now, in_settings, audiences = CHANGES[change]
    account, settings = canary.account().decode(), canary.settings().decode()
    assert was in (settings if in_settings else account)
    changed = (account, settings.replace(was, now)) if in_settings else (account.replace(was, now), settings)
    for audience in audiences:
        before, codes = reports(account.encode(), settings.encode(), audience)
        after, codes_after = reports(changed[0].encode(), changed[1].encode(), audience)
        # a changed judgement is told to those who may read judgements; the pairs here change none
        assert codes == codes_after
        assert before.keys() == after.keys()
        assert [name for name in before if before[name] != after[name]] == []


@pytest.mark.parametrize("change", CHANGES)
def test_it_does_change_the_manager_s_report(change: str) -> None:
    """Else the pair proves nothing."""
    was, now, in_settings, _ = CHANGES[change]
    account, settings = canary.account().decode(), canary.settings().decode()
    before, _ = reports(account.encode(), settings.encode(), "manager")
    if in_settings:
        settings = settings.replace(was, now)
    else:
        account = account.replace(was, now)
    after, _ = reports(account.encode(), settings.encode(), "manager")
    assert before != after or change in ("what is declared of distance", "a colleague's strengths")
