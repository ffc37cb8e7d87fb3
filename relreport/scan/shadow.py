"""What is left of a text when all but one kind of character is taken out, as numbers to look up fast.

Whatever stands side by side in a folded text stands so in one of its shadows. The reverse need not be:
a shadow only says where to look closely.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Iterator

from relreport.scan.fold import folded, plain

Marks = list["memoryview[int]"]

_LOWER = bytes.maketrans(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ", b"abcdefghijklmnopqrstuvwxyz")
_LETTERS = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_NOT_LETTERS = bytes(one for one in range(256) if one not in _LETTERS)
_NOT_DIGITS = bytes(one for one in range(256) if one not in b"0123456789")
_WIDE = re.compile(r"[^\x00-\x7f]+")
_BECOME_ASCII = re.compile("[a-z0-9]")


class Shadow:
    """The shadows of one text: its Latin letters, its digits, and all that is not ASCII."""

    def __init__(self, text: str, *, raw: bool = False) -> None:
        narrow = text.encode("ascii", "ignore")
        self.wide = ""
        if len(narrow) < len(text):
            wide = "".join(_WIDE.findall(text))
            # noise has little that is spelled in two ways, and to find its one spelling takes long
            self.wide = wide if raw else "".join(plain(wide).split())
            if not raw and _BECOME_ASCII.search(self.wide):
                # letters of full width, ligatures: what stands beside what is seen in the folded text alone
                narrow = folded(text).encode("ascii", "ignore")
        self.letters = narrow.translate(_LOWER, _NOT_LETTERS)
        self.digits = narrow.translate(None, _NOT_DIGITS)

    def may_hold(self, other: Shadow) -> bool:
        """Whether what casts the other shadow may stand in this text."""
        return other.letters in self.letters and other.wide in self.wide

    def marks(self, kind: str) -> Marks:
        """Every run of this kind in the text, as numbers."""
        if kind == "letters":
            return _views(self.letters, 1, 4)
        if kind == "digits":
            return _views(self.digits, 1, 4)
        data = self.wide.encode("utf-16-le", "surrogatepass")
        return _views(data, 2, 4 if kind == "wide" else 2)


KINDS = ("wide", "letters", "digits", "pair")
"""The kinds of runs, those that say most first: four characters each, and two of what is not ASCII."""
_RUNS: dict[str, tuple[re.Pattern[str], int]] = {
    "wide": (re.compile(r"[^\x00-\x7f]{4,}"), 4),
    "letters": (re.compile(r"[a-z]{4,}"), 4),
    "digits": (re.compile(r"[0-9]{4,}"), 4),
    "pair": (re.compile(r"[^\x00-\x7f]{2,}"), 2),
}


def runs(piece: str, kind: str) -> Iterator[int]:
    """The numbers of one kind that a folded piece casts."""
    pattern, width = _RUNS[kind]
    for found in pattern.finditer(piece):
        if kind in ("letters", "digits"):
            data, step, number = found[0].encode(), 1, _FOUR_BYTES
        else:
            data, step = found[0].encode("utf-16-le", "surrogatepass"), 2
            number = _EIGHT_BYTES if width == 4 else _FOUR_BYTES
        for start in range(0, len(data) - width * step + 1, step):
            yield number(data, start)[0]


_FOUR_BYTES: Callable[[bytes, int], tuple[int, ...]] = struct.Struct("=I").unpack_from
_EIGHT_BYTES: Callable[[bytes, int], tuple[int, ...]] = struct.Struct("=Q").unpack_from


def _views(data: bytes, step: int, width: int) -> Marks:
    """The same bytes as numbers, once from each place where one can begin."""
    whole = memoryview(data)
    size = step * width
    views: Marks = []
    for shift in range(0, size, step):
        usable = (len(data) - shift) // size * size
        if usable > 0:
            views.append(whole[shift : shift + usable].cast("Q" if size == 8 else "I"))
    return views
