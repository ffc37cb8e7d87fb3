"""Rules as people and machines read them: the list, one rule whole, and the contract's JSON."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from relreport.formats.columns import fitted
from relreport.phrases import phrases
from relreport.readings.limits import LIMITS
from relreport.rules import Rule
from relreport.text.catalogue import Words, labels, rule_words, sentences

STAGE_NAMES = {"D": "development", "I": "initial", "S": "stable", "X": "strategic"}
_SIGNS = {"en": (": ", ", "), "zh": ("：", "、")}
_LIMIT = re.compile(r"\{(\w+)\}")
_OPTIONAL = re.compile(r"\[\[.*?\]\]")
_PLACE = re.compile(r"\{(\w+)(?:#|\|[^|}]*\|([^|}]*))?\}")


def unfilled(template: str, language: str) -> str:
    """A template as it reads without a case: each fact as `‹days›`, optional parts left out."""
    words = sentences(language, "rulebook")["facts"]

    def place(found: re.Match[str]) -> str:
        name = f"‹{words.get(found[1], found[1])}›"
        return f"{name} {found[2]}" if found[2] else name

    return _PLACE.sub(place, _OPTIONAL.sub("", template))


def condition(rule: Rule, language: str) -> Mapping[str, Any]:
    """When a rule speaks, and when as what: its conditions with the default limits filled in."""
    limits = {**LIMITS._asdict(), **rule.thresholds}

    def filled(value: Any) -> Any:
        if isinstance(value, Mapping):
            return {name: filled(one) for name, one in value.items()}
        return fill_limits(value, limits)

    words: Mapping[str, Any] = filled(sentences(language, "conditions").get(rule.code, {}))
    return words


def fill_limits(text: str, limits: Mapping[str, float]) -> str:
    """A text with its {limits} as numbers."""
    return _LIMIT.sub(lambda found: f"{limits[found[1]]:g}", text)


def as_json(rule: Rule, language: str) -> dict[str, Any]:
    """A rule in the JSON contract; severity and kind are the base."""
    return {
        "code": rule.code,
        "name": rule.name,
        "severity": rule.severity.word,
        "kind": rule.kind,
        "stages": rule.stages,
        "class": rule.rank,
        "thresholds": dict(rule.thresholds),
        "source": list(rule.source),
        "title": unfilled(rule_words(language)[rule.code].parts["title"], language),
        "message": unfilled(rule_words(language)[rule.code].parts["message"], language),
        "why": rule_words(language)[rule.code].parts["why"],
        "do": {stage: unfilled(text, language) for stage, text in rule_words(language)[rule.code].do.items()},
    }


def as_list(rules: Iterable[Rule], language: str) -> str:
    """One line a rule."""
    table = labels(language)
    return "\n".join(
        f"{rule.code}  {fitted(table['severity'][rule.severity.word], 9)} {fitted(rule.name, 24)} "
        + unfilled(rule_words(language)[rule.code].parts["title"], language)
        for rule in rules
    )


def as_text(rule: Rule, language: str) -> str:
    """One rule whole, in a fixed form."""
    words = rule_words(language)[rule.code]
    say = sentences(language, "rulebook")["parts"]
    table = labels(language)
    colon, comma = _SIGNS[language]
    stages = comma.join(table["stage"][name] for name in _stages(rule))
    lines = [
        f"{rule.code} {rule.name}",
        unfilled(words.parts["title"], language),
        "",
        f"{say['severity']}{colon}{table['severity'][rule.severity.word]} · {table['gap_kind'][rule.kind]}",
        f"{say['stages']}{colon}{stages}",
        *_thresholds(rule, say, colon),
        f"{say['source']}{colon}{', '.join(rule.source)}",
        *_gists(rule, language),
        "",
    ]
    if speaks := condition(rule, language).get("speaks"):  # an organisation's own rule has none
        lines += [f"{say['speaks']}{colon}{speaks}"]
    for part in ("message", "why", "good", "check", "false_alarm"):
        lines += [f"{say[part]}{colon}{unfilled(words.parts[part], language)}"]
    lines += _advice(words, say, language)
    return "\n".join(lines)


def _gists(rule: Rule, language: str) -> list[str]:
    """What each source says, in a line."""
    told = phrases("sources", language)
    colon, _ = _SIGNS[language]
    return [f"  {one}{colon}{told[one]['text']}" for one in rule.source if one in told]


def _stages(rule: Rule) -> list[str]:
    return [STAGE_NAMES[letter] for letter in rule.stages]


def _thresholds(rule: Rule, say: dict[str, str], colon: str) -> list[str]:
    if not rule.thresholds:
        return []
    return [
        f"{say['thresholds']}{colon}"
        + ", ".join(f"{name} {value:g}" for name, value in rule.thresholds.items())
    ]


def _advice(words: Words, say: dict[str, str], language: str) -> list[str]:
    table = labels(language)["stage"]
    colon, _ = _SIGNS[language]
    form = "（{}）" if language == "zh" else " ({})"
    at = {stage: form.format(table[name]) for stage, name in STAGE_NAMES.items()}
    return [
        f"{say['do']}{at.get(stage, '')}{colon}{unfilled(text, language)}" for stage, text in words.do.items()
    ]
