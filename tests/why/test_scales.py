"""Every scale and every reading of the machines' document can be asked for by its name."""

from __future__ import annotations

import json

import pytest

from relreport.cli import run
from relreport.explain import explain
from relreport.explain.nodes import Theirs, Token
from relreport.readings.journal import SCALES
from tests.why.samples import ROOT, account_of, assessment_of

READINGS = (
    "stage", "distance", "trust", "temperature", "phase", "supplier_rank", "sales_loop", "matrix", "tenders",
    "next_stage", "space", "information", "coach", "topic", "share", "trend", "status",
)  # fmt: skip


@pytest.mark.parametrize("name", READINGS)
def test_a_reading_is_called_as_in_the_document(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["-C", str(ROOT), "explain", "muxi-airport", name, "--as-of", "2026-11-20", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["explanation"]


@pytest.mark.parametrize("name", SCALES)
def test_a_scale_tells_each_person_and_the_line(name: str) -> None:
    assessment = assessment_of("heyu-bridge")
    tree = explain(account_of("heyu-bridge"), assessment, name)
    assert [one.facts["contact"] for one in tree.children] == [Theirs(id) for id in assessment.readings.contacts]
    for one in tree.children:
        assert bool(one.leaves) == (one.facts["rung"] != Token(name, "none"))


def test_tenders_are_told_round_by_round() -> None:
    tree = explain(account_of("muxi-airport"), assessment_of("muxi-airport"), "posture")
    first = tree.children[0]
    assert [one.facts["posture"].token for one in first.children][-1] == first.facts["posture"].token
    assert all(one.leaves for one in first.children)


@pytest.mark.parametrize(("name", "topic"), [("qingliao-data", "space"), ("qingliao-data", "tenders")])
def test_where_there_is_nobody_that_is_said(name: str, topic: str) -> None:
    tree = explain(account_of(name), assessment_of(name), topic)
    assert not tree.children
    assert tree.kind in ("scale.nobody", "tenders.none")
