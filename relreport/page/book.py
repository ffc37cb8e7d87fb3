"""The review book: what is taken in which order, what crosses accounts, and a page or two an account."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, cast

from relreport.fields.tokens import TIER
from relreport.page.contract.book import BookAccount, BookPage, Turn
from relreport.page.contract.gaps import Gap
from relreport.page.contract.head import Head
from relreport.page.contract.parts import FigureCell, Html, Tone
from relreport.page.contract.plan import PlanPage
from relreport.page.contract.portfolio import PortfolioPage
from relreport.page.contract.stages import Trends
from relreport.page.handout import in_short
from relreport.page.shorten import cut, shortened
from relreport.page.summary import Summary
from relreport.page.trends import LINES
from relreport.phrases import filled
from relreport.text import Wording
from relreport.text.catalogue import sentences

ACTIONS = 4
SHARE = 1 + LINES.index("share")  # its column in the table of the quarters
TITLE = 96  # widths of an account's name over its page
PAGES = 120  # accounts that have a page of their own; a book that nobody can carry serves nobody
ROWS = 200
# minutes an account is given: with a decision or something critical, with something late or falling, else
MINUTES = (10, 5, 2)


def account_of(page: PlanPage) -> BookAccount:
    """What the book shows of one account, from its page: plain data, kept as JSON."""
    name = cut(page["head"]["name"], TITLE)
    anchor = f"account-{page['id']}"
    page = shortened(page)
    gaps = page["gaps"]
    share = page.get("share")
    return BookAccount(
        anchor=anchor,
        name=name,
        line=page["head"]["line"],
        confidential=page["head"]["confidential"],
        notices=[{**one, "entries": []} for one in page.get("notices", []) if one["tone"] == "alarm"],
        verdict=page["verdict"],
        stages=page["stages"],
        figures=page["figures"],
        gaps={**gaps, "lead": [_bare(gap) for gap in gaps["lead"]], "rest": [], "accepted": []},
        questions=None if gaps["lead"] else page.get("questions"),
        share={**share, "table": None} if share else None,
        trends=_trends(page),
        asks=page.get("asks") or [],
        asks_more=page.get("asks_more") or "",
        actions={**page["actions"], "lead": page["actions"]["lead"][:ACTIONS], "rest": [], "rest_label": ""},
    )


def _trends(page: PlanPage) -> Trends | None:
    """The quarters; the share has a larger chart of its own beside them."""
    trends, share = page.get("trends"), page.get("share")
    if trends is None or not (share and share["chart_svg"]):
        return trends
    label = trends["table"]["columns"][SHARE]["label"]
    return {**trends, "lines": [one for one in trends["lines"] if one["label"] != label]}


def _bare(gap: Gap) -> Gap:
    bare = {"why": "", "good": "", "check": "", "false_alarm": "", "evidence": [], "actions": []}
    return cast("Gap", {**in_short(gap), **bare})


def book_page(
    portfolio: PortfolioPage,
    summaries: Sequence[Summary],
    accounts: Mapping[str, Mapping[str, Any]],
    wording: Wording,
    *,
    paper: str = "a4",
) -> BookPage:
    """The book from the portfolio's page, every account's summary, and what the book shows of each, by id."""
    texts = sentences(wording.language, "account_page")["book"]
    ordered = sorted(summaries, key=lambda one: _turn_key(one, wording.day))
    turns = [_turn(place, one, texts, wording) for place, one in enumerate(ordered, 1)]
    told = [one for one in ordered if one["id"] in accounts][:PAGES]
    shown = {one["id"] for one in told}
    for turn, one in zip(turns, ordered, strict=True):
        if one["id"] not in shown:
            turn["anchor"] = ""
    turns = [turn for turn in turns if turn["anchor"]]
    head: Head = {**portfolio["head"], "name": texts["title"], "kind": texts["kind"]}
    rows = portfolio["rows"]
    omitted = len(ordered) - len(told)
    minutes = sum(_minutes(one, wording.day) for one in told)
    page = BookPage(
        lang=portfolio["lang"],
        words=portfolio["words"],
        head=head,
        paper=paper,  # type: ignore[typeddict-item]  # one that there is
        footer=portfolio["words"]["dot"].join(
            part for part in (head["company"], f"{portfolio['words']['as_of']} {head['as_of']}") if part
        ),
        verdict=portfolio["verdict"],
        figures=[_plain(one) for one in portfolio.get("figures") or []],
        moved=portfolio.get("moved") or [],
        funnel=portfolio.get("funnel") or [],
        trends=portfolio.get("trends"),
        turns=turns,
        turns_note=filled(texts["turns_note"], {"minutes": minutes}) if turns else "",
        rows=rows[:ROWS],
        rows_more=filled(texts["rows_more"], {"count": len(rows) - ROWS}) if len(rows) > ROWS else "",
        sections=portfolio.get("sections") or [],
        accounts=[],
        omitted=filled(texts["omitted"], {"count": omitted}) if omitted else "",
        invalid=portfolio.get("invalid") or [],
    )
    return {**shortened(page, whole=False), "accounts": [_drawn(accounts[one["id"]]) for one in told]}


def _drawn(kept: Mapping[str, Any]) -> BookAccount:
    """Kept as JSON its charts came back as text."""
    share, trends = kept["share"], kept.get("trends")
    chart = share and share["chart_svg"]
    drawn = {
        **kept,
        "share": {**share, "chart_svg": Html(chart) if chart else None} if share else None,
        "trends": trends and {**trends, "lines": [_charted(one) for one in trends["lines"]]},
    }
    return cast("BookAccount", drawn)


def _charted(line: Mapping[str, Any]) -> Mapping[str, Any]:
    return {**line, "chart_svg": Html(line["chart_svg"])}


def _plain(figure: FigureCell) -> FigureCell:
    return {**figure, "href": ""}


# the running order


def _turn_key(one: Summary, day: date) -> tuple[int, int, float, str]:
    """Decisions and what is critical first, then what fell or is late, then the rest; within each by tier."""
    fell = one["moved"]["points"] if one["moved"] else 0
    return (-_minutes(one, day), TIER.rank(one["row"]["tier"]), fell, one["id"])


def _minutes(one: Summary, day: date) -> int:
    if one["asks"] or _critical(one):
        return MINUTES[0]
    fell = one["moved"] is not None and (one["moved"]["points"] < 0 or one["moved"]["down"])
    return MINUTES[1] if fell or one["late"] or _next_tender(one, day) or one["lost"] else MINUTES[2]


def _critical(one: Summary) -> str:
    """The title of the gravest gap, where it is critical."""
    grave = (title for _, severity, title, record in one["gaps"] if severity == "critical" and not record)
    return next(grave, "")


def _next_tender(one: Summary, day: date) -> tuple[str, date] | None:
    """The next decision within a quarter."""
    due = [(date.fromisoformat(item["due"]), item["name"]) for item in one["tenders"] if item["due"]]
    soon = [(on, name) for on, name in due if 0 <= (on - day).days <= 92]
    return (min(soon)[1], min(soon)[0]) if soon else None


def _turn(place: int, one: Summary, texts: Mapping[str, str], wording: Wording) -> Turn:
    why, tone = _why(one, texts, wording)
    return Turn(
        number=place,
        anchor=f"account-{one['id']}",
        name=one["name"],
        owner=one["row"]["owner_name"],
        why=why,
        tone=tone,
        minutes=filled(texts["minutes"], {"minutes": _minutes(one, wording.day)}),
    )


def _why(one: Summary, texts: Mapping[str, str], wording: Wording) -> tuple[str, Tone]:
    """Why this account is taken at this place: the first reason that holds."""
    notice = one["row"].get("notice", "")  # it stands as it was: somebody has to mend its file
    parts: list[str] = [notice] if notice else []
    tone: Tone = "alarm" if notice else ""
    if one["asks"]:
        parts.append(filled(texts["why_asks"], {"count": len(one["asks"])}))
    if title := _critical(one):
        tone = "alarm"
        parts.append(title)
    moved = one["moved"]
    if not title and moved is not None and (moved["points"] < 0 or moved["down"]):
        parts.append(filled(texts["why_fell"], {"text": moved["text"]}))
    if one["lost"]:
        parts.append(texts["why_lost"])
    promises = sum(item["promise"] for item in one["late"])
    if promises and len(parts) < 2:
        parts.append(filled(texts["why_late"], {"count": promises}))
    if (tender := _next_tender(one, wording.day)) and len(parts) < 2:
        parts.append(filled(texts["why_tender"], {"name": tender[0], "on": wording.day_of(tender[1])}))
    if not parts:
        return texts["why_calm"], "mute"
    text = ("；" if wording.language == "zh" else "; ").join(parts[:2])
    return text[:1].upper() + text[1:], tone
