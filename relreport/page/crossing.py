"""What is told across accounts: what is late, decisions, tenders, gaps, rivals, birthdays."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from relreport.model import Period
from relreport.page.contract.parts import Link, Row, Section, Tone
from relreport.page.parts import cell, row, section, table
from relreport.page.summary import Late, Summary
from relreport.text import Wording
from relreport.text.figures import say_money

LINKED = 12  # accounts named in one cell
FEWEST = 5  # kinds of gaps that are shown at least
SHOWN = 20  # rows before a table folds

Say = Callable[..., str]


def crossing(
    summaries: Sequence[Summary], wording: Wording, say: Say, festivals: Sequence[tuple[date, str]] = ()
) -> list[Section]:
    """The sections below the table; those with nothing to tell are left out."""
    made = (
        _late(summaries, say),
        _asks(summaries, say),
        _tenders(summaries, wording, say),
        _gaps(summaries, say),
        _rivals(summaries, say),
        _days(summaries, wording, say, festivals),
    )
    return [one for one in made if one is not None]


def _link(one: Summary, anchor: str = "", text: str = "") -> Link:
    href = one["row"]["href"] + (f"#{anchor}" if anchor else "")
    return Link(text=text or one["name"], href=href)


def _listed(
    id: str,
    title: str,
    columns: Sequence[str],
    rows: Sequence[Row],
    say: Say,
    *,
    note: str = "",
    tone: Tone = "",
    shown: int = SHOWN,
) -> Section:
    """A section of one table; it folds after so many rows."""
    rest = say("page.rest", count=len(rows) - shown)
    tables = [table(columns, rows[:shown], more=rows[shown:], more_label=rest)]
    return section(id, title, note=note, tone=tone, tables=tables)


def _late(summaries: Sequence[Summary], say: Say) -> Section | None:
    late: list[tuple[Late, Summary]] = [(item, one) for one in summaries for item in one["late"]]
    if not late:
        return None
    late.sort(key=lambda pair: (pair[0]["who"], -pair[0]["days"], pair[1]["id"]))
    rows = [
        row(
            cell(item["who"] or say("portfolio.nobody")),
            cell(item["what"], note=say("portfolio.promise") if item["promise"] else say("portfolio.step")),
            cell(links=[_link(one, item["anchor"])], key=one["name"]),
            cell(item["due"], note=say("page.late", days=item["days"]), tone="alarm", key=item["days"]),
        )
        for item, one in late
    ]
    people = {item["who"] for item, _ in late}
    columns = [say(f"portfolio.{name}") for name in ("who", "what", "account", "due")]
    return _listed(
        "late",
        say("portfolio.late"),
        columns,
        rows,
        say,
        note=say("portfolio.late_note", count=len(late), people=len(people)),
        tone="alarm",
    )


def _asks(summaries: Sequence[Summary], say: Say) -> Section | None:
    waiting = [(item, one) for one in summaries for item in one["asks"]]
    if not waiting:
        return None
    waiting.sort(key=lambda pair: (-pair[0]["days"], pair[1]["id"]))
    late = sum(item["days"] > 0 for item, _ in waiting)
    rows = [
        row(
            item["what"],
            cell(links=[_link(one, item["anchor"])], key=one["name"]),
            item["of"],
            item["cost"],
            cell(
                item["due"],
                note=say("page.late", days=item["days"]) if item["days"] > 0 else "",
                tone="alarm" if item["days"] > 0 else "",
                key=-item["days"],
            ),
        )
        for item, one in waiting
    ]
    columns = [
        say("portfolio.what"),
        say("portfolio.account"),
        say("portfolio.of"),
        "#" + say("portfolio.cost"),
        say("portfolio.due"),
    ]
    return _listed(
        "asks",
        say("portfolio.asks"),
        columns,
        rows,
        say,
        note=say("portfolio.asks_late" if late else "portfolio.asks_note", count=len(waiting), late=late),
    )


def _tenders(summaries: Sequence[Summary], wording: Wording, say: Say) -> Section | None:
    waiting = [(item, one) for one in summaries for item in one["tenders"]]
    if not waiting:
        return None
    waiting.sort(key=lambda pair: (pair[0]["due"] or "9999", pair[1]["id"]))
    rows = []
    for item, one in waiting:
        due = date.fromisoformat(item["due"]) if item["due"] else None
        quarter = (
            wording.period(Period.quarter(due.year, (due.month - 1) // 3 + 1))
            if due
            else say("portfolio.no_quarter")
        )
        late = due is not None and due < wording.day
        rows.append(
            row(
                cell(quarter, key=item["due"] or "9999"),
                cell(item["name"], links=[], href=f"{one['row']['href']}#{item['anchor']}"),
                cell(links=[_link(one)], key=one["name"]),
                cell(item["said"], key=item["value"] or 0),
                cell(
                    item["posture"],
                    note=say("portfolio.chance", chance=item["chance"]) if item["chance"] else "",
                ),
                cell(
                    wording.day_of(due) if due else "",
                    note=say("page.late", days=(wording.day - due).days) if late and due else "",
                    tone="alarm" if late else "",
                    key=item["due"],
                ),
            )
        )
    columns = [
        say("portfolio.quarter"),
        say("portfolio.tender"),
        say("portfolio.account"),
        "#" + say("portfolio.value"),
        say("portfolio.position"),
        say("portfolio.due"),
    ]
    return _listed(
        "tenders",
        say("portfolio.tenders"),
        columns,
        rows,
        say,
        note=say("portfolio.tenders_note", count=len(waiting), values=_said_values(summaries, wording)),
    )


def tender_values(summaries: Sequence[Summary]) -> dict[str, float]:
    """The values of open tenders, one sum a currency: what is in two is never added."""
    sums: dict[str, float] = {}
    for one in summaries:
        for item in one["tenders"]:
            if item["value"] is not None:
                sums[one["currency"]] = sums.get(one["currency"], 0) + item["value"]
    return sums


def _said_values(summaries: Sequence[Summary], wording: Wording) -> str:
    sums = sorted(tender_values(summaries).items())
    return wording.several([say_amount(value, currency, wording) for currency, value in sums])


def say_amount(value: float, currency: str, wording: Wording) -> str:
    return say_money(round(value), wording.language, currency)


def _gaps(summaries: Sequence[Summary], say: Say) -> Section | None:
    found: dict[str, list[Summary]] = {}
    for one in summaries:
        seen: set[str] = set()
        for code, severity, _, is_record in one["gaps"]:
            if not is_record and severity != "info" and code not in seen:
                seen.add(code)
                found.setdefault(code, []).append(one)
    if not found:
        return None
    ordered = sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    rows = [
        row(
            cell(where[0]["titles"][code], note=code),
            cell(str(len(where)), key=len(where)),
            cell(
                links=[_link(one) for one in where[:LINKED]],
                note=say("page.rest", count=len(where) - LINKED) if len(where) > LINKED else "",
            ),
        )
        for code, where in ordered
    ]
    # what is found in one account alone crosses nothing: it folds, unless nothing else is there
    several = sum(len(where) > 1 for _, where in ordered)
    shown = min(max(several, FEWEST), SHOWN)
    columns = [say("portfolio.gap"), "#" + say("portfolio.accounts"), "+" + say("portfolio.where")]
    return _listed("by-gap", say("portfolio.gaps"), columns, rows, say, shown=shown)


def _rivals(summaries: Sequence[Summary], say: Say) -> Section | None:
    found: dict[str, list[tuple[Summary, str, float]]] = {}
    for one in summaries:
        for rival in one["rivals"]:
            found.setdefault(rival["name"], []).append((one, rival["share"], rival["key"]))
    if not found:
        return None
    rows = [
        row(
            name,
            cell(str(len(where)), key=len(where)),
            cell(
                links=[
                    _link(one, "competition", f"{one['name']} {share}".strip())
                    for one, share, _ in sorted(where, key=lambda item: -item[2])[:LINKED]
                ]
            ),
        )
        for name, where in sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    ]
    columns = [say("portfolio.rival"), "#" + say("portfolio.accounts"), "+" + say("portfolio.where_share")]
    return _listed("rivals", say("portfolio.rivals"), columns, rows, say)


def _days(
    summaries: Sequence[Summary], wording: Wording, say: Say, festivals: Sequence[tuple[date, str]]
) -> Section | None:
    """Festivals and birthdays ahead, in the order in which they come."""
    told = [
        (
            on.isoformat(),
            "",
            row(
                cell(wording.day_of(on), key=on.isoformat()),
                cell(wording.label("festival", name)),
                cell(say("portfolio.festival_all")),
                "",
            ),
        )
        for on, name in festivals
        if summaries
    ]
    told += [
        (
            item["on"],
            one["id"],
            row(
                cell(item["said"], key=item["on"]),
                cell(item["name"], href=f"{one['row']['href']}#{item['anchor']}"),
                cell(links=[_link(one)], key=one["name"]),
                item["holder"],
            ),
        )
        for one in summaries
        for item in one["birthdays"]
    ]
    if not told:
        return None
    rows = [made for _, _, made in sorted(told, key=lambda item: item[:2])]
    count = sum(len(one["birthdays"]) for one in summaries)
    columns = [say(f"portfolio.{name}") for name in ("on", "name", "account", "holder")]
    return _listed(
        "birthdays",
        say("portfolio.birthdays"),
        columns,
        rows,
        say,
        note=say("portfolio.birthdays_note", count=count) if count else "",
    )
