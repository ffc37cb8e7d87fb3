"""Explaining reaches the lines; undoing what it names makes the gap vanish or the level move."""

from __future__ import annotations

import json

import pytest

from relreport.assess import Assessment
from relreport.cli import run
from relreport.explain import TOPICS, Leaf, Node, NoTopicError, explain
from relreport.model import Account
from relreport.parse import parse_taken
from relreport.phrases import phrases
from relreport.rules import RULES
from relreport.source import Map, Seq, take_apart
from relreport.supposing import suppose
from relreport.text import Wording
from relreport.text.explaining import Teller
from tests.why.samples import (
    DAY,
    NAMES,
    ROOT,
    account_of,
    assessed,
    assessment_of,
    data_of,
    path_of,
    settings,
)


def forgotten(name: str, leaves: tuple[Leaf, ...], *, whole: bool = False) -> Account | None:
    """The account without what these lines say: the field that is named, or with `whole` its entry."""
    source = take_apart(path_of(name), data_of(name))
    body = source.body.split("\n")
    for leaf in leaves:
        if leaf.at.line >= source.body_line:
            body[leaf.at.line - source.body_line] = ""
        elif leaf.at.field:
            forget(source.top, leaf.at.field, whole)
    source.body = "\n".join(body)
    return parse_taken(source, settings()).account


def forget(node: object, path: str, whole: bool) -> None:
    """Take out a field; an entry leaves its place empty, so that the others keep theirs."""
    keys = path.replace("[", ".[").split(".")
    if whole:
        keys = keys[:2] if len(keys) > 1 and keys[1].startswith("[") else keys[:1]
    for key in keys[:-1]:
        node = step(node, key)
    last = keys[-1]
    if isinstance(node, Seq):
        node.items[int(last[1:-1])] = None
    elif isinstance(node, Map):
        if last.startswith("["):
            return
        node.values.pop(last, None)


def step(node: object, key: str) -> object:
    if isinstance(node, Seq):
        return node.items[int(key[1:-1])]
    if isinstance(node, Map):
        return (
            node if key.startswith("[") else node.values.get(key)
        )  # one entry alone stands for a list of one
    return None


def said(tree: Node) -> tuple[str, ...]:
    """The changes that the tree names."""
    return tuple(str(one.facts["said"]) for one in tree.walk() if one.kind == "close.said")


CASES = [(name, gap.anchor) for name in NAMES for gap in assessment_of(name).gaps]


@pytest.mark.parametrize(("name", "anchor"), CASES)
def test_each_gap_is_traced_to_its_lines_and_undone_by_what_is_named(name: str, anchor: str) -> None:
    tree = explain(account_of(name), assessment_of(name), anchor)
    assert tree.kind == "gap"
    lines = next(one for one in tree.walk() if one.kind == "gap.lines").leaves
    text = account_of(name).text.split("\n")
    assert lines
    assert all(1 <= leaf.at.line <= len(text) for leaf in tree.lines)
    assert tree.facts["gap"].anchor == anchor
    below = tree.lines  # of the readings that the rule looks at, too
    undone = [forgotten(name, named, whole=whole) for named in (lines, below) for whole in (False, True)]
    if changes := said(tree):
        undone.append(suppose(path_of(name), data_of(name), changes, settings()).account)
    left = [{gap.anchor for gap in assessed(account).gaps} for account in undone if account is not None]
    assert any(anchor not in one for one in left), f"nothing that is named undoes {anchor}"


def level(assessment: Assessment, reading: str) -> object:
    readings = assessment.readings
    match reading:
        case "stage":
            return readings.stage.level, readings.stage.known
        case "temperature":
            return readings.temperature
        case "matrix":
            return [cell.filled for cell in readings.matrix.cells().values()]
        case "key":
            return readings.key.id if readings.key else None
        case "distance":
            return readings.distance
        case "trust":
            return readings.trust
        case "next":
            from relreport.moves import next_stage

            return [one.met for one in next_stage(assessment)]
    return readings.sales_loop


@pytest.mark.parametrize(
    "reading", ["stage", "temperature", "matrix", "key", "distance", "trust", "sales-loop", "next"]
)
@pytest.mark.parametrize("name", NAMES)
def test_each_reading_is_traced_to_its_lines_and_moves_without_them(name: str, reading: str) -> None:
    before = assessment_of(name)
    tree = explain(account_of(name), before, reading)
    nothing = {"stage": not before.readings.stage.known, "key": before.readings.key is None}
    unknown = level(before, reading) in ("unknown", None, "know-need", "cold") or nothing.get(reading, False)
    if unknown or not any(leaf.at.field for leaf in tree.lines):
        return
    shown = [one for one in tree.walk() if one.leaves]
    assert shown
    undone = [forgotten(name, tree.lines, whole=whole) for whole in (False, True)]
    moved = [level(assessed(account), reading) for account in undone if account is not None]
    assert any(one != level(before, reading) for one in moved) or tree.kind == "next.last"


