"""What we brought them, quarter by quarter; how they judge us; every contact in the journal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from relreport.fields import tokens as t
from relreport.model import Ask, Interaction, Period
from relreport.page.contract.parts import Cell, Row, Section
from relreport.page.parts import cell, row, section, table
from relreport.page.quoting import marks
from relreport.page.telling import Telling
from relreport.readings.journal import by_whom

QUARTERS = 4
RECENT_ROWS = 8
# what an interaction can bring, as a reader would group it
BROUGHT = {
    "company": t.VALUE_COMPANY,
    "product": t.VALUE_PRODUCT,
    "rep": t.VALUE_REP,
    "transfer": t.TRANSFER,
    "fresh": t.FRESH | t.SPEAR,
    "care": frozenset({"care", "help", "credit", "thanks", "asked-help"}),
}


def value(telling: Telling) -> Section | None:
    """How often each kind of value was brought in the last four quarters, and when last."""
    entries = telling.account.interactions
    if not entries:
        return None
    quarters = _quarters(telling.day)
    rows: list[Row] = []
    never: list[str] = []
    for name, kinds in BROUGHT.items():
        brought = [entry for entry in entries if kinds.intersection(entry.did)]
        if not brought:
            never.append(telling.say(f"value.{name}"))
            continue
        rows.append(_brought(telling, name, kinds, brought, quarters))
    contacts = [row(telling.say("value.contacts"), *_counts(entries, quarters), telling.on(entries[-1].on))]
    columns = [
        telling.say("value.kind"),
        *("#" + telling.wording.period(one) for one in quarters),
        telling.say("value.last"),
    ]
    sentences = []
    if telling.readings.untagged:
        sentences.append(telling.told("value.untagged"))
    elif never:
        sentences.append(telling.told("value.never", kinds=telling.several(never)))
    return section(
        "value",
        telling.say("value.title"),
        note=telling.say("value.note"),
        sentences=sentences,
        tables=[table(columns, [*contacts, *rows])],
    )


def _quarters(day: date) -> list[Period]:
    """The last four quarters, the running one last."""
    year, quarter = day.year, (day.month - 1) // 3 + 1
    found = []
    for _ in range(QUARTERS):
        found.append(Period.quarter(year, quarter))
        year, quarter = (year, quarter - 1) if quarter > 1 else (year - 1, 4)
    return found[::-1]


def _brought(
    telling: Telling,
    name: str,
    kinds: frozenset[str],
    brought: Sequence[Interaction],
    quarters: Sequence[Period],
) -> Row:
    times = {kind: sum(kind in entry.did for entry in brought) for kind in kinds}
    most = [telling.label("did", kind) for kind in sorted(kinds) if times[kind]]
    last = brought[-1]
    return row(
        cell(telling.say(f"value.{name}"), note=telling.several(most)),
        *_counts(brought, quarters),
        cell(telling.on(last.on), place=telling.place(last.at), key=last.on.isoformat()),
    )


def _counts(entries: Sequence[Interaction], quarters: Sequence[Period]) -> list[Cell]:
    counts = [sum(one.first <= entry.on <= one.last for entry in entries) for one in quarters]
    return [cell(str(count), tone="" if count else "mute", key=count) for count in counts]


def judged(telling: Telling) -> Section | None:
    """The musts and what they say of us."""
    account = telling.account
    if not account.performance and not account.satisfaction:
        return None
    tables = []
    if account.satisfaction:
        tables.append(
            table(
                [
                    telling.say("judged.rated"),
                    "#" + telling.say("judged.perceived"),
                    "#" + telling.say("judged.expected"),
                    telling.say("judged.who"),
                ],
                [
                    row(
                        cell(telling.on(one.on) or telling.say("time.undated"), place=telling.place(one.at)),
                        _figure(
                            telling,
                            one.perceived,
                            below=one.perceived is not None
                            and one.expected is not None
                            and one.perceived < one.expected,
                        ),
                        _figure(telling, one.expected),
                        telling.contacts((one.source,)) if one.source else "",
                    )
                    for one in reversed(account.satisfaction)
                ],
                caption=telling.say("judged.satisfaction"),
            )
        )
    if account.performance:
        tables.append(
            table(
                [telling.say("judged.must"), telling.say("judged.result"), telling.say("judged.on")],
                [
                    row(
                        cell(telling.label("performance", one.item), place=telling.place(one.at)),
                        cell(
                            telling.label("result", one.result), tone="alarm" if one.result == "fail" else ""
                        ),
                        telling.on(one.on),
                    )
                    for one in reversed(account.performance)
                ],
                caption=telling.say("judged.musts"),
            )
        )
    return section("judged", telling.say("judged.title"), tables=tables)


def _figure(telling: Telling, figure: float | None, *, below: bool = False) -> Cell:
    if figure is None:
        return cell(telling.say("stage.unknown"), tone="mute")
    return cell(f"{figure:g}", tone="warn" if below else "", key=figure)


def journal(telling: Telling) -> Section | None:
    """Every contact, the latest first; the older ones fold."""
    entries = list(reversed(telling.account.interactions))
    if not entries:
        return None
    rows = [_entry(telling, one) for one in entries]
    more = rows[RECENT_ROWS:]
    return section(
        "journal",
        telling.say("journal.title"),
        note=telling.say("journal.count", count=len(entries), first=telling.on(entries[-1].on)),
        tables=[
            table(
                [
                    telling.say("journal.on"),
                    telling.say("journal.who"),
                    "+" + telling.say("journal.what"),
                    telling.say("journal.ours"),
                ],
                rows[:RECENT_ROWS],
                more=more,
                more_label=telling.say("journal.more", count=len(more)),
            )
        ],
    )


def _entry(telling: Telling, one: Interaction) -> Row:
    facts = dict.fromkeys([telling.label("kind", one.kind), *marks(telling, one)])  # a service did service
    said = telling.words["dot"].join(fact for fact in facts if fact)
    return row(
        cell(
            telling.on(one.on),
            note=f"{one.clock:%H:%M}" if one.clock else "",
            key=one.on.isoformat(),
        ),
        telling.contacts(one.with_),
        cell(one.note or said, note=said if one.note else "", place=telling.place(one.at)),
        telling.people(by_whom(one, telling.account)),
    )


def decided(telling: Telling) -> Section | None:
    """Decisions of our own company: all that were asked, with their answers."""
    entries = telling.account.asks
    if not entries:
        return None
    waiting = [one for one in entries if not one.is_decided]
    return section(
        "decisions",
        telling.say("decided.title"),
        note=telling.say("decided.open", count=len(waiting)) if waiting else telling.say("decided.none_open"),
        folded=not waiting,
        tables=[
            table(
                [telling.say(f"decided.{name}") for name in ("what", "of", "cost", "due", "answer")],
                [_ask(telling, one) for one in (*waiting, *(one for one in entries if one.is_decided))],
            )
        ],
    )


def _ask(telling: Telling, one: Ask) -> Row:
    answer = (
        telling.label("ask_answer", one.answer)
        if one.is_decided
        else telling.late(one.due) or telling.say("decided.waiting")
    )
    return row(
        cell(
            one.what or telling.say("actions.ask_untold"),
            note=telling.on(one.on),
            place=telling.place(one.at),
        ),
        telling.wording.person(one.of) if one.of else "",
        telling.wording.money(one.cost) if one.cost is not None else "",
        telling.due_cell(one.due, settled=True),
        cell(
            answer or telling.say("decided.decided"),
            note=telling.on(one.decided),
            tone="alarm" if not one.is_decided and telling.late(one.due) else "",
        ),
    )
