"""`relreport schema`: the JSON Schema of the front matter, or of the settings."""

from __future__ import annotations

import json
from pathlib import Path

import click

from relreport.cli.speech import say
from relreport.schema import account_schema, settings_schema


@click.command(help=say("schema"))
@click.option("--settings", "of_settings", is_flag=True, help=say("schema.settings"))
@click.option("--output", "-o", type=click.Path(path_type=Path, dir_okay=False), help=say("schema.output"))
def schema(of_settings: bool, output: Path | None) -> None:
    text = json.dumps(settings_schema() if of_settings else account_schema(), ensure_ascii=False, indent=2)
    if output is None:
        click.echo(text)
    else:
        output.write_text(text + "\n", encoding="utf-8")
