"""An organisation's own rules, from installed packages: the entry point group `relreport.rules`.

An entry point names a module. Importing it registers its rules (`relreport.rules.registry.rule`); its `WORDS`
give their texts: language -> code -> the same parts as in `locales/`. A package that fails is named, and the
rest goes on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import Any

from relreport.rules.live import live_codes
from relreport.rules.registry import RULES

GROUP = "relreport.rules"


class OwnRules:
    """What was loaded: words by language and code, and the packages that failed, by name."""

    def __init__(self) -> None:
        self.words: dict[str, dict[str, Any]] = {}
        self.failed: list[str] = []


@cache
def installed() -> OwnRules:
    """Load the rules of every installed package, once a process."""
    return load(sorted(entry_points(group=GROUP), key=lambda one: one.name))


def load(points: Iterable[EntryPoint]) -> OwnRules:
    """Load the rules that entry points name; rules of a package without words are taken back."""
    own = OwnRules()
    for point in points:
        before = set(RULES)
        try:
            words: Mapping[str, Mapping[str, Any]] = point.load().WORDS
            new = set(RULES) - before
            told = _told(new, words)
        except Exception:  # noqa: BLE001 - whatever their code does, ours goes on and says whose it was
            told = False
        if not told:
            for code in set(RULES) - before:
                del RULES[code]
            own.failed.append(point.name)
            continue
        for code in new:
            RULES[code] = replace(RULES[code], builtin=False)
        for language, texts in words.items():
            own.words.setdefault(language, {}).update(texts)
    live_codes.cache_clear()  # what may speak has changed
    return own


def _told(codes: Iterable[str], words: Mapping[str, Mapping[str, Any]]) -> bool:
    """Whether every rule has its words in both languages."""
    return all(code in words.get(language, {}) for code in codes for language in ("en", "zh"))
