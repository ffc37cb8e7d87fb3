"""Eight quarters as six small charts, and their figures as a table: of one account, and of all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from relreport.charts import columns_chart
from relreport.fields.tokens import DISTANCE, STAGE, TRUST_VERDICT
from relreport.model import Period
from relreport.page.contract.parts import Html, Tone
from relreport.page.contract.stages import TrendLine, Trends
from relreport.page.parts import cell, row, table
from relreport.page.telling import Telling
from relreport.phrases import filled
from relreport.text import Wording
from relreport.text.catalogue import sentences
from relreport.text.figures import percent, short_period
from relreport.trend import Reading

LINES = ("stage", "share", "distance", "trust", "contacts", "gaps")
LADDERS = {"stage": tuple(STAGE), "distance": tuple(DISTANCE), "trust": tuple(TRUST_VERDICT)}
LEAST = 2  # quarters known before there is a trend: of one alone all stands elsewhere on the page
WORSE_WHEN_MORE = ("gaps", "falling")


def trends(telling: Telling) -> Trends | None:
    """The trends of one account; None where fewer than two quarters are known."""
    return None if telling.plan.public else trends_of(telling.plan.trend, telling.wording)


def trends_of(readings: Sequence[Reading], wording: Wording) -> Trends | None:
    """The same of readings that somebody else has."""
    if sum(one.read for one in readings) < LEAST:
        return None
    words = Words(wording)
    series = {name: [_value(one, name) for one in readings] for name in LINES}
    said = {
        name: [words.level(name, value) if name in LADDERS else words.figure(name, value) for value in values]
        for name, values in series.items()
    }
    heights = {name: [_height(name, value, values) for value in values] for name, values in series.items()}
    periods = [one.period for one in readings]
    return _trends(words, periods, said, heights, title=words.say("title"), note=words.running(periods[-1]))


def _value(one: Reading, name: str) -> Any:
    """What a line shows of a quarter; None where nobody can say."""
    if not one.read:
        return None
    match name:
        case "contacts":
            return one.contacts
        case "gaps":
            return one.relationship_gaps
        case "share":
            return one.share
        case _:
            level = getattr(one, name)
            return None if level == "unknown" else level


def _height(name: str, value: Any, values: Sequence[Any]) -> float | None:
    if value is None:
        return None
    if name == "share":
        return float(value)
    if name in LADDERS:
        ladder = LADDERS[name]
        return ladder.index(value) / (len(ladder) - 1) if value in ladder else 0.0
    most = max((one for one in values if one is not None), default=0)
    return value / most if most else 0.0


# the portfolio


def kept(readings: Sequence[Reading]) -> list[list[Any]]:
    """What the portfolio needs of an account's trend, as plain data."""
    return [[_value(one, name) for name in LINES] if one.read else [] for one in readings]


def portfolio_trends(
    accounts: Sequence[Sequence[Sequence[Any]]], periods: Sequence[Period], wording: Wording
) -> Trends | None:
    """All accounts together; None where fewer than two quarters are known."""
    quarters = [[one[place] for one in accounts if one] for place in range(len(periods))]
    if sum(any(quarter) for quarter in quarters) < LEAST:
        return None
    words = Words(wording)
    series: dict[str, list[int | None]] = {name: [] for name in ("reached", "falling", "near", "trusted")}
    sums: dict[str, list[int | None]] = {"contacts": [], "gaps": []}
    before: Sequence[Sequence[Any]] = []
    for quarter in quarters:
        told = [dict(zip(LINES, one, strict=True)) for one in quarter if one]
        series["reached"].append(_count(told, "stage", ("stable", "strategic")))
        series["near"].append(_count(told, "distance", ("friend", "brother")))
        series["trusted"].append(_count(told, "trust", ("respect", "trusted", "deep")))
        series["falling"].append(_fell(before, quarter))
        for name, values in sums.items():
            known = [one[name] for one in told if one[name] is not None]
            values.append(sum(known) if known else None)
        before = quarter
    order = ("reached", "falling", "near", "trusted", "contacts", "gaps")
    both = {**series, **sums}
    said = {name: [words.figure(name, value) for value in both[name]] for name in order}
    heights = {name: [_height(name, value, both[name]) for value in both[name]] for name in order}
    known_of = [sum(bool(one) for one in quarter) for quarter in quarters]
    told_of = words.say("portfolio_note", of=known_of[-1], first=known_of[0])
    note = words.say("both").join(part for part in (told_of, words.running(periods[-1])) if part)
    return _trends(words, periods, said, heights, title=words.say("portfolio_title"), note=note)


