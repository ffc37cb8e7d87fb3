"""Schema and reader agree: on every sample, every example, and 2,000 mutations of them."""

from __future__ import annotations

import copy
import random
import re
from typing import Any

import jsonschema
import pytest

from relreport.fields.account import ACCOUNT
from relreport.parse import parse, parse_settings
from relreport.schema import account_schema, settings_schema
from relreport.source import take_apart
from tests.reading.files import ROOT, accounts, as_editors_see, workspaces

# What JSON Schema cannot say; schema.py's first lines tell it in words.
BEYOND = {
    "E152",  # a name the site uses
    "E205",  # no such day; a share over 1 in full-width digits
    "E207",  # an id twice
    "E209",  # a name that cannot serve as an id
    "E210", "E211", "E212",  # whom a name means
    "E213",  # dates out of order
    "E214", "E215", "E216", "E217", "E218",  # sums, periods, circles
    "E220",  # a full-width comma, which is text to a schema
}  # fmt: skip
VALIDATOR = jsonschema.Draft7Validator(account_schema())
SETTINGS = jsonschema.Draft7Validator(settings_schema())


def test_the_schemas_are_schemas() -> None:
    jsonschema.Draft7Validator.check_schema(account_schema())
    jsonschema.Draft7Validator.check_schema(settings_schema())


@pytest.mark.parametrize(("name", "data", "settings"), accounts(), ids=[one[0] for one in accounts()])
def test_every_sample_and_example_is_valid_for_both(name: str, data: bytes, settings: Any) -> None:
    assert not parse(f"accounts/{name}", data, settings).errors
    top = take_apart(name, data).top
    assert [error.message for error in VALIDATOR.iter_errors(as_editors_see(top))] == []


@pytest.mark.parametrize("folder", workspaces(), ids=lambda folder: folder.name)
def test_the_settings_are_valid_for_both(folder: Any) -> None:
    data = (folder / "relreport.yaml").read_bytes()
    assert not parse_settings("relreport.yaml", data).errors
    top = take_apart("relreport.yaml", data, settings_file=True).top
    assert [error.message for error in SETTINGS.iter_errors(as_editors_see(top))] == []


STRANGE: tuple[Any, ...] = (
    "none", "无", "x", "待定", "", None, {}, [], [None], 0, 1, 3, -1, 45, 0.45, "45%", "40-48%", "48-40%", "2026-10-12",
    "2026/9/30", "2026年9月30日", "2026-13-01", "2026-02-30", "2026-Q3", "2026Q5", "2026-H1", "１２００万", "1.2亿", "yes", "否",
    True, "visit", "拜访", "VISIT", "Decider", "使用", "+industry", "industry", "-高压", "10:00", "25:00", "05-18", "li-na",
    "王磊", "[急] 尽快", {"value": "x"}, {"x_own": 1}, {"a": {"b": 1}}, ["visit"], [["a"]], [{"on": "2026-01-01"}],
    "关键 点", "a b", "-a", ".a", "a" * 65, "con", "约60%", "六成", "12_000", "12,000", "1200万元", "2026-09", "2026",
)  # fmt: skip


def mutated(data: dict[str, Any], dice: random.Random) -> dict[str, Any]:
    """One value or key of the data changed."""
    data = copy.deepcopy(data)
    here: Any = data
    while True:
        if isinstance(here, list):
            if not here:
                return data
            place: Any = dice.randrange(len(here))
        else:
            place = dice.choice(list(here))
        if isinstance(here[place], dict | list) and here[place] and dice.random() < 0.85:
            here = here[place]
            continue
        change = dice.random()
        if change < 0.15 and isinstance(here, dict):
            here[dice.choice((f"{place}x", "x_own", "name", "on", "id", "without", "期间"))] = here.pop(place)
        elif change < 0.25:
            del here[place]
        else:
            here[place] = copy.deepcopy(dice.choice(STRANGE))
        return data


def written(value: Any) -> str:
    """The data as one line of YAML, in which a number, a text and nothing stay what they are."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{written(str(key))}: {written(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(written, value)) + "]"
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return repr(value)
    text = str(value)
    if re.fullmatch(r"[\w./+%-]+", text) and text != "-":
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def agreed(data: dict[str, Any]) -> str:
    """How reader and schema judge the data: the same way, or the text of the quarrel."""
    lines = [f"{written(key)}: {written(value)}" for key, value in data.items()]
    text = "---\n" + "\n".join(lines) + "\n---\n"
    parsed = parse("accounts/a.md", text.encode())
    seen = as_editors_see(take_apart("a.md", text.encode()).top)
    errors = list(VALIDATOR.iter_errors(seen))
    found = {finding.code for finding in parsed.errors}
    if errors and not found:
        best = max(errors, key=lambda error: len(error.absolute_path))
        return f"the schema alone: {list(best.absolute_path)} {best.instance!r}"
    if found - BEYOND and not errors:
        first = next(finding for finding in parsed.errors if finding.code not in BEYOND)
        return f"the reader alone: {first.code} {dict(first.facts)} in {text.split(chr(10))[first.where.line - 1][:200]}"
    return ""


def test_two_thousand_mutations_are_judged_alike() -> None:
    dice = random.Random(20261122)
    originals = [as_editors_see(take_apart(name, data).top) for name, data, _ in accounts()]
    rich = [one for one in originals if len(one) > 8]
    quarrels = []
    for _ in range(2000):
        quarrel = agreed(mutated(dice.choice(rich), dice))
        if quarrel:
            quarrels.append(quarrel)
    assert quarrels == [], f"{len(quarrels)} quarrels"


def test_every_field_has_a_title_and_both_languages() -> None:
    schema = account_schema()
    for field in ACCOUNT.fields:
        told = schema["properties"][field.name]
        assert told["title"]
        assert field.en in told["description"]
        assert field.zh in told["description"]


def test_the_samples_are_where_they_are_looked_for() -> None:
    assert len(list((ROOT / "accounts").glob("*.md"))) >= 10
