"""A PDF -> every text in it: each object, string, name, key and stream, and the text that its fonts spell."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from relreport.scan.content import Fonts, carried_plainly, is_plain, shown, shown_plainly
from relreport.scan.view import UNREADABLE, Opener, View, on

_NAME_BYTE = re.compile(rb"#([0-9A-Fa-f]{2})")
# as the library writes objects: a bracket or a backslash inside a string has a backslash before it
_TOKEN = re.compile(rb"\(((?:[^()\\]|\\.)*)\)|<((?:[0-9A-Fa-f]{2})+)>|/([^\s()<>\[\]{}/%]+)", re.DOTALL)
_ESCAPED = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
_LETTER = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"} | dict.fromkeys(
    [b"\n", b"\r", b"\r\n"], b""
)


def pdf_views(data: bytes, viewer: Opener, way: str = "", depth: int = 0) -> Iterator[View]:
    """Every text of a document; where it is locked or broken, a view that says so."""
    import pikepdf

    try:
        document = pikepdf.open(io.BytesIO(data))
    except (pikepdf.PdfError, pikepdf.PasswordError):
        yield View("", UNREADABLE)
        return
    with document:
        objects = _Objects()
        streams: list[bytes] = []
        packed: list[bytes] = []
        drawings: list[Any] = []
        whole: list[Any] = [document.trailer]
        for one in document.objects:
            if isinstance(one, pikepdf.Stream):
                content = _content(one)
                whole.append(one.stream_dict)
                if str(one.get("/Type", "")) == "/ObjStm":
                    # objects again, and older ones that none of today's refers to
                    packed.append(content)
                    continue
                streams.append(content)
                if str(one.get("/Subtype", "")) == "/Form" or "/PatternType" in one:
                    drawings.append(one)
            else:
                whole.append(one)
        objects.add(*whole)
        known = Fonts()
        read: set[bytes] = set()  # the streams that were read as pages and drawings
        every: dict[str, Any] = {}
        for number, page in enumerate(document.pages, 1):
            fonts = _fonts(page.resources)
            every |= fonts
            parts = _parts(page)
            step = f"pdf text, page {number}"
            yield from _shown(parts, page, fonts, known, viewer, on(way, step), depth + 1, objects, read)
        for form in drawings:
            fonts = {**every, **_fonts(form.get("/Resources"))}
            parts = [_content(form)]
            step = "pdf drawing"
            yield from _shown(parts, form, fonts, known, viewer, on(way, step), depth + 1, objects, read)
        for content in packed:
            viewer.saw(content)
            objects.read(content)
            yield View(content.decode("latin-1"), on(way, "pdf stream"))
        yield from viewer.text("\0".join(objects.texts), on(way, "pdf object"), depth + 1)
        yield from viewer.open(b"\0\0".join(objects.raw), on(way, "pdf string"), depth + 1)
        for content in streams:
            if content not in read:
                yield from viewer.open(content, on(way, "pdf stream"), depth + 1)


def _shown(
    parts: list[bytes],
    content: Any,
    fonts: dict[str, Any],
    known: Fonts,
    viewer: Opener,
    way: str,
    depth: int,
    objects: _Objects,
    read: set[bytes],
) -> Iterator[View]:
    """What a page or a drawing shows; where that is plain, all else that its streams hold, too."""
    whole = b"\n".join(parts)
    if is_plain(whole):
        yield from viewer.text(shown_plainly(whole, fonts, known), way, depth)
        words, codes = carried_plainly(whole)
        yield from viewer.text(words, on(way, "words"), depth)
        yield from viewer.open(codes, on(way, "codes"), depth)
        read.update(parts)
        for one in parts:
            viewer.saw(one)
        return
    text, carried = shown(content, fonts, known)
    beside = _Objects()
    beside.add(*carried)
    yield from viewer.text("\0".join([text, *beside.texts]), way, depth)
    objects.raw |= beside.raw


class _Objects:
    """The strings and names in what the objects hold, each once."""

    def __init__(self) -> None:
        self.texts: dict[str, None] = {}
        self.raw: dict[bytes, None] = {}

    def add(self, *found: Any) -> None:
        """The strings and names of objects; what they refer to is met on its own."""
        self.read(b"\0".join(one.unparse(resolved=True) for one in found))

    def read(self, written: bytes) -> None:
        for literal, digits, name in dict.fromkeys(_TOKEN.findall(written)):
            if name:
                self.texts[_name(name)] = None
                continue
            said = bytes.fromhex(digits.decode("ascii")) if digits else _literal(literal)
            if said not in self.raw:
                self.raw[said + b"\0" * (len(said) % 2)] = None
                self.texts[_spelled(said)] = None


def _literal(said: bytes) -> bytes:
    return _ESCAPED.sub(_letter, said) if b"\\" in said else said


def _letter(found: re.Match[bytes]) -> bytes:
    said = found[1]
    return bytes([int(said, 8) & 255]) if said[:1].isdigit() else _LETTER.get(said, said)


def _spelled(said: bytes) -> str:
    if said.startswith(b"\xfe\xff"):
        return said[2:].decode("utf-16-be", "ignore")
    if said.startswith(b"\xff\xfe"):
        return said[2:].decode("utf-16-le", "ignore")
    try:
        return said.removeprefix(b"\xef\xbb\xbf").decode("utf-8")
    except UnicodeDecodeError:
        return said.decode("cp1252", "ignore")


def _content(stream: Any) -> bytes:
    import pikepdf

    try:
        data: bytes = stream.read_bytes()
    except pikepdf.PdfError:
        data = stream.read_raw_bytes()  # a filter of pictures
    return data


def _parts(page: Any) -> list[bytes]:
    """The streams of a page, which are read one behind the other."""
    import pikepdf

    contents = page.obj.get("/Contents")
    if isinstance(contents, pikepdf.Stream):
        return [_content(contents)]
    if isinstance(contents, pikepdf.Array):
        return [_content(one) for one in list(contents) if isinstance(one, pikepdf.Stream)]
    return []


@lru_cache(4096)
def _name(name: bytes) -> str:
    data = _NAME_BYTE.sub(lambda found: bytes([int(found[1], 16)]), name)
    return data.decode("utf-8", "ignore")


def _fonts(resources: Any) -> dict[str, Any]:
    if resources is None or "/Font" not in resources:
        return {}
    return dict(resources["/Font"].items())
