"""What the front matter is made of once it is read: text, mappings and lists, each with its mark. No
value has a type."""

from __future__ import annotations

import re
from typing import Any

from relreport.model.places import Mark


class Broken:
    """A value that could not be read and was reported."""

    __slots__ = ()


BROKEN = Broken()


class Map:
    """A mapping as written: values by key, and the marks of keys and values. `spoilt`: something in it
    was reported."""

    __slots__ = ("flow", "keys", "mark", "marks", "spoilt", "values")

    def __init__(self, mark: Mark, flow: bool) -> None:
        self.values: dict[str, Any] = {}
        self.keys: dict[str, Mark] = {}
        self.marks: dict[str, Mark] = {}
        self.mark = mark
        self.flow = flow
        self.spoilt = False


class Seq:
    """A list as written, with the mark of each item."""

    __slots__ = ("flow", "items", "mark", "marks")

    def __init__(self, mark: Mark, flow: bool) -> None:
        self.items: list[Any] = []
        self.marks: list[Mark] = []
        self.mark = mark
        self.flow = flow


_PLAIN = re.compile(r"[^\W_][\w ./()（）·+&-]*")
_MEANS_OTHERWISE = re.compile(r"(?i)null|true|false|yes|no|none|~|[-+.\d][\d_.eE+-]*")


def scalar(text: str) -> str:
    """`text` as a YAML scalar on one line: plain where that is safe, else in quotes."""
    if _PLAIN.fullmatch(text) and not _MEANS_OTHERWISE.fullmatch(text) and not text.endswith(" "):
        return text
    return quoted(text)


def quoted(text: str) -> str:
    """`text` as a double-quoted YAML scalar."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
