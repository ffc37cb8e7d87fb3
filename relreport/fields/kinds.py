"""The kinds of value that a field may hold, and what a field is."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from enum import IntEnum
from functools import cached_property

from relreport.record import dataclass


class Sensitivity(IntEnum):
    """Who may read a fact: `public` < `internal` < `restricted` < `secret`."""

    PUBLIC = 0
    INTERNAL = 1
    RESTRICTED = 2
    SECRET = 3

    @property
    def word(self) -> str:
        return self.name.lower()


def folded(text: str) -> str:
    """A token as it is compared: without regard to case and width, outer blanks and inner `_`/blank for `-`."""
    return unicodedata.normalize("NFKC", text).strip().casefold().replace("_", "-").replace(" ", "-")


@dataclass(frozen=True, kw_only=True, eq=False)
class Vocabulary:
    """A closed list of tokens in their order, lowest first where they are rungs, with the spellings people use."""

    name: str
    words: dict[str, tuple[str, ...]]  # token -> aliases, the first one canonical Chinese
    default: str | None = None

    @cached_property
    def lookup(self) -> dict[str, str]:
        """Folded spelling -> token."""
        table: dict[str, str] = {}
        for token, aliases in self.words.items():
            for spelling in (token, *aliases):
                table[folded(spelling)] = token
        return table

    def find(self, text: str) -> str | None:
        """The token that `text` spells, or None."""
        return self.lookup.get(text) or self.lookup.get(folded(text))

    @cached_property
    def told(self) -> str:
        """The list as a message names it: each token with its Chinese alias."""
        return ", ".join(f"{token} {aliases[0]}" if aliases else token for token, aliases in self.words.items())

    def __iter__(self) -> Iterator[str]:
        return iter(self.words)

    def rank(self, token: str) -> int:
        """The token's place in the list, from 0."""
        return self.ranks[token]

    @cached_property
    def ranks(self) -> dict[str, int]:
        return {token: place for place, token in enumerate(self.words)}


class Kind:
    """What a field may hold; the reader has one converter for each."""


@dataclass(frozen=True)
class Text(Kind):
    """Free text, taken as it is."""


@dataclass(frozen=True)
class Identifier(Kind):
    """An id: letters of any script, digits, `-`, `_`, `.`, at most 64 characters."""


@dataclass(frozen=True)
class Day(Kind):
    """A date. `month_end`: a month alone means its last day."""

    month_end: bool = False


@dataclass(frozen=True)
class Birthday(Kind):
    """`MM-DD` or a date."""


@dataclass(frozen=True)
class Clock(Kind):
    """A time `HH:MM`."""


@dataclass(frozen=True)
class PeriodOf(Kind):
    """A year, half, quarter or month."""


@dataclass(frozen=True)
class ShareOf(Kind):
    """A share from 0 to 1 or in percent, or a range of two, the lower first."""


@dataclass(frozen=True)
class Money(Kind):
    """A plain amount in the account's currency, `万` and `亿` understood."""


@dataclass(frozen=True)
class Whole(Kind):
    """A whole number from `low` to `high`."""

    low: int = 0
    high: int = 100


@dataclass(frozen=True)
class Number(Kind):
    """A number from `low` to `high`, decimals allowed."""

    low: float = 0
    high: float = 1_000_000_000


@dataclass(frozen=True)
class Colour(Kind):
    """A colour as `#rrggbb`."""


@dataclass(frozen=True)
class Inside(Kind):
    """The path of a file inside the workspace."""


@dataclass(frozen=True)
class YesNo(Kind):
    """`yes`, `no`, `true`, `false`, `是`, `否`."""


@dataclass(frozen=True)
class Token(Kind):
    """One word of a vocabulary."""

    of: Vocabulary


@dataclass(frozen=True)
class Signed(Kind):
    """A word of a vocabulary with a sign: `+industry`, `-pressure`."""

    of: Vocabulary


@dataclass(frozen=True)
class ContactRef(Kind):
    """The id or name of a contact of this account."""


@dataclass(frozen=True)
class PersonRef(Kind):
    """The id or name of one of our people. `known`: nobody else may be named."""

    known: bool = True


@dataclass(frozen=True)
class Many(Kind):
    """A list of one kind; one value alone is a list of one. `none` says that there are none."""

    of: Kind
    people: bool = False  # a list of people may be written `王磊、赵敏`


@dataclass(frozen=True)
class One(Kind):
    """A mapping with the fields of a record."""

    of: Record


@dataclass(frozen=True)
class Entries(Kind):
    """A list of records. `none` says that there are none."""

    of: Record


@dataclass(frozen=True)
class Boards(Kind):
    """The six boards of a portrait."""


@dataclass(frozen=True)
class Named(Kind):
    """A mapping from free names to one kind."""

    of: Kind


@dataclass(frozen=True, kw_only=True)
class Field:
    """One field: its name, kind, sensitivity and one line of meaning in each language."""

    name: str
    kind: Kind
    en: str
    zh: str
    sensitivity: Sensitivity | None = Sensitivity.INTERNAL  # None: not marked, closed to all but the highest
    required: bool = False
    default: str | None = None
    example: str = ""
    attribute: str = ""  # the model's name for it, where the file's is a Python word

    @property
    def slot(self) -> str:
        return self.attribute or self.name


@dataclass(frozen=True, kw_only=True, eq=False)
class Record:
    """A named group of fields. `scalar`: the field that one plain value alone stands for.

    `order`: pairs of dates, the first of which must not be later than the second.
    """

    name: str
    fields: tuple[Field, ...]
    scalar: str | None = None
    order: tuple[tuple[str, str], ...] = ()
    en: str = ""
    zh: str = ""

    @cached_property
    def by_name(self) -> dict[str, Field]:
        return {one.name: one for one in self.fields}

    @cached_property
    def names(self) -> tuple[str, ...]:
        return tuple(one.name for one in self.fields)
