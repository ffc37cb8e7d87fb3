"""An output folder is refused, shared, put in place, and never left half done."""

import errno
import json
import os
import resource
import shutil
import stat
import subprocess
import sys
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest

from relreport.output import (
    Mark,
    OtherAudience,
    OutputBusy,
    OutputError,
    OutputRefused,
    Staging,
    UnsafeName,
    durable,
    exchange,
    open_output,
    private_place,
    read_mark,
)
from relreport.output.names import checked

ROOT = Path(__file__).parent.parent


@pytest.fixture
def workspace(tmp_path):
    folder = tmp_path / "workspace"
    (folder / "accounts").mkdir(parents=True)
    return folder


def opened(
    workspace: Path, target: Path | None = None, *, audience: str = "manager", **named: Any
) -> AbstractContextManager[Staging]:
    target = workspace / "output" if target is None else target
    return open_output(target, places=workspace / ".relreport", audience=audience, version="1", **named)


def build(workspace: Path, pages: dict[str, bytes]) -> None:
    with opened(workspace) as staging:
        for name, data in pages.items():
            staging.write(name, data)
        staging.commit()


def pages(target: Path) -> dict[str, bytes]:
    return {
        path.relative_to(target).as_posix(): path.read_bytes()
        for path in target.rglob("*")
        if path.is_file() and path.name != ".relreport"
    }


def leftovers(folder: Path) -> list[Path]:
    return list(folder.rglob(".relreport-staging-*"))


QUIET = [
    "index.html",
    "accounts/huadong-bridge.html",
    "en/accounts/a.pdf",
    "handover/王磊.html",
    "data/assessment.json",
    "console.html",
    "com10.html",
    "aux-pumps/x.html",
]


@pytest.mark.parametrize("relative", QUIET)
def test_a_name_that_means_one_file_everywhere(relative):
    assert checked(relative) == relative


@pytest.mark.parametrize(
    ("relative", "code"),
    [
        ("", "empty"),
        ("/etc/passwd", "absolute-or-empty-part"),
        ("a//b", "absolute-or-empty-part"),
        ("a/", "absolute-or-empty-part"),
        ("../evil", "first-character"),
        ("a/../../b", "first-character"),
        ("./a", "first-character"),
        (".git/hooks/post-checkout", "first-character"),
        (".relreport", "first-character"),
        ("-rf", "first-character"),
        ("a.", "last-character"),
        ("a /b", "last-character"),
        ("CON", "device"),
        ("accounts/aux.html", "device"),
        ("nul.tar.gz", "device"),
        ("COM¹.txt", "device"),
        ("lpt9", "device"),
        ("..\\..\\x", "character"),
        ("C:/x", "character"),
        ("a:b", "character"),
        ("a\0b", "character"),
        ("a\x1b[0m", "character"),
        ("\ud800", "character"),
        ("cafe\u0301.html", "not-composed"),
        ("x" * 256, "too-long"),
        ("国" * 86, "too-long"),
    ],
)
def test_a_name_that_does_not(workspace, relative, code):
    with opened(workspace) as staging, pytest.raises(UnsafeName) as caught:
        staging.write(relative, b"")
    assert caught.value.code == code


@pytest.mark.parametrize("twin", ["a.html", "A.html", "ａ.html"])
def test_two_names_that_are_one_file_elsewhere(workspace, twin):
    with opened(workspace) as staging:
        staging.write("a.html", b"")
        with pytest.raises(UnsafeName) as caught:
            staging.write(twin, b"")
    assert caught.value.code == "twin"


def test_the_whole_output_changes(workspace):
    build(workspace, {"index.html": b"1", "accounts/gone.html": b"1"})
    build(workspace, {"index.html": b"2", "pdf/new.pdf": b"2"})
    assert pages(workspace / "output") == {"index.html": b"2", "pdf/new.pdf": b"2"}
    assert read_mark(workspace / "output") == Mark(audience="manager", version="1")
    assert json.loads((workspace / "output/.relreport").read_text()) == {
        "format": 1,
        "audience": "manager",
        "version": "1",
    }
    assert leftovers(workspace) == []


def test_what_is_not_committed_has_not_happened(workspace):
    with opened(workspace, workspace / "far/away/output") as staging:
        staging.write("index.html", b"1")
    assert not (workspace / "far").exists()
    build(workspace, {"index.html": b"1"})
    with pytest.raises(KeyboardInterrupt):
        interrupted(workspace)
    assert pages(workspace / "output") == {"index.html": b"1"}
    assert leftovers(workspace) == []


