"""What the portfolio needs of one account: its row, and what crosses accounts. Plain data, kept as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, TypedDict, cast

from relreport.actions import Plan
from relreport.fields.tokens import STAGE
from relreport.model import Amount
from relreport.page.account_row import UNKNOWN, account_row
from relreport.page.anybody import title_of_anybody
from relreport.page.contract.portfolio import AccountRow
from relreport.page.market import rival_name
from relreport.page.shorten import named_briefly
from relreport.page.stages import moved
from relreport.page.telling import Telling
from relreport.page.trends import kept
from relreport.text import Wording
from relreport.text.sayings import action_text

AHEAD = 30  # days to come whose birthdays are told


class Moved(TypedDict):
    """A change of the latest period: how the share moved, and the stage where it changed."""

    points: float
    text: str
    up: int
    down: int


class Tender(TypedDict):
    name: str
    due: str
    value: float | None
    said: str
    posture: str
    chance: str
    anchor: str


class Late(TypedDict):
    """An overdue action or promise and whose it is."""

    who: str
    what: str
    due: str
    days: int
    anchor: str
    promise: bool


class Waiting(TypedDict):
    what: str
    of: str
    cost: str
    due: str
    days: int
    anchor: str


class Birthday(TypedDict):
    on: str
    name: str
    said: str
    holder: str
    anchor: str


class Rival(TypedDict):
    name: str
    share: str
    key: float


class Summary(TypedDict):
    """One account in the portfolio. `gaps`: code, severity and title of what leads and of the rest.

    `titles`: how each code of them is called where several accounts have it, so with no name of this one.
    """

    id: str
    name: str
    row: AccountRow
    moved: Moved | None
    stage: str
    lost: bool
    gaps: list[tuple[str, str, str, bool]]
    titles: dict[str, str]
    tenders: list[Tender]
    late: list[Late]
    asks: list[Waiting]
    birthdays: list[Birthday]
    rivals: list[Rival]
    currency: str
    trend: list[list[Any]]


def summary(plan: Plan, wording: Wording, *, unread: int = 0) -> Summary:
    """What the portfolio needs of one account in one language. `unread`: entries that were not read."""
    telling = Telling(plan=plan, wording=wording)
    reading = telling.readings.stage
    made = Summary(
        id=telling.account.id,
        name=telling.account.name,
        row=account_row(telling, unread),
        moved=_moved(telling),
        stage=reading.level,
        lost=reading.status == "lost",
        gaps=[
            (gap.code, gap.severity.word, telling.rule_text(gap, "title"), gap.is_record)
            for gap in telling.ordered
        ],
        titles={gap.code: title_of_anybody(gap, wording) for gap in telling.ordered if not gap.is_record},
        tenders=list(_tenders(telling)),
        late=[*_late_promises(telling), *_late_actions(telling)],
        asks=list(_asks(telling)),
        birthdays=list(_birthdays(telling)),
        rivals=_rivals(telling),
        currency=telling.account.currency,
        trend=kept(plan.trend),
    )
    return _named_briefly(made, telling)


def _named_briefly(made: Summary, telling: Telling) -> Summary:
    """With the long names of people and things cut; the account's own stands whole at the head of its row."""
    account, name = telling.account, made["name"]
    entries: tuple[Any, ...] = (*account.contacts, *account.tenders, *account.competitors)
    bare: dict[str, Any] = {**made, "name": "", "row": {**made["row"], "name": ""}}
    brief = named_briefly(bare, [one.name or "" for one in entries])
    return cast("Summary", {**brief, "name": name, "row": {**brief["row"], "name": name}})


def _moved(telling: Telling) -> Moved | None:
    change = moved(telling)
    points = telling.readings.stage.points
    if change is None:
        return None
    by, _ = change
    now, before = STAGE.rank(points[-1].level), STAGE.rank(points[-2].level)
    if now == before and (by == 0 or telling.readings.stage.trend not in ("rising", "falling", "broken")):
        return None
    wording = telling.wording
    facts = {
        "was": wording.share(points[-2].share),
        "share": wording.share(points[-1].share),
        "was_stage": wording.label("stage", points[-2].level),
        "stage": wording.label("stage", points[-1].level),
    }
    key = "portfolio.moved_stage" if now != before else "portfolio.moved_share"
    return Moved(
        points=round(float(by), 1),
        text=telling.say(key, **facts),
        up=max(now - before, 0),
        down=max(before - now, 0),
    )


def _amount(value: Amount | None) -> float | None:
    return None if value is None else float(value)


def _tenders(telling: Telling) -> Iterator[Tender]:
    for one in telling.readings.tenders:
        if one.tender.is_open:
            tender = one.tender
            yield Tender(
                name=tender.name or tender.id,
                due=tender.due.isoformat() if tender.due else "",
                value=_amount(tender.value),
                said=telling.wording.money(tender.value)
                if tender.value is not None
                else telling.say("stage.unknown"),
                posture=telling.label("posture", one.posture),
                chance=telling.label("chance", tender.chance),
                anchor=f"tender-{tender.id}",
            )


def _late_promises(telling: Telling) -> Iterator[Late]:
    for one in telling.account.promises:
        if one.is_open and one.due is not None and one.due < telling.day:
            holder = telling.plan.assessment.holder(one.to[0] if one.to else None)
            yield Late(
                who=telling.wording.person(holder) if holder else "",
                what=one.what or telling.say("promises.untold"),
                due=telling.on(one.due),
                days=(telling.day - one.due).days,
                anchor=f"promise-{one.id}",
                promise=True,
            )


def _late_actions(telling: Telling) -> Iterator[Late]:
    for one in telling.plan.actions:
        if one.status == "overdue" and one.own is not None and one.due is not None:
            yield Late(
                who=telling.people(one.by),
                what=action_text(one, telling.plan, telling.wording),
                due=telling.on(one.due),
                days=(telling.day - one.due).days,
                anchor=f"action-{one.own.id}",
                promise=False,
            )


def _asks(telling: Telling) -> Iterator[Waiting]:
    for one in telling.account.asks:
        if not one.is_decided:
            yield Waiting(
                what=one.what or telling.say("actions.ask_untold"),
                of=telling.wording.person(one.of) if one.of else "",
                cost=telling.wording.money(one.cost) if one.cost is not None else "",
                due=telling.on(one.due),
                days=(telling.day - one.due).days if one.due else -9999,
                anchor=f"ask-{one.id}",
            )


def _birthdays(telling: Telling) -> Iterator[Birthday]:
    for one in telling.here:
        if one.birthday is not None:
            on: date = one.birthday.next(telling.day)
            if (on - telling.day).days <= AHEAD:
                holder = telling.plan.assessment.holder(one.id)
                yield Birthday(
                    on=on.isoformat(),
                    name=one.name,
                    said=telling.wording.fact("birthday", one.birthday),
                    holder=telling.wording.person(holder) if holder else "",
                    anchor=f"person-{one.id}",
                )


def _rivals(telling: Telling) -> list[Rival]:
    found: dict[str, Rival] = {}
    for one in telling.account.competitors:
        if one.name:
            name = rival_name(telling, one.name)
            key: Any = float(one.share.middle) if one.share is not None else UNKNOWN
            if name not in found or key > found[name]["key"]:
                found[name] = Rival(
                    name=name,
                    share=telling.wording.share(one.share) if one.share is not None else "",
                    key=key,
                )
    return list(found.values())
