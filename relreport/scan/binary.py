"""What may be text in bytes that are no text as a whole: a picture, a font, something packed."""

from __future__ import annotations

import re

_ASCII = re.compile(rb"[\x09\x0a\x0d\x20-\x7e]{4,}")
# two characters of three bytes side by side, three of two, one of four
_UTF_8 = re.compile(
    rb"[\xe1-\xef][\x80-\xbf][\x80-\xbf][\xe1-\xef][\x80-\xbf][\x80-\xbf]"
    rb"|[\xc3-\xdf][\x80-\xbf][\xc3-\xdf][\x80-\xbf][\xc3-\xdf][\x80-\xbf]"
    rb"|\xf0[\x90-\xbf][\x80-\xbf][\x80-\xbf]"
)
# every second byte says Han, kana or full width, whichever end comes first; or Hangul; or it is the zero
# beside a letter
_HALVES = re.compile(
    rb"[\x30\x4e-\x9f\xff].[\x30\x4e-\x9f\xff].[\x30\x4e-\x9f\xff].(?:[\x30\x4e-\x9f\xff].)*[\x30\x4e-\x9f\xff]"
    rb"|[\xac-\xd7].[\xac-\xd7].[\xac-\xd7].(?:[\xac-\xd7].)*[\xac-\xd7]"
    rb"|[\x20-\x7e]\x00[\x20-\x7e]\x00[\x20-\x7e]\x00(?:[\x20-\xff]\x00)*[\x20-\xff]",
    re.DOTALL,
)
_READABLE = re.compile(
    "[\t\n\r -~\u00a0-\u024f\u0370-\u1fff\u2010-\u206f\u2e80-\u9fff\uac00-\ud7a3\uf900-\uffef"
    "\U00020000-\U000323af]{4,}"
)
_PLAIN = 16  # bytes of ASCII side by side: they are that, and no letters of two bytes
_AROUND = 16  # bytes on either side that are read with a run: what goes on there in other letters


def written(data: bytes) -> str:
    """The runs of ASCII: what is escaped or encoded is ASCII, and in a picture there is little of it."""
    return b"\n".join(_ASCII.findall(data)).decode("ascii")


def in_utf_8(data: bytes) -> str:
    """The readable runs, where there is anything but ASCII."""
    return readable(data.decode("utf-8", "ignore")) if _UTF_8.search(data) else ""


def in_utf_16(data: bytes) -> str:
    """Whatever may be letters of two bytes, from an even and an odd place, with either end first."""
    found: list[str] = []
    for run in _HALVES.finditer(data):
        start, end = run.span()
        if end - start > _PLAIN and data[start:end].isascii() and b"\0" not in data[start:end]:
            continue  # words of ASCII
        # a run begins with what says the script, the first byte of two or the second; or with a letter's own
        encodings = ("utf-16-le", "utf-16-be") if data[start + 1] == 0 else ("utf-16-be", "utf-16-le")
        for encoding, at in zip(encodings, (start, start - 1), strict=True):
            at -= min(_AROUND, at // 2 * 2) if at >= 0 else at
            found.append(data[at : end + _AROUND].decode(encoding, "ignore"))
    return readable("\0".join(found)) if found else ""


def readable(text: str) -> str:
    """The runs of letters in what may be no text at all: a picture read as letters is mostly noise."""
    return "\0".join(_READABLE.findall(text))