def interrupted(workspace: Path) -> None:
    with opened(workspace) as staging:
        staging.write("index.html", b"2")
        raise KeyboardInterrupt


def test_committed_once(workspace):
    with opened(workspace) as staging:
        staging.commit()
        with pytest.raises(RuntimeError):
            staging.commit()


@pytest.mark.parametrize("mask", [0o000, 0o022, 0o077])
def test_for_the_owner_alone(workspace, mask):
    before = os.umask(mask)
    try:
        build(workspace, {"en/accounts/deep/a.html": b"1"})
    finally:
        os.umask(before)
    for place in (workspace / "output", workspace / ".relreport"):
        for path in (place, *place.rglob("*")):
            assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


def test_the_private_place_is_closed_again_and_out_of_git(workspace):
    place = workspace / ".relreport"
    place.mkdir(0o755)
    assert private_place(place) == place
    assert stat.S_IMODE(place.stat().st_mode) == 0o700
    assert (place / ".gitignore").read_bytes() == b"*\n"


@pytest.mark.parametrize("planted", [".relreport", ".relreport/staging", ".relreport/locks"])
def test_a_link_planted_for_the_private_place(workspace, tmp_path, planted):
    (tmp_path / "elsewhere").mkdir()
    (workspace / planted).parent.mkdir(exist_ok=True)
    (workspace / planted).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OutputRefused) as caught, opened(workspace):
        pass
    assert caught.value.code == "symlink"
    assert list((tmp_path / "elsewhere").iterdir()) == []


@pytest.mark.parametrize(
    ("target", "code"),
    [
        ("/", "root"),
        (".", "workspace"),
        ("..", "holds-workspace"),
        ("accounts", "reserved"),
        ("Accounts", "reserved"),
        ("accounts/east/out", "reserved"),
        ("linked/out", "reserved"),
        (".git/out", "reserved"),
        (".relreport", "reserved"),
        ("link", "symlink"),
        ("dangling", "symlink"),
        ("file", "not-a-folder"),
        ("foreign", "foreign"),
        ("hidden", "foreign"),
        ("forged", "foreign"),
    ],
)
def test_a_folder_that_no_build_may_replace(workspace, target, code):
    (workspace / "file").write_text("mine")
    (workspace / "empty").mkdir()
    (workspace / "link").symlink_to("empty")
    (workspace / "dangling").symlink_to("nowhere")
    (workspace / "linked").symlink_to("accounts")
    for folder, name in (("foreign", "thesis.docx"), ("hidden", ".profile"), ("forged", ".relreport")):
        (workspace / folder).mkdir()
        (workspace / folder / name).write_text("[]")
    before = pages(workspace)
    with pytest.raises(OutputRefused) as caught, opened(workspace, workspace / target):
        pass
    assert caught.value.code == code
    assert {
        name: data for name, data in pages(workspace).items() if not name.startswith(".relreport/")
    } == before


def test_an_empty_folder_will_do(workspace):
    (workspace / "output").mkdir()
    build(workspace, {"index.html": b"1"})
    assert pages(workspace / "output") == {"index.html": b"1"}


def test_one_folder_one_audience(workspace):
    build(workspace, {"index.html": b"secret"})
    with pytest.raises(OtherAudience) as caught, opened(workspace, audience="customer"):
        pass
    assert (caught.value.found, caught.value.wanted) == ("manager", "customer")
    with opened(workspace, audience="customer", replacing=True) as staging:
        assert not staging.carry("index.html")
        staging.write("index.html", b"open")
        staging.commit()
    assert pages(workspace / "output") == {"index.html": b"open"}


def test_carried_over(workspace):
    build(workspace, {"accounts/a.html": b"a", "accounts/b.html": b"b"})
    number = (workspace / "output/accounts/a.html").stat().st_ino
    (workspace / "output/accounts/b.html").chmod(0o644)
    with opened(workspace) as staging:
        assert staging.carry("accounts/a.html")
        assert staging.carry("accounts/b.html")
        assert not staging.carry("accounts/c.html")
        staging.write("accounts/c.html", b"c")
        staging.commit()
    assert pages(workspace / "output") == {f"accounts/{name}.html": name.encode() for name in "abc"}
    assert (workspace / "output/accounts/a.html").stat().st_ino == number
    # somebody opened this one to others: the next output does not
    assert stat.S_IMODE((workspace / "output/accounts/b.html").stat().st_mode) == 0o600


