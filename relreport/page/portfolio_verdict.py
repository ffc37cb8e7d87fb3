"""What a director asks first of all accounts: what moved, what is late, where it is critical; the figures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from relreport.page.contract.parts import FigureCell, Sentence
from relreport.page.crossing import say_amount, tender_values
from relreport.page.portfolio_words import PortfolioWords
from relreport.page.shorten import cut
from relreport.page.summary import Summary

NAMED = 48  # widths of a name within a sentence


def portfolio_verdict(telling: PortfolioWords, summaries: Sequence[Summary]) -> list[Sentence]:
    """What a director asks first: how many fell and rose, what is late, where it is critical."""
    if not summaries:
        return [telling.told("portfolio.verdict_none")]
    wording = telling.wording
    down = [one for one in summaries if _fell(one)]
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


def portfolio_figures(telling: PortfolioWords, summaries: Sequence[Summary]) -> list[FigureCell]:
    """Accounts that fall, promises that are late, tenders by value (of the largest currency), asks open."""
    of = len(summaries)
    falling = sum(_fell(one) for one in summaries)
    late = [item for one in summaries for item in one["late"] if item["promise"]]
    tenders = [item for one in summaries for item in one["tenders"]]
    asks = [item for one in summaries for item in one["asks"]]
    asks_late = sum(item["days"] > 0 for item in asks)
    sums = tender_values(summaries)
    main = max(sums, key=lambda currency: sums[currency], default=None)
    value = say_amount(sums[main], main, telling.wording) if main else str(len(tenders))
    due = min((item["due"] for item in tenders if item["due"]), default="")
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


def _fell(one: Summary) -> bool:
    return one["moved"] is not None and (one["moved"]["points"] < 0 or one["moved"]["down"] > 0)
