"""The door to git: two processes whatever the size, and nothing that a repository says is ever run.

A folder that somebody copied or unzipped brings its `.git/config` along, and that can name programs. Every
key that git's `log` and `cat-file` could run is overruled here, and nothing may be fetched.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from relreport.record import dataclass

LIMIT = 30.0  # seconds without an answer
BLOB_LIMIT = 2 * 1024 * 1024 + 1  # a file above the format's limit is not read

_OVERRULED = (
    "core.fsmonitor=false",
    f"core.hooksPath={os.devnull}",
    "core.pager=cat",
    "core.sshCommand=false",
    "core.commitGraph=false",
    "core.askPass=",
    "credential.helper=",
    "diff.external=",
    f"diff.orderFile={os.devnull}",
    "diff.relative=false",
    "gpg.program=false",
    "gpg.ssh.program=false",
    "gpg.x509.program=false",
    "log.showSignature=false",
    "log.showRoot=true",
    "log.follow=false",
    "mailmap.file=",
    "mailmap.blob=",
    "protocol.allow=never",
    "safe.bareRepository=explicit",
    "color.ui=false",
)
_FORMAT = "%x00%H%x00%P%x00%cI%x00%ct%x00%aI%x00%aN%x00"


@dataclass(frozen=True, slots=True)
class NoHistory:
    """Why git says nothing: `no_git`, `outside`, `refused` (another owner), `slow`, `empty`, `partial` (a
    clone without its older versions), `untracked` (it holds no account) or `failed`."""

    reason: str


class GitFailed(Exception):
    """Git did not answer as it should; `reason` as in NoHistory."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository found on disk: its work tree, the workspace's path in it, where its history was cut."""

    program: str
    top: Path
    prefix: str
    cut: frozenset[str]


def find_repository(root: Path) -> Repository | NoHistory:
    """The repository that a workspace lies in; no process is started."""
    place = Path(os.path.realpath(root))
    for folder in (place, *place.parents):
        found = folder / ".git"
        if found.is_dir() or found.is_file():
            break
    else:
        return NoHistory("outside")
    program = shutil.which("git")
    if program is None or Path(program).resolve().is_relative_to(folder):
        return NoHistory("no_git")
    inside = place.relative_to(folder).as_posix()
    return Repository(
        program=program, top=folder, prefix="" if inside == "." else f"{inside}/", cut=_cut(found)
    )


def _cut(found: Path) -> frozenset[str]:
    """The commits at which a shallow clone ends. Read from the file: to ask git would be one more process."""
    folder = found
    try:
        if found.is_file():  # a worktree or a submodule: the folder stands elsewhere
            told = found.read_text(encoding="utf-8").removeprefix("gitdir:").strip()
            folder = (found.parent / told).resolve()
        common = folder / "commondir"
        if common.is_file():
            folder = (folder / common.read_text(encoding="utf-8").strip()).resolve()
        return frozenset((folder / "shallow").read_text(encoding="ascii").split())
    except (OSError, UnicodeDecodeError):
        return frozenset()


def _command(repository: Repository, *arguments: str) -> list[str]:
    overruled = [part for key in _OVERRULED for part in ("-c", key)]
    return [
        repository.program,
        *overruled,
        "--no-pager",
        "--no-optional-locks",
        "--no-replace-objects",
        "--literal-pathspecs",
        *arguments,
    ]


def _environment(repository: Repository) -> dict[str, str]:
    """No variable of git's own comes in: one could name another folder, or a program.

    The user's and the machine's own configuration is read: it is theirs, and says whose folders they trust.
    """
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "LC_"))}
    return {
        **kept,
        "LC_ALL": "C",
        "GIT_ALLOW_PROTOCOL": "none",
        "GIT_GRAFT_FILE": os.devnull,
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_CEILING_DIRECTORIES": str(repository.top.parent),
    }


