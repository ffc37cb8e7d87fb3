"""The limits that readings use, each of which the settings may move; those of rules stand in the rules."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple


class Limits(NamedTuple):
    """Days, but for the last three."""

    year: int = 365
    window: int = 180
    recent: int = 90
    trust_days: int = 14  # a complaint closed so soon after its remedy wins trust
    trend_points: float = 5.0  # percentage points: a share that moved less is steady
    cooling_least: float = 4.0  # contacts: where there were fewer before, fewer now is no cooling
    tag_least: int = 3  # interactions that say what happened: with fewer of them words are not judged

    @classmethod
    def of(cls, thresholds: Mapping[str, float]) -> Limits:
        """The limits with the settings' own in their places."""
        moved = {name: thresholds[name] for name in cls._fields if name in thresholds}
        return cls(**{name: type(getattr(LIMITS, name))(value) for name, value in moved.items()})


LIMITS = Limits()


@lru_cache(maxsize=256)
def exactly(limit: float) -> Fraction:
    """A limit as it is written, to be compared with fractions: 0.1 is a tenth."""
    return Fraction(str(limit))
