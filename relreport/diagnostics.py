"""What was found in a file, told: one line for a person, or the form that a machine reads.

Messages hold facts, which are ids, tokens, names of fields and limits. Only the terminal's text form may show
the source line, and only it may show a mended line: both can hold what somebody confided.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from relreport.finding import Finding, Severity
from relreport.phrases import filled, phrases
from relreport.record import dataclass

FORMATS = ("text", "json", "github", "gitlab", "sarif")

WINDOW = 110  # columns of a source line that are shown


def message(finding: Finding, language: str) -> str:
    """The finding in one sentence."""
    words = phrases("diagnostics", language)
    entry = words[finding.code]
    return escaped(filled(entry["message"], _in_words(finding.facts, words, language)))


def title(code: str, language: str) -> str:
    """What kind of mistake a code stands for; it quotes nothing."""
    told: str = phrases("diagnostics", language)[code]["title"]
    return told


def hint(finding: Finding, language: str) -> str:
    """How to put it right, or nothing."""
    words = phrases("diagnostics", language)
    facts = dict(_in_words(finding.facts, words, language))
    if finding.edit is not None:  # what nobody can do for the writer is not promised
        facts["fix"] = words["labels"]["fix"]
    return escaped(filled(words[finding.code].get("hint", ""), facts))


def _in_words(
    facts: Mapping[str, str | int], words: Mapping[str, Mapping[str, str]], language: str
) -> Mapping[str, str | int]:
    """The facts with what a kind of value looks like said in words."""
    told = dict(facts)
    for name in ("kind", "expected"):
        value = str(facts.get(name, ""))
        head, _, rest = value.partition(" ")
        kinds = words["kinds"]
        if head in kinds and (name == "kind" or not rest):
            told[name] = filled(kinds[head], {"range": rest})
    if language == "zh" and "glossed" in told:
        told["expected"] = told["glossed"]  # keys are English; each with its Chinese name
    return told


def escaped(text: str) -> str:
    """The text with what steers a terminal, or hides, shown as its number."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_shown(one) for one in text)


def _shown(character: str) -> str:
    if character == "\t" or unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Zl", "Zp"):
        return character
    return f"\\u{ord(character):04x}" if ord(character) < 0x10000 else f"\\U{ord(character):08x}"


def line(finding: Finding, language: str) -> str:
    """`path:line:column: error[E210] message`."""
    return (
        f"{escaped(str(finding.where))}: {finding.severity.word}[{finding.code}] {message(finding, language)}"
    )


def text(finding: Finding, source: str | None, language: str, window: int = WINDOW) -> list[str]:
    """The terminal's text form: the line, the source with a caret under the place, and how to put it right.

    `source` is the line of the file that the finding is about; None shows none. `window`: how many columns of
    it there is room for.
    """
    labels = phrases("diagnostics", language)["labels"]
    shown = [line(finding, language)]
    margin = " " * max(len(str(finding.where.line)), 3)
    if source is not None:
        width = max(finding.where.end_column - finding.where.column, 1)
        quote, caret = under(source, finding.where.column - 1, width, window)
        shown += [f"{finding.where.line:>{len(margin)}} | {quote}".rstrip(), f"{margin} | {caret}"]
        if finding.mended is not None:
            blanks = len(source) - len(source.lstrip())
            indented = len(finding.mended) - len(finding.mended.lstrip())
            mended = finding.mended.rstrip() if indented != blanks else finding.mended.strip()
            shown.append(f"{margin} = {labels['mended']}{escaped(mended)}")
    if told := hint(finding, language):
        shown.append(f"{margin} = {told}")
    return shown


