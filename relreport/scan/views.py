"""Bytes -> every text that lies in them: in other encodings, escaped, encoded, compressed, packed.

A view is a text and the way to it. Whatever comes out of one is looked at again, to a limited depth.
"""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Iterator
from dataclasses import field

from relreport.record import dataclass
from relreport.scan.binary import in_utf_8, in_utf_16, readable, written
from relreport.scan.encoded import SHORT, base64_runs, from_base64, from_hex, short_base64
from relreport.scan.escaped import bytes_unescaped, unescaped
from relreport.scan.packed import packs
from relreport.scan.pdf import pdf_views
from relreport.scan.view import View, on

DEEPEST = 8

_INLINE = re.compile(
    r"</?(?:a|abbr|b|bdi|bdo|cite|code|del|dfn|em|font|i|ins|kbd|mark|q|s|samp|small|span|strong|sub|sup|tspan|u|var|wbr)"
    r"(?:\s[^>]*)?>",
    re.IGNORECASE,
)
_TAG = re.compile(r"(<[^>]*>)")


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
        if unescaped_bytes := bytes_unescaped(data):
            yield from self.open(unescaped_bytes, on(way, "escape"), depth + 1)

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
        for name, other in unescaped(text):
            if other == text:  # nothing was escaped in it after all
                continue
            yield from self.text(other, on(way, name), depth + 1)
        for name, data in self._unpacked(text):
            yield from self.open(data, on(way, name), depth + 1)

    def _unpacked(self, text: str) -> Iterator[tuple[str, bytes]]:
        """What is written in letters; of a run only what was not read before."""
        if digits := from_hex(text):
            yield "hex", digits
        packed = []
        for run in base64_runs(text):
            if run in self._runs or run in self._clean_runs:
                continue
            self._runs.add(run)
            if len(run) <= SHORT:
                packed.append(short_base64(run))
            else:
                yield from (("base64", data) for data in from_base64(run))
        if packed:
            yield "base64", b"".join(packed)

    def _inflated(self, data: bytes, way: str, depth: int, spans: list[tuple[int, int]]) -> Iterator[View]:
        """What is packed in some bytes; and where it lay."""
        for pack in packs(data):
            if pack.name:
                yield View(pack.name, on(way, "member name"))
            if pack.content:
                if pack.whole:
                    spans.append((pack.start, pack.end))
                yield from self.open(pack.content, on(way, "compressed"), depth + 1)


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


def _mostly_ascii(text: str) -> bool:
    sample = text[:4096]
    return 2 * len(sample.encode("ascii", "ignore")) > len(sample)
