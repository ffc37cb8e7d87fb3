"""The body of an account file, line by line, with the least clearance that may read it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from relreport.fields.kinds import Sensitivity
from relreport.source import Source

OPEN_SECTIONS = frozenset({"summary", "摘要"})
BLOCKS = {"confidential": Sensitivity.RESTRICTED, "secret": Sensitivity.SECRET}
_HEADING = re.compile(r" {0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)\s*$")
_BLOCK = re.compile(r" {0,3}(:{3,})\s*(.*?)\s*$")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")


def narrative(
    source: Source, journal: Mapping[int, Sensitivity | None]
) -> Iterator[tuple[str, Sensitivity, str, int]]:
    """Each paragraph: text, what it needs, its section, its first line.

    `journal`: line of a plain entry -> what its text needs; the entry's own facts are told elsewhere.
    """
    section, needs = "body", Sensitivity.RESTRICTED
    blocks: list[tuple[int, Sensitivity]] = []
    fence = ""
    paragraph: list[str] = []
    begun, level = 0, needs
    lines = source.body.split("\n")

    def closed() -> Iterator[tuple[str, Sensitivity, str, int]]:
        if paragraph:
            yield "\n".join(paragraph), level, section, begun
        paragraph.clear()

    for number, line in enumerate(lines, source.body_line):
        marked = _FENCE.match(line)
        if fence:
            fence = "" if marked and marked[1].startswith(fence) else fence
        elif marked:
            fence = marked[1]
        elif block := _BLOCK.match(line):
            yield from closed()
            if block[2]:
                blocks.append((len(block[1]), BLOCKS.get(block[2].casefold(), Sensitivity.SECRET)))
            elif blocks and len(block[1]) >= blocks[-1][0]:
                blocks.pop()
            continue
        elif not blocks and (title := _title(lines, number - source.body_line)) is not None:
            yield from closed()
            depth, words = title
            if depth <= 2:
                section = words or "body"
                opened = depth == 2 and words.casefold() in OPEN_SECTIONS
                needs = Sensitivity.INTERNAL if opened else Sensitivity.RESTRICTED
            yield words, needs, section, number
            continue
        if not line.strip():
            yield from closed()
            continue
        own = max([needs, *(one for _, one in blocks)])
        if number in journal and not blocks:
            yield from closed()
            entry = journal[number]
            if entry is not None:
                yield line, max(own, entry), section, number
            continue
        if not paragraph or own != level:
            yield from closed()
            begun, level = number, own
        paragraph.append(line)
    yield from closed()


def _title(lines: list[str], place: int) -> tuple[int, str] | None:
    """The depth and words of a heading on this line, underlined ones too."""
    found = _HEADING.match(lines[place])
    if found:
        return len(found[1]), found[2]
    below = lines[place + 1] if place + 1 < len(lines) else ""
    underline = _UNDERLINE.match(below)
    if underline and lines[place].strip() and not lines[place].lstrip().startswith(("-", "*", "+", ">", "|")):
        before = lines[place - 1] if place else ""
        return (1 if underline[1][0] == "=" else 2, lines[place].strip()) if not before.strip() else None
    return None
