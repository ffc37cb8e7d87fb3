"""Texts in which the day shows: one for each day, found again where they ended up by marks around them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from html import escape
from operator import add, getitem
from typing import Any, cast

from relreport.morrow.holds import CLOSE, FIRST, Changing, Holds, at

_MARKS = re.compile(f"[{chr(FIRST)}-{CLOSE}]")
_ESCAPED = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "'": "&#39;", '"': "&#34;"})


class Later(Changing):
    """A text that is another one tomorrow."""

    __slots__ = ("_found", "_texts")
    __hash__ = Changing.__hash__

    def __init__(self, holds: Holds, found: Callable[[int], str]) -> None:
        self.holds, self._found = holds, found
        self._texts: dict[int, str] = {}

    @property  # type: ignore[misc]
    def __class__(self) -> type:
        return str  # for whoever asks what it stands for

    def at(self, days: int) -> str:
        found = self._texts.get(days)
        if found is None:
            found = self._texts[days] = self._found(days)
        return found

    def __html__(self) -> str:
        return self.holds.marked(self, _in_html)

    def __len__(self) -> int:
        return int(self.holds.agreed(lambda days: len(self.at(days))))

    def __iter__(self) -> Any:
        return iter(self.today())

    def __contains__(self, part: str) -> bool:
        return bool(self.holds.agreed(lambda days: at(part, days) in self.at(days)))

    def __getitem__(self, place: Any) -> str:
        return later(self, getitem, self, place)

    def __add__(self, other: Any) -> str:
        return later(self, add, self, other)

    def __radd__(self, other: Any) -> str:
        return later(self, add, other, self)

    # what people who put sentences together ask of a text

    def replace(self, old: str, new: str) -> str:
        return later(self, str.replace, self, old, new)

    def lower(self) -> str:
        return later(self, str.lower, self)

    def upper(self) -> str:
        return later(self, str.upper, self)

    def strip(self) -> str:
        return later(self, str.strip, self)

    def split(self, parting: str) -> list[str]:
        count = self.holds.agreed(lambda days: len(self.at(days).split(parting)))
        return [later(self, _piece, self, parting, place) for place in range(count)]


def later(changing: Any, made: Callable[..., str], *given: Any) -> str:
    """What `made` makes of what is given, some of which changes; `changing`: one that does."""
    if not changing.holds.last:  # nobody will ask for those of other days
        return made(*[_on(one, 0) for one in given])
    found = Later(changing.holds, lambda days: made(*[_on(one, days) for one in given]))
    return cast("str", found)  # that is what it stands for


def _on(value: Any, days: int) -> Any:
    if isinstance(value, Changing):
        return value.at(days)
    if type(value) is dict or (isinstance(value, Mapping) and not isinstance(value, str)):
        return {name: at(one, days) for name, one in value.items()}
    return [at(one, days) for one in value] if type(value) in (list, tuple) else value


def _piece(text: str, parting: str, place: int) -> str:
    return text.split(parting)[place]


def joined(parting: str, parts: Iterable[Any]) -> str:
    """As `str.join`, of parts of which some may change."""
    every = list(parts)
    for one in every:
        if isinstance(one, Changing):
            return later(one, parting.join, every)
    return parting.join(every)


def woven(template: str, *parts: Any) -> str:
    """`template` as of `str.format`, with parts of which some may change."""
    for one in parts:
        if isinstance(one, Changing):
            return later(one, template.format, *parts)
    return template.format(*parts)


# where it ends up


def _in_html(text: str) -> str:
    """As `markupsafe` escapes it; what is HTML already as it is."""
    return str(text.__html__()) if hasattr(text, "__html__") else text.translate(_ESCAPED)


def in_json(value: Any) -> str:
    """For `json.dumps`, which asks what it does not know."""
    if type(value) is not Later:
        raise TypeError(f"no JSON of a {type(value).__name__}")
    return value.holds.marked(value, _as_json, as_written=False)


def _as_json(text: str) -> str:
    import json

    return json.dumps(text, ensure_ascii=False)[1:-1]


def in_drawing(text: Any) -> str:
    """A text whose width a drawing asks for; it holds for as long as that stays the same."""
    if type(text) is not Later:
        return str(text)
    text.holds.agreed(lambda days: len(text.at(days)))
    return text.holds.marked(text, escape, as_written=False)


def unmarked(text: str) -> str:
    """The text without marks."""
    return _MARKS.sub("", text) if CLOSE in text else text
