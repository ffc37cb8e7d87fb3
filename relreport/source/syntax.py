"""Syntax errors in words of ours: where the mistake is likely, what it is, and how the line should read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from relreport.fields.account import ACCOUNT, ITEM, RECORDS
from relreport.finding import Edit
from relreport.model.places import Mark, Place
from relreport.source.nodes import quoted
from relreport.source.taken import Source

_TRIES = 3


class Mistake(Exception):
    """A syntax error: its place (from 0), and the line as it should read where that is plain.

    `edit`: the columns that change and the text that replaces them. `safe`: it changes no meaning.
    """

    def __init__(
        self,
        code: str,
        line: int,
        column: int = 0,
        *,
        width: int = 0,
        facts: dict[str, str | int] | None = None,
        edit: tuple[int, int, str] | None = None,
        safe: bool = False,
    ) -> None:
        super().__init__(code)
        self.code, self.line, self.column, self.width = code, line, column, width
        self.facts, self.edit, self.safe = facts, edit, safe

    def report(self, source: Source) -> None:
        """File it as a finding."""
        mended = edit = None
        if self.edit:
            start, end, text = self.edit
            written = source.line(self.line)
            mended = written[:start] + text + written[end:]
            if self.safe:
                offset = source.offset(self.line)
                edit = Edit(start=offset + start, end=offset + end, text=text)
        source.report(
            self.code, self.line, self.column, width=self.width, facts=self.facts, mended=mended, edit=edit
        )

    def mended_text(self, source: Source, text: str) -> str | None:
        """`text` with the line mended, to read on; None where it is not plain how."""
        if not self.edit or len(source.moved.get(self.line, ())) >= _TRIES:
            return None  # one guess on top of another doubles what it quotes, without end
        start, end, new = self.edit
        lines = text.split("\n")
        line = lines[self.line]
        lines[self.line] = source.read_as[self.line] = line[:start] + new + line[end:]
        source.moved.setdefault(self.line, []).insert(0, (start, start + len(new), len(new) - (end - start)))
        if re.search(r"\b(?:name|id): ?$", line[:start]):
            source.lost.add("contacts")  # under which name the contact is spoken of is a guess
        return "\n".join(lines)


_TOP_KEY = re.compile(r"[^\W\d][\w-]*[ \t]*[:：]|[^\s#\-\[\]{}\"'][^:]*:(?:\s|$)")


def without_block(text: str, line: int) -> tuple[str, set[str]]:
    """`text` with the top-level key that `line` belongs to blanked out, as many lines as before; and that
    key."""
    lines = text.split("\n")
    line = min(line, len(lines) - 1)
    first = line
    while first > 0 and not _TOP_KEY.match(lines[first]):
        first -= 1
    after = line + 1
    while after < len(lines) and not _TOP_KEY.match(lines[after]):
        after += 1
    key = re.match(r"[\w-]+", lines[first])
    blanked = "\n".join([*lines[:first], *([""] * (after - first)), *lines[after:]])
    return blanked, {key[0]} if key else set()


def diagnosed(error: Any, text: str, torn_quote: Mark | None) -> Mistake:
    """The parser's error as a mistake of ours. Quotes nothing of what it says."""
    problem = str(getattr(error, "problem", "") or "")
    context = str(getattr(error, "context", "") or "")
    mark, begun = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    lines = text.split("\n")
    line = min(mark.line, len(lines) - 1) if mark else 0
    if begun is not None and begun.line >= len(lines):
        begun = _last_open(lines) if "flow" in context else None
    column = mark.column if mark else 0
    return _Diagnosis(problem, context, line, column, begun, lines).mistake(torn_quote)


