"""Shortcuts through what WeasyPrint asks of a style again and again; `enginehaste` holds them for a document.

In a document a few hundred styles serve thousands of boxes. What follows from a style's plain values alone is
found once for those values, never for a style as an object: layout changes some of those on its way.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import itemgetter
from typing import Any

_SIDES = ("top", "right", "bottom", "left")
_SIZES = (
    *(f"{space}_{side}" for space in ("margin", "padding") for side in _SIDES),
    *(f"{bound}{size}" for bound in ("", "min_", "max_") for size in ("width", "height")),
)  # fmt: skip
_BORDERS = tuple(f"border_{side}_width" for side in _SIDES)
_SIZES_OF = itemgetter(*_SIZES)
_BORDERS_OF = itemgetter(*_BORDERS)


def plain_is_no_formula(check: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Whether a value has to be worked out: words, numbers and plain lengths have not."""
    from weasyprint.css.properties import Dimension

    plain = frozenset((str, int, float, type(None), Dimension))

    def check_math(value: Any) -> Any:
        return None if value.__class__ in plain else check(value)

    return check_math


def sizes_once(resolve: Callable[[Any, Any], None]) -> Callable[[Any, Any], None]:
    """The used sizes of a box: where none is a percentage, they are those of the last with the same style."""
    from weasyprint.css.properties import Dimension

    known: dict[tuple[Any, ...], dict[str, Any] | None] = {}

    def absolute(value: Any) -> bool:
        return value == "auto" or (value.__class__ is Dimension and value.unit == "px")

    def resolve_percentages(box: Any, containing_block: Any) -> None:
        style, has = box.style, vars(box)
        borders = _BORDERS_OF(style)
        if style["border_collapse"] == "collapse":  # those of the table as a whole, where it has them already
            borders = tuple([has.get(name, said) for name, said in zip(_BORDERS, borders, strict=True)])
        sizes = _SIZES_OF(style)
        key = sizes, borders, style["box_sizing"]
        kept = known.get(key)
        if kept is not None:
            has.update(kept)
            return
        resolve(box, containing_block)
        if key not in known:
            found = vars(box)
            whole = all(map(absolute, sizes))
            known[key] = {name: found[name] for name in (*_SIZES, *_BORDERS)} if whole else None

    return resolve_percentages


def unsaid_at_once(work_out: Callable[[Any, str], Any]) -> Callable[[Any, str], Any]:
    """What no rule says of an element is as above it, or as it is from the start: the most of any style."""
    from weasyprint.css.computed_values import PHYSICAL_FUNCTIONS
    from weasyprint.css.properties import INHERITED, INITIAL_NOT_COMPUTED, INITIAL_VALUES

    of_their_own = {"float", "display", "position", "page"} | {
        name for name in INITIAL_VALUES if name.startswith("text_decoration_")
    }
    from_above = frozenset(INHERITED - of_their_own)
    from_start = {
        name: value
        for name, value in INITIAL_VALUES.items()
        if name not in INHERITED and name not in INITIAL_NOT_COMPUTED and name not in of_their_own
    }
    said_for = frozenset(
        find(block="ttb", inline=way) for find in PHYSICAL_FUNCTIONS.values() for way in ("ltr", "rtl")
    )

    def missing(style: Any, name: str) -> Any:
        said = style.cascaded
        if name not in said and (name not in PHYSICAL_FUNCTIONS or said_for.isdisjoint(said)):
            if name in from_start:
                value = style[name] = from_start[name]
                return value
            if name in from_above and style.parent_style is not None:
                value = style[name] = style.parent_style[name]
                return value
        return work_out(style, name)

    return missing


def in_flow_at_once(long_way: Callable[[Any], bool]) -> Callable[[Any], bool]:
    """Whether a box stands where its text does: one question for nearly all, not five."""
    here = frozenset(("static", "relative"))

    def is_in_normal_flow(box: Any) -> bool:
        style = box.style
        return (style["float"] == "none" and style["position"] in here) or long_way(box)

    return is_in_normal_flow


def pseudo_styles_once(compute: Callable[..., None]) -> Callable[..., None]:
    """The styles of markers and the like, which every element has: the same below one style.

    For elements themselves WeasyPrint shares them already.
    """
    shared: dict[tuple[Any, ...], Any] = {}

    def set_computed_styles(
        styles: Any, element: Any, parent: Any, root: Any = None, pseudo_type: Any = None, **how: Any
    ) -> None:
        if pseudo_type is None or parent is not element:
            compute(styles, element, parent, root, pseudo_type, **how)
            return
        computed = styles.get_computed_styles()
        said = styles.get_cascaded_styles()[element, pseudo_type]
        # values and weights are those of the rules themselves, which outlast the document's styles
        key = (
            id(computed[parent, None]),
            pseudo_type,
            *[(name, id(value), weight[0], id(weight[2])) for name, (value, weight) in said.items()],
        )
        if key in shared:
            computed[element, pseudo_type] = shared[key]
            return
        compute(styles, element, parent, root, pseudo_type, **how)
        if not computed[element, pseudo_type]["anchor"]:
            shared[key] = computed[element, pseudo_type]

    return set_computed_styles


def without_notes(rules: list[Any]) -> list[Any]:
    """The rules that hold for every element, but for those of foot notes and side notes."""
    return [rule for rule in rules if not str(rule[3]).startswith(("footnote-", "note-"))]


def references_once(references: property) -> property:
    """How a PDF names its pages, asked for with every tagged element: made anew only when there are more."""
    made: dict[int, tuple[int, Any]] = {}

    def page_references(pdf: Any) -> Any:
        count, kept = made.get(id(pdf), (-1, ()))
        if count != len(pdf.pages["Kids"]):
            assert references.fget is not None
            count, kept = made[id(pdf)] = len(pdf.pages["Kids"]), references.fget(pdf)
        return kept

    return property(page_references)
