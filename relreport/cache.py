"""What the last build of an output made: nothing is made twice. JSON in a private folder, never pickle.

An output has a manifest of keys, hashes and stamps, small enough to read at every start, and the kept pieces
(summaries, rows, the JSON contract's accounts), read only when something changed: most of them in one file,
in a small second one what came since. Another holds templates as the code that they become. All are sealed
with a key that no copy, archive or checkout can bring along, the pieces by the manifest: what is damaged,
planted or forged counts as not there.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
import stat
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import field
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any

from relreport.pieces import Pieces, Place
from relreport.record import dataclass
from relreport.stamps import (
    NO_STAMP,
    Page,
    Stamp,
    digest,
    digest_of,
    made_new,
    opened,
    put,
    put_by,
    stamp,
    stamp_of,
    tree,
)

FORMAT = 3
SECRET = 32

__all__ = ["Cache", "Entry", "Manifest", "Page", "digest", "digest_of", "folder_print", "program", "tree"]


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What came of one account: the key of all it was made from, and its files by place in the output."""

    key: str
    files: Mapping[str, Page] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """The last build of an output. `whole`: the key of everything; `common`: of what all accounts share.

    `pieces`: the files of what is kept of accounts; `places`: where in them, by path.
    """

    audience: str
    program: str
    whole: str
    common: str
    entries: Mapping[str, Entry]
    site: Mapping[str, Page]
    pieces: Sequence[Page] = ()
    places: Mapping[str, Place] = field(default_factory=dict)
    report: Mapping[str, Any] = field(default_factory=dict)

    def files(self) -> Iterator[tuple[str, Page]]:
        yield from self.site.items()
        for entry in self.entries.values():
            yield from entry.files.items()

    def intact(self, output: Path, *, beside: Iterable[str] = ()) -> bool:
        """Whether `output` holds these files, nothing of it touched, and nothing but `beside` more."""
        pages = dict(self.files())
        found = dict(tree(str(output)))
        return found.keys() == pages.keys() | set(beside) and all(
            page.stamp == found[name] or page.holds(output / name) for name, page in pages.items()
        )


class Cache:
    """The kept results of one output in `folder`, which is private already."""

    def __init__(self, folder: Path, output: str) -> None:
        name = digest(output)[:24]
        self._folder = folder
        self._manifest = folder / f"{name}.json"
        self._beside = folder / f"{name}.beside"
        self._pieces = (folder / f"{name}.pieces", folder / f"{name}.since")
        self._hash = ""  # of the first of them, once it was opened

    def load(self, audience: str, program: str) -> Manifest | None:
        """The last build for this audience by this program; None where there is none, or none that can be
        trusted. How another program keeps things is its own."""
        data = self._unsealed(self._manifest)
        try:
            read = json.loads(data) if data else None
            if not read or (read["format"], read["program"], read["audience"]) != (FORMAT, program, audience):
                return None
            return Manifest(
                audience=audience,
                program=program,
                whole=read["whole"],
                common=read["common"],
                entries={
                    id: Entry(key=one["key"], files=_pages(one["files"]))
                    for id, one in read["entries"].items()
                },
                site=_pages(read["site"]),
                pieces=[_page(one) for one in read["pieces"]],
                places={path: tuple(place) for path, place in read["places"].items()},
                report=read["report"],
            )
        except (ValueError, KeyError, TypeError, AttributeError):
            return None

    def pieces(self, manifest: Manifest) -> Pieces:
        """What is kept of each account: its parts by path. Empty where they are not those of `manifest`."""
        files: list[IO[bytes]] = []
        for place, page in zip(self._pieces, manifest.pieces, strict=False):
            file = opened(place, page)
            if file is None:
                for one in files:
                    one.close()
                return Pieces()
            files.append(file)
        self._hash = manifest.pieces[0].hash if files else ""
        return Pieces(kept=files, places=dict(manifest.places))

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
        stamps = dict(tree(str(output)))
        with suppress(OSError):
            files, places = self._keep_pieces(pieces)
            plain = {
                "format": FORMAT,
                "program": manifest.program,
                "audience": manifest.audience,
                "whole": manifest.whole,
                "common": manifest.common,
                "pieces": [[page.hash, *page.stamp] for page in files],
                "places": places,
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
                put(place, (_seal(secret, data).encode() + b"\n", data))

    def _keep_pieces(self, pieces: Pieces) -> tuple[list[Page], dict[str, Place]]:
        """Write what is not written yet: beside the many, where most of them still are what they were."""
        many, since = self._pieces
        first = pieces.first
        if first is not None and self._hash:
            places, size, parts = pieces.moved(into=2, staying=1)
            page = Page(hash=self._hash, stamp=stamp(os.fstat(first.fileno())))
            return [page, put_by(since, size, parts)], places
        places, size, parts = pieces.moved(into=1, staying=None)
        page = put_by(many, size, parts)
        since.unlink(missing_ok=True)
        return [page], places

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
                made_new(place, (secrets.token_bytes(SECRET),))
        return None


def program() -> str:
    """Which program this is: our own files and the installed packages, by name, size and time of change."""
    marks = [sys.version]
    for folder in (Path(__file__).parent, Path(__file__).parent.parent / "templates"):
        marks += [
            f"{name} {stamp}"
            for name, stamp in sorted(tree(str(folder)))
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
        *(part for name, _ in sorted(tree(str(folder))) for part in (name, (folder / name).read_bytes()))
    )


def _pages(read: Mapping[str, Any]) -> dict[str, Page]:
    return {name: _page(one) for name, one in read.items()}


def _page(read: Any) -> Page:
    hash, inode, size, written, changed = read
    return Page(hash=hash, stamp=(inode, size, written, changed))


def _plain(pages: Mapping[str, Page], stamps: Mapping[str, Stamp]) -> dict[str, list[str | int]]:
    return {name: [page.hash, *stamps.get(name, NO_STAMP)] for name, page in pages.items()}


def _seal(secret: bytes, data: bytes) -> str:
    return hashlib.blake2b(data, key=secret[:64], digest_size=32).hexdigest()
