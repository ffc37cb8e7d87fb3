"""What the made history asks of ten rules, worked out by hand from what was written into the files.

Of the whole rule set nobody can say by hand what it finds at forty accounts. So this history's settings leave
out all rules but ten, and of these ten it is worked out here when they speak: at whom, how gravely, at each of
the eight quarter ends. It follows the published words of each rule, and knows nothing of the program.

    rule    speaks, in this history
    STG02   at the one account that leaps from nothing to 85 %, in the quarter of the leap
    STG03   at the one that slips 85 → 60 → 45, from the first slip on
    STG04   at the one that buys nothing any more
    STG05   where the share fell by ten points or more in one quarter or in two running, at the same stage
    STG06   where over four quarters the stage did not change and the share moved by less than five points
    NET01   wherever they buy: all goes through one of theirs; where he has left, through one of ours
    NET04   where he has left
    CON03   where a promise is past its day
    TRU02   where a promise to the decider was broken
    PLN01   where a step of ours is past its day
    PLN06   where a decision of our own company is past its day
"""

from __future__ import annotations

from tests.memory.made_history import ADVISED, COUNT, shares_of

QUARTER_ENDS = 8  # the first is the end of 2024, when nothing was written yet
NOW, LAST = 7, 6  # the ends of the third and of the second quarter of 2026
LEFT_OUT = (
    "BID02", "CAD02", "CAD05", "CAD07", "DST01", "DST03", "DST04", "DST05", "ENT01", "ENT03", "ENT04", "ENT05",
    "ENT06", "ENT09", "ENT12", "ENT13", "FRE01", "FRE02", "FRE06", "GRO01", "GRO04", "GRO06", "GRO07", "GRO09", "NET02",
    "NET03", "PLN02", "SEC01", "STG01", "STG08", "TRU05", "VAL01", "VAL02", "VAL03", "VAL04",
)  # fmt: skip
SETTINGS = f"rules: {{ignore: [{', '.join(LEFT_OUT)}]}}\n"

POINTS = {"critical": 100, "major": 30, "minor": 10}
BY_TIER = {"vvip": 1.5, "key": 1.2, "regular": 1.0}
STAGES = ("development", "initial", "stable", "strategic")
SPOKEN_OF = 12

Gap = tuple[str, str | None]
MoveTold = tuple[str, str | None, str, str, str]
"""Code or scale, whose, from, to, and why: what happened, what was learned, or time."""

NUMBERS = tuple(range(COUNT + 1))
"""Of the accounts at the end; the last of them is the new one."""
FRESH = COUNT


def id_of(number: int) -> str:
    return f"renamed-{number:02d}x" if number in (5, 6, 7) else f"account-{number:02d}x"


def tier_of(number: int) -> str:
    return "key" if number == FRESH else ("vvip", "key", "regular")[number % 3]


def is_there(number: int, end: int) -> bool:
    return number != FRESH or end == NOW


def shares(number: int, end: int) -> list[int]:
    """The shares told up to a quarter end; the first end has none, the new account's file one."""
    return ([0] if end == NOW else []) if number == FRESH else shares_of(number)[:end]


def credited(told: list[int]) -> list[int]:
    """The stage after each share: up one step at most, down at once."""
    found: list[int] = []
    for share in told:
        meant = 0 if share == 0 else 1 if share < 50 else 2 if share < 80 else 3
        found.append(min(meant, found[-1] + 1) if found else meant)
    return found


def stage(number: int, end: int) -> str:
    told = shares(number, end)
    if not told:
        return "unknown"
    return "lost" if told[-1] == 0 and any(told) else STAGES[credited(told)[-1]]


def buys(number: int, end: int) -> bool:
    told = shares(number, end)
    return bool(told) and told[-1] > 0


def has_left(number: int, end: int) -> bool:
    """The decider, in the last quarter."""
    return end == NOW and number % 10 == 9


