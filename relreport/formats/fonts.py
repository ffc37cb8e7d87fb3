"""The shipped family: where it lies, and a font configuration that knows no other.

A PDF that takes fonts from the machine differs from one machine to the next, and shows boxes where a machine
has no Chinese. So text is set in our family alone; what it lacks the engine says after rendering.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from html import escape
from pathlib import Path

FAMILY = "Relreport Sans"
FOLDER = Path(__file__).resolve().parent.parent / "fonts"
FILES = tuple(FOLDER / f"RelreportSans-{weight}.ttf" for weight in ("Regular", "Bold"))
# English pages have a small family before it: in a Chinese one quotes and dashes are as wide as Han.
LATIN_FILES = tuple(FOLDER / f"RelreportLatin-{weight}.ttf" for weight in ("Regular", "Bold"))
SCREEN_FONTS = (*LATIN_FILES, *FILES)

# What else in the environment moves a font choice, a glyph variant or a path.
_STRANGERS = ("FONTCONFIG_PATH", "FONTCONFIG_SYSROOT", "FC_LANG", "PANGO_LANGUAGE", "PANGOCAIRO_BACKEND")

# Hinting and synthetic faces are off: both depend on the FreeType at hand, and print needs neither.
_CONFIGURATION = """\
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>{fonts}</dir>
  <cachedir>{cache}</cachedir>
  <match target="font">
    <edit name="hinting" mode="assign"><bool>false</bool></edit>
    <edit name="autohint" mode="assign"><bool>false</bool></edit>
    <edit name="embolden" mode="assign"><bool>false</bool></edit>
  </match>
</fontconfig>
"""


def keep_to_shipped_fonts() -> None:
    """Point fontconfig, in this process and in those it starts, at our folder and nothing else.

    Call it in the parent before workers start: they inherit the configuration and its cache, and only the
    process that made the private folder removes it.
    """
    for stranger in _STRANGERS:
        os.environ.pop(stranger, None)
    if _ours(os.environ.get("FONTCONFIG_FILE")):
        return
    folder = Path(tempfile.mkdtemp(prefix="relreport-fonts-"))
    atexit.register(_remove, folder, os.getpid())
    configuration = folder / "fonts.conf"
    configuration.write_text(_configuration(folder), encoding="utf-8")
    os.environ["FONTCONFIG_FILE"] = str(configuration)


def _ours(named: str | None) -> bool:
    if not named:
        return False
    try:
        return Path(named).read_text(encoding="utf-8") == _configuration(Path(named).parent)
    except (OSError, UnicodeDecodeError):
        return False


def _configuration(folder: Path) -> str:
    return _CONFIGURATION.format(fonts=escape(str(FOLDER)), cache=escape(str(folder / "cache")))


def _remove(folder: Path, maker: int) -> None:
    # A forked child runs its parent's exit functions too when it ends by itself.
    if os.getpid() == maker:
        shutil.rmtree(folder, ignore_errors=True)
