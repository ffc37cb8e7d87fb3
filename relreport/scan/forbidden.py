"""What an audience may not read, made ready for the search."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, replace
from functools import lru_cache

from relreport.fields.kinds import Sensitivity
from relreport.record import dataclass
from relreport.scan.beside import name_and_label, open_names
from relreport.scan.clearance import clearance_of
from relreport.scan.fact import Fact, Reading
from relreport.scan.fixed import Fixed, fixed_words, marks_in
from relreport.scan.fold import folded, plain
from relreport.scan.pieces import Piece, pieces
from relreport.scan.shadow import KINDS, Shadow, runs
from relreport.scan.sources import account_reading, judgements, settings_reading

_HELPER = r"(?:inside\s*supporter|supporter|coach|支持者|内线)"


@dataclass(frozen=True, kw_only=True)
class Coach:
    """Somebody who helps us from inside: a name, and where it is said."""

    name: str
    fact: Fact
    shadow: Shadow
    beside: re.Pattern[str]  # the name, and at most a title between it and the role


@dataclass
class Forbidden:
    """The closed texts of a workspace for one clearance. `open_text`: all that may be read, folded.

    `anchors`: by kind of run, the number of a run that stands in a piece -> the facts with such a piece, by
    their places. `loose`: the facts with a piece that has no run of any kind.
    """

    clearance: Sensitivity
    fixed: Fixed
    open_text: str = ""
    opened: Mapping[str, frozenset[int]] = field(default_factory=dict)  # the runs in it, by kind
    facts: list[Fact] = field(default_factory=list)
    anchors: dict[str, dict[int, list[int]]] = field(default_factory=lambda: {kind: {} for kind in KINDS})
    loose: list[int] = field(default_factory=list)
    names: dict[str, list[Fact]] = field(default_factory=dict)
    coaches: tuple[Coach, ...] = ()
    figures: dict[str, list[Fact]] = field(default_factory=dict)  # found by the word beside them alone
    judgements: Mapping[str, re.Pattern[str]] = field(default_factory=dict)  # what shows a judgement
    # names by the number of a run in them, as facts are by `anchors`; and those without a run
    called: dict[str, dict[int, list[str]]] = field(default_factory=lambda: {kind: {} for kind in KINDS})
    odd_names: list[str] = field(default_factory=list)
    people: frozenset[str] = frozenset()  # names that may be read, whole and in words, folded
    _pieces: dict[int, tuple[tuple[Piece, Shadow], ...]] = field(default_factory=dict)
    _excused: dict[str, bool] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.facts or self.names or self.figures)

    def search(self, text: str, *, raw: bool = False) -> Iterator[Fact]:
        """The closed facts of which a piece stands in `text`. `raw`: it is noise for the most part."""
        shadow = Shadow(text, raw=raw)
        places, names = self._suspects(shadow)
        held: dict[str, bool] = {}

        def may_stand(piece: Piece, cast: Shadow) -> bool:
            if piece.text not in held:
                held[piece.text] = shadow.may_hold(cast) and not self._excuse(piece.text)
            return held[piece.text]

        places = [place for place in places if any(may_stand(*one) for one in self._of(place))]
        told = self.figures and any(one.search(text) for one in _FIGURE)
        coaches = [one for one in self.coaches if shadow.may_hold(one.shadow)]
        if not places and not names and not coaches and not told:
            return
        spelled = plain(text)
        whole = "".join(spelled.split())
        answers: dict[str, bool] = {}

        def stands(piece: Piece) -> bool:
            known = answers.get(piece.text)
            if known is None:
                known = piece.text in whole and (not piece.edges or _alone(piece.text, spelled))
                answers[piece.text] = known
            return known

        for place in places:
            if any(may_stand(piece, cast) and stands(piece) for piece, cast in self._of(place)):
                yield self.facts[place]
        for name in names:
            if name in whole and (not name.isascii() or _alone(name, spelled)):
                yield from self.names[name]
        if told:
            for figure in {found["plain"] or found["percent"] for found in _INFLUENCE.finditer(whole)}:
                yield from self.figures.get(figure, ())
        for coach in coaches:
            if coach.name in whole and coach.beside.search(spelled):
                yield coach.fact

    def _suspects(self, shadow: Shadow) -> tuple[list[int], list[str]]:
        """The facts and the names that may stand in a text, by its shadows."""
        places = dict.fromkeys(self.loose)
        names = dict.fromkeys(self.odd_names)
        for kind in KINDS:
            anchors, called = self.anchors[kind], self.called[kind]
            if not anchors and not called:
                continue
            for view in shadow.marks(kind):
                for number in anchors.keys() & view:
                    places.update(dict.fromkeys(anchors[number]))
                for number in called.keys() & view if called else ():
                    names.update(dict.fromkeys(called[number]))
        return list(places), list(names)

    def file(self, fact: Fact) -> None:
        """File a closed fact under runs that stand in its pieces, rather such as are in no fixed word."""
        if fact.figure:
            figure = fact.text.strip().rstrip("%")
            if figure.isdigit():
                self.figures.setdefault(figure, []).append(fact)
            return
        place = len(self.facts)
        self.facts.append(fact)
        mine: set[tuple[str, int]] = set()
        for piece in pieces(fact.text):
            common: tuple[str, int] | None = None
            for kind in KINDS:
                found = list(runs(piece.text, kind))
                if any((kind, number) in mine for number in found):
                    break  # an anchor of a neighbouring piece serves
                rare = [number for number in found if number not in self.fixed.marks[kind]]
                fresh = [number for number in rare if number not in self.opened[kind]]
                if fresh:
                    mine.add((kind, fresh[len(fresh) // 2]))
                    break
                if found and common is None:
                    common = kind, (rare or found)[0]
            else:
                if common is not None:
                    mine.add(common)
                elif place not in self.loose[-1:]:
                    self.loose.append(place)
        for kind, number in mine:
            self.anchors[kind].setdefault(number, []).append(place)

    def name(self, name: str, fact: Fact) -> None:
        """Search for a name as a whole, however short it is."""
        if name not in self.names:
            for kind in KINDS:
                found = list(runs(name, kind))
                if found:
                    rare = [number for number in found if number not in self.opened[kind]]
                    self.called[kind].setdefault((rare or found)[0], []).append(name)
                    break
            else:
                self.odd_names.append(name)
        self.names.setdefault(name, []).append(fact)

    def is_common(self, kind: str, number: int) -> bool:
        """Whether a run stands in what may be read, so that to meet it says little."""
        return number in self.fixed.marks[kind] or number in self.opened[kind]

    def shadows(self, place: int) -> Iterator[Shadow]:
        """The shadows of a fact's pieces, but for those that may be read elsewhere."""
        return (cast for piece, cast in self._of(place) if not self._excuse(piece.text))

    def _of(self, place: int) -> tuple[tuple[Piece, Shadow], ...]:
        """The pieces of a fact, with their shadows."""
        known = self._pieces.get(place)
        if known is None:
            known = self._pieces[place] = _shadowed(self.facts[place].text)
        return known

    def _excuse(self, piece: str) -> bool:
        known = self._excused.get(piece)
        if known is None:
            open_ = piece in self.open_text or piece in self.fixed.text
            known = self._excused[piece] = open_ or name_and_label(piece, self.people)
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
    fixed = fixed_words(tuple(words))
    made = Forbidden(clearance=clearance, fixed=fixed)
    if clearance is Sensitivity.SECRET:
        return made
    known, own = settings_reading(*settings)
    readings = [own, *(account_reading(path, data, known) for path, data in files)]
    closed: list[Fact] = []
    opened: dict[str, list[str]] = {}
    texts: list[str] = []
    # of an account that stands here twice, as it is and as it was, one word closes both
    confidential = {reading.account for reading in readings if reading.confidential}
    for reading in readings:
        masked = reading.account in confidential
        for fact in reading.facts:
            shut = fact.needs > clearance or (masked and fact.person)
            if shut:
                closed.append(fact)
            else:
                opened.setdefault(reading.account, []).append(folded(fact.text))
                texts.append(fact.text)
    made.open_text = "\0".join(one for folds in opened.values() for one in folds)
    made.opened = marks_in("\0".join(texts))
    made.people = frozenset(open_names(readings, clearance, confidential))
    for fact in closed:
        made.file(fact)
    _name(made, closed, opened)
    if clearance is Sensitivity.PUBLIC:
        made.judgements = judgements()
    made.coaches = tuple(_coaches(readings)) if clearance < Sensitivity.RESTRICTED else ()
    return made


