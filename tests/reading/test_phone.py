"""The worst files that somebody may write on a telephone: one run says all that is wrong in them.

Each is mended as its messages say. Whatever is still said then was said at the same place the first time.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from relreport import diagnostics
from relreport.finding import Finding
from relreport.model.settings import Person, Settings
from relreport.parse import parse
from relreport.repairs import repaired

WINDOWS = "z4-win"  # read as an editor of Windows saves it
FILES = sorted((Path(__file__).parent / "phone").glob("*.md"))
SETTINGS = Settings(
    people=(
        Person(id="li-na", name="李娜"),
        Person(id="zhou-gang", name="周刚"),
        Person(id="sun-tech", name="孙工"),
    ),
    people_given=True,
)


def found(data: bytes) -> tuple[Finding, ...]:
    return parse("accounts/a.md", data, SETTINGS).findings


def written(path: Path) -> bytes:
    data = path.read_bytes()
    return b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n") if path.stem == WINDOWS else data


def lines(data: bytes) -> list[str]:
    return data.decode().removeprefix("\ufeff").replace("\r\n", "\n").split("\n")


def repaired_alone(data: bytes) -> bytes:
    """As `check --fix` leaves it."""
    for _ in range(12):
        new = repaired(data, [one.edit for one in found(data) if one.edit])
        if new is None or new == data:
            break
        data = new
    return data


def mended_by_hand(data: bytes) -> bytes:
    """With each line that a message shows put in place of the one it is about."""
    for _ in range(6):
        text = lines(data)
        done: set[int] = set()
        for one in found(data):
            number = one.where.line - 1
            if one.mended is not None and number not in done:
                text[number] = one.mended
                done.add(number)
        if not done:
            break
        data = "\n".join(text).encode()
    return data


def test_there_are_eight() -> None:
    assert len(FILES) >= 8


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_one_run_says_it_all(path: Path) -> None:
    data = written(path)
    first = {(one.code, one.where.line) for one in found(data)}
    after = mended_by_hand(repaired_alone(data))
    added = len(lines(after)) - len(lines(data))  # a line --- may have been put in
    hidden = [
        (one.code, str(one.where), lines(after)[one.where.line - 1])
        for one in found(after)
        if not any((one.code, one.where.line - by) in first for by in range(added + 1))
    ]
    assert hidden == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_nothing_said_about_it_quotes_a_note(path: Path) -> None:
    for one in found(written(path)):
        for language in ("en", "zh"):
            told = diagnostics.message(one, language) + diagnostics.hint(one, language)
            assert "聊" not in told.replace("聊爱好", "").replace("聊业务", "")
            assert "price" not in told


# what is left once the repairs that need no thought are made: what only the writer knows
LEFT = {
    "e1-caps": {"E211", "E210", "E204", "E146", "E238", "E232"},
    "e2-open": {"E206", "E141", "E201", "E147", "E146", "E204", "E238", "E232", "W302", "W304"},
    "e3-notes": {"E110", "E238", "E237", "W304", "W305"},
    "e4-smart": {"E146", "E204", "E202", "W302"},
    "z1-phone": {"E232", "E238"},
    "z2-chat": {"E110", "E232", "E238", "E237"},
    "z3-journal": {"E221", "E210", "E204", "E205", "E238", "E235", "W302"},
    "z4-win": {"E147", "E202", "E204", "E205", "E203", "E237", "E233", "E234", "E232", "W302"},
}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_fix_leaves_is_for_the_writer(path: Path) -> None:
    assert {one.code for one in found(repaired_alone(written(path)))} <= LEFT[path.stem]
