"""The files that a new workspace and a new account begin with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from relreport.phrases import LANGUAGES

_FOLDER = Path(__file__).resolve().parent


def workspace_files(language: str, company: str) -> Iterator[tuple[str, str]]:
    """Path below the workspace and text of each file."""
    yield "relreport.yaml", _filled("relreport.yaml", language, {"company": company})
    every = _FOLDER / "every"
    for path in sorted(every.rglob("*")):
        if path.is_file():
            yield path.relative_to(every).as_posix(), path.read_text(encoding="utf-8")


def account_file(language: str, answers: Mapping[str, str]) -> str:
    """An account file with the questions to answer as comments; what is answered already stands in its
    place."""
    return _filled("account.md", language, answers)


def _filled(name: str, language: str, answers: Mapping[str, str]) -> str:
    if language not in LANGUAGES:
        raise ValueError(language)
    text = (_FOLDER / language / name).read_text(encoding="utf-8")
    for key, answer in answers.items():
        text = text.replace(f" <<{key}>>", f" {answer}" if answer else "")
    return text
