"""What stands beside a name on any page: `Hart decides` gives nothing away where both are open."""

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
_BETWEEN = ",.;:!?、。…—-()（）·/"


@cache
def labels() -> tuple[str, ...]:
    """The words, folded. Who helps us from inside is nothing open."""
    found: set[str] = set()
    for path in _LOCALES.glob("*/labels.yaml"):
        for line in _OPEN.findall(path.read_text(encoding="utf-8")):
            told = dict(re.findall(r'([\w-]+): "([^"]+)"', line))
            told.pop("coach", None)
            found |= set(map(folded, told.values()))
    return tuple(sorted(found))


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
    """Whether the piece is one of the names with a label before or behind it, and no more."""
    return any(
        (piece.startswith(label) and piece.removeprefix(label).strip(_BETWEEN) in people)
        or (piece.endswith(label) and piece.removesuffix(label).strip(_BETWEEN) in people)
        for label in labels()
    )
