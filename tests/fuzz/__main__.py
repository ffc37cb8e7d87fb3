"""`python -m tests.fuzz`: files without end, from bytes to the page. Nothing may raise, and nothing may take long.

Three ways, in turn: good files broken at random, files filled in from the field table, and, where `atheris` is
installed and `--guided` is given, bytes that a fuzzer drives toward branches not yet taken. What fails is kept in
the folder `fuzz-found`, and the run exits 1.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from importlib import import_module
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.made import account
from tests.fuzz.filled import filled
from tests.fuzz.whole import through
from tests.reading.broken import broken
from tests.reading.files import ROOT

FOUND = Path("fuzz-found")


def seeds() -> list[str]:
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "accounts").glob("*.md"))]
    return texts + [account(number) for number in range(3)]


def keep(name: str, data: bytes, what: str) -> None:
    FOUND.mkdir(exist_ok=True)
    (FOUND / f"{name}.md").write_bytes(data)
    print(f"{name}: {what}", file=sys.stderr, flush=True)


def at_random(count: int, minutes: float, seed: int) -> int:
    """Broken and filled files; how many failed."""
    texts, done, failed = seeds(), Counter[str](), 0
    end = time.monotonic() + minutes * 60 if minutes else None
    number = 0
    while (number < count) if end is None else (time.monotonic() < end):
        dice = Random(f"{seed}-{number}")
        way = "broken" if dice.random() < 0.5 else "filled"
        data = broken(dice.choice(texts), dice) if way == "broken" else filled(dice)
        done[way] += 1
        if what := through(data, dice):
            failed += 1
            keep(f"{seed}-{number}", data, what)
        number += 1
    print(", ".join(f"{many} {way}" for way, many in sorted(done.items())) + f"; {failed} failed")
    return failed


def guided(minutes: float, seed: int) -> int:
    """Driven by coverage. The fuzzer ends the process itself, and writes what it found beside it."""
    atheris: Any = import_module("atheris")  # not among what the project installs
    for name in [name for name in sys.modules if name.partition(".")[0] in {"relreport", "tests"}]:
        del sys.modules[name]
    with atheris.instrument_imports(include=["relreport"]):
        through_it = import_module("tests.fuzz.whole").through

    start = FOUND / "start"
    start.mkdir(parents=True, exist_ok=True)
    for number, text in enumerate(seeds()):
        (start / str(number)).write_text(text, encoding="utf-8")

    def one(data: bytes) -> None:
        if what := through_it(data, Random(seed)):
            raise AssertionError(what)

    limits = [f"-max_total_time={int(minutes * 60)}", f"-artifact_prefix={FOUND}/", "-max_len=20000"]
    atheris.Setup([sys.argv[0], str(start), *limits, f"-seed={seed}", "-timeout=20"], one)
    atheris.Fuzz()
    return 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=20_000, help="how many files")
    parser.add_argument("--minutes", type=float, default=0, help="go on for so long, however many they are")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--guided", action="store_true", help="driven by coverage (needs atheris)")
    chosen = parser.parse_args()
    if chosen.guided:
        return guided(chosen.minutes or 10, chosen.seed)
    return 1 if at_random(chosen.count, chosen.minutes, chosen.seed) else 0


if __name__ == "__main__":
    raise SystemExit(main())
