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
# what we are told to do, up to whom: the first words of a sentence of ours, few enough to say nothing else
_ASKED = re.compile(r'"([A-Za-z\u3400-\u9fff][^"{}.,;:。，；：]{0,20})\{contact\}')
_BETWEEN = ",.;:!?、。…—-()（）·/"
_MOST_WORDS = 3
_MOST_HAN = 4
_LONGEST = 60  # a piece with more says more than a name and such words


@cache
def labels() -> frozenset[str]:
    """The program's open words right before or behind a name, folded: a part in the decision, a step of ours.
    Who helps us from inside is nothing open, and what somebody does or has done is for a note to say."""
    found: set[str] = set()
    for path in _LOCALES.glob("*/labels.yaml"):
        for line in _OPEN.findall(path.read_text(encoding="utf-8")):
            told = dict(re.findall(r'([\w-]+): "([^"]+)"', line))
            told.pop("coach", None)
            found |= set(map(folded, told.values()))
    for path in (*_LOCALES.glob("*/rules/*.yaml"), *_LOCALES.glob("*/moves.yaml")):
        found |= {folded(one) for one in _ASKED.findall(path.read_text(encoding="utf-8")) if _is_short(one)}
    return frozenset(found)


def _is_short(step: str) -> bool:
    return len(step) <= _MOST_HAN if not step.isascii() else len(step.split()) <= _MOST_WORDS


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
