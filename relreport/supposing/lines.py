"""Plain lines of the body: one more, or one changed as its writer would change it."""

from __future__ import annotations

import re
from typing import Any

from relreport.lines import SECTIONS, marks, people_named, plain_lines
from relreport.model.places import Mark
from relreport.parse.context import Names
from relreport.source import Map, Seq, Source
from relreport.supposing.mistake import NotUnderstoodError

_BOX = re.compile(r"\[[ xX]\]")
_HEADINGS = {"interactions": "Journal", "promises": "Promises", "actions": "Actions"}


def line_of(source: Source, name: str, number: int) -> int | None:
    """The line, from 0, of a list's plain line of that number."""
    written = plain_lines(source.body, source.body_line - 1, lambda _: None)
    lines = [one.line for one in written if one.list == name]
    return lines[number] if 0 <= number < len(lines) else None


def set_in_line(source: Source, name: str, mark: Mark, field: str, value: Any, change: str) -> None:
    """A promise or an action in its plain line: ticked, with its day at the end; or due on another day."""
    lines = source.body.split("\n")
    number = mark.line - (source.body_line - 1)
    line = lines[number].rstrip()
    if name == "interactions" and field in ("did", "info", "coach", "topic", "space", "trust"):
        tags = [value] if isinstance(value, str) else value.items if isinstance(value, Seq) else []
        lines[number] = " ".join([line, *(f"#{one}" for one in tags)])
        source.body = "\n".join(lines)
        return
    done = {"promises": "kept", "actions": "done_on"}.get(name)
    if field not in (done, "due") or not isinstance(value, str):
        raise NotUnderstoodError(change, "plain_line", list=name)
    if field == done:
        line = f"{_BOX.sub('[x]', line, count=1)} {value}"
    else:
        for one in list(marks(line, "!"))[:1]:
            line = (line[: one.start] + line[one.end :]).rstrip()
        line = f"{line} !{value}"
    lines[number] = line
    source.body = "\n".join(lines)


def add_line(change: str, source: Source) -> None:
    """Add `+ …` to the body, in the list that its first word, or its shape, names."""
    text = change[1:].strip()
    word, _, rest = text.partition(" ")
    name = SECTIONS.get(word.strip(":：").casefold())
    if name:
        text = rest.strip()
    elif _BOX.match(text):
        name = "promises" if _is_promise(text, source) else "actions"
    else:
        name = "interactions"
    if not text:
        raise NotUnderstoodError(change, "no_line")
    source.body = with_line(source.body, name, text)


def _is_promise(text: str, source: Source) -> bool:
    """Whether a ticked line is a promise: it names whom before a colon, and bears no mark of an action."""
    if any(marks(text, "#@")):
        return False
    before = re.split("[:：]", _BOX.sub("", text, count=1), maxsplit=1)
    contacts = source.top.values.get("contacts") if source.top else None
    told = [
        one.values.get(key)
        for one in (contacts.items if isinstance(contacts, Seq) else [])
        if isinstance(one, Map)
        for key in ("id", "name")
    ]
    names = Names((one, one) for one in told if isinstance(one, str))
    return len(before) == 2 and people_named(before[0].strip(), names.spelled)[1] is None


def with_line(body: str, name: str, text: str) -> str:
    """The body with one more plain line: behind the last of its list, else in a section at the end."""
    last = [one for one in plain_lines(body, 0, lambda _: None) if one.list == name]
    lines = body.split("\n")
    if last:
        at = last[-1].line
        indent = at + 1
        while indent < len(lines) and lines[indent].startswith((" ", "\t")) and lines[indent].strip():
            indent += 1  # what is indented below belongs to the line before
        return "\n".join([*lines[:indent], f"- {text}", *lines[indent:]])
    added = f"{body.rstrip()}{_closing(body)}\n\n## {_HEADINGS[name]}\n- {text}\n"
    return added.lstrip("\n") if not body.strip() else added


def _closing(body: str) -> str:
    """What ends a block left open, in which a section would be narrative."""
    opened: list[str] = []
    for line in body.split("\n"):
        block = re.match(r" {0,3}(:{3,})[ \t]*(.*)", line)
        if block and block[2].strip():
            opened.append(block[1])
        elif block and opened and len(block[1]) >= len(opened[-1]):
            opened.pop()
    return "".join(f"\n{one}" for one in reversed(opened))
