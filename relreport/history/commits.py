"""What `git log` said, piece by piece, as commits with their changes."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date

from relreport.history.door import Repository
from relreport.history.versions import Change, Commit


def commits(pieces: Iterator[bytes], repository: Repository) -> Iterator[Commit]:
    """Read what `log` gave: six pieces a commit, then two or three a change; blank pieces stand between."""
    words = list(pieces)
    at = 0
    while at < len(words):
        if not words[at].strip(b"\n"):
            at += 1
            continue
        id, parents, known, seconds, authored, author = (
            one.decode("utf-8", "replace") for one in words[at : at + 6]
        )
        at += 6
        changes: list[Change] = []
        while at < len(words):
            word = words[at].lstrip(b"\n")
            if word.startswith(b":"):
                pair = word.rstrip()[-4:-3] in (b"R", b"C")
                changes.append(
                    _change(word.decode("ascii"), words[at + 1 : at + 2 + pair], repository.prefix)
                )
                at += 1 + pair
            elif word:
                break
            at += 1
        yield Commit(
            id=id.strip(),
            parents=tuple(parents.split()),
            day=date.fromisoformat(known[:10]),
            seconds=int(seconds),
            authored=date.fromisoformat(authored[:10]),
            author=author,
            changes=tuple(changes),
        )


def _change(head: str, paths: Sequence[bytes], prefix: str) -> Change:
    """One line of `--raw`: modes, hashes and what happened, then one path, or two where a file moved."""
    _, mode, _, blob, status = head.split()
    told = [
        unicodedata.normalize("NFC", one.decode("utf-8", "replace")).removeprefix(prefix) for one in paths
    ]
    old: str | None = told[0]
    new: str | None = told[-1]
    if status[0] in "AC":
        old = None
    if status[0] == "D" or not mode.startswith("100"):  # a link or a submodule holds no account
        new = None
    return Change(old, new, blob, int(status[1:] or 100))
