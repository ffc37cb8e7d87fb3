"""Repairs that change no meaning: edits of characters applied to the bytes of a file, all else kept as it
was."""

from __future__ import annotations

import difflib
import os
import re
import tempfile
from bisect import bisect_left
from collections.abc import Callable, Iterable
from pathlib import Path

from relreport.diagnostics import escaped
from relreport.finding import Edit

_BOM = b"\xef\xbb\xbf"


def repaired(data: bytes, edits: Iterable[Edit]) -> bytes | None:
    """The bytes with the edits applied; None where none can be. Of edits that overlap the first holds.

    Edits count characters of the text as it is read, where every line ends in one newline and no BOM leads.
    """
    bom = data.startswith(_BOM)
    try:
        text = data[len(_BOM) if bom else 0 :].decode("utf-8")
    except UnicodeDecodeError:
        return None
    places = _places(text)
    parts: list[str] = []
    at = 0
    for edit in sorted(set(edits), key=lambda one: (one.start, one.end)):
        start, end = places(edit.start), places(edit.end)
        if start < at:
            continue
        parts += [text[at:start], edit.text]
        at = end
    if not parts:
        return None
    return (_BOM if bom else b"") + "".join([*parts, text[at:]]).encode("utf-8")


def _places(text: str) -> Callable[[int], int]:
    """From a place in the text as read to the place in the text as written: each CRLF was read as one
    newline."""
    if "\r\n" not in text:
        return lambda place: place
    pairs = [at - number for number, at in enumerate(found.start() for found in re.finditer("\r\n", text))]
    return lambda place: place + bisect_left(pairs, place)


def apply(place: Path, old: bytes, new: bytes) -> bool:
    """Replace the file's bytes at once; False, and nothing changed, where it is not as it was or cannot
    be written."""
    try:
        if place.is_symlink() or place.read_bytes() != old:
            return False
        mode = place.stat().st_mode
        descriptor, name = tempfile.mkstemp(dir=place.parent, prefix=f".{place.name}.")
    except OSError:
        return False
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(new)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(mode)
        Path(name).replace(place)
    except OSError:
        Path(name).unlink(missing_ok=True)
        return False
    return True


def difference(path: str, old: bytes, new: bytes) -> str:
    """What changed, as a unified diff."""
    lines = difflib.unified_diff(
        old.decode("utf-8").splitlines(), new.decode("utf-8").splitlines(), path, path, lineterm="", n=0
    )
    return "".join(f"{escaped(line)}\n" for line in lines)
