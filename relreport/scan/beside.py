"""What stands beside a name on any page: `Hart decides`, `Ask Anna` give nothing away if the name is open."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from pathlib import Path

from relreport.fields.kinds import Sensitivity
from relreport.scan.fact import Reading
from relreport.scan.fold import folded

_LOCALES = Path(__file__).resolve().parent.parent / "locales"
# the part in the decision, the side of the house, the kind of a contact
_OPEN = re.compile(r"^(?:role|role_name|side|kind): \{(.*)\}$", re.MULTILINE)
_PLACEHOLDER = re.compile(r"\{[a-z_]+[^{}\n]*\}")
_BEFORE = re.compile(r"[\w’' -]*$")
_AFTER = re.compile(r"[\w’' -]*")
_WORD = re.compile(r"[\u3400-\u9fff]|[^\W\u3400-\u9fff]+(?:[’'-]\w+)*")
_BETWEEN = ",.;:!?、。…—-()（）·/"
_MOST_WORDS = 3  # beside a name, that a clause may have; of Han twice as many
_LONGEST = 60


@cache
def labels() -> frozenset[str]:
    """What the program's own texts put right before or behind a name, folded. Who helps us from inside is
    nothing open."""
    found: set[str] = set()
    for path in _LOCALES.rglob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        if path.name == "labels.yaml":
            for line in _OPEN.findall(text):
                told = dict(re.findall(r'([\w-]+): "([^"]+)"', line))
                told.pop("coach", None)
                found |= set(map(folded, told.values()))
            continue
        for place in _PLACEHOLDER.finditer(text):
            if before := _BEFORE.search(text, max(place.start() - _LONGEST, 0), place.start()):
                words = _WORD.findall(before[0])
                found |= {folded("".join(words[-count:])) for count in _counts(words)}
            if after := _AFTER.match(text, place.end(), place.end() + _LONGEST):
                words = _WORD.findall(after[0])
                found |= {folded("".join(words[:count])) for count in _counts(words)}
    return frozenset(found)


def _counts(words: list[str]) -> range:
    most = _MOST_WORDS if words and words[0].isascii() else 2 * _MOST_WORDS
    return range(1, min(len(words), most) + 1)


def open_names(
    readings: Iterable[Reading], clearance: Sensitivity, confidential: Collection[str]
) -> Iterator[str]:
    """The names of contacts that may be read, whole and each word of theirs, folded."""
    for reading in readings:
        for fact in reading.facts:
            if fact.person and fact.name and fact.needs <= clearance and reading.account not in confidential:
                yield folded(fact.text)
                yield from (folded(word) for word in fact.text.split())


def name_and_label(piece: str, people: Collection[str]) -> bool:
    """Whether the piece is one of the names with such words before or behind it, and no more."""
    if len(piece) > _LONGEST:
        return False
    apart = ((piece[:at].strip(_BETWEEN), piece[at:].strip(_BETWEEN)) for at in range(1, len(piece)))
    return any(
        (first in people and then in labels()) or (then in people and first in labels())
        for first, then in apart
    )
