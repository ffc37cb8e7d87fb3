"""An organisation's own look, and pages that are one file."""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from relreport.build.above import site_files
from relreport.build.job import Job
from relreport.build.one import build_one, guarded
from relreport.build.order import Order
from relreport.build.site import asset_files
from relreport.cli import run as command
from relreport.formats.html import own_templates, stray_templates, template_mistakes
from relreport.formats.look import LARGEST, Look, is_picture
from relreport.formats.single import in_one_file
from relreport.model import Settings
from tests.pages import DAY

# one red dot
PNG = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="
)
ACCOUNT = "---\nname: 甲公司\npurchasing: [{period: 2026-Q1, share: 40%}, {period: 2026-Q2, share: 45%}]\n---\n".encode()


def built(**asked: Any) -> tuple[dict[str, bytes], Order]:
    order = Order(settings=Settings(), day=DAY, **asked)
    done = build_one(Job(path="accounts/a.md", id="a", data=ACCOUNT), order)
    return {**done.files, **site_files([done], order), **asset_files(order)}, order


# --- one file ---


def test_a_page_in_one_file_names_nothing_beside_it_and_knows_its_parts_by_hash() -> None:
    files, _ = built(single=True, look=Look(logo=PNG))
    assert not [name for name in files if name.startswith("assets/")]
    for name in ("index.html", "accounts/a.html"):
        text = files[name].decode()
        policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)
        assert policy
        assert "'self'" not in policy[1]
        parts = [
            *re.findall(r"<style>(.*?)</style>", text, re.DOTALL),
            *re.findall(r"<script>(.*?)</script>", text, re.DOTALL),
        ]
        for part in parts:
            assert b64encode(sha256(part.encode()).digest()).decode() in policy[1]
        assert len(parts) == (2 if name == "index.html" else 1)
        assert "assets/" not in re.sub(r"<script>.*?</script>", "", text, flags=re.DOTALL)
        assert "@font-face" not in text
        assert 'src="data:image/png;base64,' in text


def test_what_is_written_like_a_sheet_in_the_text_stays_text() -> None:
    page = '<head></head><body>&lt;link rel="stylesheet" href="assets/x.css"&gt;</body>'
    assert in_one_file(page, {}) == page


# --- the accent ---


@pytest.mark.parametrize(
    ("accent", "kept"), [("#0a6b4f", True), ("#1f4e79", True), ("#ffe000", False), ("#ffffff", False)]
)
def test_an_accent_that_cannot_be_read_on_white_is_darkened(accent: str, kept: bool) -> None:
    said = re.search(r"--accent: (#\w{6});", Look(accent=accent).paper())
    assert said
    assert (said[1] == accent) is kept


def test_the_accent_reaches_screens_dark_ones_paper_and_charts() -> None:
    look = Look(accent="#0a6b4f")
    files, _ = built(look=look)
    sheet = files["assets/css/screen.css"].decode()
    assert sheet.rstrip().endswith("}")
    assert len(re.findall("--accent: #", sheet)) == 6  # light, dark and print, shipped and own
    assert look.drawn('<path stroke="#1f4e79"/> #1f4e79') == '<path stroke="#0a6b4f"/> #1f4e79'
    assert Look().drawn("x") == "x"
    assert not Look().paper()
    assert not Look().screen()


# --- the logo ---


@pytest.mark.parametrize(
    ("data", "fits"),
    [
        (PNG, True),
        (b"\xff\xd8\xff\xe0", True),
        (b"<svg onload=alert(1)>", False),
        (b"GIF89a", False),
        (b"", False),
        (PNG + b"0" * LARGEST, False),
    ],
)
def test_a_logo_is_a_picture(data: bytes, fits: bool) -> None:
    assert is_picture(data) is fits


def test_the_logo_stands_on_every_page() -> None:
    files, _ = built(look=Look(logo=PNG))
    assert files["assets/logo.png"] == PNG
    assert '<img class="logo" src="../assets/logo.png"' in files["accounts/a.html"].decode()
    assert '<img class="logo" src="assets/logo.png"' in files["index.html"].decode()
    plain, _ = built()
    assert not [name for name in plain if "logo" in name]
    assert "<img" not in plain["index.html"].decode()


# --- templates and style sheets ---


def test_a_workspaces_own_sheet_and_template_take_the_place_of_the_shipped(tmp_path: Path) -> None:
    (tmp_path / "css").mkdir()
    (tmp_path / "css" / "screen.css").write_text("body { color: green; }")
    (tmp_path / "portfolio.html").write_text("<h1>OWN {{ page.rows|length }}</h1>")
    (tmp_path / "secret.txt").write_text("no template")
    (tmp_path / "plan.html").symlink_to(tmp_path / "secret.txt")
    own = own_templates(tmp_path)
    assert sorted(own) == ["css/screen.css", "portfolio.html"]
    files, _ = built(templates=own)
    assert files["assets/css/screen.css"] == b"body { color: green; }"
    assert files["index.html"] == b"<h1>OWN 1</h1>"
    assert b"<title>" in files["accounts/a.html"]


