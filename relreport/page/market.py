"""What they want and what moves around them: needs, openings, criteria, competition, tenders."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from relreport.model import Competitor, Need, Tender
from relreport.page.contract.parts import Cell, Row, Section, Table, Tone
from relreport.page.parts import cell, row, section, table
from relreport.page.telling import Telling


def needs(telling: Telling) -> Section | None:
    entries = telling.account.needs
    if not entries:
        return None
    waiting = [one for one in entries if one.status != "met"]
    columns = [telling.say(f"needs.{name}") for name in ("what", "who", "answer", "status")]
    met = [_need(telling, one) for one in entries if one.status == "met"]
    shown, more = ([_need(telling, one) for one in waiting], met) if waiting else (met, [])
    return section(
        "needs",
        telling.say("needs.title"),
        note=telling.say("needs.open", count=len(waiting)) if waiting else telling.say("needs.all_met"),
        tables=[table(columns, shown, more=more, more_label=telling.say("needs.met", count=len(more)))],
    )


def _need(telling: Telling, need: Need) -> Row:
    on = {"met": need.met, "answered": need.answered}.get(need.status) or need.on
    fits = "" if need.fits is None else telling.say("needs.fits" if need.fits else "needs.fits_not")
    confirmed = telling.say("needs.confirmed", on=telling.on(need.confirmed)) if need.confirmed else ""
    return row(
        cell(
            need.need or telling.say("needs.untold"), note=telling.on(need.on), place=telling.place(need.at)
        ),
        telling.contacts((need.source,)) if need.source else "",
        cell(need.answer or telling.say("needs.no_answer"), note=fits),
        cell(
            telling.say("needs.state", state=telling.label("need_status", need.status), on=telling.on(on))
            if on
            else telling.label("need_status", need.status),
            note=confirmed,
            tone="warn" if need.status == "open" else "",
        ),
        anchor=f"need-{need.id}",
    )


def openings(telling: Telling) -> Section | None:
    entries = telling.account.openings
    if not entries:
        return None
    live = [one for one in entries if one.until is None or one.until >= telling.day]
    rows = {
        one.id: row(
            cell(
                one.what or telling.label("opening", one.kind),
                note=telling.on(one.on),
                place=telling.place(one.at),
            ),
            cell(telling.label("opening", one.kind), note=telling.say("openings.large") if one.large else ""),
            telling.on(one.until) or telling.say("time.undated"),
            anchor=f"opening-{one.id}",
        )
        for one in entries
    }
    ids = [one.id for one in live]
    over = [line for id, line in rows.items() if id not in ids]
    return section(
        "openings",
        telling.say("openings.title"),
        note=telling.say("openings.live", count=len(live)) if live else telling.say("openings.none_live"),
        tables=[
            table(
                [telling.say(f"openings.{name}") for name in ("what", "kind", "until")],
                [rows[id] for id in ids] or over,
                more=over if ids else [],
                more_label=telling.say("openings.over", count=len(over)),
            )
        ],
    )


def criteria(telling: Telling) -> Section | None:
    entries = telling.account.criteria
    if not entries:
        return None
    ours = sum(one.weight or 0 for one in entries if one.favours == "us")
    theirs = sum(one.weight or 0 for one in entries if one.favours == "rival")
    note = telling.say("criteria.weights", ours=ours, theirs=theirs) if ours or theirs else ""
    return section(
        "criteria",
        telling.say("criteria.title"),
        note=note,
        tables=[
            table(
                [
                    telling.say("criteria.what"),
                    "#" + telling.say("criteria.weight"),
                    telling.say("criteria.favours"),
                ],
                [
                    row(
                        cell(one.what or "", place=telling.place(one.at)),
                        cell(
                            f"{one.weight}%" if one.weight is not None else telling.say("stage.unknown"),
                            key=one.weight or 0,
                        ),
                        cell(
                            telling.label("favours", one.favours) or telling.say("stage.unknown"),
                            note=telling.say("criteria.shaped") if one.shaped_by_us else "",
                            tone="warn" if one.favours == "rival" else "good" if one.favours == "us" else "",
                        ),
                    )
                    for one in sorted(entries, key=lambda one: -(one.weight or 0))
                ],
            )
        ],
    )


def competition(telling: Telling) -> Section | None:
    entries = telling.account.competitors
    if not entries:
        return None
    rows = [_rival(telling, name, together) for name, together in _merged(telling, entries)]
    return section(
        "competition",
        telling.say("competition.title"),
        tables=[
            table(
                [telling.say(f"competition.{name}") for name in ("rival", "share", "weakness", "moves")], rows
            )
        ],
    )


def rival_name(telling: Telling, name: str) -> str:
    """The name that the settings' aliases say it goes by."""
    for main, others in telling.settings.aliases.items():
        if name.casefold() in {one.casefold() for one in (main, *others)}:
            return main
    return name


