"""The same files give the same bytes, whatever the hash seed, the zone, the locale, the workers, the folder."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.build.workspace import files, workspace

TOP = Path(__file__).parents[2]
PLAIN = {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C.UTF-8"}
SURROUNDINGS = {
    "another seed": ({"PYTHONHASHSEED": "77"}, "1"),
    "no seed": ({"PYTHONHASHSEED": "random"}, "1"),
    "east": ({"TZ": "Asia/Shanghai"}, "1"),
    "west": ({"TZ": "Pacific/Marquesas"}, "1"),
    "another locale": ({"LC_ALL": "zh_CN.GB18030", "LANG": "tr_TR.UTF-8"}, "1"),
    "no locale": ({"LC_ALL": "C", "PYTHONUTF8": "0"}, "1"),
    "two workers": ({}, "2"),
    "all of it": ({"PYTHONHASHSEED": "5", "TZ": "Asia/Kathmandu", "LC_ALL": "POSIX"}, "3"),
}


def built(root: Path, surroundings: dict[str, str], jobs: str, *options: str) -> dict[str, bytes]:
    names = [f"account-{number}" for number in range(3)]
    workspace(root, *names if jobs != "3" else reversed(names))
    environment = {name: value for name, value in os.environ.items() if name not in ("LANG", "LANGUAGE")}
    done = subprocess.run(
        [sys.executable, "-m", "relreport", "-q", "-C", str(root), "build", "--jobs", jobs, *options],
        env=environment | PLAIN | surroundings | {"PYTHONPATH": str(TOP)},
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return files(root / "output")


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return built(tmp_path_factory.mktemp("plain") / "work", {}, "1", "--lang", "en,zh")


@pytest.fixture(scope="module")
def plain_pdf(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return built(tmp_path_factory.mktemp("plain") / "work", {}, "1", "--format", "pdf")


@pytest.mark.parametrize(("surroundings", "jobs"), SURROUNDINGS.values(), ids=SURROUNDINGS)
def test_pages_and_data(
    tmp_path: Path, plain: dict[str, bytes], surroundings: dict[str, str], jobs: str
) -> None:
    assert built(tmp_path / "another folder 甲", surroundings, jobs, "--lang", "en,zh") == plain


@pytest.mark.slow
def test_pdf(tmp_path: Path, plain_pdf: dict[str, bytes]) -> None:
    surroundings, jobs = SURROUNDINGS["all of it"]
    assert built(tmp_path / "another folder 甲", surroundings, jobs, "--format", "pdf") == plain_pdf
