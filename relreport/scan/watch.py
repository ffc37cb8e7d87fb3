"""One account's reports are searched where they are made; what stands above all of them, afterwards."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from relreport.fields.kinds import Sensitivity
from relreport.scan.clearance import clearance_of
from relreport.scan.folder import Hit, scan_bytes
from relreport.scan.forbidden import Forbidden, forbidden
from relreport.scan.shadow import KINDS, Shadow
from relreport.scan.views import Viewer

Files = Sequence[tuple[str, bytes]]
Marks = Mapping[str, "array[int]"]
"""The numbers under which closed texts are filed, by kind: they say where to look, never what."""


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
    return {
        kind: array("Q", {*closed.anchors[kind], *closed.called[kind]})
        for kind in KINDS
        if closed.anchors[kind] or closed.called[kind]
    }


def suspects(marks: Mapping[str, Marks], files: Mapping[str, bytes]) -> list[str]:
    """Of accounts by their paths, those of which something closed may stand in the files."""
    seen: dict[str, set[int]] = {kind: set() for kind in KINDS}
    wanted = {kind: frozenset[int]().union(*(one.get(kind, ()) for one in marks.values())) for kind in KINDS}
    viewer = Viewer()
    for name, data in files.items():
        for view in (*viewer.text(name), *viewer.open(data)):
            shadow = Shadow(view.text, raw=view.raw)
            for kind in KINDS:
                for numbers in shadow.marks(kind) if wanted[kind] else ():
                    seen[kind] |= wanted[kind].intersection(numbers)
    return [
        path
        for path, mine in marks.items()
        if any(not seen[kind].isdisjoint(numbers) for kind, numbers in mine.items())
    ]


__all__ = ["Hit", "Marks", "Watch", "marks_of", "suspects"]
