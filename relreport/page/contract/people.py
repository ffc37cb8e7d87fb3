"""The people: the map, who of ours holds whom, how near and how trusted we are, what we know of them."""

from typing import Literal, TypedDict

from relreport.page.contract.parts import Html, Link, Source, Tone


class Person(TypedDict):
    """One of theirs. `level` counts the rungs of `distance` reached, None while unknown; `indent` is the
    reporting depth. Words that the audience may not read are ""."""

    anchor: str
    name: str
    title: str
    roles: str
    weight: str
    distance: str
    level: int | None
    trust: str
    trust_tone: Tone
    contact: str
    contact_tone: Tone
    holder: str
    met: bool
    key: bool
    left: str
    indent: int
    notes: list[str]
    gaps: list[Link]
    place: str


class Side(TypedDict):
    """People of one side, with their own map where there are many. `label` "" when all stand together;
    `folded` shows the map alone until the table is opened."""

    label: str
    folded: bool
    note: str
    map_svg: Html | None
    people: list[Person]


class MatrixCell(TypedDict):
    """How one of ours stands to one of theirs: contacts in the year, 0 an empty cell. `level` 0 to 3
    shades it.
    """

    text: str
    level: int
    holds: bool
    label: str


class MatrixRow(TypedDict):
    name: str
    note: str
    cells: list[MatrixCell]


class Matrix(TypedDict):
    caption: str
    columns: list[str]
    rows: list[MatrixRow]
    note: str


class People(TypedDict):
    """`rungs` are the labels of the distance ladder, nearest last; `legend` says how the map is read."""

    note: str
    legend: str
    rungs: list[str]
    sides: list[Side]
    gone: list[Person]
    matrix: Matrix | None
    quiet: str


class AxisReading(TypedDict):
    """One of space, information, coach and topic: rungs in order, `ever` and `year` are places in them
    from 0.
    """

    label: str
    rungs: list[str]
    ever: int
    year: int
    ever_word: str
    year_word: str
    note: str
    sources: list[Source]


class Axes(TypedDict):
    person: str
    readings: list[AxisReading]


class TrustItem(TypedDict):
    """An item of the ledger. `state`: standing, against, aged (stands, but older than a year), open (no
    entry).
    """

    label: str
    state: Literal["standing", "against", "aged", "open"]
    state_word: str
    date: str
    source: Source | None


class TrustFactor(TypedDict):
    label: str
    filled: int
    of: int
    weakest: bool
    finding: bool
    entries: list[TrustItem]
    question: str


class Trust(TypedDict):
    person: str
    verdict: str
    tone: Tone
    note: str
    factors: list[TrustFactor]


class BoardItem(TypedDict):
    label: str
    value: str
    date: str
    stale: bool
    place: str


class Board(TypedDict):
    label: str
    known: str
    entries: list[BoardItem]
    closed: str  # that more is on record than these readers may see; "" where nothing is
    ask: list[str]


class Portrait(TypedDict):
    anchor: str
    person: str
    boards: list[Board]
