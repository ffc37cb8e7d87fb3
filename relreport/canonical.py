"""An account file in canonical form: words as tokens, dates and periods in one spelling, keys in one order.

Text is replaced and moved at the places where it stands, so comments stay with what they belong to. What is
free text is left as it is, and so are the words of plain lines. The result is read again: it must say the
same.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from fractions import Fraction
from typing import Any

from relreport.fields import kinds as k
from relreport.fields.account import ACCOUNT
from relreport.fields.contact import ITEM
from relreport.fields.tokens import BOARDS, NONE_SPELLINGS
from relreport.finding import Edit
from relreport.lines import marks, plain_lines
from relreport.model.places import At, Mark
from relreport.model.values import Share
from relreport.ordering import in_order
from relreport.parse import Parsed, parse
from relreport.parse.converters import signed
from relreport.repairs import repaired
from relreport.source import Map, Seq, Source, take_apart
from relreport.spellings import Impossible, birthday, clock, day, period, share


def canonical(path: str, data: bytes) -> bytes | None:
    """The file in canonical form; None where it has mistakes, which nobody but its writer can put right."""
    before = parse(path, data)
    if before.account is None or before.errors:
        return None
    spelled = repaired(data, _spellings(take_apart(path, data))) or data
    if not _says_the_same(before, parse(path, spelled)):
        spelled = data
    ordered = in_order(path, spelled)
    same = _says_the_same(before, parse(path, ordered)) and _letters(ordered) == _letters(spelled)
    return ordered if same else spelled


def spelled_entry(record: k.Record, entry: Mapping[str, str]) -> dict[str, str]:
    """An entry that is to be written, in canonical spelling; what cannot be understood as it was said."""
    told = {}
    for name, value in entry.items():
        spelling = _spelling(record.by_name[name].kind, value) if name in record.by_name else None
        told[name] = value if spelling is None else spelling.strip('"')  # whoever writes it quotes it
    return told


def spelled_line(text: str) -> str:
    """A plain line that is to be written, with its dates and its box in canonical spelling."""
    for start, end, new in reversed(list(_in_line(text))):
        text = text[:start] + new + text[end:]
    return text


def _letters(data: bytes) -> Counter[str]:
    """What is written, without what parts it: moving a key adds and loses nothing else."""
    return Counter(one for one in data.decode("utf-8") if not one.isspace() and one != ",")


def _says_the_same(before: Parsed, after: Parsed) -> bool:
    if after.account is None or after.errors:
        return False
    return bool(_facts(before.account) == _facts(after.account))


def _facts(value: Any) -> Any:
    """The values without their places."""
    if is_dataclass(value) and not isinstance(value, type):
        names = (one.name for one in fields(value) if one.name not in ("at", "text", "body"))
        return type(value).__name__, {name: _facts(getattr(value, name)) for name in names}
    if isinstance(value, At):
        return None
    if isinstance(value, tuple | list):
        return [_facts(one) for one in value]
    if hasattr(value, "items"):
        return {key: _facts(one) for key, one in value.items()}
    return value


# spellings


def _spellings(source: Source) -> Iterator[Edit]:
    if source.top is not None and not source.cut:
        yield from _of_record(source.top, ACCOUNT, source)
    for line in plain_lines(source.body, source.body_line - 1):
        yield from _of_line(line.line, line.column, line.text, source)


def _of_record(node: Map, record: k.Record, source: Source) -> Iterator[Edit]:
    for name, value in node.values.items():
        field = record.by_name.get(name)
        if field is not None:
            yield from _of_value(field.kind, value, node.marks[name], source)


def _of_value(kind: k.Kind, value: Any, mark: Mark, source: Source) -> Iterator[Edit]:
    if isinstance(value, Seq):
        of = kind.of if isinstance(kind, k.Many | k.Entries) else None
        for item, at in zip(value.items, value.marks, strict=True):
            if isinstance(of, k.Record):
                yield from _of_entry(of, item, at, source)
            elif of is not None:
                yield from _of_value(of, item, at, source)
    elif isinstance(value, Map):
        if isinstance(kind, k.Boards):
            for board, items in value.values.items():
                if board in BOARDS and isinstance(items, Map):
                    for item, held in items.values.items():
                        yield from _of_entry(ITEM, held, items.marks[item], source)
        elif isinstance(kind, k.One | k.Entries):
            yield from _of_record(value, kind.of, source)
    elif isinstance(value, str):
        yield from _replaced(value, _spelling(kind, value), mark, source)


def _of_entry(record: k.Record, item: Any, mark: Mark, source: Source) -> Iterator[Edit]:
    if isinstance(item, Map):
        yield from _of_record(item, record, source)
    elif isinstance(item, str) and record.scalar:
        yield from _of_value(record.by_name[record.scalar].kind, item, mark, source)


def _replaced(value: str, spelling: str | None, mark: Mark, source: Source) -> Iterator[Edit]:
    if spelling is None or spelling == value:
        return
    start = source.offset(mark.line) + mark.column
    for written in (value, f'"{value}"', f"'{value}'"):
        end = start + len(written)
        if source.text.startswith(written, start) and (source.text[end : end + 1] or "\n") in " \t\n,]}":
            yield Edit(start=start, end=end, text=spelling)
            return


def _spelling(kind: k.Kind, value: str) -> str | None:
    """The canonical spelling of a value; None where it is left as it is."""
    try:
        match kind:
            case k.Token(of=of):
                return of.find(value)
            case k.Signed(of=of):
                return signed(value.strip(), of)
            case k.Many() | k.Entries() if value.strip().casefold() in NONE_SPELLINGS:
                return "none"
            case k.Many(of=k.Token() | k.Signed() as of):
                return _spelling(of, value)
            case k.Day(month_end=month_end):
                found = day(value, month_end_too=month_end)
                return found.isoformat() if found else None
            case k.Birthday():
                born = birthday(value)
                year = f"{born.year}-" if born and born.year else ""
                return f"{year}{born.month:02d}-{born.day:02d}" if born else None
            case k.Clock():
                moment = clock(value)
                return f'"{moment:%H:%M}"' if moment and f"{moment:%H:%M}" != value else None
            case k.PeriodOf():
                span = period(value)
                return span.name if span else None
            case k.ShareOf():
                part = share(value)
                return _percent(part) if part else None
            case k.YesNo():
                return {"是": "yes", "否": "no"}.get(value.strip(), value.strip().lower())
    except Impossible:
        pass
    return None


def _percent(part: Share) -> str | None:
    """In percent, the lower end first; None where that would be no round figure."""
    ends = [part.low] if not part.is_range else [part.low, part.high]
    told = [_decimal(one * 100) for one in ends]
    return None if None in told else f"{'-'.join(one for one in told if one)}%"


def _decimal(figure: Fraction) -> str | None:
    for places in range(5):
        if (figure * 10**places).denominator == 1:
            return f"{float(figure):.{places}f}"
    return None


_DATE = r"\d{4}\s?[-/.年－／．]\s?\d{1,2}\s?[-/.月－／．]\s?\d{1,2}(?:\s?[日号])?"
_LEADING = re.compile(rf"(?:\[[ xX]\]\s*)?({_DATE})(?!\d)")
_BOX = re.compile(r"\[X\]")


def _of_line(number: int, column: int, text: str, source: Source) -> Iterator[Edit]:
    """Dates of a plain line, and its box; what is said in it stays as it was written."""
    line = source.offset(number) + column
    for start, end, new in _in_line(text):
        yield Edit(start=line + start, end=line + end, text=new)


def _in_line(text: str) -> Iterator[tuple[int, int, str]]:
    if box := _BOX.match(text):
        yield 0, box.end(), "[x]"
    spans: list[tuple[int, int, bool]] = []
    if found := _LEADING.match(text):
        spans.append((found.start(1), found.end(1), False))
    spans += [(one.start + 1, one.end, True) for one in marks(text, "!")]
    for begin, end, month_end in spans:
        try:
            on = day(text[begin:end], month_end_too=month_end)
        except Impossible:
            continue
        if on and on.isoformat() != text[begin:end]:
            after = " " if not month_end and text[end : end + 1].strip() not in ("", ":", "：") else ""
            yield begin, end, on.isoformat() + after
