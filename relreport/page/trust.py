"""How far we have come with a person: the four axes, the trust ledger, the portrait."""

from __future__ import annotations

from collections.abc import Iterator

from relreport.fields.tokens import BOARDS, EXPERTISE, INTIMACY, RELIABILITY, SELF_ORIENTATION
from relreport.model import Contact, Item
from relreport.page.contract.parts import Tone
from relreport.page.contract.people import (
    Axes,
    AxisReading,
    Board,
    BoardItem,
    Portrait,
    Trust,
    TrustFactor,
    TrustItem,
)
from relreport.page.telling import Telling
from relreport.readings import Standing
from relreport.readings.days import over_ago
from relreport.readings.journal import Scale
from relreport.readings.trust import TrustReading

SHOWN = 4  # people whose axes and ledger are shown: the key contact, then those who weigh
FACTORS = {
    "expertise": EXPERTISE,
    "reliability": RELIABILITY,
    "intimacy": INTIMACY,
    "self_orientation": SELF_ORIENTATION,
}
# what is asked at a level of distance: work first, then what the next level asks, and never anything further
NEXT_BOARDS = {
    "unknown": ("basic", "background", "needs"),
    "stranger": ("basic", "background", "needs"),
    "doctor": ("needs", "rivals"),
    "teacher": ("needs", "rivals", "depth"),
    "friend": ("needs", "rivals", "depth"),
    "brother": ("needs", "rivals", "depth"),
}
EITHER = ("basic", "background")  # one item on either is enough for the level that asks for them
ASKED_EMPTY, ASKED = 2, 1  # questions on a board where nothing is known, and on one where something is
# never asked for: it is told, or it is not
UNASKED = frozenset({"personal", "mobile", "personnel", "internal_issues"})


def shown(telling: Telling) -> list[Standing]:
    """The key contact, then those who weigh in the decision, of whom something is recorded."""
    readings = telling.readings
    key = readings.key.id if readings.key else None
    recorded = [one for one in telling.here if readings.contacts[one.id].recorded]
    recorded.sort(key=lambda one: (one.id != key, not one.decides, not one.weighs, -(one.influence or 0)))
    return [readings.contacts[one.id] for one in recorded[:SHOWN]]


def axes(telling: Telling) -> list[Axes]:
    return [
        Axes(
            person=one.contact.name,
            readings=[_axis(telling, scale) for scale in one.scales.values()],
        )
        for one in shown(telling)
        if one.scales and telling.readings.journal.with_contact(one.contact.id)
    ]


def _axis(telling: Telling, scale: Scale) -> AxisReading:
    tokens = list(scale.ladder)
    ever, year = scale.highest(telling.day), scale.highest(telling.day, within=telling.readings.limits.year)
    vocabulary = {"information": "information"}.get(scale.name, scale.name)
    level, this_year = (rung.level if rung else "none" for rung in (ever, year))
    note = ""
    if ever is not None and ever.on is not None and level != "none":
        note = telling.say("axes.first", rung=telling.label(vocabulary, level), on=telling.on(ever.on))
    return AxisReading(
        label=telling.label("axis", scale.name),
        rungs=[telling.label(vocabulary, token) for token in tokens],
        ever=tokens.index(level),
        year=tokens.index(this_year),
        ever_word=telling.label(vocabulary, level),
        year_word=telling.label(vocabulary, this_year)
        if this_year != "none"
        else telling.say("axes.none_this_year"),
        note=note,
        sources=telling.sources([rung.at for rung in dict.fromkeys((ever, year)) if rung is not None]),
    )


def trust(telling: Telling) -> list[Trust]:
    return [
        Trust(
            person=one.contact.name,
            verdict=telling.label("trust", one.trust.verdict),
            tone=_tone(one.trust),
            note=_since(telling, one),
            factors=[_factor(telling, one, name) for name in FACTORS],
        )
        for one in shown(telling)
        if one.trust.standing
    ]


def _tone(reading: TrustReading) -> Tone:
    return "alarm" if reading.verdict == "damaged" else "warn" if reading.verdict == "thin" else ""


def _since(telling: Telling, standing: Standing) -> str:
    """Since when the verdict holds, and what it was before."""
    steps = standing.ledger.steps
    days = [day for day in steps.days if day <= telling.day]
    if not days or not standing.trust.known:
        return ""
    was = steps.before(days[-1])
    key = "trust.since" if was == "unknown" else "trust.since_was"
    return telling.say(key, on=telling.on(days[-1]), was=telling.label("trust", was))


def _factor(telling: Telling, standing: Standing, name: str) -> TrustFactor:
    reading = standing.trust
    items = FACTORS[name]
    finding = name == "self_orientation" and reading.self_orientation > 0
    weakest = reading.weakest == name
    return TrustFactor(
        label=_capital(telling, telling.label("factor", name)),
        filled=getattr(reading, name),
        of=len(items),
        weakest=weakest,
        finding=finding,
        entries=[
            _item(telling, reading, item, name)
            for item in items
            if item in reading.standing or name != "self_orientation"
        ],
        question=telling.say(f"trust.ask_{name}", contact=standing.contact.name) if weakest else "",
    )


