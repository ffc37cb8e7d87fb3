"""An organisation's own rules: found through the entry point, told in their own words, kept from doing harm."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]

HEAD = """
from relreport.rules.registry import MAJOR, MINOR, gap, rule

def words(title):
    parts = {"title": title, "message": title, "why": "w", "good": "g", "check": "c?", "false_alarm": "f", "do": "Do it."}
    return parts
"""

GOOD = (
    HEAD
    + """
@rule("ACM01", "no-category", MAJOR, stages="DISX", rank=4, source=("house",), move="name-category")
def no_category(case, *, needed_contacts: int = 1):
    if case.account.category is None and len(case.contacts) >= needed_contacts:
        yield gap(None, case.top("category"), count=len(case.contacts))

WORDS = {"en": {"ACM01": words("Our {count|contact has|contacts have} no category")},
         "zh": {"ACM01": words("{count} 位联系人，没有品类")}}
"""
)

# each fails in its own way; the words are there
FAILING = {
    "raises": "raise RuntimeError('boom')",
    "yields no gap": "yield 'a gap'",
    "rests on nothing": "yield gap(None)",
    "rests on a number": "yield gap(None, 7)",
    "speaks of no id": "yield gap(7, case.top('name'))",
    "asks itself": "yield from case.gaps('BAD01')",
    "is no generator": "return 3",
}


def failing(body: str) -> str:
    return (
        HEAD
        + f"""
@rule("BAD01", "bad", MAJOR, stages="DISX", rank=1, source=("house",), move="bad")
def bad(case):
    {body}

WORDS = {{"en": {{"BAD01": words("bad")}}, "zh": {{"BAD01": words("坏")}}}}
"""
    )


# whole packages that cannot be taken in
BROKEN = {
    "does not import": "import nothing_of_that_name\n",
    "has no words": failing("yield gap(None, case.top('name'))").split("WORDS =")[0],
    "has words in one language": failing("yield gap(None, case.top('name'))").replace('"zh"', '"fr"'),
    "takes a code of ours": failing("yield gap(None, case.top('name'))").replace("BAD01", "NET01"),
    "ends the program": "raise ValueError('no')\n",
}


class House:
    """A workspace beside installed packages of rules."""

    def __init__(self, folder: Path, **packages: str) -> None:
        self.root = folder / "w"
        self.site = folder / "site"
        (self.root / "accounts").mkdir(parents=True)
        (self.root / "accounts" / "a.md").write_text("---\nname: A\nowner: x\ncontacts: [{name: Ann}]\n---\n", "utf-8")
        self.settings("")
        about = self.site / "acme_rules-1.0.dist-info"
        about.mkdir(parents=True)
        (about / "METADATA").write_text("Metadata-Version: 2.1\nName: acme-rules\nVersion: 1.0\n", "utf-8")
        points = "".join(f"{name} = acme_{name}\n" for name in packages)
        (about / "entry_points.txt").write_text(f"[relreport.rules]\n{points}", "utf-8")
        for name, text in packages.items():
            (self.site / f"acme_{name}.py").write_text(dedent(text), "utf-8")

    def settings(self, text: str) -> None:
        (self.root / "relreport.yaml").write_text(f"language: en\n{text}\n", "utf-8")

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "relreport", *command],
            cwd=self.root,
            env={"PYTHONPATH": f"{ROOT}:{self.site}", "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
            capture_output=True,
            text=True,
            check=False,
        )

    def assessed(self) -> tuple[dict[str, Any], str]:
        done = self.run("assess", "--format", "json", "--as-of", "2026-11-20")
        assert done.returncode == 0, done.stderr
        [account] = json.loads(done.stdout)["accounts"]
        return account, done.stderr


def codes(account: dict[str, Any]) -> set[str]:
    return {gap["code"] for gap in account["gaps"]}


def test_an_own_rule_speaks_in_its_own_words(tmp_path: Path) -> None:
    account, told = House(tmp_path, good=GOOD).assessed()
    [gap] = [one for one in account["gaps"] if one["code"] == "ACM01"]
    assert gap["title"] == "Our 1 contact has no category"
    assert gap["severity"] == "major"
    assert [one["do"] for one in account["actions"] if one["serves"] == ["ACM01"]] == ["Do it."]
    assert told == ""
    assert {"DST03", "ENT13"} <= codes(account)  # ours go on beside it


def test_an_own_rule_is_listed_explained_and_built(tmp_path: Path) -> None:
    house = House(tmp_path, good=GOOD)
    assert "no-category" in house.run("rules", "acm01").stdout
    assert "needed_contacts" in house.run("explain", "a", "ACM01").stdout
    built = house.run("build", "--as-of", "2026-11-20")
    assert built.returncode == 0, built.stderr
    assert "ACM01" in (house.root / "output" / "accounts" / "a.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("settings", "severity"),
    [
        ("rules: {severity: {ACM01: info}}", "info"),
        ("rules: {ignore: [ACM01]}", None),
        ("rules: {thresholds: {needed_contacts: 2}}", None),
        ("rules: {thresholds: {needed_contacts: 1}}", "major"),
    ],
)
def test_the_settings_reach_an_own_rule(tmp_path: Path, settings: str, severity: str | None) -> None:
    house = House(tmp_path, good=GOOD)
    house.settings(settings)
    account, _ = house.assessed()
    assert [one["severity"] for one in account["gaps"] if one["code"] == "ACM01"] == ([severity] if severity else [])


def test_an_acceptance_holds_an_own_rule(tmp_path: Path) -> None:
    house = House(tmp_path, good=GOOD)
    path = house.root / "accounts" / "a.md"
    path.write_text(path.read_text("utf-8").replace("owner: x", "owner: x\naccepted: [{code: ACM01, reason: later}]"), "utf-8")
    account, _ = house.assessed()
    assert "ACM01" not in codes(account)
    assert [one["code"] for one in account["accepted"]] == ["ACM01"]


@pytest.mark.parametrize("how", FAILING)
def test_an_own_rule_that_fails_is_named_and_spares_the_rest(tmp_path: Path, how: str) -> None:
    house = House(tmp_path, bad=failing(FAILING[how]), good=GOOD)
    account, told = house.assessed()
    assert "BAD01" in told
    assert "BAD01" not in codes(account)
    assert {"ACM01", "DST03"} <= codes(account)


def test_a_build_names_it_too_each_time(tmp_path: Path) -> None:
    house = House(tmp_path, bad=failing(FAILING["raises"]))
    for _ in range(2):  # the second takes the page over as it is
        built = house.run("build", "--as-of", "2026-11-20")
        assert built.returncode == 0
        assert "BAD01" in built.stderr


@pytest.mark.parametrize("how", BROKEN)
def test_a_package_that_cannot_be_taken_in_is_named_and_spares_the_rest(tmp_path: Path, how: str) -> None:
    house = House(tmp_path, bad=BROKEN[how], good=GOOD)
    account, told = house.assessed()
    assert "'bad'" in told
    assert "BAD01" not in codes(account)
    assert {"ACM01", "DST03"} <= codes(account)
    assert "single-contact" in house.run("rules", "NET01").stdout


def test_without_own_rules_nothing_is_said(tmp_path: Path) -> None:
    account, told = House(tmp_path).assessed()
    assert told == ""
    assert "ACM01" not in codes(account)


LATER = """
@rule("LAT01", "later", MAJOR, stages="DISX", rank=4, source=("house",), move="later")
def later(case):
    if case.account.category == "bad":
        raise RuntimeError("boom")
    yield gap(None, case.top("name"))

