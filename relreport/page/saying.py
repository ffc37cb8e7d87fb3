"""The sentences of a verdict in one language, and what their figures need: numbers, units of periods."""

from __future__ import annotations

from collections.abc import Sequence

from relreport.page.contract.parts import Sentence
from relreport.page.parts import sentence
from relreport.page.telling import Telling
from relreport.readings.stage import Point
from relreport.text.catalogue import sentences


class Saying:
    """The sentences of the verdict in the page's language."""

    def __init__(self, telling: Telling) -> None:
        self.telling = telling
        self.texts = sentences(telling.language, "verdict")

    def text(self, key: str) -> str:
        block, _, name = key.partition(".")
        found: str = self.texts[block][name] if name else self.texts[block]
        return found

    def told(self, key: str, **facts: str | int) -> Sentence:
        return sentence(self.text(key), {name: value for name, value in facts.items() if value != ""})

    def number(self, count: int) -> str:
        """Small numbers as words: `two quarters`."""
        spelled: str = self.texts["number"].get(str(count), str(count))
        return spelled

    def unit(self, points: Sequence[Point]) -> str:
        """What the periods are called together: quarters, half-years, periods."""
        kinds = {_kind(one.row.period.name) for one in points}
        unit: str = self.texts["unit"][kinds.pop() if len(kinds) == 1 else "other"]
        return unit


def _kind(name: str) -> str:
    part = name.partition("-")[2]
    return part[0] if part[:1] in ("Q", "H") else "M" if part else "Y"