def _merged(telling: Telling, entries: Sequence[Competitor]) -> Iterator[tuple[str, list[Competitor]]]:
    found: dict[str, list[Competitor]] = {}
    for one in entries:
        found.setdefault(rival_name(telling, one.name or telling.say("competition.unnamed")), []).append(one)
    yield from sorted(
        found.items(),
        key=lambda pair: -max((float(one.share.middle) for one in pair[1] if one.share), default=-1),
    )


def _rival(telling: Telling, name: str, entries: Sequence[Competitor]) -> Row:
    share = next((one.share for one in entries if one.share is not None), None)
    rank = next((one.rank for one in entries if one.rank), None)
    rating = next((one.satisfaction for one in entries if one.satisfaction is not None), None)
    spelled = [one.name for one in entries if one.name and one.name != name]
    moves = sorted(
        (move for one in entries for move in one.moves), key=lambda move: move.on or telling.day, reverse=True
    )
    said = telling.say("competition.join").join(
        telling.say(
            "competition.move", what=move.what or "", **({"on": telling.on(move.on)} if move.on else {})
        )
        for move in moves
    )
    return row(
        cell(
            name,
            note=telling.several([telling.label("rank", rank), *spelled]),
            place=telling.place(entries[0].at),
        ),
        cell(telling.wording.share(share))
        if share is not None
        else cell(telling.say("competition.share_unknown"), tone="mute"),
        cell(
            telling.several([one.weakness for one in entries if one.weakness])
            or telling.say("competition.weakness_unknown"),
            note=telling.say("competition.rating", rating=f"{rating:g}") if rating is not None else "",
            tone="" if any(one.weakness for one in entries) else "mute",
        ),
        said,
    )


def tenders(telling: Telling) -> Section | None:
    entries = telling.account.tenders
    if not entries:
        return None
    waiting = [one for one in entries if one.is_open]
    late = [one for one in waiting if one.due is not None and one.due < telling.day]
    note, tone = _tender_note(telling, waiting, late)
    decided = [one for one in entries if not one.is_open]
    return section(
        "tenders",
        telling.say("tenders.title"),
        note=note,
        tone=tone,
        folded=not waiting,
        tables=[_tender(telling, one) for one in (*waiting, *decided)],
    )


def _tender_note(telling: Telling, waiting: Sequence[Tender], late: Sequence[Tender]) -> tuple[str, Tone]:
    if not waiting:
        return telling.say("tenders.none_open"), ""
    due = min((one.due for one in waiting if one.due is not None), default=None)
    note = telling.say("tenders.open", count=len(waiting), **({"due": telling.on(due)} if due else {}))
    return note, "warn" if late else ""


def _tender(telling: Telling, tender: Tender) -> Table:
    wording = telling.wording
    facts = [
        wording.money(tender.value) if tender.value is not None else telling.say("tenders.value_unknown"),
        telling.say("tenders.ours", ours=wording.money(tender.ours)) if tender.ours is not None else "",
        telling.say("tenders.chance", chance=telling.label("chance", tender.chance)) if tender.chance else "",
        telling.say("tenders.large") if tender.large else "",
        telling.say("tenders.opened", on=telling.on(tender.opened)) if tender.opened else "",
        telling.say("tenders.due", due=telling.on(tender.due)) if tender.due and tender.is_open else "",
        _result(telling, tender),
        telling.say("tenders.team", people=telling.people(tender.team)) if tender.team else "",
    ]
    caption = telling.words["colon"].join(
        (tender.name or tender.id, telling.words["dot"].join(one for one in facts if one))
    )
    rows = [
        row(
            cell(one.name or "", place=telling.place(one.at)),
            telling.on(one.on),
            _position(telling, one.position),
            telling.several(one.spears),
        )
        for one in tender.rounds
    ]
    if not rows:
        rows = [row(cell(telling.say("tenders.no_round"), place=telling.place(tender.at)), "", "", "")]
    rows[0]["anchor"] = f"tender-{tender.id}"
    return table(
        [telling.say(f"tenders.{name}") for name in ("round", "on", "position", "shown")],
        rows,
        caption=caption,
    )


def _result(telling: Telling, tender: Tender) -> str:
    if tender.is_open:
        return telling.say("tenders.undated") if tender.due is None else ""
    said = telling.label("tender_result", tender.result)
    parts = [said, telling.on(tender.decided), telling.label("terms", tender.terms)]
    return " ".join(one for one in parts if one) if telling.language == "en" else telling.several(parts)


def _position(telling: Telling, position: str | None) -> Cell:
    if position is None:
        return cell(telling.say("stage.unknown"), tone="mute")
    return cell(
        telling.label("posture", position),
        tone="warn" if position == "foil" else "",
        strong=position == "preferred",
    )
