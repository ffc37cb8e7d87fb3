"""An account file as it would read with something changed: what a what-if stands on. Nothing is written.

A change is said as a user would: `contacts.wang-lei.roles=decider`, `needs+={need: 工期}`, or a plain line,
`+ 2026-12-01 王磊 拜访 #方案`. It is made on the positioned mapping, so every line that stands keeps
its place, and a new value stands where its entry does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from relreport.model import Settings
from relreport.parse import Parsed, parse_taken
from relreport.source import Source, take_apart
from relreport.supposing.fields import set_field
from relreport.supposing.lines import add_line
from relreport.supposing.mistake import NotUnderstoodError

__all__ = ["NotUnderstoodError", "suppose"]

_CHANGE = re.compile(r"(?P<path>[^=]+?)\s*(?P<sign>\+?=)(?P<value>.*)", re.DOTALL)


def suppose(path: str, data: bytes, changes: Iterable[str], settings: Settings | None = None) -> Parsed:
    """The account as it would be read with the changes made, one after the other."""
    source = take_apart(path, data)
    if source.top is None:
        raise NotUnderstoodError("", "unread")
    for change in changes:
        _make(change.strip(), source)
    return parse_taken(source, settings or Settings())


def _make(change: str, source: Source) -> None:
    if change.startswith(("+", "＋")) and "=" not in change.split()[0]:
        add_line(change, source)
        return
    found = _CHANGE.fullmatch(change)
    if found is None:
        raise NotUnderstoodError(change, "no_sign")
    value = _value(found["value"], change)
    assert source.top is not None
    set_field(source, found["path"].strip(), value, change, adds=found["sign"] == "+=")


def _value(written: str, change: str) -> Any:
    """The value as the front matter would read it: text, list or mapping."""
    apart = take_apart("", f"---\nname: x\nvalue: {written.strip()}\n---\n".encode())
    if apart.findings or apart.top is None:
        raise NotUnderstoodError(change, "value")
    return apart.top.values.get("value")
