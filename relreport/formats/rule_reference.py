"""The reference of all rules as Markdown: every rule in one fixed form, by family, each code a heading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from relreport.formats.rulebook import STAGE_NAMES, condition, fill_limits, unfilled
from relreport.readings.limits import LIMITS
from relreport.rules import Rule
from relreport.rules.gravity import LOWER_AT_REGULAR
from relreport.text.catalogue import FAMILIES, Words, labels, rule_words, sentences

PAGES = {"en": "", "zh": ".zh"}  # what stands before .md in a page's name


def as_markdown(rules: Iterable[Rule], language: str) -> str:
    """The whole reference, one page."""
    return "\n".join(_page(list(rules), language)) + "\n"


def _page(rules: list[Rule], language: str) -> Iterator[str]:
    words = sentences(language, "rulebook")
    page = words["reference"]
    yield f"<!-- {page['made'].replace('`', '')} -->"
    yield from ("", f"# {page['title']}", "", page["other"], "")
    for paragraph in page["intro"]:
        yield from (fill_limits(paragraph, {**LIMITS._asdict(), "count": len(rules)}), "")
    yield from (f"## {page['contents']}", "")
    families = {family: [rule for rule in rules if rule.family == family] for family in FAMILIES}
    for family, members in families.items():
        yield from (f"**{words['families'][family]}**", "", page["columns"], "| --- | --- | --- |")
        yield from (_row(rule, language) for rule in members)
        yield ""
    for family, members in families.items():
        yield from (f"## {words['families'][family]}", "")
        for rule in members:
            yield from _entry(rule, language)


def _row(rule: Rule, language: str) -> str:
    title = unfilled(rule_words(language)[rule.code].parts["title"], language)
    severity = labels(language)["severity"][rule.severity.word]
    return f"| [{rule.code}](#{rule.code.lower()}) | {severity} | {title} |"


def _entry(rule: Rule, language: str) -> Iterator[str]:
    say = sentences(language, "rulebook")["parts"]
    words = rule_words(language)[rule.code]
    colon = "：" if language == "zh" else ": "
    yield from (f"### {rule.code}", "", f"**{unfilled(words.parts['title'], language)}**", "")
    for name, value in _facts(rule, language):
        yield f"- {say[name]}{colon}{value}"
    yield ""
    when = condition(rule, language)
    for part in ("speaks", "message", "why", "good", "check", "false_alarm"):
        text = when["speaks"] if part == "speaks" else unfilled(words.parts[part], language)
        yield from (f"**{say[part]}{colon.rstrip()}** {text}", "")
    yield from _advice(rule, words, colon, language)
    yield from _variants(words, when.get("variants", {}), say, colon, language)


def _facts(rule: Rule, language: str) -> Iterator[tuple[str, str]]:
    words, table = sentences(language, "rulebook"), labels(language)
    when = condition(rule, language)
    then, between = ("：", "；") if language == "zh" else (": ", "; ")
    yield "name", f"`{rule.name}`"
    severities = [table["severity"][rule.severity.word]]
    severities += [
        f"{table['severity'][word]}{then}{when[word]}" for word in table["severity"] if word in when
    ]
    if rule.code in LOWER_AT_REGULAR:
        severities.append(words["parts"]["lower"])
    yield "severity", between.join(severities)
    kinds = [words["kinds"][rule.kind]]
    kinds += [f"{words['kinds'][word]}{then}{when[word]}" for word in words["kinds"] if word in when]
    yield "kind", between.join(kinds)
    comma = "、" if language == "zh" else ", "
    yield "stages", comma.join(table["stage"][STAGE_NAMES[letter]] for letter in rule.stages)
    if rule.thresholds:
        yield "thresholds", comma.join(f"`{name}` {value:g}" for name, value in rule.thresholds.items())
    yield "rank", words["ranks"][str(rule.rank)]
    asides = [
        words["parts"][name]
        for name, holds in (("untagged", rule.needs_tags), ("held", rule.advice))
        if holds
    ]
    if asides:
        yield "aside", between.join(asides)
    page = f"method{PAGES[language]}.md"
    yield "source", comma.join(f"[{one}]({page}#{one.lower()})" for one in rule.source)


def _advice(rule: Rule, words: Words, colon: str, language: str) -> Iterator[str]:
    say, stages = sentences(language, "rulebook")["parts"], labels(language)["stage"]
    heading = f"**{say['do']}{colon.rstrip()}**"
    at = {letter: text for letter, text in words.do.items() if letter in rule.stages}
    if not at:
        yield from (f"{heading} {unfilled(words.do['default'], language)}", "")
        return
    yield from (heading, "")
    for letter, text in at.items():
        yield f"- {stages[STAGE_NAMES[letter]]}{colon}{unfilled(text, language)}"
    if len(at) < len(rule.stages):
        yield f"- {say['otherwise']}{colon}{unfilled(words.do['default'], language)}"
    yield ""


def _variants(
    words: Words, when: Mapping[str, str], say: Mapping[str, str], colon: str, language: str
) -> Iterator[str]:
    if not words.variants:
        return
    yield from (f"**{say['variants']}{colon.rstrip()}**", "")
    for name, variant in words.variants.items():
        said = [
            unfilled(variant.parts[part], language) for part in ("title", "message") if part in variant.parts
        ]
        said += [f"*{say['do']}{colon.rstrip()}* {unfilled(text, language)}" for text in variant.do.values()]
        case = f"（{when[name]}）" if language == "zh" else f" ({when[name]})"
        yield f"- `{name}`{case}{colon}{_joined(said, language)}"
    yield ""


def _joined(texts: list[str], language: str) -> str:
    """Sentences in a row; a title has no full stop of its own."""
    stop, gap = ("。", "") if language == "zh" else (".", " ")
    return gap.join(text if text[-1] in ".?!。？！" else text + stop for text in texts)