def _capital(telling: Telling, words: str) -> str:
    return words[:1].upper() + words[1:] if telling.language == "en" else words


def _item(telling: Telling, reading: TrustReading, item: str, factor: str) -> TrustItem:
    sign = reading.standing.get(item)
    scale = "trust_item_ours" if factor == "self_orientation" else "trust_item"
    if sign is None:
        return TrustItem(label=telling.label(scale, item), state="open", state_word="", date="", source=None)
    state = "against" if not sign.positive else "aged" if item in reading.aged else "standing"
    word = telling.say(f"trust.{state}") if state != "standing" else ""
    if factor == "self_orientation" and sign.positive:
        word = telling.say("trust.put_right")
    return TrustItem(
        label=telling.label(scale, item),
        state=state,  # type: ignore[typeddict-item]  # its own words
        state_word=word,
        date=telling.on(sign.on),
        source=telling.source(sign.at),
    )


def portraits(telling: Telling) -> list[Portrait]:
    """What is known of each, board by board, and what to ask next: only what the next rung asks."""
    first = [one.contact.id for one in shown(telling)]
    known = [one.id for one in telling.account.contacts if one.portrait or any(one.portrait.hidden.values())]
    found = []
    for id in dict.fromkeys([*(id for id in first if telling.contact(id)), *known]):
        contact = telling.contact(id)
        if contact is not None:
            boards = list(_boards(telling, contact))
            if boards:
                found.append(Portrait(anchor=f"portrait-{id}", person=contact.name, boards=boards))
    return found


def boards_of(telling: Telling, contact: Contact) -> list[Board]:
    """What is known of one person and what to ask next."""
    return list(_boards(telling, contact))


def _boards(telling: Telling, contact: Contact) -> Iterator[Board]:
    standing = telling.readings.contacts[contact.id]
    wanted = (
        () if contact.has_left(telling.day) or contact.relation == "bad" else NEXT_BOARDS[standing.distance]
    )
    for board, builtin in BOARDS.items():
        names = (*builtin, *telling.settings.portrait.get(board, ()))
        entries = contact.portrait.items(board)
        hidden = contact.portrait.hidden.get(board)
        open_ = [name for name in names if name not in entries and name not in UNASKED]
        none = board in contact.portrait.none
        # of a board that is closed to these readers nothing is asked: a question would tell what is not there
        enough = (
            none
            or hidden is not None
            or board not in wanted
            or (board in EITHER and any(map(contact.portrait.answers, EITHER)))
        )
        ask = (
            []
            if enough
            else [_ask(telling, contact, name) for name in open_][: ASKED if entries else ASKED_EMPTY]
        )
        # where all is closed, "0 of 4 known" would say what is not so
        closed = telling.account.confidential and telling.plan.left_out
        if not entries and not none and not hidden and (closed or not ask):
            continue
        own = [name for name in entries if name not in names]
        count = len(entries) + (hidden or 0)
        known = telling.say("page.known_of", known=count, of=max(len(names) + len(own), count))
        yield Board(
            label=_capital(telling, telling.label("board", board)),
            known=telling.say("portrait.none") if none else known,
            entries=[_board_item(telling, name, item) for name, item in entries.items()],
            closed=_closed(telling, hidden or 0, beside=bool(entries)),
            ask=ask,
        )


def _closed(telling: Telling, count: int, *, beside: bool) -> str:
    """What counts as known and is not shown: said, or the empty place would look like a fault."""
    if not count:
        return ""
    return telling.say("portrait.closed_more" if beside else "portrait.closed", count=count)


def _ask(telling: Telling, contact: Contact, name: str) -> str:
    try:
        return telling.say(f"portrait_ask.{name}", contact=contact.name)
    except KeyError:
        return _item_label(telling, name)


def _item_label(telling: Telling, name: str) -> str:
    """An item's label; one of the organisation's own is a key in their settings, and is read as words."""
    label = telling.label("item", name)
    return name.replace("_", " ") if label == name else label


def _board_item(telling: Telling, name: str, item: Item) -> BoardItem:
    if item.withheld is not None:
        value = telling.say("portrait.withheld", person=telling.wording.person(item.withheld))
        if item.confirmed_by:
            value = telling.say(
                "portrait.withheld_confirmed",
                person=telling.wording.person(item.withheld),
                by=telling.wording.person(item.confirmed_by),
            )
    else:
        value = telling.say("portrait.item_none") if item.none else item.value
    on = item.confirmed or item.on
    source = item.source or ""
    date = telling.on(on)
    if source:
        name_of = telling.wording.contact(source) if telling.contact(source) else source
        date = telling.say("portrait.from", name=name_of, **({"on": date} if date else {}))
    return BoardItem(
        label=_item_label(telling, name),
        value=value,
        date=date,
        stale=over_ago(on, telling.readings.limits.year, telling.day),
        place=telling.place(item.at),
    )
