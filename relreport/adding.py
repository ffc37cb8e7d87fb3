"""One more plain line in an account file, where its writer would have put it. No other byte changes.

The line goes behind the last of its list; else into the section that has its heading; else into a new section
at the end.
"""

from __future__ import annotations

import re

from relreport.lines import PlainLine, plain_lines
from relreport.source import Source, take_apart
from relreport.writer import CannotWriteError

_LINES = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")
_BOM = b"\xef\xbb\xbf"

HEADINGS = {
    "en": {"interactions": "Journal", "promises": "Promises", "actions": "Actions"},
    "zh": {"interactions": "日志", "promises": "承诺", "actions": "待办"},
}
"""The headings a new section gets: words of the format, not of a report."""


def with_plain_line(path: str, data: bytes, name: str, text: str, language: str) -> tuple[bytes, int]:
    """The file with `- text` added to the plain lines of the list `name`, and that line's number, from 1.

    Raises CannotWriteError where the file cannot be read as a whole, or the line would be read as no entry.
    """
    source = take_apart(path, data)
    if source.top is None or not source.whole or source.cut or not text or "\n" in text or "\r" in text:
        raise CannotWriteError(path)
    written = data.removeprefix(_BOM).decode("utf-8")
    lines = [one for one in _LINES.findall(written) if one]
    end = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
    at, before, after = _place(source, lines, name, HEADINGS[language])
    new = [f"{one}{end}" for one in (*before, f"- {text}", *after)]
    head = lines[:at]
    if head and not head[-1].endswith(("\n", "\r")):
        head[-1] += end
    result = (_BOM if data.startswith(_BOM) else b"") + "".join([*head, *new, *lines[at:]]).encode("utf-8")
    number = len(head) + len(before) + 1
    if not _reads_as(path, result, source, name, number):
        raise CannotWriteError(path)
    return result, number


def _place(
    source: Source, lines: list[str], name: str, headings: dict[str, str]
) -> tuple[int, list[str], list[str]]:
    """Before which line it goes, counted from 0, and what must stand above and below it."""
    bare = [one.rstrip("\r\n") for one in lines]
    sections: list[tuple[int, str | None]] = []

    def see(number: int, line: str, section: str | None) -> bool:
        if not sections or sections[-1][1] != section:
            sections.append((number, section))
        return False

    entries = [one for one in plain_lines(source.body, source.body_line - 1, other=see) if one.list == name]
    if entries:
        at = entries[-1].line + 1
        while at < len(bare) and bare[at].startswith((" ", "\t")) and bare[at].strip():
            at += 1  # what is indented below belongs to the line before
        return at, [], []
    for place, (start, section) in enumerate(sections):
        if section == name:
            stop = sections[place + 1][0] if place + 1 < len(sections) else len(bare)
            last = stop - 1
            while last > start and not bare[last].strip():
                last -= 1
            below = [""] if last + 1 == stop < len(bare) else []
            return last + 1, [] if last == start else [""], below
    last = len(bare)
    while last > source.body_line - 1 and not bare[last - 1].strip():
        last -= 1
    return last, ["", f"## {headings[name]}"], []


def _reads_as(path: str, written: bytes, before: Source, name: str, number: int) -> bool:
    """Whether the new line is an entry, and each other entry and the front matter read as they did."""
    after = take_apart(path, written)
    if after.top is None or not after.whole or len(after.findings) != len(before.findings):
        return False
    was = [(one.list, one.text) for one in _entries(before)]
    now = [(one.list, one.text) for one in _entries(after) if one.line != number - 1]
    new = [one for one in _entries(after) if one.line == number - 1]
    front = before.text.split("\n")[: before.body_line - 1] == after.text.split("\n")[: after.body_line - 1]
    return front and was == now and [one.list for one in new] == [name]


def _entries(source: Source) -> list[PlainLine]:
    return list(plain_lines(source.body, source.body_line - 1))
