"""Every account at a moment: from git where it remembers, else from today's dated facts; and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Literal

from relreport.config import SETTINGS_NAME, AccountFile, Workspace, read_plain_file
from relreport.history import LastValid, NoHistory, NotThatFar, State, Timeline, Version, last_valid
from relreport.model import Account, Settings
from relreport.parse import Parsed, parse, parse_settings
from relreport.record import dataclass
from relreport.review.moments import Moment

Source = Literal["files", "git", "dated"]
"""`files`: today's. `git`: the version of the day. `dated`: today's files, without what was done later."""


@dataclass(frozen=True, kw_only=True)
class Present:
    """An account file of today: its bytes, what was read, and its version in git where it has one."""

    file: AccountFile
    data: bytes
    parsed: Parsed
    version: Version | None
    dirty: bool
    last: LastValid | None = None  # of a file that cannot be read

    @property
    def account(self) -> Account | None:
        """As it can be read today, else as it last could be."""
        return self.parsed.account or (self.last.account if self.last else None)

    @property
    def id(self) -> str:
        return self.parsed.id


@dataclass(frozen=True, kw_only=True)
class Seen:
    """One account at one moment. `account` None: `absent` (it was not there) or `invalid` (unknown then)."""

    id: str
    name: str
    path: str
    day: date
    account: Account | None
    source: Source
    why: Literal["", "absent", "invalid"] = ""
    version: Version | None = None
    data: bytes = b""
    valid_on: date | None = None  # the file cannot be read today: this is its version of that day


@dataclass(frozen=True, kw_only=True)
class Sight:
    """All accounts at a moment, by today's ids; those that are no more under the ids they had."""

    moment: Moment
    day: date
    accounts: Mapping[str, Seen]
    source: Source
    settings: Settings | None = None  # of that day, where git has others than today's
    commit: str = ""  # of a sight that was asked for by a revision
    reason: str = ""  # why git did not say: as in NoHistory, `shallow` or `before`
    since: date | None = None


