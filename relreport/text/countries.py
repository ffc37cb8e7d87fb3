"""What countries are called."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache


@cache
def codes_by_name(language: str) -> Mapping[str, str]:
    """Name of a country in a language -> its two letters."""
    from babel import Locale

    territories = Locale(language).territories
    return {name: code for code, name in territories.items() if len(code) == 2 and code.isalpha()}
