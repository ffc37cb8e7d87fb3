"""What the three kinds of plain line have in common: days, boxes, names, marks; and how a slip is filed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, time
from types import MappingProxyType

from relreport.fields import tokens as t
from relreport.finding import Edit, Severity
from relreport.lines import Mark, PlainLine, marks, people_named
from relreport.nearest import nearest
from relreport.parse.context import Context, quotable
from relreport.parse.half_dates import HALF, MOVING, certain_day, likely_day, possible_day
from relreport.parse.people import likely_person, likely_word
from relreport.record import dataclass
from relreport.spellings import Impossible, clock, day

_DATE = r"\d{4}\s?[-/.年－／．]\s?\d{1,2}\s?[-/.月－／．]\s?\d{1,2}(?:\s?[日号])?"
_LEADING_DATE = re.compile(rf"({_DATE})(?!\d)\s*")
_TRAILING_DATE = re.compile(rf"(?:^|(?<![\w-]))({_DATE})\s*$")
_TIME = re.compile(r"(\d{1,2}[:：]\d{2})(?!\d)\s*")
_BOX = re.compile(r"\[([ xX])\](?:\s+|$)")
_ALMOST_BOX = re.compile(r"[\[［【(（](\s*[xX√✓✔对]?\s*)[\]］】)）]\s*")
COLON = re.compile("[:：]")
_STRANGERS = 8  # of one line; with more it is no list of names
_LATIN_NAME = re.compile(r"[A-Z][\w.'’-]{0,19}(?: [A-Z][\w.'’-]{0,19}){1,2}(?![\w])")


@dataclass
class Reading:
    """A line that is being read: `good` while no slip was filed."""

    line: PlainLine
    context: Context
    good: bool = True

    def slip(
        self,
        code: str,
        column: int,
        width: int = 0,
        *,
        mended: str | None = None,
        edit: Edit | None = None,
        facts: Mapping[str, str | int] = MappingProxyType({}),
    ) -> None:
        """File a slip at a column of the line's text; the line is out, and reading goes on for further
        ones."""
        self.good = False
        line = self.line
        self.context.source.report(
            code,
            line.line,
            max(line.column + column, 0),
            width=width,
            mended=mended,
            edit=edit,
            facts={"list": line.list, **facts},
        )

    def place(self, part: str) -> int:
        """Where a part of the text stands in it."""
        return max(self.line.text.find(part), 0)

    def replaced(self, start: int, end: int, text: str) -> tuple[str, Edit]:
        """The line with columns of its text replaced, and the same as an edit."""
        line = self.line
        return self.context.with_line(line.line, line.column + start, line.column + end, text)

    def not_understood(self, mark: Mark, *, near: str | None = None) -> None:
        """Note a mark that stays text."""
        facts = quotable(near=near)
        if "near" in facts:
            facts["near"] = f"{mark.sign}{facts['near']}"
        self.context.warn(
            "W302",
            self.line.line,
            max(self.line.column + mark.start, 0),
            mark.end - mark.start,
            sign=mark.sign,
            **facts,
        )

    def leading_day(self, text: str) -> tuple[date | None, str]:
        """The day that the text begins with, and the rest; of one that does not exist the rest alone."""
        found = _LEADING_DATE.match(text)
        if not found:
            return None, text
        return self._real(found[1]), text[found.end() :]

    def half_day(self, text: str) -> str | None:
        """File a day that is not written in full, and give the rest; None where there is none."""
        found = HALF.match(text) or MOVING.match(text)
        if not found:
            return None
        written = found[0].rstrip()
        column = self.place(written)
        meant = self.likely(written)
        mended = edit = None
        if meant is not None:
            mended, edit = self.replaced(column, column + len(written), meant.isoformat())
        if certain_day(written) is None:
            edit = None  # a guess is shown, never applied
        self.slip("E238", column, len(written), mended=mended, edit=edit)
        return text[found.end() :].lstrip(" \t\u3000，,、")

    def likely(self, written: str) -> date | None:
        """The day that was likely meant, by the days on the lines around."""
        return likely_day(written, self.context.dates.around(self.line.line))

    def trailing_day(self, text: str) -> tuple[date | None, str]:
        """The day that the text ends with, and what stands before it."""
        found = _TRAILING_DATE.search(text)
        return (self._real(found[1]), text[: found.start()].rstrip()) if found else (None, text)

    def _real(self, written: str) -> date | None:
        try:
            return day(written)
        except Impossible:
            self._no_such_day(self.place(written), written)
            return None

    def _no_such_day(self, column: int, written: str) -> None:
        meant = possible_day(written)
        mended = self.replaced(column, column + len(written), meant.isoformat())[0] if meant else None
        self.slip("E205", column, len(written), mended=mended, facts={"kind": "date"})

    def leading_time(self, text: str) -> tuple[time | None, str]:
        """The time that the text begins with, and the rest."""
        found = _TIME.match(text)
        if not found:
            return None, text
        rest = text[found.end() :]
        try:
            return clock(found[1]), rest
        except Impossible:
            self.slip("E205", self.place(found[1]), len(found[1]), facts={"kind": "time"})
            return None, rest

    def box(self, text: str) -> tuple[bool, str]:
        """Whether the box at the start is ticked, and the rest."""
        found = _BOX.match(text)
        if found:
            return found[1] != " ", text[found.end() :].strip()
        almost = _ALMOST_BOX.match(self.line.text)
        ticked = bool(almost and almost[1].strip())
        end = almost.end() if almost else 0
        mended, _ = self.replaced(0, end, "[x] " if ticked else "[ ] ")
        self.slip("E235", 0, end, mended=mended)
        return ticked, text[end:].strip() if almost and text.startswith(almost[0]) else text

    def due(self) -> tuple[list[Mark], date | None]:
        """The marks that are dates, and the first of them; a `!` before another word is said, and stays
        text."""
        taken: list[Mark] = []
        due = None
        for mark in marks(self.line.text, "!"):
            try:
                found = day(mark.word, month_end_too=True)
            except Impossible:
                self._no_such_day(mark.end - len(mark.word), mark.word)
                taken.append(mark)
                continue
            if found is None:
                self._no_due(mark)
                continue
            taken.append(mark)
            due = due or found
        return taken, due

    def _no_due(self, mark: Mark) -> None:
        """`!明天`, `!12月1日`: no day that is read. The line with the one that was meant, where that is
        plain."""
        text, line = self.line.text, self.line
        half = HALF.match(text, mark.start + 1) or MOVING.match(text, mark.start + 1)
        end = half.end() if half else mark.end
        meant = self.likely(half[0].rstrip()) if half else None
        mended = self.replaced(mark.start + 1, end, f"{meant.isoformat()} ")[0] if meant else None
        if mended:
            mended = re.sub(r"(\d{4}-\d\d-\d\d) (?=\s|$)", r"\1", mended)
        self.context.source.report(
            "W302",
            line.line,
            max(line.column + mark.start, 0),
            width=end - mark.start,
            severity=Severity.WARNING,
            mended=mended,
            facts={"sign": mark.sign, "expected": "date"},
        )

    def our_person(self, mark: Mark, people: list[str]) -> bool:
        """Take `@who` into `people`; whether it is one of ours."""
        id = self.context.people.find(mark.word)
        if id is not None and id not in people:
            people.append(id)
        return id is not None

    def theirs(self, text: str, *, each: bool, kind: bool = False) -> list[str]:
        """The contacts that the text names. Who names nobody is filed: `each`, or the first alone.

        `kind`: the last word might be meant as the kind of contact.
        """
        spelled = self.context.contacts.spelled
        ids, stranger = people_named(text, spelled)
        for _ in range(_STRANGERS):
            if stranger is None:
                break
            head, _, text = text.partition(stranger)
            if (more := _LATIN_NAME.match(stranger + text)) and not self.context.contacts.open:
                stranger, text = more[0], (stranger + text)[more.end() :]
            self.nobody(stranger, kind=bool(kind and each and ids and head.strip() and not text.strip()))
            stranger = people_named(text, spelled)[1] if each and text else None
        return ids

    def nobody(self, stranger: str, *, kind: bool = False) -> None:
        """File somebody unknown before the colon: the nearest name, or the line for the new contact.

        `kind`: it stands where the kind of contact may stand too.
        """
        contacts = self.context.contacts
        if contacts.open:
            return  # the contacts could not be read, which was said
        column, width = self.place(stranger), len(stranger)
        mended: str | None = None
        facts = quotable(written=stranger)
        if stranger in contacts.ambiguous:
            self.slip("E212", column, width, facts=facts)
            return
        for name, _ in contacts.spelled:
            if stranger.casefold().startswith(name) and t.KIND.find(stranger[len(name) :]):
                apart = f"{stranger[: len(name)]} {stranger[len(name) :]}"
                mended = self.replaced(column, column + width, apart)[0]
                self.slip("E233", column, width, mended=mended, facts=facts)
                return
        ours = self.context.people.table.get(stranger)
        if ours:
            line = self.line.text
            before, after = line[:column], line[column + width :]
            if sign := re.search(r"\s*[、,，/]\s*$", before):
                before = before[: sign.start()]
            else:
                after = after.lstrip(" \t、,，/")
            mended = self.replaced(0, len(line), f"{before}{after.rstrip()} @{ours}")[0]
            self.slip("E234", column, width, mended=mended, facts={"person": ours})
            return
        near = likely_person(stranger, contacts) or (likely_word(stranger, t.KIND.lookup) if kind else None)
        if near:
            facts["near"] = near
            mended, _ = self.replaced(column, column + width, near)
        elif re.fullmatch(r"[\w·.\-]{1,20}", stranger) or _LATIN_NAME.fullmatch(stranger):
            facts |= self.context.paste(stranger)
        if kind and near is None:
            facts["kinds"] = t.KIND.told
        self.slip("E232", column, width, mended=mended, facts=facts)


def nearest_word(word: str, words: dict[str, tuple[str, str]]) -> str | None:
    """The word of a list that a mark was likely meant to be."""
    return nearest(word.lstrip("+-＋−－"), words) if len(word) > 1 else None