def test_no_folder_no_templates(tmp_path: Path) -> None:
    assert own_templates(tmp_path / "none") == {}
    (tmp_path / "link").symlink_to(tmp_path)
    assert own_templates(tmp_path / "link") == {}


def test_a_mistake_in_a_template_is_told_with_its_line() -> None:
    (found,) = template_mistakes({"plan.html": "a\nb {% if %}\n", "css/screen.css": "{% if %}"})
    assert found.startswith("templates/plan.html:2: ")


# --- from the command line ---


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    (tmp_path / "accounts").mkdir()
    (tmp_path / "accounts" / "a.md").write_text(
        "---\nname: 甲公司\ncontacts: [{id: wang, name: 王磊}]\n---\n## Journal\n- 2026-06-01 wang call: 方案\n"
    )
    (tmp_path / "accounts" / "b.md").write_text(
        "---\nname: 乙公司\ncontacts: [{id: wang, name: 王五}]\n---\n"
    )
    (tmp_path / "relreport.yaml").write_text("language: zh\nas_of: 2026-06-30\n")
    return tmp_path


def run(workspace: Path, *words: str) -> int:
    return command(["--workspace", str(workspace), "build", *words])


def test_a_sheet_is_written_beside_what_the_output_holds(workspace: Path) -> None:
    assert run(workspace, "--audience", "manager") == 0
    assert run(workspace, "--audience", "manager", "--kind", "visit", "--with", "王磊") == 0
    output = workspace / "output"
    assert "方案" in (output / "visit" / "a-wang.html").read_text()
    assert (output / "index.html").is_file()
    assert (output / "assets" / "css" / "screen.css").is_file()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--kind", "visit"], "--with"),
        (["--with", "wang"], "--with"),
        (["--kind", "visit", "--with", "nobody"], "nobody"),
        (["--kind", "visit", "--with", "wang"], "a (wang), b (wang)"),
        (
            ["--kind", "visit", "--with", "wang", "--audience", "customer", "--yes", "accounts/a.md"],
            "customer",
        ),
    ],
)
def test_whom_the_sheet_is_for_must_be_plain(
    workspace: Path,
    words: list[str],
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(workspace)
    assert run(workspace, *words) == 2
    assert said in capsys.readouterr().err
    assert not (workspace / "output").exists()


def test_a_logo_outside_or_none_is_refused(workspace: Path) -> None:
    (workspace / "relreport.yaml").write_text("as_of: 2026-06-30\nlogo: logo.svg\n")
    (workspace / "logo.svg").write_text("<svg/>")
    assert run(workspace) == 2
    (workspace / "logo.png").write_bytes(PNG)
    (workspace / "relreport.yaml").write_text(
        "as_of: 2026-06-30\nlogo: logo.png\ncolours: {accent: '#0a6b4f'}\n"
    )
    assert run(workspace) == 0
    assert (workspace / "output" / "assets" / "logo.png").read_bytes() == PNG


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("a\n{{ page.nobody }}", "templates/plan.html:2: "),
        (
            "\n\n{% if page.id %}{{ page.id|nothing }}{% endif %}",
            "templates/plan.html:3: No filter named 'nothing'",
        ),
        ("{{ page.id }}\n{{ 1 // 0 }}", "templates/plan.html:2: ZeroDivisionError"),
    ],
)
def test_a_mistake_that_shows_only_on_a_page_is_named_by_its_line(wrong: str, said: str) -> None:
    order = Order(settings=Settings(), day=DAY, templates={"plan.html": wrong})
    done = guarded(Job(path="accounts/a.md", id="a", data=ACCOUNT), order)
    assert done.failure is not None
    assert done.failure.startswith(said)
    assert "甲公司" not in done.failure


def test_a_mistake_that_ends_every_page_is_told_once(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (workspace / "templates").mkdir()
    (workspace / "templates" / "plan.html").write_text("{{ page.id }}\n{{ 1 // 0 }}")
    assert run(workspace) == 1
    told = [line for line in capsys.readouterr().err.splitlines() if "templates/plan.html:2" in line]
    assert len(told) == 1
    assert "a 等 2 个客户" in told[0]


def test_an_own_file_that_replaces_nothing_is_told_unless_a_template_asks_for_it() -> None:
    assert stray_templates({"plan.html": "x", "css/screen.css": "x", "partials/gap.html": "x"}) == []
    assert stray_templates({"plan.html": "{% include 'ours.html' %}", "ours.html": "x"}) == []
    assert stray_templates({"plann.html": "x", "css/screan.css": "x"}) == ["css/screan.css", "plann.html"]
