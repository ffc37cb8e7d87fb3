"""Bytes -> every text that lies in them: in other encodings, escaped, encoded, compressed, packed.

A view is a text and the way to it. Whatever comes out of one is looked at again, to a limited depth.
"""

from __future__ import annotations

import binascii
import bz2
import hashlib
import html
import lzma
import quopri
import re
import urllib.parse
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Protocol

from relreport.scan.binary import in_utf_8, in_utf_16, readable, written

UNREADABLE = "unreadable"  # the way of what could not be looked at
DEEPEST = 8
LARGEST = 256 * 1024 * 1024  # what may come out of one compressed stream

_INLINE = re.compile(
    r"</?(?:a|abbr|b|bdi|bdo|cite|code|del|dfn|em|font|i|ins|kbd|mark|q|s|samp|small|span|strong|sub|sup|tspan|u|var|wbr)"
    r"(?:\s[^>]*)?>",
    re.IGNORECASE,
)
_TAG = re.compile(r"(<[^>]*>)")
_ESCAPE = re.compile(
    r"\\+u\{([0-9a-fA-F]{1,6})\}|\\+u([0-9a-fA-F]{4})|\\+U([0-9a-fA-F]{8})|\\+([0-9a-fA-F]{2,6})\s?"
)
_BYTE_ESCAPE = re.compile(rb"\\x([0-9a-fA-F]{2})|\\([0-3][0-7]{2})|#([0-9a-fA-F]{2})")
_ESCAPES = (b"\\x", b"\\2", b"\\3")
_APART = re.compile(rb"[\"\n]")
_HEX = re.compile(r"(?:[0-9a-fA-F]{2}[\s:,]?){6,}")
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{8,}")
_SHORT = 4096  # letters
_ENDS = re.compile(r"[A-Za-z0-9+/]{60}")
_WRAPPED = re.compile(r"(?<=[A-Za-z0-9+/]{60})\r?\n(?=[A-Za-z0-9+/=])")
_QUOTED_PRINTABLE = re.compile(r"=[0-9A-F]{2}")
_PERCENT = re.compile(r"%[0-9A-Fa-f]{2}")
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
class View:
    """A text that lies in a file, and how it lies there."""

    text: str
    way: str
    raw: bool = False  # found in what may be no text at all


