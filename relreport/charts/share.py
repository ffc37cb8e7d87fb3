"""Our share of a customer's purchasing over its periods: the chart, and the sparkline of one row."""

from collections.abc import Iterator, Sequence

from relreport.charts import svg
from relreport.record import dataclass

WIDTH, HEIGHT = 360.0, 150.0
TOP, FOOT, RIGHT = 10.0, 18.0, 30.0
NARROWEST, WIDEST = 34.0, 84.0
STABLE, STRATEGIC = 0.5, 0.8
LABEL_SIZE = 11.0


@dataclass(frozen=True, kw_only=True)
class SharePoint:
    """One period. `share` is the middle where a range is known; None where the period has no reading."""

    period: str
    share: float | None
    label: str = ""
    low: float | None = None
    high: float | None = None
    estimate: bool = False


@dataclass(frozen=True, kw_only=True)
class Placed:
    point: SharePoint
    share: float
    x: float
    y: float


def share_chart(
    points: Sequence[SharePoint], *, bands: Sequence[str], title: str, falling: bool = False
) -> str:
    """Shares from 0 to 100% before the stage bands; first, last and extreme points carry their figure.

    `bands` are the labels of the three stages with a share, lowest first. Empty without a reading.
    The scale never changes, so that two accounts can be laid side by side.
    """
    left = min(max(NARROWEST, *(svg.text_width(words, size=LABEL_SIZE) + 6 for words in bands)), WIDEST)
    placed = list(_placed(points, left=left))
    if not placed:
        return ""
    last = placed[-1]
    tone = "alarm" if falling else "accent"
    children = [
        *_bands(bands, left=left),
        *_axis(points, left=left),
        *(mark for spot in placed for mark in _whiskers(spot)),
        *(svg.stroke(run, paint="accent", width=2) for run in _runs(points, placed)),
        *(
            svg.disc(x=spot.x, y=spot.y, radius=2, paint="accent", hollow=spot.point.estimate)
            for spot in placed[:-1]
        ),
        svg.disc(x=last.x, y=last.y, radius=3.6, paint=tone, hollow=last.point.estimate),
        *_figures(placed, tone=tone, left=left),
    ]
    return svg.drawing(title=title, width=WIDTH, height=HEIGHT, children=children, kind="share")


def sparkline(shares: Sequence[float | None], *, title: str, falling: bool = False) -> str:
    """The same line and scale at the size of a table row; empty with fewer than two readings."""
    known = [(index, share) for index, share in enumerate(shares) if share is not None]
    if len(known) < 2:
        return ""
    width, height, edge = 72.0, 20.0, 3.0
    step = (width - 2 * edge) / (len(shares) - 1)
    spots = [(edge + index * step, edge + (1 - share) * (height - 2 * edge)) for index, share in known]
    tone = "alarm" if falling else "accent"
    middle = edge + (1 - STABLE) * (height - 2 * edge)
    children = [
        svg.line(x1=0, y1=middle, x2=width, y2=middle, dash="1 2"),
        svg.stroke(spots, paint="accent", width=1.5),
        svg.disc(x=spots[-1][0], y=spots[-1][1], radius=1.8, paint=tone),
    ]
    return svg.drawing(title=title, width=width, height=height, children=children, kind="spark")


def _y(share: float) -> float:
    return TOP + (1 - share) * (HEIGHT - TOP - FOOT)


def _x(index: int, count: int, left: float) -> float:
    inset = 16.0
    span = WIDTH - left - RIGHT - 2 * inset
    return left + inset + (span if count == 1 else index * span / (count - 1))


def _placed(points: Sequence[SharePoint], *, left: float) -> Iterator[Placed]:
    for index, point in enumerate(points):
        if point.share is not None:
            yield Placed(point=point, share=point.share, x=_x(index, len(points), left), y=_y(point.share))


