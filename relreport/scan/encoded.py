"""Bytes written in letters: hexadecimal and base64."""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from functools import lru_cache

_HEX = re.compile(r"(?:[0-9a-fA-F]{2}[\s:,]?){6,}")
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{8,}")
_ENDS = re.compile(r"[A-Za-z0-9+/]{60}")
_WRAPPED = re.compile(r"(?<=[A-Za-z0-9+/]{60})\r?\n(?=[A-Za-z0-9+/=])")
SHORT = 4096  # letters; the words of a page are shorter, and what they say is kept


def from_hex(text: str) -> bytes:
    """What all runs of hexadecimal digits say, each read from its first digit and from its second."""
    digits: list[bytes] = []
    for run in _HEX.findall(text):
        clean = re.sub(r"[^0-9a-fA-F]", "", run)
        even = [clean[shift : shift + (len(clean) - shift) // 2 * 2] for shift in (0, 1)]
        digits.extend(bytes.fromhex(one) for one in even)
    return _even(digits)


def base64_runs(text: str) -> Iterator[str]:
    """Runs of letters that may be base64, each once, lines of a wrapped one joined."""
    yield from dict.fromkeys(_BASE64.findall(_WRAPPED.sub("", text) if _is_wrapped(text) else text))


def _is_wrapped(text: str) -> bool:
    """Whether a line ends in so many letters that what they say may go on in the next."""
    return any(len(line) >= 60 and _ENDS.fullmatch(line, len(line) - 60) for line in text.splitlines())


def from_base64(run: str) -> Iterator[bytes]:
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
def short_base64(run: str) -> bytes:
    """The same of a short one, all readings side by side: most are words of a page, met again and again."""
    return _even([*from_base64(run), b""])


def _even(parts: list[bytes]) -> bytes:
    """Parts side by side, each at an even place, so that two-byte letters stay in step."""
    return b"\0\0".join(one if len(one) % 2 == 0 else one + b"\0" for one in parts)