@dataclass
class _Diagnosis:
    problem: str
    context: str
    number: int
    column: int
    begun: Mark | None
    lines: list[str]

    def mistake(self, torn_quote: Mark | None) -> Mistake:
        if torn_quote is not None:
            return _open_quote(torn_quote, self.lines)
        if "quoted scalar" in self.context and self.begun:
            if "escape" in self.problem:
                return Mistake("E135", self.number, self.column, width=1)
            return _open_quote(self.begun, self.lines)
        return (
            self._in_flow()
            or self._wide_colon()
            or self._tab()
            or self._second_colon()
            or self._no_colon()
            or self._first_character()
            or self._block()
        )

    @property
    def line(self) -> str:
        return self.lines[self.number]

    def _in_flow(self) -> Mistake | None:
        """Inside `[ ]` or `{ }`: a text with `: ` or `，`, or a bracket that was never closed."""
        begun = self.begun
        if begun is None:
            return None
        if "plain scalar" in self.context and "':'" in self.problem:
            return self._tight_colon()
        if "flow" not in self.context or "expected" not in self.problem:
            return None
        if begun.line == self.number:
            if self.line[self.column : self.column + 1] == ":":
                return (
                    _wide_comma(self.number, self.line, self.column)
                    or _comma_missing(self.number, self.line, self.column)
                    or _colon_inside(self.number, self.line, self.column)
                )
            return (
                _text_after_quote(self.number, self.line, self.column)
                or _text_after_bracket(self.number, self.line, self.column)
                or Mistake("E134", self.number, self.column, width=1)
            )
        written = self.lines[begun.line]
        cut = re.search(r"\s(#)(?=\S)", written[begun.column :])
        head = written.rfind(": ", 0, begun.column + cut.start(1)) + 2 if cut else 0
        edit: tuple[int, int, str] | None = None
        if cut and head > begun.column:
            at = begun.column + cut.start(1)
            end = _text_ends(written, at)
            edit = (head, end, quoted(written[head:end].strip()))
            return Mistake("E136", begun.line, at, width=1, edit=edit)
        bracket = written[begun.column : begun.column + 1]
        if re.match(
            r"\s*- |[^\s#]|\s*$", self.line
        ):  # what follows is another entry: this one ends with its line
            end = len(re.sub(r"[\s,，]+$", "", written))
            edit = (end, len(written), _still_open(written[begun.column : end]))
        return Mistake(
            "E142",
            begun.line,
            begun.column,
            width=1,
            facts={"bracket": bracket, "seen": self.number + 1},
            edit=edit,
        )

    def _tight_colon(self) -> Mistake:
        """`{stage:stable}` lacks a blank; `{at: 10:00}` and `{note: http://x}` lack quotes."""
        line, column = self.line, self.column
        if re.search(r"[{,]\s*[A-Za-z_]+$", line[:column]):
            return Mistake(
                "E133", self.number, column, width=1, edit=(column + 1, column + 1, " "), safe=True
            )
        start = line.rfind(": ", 0, column) + 2
        end = _text_ends(line, column)
        text = line[start:end].strip()
        clock = re.fullmatch(r"\d{1,2}:\d{2}", text) is not None
        moment = re.fullmatch(r"(\d{4}[-/.]\d{1,2}[-/.]\d{1,2})[ T](\d{1,2}:\d{2})", text)
        if moment and re.search(r"\bon: $", line[:start]):
            edit = (start, end, f'{moment[1]}, at: "{moment[2]}"')
            return Mistake("E146", self.number, column, width=1, edit=edit, safe=True)
        return Mistake("E146", self.number, column, width=1, edit=(start, end, _in_quotes(text)), safe=clock)

    def _wide_colon(self) -> Mistake | None:
        for number in (self.begun.line if self.begun else self.number, self.number, self.number - 1):
            if 0 <= number < len(self.lines):
                found = full_width_colon(number, self.lines[number])
                if found:
                    return found
        return None

    def _tab(self) -> Mistake | None:
        lead = re.match(r"[ ]*\t[ \t]*", self.line)
        if not lead:
            return None
        above = next((one for one in reversed(self.lines[: self.number]) if one.strip()), "")
        blanks = len(above) - len(above.lstrip())
        if above.rstrip().endswith(":") or (above.lstrip().startswith("- ") and self.line.strip()[:1] != "-"):
            blanks += 2
        edit = (0, lead.end(), " " * blanks)
        return Mistake("E143", self.number, self.line.index("\t"), width=1, edit=edit, safe=True)

    def _second_colon(self) -> Mistake | None:
        """A second `: ` on a line, or a line that is indented too far below one that has its value
        already."""
        if "mapping values are not allowed" not in self.problem:
            return None
        if ": " in self.line[: self.column] or self.line.lstrip().startswith("- "):
            return _colon_inside(self.number, self.line, self.column)
        return self._indentation(len(self.line) - len(self.line.lstrip()))

    def _no_colon(self) -> Mistake | None:
        """A line without a colon; or with one that touches its value, as in `name:x`."""
        if "could not find expected ':'" not in self.problem or self.begun is None:
            return None
        number = self.begun.line
        found = re.match(r"\s*(?:- )?[A-Za-z_][\w-]*:(?=\S)", self.lines[number])
        if found:
            return Mistake(
                "E133", number, found.end() - 1, width=1, edit=(found.end(), found.end(), " "), safe=True
            )
        return Mistake("E144", number, self.begun.column)

    def _first_character(self) -> Mistake | None:
        """A text that begins with a character that means something else to YAML."""
        at = (self.number, self.column)
        if self.begun is not None and re.search("alias|anchor|tag|block scalar", self.context):
            at = (self.begun.line, self.begun.column)
        elif not re.search("cannot start|not allowed|node content", self.problem):
            return None
        number, column = at
        line = self.lines[number]
        character = line[column : column + 1]
        if not character or character.isspace() or line[:column].strip() == "":
            if character == "%":
                return Mistake("E124", number)
            return None
        edit = None
        if character not in ",]}" or "{" not in line[:column]:
            end = _text_ends(line, column)
            edit = (column, end, quoted(line[column:end].strip()))
        return Mistake("E145", number, column, width=1, facts={"character": character}, edit=edit)

    def _block(self) -> Mistake:
        """Something stands where a key or an item was expected."""
        if "<document start>" in self.problem:
            number = self.number
            for above in range(max(number - 3, 0), number + 1):
                if self.lines[above].startswith(("...", "%")):
                    return Mistake("E125" if self.lines[above].startswith("...") else "E124", above)
            return Mistake("E125", number, self.column)
        if self.line[self.column : self.column + 1] in ("]", "}"):
            bracket = self.line[self.column]
            edit = (self.column, self.column + 1, "")
            return Mistake("E149", self.number, self.column, width=1, facts={"bracket": bracket}, edit=edit)
        before = self.line[: self.column]
        if before.strip() and before.strip() != "-":
            return (
                _text_after_quote(self.number, self.line, self.column)
                or _text_after_bracket(self.number, self.line, self.column)
                or Mistake("E140", self.number, self.column)
            )
        if "expected key" in self.problem or "'-' indicator" in self.problem:
            return self._indentation(self.column)
        return Mistake("E140", self.number, self.column)

    def _indentation(self, column: int) -> Mistake:
        """A line that stands neither under the one above nor beside it, and where it likely belongs."""
        blanks = len(self.line) - len(self.line.lstrip())
        beside = _likely_column(self.lines, self.number)
        edit = None if beside is None or beside == blanks else (0, blanks, " " * beside)
        return Mistake("E147", self.number, column, edit=edit)


