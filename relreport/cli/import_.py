"""`relreport import`: account files from another system's CSV. No file that is there already is touched."""

from __future__ import annotations

from pathlib import Path

import click

from relreport.cli import DONE, PROBLEMS
from relreport.cli.session import Session, pass_session, refuse
from relreport.cli.speech import say, spoken
from relreport.config import ACCOUNTS_NAME


@click.command("import", help=say("import"), short_help=say("import"), epilog=say("import.about"))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--mapping", type=click.Path(path_type=Path), help=say("import.mapping"))
@click.option("--dry-run", "dry", is_flag=True, help=say("import.dry"))
@click.option("--lang", "language", type=click.Choice(["en", "zh"]), help=say("import.lang"))
@pass_session
def import_(session: Session, file: Path, mapping: Path | None, dry: bool, language: str | None) -> int:
    from relreport.config import read_plain_file
    from relreport.diagnostics import escaped
    from relreport.exchange.columns import NotATableError, mapping_of
    from relreport.exchange.crm import Reading, account_files

    workspace = session.usable_workspace()
    settings = workspace.settings
    data, _ = read_plain_file(file)
    if data is None:
        refuse(say("no_file", path=str(file)))
    columns = None
    try:
        if mapping is not None:
            told, _ = read_plain_file(mapping)
            if told is None:
                refuse(say("no_file", path=str(mapping)))
            columns = mapping_of(str(mapping), told)
        reading = Reading(data, columns, settings)
    except NotATableError as error:
        refuse(escaped(say(f"import.{error.reason}", **{k: v for k, v in error.facts.items() if v})))
    there = [(one.id, parsed.name or one.id) for one in workspace.files for parsed in [workspace.parse(one)]]
    made = kept = 0
    for id, text, customer in account_files(reading, there, language or spoken(settings.language)):
        if text is None:
            kept += 1
            session.tell(escaped(say("import.there", name=customer.name)))
            continue
        place = workspace.root / ACCOUNTS_NAME / f"{id}.md"
        if not dry:
            place.parent.mkdir(parents=True, exist_ok=True)
            try:
                with place.open("xb") as new:
                    new.write(text)
            except FileExistsError:
                kept += 1
                session.tell(escaped(say("import.there", name=customer.name)))
                continue
        made += 1
        click.echo(f"{ACCOUNTS_NAME}/{id}.md")
    for one in reading.remarks:
        facts = {name: told for name in ("column", "expected", "kept") if (told := getattr(one, name))}
        click.echo(escaped(f"{file}:{one.line}: {say(f'import.{one.reason}', **facts)}"), err=True)
    if reading.left:
        session.tell(escaped(say("import.left", columns=", ".join(one[:40] for one in reading.left))))
    done = "import.would" if dry else "import.made"
    session.tell(say(done, count=made, **({"kept": kept} if kept else {})))
    lost = any(not one.reason.endswith("_kept") for one in reading.remarks)
    return PROBLEMS if lost else DONE
