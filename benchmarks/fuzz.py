"""Made and broken files without end: none may raise, and none may take long. `python -m benchmarks.fuzz
[COUNT [SEED]]`."""

from __future__ import annotations

import random
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.made import account
from relreport.parse import parse
from tests.reading.broken import broken

SLOW = 1.0  # seconds of the processor: another program must not make a file seem slow


def main(count: int = 50_000, seed: int = 1) -> int:
    dice = random.Random(seed)
    root = Path(__file__).resolve().parents[1]
    texts = [path.read_text(encoding="utf-8") for path in sorted((root / "accounts").glob("*.md"))]
    texts += [account(number) for number in range(3)]
    failed = 0
    for number in range(count):
        data = broken(dice.choice(texts), dice)
        began = time.process_time()
        try:
            parsed = parse("accounts/a.md", data)
            assert parsed.account is not None or parsed.errors
        except Exception as error:  # noqa: BLE001 - whatever it is, it is what is looked for
            failed += 1
            Path(f"fuzz-{seed}-{number}.md").write_bytes(data)
            print(f"{number}: {type(error).__name__}: {error}"[:200], file=sys.stderr)
        if time.process_time() - began > SLOW:
            failed += 1
            Path(f"fuzz-{seed}-{number}.md").write_bytes(data)
            print(f"{number}: slow", file=sys.stderr)
    print(f"{count} files, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:3])))
