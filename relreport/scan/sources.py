"""The files of a workspace as the scanner reads them, and the words that stand on every page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path

from relreport.fields.account import ACCOUNT
from relreport.fields.kinds import Sensitivity
from relreport.fields.settings import SETTINGS
from relreport.fields.tokens import KIND
from relreport.lines import plain_lines
from relreport.model import Account, Action, Interaction, Promise, Settings
from relreport.parse import parse_settings, parse_taken
from relreport.resources import templates
from relreport.scan.fact import Fact, Reading
from relreport.scan.facts import PRIVATE, facts_of
from relreport.source import Source, take_apart

Entry = Interaction | Promise | Action

SECRET = Sensitivity.SECRET
PRINTED = ("company", "labels", "audiences")  # settings that are words on reports, whoever reads them
_TEXT = re.compile(r"[:：](?!\d)")  # begins what was said; in the hour it does not
_HOUSE = Path(__file__).resolve().parent.parent
# what writes fixed words of its own into an output: the names of elements, attributes and properties
_WRITERS = ("charts/*.py", "formats/*.py", "locales/**/*.yaml", "fields/tokens.py", "output/mark.py")


def account_reading(path: str, data: bytes, settings: Settings) -> Reading:
    """All facts of one account file."""
    source = take_apart(path, data)
    parsed = parse_taken(source, settings)
    journal, told = _plain_entries(source, parsed.account, parsed.id)
    reading = facts_of(source, parsed.id, ACCOUNT, journal)
    return replace(reading, facts=(*reading.facts, *told, _called(path, parsed.id)))


def _called(path: str, id: str) -> Fact:
    return Fact(text=f"{path} | {id}", needs=Sensitivity.PUBLIC, account=id, path=path, field="id", line=1)


@lru_cache(2)
def settings_reading(path: str, data: bytes) -> tuple[Settings, Reading]:
    """The settings, and every text in them."""
    reading = facts_of(take_apart(path, data, settings_file=True), "", SETTINGS, {})
    facts = tuple(
        replace(one, needs=Sensitivity.PUBLIC) if re.split(r"[.\[]", one.field)[0] in PRINTED else one
        for one in reading.facts
    )
    return parse_settings(path, data).settings, replace(reading, facts=facts)


def _plain_entries(
    source: Source, account: Account | None, id: str
) -> tuple[dict[int, Sensitivity | None], list[Fact]]:
    """What each plain line needs as a whole (None: its text is told as facts), and those facts."""
    entries: dict[int, Entry] = {}
    if account is not None:
        listed: tuple[Entry, ...] = (*account.interactions, *account.promises, *account.actions)
        entries = {one.at.line: one for one in listed}
    needs: dict[int, Sensitivity | None] = {}
    facts: list[Fact] = []
    for line in plain_lines(source.body, source.body_line - 1, lambda remark: None):
        number = line.line + 1
        entry = entries.get(number)
        needs[number] = None
        if entry is None:
            facts += [
                Fact(text=text, needs=SECRET, account=id, path=source.path, field="body", line=number)
                for text in _parts(line.text)
            ]
            continue
        key, text = ("note", entry.note) if isinstance(entry, Interaction) else _said(entry)
        least = _note(entry) if isinstance(entry, Interaction) else Sensitivity.INTERNAL
        if text:
            field = f"{entry.at.field}.{key}"
            facts.append(Fact(text=text, needs=least, account=id, path=source.path, field=field, line=number))
    return needs, facts


def _parts(line: str) -> Iterator[str]:
    """A plain line that could not be read, apart: who and what kind stand side by side on many a page."""
    head, _, said = _TEXT.sub("\n", line, count=1).partition("\n")
    words: list[str] = []
    for word in head.split():
        if KIND.find(word) is None:
            words.append(word)
            continue
        yield " ".join(words)
        words = []
    yield " ".join(words)
    yield said


def _said(entry: Promise | Action) -> tuple[str, str | None]:
    return ("do", entry.do) if isinstance(entry, Action) else ("what", entry.what)


def _note(entry: Interaction) -> Sensitivity:
    closed = entry.kind in PRIVATE or entry.info == "confided" or entry.topic == "privacy"
    return SECRET if closed else Sensitivity.RESTRICTED


@cache
def shipped_words() -> tuple[str, ...]:
    """Every word that the program itself may put on a page."""
    return tuple(_texts(_HOUSE, _WRITERS)) + tuple(_texts(templates(), ("**/*",)))


@cache
def judgements() -> Mapping[str, re.Pattern[str]]:
    """What no customer may meet: the code of a gap, the name of a stage, a reading as a machine writes it."""
    codes = set()
    for path in (_HOUSE / "locales" / "en" / "rules").glob("*.yaml"):
        codes |= set(re.findall(r"^([A-Z]{3}\d\d):", path.read_text(encoding="utf-8"), re.MULTILINE))
    english = "(?:strategic|stable|initial) cooperation"
    keys = "stage|gaps|distance|trust|temperature|supplier_rank|sales_loop|matrix|next_stage|tenders|accepted"
    return {
        "gaps": re.compile(rf"(?<![A-Za-z0-9])(?:{'|'.join(sorted(codes))})(?![A-Za-z0-9])"),
        "stage": re.compile(rf"战略合作|稳定合作|初期合作|客户开发|{english}", re.IGNORECASE),
        "readings": re.compile(rf'"(?:{keys})"\s*:\s*(?!null|\[\s*\]|\{{\s*\}}|""|"unknown")\S'),
    }


def own_words(folder: Path) -> tuple[str, ...]:
    """The words of an organisation's own templates."""
    return tuple(_texts(folder, ("**/*",))) if folder.is_dir() and not folder.is_symlink() else ()


def _texts(folder: Path, patterns: Iterable[str]) -> Iterator[str]:
    for pattern in patterns:
        for path in sorted(folder.glob(pattern)):
            if path.is_file() and not path.is_symlink():
                yield path.read_bytes().decode("utf-8", "replace")


__all__ = ["account_reading", "judgements", "own_words", "settings_reading", "shipped_words"]