# three, for one that begins with letters alone is found fast
_FIGURE = tuple(re.compile(rf"{word}\W{{0,8}}为?\W{{0,4}}\d") for word in ("nfluence", "NFLUENCE", "影响力"))
_INFLUENCE = re.compile(
    r'(?:"influence":"?|influence="?)(?P<plain>\d+)|(?:influence|影响力)[:(为]?(?P<percent>\d+)%'
)


@lru_cache(2048)
def _shadowed(text: str) -> tuple[tuple[Piece, Shadow], ...]:
    return tuple((piece, Shadow(piece.text)) for piece in pieces(text))


def _name(made: Forbidden, closed: list[Fact], opened: Mapping[str, list[str]]) -> None:
    """Names of those who must not be named are searched for whole, however short they are.

    The texts of a person's own account do not excuse a name: it must not stand there either.
    """
    joined = {account: "\0".join(folds) for account, folds in opened.items()}
    for fact in closed:
        if not (fact.name or fact.person):
            continue
        name = folded(fact.text).strip()
        if len(name) < (4 if name.isascii() else 2):
            continue
        if fact.person and not fact.name and len(name) < 4:
            continue  # a title of two or three characters is anybody's
        others = (text for account, text in joined.items() if account != fact.account)
        if name in made.fixed.text or any(name in text for text in others):
            continue
        made.name(name, fact)


def _coaches(readings: list[Reading]) -> Iterator[Coach]:
    for reading in readings:
        for name in reading.coaches:
            fact = next((one for one in reading.facts if one.text == name), None)
            if fact is not None:
                beside = re.compile(rf"{re.escape(plain(name))}[^。.!?;；<>\0\n]{{0,16}}{_HELPER}")
                told = replace(fact, field="contacts.roles")
                yield Coach(name=folded(name), fact=told, shadow=Shadow(folded(name)), beside=beside)


def _alone(piece: str, text: str) -> bool:
    """Whether the piece stands in the text as words of its own, blanks between its characters or not."""
    before = r"(?<![^\W_])" if _latin(piece[0]) else ""
    after = r"(?![^\W_])" if _latin(piece[-1]) else ""
    return re.search(before + r"\s*".join(map(re.escape, piece)) + after, text) is not None


def _latin(character: str) -> bool:
    return character.isalnum() and ord(character) < 0x2E80
