"""The name that was likely meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher


def nearest(written: str, names: Iterable[str]) -> str | None:
    """The closest of `names`, or None where none is close; ties go to the first."""
    wanted = written.casefold()
    best, best_score = None, 0.66 if len(wanted) > 2 else 0.67  # of three letters one may be wrong
    for name in names:
        score = SequenceMatcher(None, wanted, name.casefold()).ratio()
        if name.casefold().startswith(wanted) and len(wanted) >= 3:
            score = max(score, 0.75)
        if score > best_score:
            best, best_score = name, score
    return best
