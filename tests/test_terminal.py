"""What commands show on a terminal: no wider than it is, in colours where somebody sees them, whole in a pipe."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from pathlib import Path

import pytest

from relreport.formats.columns import width
from relreport.formats.reflow import Run, reflowed

CHECKOUT = Path(__file__).parents[1]
COLOURS = re.compile(r"\x1b\[[0-9;]*m")

LINES = {
    "that fits": ([Run("one two")], 7, ["one two"]),
    "of words": ([Run("one two three")], 8, ["one two", "three"]),
    "indented": ([Run("    one two three")], 12, ["    one two", "    three"]),
    "behind a mark": ([Run("  ? one two three")], 12, ["  ? one two", "    three"]),
    "behind a number and a mark": ([Run("  1 ◆ one two")], 10, ["  1 ◆ one", "     two"]),
    "behind a code": ([Run("NET01  one two three")], 15, ["NET01  one two", "       three"]),
    "of Chinese": ([Run("  · 三成份额，一家供货")], 12, ["  · 三成份", "    额，一家", "    供货"]),
    "to be copied": ([Run("  relreport what-if a 'b c'", whole=True)], 12, ["  relreport what-if a 'b c'"]),
    "with a long word": ([Run("see concurrent.futures now")], 8, ["see", "concurrent.futures", "now"]),
}


@pytest.mark.parametrize("case", LINES)
def test_a_line(case: str) -> None:
    line, columns, wanted = LINES[case]
    assert ["".join(run.text for run in one) for one in reflowed(line, columns)] == wanted


def test_runs_stay_as_they_were() -> None:
    line = [Run("one two ", bold=True), Run("three four", colour="red"), Run(" five", dim=True)]
    found = [[run for run in one if run.text] for one in reflowed(line, 10)]
    assert found == [
        [Run("one two", bold=True)],
        [Run("three four", colour="red")],
        [Run("five", dim=True)],
    ]


def on_a_terminal(
    columns: int, *arguments: str, folder: Path = CHECKOUT, code: int = 0, **environment: str
) -> str:
    """What a command shows in a terminal of that width."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in ("NO_COLOR", "COLUMNS", "FORCE_COLOR")
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "relreport", *arguments],
        cwd=folder,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={**kept, "TERM": "xterm-256color", "PYTHONPATH": str(CHECKOUT), **environment},
    )
    os.close(theirs)
    shown = b""
    while True:
        try:
            piece = os.read(ours, 65_536)
        except OSError:  # the other end is closed
            break
        if not piece:
            break
        shown += piece
    os.close(ours)
    assert process.wait() == code
    return shown.decode("utf-8").replace("\r\n", "\n")


DAY = ("--as-of", "2026-11-20")


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(
    ("columns", "command"),
    [
        (40, ("assess", *DAY)),
        (80, ("assess", *DAY)),
        (40, ("assess", "accounts/yunpo-rail.md", *DAY)),
        (80, ("explain", "yunpo-rail", *DAY)),
        (60, ("rules",)),
        (44, ("rules", "NET01")),
    ],
)
def test_nothing_is_wider_than_the_terminal(columns: int, command: tuple[str, ...], language: str) -> None:
    shown = COLOURS.sub("", on_a_terminal(columns, "--lang", language, *command))
    for line in shown.split("\n"):
        assert width(line) <= columns or "relreport what-if" in line or " " not in line.strip(), line


def test_colours_are_for_who_sees_them() -> None:
    command = ("assess", "accounts/yunpo-rail.md", *DAY)
    assert COLOURS.search(on_a_terminal(100, *command))
    assert not COLOURS.search(on_a_terminal(100, *command, NO_COLOR="1"))
    piped = subprocess.run(
        [sys.executable, "-m", "relreport", "rules"], cwd=CHECKOUT, capture_output=True, check=True
    ).stdout.decode()
    assert not COLOURS.search(piped)
    assert all(re.match(r"[A-Z]{3}\d\d  ", line) for line in piped.splitlines())


@pytest.mark.parametrize("columns", [40, 80])
def test_the_caret_stands_below_its_place_on_any_terminal(columns: int, tmp_path: Path) -> None:
    (tmp_path / "accounts").mkdir()
    (tmp_path / "accounts" / "a.md").write_text(
        "---\nname: x\nneeds:\n  - {need: 一段很长的话一段很长的话一段很长的话, answer: 另一段很长的话另一段很长的话, status: opne}\n---\n",
        encoding="utf-8",
    )
    shown = COLOURS.sub("", on_a_terminal(columns, "check", folder=tmp_path, code=1)).split("\n")
    quoted = next(line for line in shown if line.startswith("  4 | "))
    caret = shown[shown.index(quoted) + 1]
    assert max(width(quoted), width(caret)) <= columns
    assert width(quoted[: quoted.index("opne")]) == caret.index("^")
    assert caret.count("^") == len("opne")
