"""`relreport serve`: build, watch, and load the page again in the browser."""

from __future__ import annotations

import threading
import time
from datetime import date
from pathlib import Path

import click

from relreport.cli import DONE, USAGE
from relreport.cli.dates import DAY
from relreport.cli.session import Session, pass_session, refuse
from relreport.cli.speech import say
from relreport.cli.watching import POLL, stamps

PORT = 8000


@click.command(help=say("serve"), short_help=say("serve"))
@click.option(
    "--port", type=click.IntRange(0, 65535), default=PORT, help=say("serve.port"), show_default=True
)
@click.option("--output", type=click.Path(path_type=Path), help=say("build.output"))
@click.option("--audience", help=say("build.audience"))
@click.option("--as-of", "as_of", type=DAY, help=say("build.as_of"))
@click.option("--lang", "languages", help=say("build.lang"))
@click.option("--open", "opens", is_flag=True, help=say("serve.open"))
@pass_session
@click.pass_context
def serve(
    context: click.Context,
    session: Session,
    port: int,
    output: Path | None,
    audience: str | None,
    as_of: date | None,
    languages: str | None,
    opens: bool,
) -> int:
    from relreport.cli.build import build
    from relreport.serving import Server

    target = output or session.usable_workspace().root / "output"

    def built() -> int:
        session.__dict__.pop("workspace", None)
        asked = {"output": target, "audience": audience, "as_of": as_of, "languages": languages}
        code = context.invoke(build, **asked)
        return code if isinstance(code, int) else DONE

    seen = stamps(_read(session.root))
    if (code := built()) == USAGE:
        return code
    try:
        server = Server(target, port)
    except OSError:
        refuse(say("serve.busy", port=port))
    with server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        click.echo(server.address)
        session.tell(say("serve.ends"))
        if opens:
            click.launch(server.address)
        try:
            while True:
                time.sleep(POLL)
                if (now := stamps(_read(session.root))) != seen:
                    seen = now
                    try:
                        built()
                    except click.ClickException as error:
                        error.show()  # settings that cannot be used now: the last pages stay
                    server.version += 1
        finally:
            server.shutdown()


def _read(root: Path) -> tuple[Path, ...]:
    """What a build depends on."""
    folders = (*_below(root / "accounts"), *_below(root / "templates"))
    return (*root.glob("*.yaml"), *root.glob("*.csv"), *folders)


def _below(folder: Path) -> list[Path]:
    return [one for one in folder.rglob("*") if not one.name.startswith(".")] if folder.is_dir() else []
