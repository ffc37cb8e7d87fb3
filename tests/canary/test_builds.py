"""A build as a user runs it: readers kept apart, leaks withheld, nothing followed out of the workspace."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path

import pytest

from relreport.audience import entries
from relreport.cli import run as run_command
from relreport.model import Account
from tests.canary import account as canary

DAY = ("--as-of", canary.DAY)


@dataclass(frozen=True)
class Result:
    exit_code: int
    output: str


Run = Callable[..., Result]


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    root = tmp_path / "work"
    (root / "accounts").mkdir(parents=True)
    (root / "relreport.yaml").write_bytes(canary.settings())
    (root / "accounts" / "canary.md").write_bytes(canary.account())
    (root / "accounts" / "plain.md").write_text("---\nname: Plain\ntier: key\n---\n", encoding="utf-8")
    return root


@pytest.fixture
def run(workspace: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def running(*arguments: str) -> Result:
        code = run_command(["--workspace", str(workspace), *arguments])
        return Result(code, "".join(capsys.readouterr()))

    return running


def markers_in(folder: Path) -> set[str]:
    found: set[str] = set()
    for place in folder.rglob("*"):
        if place.is_file() and "assets" not in place.parts:
            text = canary.folded(place.read_bytes().decode("utf-8", "replace"))
            found |= {path for path in canary.FIELDS if canary.found_in(path, text)}
    return found


def test_quiet(run: Run, workspace: Path) -> None:
    result = run("build", *DAY)
    assert result.exit_code == 0, result.output
    found = markers_in(workspace / "output")
    assert found
    assert all(canary.FIELDS[path] <= canary.INTERNAL for path in found)
    assert (
        json.loads((workspace / "output/data/assessment.json").read_text("utf-8"))["audience"] == "management"
    )


def test_another_audience_needs_another_folder(run: Run, workspace: Path) -> None:
    assert run("build", *DAY, "--audience", "manager").exit_code == 0
    before = markers_in(workspace / "output")
    assert run("build", *DAY).exit_code == 2
    assert markers_in(workspace / "output") == before
    assert run("build", *DAY, "--yes").exit_code == 0
    assert all(canary.FIELDS[path] <= canary.INTERNAL for path in markers_in(workspace / "output"))


def test_what_is_kept_for_one_audience_serves_no_other(run: Run, workspace: Path) -> None:
    """The manager's pages are kept first; every later build of the same files holds its own facts alone."""
    for audience, clearance in (
        ("manager", 3),
        ("team", 2),
        ("management", 1),
        ("guests", 0),
        ("customer", 0),
    ):
        for _ in range(2):  # the second is served by what the first one kept
            out = str(workspace / f"out-{audience}")
            assert run("build", *DAY, "--audience", audience, "--output", out, "--yes").exit_code == 0
            found = markers_in(Path(out))
            assert found
            assert all(canary.FIELDS[path] <= clearance for path in found), audience


def test_an_unknown_audience_builds_nothing(run: Run, workspace: Path) -> None:
    result = run("build", *DAY, "--audience", "managment")
    assert result.exit_code == 2
    assert not (workspace / "output").exists()
    assert run("assess", "--audience", "nobody").exit_code == 2
    (workspace / "relreport.yaml").write_text("audience: nobody\n", encoding="utf-8")
    assert run("build", *DAY).exit_code == 2


def test_a_customers_copy_is_asked_about(run: Run, workspace: Path) -> None:
    assert run("build", *DAY, "--audience", "customer").exit_code != 0
    assert not (workspace / "output").exists()


