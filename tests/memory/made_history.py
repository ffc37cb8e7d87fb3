"""A made history: forty accounts over eight quarters, and beside it a plain count of what was put into it.

What is counted here is what the making wrote down while it wrote; nothing of the program is used.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from tests.memory.repository import Repository

QUARTERS = [(year, quarter) for year in (2025, 2026) for quarter in (1, 2, 3, 4)][:-1]
"""Seven quarters of figures; the eighth quarter end is the end of 2024, when the files began."""
ASKED_DAYS = {"vvip": (14, 30), "key": (30, 60), "regular": (60, 120)}
"""What a tier asks for, as shipped: days between contacts, days between meetings."""
PEOPLE = ("li-na", "zhou-gang", "sun-qi")
COUNT = 40
ADVISED = (17, 27, 37)
"""Accounts whose decider comes nearer in the third quarter of 2026: to whom expertise was shown."""
BEFORE, AFTER = date(2026, 6, 30), date(2026, 9, 30)


def level(share: int) -> str:
    if share == 0:
        return "development"
    return "initial" if share < 50 else "stable" if share < 80 else "strategic"


def ends(year: int, quarter: int) -> date:
    month = quarter * 3
    return date(year, month, 31 if month in (3, 12) else 30)


@dataclass
class Counted:
    """What the third quarter of 2026 holds, as it was put in."""

    stage_moves: dict[tuple[str, str], int] = field(default_factory=dict)
    share_fell: int = 0
    share_rose: int = 0
    kept: int = 0
    late: int = 0
    broken: int = 0
    overdue: int = 0
    again: int = 0
    asks_waiting: int = 0
    asks_settled: dict[str, int] = field(default_factory=dict)
    actions_done: int = 0
    actions_overdue: int = 0
    touches: dict[tuple[str, str], int] = field(default_factory=dict)
    sales: int = 0
    target: int = 0
    overdue_money: int = 0
    year_ago: int = 0
    rivals: dict[str, int] = field(default_factory=dict)
    rival_moves: int = 0
    pipeline: int = 0
    won: int = 0
    lost: int = 0
    renamed: dict[str, str] = field(default_factory=dict)
    points: dict[str, int] = field(default_factory=dict)  # by which a share moved, of accounts where it did
    promises_made: int = 0
    promises_gone: list[str] = field(default_factory=list)
    asks_gone: list[str] = field(default_factory=list)
    money: dict[str, tuple[int, int, int, int, int]] = field(default_factory=dict)
    rivals_at: dict[str, set[str]] = field(default_factory=dict)
    rival_highest: dict[str, int] = field(default_factory=dict)
    moves_of: dict[str, set[tuple[str, str]]] = field(default_factory=dict)
    pipeline_value: int = 0
    pipeline_high: int = 0
    decided_value: dict[str, int] = field(default_factory=dict)
    asked: dict[tuple[str, str], int] = field(default_factory=dict)
    owned: dict[tuple[str, str], int] = field(default_factory=dict)
    unvisited: set[str] = field(default_factory=set)
    new: set[str] = field(default_factory=set)
    left: set[str] = field(default_factory=set)
    accepted: set[str] = field(default_factory=set)
    opened_now: set[tuple[str, str]] = field(default_factory=set)  # account and rule
    long_overdue: set[str] = field(default_factory=set)  # since the end of 2025: at four reviews
    contacts: dict[str, list[int]] = field(default_factory=dict)  # by account, a figure a quarter


@dataclass
class Made:
    """One account while it is made: what its file holds so far."""

    number: int
    name: str
    id: str
    tier: str
    owner: str
    shares: list[int]
    purchasing: list[str] = field(default_factory=list)
    interactions: list[str] = field(default_factory=list)
    promises: list[str] = field(default_factory=list)
    asks: list[str] = field(default_factory=list)
    actions: list[str] = field(default_factory=list)
    tenders: list[str] = field(default_factory=list)
    rival: str = ""
    rival_move: str = ""
    rival_share: int = 0
    contact_left: str = ""
    accepted: list[str] = field(default_factory=list)
    mobile: bool = False
    met: list[date] = field(default_factory=list)
    touched: list[date] = field(default_factory=list)

    def text(self) -> str:
        lines = ["---", f"name: {self.name}", f"tier: {self.tier}", f"owner: {self.owner}"]
        for key, entries in (
            ("purchasing", self.purchasing), ("promises", self.promises), ("asks", self.asks),
            ("actions", self.actions), ("tenders", self.tenders), ("accepted", self.accepted),
            ("interactions", self.interactions),
        ):  # fmt: skip
            if entries:
                lines += [f"{key}:", *(f"  - {one}" for one in entries)]
        if self.rival:
            move = f", moves: [{self.rival_move}]" if self.rival_move else ""
            lines += ["competitors:", f"  - {{name: {self.rival}, share: {self.rival_share}%{move}}}"]
        left = f", left: {self.contact_left}" if self.contact_left else ""
        left += ", portrait: {basic: {mobile: '139'}}" if self.mobile else ""
        lines += [
            "contacts:",
            f"  - {{id: wang, name: 王{self.number}, roles: [decider], influence: 60{left}}}",
            f"  - {{id: zhao, name: 赵{self.number}, roles: [influencer], influence: 30}}",
            "---",
            "",
        ]
        return "\n".join(lines)


def shares_of(number: int) -> list[int]:
    """A share a quarter: one regresses 85 → 60 → 45, one jumps 0 → 85, some rise, some fall, most stand."""
    if number == 0:
        return [85, 85, 85, 85, 85, 60, 45]
    if number == 1:
        return [0, 0, 0, 0, 0, 0, 85]
    if number == 2:
        return [40, 40, 40, 40, 40, 40, 0]
    if number % 5 == 3:
        return [30, 30, 30, 32, 34, 45, 55]
    if number % 5 == 4:
        return [70, 70, 70, 70, 66, 60, 52]
    return [55] * 7


def make(root: Path, settings: str = "") -> tuple[Repository, Counted]:
    """Write and commit the whole history; its last commit is of the last day of September 2026."""
    repository = Repository(root)
    counted = Counted()
    people = "".join(f"  - {{id: {one}, name: {one.upper()}}}\n" for one in PEOPLE)
    repository.write("relreport.yaml", f"company: 新桥\npeople:\n{people}{settings}")
    accounts = [
        Made(
            number=number,
            name=f"客户{number:02d}集团",
            id=f"account-{number:02d}x",
            tier=("vvip", "key", "regular")[number % 3],
            owner=PEOPLE[number % 3],
            shares=shares_of(number),
            mobile=number in ADVISED,
        )
        for number in range(COUNT)
    ]
    figures = ["account,period,sales,target,received,overdue"]
    leaving = _leaving()
    accounts.append(leaving)
    _save(repository, accounts, figures)
    repository.commit(date(2024, 12, 31), author="LI-NA")
    for place, (year, quarter) in enumerate(QUARTERS):
        end = ends(year, quarter)
        if (year, quarter) == (2026, 1):
            _rename(repository, accounts, counted)
        if (year, quarter) == (2026, 3):
            _come_and_go(repository, accounts, leaving, counted)
        for one in accounts:
            _quarter(one, place, year, quarter, counted, figures)
        _save(repository, accounts, figures)
        repository.commit(end, author=PEOPLE[place % 3].upper(), message=f"{year} Q{quarter}")
    return repository, counted


def _leaving() -> Made:
    """One that is taken off the list in the quarter under review."""
    return Made(
        number=41, name="客户41集团", id="account-41x", tier="regular", owner="sun-qi", shares=[55] * 7
    )


def _come_and_go(repository: Repository, accounts: list[Made], leaving: Made, counted: Counted) -> None:
    """One account leaves the list, another comes onto it."""
    accounts.remove(leaving)
    repository.git("rm", "-q", f"accounts/{leaving.id}.md")
    counted.left.add(leaving.id)
    fresh = Made(
        number=40, name="客户40集团", id="account-40x", tier="key", owner="zhou-gang", shares=[0] * 7
    )
    accounts.append(fresh)
    counted.new.add(fresh.id)


def _rename(repository: Repository, accounts: list[Made], counted: Counted) -> None:
    """Three accounts get another id: two are moved, one is moved and called otherwise too."""
    for number in (5, 6, 7):
        one = accounts[number]
        new = f"renamed-{number:02d}x"
        repository.git("mv", f"accounts/{one.id}.md", f"accounts/{new}.md")
        counted.renamed[one.id] = new
        one.id = new
    repository.commit(date(2026, 1, 5))


def _save(repository: Repository, accounts: list[Made], figures: list[str]) -> None:
    for one in accounts:
        repository.write(f"accounts/{one.id}.md", one.text())
    repository.write("figures.csv", "\n".join(figures) + "\n")


def _quarter(one: Made, place: int, year: int, quarter: int, counted: Counted, figures: list[str]) -> None:
    """What one quarter brings to one account; of the third of 2026 it is counted."""
    end = ends(year, quarter)
    reviewed = (year, quarter) == (2026, 3)
    share = one.shares[place]
    one.purchasing.append(f"{{period: {year}-Q{quarter}, share: {share}%}}")
    visits = 1 + one.number % 3
    # some are only called since the middle of the second quarter of 2026
    kind = "call" if one.number % 13 == 12 and (year, quarter) in ((2026, 2), (2026, 3)) else "visit"
    for visit in range(visits):
        on = end - timedelta(days=20 + visit * 13)
        # the mobile number was known for long; now they heard advice, too
        did = ", did: advice" if reviewed and one.mobile and visit == 0 else ""
        one.interactions.append(f"{{on: {on}, with: [wang], kind: {kind}, info: useful{did}}}")
        one.touched.append(on)
        if kind == "visit":
            one.met.append(on)
    counted.contacts.setdefault(_id_at_the_end(one), []).append(visits)
    sales, overdue = 100_000 + one.number * 1_000 + place * 10, (50_000 if one.number % 8 == 0 else 0)
    if one.number < COUNT:
        figures.append(f"{_id_at_the_end(one)},{year}-Q{quarter},{sales},{120_000},{90_000},{overdue}")
        if (year, quarter) == (2025, 3):
            counted.year_ago += sales
            counted.money[_id_at_the_end(one)] = (0, 0, sales, 0, 0)
    if not reviewed:
        if (year, quarter) == (2025, 4) and one.number % 10 == 4:
            one.promises.append("{id: old, on: 2025-11-20, to: zhao, what: 补质检报告, due: 2025-12-15}")
        if (year, quarter) == (2026, 2):
            _second_quarter(one)
        return
    key = (one.owner, one.tier)
    counted.touches[key] = counted.touches.get(key, 0) + visits
    contact_days, visit_days = ASKED_DAYS[one.tier]
    counted.owned[key] = counted.owned.get(key, 0) + 1
    counted.asked[key] = counted.asked.get(key, 0) + (AFTER - BEFORE).days // contact_days
    if (AFTER - max(one.met, default=date.min)).days > visit_days:
        counted.unvisited.add(_id_at_the_end(one))
    if one.number >= COUNT:
        counted.stage_moves["new", "development"] = 1
        return
    counted.sales += sales
    counted.target += 120_000
    counted.overdue_money += overdue
    year_ago = counted.money[_id_at_the_end(one)][2]
    counted.money[_id_at_the_end(one)] = (sales, 120_000, year_ago, 90_000, overdue)
    _count_share(one, counted)
    _third_quarter(one, counted)


def _id_at_the_end(one: Made) -> str:
    return f"renamed-{one.number:02d}x" if one.number in (5, 6, 7) else one.id


def _count_share(one: Made, counted: Counted) -> None:
    """Levels as the model has them: one level up a period at most; a fall at once; 0 after more is lost."""
    levels: list[str] = []
    names = ("development", "initial", "stable", "strategic")
    for share in one.shares:
        wanted = names.index(level(share))
        levels.append(names[min(wanted, names.index(levels[-1]) + 1) if levels else wanted])
    was, now = levels[-2], levels[-1]
    if one.shares[-1] == 0 and any(one.shares):
        now = "lost"
    counted.stage_moves[was, now] = counted.stage_moves.get((was, now), 0) + 1
    counted.share_fell += one.shares[-1] < one.shares[-2]
    counted.share_rose += one.shares[-1] > one.shares[-2]
    if one.shares[-1] != one.shares[-2]:
        counted.points[_id_at_the_end(one)] = one.shares[-1] - one.shares[-2]


def _second_quarter(one: Made) -> None:
    """What waits at the end of June."""
    match one.number % 10:
        case 0:
            one.asks.append(
                "{id: terms, on: 2026-06-10, of: zhou-gang, what: 账期放到 120 天, cost: 300_000, due: 2026-07-20}"
            )
        case 1:
            one.asks.append("{id: stock, on: 2026-06-12, of: zhou-gang, what: 备一批现货, due: 2026-08-20}")
        case 2:
            one.promises.append("{id: sample, on: 2026-06-01, to: wang, what: 出样板段方案, due: 2026-07-10}")
        case 3:
            one.promises.append("{id: quote, on: 2026-06-05, to: wang, what: 报二期价格, due: 2026-08-10}")
        case 4:
            one.actions.append("{id: call, do: 约总工, due: 2026-08-01}")
        case 8:
            one.promises.append("{id: talk, on: 2026-06-02, to: wang, what: 讲一次新规范, due: 2026-12-31}")
            one.asks.append("{id: expert, on: 2026-06-20, of: zhou-gang, what: 派一位专家, due: 2026-12-01}")
        case 6:
            one.tenders.append("{id: g60, name: G60, value: 1_000_000, opened: 2026-05-01, due: 2026-09-01}")


def _third_quarter(one: Made, counted: Counted) -> None:
    match one.number % 10:
        case 0:  # refused
            one.asks = [one.asks[0].replace("}", ", decided: 2026-07-18, answer: refused}")]
            counted.asks_settled["refused"] = counted.asks_settled.get("refused", 0) + 1
        case 1:  # still waiting
            counted.asks_waiting += 1
            counted.asks_settled["waiting"] = counted.asks_settled.get("waiting", 0) + 1
        case 2:  # broken, and made again
            one.promises = [one.promises[0].replace("}", ", broken: 2026-07-15}")]
            one.promises.append(
                "{id: sample-again, on: 2026-08-01, to: wang, what: 出样板段方案, due: 2026-09-10, kept: 2026-09-09}"
            )
            counted.broken += 1
            counted.again += 1
            counted.kept += 1
            counted.promises_made += 1
        case 3:  # kept late
            one.promises = [one.promises[0].replace("}", ", kept: 2026-08-20}")]
            counted.late += 1
        case 4:
            counted.long_overdue.add(_id_at_the_end(one))
            one.actions = [one.actions[0].replace("}", ", status: done, done_on: 2026-07-30}")]
            counted.actions_done += 1
        case 5:
            one.promises.append("{id: open, on: 2026-09-01, to: zhao, what: 送样品到工地, due: 2026-09-20}")
            one.actions.append("{id: late, do: 送报价, due: 2026-09-25}")
            counted.overdue += 1
            counted.promises_made += 1
            counted.actions_overdue += 1
        case 6:
            result = "won" if one.number < 20 else "lost"
            one.tenders = [one.tenders[0].replace("}", f", decided: 2026-09-05, result: {result}}}")]
            counted.won += result == "won"
            counted.lost += result == "lost"
            counted.decided_value[result] = counted.decided_value.get(result, 0) + 1_000_000
            if one.number < 20:
                one.accepted.append("{code: NET01, reason: 总工刚到任, until: 2026-12-31}")
                counted.accepted.add(_id_at_the_end(one))
        case 7:
            one.tenders.append(
                "{id: s2, name: S2, value: 2_000_000, opened: 2026-08-01, due: 2026-12-01, chance: high}"
            )
            counted.pipeline += 1
            counted.pipeline_value += 2_000_000
            counted.pipeline_high += 2_000_000
        case 8:
            _rival(one, counted, "申通", 20 + one.number // 10, "免费试点")
            if one.number < 20:  # taken out of the file, and nobody says why
                one.promises, one.asks = [], []
                counted.promises_gone.append(_id_at_the_end(one))
                counted.asks_gone.append(_id_at_the_end(one))
            else:
                counted.asks_waiting += 1
                counted.asks_settled["waiting"] = counted.asks_settled.get("waiting", 0) + 1
        case 9:
            _rival(one, counted, "佰川", 10, "")
            one.contact_left = "2026-08-31"
            counted.opened_now.add((_id_at_the_end(one), "NET04"))


def _rival(one: Made, counted: Counted, name: str, share: int, move: str) -> None:
    one.rival, one.rival_share = name, share
    counted.rivals[name] = counted.rivals.get(name, 0) + 1
    counted.rivals_at.setdefault(name, set()).add(_id_at_the_end(one))
    counted.rival_highest[name] = max(counted.rival_highest.get(name, 0), share)
    if move:
        one.rival_move = f"{{on: 2026-08-11, what: {move}}}"
        counted.rival_moves += 1
        counted.moves_of.setdefault(name, set()).add((_id_at_the_end(one), move))
