"""Short texts of `locales/`: codes and keys -> phrases, filled with facts.

These files are read at every start, so they keep to two levels and one quoted line a phrase, which is
read here
in a millisecond; a YAML library takes forty to load. A test holds both readings together.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from relreport.morrow import CHANGING, later
from relreport.patterns import pattern

LANGUAGES = ("en", "zh")

_FOLDER = Path(__file__).resolve().parent / "locales"
_LINE = pattern(r'(?P<indent> {2})?(?P<key>[\w.-]+):(?: (?P<text>".*"))?')
_OPTIONAL = pattern(r"\[\[(.*?)\]\]")
# characters that no text holds: Unicode keeps them for a program's own use
_OPENS, _CLOSES = "\ufdd0", "\ufdd1"
_HAN, _LATIN = "[\u3400-\u9fff]", "[0-9A-Za-z%¥$€+−]"
_STRONG = r"(\*?)"  # where a sentence marks its strong words, the mark may stand at the seam
_SEAMS = (
    (pattern(f"(?<={_HAN}){_CLOSES}?{_STRONG}{_OPENS}(?={_LATIN})"), rf" \1{_OPENS}"),
    (pattern(f"(?<={_HAN}){_CLOSES}? {_STRONG}{_OPENS}(?={_HAN})"), rf"\1{_OPENS}"),
    (pattern(f"(?<={_LATIN}){_CLOSES}{_STRONG}(?={_OPENS}?{_HAN})"), r"\1 "),
    (pattern(f"(?<={_HAN}){_CLOSES}{_STRONG} (?={_OPENS}?{_HAN})"), r"\1"),
)
_NEAR_HAN = pattern(f"{_HAN}[{_CLOSES}* ]*{_OPENS}|{_CLOSES}[* {_OPENS}]*{_HAN}")  # where a seam may be
_PLACE = pattern(r"\{(\w+)(?:#|\|([^|}]*)\|([^|}]*))?\}")


class Place(NamedTuple):
    """Where a fact stands in a template: its name, the words that count it where some do, the text after."""

    fact: str
    one: str | None
    many: str | None
    after: str


@cache
def phrases(subject: str, language: str) -> Mapping[str, Mapping[str, str]]:
    """Every phrase of a subject: key -> part -> text; a key with one text alone has it as the part `text`."""
    found: dict[str, dict[str, str]] = {}
    here: dict[str, str] = {}
    path = _FOLDER / language / f"{subject}.yaml"
    for line in path.read_text(encoding="utf-8").split("\n"):
        if not line or line.lstrip().startswith("#"):
            continue
        read = _LINE.fullmatch(line)
        if read is None:
            raise ValueError(f"{path}: not a phrase: {line}")
        text = json.loads(read["text"]) if read["text"] else None
        if read["indent"]:
            here[read["key"]] = text or ""
        else:
            here = found[read["key"]] = {} if text is None else {"text": text}
    return found


def filled(template: str, facts: Mapping[str, str | int]) -> str:
    """The phrase with its facts. `[[…]]` is dropped where a fact inside it is missing; `{n|day|days}`
    counts."""

    if "[[" in template:
        template = chosen(template, frozenset(facts))
    if "{" not in template:
        return template
    first, places = taken_apart(template)
    said = [first]
    for name, one, many, after in places:
        value = facts.get(name, "?")
        if type(value) in CHANGING:
            return later(value, filled, template, facts)
        said.append(seamed(str(value)) if one is None else f"{value} {one if value == 1 else many}")
        said.append(after)
    return without_seams("".join(said))


# templates are those of `locales/`: a few thousand, each filled again for every account


@lru_cache(maxsize=4096)
def chosen(template: str, known: frozenset[str]) -> str:
    """The template without those of its `[[…]]` that name a fact which is not known."""

    def part(found: re.Match[str]) -> str:
        return found[1] if all(place[1] in known for place in _PLACE.finditer(found[1])) else ""

    return _OPTIONAL.sub(part, template)


@lru_cache(maxsize=4096)
def taken_apart(template: str) -> tuple[str, tuple[Place, ...]]:
    """The text before the first place, and the places, each with the text after it."""
    first, *rest = _PLACE.split(template)
    return first, tuple(Place(*rest[start : start + 4]) for start in range(0, len(rest), 4))


def seamed(said: str) -> str:
    """A fact marked at both ends, so that what surrounds it can be fitted to it."""
    return f"{_OPENS}{said}{_CLOSES}"


@lru_cache(maxsize=8192)  # of a house's accounts two thirds of what is said was said before
def without_seams(text: str) -> str:
    """The text with its facts fitted in: a blank between Han and Latin, none between Han and Han.

    Only the seams are touched: what somebody wrote stays as it was written.
    """
    if _OPENS not in text:
        return text
    if _NEAR_HAN.search(text):
        for seam, mended in _SEAMS:
            text = seam.sub(mended, text)
    return text.replace(_OPENS, "").replace(_CLOSES, "")
