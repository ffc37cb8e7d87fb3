"""Where each thing stands on the pages of a finished PDF, and what a careful printer would not let stand so.

Read from the file alone, by its tags and the places of its lines: a heading or a row alone at a page's end, a word
broken within without a hyphen, a page nearly empty before its part is at its end.
"""

from __future__ import annotations

import io
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

import pikepdf

from relreport.scan.cmap import decoder

LEAVES = frozenset(
    {"H1", "H2", "H3", "H4", "H5", "H6", "P", "TH", "TD", "Caption", "LBody", "Lbl", "Figure", "Div"}
)
ENDLESS = 25  # letters of a word that may break anywhere, as a last resort
LETTERS = r"A-Za-z\u00c0-\u024f"
# a line's last word and the next line's first, where nothing but letters is between them
LAST, FIRST = re.compile(rf"[{LETTERS}]+$"), re.compile(rf"^[{LETTERS}]+")
WORD = re.compile(rf"[{LETTERS}]{{2,}}")
LOCALES = Path(__file__).parents[1] / "relreport" / "locales"


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A run of text, or a drawing: its page from 1, and its place from the page's top left, in points."""

    page: int
    x: float
    y: float
    text: str
    size: float = 0.0


@dataclass(kw_only=True)
class Part:
    """A part of the structure that is read as one, the row and table that it is in, and its pieces."""

    tag: str
    row: int
    table: int
    pieces: list[Piece] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(one.text for one in self.pieces)


@dataclass(frozen=True, kw_only=True)
class Printed:
    """A PDF by its parts in their order; of each page its height, and where its margins begin."""

    parts: tuple[Part, ...]
    heights: tuple[float, ...]

    @property
    def pages(self) -> int:
        return len(self.heights)

    def of_page(self, page: int) -> list[Piece]:
        return [one for part in self.parts for one in part.pieces if one.page == page]


def printed(data: bytes) -> Printed:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        places = {page.obj.objgen: place for place, page in enumerate(pdf.pages)}
        heights = tuple(float(page.mediabox[3]) for page in pdf.pages)
        marked = [_marked(page, place, heights[place - 1]) for place, page in enumerate(pdf.pages, 1)]
        parts: list[Part] = []
        _walk(
            pdf.Root.StructTreeRoot.K, places, marked, parts, {"on": None, "row": 0, "table": 0, "in": None}
        )
    return Printed(parts=tuple(part for part in parts if part.pieces), heights=heights)


def _marked(page: Any, place: int, height: float) -> dict[int, list[Piece]]:
    """The pieces of each marked part of a page."""
    fonts = {name: decoder(font) for name, font in page.resources.get("/Font", {}).items()}
    found: dict[int, list[Piece]] = defaultdict(list)
    marks: list[int | None] = []
    kept: list[Matrix] = []
    now: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    text = now
    decode: Any = None
    size = 0.0
    steps: Any = pikepdf.parse_content_stream(page)
    for operands, operator in steps:
        match str(operator):
            case "q":
                kept.append(now)
            case "Q":
                now = kept.pop()
            case "cm":
                now = _times(_matrix(operands), now)
            case "Tm":
                text = _matrix(operands)
            case "BDC" | "BMC":
                told = operands[1] if len(operands) > 1 else {}
                marks.append(int(told["/MCID"]) if "/MCID" in told else None)
            case "EMC":
                marks.pop()
            case "Tf":
                decode, size = fonts[str(operands[0])], float(operands[1])
            case "Tj" | "TJ" | "re":
                mark = next((one for one in reversed(marks) if one is not None), None)
                if mark is None:
                    continue
                if str(operator) == "re":
                    x, y = _at(now, float(operands[0]), float(operands[1]) + max(float(operands[3]), 0.0))
                    found[mark].append(Piece(page=place, x=x, y=height - y, text=""))
                    continue
                pieces = operands[0] if str(operator) == "TJ" else operands
                said = "".join(decode(bytes(one)) for one in pieces if isinstance(one, pikepdf.String))
                whole = _times(text, now)
                x, y = whole[4], height - whole[5]
                found[mark].append(Piece(page=place, x=x, y=y, text=said, size=size * abs(whole[0])))
            case _:
                pass
    return found


Matrix = tuple[float, float, float, float, float, float]


def _matrix(operands: Any) -> Matrix:
    a, b, c, d, e, f = (float(one) for one in operands)
    return a, b, c, d, e, f


