"""What the reader knows while it reads one file: the source, who may be named, and what went wrong."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import field
from functools import cached_property, lru_cache

from relreport.finding import Edit, Severity, Where
from relreport.model.places import Mark
from relreport.nearest import nearest
from relreport.parse.half_dates import DatesOfLines
from relreport.patterns import pattern
from relreport.record import dataclass
from relreport.source import Source


class Slip(Exception):
    """A value that its field cannot hold. `within`: the item of a list it is about, where that has its
    own mark."""

    def __init__(
        self,
        code: str,
        *,
        mark: Mark | None = None,
        width: int = 0,
        mended: str | None = None,
        edit: Edit | None = None,
        related: tuple[Where, ...] = (),
        **facts: str | int,
    ) -> None:
        super().__init__(code)
        self.code = code
        self.mark = mark
        self.width = width
        self.mended = mended
        self.edit = edit
        self.related = related
        self.facts: dict[str, str | int] = facts


class Reported(Slip):
    """Raised where every mistake in a value has been reported already.

    Made anew each time: an exception that lives on keeps every stack that it was raised in.
    """

    def __init__(self) -> None:
        super().__init__("")


class Names:
    """Who can be named: ids before names, a name only while it is unique. `open`: anybody may be named."""

    def __init__(self, pairs: Iterable[tuple[str, str]] = (), *, open: bool = False) -> None:
        self.table: dict[str, str] = {}
        self.ambiguous: set[str] = set()
        self.open = open
        pairs = tuple((composed(id), composed(name)) for id, name in pairs)
        for id, _ in pairs:
            self.table[id] = id
        named: dict[str, set[str]] = {}
        for id, name in pairs:
            named.setdefault(name, set()).add(id)
        for name, ids in named.items():
            if name in self.table:
                continue
            if len(ids) == 1:
                self.table[name] = next(iter(ids))
            else:
                self.ambiguous.add(name)
        self.folded = {key.casefold(): id for key, id in self.table.items()}
        # case-folded spelling and id, the longest first
        self.spelled = tuple(sorted(self.folded.items(), key=lambda one: (-len(one[0]), one[0])))

    def find(self, text: str) -> str | None:
        """The id that `text` names, or None."""
        found = self.table.get(text)
        if found is None:
            text = composed(text)
            found = self.table.get(text) or self.folded.get(text.casefold()) or (text if self.open else None)
        return found


def composed(text: str) -> str:
    """The text in composed form, in which two spellings of one name are equal."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


@dataclass
class Context:
    """Shared by the converters of one file."""

    source: Source
    contacts: Names = field(default_factory=Names)
    people: Names = field(default_factory=lambda: Names(open=True))
    path: str = ""  # of the record that is being read
    mark: Mark | None = None  # of the value that is being read
    pasted: set[str] = field(default_factory=set)  # whom a line to paste was offered for

    def report(self, slip: Slip, mark: Mark, **more: str | int) -> None:
        """File a slip at its own mark, or at the given one."""
        if isinstance(slip, Reported):
            return
        at = slip.mark or mark
        self.source.report(
            slip.code,
            at.line,
            at.column,
            width=slip.width,
            mended=slip.mended,
            edit=slip.edit,
            related=slip.related,
            facts={**{key: told for key, told in more.items() if told != ""}, **slip.facts},
        )

    def warn(self, code: str, line: int, column: int, width: int = 0, **facts: str | int) -> None:
        self.source.report(code, line, column, width=width, severity=Severity.WARNING, facts=facts)

    @cached_property
    def dates(self) -> DatesOfLines:
        """The dates of the file, for those that are not in full."""
        return DatesOfLines(self.source.lines)

    def paste(self, name: str) -> dict[str, str | int]:
        """The line that adds somebody, as a fact: once a file is enough."""
        if name in self.pasted:
            return {}
        self.pasted.add(name)
        return {"paste": f"- {{name: {name}}}"}

    def with_line(self, line: int, start: int, end: int, text: str) -> tuple[str, Edit]:
        """The line with its columns `start` to `end` replaced, and the same as an edit of the file."""
        whole = self.source.line(line)
        offset = self.source.offset(line)
        return whole[:start] + text + whole[end:], Edit(start=offset + start, end=offset + end, text=text)


_SHOWABLE = pattern(r"[\w+\-.·]{1,40}")


def shown(text: str) -> str | None:
    """A token or id as a message may quote it; None for anything that looks like free text."""
    plain = text.strip()
    return plain if _SHOWABLE.fullmatch(plain) else None


def quotable(**names: str | None) -> dict[str, str | int]:
    """The facts that may be quoted: those that look like a token or an id."""
    return {key: told for key, name in names.items() if name is not None and (told := shown(name))}


_nearest = lru_cache(maxsize=4096)(nearest)  # the same slip is often made a thousand times


def unknown(code: str, written: str, names: Iterable[str], **facts: str | int) -> Slip:
    """A word that is not in a list, with the nearest that is."""
    slip = Slip(code, width=len(written))
    slip.facts |= {**facts, **quotable(written=written)}
    if near := _nearest(written, tuple(names)):
        slip.facts["near"] = near
    return slip