@dataclass
class Viewer:
    """Opens bytes. Nothing is looked at twice in a file, nor in another after a file with it was clean."""

    _seen: set[bytes] = field(default_factory=set)
    _runs: set[str] = field(default_factory=set)
    _clean_seen: set[bytes] = field(default_factory=set)
    _clean_runs: set[str] = field(default_factory=set)

    def next_file(self, *, clean: bool) -> None:
        """The next file begins. `clean`: nothing was found in the last; what is found is told each time."""
        if clean:
            self._clean_seen |= self._seen
            self._clean_runs |= self._runs
        self._seen.clear()
        self._runs.clear()

    def saw(self, data: bytes) -> None:
        """Somebody else looked at these bytes already."""
        self._seen.add(_digest(data))

    def open(self, data: bytes, way: str = "", depth: int = 0) -> Iterator[View]:
        """Every text in some bytes."""
        if depth > DEEPEST or len(data) < 4:
            return
        digest = _digest(data)
        if digest in self._seen or digest in self._clean_seen:
            return
        self._seen.add(digest)
        if b"%PDF-" in data[:1024]:
            from relreport.scan.pdf import pdf_views

            yield from pdf_views(data, self, way, depth)
        spans: list[tuple[int, int]] = []
        yield from self._inflated(data, way, depth, spans)
        # what was packed is noise as it lies there
        data = _without(data, spans)
        yield from self._decoded(data, way, depth)

    def _decoded(self, data: bytes, way: str, depth: int) -> Iterator[View]:
        try:
            text = data.decode("utf-8-sig")
            whole = b"\0" not in data
        except UnicodeDecodeError:
            whole = False
        if whole:
            yield from self.text(text, way, depth)
            yield from self._bytes_escaped(data, way, depth)
            return
        if ascii := written(data):
            yield from self.text(ascii, way, depth)
            yield from self._bytes_escaped(ascii.encode("ascii"), way, depth)
        if other := in_utf_8(data):
            yield View(other, way)
        if other := in_utf_16(data):
            yield View(other, on(way, "utf-16"), raw=True)
            if depth < DEEPEST and _mostly_ascii(other):
                yield from self.text(other, on(way, "utf-16"), depth + 1)
        if b"\0" not in data:
            yield View(readable(data.decode("gb18030", "ignore")), on(way, "gb18030"), raw=True)

    def _bytes_escaped(self, data: bytes, way: str, depth: int) -> Iterator[View]:
        if any(one in data for one in _ESCAPES):
            parts = [part for part in _APART.split(data) if any(one in part for one in _ESCAPES)]
            unescaped = b"\0".join(_BYTE_ESCAPE.sub(_byte, one) for one in parts)
            yield from self.open(unescaped, on(way, "escape"), depth + 1)

    def text(self, text: str, way: str = "", depth: int = 0) -> Iterator[View]:
        """A text, and whatever is escaped or encoded in it."""
        if "<" in text:
            # a page says the same tags again and again: of each part, tag or text, one is enough
            parts = _TAG.split(text)
            once = dict.fromkeys(parts)
            parts[1::2] = map({one: _between(one) for one in once if one[:1] == "<"}.get, parts[1::2])
            yield View(html.unescape("".join(parts)), on(way, "markup"))
            text = "\0".join(once)
        yield View(text, way)
        if depth >= DEEPEST:
            return
        for name, other in self._unescaped(text):
            if other == text:  # nothing was escaped in it after all
                continue
            yield from self.text(other, on(way, name), depth + 1)
        for name, data in self._unpacked(text):
            yield from self.open(data, on(way, name), depth + 1)

    def _unescaped(self, text: str) -> Iterator[tuple[str, str]]:
        """The parts with escapes, without them. Apart by what no escape holds: a whole page would be slow."""
        if "&" in text:
            parts = [html.unescape(one) for one in re.split("[<>]", text) if "&" in one and ";" in one]
            if parts:
                yield "entity", "\0".join(parts)
        if "\\" in text:
            parts = [_escape_free(one) for one in text.split("\n") if "\\" in one]
            yield "escape", "\0".join(one for one in parts if one)
        if "%" in text and _PERCENT.search(text):
            parts = [one.replace("+", " ") for one in re.split(r"[\s\"'<>()]+", text) if "%" in one]
            yield "percent", "\0".join(urllib.parse.unquote(one, errors="ignore") for one in parts)
        if "=" in text and _QUOTED_PRINTABLE.search(text):
            data = quopri.decodestring(text.encode("ascii", "ignore"))
            other = data.decode("utf-8", "ignore")
            if not other.isascii():
                yield "quoted-printable", "\0".join(line for line in other.split("\n") if not line.isascii())

    def _unpacked(self, text: str) -> Iterator[tuple[str, bytes]]:
        digits: list[bytes] = []
        for run in _HEX.findall(text):
            clean = re.sub(r"[^0-9a-fA-F]", "", run)
            even = [clean[shift : shift + (len(clean) - shift) // 2 * 2] for shift in (0, 1)]
            digits.extend(bytes.fromhex(one) for one in even)
        if digits:
            yield "hex", _even(digits)
        packed = []
        for run in dict.fromkeys(_BASE64.findall(_WRAPPED.sub("", text) if _is_wrapped(text) else text)):
            if run in self._runs or run in self._clean_runs:
                continue
            self._runs.add(run)
            if len(run) <= _SHORT:
                packed.append(_short_base64(run))
            else:
                yield from (("base64", data) for data in _from_base64(run))
        if packed:
            yield "base64", b"".join(packed)

    def _inflated(self, data: bytes, way: str, depth: int, spans: list[tuple[int, int]]) -> Iterator[View]:
        """What is packed in some bytes; and where it lay."""
        end = 0
        if not any(one in data for one in _MAGIC):
            return
        for found in _DEFLATED.finditer(data):
            at = found.start()
            if at < end:
                continue  # within what is packed
            packed = _packed(data, at, found[0])
            if packed.name:
                yield View(packed.name, on(way, "member name"))
            if packed.content:
                if packed.end > packed.start:
                    end = packed.end
                    spans.append((packed.start, packed.end))
                yield from self.open(packed.content, on(way, "compressed"), depth + 1)


def _between(tag: str) -> str:
    """What a tag leaves where it stood: nothing where the text flows on."""
    return "" if _INLINE.fullmatch(tag) else "\0"


def _digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=16).digest()


def _without(data: bytes, spans: list[tuple[int, int]]) -> bytes:
    """The bytes without some spans of them."""
    if not spans:
        return data
    starts = [*(start for start, _ in spans), len(data)]
    ends = [0, *(end for _, end in spans)]
    return b"\0\0".join(data[end:start] for end, start in zip(ends, starts, strict=True))


@dataclass(frozen=True, slots=True)
class _Packed:
    """What begins at a place, as far as it can be read; `start` and `end`: where it is packed to its end."""

    name: str = ""
    content: bytes = b""
    start: int = 0
    end: int = 0


class _Unpacker(Protocol):
    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: memoryview, max_length: int, /) -> bytes: ...


