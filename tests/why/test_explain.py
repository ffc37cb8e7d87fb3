"""Explaining reaches the lines; undoing what it names makes the gap vanish or the level move."""

from __future__ import annotations

import json
import re

import pytest

from relreport.assess import Assessment
from relreport.cli import run
from relreport.explain import TOPICS, Leaf, Node, NoTopicError, explain
from relreport.explain.gaps import limits
from relreport.model import Account
from relreport.parse import parse_taken
from relreport.phrases import phrases
from relreport.readings.distance import LEVELS
from relreport.rules import RULES
from relreport.source import Map, Seq, take_apart
from relreport.supposing import suppose
from relreport.text import Wording
from relreport.text.catalogue import sentences
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
# gaps of what is not there: nothing that stands in the file makes them, so only something more undoes them
BY_ABSENCE = {
    "DST03", "ENT03", "ENT06", "ENT09", "ENT12", "ENT13", "FRE01", "GRO01", "GRO04", "GRO05", "NET01", "PLN02", "PLN05",
    "STG01", "VAL01", "VAL03", "VAL04",
}  # fmt: skip


@pytest.mark.parametrize(("name", "anchor"), CASES)
def test_each_gap_is_traced_to_its_lines_and_undone_by_what_is_named(name: str, anchor: str) -> None:
    tree = explain(account_of(name), assessment_of(name), anchor)
    assert tree.kind == "gap"
    lines = next(one for one in tree.walk() if one.kind == "gap.lines").leaves
    text = account_of(name).text.split("\n")
    assert lines
    assert all(1 <= leaf.at.line <= len(text) for leaf in tree.lines)
    assert tree.facts["gap"].anchor == anchor
    changes = said(tree)
    if changes:
        account = suppose(path_of(name), data_of(name), changes, settings()).account
        assert anchor not in {gap.anchor for gap in assessed(account).gaps}, f"{changes} do not undo {anchor}"
    if anchor.split("-")[0] in BY_ABSENCE:
        assert changes, f"{anchor} is made by nothing that stands there, and nothing is named that undoes it"
        return
    below = tree.lines  # of the readings that the rule looks at, too
    undone = [forgotten(name, named, whole=whole) for named in (lines, below) for whole in (False, True)]
    left = [{gap.anchor for gap in assessed(account).gaps} for account in undone if account is not None]
    assert any(anchor not in one for one in left), f"without the lines that are named {anchor} stands"


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


READ = ("stage", "temperature", "matrix", "key", "distance", "trust", "sales-loop", "next")
DECIDER = "contacts+={id: a, name: A, roles: decider}"
NEED = "needs+={need: x, on: 2026-11-19}"
# readings that stand on what is not there, each with what moves it
WITHOUT = {
    ("beixu-print", "sales-loop"): NEED,
    ("lanting-expressway", "distance"): "+ 2026-11-19 时敏 visit #advice",
    ("lanting-expressway", "trust"): "+ 2026-11-19 时敏 visit #+industry",
    ("qingliao-data", "stage"): "purchasing+={period: 2026-Q3, share: 60%}",
    ("qingliao-data", "temperature"): "+ 2026-11-19 call",
    ("qingliao-data", "matrix"): "+ 2026-11-19 visit #quality",
    ("qingliao-data", "key"): DECIDER,
    ("qingliao-data", "distance"): f"{DECIDER}\n+ 2026-11-19 a visit #advice",
    ("qingliao-data", "trust"): f"{DECIDER}\n+ 2026-11-19 a visit #+industry",
    ("qingliao-data", "sales-loop"): NEED,
    ("qingliao-data", "next"): "purchasing+={period: 2026-Q3, share: 60%}",
    ("yunpo-rail", "matrix"): "+ 2026-11-19 visit #quality",
    ("yunpo-rail", "distance"): "+ 2026-11-19 毛建平 visit #advice",
    ("yunpo-rail", "trust"): "+ 2026-11-19 毛建平 visit #+industry",
    ("yunpo-rail", "sales-loop"): NEED,
}
LAST_STAGE = {("tinghai-shipyard", "next")}  # nothing more is asked


@pytest.mark.parametrize("reading", READ)
@pytest.mark.parametrize("name", NAMES)
def test_each_reading_is_traced_to_its_lines_and_moves_without_them(name: str, reading: str) -> None:
    before = assessment_of(name)
    tree = explain(account_of(name), before, reading)
    if (name, reading) in LAST_STAGE:
        assert tree.kind == "next.last"
        return
    if change := WITHOUT.get((name, reading)):
        after = assessed(suppose(path_of(name), data_of(name), change.split("\n"), settings()).account)
        changes = [level(after, reading)]
    else:
        assert any(one.leaves for one in tree.walk())
        undone = [forgotten(name, tree.lines, whole=whole) for whole in (False, True)]
        changes = [level(assessed(account), reading) for account in undone if account is not None]
    assert any(one != level(before, reading) for one in changes)


