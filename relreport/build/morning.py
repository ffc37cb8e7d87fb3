"""What holds tomorrow is kept with the places where its days stand, and not made again the next morning."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from relreport.build.job import Built, Job
from relreport.build.order import Order
from relreport.morrow import CHANGING, Holds, Today
from relreport.morrow.holds import CLOSE, FIRST
from relreport.rules import RULES

Way = list[str | int]  # through plain data, by keys and places
Hole = Sequence[int]  # where a text begins among the bytes, how many it has, and which of the texts it is

TEXTS = ("rows", "facts")  # what is kept as text in each language

_END = CLOSE.encode()
_MARK = re.compile(b"\xf3[\xb0-\xbf]")  # how each begins in UTF-8, and nothing that people write
_MARKED = re.compile(b"(\xf3[\xb0-\xbf][\x80-\xbf]{2})(.*?)" + re.escape(_END), re.DOTALL)


def made_to_last(job: Job, order: Order, make: Callable[[Job, Order], Built]) -> Built | None:
    """What `make` makes of a job, with what of it holds tomorrow; None where that cannot be told.

    Reports that are searched for what is closed are made, and searched, each morning.
    """
    if order.pdf or order.watch is not None or job.earlier is not None or _MARK.search(job.data):
        return None
    if not all(rule.builtin for rule in RULES.values()):  # rules of others expect a plain day
        return None
    holds = Holds()
    day: Any = Today(order.day, holds)
    try:
        return _kept(make(job, replace(order, day=day)), order.day, holds)
    except (TypeError, ValueError, AttributeError, OverflowError):
        return None  # it asked for what only a plain day has


def _kept(built: Built, day: date, holds: Holds) -> Built | None:
    """The same without marks, with where they stood and what stands there on the days to come."""
    texts = [[written(text.at(days)) for days in range(holds.last + 1)] for text, written in holds.texts]
    now = [_bytes(each[0]) for each in texts]
    data = {kind: {name: _bytes(text) for name, text in getattr(built, kind).items()} for kind in TEXTS}
    found = {
        kind: {name: _taken_out(whole, now) for name, whole in every.items()}
        for kind, every in {**data, "files": built.files}.items()
    }
    moved = {name: list(_moved(summary, (), holds)) for name, summary in built.summaries.items()}
    said: dict[str, Any] = {
        kind: {name: _text(whole) for name, (whole, _) in found[kind].items()} for kind in TEXTS
    }
    made = replace(
        built,
        files={name: whole for name, (whole, _) in found["files"].items()},
        summaries={name: _of(summary) for name, summary in built.summaries.items()},
        **said,
    )
    last = holds.last
    if not last or not built.files:
        return made
    return replace(
        made,
        morrow={
            "since": day.isoformat(),
            "last": last,
            "texts": [each[: last + 1] for each in texts],
            "summaries": moved,
            **{kind: {name: holes for name, (_, holes) in every.items()} for kind, every in found.items()},
        },
    )


def _taken_out(data: bytes, now: Sequence[bytes]) -> tuple[bytes, list[Hole]]:
    """The bytes without marks, and where the texts between them stand.

    Raises ValueError where one is not as it was.
    """
    parts: list[bytes] = []
    holes: list[Hole] = []
    begins = size = 0
    for found in _MARKED.finditer(data):
        which, text = ord(found[1].decode()) - FIRST, found[2]
        if which >= len(now) or text != now[which]:
            raise ValueError("a text that changes was changed")
        parts += [data[begins : found.start()], text]
        size += found.start() - begins
        holes.append((size, len(text), which))
        size, begins = size + len(text), found.end()
    whole = b"".join((*parts, data[begins:]))
    if b"\xf3" in whole and _MARK.search(whole):
        raise ValueError("half of a mark is left")
    return whole, holes


def _of(value: Any) -> Any:
    """Plain data as it is today."""
    kind = type(value)
    if kind is dict:
        return {name: _of(one) for name, one in value.items()}
    if kind is list or kind is tuple:
        return kind([_of(one) for one in value])
    return value.at(0) if kind in CHANGING else value


def _moved(value: Any, way: tuple[str | int, ...], holds: Holds) -> Iterator[tuple[Way, list[Any]]]:
    """What changes in plain data: the way there, and what it is on each day."""
    kind = type(value)
    if kind is dict:
        for name, one in value.items():
            yield from _moved(one, (*way, name), holds)
    elif kind is list or kind is tuple:
        for place, one in enumerate(value):
            yield from _moved(one, (*way, place), holds)
    elif kind in CHANGING:
        yield list(way), [value.at(days) for days in range(holds.last + 1)]


def next_morning(
    before: Built, kept: Mapping[str, Any], day: date, read: Callable[[str], bytes | None]
) -> Built | None:
    """An account as it is on a later day than it was made; None where it has to be made anew.

    `kept`: what was kept for that. `read` gives a file of the last build, None where it is not as it was.
    """
    days = days_since(kept, day)
    if not days:
        return None
    texts = [_bytes(each[days]) for each in kept["texts"]]
    data: dict[str, dict[str, bytes]] = {
        kind: {name: _bytes(text) for name, text in getattr(before, kind).items()} for kind in TEXTS
    }
    data["files"] = {}
    for name in kept["files"]:
        found = read(name)
        if found is None:
            return None
        data["files"][name] = found
    made = {
        kind: {name: _filled(data[kind][name], holes, texts) for name, holes in kept[kind].items()}
        for kind in data
    }
    summaries: dict[str, Any] = {**before.summaries}
    for language, moved in kept["summaries"].items():
        for way, values in moved:
            inner = summaries[language]
            for step in way[:-1]:
                inner = inner[step]
            inner[way[-1]] = values[days]
    said: dict[str, Any] = {
        kind: {name: _text(whole) for name, (whole, _) in made[kind].items()} for kind in TEXTS
    }
    return replace(
        before,
        files={name: whole for name, (whole, _) in made["files"].items()},
        summaries=summaries,
        **said,
        morrow={**kept, **{kind: {name: holes for name, (_, holes) in made[kind].items()} for kind in made}},
    )


def days_since(kept: Mapping[str, Any], day: date) -> int:
    """How many days later than it was made; 0 where it does not hold on that day."""
    days = (day - date.fromisoformat(kept["since"])).days if kept else 0
    return days if 0 < days <= kept["last"] else 0


def _filled(data: bytes, holes: Sequence[Hole], texts: Sequence[bytes]) -> tuple[bytes, list[Hole]]:
    """The bytes with those texts in their places, and where they stand now."""
    parts: list[bytes] = []
    moved: list[Hole] = []
    begins = size = 0
    for start, length, which in holes:
        parts += [data[begins:start], texts[which]]
        size += start - begins
        moved.append((size, len(texts[which]), which))
        size += len(texts[which])
        begins = start + length
    return b"".join((*parts, data[begins:])), moved


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogatepass")
