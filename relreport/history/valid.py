"""The last version of an account that could be read, for a file that cannot be read today."""

from __future__ import annotations

from dataclasses import dataclass

from relreport.history.timeline import Timeline, Version
from relreport.model import Account, Settings
from relreport.parse import parse


@dataclass(frozen=True, slots=True, kw_only=True)
class LastValid:
    """An account as it last could be read, and the version of the file that gave it."""

    account: Account
    version: Version
    data: bytes


def last_valid(timeline: Timeline, path: str, settings: Settings) -> LastValid | None:
    """The newest version of the file at `path` that gives an account; None if none does."""
    here = timeline.at(timeline.head).versions.get(path)
    if here is None:
        return None
    for version in reversed(timeline.versions_of(here.line)):
        data = timeline.data(version)
        if data is None:
            continue
        parsed = parse(path, data, settings)
        if parsed.account is not None:
            return LastValid(account=parsed.account, version=version, data=data)
    return None
