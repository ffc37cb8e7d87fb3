"""What the command line says, in the user's language."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path

from relreport.phrases import LANGUAGES, filled, phrases

_chosen: list[str] = []
_overheard: list[str] = []  # what the workspace speaks
_folder: list[Path] = []  # where a workspace was said to be
_SETTING = re.compile(r"^language:[ \t]*[\"']?(en|zh|英文|中文)\b", re.MULTILINE)


def forget() -> None:
    """A new run: nobody has chosen a language, and no workspace was opened."""
    _chosen.clear()
    _overheard.clear()
    _folder.clear()


def hear(arguments: Sequence[str]) -> None:
    """The options before the command, which count for help and for mistakes in whatever follows, too."""
    rest = iter(arguments)
    for one in rest:
        if not one.startswith("-"):
            return
        name, given, value = one.partition("=")
        if name in ("--lang", "--workspace", "-C"):
            value = value if given else next(rest, "")
            if name != "--lang":
                _folder[:] = [Path(value)]
            elif value in LANGUAGES:
                listen(value)


def overhear(language: str) -> None:
    """A workspace was opened that speaks `language`."""
    _overheard[:] = [language]


def listen(language: str) -> None:
    """From now on speak `language`."""
    _chosen[:] = [language]


def spoken(settings_language: str | None = None) -> str:
    """The language of messages: as chosen, else the system's if it is one of ours, else the workspace's,
    else English.

    A system that says nothing (`C`) leaves it to the workspace.
    """
    if _chosen:
        return _chosen[0]
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        language = os.environ.get(name, "")
        if language:
            short = language[:2].lower()
            if short in LANGUAGES:
                return short
            break
    if not settings_language and not _overheard:
        overhear(_set_here())
    language = settings_language or _overheard[0]
    return language if language in LANGUAGES else "en"


def _set_here() -> str:
    """What the settings say that are found from here upward, before anybody opened a workspace."""
    try:
        start = next(iter(_folder), Path.cwd()).absolute()
        for folder in (start, *start.parents):
            place = folder / "relreport.yaml"
            if place.is_file():
                found = _SETTING.search(place.read_text(encoding="utf-8", errors="replace"))
                return {"英文": "en", "中文": "zh"}.get(found[1], found[1]) if found else "en"
    except OSError:
        pass  # whoever opens the workspace says what is wrong with it
    return "en"


def say(key: str, **facts: str | int) -> str:
    """A text of the command line, filled with facts."""
    return filled(phrases("commands", spoken())[key]["text"], facts)