@pytest.mark.parametrize("name", NAMES)
def test_each_person_is_traced_to_their_lines(name: str) -> None:
    for contact in account_of(name).contacts:
        tree = explain(account_of(name), assessment_of(name), contact.id)
        assert tree.kind == "contact"
        standing = assessment_of(name).readings.contacts[contact.id]
        if standing.distance not in ("unknown", "stranger"):
            distance = next(one for one in tree.walk() if one.kind == "distance")
            account = forgotten(name, distance.lines, whole=False)
            other = assessed(account).readings.contacts.get(contact.id)
            assert other is None or other.distance != standing.distance
        if standing.trust.known and standing.trust.verdict != "thin":
            trust = next(one for one in tree.walk() if one.kind == "trust")
            undone = [forgotten(name, trust.lines, whole=whole) for whole in (False, True)]
            verdicts = [
                other.trust.verdict
                if (other := assessed(one).readings.contacts.get(contact.id))
                else "unknown"
                for one in undone
            ]
            assert any(one != standing.trust.verdict for one in verdicts)


@pytest.mark.parametrize("name", NAMES)
def test_why_a_rule_is_silent_holds(name: str) -> None:
    """A limit that is named, set where it is named, makes the rule speak; so does the day that is named."""
    from dataclasses import replace

    from relreport.assess import assess

    account, before = account_of(name), assessment_of(name)
    speaking = {gap.code for gap in (*before.gaps, *before.accepted)}
    for code in sorted(set(RULES) - speaking):
        tree = explain(account, before, code)
        assert tree.kind == "silent"
        kinds = {one.kind for one in tree.walk()}
        assert "silent.condition" in kinds
        later = next((one for one in tree.walk() if one.kind == "silent.later"), None)
        if later is not None:
            then = assess(account, settings(), later.facts["on"])
            assert any(gap.code == code for gap in (*then.gaps, *then.accepted))
        limit = next((one for one in tree.walk() if one.kind == "silent.limit"), None)
        if limit is not None and kinds.isdisjoint(
            {"silent.stage", "silent.mode", "silent.untagged", "silent.contacts"}
        ):
            rules = replace(
                settings().rules,
                thresholds={**settings().rules.thresholds, limit.facts["name"]: float(limit.facts["edge"])},
            )
            then = assess(account, replace(settings(), rules=rules), DAY)
            assert any(gap.code == code for gap in (*then.gaps, *then.accepted)), (code, limit.facts)


@pytest.mark.parametrize("name", NAMES)
def test_every_claim_has_words(name: str) -> None:
    account, before = account_of(name), assessment_of(name)
    topics = (*TOPICS, *RULES, *(one.id for one in account.contacts))
    trees = [explain(account, before, topic) for topic in topics]
    for language in ("en", "zh"):
        wording = Wording(language=language, day=DAY)
        teller = Teller(wording, account=name, path=path_of(name), thresholds={})
        for tree in trees:
            for told in teller.told(tree):
                assert told.text.strip()
                assert "{" not in told.text or told.command


def test_both_languages_have_the_same_claims() -> None:
    for subject in ("explain", "questions", "playbook"):
        assert set(phrases(subject, "en")) == set(phrases(subject, "zh"))


def test_what_is_not_there_is_not_explained() -> None:
    with pytest.raises(NoTopicError):
        explain(account_of("heyu-bridge"), assessment_of("heyu-bridge"), "nonsense")


def test_the_author_of_a_line_is_told_where_somebody_knows() -> None:
    tree = explain(
        account_of("heyu-bridge"), assessment_of("heyu-bridge"), "DST08", author=lambda path, line: f"a{line}"
    )
    assert all(leaf.author == f"a{leaf.at.line}" for leaf in tree.lines)


def test_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    root = ["-C", str(ROOT), "--lang", "en"]
    assert run([*root, "explain", "heyu-bridge", "DST08", "--as-of", "2026-11-20"]) == 0
    told = capsys.readouterr().out
    assert "accounts/heyu-bridge.md:104" in told
    assert "relreport what-if heyu-bridge" in told
    assert run([*root, "explain", "heyu-bridge", "--format", "json", "--as-of", "2026-11-20"]) == 0
    tree = json.loads(capsys.readouterr().out)
    assert tree["account"] == "heyu-bridge"
    assert any(line["line"] for child in tree["explanation"]["because"] for line in child["lines"])
    assert run([*root, "explain", "heyu-bridge", "nonsense"]) == 2
    assert run([*root, "explain", "nobody"]) == 2
