"""Before anything is put in place: a report that holds what its readers may not read is withheld.

The scanner reads the account files by itself and shares no code with the pages, so it finds what
redaction missed. Each account is searched by the worker that made it; here what looked like a hit is held
against all that may be read anywhere, and what is made of all accounts together is searched.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field, replace
from functools import cached_property
from typing import TYPE_CHECKING

import click

from relreport.cli.speech import say
from relreport.config import SETTINGS_NAME, Workspace, read_plain_file
from relreport.record import dataclass

if TYPE_CHECKING:
    from relreport.build.job import Built, Job
    from relreport.build.order import Order
    from relreport.build.run import Maker
    from relreport.scan.folder import Hit
    from relreport.scan.forbidden import Forbidden
    from relreport.scan.watch import Files, Marks, Watch

LEAK = "leak"
"""The failure of an account that is withheld."""
_LINE = 200  # characters of a line from which it is worth knowing that it was searched


class LeakError(Exception):
    """Something closed stands in what belongs to no single account: nothing may be put in place."""

    def __init__(self, hits: Sequence[Hit]) -> None:
        super().__init__(LEAK)
        self.hits = tuple(hits)


@dataclass(kw_only=True)
class Withholder:
    """Searches all that a build makes for one audience, and remembers what it found."""

    workspace: Workspace
    watch: Watch
    hits: list[Hit] = field(default_factory=list)
    made: Files = ()  # the account files that were worked on, where nobody watched
    _sources: dict[str, Files] = field(default_factory=dict)
    _marks: dict[str, Marks] = field(default_factory=dict)
    _searched: set[bytes] = field(default_factory=set)  # lines of the machines' document

    def watching(self, make: Maker) -> Maker:
        """The same maker; an account with a hit comes without its reports and with the failure LEAK."""
        from relreport.build.watched import all_of, sources_of

        def watched(jobs: Sequence[Job], order: Order) -> Iterator[Built]:
            by_path = {job.path: sources_of(job) for job in jobs}
            for built in make(jobs, replace(order, watch=self.watch)):
                sources = self._sources[built.path] = by_path[built.path]
                self._marks[built.path] = built.marks
                found = self._confirmed(all_of(built), sources) if built.suspect else []
                self.hits += found
                if found:
                    yield _withheld(built)
                    continue
                self._searched |= {facts.encode() for facts in built.facts.values() if len(facts) >= _LINE}
                yield replace(built, suspect=False, marks={})

        return watched

    def look_at_site(self, files: Mapping[str, bytes]) -> None:
        """Raises LeakError where something closed stands in what is made of all accounts together."""
        from relreport.scan.watch import suspects

        if not self._sources:
            sources = self.made
        else:
            # the machines' document has an account a line, each searched when it was made
            new = {
                name: self._unsearched(data) if name.endswith(".json") else data
                for name, data in files.items()
            }
            sources = [one for path in suspects(self._marks, new) for one in self._sources[path]]
        if (sources or self.watch.shuts_judgements) and (found := self._confirmed(files, sources)):
            raise LeakError(found)

    def _unsearched(self, data: bytes) -> bytes:
        lines = data.split(b"\n")
        return b"\n".join(one for one in lines if len(one) < _LINE or one.strip(b" ,") not in self._searched)

    def _confirmed(self, files: Mapping[str, bytes], sources: Files) -> list[Hit]:
        """Every hit of some accounts. What looks like one is held against all accounts: what is open in one
        is no leak in another."""
        from relreport.scan.folder import scan_bytes

        closed = self.watch.closed(sources)
        if not any(scan_bytes(name, data, closed) for name, data in files.items()):
            return []
        return [hit for name, data in files.items() for hit in scan_bytes(name, data, self._of_all)]

    @cached_property
    def _of_all(self) -> Forbidden:
        """With all that may be read anywhere."""
        files = [*self.made, *(one for sources in self._sources.values() for one in sources)]
        known = {path for path, _ in files}
        for file in self.workspace.files:
            data, _ = read_plain_file(file.place)
            if data is not None and file.path not in known:
                files.append((file.path, data))
        return self.watch.closed(files)


def withholder(workspace: Workspace, audience: str) -> Withholder | None:
    """What searches the reports for an audience; None for one that may read all."""
    from relreport.fields.kinds import Sensitivity
    from relreport.scan.clearance import clearance_of

    own = {one.name: Sensitivity[one.clearance.upper()] for one in workspace.settings.audiences}
    if clearance_of(audience, own) is Sensitivity.SECRET:
        return None
    from relreport.scan.sources import own_words
    from relreport.scan.watch import Watch

    watch = Watch(
        audience=audience,
        settings=(SETTINGS_NAME, workspace.settings_data),
        audiences=tuple(own.items()),
        words=own_words(workspace.root / "templates"),
    )
    return Withholder(workspace=workspace, watch=watch)


def tell_leak(leak: LeakError, audience: str) -> None:
    """Say where something closed stands, for which nothing is put in place."""
    for hit in leak.hits:
        click.echo(say("build.leak", audience=audience, **told(hit)), err=True)


def leaks(
    workspace: Workspace, audience: str, files: Mapping[str, bytes], made_of: Sequence[tuple[str, bytes]]
) -> bool:
    """Whether something closed to an audience stands in files; where it does, that is told.

    `made_of`: path and bytes of the account files behind them.
    """
    keeper = withholder(workspace, audience)
    if keeper is None:
        return False
    keeper.made = list(made_of)
    try:
        keeper.look_at_site(files)
    except LeakError as leak:
        tell_leak(leak, audience)
        return True
    return False


def _withheld(built: Built) -> Built:
    nothing = replace(built, files={}, summaries={}, rows={}, facts={}, boxes={})
    return replace(nothing, suspect=False, marks={}, failure=LEAK)


def told(hit: Hit) -> dict[str, str]:
    """Where something closed stands: never what."""
    return {
        "file": hit.file,
        "place": f"{hit.path}:{hit.line} {hit.field}" if hit.path else hit.field or hit.way,
    }
