"""The page of all accounts, made from small summaries, so that one changed account costs one plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from relreport.fields.tokens import STAGE, TIER
from relreport.model import Settings
from relreport.page.contract.head import Head, Site
from relreport.page.contract.parts import Cell, Html
from relreport.page.contract.portfolio import (
    AccountRow,
    Choice,
    Filters,
    InvalidAccount,
    PortfolioPage,
    StageCount,
)
from relreport.page.crossing import crossing
from relreport.page.head import audience_words
from relreport.page.parts import cell
from relreport.page.portfolio_verdict import portfolio_figures, portfolio_verdict
from relreport.page.portfolio_words import PortfolioWords
from relreport.page.searched import shared
from relreport.page.shorten import named_briefly
from relreport.page.summary import Summary
from relreport.page.trends import portfolio_trends
from relreport.readings.calendar import festivals
from relreport.text import Wording, page_words
from relreport.text.figures import say_day
from relreport.trend import QUARTERS, quarters_before

MOVED = 8
FESTIVAL_DAYS = 45  # days ahead in which a festival is told


def portfolio_page(
    summaries: Sequence[Summary],
    wording: Wording,
    *,
    settings: Settings,
    site: Site,
    unread: Sequence[tuple[str, Sequence[Mapping[str, Any]]]] = (),
    audience: str = "manager",
    left_out: bool = False,
) -> PortfolioPage:
    """The page of all accounts. `left_out`: whether facts were taken out for the audience.

    `unread`: names of files that could not be read, each with its mistakes.
    """
    telling = PortfolioWords(wording)
    ordered = sorted(summaries, key=lambda one: (TIER.rank(one["row"]["tier"]), one["id"]))
    rows, alike = shared([_row(one["row"]) for one in ordered])
    page = PortfolioPage(
        lang=wording.language,  # type: ignore[typeddict-item]  # one of the two
        words=dict(page_words(wording.language)["words"]),
        head=_head(telling, settings, len(ordered), audience, left_out),
        site=site,
        verdict=portfolio_verdict(telling, ordered),
        rows=rows,
        told=alike,
        filters=_filters(telling, ordered, settings),
        figures=portfolio_figures(telling, ordered),
        moved=_moved(ordered),
        funnel=_funnel(telling, ordered),
        sections=crossing(ordered, wording, telling.say, _festivals(wording.day)),
    )
    quarters = quarters_before(wording.day, QUARTERS)
    if told := portfolio_trends([one["trend"] for one in ordered], quarters, wording):
        page["trends"] = told
    if unread:
        page["invalid"] = [_invalid(name, mistakes) for name, mistakes in unread]
    return named_briefly(page)


def _festivals(day: date) -> list[tuple[date, str]]:
    return [(one.on, one.name) for one in festivals(day, day + timedelta(days=FESTIVAL_DAYS))]


def _row(row: AccountRow) -> AccountRow:
    """The row; kept as JSON its chart came back as text. One that is written already has none."""
    spark = row.get("spark_svg")
    return {**row, "spark_svg": Html(spark) if spark else None}


def row_alone(row: AccountRow) -> AccountRow:
    """A row to be written before the others are known: without what the search looks through."""
    (brief,) = named_briefly({"rows": [_row(row)]})["rows"]
    return {**brief, "find": "", "told": ""}


def _head(telling: PortfolioWords, settings: Settings, count: int, audience: str, left_out: bool) -> Head:
    wording = telling.wording
    readers = audience_words(audience, settings, wording)
    return Head(
        name=telling.say("portfolio.title"),
        line=[telling.say("portfolio.count", count=count)],
        kind=telling.say("portfolio.kind"),
        company=settings.company or "",
        as_of=say_day(wording.day, wording.language),
        as_of_iso=wording.day.isoformat(),
        audience=telling.say("head.audience", audience=readers),
        audience_note=telling.say(
            "page.audience_part" if left_out else "page.audience_all", audience=readers
        ),
        confidential="",
    )


def _moved(summaries: Sequence[Summary]) -> list[Cell]:
    """The largest movements of the latest period, a change of stage before a change of share alone."""
    found = [(one, change) for one in summaries if (change := one["moved"]) is not None]
    found.sort(key=lambda pair: (-(pair[1]["down"] + pair[1]["up"]), -abs(pair[1]["points"]), pair[0]["id"]))
    return [
        cell(
            one["name"],
            note=change["text"],
            href=one["row"]["href"],
            tone="alarm" if change["points"] < 0 or change["down"] else "good",
        )
        for one, change in found[:MOVED]
    ]


def _funnel(telling: PortfolioWords, summaries: Sequence[Summary]) -> list[StageCount]:
    counts = {level: [one for one in summaries if one["stage"] == level] for level in STAGE}
    largest = max((len(found) for found in counts.values()), default=0)
    made = []
    for level, found in counts.items():
        lost = sum(one["lost"] for one in found)
        made.append(
            StageCount(
                label=telling.wording.label("stage", level),
                count=str(len(found)),
                percent=round(len(found) / largest * 100) if largest else 0,
                note=telling.say("portfolio.lost", count=lost) if lost else "",
                value=level,
            )
        )
    return made


def _filters(telling: PortfolioWords, summaries: Sequence[Summary], settings: Settings) -> Filters:
    rows = [one["row"] for one in summaries]
    owners = sorted(
        {(row["owner"], row["owner_name"]) for row in rows if row["owner"]}, key=lambda pair: pair[1]
    )
    present = {row["tier"] for row in rows}
    stages = {row["stage"] for row in rows}
    codes = Counter(code for row in rows for code in row["codes"])
    titles = {code: title for one in summaries for code, title in one["titles"].items()}
    return Filters(
        owners=[Choice(value=id, label=name) for id, name in owners],
        tiers=[
            Choice(value=tier, label=settings.tiers[tier].label or telling.wording.label("tier", tier))
            for tier in TIER
            if tier in present
        ],
        stages=[
            Choice(value=level, label=telling.wording.label("stage", level))
            for level in STAGE
            if level in stages
        ],
        gaps=[
            Choice(
                value=code,
                label=telling.say(
                    "portfolio.filter_gap",
                    code=code,
                    title=titles[code],
                    count=count,
                ),
            )
            for code, count in sorted(codes.items(), key=lambda pair: (-pair[1], pair[0]))
        ],
    )


def _invalid(name: str, mistakes: Sequence[Mapping[str, Any]]) -> InvalidAccount:
    first = mistakes[0] if mistakes else {}
    place = f"{first['path']}:{first['line']}" if first else ""
    return InvalidAccount(name=name, place=place, reason=str(first.get("message", "")))
