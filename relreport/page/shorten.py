"""What a page shows of very long words: a name of 200 characters would push page one over three.

A name is cut in sentences and narrow columns, and stands whole once: in the people's table, or at the head of
its row. What is within its bounds stays as it is.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar, cast

from relreport.page.contract.parts import Html, Section
from relreport.patterns import pattern

Page = TypeVar("Page")

# in widths of a small letter; a Han character counts two
NAME, TEXT, FIGURE, WORD = 44, 88, 46, 32
SHORT = min(NAME // 2, WORD)  # characters that are within every bound, of whatever script
# by the key of a page: what a sentence or a cell on page one may hold, far beyond what anybody writes
MOST = {
    "title": 150, "message": 330, "do": 170, "what": 170, "question": 190, "held_back": 260, "by": 32,
    "with_": 32, "of": 50, "holder": 60, "owner": 50, "owner_name": 50, "why": 190, "smallest_move": 190,
    "gap": 130, "action": 130, "action_note": 70, "line": 110, "gaps": 150, "ask": 190, "avoid": 190,
}  # fmt: skip
# what is no text, or is evidence: quoted as it stands
KEPT = frozenset(
    {"anchor", "code", "find", "href", "html", "id", "key", "lang", "paper", "place", "quote", "words"}
)
BLOCKS = (
    "needs",
    "openings",
    "competition",
    "criteria",
    "tenders",
    "complaints",
    "promises",
    "requests",
    "plan",
)
_UNPARTED = pattern(rf"[^\s\u2e80-\u9fff\uf900-\uffef\U00020000-\U0003ffff]{{{WORD + 1},}}")


def width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text)


def cut(text: str, most: int) -> str:
    """`text` in at most `most` widths, an ellipsis for what is left out; no word longer than a column."""
    parted = _UNPARTED.sub(lambda found: _cut(found[0], WORD), text)
    return parted if width(parted) <= most else _cut(parted, most)


def _cut(text: str, most: int) -> str:
    room, end = most - 1, 0
    for end, one in enumerate(text):  # noqa: B007
        room -= width(one)
        if room < 0:
            break
    # no accent without its letter, and no half of a word where a blank is near
    while end and (unicodedata.combining(text[end]) or text[end - 1] == "\u200d" or text[end] == "\u200d"):
        end -= 1
    kept = text[:end]
    blank = kept.rfind(" ")
    return f"{(kept[:blank] if end - blank < 12 < blank else kept).rstrip(' ·,，、')}…"


def shortened(page: Page, *, names: Iterable[str] = (), whole: bool = True) -> Page:
    """A page with its long names and texts cut, nothing changed in place.

    `names` are others than it shows as such. `whole` leaves them as they are where they head a row.
    """
    found = {name: cut(name, NAME) for name in names if cut(name, NAME) != name}
    # where two things bear one name, the first, a person's, says how short
    for name, short in _long(cast("Mapping[str, Any]", page)):
        found.setdefault(name, short)
    longest_first = dict(sorted(found.items(), key=lambda one: -len(one[0])))
    return cast("Page", _within(page, "", longest_first, whole))


def named_briefly(page: Page, names: Iterable[str] | None = None, *, whole: bool = True) -> Page:
    """A page for a screen, which has room for long texts: its long names, or these, cut in running text."""
    if names is None:
        found = dict(_long(cast("Mapping[str, Any]", page)))
    else:
        found = {name: cut(name, NAME) for name in names if len(name) > SHORT and cut(name, NAME) != name}
    if not found:
        return page
    longest_first = dict(sorted(found.items(), key=lambda one: -len(one[0])))
    made: Any = _within(page, "", longest_first, whole=whole, bounded=False)
    head = cast("Mapping[str, Any]", page).get("head")
    return cast("Page", {**made, "head": {**made["head"], "name": head["name"]}} if head else made)


def _long(page: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Every name and text of the page that is too long for a sentence, with what stands for it there."""
    named = [str((page.get("head") or page).get("name", ""))]
    people = page.get("people") or {}
    sides = [side["people"] for side in people.get("sides", ())] if people else []
    for group in (*sides, people.get("gone", ()) if people else ()):
        named += [one["name"] for one in group]
    # ours: who does what, and whose column it is in the matrix
    actions = page.get("actions") or {}
    named += [one["by"] for key in ("lead", "rest") for one in actions.get(key) or ()]
    named += (people.get("matrix") or {}).get("columns", ())
    named += [one["name"] for key in ("rows", "turns", "accounts") for one in page.get(key) or ()]
    for name in named:
        if len(name) > SHORT and (short := cut(name, NAME)) != name:
            yield name, short
    sections: list[Section | None] = [page.get(name) for name in BLOCKS] + list(page.get("sections") or ())
    sections += [one for chapter in page.get("chapters") or () for one in chapter["sections"]]
    for section in filter(None, sections):
        for table in section["tables"]:
            for row in (*table["rows"], *table["more"]):
                for one in row["cells"][:1]:
                    if len(one["text"]) > SHORT and (short := cut(one["text"], TEXT)) != one["text"]:
                        yield one["text"], short


def _within(value: Any, key: str, names: Mapping[str, str], whole: bool, bounded: bool = True) -> Any:
    # a reason called "key" is text like the others
    if isinstance(value, Html) or (key in KEPT and not (key == "key" and isinstance(value, dict))):
        return value
    if isinstance(value, str):
        # a title is to be taken in at a glance: a tender's name in it is no longer than a person's
        titled = bounded and key == "title"
        for name, short in names.items():
            value = value.replace(name, cut(name, NAME) if titled else short)
        return cut(value, MOST[key]) if bounded and key in MOST else value
    if isinstance(value, tuple):
        return tuple(_within(one, key, names, whole, bounded) for one in value)
    if isinstance(value, list):
        made = [_within(one, key, names, whole, bounded) for one in value]
        if whole and (key in ("people", "gone") or _are_accounts(value)):
            return [_headed(one, before) for one, before in zip(made, value, strict=True)]
        return [_headed(made[0], value[0]), *made[1:]] if whole and key == "cells" and value else made
    if isinstance(value, dict):
        found = {name: _within(one, name, names, whole, bounded) for name, one in value.items()}
        if bounded and "unknown" in found and isinstance(found.get("notes"), list):  # of the row of figures
            notes = [cut(one, 2 * FIGURE) for one in found["notes"]]
            return {**found, "value": cut(found["value"], FIGURE), "notes": notes}
        return found
    return value


def _are_accounts(rows: list[Any]) -> bool:
    return bool(rows) and isinstance(rows[0], dict) and "find" in rows[0]


def _headed(made: Any, before: Mapping[str, Any]) -> Any:
    """The head of a row, whole: a person's name, the first cell's text."""
    kept: dict[str, Any] = {key: before[key] for key in ("text", "name") if key in before}
    return {**made, **kept}
