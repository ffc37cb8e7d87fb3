"""What holds of every gap of any rule: evidence, one a subject, and facts that its words can be made of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

import relreport
from relreport.rules import RULES, Gap
from relreport.rules.registry import INFO, MINOR, RECORD

LOCALES = Path(relreport.__file__).parent / "locales"
OPTIONAL = re.compile(r"\[\[.*?\]\]")
PLACE = re.compile(r"\{(\w+)[^}]*\}")


@cache
def words_of(language: str) -> dict[str, dict[str, Any]]:
    """The texts of all rules in one language, by code."""
    found: dict[str, dict[str, Any]] = {}
    for path in sorted((LOCALES / language / "rules").glob("*.yaml")):
        found.update(YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8")))
    return found


def texts_of(entry: Mapping[str, Any], variant: str | None) -> Iterator[str]:
    """All texts that a gap of this variant may be told in; what a variant lacks it takes from the base."""
    own = entry["variants"][variant] if variant else {}
    for part in ("title", "message", "do", "closed"):
        told = own.get(part, entry.get(part))
        if told is not None:
            yield from told.values() if isinstance(told, dict) else [told]


def needed(texts: Iterable[str]) -> set[str]:
    """The facts without which a text has a hole."""
    return {name for text in texts for name in PLACE.findall(OPTIONAL.sub("", text))}


def mentioned(texts: Iterable[str]) -> set[str]:
    return {name for text in texts for name in PLACE.findall(text)}


def well_made(code: str, gaps: Iterable[Gap]) -> None:
    """Fail where a gap breaks what all of them keep."""
    subjects: set[str | None] = set()
    for gap in gaps:
        rule = RULES[code]
        assert gap.subject not in subjects, f"{code}: two gaps of one subject"
        subjects.add(gap.subject)
        assert gap.evidence, f"{code}: no line to rest on"
        is_record = (gap.kind or rule.kind) == RECORD
        if is_record:
            assert (gap.severity or rule.severity) in (MINOR, INFO), (
                f"{code}: what nobody wrote down is minor"
            )
        for language in ("en", "zh"):
            entry = words_of(language)[code]
            assert gap.variant is None or gap.variant in entry["variants"], (
                f"{code}: no words for {gap.variant}"
            )
            texts = list(texts_of(entry, gap.variant))
            holes = needed(texts) - set(gap.facts)
            assert not holes, f"{code} {gap.variant}: the words in {language} ask for {holes}"
            unused = set(gap.facts) - mentioned(texts)
            assert not unused, f"{code} {gap.variant}: no word in {language} tells {unused}"
            if is_record:
                title = (entry["variants"][gap.variant] if gap.variant else entry).get(
                    "title", entry["title"]
                )
                assert title.endswith(("?", "？")), f"{code}: what nobody wrote down is asked, in {language}"
