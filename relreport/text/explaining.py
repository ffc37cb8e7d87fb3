"""An explanation in words: the tree as lines of text, and as plain data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

from relreport.assess import OpenGap
from relreport.explain import Leaf, Node, Ours, Theirs, Token
from relreport.model import Period, Share
from relreport.morrow import CHANGING, woven
from relreport.moves import Condition
from relreport.moves.changes import Change
from relreport.phrases import filled, phrases
from relreport.playbook import Row
from relreport.questions import Question, RestsOn
from relreport.readings.limits import LIMITS
from relreport.record import dataclass
from relreport.rules import Rule
from relreport.text.asking import asked, rests_text, shown_text, strategy_text
from relreport.text.catalogue import labels, rule_words, sentences
from relreport.text.moving import change_text
from relreport.text.sayings import condition_detail, condition_label
from relreport.text.wording import Wording

OF_RULES = frozenset(
    {
        "gap.speaks",
        "gap.from",
        "gap.setting",
        "limit",
        "limit.own",
        "limit.tier",
        "move.answers",
        "silent.condition",
    }
)


@cache
def _of_rules(language: str, outward: bool, thresholds: tuple[tuple[str, float], ...]) -> dict[Any, str]:
    """The texts that were told already of rules, by kind and facts: one table for each way to tell them."""
    return {}


@cache
def outward_labels(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """What levels of distance and positions are called inside, and outside instead."""
    table = labels(language)
    edge = r"\b" if language == "en" else ""
    return tuple(
        (re.compile(f"{edge}{re.escape(table[scale][token])}{edge}"), outside)
        for scale in ("distance", "posture")
        for token, outside in table.get(f"outward.{scale}", {}).items()
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One claim in words, how deep it stands, and the lines it rests on itself."""

    depth: int
    text: str
    holds: bool | None
    leaves: tuple[Leaf, ...]
    command: bool = False  # to be typed as it stands


class Teller:
    """Says the claims of one account. `path`: its file; `thresholds`: the settings'."""

    def __init__(self, wording: Wording, *, account: str, path: str, thresholds: dict[str, float]) -> None:
        self.wording = wording
        self.account = account
        self.path = path
        self.thresholds = thresholds
        self.texts = phrases("explain", wording.language)
        own = tuple(sorted(thresholds.items()))
        self._plain: dict[str, str] = {}  # claims without facts, by kind
        self._of_rules = _of_rules(wording.language, wording.outward, own)

    def told(self, node: Node, depth: int = 0) -> Iterator[Told]:
        """The claim and those below it, depth first."""
        yield Told(
            depth=depth,
            text=self.text(node),
            holds=node.holds,
            leaves=node.leaves,
            command=node.kind == "close.said",
        )
        for child in node.children:
            yield from self.told(child, depth + 1)

    def text(self, node: Node) -> str:
        if not node.facts:  # the same of every person
            said = self._plain.get(node.kind)
            if said is None:
                said = self._plain[node.kind] = self._text(node)
            return said
        if node.kind not in OF_RULES:
            return self._text(node)
        # what a rule, a limit and a source say is the same for every account
        key = (node.kind, *(one.code if isinstance(one, Rule) else one for one in node.facts.values()))
        said = self._of_rules.get(key)
        if said is None:
            said = self._of_rules[key] = self._text(node)
        return said

    def _text(self, node: Node) -> str:
        kind = "close.theirs" if node.kind == "close.change" and node.facts.get("theirs") else node.kind
        facts: dict[str, str | int] = {}
        for name, value in node.facts.items():
            said = self._said(name, value)
            facts |= said if isinstance(said, dict) else {name: said}
        facts.setdefault("account", self.account)
        return filled(self.texts[kind]["text"], facts)

    def place(self, leaf: Leaf) -> str:
        """`accounts/x.md:31, 9 Oct, author`."""
        facts: dict[str, str | int] = {"path": self.path, "line": leaf.at.line}
        if leaf.on:
            facts["on"] = self.wording.day_of(leaf.on)
        if leaf.author:
            facts["author"] = leaf.author
        return filled(self.texts["leaf"]["text"], facts)

    def data(self, node: Node, lines: list[str]) -> dict[str, Any]:
        """The tree as plain data: the same facts for machines."""
        return {
            "kind": node.kind,
            "text": self.text(node),
            "holds": node.holds,
            "lines": [
                {
                    "path": self.path,
                    "line": leaf.at.line,
                    "field": leaf.at.field,
                    "on": leaf.on.isoformat() if leaf.on else None,
                    "author": leaf.author,
                    "text": lines[leaf.at.line - 1].strip() if 0 < leaf.at.line <= len(lines) else "",
                }
                for leaf in node.leaves
            ],
            "because": [self.data(child, lines) for child in node.children],
        }

    def _said(self, name: str, value: Any) -> str | int | dict[str, str | int]:
        wording = self.wording
        match value:
            case Token(scale, token):
                return wording.label(scale, token)
            case Theirs(id):
                return wording.contact(id)
            case Ours(id):
                return wording.person(id)
            case OpenGap() if name == "gap":
                colon = "：" if wording.language == "zh" else ": "
                gap = woven("{}{}{}", value.anchor, colon, wording.of_gap(value, "title"))
                return {
                    "gap": gap,
                    "message": wording.of_gap(value, "message"),
                    "check": wording.of_gap(value, "check"),
                }
            case Row():
                colon = "：" if wording.language == "zh" else ": "
                return f"{strategy_text(value, wording)}{colon}{shown_text(value, wording)}"
            case RestsOn():
                return rests_text(value, wording)
            case (Question() as question, str(letter)):
                told = asked(question, wording, letter)
                return {"ask": told.ask, "who": told.who, "how": told.how}
            case Rule():
                return {"rule": self._rule(value), "condition": self._condition(value)}
            case Change():
                return change_text(value, wording)
            case Condition():
                return f"{condition_label(value, wording)}: {condition_detail(value, wording)}"
            case Period():
                return wording.period(value)
            case Share():
                return wording.share(value)
            case bool():
                return self.texts["yes"]["text"]
            case date():
                return wording.day_of(value)
            case int():
                return value
            case tuple():
                return wording.several([str(self._said(name, one)) for one in value])
        if name == "source":
            gist = phrases("sources", wording.language).get(value, {}).get("text", "")
            shown = gist and self._outward(gist) == gist  # our own words for a level stay inside
            return {"source": value, "gist": gist} if shown else {"source": value}
        if name == "reading":
            table: dict[str, str] = sentences(wording.language, "plan")["condition"]
            return str(table[value]["label"]) if value in table else value  # type: ignore[index]
        return value if type(value) in CHANGING else str(value)

    def _rule(self, rule: Rule) -> str:
        words = rule_words(self.wording.language).get(rule.code)
        title = words.parts["title"] if words else rule.name
        plain = "{" not in title
        return f"{rule.code} {title if plain else rule.name}"

    def _condition(self, rule: Rule) -> str:
        """When the rule speaks, with the limits that hold here."""
        limits = {**LIMITS._asdict(), **rule.thresholds, **self.thresholds}
        said = sentences(self.wording.language, "conditions").get(rule.code, {}).get("speaks", rule.why)
        for name, value in limits.items():
            said = said.replace("{" + name + "}", f"{value:g}")
        return self._outward(str(said))

    def _outward(self, text: str) -> str:
        """The text with the labels by which readers outside the team know levels and positions."""
        if self.wording.outward:
            for inside, outside in outward_labels(self.wording.language):
                text = inside.sub(outside, text)
        return text
