"""A PDF -> every text in it: each object, string, name, key and stream, and the text that its fonts spell."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from relreport.scan.cmap import Decode, decoder
from relreport.scan.views import UNREADABLE, View, Viewer, on

_NAME_BYTE = re.compile(rb"#([0-9A-Fa-f]{2})")
_SHOWS = frozenset({"Tj", "'", '"', "TJ"})
_MOVES = frozenset({"Td", "TD", "Tm", "T*", "BT", "ET"})
_WIDE = -180  # a step back by more than this, in thousandths of the letter's size, is a blank


def pdf_views(data: bytes, viewer: Viewer, way: str = "", depth: int = 0) -> Iterator[View]:
    """Every text of a document; where it is locked or broken, a view that says so."""
    import pikepdf

    try:
        document = pikepdf.open(io.BytesIO(data))
    except (pikepdf.PdfError, pikepdf.PasswordError):
        yield View("", UNREADABLE)
        return
    with document:
        walk = _Walk(viewer)
        for found in [document.trailer, *document.objects]:
            walk.visit(found)
        yield from viewer.text("\0".join(walk.texts), on(way, "pdf object"), depth + 1)
        yield from viewer.open(b"\0\0".join(walk.raw), on(way, "pdf string"), depth + 1)
        for content in walk.streams:
            yield from viewer.open(content, on(way, "pdf stream"), depth + 1)
        for number, page in enumerate(document.pages, 1):
            yield from viewer.text(
                _text(page, _fonts(page.resources)), on(way, f"pdf text, page {number}"), depth + 1
            )
        every = {name: font for page in document.pages for name, font in _fonts(page.resources).items()}
        for form in walk.drawings:
            own = _fonts(form.get("/Resources"))
            yield from viewer.text(_text(form, {**every, **own}), on(way, "pdf drawing"), depth + 1)


class _Walk:
    """Collects what the objects hold. References are not followed: each object is met on its own."""

    def __init__(self, viewer: Viewer) -> None:
        self.viewer = viewer
        self.texts: list[str] = []
        self.raw: list[bytes] = []
        self.streams: list[bytes] = []
        self.drawings: list[Any] = []

    def visit(self, found: Any) -> None:
        import pikepdf

        waiting = [found]
        while waiting:
            one = waiting.pop()
            if isinstance(one, pikepdf.Stream):
                self._stream(one)
                waiting.append(one.stream_dict)
            elif isinstance(one, pikepdf.Dictionary):
                for key, below in one.items():
                    self.texts.append(_name(key))
                    if not _is_reference(below):
                        waiting.append(below)
            elif isinstance(one, pikepdf.Array):
                waiting += [below for below in list(one)[::-1] if not _is_reference(below)]
            elif isinstance(one, pikepdf.String):
                self.texts.append(str(one))
                data = bytes(one)
                self.raw.append(data + b"\0" * (len(data) % 2))
            elif isinstance(one, pikepdf.Name):
                self.texts.append(_name(str(one)))

    def _stream(self, stream: Any) -> None:
        import pikepdf

        try:
            data = stream.read_bytes()
        except pikepdf.PdfError:
            data = stream.read_raw_bytes()  # a filter of pictures
        self.streams.append(data)
        if str(stream.get("/Subtype", "")) == "/Form" or "/PatternType" in stream:
            self.drawings.append(stream)


def _is_reference(value: Any) -> bool:
    return bool(getattr(value, "is_indirect", False))


@lru_cache(4096)
def _name(name: str) -> str:
    data = _NAME_BYTE.sub(lambda found: bytes([int(found[1], 16)]), name.encode("utf-8", "surrogateescape"))
    return data.decode("utf-8", "ignore").lstrip("/")


def _fonts(resources: Any) -> dict[str, Any]:
    if resources is None or "/Font" not in resources:
        return {}
    return dict(resources["/Font"].items())


def _text(content: Any, fonts: dict[str, Any]) -> str:
    """What a content stream writes, a line break wherever it moves on, and the strings it carries beside."""
    import pikepdf

    decoders: dict[str, Decode] = {}
    text: list[str] = []
    carried: list[str] = []
    decode: Decode | None = None
    try:
        instructions = pikepdf.parse_content_stream(content)
    except (pikepdf.PdfError, TypeError):
        return ""
    for instruction in instructions:
        operands, name = list(instruction.operands), str(instruction.operator)
        if name == "Tf":
            font = str(operands[0])
            if font in fonts and font not in decoders:
                decoders[font] = decoder(fonts[font])
            decode = decoders.get(font)
        elif name in _SHOWS:
            for one in operands[-1] if name == "TJ" else operands[-1:]:
                if isinstance(one, pikepdf.String):
                    text.append(decode(bytes(one)) if decode else str(one))
                elif _number(one) < _WIDE:
                    text.append(" ")
        elif name in _MOVES:
            text.append("\n")
        else:
            for one in operands:
                if isinstance(one, pikepdf.Dictionary | pikepdf.String):
                    beside = _Walk(Viewer())
                    beside.visit(one)
                    carried += beside.texts
    return "\0".join(["".join(text), *carried])


def _number(value: Any) -> float:
    try:
        return float(value)
    except (TypeError, ValueError):
        return 0.0