def _packed(data: bytes, at: int, magic: bytes) -> _Packed:
    name, start = "", at
    unpacker: _Unpacker
    try:
        if magic.startswith(b"PK"):
            method = int.from_bytes(data[at + 8 : at + 10], "little")
            length, extra = (int.from_bytes(data[at + one : at + one + 2], "little") for one in (26, 28))
            name = data[at + 30 : at + 30 + length].decode("utf-8", "ignore")
            start = at + 30 + length + extra
            if method != 8:
                return _Packed(name)  # stored: it lies there as it is
            unpacker = zlib.decompressobj(-15)
        elif magic.startswith(b"BZh"):
            unpacker = bz2.BZ2Decompressor()
        elif magic.startswith(b"\xfd7zXZ"):
            unpacker = lzma.LZMADecompressor()
        else:
            unpacker = zlib.decompressobj(47)
        content = unpacker.decompress(memoryview(data)[start:], LARGEST)
    except (zlib.error, OSError, EOFError, lzma.LZMAError, ValueError):
        return _Packed(name)
    # what does not come to its end may be no pack at all: it is searched as it lies there, too
    end = len(data) - len(unpacker.unused_data) if unpacker.eof else start
    return _Packed(name, content, start, end)


def _is_wrapped(text: str) -> bool:
    """Whether a line ends in so many letters that what they say may go on in the next."""
    return any(len(line) >= 60 and _ENDS.fullmatch(line, len(line) - 60) for line in text.splitlines())


def _from_base64(run: str) -> Iterator[bytes]:
    """What a run says, read from each of the places where a group can begin."""
    standard = run.replace("-", "+").replace("_", "/")
    for shift in range(4):
        part = standard[shift:]
        if len(part) % 4 == 1:
            part = part[:-1]
        try:
            yield binascii.a2b_base64(part + "=" * (-len(part) % 4))
        except binascii.Error:
            continue


@lru_cache(16384)
def _short_base64(run: str) -> bytes:
    """The same of a short one, all readings side by side: most are words of a page, met again and again."""
    return _even([*_from_base64(run), b""])


def _even(parts: list[bytes]) -> bytes:
    """Parts side by side, each at an even place, so that two-byte letters stay in step."""
    return b"\0\0".join(one if len(one) % 2 == 0 else one + b"\0" for one in parts)


def _escape_free(text: str) -> str:
    def character(found: re.Match[str]) -> str:
        number = int(next(one for one in found.groups() if one), 16)
        return chr(number) if number < 0x110000 else ""

    changed = _ESCAPE.sub(character, text)
    if changed == text:
        return ""
    # two halves of a character beyond the first plane are one again
    return changed.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _byte(found: re.Match[bytes]) -> bytes:
    if found[2]:
        return bytes([int(found[2], 8)])
    return bytes([int(found[1] or found[3], 16)])


def _mostly_ascii(text: str) -> bool:
    sample = text[:4096]
    return 2 * len(sample.encode("ascii", "ignore")) > len(sample)


def on(way: str, step: str) -> str:
    """A way, one step on."""
    return f"{way}, {step}" if way else step
