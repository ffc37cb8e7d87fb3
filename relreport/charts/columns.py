"""A few columns, one a period: how a level or a count went, small enough to stand six in a row."""

from collections.abc import Iterator, Sequence

from relreport.charts import svg

WIDTH, HEIGHT, FOOT = 160.0, 56.0, 17.0
GAP, LEAST = 4.0, 2.0
LABEL_SIZE = 12.0  # six abreast on a desk a chart is drawn at 0.88: no type comes out under ten


def columns_chart(
    heights: Sequence[float | None], *, ends: tuple[str, str], title: str, falling: bool = False
) -> str:
    """Heights from 0 to 1; None is not known and is a dash. `ends` name the first and the last period.

    What is known and nothing still has a foot, so that it is not taken for unknown.
    """
    count = len(heights)
    width = (WIDTH - GAP * (count - 1)) / count if count else WIDTH
    base = HEIGHT - FOOT
    children = [
        *(
            mark
            for place, height in enumerate(heights)
            for mark in _column(
                height,
                x=place * (width + GAP),
                width=width,
                base=base,
                paint=("alarm" if falling else "accent") if place == count - 1 else "soft",
            )
        ),
        svg.label(ends[0], x=0, y=HEIGHT - 3, size=LABEL_SIZE),
        svg.label(ends[1], x=WIDTH, y=HEIGHT - 3, size=LABEL_SIZE, anchor="end"),
    ]
    return svg.drawing(title=title, width=WIDTH, height=HEIGHT, children=children, kind="columns")


def _column(height: float | None, *, x: float, width: float, base: float, paint: str) -> Iterator[str]:
    if height is None:
        yield svg.line(x1=x, y1=base - 0.5, x2=x + width, y2=base - 0.5, paint="mute", dash="2 2")
        return
    tall = LEAST + height * (base - LEAST)
    yield svg.box(x=x, y=base - tall, width=width, height=tall, paint=paint)
