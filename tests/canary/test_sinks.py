"""Every place that bytes for a reader can lie in, audience by audience: what they may not have is in none.

Files by name and content, what is kept for the next build, messages, and what each command prints. The command
line alone is used, as a person or a pipeline would.
"""

from __future__ import annotations

import html
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from relreport.cli import run
from relreport.formats.libraries import lacking
from relreport.scan.pdf import pdf_views
from relreport.scan.views import Viewer
from tests.canary import account as canary
from tests.memory.repository import Repository

CLEARANCES = {
    "management": canary.INTERNAL,
    "team": canary.RESTRICTED,
    "board": canary.INTERNAL,
    "auditors": canary.RESTRICTED,
    "customer": canary.PUBLIC,
    "guests": canary.PUBLIC,
}
OUTSIDE = ("customer", "guests")
PAPER = not lacking()
# field × sink, at least: readers outside get no review; `docs/security.md` says how many it is in all
LEAST = {audience: 1_600 if audience in OUTSIDE else 3_000 for audience in CLEARANCES}


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    repository = Repository(tmp_path / "work")
    repository.write("relreport.yaml", canary.settings().decode())
    whole = canary.account().decode()
    name = next(line for line in whole.split("\n") if line.startswith("name:"))
    repository.write("accounts/canary.md", f"---\n{name}\n---\n")
    repository.commit(date(2024, 1, 1), author="Quixotl Writer")
    repository.write("accounts/canary.md", whole)
    repository.commit(date.fromisoformat(canary.DAY), author="Quixotl Writer")
    return repository.root


def commands(audience: str, workspace: Path, out: Path) -> Iterator[tuple[str, list[str]]]:
    """Every command that makes or prints something for readers. Paper is slow: for two audiences."""
    paper = PAPER and audience in ("management", "team")
    readers = ["--audience", audience, "--as-of", canary.DAY]
    both = ["--lang", "en,zh", "--yes"]
    account = str(workspace / "accounts" / "canary.md")
    form = "all" if paper else "html"
    yield "plans", ["build", *readers, *both, "--format", form, "--output", str(out / "plans")]
    yield "plans again", ["build", *readers, *both, "--format", form, "--output", str(out / "plans")]
    yield "single", ["build", *readers, *both, "--single-file", "--output", str(out / "single")]
    for printed in ("text", "json", "csv"):
        yield f"assess {printed}", ["assess", *readers, "--format", printed]
        yield f"assess {printed}, one", ["assess", account, *readers, "--format", printed]
    if audience in OUTSIDE:
        return
    visit = ["--kind", "visit", "--with", "wang-lei"]
    owner = ["--kind", "handover", "--owner", "li-na"]
    yield "visit", ["build", account, *visit, *readers, *both, "--output", str(out / "visit")]
    yield "handover", ["build", *owner, *readers, *both, "--format", form, "--output", str(out / "handover")]
    review = ["review", "--against", "2024-06-30", *readers, "--lang", "en,zh"]
    yield "review", [*review, "--format", form, "--output", str(out / "review")]
    yield "review json", [*review, "--format", "json"]
    for form in ("csv", "sqlite", "ics"):  # a workbook holds the same tables, packed
        yield f"export {form}", ["export", *readers, "--to", form, "--output", str(out / f"export-{form}" / "to")]
    for printed in ("text", "md", "json", "html"):
        yield f"diff {printed}", ["diff", "2024-06-30..", *readers, "--format", printed]


def read(data: bytes, name: str) -> str:
    if name.endswith(".pdf"):
        return canary.folded("\n".join(view.text for view in pdf_views(data, Viewer())))
    return canary.folded(html.unescape(data.decode("utf-8", "replace")))


def sinks(workspace: Path, audience: str, capsys: pytest.CaptureFixture[str]) -> dict[str, str]:
    """By sink, all that lies there, folded."""
    out = workspace.parent / f"out-{audience}"
    found: dict[str, str] = {}
    for name, command in commands(audience, workspace, out):
        capsys.readouterr()
        code = run(["-C", str(workspace), *command])
        printed, said = capsys.readouterr()
        assert code == 0, (name, said)
        found[f"{name}: printed"] = canary.folded(printed)
        found[f"{name}: messages"] = canary.folded(said)
    for root in (out, workspace / ".relreport"):
        for place in sorted(root.rglob("*")):
            told = place.relative_to(root.parent).as_posix()
            if place.is_file() and "assets" not in place.parts:
                found[told] = read(place.read_bytes(), place.name)
        found[f"names in {root.name}"] = canary.folded("\n".join(map(str, sorted(root.rglob("*")))))
    return found


@pytest.mark.parametrize("audience", CLEARANCES)
def test_no_sink_holds_what_its_readers_may_not_have(
    workspace: Path, capsys: pytest.CaptureFixture[str], audience: str
) -> None:
    found = sinks(workspace, audience, capsys)
    closed = [path for path in canary.FIELDS if canary.FIELDS[path] > CLEARANCES[audience]]
    assert [
        (path, sink) for sink, text in found.items() for path in closed if canary.found_in(path, text)
    ] == []
    assert not [sink for sink, text in found.items() if "quixotl" in text]
    # the positive control: what may be there is
    held = {path for path in canary.FIELDS for text in found.values() if canary.found_in(path, text)}
    assert held >= {"name", "category"}
    assert len(found) * len(canary.FIELDS) >= LEAST[audience], sorted(found)


def test_so_much_is_looked_at() -> None:
    assert len(canary.FIELDS) >= 80
    assert sum(LEAST.values()) > 15_000
