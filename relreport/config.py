"""The workspace on disk: where it begins, its settings, which files are accounts. Links are never
followed."""

from __future__ import annotations

import errno
import os
import stat
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath

from relreport.country_names import unknown_country
from relreport.figures import Figures, read_figures
from relreport.finding import Finding, Severity, Where
from relreport.label_names import unknown_labels
from relreport.model.settings import Settings
from relreport.nearest import nearest
from relreport.parse import Parsed, parse, parse_settings
from relreport.record import dataclass
from relreport.rule_names import unknown_codes, unknown_names
from relreport.source import FILE_LIMIT
from relreport.spellings import identifier

SETTINGS_NAME = "relreport.yaml"
TEMPLATES_NAME = "templates"
FIGURES_NAME = "figures.csv"
ACCOUNTS_NAME = "accounts"
_NEARLY = (".txt", ".markdown", ".mdown", ".mkd")  # what editors make of `.md`


class NotAWorkspaceError(Exception):
    """No folder here or above holds `relreport.yaml` or `accounts/`; or the one named does not exist."""


class NoSuchFileError(Exception):
    """A path that was named does not exist. `near`: the account that was likely meant."""

    def __init__(self, path: str, near: str | None = None) -> None:
        super().__init__(path)
        self.near = near


@dataclass(frozen=True, kw_only=True)
class AccountFile:
    """A file that holds an account: its path as it is told (below the workspace, with `/`), its id, where
    it is."""

    path: str
    id: str
    place: Path


@dataclass(frozen=True, kw_only=True)
class Workspace:
    """A workspace: its folder, its settings, what was found while they were read, and all its account
    files."""

    root: Path
    settings: Settings
    findings: tuple[Finding, ...]
    files: tuple[AccountFile, ...]
    settings_data: bytes

    @property
    def settings_valid(self) -> bool:
        return not any(one.is_error and one.where.path == SETTINGS_NAME for one in self.findings)

    def chosen(self, paths: Iterable[Path]) -> tuple[tuple[AccountFile, ...], tuple[Finding, ...]]:
        """The account files that `paths` name: files, folders, or ids; none names all. Raises
        NoSuchFileError."""
        wanted: dict[str, AccountFile] = {}
        findings: list[Finding] = []
        named = tuple(paths)
        if not named:
            return self.files, ()
        for path in named:
            if path.is_dir() and not path.is_symlink():
                for place in _walk(path, self.root, findings):
                    file = _account_file(place, self.root)
                    wanted[file.path] = file
            elif path.exists() or path.is_symlink():
                file = _account_file(path, self.root)
                wanted[file.path] = file
            elif (known := self.account(str(path))) is not None:
                wanted[known.path] = known
            else:
                known_as = [name for file in self.files for name in (file.id, file.path)]
                raise NoSuchFileError(str(path), nearest(str(path), known_as))
        return tuple(wanted[path] for path in sorted(wanted)), tuple(findings)

    def account(self, name: str) -> AccountFile | None:
        """The file of the account called `name`: an id, without regard to case, or a path."""
        folded = _same(name)
        for file in self.files:
            if _same(file.id) == folded:
                return file
        path = Path(name)
        return _account_file(path, self.root) if path.is_file() else None

    def figures(self, accounts: Iterable[tuple[str, str]]) -> Figures:
        """What finance says, joined to `accounts` (id and name). Empty where there is no such file."""
        place = self.root / FIGURES_NAME
        if not place.exists() and not place.is_symlink():
            return Figures()
        data, reason = read_plain_file(place)
        if data is None:
            return Figures(findings=(unreadable(FIGURES_NAME, reason),))
        return read_figures(FIGURES_NAME, data, accounts)

    def parse(self, file: AccountFile) -> Parsed:
        """The account of a file, with every finding about it."""
        data, reason = read_plain_file(file.place)
        if data is None:
            return Parsed(
                path=file.path, id=file.id, account=None, name=None, findings=(unreadable(file.path, reason),)
            )
        parsed = parse(file.path, data, self.settings)
        if parsed.account is None:
            return parsed
        more = tuple(unknown_codes(parsed.account))
        return replace(parsed, findings=(*parsed.findings, *more)) if more else parsed


def find_workspace(start: Path) -> Path:
    """The nearest folder from `start` upward that holds settings or accounts. Raises NotAWorkspaceError."""
    start = start.absolute()
    for folder in (start, *start.parents):
        if (folder / SETTINGS_NAME).is_file() or (folder / ACCOUNTS_NAME).is_dir():
            return folder
    raise NotAWorkspaceError(str(start))


def open_workspace(root: Path) -> Workspace:
    """Read the settings and list the account files of the workspace at `root`."""
    if not root.is_dir():
        raise NotAWorkspaceError(str(root))
    # with `..` in it no file would lie below it, and a page would name every folder on the way
    root = root.resolve() if ".." in root.parts else root.absolute()
    settings, findings, data = _settings(root)
    accounts = root / ACCOUNTS_NAME
    places: list[Path] = []
    if accounts.is_symlink():
        findings.append(_finding("E107", f"{ACCOUNTS_NAME}"))
    elif accounts.is_dir():
        places = list(_walk(accounts, root, findings))
    files = sorted((_account_file(place, root) for place in places), key=lambda file: file.path)
    findings += _twins(files)
    if (root / TEMPLATES_NAME).is_symlink():
        findings.append(_finding("W303", TEMPLATES_NAME, severity=Severity.WARNING))
    return Workspace(
        root=root, settings=settings, findings=tuple(findings), files=tuple(files), settings_data=data
    )


