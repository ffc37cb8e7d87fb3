"""Bytes -> text, and the text apart into front matter and body: encoding, forbidden characters,
conflicts, fences."""

from __future__ import annotations

import re

from relreport.bounds import MARKS, without_piles
from relreport.fields.account import ACCOUNT
from relreport.fields.spoken import meant
from relreport.finding import Edit
from relreport.patterns import pattern
from relreport.source.hidden import hidden, is_plain
from relreport.source.taken import BODY_LIMIT, FILE_LIMIT, Source
from relreport.source.tree import front_matter


def take_apart(path: str, data: bytes, *, settings_file: bool = False) -> Source:
    """Read a file's bytes: encoding, forbidden characters, front matter, body. Every mistake is in
    `findings`.

    A settings file is front matter as a whole.
    """
    source = Source(path)
    text = _decoded(source, data)
    if text is None:
        source.whole = False
        return source
    text, cuts = without_piles(text)
    source.cut = bool(cuts)
    for line, _ in cuts:
        source.report("E112", line, facts={"limit": MARKS})
    source.text = text
    text = _without_conflicts(source, _without_forbidden(source, text))
    front = text if settings_file else _split(source, text)
    if front is not None:
        source.top = front_matter(source, front)
    return source


def _decoded(source: Source, data: bytes) -> str | None:
    if len(data) > FILE_LIMIT:
        source.report("E102", 0, facts={"limit": FILE_LIMIT // 1024, "size": -(-len(data) // 1024)})
        return None
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in data[:4]:
        source.report("E101", 0, facts={"encoding": "UTF-16"})
        return None
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start)
        source.report("E101", line, facts={"encoding": guess} if (guess := _guessed(data)) else {})
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _guessed(data: bytes) -> str | None:
    """The encoding that the bytes are likely in: the one in which Chinese comes out."""
    for encoding in ("gb18030", "big5"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if re.search("[\u4e00-\u9fff]{2}", text):
            return encoding.upper()
    return None


def _without_forbidden(source: Source, text: str) -> str:
    """The text with a stand-in for each forbidden character, so that what follows keeps its place."""
    if is_plain(text):
        return text
    parts: list[str] = []
    at = line = line_start = 0
    for start, character in hidden(text):
        line += text.count("\n", line_start, start)
        line_start = text.rfind("\n", 0, start) + 1
        source.report(
            "E104",
            line,
            start - line_start,
            width=1,
            edit=Edit(start=start, end=start + 1, text=""),
            facts={"character": f"U+{ord(character):04X}"},
        )
        if source.stand_in is None:
            source.stand_in = next(one for one in map(chr, range(0xE000, 0xF8FF)) if one not in text)
        parts += [text[at:start], source.stand_in]
        at = start + 1
    return "".join([*parts, text[at:]]) if parts else text


_CONFLICT = pattern(r"^(?:<{7}|>{7}|\|{7}|={7})(?= |$)", re.MULTILINE)


def _without_conflicts(source: Source, text: str) -> str:
    """The text with one side of each conflict blanked out, so that the rest is read; the account itself
    is out."""
    if "<<<<<<<" not in text and ">>>>>>>" not in text:
        return text
    lines = text.split("\n")
    theirs = inside = False
    for number, line in enumerate(lines):
        found = _CONFLICT.match(line)
        sign = found[0][0] if found else ""
        if (sign and sign in "<>") or (sign and inside):
            if sign in "<>":
                source.report("E105", number, width=7)
                source.whole = False
            inside, theirs = sign != ">", sign in "|="
            lines[number] = ""
        elif theirs:
            lines[number] = ""
    return "\n".join(lines) if not source.whole else text


_FENCE = pattern(r"---[ \t]*(?:\n|\Z)")
# what telephones make of three hyphens
_DASHES = pattern(r"[ \t]*(?=--|-?[‐‑‒–—―−﹣－])[-‐‑‒–—―−﹣－]{1,6}[ \t]*(?:\n|\Z)")
_CODE = pattern(r"```[A-Za-z]*[ \t]*\n---[ \t]*\n")
_CODE_ENDS = pattern(r"\s*(```)[ \t]*(?:\n|\Z)")
_FIELD = pattern(r"([^\W\d]\w{1,19})[ \t]*[:：]")
# where the fields end if nothing says so: at a heading. One # may begin a comment; alone between blank lines,
# or with the name of a section, it is a heading
_HEADING = pattern(
    r"^[#＃]{2,6}[ \t\u3000]*[^\s#＃]|(?<=\n\n)# \S.*\n(?=\n)"
    r"|^[#＃][ \t]*(?:journal|promises|actions|日志|承诺|待办)",
    re.MULTILINE | re.IGNORECASE,
)


def _split(source: Source, text: str) -> str | None:
    """The front matter, its opening line blanked so that marks count in the whole file; the body goes to
    `source`."""
    start = _opening(source, text)
    if start is None:
        _body(source, text, 0)
        return None
    at, end, body = max(start - 1, 0), None, None
    while (at := text.find("\n---", at)) >= 0:
        at += 1
        closing = _FENCE.match(text, at)
        if closing:
            end, body = closing.start(), closing.end()
            break
    if end is None:
        end, body = _unclosed(source, text, start)
    if body is not None:
        _body(source, text, body)
    if start == 0:
        return text[:end]
    blank = "".join(" " if one != "\n" else "\n" for one in text[: start - 1])
    return f"{blank}\n{text[start:end]}"


def _body(source: Source, text: str, start: int) -> None:
    """What follows the fields goes to `source`."""
    source.body = text[start:]
    code = _CODE_ENDS.match(source.body) if source.findings and _CODE.match(text.lstrip()) else None
    if code:
        edit = Edit(start=start + code.start(1), end=start + code.end(1), text="")
        source.report("E110", text.count("\n", 0, edit.start), width=3, mended="", edit=edit)
        source.body = source.body[: code.start(1)] + source.body[code.end(1) :]
    source.body_line = text.count("\n", 0, start) + 1
    if len(source.body) > BODY_LIMIT // 4 and len(source.body.encode()) > BODY_LIMIT:
        source.report("E106", source.body_line - 1, facts={"limit": BODY_LIMIT // 1024})
        source.whole = False
        source.body = ""


def _opening(source: Source, text: str) -> int | None:
    """Where the fields begin, behind the line that opens them; None where there is no such line."""
    fence = _FENCE.match(text)
    if fence:
        return fence.end()
    source.whole = False
    lead = len(text) - len(text.lstrip())
    line = text.count("\n", 0, lead)
    begins = text.rfind("\n", 0, lead) + 1
    block = _CODE.match(text, lead)
    if block:  # the fields as somebody copied them from a guide
        edit = Edit(start=0, end=block.end(), text="---\n")
        source.report("E110", line, mended="---", edit=edit)
        return block.end()
    found = _FENCE.match(text, lead) or _DASHES.match(text, begins)
    if found and found.end() < len(text):
        edit = Edit(start=0, end=found.end(), text="---\n")
        source.report("E110", line, mended="---", edit=edit)
        return found.end()
    field = _FIELD.match(text, begins)
    if field and (field[1].isascii() or meant(ACCOUNT, field[1])):
        source.report("E110", line, edit=Edit(start=begins, end=begins, text="---\n"))
        return begins
    source.report("E110", line)
    return None


def _unclosed(source: Source, text: str, start: int) -> tuple[int, int | None]:
    """Where the fields likely end if no line closes them: at another kind of dashes, or before the first
    heading."""
    source.whole = False
    at = start
    while at < len(text):
        dashes = _DASHES.match(text, at)
        if dashes and dashes[0].strip():
            line = text.count("\n", 0, at)
            edit = Edit(start=at, end=dashes.end(), text="---\n")
            source.report("E111", line, width=len(dashes[0].strip()), mended="---", edit=edit)
            return at, dashes.end()
        newline = text.find("\n", at)
        at = len(text) if newline < 0 else newline + 1
    heading = _HEADING.search(text, start)
    ends = heading.start() if heading else len(text)
    closing = "---\n" if text[:ends].endswith("\n") else "\n---\n"
    edit = Edit(start=ends, end=ends, text=closing)
    source.report("E111", text.count("\n", 0, heading.start()) if heading else 0, edit=edit)
    return (heading.start(), heading.start()) if heading else (len(text), None)
