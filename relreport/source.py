"""Bytes of an account file -> a positioned mapping, the Markdown body, and findings.

The front matter is a strict subset of YAML 1.2, read through the C parser's events: no value gets a type here,
nothing is expanded, depth is limited, and every key and value keeps its mark. A syntax error ends its top-level key.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from relreport.finding import Edit, Finding, Severity, Where
from relreport.model.places import Mark

FILE_LIMIT = 2 * 1024 * 1024
BODY_LIMIT = 256 * 1024
SCALAR_LIMIT = 64 * 1024
DEPTH_LIMIT = 12
SYNTAX_ERRORS_SHOWN = 20

Value = "str | None | Map | Seq | Broken"


class Broken:
    """A value that could not be read and was reported."""

    __slots__ = ()


BROKEN = Broken()


class Map:
    """A mapping as written: values by key, and the marks of keys and values. `spoilt`: something in it was reported."""

    __slots__ = ("values", "keys", "marks", "mark", "flow", "spoilt")

    def __init__(self, mark: Mark, flow: bool) -> None:
        self.values: dict[str, Any] = {}
        self.keys: dict[str, Mark] = {}
        self.marks: dict[str, Mark] = {}
        self.mark = mark
        self.flow = flow
        self.spoilt = False


class Seq:
    """A list as written, with the mark of each item."""

    __slots__ = ("items", "marks", "mark", "flow")

    def __init__(self, mark: Mark, flow: bool) -> None:
        self.items: list[Any] = []
        self.marks: list[Mark] = []
        self.mark = mark
        self.flow = flow


@dataclass
class Source:
    """A file taken apart. `whole` is False where the account cannot be understood as a whole."""

    path: str
    text: str = ""
    top: Map | None = None
    body: str = ""
    body_line: int = 1
    whole: bool = True
    findings: list[Finding] = field(default_factory=list)

    def report(
        self,
        code: str,
        line: int,
        column: int = 1,
        *,
        width: int = 0,
        severity: Severity = Severity.ERROR,
        related: tuple[Where, ...] = (),
        mended: str | None = None,
        edit: Edit | None = None,
        **facts: str | int,
    ) -> None:
        """Record a finding; line and column from 0, as the parser's marks have them."""
        where = Where(
            path=self.path,
            line=line + 1,
            column=column + 1,
            end_line=line + 1,
            end_column=column + 1 + width,
        )
        self.findings.append(
            Finding(
                code=code, severity=severity, where=where, facts=facts, related=related, mended=mended, edit=edit
            )
        )

    def line(self, number: int) -> str:
        """The text of a line, counted from 0."""
        return self.lines[number] if number < len(self.lines) else ""

    @property
    def lines(self) -> list[str]:
        # not splitlines(): it also splits at U+2028, and editors do not
        if not hasattr(self, "_lines"):
            self._lines = self.text.split("\n")
        return self._lines


def take_apart(path: str, data: bytes, *, settings_file: bool = False) -> Source:
    """Read a file's bytes: encoding, forbidden characters, front matter, body. Every mistake is in `findings`.

    A settings file is front matter as a whole.
    """
    source = Source(path)
    text = _decoded(source, data)
    if text is None:
        source.whole = False
        return source
    source.text = text
    _forbidden_characters(source)
    _conflict_markers(source)
    front = text if settings_file else _split(source)
    if front is not None and source.whole:
        source.top = _front_matter(source, front)
    return source


def _decoded(source: Source, data: bytes) -> str | None:
    if len(data) > FILE_LIMIT:
        source.report("E102", 0, limit=FILE_LIMIT // 1024, size=len(data) // 1024)
        return None
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in data[:4]:
        source.report("E101", 0, encoding="UTF-16")
        return None
    if data.startswith(b"\xef\xbb\xbf"):
        data = data[3:]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start)
        try:
            data.decode("gb18030")
            guess = "GB18030"
        except UnicodeDecodeError:
            guess = "?"
        source.report("E101", line, encoding=guess)
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


# Control characters but tab and newline, bidi controls, zero-width and tag characters, line and paragraph separators.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u180e\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f]|[\u200c\u200d]"
)


def _forbidden_characters(source: Source) -> None:
    text = source.text
    for found in _FORBIDDEN.finditer(text):
        start = found.start()
        if found[0] in "\u200c\u200d" and _joins(text, start):
            continue
        line = text.count("\n", 0, start)
        column = start - (text.rfind("\n", 0, start) + 1)
        source.report(
            "E104", line, column, width=1, character=f"U+{ord(found[0]):04X}", edit=Edit(start=start, end=start + 1, text="")
        )


