"""The command line. A command's module is loaded when the command is asked for, not before."""

from __future__ import annotations

import errno
import gc
import importlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from relreport import __version__
from relreport.cli.helping import show, spoken_to, teach, told
from relreport.cli.speech import forget, hear, listen, say

# Command -> its module, in which it stands under the same name with `_` for `-`.
COMMANDS = {
    "build": "relreport.cli.build",
    "check": "relreport.cli.check",
    "assess": "relreport.cli.assess",
    "audit": "relreport.cli.audit",
    "explain": "relreport.cli.explain",
    "what-if": "relreport.cli.what_if",
    "baseline": "relreport.cli.baseline",
    "diff": "relreport.cli.diff",
    "review": "relreport.cli.review",
    "verify": "relreport.cli.verify",
    "rules": "relreport.cli.rules",
    "init": "relreport.cli.init",
    "new": "relreport.cli.new",
    "log": "relreport.cli.log",
    "fmt": "relreport.cli.fmt",
    "schema": "relreport.cli.schema",
    "serve": "relreport.cli.serve",
    "export": "relreport.cli.export",
    "import": "relreport.cli.import_",
    "doctor": "relreport.cli.doctor",
}

COLLECTED = (50_000, 20, 50)  # objects, rounds and rounds of those before the collector looks again
DONE, PROBLEMS, USAGE, LACKING, INTERRUPTED = 0, 1, 2, 3, 130


# errors of the system that have words of ours
_REASONS = {
    errno.ENOENT: "not-there",
    errno.EACCES: "not-permitted",
    errno.EPERM: "not-permitted",
    errno.ENOSPC: "disk-full",
    errno.EROFS: "read-only",
    errno.EISDIR: "a-folder",
    errno.ENOTDIR: "no-folder",
    errno.EEXIST: "there-already",
}


class Commands(click.Group):
    """Knows its commands by name, and what each is for from `locales/`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        module = COMMANDS.get(cmd_name)
        if module is None:
            return None
        # `import` is a word of Python's own
        name = "import_" if cmd_name == "import" else cmd_name.replace("-", "_")
        command = getattr(importlib.import_module(module), name)
        assert isinstance(command, click.Command)
        return spoken_to(command)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from relreport.nearest import nearest

            near = nearest(args[0], COMMANDS)
            ctx.fail(say("no_command", command=args[0][:40], **({"near": near} if near else {})))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section(told("Commands")):
            formatter.write_dl([(name, say(name)) for name in COMMANDS])

    def get_help(self, ctx: click.Context) -> str:
        self.help = say("relreport")
        for parameter in self.params:
            if isinstance(parameter, click.Option) and parameter.name in (
                "workspace",
                "quiet",
                "debug",
                "lang",
                "version",
            ):
                parameter.help = say(f"relreport.{parameter.name}")
        return super().get_help(ctx)


def _listen(ctx: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    if value:
        listen(value)
    return value


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--lang", type=click.Choice(["en", "zh"]), is_eager=True, callback=_listen)
@click.option("--workspace", "-C", type=click.Path(path_type=Path, file_okay=False))
@click.option("--quiet", "-q", is_flag=True)
@click.option("--debug", is_flag=True)
@click.version_option(__version__, "--version", "-V", prog_name="relreport", message="%(prog)s %(version)s")
@click.pass_context
def relreport(ctx: click.Context, lang: str | None, workspace: Path | None, quiet: bool, debug: bool) -> None:
    from relreport.cli.session import Session

    ctx.obj = Session(folder=workspace, quiet=quiet, debug=debug, lang=lang)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit code."""
    # a run is short, and what it loads stays: to look for circles among it would take a fifth of its time
    gc.set_threshold(*COLLECTED)
    sys.exit(run(list(sys.argv[1:] if arguments is None else arguments)))


def run(arguments: list[str]) -> int:
    """Run the command line; the exit code. No traceback reaches a user who did not ask for it."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # a terminal of another encoding would end the program at the first Chinese name
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    forget()
    hear(arguments)
    teach()
    settings: dict[str, Any] = {"color": False} if os.environ.get("NO_COLOR") else {}
    try:
        code = spoken_to(relreport).main(arguments, prog_name="relreport", standalone_mode=False, **settings)
        sys.stdout.flush()
    except (KeyboardInterrupt, click.Abort):
        click.echo(say("interrupted"), err=True)
        return INTERRUPTED
    except click.ClickException as error:
        show(error)
        return USAGE
    except BrokenPipeError:
        # whoever read the output has enough; without this Python complains once more while it ends
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except Exception as error:  # noqa: BLE001 - the outermost edge: everything ends here, in words
        return _failed(error, debug="--debug" in arguments)
    return code if isinstance(code, int) else DONE


def _failed(error: Exception, *, debug: bool) -> int:
    if debug:
        import traceback

        traceback.print_exception(error)
    lacks = getattr(error, "lacks", None)
    if lacks:
        for lack in lacks:
            click.echo(say("lacks", library=lack.library), err=True)
            if lack.remedy:
                click.echo(f"  {lack.remedy}", err=True)
        return LACKING
    if isinstance(error, OSError):
        from relreport.diagnostics import escaped

        reason = _REASONS.get(error.errno or 0)
        told = say(f"system.{reason}") if reason else error.strerror or type(error).__name__
        path = {"path": str(error.filename)} if error.filename is not None else {}
        click.echo(escaped(say("system", reason=told, **path)), err=True)
        return LACKING
    click.echo(say("unexpected", kind=type(error).__name__), err=True)
    return PROBLEMS
