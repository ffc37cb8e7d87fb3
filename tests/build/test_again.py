"""Nothing is made twice, and nothing that is not ours, whole and for these readers is ever taken over."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from tests.build.workspace import build, files, identities, workspace, write

PAGES = {"accounts/alpha.html", "accounts/beta.html", "accounts/gamma.html"}
FOUND_ANEW = "index.html"


CHECKOUT = Path(__file__).parents[2]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return workspace(tmp_path / "work")


def made_anew(root: Path, change: Callable[[Path], object], *options: str) -> set[str]:
    """Which pages the second build made, after `change`; the output is then that of a build without a cache."""
    assert build(root, *options) == 0
    before = identities(root / "output")
    change(root)
    build(root, *options)
    after = identities(root / "output")
    kept = files(root / "output")
    build(root, *options, "--force", "--output", str(root / "fresh"))
    assert kept == files(root / "fresh")
    return {name for name, identity in after.items() if before.get(name) != identity}


def nothing(root: Path) -> None:
    pass


def one_account(root: Path) -> None:
    write(root, "beta", said="and sons")


def deleted(root: Path) -> None:
    (root / "accounts" / "beta.md").unlink()


def renamed(root: Path) -> None:
    (root / "accounts" / "beta.md").rename(root / "accounts" / "delta.md")


def settings(root: Path) -> None:
    with (root / "relreport.yaml").open("a", encoding="utf-8") as file:
        file.write("company: Chengyu\n")


def day(root: Path) -> None:
    place = root / "relreport.yaml"
    place.write_text(place.read_text(encoding="utf-8").replace("2026-11-20", "2026-11-21"), encoding="utf-8")


def figures(root: Path) -> None:
    (root / "figures.csv").write_text("account,period,sales\nbeta,2026-Q3,400000\n", encoding="utf-8")


def page_edited(root: Path) -> None:
    page = root / "output" / "accounts" / "beta.html"
    seen = page.stat()
    page.write_bytes(page.read_bytes().replace(b"Beta", b"Evil"))
    os.utime(page, ns=(seen.st_atime_ns, seen.st_mtime_ns))


def page_gone(root: Path) -> None:
    (root / "output" / "accounts" / "beta.html").unlink()


def page_linked(root: Path) -> None:
    page = root / "output" / "accounts" / "beta.html"
    page.unlink()
    page.symlink_to(root / "accounts" / "beta.md")


def page_touched(root: Path) -> None:
    (root / "output" / "accounts" / "beta.html").touch()


def foreign_file(root: Path) -> None:
    (root / "output" / "notes.txt").write_text("mine", encoding="utf-8")


def broken_account(root: Path) -> None:
    (root / "accounts" / "beta.md").write_text("---\nname: [\n", encoding="utf-8")


CHANGES = {
    "nothing": (nothing, set()),
    "a page touched but not changed": (page_touched, set()),
    "an account": (one_account, {"accounts/beta.html", FOUND_ANEW}),
    "an account deleted": (deleted, {FOUND_ANEW}),
    "an account renamed": (renamed, {"accounts/delta.html", FOUND_ANEW}),
    "an account broken": (broken_account, {FOUND_ANEW}),
    "finance's figures of one": (figures, {"accounts/beta.html", FOUND_ANEW}),
    "a page edited by hand, its time set back": (page_edited, {"accounts/beta.html", FOUND_ANEW}),
    "a page removed": (page_gone, {"accounts/beta.html", FOUND_ANEW}),
    "a link in a page's place": (page_linked, {"accounts/beta.html", FOUND_ANEW}),
    "a file that is not ours": (foreign_file, {FOUND_ANEW}),
    "the settings": (settings, PAGES | {FOUND_ANEW}),
    "the day": (day, PAGES | {FOUND_ANEW}),
}


@pytest.mark.parametrize(("change", "expected"), CHANGES.values(), ids=CHANGES)
def test_what_changed_is_made_and_nothing_else(
    root: Path, change: Callable[[Path], object], expected: set[str]
) -> None:
    assert made_anew(root, change) == expected


@pytest.mark.parametrize("options", [("--lang", "en,zh"), ("--paper", "letter"), ("--audience", "team")])
def test_other_options_make_everything(root: Path, options: tuple[str, ...]) -> None:
    build(root)
    before = identities(root / "output")
    build(root, *options, "--yes")
    after = identities(root / "output")
    assert not set(before.items()) & set(after.items())


def test_an_account_that_was_named_is_made_and_the_others_stay(root: Path) -> None:
    build(root)
    before = identities(root / "output")
    write(root, "beta", said="and sons")
    write(root, "gamma", said="and daughters")
    build(root, str(root / "accounts" / "beta.md"))
    after = identities(root / "output")
    assert {name for name in after if after[name] != before[name]} == {"accounts/beta.html", FOUND_ANEW}
    portfolio = (root / "output" / FOUND_ANEW).read_text(encoding="utf-8")
    assert "Beta and sons" in portfolio
    assert "Gamma" in portfolio
    assert "and daughters" not in portfolio
    # what stayed is not forgotten: the next whole build makes it
    build(root)
    assert "Gamma and daughters" in (root / "output" / FOUND_ANEW).read_text(encoding="utf-8")


def test_named_first_of_all_still_all_are_covered(root: Path) -> None:
    build(root, str(root / "accounts" / "beta.md"))
    assert set(identities(root / "output")) == PAGES | {FOUND_ANEW}


def test_a_workspace_by_another_way_is_the_same_one(root: Path) -> None:
    build(root)
    before = identities(root / "output")
    (root.parent / "beside").mkdir()
    way = root.parent / "beside" / ".." / root.name
    build(way)
    assert identities(root / "output") == before
    build(way, "--force", "--output", str(root / "fresh"))
    assert files(root / "fresh") == files(root / "output")


def test_force_makes_everything(root: Path) -> None:
    build(root)
    before = identities(root / "output")
    build(root, "--force")
    assert not set(before.items()) & set(identities(root / "output").items())


def test_mistakes_are_told_again(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken_account(root)
    told = []
    for _ in range(2):
        assert build(root) == 1
        told.append(capsys.readouterr().err)
    assert told[0] == told[1]
    assert "accounts/beta.md" in told[0]
    before = files(root / "output")
    assert build(root, "--strict") == 1
    assert files(root / "output") == before


@pytest.fixture
def sample(root: Path) -> Path:
    """A workspace with some of the sample's accounts, which have years behind them."""
    for name in ("heyu-bridge", "brackmoor-packaging"):
        shutil.copy(CHECKOUT / "accounts" / f"{name}.md", root / "accounts")
    shutil.copy(CHECKOUT / "relreport.yaml", root / "relreport.yaml")
    return root


