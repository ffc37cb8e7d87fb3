"""Characters that nobody sees, or that steer what is seen: none may stand in a file."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from relreport.patterns import pattern

# Control characters but tab and newline, bidi controls, zero-width, filler and tag characters, line and
# paragraph separators. Joiners are looked at one by one.
FORBIDDEN = pattern(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028\u2029\u202a-\u202e"
    "\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\uffff\U000e0000-\U000e007f]|[\u200c\u200d]"
)
_IN_PRINT = "\u034f\u115f\u1160\u3164\uffa0\ufffc"  # of these, what counts as printable
_REPLACEMENT = "\ufffd"  # what a program writes for what it could not read: visible, and allowed


def is_plain(text: str) -> bool:
    """Whether there can be none: said in half the time that looking for each takes."""
    return text.replace("\n", "").isprintable() and not any(one in text for one in _IN_PRINT)


def hidden(text: str) -> Iterator[tuple[int, str]]:
    """Each such character with its place."""
    for found in FORBIDDEN.finditer(text):
        start, character = found.start(), found[0]
        if character != _REPLACEMENT and not (character in "\u200c\u200d" and _joins(text, start)):
            yield start, character


def _joins(text: str, at: int) -> bool:
    """Whether a joiner stands where joiners belong: between letters, or in an emoji."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return bool(before and after) and all(
        unicodedata.category(one)[0] in "LM" or unicodedata.category(one) in ("So", "Sk")
        for one in (before, after)
    )
