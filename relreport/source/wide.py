"""Blanks and punctuation of a Chinese keyboard where YAML wants its own: mended before the lines are read."""

from __future__ import annotations

import re

from relreport.fields.account import ACCOUNT, RECORDS
from relreport.fields.contact import ITEM
from relreport.fields.spoken import every_name
from relreport.finding import Edit
from relreport.patterns import pattern
from relreport.source.taken import Source

_BLANKS = "\u3000\xa0"
# before an item or a key at the start of the line, behind a hyphen, behind a key's colon
_PLACES = pattern(
    rf"(?P<lead>[{_BLANKS}][{_BLANKS} \t]*(?=-|[^\W\d]\w*[ \t]*[:：]|\[|\{{))?[ \t]*"
    rf"(?P<item>-(?=[{_BLANKS} ])[{_BLANKS} ]+)?(?P<key>[^\W\d]\w*[ \t]*[:：](?:[{_BLANKS}][{_BLANKS} ]*)?)?"
)
_KEYS = frozenset(
    field.name for record in (ACCOUNT, ITEM, *RECORDS) for field in record.fields if field.name.isascii()
)
_KEY_LINE = pattern(r"( *(?:- +)?)([^\s\-#\[\]{}\"'][^:：]{0,39})[:：](?:\s+(\S)|\s*$|(?<=：)(\S))")
_WIDE_COLON = pattern(r"( *(?:- +)?)([^\W\d]\w{0,19})(：)[ \t\u3000]*")
_SEPARATOR = pattern(r"([{,，])\s*([^\W\d]\w{0,19})(?:\s*：\s*|:\s+)")


def with_narrow_signs(source: Source, text: str) -> str:
    """The front matter with the blanks, colons and commas that YAML knows; every line that had others is
    reported."""
    blanks, signs = any(one in text for one in _BLANKS), "：" in text or "，" in text
    if not blanks and not signs:
        return text
    colons = "：" in text
    lines = text.split("\n")
    texts = _Texts()
    for number, line in enumerate(lines):
        if blanks and any(one in line for one in _BLANKS):
            line = _narrow_blanks(source, number, line) or line
        if signs and "{" in line and ("：" in line or "，" in line):
            line = _narrow_separators(source, number, line) or line
        if colons and not texts.goes_on(line) and "：" in line:
            line = _narrow_colon(source, number, line, lines) or line
        lines[number] = line
    return "\n".join(lines)


class _Texts:
    """Which lines go on with a text that began above."""

    def __init__(self) -> None:
        self._column = -1  # of the key whose value is a text

    def goes_on(self, line: str) -> bool:
        blanks = len(line) - len(line.lstrip(" "))
        if not line.strip():
            return True
        if 0 <= self._column < blanks:
            return True
        begins = _KEY_LINE.match(line)
        self._column = begins.end(1) if begins and (begins[3] or begins[4]) else -1
        return False


def _narrow_colon(source: Source, number: int, line: str, lines: list[str]) -> str | None:
    """`name：王磊`: a field's name at the start of a line, with the colon of a Chinese keyboard."""
    found = _WIDE_COLON.match(line)
    if not found or not (found[2] in _KEYS or found[2] in every_name()):
        return None
    column = found.end(1)
    if column == 0:
        source.whole = False
    else:
        source.spoilt.add(_first_of_its_map(lines, number, column))
    return _mended(source, "E131", number, (found.start(3), found.end(), ": "), column=found.start(3))


def _first_of_its_map(lines: list[str], number: int, column: int) -> int:
    """The line with the first key of the mapping whose keys begin in that column."""
    first = number
    for above in range(number, -1, -1):
        begins = _KEY_LINE.match(lines[above])
        if begins and begins.end(1) < column:
            break
        if begins and begins.end(1) == column:
            first = above
            if begins[1].endswith("- "):
                break
    return first


def _narrow_blanks(source: Source, number: int, line: str) -> str | None:
    found = _PLACES.match(line)
    if not found or not any(one in found[0] for one in _BLANKS):
        return None
    places = [at for at, one in enumerate(found[0]) if one in _BLANKS]
    start, end = places[0], places[-1] + 1
    new = line[start:end]
    lead = len(found["lead"] or "")
    for at in reversed(places):
        one = "  " if line[at] == "\u3000" and at < lead else " "
        new = new[: at - start] + one + new[at - start + 1 :]
    source.whole = False
    return _mended(source, "E137", number, (start, end, new), column=start)


def _narrow_separators(source: Source, number: int, line: str) -> str | None:
    """`{name：王磊，title：部长}`: fields in braces, parted and joined by full-width signs.

    Chinese names of fields are taken as such only where the braces begin with one; in a note they are words.
    """
    taken: list[re.Match[str]] = []
    chinese = False
    for found in _SEPARATOR.finditer(line):
        opens, key = found[1] == "{", found[2]
        if line.count('"', 0, found.start()) % 2:
            continue  # in quotes, where it is text
        if opens:
            chinese = key in every_name() and not key.isascii()
        if key in _KEYS or (chinese and key in every_name()):
            taken.append(found)
    wide = [one for one in taken if "：" in one[0] or one[1] == "，"]
    if not wide:
        return None
    start, end = wide[0].start(), wide[-1].end()
    new = line[start:end]
    for one in reversed(wide):
        sign = "{" if one[1] == "{" else ", "
        new = f"{new[: one.start() - start]}{sign}{one[2]}: {new[one.end() - start :]}"
    comma = wide[0][1] == "，"
    column = start if comma else line.index("：", start)
    source.spoilt.add(number)
    return _mended(source, "E132" if comma else "E131", number, (start, end, new), column=column)


def _mended(source: Source, code: str, number: int, change: tuple[int, int, str], *, column: int) -> str:
    """Report a line, and give it as it is read on."""
    start, end, new = change
    line = source.line(number)
    mended = line[:start] + new + line[end:]
    moved = number in source.read_as
    offset = source.offset(number)
    source.report(
        code,
        number,
        column,
        width=1,
        mended=mended,
        edit=None if moved else Edit(start=offset + start, end=offset + end, text=new),
    )
    # what stands between the changes is read, and what is wrong there is said: no part counts as mended
    source.moved.setdefault(number, []).insert(0, (start, start, len(new) - (end - start)))
    source.read_as[number] = mended
    return mended