@pytest.mark.parametrize(
    ("audience", "before", "after"),
    [
        ("manager", "2026-11-20", "2026-11-21"),
        ("manager", "2026-12-31", "2027-01-01"),  # of another quarter
        ("team", "2026-11-20", "2026-11-21"),
        ("management", "2026-11-20", "2026-11-21"),
        ("customer", "2026-11-20", "2026-11-21"),
    ],
)
def test_the_next_morning_gives_what_it_would_give_without_yesterday(
    sample: Path, audience: str, before: str, after: str
) -> None:
    options = ("--audience", audience, "--jobs", "1", "--lang", "en,zh", "--yes")
    build(sample, *options, "--as-of", before)
    build(sample, *options, "--as-of", after)
    morning = files(sample / "output")
    assert {"accounts/heyu-bridge.html", "zh/accounts/heyu-bridge.html"} <= morning.keys()
    build(sample, *options, "--as-of", after, "--force", "--output", str(sample / "fresh"))
    assert morning == files(sample / "fresh")


def test_the_next_morning_reads_no_day_of_the_past_again(
    sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(sample, "--jobs", "1", "--as-of", "2026-11-20")
    monkeypatch.setattr("relreport.trend.read_back", None)  # what calls it fails
    build(sample, "--jobs", "1", "--as-of", "2026-11-21")
    morning = files(sample / "output")
    assert "accounts/heyu-bridge.html" in morning
    monkeypatch.undo()
    build(sample, "--jobs", "1", "--as-of", "2026-11-21", "--force", "--output", str(sample / "fresh"))
    assert morning == files(sample / "fresh")


def cut(place: Path) -> None:
    place.write_bytes(place.read_bytes()[:-20])


def emptied(place: Path) -> None:
    place.write_bytes(b"")


def turned(place: Path) -> None:
    data = bytearray(place.read_bytes())
    data[len(data) // 2] ^= 1
    place.write_bytes(data)


def linked(place: Path) -> None:
    moved = place.with_name("elsewhere")
    place.rename(moved)
    place.symlink_to(moved)


NAMES = tuple(f"{letter}{number}" for letter in "abc" for number in range(4))


@pytest.mark.parametrize("seed", range(3))
def test_after_any_edits_the_output_is_that_of_a_build_from_nothing(tmp_path: Path, seed: int) -> None:
    """Accounts come, go, move, break, are mended and say the same as others, or no more."""
    chance = Random(seed)
    root = workspace(tmp_path / "work", *NAMES)
    build(root)
    beside = False
    for step in range(6):
        there = sorted((root / "accounts").glob("*.md"))
        for place in chance.sample(there, chance.choice((0, 1, 1, 1, 3))):
            match chance.choice(("said", "said", "same", "gone", "moved", "broken")):
                case "said":
                    write(root, place.stem, said=f"& <{step}>")
                case "same":
                    write(
                        root,
                        place.stem,
                        said="of one house with a name so long that it is cut in running text",
                    )
                case "gone":
                    place.unlink()
                case "moved":
                    place.rename(place.with_stem(f"{place.stem}-{step}"))
                case "broken":
                    place.write_text("---\nname: [\n", encoding="utf-8")
        if chance.random() < 0.5:
            write(root, f"new-{step}")
        build(root)
        beside = beside or any(place.suffix == ".since" for place in kept(root))
        again = files(root / "output")
        build(root, "--force", "--output", str(root / "fresh"))
        assert again == files(root / "fresh")
    assert beside  # else the many are written anew each time


def test_rows_written_one_by_one_are_those_of_the_page_written_whole(root: Path) -> None:
    """A template of one's own gets rows as they are; the shipped one as its own makes the same page."""
    write(root, "beta", said="& <sons> of a house with a name so long that it is cut in running text")
    build(root)
    alone = files(root / "output")
    own = root / "templates"
    own.mkdir()
    shutil.copy(CHECKOUT / "templates" / "portfolio.html", own)
    build(root)
    whole = files(root / "output")
    assert alone["index.html"] == whole["index.html"]
    assert b"&lt;sons&gt;" in whole["index.html"]


@pytest.mark.parametrize("damage", [cut, emptied, turned, Path.unlink, linked])
def test_damage_to_what_came_since_costs_time_and_nothing_else(
    tmp_path: Path, damage: Callable[[Path], object]
) -> None:
    root = workspace(tmp_path / "work", *NAMES)
    build(root)
    good = files(root / "output")
    write(root, "a1", said="and sons")
    build(root)
    damage(next(place for place in kept(root) if place.suffix == ".since"))
    write(root, "a1")
    assert build(root) == 0
    assert files(root / "output") == good


def test_what_another_program_kept_is_not_read(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not even where the files are the same: how it kept them, nobody here knows."""
    build(root)
    before = identities(root / "output")
    monkeypatch.setattr("relreport.cache.program", lambda: "another")
    monkeypatch.setattr("relreport.cache.Cache.pieces", None)  # what calls it fails
    write(root, "beta", said="and sons")
    assert build(root) == 0
    assert not set(before.items()) & set(identities(root / "output").items())


def kept(root: Path) -> list[Path]:
    return sorted((root / ".relreport" / "cache").iterdir())


def test_what_is_kept_is_private_and_is_no_pickle(root: Path) -> None:
    build(root)
    assert stat.S_IMODE((root / ".relreport" / "cache").stat().st_mode) == 0o700
    assert {stat.S_IMODE(place.stat().st_mode) for place in kept(root)} == {0o600}
    manifest = next(place for place in kept(root) if place.suffix == ".json")
    assert json.loads(manifest.read_bytes().partition(b"\n")[2])["audience"] == "manager"


def test_another_audience_leaves_nothing_of_the_first(root: Path) -> None:
    build(root)
    build(root, "--audience", "team", "--yes")
    assert [place.suffix or place.name for place in kept(root)] == [".json", ".pieces", "key", "templates"]
    manifest = next(place for place in kept(root) if place.suffix == ".json")
    assert b'"manager"' not in manifest.read_bytes()


@pytest.mark.parametrize("damage", [cut, emptied, turned, Path.unlink, linked])
@pytest.mark.parametrize("ending", [".json", ".pieces", "key", "templates"])
def test_damage_costs_time_and_nothing_else(
    root: Path, damage: Callable[[Path], object], ending: str
) -> None:
    build(root)
    good = files(root / "output")
    damage(next(place for place in kept(root) if place.name.endswith(ending)))
    write(root, "beta", said="and sons")
    assert build(root) == 0
    write(root, "beta")
    assert build(root) == 0
    assert files(root / "output") == good


def test_a_cache_that_came_with_a_copy_is_not_believed(root: Path, tmp_path: Path) -> None:
    """Somebody forges pages and a cache that vouches for them, and gives the folder away."""
    build(root)
    page = root / "output" / "accounts" / "beta.html"
    page.write_bytes(page.read_bytes().replace(b"Beta", b"Evil"))
    other = tmp_path / "given"
    shutil.copytree(root, other, symlinks=True)
    other.joinpath(".relreport").chmod(0o700)
    build(other)
    assert b"Evil" not in (other / "output" / "accounts" / "beta.html").read_bytes()
    before = identities(other / "output")
    build(other)
    assert identities(other / "output") == before


def test_where_nothing_changed_no_template_and_no_engine_is_loaded(root: Path) -> None:
    build(root)
    script = (
        "import sys; from relreport.cli import run\n"
        f"code = run(['-q', '-C', {str(root)!r}, 'build'])\n"
        "print(code, [name for name in ('jinja2', 'weasyprint', 'markdown_it', 'babel', 'relreport.build')"
        " if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    assert done.stdout.strip() == "0 []"