WORDS = {"en": {"LAT01": words("Said until it fails")}, "zh": {"LAT01": words("直到出错")}}
"""


def in_git(house: House) -> None:
    """The account of June, under which LAT01 holds, and of September, at which it fails."""
    account = house.root / "accounts" / "a.md"
    for category, day in (("good", "2026-06-30"), ("bad", "2026-09-30")):
        text = account.read_text("utf-8").replace("category: good\n", "")
        account.write_text(text.replace("owner: x\n", f"owner: x\ncategory: {category}\n"), "utf-8")
        clock = f"{day}T12:00:00+00:00"
        for words in (["init", "-q"], ["add", "-A"], ["commit", "-qm", day]):
            subprocess.run(
                ["git", "-c", "user.name=x", "-c", "user.email=x@example.com", *words],
                cwd=house.root,
                env={"PATH": "/usr/bin:/bin", "GIT_AUTHOR_DATE": clock, "GIT_COMMITTER_DATE": clock},
                check=True,
            )


LOOKING_BACK = {
    "diff": ("diff", "2026-06-30..2026-09-30", "--format", "json"),
    "review": ("review", "2026-Q3", "--as-of", "2026-10-05", "--format", "json"),
}


@pytest.mark.parametrize("how", LOOKING_BACK)
def test_looking_back_names_what_failed_and_calls_no_gap_of_it_closed(tmp_path: Path, how: str) -> None:
    house = House(tmp_path, later=HEAD + LATER, broken=BROKEN["does not import"])
    in_git(house)
    done = house.run(*LOOKING_BACK[how])
    assert done.returncode == 0, done.stderr
    assert "LAT01" in done.stderr
    assert "'broken'" in done.stderr
    assert "LAT01" not in done.stdout
    [account] = json.loads(done.stdout)["accounts"]
    assert account["state"] == "compared"


def test_verify_names_it_too(tmp_path: Path) -> None:
    house = House(tmp_path, bad=failing(FAILING["raises"]), broken=BROKEN["does not import"])
    house.run("build", "--as-of", "2026-09-30", "--format", "pdf")
    done = house.run("verify", "output/pdf/a.pdf")
    assert done.returncode == 0, done.stderr + done.stdout
    assert "BAD01" in done.stderr
    assert "'broken'" in done.stderr
