"""What an audience may not read, made ready for the search."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from relreport.fields.kinds import Sensitivity
from relreport.scan.clearance import clearance_of
from relreport.scan.fact import Fact, Reading
from relreport.scan.fold import folded, gram, grams, pair, pairs, plain
from relreport.scan.pieces import Piece, pieces
from relreport.scan.sources import account_reading, judgements, settings_reading, shipped_words

_HELPER = r"(?:inside\s*supporter|supporter|coach|支持者|内线)"


@dataclass(frozen=True, kw_only=True)
class Coach:
    """Somebody who helps us from inside: a name, and where it is said."""

    name: str
    fact: Fact
    beside: re.Pattern[str]  # the name, and at most a title between it and the role


@dataclass
class Forbidden:
    """The closed texts of a workspace for one clearance. `open_text`: all that may be read, folded.

    `anchors`: the number of four characters that stand in a piece -> the facts with such a piece.
    """

    clearance: Sensitivity
    open_text: str = ""
    facts: list[Fact] = field(default_factory=list)
    anchors: dict[int, list[int]] = field(default_factory=dict)
    names: dict[str, list[Fact]] = field(default_factory=dict)
    name_pairs: frozenset[int] = frozenset()
    coaches: tuple[Coach, ...] = ()
    judgements: Mapping[str, re.Pattern[str]] = field(default_factory=dict)  # what shows a judgement
    _pieces: dict[tuple[int, int], tuple[Piece, ...]] = field(default_factory=dict)
    _excused: dict[str, bool] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.facts or self.names)

    def search(self, text: str) -> Iterator[Fact]:
        """The closed facts of which a piece stands in `text`."""
        spelled = plain(text)
        whole = "".join(spelled.split())

        answers: dict[str, bool] = {}

        def stands(piece: str, edges: bool) -> bool:
            known = answers.get(piece)
            if known is None:
                known = piece in whole and not self._excuse(piece) and (not edges or _alone(piece, spelled))
                answers[piece] = known
            return known

        told: set[int] = set()
        for view in grams(whole):
            for number in self.anchors.keys() & view:
                for place in self.anchors[number]:
                    if place in told:
                        continue
                    if any(stands(piece.text, piece.edges) for piece in self._around(place, number)):
                        told.add(place)
                        yield self.facts[place]
        if self.names and any(not self.name_pairs.isdisjoint(view) for view in pairs(whole)):
            for name, named in self.names.items():
                if name in whole and (not name.isascii() or _alone(name, spelled)):
                    yield from named
        for coach in self.coaches:
            if coach.name in whole and coach.beside.search(spelled):
                yield coach.fact

    def _around(self, place: int, number: int) -> tuple[Piece, ...]:
        """The pieces of a fact that hold the four characters of an anchor."""
        known = self._pieces.get((place, number))
        if known is None:
            characters = number.to_bytes(8, "little").decode("utf-16-le", "surrogatepass")
            known = tuple(one for one in _pieces_of(self.facts[place]) if characters in one.text)
            self._pieces[place, number] = known
        return known

    def _excuse(self, piece: str) -> bool:
        known = self._excused.get(piece)
        if known is None:
            known = self._excused[piece] = piece in self.open_text
        return known


def forbidden(
    files: Iterable[tuple[str, bytes]],
    *,
    audience: str,
    settings: tuple[str, bytes] = ("relreport.yaml", b""),
    audiences: Mapping[str, Sensitivity] | None = None,
    words: Iterable[str] = (),
) -> Forbidden:
    """What `audience` may not read of the account files (path and bytes; earlier versions too, if used).

    `audiences`: the organisation's own, with their clearance. `words`: further fixed words, such as those of
    own templates. Raises UnknownAudience.
    """
    clearance = clearance_of(audience, audiences)
    made = Forbidden(clearance=clearance)
    if clearance is Sensitivity.SECRET:
        return made
    known, own = settings_reading(*settings)
    readings = [own, *(account_reading(path, data, known) for path, data in files)]
    fixed = [folded(one) for one in (*shipped_words(), *words)]
    closed: list[Fact] = []
    opened: dict[str, list[str]] = {}
    for reading in readings:
        masked = reading.confidential
        for fact in reading.facts:
            shut = fact.needs > clearance or (masked and fact.person)
            if shut:
                closed.append(fact)
            else:
                opened.setdefault(reading.account, []).append(folded(fact.text))
    made.open_text = "\0".join([*fixed, *(one for texts in opened.values() for one in texts)])
    common = Counter(number for text in fixed for view in grams(text) for number in view)
    for fact in closed:
        _index(made, fact, common)
    _name(made, closed, fixed, opened)
    if clearance is Sensitivity.PUBLIC:
        made.judgements = judgements()
    made.coaches = tuple(_coaches(readings)) if clearance < Sensitivity.RESTRICTED else ()
    return made


def _index(made: Forbidden, fact: Fact, common: Counter[int]) -> None:
    """File a fact under the rarest four characters of each of its pieces."""
    place = len(made.facts)
    made.facts.append(fact)
    for piece in _pieces_of(fact):
        numbers = [gram(piece.text[start : start + 4]) for start in range(len(piece.text) - 3)]
        if any(place in made.anchors.get(number, ()) and common[number] == 0 for number in numbers):
            continue  # an anchor of a neighbouring piece serves
        made.anchors.setdefault(min(numbers, key=lambda number: common[number]), []).append(place)


_FIGURE = (
    '"influence":{}',
    '"influence":"{}',
    'influence="{}',
    "influence={}",
    "influence{}%",
    "influence:{}%",
    "influence({}%",
    "影响力{}%",
    "影响力:{}%",
    "影响力({}%",
    "影响力为{}%",
)


def _pieces_of(fact: Fact) -> list[Piece]:
    if fact.figure:
        figure = fact.text.strip().rstrip("%")
        return [Piece(one.format(figure), edges=True) for one in _FIGURE] if figure.isdigit() else []
    return pieces(fact.text)


def _name(made: Forbidden, closed: list[Fact], fixed: list[str], opened: Mapping[str, list[str]]) -> None:
    """Names of those who must not be named are searched for whole, however short they are.

    The texts of a person's own account do not excuse a name: it must not stand there either.
    """
    for fact in closed:
        name = folded(fact.text).strip()
        if not (fact.name or fact.person) or len(name) < (4 if name.isascii() else 2):
            continue
        if fact.person and not fact.name and len(name) < 4:
            continue  # a title of two or three characters is anybody's
        others = (text for account, texts in opened.items() if account != fact.account for text in texts)
        if any(name in text for text in fixed) or any(name in text for text in others):
            continue
        made.names.setdefault(name, []).append(fact)
    made.name_pairs = frozenset(map(pair, made.names))


def _coaches(readings: list[Reading]) -> Iterator[Coach]:
    for reading in readings:
        for name in reading.coaches:
            fact = next((one for one in reading.facts if one.text == name), None)
            if fact is not None:
                beside = re.compile(rf"{re.escape(plain(name))}[^。.!?;；<>\0\n]{{0,16}}{_HELPER}")
                yield Coach(name=folded(name), fact=replace(fact, field="contacts.roles"), beside=beside)


def _alone(piece: str, text: str) -> bool:
    """Whether the piece stands in the text as words of its own, blanks between its characters or not."""
    before = r"(?<![^\W_])" if _latin(piece[0]) else ""
    after = r"(?![^\W_])" if _latin(piece[-1]) else ""
    return re.search(before + r"\s*".join(map(re.escape, piece)) + after, text) is not None


def _latin(character: str) -> bool:
    return character.isalnum() and ord(character) < 0x2E80
