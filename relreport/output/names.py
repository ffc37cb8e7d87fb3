"""Which relative names an output may hold: those that mean one file, inside the folder, on every system."""

import re
import unicodedata

# COM¹ is COM1 to Windows; NFKC below folds the superscripts.
DEVICE = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|com[0-9]|lpt[0-9])(?: *\..*)?", re.IGNORECASE)
FORBIDDEN = re.compile(r'[\x00-\x1f\x7f-\x9f<>:"|?*\\\ud800-\udfff]')
LONGEST_NAME = 255


class UnsafeName(ValueError):
    """A relative name that must not be written; ids are checked when read, so this is a mistake of ours."""

    def __init__(self, code: str, relative: str) -> None:
        super().__init__(code, relative)
        self.code = code
        self.relative = relative


def checked(relative: str) -> str:
    """`relative` itself, `/`-separated, when it names one place inside the output; else UnsafeName."""
    if not relative:
        raise UnsafeName("empty", relative)
    if FORBIDDEN.search(relative):
        raise UnsafeName("character", relative)
    if unicodedata.normalize("NFC", relative) != relative:
        # macOS would take it for its composed twin
        raise UnsafeName("not-composed", relative)
    for part in relative.split("/"):
        if not part:
            raise UnsafeName("absolute-or-empty-part", relative)
        if part[0] in ".- ":
            # hidden names are our own (mark, staging) or other programs' settings; a dash reads as an option
            raise UnsafeName("first-character", relative)
        if part[-1] in ". ":
            raise UnsafeName("last-character", relative)
        if DEVICE.fullmatch(unicodedata.normalize("NFKC", part)):
            raise UnsafeName("device", relative)
        if len(part.encode()) > LONGEST_NAME:
            raise UnsafeName("too-long", relative)
    return relative


def twin_key(relative: str) -> str:
    """Equal for two names that some file system takes for one."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", relative).casefold())
