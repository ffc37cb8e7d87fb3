"""Patterns that are compiled when they are first asked: most of what looks for mistakes meets none.

To compile those of a start took a sixth of it: Python 3.11 counts 27,000 characters one by one for each that
has Han in it.
"""

from __future__ import annotations

import re
from typing import Any, cast


class _Pattern:
    """Stands for `re.compile(...)`; what is asked of it once is its own from then on."""

    def __init__(self, text: str, flags: int) -> None:
        self._made_from = text, flags

    def __getattr__(self, name: str) -> Any:
        found = getattr(re.compile(*self._made_from), name)  # kept by `re` itself between two methods
        setattr(self, name, found)
        return found


def pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    """As `re.compile`, but later. Not for what a test has not tried: a mistake is told late, too."""
    return cast("re.Pattern[str]", _Pattern(text, flags))
