"""A content stream of a PDF -> what it shows, with a line break wherever it moves on, and what it carries."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from relreport.scan.cmap import Decode, decoder

_WIDE = -180  # a step back by more than this, in thousandths of the letter's size, is a blank
_SHOWS = frozenset({"Tj", "'", '"', "TJ"})
_MOVES = frozenset({"Td", "TD", "Tm", "T*", "BT", "ET"})

# what `shown_plainly` does not read: strings in brackets, comments, quotes, and pictures within
_ODD = (b"(", b"%", b"'", b'"')
_PICTURE = re.compile(rb"\b(?:BI|ID)\b")
_NUMBERED = re.compile(rb"<<\s*/MCID\s+\d+\s*>>")  # the one kind of note that says nothing
_STEP = re.compile(
    rb"\[([^\[\]]*)\]\s*TJ|<([0-9A-Fa-f\s]*)>\s*Tj|/([^\s/<>\[\]]+)\s+[-+.\d]+\s+Tf|\b(?:T[dDm]|BT|ET)\b|T\*"
)
_CODES = re.compile(rb"<([0-9A-Fa-f\s]*)>")
_STEP_BACK = re.compile(rb"-(?:18\d*[1-9]|19\d|[2-9]\d\d|\d{4,})")  # worth a closer look
_CELL = re.compile(rb"<([0-9A-Fa-f\s]*)>|([-+]?(?:\d+\.?\d*|\.\d+))")
_NUMBERS = b"0123456789.+-"
_ROW = b"[]<>abcdefABCDEF" + _NUMBERS


class Fonts:
    """The fonts of a document; each is read once."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], Decode] = {}

    def decode(self, font: Any) -> Decode:
        """How the codes of a font become text."""
        key = font.objgen
        if key == (0, 0):
            return decoder(font)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = decoder(font)
        return known


def is_plain(content: bytes) -> bool:
    """Whether a stream is of the plain kind that can be read fast."""
    return not (
        any(one in content for one in _ODD)
        or _PICTURE.search(content)
        or content.count(b"<<") != len(_NUMBERED.findall(content))
    )


def shown_plainly(content: bytes, fonts: Mapping[str, Any], known: Fonts) -> str:
    """What a plain stream shows."""
    decoders = {name.lstrip("/"): font for name, font in fonts.items()}
    text: list[str] = []
    decode: Decode | None = None
    for found in _STEP.finditer(content):
        row, codes, font = found.groups()
        if row is not None:
            text += _row(row, decode)
        elif codes is not None:
            text.append(_decoded(codes, decode))
        elif font is not None:
            name = font.decode("utf-8", "replace")
            decode = known.decode(decoders[name]) if name in decoders else None
        else:
            text.append("\n")
    return "".join(text)


def _row(row: bytes, decode: Decode | None) -> Iterator[str]:
    if _STEP_BACK.search(row) is None:
        yield _decoded(b"".join(_CODES.findall(row)), decode)
        return
    for codes, step in _CELL.findall(row):
        if step:
            if float(step) < _WIDE:
                yield " "
        else:
            yield _decoded(codes, decode)


def _decoded(digits: bytes, decode: Decode | None) -> str:
    codes = _bytes(digits)
    return decode(codes) if decode else codes.decode("latin-1")


def _bytes(digits: bytes) -> bytes:
    clean = digits if digits.isalnum() else b"".join(digits.split())
    return bytes.fromhex((clean + b"0" * (len(clean) % 2)).decode("ascii"))


def carried_plainly(content: bytes) -> tuple[str, bytes]:
    """What else a plain stream holds: its words, each once, and its codes as they are."""
    words = [one for one in dict.fromkeys(content.split()) if one.translate(None, _ROW)]
    codes = _CODES.findall(content)
    if any(len(one) % 2 for one in codes):
        return _spelled(words), b"".join(map(_bytes, codes))
    return _spelled(words), bytes.fromhex(b"".join(codes).decode("ascii"))


def _spelled(words: list[bytes]) -> str:
    return b"\0".join(words).decode("utf-8", "ignore")


def shown(content: Any, fonts: Mapping[str, Any], known: Fonts) -> tuple[str, list[Any]]:
    """What any stream shows, and the strings and notes it carries beside, by a whole parser."""
    import pikepdf

    text: list[str] = []
    carried: list[Any] = []
    decode: Decode | None = None
    try:
        instructions = pikepdf.parse_content_stream(content)
    except (pikepdf.PdfError, TypeError):
        return "", []
    for instruction in instructions:
        operands, name = list(instruction.operands), str(instruction.operator)
        if name == "Tf":
            font = fonts.get(str(operands[0]))
            decode = None if font is None else known.decode(font)
        elif name in _SHOWS:
            for one in operands[-1] if name == "TJ" else operands[-1:]:
                if isinstance(one, pikepdf.String):
                    text.append(decode(bytes(one)) if decode else str(one))
                elif _number(one) < _WIDE:
                    text.append(" ")
        elif name in _MOVES:
            text.append("\n")
        else:
            carried += (one for one in operands if isinstance(one, pikepdf.Dictionary | pikepdf.String))
    return "".join(text), carried


def _number(value: Any) -> float:
    try:
        return float(value)
    except (TypeError, ValueError):
        return 0.0
