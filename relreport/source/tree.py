"""The parser's events -> a positioned tree. The door to the YAML reader."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import Any

from _ruamel_yaml import CParser  # type: ignore[import-not-found]  # compiled, and without types
from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from relreport.bounds import MARKS, without_piles
from relreport.finding import Severity, Where
from relreport.model.places import Mark
from relreport.patterns import pattern
from relreport.source.guesses import full_width_colon
from relreport.source.hidden import hidden, is_plain
from relreport.source.mistake import Mistake
from relreport.source.nodes import BROKEN, Map, Seq, quoted
from relreport.source.syntax import diagnosed, without_block
from relreport.source.taken import DEPTH_LIMIT, SCALAR_LIMIT, Source
from relreport.source.wide import with_narrow_signs

_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_SUSPECT_HASH = pattern(r"(?:[ \t]#[^\s#])|(?:[:,\[{-][ \t]+#)")
_EXPLICIT = pattern(r"(?:[\s-]*|.*[\[{,]\s*)\?\s+")
_KEY = pattern(r"[\w-]{1,40}")


def front_matter(source: Source, front: str) -> Map | None:
    """The positioned mapping, or None where there is none. After a syntax error reading goes on.

    Where it is plain how the line should read, it goes on with the line so mended; else behind the
    top-level key.
    """
    text = with_narrow_signs(source, front)
    tried = {text}
    for _ in range(max(20, min(300, 3_000_000 // (len(front) + 1)))):
        before = len(source.findings)
        try:
            return _Builder(source, text).build()
        except Mistake as mistake:
            del source.findings[before:]  # the next pass says them again
            source.whole = False
            mistake.report(source)
            shorter = mistake.mended_text(source, text)
            if shorter is None or shorter in tried:
                shorter, lost = without_block(text, mistake.line)
                source.lost |= lost
            if shorter in tried:
                return None
            tried.add(shorter)
            text = shorter
    return None


class _Builder:
    """Walks the parser's events once and builds the positioned tree."""

    def __init__(self, source: Source, text: str) -> None:
        self.source = source
        self.text = text
        self.hashes = "#" in text and _SUSPECT_HASH.search(text) is not None
        self.explicit_keys = "? " in text

    def build(self) -> Map | None:
        parser = CParser(self.text)
        try:
            return self._document(parser.get_event)
        except YAMLError as error:
            raise diagnosed(error, self.text, _torn_quote(self.text, error)) from None

    def _document(self, next_event: Callable[[], Any]) -> Map | None:
        top: Map | None = None
        documents = 0
        while True:
            event = next_event()
            if event is None:
                return top
            kind = type(event)
            if kind is DocumentStartEvent:
                documents += 1
                if event.version or event.tags:
                    self._complain("E124", event.start_mark)
                    self.source.whole = False
                if documents > 1:
                    raise Mistake("E125", event.start_mark.line)
            elif kind is MappingStartEvent:
                top = self._tree(event, next_event)
            elif kind in (SequenceStartEvent, ScalarEvent, AliasEvent):
                if kind is ScalarEvent and not event.value:
                    continue
                line = event.start_mark.line
                raise full_width_colon(line, self.text.split("\n")[line]) or Mistake("E129", line)

    def _tree(self, event: Any, next_event: Callable[[], Any]) -> Map:
        """The mapping that `event` opens. Written as one loop: a call a node would cost twice the time.

        What the whole text does not hold is not looked for in each value.
        """
        text = self.text
        spoilt = self.source.spoilt
        report, hashes, stand_in = self._complain, self.hashes, self.source.stand_in
        named = "&" in text or "!" in text  # anchors and tags
        odd = self.explicit_keys
        escaped = "\\" in text  # characters that do not stand in the text can come of it
        long = len(text) > SCALAR_LIMIT // 4
        top = Map(event.start_mark, bool(event.flow_style))
        here: Any = top
        values, keys, marks = here.values, here.keys, here.marks
        stack: list[tuple[Any, str | None, bool | None]] = []
        key: str | None = None
        wants_key: bool | None = True  # None: an item of a list
        if event.anchor is not None or event.ctag is not None:
            report("E122" if event.anchor is None else "E120", event.start_mark)
        while True:
            event = next_event()
            kind = type(event)
            if kind is ScalarEvent:
                value: Any = event.value
                mark = event.start_mark
                if escaped and event.style == '"' and self._steers(value, mark):
                    value = BROKEN
                elif named and (event.anchor is not None or event.ctag is not None):
                    report("E122" if event.anchor is None else "E120", mark)
                    value = BROKEN
                elif wants_key:
                    if value and value not in keys and value.isascii() and value != "<<" and not odd:
                        key = value
                        keys[value] = mark
                        wants_key = False
                        continue
                elif long and len(value) > SCALAR_LIMIT // 4 and len(value.encode()) > SCALAR_LIMIT:
                    report("E103", mark, facts={"limit": SCALAR_LIMIT // 1024})
                    value = BROKEN
                elif stand_in is not None and stand_in in value:
                    value = BROKEN
                elif (hashes or value in _NULL) and event.implicit[0]:
                    if hashes:
                        self._hash(value, event.end_mark)
                    if value in _NULL:
                        value = None
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                mark = event.start_mark
                if wants_key:
                    raise Mistake("E123", mark.line, mark.column)
                if len(stack) + 2 > DEPTH_LIMIT:
                    raise Mistake("E126", mark.line, mark.column, facts={"limit": DEPTH_LIMIT})
                opened: Any = (Map if kind is MappingStartEvent else Seq)(mark, bool(event.flow_style))
                if named and (event.anchor is not None or event.ctag is not None):
                    report("E122" if event.anchor is None else "E120", mark)
                    if kind is MappingStartEvent:
                        opened.spoilt = True
                if spoilt and kind is MappingStartEvent and mark.line in spoilt:
                    opened.spoilt = True
                stack.append((here, key, wants_key))
                here, key = opened, None
                if kind is MappingStartEvent:
                    values, keys, marks = here.values, here.keys, here.marks
                    wants_key = True
                else:
                    wants_key = None
                continue
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                if not stack:
                    return top
                value, mark = here, here.mark
                here, key, wants_key = stack.pop()
                if wants_key is not None:
                    values, keys, marks = here.values, here.keys, here.marks
            else:  # an alias
                mark = event.start_mark
                report("E121", mark)
                value = BROKEN
            if wants_key is None:
                here.items.append(value)
                here.marks.append(mark)
            elif wants_key:
                wants_key = False
                key = self._key(here, value, mark)
                if key is not None:
                    keys[key] = mark
            else:
                wants_key = True
                if key is not None:
                    values[key] = value
                    marks[key] = mark
                    if value is BROKEN:
                        here.spoilt = True

    def _steers(self, value: str, mark: Mark) -> bool:
        """Whether escapes in quotes put in what may not stand in a file as itself."""
        character = None if is_plain(value) else next((one for _, one in hidden(value)), None)
        if character is not None:
            self._complain("E104", mark, facts={"character": f"U+{ord(character):04X}"})
        elif without_piles(value)[1]:
            self._complain("E112", mark, facts={"limit": MARKS})
        else:
            return False
        return True

    def _key(self, here: Map, value: Any, mark: Mark) -> str | None:
        """The key to file the next value under, or None where it was reported."""
        written = value if isinstance(value, str) else ""
        key = written if written.isascii() else unicodedata.normalize("NFC", written)
        stand_in = self.source.stand_in
        before = (
            self.text[self.text.rfind("\n", 0, mark.index) + 1 : mark.index] if self.explicit_keys else ""
        )
        if _EXPLICIT.fullmatch(before):
            self._complain("E123", mark)
        elif written == "":
            if value == "":
                self._complain("E127", mark)
        elif written == "<<":
            self._complain("E128", mark)
        elif stand_in is not None and stand_in in written:
            pass  # said already
        elif key in here.keys:
            first = here.keys[key]
            self.source.report(
                "E130",
                mark.line,
                mark.column,
                width=len(written),
                facts={"first": first.line + 1} | ({"key": key} if _KEY.fullmatch(key) else {}),
                related=(Where(path=self.source.path, line=first.line + 1, column=first.column + 1),),
            )
        else:
            return key
        here.spoilt = True
        if here.mark.column == 0:
            self.source.lost.add(key)
        return None

    def _hash(self, value: str, end: Mark) -> None:
        """Text cut by ` #`: said where the `#` touches the next character, or nothing is left before it."""
        text = self.text
        at = stop = end.index
        while text[stop : stop + 1] in (" ", "\t"):
            stop += 1
        if text[stop : stop + 1] != "#" or (stop == at and value):
            return
        after = text[stop + 1 : stop + 2]
        if (value and after in ("", " ", "\t", "\n", "#")) or (not value and text[at - 1 : at] == "\n"):
            return
        line_end = text.find("\n", stop)
        line_start = text.rfind("\n", 0, stop) + 1
        line = text[line_start : len(text) if line_end < 0 else line_end]
        cut = end.column - len(value) if value else stop - line_start
        mended = None
        if "\n" not in value and cut >= 0:
            mended = f"{line[:cut]}{quoted(line[cut:].rstrip())}"
        self.source.report(
            "W301", end.line, stop - line_start, width=1, severity=Severity.WARNING, mended=mended
        )

    def _complain(self, code: str, mark: Mark, *, facts: dict[str, str | int] | None = None) -> None:
        self.source.report(code, mark.line, mark.column, facts=facts)


def _torn_quote(text: str, error: YAMLError) -> Mark | None:
    """The quote that was likely never closed: the last quoted text before the error that runs over
    several lines.

    It ends at the quote that was to open the next one, so the error shows where that one's text stands.
    """
    at = getattr(error, "problem_mark", None)
    found = None
    if at is not None and ('"' in text or "'" in text):
        parser = CParser(text)
        try:
            while (event := parser.get_event()) is not None:
                if type(event) is ScalarEvent and event.style in ('"', "'"):
                    begins, ends = event.start_mark, event.end_mark
                    if begins.line < ends.line and ends.line in (at.line, at.line - 1):
                        found = begins
        except YAMLError:
            pass
    return found
