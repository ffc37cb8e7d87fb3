"""Text measured in the columns of a terminal."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator


def width(text: str) -> int:
    """Columns a terminal needs: wide characters take two, combining ones none."""
    return sum(
        0 if unicodedata.combining(one) else 2 if unicodedata.east_asian_width(one) in "WF" else 1
        for one in text
    )


def fitted(text: str, columns: int) -> str:
    """The text in so many columns: cut with … or filled with blanks."""
    if width(text) > columns:
        kept = ""
        for one in text:
            if width(kept + one) > columns - 1:
                break
            kept += one
        text = kept + "…"
    return text + " " * (columns - width(text))


def wrapped(text: str, columns: int) -> list[str]:
    """The text in lines of at most so many columns, broken at blanks or between Chinese characters; a word
    that is longer has a line of its own."""
    lines, line = [], ""
    for piece in _pieces(text):
        if line and width(line + piece.rstrip()) > columns:
            lines.append(line.rstrip())
            line = ""
        line += piece
    return [*lines, line.rstrip()] if line.strip() else lines


def _pieces(text: str) -> Iterator[str]:
    """What stays together: a word with its blank, a wide character, each with the signs that open or close
    it."""
    piece = ""
    opened = False  # what comes next belongs to what stands there
    for one in text:
        wide = unicodedata.east_asian_width(one) in "WF"
        kind = unicodedata.category(one)
        last = piece[-1:]
        goes_on = (
            last
            and last != " "
            and (
                opened
                or kind in ("Pe", "Po", "Pf", "Mn")
                or (not wide and unicodedata.east_asian_width(last) not in "WF")
            )
        )
        if one == " " or goes_on:
            piece += one if piece else ""
        else:
            if piece:
                yield piece
            piece = one
        opened = kind in ("Ps", "Pi") or (kind == "Po" and piece == one)
    if piece:
        yield piece