def log(repository: Repository, starts: Sequence[str], paths: Sequence[str]) -> Iterator[bytes]:
    """All commits that `starts` (full hashes) reach, each with what it changed below `paths`.

    Pieces that stood between NULs: six a commit, then two or three a change; blank ones between them.
    """
    command = _command(
        repository, "log", "--full-history", "--sparse", "--raw", "--no-abbrev", "-z",
        "--diff-merges=first-parent", "-M50%", "-l2000", "--no-ext-diff", "--no-textconv", "--no-color",
        "--no-notes", "--no-show-signature", "--no-relative", "--encoding=UTF-8", f"--format={_FORMAT}",
        "--end-of-options", *starts, "--", *(f"{repository.prefix}{path}" for path in paths),
    )  # fmt: skip
    try:
        done = subprocess.run(
            command,
            cwd=repository.top,
            env=_environment(repository),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=LIMIT * 2,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise GitFailed("slow") from error
    except OSError as error:
        raise GitFailed("no_git") from error
    if done.returncode:
        raise GitFailed(_reason(done.stderr))
    yield from done.stdout.split(b"\0")


def _reason(said: bytes) -> str:
    if b"dubious ownership" in said:
        return "refused"
    return "partial" if b"promisor" in said else "failed"


class Objects:
    """One `cat-file --batch` for all that is asked: revisions first, then the files' versions."""

    def __init__(self, repository: Repository) -> None:
        self._said = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the process
        try:
            self._process = subprocess.Popen(
                _command(repository, "cat-file", "--batch"),
                cwd=repository.top,
                env=_environment(repository),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._said,
            )
        except OSError as error:
            self._said.close()
            raise GitFailed("no_git") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None and not stream.closed:
                with suppress(BrokenPipeError):
                    stream.close()
        self._process.kill()
        self._process.wait()
        self._said.close()

    def commit(self, revision: str) -> str | None:
        """The hash of the commit that a name stands for, or None."""
        if not revision or any(ord(one) < 32 for one in revision):
            return None
        for kind, id, _ in self._ask([f"{revision}^{{commit}}"]):
            return id if kind == "commit" else None
        return None

    def blobs(self, ids: Iterable[str]) -> Iterator[tuple[str, bytes | None]]:
        """The bytes of files by their hashes; None for one that is missing or too large."""
        wanted = list(ids)
        for asked, (kind, _, data) in zip(wanted, self._ask(wanted), strict=True):
            yield asked, data if kind == "blob" else None

    def _ask(self, names: Sequence[str]) -> Iterator[tuple[str, str, bytes | None]]:
        # git may fill its pipe before it has read all of ours: another thread does the asking
        asking = threading.Thread(target=self._write, args=(names,), daemon=True)
        asking.start()
        out = self._process.stdout
        assert out is not None
        for _ in names:
            watch = threading.Timer(LIMIT, self._process.kill)
            watch.start()
            try:
                head = out.readline()
                if not head:
                    raise GitFailed(self._why())
                words = head.decode("utf-8", "replace").split()
                if words[-1] in ("missing", "ambiguous"):
                    yield words[-1], "", None
                    continue
                id, kind, size = words[-3], words[-2], int(words[-1])
                data = self._taken(size)
            finally:
                watch.cancel()
            yield kind, id, data
        asking.join(LIMIT)

    def _taken(self, size: int) -> bytes | None:
        out = self._process.stdout
        assert out is not None
        if size <= BLOB_LIMIT:
            data = out.read(size)
            out.read(1)
            return data
        left = size + 1
        while left > 0:
            piece = out.read(min(left, 1 << 20))
            if not piece:
                raise GitFailed(self._why())
            left -= len(piece)
        return None

    def _write(self, names: Sequence[str]) -> None:
        into = self._process.stdin
        assert into is not None
        with suppress(OSError, ValueError):  # it ended: whoever reads its answers finds that out
            for name in names:
                into.write(name.encode("utf-8", "surrogateescape") + b"\n")
            into.flush()

    def _why(self) -> str:
        self._said.seek(0)
        return _reason(self._said.read(4096))
