"""What the command line says, in the user's language."""

from __future__ import annotations

import os

from relreport.phrases import LANGUAGES, filled, phrases

_chosen: list[str] = []
_overheard: list[str] = []  # what the workspace speaks


def forget() -> None:
    """A new run: nobody has chosen a language, and no workspace was opened."""
    _chosen.clear()
    _overheard.clear()


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
    language = settings_language or next(iter(_overheard), "en")
    return language if language in LANGUAGES else "en"


def say(key: str, **facts: str | int) -> str:
    """A text of the command line, filled with facts."""
    return filled(phrases("commands", spoken())[key]["text"], facts)
