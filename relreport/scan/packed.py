"""What is packed in bytes: streams of zlib, gzip, bzip2 and xz, and the members of archives."""

from __future__ import annotations

import bz2
import lzma
import re
import zlib
from collections.abc import Iterator
from typing import Protocol

from relreport.record import dataclass

LARGEST = 256 * 1024 * 1024  # what may come out of one compressed stream
_MAGIC = (
    b"\x78\x01",
    b"\x78\x5e",
    b"\x78\x9c",
    b"\x78\xda",
    b"\x1f\x8b\x08",
    b"BZh",
    b"\xfd7zXZ",
    b"PK\x03\x04",
)
_DEFLATED = re.compile(rb"\x78[\x01\x5e\x9c\xda]|\x1f\x8b\x08|BZh[1-9]|\xfd7zXZ\x00|PK\x03\x04", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Pack:
    """What begins at a place, as far as it can be read; `start` and `end`: where it is packed to its end."""

    name: str = ""
    content: bytes = b""
    start: int = 0
    end: int = 0

    @property
    def whole(self) -> bool:
        return self.end > self.start


def packs(data: bytes) -> Iterator[Pack]:
    """Whatever is packed in some bytes, but for packs within a pack."""
    if not any(one in data for one in _MAGIC):
        return
    end = 0
    for found in _DEFLATED.finditer(data):
        if found.start() < end:
            continue
        pack = _pack(data, found.start(), found[0])
        if pack.content and pack.whole:
            end = pack.end
        yield pack


class _Unpacker(Protocol):
    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: memoryview, max_length: int, /) -> bytes: ...


def _pack(data: bytes, at: int, magic: bytes) -> Pack:
    name, start = "", at
    unpacker: _Unpacker
    try:
        if magic.startswith(b"PK"):
            method = int.from_bytes(data[at + 8 : at + 10], "little")
            length, extra = (int.from_bytes(data[at + one : at + one + 2], "little") for one in (26, 28))
            name = data[at + 30 : at + 30 + length].decode("utf-8", "ignore")
            start = at + 30 + length + extra
            if method != 8:
                return Pack(name)  # stored: it lies there as it is
            unpacker = zlib.decompressobj(-15)
        elif magic.startswith(b"BZh"):
            unpacker = bz2.BZ2Decompressor()
        elif magic.startswith(b"\xfd7zXZ"):
            unpacker = lzma.LZMADecompressor()
        else:
            unpacker = zlib.decompressobj(47)
        content = unpacker.decompress(memoryview(data)[start:], LARGEST)
    except (zlib.error, OSError, EOFError, lzma.LZMAError, ValueError):
        return Pack(name)
    # what does not come to its end may be no pack at all: it is searched as it lies there, too
    end = len(data) - len(unpacker.unused_data) if unpacker.eof else start
    return Pack(name, content, start, end)
