"""A syntax error as it is told: its place, and the line as it should read where that is plain."""

from __future__ import annotations

import re

from relreport.finding import Edit
from relreport.source.taken import Source

_TRIES = 3


class Mistake(Exception):
    """A syntax error: its place (from 0), and the line as it should read where that is plain.

    `edit`: the columns that change and the text that replaces them. `safe`: it changes no meaning. `shown`:
    it is what was meant; else it is a way to read on, no more.
    """

    def __init__(
        self,
        code: str,
        line: int,
        column: int = 0,
        *,
        width: int = 0,
        facts: dict[str, str | int] | None = None,
        edit: tuple[int, int, str] | None = None,
        safe: bool = False,
        shown: bool = True,
    ) -> None:
        super().__init__(code)
        self.code, self.line, self.column, self.width = code, line, column, width
        self.facts, self.edit, self.safe, self.shown = facts, edit, safe, shown

    def report(self, source: Source) -> None:
        """File it as a finding."""
        mended = edit = None
        if self.edit:
            start, end, text = self.edit
            written = source.line(self.line)
            mended = written[:start] + text + written[end:] if self.shown else None
            if self.safe:
                offset = source.offset(self.line)
                edit = Edit(start=offset + start, end=offset + end, text=text)
        source.report(
            self.code, self.line, self.column, width=self.width, facts=self.facts, mended=mended, edit=edit
        )

    def mended_text(self, source: Source, text: str) -> str | None:
        """`text` with the line mended, to read on; None where it is not plain how."""
        if not self.edit or len(source.moved.get(self.line, ())) >= _TRIES:
            return None  # one guess on top of another doubles what it quotes, without end
        start, end, new = self.edit
        lines = text.split("\n")
        line = lines[self.line]
        lines[self.line] = source.read_as[self.line] = line[:start] + new + line[end:]
        source.moved.setdefault(self.line, []).insert(0, (start, start + len(new), len(new) - (end - start)))
        if re.search(r"\b(?:name|id): ?$", line[:start]):
            source.lost.add("contacts")  # under which name the contact is spoken of is a guess
        return "\n".join(lines)
