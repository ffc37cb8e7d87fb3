"""Eight quarter ends of many accounts from git: the first time, again, and after a tenth of them changed.

`python -m benchmarks.history 1000` makes a history in a temporary folder and says processor seconds, how many
readings were made anew, and the number of git processes. The first time it is all of them; then it grows with
what changed: one reading an account, and one more for each quarter end before git knew the files.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any

from relreport.config import open_workspace
from relreport.history import Timeline, open_timeline
from relreport.review.kept import Kept
from relreport.review.past import Past
from relreport.review.trends import trends
from tests.memory.made_history import PEOPLE, QUARTERS, Counted, Made, _quarter, _save, ends, shares_of
from tests.memory.repository import Repository


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "work"
        repository = Repository(root)
        accounts = [_account(number) for number in range(count)]
        figures = ["account,period,sales,target,received,overdue"]
        counted = Counted()
        for place, (year, quarter) in enumerate(QUARTERS):
            for one in accounts:
                _quarter(one, place, year, quarter, counted, figures)
            _save(repository, accounts, figures)
            repository.commit(ends(year, quarter))
        started: list[Any] = []

        class Started(subprocess.Popen[bytes]):
            def __init__(self, *arguments: Any, **named: Any) -> None:
                started.append(arguments)
                super().__init__(*arguments, **named)

        subprocess.Popen = Started  # type: ignore[misc]
        kept = Kept({})
        for name in ("first", "again", "a tenth changed", "again"):
            if name == "a tenth changed":
                for one in accounts[::10]:
                    one.interactions.append("{on: 2026-09-30, with: [wang], kind: call, info: useful}")
                _save(repository, accounts, figures)
                repository.commit(date(2026, 9, 30))
            started.clear()
            known = len(kept)
            begin = time.process_time()
            timeline, _ = open_timeline(root)
            assert isinstance(timeline, Timeline)
            trends(Past(open_workspace(root), timeline, date(2026, 10, 12)), date(2026, 9, 30), kept=kept)
            timeline.close()
            seconds = time.process_time() - begin
            told = f"{len(kept) - known} readings anew, {seconds:.1f} s, {len(started)} git processes"
            print(f"{name}: {count} accounts, {told}")


def _account(number: int) -> Made:
    return Made(
        number=number,
        name=f"客户{number:04d}",
        id=f"account-{number:04d}x",
        tier=("vvip", "key", "regular")[number % 3],
        owner=PEOPLE[number % 3],
        shares=shares_of(number),
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
