"""Who wrote each line of a file last, as far as git knows: carried from version to version of the file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from difflib import SequenceMatcher
from pathlib import Path

from relreport.history import NoHistory, open_timeline

Lines = Sequence[bytes]


def authors(root: Path, path: str, data: bytes) -> Callable[[str, int], str | None] | None:
    """By path and line: who wrote it last, None for a line not in git yet. None without any history."""
    timeline, _ = open_timeline(root)
    if isinstance(timeline, NoHistory):
        return None
    with timeline:
        here = timeline.at(timeline.head).versions.get(path)
        if here is None:
            return None
        versions = timeline.versions_of(here.line)
        timeline.fetch(versions)
        states = ((timeline.data(one), one.written.author) for one in versions)
        known = [(old, name) for old, name in states if old is not None]
    written = last_writers([*known, (data, None)])
    return lambda file, line: written[line - 1] if file == path and 0 < line <= len(written) else None


def last_writers(states: Iterable[tuple[bytes, str | None]]) -> list[str | None]:
    """Who wrote each line of the last state; the states in their order, each with who made it."""
    lines: list[bytes] = []
    writers: list[str | None] = []
    for data, name in states:
        new = data.replace(b"\r\n", b"\n").split(b"\n")
        writers = _carried(lines, new, writers, name)
        lines = new
    return writers


def _carried(old: Lines, new: Lines, writers: list[str | None], name: str | None) -> list[str | None]:
    """The writers of the new lines: those of the old where a line stayed; mostly the ends stay."""
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    middle: list[str | None] = [name] * (len(new) - head - tail)
    matcher = SequenceMatcher(None, old[head : len(old) - tail], new[head : len(new) - tail], autojunk=False)
    for block in matcher.get_matching_blocks():
        for step in range(block.size):
            middle[block.b + step] = writers[head + block.a + step]
    return [*writers[:head], *middle, *writers[len(old) - tail :]]