def _joins(text: str, at: int) -> bool:
    """Whether a joiner stands where joiners belong: between letters, or in an emoji."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return bool(before and after) and all(
        unicodedata.category(one)[0] in "LM" or unicodedata.category(one) in ("So", "Sk") or one == "\ufe0f"
        for one in (before, after)
    )


_CONFLICT = re.compile(r"^(?:<{7}|>{7}|\|{7})(?: |$)", re.MULTILINE)


def _conflict_markers(source: Source) -> None:
    if "<<<<<<<" not in source.text and ">>>>>>>" not in source.text:
        return
    for found in _CONFLICT.finditer(source.text):
        source.report("E105", source.text.count("\n", 0, found.start()), width=7)
        source.whole = False


_FENCE = re.compile(r"---[ \t]*(?:\n|\Z)")


def _split(source: Source) -> str | None:
    """The front matter, its opening line blanked so that marks count in the whole file; the body goes to `source`."""
    text = source.text
    opening = _FENCE.match(text)
    if opening is None:
        lead = len(text) - len(text.lstrip())
        source.report("E110", text.count("\n", 0, lead))
        source.whole = False
        return None
    start = opening.end()
    at = start
    while at < len(text):
        closing = _FENCE.match(text, at)
        if closing:
            break
        newline = text.find("\n", at)
        at = len(text) if newline < 0 else newline + 1
    else:
        closing = None
    if closing is None:
        source.report("E111", 0)
        source.whole = False
        front_end = len(text)
    else:
        front_end = closing.start()
        source.body = text[closing.end() :]
        source.body_line = text.count("\n", 0, closing.end()) + 1
        if len(source.body.encode()) > BODY_LIMIT:
            source.report("E103", source.body_line - 1, limit=BODY_LIMIT // 1024)
            source.whole = False
            source.body = ""
    return " " * (start - 1) + "\n" + text[start:front_end]


def _front_matter(source: Source, front: str) -> Map | None:
    """The positioned mapping. A syntax error is reported, its top-level key blanked, and reading goes on."""
    text = front
    for _ in range(SYNTAX_ERRORS_SHOWN):
        before = len(source.findings)
        try:
            return _Builder(source, text).build()
        except _Stop as stop:
            del source.findings[before:]  # the next pass says them again
            stop.report()
            source.whole = False
            shorter = _without_block(text, stop.line)
            if shorter == text:
                return None
            text = shorter
    return None


class _Stop(Exception):
    """A syntax error: how to report it, and the line whose top-level key it spoils."""

    def __init__(self, report: Callable[[], None], line: int) -> None:
        super().__init__()
        self.report = report
        self.line = line


_TOP_KEY = re.compile(r"[^\W\d][\w-]*[ \t]*[:：]|[^\s#\-\[\]{}\"'][^:]*:(?:\s|$)")


def _without_block(text: str, line: int) -> str:
    """`text` with the top-level key that `line` belongs to blanked out, as many lines as before."""
    lines = text.split("\n")
    if line >= len(lines):
        line = len(lines) - 1
    first = line
    while first > 0 and not _TOP_KEY.match(lines[first]):
        first -= 1
    after = line + 1
    while after < len(lines) and not _TOP_KEY.match(lines[after]):
        after += 1
    if not any(one.strip() for one in lines[first:after]):
        return text
    return "\n".join([*lines[:first], *([""] * (after - first)), *lines[after:]])


class _Builder:
    """Walks the parser's events once and builds the positioned tree."""

    def __init__(self, source: Source, text: str) -> None:
        self.source = source
        self.text = text
        self.has_hash = "#" in text

    def build(self) -> Map | None:
        from _ruamel_yaml import CParser
        from ruamel.yaml.error import YAMLError

        parser = CParser(self.text)
        try:
            return self._document(parser.get_event)
        except YAMLError as error:
            raise self._syntax_error(error) from None

    def _document(self, next_event: Callable[[], Any]) -> Map | None:
        top: Map | None = None
        documents = 0
        while True:
            event = next_event()
            if event is None:
                return top
            name = type(event).__name__
            if name == "DocumentStartEvent":
                documents += 1
                if event.version or event.tags:
                    self._complain("E124", event.start_mark)
                if documents > 1:
                    raise self._stop("E125", event.start_mark)
            elif name == "MappingStartEvent":
                top = self._tree(event, next_event)
            elif name in ("SequenceStartEvent", "ScalarEvent", "AliasEvent"):
                if name == "ScalarEvent" and not event.value:
                    continue
                raise self._wrong_top(event.start_mark)

    def _tree(self, event: Any, next_event: Callable[[], Any]) -> Map:
        """The mapping that `event` opens. Written as one loop: a call a node would cost twice the time."""
        report = self._complain
        has_hash, text = self.has_hash, self.text
        top = here = Map(event.start_mark, bool(event.flow_style))
        stack: list[Any] = []
        key: str | None = None
        awaits_value = False
        if event.anchor or event.tag:
            report("E120" if event.anchor else "E122", event.start_mark)
        while True:
            event = next_event()
            name = type(event).__name__
            if name == "ScalarEvent":
                value: Any = event.value
                mark = event.start_mark
                if len(value) > SCALAR_LIMIT // 4 and len(value.encode()) > SCALAR_LIMIT:
                    report("E103", mark, limit=SCALAR_LIMIT // 1024)
                    value = BROKEN
                if event.anchor or event.tag:
                    report("E120" if event.anchor else "E122", mark)
                    value = BROKEN
                if event.implicit[0]:
                    if has_hash and (awaits_value or type(here) is Seq):
                        self._hash(value, event.end_mark)
                    if value in ("", "~", "null", "Null", "NULL"):
                        value = None
            elif name == "MappingStartEvent" or name == "SequenceStartEvent":
                mark = event.start_mark
                spoilt = bool(event.anchor or event.tag)
                if spoilt:
                    report("E120" if event.anchor else "E122", mark)
                if len(stack) + 2 > DEPTH_LIMIT:
                    raise self._stop("E126", mark, limit=DEPTH_LIMIT)
                opened: Any = (Map if name == "MappingStartEvent" else Seq)(mark, bool(event.flow_style))
                if spoilt and name == "MappingStartEvent":
                    opened.spoilt = True
                if type(here) is Map and not awaits_value:
                    raise self._stop("E123", mark)
                stack.append((here, key, awaits_value))
                here, key, awaits_value = opened, None, False
                continue
            elif name == "MappingEndEvent" or name == "SequenceEndEvent":
                if not stack:
                    return top
                value, mark = here, here.mark
                here, key, awaits_value = stack.pop()
            else:  # an alias
                report("E121", event.start_mark)
                value, mark = BROKEN, event.start_mark
            if type(here) is Seq:
                here.items.append(value)
                here.marks.append(mark)
            elif awaits_value:
                awaits_value = False
                if key is not None:
                    here.values[key] = value
                    here.marks[key] = mark
                    if value is BROKEN:
                        here.spoilt = True
            else:
                awaits_value = True
                key = self._key(here, value, mark)
                if key is not None:
                    here.keys[key] = mark
        _ = text

    def _key(self, here: Map, value: Any, mark: Mark) -> str | None:
        """The key to file the next value under, or None where it was reported."""
        if not isinstance(value, str):
            if value is None:
                self._complain("E127", mark)
            here.spoilt = True
            return None
        if value == "<<":
            self._complain("E128", mark)
            here.spoilt = True
            return None
        key = value if value.isascii() else unicodedata.normalize("NFC", value)
        if key in here.keys:
            first = here.keys[key]
            self._complain(
                "E130",
                mark,
                width=len(value),
                key=key if re.fullmatch(r"[\w-]{1,40}", key) else "?",
                first=first.line + 1,
                related=(Where(path=self.source.path, line=first.line + 1, column=first.column + 1),),
            )
            here.spoilt = True
            return None
        return key

    def _hash(self, value: str, end: Mark) -> None:
        """Text cut by ` #`: said where the `#` touches the next character, or nothing is left before it."""
        text = self.text
        at = end.index
        stop = at
        while stop < len(text) and text[stop] in " \t":
            stop += 1
        if stop == at and value:
            return
        if text[stop : stop + 1] != "#":
            return
        after = text[stop + 1 : stop + 2]
        if (value and (after in ("", " ", "\t", "\n", "#"))) or (not value and text[at - 1 : at] == "\n"):
            return
        line_end = text.find("\n", stop)
        line_end = len(text) if line_end < 0 else line_end
        line = text[text.rfind("\n", 0, stop) + 1 : line_end]
        start_of_value = end.column - len(value) if value else None
        mended = None
        if start_of_value is not None and value and "\n" not in value and start_of_value >= 0:
            head = line[:start_of_value]
            mended = f"{head}{quoted(line[start_of_value:].rstrip())}"
        elif not value:
            head = line[: line.index("#")]
            mended = f"{head}{quoted(line[len(head) :].rstrip())}"
        self.source.report(
            "W301",
            end.line,
            stop - (text.rfind("\n", 0, stop) + 1),
            width=1,
            severity=Severity.WARNING,
            mended=mended,
        )

    def _complain(self, code: str, mark: Mark, *, width: int = 0, related: tuple[Where, ...] = (), **facts: str | int) -> None:
        self.source.report(code, mark.line, mark.column, width=width, related=related, **facts)

    def _stop(self, code: str, mark: Mark, **facts: str | int) -> _Stop:
        return _Stop(lambda: self._complain(code, mark, **facts), mark.line)

    def _wrong_top(self, mark: Mark) -> _Stop:
        line = self.text.split("\n")[mark.line]
        if "：" in line:
            return self._full_width_colon(mark.line, line)
        return self._stop("E129", mark)

    def _full_width_colon(self, number: int, line: str) -> _Stop:
        column = line.index("：")
        start = sum(len(one) + 1 for one in self.text.split("\n")[:number]) + column
        rest = line[column + 1 :]
        mended = line[:column] + ":" + ("" if rest.startswith(" ") or not rest else " ") + rest
        edit = Edit(start=start, end=start + 1, text=":" if rest.startswith(" ") or not rest else ": ")
        return _Stop(
            lambda: self.source.report("E131", number, column, width=1, mended=mended, edit=edit), number
        )

    def _syntax_error(self, error: Any) -> _Stop:
        """The C parser's error as a finding of ours: where the mistake is likely, and what it is. Quotes nothing."""
        problem = str(getattr(error, "problem", "") or "")
        context = str(getattr(error, "context", "") or "")
        mark = getattr(error, "problem_mark", None)
        begun = getattr(error, "context_mark", None)
        lines = self.text.split("\n")
        line, column = (mark.line, mark.column) if mark else (0, 0)
        line = min(line, len(lines) - 1)
        if "quoted scalar" in context and begun:
            return _Stop(lambda: self._complain("E141", begun, width=1), begun.line)
        if "flow" in context and begun and "expected" in problem:
            return self._open_bracket(begun, line, column, lines)
        for number in (line, line - 1):
            if number >= 0 and re.match(r"\s*(?:- )?[\w-]+：", lines[number]):
                return self._full_width_colon(number, lines[number])
        if "tab" in problem or (line < len(lines) and re.match(r"[ ]*\t", lines[line])):
            return _Stop(lambda: self.source.report("E143", line, column), line)
        if "mapping values are not allowed" in problem:
            return self._colon_inside(line, column, lines[line])
        if "could not find expected ':'" in problem and begun:
            return _Stop(lambda: self._complain("E144", begun), begun.line)
        if "cannot start any token" in problem or "control characters" in problem:
            return _Stop(lambda: self.source.report("E145", line, column, width=1, character=lines[line][column : column + 1]), line)
        if "directive" in problem or "directive" in context:
            return _Stop(lambda: self.source.report("E124", line), line)
        if "anchor" in problem or "alias" in problem or "anchor" in context or "alias" in context:
            return _Stop(lambda: self.source.report("E121", line, column), line)
        if "tag" in problem or "tag" in context:
            return _Stop(lambda: self.source.report("E122", line, column), line)
        if "document" in problem or "<document start>" in problem:
            return _Stop(lambda: self.source.report("E125", line, column), line)
        return _Stop(lambda: self.source.report("E140", line, column), line)

    def _open_bracket(self, begun: Mark, line: int, column: int, lines: list[str]) -> _Stop:
        """Inside `[ ]` or `{ }`: a `: ` in a text, or a bracket that was never closed."""
        where = lines[line] if line < len(lines) else ""
        if line == begun.line and where[column : column + 1] == ":":
            return self._colon_inside(line, column, where)
        opened = lines[begun.line][begun.column : begun.column + 1]
        return _Stop(
            lambda: self._complain("E142", begun, width=1, bracket=opened, seen=line + 1), begun.line
        )

    def _colon_inside(self, line: int, column: int, text: str) -> _Stop:
        """A second `: ` on a line: the text after the first wants quotes."""
        mended = None
        head = text.rfind(": ", 0, column)
        if head >= 0:
            start = head + 2
            flow = "{" in text[:start]
            closing = re.search(r"(?:, ?[A-Za-z_]+: |\}[\s,\]]*$)", text[column:]) if flow else None
            end = column + closing.start() if closing else len(text.rstrip())
            mended = text[:start] + quoted(text[start:end].strip()) + text[end:]
        return _Stop(lambda: self.source.report("E146", line, column, width=1, mended=mended), line)


def quoted(text: str) -> str:
    """`text` as a double-quoted YAML scalar."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
