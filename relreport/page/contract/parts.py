"""The small parts that every page is put together from."""

from typing import Literal, TypedDict


class Html(str):
    """Markup made by ourselves (charts, rendered Markdown), placed without escaping; all other text is
    escaped.
    """

    __slots__ = ()

    def __html__(self) -> str:
        return str.__str__(self)


Language = Literal["en", "zh"]
Paper = Literal["a4", "letter", "phone"]
Tone = Literal["", "alarm", "warn", "good", "mute"]

Severity = Literal["critical", "major", "minor", "info"]


class Run(TypedDict):
    """A stretch of a sentence; `strong` marks the few words that carry it."""

    text: str
    strong: bool


Sentence = list[Run]


class Link(TypedDict):
    text: str
    href: str


class Source(TypedDict):
    """Where a fact stands: `place` is the copyable `path:line`. Only where the audience may read the line:
    `facts` is what it says, in words, and `quote` the free text that stands there.
    """

    label: str
    place: str
    date: str
    facts: str
    quote: str


class Cell(TypedDict):
    """One cell of a table. `note` is a second, quieter line; `key` is what it is sorted by."""

    text: str
    note: str
    tone: Tone
    strong: bool
    href: str
    links: list[Link]
    key: str | float
    place: str


class Column(TypedDict):
    """`kind` aligns: `number` to the right; `wide` takes the room that is left; `tick` holds boxes to
    tick.
    """

    label: str
    kind: Literal["", "number", "wide", "short"]


class Row(TypedDict):
    anchor: str
    tone: Tone
    cells: list[Cell]


class Table(TypedDict):
    """A table whose first cell of each row is its heading. `more` rows stand folded under `more_label`."""

    caption: str
    columns: list[Column]
    rows: list[Row]
    more: list[Row]
    more_label: str


class Section(TypedDict):
    """A block of details: a heading, a short note beside it ("3 open, 1 late"), sentences, tables and a
    chart.

    `folded` shows the heading line alone until it is opened; on paper all is open.
    """

    id: str
    title: str
    note: str
    tone: Tone
    folded: bool
    sentences: list[Sentence]
    chart_svg: Html | None
    tables: list[Table]
    sources: list[Source]


class FigureCell(TypedDict):
    """One figure of the row: what it is, the figure, what it is compared with and where it comes from."""

    label: str
    value: str
    notes: list[str]
    tone: Tone
    unknown: bool
    href: str