def test_an_account_with_a_leak_is_withheld_and_the_others_are_built(
    run: Run, workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As if redaction had forgotten the notes: the scanner, which knows nothing of redaction, finds them."""

    def forgetful(account: Account, audience: object) -> Account:
        made = entries.redacted_account(account, audience)  # type: ignore[arg-type]
        return made if account.id != "canary" else _with_notes(made, account)

    redaction = import_module("relreport.audience.redact")
    monkeypatch.setattr(redaction, "redacted_account", forgetful)
    result = run("build", *DAY, "--jobs", "1")
    assert result.exit_code == 1, result.output
    assert "canary" in result.output
    assert "accounts/canary.md:" in result.output
    assert not any(canary.marker(path) in result.output for path in canary.FIELDS)
    output = workspace / "output"
    assert not (output / "accounts/canary.html").exists()
    assert (output / "accounts/plain.html").exists()
    assert all(canary.FIELDS[path] <= canary.PUBLIC for path in markers_in(output))
    told = json.loads((output / "data/assessment.json").read_text("utf-8"))
    assert [one["id"] for one in told["accounts"]] == ["plain"]


def _with_notes(made: Account, whole: Account) -> Account:
    notes = {one.at: one.note for one in whole.interactions}
    return replace(made, interactions=tuple(replace(one, note=notes[one.at]) for one in made.interactions))


def test_a_misspelt_block_is_an_error_and_stays_hidden(run: Run, workspace: Path) -> None:
    text = "---\nname: A\n---\n## Summary\n\nopen words\n\n::: secrte\nhidden words\n:::\n"
    (workspace / "accounts" / "a.md").write_text(text, encoding="utf-8")
    assert run("build", *DAY, "--audience", "manager").exit_code == 1
    page = (workspace / "output/accounts/a.html").read_text("utf-8")
    assert "open words" in page
    assert "hidden words" not in page


def test_output_and_cache_are_private(run: Run, workspace: Path) -> None:
    assert run("build", *DAY).exit_code == 0
    for root in (workspace / "output", workspace / ".relreport"):
        for place in (root, *root.rglob("*")):
            mode = stat.S_IMODE(place.lstat().st_mode)
            assert mode & 0o077 == 0, place


SECRET_FILE = "never to be read"


def test_links_and_special_files_are_not_followed(run: Run, workspace: Path) -> None:
    outside = workspace.parent / "outside"
    outside.mkdir()
    (outside / "a.md").write_text(f"---\nname: {SECRET_FILE}\n---\n", encoding="utf-8")
    (outside / "plan.html").write_text(SECRET_FILE, encoding="utf-8")
    (outside / "logo.png").write_bytes(b"\x89PNG\r\n\x1a\n" + SECRET_FILE.encode())
    accounts = workspace / "accounts"
    (accounts / "link.md").symlink_to(outside / "a.md")
    (accounts / "folder").symlink_to(outside)
    (accounts / "circle").symlink_to(accounts)
    os.mkfifo(accounts / "pipe.md")
    (accounts / "folder.md").mkdir()
    (workspace / "templates").mkdir()
    (workspace / "templates" / "plan.html").symlink_to(outside / "plan.html")
    (workspace / "figures.csv").symlink_to(outside / "a.md")
    result = run("build", *DAY)
    assert result.exit_code == 1
    # what is passed over is said, in a build as in a check
    for passed in ("accounts/link.md", "accounts/folder", "accounts/pipe.md", "figures.csv"):
        assert f"{passed}:1:1: " in result.output, passed
        assert f"{passed}:1:1: " in run("check").output, passed
    assert SECRET_FILE not in result.output
    for place in (workspace / "output").rglob("*"):
        assert not place.is_file() or SECRET_FILE.encode() not in place.read_bytes()


def test_linked_folders_are_not_followed_and_said(run: Run, workspace: Path) -> None:
    outside = workspace.parent / "outside"
    (outside / "templates").mkdir(parents=True)
    (outside / "templates" / "plan.html").write_text(SECRET_FILE, encoding="utf-8")
    (workspace / "accounts").rename(outside / "accounts")
    (workspace / "accounts").symlink_to(outside / "accounts")
    (workspace / "templates").symlink_to(outside / "templates")
    result = run("build", *DAY)
    assert result.exit_code == 1
    assert "accounts:1:1: error[E107]" in result.output
    assert "templates:1:1: warning[W303]" in result.output
    assert not list((workspace / "output").rglob("canary.html"))


@pytest.mark.parametrize(
    "logo", ["../outside/logo.png", "/etc/passwd", "link/logo.png", "link.png", "a.svg", "~/x.png"]
)
def test_a_logo_lies_in_the_workspace_and_is_a_picture(run: Run, workspace: Path, logo: str) -> None:
    outside = workspace.parent / "outside"
    outside.mkdir()
    (outside / "logo.png").write_bytes(b"\x89PNG\r\n\x1a\n" + SECRET_FILE.encode())
    (workspace / "link").symlink_to(outside)
    (workspace / "link.png").symlink_to(outside / "logo.png")
    (workspace / "a.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", encoding="utf-8")
    (workspace / "relreport.yaml").write_text(f"logo: {logo}\n", encoding="utf-8")
    assert run("build", *DAY).exit_code == 2
    assert not (workspace / "output").exists()


@pytest.mark.parametrize(
    "text", ["hooks: x", "plugins: [os]", "executor: os:system", "extends: ../x.yaml", "templates: /tmp"]
)
def test_settings_name_no_code_and_no_other_file(run: Run, workspace: Path, text: str) -> None:
    (workspace / "relreport.yaml").write_text(f"{text}\n", encoding="utf-8")
    assert run("build", *DAY).exit_code == 2


def test_messages_hold_no_text_of_the_file_and_no_control_characters(run: Run, workspace: Path) -> None:
    """What a pipeline keeps of a build: places and codes, tokens and ids."""
    text = (
        canary.account()
        .decode()
        .replace("kind: personnel", "kind: nonsense")
        .replace("tier: vvip", "tier: vvvip")
    )
    (workspace / "accounts" / "canary.md").write_text(
        text.replace("on: 2026-08-12", "on: soon"), encoding="utf-8"
    )
    (workspace / "accounts" / "bell\x1b]0;x\x07.md").write_text("---\nname: a\n---\n", encoding="utf-8")
    told = ""
    for command in (("build", *DAY), ("check", "--format", "json"), ("check", "--format", "github")):
        result = run(*command)
        assert result.exit_code in (1, 2)
        told += result.output
    assert "accounts/canary.md:" in told
    texts = [path for path in canary.FIELDS if not path.endswith(".id")]
    assert [path for path in texts if canary.marker(path) in told] == []
    assert "\x1b" not in told
    assert "\x07" not in told


@pytest.mark.parametrize(
    "name", ["A\\e]0;title\\a", "A\\x9b31m", "A\\u202eB", "A\\u200bB", "A\\0B", "a" + "\\u0301" * 40]
)
def test_what_an_escape_puts_in_is_as_forbidden_as_itself(run: Run, workspace: Path, name: str) -> None:
    """A terminal would be steered, a reader fooled: by a name, by an entry, by the settings."""
    text = f'---\nname: A\nneeds: [{{need: "{name}"}}, {{need: fine}}]\n---\n'
    (workspace / "accounts" / "entry.md").write_text(text, encoding="utf-8")
    (workspace / "accounts" / "name.md").write_text(f'---\nname: "{name}"\n---\n', encoding="utf-8")
    told = ""
    for command in (("assess", *DAY), ("assess", *DAY, "--format", "json"), ("check",), ("build", *DAY)):
        result = run(*command)
        assert result.exit_code == 1
        told += result.output
    assert "accounts/entry.md:3:" in told
    for character in "\x1b\x07\x9b\u202e\u200b\0":
        assert character not in told
    (workspace / "relreport.yaml").write_text(f'company: "{name}"\n', encoding="utf-8")
    assert run("build", *DAY).exit_code == 2


def test_a_slip_costs_its_entry_and_withholds_nothing(run: Run, workspace: Path) -> None:
    """The scanner takes what could not be read for closed; what could be read is not held against the report."""
    text = (
        canary.account()
        .decode()
        .replace("kind: personnel", "kind: nonsense")
        .replace("on: 2026-08-12", "on: soon")
    )
    (workspace / "accounts" / "canary.md").write_text(text, encoding="utf-8")
    for audience in ("management", "team", "customer"):
        result = run("build", *DAY, "--audience", audience, "--output", str(workspace / audience), "--yes")
        assert result.exit_code == 1
        assert (workspace / audience / "accounts/canary.html").exists(), result.output


def test_a_visit_sheet_holds_what_its_readers_may_read(run: Run, workspace: Path) -> None:
    for audience, clearance in (("management", 1), ("team", 2)):
        out = workspace / audience
        result = run(
            *("build", *DAY, "--kind", "visit", "--with", "wang-lei", str(workspace / "accounts/canary.md")),
            *("--audience", audience, "--output", str(out)),
        )
        assert result.exit_code == 0, result.output
        found = markers_in(out)
        assert found
        assert all(canary.FIELDS[path] <= clearance for path in found)