def test_carried_where_there_are_no_links(workspace, monkeypatch):
    build(workspace, {"a.html": b"a"})

    def refused(*given, **named):
        raise OSError(errno.EPERM, "")

    monkeypatch.setattr(os, "link", refused)
    with opened(workspace) as staging:
        assert staging.carry("a.html")
        staging.commit()
    assert pages(workspace / "output") == {"a.html": b"a"}


def test_no_link_in_the_last_output_is_followed(workspace, tmp_path):
    build(workspace, {"a.html": b"a", "b/c.html": b"c"})
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret/c.html").write_text("secret")
    output = workspace / "output"
    (output / "a.html").unlink()
    (output / "a.html").symlink_to(tmp_path / "secret/c.html")
    shutil.rmtree(output / "b")
    (output / "b").symlink_to(tmp_path / "secret")
    os.mkfifo(output / "pipe")
    with opened(workspace) as staging:
        for name in ("a.html", "b/c.html", "pipe"):
            assert not staging.carry(name)
        staging.commit()
    assert (tmp_path / "secret/c.html").read_text() == "secret"


def test_a_second_build_waits_and_then_names_the_first(workspace):
    with opened(workspace), pytest.raises(OutputBusy) as caught, opened(workspace, wait=0):
        pass
    assert caught.value.pid == os.getpid()
    with opened(workspace), opened(workspace, workspace / "other", wait=0) as staging:
        staging.commit()


@pytest.mark.parametrize("how", ["at-once", "two-renames"])
def test_what_somebody_else_put_there_meanwhile_stays(workspace, tmp_path, how, monkeypatch):
    if how == "two-renames":
        monkeypatch.setattr(exchange, "exchanged", lambda *_: False)
    build(workspace, {"a.html": b"a"})
    with opened(workspace) as staging:
        shutil.rmtree(workspace / "output")
        (workspace / "output").mkdir()
        (workspace / "output/thesis.docx").write_bytes(b"mine")
        with pytest.raises(OutputError) as caught:
            staging.commit()
    assert caught.value.code == "changed"
    assert pages(workspace / "output") == {"thesis.docx": b"mine"}


@pytest.mark.parametrize("count", [1, durable.FEW + 1], ids=["file by file", "whole file system"])
@pytest.mark.parametrize("has_syncfs", [True, False])
def test_on_the_disk_before_it_takes_its_place(workspace, monkeypatch, count, has_syncfs):
    build(workspace, {"index.html": b"old"})
    done: list[str] = []
    flush, change, all_of_it = os.fsync, exchange.exchanged, durable.sync_file_system

    def fsync(descriptor):
        done.append(Path(f"/proc/self/fd/{descriptor}").readlink().name)
        flush(descriptor)

    def exchanged(one, other):
        done.append("EXCHANGE")
        return change(one, other)

    def syncfs(path):
        done.append("ALL")
        return all_of_it(path)

    if not Path("/proc/self/fd").is_dir():
        pytest.skip("names of open files are read from /proc")
    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(exchange, "exchanged", exchanged)
    monkeypatch.setattr(durable, "sync_file_system", syncfs if has_syncfs else lambda *_: False)
    build(workspace, {f"p/{number}.html": b"new" for number in range(count)})
    before, after = done[: done.index("EXCHANGE")], done[done.index("EXCHANGE") + 1 :]
    assert workspace.name in after
    if count > durable.FEW and has_syncfs:
        assert before == ["ALL"]
    else:
        assert {f"{number}.html" for number in range(count)} | {"p", "new", ".relreport"} <= set(before)


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "disk-full"),
        (errno.EDQUOT, "disk-full"),
        (errno.EROFS, "read-only"),
        (errno.EACCES, "no-permission"),
        (errno.EIO, "input-output-error"),
        (errno.ENXIO, "system"),
    ],
)
def test_what_the_system_refuses_is_told(workspace, monkeypatch, number, code):
    build(workspace, {"index.html": b"old"})
    real = os.write

    def refused(descriptor, data):
        if bytes(data) == b"new":
            raise OSError(number, "")
        return real(descriptor, data)

    monkeypatch.setattr(os, "write", refused)
    with pytest.raises(OutputError) as caught, opened(workspace) as staging:
        staging.write("index.html", b"new")
    assert (caught.value.code, caught.value.path) == (code, workspace / "output/index.html")
    assert caught.value.facts["error"] == errno.errorcode[number]
    assert pages(workspace / "output") == {"index.html": b"old"}
    assert leftovers(workspace) == []


