"""What a PDF needs from the machine, looked for without importing WeasyPrint.

Its import fails with a page of traceback where Pango is missing, and with no font at all it crashes the
process.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import shutil
from collections.abc import Callable
from functools import cache

from relreport.formats.fonts import SCREEN_FONTS
from relreport.record import dataclass


@dataclass(frozen=True, kw_only=True)
class Lack:
    """One thing that is missing: its name, and the command that brings it, empty where we know none."""

    library: str
    remedy: str


class MissingLibraryError(Exception):
    """PDFs cannot be made here. `lacks` says what is missing; the words for it are elsewhere."""

    def __init__(self, lacks: tuple[Lack, ...]) -> None:
        super().__init__(", ".join(lack.library for lack in lacks))
        self.lacks = lacks


# Name -> file names under which WeasyPrint, too, looks for it, the likely ones first: to ask the system what
# stands behind a bare name is slow. Without harfbuzz-subset all goes ten times slower and gives
# other bytes: that counts as missing.
_LIBRARIES = {
    "gobject": ("libgobject-2.0.so.0", "libgobject-2.0.0.dylib", "libgobject-2.0-0", "gobject-2.0"),
    "pango": ("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0", "pango-1.0"),
    "pangoft2": ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib", "libpangoft2-1.0-0", "pangoft2-1.0"),
    "fontconfig": ("libfontconfig.so.1", "libfontconfig.1.dylib", "libfontconfig-1", "fontconfig"),
    "harfbuzz": ("libharfbuzz.so.0", "libharfbuzz.0.dylib", "libharfbuzz-0", "harfbuzz"),
    "harfbuzz-subset": (
        "libharfbuzz-subset.so.0",
        "libharfbuzz-subset.0.dylib",
        "libharfbuzz-subset-0",
        "harfbuzz-subset",
    ),
}

# Package manager -> the whole line that brings everything above.
_REMEDIES = {
    "apt-get": (
        "sudo apt-get install --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
    ),
    "dnf": "sudo dnf install pango harfbuzz",
    "pacman": "sudo pacman -S pango harfbuzz",
    "apk": "sudo apk add pango harfbuzz-subset",
    "brew": "brew install pango",
}


@cache
def lacking() -> tuple[Lack, ...]:
    """Return what a PDF needs and this machine has not; empty when all is there."""
    return missing(loads, shutil.which)


def missing(loads: Callable[[str], bool], which: Callable[[str], str | None]) -> tuple[Lack, ...]:
    """Do the work of `lacking` over a given way to try a library and to find a program."""
    remedy = next((line for manager, line in _REMEDIES.items() if which(manager)), "")
    lacks = [
        Lack(library=library, remedy=remedy)
        for library, names in _LIBRARIES.items()
        if not any(loads(name) for name in names)
    ]
    if not all(file.is_file() for file in SCREEN_FONTS):
        lacks.append(Lack(library="fonts", remedy="pip install --force-reinstall --no-deps relreport"))
    return tuple(lacks)


def loads(name: str) -> bool:
    """Say whether the loader finds the library, by the name itself or by what the system knows under it."""
    if _opens(name):
        return True
    known = ctypes.util.find_library(name)
    return known is not None and _opens(known)


def _opens(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True
