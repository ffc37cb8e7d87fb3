"""What the documents advise at this stage, and what the record shows of it."""

from __future__ import annotations

from relreport.page.contract.parts import Row as TableRow
from relreport.page.contract.parts import Section
from relreport.page.parts import cell, row, section, table
from relreport.page.telling import Telling
from relreport.playbook import Row
from relreport.text.asking import group_text, shown_text, strategy_text


def playbook(telling: Telling) -> Section | None:
    """The strategies of the stage, then the way to the next distance; None for who may not have it."""
    book = telling.plan.playbook
    if book is None or not telling.here:
        return None
    rows = (*book.rows, *book.combination)
    shown = sum(one.shown is True for one in rows)
    return section(
        "playbook",
        telling.say("playbook.title"),
        note=telling.say("playbook.note", known=shown, of=len(rows)),
        folded=True,
        tables=[
            table(
                [telling.say(f"playbook.{name}") for name in ("what", "group", "state")],
                [_row(telling, one, book.distance) for one in rows],
            )
        ],
    )


def _row(telling: Telling, one: Row, distance: str | None) -> TableRow:
    group = group_text(one.group, telling.wording, distance if one.group == "combination" else None)
    return row(
        cell(strategy_text(one, telling.wording)),
        group,
        cell(
            shown_text(one, telling.wording),
            tone="" if one.shown else "mute",
            place=telling.place(one.evidence[0]) if one.evidence else "",
        ),
    )
