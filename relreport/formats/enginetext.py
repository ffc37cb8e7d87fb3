"""Shortcuts through how WeasyPrint sets text; `enginehaste` holds them for a document.

Each piece of text gets a Pango layout of its own, made in a dozen steps from its style. Here the first of a
style is made that way, and the others are copies of it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from operator import itemgetter
from typing import Any

# All of a style that a layout is made from.
_LETTERS = itemgetter(
    "font_style", "font_stretch", "font_weight", "font_size", "font_variation_settings", "font_kerning",
    "font_variant_ligatures", "font_variant_position", "font_variant_caps", "font_variant_numeric",
    "font_variant_alternates", "font_variant_east_asian", "font_feature_settings", "font_language_override",
    "lang", "direction",
)  # fmt: skip
_METRICS = ("ascent", "underline_position", "strikethrough_position")
_UNDERLINED = ("underline_thickness", "strikethrough_thickness")


def made_by_copying(make: Callable[[Any, Any], None]) -> Callable[[Any, Any], None]:
    """What a layout is before it has text, made once for all of what its style says of letters."""
    from weasyprint.text.ffi import ffi, gobject, pango

    ffi.cdef("PangoLayout * pango_layout_copy (PangoLayout *layout);", override=True)
    first: dict[tuple[Any, ...], tuple[Any, dict[str, Any]]] = {}

    def setup(layout: Any, style: Any) -> None:
        drawn = style["text_decoration_line"] != "none"
        key = id(style.font_config), drawn, tuple(style["font_family"]), _LETTERS(style)
        if key not in first:
            make(layout, style)
            known = vars(layout)
            names = [name for name in ("language", *_METRICS, *_UNDERLINED) if name in known]
            copied = ffi.gc(pango.pango_layout_copy(layout.layout), gobject.g_object_unref)
            first[key] = copied, {"first_line_direction": 0} | {name: known[name] for name in names}
            return
        pattern, rest = first[key]
        known = vars(layout)
        known.update(rest)
        known["style"] = style
        known["layout"] = ffi.gc(pango.pango_layout_copy(pattern), gobject.g_object_unref)

    return setup


def heights_once(measure: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """The height of a line and its baseline, once for all of a style that they follow from."""
    known: dict[tuple[Any, ...], Any] = {}

    def strut(style: Any) -> Any:
        height = style["line_height"]
        key = tuple(style["font_family"]), _LETTERS(style), height.__class__, height
        if key not in known:
            known[key] = measure(style)
        return known[key]

    return strut


def breaks_once(can_break: Callable[[str, str], bool]) -> Callable[[str, str], bool]:
    """Whether a line may break in a text: it is mostly asked of two letters, and those are few."""
    return cache(can_break)
