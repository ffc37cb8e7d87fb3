"""The people who decide: how much they weigh against how near they are."""

import re
from collections.abc import Iterator, Sequence

from relreport.charts import svg
from relreport.record import dataclass

WIDTH, LEFT, HEAD = 720.0, 72.0, 30.0
LINE, PAD = 13.0, 9.0
NAME_SIZE, NOTE_SIZE = 12.0, 10.5
MOST_LINES = 3
PARTS = re.compile(r"[^\s-]+[\s-]*|[\s-]+")
DOT = " · "
SMALLEST, LARGEST = 4.0, 9.0
CROWD = 3  # with more people in one place they stand beside one another
BESIDE = 98.0  # the least width of a person in a crowd


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One of theirs. `band` is the row (0 decides), `column` the distance (0 the farthest), `weight` percent.

    `notes`: who of ours holds the relationship and the age of the last contact, in one line, or in two where
    one is too wide.
    """

    name: str
    band: int
    column: int
    weight: int | None = None
    notes: tuple[str, ...] = ()
    met: bool = True
    overdue: bool = False
    key: bool = False


def people_map(
    people: Sequence[Figure],
    *,
    columns: Sequence[str],
    bands: Sequence[str],
    title: str,
    expected: int | None = None,
) -> str:
    """Rows by decision weight, columns by distance: the danger is at the top left, full weight and far away.

    Everyone has an own place in a cell, so that no name ever covers another. Unmet is hollow, a contact
    overdue is red and dashed, the key contact bold, the size of the disc the weight. `expected` shades the
    column that the stage asks for.
    """
    if not people:
        return ""
    rows = [_cells(people, band=band, columns=len(columns)) for band in range(len(bands))]
    lefts, abreast = _columns(rows, columns)
    room = min(
        (right - left) / beside
        for left, right, beside in zip(lefts, lefts[1:], abreast, strict=False)
        if beside
    )
    room -= 14 + 2 * LARGEST
    joined = all(svg.text_width(DOT.join(one.notes), size=NOTE_SIZE) <= room for one in people)
    tall = max(len(_name_lines(one.name, width=room)) for one in people)
    height = LINE * (tall + (1 if joined else max(len(one.notes) for one in people))) + PAD
    children: list[str] = []
    top = HEAD
    grid: list[str] = []
    for words, cells in zip(bands, rows, strict=True):
        tallest = max(-(-len(cell) // (beside or 1)) for cell, beside in zip(cells, abreast, strict=True))
        if not tallest:
            continue
        grid.append(svg.line(x1=0, y1=top, x2=WIDTH, y2=top))
        grid.append(svg.label(svg.fitted(words, width=LEFT - 6, size=11), x=0, y=top + PAD + 13))
        for column, cell in enumerate(cells):
            left, beside = lefts[column], abreast[column] or 1
            each = (lefts[column + 1] - left) / beside
            for place, figure in enumerate(cell):
                down, across = divmod(place, beside)
                x, y = left + across * each, top + PAD + down * height
                grid.extend(_entry(figure, x=x, y=y, room=room, joined=joined))
        top += tallest * height + PAD
    if expected is not None:
        left, width = lefts[expected], lefts[expected + 1] - lefts[expected]
        children.append(svg.box(x=left, y=0, width=width, height=top, paint="expected"))
    for column, words in enumerate(columns):
        wanted = column == expected
        width = lefts[column + 1] - lefts[column]
        lines = _in_two(words, width=width - 8)
        children += [
            svg.label(
                svg.fitted(line, width=width - 8, size=11),
                x=lefts[column] + 6,
                y=19 if len(lines) == 1 else 12 + place * 13,
                paint="accent" if wanted else "mute",
                bold=wanted,
            )
            for place, line in enumerate(lines)
        ]
    return svg.drawing(title=title, width=WIDTH, height=top, children=(*children, *grid), kind="people")


def _columns(
    rows: Sequence[Sequence[Sequence[Figure]]], heads: Sequence[str]
) -> tuple[list[float], list[int]]:
    """Where each distance begins, and where the last ends; how many people stand beside one another in it.

    All are as wide as one another. Only where many people are at one distance do those at which nobody is
    make room, and the many stand beside one another: a map is seen at a glance, and leaves room on its page.
    """
    most = [max(map(len, cells)) for cells in zip(*rows, strict=True)]
    if max(most) <= CROWD or all(most):
        width = (WIDTH - LEFT) / len(most)
        return [LEFT + place * width for place in range(len(most) + 1)], [1] * len(most)
    words = [word for head, count in zip(heads, most, strict=True) if not count for word in head.split()]
    narrow = max(svg.text_width(word, size=11) for word in words) + 10
    free = WIDTH - LEFT - narrow * most.count(0)
    abreast = [min(count, 1) for count in most]
    for _ in range(int(free // BESIDE) - sum(abreast)):
        crowded = max(range(len(most)), key=lambda one: most[one] / abreast[one] if abreast[one] else 0)
        abreast[crowded] += 1
    each = free / sum(abreast)
    lefts = [LEFT]
    for beside in abreast:
        lefts.append(lefts[-1] + (beside * each if beside else narrow))
    return lefts, abreast


def _in_two(words: str, *, width: float) -> list[str]:
    """A head that is too wide for its column, parted at a blank."""
    first, _, second = words.partition(" ")
    if not second or svg.text_width(words, size=11) <= width:
        return [words]
    return [first, second]


def _name_lines(name: str, *, width: float) -> list[str]:
    """A name that is too wide, parted at blanks and hyphens into three lines at most."""
    lines = [""]
    for part in PARTS.findall(name):
        if not lines[-1] or svg.text_width((lines[-1] + part).rstrip(), size=NAME_SIZE) <= width:
            lines[-1] += part
        elif len(lines) < MOST_LINES:
            lines.append(part)
        else:
            lines[-1] += part
    return [line.rstrip() for line in lines]


def _cells(people: Sequence[Figure], *, band: int, columns: int) -> list[list[Figure]]:
    """The people of one row, cell by cell, the weightiest first; equals keep the order they came in."""
    row = sorted(
        (one for one in people if one.band == band), key=lambda one: (not one.key, -(one.weight or 0))
    )
    return [[one for one in row if one.column == column] for column in range(columns)]


def _entry(figure: Figure, *, x: float, y: float, room: float, joined: bool) -> Iterator[str]:
    share = min((figure.weight or 0) / 50, 1) ** 0.5
    yield svg.disc(
        x=x + 6 + LARGEST,
        y=y + 7,
        radius=SMALLEST + (LARGEST - SMALLEST) * share,
        paint="alarm" if figure.overdue else "accent",
        hollow=not figure.met,
        dash="2.5 2" if figure.overdue and not figure.met else None,
    )
    notes = (DOT.join(figure.notes),) if joined else figure.notes
    names = _name_lines(figure.name, width=room)
    lines = (
        *((line, NAME_SIZE, "ink") for line in names),
        *((note, NOTE_SIZE, "alarm" if figure.overdue else "mute") for note in notes),
    )
    for place, (words, size, paint) in enumerate(lines):
        yield svg.label(
            svg.fitted(words, width=room, size=size),
            x=x + 12 + 2 * LARGEST,
            y=y + 11 + place * LINE,
            paint=paint,
            size=size,
            bold=figure.key and place < len(names),
        )
