"""Wheel, source archive and checkout all find the templates, the sample workspace and the package's data."""

import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from relreport import __version__, resources

TOP = Path(__file__).parent.parent
ASK = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
import relreport
from relreport import resources
home = Path(relreport.__file__).parent
for place in (resources.templates(), resources.sample() / "accounts"):
    print(sorted(str(file.relative_to(place)) for file in place.rglob("*") if file.is_file()))
    assert place.is_relative_to(sys.argv[1]), place
print((resources.sample() / "relreport.yaml").is_file())
print((home / "fonts").is_dir() and (home / "locales").is_dir())
"""


def built(kind: str, source: Path, into: Path) -> Path:
    command = [sys.executable, "-m", "build", "--no-isolation", f"--{kind}", f"--outdir={into}", str(source)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    [archive] = into.iterdir()
    return archive


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built("wheel", TOP, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def unpacked_source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    archive = built("sdist", TOP, tmp_path_factory.mktemp("sdist"))
    place = tmp_path_factory.mktemp("source")
    with tarfile.open(archive) as members:
        # Python 3.11.2, which Debian 12 has, knows no filters yet; 3.12 warns where none is chosen
        members.extraction_filter = getattr(tarfile, "data_filter", lambda member, _: member)
        members.extractall(place)
    [top] = place.iterdir()
    return top


def what_is_found(package_in: Path) -> list[str]:
    # -I: nothing of the checkout or of this environment's settings may help; the folder is the same for all
    command = [sys.executable, "-I", "-c", ASK, str(package_in)]
    done = subprocess.run(command, cwd="/", capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def unpacked(wheel: Path, place: Path) -> Path:
    with zipfile.ZipFile(wheel) as members:
        members.extractall(place)
    return place


def test_the_checkout_finds_its_own() -> None:
    templates, accounts, settings, data = what_is_found(TOP)
    assert ".html" in templates
    assert ".md" in accounts
    assert (settings, data) == ("True", "True")


def test_a_wheel_finds_the_same(wheel: Path, tmp_path: Path) -> None:
    assert what_is_found(unpacked(wheel, tmp_path)) == what_is_found(TOP)


def test_the_source_archive_finds_the_same(unpacked_source: Path) -> None:
    assert what_is_found(unpacked_source) == what_is_found(TOP)


def test_the_source_archive_builds_the_same_wheel(wheel: Path, unpacked_source: Path, tmp_path: Path) -> None:
    again = built("wheel", unpacked_source, tmp_path)
    with zipfile.ZipFile(wheel) as one, zipfile.ZipFile(again) as other:
        assert {entry.filename: entry.CRC for entry in other.infolist()} == {
            entry.filename: entry.CRC for entry in one.infolist()
        }


def test_a_wheel_holds_the_package_and_nothing_beside(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as members:
        names = set(members.namelist())
        tops = {name.split("/")[0] for name in names}
        settings = members.read(f"relreport-{__version__}.dist-info/entry_points.txt").decode()
    assert tops == {"relreport", f"relreport-{__version__}.dist-info"}
    assert "relreport = relreport.cli:main" in settings
    assert "relreport/py.typed" in names
    ours = {
        path.relative_to(TOP).as_posix()
        for path in (TOP / "relreport").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert ours <= names
    sample = [TOP / "relreport.yaml", TOP / "figures.csv", *(TOP / "accounts").rglob("*.md")]
    assert {f"relreport/_shipped/sample/{path.relative_to(TOP).as_posix()}" for path in sample} <= names


def test_an_installation_without_its_data_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(resources, "_PACKAGE", tmp_path / "relreport")
    with pytest.raises(FileNotFoundError, match="lacks its templates: install it again"):
        resources.templates()
    with pytest.raises(FileNotFoundError, match="lacks its sample"):
        resources.sample()


def test_the_lock_names_no_place_to_fetch_from() -> None:
    lines = (TOP / "requirements.lock").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if "/" in line or line.startswith("-")] == []
    pinned = [line for line in lines if line and not line.startswith((" ", "#"))]
    assert all("==" in line and line.endswith("\\") for line in pinned)