def under(source: str, column: int, width: int, window: int = WINDOW) -> tuple[str, str]:
    """The line as it is shown, and the carets under `width` of its characters from `column`, counted from 0.

    A long line is cut to a `window` of columns around the place. Wide characters take two columns, combining
    ones none.
    """
    column = min(column, len(source))
    lead = cut = ""
    if columns(source[:column]) > window // 2 and columns(source) > window:
        start = column
        while start > 0 and columns(source[start - 1 : column]) < window // 2:
            start -= 1
        source, column, lead = source[start:], column - start, "…"
    if columns(source) > window:
        end = len(source)
        while columns(source[:end]) > window:
            end -= max((columns(source[:end]) - window) // 2, 1)
        source, cut = source[:end], "…"
    before, marked = escaped(source[:column]), escaped(source[column : column + width])
    pad = "".join("\t" if one == "\t" else " " * columns(one) for one in lead + before)
    return lead + escaped(source) + cut, pad + "^" * max(columns(marked), 1)


def columns(text: str) -> int:
    """How many columns of a terminal the text takes."""
    if text.isascii():
        return len(text)
    return sum(
        0
        if unicodedata.category(one) in ("Mn", "Me", "Cf")
        else 2
        if unicodedata.east_asian_width(one) in "WF"
        else 1
        for one in text
    )


def as_json(findings: Sequence[Finding], files: int, language: str) -> str:
    """The JSON contract of `check`: errors, and beside them the warnings."""

    def entry(finding: Finding) -> dict[str, Any]:
        where = finding.where
        return {
            "path": where.path,
            "line": where.line,
            "column": where.column,
            "end_line": where.end_line,
            "end_column": where.end_column,
            "code": finding.code,
            "message": message(finding, language),
            "hint": hint(finding, language) or None,
            "repairable": finding.edit is not None,
            "related": [
                {"path": one.path, "line": one.line, "column": one.column} for one in finding.related
            ],
        }

    return _dumped(
        {
            "files": files,
            "errors": [entry(one) for one in findings if one.is_error],
            "warnings": [entry(one) for one in findings if not one.is_error],
        }
    )


def as_github(findings: Iterable[Finding], language: str) -> str:
    """Workflow commands that put each finding on its line in a pull request."""

    def data(text: str) -> str:
        return escaped(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))

    def attribute(text: str) -> str:
        return data(text).replace(":", "%3A").replace(",", "%2C")

    return "\n".join(
        f"::{finding.severity.word} file={attribute(finding.where.path)},line={finding.where.line},"
        f"col={finding.where.column},endColumn={finding.where.end_column},title={finding.code}::"
        f"{data(message(finding, language))}"
        for finding in findings
    )


def as_gitlab(findings: Iterable[Finding], language: str) -> str:
    """A code quality report."""
    seen: dict[str, int] = {}
    report = []
    for finding in findings:
        # without the line: a finding stays the same one when lines are added above it
        same = json.dumps([finding.where.path, finding.code, sorted(finding.facts.items())], default=str)
        seen[same] = seen.get(same, 0) + 1
        report.append(
            {
                "description": message(finding, language),
                "check_name": finding.code,
                "fingerprint": hashlib.sha256(f"{same}#{seen[same]}".encode()).hexdigest(),
                "severity": "major" if finding.is_error else "minor",
                "location": {
                    "path": finding.where.path,
                    "lines": {
                        "begin": finding.where.line,
                        "end": finding.where.end_line or finding.where.line,
                    },
                },
            }
        )
    return _dumped(report)


def as_sarif(findings: Sequence[Finding], language: str, version: str) -> str:
    """SARIF 2.1.0."""
    codes = sorted({finding.code for finding in findings})
    words = phrases("diagnostics", language)
    return _dumped(
        {
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [
                {
                    "tool": {
                        "driver": {
                            "name": "relreport",
                            "version": version,
                            "rules": [
                                {"id": code, "shortDescription": {"text": words[code]["title"]}}
                                for code in codes
                            ],
                        }
                    },
                    "columnKind": "unicodeCodePoints",
                    "results": [
                        {
                            "ruleId": finding.code,
                            "ruleIndex": codes.index(finding.code),
                            "level": "error" if finding.severity >= Severity.ERROR else "warning",
                            "message": {"text": message(finding, language)},
                            "locations": [_location(finding)],
                        }
                        for finding in findings
                    ],
                }
            ],
        }
    )


def _location(finding: Finding) -> dict[str, Any]:
    from urllib.parse import quote

    where = finding.where
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": quote(where.path)},
            "region": {
                "startLine": where.line,
                "startColumn": where.column,
                "endLine": max(where.end_line, where.line),
                "endColumn": max(where.end_column, where.column),
            },
        }
    }


@dataclass(frozen=True, slots=True)
class Count:
    """How much was found."""

    files: int
    errors: int
    warnings: int
    repairs: int = 0  # how many of them can be mended without asking

    def told(self, language: str) -> str:
        words = phrases("diagnostics", language)["labels"]
        key = "nothing" if not self.errors and not self.warnings else "summary"
        told = filled(words[key], {"files": self.files, "errors": self.errors, "warnings": self.warnings})
        return f"{told}\n{filled(words['repairs'], {'count': self.repairs})}" if self.repairs else told


def _dumped(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2)