def rung_of(name: str, person: str, kind: str) -> str | None:
    standing = assessment_of(name).readings.contacts.get(person)
    if standing is None:
        return None
    return standing.distance if kind == "distance" else standing.trust.verdict


PEOPLE = [(name, one.id) for name in NAMES for one in account_of(name).contacts]
NOT_THERE_YET = {"distance": ("unknown", "stranger"), "trust": ("unknown",)}


@pytest.mark.parametrize("kind", ["distance", "trust"])
@pytest.mark.parametrize(("name", "person"), PEOPLE)
def test_each_person_stands_where_the_lines_put_them(name: str, person: str, kind: str) -> None:
    """Without the lines that are named the level is another; one that rests on nothing names nothing that holds."""
    tree = explain(account_of(name), assessment_of(name), person)
    assert tree.kind == "contact"
    told = next(one for one in tree.walk() if one.kind == kind)
    now = rung_of(name, person, kind)
    if now in NOT_THERE_YET[kind] and account_of(name).contact(person).relation != "bad":  # type: ignore[union-attr]
        rungs = [one for one in told.children if one.kind == "distance.rung"]
        assert not any(one.holds for one in rungs)
        return
    undone = [forgotten(name, told.lines, whole=whole) for whole in (False, True)]
    levels = [
        other.distance if kind == "distance" else other.trust.verdict
        for one in undone
        if one is not None and (other := assessed(one).readings.contacts.get(person)) is not None
    ]
    assert len(levels) < len(undone) or any(one != now for one in levels)


# what would show each thing that a rung asks, said as what-if takes it
SHOWING = {
    "basic": "contacts.{id}.portrait.basic.mobile=x",
    "expertise": "+ 2026-11-20 {id} visit #+industry",
    "needs": "contacts.{id}.portrait.needs.business=x",
    "rivals": "contacts.{id}.portrait.rivals.suppliers=x",
    "guides": "+ 2026-11-20 {id} visit #guides",
    "depth": "contacts.{id}.portrait.depth.budget=x",
    "private": "+ 2026-11-20 {id} leisure #private",
    "confided": "+ 2026-11-20 {id} visit #confided",
    "alignment": "+ 2026-11-20 {id} visit #+alignment",
    "trusted": "+ 2026-11-20 {id} visit #+industry #+prudent #+alignment",
    "extended": "contacts.{id}.portrait.extended.family=x",
    "deep": "+ 2026-11-20 {id} visit #+industry #+work #+manner #+prudent #+sincere #+admits #+tact #+alignment #+sync "
    "#confided #commits",
    "stands-by-us": "referrals+={{from: {id}, to: B, on: 2026-11-19}}",
}


@pytest.mark.parametrize(("name", "person"), PEOPLE)
def test_what_a_rung_not_reached_lacks_lifts_the_level(name: str, person: str) -> None:
    """Each condition that is said not to be met, shown in a copy, is met there; all together lift the level."""
    before = assessment_of(name).readings.contacts[person]
    told = next(
        one for one in explain(account_of(name), assessment_of(name), person).walk() if one.kind == "distance"
    )
    rung = next((one for one in told.children if one.kind == "distance.rung" and not one.holds), None)
    if before.ladder.bad:
        assert [one.kind for one in told.children] == ["distance.bad"]
        return
    if before.distance == "unknown":
        assert [one.kind for one in told.children] == ["distance.unrecorded"]
        changes = [SHOWING["basic"].format(id=person)]
    elif rung is None:
        assert before.distance == "brother"
        return
    else:
        lacking = [one.kind.removeprefix("distance.") for one in rung.children if not one.holds]
        assert lacking
        if before.trust.verdict == "damaged" and {"trusted", "deep"} & set(lacking):
            return  # put right first what stands against us: the tree says so
        changes = [SHOWING[one].format(id=person) for one in lacking]
    after = suppose(path_of(name), data_of(name), changes, settings())
    assert not after.errors, [str(one) for one in after.errors]
    now = assessed(after.account).readings.contacts[person]
    if before.distance == "unknown":
        assert now.distance != "unknown"
    else:
        assert LEVELS.index(now.distance) > LEVELS.index(before.distance), changes


def test_people_whose_trust_is_to_be_mended_first_are_told_so() -> None:
    damaged = [
        (name, id)
        for name in NAMES
        for id, one in assessment_of(name).readings.contacts.items()
        if one.trust.verdict == "damaged"
    ]
    assert damaged
    for name, id in damaged:
        assert "trust.mend" in {one.kind for one in explain(account_of(name), assessment_of(name), id).walk()}


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


@pytest.mark.parametrize("code", sorted(code for code, rule in RULES.items() if rule.builtin))
def test_every_limit_that_a_condition_names_is_told_with_its_setting(code: str) -> None:
    """Whoever disagrees with a number must find what sets it."""
    named = set(re.findall(r"\{(\w+)\}", sentences("en", "conditions")[code]["speaks"])) - {"tag_least"}
    told = {str(one.facts["name"]) for one in limits(RULES[code], assessment_of("heyu-bridge"))}
    assert named <= told


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
    assert tree.lines
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