def _count(told: Sequence[Mapping[str, Any]], name: str, levels: Sequence[str]) -> int | None:
    known = [one[name] for one in told if one[name] is not None]
    return sum(one in levels for one in known) if known else None


def _fell(before: Sequence[Sequence[Any]], quarter: Sequence[Sequence[Any]]) -> int | None:
    """Accounts whose share is lower than at the end of the quarter before."""
    share = LINES.index("share")
    pairs = [
        (one[share], other[share])
        for one, other in zip(before, quarter, strict=False)
        if one and other and one[share] is not None and other[share] is not None
    ]
    return sum(now < was for was, now in pairs) if pairs else None


# words


class Words:
    """How the figures of a trend are said."""

    def __init__(self, wording: Wording) -> None:
        self.wording = wording
        self._texts: Mapping[str, str] = sentences(wording.language, "past")["trend"]

    def say(self, key: str, **facts: str | int) -> str:
        return filled(self._texts[key], facts)

    def running(self, period: Period) -> str:
        """Said of a quarter that is not over: its counts are of a part of it."""
        if self.wording.day >= period.last:
            return ""
        return self.say(
            "running", period=self.wording.period(period), on=self.wording.day_of(self.wording.day)
        )

    def level(self, name: str, level: str | None) -> str:
        return self.say("unknown") if level is None else self.wording.label(name, level)

    def figure(self, name: str, value: float | None) -> str:
        if value is None:
            return self.say("unknown")
        return percent(Fraction(str(value))) if name == "share" else str(value)


def _trends(
    words: Words,
    periods: Sequence[Period],
    said: Mapping[str, Sequence[str]],
    heights: Mapping[str, Sequence[float | None]],
    *,
    title: str,
    note: str,
) -> Trends:
    shorts = [short_period(one) for one in periods]
    columns = [words.say("period")]
    columns += [words.say(name) if name in LADDERS else f"#{words.say(name)}" for name in said]
    rows = [
        row(words.wording.period(period), *(cell(values[place]) for values in said.values()))
        for place, period in reversed(list(enumerate(periods)))
    ]
    part = words.wording.day < periods[-1].last
    return Trends(
        title=title,
        note=note,
        lines=[
            _line(words, name, shorts, said[name], heights[name], part=part)
            for name in said
            if any_known(heights[name])
        ],
        table_label=words.say("table"),
        table=table(columns, rows),
    )


def any_known(heights: Sequence[float | None]) -> bool:
    return any(one is not None for one in heights)


def _line(
    words: Words,
    name: str,
    shorts: Sequence[str],
    said: Sequence[str],
    heights: Sequence[float | None],
    *,
    part: bool,
) -> TrendLine:
    known = [place for place, one in enumerate(heights) if one is not None]
    first, last = known[0], known[-1]
    start, end = heights[first] or 0.0, heights[last] or 0.0
    worse = (end > start if name in WORSE_WHEN_MORE else end < start) and last == len(heights) - 1
    worse = worse and not (part and name == "contacts")  # a quarter that is not over has fewer
    tone: Tone = "alarm" if worse else ""
    was = words.say("was", value=said[first], period=shorts[first]) if said[first] != said[-1] else ""
    points = words.say("join").join(f"{short} {one}" for short, one in zip(shorts, said, strict=True))
    return TrendLine(
        label=words.say(name),
        now=said[-1],
        was=was,
        tone=tone,
        chart_svg=Html(
            columns_chart(
                heights,
                ends=(shorts[0], shorts[-1]),
                title=words.say("chart", what=words.say(name), points=points),
                falling=worse,
            )
        ),
    )