_BEGINS = re.compile(r"( *)(- +)?(?=[^\W\d][\w-]*[ \t]*:(?:\s|$)|\S)")


def _likely_column(lines: list[str], number: int) -> int | None:
    """The column at which a line was likely meant to begin: that of the nearest key, or item, it may stand
    beside."""
    line = lines[number]
    item = line.lstrip().startswith("- ")
    found: list[int] = []
    ceiling = 1000
    for above in reversed(lines[:number]):
        begins = _BEGINS.match(above)
        if not begins or above.lstrip().startswith("#"):
            continue
        dash, key = len(begins[1]), begins.end()
        if item and begins[2] and dash < ceiling:
            found.append(dash)
        elif not item and key < ceiling:
            found.append(key)
        ceiling = min(ceiling, dash if begins[2] and not item else key, dash + 1)
        if dash == 0 and not begins[2]:
            break
    blanks = len(line) - len(line.lstrip())
    return min(found, key=lambda one: (abs(one - blanks), -one), default=None)


_WIDE_COLON = re.compile(r"\s*(?:- )?[\w-]{1,40}(：)\s*")


def full_width_colon(number: int, line: str) -> Mistake | None:
    """`name：x`: a key that ends in the colon of a Chinese keyboard."""
    found = _WIDE_COLON.match(line)
    if not found:
        return None
    column, end = found.start(1), found.end()
    return Mistake("E131", number, column, width=1, edit=(column, end, ": "), safe=True)


_WIDE_COMMA = re.compile(r"(，)\s*[A-Za-z_]+$")
_WIDE_FIELD = re.compile(r"[，,]\s*([A-Za-z_]+)(?:：\s*|:\s+)")


def _wide_comma(number: int, line: str, colon: int) -> Mistake | None:
    """`{on: 2026-10-12， note: x}`: the comma between two fields is the one of a Chinese keyboard."""
    found = _WIDE_COMMA.search(line[:colon])
    if not found:
        return None
    column = found.start(1)
    segment = line[column:]
    every = [one for one in _WIDE_FIELD.finditer(segment) if one[1] in _FIELDS]
    end = every[-1].end() if every else 1
    mended = _WIDE_FIELD.sub(lambda one: f", {one[1]}: " if one[1] in _FIELDS else one[0], segment[:end])
    return Mistake("E132", number, column, width=1, edit=(column, column + end, mended), safe=bool(every))


