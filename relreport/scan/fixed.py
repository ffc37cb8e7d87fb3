"""The words that the program itself, or an organisation's own templates, may put on any page."""

from __future__ import annotations

from dataclasses import field
from functools import lru_cache

from relreport.record import dataclass
from relreport.scan.fold import folded
from relreport.scan.shadow import KINDS, Shadow
from relreport.scan.sources import shipped_words


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Fixed:
    """Fixed words, folded, and the numbers of the runs in them, by kind."""

    text: str
    marks: dict[str, frozenset[int]] = field(repr=False)


@lru_cache(2)
def fixed_words(own: tuple[str, ...]) -> Fixed:
    """The shipped words and some of an organisation's own, made ready once a process."""
    words = (*shipped_words(), *own)
    return Fixed(text="\0".join(map(folded, words)), marks=marks_in("\0".join(words)))


def marks_in(text: str) -> dict[str, frozenset[int]]:
    """The numbers of the runs in a text, by kind."""
    shadow = Shadow(text)
    return {kind: frozenset[int]().union(*shadow.marks(kind)) for kind in KINDS}