def test_a_file_larger_than_the_system_allows(workspace):
    build(workspace, {"index.html": b"old"})
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
    try:
        with pytest.raises(OutputError) as caught, opened(workspace) as staging:
            staging.write("index.html", b"new" * 9999)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert caught.value.code == "file-too-large"
    assert pages(workspace / "output") == {"index.html": b"old"}
    assert leftovers(workspace) == []


def test_a_journal_that_was_planted_chooses_no_path(workspace, tmp_path):
    planted = workspace / ".relreport/staging/.relreport-staging-0000"
    (planted / "old").mkdir(parents=True)
    (planted / "old/evil").write_text("evil")
    (planted / "journal").write_text(json.dumps({"target": "../../victim", "names": None}))
    inside = workspace / "docs/.relreport-staging-0000"
    (inside / "new").mkdir(parents=True)
    (inside / "journal").write_text(json.dumps({"target": "x", "names": ["thesis.docx"]}))
    (workspace / "docs/thesis.docx").write_text("mine")
    build(workspace, {"index.html": b"1"})
    assert not (tmp_path / "victim").exists()
    with pytest.raises(OutputRefused), opened(workspace, workspace / "docs"):
        pass
    assert (workspace / "docs/thesis.docx").read_text() == "mine"


# The real thing, in a mount namespace of its own; the mounts go with the process.
MOUNTED = """
import os, sys
from pathlib import Path
from relreport.output import OutputError, open_output
workspace = Path(sys.argv[1])
def build(pages, target):
    with open_output(target, places=workspace / ".relreport", audience="manager", version="1") as staging:
        for name, data in pages.items():
            if not (data is None and staging.carry(name)):
                staging.write(name, data)
        staging.commit()
def held(target):
    return {p.relative_to(target).as_posix(): p.read_bytes()[:3] for p in target.rglob("*") if p.is_file()}
for target in (workspace / "full", workspace / "full/sub", workspace / "bound"):
    build({"a/x.html": b"old", "same.html": b"same"}, target)
    build({"a/x.html": b"new", "same.html": None}, target)
    try:
        build({"a/x.html": b"bad" * 999_999}, target)
    except OutputError as error:
        assert error.code == "disk-full", error
    else:
        assert target.name == "bound"
        build({"a/x.html": b"new", "same.html": b"same"}, target)
    found = held(target)
    assert (found["a/x.html"], found["same.html"], len(found)) == (b"new", b"sam", 3), found
    assert not [p for p in workspace.rglob(".relreport-staging-*")]
    if target.name == "full":
        for path in sorted(target.rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()
os.system(f"mount -o remount,ro {workspace}/full")
try:
    build({"a/x.html": b"bad"}, workspace / "full/sub")
except OutputError as error:
    assert error.code == "read-only", error
else:
    raise AssertionError
assert held(workspace / "full/sub")["a/x.html"] == b"new"
print("held")
"""


def test_mounted_full_and_read_only(workspace):
    for name in ("full", "bound", "source"):
        (workspace / name).mkdir()
    script = workspace / "mounted.py"
    script.write_text(MOUNTED)
    mounts = (
        f"mount -t tmpfs -o size=512k none {workspace}/full"
        f" && mount --bind {workspace}/source {workspace}/bound"
        f" || exit 99; exec {sys.executable} {script} {workspace}"
    )
    unshare = shutil.which("unshare")
    if unshare is None:
        pytest.skip("no unshare here to mount with")
    ended = subprocess.run(
        [unshare, "--user", "--map-root-user", "--mount", "sh", "-c", mounts],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    if ended.returncode == 99 or "unshare" in ended.stderr:
        pytest.skip("mounting is not allowed here")
    assert (ended.stdout, ended.stderr) == ("held\n", "")


def test_killed_and_refused_at_forty_points():
    # all of them, several thousand: make torture
    ended = subprocess.run(
        [sys.executable, "-m", "tests.torture", "--points", "40", "--twice", "8", "--together", "4"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
