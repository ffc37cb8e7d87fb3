"""Syntax errors in words of ours: where the mistake is likely, what it is, and how the line should read."""

from __future__ import annotations

import re
from typing import Any

from relreport.model.places import Mark
from relreport.patterns import pattern
from relreport.record import dataclass
from relreport.source.guesses import (
    colon_inside,
    comma_missing,
    full_width_colon,
    in_quotes,
    last_open,
    likely_column,
    open_quote,
    still_open,
    text_after_bracket,
    text_after_quote,
    text_ends,
    wide_comma,
)
from relreport.source.mistake import Mistake
from relreport.source.nodes import quoted

_TOP_KEY = pattern(r"[^\W\d][\w-]*[ \t]*[:：]|[^\s#\-\[\]{}\"'][^:]*:(?:\s|$)")


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
        begun = last_open(lines) if "flow" in context else None
    column = mark.column if mark else 0
    ended = mark is not None and mark.line >= len(lines)
    return _Diagnosis(problem, context, line, column, begun, lines, ended).mistake(torn_quote)


@dataclass
class _Diagnosis:
    problem: str
    context: str
    number: int
    column: int
    begun: Mark | None
    lines: list[str]
    ended: bool  # the parser came to the end of the file

    def mistake(self, torn_quote: Mark | None) -> Mistake:
        if torn_quote is not None:
            return open_quote(torn_quote, self.lines)
        if "quoted scalar" in self.context and self.begun:
            if "escape" in self.problem:
                return Mistake("E135", self.number, self.column, width=1)
            return open_quote(self.begun, self.lines)
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
        if begun.line == self.number and not self.ended:
            if self.line[self.column : self.column + 1] == ":":
                return (
                    wide_comma(self.number, self.line, self.column)
                    or comma_missing(self.number, self.line, self.column)
                    or colon_inside(self.number, self.line, self.column)
                )
            return (
                text_after_quote(self.number, self.line, self.column)
                or text_after_bracket(self.number, self.line, self.column)
                or Mistake("E134", self.number, self.column, width=1)
            )
        written = self.lines[begun.line]
        cut = re.search(r"\s(#)(?=\S)", written[begun.column :])
        head = written.rfind(": ", 0, begun.column + cut.start(1)) + 2 if cut else 0
        edit: tuple[int, int, str] | None = None
        if cut and head > begun.column:
            at = begun.column + cut.start(1)
            end = text_ends(written, at)
            edit = (head, end, quoted(written[head:end].strip()))
            return Mistake("E136", begun.line, at, width=1, edit=edit)
        bracket = written[begun.column : begun.column + 1]
        if re.match(
            r"\s*- |[^\s#]|\s*$", self.line
        ):  # what follows is another entry: this one ends with its line
            end = len(re.sub(r"[\s,，]+$", "", written))
            edit = (end, len(written), still_open(written[begun.column : end]))
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
        end = text_ends(line, column)
        text = line[start:end].strip()
        clock = re.fullmatch(r"\d{1,2}:\d{2}", text) is not None
        moment = re.fullmatch(r"(\d{4}[-/.]\d{1,2}[-/.]\d{1,2})[ T](\d{1,2}:\d{2})", text)
        if moment and re.search(r"\bon: $", line[:start]):
            edit = (start, end, f'{moment[1]}, at: "{moment[2]}"')
            return Mistake("E146", self.number, column, width=1, edit=edit, safe=True)
        return Mistake("E146", self.number, column, width=1, edit=(start, end, in_quotes(text)), safe=clock)

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
            return colon_inside(self.number, self.line, self.column)
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
            end = text_ends(line, column)
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
                text_after_quote(self.number, self.line, self.column)
                or text_after_bracket(self.number, self.line, self.column)
                or Mistake("E140", self.number, self.column)
            )
        if "expected key" in self.problem or "'-' indicator" in self.problem:
            return self._indentation(self.column)
        return Mistake("E140", self.number, self.column)

    def _indentation(self, column: int) -> Mistake:
        """A line that stands neither under the one above nor beside it, and where it likely belongs."""
        blanks = len(self.line) - len(self.line.lstrip())
        beside = likely_column(self.lines, self.number)
        edit = None if beside is None or beside == blanks else (0, blanks, " " * beside)
        return Mistake("E147", self.number, column, edit=edit)
