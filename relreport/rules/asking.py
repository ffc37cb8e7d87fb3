"""A rule asked of a case: with the settings' thresholds, and held to what every reader of gaps needs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from relreport.model import At, Settings
from relreport.rules.registry import Gap, Rule


class HasSettings(Protocol):
    """What a rule is asked of: a `Case`, which has the settings."""

    @property
    def settings(self) -> Settings: ...


def run(rule: Rule, case: HasSettings) -> Iterable[Gap]:
    """A rule's gaps, with the settings' thresholds in place of its own."""
    own = case.settings.rules.thresholds
    if not own:
        return rule.check(case)
    thresholds = {name: _like(default, own.get(name, default)) for name, default in rule.thresholds.items()}
    return rule.check(case, **thresholds)


def well_told(gap: object) -> Gap:
    """A gap as every reader of gaps needs it, or an error: a subject that is an id, and lines to rest on."""
    if not isinstance(gap, Gap) or not isinstance(gap.subject, str | None):
        raise TypeError("a rule yields gaps, made by relreport.rules.registry.gap")
    if not gap.evidence or not all(isinstance(at, At) for at in gap.evidence):
        raise ValueError("a gap rests on the lines of the account")
    return gap


def _like(default: float, value: float) -> float:
    return int(value) if isinstance(default, int) and float(value).is_integer() else value
