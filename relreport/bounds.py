"""How much a narrative may hold before the rest is cut: one text cannot keep a report from being made."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from relreport.patterns import pattern

if TYPE_CHECKING:
    from markdown_it.token import Token

NAMED = 20  # piles that are named, of however many
MARKS = 8  # combining marks above one letter; no language needs more
ROWS = 500  # of one table: setting one on paper takes longer than its rows are many
TOKENS = 20_000  # of the whole body, its words apart
BRACKETS = 5_000  # beyond so many, looking for links takes the square of the time

_COMBINING = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
)
_PILED = pattern(f"([{_COMBINING}]{{{MARKS}}})[{_COMBINING}]+")
_BEGINNINGS = tuple(
    {
        chr(number).encode()[:-1]: None
        for first, last in re.findall("(.)-(.)", _COMBINING)
        for number in range(ord(first), ord(last) + 1)
    }
)

Cut = tuple[int, str]
"""The line from 0 and what was cut there: `marks`, `rows` or `long`."""


def without_piles(text: str) -> tuple[str, list[Cut]]:
    """The text with at most so many marks above a letter."""
    if text.isascii() or not _may_be_piled(text):
        return text, []
    cuts = [(line, "marks") for line in sorted({text.count("\n", 0, one.start()) for one in _piles(text)})]
    return (_PILED.sub(r"\1", text) if cuts else text), cuts


def _may_be_piled(text: str) -> bool:
    """Whether it holds such marks at all, by how they begin as bytes: far quicker than to look for piles."""
    data = text.encode("utf-8", "surrogatepass")
    return any(begin in data for begin in _BEGINNINGS)


def _piles(text: str) -> Iterator[re.Match[str]]:
    return islice(_PILED.finditer(text), NAMED)


def bounded(tokens: Sequence[Token], cuts: list[Cut]) -> Iterator[Token]:
    """The tokens up to the limits; whole rows and whole blocks are left out, never a part of one."""
    rows = 0
    skipped = False
    for place, token in enumerate(tokens):
        if place >= TOKENS and token.level == 0 and token.nesting >= 0:
            cuts.append((token.map[0] if token.map else 0, "long"))
            return
        if token.type == "table_open":
            rows = 0
        elif token.type == "tr_open":
            rows += 1
            if rows == ROWS + 2:  # the heading is one
                cuts.append((token.map[0] if token.map else 0, "rows"))
            skipped = rows > ROWS + 1
        elif token.type == "tbody_close":
            skipped = False
        if not skipped:
            yield token
