"""Days that contradict the order of commits: the fewest clocks are wrong, and nothing was known too early."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from relreport.history import State, Timeline, open_timeline
from relreport.history.clocks import settled
from tests.memory.repository import Repository, account

ROWS: dict[str, tuple[list[int], list[int]]] = {
    # name: the years that the clocks said, the years that count
    "none": ([], []),
    "in order": ([2020, 2021, 2021, 2023], [2020, 2021, 2021, 2023]),
    "one far too early": ([2020, 2021, 1970, 2023], [2020, 2021, 2021, 2023]),
    "one in the future": ([2020, 2021, 2030, 2023], [2020, 2021, 2021, 2023]),
    "the first in the future": ([2030, 2020, 2021], [2020, 2020, 2021]),
    "the last in the future": ([2020, 2021, 2030], [2020, 2021, 2021]),
    "all in the future: then the clock here is wrong": ([2030, 2031], [2030, 2031]),
    "the last too early": ([2020, 2021, 1970], [2020, 2021, 2021]),
    "two early in a row": ([2020, 2021, 1970, 1971, 2022, 2023], [2020, 2021, 2021, 2021, 2022, 2023]),
    "two that contradict each other: the later": ([2022, 2021], [2022, 2022]),
    "backwards": ([2023, 2022, 2021], [2023, 2023, 2023]),
}


@pytest.mark.parametrize("case", ROWS)
def test_the_fewest_clocks_are_wrong(case: str) -> None:
    said, count = ROWS[case]
    assert settled([date(year, 1, 1) for year in said], date(2026, 1, 1)) == [
        date(year, 1, 1) for year in count
    ]


def tiers(root: Path, *days: date) -> list[str]:
    timeline, _ = open_timeline(root)
    assert isinstance(timeline, Timeline)
    with timeline:
        found = []
        for day in days:
            state = timeline.on(day)
            assert isinstance(state, State)
            data = timeline.data(state.versions["accounts/a.md"]) or b""
            found.append(data.decode().split("tier: ")[1].split("\n")[0])
        return [str(timeline.odd_clocks), *found]


@pytest.mark.parametrize(
    ("wrong", "clocks"), [(date(2026, 4, 10), "0"), (date(1970, 1, 2), "1"), (date(2037, 1, 1), "1")]
)
def test_a_version_by_a_wrong_clock_came_between_its_neighbours(
    tmp_path: Path, wrong: date, clocks: str
) -> None:
    repository = Repository(tmp_path / "work")
    for day, tier in ((date(2026, 1, 10), "key"), (wrong, "vvip"), (date(2026, 7, 10), "regular")):
        repository.write("accounts/a.md", account("甲", f"tier: {tier}"))
        repository.commit(day)
    found = tiers(repository.root, date(2026, 5, 1), date(2026, 7, 10))
    assert found == [clocks, "vvip", "regular"]
