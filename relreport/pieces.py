"""What is kept of each account while a build goes on, and from one build to the next: lines, by its path.

Ten thousand accounts would fill the memory: beyond a few of them they lie in a file that has no name and goes
with the process.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

IN_MEMORY = 16 * 1024 * 1024
_CHUNK = 1024 * 1024


class Pieces:
    """Lines of bytes by path, in the order in which they came; in `folder` where they are many."""

    def __init__(self, folder: Path | None = None, *, file: IO[bytes] | None = None) -> None:
        self._folder = folder if file is None else None
        self._file: IO[bytes] = BytesIO() if file is None else file
        self._places: dict[str, tuple[int, int, int]] = {}  # where its lines begin and end, and how many
        self._end = 0

    def __contains__(self, path: str) -> bool:
        return path in self._places

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    def add(self, path: str, lines: Iterable[bytes]) -> None:
        told = list(lines)
        self._append(path, b"\n".join(told) + b"\n" if told else b"", len(told))

    def take_over(self, path: str, other: Pieces) -> None:
        """The lines of an account as another has them."""
        begin, end, count = other._places[path]
        self._append(path, other._between(begin, end), count)

    def lines(self, path: str) -> list[bytes]:
        begin, end, _ = self._places[path]
        return self._between(begin, end).split(b"\n")[:-1]

    def parts(self) -> Iterator[bytes]:
        """All of it, as it is written to a file."""
        self._file.seek(0)
        while part := self._file.read(_CHUNK):
            yield part
        self._file.seek(0, 2)

    def hash(self) -> str:
        """Of all of it."""
        whole = blake2b(digest_size=20)
        for part in self.parts():
            whole.update(part)
        return whole.hexdigest()

    def read(self) -> None:
        """Learn what the file holds, which is one of ours."""
        self._file.seek(0)
        self._end = 0
        while head := self._file.readline():
            path, _, count = head.rpartition(b" ")
            begin = self._end + len(head)
            self._end = begin + sum(len(self._file.readline()) for _ in range(int(count)))
            self._places[json.loads(path)] = (begin, self._end, int(count))

    def close(self) -> None:
        self._file.close()

    def _append(self, path: str, data: bytes, count: int) -> None:
        head = f"{json.dumps(path)} {count}\n".encode()
        if self._folder is not None and self._end + len(data) > IN_MEMORY:
            self._put_away()
        self._file.seek(self._end)
        self._file.write(head)
        self._file.write(data)
        begin = self._end + len(head)
        self._end = begin + len(data)
        self._places[path] = (begin, self._end, count)

    def _put_away(self) -> None:
        """To a file; where there can be none, it stays where it is."""
        try:
            file = TemporaryFile(dir=self._folder)  # noqa: SIM115 - closed with the pieces
        except OSError:
            self._folder = None
            return
        for part in self.parts():
            file.write(part)
        self._file.close()
        self._file, self._folder = file, None

    def _between(self, begin: int, end: int) -> bytes:
        self._file.seek(begin)
        return self._file.read(end - begin)


def opened(place: Path, hash: str) -> Pieces:
    """The pieces in a file; none where it is not the file of that hash."""
    try:
        file = place.open("rb")
    except OSError:
        return Pieces()
    found = Pieces(file=file)
    if not hmac.compare_digest(found.hash(), hash):
        found.close()
        return Pieces()
    found.read()
    return found
