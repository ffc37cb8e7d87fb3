"""Plain lines of the body: which lines are entries, and the marks in them. Knows text, not accounts."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from typing import NamedTuple

from relreport.patterns import pattern
from relreport.record import dataclass

SECTIONS = {
    "journal": "interactions",
    "日志": "interactions",
    "promises": "promises",
    "承诺": "promises",
    "actions": "actions",
    "待办": "actions",
}
"""Second-level heading, without regard to case -> the list its items belong to."""

_HEADING = pattern(r" {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$")
_UNDERLINE = pattern(r" {0,3}(?:=+|-+)[ \t]*$")
_FENCE = pattern(r" {0,3}(`{3,}|~{3,})(.*)$")
_FENCES = frozenset("`~")
_BLOCK = pattern(r" {0,3}(:{3,})[ \t]*(.*)")
ITEM = pattern(r"[-*+][ \t]+(?=\S)")
_BREAK = pattern(r"([-*])(?:[ \t]*\1){2,}[ \t]*$")
DEEPEST = 40  # levels of quotes and lists in each other that Markdown may have
_DEEP = pattern(
    rf"(?:[ \t]*(?:>|[-*+](?=[ \t])|\d{{1,9}}[.)](?=[ \t]))){{{DEEPEST},}}|[ \t]{{{2 * DEEPEST},}}[-*+][ \t]"
)
BLOCKS = frozenset({"confidential", "secret"})


class PlainLine(NamedTuple):
    """One entry as written: the list it belongs to, its line in the file (from 0), the column its text
    begins at."""

    list: str
    line: int
    column: int
    text: str


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about the body's structure: code, line and column (from 0), how wide, the word it is about.

    `repair`: how many characters of the line, from its start, are replaced by what, where that changes no
    meaning.
    """

    code: str
    line: int
    column: int
    width: int
    word: str = ""
    repair: tuple[int, str] | None = None
    sure: bool = True  # the repair may be applied


def plain_lines(
    body: str,
    first_line: int,
    remark: Callable[[Remark], None] = lambda _: None,
    other: Callable[[int, str, str | None], bool] | None = None,
) -> Iterator[PlainLine]:
    """The entries under the known headings, in order. Code, `:::` blocks and indented lines are narrative.

    What is wrong with blocks goes to `remark`. Each further line goes to `other`, with the list whose
    section it stands in; that says whether it wants to see the entries below too.
    """
    section: str | None = None
    wants_entries = False
    fence = ""
    blocks: list[tuple[int, int]] = []  # how many colons opened it, and on which line
    before = ""
    for number, line in enumerate(body.split("\n"), first_line):
        if fence:
            closing = _FENCE.match(line)
            if closing and closing[1].startswith(fence) and not closing[2].strip():
                fence = ""
            continue
        start = line[:4].lstrip(" ")[:1]
        if len(line) > DEEPEST and (deep := _DEEP.match(line)):
            remark(Remark("E242", number, 0, deep.end()))
        if start in _FENCES:
            opening = _FENCE.match(line)
            if opening and not (opening[1][0] == "`" and "`" in opening[2]):
                fence = opening[1]
                before = ""
                continue
        elif start == ":":
            block = _BLOCK.match(line)
            if block:
                before = ""
                word = block[2].strip()
                if word:
                    blocks.append((len(block[1]), number))
                    if word.casefold() not in BLOCKS:
                        remark(Remark("E240", number, block.start(2), len(word), word))
                elif blocks and len(block[1]) >= blocks[-1][0]:
                    blocks.pop()
                continue
        if blocks:
            continue
        if start == "#":
            heading = _HEADING.match(line)
            if heading:
                title = (heading[2] or "").strip().casefold()
                if len(heading[1]) <= 2:
                    section = SECTIONS.get(title) if len(heading[1]) == 2 else None
                before = ""
                if other is not None:
                    wants_entries = other(number, line, section)
                continue
        elif before and _UNDERLINE.match(line):
            section = SECTIONS.get(before.strip().casefold()) if "-" in line else None
            before = ""
            if other is not None:
                wants_entries = other(number, line, section)
            continue
        item = ITEM.match(line)
        before = line if line.strip() and start and not line.startswith((" ", "\t")) and not item else ""
        if section and item:
            if not _BREAK.match(line):
                yield PlainLine(section, number, item.end(), line[item.end() :].rstrip())
            if not wants_entries:
                continue
        if other is not None:
            wants_entries = other(number, line, section)
    for _, opened in blocks:
        remark(Remark("W306", opened, 0, 3))


class Mark(NamedTuple):
    """`#word`, `@who`, `!date` in a line: sign, word, and where it stands in the text."""

    sign: str
    word: str
    start: int
    end: int


_SIGNS = {"#": "#", "@": "@", "!": "!", "！": "!"}
_SIGN = pattern("[#@!！]")
_DAY = pattern(r"\d{4}[-/.年]\d{1,2}(?:[-/.月]\d{1,2}[日号]?|月)?")
_WORD = pattern(
    r"[+＋−－-]?[\w\u0300-\u036f-]+(?:\.[\w\u0300-\u036f-]+)*"
)  # \w: letters of any script, digits, `_`


def marks(text: str, signs: str) -> Iterator[Mark]:
    """The marks with one of `signs`, each at the line's start or after a blank or punctuation but `#`,
    `@`, `!`."""
    for found in _SIGN.finditer(text):
        at = found.start()
        sign = _SIGNS[found[0]]
        if sign not in signs or not _may_begin(text, at):
            continue
        if sign == "!":
            run = _DAY.match(text, at + 1) or _WORD.match(text, at + 1)
        else:
            run = _WORD.match(text, at + 1)
            if run and run[0][0] in "+＋−－" and sign != "#":
                run = None
        if run:
            yield Mark(sign, run[0], at, run.end())


def _may_begin(text: str, at: int) -> bool:
    if at == 0:
        return True
    before = text[at - 1]
    if before in "#@!！":
        return False
    return before.isspace() or unicodedata.category(before)[0] in "PS"


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


_APART = pattern(r"[\s、,，/]+")


def people_named(text: str, spelled: tuple[tuple[str, str], ...]) -> tuple[list[str], str | None]:
    """The ids named in `text`, and the first word that names nobody (None: all are known).

    `spelled`: case-folded names with their ids, the longest first.
    """
    ids: list[str] = []
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    folded = text.casefold()
    if len(folded) != len(text):  # a letter that folds to two: places would drift
        folded = text.lower() if len(text.lower()) == len(text) else text
    at = 0
    while True:
        gap = _APART.match(text, at)
        at = gap.end() if gap else at
        if at >= len(text):
            return ids, None
        for name, id in spelled:
            end = at + len(name)
            if folded.startswith(name, at) and (end == len(text) or _APART.match(text, end)):
                if id not in ids:
                    ids.append(id)
                at = end
                break
        else:
            stop = _APART.search(text, at)
            return ids, text[at : stop.start() if stop else len(text)]
