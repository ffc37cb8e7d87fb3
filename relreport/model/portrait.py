"""What is known of a person, on six boards."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from datetime import date

from relreport.model.entry import Entry
from relreport.model.places import At
from relreport.record import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Item(Entry):
    """One thing known. `none`: it is known that there is none. `withheld`: known to that person, not
    written down."""

    value: str = ""
    none: bool = False
    on: date | None = None
    source: str | None = None
    confirmed: date | None = None
    withheld: str | None = None
    confirmed_by: str | None = None

    @property
    def counts(self) -> bool:
        """Whether a level may rest on it: a withheld item counts once a manager confirmed it."""
        return self.withheld is None or self.confirmed_by is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Portrait:
    """The boards by name, each a mapping from item to what is known; `none`: boards said to be empty in
    truth."""

    boards: Mapping[str, Mapping[str, Item]] = field(default_factory=dict)
    none: Mapping[str, At] = field(default_factory=dict)
    own: Mapping[str, object] = field(default_factory=dict)
    # items taken out for an audience, counted by board
    hidden: Mapping[str, int] = field(default_factory=dict)

    def items(self, board: str) -> Mapping[str, Item]:
        return self.boards.get(board, {})

    def answers(self, board: str) -> bool:
        """Whether the board's question is answered: an item, withheld ones too, or `none`."""
        return bool(self.boards.get(board)) or board in self.none

    def __iter__(self) -> Iterator[tuple[str, str, Item]]:
        for board, items in self.boards.items():
            for name, item in items.items():
                yield board, name, item

    def __bool__(self) -> bool:
        return bool(self.none) or any(self.boards.values())
