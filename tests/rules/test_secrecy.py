"""Secrecy: readers, what one person alone holds, the grounds of a tier. Today is 2026-06-30."""

from __future__ import annotations

from typing import Any

import pytest

from tests.rules.cases import tell
from tests.rules.tables import as_told, rows, told


def knows(budget: str, more: str = "") -> str:
    return f"contacts: [{{id: wang, {more}portrait: {{depth: {{budget: {budget}}}}}}}]"


QUIET: dict[str, dict[str, Any]] = {
    "SEC01": {
        "tier key": "tier: key",
        "not confidential": "confidential: no",
        "all have signed": "tier: vvip\nconfidential: yes\nreaders: [{id: rep, signed: 2026-06-30}]",
    },
    "SEC02": {
        "nothing withheld": knows("年底紧"),
        "confirmed": knows("{withheld: rep, confirmed_by: mgr}"),
        "who has left": knows("{withheld: rep}", "left: 2026-06-30, "),
        "learnt later": knows("{withheld: rep, on: 2026-07-01}"),
    },
    "SEC03": {
        "tier regular": "tier: regular\ntier_why: [volume]",
        "not given": "tier: key",
        "money and more": "tier: key\ntier_why: [volume, influence]",
        "two that are no money": "tier: vvip\ntier_why: [potential, reference]",
    },
}


@pytest.mark.parametrize(("code", "front"), rows(QUIET))
def test_quiet(code, front):
    assert tell(code, front).gaps == ()


FOUND: dict[str, dict[str, Any]] = {
    "SEC01": {
        "vvip without readers": ("tier: vvip", [told(None, "minor?", "unnamed")]),
        "confidential without readers": ("confidential: yes", [told(None, "minor?", "unnamed")]),
        "a reader has not signed": (
            "confidential: yes\nreaders: [{id: rep, signed: 2026-01-01}, mgr, tech]",
            [told(None, "major", persons=("mgr", "tech"))],
        ),
        "signed later": (
            "tier: vvip\nreaders: [{id: rep, signed: 2026-07-01}]",
            [told(None, "major", persons=("rep",))],
        ),
        "readers are named at any tier": ("readers: [rep]", [told(None, "major", persons=("rep",))]),
    },
    "SEC02": {
        "one alone knows": (
            knows("{withheld: rep}, personnel: {withheld: tech}"),
            [told("wang", "major", contact="wang", person="rep", board="depth")],
        ),
        "the first that is not confirmed": (
            (
                "contacts: [{id: wang, portrait: {depth: {budget: {withheld: rep, confirmed_by: mgr}},"
                " extended: {family: {withheld: tech}}}}]"
            ),
            [told("wang", "major", contact="wang", person="tech", board="extended")],
        ),
    },
    "SEC03": {
        "one reason": ("tier: key\ntier_why: potential", [told(None, "minor?", items=("potential",))]),
        "money alone": (
            "tier: vvip\ntier_why: [profit, volume]",
            [told(None, "minor?", items=("profit", "volume"))],
        ),
    },
}


@pytest.mark.parametrize(("code", "front", "expected"), rows(FOUND))
def test_found(code, front, expected):
    assert [as_told(code, gap) for gap in tell(code, front).gaps] == expected


def test_the_lines_it_rests_on():
    front = "tier: vvip\nreaders:\n- {id: rep, signed: 2026-01-01}\n- mgr\n- tech"
    [gap] = tell("SEC01", front).gaps
    assert [at.line for at in gap.evidence] == [6, 7]
