"""`python -m tests.torture`: every point at which a build can be killed or refused, and many at once.

`--points N` takes N of them, evenly spread; `--seed` chooses the random ones. Exit 1 names what went wrong.
"""

import argparse
import random
import tempfile
from collections import Counter
from pathlib import Path

from tests.torture.crashes import at_once, every_trial, killed_twice, tried


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--points", type=int, default=0, help="how many of the points, evenly spread (0: all)"
    )
    parser.add_argument("--twice", type=int, default=500, help="builds whose repair is killed as well")
    parser.add_argument("--together", type=int, default=100, help="rounds of several builds at once")
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    chance = random.Random(chosen.seed)
    wrong: list[str] = []
    done: Counter[str] = Counter()
    with tempfile.TemporaryDirectory(prefix="relreport-torture-") as folder:
        place = Path(folder)
        trials = list(every_trial(place))
        if 0 < chosen.points < len(trials):
            trials = [trials[number * len(trials) // chosen.points] for number in range(chosen.points)]
        trials += killed_twice(place, count=chosen.twice, chance=chance)
        for trial in trials:
            wrong.append(tried(trial, place))
            done[f"{trial.way} {trial.end}{' twice' if trial.again else ''}"] += 1
        for number in range(chosen.together):
            wrong.append(at_once(place, builders=2 + number % 3, chance=chance))
            done["at once"] += 1
    for what, count in sorted(done.items()):
        print(f"{count:6} {what}")
    wrong = [text for text in wrong if text]
    print("\n".join(wrong) or f"{done.total()} trials: old or new, never mixed, never a false success")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
