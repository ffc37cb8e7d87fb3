"""The words of `locales/`, read once a process: labels, rules, pages, placeholders."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from relreport.answers import answered
from relreport.record import dataclass
from relreport.source import Map, Seq, take_apart

LANGUAGES = ("en", "zh")
FAMILIES = {
    "STG": "stage",
    "ENT": "entry",
    "GRO": "growth",
    "NET": "net",
    "DST": "distance",
    "TRU": "trust",
    "SPC": "topics",
    "VAL": "value",
    "CAD": "upkeep",
    "BID": "tender",
    "CMP": "complaint",
    "FRE": "fresh",
    "NED": "need",
    "CON": "conduct",
    "TEA": "team",
    "REF": "referral",
    "SEC": "secrecy",
    "PLN": "plan",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What is said of one rule: texts by part (`title`, `message`, …), by variant, and in closed form."""

    parts: Mapping[str, str]
    do: Mapping[str, str]  # by stage letter, and `default`
    closed: Mapping[str, str]
    variants: Mapping[str, Words]  # what each has of its own
    whole: Mapping[str, Words]  # the same, with the base's for the rest

    def variant(self, name: str | None) -> Words:
        """The words of a variant: its own where it has them, the base's for the rest."""
        return self.whole.get(name, self) if name else self

    def action(self, letter: str) -> str:
        """What to do, at a stage."""
        return self.do.get(letter) or self.do.get("default", "")


@cache
def rule_words(language: str) -> Mapping[str, Words]:
    """The words of every rule by code."""
    found: dict[str, Words] = {}
    for family in FAMILIES.values():
        entries = _load(f"{language}/rules/{family}.yaml")
        found.update({code: _words(entry) for code, entry in entries.items()})
    return found


def learn_rules(language: str, entries: Mapping[str, Any]) -> None:
    """Add the words of an organisation's own rules, in the form of `locales/`."""
    known = rule_words(language)
    assert isinstance(known, dict)
    known.update({code: _words(entry) for code, entry in entries.items()})


@cache
def labels(language: str) -> Mapping[str, Mapping[str, str]]:
    """What tokens are called: vocabulary -> token -> label."""
    return _load(f"{language}/labels.yaml")


@cache
def page_words(language: str) -> Mapping[str, Any]:
    """The fixed words of pages."""
    return _load(f"{language}/pages.yaml")


@cache
def sentences(language: str, name: str) -> Mapping[str, Any]:
    """A file of sentences: `verdict`, `evidence`, …"""
    return _load(f"{language}/{name}.yaml")


@cache
def placeholders() -> Mapping[str, Mapping[str, str]]:
    """Kind and sensitivity of every placeholder."""
    return _load("placeholders.yaml")


def _words(entry: Mapping[str, Any]) -> Words:
    said = entry.get("do", {})
    do = {"default": said} if isinstance(said, str) else said
    parts = {name: text for name, text in entry.items() if isinstance(text, str) and name != "do"}
    closed = entry.get("closed", {})
    variants = {name: _words(variant) for name, variant in entry.get("variants", {}).items()}
    whole = {
        name: Words(
            parts={**parts, **own.parts},
            do=own.do or do,
            closed=own.closed or closed,
            variants={},
            whole={},
        )
        for name, own in variants.items()
    }
    return Words(parts=parts, do=do, closed=closed, variants=variants, whole=whole)


def _load(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = answered(f"words {name}", lambda: _read(name))
    return loaded


def _read(name: str) -> dict[str, Any]:
    data = files("relreport").joinpath("locales", *name.split("/")).read_bytes()
    source = take_apart(name, data, settings_file=True)
    if source.findings or source.top is None:
        raise ValueError(f"locales/{name}: {[str(one.where) for one in source.findings]}")
    plain: dict[str, Any] = _plain(source.top)
    return plain


def _plain(value: Any) -> Any:
    if isinstance(value, Map):
        return {key: _plain(one) for key, one in value.values.items()}
    if isinstance(value, Seq):
        return [_plain(one) for one in value.items]
    return value