def _settings(root: Path) -> tuple[Settings, list[Finding], bytes]:
    place = root / SETTINGS_NAME
    if not place.exists() and not place.is_symlink():
        return Settings(), [], b""
    data, reason = read_plain_file(place)
    if data is None:
        return Settings(), [unreadable(SETTINGS_NAME, reason)], b""
    read = parse_settings(SETTINGS_NAME, data)
    unknown = (
        *unknown_names(SETTINGS_NAME, read.rule_names),
        *unknown_country(SETTINGS_NAME, read.calendar),
        *unknown_labels(SETTINGS_NAME, read.labels),
    )
    return read.settings, [*read.findings, *unknown], data


def read_plain_file(place: Path) -> tuple[bytes | None, str]:
    """The bytes of a plain file, at most one more than the limit allows; else None, and why.

    Without O_NONBLOCK a pipe would hold the program for ever, and without O_NOFOLLOW a link would be read.
    """
    flags = (
        os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    )
    try:
        if not hasattr(os, "O_NOFOLLOW") and place.is_symlink():
            return None, ""
        descriptor = os.open(place, flags)
    except OSError as error:
        return None, "" if error.errno == errno.ELOOP else (error.strerror or type(error).__name__)
    with os.fdopen(descriptor, "rb", buffering=0) as file:
        seen = os.fstat(descriptor)
        if not stat.S_ISREG(seen.st_mode):
            return None, ""
        # one byte more than there were a moment ago: a file that gives as many as there were has ended
        try:
            data = file.read(min(seen.st_size, FILE_LIMIT) + 1)
            while seen.st_size != len(data) <= FILE_LIMIT and (more := file.read(FILE_LIMIT + 1 - len(data))):
                data += more
        except OSError as error:
            return None, error.strerror or type(error).__name__
        return data, ""


def unreadable(path: str, reason: str) -> Finding:
    """The finding about a file that gave no bytes: no plain file, or refused with a reason."""
    return _finding("E108", path, reason=reason) if reason else _finding("E107", path)


def _finding(code: str, path: str, *, severity: Severity = Severity.ERROR, **facts: str | int) -> Finding:
    return Finding(
        code=code, severity=severity, where=Where(path=path, end_column=1, end_line=1), facts=facts
    )


def _walk(folder: Path, root: Path, findings: list[Finding]) -> Iterator[Path]:
    """Account files below a folder. A link to a folder may lead in a circle, and any link out of the
    workspace."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        findings.append(unreadable(_told(folder, root), error.strerror or type(error).__name__))
        return
    for entry in entries:
        if entry.name.startswith(("_", ".")):
            continue
        place = Path(entry.path)
        account = entry.name.lower().endswith(".md") and entry.name.casefold() != "readme.md"
        if entry.is_symlink():
            if account or place.is_dir():
                findings.append(_finding("W303", _told(place, root), severity=Severity.WARNING))
        elif entry.is_dir(follow_symlinks=False):
            yield from _walk(place, root, findings)
        elif account and entry.is_file(follow_symlinks=False):
            yield place
        elif account:
            findings.append(unreadable(_told(place, root), ""))
        elif entry.name.lower().endswith(_NEARLY):
            facts = _as_account(place)
            findings.append(_finding("W310", _told(place, root), severity=Severity.WARNING, **facts))


def _as_account(place: Path) -> dict[str, str]:
    """How the file would have to be called; nothing where that cannot be told of."""
    stem = place.name[: place.name.index(".")] if place.name.index(".") else ""
    name = identifier(stem)
    return {"near": f"{name}.md"} if name else {}


def _account_file(place: Path, root: Path) -> AccountFile:
    told = _told(place, root)
    stem = PurePosixPath(told).stem
    return AccountFile(path=told, id=identifier(stem) or unicodedata.normalize("NFC", stem), place=place)


def _told(place: Path, root: Path) -> str:
    """The path as messages tell it: below the workspace where it is, else as it was given."""
    absolute, above = os.path.abspath(place), os.path.join(root, "")  # noqa: PTH100, PTH118 - a text a file
    told = absolute[len(above) :].replace(os.sep, "/") if absolute.startswith(above) else place.as_posix()
    return told.encode("utf-8", "surrogateescape").decode("utf-8", "replace")  # a file name may be any bytes


def _same(id: str) -> str:
    return unicodedata.normalize("NFKC", id).casefold()


def _twins(files: Iterable[AccountFile]) -> list[Finding]:
    """Ids that differ only in case or composition: one file would overwrite the other's page."""
    first: dict[str, AccountFile] = {}
    findings = []
    for file in files:
        other = first.setdefault(_same(file.id), file)
        if other is not file:
            findings.append(
                Finding(
                    code="E150",
                    severity=Severity.ERROR,
                    where=Where(path=file.path, end_line=1, end_column=1),
                    facts={"id": file.id, "other": other.path},
                    related=(Where(path=other.path),),
                )
            )
    return findings
