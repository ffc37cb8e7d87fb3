"""Tell WeasyPrint once, not for each character, how narrow a line of Han can be.

To lay out a table or a grid it wants the narrowest width of every cell, and finds it by setting the cell's
text at no width: one character to a line, each line set by Pango anew. For Chinese that is a quarter of a
document's time. But all Han of the shipped family are one em wide, and a line may break between any two: what
holds for the first pair of a style holds for all. Any other text is measured once in each style: every second
one that is asked for was asked for before. The same bytes come out; a test compares.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

# The releases whose insides are known. With any other all works as before, only slower.
_KNOWN = "70."
_HAN_BYTES = 3


@contextmanager
def han_measured_once() -> Iterator[None]:
    """Hold the shortcut while one document is laid out."""
    import weasyprint
    from weasyprint.layout import preferred

    if not weasyprint.VERSION.startswith(_KNOWN):
        yield
        return
    measure = preferred.split_first_line
    # The style is kept beside its result, so that its id is not given to another style meanwhile.
    measured: dict[tuple[int, float], tuple[Any, Any]] = {}
    others: dict[tuple[Any, ...], tuple[Any, Any]] = {}

    def split_first_line(
        text: str, style: Any, context: Any, max_width: float | None, spacing: float, **how: Any
    ) -> Any:
        if max_width != 0 or not (_han(text[:1]) and _han(text[1:2])):
            whole = text, id(style), max_width, spacing, *how.items()
            if whole not in others:
                others[whole] = style, measure(text, style, context, max_width, spacing, **how)
            return others[whole][1]
        key = id(style), spacing
        if key in measured:
            return measured[key][1]
        result = measure(text, style, context, max_width, spacing, **how)
        # Where no line breaks after the first character (nowrap, keep-all), each text is its own case.
        if result[2] == _HAN_BYTES and style["font_feature_settings"] == "normal":
            measured[key] = style, result
        return result

    preferred.split_first_line = split_first_line
    try:
        yield
    finally:
        preferred.split_first_line = measure


def _han(character: str) -> bool:
    # The block that GBK has whole: each of them has a glyph, and test_fonts knows how wide.
    return "\u4e00" <= character <= "\u9fa5"
