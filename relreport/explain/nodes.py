"""A judgement as a tree: claims, each with what it rests on, down to lines. Facts, no sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field, fields
from datetime import date
from typing import Any, NamedTuple

from relreport.model import Account, At
from relreport.record import dataclass

Author = Callable[[str, int], str | None]
"""Who wrote a line last: path and line -> a name, or None where nobody knows."""

LISTS = tuple(one.name for one in fields(Account) if one.type.startswith("tuple[") and one.type[6].isupper())
DATES = ("on", "opened", "decided", "joined", "confirmed", "period", "due")


class Token(NamedTuple):
    """A token of a vocabulary, to be called by its label."""

    scale: str
    token: str


class Theirs(NamedTuple):
    """One of their people, by id."""

    id: str


class Ours(NamedTuple):
    """One of our people, by id."""

    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """A line of the file: its field, when what it says was, and who wrote it where that is known."""

    at: At
    on: date | None = None
    author: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """One claim. `kind` names its words; `holds`: yes, no, or None where it says no such thing."""

    kind: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    holds: bool | None = None
    leaves: tuple[Leaf, ...] = ()
    children: tuple[Node, ...] = ()

    def walk(self) -> Iterator[Node]:
        """This claim and all below it."""
        yield self
        for child in self.children:
            yield from child.walk()

    @property
    def lines(self) -> tuple[Leaf, ...]:
        """Every line that the claim rests on, here and below, once."""
        return tuple({leaf.at: leaf for node in self.walk() for leaf in node.leaves}.values())


class Leaves:
    """Makes leaves of places: with the date of the entry they stand in, and the author where one is known.

    `dated`: whether the dates are wanted; a plan names the lines alone.
    """

    def __init__(self, account: Account, author: Author | None = None, *, dated: bool = True) -> None:
        self.account = account
        self.author = author
        self.dated = dated
        if not dated:
            return
        self._entries: dict[str, Any] = {
            one.at.field: one for name in LISTS for one in getattr(account, name)
        }
        self._entries |= {one.at.field: one for tender in account.tenders for one in tender.rounds}
        self._entries |= {one.at.field: one for rival in account.competitors for one in rival.moves}

    def __call__(self, places: Iterable[At | None]) -> tuple[Leaf, ...]:
        return tuple([self._leaf(at) for at in dict.fromkeys(places) if at is not None])

    def _leaf(self, at: At) -> Leaf:
        if not self.dated:
            return Leaf(at=at)
        author = self.author(self.account.path, at.line) if self.author else None
        return Leaf(at=at, on=self._date(at.field), author=author)

    def _date(self, path: str) -> date | None:
        """The date of the field itself, of the portrait item, or of the entry it stands in."""
        head, _, rest = path.rpartition("].") if "portrait" not in path else path.partition("].")
        entry = self._entries.get(f"{head}]") or self._entries.get(path)
        if entry is None:
            return None
        named = getattr(entry, rest, None) if rest.isidentifier() else None
        if isinstance(named, date):
            return named
        if rest.startswith("portrait."):
            board, _, item = rest.removeprefix("portrait.").partition(".")
            known = entry.portrait.items(board).get(item)
            return known.on if known else None
        if path.startswith("contacts["):
            return None  # what is known of a person has no day of its own
        for name in DATES:
            value = getattr(entry, name, None)
            value = getattr(value, "last", value)
            if isinstance(value, date):
                return value
        return None


def node(
    kind: str, *children: Node | None, holds: bool | None = None, leaves: tuple[Leaf, ...] = (), **facts: Any
) -> Node:
    """A claim; facts that are None are left out, and so are children."""
    return Node(
        kind=kind,
        facts={name: value for name, value in facts.items() if value is not None and value != ()},
        holds=holds,
        leaves=leaves,
        children=tuple([one for one in children if one is not None]),
    )
