"""The pages of docs/ are current, complete and lead somewhere."""

import importlib.util
import re
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from relreport.fields.account import ACCOUNT
from relreport.rules import RULES
from relreport.text.catalogue import LANGUAGES, rule_words, sentences

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
POINTS = {"S0": 67, "S1": 93, "S2": 56, "S3": 83, "S4": 29}  # what each source document says, counted
PAGES = [*sorted(DOCS.rglob("*.md")), ROOT / "README.md", ROOT / "CHANGELOG.md"]


@pytest.fixture(scope="module")
def generate() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate_docs", DOCS / "generate.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def data(generate: ModuleType) -> dict[str, Any]:
    found: dict[str, Any] = generate.propositions()
    return found


def test_generated_pages_are_current(generate: ModuleType) -> None:
    stale = [
        name for name, text in generate.pages().items() if (DOCS / name).read_text(encoding="utf-8") != text
    ]
    assert not stale, f"run make docs: {stale}"


def test_every_point_stands_exactly_once(data: dict[str, Any]) -> None:
    wanted = [
        f"{document}-{number:02}" for document, count in POINTS.items() for number in range(1, count + 1)
    ]
    assert list(data["propositions"]) == wanted


def test_every_point_is_served_or_says_why_not(data: dict[str, Any]) -> None:
    ways = ("rules", "texts", "readings", "fields", "parts", "not")
    for point, entry in data["propositions"].items():
        assert any(entry.get(way) for way in ways), f"{point} is neither served nor explained"
        assert entry["en"], point
        assert entry["zh"], point
        assert not ("not" in entry and entry.get("rules")), f"{point} is served and not served"


def test_points_name_what_exists(data: dict[str, Any]) -> None:
    fields = {field.name for field in ACCOUNT.fields}
    for point, entry in data["propositions"].items():
        for code in [*entry.get("rules", ()), *entry.get("texts", ())]:
            assert code in RULES, f"{point} names {code}"
        assert set(entry.get("readings", ())) <= set(data["readings"]), point
        assert set(entry.get("parts", ())) <= set(data["parts"]), point
        assert set(entry.get("fields", ())) <= fields, point
        assert entry.get("not", "frame") in data["reasons"], point


def test_rules_and_points_name_each_other(data: dict[str, Any]) -> None:
    from_rules = {
        (source, code) for code, rule in RULES.items() for source in rule.source if source[0] == "S"
    }
    from_points = {
        (point, code) for point, entry in data["propositions"].items() for code in entry.get("rules", ())
    }
    assert from_rules == from_points
    others = {source for rule in RULES.values() for source in rule.source if source[0] != "S"}
    assert others <= {*data["defaults"], *data["settled"]}


def test_every_vocabulary_of_the_points_is_used(data: dict[str, Any]) -> None:
    entries = data["propositions"].values()
    for kind in ("readings", "parts"):
        assert {one for entry in entries for one in entry.get(kind, ())} == set(data[kind])
    assert {entry["not"] for entry in entries if "not" in entry} == set(data["reasons"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_says_when_it_speaks(language: str) -> None:
    conditions = sentences(language, "conditions")
    assert set(conditions) == set(RULES)
    for code, words in rule_words(language).items():
        assert set(words.variants) == set(conditions[code].get("variants", {})), code


def test_conditions_have_the_same_parts_in_every_language() -> None:
    first, *others = (
        {code: _shape(one) for code, one in sentences(lang, "conditions").items()} for lang in LANGUAGES
    )
    for other in others:
        assert other == first


def _shape(words: Any) -> Any:
    """Keys and limits of a condition, without its words."""
    if isinstance(words, dict):
        return {key: _shape(one) for key, one in words.items()}
    return sorted(set(re.findall(r"\{\w+\}", words)))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
        if re.match(r"\w+:", target):
            continue
        file, _, anchor = target.partition("#")
        goal = (page.parent / file).resolve() if file else page
        assert goal.is_file(), f"{page.name}: {target}"
        if anchor:
            assert anchor in anchors(goal), f"{page.name}: {target}"


def anchors(page: Path) -> set[str]:
    """What can be linked to: headings as repository sites name them, and anchors set by hand."""
    text = page.read_text(encoding="utf-8")
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    named = {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}
    return named | set(re.findall(r'<a id="([^"]+)"', text))
