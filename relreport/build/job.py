"""One account to build, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from typing import TYPE_CHECKING, Any

from relreport.figures import FigureRow
from relreport.record import dataclass

if TYPE_CHECKING:
    from relreport.scan.watch import Marks


@dataclass(frozen=True, kw_only=True)
class Earlier:
    """The last version of a file that could be read, and the day on which it came here."""

    data: bytes
    day: date


@dataclass(frozen=True, kw_only=True)
class Job:
    """One account to build: where it stands, its bytes, and what finance says of it."""

    path: str
    id: str
    data: bytes
    figures: tuple[FigureRow, ...] = ()
    past: Mapping[str, Any] = field(default_factory=dict)  # what days of the past said, as kept
    earlier: Earlier | None = None  # what the file last said, where it cannot be read today


@dataclass(frozen=True, kw_only=True)
class Built:
    """What came of a job: files by their place in the output, and what the portfolio needs, by language.

    `failure`: why nothing could be rendered, or None. `boxes`: characters without a glyph, by file.
    """

    id: str
    path: str
    name: str | None = None
    files: Mapping[str, bytes] = field(default_factory=dict)
    summaries: Mapping[str, Any] = field(default_factory=dict)
    rows: Mapping[str, str] = field(default_factory=dict)  # its row in the portfolio as HTML, by language
    facts: Mapping[str, str] = field(default_factory=dict)  # the JSON contract's account as text, by language
    mistakes: int = 0
    invalid: Mapping[str, list[dict[str, Any]]] = field(default_factory=dict)
    boxes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    failure: str | None = None
    suspect: bool = False  # the search for what is closed found something
    marks: Marks = field(default_factory=dict)  # where to look for more of it, above the accounts
    past: Mapping[str, Any] = field(default_factory=dict)  # what days of the past said, to be kept
    valid_on: str = ""  # the day of the version shown, where today's file cannot be read
    morrow: Mapping[str, Any] = field(default_factory=dict)  # what holds tomorrow, as plain data
    broken: tuple[str, ...] = ()  # an organisation's own rules that failed, by code

    @property
    def read(self) -> bool:
        """Whether the account could be read as a whole."""
        return bool(self.summaries)
