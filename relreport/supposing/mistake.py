"""What a change may have wrong."""

from __future__ import annotations


class NotUnderstoodError(Exception):
    """A change that says nothing that could be done. `reason` is a key of the command's words."""

    def __init__(self, change: str, reason: str, **facts: str) -> None:
        super().__init__(f"{reason}: {change}")
        self.change = change
        self.reason = reason
        self.facts = facts
