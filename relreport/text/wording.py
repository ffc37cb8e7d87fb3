"""One reader's language: labels, names and figures, and templates filled with facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date, time
from fractions import Fraction
from typing import Any

from relreport.assess import OpenGap
from relreport.model import Period, Share
from relreport.morrow import CHANGING, later
from relreport.phrases import chosen, seamed, taken_apart, without_seams
from relreport.record import dataclass
from relreport.text.catalogue import labels, placeholders, rule_words
from relreport.text.figures import (
    say_birthday,
    say_day,
    say_list,
    say_money,
    say_period,
    say_points,
    say_share,
)

# where a rule's label stands in several vocabularies, the first that knows the token is meant
_LABEL_LISTS = (
    "trust_item_ours",
    "trust_item",
    "board",
    "side",
    "axis",
    "value_level",
    "performance",
    "cause",
    "posture",
    "opening",
    "sales_mode",
    "tier_why",
    "kind",
)


@dataclass(frozen=True, kw_only=True)
class Wording:
    """How facts are said to one reader. `outward`: labels for what leaves the team. `names`: ids -> names."""

    language: str
    day: date
    outward: bool = False
    own_labels: Mapping[str, str] = field(default_factory=dict)  # the settings' `labels`
    names: Mapping[str, str] = field(default_factory=dict)
    people: Mapping[str, str] = field(default_factory=dict)
    tenders: Mapping[str, str] = field(default_factory=dict)
    currency: str = "CNY"

    def label(self, scale: str, token: str) -> str:
        """What a token of a vocabulary is called here."""
        if self.own_labels:
            name = f"{scale}.{token}"
            own = self.own_labels.get(f"{self.language}.{name}") or self.own_labels.get(name)
            if own:
                return own
        table = labels(self.language)
        if self.outward and token in table.get(f"outward.{scale}", {}):
            return table[f"outward.{scale}"][token]
        return table[scale][token]

    def any_label(self, token: str) -> str:
        """The label of a token whose vocabulary is not named."""
        table = labels(self.language)
        for scale in _LABEL_LISTS:
            if token in table[scale]:
                return self.label(scale, token)
        return token

    def contact(self, id: str) -> str:
        return self.names.get(id, id)

    def person(self, id: str) -> str:
        return self.people.get(id, id)

    def day_of(self, on: date) -> str:
        """A date as people say it; the year only where it is not this one."""
        return say_day(on, self.language, self.day.year)

    def period(self, period: Period) -> str:
        return say_period(period, self.language)

    def share(self, share: Share) -> str:
        return say_share(share)

    def money(self, amount: Any) -> str:
        return say_money(amount, self.language, self.currency)

    def several(self, words: list[str]) -> str:
        return say_list(words, self.language)

    def fact(self, name: str, value: Any) -> str:
        """A fact in words, by the kind of its placeholder."""
        match placeholders()[name]["kind"]:
            case "contact":
                return self.contact(value)
            case "person":
                return self.person(value)
            case "contacts":
                return self.several([self.contact(one) for one in _each(value)])
            case "tender":
                return self.tenders.get(value, value)
            case "persons":
                return self.several([self.person(one) for one in _each(value)])
            case "date":
                return self.day_of(value)
            case "monthday":
                return say_birthday(value, self.language)
            case "period":
                return self.period(value)
            case "share":
                return self.share(value if isinstance(value, Share) else Share.of(Fraction(value)))
            case "points":
                return say_points(value)
            case "stage" | "distance" | "trust" | "temperature" as scale:
                return self.label(scale, value)
            case "label":
                return self.any_label(value)
            case "labels":
                return self.several([self.any_label(one) for one in _each(value)])
            case "hour":
                return f"{value:%H:%M}" if isinstance(value, time) else str(value)
            case "number":
                return say_points(value)
        return value if isinstance(value, str) else self.several([str(one) for one in _each(value)])

    def fill(self, template: str, facts: Mapping[str, Any]) -> str:
        """The template with its facts. `[[…]]` goes where a fact in it is missing; `{n|day|days}` counts.

        A fact that is None is one that these readers may not have.
        """
        if "[[" in template:
            known = frozenset(name for name, value in facts.items() if value is not None)
            template = chosen(template, known)
        if "{" in template:
            first, places = taken_apart(template)
            pieces = [first]
            for name, one, many, after in places:
                if name not in facts:
                    raise KeyError(f"no fact {name!r} for: {template}")
                value = facts[name]
                if type(value) in CHANGING:
                    return later(value, self.fill, template, facts)
                said = self.label("shown", "closed") if value is None else self.fact(name, value)
                pieces.append(seamed(said) if one is None else f"{said} {one if said == '1' else many}")
                pieces.append(after)
            template = without_seams("".join(pieces))
        return template[:1].upper() + template[1:] if self.language == "en" else template

    def fill_words(self, template: str, **said: str) -> str:
        """A template whose facts are in words already."""
        first, places = taken_apart(template)
        return without_seams(first + "".join([f"{seamed(said[one.fact])}{one.after}" for one in places]))

    def rule(self, code: str, part: str, variant: str | None, facts: Mapping[str, Any]) -> str:
        """One part of a rule's words: `title`, `message`, `why`, `good`, `check`, `false_alarm`."""
        return self.fill(rule_words(self.language)[code].variant(variant).parts[part], facts)

    def of_gap(self, gap: OpenGap, part: str) -> str:
        """A part of what a gap says; title and message in closed form where its facts are closed."""
        words = rule_words(self.language)[gap.code].variant(gap.variant)
        template = words.closed.get(part) if gap.closed else None
        return self.fill(template or words.parts[part], gap.facts)

    def action(self, code: str, variant: str | None, letter: str, facts: Mapping[str, Any]) -> str:
        """What a rule says to do, at a stage."""
        return self.fill(rule_words(self.language)[code].variant(variant).action(letter), facts)


def _each(value: Any) -> list[Any]:
    return list(value) if isinstance(value, tuple | list | frozenset) else [value]
