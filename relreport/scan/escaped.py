"""Texts without their escapes: entities, `\\u4e2d`, `%E4`, `=E4`, octal and hexadecimal bytes."""

from __future__ import annotations

import html
import quopri
import re
import urllib.parse
from collections.abc import Iterator

_ESCAPE = re.compile(
    r"\\+u\{([0-9a-fA-F]{1,6})\}|\\+u([0-9a-fA-F]{4})|\\+U([0-9a-fA-F]{8})|\\+([0-9a-fA-F]{2,6})\s?"
)
_BYTE_ESCAPE = re.compile(rb"\\x([0-9a-fA-F]{2})|\\([0-3][0-7]{2})|#([0-9a-fA-F]{2})")
_ESCAPES = (b"\\x", b"\\2", b"\\3")
_APART = re.compile(rb"[\"\n]")
_QUOTED_PRINTABLE = re.compile(r"=[0-9A-F]{2}")
_PERCENT = re.compile(r"%[0-9A-Fa-f]{2}")


def unescaped(text: str) -> Iterator[tuple[str, str]]:
    """The parts with escapes, without them, by the name of the escape.

    The text is cut where no escape goes on: to undo them in a whole page would be slow.
    """
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


def bytes_unescaped(data: bytes) -> bytes:
    """The parts of bytes in which single bytes are escaped, without their escapes."""
    if not any(one in data for one in _ESCAPES):
        return b""
    parts = [part for part in _APART.split(data) if any(one in part for one in _ESCAPES)]
    return b"\0".join(_BYTE_ESCAPE.sub(_byte, one) for one in parts)


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
