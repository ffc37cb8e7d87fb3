"""One account's reports are searched where they are made; what stands above all of them, afterwards."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from relreport.fields.kinds import Sensitivity
from relreport.record import dataclass
from relreport.scan.clearance import clearance_of
from relreport.scan.folder import Hit, scan_bytes
from relreport.scan.forbidden import Forbidden, forbidden
from relreport.scan.shadow import KINDS, Shadow
from relreport.scan.views import Viewer

Files = Sequence[tuple[str, bytes]]
Marks = Mapping[str, Sequence[Any]]
"""What one account's closed texts are known by, above the accounts: the numbers they are filed under;
and under `PIECES`, of those whose words are common ones, the letters."""
PIECES = "pieces"


@dataclass(frozen=True, kw_only=True)
class Watch:
    """For whom reports are searched, and what is read beside the accounts. Plain data, for workers."""

    audience: str
    settings: tuple[str, bytes]
    audiences: tuple[tuple[str, Sensitivity], ...] = ()
    words: tuple[str, ...] = ()  # those of own templates

    @property
    def shuts_judgements(self) -> bool:
        """Whether the audience may meet no judgement either, whoever it is of."""
        return clearance_of(self.audience, dict(self.audiences)) is Sensitivity.PUBLIC

    def closed(self, files: Iterable[tuple[str, bytes]]) -> Forbidden:
        """What the audience may not read of some account files."""
        return forbidden(
            files,
            audience=self.audience,
            settings=self.settings,
            audiences=dict(self.audiences),
            words=self.words,
        )

    def searched(self, sources: Files, made: Mapping[str, bytes]) -> tuple[bool, Marks]:
        """Whether anything closed in the sources stands in what was made of them; and the sources' marks."""
        closed = self.closed(sources)
        suspect = any(scan_bytes(name, data, closed) for name, data in made.items())
        return suspect, marks_of(closed)


def marks_of(closed: Forbidden) -> Marks:
    """Where to look: numbers that are in no open word; and of what has none, the shadows of its pieces."""
    marks: dict[str, Sequence[Any]] = {}
    wordy = set(closed.loose)
    for kind in KINDS:
        numbers = set(closed.called[kind])
        for number, places in closed.anchors[kind].items():
            if closed.is_common(kind, number):
                wordy.update(places)
            else:
                numbers.add(number)
        if numbers:
            marks[kind] = array("Q", numbers)
    shadows = [*(one for place in wordy for one in closed.shadows(place)), *map(Shadow, closed.odd_names)]
    marks[PIECES] = tuple({(one.letters, one.wide) for one in shadows})
    return marks


def suspects(marks: Mapping[str, Marks], files: Mapping[str, bytes]) -> list[str]:
    """Of accounts by their paths, those of which something closed may stand in the files."""
    seen: dict[str, set[int]] = {kind: set() for kind in KINDS}
    wanted = {kind: frozenset[int]().union(*(one.get(kind, ()) for one in marks.values())) for kind in KINDS}
    pieces = {piece for one in marks.values() for piece in one.get(PIECES, ())}
    found: set[tuple[bytes, str]] = set()
    viewer = Viewer()
    for name, data in files.items():
        for view in (*viewer.text(name), *viewer.open(data)):
            shadow = Shadow(view.text, raw=view.raw)
            for kind in KINDS:
                for numbers in shadow.marks(kind) if wanted[kind] else ():
                    seen[kind] |= wanted[kind].intersection(numbers)
            found |= {one for one in pieces - found if one[0] in shadow.letters and one[1] in shadow.wide}
    return [
        path
        for path, mine in marks.items()
        if any(not seen[kind].isdisjoint(mine.get(kind, ())) for kind in KINDS)
        or not found.isdisjoint(mine.get(PIECES, ()))
    ]


__all__ = ["Hit", "Marks", "Watch", "marks_of", "suspects"]
