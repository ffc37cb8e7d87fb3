"""The page of all accounts, made from small summaries, so that one changed account costs one plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from relreport.fields.tokens import STAGE, TIER
from relreport.model import Settings
from relreport.page.contract.head import Head, Site
from relreport.page.contract.parts import Cell, FigureCell, Html, Sentence
from relreport.page.contract.portfolio import (
    AccountRow,
    Choice,
    Filters,
    InvalidAccount,
    PortfolioPage,
    StageCount,
)
from relreport.page.crossing import crossing, say_amount
from relreport.page.head import audience_words
from relreport.page.parts import cell, sentence
from relreport.page.searched import shared
from relreport.page.shorten import cut, named_briefly
from relreport.page.summary import Summary, summary
from relreport.page.trends import portfolio_trends
from relreport.phrases import filled
from relreport.readings.calendar import festivals
from relreport.text import Wording, page_words
from relreport.text.catalogue import sentences
from relreport.text.figures import say_day
from relreport.trend import QUARTERS, quarters_before

__all__ = ["portfolio_page", "summary"]

MOVED = 8
NAMED = 48  # widths of a name within a sentence
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
    telling = _Telling(wording)
    ordered = sorted(summaries, key=lambda one: (TIER.rank(one["row"]["tier"]), one["id"]))
    rows, alike = shared([_row(one) for one in ordered])
    page = PortfolioPage(
        lang=wording.language,  # type: ignore[typeddict-item]
        words=dict(page_words(wording.language)["words"]),
        head=_head(telling, settings, len(ordered), audience, left_out),
        site=site,
        verdict=_verdict(telling, ordered),
        rows=rows,
        told=alike,
        filters=_filters(telling, ordered, settings),
        figures=_figures(telling, ordered),
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


def _row(one: Summary) -> AccountRow:
    """The row; kept as JSON its chart came back as text."""
    row = one["row"]
    spark = row["spark_svg"]
    return {**row, "spark_svg": Html(spark) if spark else None}


class _Telling:
    """The words of the portfolio in one language."""

    def __init__(self, wording: Wording) -> None:
        self.wording = wording
        self.texts: Mapping[str, Any] = {
            **sentences(wording.language, "account_page"),
            "page": page_words(wording.language)["phrases"],
        }

    def say(self, key: str, **facts: str | int) -> str:
        block, _, name = key.partition(".")
        return filled(self.texts[block][name], facts)

    def told(self, key: str, **facts: str | int) -> Sentence:
        block, _, name = key.partition(".")
        return sentence(self.texts[block][name], facts)


def _head(telling: _Telling, settings: Settings, count: int, audience: str, left_out: bool) -> Head:
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


def _verdict(telling: _Telling, summaries: Sequence[Summary]) -> list[Sentence]:
    """What a director asks first: how many fell and rose, what is late, where it is critical."""
    if not summaries:
        return [telling.told("portfolio.verdict_none")]
    wording = telling.wording
    down = [one for one in summaries if one["moved"] and (one["moved"]["points"] < 0 or one["moved"]["down"])]
    up = [one for one in summaries if one["moved"] and (one["moved"]["points"] > 0 or one["moved"]["up"])]
    told: list[Sentence] = []
    worst = sorted(down, key=lambda one: one["moved"]["points"] if one["moved"] else 0)
    best = sorted(up, key=lambda one: -(one["moved"]["points"] if one["moved"] else 0))
    names = wording.several([cut(one["name"], NAMED) for one in worst[:2]])
    if down and up:
        told.append(
            telling.told("portfolio.verdict_both", down=len(down), up=len(up), of=len(summaries), names=names)
        )
    elif down:
        told.append(telling.told("portfolio.verdict_down", down=len(down), of=len(summaries), names=names))
    elif up:
        ups = wording.several([cut(one["name"], NAMED) for one in best[:2]])
        told.append(telling.told("portfolio.verdict_up", up=len(up), of=len(summaries), names=ups))
    else:
        told.append(telling.told("portfolio.verdict_steady", of=len(summaries)))
    promises = [item for one in summaries for item in one["late"] if item["promise"]]
    critical = [
        one
        for one in summaries
        if any(severity == "critical" for _, severity, _, record in one["gaps"] if not record)
    ]
    if critical:
        count = len(critical)
        said = wording.several([cut(one["name"], NAMED) for one in critical[:3]])
        key = "portfolio.verdict_critical_more" if count > 3 else "portfolio.verdict_critical"
        told.append(telling.told(key, count=count, names=said))
    if promises:
        where = len({one["id"] for one in summaries if any(item["promise"] for item in one["late"])})
        oldest = max(item["days"] for item in promises)
        told.append(telling.told("portfolio.verdict_promises", count=len(promises), where=where, days=oldest))
    calm = [
        one
        for one in summaries
        if not any(s in ("critical", "major") for _, s, _, record in one["gaps"] if not record)
    ]
    if calm:
        told.append(telling.told("portfolio.verdict_calm", count=len(calm)))
    return told[:4]


def _figures(telling: _Telling, summaries: Sequence[Summary]) -> list[FigureCell]:
    of = len(summaries)
    falling = sum(one["moved"] is not None and one["moved"]["points"] < 0 for one in summaries)
    late = [item for one in summaries for item in one["late"] if item["promise"]]
    tenders = [(item, one) for one in summaries for item in one["tenders"]]
    asks = [item for one in summaries for item in one["asks"]]
    asks_late = sum(item["days"] > 0 for item in asks)
    sums: dict[str, float] = {}
    for item, one in tenders:
        if item["value"] is not None:
            sums[one["currency"]] = sums.get(one["currency"], 0) + item["value"]
    main = max(sums, key=lambda currency: sums[currency], default=None)
    value = say_amount(sums[main], main, telling.wording) if main else str(len(tenders))
    due = min((item["due"] for item, _ in tenders if item["due"]), default="")
    next_due = (
        telling.say("portfolio.figure_next", on=telling.wording.day_of(date.fromisoformat(due)))
        if due
        else ""
    )

    def figure(name: str, value: str, notes: Sequence[str], *, alarm: bool, href: str) -> FigureCell:
        return FigureCell(
            label=telling.say(f"portfolio.figure_{name}"),
            value=value,
            notes=[note for note in notes if note],
            tone="alarm" if alarm else "",
            unknown=False,
            href=href,
        )

    return [
        figure(
            "falling",
            str(falling),
            [telling.say("portfolio.figure_of", count=of)],
            alarm=falling > 0,
            href="#accounts",
        ),
        figure(
            "promises",
            str(len(late)),
            [telling.say("portfolio.figure_oldest", days=max(item["days"] for item in late))] if late else [],
            alarm=bool(late),
            href="#late" if late else "",
        ),
        figure(
            "tenders",
            value,
            [telling.say("portfolio.figure_tenders_note", count=len(tenders)) if main else "", next_due],
            alarm=False,
            href="#tenders" if tenders else "",
        ),
        figure(
            "asks",
            str(len(asks)),
            [telling.say("portfolio.figure_asks_late", count=asks_late)] if asks_late else [],
            alarm=asks_late > 0,
            href="#asks" if asks else "",
        ),
    ]


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


def _funnel(telling: _Telling, summaries: Sequence[Summary]) -> list[StageCount]:
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


def _filters(telling: _Telling, summaries: Sequence[Summary], settings: Settings) -> Filters:
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
