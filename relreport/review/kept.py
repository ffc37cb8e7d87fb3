"""What reviews keep from run to run: readings of the past, and how a day was judged when it was reviewed.

Both by their content, so nothing here can be wrong: what does not fit is not found. Only what was judged
before can show that the program's own rules have changed since, and what that alone moved.
"""

from __future__ import annotations

import json
from collections import UserDict
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from relreport.cache import digest
from relreport.formats.seal import rules_version
from relreport.record import dataclass
from relreport.review.judgements import Key

FOR = 800  # days for which a judgement is kept: eight quarters and some


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """How an account was judged as of a day, and by which version of the rules."""

    rules: str
    day: date
    found: Mapping[Key, str]

    @property
    def by_others(self) -> bool:
        """Whether the rules of today are others."""
        return self.rules != rules_version()


class Kept(UserDict[str, Any]):
    """Readings by their content, of which those of no use any more are forgotten; and judgements."""

    def __init__(self, results: Mapping[str, Any], judged: Mapping[str, Judged] | None = None) -> None:
        self._touched: set[str] = set()
        super().__init__()
        self.data = dict(results)
        self.judged = dict(judged or {})

    def __getitem__(self, key: str) -> Any:
        self._touched.add(key)
        return super().__getitem__(key)

    def use_all(self) -> None:
        """Nothing is forgotten: who asks for no readings does not say that nobody does."""
        self._touched |= self.data.keys()

    def used(self) -> dict[str, Any]:
        """What was asked for, or made, this time: all that is worth keeping."""
        return {key: value for key, value in self.data.items() if key in self._touched}

    def judgement(self, data: bytes, day: date, settings: bytes) -> Judged | None:
        """How these bytes were judged as of `day` under these settings, by whichever rules."""
        return self.judged.get(_key(data, day, settings))

    def keep(self, data: bytes, day: date, settings: bytes, found: Mapping[Key, str], *, anew: bool) -> None:
        """Keep a judgement by the rules of today. `anew`: also in the place of one by others."""
        key = _key(data, day, settings)
        if anew or key not in self.judged:
            self.judged[key] = Judged(rules=rules_version(), day=day, found=dict(found))


def _key(data: bytes, day: date, settings: bytes) -> str:
    return digest(data, day.isoformat(), settings)


def dumped(kept: Kept, today: date) -> bytes:
    """All that is of use, as JSON."""
    plain = {
        "readings": kept.used(),
        "judged": {
            key: [
                one.rules,
                one.day.isoformat(),
                [[scale, whose, value] for (scale, whose), value in _sorted(one)],
            ]
            for key, one in kept.judged.items()
            if one.day > today - timedelta(days=FOR)
        },
    }
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def _sorted(one: Judged) -> list[tuple[Key, str]]:
    return sorted(one.found.items(), key=str)


def loaded(data: bytes) -> Kept:
    """What was kept; nothing where it cannot be read."""
    try:
        plain = json.loads(data)
        return Kept(
            plain["readings"],
            {
                key: Judged(
                    rules=rules,
                    day=date.fromisoformat(day),
                    found={(scale, whose): value for scale, whose, value in found},
                )
                for key, (rules, day, found) in plain["judged"].items()
            },
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return Kept({})
