"""What WeasyPrint and its libraries do over and over in one document, done once.

Slow spots, each found by a profile: the HTML reader forgets every pattern it compiles; each piece of text has
its font described anew; plain lengths and numbers, by far the most, go the long way of what could be a
formula or an object; and the finished file is put into bytes twice, to write it and for its identifier. The
same bytes come out; a test compares.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from relreport.formats.enginestyles import (
    in_flow_at_once,
    plain_is_no_formula,
    pseudo_styles_once,
    references_once,
    sizes_once,
    unsaid_at_once,
    without_notes,
)
from relreport.formats.enginetext import breaks_once, heights_once, made_by_copying
from relreport.formats.htmltree import plain_tree

# The releases whose insides are known. With any others all works as before, only slower.
_KNOWN = ("70.", "2.", "0.13")
# All of a style that says which font it is, but for its families.
_FONT = (
    "font_style", "font_stretch", "font_weight", "font_size", "font_variant_caps", "font_variation_settings",
)  # fmt: skip


@contextmanager
def in_haste(*, notes: bool = True) -> Iterator[None]:
    """Hold the shortcuts while one document is read, laid out and written. `notes`: it may have some."""
    if not _all_known():
        yield
        return
    ways = [(place, name, getattr(place, name), shorter) for place, name, shorter in _shortcuts(notes)]
    for place, name, long_way, shorter in ways:
        setattr(place, name, shorter(long_way))
    try:
        yield
    finally:
        for place, name, long_way, _ in ways:
            setattr(place, name, long_way)


def _shortcuts(notes: bool) -> tuple[tuple[Any, str, Callable[[Any], Any]], ...]:
    """Where something is found, by which name, and what makes a shorter way of the long one."""
    import pydyf
    import tinyhtml5
    import weasyprint.css
    from tinyhtml5 import inputstream
    from weasyprint.formatting_structure.boxes import Box
    from weasyprint.html import UA_STYLESHEET
    from weasyprint.layout import absolute, block, float, grid, inline, page, percent, preferred, table
    from weasyprint.text import line_break

    sized = (absolute, block, float, grid, inline, page, percent, table)
    return (
        (tinyhtml5, "parse", _plainly_first),
        (inputstream, "characters_until_regex", lambda _: _PATTERNS),
        (line_break, "get_font_description", _described_once),
        (line_break, "font_features", cache),
        (line_break.Layout, "setup", made_by_copying),
        (inline, "strut", heights_once),
        (inline, "can_break_text", breaks_once),
        (preferred, "can_break_text", breaks_once),
        (weasyprint.css, "check_math", plain_is_no_formula),
        (preferred, "check_math", plain_is_no_formula),
        (percent, "resolve_one_percentage", _lengths_first),
        *((module, "resolve_percentages", sizes_once) for module in sized),
        (weasyprint.css.ComputedStyle, "__missing__", unsaid_at_once),
        (weasyprint.css.StyleFor, "set_computed_styles", pseudo_styles_once),
        *(() if notes else ((UA_STYLESHEET.matcher, "other_selectors", without_notes),)),
        (Box, "is_in_normal_flow", in_flow_at_once),
        (pydyf, "_to_bytes", _plain_first),
        (pydyf.PDF, "page_references", references_once),
    )


def put_once(document: object, pdf: Any) -> None:
    """Turn the objects of a finished PDF into bytes now; asked twice for them, they give the same.

    For `write_pdf`, as its finisher: nothing is added to any object after it.
    """
    if not _all_known():
        return
    put = _put()
    for place, one in enumerate(pdf.objects):
        if one.free != "f":
            pdf.objects[place] = put(one)


def _all_known() -> bool:
    import pydyf
    import tinyhtml5
    import weasyprint

    versions = [getattr(library, "VERSION", "") for library in (weasyprint, tinyhtml5, pydyf)]
    return all(version.startswith(known) for version, known in zip(versions, _KNOWN, strict=True))


class _Patterns(dict[tuple[Any, bool], re.Pattern[str]]):
    """The pattern of a run of some characters, or of all others, made when first asked for."""

    def __missing__(self, key: tuple[Any, bool]) -> re.Pattern[str]:
        characters, of_these = key
        inside = "".join(re.escape(character) for character in characters)
        self[key] = made = re.compile(f"[{'' if of_these else '^'}{inside}]+")
        return made


_PATTERNS = _Patterns()


def _plainly_first(parse: Callable[..., Any]) -> Callable[..., Any]:
    def read(document: Any, **how: Any) -> Any:
        tree = plain_tree(document.getvalue())
        return parse(document, **how) if tree is None else tree

    return read


def _described_once(describe: Callable[[Any], Any]) -> Callable[[Any], Any]:
    described: dict[tuple[Any, ...], Any] = {}

    def get_font_description(style: Any) -> Any:
        # The families of a picture's text come as a list.
        key = tuple(style["font_family"]), *(style[name] for name in _FONT)
        if key not in described:
            described[key] = describe(style)
        return described[key]

    return get_font_description


def _lengths_first(resolve: Callable[[Any, str, Any], None]) -> Callable[[Any, str, Any], None]:
    from weasyprint.css.properties import Dimension

    def resolve_one_percentage(box: Any, name: str, refer_to: Any) -> None:
        value = box.style[name]
        if value.__class__ is Dimension and value.unit == "px":
            setattr(box, name, value.value)
        else:
            resolve(box, name, refer_to)

    return resolve_one_percentage


def _plain_first(convert: Callable[[Any], bytes]) -> Callable[[Any], bytes]:
    def to_bytes(item: Any) -> bytes:
        kind = item.__class__
        if kind is str:
            return item.encode("ascii")  # type: ignore[no-any-return]
        if kind is bytes:
            return item  # type: ignore[no-any-return]
        if kind is int:
            return b"%d" % item
        return convert(item)

    return to_bytes


@cache
def _put() -> Any:
    import pydyf

    class Put(pydyf.Object):  # type: ignore[misc]
        """An object whose bytes are there already."""

        data = b""
        compressible = False

        def __init__(self, one: Any) -> None:
            super().__init__()
            self.number, self.generation = one.number, one.generation
            self.data, self.compressible = one.data, one.compressible

    return Put
