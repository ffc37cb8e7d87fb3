"""From the codes in a PDF's content to text, through the font's own tables."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

Decode = Callable[[bytes], str]
_HEX = re.compile(rb"<([0-9A-Fa-f\s]*)>|(\[)|(\])")
_SECTION = re.compile(rb"begin(codespacerange|bfchar|bfrange)(.*?)end\1", re.DOTALL)
_GLYPH = re.compile(r"/?(?:uni([0-9A-Fa-f]{4})|u([0-9A-Fa-f]{4,6}))(?:\..*)?$")


def decoder(font: Any) -> Decode:
    """How this font's codes become text; by a guess from its kind where it has no table."""
    composite = str(font.get("/Subtype", "")) == "/Type0"
    if "/ToUnicode" in font and hasattr(font["/ToUnicode"], "read_bytes"):
        widths, table = _table(font["/ToUnicode"].read_bytes())
        width = min(widths) if widths else 2 if composite else 1
        if width == 2 and {len(one) for one in table} == {2}:
            return _Pairs(table).decode
        return lambda codes: _through(codes, table, width)
    if composite:
        return lambda codes: codes.decode("utf-16-be", "ignore")
    encoding = font.get("/Encoding")
    named = str(encoding.get("/BaseEncoding", "")) if hasattr(encoding, "keys") else str(encoding)
    page = "mac_roman" if "MacRoman" in named else "cp1252"
    letters = {code: bytes([code]).decode(page, "ignore") for code in range(256)}
    if hasattr(encoding, "keys") and "/Differences" in encoding:
        letters |= _differences(encoding["/Differences"])
    return lambda codes: "".join(letters[code] for code in codes)


def _differences(listed: Any) -> dict[int, str]:
    letters: dict[int, str] = {}
    code = 0
    for one in listed:
        name = str(one)
        if not name.startswith("/"):
            code = int(one)
            continue
        found = _GLYPH.match(name)
        if found:
            letters[code] = chr(int(found[1] or found[2], 16))
        elif len(name) == 2:
            letters[code] = name[1]
        code += 1
    return letters


class _Pairs(dict[int, str]):
    """Codes of two bytes, nearly all there are: as fast as letters are read."""

    def __init__(self, table: dict[bytes, str]) -> None:
        super().__init__({int.from_bytes(code, "big"): letters for code, letters in table.items()})
        self._table = table

    def __missing__(self, code: int) -> str:
        return "\ufffd"

    def decode(self, codes: bytes) -> str:
        try:
            return codes.decode("utf-16-be").translate(self)
        except UnicodeDecodeError:  # a code that is half of a letter, or an odd one out
            return _through(codes, self._table, 2)


def _through(codes: bytes, table: dict[bytes, str], width: int) -> str:
    text = []
    at = 0
    while at < len(codes):
        for size in (width, 1, 2, 3, 4):
            letters = table.get(codes[at : at + size])
            if letters is not None:
                break
        else:
            size, letters = width, "\ufffd"
        text.append(letters)
        at += size
    return "".join(text)


def _table(data: bytes) -> tuple[set[int], dict[bytes, str]]:
    """The lengths that codes have, and the text of each code."""
    widths: set[int] = set()
    table: dict[bytes, str] = {}
    for kind, section in _SECTION.findall(data):
        tokens: list[Any] = []
        inside: list[bytes] | None = None
        for found in _HEX.finditer(section):
            if found[2]:
                inside = []
            elif found[3]:
                tokens.append(inside or [])
                inside = None
            else:
                digits = b"".join(found[1].split())
                value = bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())
                (tokens if inside is None else inside).append(value)
        if kind == b"codespacerange":
            widths |= {len(one) for one in tokens}
        elif kind == b"bfchar":
            for code, letters in zip(tokens[::2], tokens[1::2], strict=False):
                table[code] = _letters(letters)
        else:
            for first, last, letters in zip(tokens[::3], tokens[1::3], tokens[2::3], strict=False):
                _fill(table, first, last, letters)
    return widths, table


def _fill(table: dict[bytes, str], first: bytes, last: bytes, letters: bytes | list[bytes]) -> None:
    start, end = int.from_bytes(first, "big"), int.from_bytes(last, "big")
    for step in range(min(end - start + 1, 0x10000)):
        code = (start + step).to_bytes(len(first), "big")
        if isinstance(letters, list):
            if step < len(letters):
                table[code] = _letters(letters[step])
        else:
            base = _letters(letters)
            if base:
                table[code] = base[:-1] + chr(min(ord(base[-1]) + step, 0x10FFFF))


def _letters(data: bytes) -> str:
    return data.decode("utf-16-be", "ignore") if len(data) > 1 else data.decode("latin-1")
