"""What the tool has to say about a file: a code, a place, facts. Words come later, in `locales/`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from enum import IntEnum

from relreport.record import dataclass


class Severity(IntEnum):
    """How much a finding matters; one scale for mistakes in a file and for gaps in a relationship."""

    ERROR = 6
    WARNING = 5
    CRITICAL = 4
    MAJOR = 3
    MINOR = 2
    INFO = 1

    @property
    def word(self) -> str:
        """The stable token that stands in JSON, settings and documents."""
        return self.name.lower()


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """A place in a file: lines and columns count from 1, columns in characters; the end is exclusive."""

    path: str
    line: int = 1
    column: int = 1
    end_line: int = 0
    end_column: int = 0

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A repair that changes no meaning: the characters from `start` to `end` of the file become `text`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One mistake or remark about a file.

    `facts` hold ids, tokens, names of fields and limits, never free text of the file.
    `mended` is the line as it should read; it may hold free text and is shown in a terminal alone.
    """

    code: str
    severity: Severity
    where: Where
    facts: Mapping[str, str | int] = field(default_factory=dict)
    related: tuple[Where, ...] = ()
    mended: str | None = None
    edit: Edit | None = None

    @property
    def is_error(self) -> bool:
        return self.severity is Severity.ERROR
