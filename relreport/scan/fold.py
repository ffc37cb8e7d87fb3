"""Text as it is compared: one spelling for width, case, quotes, composition; nothing that cannot be seen."""

from __future__ import annotations

import re
import unicodedata

# soft hyphens, joiners, direction marks, variation selectors and tags; and the hyphen that a typesetter puts
# where it breaks a word
_INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2010\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U0001bca0-\U0001bca3\U000e0000-\U000e0fff"
)
_ODD = re.compile(f"[{_INVISIBLE}\u2018\u2019\u201c\u201d]")
_QUOTES = {"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"'}


def plain(text: str) -> str:
    """One spelling for width, case, quotes and composition; blanks are kept."""
    if text.isascii():
        return text.casefold()
    return unicodedata.normalize("NFKC", _ODD.sub(_seen, unicodedata.normalize("NFKC", text)).casefold())


def _seen(found: re.Match[str]) -> str:
    return _QUOTES.get(found[0], "")


def folded(text: str) -> str:
    """`plain`, without blanks and line breaks."""
    return "".join(plain(text).split())


def pairs(text: str) -> list[memoryview[int]]:
    """Every run of two characters of a folded text as one number each, fast: two views, shifted by one."""
    data = memoryview(text.encode("utf-16-le", "surrogatepass"))
    views = []
    for shift in range(2):
        usable = (len(data) // 2 - shift) // 2 * 4
        if usable > 0:
            views.append(data[2 * shift : 2 * shift + usable].cast("I"))
    return views


def pair(text: str) -> int:
    """The number of the first two characters."""
    return pairs(text[:2])[0][0]