def _bands(labels: Sequence[str], *, left: float) -> Iterator[str]:
    edges = ((0.0, STABLE, "initial"), (STABLE, STRATEGIC, "stable"), (STRATEGIC, 1.0, "strategic"))
    for words, (low, high, name) in zip(labels, edges, strict=True):
        yield svg.box(
            x=left, y=_y(high), width=WIDTH - left - RIGHT, height=_y(low) - _y(high), paint=f"band-{name}"
        )
        short = svg.fitted(words, width=left - 4, size=LABEL_SIZE)
        yield svg.label(short, x=0, y=(_y(low) + _y(high)) / 2 + 3.5, size=LABEL_SIZE)
    for share in (0.0, STABLE, STRATEGIC, 1.0):
        yield svg.label(f"{share:.0%}", x=WIDTH, y=_y(share) + 3.5, size=LABEL_SIZE, anchor="end")
    yield svg.line(x1=left, y1=_y(0), x2=WIDTH - RIGHT, y2=_y(0), paint="mute", width=0.8)


def _axis(points: Sequence[SharePoint], *, left: float) -> Iterator[str]:
    """First and last period, and as many between as stand clear of each other."""
    count = len(points)
    widest = max(svg.text_width(point.period, size=LABEL_SIZE) for point in points) + 8
    every = 1
    while (
        count > 1
        and every < count - 1
        and (_x(every, count, left) - _x(0, count, left) < widest or (count - 1) % every)
    ):
        every += 1
    for index in range(0, count, every):
        yield svg.label(
            points[index].period, x=_x(index, count, left), y=HEIGHT - 4, size=LABEL_SIZE, anchor="middle"
        )


def _runs(points: Sequence[SharePoint], placed: Sequence[Placed]) -> Iterator[list[tuple[float, float]]]:
    """The line breaks where a period has no reading: what is not known is not drawn."""
    run: list[tuple[float, float]] = []
    known = iter(placed)
    for point in points:
        if point.share is None:
            if len(run) > 1:
                yield run
            run = []
        else:
            spot = next(known)
            run.append((spot.x, spot.y))
    if len(run) > 1:
        yield run


def _whiskers(spot: Placed) -> Iterator[str]:
    low, high = spot.point.low, spot.point.high
    if low is None or high is None:
        return
    top, foot = _y(high), _y(low)
    yield svg.line(x1=spot.x, y1=foot, x2=spot.x, y2=top, paint="accent", width=1.2)
    for y in (foot, top):
        yield svg.line(x1=spot.x - 3, y1=y, x2=spot.x + 3, y2=y, paint="accent", width=1.2)


def _figures(placed: Sequence[Placed], *, tone: str, left: float) -> Iterator[str]:
    first, last = placed[0], placed[-1]
    highest, lowest = max(placed, key=lambda spot: spot.share), min(placed, key=lambda spot: spot.share)
    taken: list[tuple[float, float, float]] = []
    for spot in (last, highest, lowest, first):
        words = spot.point.label
        half = svg.text_width(words, size=LABEL_SIZE) / 2
        above = _above(spot, placed)
        edge = spot.point.high if above else spot.point.low
        reach = _y(edge) if edge is not None else spot.y
        y = reach - 7 if above else reach + 15
        x = min(max(spot.x, left + half + 2), WIDTH - RIGHT - half - 2)
        # a figure that would stand on another says little more than it: the gravest ones come first
        if words and not any(
            abs(x - other) < half + other_half + 4 and abs(y - level) < 12
            for other, other_half, level in taken
        ):
            taken.append((x, half, y))
            final = spot is last
            yield svg.label(
                words,
                x=x,
                y=y,
                paint=tone if final else "ink",
                size=12 if final else LABEL_SIZE,
                anchor="middle",
                bold=final,
            )


def _above(spot: Placed, placed: Sequence[Placed]) -> bool:
    """A peak carries its figure above the line, a trough below it, and neither leaves the frame."""
    index = placed.index(spot)
    around = [other.share for other in placed[max(index - 1, 0) : index + 2] if other is not spot]
    above = not around or spot.share >= sum(around) / len(around)
    if above and spot.y - 16 < TOP:
        return False
    return above or spot.y + 18 > HEIGHT - FOOT