def gaps(number: int, end: int) -> dict[Gap, str]:
    """The open gaps of one account at a quarter end, with how grave they are."""
    told, last = shares(number, end), number % 10
    levels = credited(told)
    found: dict[Gap, str] = {}
    if end == NOW and number == 1:
        found["STG02", None] = "minor"  # an estimate: major, and one milder
    if number == 0 and end >= LAST:
        found["STG03", None] = "major"  # an estimate: critical, and one milder
    if end == NOW and number == 2:
        found["STG04", None] = "critical"
    if len(told) > 1 and buys(number, end) and levels[-1] == levels[-2] and _fall(told, levels) >= 10:
        found["STG05", None] = "major"
    recent = told[-4:]
    if (
        len(recent) == 4
        and levels[-1] in (1, 2)
        and len(set(levels[-4:])) == 1
        and max(recent) - min(recent) < 5
    ):
        found["STG06", None] = "major"
    if buys(number, end):
        grave = 1 + (levels[-1] >= 2) - (tier_of(number) == "regular")
        whose = None if has_left(number, end) else "wang"
        if (number, end) not in ((6, NOW), (16, NOW)):  # accepted
            found["NET01", whose] = ("minor", "major", "critical")[grave]
    if has_left(number, end):
        found["NET04", "wang"] = "critical"
    if number < COUNT and last == 4 and end >= 4:
        found["CON03", "old"] = "critical"  # due in the middle of December 2025: more than a week ago
    if end == NOW and number < COUNT:
        if last == 5:
            found["CON03", "open"] = "critical"  # ten days late
            found["PLN01", "late"] = "major"
        if last == 2:
            found["TRU02", "wang"] = "critical"
        if last == 1:
            found["PLN06", "stock"] = "minor"
    return found


def _fall(told: list[int], levels: list[int]) -> int:
    """By how many points the share fell in the last quarter, or in the last two if it fell in both."""
    fell = told[-2] - told[-1]
    if 0 < fell < 10 and len(told) > 2 and told[-3] > told[-2] and levels[-3] == levels[-1]:
        fell += told[-3] - told[-2]
    return fell


def accepted(number: int) -> dict[Gap, str]:
    return {("NET01", "wang"): "critical"} if number in (6, 16) else {}


WHY = {
    # by the line that says it; a step and a decision bear no day on which they were noted
    "STG02": "world", "STG03": "world", "STG04": "world", "STG05": "world", "STG06": "world", "NET01": "world",
    "NET04": "world", "CON03": "world", "TRU02": "world", "PLN01": "learned", "PLN06": "time",
}  # fmt: skip


def gap_moves(number: int) -> set[MoveTold]:
    """The gaps that opened, closed or were accepted in the quarter."""
    if number == FRESH:
        return set()
    before = dict.fromkeys(gaps(number, LAST), "open")
    after = dict.fromkeys(gaps(number, NOW), "open") | dict.fromkeys(accepted(number), "accepted")
    moved = {key for key in before | after if before.get(key) != after.get(key)}
    return {
        (
            *key,
            before.get(key, "closed"),
            after.get(key, "closed"),
            "learned" if key in accepted(number) else WHY[key[0]],
        )
        for key in moved
    }


def level_moves(number: int) -> set[MoveTold]:
    """Stage, status, distance, trust and temperature that moved in the quarter, and the key contact."""
    if number == FRESH:
        return set()
    found: set[MoveTold] = set()
    was, now = (credited(shares(number, end))[-1] for end in (LAST, NOW))
    if was != now:
        found.add(("stage", None, STAGES[was], STAGES[now], "world"))
    if number == 1:
        found.add(("status", None, "potential", "customer", "world"))
    if number == 2:
        found.add(("status", None, "customer", "lost", "world"))
    if number in ADVISED:  # expertise shown: nearer than a stranger, and respected
        found |= {
            ("distance", "wang", "stranger", "doctor", "world"),
            ("trust", "wang", "unknown", "respect", "world"),
        }
    if number % 10 == 2:
        found.add(("trust", "wang", "unknown", "damaged", "world"))
    if number % 10 == 5:
        found.add(("trust", "zhao", "unknown", "damaged", "world"))
    if has_left(number, NOW):
        found.add(("key", None, "wang", "unknown", "world"))
    if now > was:  # warming: a stage higher; that somebody came nearer is none of its signs
        found.add(("temperature", None, "plateau", "warming", "world"))
    return found


