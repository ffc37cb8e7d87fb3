"""`relreport check`: is every file valid? All mistakes at once, each with its place and its repair."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import click

from relreport import __version__, diagnostics
from relreport.cli import DONE, PROBLEMS
from relreport.cli.screen import show_text, window
from relreport.cli.session import Session, no_file, pass_session
from relreport.cli.speech import say, spoken
from relreport.cli.watching import POLL, stamps
from relreport.config import FIGURES_NAME, SETTINGS_NAME, NoSuchFileError, Workspace, read_plain_file
from relreport.finding import Finding, Severity
from relreport.record import dataclass
from relreport.repairs import apply, difference, repaired


@dataclass(frozen=True, kw_only=True)
class Checked:
    """What a run over the files found, by place; and the bytes of those that something is said about."""

    findings: tuple[Finding, ...]
    files: int
    sources: dict[str, bytes]
    places: dict[str, Path]


@click.command(help=say("check"), short_help=say("check"))
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(diagnostics.FORMATS),
    default="text",
    help=say("check.format"),
    show_default=True,
)
@click.option("--strict", is_flag=True, help=say("check.strict"))
@click.option("--fix", is_flag=True, help=say("check.fix"))
@click.option("--watch", is_flag=True, help=say("check.watch"))
@pass_session
def check(session: Session, paths: tuple[Path, ...], form: str, strict: bool, fix: bool, watch: bool) -> int:
    def once() -> int:
        workspace = session.workspace_of(paths)
        if fix:
            workspace = _repair(session, workspace, paths)
        return _report(session, workspace, _checked(workspace, paths), form, strict)

    if watch:
        _watch(session, paths, once)
    return once()


def _checked(workspace: Workspace, paths: tuple[Path, ...]) -> Checked:
    try:
        files, chosen = workspace.chosen(paths)
    except NoSuchFileError as error:
        no_file(error)
    wanted = {file.path for file in files}
    settings_named = any(path.name == SETTINGS_NAME for path in paths)
    files = tuple(file for file in files if Path(file.path).name not in (SETTINGS_NAME, FIGURES_NAME))
    findings = [
        one
        for one in workspace.findings
        if not paths
        or one.where.path in wanted
        or (one.where.path == SETTINGS_NAME and (settings_named or one.is_error))
    ]
    findings += chosen
    sources: dict[str, bytes] = {}
    places = {file.path: file.place for file in files}
    places[SETTINGS_NAME] = workspace.root / SETTINGS_NAME
    accounts: list[tuple[str, str]] = []
    count = len(files)
    for file in files:
        parsed = workspace.parse(file)
        accounts.append((parsed.id, parsed.name or parsed.id))
        if parsed.findings:
            findings += parsed.findings
    if not paths:
        findings += workspace.figures(accounts).findings
        count += bool(workspace.settings_data) + (workspace.root / FIGURES_NAME).is_file()
    places[FIGURES_NAME] = workspace.root / FIGURES_NAME
    for path in {one.where.path for one in findings}:
        if path in places:
            sources[path] = read_plain_file(places[path])[0] or b""
    findings.sort(key=lambda one: (one.where.path, one.where.line, one.where.column, one.code))
    return Checked(findings=tuple(findings), files=count, sources=sources, places=places)


def _report(session: Session, workspace: Workspace, checked: Checked, form: str, strict: bool) -> int:
    language = spoken(workspace.settings.language)
    findings = checked.findings
    if strict:
        findings = tuple(replace(one, severity=Severity.ERROR) for one in findings)
    errors = sum(one.is_error for one in findings)
    if form == "json":
        click.echo(diagnostics.as_json(findings, checked.files, language))
    elif form == "github":
        if findings:
            click.echo(diagnostics.as_github(findings, language))
    elif form == "gitlab":
        click.echo(diagnostics.as_gitlab(findings, language))
    elif form == "sarif":
        click.echo(diagnostics.as_sarif(findings, language, __version__))
    else:
        _print(findings, checked.sources, language)
    repairs = sum(one.edit is not None for one in findings) if form == "text" else 0
    count = diagnostics.Count(checked.files, errors, len(findings) - errors, repairs)
    session.tell(count.told(language))
    return PROBLEMS if errors else DONE


def _print(findings: tuple[Finding, ...], sources: dict[str, bytes], language: str) -> None:
    lines: dict[str, list[str]] = {}
    for finding in findings:
        path = finding.where.path
        if path not in lines:
            # not splitlines(): it also splits at U+2028, and editors do not
            text = _decoded(sources.get(path, b"")).replace("\r\n", "\n").replace("\r", "\n")
            lines[path] = text.removeprefix("\ufeff").split("\n")
        number = finding.where.line - 1
        source = lines[path][number] if number < len(lines[path]) and lines[path][number].strip() else None
        head, *rest = diagnostics.text(finding, source, language, window(sys.stdout))
        place, _, said = head.partition(f": {finding.severity.word}[")
        colour = "red" if finding.is_error else "yellow"
        sign = click.style(f"{finding.severity.word}[{finding.code}]", fg=colour, bold=True)
        click.echo(f"{place}: {sign}{said[5:]}")
        hint = diagnostics.hint(finding, language)
        for line in rest:
            if hint and line.endswith(f"= {hint}"):
                show_text(line)
            else:  # as it stands in the file, or should
                click.echo(line)


def _decoded(data: bytes) -> str:
    """The text of a file to show lines of; nothing where it cannot be told."""
    for encoding in ("utf-8", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return "" if "\x00" in text else text
    return ""


def _repair(session: Session, workspace: Workspace, paths: tuple[Path, ...]) -> Workspace:
    """Apply the safe repairs, and again while they uncover more: a file may need its colon before its
    commas. The workspace as it is then: its settings may have been repaired, too."""
    before: dict[str, bytes] = {}
    after: dict[str, bytes] = {}
    counts: dict[str, int] = {}
    for _ in range(10):
        checked = _checked(workspace, paths)
        changed = False
        for path, data in checked.sources.items():
            edits = [one.edit for one in checked.findings if one.where.path == path and one.edit]
            new = repaired(data, edits)
            if new is None or new == data:
                continue
            if not apply(checked.places[path], data, new):
                session.tell(say("check.writing", path=path))
                continue
            changed = True
            before.setdefault(path, data)
            after[path] = new
            counts[path] = counts.get(path, 0) + len(edits)
            if path == SETTINGS_NAME:
                session.__dict__.pop("workspace", None)
                workspace = session.workspace_of(paths)
                break  # what was found before was found with the settings as they were
        if not changed:
            break
    for path, data in before.items():
        click.echo(difference(path, data, after[path]), nl=False, err=True)
        session.tell(say("check.repaired", path=path, count=counts[path]))
    return workspace


def _watch(session: Session, paths: tuple[Path, ...], once: Callable[[], int]) -> None:
    """Check whenever a file changed, until interrupted. The lines around each run are for editors to see
    its ends."""
    seen: dict[str, tuple[int, int]] | None = None
    while True:
        session.__dict__.pop("workspace", None)
        now = stamps(_read(session, paths))
        if now != seen:
            seen = now
            click.echo(f"[{datetime.now().astimezone():%H:%M:%S}] {say('check.begin')}")
            once()
            click.echo(f"[{datetime.now().astimezone():%H:%M:%S}] {say('check.end')}")
        time.sleep(POLL)


def _read(session: Session, paths: tuple[Path, ...]) -> tuple[Path, ...]:
    root = session.workspace_of(paths).root
    return (*root.glob("*.yaml"), *root.glob("*.csv"), *(root / "accounts").rglob("*.md"), *paths)
