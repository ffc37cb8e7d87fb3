"""What is kept of each account while a build goes on, and from one build to the next: parts, by its path.

Ten thousand accounts would fill the memory: what a build adds lies, beyond a few of them, in a file that has
no name and goes with the process. What it carries stays where it lies, in a file of an earlier build.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

IN_MEMORY = 16 * 1024 * 1024
WORTH = 8  # what lies beside the first file, or is in use there no more, may be an eighth of it
_CHUNK = 1024 * 1024

Place = tuple[int, ...]
"""In which file, where its parts begin, and how long each is."""


class Pieces:
    """Parts of bytes by path, in the order in which they came; in `folder` where they are many.

    `kept`: files of earlier builds, and `places`, what lies where in them.
    """

    def __init__(
        self,
        folder: Path | None = None,
        *,
        kept: Sequence[IO[bytes]] = (),
        places: dict[str, Place] | None = None,
    ) -> None:
        self._folder = folder
        self._files: list[IO[bytes]] = [BytesIO(), *kept]
        self._places: dict[str, Place] = places or {}
        self._end = 0

    def __contains__(self, path: str) -> bool:
        return path in self._places

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    def add(self, path: str, parts: Sequence[bytes]) -> None:
        whole = b"".join(parts)
        if self._folder is not None and self._end + len(whole) > IN_MEMORY:
            self._put_away()
        self._files[0].seek(self._end)
        self._files[0].write(whole)
        self._places[path] = (0, self._end, *map(len, parts))
        self._end += len(whole)

    def take_over(self, path: str, other: Pieces) -> None:
        """The parts of an account, where another has kept them; they stay there as long as it is open."""
        self._files[1:] = other._files[1:]
        self._places[path] = other._places[path]

    def count(self, path: str) -> int:
        """How many parts an account has."""
        return len(self._places[path]) - 2

    def part(self, path: str, number: int) -> bytes:
        file, begin, *sizes = self._places[path]
        return self._read(file, begin + sum(sizes[:number]), sizes[number])

    def parts(self, path: str, first: int, end: int) -> list[bytes]:
        """Some parts that lie side by side, read at once."""
        file, begin, *sizes = self._places[path]
        wanted = sizes[first:end]
        whole = self._read(file, begin + sum(sizes[:first]), sum(wanted))
        found, at = [], 0
        for size in wanted:
            found.append(whole[at : at + size])
            at += size
        return found

    @property
    def first(self) -> IO[bytes] | None:
        """The first file of earlier builds, where most of it is in use and little lies beside it."""
        if len(self._files) < 2:
            return None
        size = os.fstat(self._files[1].fileno()).st_size
        used = beside = 0
        for file, _, *sizes in self._places.values():
            if file == 1:
                used += sum(sizes)
            else:
                beside += sum(sizes)
        return self._files[1] if max(size - used, beside) * WORTH <= size else None

    def moved(self, *, into: int, staying: int | None) -> tuple[dict[str, Place], int, Iterator[bytes]]:
        """Where all is to be found once what is not in the file `staying` was written to the file `into`; how
        long that will be, and its parts."""
        places, end = {}, 0
        for path, (file, begin, *sizes) in self._places.items():
            if file == staying:
                places[path] = (file, begin, *sizes)
            else:
                places[path] = (into, end, *sizes)
                end += sum(sizes)
        return places, end, self._of_others(staying)

    def close(self) -> None:
        for file in self._files:
            file.close()

    def _of_others(self, staying: int | None) -> Iterator[bytes]:
        for file, begin, *sizes in self._places.values():
            if file != staying:
                yield self._read(file, begin, sum(sizes))

    def _put_away(self) -> None:
        """To a file; where there can be none, it stays where it is."""
        try:
            file = TemporaryFile(dir=self._folder)  # noqa: SIM115 - closed with the pieces
        except OSError:
            self._folder = None
            return
        self._files[0].seek(0)
        while part := self._files[0].read(_CHUNK):
            file.write(part)
        self._files[0].close()
        self._files[0], self._folder = file, None

    def _read(self, file: int, begin: int, size: int) -> bytes:
        if file:
            return os.pread(self._files[file].fileno(), size, begin)
        self._files[0].seek(begin)
        return self._files[0].read(size)


def in_large_parts(parts: Iterable[bytes], least: int = _CHUNK) -> Iterator[bytes]:
    """The same bytes in pieces of a size worth writing."""
    held: list[bytes] = []
    size = 0
    for part in parts:
        held.append(part)
        size += len(part)
        if size >= least:
            yield b"".join(held)
            held, size = [], 0
    if held:
        yield b"".join(held)
