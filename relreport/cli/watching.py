"""What files looked like when they were last seen, for commands that wait until one changes."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

POLL = 0.5  # seconds between two looks


def stamps(places: Iterable[Path]) -> dict[str, tuple[int, int]]:
    """When each of the files changed last, in nanoseconds, and its size; one that is gone is left out."""
    seen: dict[str, tuple[int, int]] = {}
    for place in places:
        try:
            state = place.stat()
        except OSError:
            continue
        seen[str(place)] = (state.st_mtime_ns, state.st_size)
    return seen