class Past:
    """A workspace now and then."""

    def __init__(self, workspace: Workspace, timeline: Timeline | NoHistory, today: date) -> None:
        self.workspace = workspace
        self.timeline = timeline
        self.today = today

    @property
    def settings(self) -> Settings:
        return self.workspace.settings

    @cached_property
    def present(self) -> Mapping[str, Present]:
        """The account files of today by their ids."""
        state = self.timeline.at(self.timeline.head) if isinstance(self.timeline, Timeline) else None
        found: dict[str, Present] = {}
        for file in self.workspace.files:
            data, _ = read_plain_file(file.place)
            if data is None:
                continue
            parsed = parse(file.path, data, self.settings)
            version = state.versions.get(file.path) if state else None
            dirty = isinstance(self.timeline, Timeline) and not self.timeline.unchanged(version, data)
            last = None
            if parsed.account is None and isinstance(self.timeline, Timeline):
                last = last_valid(self.timeline, file.path, self.settings)
            found[parsed.id] = Present(
                file=file, data=data, parsed=parsed, version=version, dirty=dirty, last=last
            )
        return found

    @property
    def dirty(self) -> tuple[str, ...]:
        """The files that hold what is not in git yet."""
        return tuple(sorted(one.file.path for one in self.present.values() if one.dirty))

    def now(self, day: date) -> Sight:
        """Today's files as of `day`: what is true of that day as far as is known now."""
        seen = {
            id: Seen(
                id=id,
                name=one.parsed.name or (one.account.name if one.account else id),
                path=one.file.path,
                day=day,
                account=one.account,
                source="files",
                why="" if one.account else "invalid",
                version=one.last.version if one.last else one.version,
                data=one.last.data if one.last else one.data,
                valid_on=one.last.version.known.day if one.last else None,
            )
            for id, one in self.present.items()
        }
        return Sight(moment=Moment(day=day), day=day, accounts=seen, source="files")

    def at(self, moment: Moment) -> Sight:
        """What was known at a moment; where git cannot say, today's dated facts as of its day."""
        if moment.revision is None and moment.day is not None and moment.day >= self.today:
            return self.now(moment.day)
        if isinstance(self.timeline, NoHistory):
            return self._dated(moment, self.timeline.reason, None)
        if moment.revision is not None:
            commit = self.timeline.revisions[moment.revision]
            return replace(self._known(moment, self.timeline.at(commit), commit.day), commit=commit.id)
        assert moment.day is not None
        state = self.timeline.on(moment.day)
        if isinstance(state, NotThatFar):
            return self._dated(moment, "shallow" if state.shallow else "before", state.since)
        return self._known(moment, state, moment.day)

    def _dated(self, moment: Moment, reason: str, since: date | None) -> Sight:
        day = moment.day or self.today
        sight = self.now(day)
        accounts = {id: replace(one, source="dated") for id, one in sight.accounts.items()}
        return replace(sight, moment=moment, accounts=accounts, source="dated", reason=reason, since=since)

    def _known(self, moment: Moment, state: State, day: date) -> Sight:
        assert isinstance(self.timeline, Timeline)
        found = self.versions_at(state)
        seen = {id: self._absent(one, day) for id, one in self.present.items() if id not in found}
        claimed = {version.path: (id, version) for id, version in found.items()}
        gone = [one for one in state.accounts() if one.path not in claimed]
        self.timeline.fetch([*(one for _, one in claimed.values()), *gone])
        for id, version in claimed.values():
            seen[id] = self._then(version, day, id)
        for version in gone:
            parsed = self._then(version, day, None)
            seen.setdefault(parsed.id, parsed)
        settings = self._settings_of(state)
        return Sight(moment=moment, day=day, accounts=seen, source="git", settings=settings)

    def versions_at(self, state: State) -> dict[str, Version]:
        """Which version each account of today had then; two accounts never share one."""
        found: dict[str, Version] = {}
        taken: set[str] = set()
        for id, one in self.present.items():
            was = one.account.was if one.account else ()
            version = state.of(one.version.line if one.version else None, id, was)
            if version is not None and version.path not in taken:
                found[id] = version
                taken.add(version.path)
        return found

    def _absent(self, one: Present, day: date) -> Seen:
        return Seen(
            id=one.id,
            name=one.parsed.name or one.id,
            path=one.file.path,
            day=day,
            account=None,
            source="git",
            why="absent",
        )

    def _then(self, version: Version, day: date, id: str | None) -> Seen:
        """A version of then, under the id of today; what cannot be read today is unknown."""
        assert isinstance(self.timeline, Timeline)
        data = self.timeline.data(version) or b""
        parsed = parse(version.path, data, self.settings)
        account = parsed.account
        if account is not None and id is not None and account.id != id:
            account = replace(account, id=id)
        return Seen(
            id=id or parsed.id,
            name=parsed.name or parsed.id,
            path=version.path,
            day=day,
            account=account,
            source="git",
            why="" if account else "invalid",
            version=version,
            data=data,
        )

    def _settings_of(self, state: State) -> Settings | None:
        """The settings of then, where they judged otherwise than today's."""
        assert isinstance(self.timeline, Timeline)
        version = state.versions.get(SETTINGS_NAME)
        if version is None:
            tracked = SETTINGS_NAME in self.timeline.at(self.timeline.head).versions
            return Settings() if tracked and judges_otherwise(Settings(), self.settings) else None
        data = self.timeline.data(version)
        if data is None or data == self.workspace.settings_data:
            return None
        read = parse_settings(SETTINGS_NAME, data)
        if any(one.is_error for one in read.findings):
            return None
        return read.settings if judges_otherwise(read.settings, self.settings) else None


def judges_otherwise(then: Settings, now: Settings) -> bool:
    """Whether the settings could give another judgement of the same facts; our people are today's."""
    return any(
        getattr(then, name) != getattr(now, name)
        for name in ("rules", "tiers", "aliases", "portrait", "calendar")
    )


def all_ids(*sights: Sight) -> list[str]:
    """The ids of all accounts in any of these, sorted."""
    return sorted({id for sight in sights for id in sight.accounts})
