"""Which lines of a file may be quoted to readers who may not have all of it: those open as a whole."""

from __future__ import annotations

import re
from collections.abc import Iterator

from relreport.audience.entries import LISTS, is_private
from relreport.audience.levels import Audience
from relreport.fields.contact import BOARD_SENSITIVITY, CONTACT
from relreport.model import Account, Contact, Interaction

# A line that can hold no more than one entry, one field, or one item of a portrait. What stands in a comment,
# or under a key of one's own, is marked for nobody.
_ONE = re.compile(r"\s*(?:[-*+]\s[^#]*|(?P<key>\w+):(?:[^#\[{]*|\s*\{[^#\[{]*\}\s*))")
_PLAIN = re.compile(r"[-*+]\s.*")
_OWN = re.compile(r"(?<!\w)x_\w")


def open_lines(whole: Account, redacted: Account, audience: Audience) -> str:
    """The text of the file, with nothing on any line but those of which redaction took nothing.

    `redacted`: the same account, as these readers may have it.
    """
    open_: dict[int, bool] = {}
    keys: dict[int, set[str]] = {}
    for name in LISTS:
        shown = {one.at: one for one in getattr(redacted, name)}
        for entry in getattr(whole, name):
            other = shown.get(entry.at)
            for line, key, may in _parts(entry, other, audience):
                open_[line] = open_.get(line, True) and may
                keys.setdefault(line, set()).add(key)
    return "\n".join(
        line if open_.get(number) and _holds_one(line, keys[number], number >= whole.body_line) else ""
        for number, line in enumerate(whole.text.split("\n"), 1)
    )


def _parts(entry: object, other: object, audience: Audience) -> Iterator[tuple[int, str, bool]]:
    """Each key and portrait item of an entry: its line, its name, and whether the line may be told for it."""
    if isinstance(entry, Contact):
        for key, mark in entry.at.keys.items():
            field = CONTACT.by_name.get(key)
            # behind `portrait` on the same line may stand boards that are said to be empty
            may = field is not None and key != "portrait" and audience.may_read(field.sensitivity)
            yield mark.line + 1, key, may
        shown = {item.at: item for _, _, item in other.portrait} if isinstance(other, Contact) else {}
        for _, name, item in entry.portrait:
            yield item.at.line, name, shown.get(item.at) == item
        return
    may = other == entry
    if isinstance(entry, Interaction):
        # with a note or without: whether there is one is closed, too
        may = may and not is_private(entry)
    at = getattr(entry, "at")  # noqa: B009  every entry has one; what they have in common has no name
    yield at.line, "", may
    for key, mark in at.keys.items():
        yield mark.line + 1, key, may


def _holds_one(line: str, keys: set[str], in_body: bool) -> bool:
    if in_body:
        return _PLAIN.match(line) is not None
    found = _ONE.fullmatch(line)
    if found is None or _OWN.search(line) or line.count("- ") > 1:
        return False
    # in braces behind a key stand its own parts alone, and of a board they would be many items
    return found["key"] is None or (found["key"] in keys and keys.isdisjoint(BOARD_SENSITIVITY))
