"""Where a value stands in its file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, Protocol

from relreport.record import dataclass


class Mark(Protocol):
    """A mark of the YAML parser: line, column and index of a character, all from 0."""

    @property
    def line(self) -> int: ...

    @property
    def column(self) -> int: ...

    @property
    def index(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Place:
    """A mark of our own."""

    line: int
    column: int
    index: int = 0


class At(NamedTuple):
    """The place of an entry: its path of fields (`interactions[3]`), line and column from 1, the marks of
    its keys."""

    field: str
    line: int
    column: int = 1
    keys: Mapping[str, Mark] = {}

    def __hash__(self) -> int:  # the marks are a mapping, which has none
        return hash((self.field, self.line, self.column))

    def key(self, name: str) -> At:
        """The place of one key of the entry; the entry's own where the key is not written."""
        mark = self.keys.get(name)
        if mark is None:
            return self
        return At(f"{self.field}.{name}" if self.field else name, mark.line + 1, mark.column + 1)


NOWHERE = At("", 1)
