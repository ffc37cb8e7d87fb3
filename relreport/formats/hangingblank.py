"""What fits on a line but for the blank at its end stays on that line.

Where a text runs up to a strong word, its last blank may hang over the line's end. WeasyPrint then takes
the whole for too long and sets its first word on a line of its own. Such a text is measured again without it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

# The releases whose insides are known. With any other a line may end early, as it did.
_KNOWN = "70."


@contextmanager
def last_blank_hangs() -> Iterator[None]:
    """Hold the remedy while one document is laid out."""
    import weasyprint
    from weasyprint.layout import inline

    if not weasyprint.VERSION.startswith(_KNOWN):
        yield
        return
    split = inline.split_first_line

    def split_first_line(
        text: str, style: Any, context: Any, max_width: float | None, spacing: float, **how: Any
    ) -> Any:
        result = split(text, style, context, max_width, spacing, **how)
        whole = text.rstrip(" ")
        first, blank, _ = whole.partition(" ")
        if whole == text or not blank or result[2] is None or result[1] > len(first.encode()):
            return result
        # cut behind the first word, though there are more
        bare = split(whole, style, context, max_width, spacing, **how)
        if bare[2] is not None or max_width is None or bare[3] > max_width:
            return result
        return split(text, style, context, None, spacing, **how)

    inline.split_first_line = split_first_line
    try:
        yield
    finally:
        inline.split_first_line = split