_FIELDS = frozenset(
    field.name for record in (ACCOUNT, ITEM, *RECORDS) for field in record.fields if field.name.isascii()
)


def _comma_missing(number: int, line: str, column: int) -> Mistake | None:
    """`{on: 2026-10-12 note: x}`: the name of a field before the colon, and no comma before the name."""
    found = re.search(r"(\s+)([a-z_]+)$", line[:column])
    if not found or found[2] not in _FIELDS or line[: found.start()].endswith((",", "{", "[", ":")):
        return None
    return Mistake(
        "E134", number, found.start(2), width=len(found[2]), edit=(found.start(), found.end(1), ", ")
    )


def _open_quote(begun: Mark, lines: list[str]) -> Mistake:
    """A quote that nobody closed was likely to end with its text, before the next field or with the line."""
    line = lines[begun.line]
    sign = line[begun.column : begun.column + 1]
    edit = None
    if sign in ('"', "'") and line.count(sign, begun.column) == 1:
        end = _text_ends(line, begun.column + 1)
        edit = (end, end, sign)
    return Mistake("E141", begun.line, begun.column, width=1, edit=edit)


def _last_open(lines: list[str]) -> Mark | None:
    """The last bracket that nothing closes on its line: where the file ends inside it."""
    for number in range(len(lines) - 1, -1, -1):
        if _still_open(lines[number]):
            return Place(number, max(lines[number].rfind("{"), lines[number].rfind("[")))
    return None


def _still_open(text: str) -> str:
    """The brackets that close what `text` opens."""
    closing: list[str] = []
    for one in re.sub(r"\"[^\"]*\"|'[^']*'", "", text):
        if one in "[{":
            closing.append("]" if one == "[" else "}")
        elif closing and one == closing[-1]:
            closing.pop()
    return "".join(reversed(closing))


def _colon_inside(number: int, line: str, column: int) -> Mistake:
    """A second `: ` on a line: the text after the first wants quotes."""
    head = line.rfind(": ", 0, column)
    edit = None
    if head >= 0 and '"' not in line[head:] and "'" not in line[head:]:
        start = head + 2 + len(line[head + 2 :]) - len(line[head + 2 :].lstrip())
        end = _text_ends(line, column)
        edit = (start, end, _in_quotes(line[start:end].strip()))
    return Mistake("E146", number, column, width=1, edit=edit)


def _in_quotes(text: str) -> str:
    """The text in quotes; curly ones around the whole were meant as such."""
    whole = len(text) > 2 and text[0] in "“‘„" and text[-1] in "”’“"
    return quoted(text[1:-1] if whole and not re.search("[“”„]", text[1:-1]) else text)


def _text_ends(line: str, column: int) -> int:
    """Where a text that goes through `column` was meant to end: in `{ }` before the next field, else with
    the line."""
    if "{" in line[:column]:
        closing = re.search(r"\s*(?:, ?[A-Za-z_]+: ?|\}[\s,\]}]*(?:#.*)?$)", line[column:])
        if closing:
            return column + closing.start()
    return len(line.rstrip())


def _text_after_quote(number: int, line: str, column: int) -> Mistake | None:
    """`note: "x" y`: the whole text is quoted, or none of it."""
    before = line[:column].rstrip()
    if before[-1:] not in ('"', "'"):
        return None
    start = before.rfind(before[-1], 0, len(before) - 1)
    if start < 0:
        return Mistake("E148", number, column)
    end = _text_ends(line, column)
    plain = line[start + 1 : len(before) - 1] + line[len(before) : end]
    sign = "'" if before[-1] == '"' else '"'
    whole = f"{sign}{line[start:end].rstrip()}{sign}" if sign not in line[start:end] else quoted(plain)
    return Mistake("E148", number, column, edit=(start, end, whole))


def _text_after_bracket(number: int, line: str, column: int) -> Mistake | None:
    """`note: [急] 尽快`: a text that begins with a bracket wants quotes."""
    before = line[:column].rstrip()
    if before[-1:] not in ("]", "}"):
        return None
    if (field := re.match(r"([a-z_]+):\s", line[column:])) and field[1] in _FIELDS:
        return Mistake("E134", number, column, width=len(field[1]), edit=(len(before), column, ", "))
    bracket = "[" if before[-1] == "]" else "{"
    start = before.rfind(bracket)
    if start < 0 or not re.search(r"(?:: |- |, )\s*$", line[:start]):
        return None
    end = _text_ends(line, column)
    return Mistake(
        "E222",
        number,
        start,
        width=1,
        facts={"bracket": bracket},
        edit=(start, end, quoted(line[start:end].strip())),
    )
