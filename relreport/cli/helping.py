"""Help and mistakes of usage, which the command line's library tells: in the user's language, in the
terminal's columns."""

from __future__ import annotations

import copy
import re
import sys
from collections.abc import Iterable
from functools import cache
from typing import TypeVar

import click

from relreport.cli.speech import spoken
from relreport.phrases import phrases

_Command = TypeVar("_Command", bound=click.Command)
_CAPITALS = re.compile(r" ?\b[A-Z]{2,}\b")
_WIDEST = 100


def teach() -> None:
    """Let the library's messages be looked up in `locales/` when they are said, not before."""
    for name, module in list(sys.modules.items()):
        if name.startswith("click.") and hasattr(module, "_"):
            module._ = told  # type: ignore[attr-defined] # where the library looks up what it says
        if name.startswith("click.") and hasattr(module, "ngettext"):
            module.ngettext = _counted  # type: ignore[attr-defined] # and what it counts


def told(message: str) -> str:
    """What the library says, in the user's language."""
    return message if spoken() == "en" else _in_words(spoken()).get(message, message)


def _counted(one: str, many: str, count: int) -> str:
    return told(one if count == 1 else many)


@cache
def _in_words(language: str) -> dict[str, str]:
    here = phrases("click", language)
    return {entry["text"]: here[key]["text"] for key, entry in phrases("click", "en").items()}


class Formatter(click.HelpFormatter):
    """Help in which a Chinese character counts as the two columns it takes, and a line may end behind any."""

    def __init__(
        self, indent_increment: int = 2, width: int | None = None, max_width: int | None = None
    ) -> None:
        super().__init__(indent_increment, width or _columns(max_width or _WIDEST))

    def write_heading(self, heading: str) -> None:
        self.write(f"{'':>{self.current_indent}}{heading}{'：' if spoken() == 'zh' else ':'}\n")

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        head = f"{prefix or told('Usage:')}{'' if spoken() == 'zh' else ' '}{prog} "
        from relreport.formats.columns import width

        if width(head + args) > self.width < width(head) + 30:
            self.write(f"{head.rstrip()}\n")
            head = "    "
        self._write_hanging(head, args)

    def write_text(self, text: str) -> None:
        self._write_hanging(" " * self.current_indent, " ".join(text.split()))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        from relreport.formats.columns import width

        listed = list(rows)
        # on a narrow terminal the terms leave room for what is said of them
        widest = min(col_max, max(self.width - self.current_indent - 30, 8))
        column = min(max(width(term) for term, _ in listed), widest) + col_spacing + self.current_indent
        for term, said in listed:
            head = f"{'':>{self.current_indent}}{term}"
            if width(head) + col_spacing > column:
                self.write(f"{head}\n")
                head = ""
            self._write_hanging(head + " " * (column - width(head)), said)

    def _write_hanging(self, head: str, said: str) -> None:
        """A head, and what is said beside it; further lines stand under the first."""
        from relreport.formats.columns import width, wrapped

        indent = width(head)
        first, *rest = wrapped(said, max(self.width - indent, 16)) or [""]
        self.write(f"{head}{first}".rstrip() + "\n")
        for line in rest:
            self.write(f"{'':>{indent}}{line}\n")


def _columns(most: int) -> int:
    import shutil

    return max(min(shutil.get_terminal_size().columns, most) - 2, 30)


class HelpContext(click.Context):
    formatter_class = Formatter


def spoken_to(command: _Command) -> _Command:
    """The command as its user reads it; the command itself stays as it is."""
    copied = copy.copy(command)
    copied.context_class = HelpContext
    copied.params = [copy.copy(one) for one in command.params]
    if spoken() == "en":
        return copied
    ctx = click.Context(command)
    copied.options_metavar = _placeholders(command.options_metavar or "")
    for parameter in copied.params:
        parameter.metavar = _placeholders(parameter.make_metavar(ctx))
    if isinstance(copied, click.Group):
        copied.subcommand_metavar = _placeholders(copied.subcommand_metavar)
    return copied


def _placeholders(text: str) -> str:
    def word(found: re.Match[str]) -> str:
        blank = " " if found[0].startswith(" ") else ""
        word = told(found[0].strip())
        return f"{blank}{word}" if word else ""

    return _CAPITALS.sub(word, text)


def show(error: click.ClickException) -> None:
    """Tell a mistake of usage on standard error."""
    message = error.format_message()
    if spoken() == "zh" and isinstance(error, click.UsageError) and message.endswith("'."):
        # the library puts a stop of its own behind a name
        error = click.UsageError(f"{message[:-1]}。", ctx=error.ctx)
    error.show()
