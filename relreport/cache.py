"""What the last build of an output made: nothing is made twice. JSON in a private folder, never pickle.

Two files an output: a manifest of keys, hashes and stamps, small enough to read at every start, and the kept
pieces (summaries, the JSON contract's accounts), read only when something changed. A third holds
templates as the code that they become. All are sealed with a key that no copy, archive or checkout can bring
along: what is damaged, planted or forged counts as not there.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
import stat
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import field
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from relreport.pieces import Pieces, opened
from relreport.record import dataclass

FORMAT = 1
SECRET = 32

Stamp = tuple[int, int, int, int]
NO_STAMP: Stamp = (0, 0, 0, 0)


def digest_of(place: Path) -> str:
    """The hash of a file's bytes, as `digest` has it, without holding them."""
    whole = hashlib.blake2b(digest_size=20)
    with place.open("rb") as file:
        whole.update(b"%d:" % os.fstat(file.fileno()).st_size)
        while part := file.read(1024 * 1024):
            whole.update(part)
    return whole.hexdigest()


def digest(*parts: bytes | str) -> str:
    """One hash of several parts; where one ends and the next begins counts."""
    whole = hashlib.blake2b(digest_size=20)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        whole.update(b"%d:" % len(data))
        whole.update(data)
    return whole.hexdigest()


