"""The row of figures under the verdict: share, key contact, money or tender, promises."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from relreport.model import Amount, Period
from relreport.page.contract.parts import FigureCell, Section, Tone
from relreport.page.parts import cell, row, section, table
from relreport.page.stages import basis_words, moved, moved_words
from relreport.page.telling import Telling
from relreport.readings.account_wide import TenderReading
from relreport.readings.days import in_last


class Money(Protocol):
    """What finance says of one period; an amount that is not given is None."""

    @property
    def period(self) -> Period: ...
    @property
    def sales(self) -> Amount | None: ...
    @property
    def target(self) -> Amount | None: ...
    @property
    def received(self) -> Amount | None: ...
    @property
    def overdue(self) -> Amount | None: ...


def figure_row(telling: Telling, money: Sequence[Money]) -> list[FigureCell]:
    known = [one for one in money if one.period.first <= telling.day]
    third = _sales(telling, known) if known else _tender(telling) or _rhythm(telling)
    return [_share(telling), _key(telling), third, _promises(telling)]


def _cell(
    label: str,
    value: str,
    notes: Sequence[str] = (),
    *,
    tone: Tone = "",
    unknown: bool = False,
    href: str = "",
) -> FigureCell:
    return FigureCell(
        label=label,
        value=value,
        notes=[note for note in notes if note],
        tone=tone,
        unknown=unknown,
        href=href,
    )


def _share(telling: Telling) -> FigureCell:
    latest = telling.readings.stage.latest
    if latest is None:
        return _cell(
            telling.say("figures.share_unread"),
            telling.say("stage.unknown"),
            [telling.say("figures.share_question")],
            unknown=True,
            href="#share",
        )
    change = moved(telling)
    falling = telling.readings.stage.trend in ("falling", "broken")
    return _cell(
        telling.say("figures.share", period=telling.wording.period(latest.row.period)),
        telling.wording.share(latest.share),
        [
            moved_words(telling) if change else telling.say("figures.share_first"),
            basis_words(telling, latest),
        ],
        tone="alarm" if falling else "",
        href="#share",
    )


def _key(telling: Telling) -> FigureCell:
    key = telling.readings.of_key
    if key is None:
        return _cell(
            telling.say("figures.key"),
            telling.say("stage.unknown"),
            [telling.say("figures.key_question")],
            unknown=True,
        )
    last = telling.readings.journal.last(key.contact.id)
    levels = [telling.label("distance", key.distance), telling.label("trust", key.trust.verdict)]
    if key.distance == key.trust.verdict == "unknown":
        said = telling.say("figures.key_unread")
    else:
        said = telling.say("figures.key_levels", distance=levels[0], trust=levels[1])
    days = telling.settings.tiers[telling.account.tier].contact
    overdue = last is None or (telling.day - last.on).days > days
    met = telling.readings.journal.last_met(key.contact.id)
    when = (
        telling.say("figures.key_last", ago=telling.ago(last.on))
        if last
        else telling.say("figures.key_never")
    )
    if last is not None and met is None:
        when = telling.say("figures.key_unmet", ago=telling.ago(last.on))
    return _cell(
        telling.say("figures.key"),
        key.contact.name,
        [said, when],
        tone="warn" if overdue else "",
        href=f"#person-{key.contact.id}",
    )


def _sales(telling: Telling, money: Sequence[Money]) -> FigureCell:
    latest = money[-1]
    wording = telling.wording
    value = telling.say("stage.unknown") if latest.sales is None else wording.money(latest.sales)
    year_ago = next(
        (
            one
            for one in money
            if one.period.first == latest.period.first.replace(year=latest.period.first.year - 1, day=1)
            and one.period.days // 10 == latest.period.days // 10
        ),
        None,
    )
    notes = []
    if latest.target is not None:
        notes.append(telling.say("figures.target", amount=wording.money(latest.target)))
    if year_ago is not None and year_ago.sales is not None:
        notes.append(telling.say("figures.year_ago", amount=wording.money(year_ago.sales)))
    overdue = latest.overdue
    line = telling.words["dot"].join(notes)
    late = telling.say("figures.overdue", amount=wording.money(overdue)) if overdue else ""
    short = latest.sales is not None and latest.target is not None and latest.sales < latest.target
    return _cell(
        telling.say("figures.sales", period=wording.period(latest.period)),
        value,
        [line, late],
        tone="warn" if short or overdue else "",
        href="#money",
    )


def _tender(telling: Telling) -> FigureCell | None:
    waiting = [one for one in telling.readings.tenders if one.tender.is_open]
    if not waiting:
        return None
    reading = min(waiting, key=lambda one: (one.tender.due is None, one.tender.due or telling.day))
    tender = reading.tender
    value = telling.wording.money(tender.value) if tender.value is not None else tender.name or tender.id
    due = ""
    if tender.due:
        due = telling.late(tender.due) or telling.say("figures.decision", on=telling.on(tender.due))
    return _cell(
        telling.say("figures.tender"),
        value,
        [
            due,
            _posture(telling, reading),
            telling.say("figures.more_tenders", count=len(waiting) - 1) if len(waiting) > 1 else "",
        ],
        tone="warn" if reading.posture == "foil" or (tender.due and tender.due < telling.day) else "",
        href=f"#tender-{tender.id}",
    )


def _posture(telling: Telling, reading: TenderReading) -> str:
    """Where we stand; where nobody placed the latest round, where we last did."""
    if reading.posture != "unknown":
        return telling.label("posture", reading.posture)
    placed = reading.last_placed
    if placed is None or placed.on is None:
        return telling.say("figures.posture_unknown")
    was = telling.label("posture", placed.position)
    return telling.say("figures.posture_was", was=was, on=telling.on(placed.on))


def _rhythm(telling: Telling) -> FigureCell:
    days = telling.readings.limits.recent
    last = telling.readings.journal.last()
    if last is None:
        return _cell(
            telling.say("figures.contacts", days=days),
            telling.say("figures.no_contact"),
            [telling.say("figures.contact_question")],
            unknown=True,
        )
    recent = telling.readings.journal.within(days)
    before = [one for one in telling.account.interactions if days <= (telling.day - one.on).days < 2 * days]
    return _cell(
        telling.say("figures.contacts", days=days),
        telling.say("figures.contact_count", count=len(recent)),
        [
            telling.say("figures.contacts_before", count=len(before), days=days),
            telling.say("figures.last", ago=telling.ago(last.on)),
        ],
        tone="warn" if telling.readings.temperature in ("cold", "cooling") else "",
        href="#journal",
    )


def _promises(telling: Telling) -> FigureCell:
    waiting = [one for one in telling.account.promises if one.is_open]
    late = [one for one in waiting if one.due is not None and one.due < telling.day]
    label = telling.say("figures.promises")
    if late:
        oldest = max((telling.day - one.due).days for one in late if one.due)
        return _cell(
            label,
            telling.say("figures.promises_late", count=len(late)),
            [
                telling.say("figures.promises_of", count=len(waiting)),
                telling.say("figures.promises_oldest", days=oldest),
            ],
            tone="alarm",
            href="#promises",
        )
    if waiting:
        due = min((one.due for one in waiting if one.due is not None), default=None)
        next_due = telling.say("figures.promises_next", on=telling.on(due)) if due else ""
        return _cell(
            label, telling.say("figures.promises_open", count=len(waiting)), [next_due], href="#promises"
        )
    kept = [one for one in telling.account.promises if one.kept]
    year = telling.readings.limits.year
    broken = [one for one in telling.account.promises if in_last(one.broken, year, telling.day)]
    if broken:
        return _cell(
            label,
            telling.say("figures.promises_broken", count=len(broken)),
            [],
            tone="alarm",
            href="#promises",
        )
    if kept:
        in_time = sum(1 for one in kept if one.due is None or (one.kept and one.kept <= one.due))
        return _cell(
            label,
            telling.say("figures.promises_none_open"),
            [telling.say("figures.promises_kept", count=len(kept), in_time=in_time)],
            href="#promises",
        )
    return _cell(
        label, telling.say("figures.promises_none"), [telling.say("figures.promises_question")], unknown=True
    )


def money_section(telling: Telling, money: Sequence[Money]) -> Section | None:
    """What finance says, period by period, the latest first."""
    known = [one for one in money if one.period.first <= telling.day]
    if not known:
        return None
    wording = telling.wording

    def amount(value: Amount | None) -> str:
        return wording.money(value) if value is not None else ""

    rows = [
        row(
            cell(wording.period(one.period), key=one.period.name),
            amount(one.sales),
            amount(one.target),
            amount(one.received),
            cell(amount(one.overdue), tone="alarm" if one.overdue else ""),
        )
        for one in reversed(known)
    ]
    return section(
        "money",
        telling.say("money.title"),
        note=telling.say("money.note"),
        tables=[
            table(
                [
                    telling.say("money.period"),
                    *(
                        "#" + telling.say(f"money.{name}")
                        for name in ("sales", "target", "received", "overdue")
                    ),
                ],
                rows,
            )
        ],
    )
