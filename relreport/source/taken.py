"""A file taken apart, and what was found in it on the way."""

from __future__ import annotations

from dataclasses import field
from functools import cached_property
from itertools import accumulate

from relreport.finding import Edit, Finding, Severity, Where
from relreport.record import dataclass
from relreport.source.nodes import Map

FILE_LIMIT = 2 * 1024 * 1024
BODY_LIMIT = 256 * 1024
SCALAR_LIMIT = 64 * 1024
DEPTH_LIMIT = 12


@dataclass
class Source:
    """A file taken apart. `whole` is False where the account cannot be understood as a whole.

    `stand_in` stands where a forbidden character stood, which was reported.
    """

    path: str
    text: str = ""
    top: Map | None = None
    body: str = ""
    body_line: int = 1
    whole: bool = True
    stand_in: str | None = None
    findings: list[Finding] = field(default_factory=list)
    # top-level keys of which a part was lost: what they would have said is not known
    lost: set[str] = field(default_factory=set)
    # lines with entries of which something was mended before they were read
    spoilt: set[int] = field(default_factory=set)
    # line -> how it was read, where it was mended before it was read on
    read_as: dict[int, str] = field(default_factory=dict)
    cut: bool = False  # marks piled up were cut: no place counts as in the file, so none can be mended in it
    # line -> where text was mended before it was read on, from and to, and by how much what follows moved
    moved: dict[int, list[tuple[int, int, int]]] = field(default_factory=dict)

    def report(
        self,
        code: str,
        line: int,
        column: int = 0,
        *,
        width: int = 0,
        severity: Severity = Severity.ERROR,
        related: tuple[Where, ...] = (),
        mended: str | None = None,
        edit: Edit | None = None,
        facts: dict[str, str | int] | None = None,
    ) -> None:
        """Record a finding; line and column from 0, as the parser's marks have them."""
        for start, end, by in self.moved.get(line, ()):
            if start <= column < end and code >= "E2":
                return  # about what was mended, which was said
            if column >= start:
                column = max(column - by, start)
                edit = None  # it would count from the mended line; the next run has it
        if self.cut:
            edit = None
        where = Where(
            path=self.path, line=line + 1, column=column + 1, end_line=line + 1, end_column=column + 1 + width
        )
        self.findings.append(
            Finding(
                code=code,
                severity=severity,
                where=where,
                facts=facts or {},
                related=related,
                mended=mended,
                edit=edit,
            )
        )

    def line(self, number: int) -> str:
        """The text of a line, counted from 0, as it was read."""
        if number in self.read_as:
            return self.read_as[number]
        return self.lines[number] if number < len(self.lines) else ""

    @cached_property
    def lines(self) -> list[str]:
        # not splitlines(): it also splits at U+2028, and editors do not
        return self.text.split("\n")

    def offset(self, line: int) -> int:
        """The place in the text at which a line begins."""
        return self._offsets[min(line, len(self._offsets) - 1)]

    @cached_property
    def _offsets(self) -> list[int]:
        return [0, *accumulate(len(one) + 1 for one in self.lines)]
