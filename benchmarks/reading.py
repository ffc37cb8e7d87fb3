"""How long reading takes: an account of 12 KB with every place, against ruamel.yaml's safe C load of the
same text.

Both run in turns in one process, and the quickest of many counts: the rest is what else the machine was
doing.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from benchmarks.made import account
from relreport.parse import parse

ROUNDS = 60


def quickest(work: Callable[[], object]) -> float:
    """The shortest time of one call, in milliseconds."""
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def main() -> None:
    from ruamel.yaml import YAML

    text = account(7)
    data = text.encode()
    front = text.split("---\n", 2)[1]
    read = parse("accounts/made.md", data)
    assert read.account is not None, read.findings[:3]
    ours, theirs = [], []
    for _ in range(ROUNDS):
        ours.append(quickest(lambda: parse("accounts/made.md", data)))
        theirs.append(quickest(lambda: YAML(typ="safe").load(front)))
    print(
        f"file                 {len(data):8} bytes, {front.count(chr(10))} lines of front matter,"
        f" {len(read.account.interactions)} interactions"
    )
    print(f"read to Account      {min(ours):8.2f} ms   (at most 4)")
    print(f"ruamel safe C load   {min(theirs):8.2f} ms")
    print(f"ratio                {min(ours) / min(theirs):8.2f}      (at most 0.4)")
    large = _many(20_000)
    took = quickest(lambda: parse("accounts/large.md", large))
    print(f"{len(large) / 2**20:.1f} MB, {large.count(b'{on:')} interactions {took / 1000:8.2f} s")
    huge = _many(100_000)
    took = quickest(lambda: parse("accounts/huge.md", huge))
    codes = [finding.code for finding in parse("accounts/huge.md", huge).findings]
    print(f"{len(huge) / 2**20:.1f} MB, {huge.count(b'{on:')} interactions {took / 1000:8.2f} s  {codes}")


def _many(count: int) -> bytes:
    lines = ["---", "name: 路桥", "contacts: [{id: wang-lei}]", "interactions:"]
    lines += [
        f"  - {{on: 2026-{i % 12 + 1:02}-{i % 28 + 1:02}, with: wang-lei, did: [solution], note: 第 {i} 次}}"
        for i in range(count)
    ]
    return "\n".join([*lines, "---", ""]).encode()


if __name__ == "__main__":
    main()
