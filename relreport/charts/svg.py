"""The few SVG elements that the charts are made of, written so that the same figures give the same bytes."""

from collections.abc import Iterable
from functools import cache, lru_cache
from html import escape

from relreport.morrow.texts import unmarked

# A PDF reads the attribute, a browser's page style reads the class and wins, dark mode included:
# page CSS does not reach into an inline SVG on paper. screen.css has one rule for each class below.
PAINT = {
    "ink": "#1d2430",
    "mute": "#59616e",
    "hair": "#d5d9df",
    "accent": "#1f4e79",
    "alarm": "#b3261e",
    "paper": "#ffffff",
    "soft": "#9db5cb",
    "band-initial": "#f6f8fa",
    "band-stable": "#eaf0f6",
    "band-strategic": "#d8e4ee",
    "expected": "#eef3f8",
}

# the family is an attribute for the same reason; on screens `.chart text` inherits the page's
FAMILY = "Relreport Sans, Noto Sans CJK SC, sans-serif"

Attribute = str | float | None


def element(tag: str, *children: str, **attributes: Attribute) -> str:
    """One element; `class_` is written `class`, `stroke_width` as `stroke-width`, and None not at all."""
    written = "".join(
        [f' {_name(name)}="{attribute(value)}"' for name, value in attributes.items() if value is not None]
    )
    return f"<{tag}{written}>{''.join(children)}</{tag}>" if children else f"<{tag}{written}/>"


@cache
def _name(keyword: str) -> str:
    return keyword.rstrip("_").replace("_", "-")


@lru_cache(maxsize=4096)  # paints, classes and most places are those of the chart before
def attribute(value: str | float) -> str:
    return escape(value) if isinstance(value, str) else number(value)


def number(value: float) -> str:
    """Two decimals at most and no trailing zeros, so that no platform's rounding shows."""
    written = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if written == "-0" else written


def drawing(*, title: str, width: float, height: float, children: Iterable[str], kind: str) -> str:
    """The whole image. Its `<title>` is what a screen reader says, and the alt text in a PDF."""
    return element(
        "svg",
        element("title", escape(title)),
        *children,
        xmlns="http://www.w3.org/2000/svg",
        role="img",
        class_=f"chart chart-{kind}",
        viewBox=f"0 0 {number(width)} {number(height)}",
        font_family=None if kind == "spark" else FAMILY,  # it has no words
    )


def label(
    words: str,
    *,
    x: float,
    y: float,
    paint: str = "mute",
    size: float = 11,
    anchor: str = "start",
    bold: bool = False,
) -> str:
    return element(
        "text",
        escape(words),
        x=x,
        y=y,
        font_size=size,
        text_anchor=None if anchor == "start" else anchor,
        font_weight="bold" if bold else None,
        fill=PAINT[paint],
        class_=f"fill-{paint}",
    )


def box(*, x: float, y: float, width: float, height: float, paint: str) -> str:
    return element("rect", x=x, y=y, width=width, height=height, fill=PAINT[paint], class_=f"fill-{paint}")


def line(
    *,
    x1: float,
    y1: float,
    x2: float,
    y2: float,
    paint: str = "hair",
    width: float = 1,
    dash: str | None = None,
) -> str:
    return element(
        "line",
        x1=x1,
        y1=y1,
        x2=x2,
        y2=y2,
        stroke=PAINT[paint],
        stroke_width=width,
        stroke_dasharray=dash,
        class_=f"stroke-{paint}",
    )


def stroke(points: Iterable[tuple[float, float]], *, paint: str, width: float) -> str:
    return element(
        "polyline",
        points=" ".join(f"{number(x)},{number(y)}" for x, y in points),
        fill="none",
        stroke=PAINT[paint],
        stroke_width=width,
        stroke_linejoin="round",
        stroke_linecap="round",
        class_=f"stroke-{paint}",
    )


def disc(
    *, x: float, y: float, radius: float, paint: str, hollow: bool = False, dash: str | None = None
) -> str:
    """A filled disc, or a ring: what is not met, or only estimated, is hollow."""
    inside = "paper" if hollow else paint
    return element(
        "circle",
        cx=x,
        cy=y,
        r=radius,
        fill=PAINT[inside],
        stroke=PAINT[paint],
        stroke_width=1.6,
        stroke_dasharray=dash,
        class_=f"fill-{inside} stroke-{paint}",
    )


def text_width(words: str, *, size: float) -> float:
    """About how wide words run: a Han character is square, a Latin letter about half of that."""
    return sum(size if ord(character) >= 0x2E80 else 0.53 * size for character in unmarked(words))


def fitted(words: str, *, width: float, size: float) -> str:
    """Words cut to a width with an ellipsis; the whole name stands in the table beside the chart."""
    if text_width(words, size=size) <= width:
        return words
    kept = ""
    for character in words:
        if text_width(kept + character + "…", size=size) > width:
            break
        kept += character
    return kept.rstrip() + "…"