@dataclass(frozen=True, kw_only=True)
class Page:
    """A file of the output: the hash of its bytes, and how it was last seen on the disk."""

    hash: str
    stamp: Stamp = NO_STAMP

    def holds(self, place: Path) -> bool:
        """Whether the file at `place` is still what was written: by its stamp, else by its bytes."""
        found = stamp_of(place)
        if found is None:
            return False
        if found == self.stamp:
            return True
        try:
            return hmac.compare_digest(digest_of(place), self.hash)
        except OSError:
            return False


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What came of one account: the key of all it was made from, and its files by place in the output."""

    key: str
    files: Mapping[str, Page] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """The last build of an output. `whole`: the key of everything; `common`: of what all accounts share."""

    audience: str
    whole: str
    common: str
    entries: Mapping[str, Entry]
    site: Mapping[str, Page]
    pieces: str = ""
    report: Mapping[str, Any] = field(default_factory=dict)

    def files(self) -> Iterator[tuple[str, Page]]:
        yield from self.site.items()
        for entry in self.entries.values():
            yield from entry.files.items()

    def intact(self, output: Path, *, beside: Iterable[str] = ()) -> bool:
        """Whether `output` holds these files, nothing of it touched, and nothing but `beside` more."""
        pages = dict(self.files())
        found = dict(_tree(str(output)))
        return found.keys() == pages.keys() | set(beside) and all(
            page.stamp == found[name] or page.holds(output / name) for name, page in pages.items()
        )


class Cache:
    """The kept results of one output in `folder`, which is private already."""

    def __init__(self, folder: Path, output: str) -> None:
        name = digest(output)[:24]
        self._folder = folder
        self._manifest = folder / f"{name}.json"
        self._pieces, self._beside = folder / f"{name}.pieces", folder / f"{name}.beside"

    def load(self, audience: str) -> Manifest | None:
        """The last build for this audience; None where there is none, or none that can be trusted."""
        data = self._unsealed(self._manifest)
        try:
            read = json.loads(data) if data else None
            if not read or read["format"] != FORMAT or read["audience"] != audience:
                return None
            return Manifest(
                audience=audience,
                whole=read["whole"],
                common=read["common"],
                entries={
                    id: Entry(key=one["key"], files=_pages(one["files"]))
                    for id, one in read["entries"].items()
                },
                site=_pages(read["site"]),
                pieces=read["pieces"],
                report=read["report"],
            )
        except (ValueError, KeyError, TypeError, AttributeError):
            return None

    def pieces(self, manifest: Manifest) -> Pieces:
        """What is kept of each account: its lines by path. Empty where they are not those of `manifest`."""
        return opened(self._pieces, manifest.pieces)

    def aside(self) -> Pieces:
        """Room for what the next build keeps."""
        return Pieces(self._folder)

    def templates(self, program: str) -> bytes | None:
        """The compiled templates of that program; None where there are none that can be trusted."""
        data = self._unsealed(self._folder / "templates")
        head, _, codes = (data or b"").partition(b"\n")
        return codes if head == program.encode() else None

    def keep_templates(self, program: str, codes: bytes) -> None:
        self._keep(self._folder / "templates", program.encode() + b"\n" + codes)

    def beside(self) -> bytes:
        """What is known of the pages that lie beside those of a build; nothing that cannot be trusted."""
        return self._unsealed(self._beside) or b""

    def keep_beside(self, data: bytes) -> None:
        self._keep(self._beside, data)

    def save(self, manifest: Manifest, pieces: Pieces, output: Path) -> None:
        """Keep a build whose files stand in `output`. A cache that cannot be written is no reason to fail."""
        stamps = dict(_tree(str(output)))
        with suppress(OSError):
            _written(self._pieces, pieces.parts())
            plain = {
                "format": FORMAT,
                "audience": manifest.audience,
                "whole": manifest.whole,
                "common": manifest.common,
                "pieces": pieces.hash(),
                "report": manifest.report,
                "site": _plain(manifest.site, stamps),
                "entries": {
                    id: {"key": one.key, "files": _plain(one.files, stamps)}
                    for id, one in manifest.entries.items()
                },
            }
            data = json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode(
                "utf-8", "surrogatepass"
            )
            self._keep(self._manifest, data)

    def _keep(self, place: Path, data: bytes) -> None:
        with suppress(OSError):
            if secret := self._secret(make=True):
                _written(place, (_seal(secret, data).encode() + b"\n", data))

    def _unsealed(self, place: Path) -> bytes | None:
        secret = self._secret(make=False)
        if secret is None:
            return None
        try:
            if stamp_of(place) is None:
                return None
            seal, _, data = place.read_bytes().partition(b"\n")
        except OSError:
            return None
        return data if hmac.compare_digest(seal, _seal(secret, data).encode()) else None

    def _secret(self, *, make: bool) -> bytes | None:
        """Bytes of chance, and the moment and place where this very machine wrote them: no copy has those."""
        place = self._folder / "key"
        for attempt in (True, False):
            try:
                descriptor = os.open(place, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
            except OSError:
                data = b""
            else:
                with os.fdopen(descriptor, "rb") as file:
                    data, seen = file.read(SECRET + 1), os.fstat(descriptor)
                if len(data) == SECRET and stat.S_ISREG(seen.st_mode):
                    return digest(data, f"{seen.st_ino} {seen.st_ctime_ns}").encode()
            if make and attempt:
                place.unlink(missing_ok=True)
                _new(place, (secrets.token_bytes(SECRET),))
        return None


def stamp_of(place: Path) -> Stamp | None:
    """How a plain file is seen from outside; None where there is none."""
    try:
        seen = place.stat(follow_symlinks=False)
    except OSError:
        return None
    return _stamp(seen) if stat.S_ISREG(seen.st_mode) else None


def program() -> str:
    """Which program this is: our own files and the installed packages, by name, size and time of change."""
    marks = [sys.version]
    for folder in (Path(__file__).parent, Path(__file__).parent.parent / "templates"):
        marks += [
            f"{name} {stamp}"
            for name, stamp in sorted(_tree(str(folder)))
            if not name.endswith(".pyc") and not name.startswith("fonts/")
        ]
    # installing, upgrading or removing any package changes the folder that it lies in
    for package in ("jinja2", "weasyprint"):
        found = find_spec(package)
        if found is not None and found.origin is not None:
            marks.append(str(Path(found.origin).parent.parent.stat().st_mtime_ns))
    return digest(*marks)


def folder_print(folder: Path) -> str:
    """A hash of every plain file below `folder`, by name and bytes; links are not followed."""
    if folder.is_symlink() or not folder.is_dir():
        return ""
    return digest(
        *(part for name, _ in sorted(_tree(str(folder))) for part in (name, (folder / name).read_bytes()))
    )


def _tree(folder: str, prefix: str = "") -> Iterator[tuple[str, Stamp]]:
    """Every plain file below `folder` with its stamp; a link counts as a file that is never as it was."""
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    yield from _tree(entry.path, f"{prefix}{entry.name}/")
                else:
                    seen = entry.stat(follow_symlinks=False)
                    yield f"{prefix}{entry.name}", _stamp(seen) if stat.S_ISREG(seen.st_mode) else NO_STAMP
    except FileNotFoundError:
        return


def _stamp(seen: os.stat_result) -> Stamp:
    return seen.st_ino, seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns


def _pages(read: Mapping[str, Any]) -> dict[str, Page]:
    return {
        name: Page(hash=hash, stamp=(inode, size, written, changed))
        for name, (hash, inode, size, written, changed) in read.items()
    }


def _plain(pages: Mapping[str, Page], stamps: Mapping[str, Stamp]) -> dict[str, list[str | int]]:
    return {name: [page.hash, *stamps.get(name, NO_STAMP)] for name, page in pages.items()}


def _seal(secret: bytes, data: bytes) -> str:
    return hashlib.blake2b(data, key=secret[:64], digest_size=32).hexdigest()


def _written(place: Path, parts: Iterable[bytes]) -> None:
    """The whole file or none of it, for its owner alone."""
    part = place.with_name(f"{place.name}.{os.getpid()}")
    try:
        _new(part, parts)
        part.replace(place)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _new(place: Path, parts: Iterable[bytes]) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    with os.fdopen(os.open(place, flags, 0o600), "wb") as file:
        for part in parts:
            file.write(part)