def _times(one: Matrix, other: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def _at(by: Matrix, x: float, y: float) -> tuple[float, float]:
    return x * by[0] + y * by[2] + by[4], x * by[1] + y * by[3] + by[5]


def _walk(
    node: Any,
    places: dict[Any, int],
    marked: list[dict[int, list[Piece]]],
    parts: list[Part],
    within: dict[str, Any],
) -> None:
    """Every leaf of the structure, in the order in which it is read out."""
    for one in node if isinstance(node, pikepdf.Array) else [node]:
        page = within["on"]
        if isinstance(one, pikepdf.Dictionary) and "/S" in one:
            tag = str(one.S).removeprefix("/")
            inside = {**within, "on": one.get("/Pg", page)}
            if tag in ("TR", "Table"):
                inside["row" if tag == "TR" else "table"] = one.objgen[0]
            if tag in LEAVES and (within["in"] is None or tag != "Div"):
                leaf = Part(tag=tag, row=inside["row"], table=inside["table"])
                inside["in"] = leaf
                parts.append(leaf)
            if "/K" in one:
                _walk(one.K, places, marked, parts, inside)
            continue
        mark: int | None = None
        if isinstance(one, int):
            mark = one
        elif isinstance(one, pikepdf.Dictionary) and "/MCID" in one:
            mark, page = int(one.MCID), one.get("/Pg", page)
        if mark is None or page is None:
            continue
        if within["in"] is None:
            leaf = Part(tag="", row=within["row"], table=within["table"])
            within["in"] = leaf
            parts.append(leaf)
        within["in"].pieces += marked[places[page.objgen]].get(mark, [])


# what is asked of a page


def faults(
    paper: Printed, words: AbstractSet[str], fresh: Callable[[str], bool], *, least: float = 1 / 3
) -> list[str]:
    """All that should not stand so. `words`: whole ones; `fresh`: whether a part with that text is to begin a page."""
    return [
        *headings_alone(paper),
        *rows_alone(paper),
        *words_broken(paper, words),
        *pages_wanting(paper, fresh, least),
    ]


def headings_alone(paper: Printed) -> Iterator[str]:
    """Headings whose next part is on the next page."""
    shown = [part for part in paper.parts if part.text.strip() or part.tag == "Figure"]
    for part, after in pairwise(shown):
        if re.fullmatch("H[1-6]|Caption", part.tag) and part.pieces[-1].page < after.pieces[0].page:
            yield f"p{part.pieces[-1].page}: heading alone: {part.text[:40]}"


def rows_alone(paper: Printed) -> Iterator[str]:
    """Rows of a table that runs over a page's end, alone on one side of it; and rows that are parted by it."""
    for rows in _tables(paper):
        on_page: dict[int, list[str]] = defaultdict(list)
        for parts in rows:
            pages = {one.page for part in parts for one in part.pieces if one.text.strip()}
            said = " ".join(part.text[:20] for part in parts)
            if len(pages) > 1:
                yield f"p{min(pages)}: row parted: {said[:50]}"
            for page in pages:
                on_page[page].append(said)
        for page, there in on_page.items():
            if len(there) == 1 < len(on_page) and page in (min(on_page), max(on_page)):
                yield f"p{page}: row alone: {there[0][:50]}"


def _tables(paper: Printed) -> list[list[list[Part]]]:
    """The rows of each table, its head apart. On each page it has a tag of its own: what follows on the next page
    under the same head, with nothing between, is the same table.
    """
    tables: list[list[list[Part]]] = []
    head_of: list[str] = []
    before: Part | None = None
    for one in _by(paper.parts, lambda part: part.table):
        if not one[0].table:
            before = one[-1]
            continue
        rows = list(_by([part for part in one if part.row], lambda part: part.row))
        heads = [row for row in rows if all(part.tag == "TH" for part in row)]
        head = " ".join(part.text for row in heads for part in row)
        body = [row for row in rows if row not in heads]
        titled = any(part.tag == "Caption" for part in one)  # a table's title stands over its beginning alone
        goes_on = (
            before is not None
            and before.table
            and before.pieces[-1].page < one[0].pieces[0].page
            and not titled
        )
        if goes_on and tables and head_of[-1] == head:
            tables[-1] += body
        else:
            tables.append(body)
            head_of.append(head)
        before = one[-1]
    return tables


def _by(parts: Iterable[Part], key: Callable[[Part], int]) -> Iterator[list[Part]]:
    return (list(found) for _, found in groupby(parts, key))


def words_broken(paper: Printed, words: AbstractSet[str]) -> Iterator[str]:
    """Words that go on in the next line and say so by no hyphen."""
    for part in paper.parts:
        if part.tag == "Figure":
            continue
        for one, after in pairwise(part.pieces):
            if after.page == one.page and after.y - one.y < 2:
                continue
            end, start = LAST.search(one.text), FIRST.search(after.text)
            if not end or not start or len(end[0] + start[0]) >= ENDLESS:
                continue
            if end[0] + start[0] in words and not {end[0], start[0]} <= words:
                yield f"p{one.page}: word broken: {end[0]}/{start[0]}"


def pages_wanting(paper: Printed, fresh: Callable[[str], bool], least: float) -> Iterator[str]:
    """Pages that are emptier than a share of their height, though their part goes on."""
    for page in range(1, paper.pages):
        here, after = paper.of_page(page), [one for one in paper.parts if one.pieces[0].page == page + 1]
        filled = max((one.y for one in here), default=0.0) / paper.heights[page - 1]
        if filled < least and not (after and fresh(after[0].text)):
            yield f"p{page}: filled by {filled:.0%}"


@cache
def words_of(*texts: str) -> frozenset[str]:
    """The whole words of texts, and of all that the program says in English."""
    told = [*texts, *(file.read_text("utf-8") for file in (LOCALES / "en").rglob("*.yaml"))]
    return frozenset(word for text in told for word in WORD.findall(text))
