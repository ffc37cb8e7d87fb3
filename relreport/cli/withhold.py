"""Before anything is put in place: a report that holds what its readers may not read is withheld.

The scanner reads the account files by itself and shares no code with the pages, so it finds what
redaction missed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from relreport.config import SETTINGS_NAME, Workspace, read_plain_file

if TYPE_CHECKING:
    from relreport.build import Built, Job, Order
    from relreport.build.run import Maker
    from relreport.fields.kinds import Sensitivity
    from relreport.scan import Forbidden, Hit

LEAK = "leak"
"""The failure of an account that is withheld."""


class LeakError(Exception):
    """Something closed stands in what belongs to no single account: nothing may be put in place."""

    def __init__(self, hits: Sequence[Hit]) -> None:
        super().__init__(LEAK)
        self.hits = tuple(hits)


@dataclass(kw_only=True)
class Withholder:
    """Searches all that a build makes for one audience, and remembers what it found."""

    workspace: Workspace
    audience: str
    own: Mapping[str, Sensitivity]
    hits: list[Hit] = field(default_factory=list)
    made: list[tuple[str, bytes]] = field(default_factory=list)  # the account files that this build works on

    def watching(self, make: Maker) -> Maker:
        """The same maker; an account with a hit comes without its reports and with the failure LEAK."""

        def watched(jobs: Sequence[Job], order: Order) -> Iterator[Built]:
            read = {job.path: job.earlier.data if job.earlier else job.data for job in jobs}
            self.made = list({**dict(self.made), **read}.items())
            self.__dict__.pop("_of_made", None)  # an earlier version of a file holds other words
            self.__dict__.pop("_of_all", None)
            for built in make(jobs, order):
                found = self._found(_all_of(built))
                self.hits += found
                yield _withheld(built) if found else built

        return watched

    def look_at_site(self, files: Mapping[str, bytes]) -> None:
        """Raises LeakError where something closed stands in what is made of all accounts together."""
        if found := self._found(files):
            raise LeakError(found)

    def _found(self, files: Mapping[str, bytes]) -> list[Hit]:
        """Every hit. A page is made of its own account: only what looks like a hit is held against all."""
        from relreport.scan.folder import scan_bytes

        if not self.made or not any(scan_bytes(name, data, self._of_made) for name, data in files.items()):
            return []
        return [hit for name, data in files.items() for hit in scan_bytes(name, data, self._of_all)]

    @cached_property
    def _of_made(self) -> Forbidden:
        return self._closed(self.made)

    @cached_property
    def _of_all(self) -> Forbidden:
        """With all that may be read anywhere: what is open in one account is no leak in another."""
        files = dict(self.made)
        for file in self.workspace.files:
            data, _ = read_plain_file(file.place)
            if data is not None:
                files.setdefault(file.path, data)
        return self._closed(list(files.items()))

    def _closed(self, files: Sequence[tuple[str, bytes]]) -> Forbidden:
        from relreport.scan import forbidden
        from relreport.scan.sources import own_words

        return forbidden(
            files,
            audience=self.audience,
            settings=(SETTINGS_NAME, self.workspace.settings_data),
            audiences=self.own,
            words=own_words(self.workspace.root / "templates"),
        )


def withholder(workspace: Workspace, audience: str) -> Withholder | None:
    """What searches the reports for an audience; None for one that may read all."""
    from relreport.fields.kinds import Sensitivity
    from relreport.scan.clearance import clearance_of

    own = {one.name: Sensitivity[one.clearance.upper()] for one in workspace.settings.audiences}
    if clearance_of(audience, own) is Sensitivity.SECRET:
        return None
    return Withholder(workspace=workspace, audience=audience, own=own)


def _all_of(built: Built) -> dict[str, bytes]:
    """An account's files, and what it gives to the portfolio and to the machines' document."""
    parts = {**built.files}
    for language, summary in built.summaries.items():
        parts[f"{language}/index.html"] = json.dumps(summary, ensure_ascii=False, default=str).encode()
    for language, facts in built.facts.items():
        parts[f"{language}/data/assessment.json"] = facts.encode()
    return parts


def _withheld(built: Built) -> Built:
    return replace(built, files={}, summaries={}, facts={}, boxes={}, failure=LEAK)


def told(hit: Hit) -> dict[str, str]:
    """Where something closed stands: never what."""
    return {
        "file": hit.file,
        "place": f"{hit.path}:{hit.line} {hit.field}" if hit.path else hit.field or hit.way,
    }
