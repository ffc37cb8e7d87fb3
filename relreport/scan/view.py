"""A text that lies in a file, the way to it, and who opens what lies in it further."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from relreport.record import dataclass

UNREADABLE = "unreadable"  # the way of what could not be looked at


@dataclass(frozen=True, slots=True)
class View:
    """A text that lies in a file, and how it lies there."""

    text: str
    way: str
    raw: bool = False  # found in what may be no text at all


class Opener(Protocol):
    """Opens what a document holds, and remembers what was looked at."""

    def saw(self, data: bytes) -> None: ...

    def open(self, data: bytes, way: str = "", depth: int = 0) -> Iterator[View]: ...

    def text(self, text: str, way: str = "", depth: int = 0) -> Iterator[View]: ...


def on(way: str, step: str) -> str:
    """A way, one step on."""
    return f"{way}, {step}" if way else step
