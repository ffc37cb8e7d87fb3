"""Plain lines of the body: which lines are entries, and the marks in them. Knows text, not accounts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

SECTIONS = {
    "journal": "interactions",
    "日志": "interactions",
    "promises": "promises",
    "承诺": "promises",
    "actions": "actions",
    "待办": "actions",
}
"""Second-level heading, without regard to case -> the list its items belong to."""

_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)[ \t]*$")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})(.*)$")
_BLOCK = re.compile(r" {0,3}(:{3,})[ \t]*(\S*)")
_ITEM = re.compile(r"[-*+][ \t]+(?=\S)")


@dataclass(frozen=True, slots=True)
class PlainLine:
    """One entry as written: the list it belongs to, its line in the file (from 0), the column its text begins at."""

    list: str
    line: int
    column: int
    text: str


def plain_lines(body: str, first_line: int) -> Iterator[PlainLine]:
    """The entries under the known headings, in order. Code, `:::` blocks and indented lines are narrative."""
    if "##" not in body and "日志" not in body and "\n-" not in body:
        return
    section: str | None = None
    fence = ""
    blocks: list[int] = []
    before = ""
    for number, line in enumerate(body.split("\n"), first_line):
        if fence:
            closing = _FENCE.match(line)
            if closing and closing[1].startswith(fence) and not closing[2].strip():
                fence = ""
            continue
        opening = _FENCE.match(line)
        if opening and not (opening[1][0] == "`" and "`" in opening[2]):
            fence = opening[1]
            continue
        block = _BLOCK.match(line)
        if block:
            if block[2]:
                blocks.append(len(block[1]))
            elif blocks:
                blocks.pop()
            continue
        if blocks:
            continue
        heading = _HEADING.match(line)
        if heading:
            if len(heading[1]) <= 2:
                section = SECTIONS.get((heading[2] or "").strip().casefold()) if len(heading[1]) == 2 else None
            before = ""
            continue
        if before and _UNDERLINE.match(line) and not _ITEM.match(before):
            section = SECTIONS.get(before.strip().casefold()) if "-" in line else None
            before = ""
            continue
        before = line if line.strip() and not line.startswith((" ", "\t")) else ""
        item = _ITEM.match(line)
        if section and item:
            yield PlainLine(section, number, item.end(), line[item.end() :].rstrip())


@dataclass(frozen=True, slots=True)
class Mark:
    """`#word`, `@who`, `!date` in a line: sign, word, and where it stands in the text."""

    sign: str
    word: str
    start: int
    end: int


_SIGNS = {"#": "#", "@": "@", "!": "!", "！": "!"}
_DAY = re.compile(r"\d{4}[-/.年]\d{1,2}(?:[-/.月]\d{1,2}日?|月)?")


def marks(text: str, signs: str) -> Iterator[Mark]:
    """The marks with one of `signs`, each at the line's start or after a blank or punctuation but `#`, `@`, `!`."""
    at = 0
    while at < len(text):
        sign = _SIGNS.get(text[at])
        if sign is None or sign not in signs or not _may_begin(text, at):
            at += 1
            continue
        start = at + 1
        if sign == "!":
            found = _DAY.match(text, start)
            end = found.end() if found else start
        else:
            lead = 1 if sign == "#" and text[start : start + 1] in ("+", "-", "＋", "−", "－") else 0
            end = start + lead
            while end < len(text) and (
                _runs(text[end]) or (text[end] == "." and end > start and end + 1 < len(text) and _runs(text[end + 1]))
            ):
                end += 1
            if end == start + lead:
                end = start
        if end > start:
            yield Mark(sign, text[start:end], at, end)
            at = end
        else:
            at = start


def _may_begin(text: str, at: int) -> bool:
    if at == 0:
        return True
    before = text[at - 1]
    if before in "#@!！":
        return False
    return before.isspace() or unicodedata.category(before)[0] in "PS"


def _runs(character: str) -> bool:
    return character in "-_" or unicodedata.category(character)[0] in "LMN"


def without(text: str, taken: list[Mark]) -> str:
    """The text without the marks taken, and without the blank that each leaves behind."""
    parts: list[str] = []
    at = 0
    for mark in taken:
        part = text[at : mark.start]
        at = mark.end
        if (not part or part[-1:].isspace()) and text[at : at + 1].isspace():
            at += 1
        parts.append(part)
    parts.append(text[at:])
    return "".join(parts).strip()


_APART = re.compile(r"[\s、,，/]+")


def people_named(text: str, names: tuple[str, ...], find: Callable[[str], str | None]) -> tuple[list[str], str | None]:
    """The ids named in `text`, the longest known name first, and the first word that names nobody (None: all known)."""
    ids: list[str] = []
    folded = text.casefold()
    at = 0
    while True:
        gap = _APART.match(text, at)
        at = gap.end() if gap else at
        if at >= len(text):
            return ids, None
        for name in names:
            end = at + len(name)
            if folded.startswith(name.casefold(), at) and (end == len(text) or _APART.match(text, end)):
                id = find(name)
                if id is not None and id not in ids:
                    ids.append(id)
                at = end
                break
        else:
            stop = _APART.search(text, at)
            return ids, text[at : stop.start() if stop else len(text)]