def falls(number: int) -> int:
    """Levels that are worse than at the last review: stage, status, and trust that was damaged."""
    return (number in (0, 2)) + (number == 2) + (number < COUNT and number % 10 in (2, 5))


def weight(number: int) -> float:
    """How much an account asks to be spoken of, by the published points."""
    points = sum(POINTS[one] for one in gaps(number, NOW).values()) + 100 * falls(number)
    if number < COUNT:
        late = number % 10 in (4, 5)  # a promise past its day
        asked = number % 10 == 1 or number in (28, 38)  # a decision that nobody took
        points += 50 * late + 40 * asked
    return points * BY_TIER[tier_of(number)]


def running_order() -> tuple[list[str], list[str]]:
    ordered = sorted(NUMBERS, key=lambda one: (-weight(one), id_of(one)))
    return [id_of(one) for one in ordered[:SPOKEN_OF]], [id_of(one) for one in ordered[SPOKEN_OF:]]


def at_risk() -> set[str]:
    """Something critical, a fall of stage or status, or a share that falls."""
    return {
        id_of(one)
        for one in NUMBERS
        if "critical" in gaps(one, NOW).values()
        or one in (0, 2)
        or (len(shares(one, NOW)) > 1 and shares(one, NOW)[-1] < shares(one, NOW)[-2])
    }


def long_open() -> dict[tuple[str, str, str | None], int]:
    """Grave gaps open at three quarter ends running or more, with how many."""
    found: dict[tuple[str, str, str | None], int] = {}
    for number in NUMBERS:
        for key, grave in gaps(number, NOW).items():
            count = 0
            while is_there(number, NOW - count) and key in gaps(number, NOW - count):
                count += 1
            if count >= 3 and grave in ("major", "critical"):
                found[id_of(number), *key] = count
    return found


LEAVING = 41
"""The account that is taken off the list in the last quarter."""


def balance(end: int) -> dict[str, int]:
    """Open gaps at the quarter end before and at this one, and what came and went between."""
    found = dict.fromkeys(("start", "opened", "closed", "accepted", "came", "went", "end"), 0)
    for number in (*NUMBERS, LEAVING):
        stays = (number, end) != (LEAVING, NOW)
        was = set(gaps(number, end - 1)) if is_there(number, end - 1) else set()
        now = set(gaps(number, end)) if is_there(number, end) and stays else set()
        found["start"] += len(was)
        found["end"] += len(now)
        if not is_there(number, end - 1):
            found["came"] += len(now)
        elif not stays:
            found["went"] += len(was)
        else:
            taken = set(accepted(number)) if end == NOW else set()
            found["accepted"] += len(was & taken)
            found["opened"] += len(now - was)
            found["closed"] += len(was - now - taken)
    return found


def contacts(number: int, end: int) -> int:
    """One to three a quarter; nothing was written before the first."""
    return 1 + number % 3 if end and is_there(number, end) else 0


def quarters() -> list[tuple[int | None, ...]]:
    """All accounts at the quarter ends, the latest first: stable or strategic, fell, near, respect or more,
    contacts, open gaps.

    Before anything was written nobody can say how they stood; nothing was done, and no rule speaks. Of three a
    mobile number was known already, and they were strangers; nobody ever was near. Whether anybody trusted us
    nobody could say before the last quarter: then three heard advice, and had respect.
    """
    found: list[tuple[int | None, ...]] = []
    for end in range(QUARTER_ENDS):
        there = [one for one in NUMBERS if is_there(one, end)]
        pairs = [(shares(one, end - 1), shares(one, end)) for one in there if one != FRESH] if end > 1 else []
        found.append((
            sum(stage(one, end) in ("stable", "strategic") for one in there) if end else None,
            sum(now[-1] < was[-1] for was, now in pairs) if pairs else None,
            0,
            len(ADVISED) if end == NOW else None,
            sum(contacts(one, end) for one in there),
            sum(len(gaps(one, end)) for one in there),
        ))  # fmt: skip
    return found[::-1]
