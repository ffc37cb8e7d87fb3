"""One page before a meeting: what we know, what to ask, what is owed, what to leave alone, one step."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from relreport.fields.tokens import TOPIC
from relreport.model import Commitment, Contact, Interaction, Promise
from relreport.page.contract.head import Head, Site
from relreport.page.contract.parts import Tone
from relreport.page.contract.visit import VisitDebt, VisitFact, VisitPage, VisitStep, VisitTouch
from relreport.page.gaps import questions
from relreport.page.head import head
from relreport.page.shorten import cut, shortened
from relreport.page.stages import smallest_move_words
from relreport.page.telling import Telling
from relreport.page.trust import boards_of
from relreport.page.verdict import verdict
from relreport.readings.journal import by_whom
from relreport.text.sayings import action_text

TITLE, FACT = 96, 120  # widths of a small letter
KNOWN, ASKED, OWED, TOUCHES, AVOIDED, GAPS = 9, 5, 3, 3, 5, 3
WORK = ("needs", "rivals", "depth")  # boards that are asked about before the person
SAID = 140  # characters of a note that the sheet holds


def visit_page(telling: Telling, contact: Contact, *, site: Site, paper: str = "a4") -> VisitPage:
    """The sheet for a meeting with `contact`, from a plan as its readers may have it."""
    dot = telling.words["dot"]
    top = _head(telling, contact)
    account = telling.account.name
    foot = [top["company"], f"{telling.words['as_of']} {top['as_of']}"]
    page = VisitPage(
        lang=telling.language,  # type: ignore[typeddict-item]  # one of the two
        words=telling.words,
        id=telling.account.id,
        contact=contact.id,
        head=top,
        site=site,
        paper=paper,  # type: ignore[typeddict-item]  # one that there is
        footer=dot.join(part for part in foot if part),
        verdict=verdict(telling)[:2],
        step=_step(telling, contact),
        know=list(_known(telling, contact))[:KNOWN],
        gaps=[telling.rule_text(gap, "title") for gap in telling.gaps_of(contact.id) if not gap.is_record][
            :GAPS
        ],
        ask=_asked(telling, contact)[:ASKED],
        ours=[_debt(telling, one) for one in _open_promises(telling, contact)][:OWED],
        theirs=[_debt(telling, one) for one in _open_commitments(telling, contact)][:OWED],
        touches=[
            _touch(telling, one)
            for one in reversed(telling.readings.journal.with_contact(contact.id)[-TOUCHES:])
        ],
        avoid=list(_avoided(telling, contact))[:AVOIDED],
    )
    theirs = (one.name for one in telling.account.contacts)
    short = shortened(page, names=[account, *theirs, *telling.wording.people.values()])
    know = [{**one, "value": cut(one["value"], FACT)} for one in short["know"]]
    name = cut(contact.name, TITLE // 2 if paper == "phone" else TITLE)
    # `**` of a page is one again, which the checker cannot see
    return {**short, "head": {**short["head"], "name": name}, "know": know}  # type: ignore[typeddict-item]


def _head(telling: Telling, contact: Contact) -> Head:
    """The person is the name; the account stands over it."""
    account, dot = telling.account, telling.words["dot"]
    post = [contact.title or "", *(telling.label("role", role) for role in contact.roles)]
    line = [account.name, dot.join(part for part in post if part)]
    return {
        **head(telling),
        "name": contact.name,
        "line": [part for part in line if part],
        "kind": telling.say("visit.kind"),
    }


# what we know


def _known(telling: Telling, contact: Contact) -> Iterator[VisitFact]:
    account = telling.account
    standing = telling.readings.contacts.get(contact.id)
    if standing is not None:
        yield _fact(
            telling,
            "standing",
            telling.say(
                "visit.levels",
                distance=telling.label("distance", standing.distance),
                trust=telling.label("trust", standing.trust.verdict),
            ),
            tone="alarm" if standing.trust.verdict == "damaged" else "",
        )
    if contact.influence is not None:
        yield _fact(telling, "weight", f"{contact.influence}%")
    yield _fact(telling, "holder", telling.people(contact.held_by) or telling.say("people.no_holder"))
    for complaint in account.complaints:
        if complaint.closed is None and complaint.source in (contact.id, None):
            yield _fact(
                telling, "complaint", complaint.about or "", note=telling.on(complaint.on), tone="alarm"
            )
    for need in account.needs:
        if need.source == contact.id and need.met is None:
            yield _fact(telling, "need", need.need or "", note=telling.on(need.confirmed or need.on))
    for tender in telling.readings.tenders:
        if tender.tender.is_open:
            said = telling.words["dot"].join(
                part
                for part in (
                    telling.label("posture", tender.posture),
                    telling.on(tender.tender.due),
                )
                if part
            )
            yield _fact(telling, "tender", tender.tender.name or tender.tender.id, note=said)
    if latest := telling.readings.stage.latest:
        period = telling.wording.period(latest.row.period)
        yield _fact(telling, "share", telling.wording.share(latest.share), note=period)
    for board in boards_of(telling, contact):
        for item in board["entries"]:
            if item["value"]:
                yield VisitFact(label=item["label"], value=item["value"], note=item["date"], tone="")


def _fact(telling: Telling, name: str, value: str, *, note: str = "", tone: Tone = "") -> VisitFact:
    return VisitFact(label=telling.say(f"visit.{name}"), value=value, note=note, tone=tone)


# what to ask


def _asked(telling: Telling, contact: Contact) -> list[str]:
    """What waits for their word, their work first of what the next rung asks, then what nobody wrote down."""
    work = {telling.label("board", name).casefold() for name in WORK}
    boards = sorted(boards_of(telling, contact), key=lambda one: one["label"].casefold() not in work)
    found = [
        telling.say("visit.ask_settled", contact=contact.name, what=one.about)
        for one in telling.account.complaints
        if one.closed is None and one.source == contact.id and one.about
    ]
    found += [ask for board in boards for ask in board["ask"]]
    waiting = questions(telling)
    for one in [*waiting["lead"], *waiting["rest"]] if waiting else []:
        found.append(one["question"])
    about = [one for one in found if contact.name in one]
    return list(dict.fromkeys([*about, *found]))


# what is owed


def _open_promises(telling: Telling, contact: Contact) -> list[Promise]:
    ours = [one for one in telling.account.promises if one.is_open and (not one.to or contact.id in one.to)]
    return sorted(ours, key=lambda one: one.due or date.max)


def _open_commitments(telling: Telling, contact: Contact) -> list[Commitment]:
    theirs = [one for one in telling.account.commitments if one.is_open and one.source in (contact.id, None)]
    return sorted(theirs, key=lambda one: one.due or date.max)


def _debt(telling: Telling, one: Promise | Commitment) -> VisitDebt:
    return VisitDebt(
        what=one.what or telling.say("promises.untold"),
        due=telling.on(one.due) or telling.say("time.undated"),
        late=telling.late(one.due),
    )


# what was


def _touch(telling: Telling, one: Interaction) -> VisitTouch:
    facts = [telling.label("kind", one.kind), *(telling.label("did", did) for did in one.did)]
    return VisitTouch(
        on=telling.on(one.on),
        what=telling.words["dot"].join(part for part in facts if part),
        who=telling.people(by_whom(one, telling.account)),
        note=_short(one.note or ""),
    )


def _short(text: str) -> str:
    return text if len(text) <= SAID else text[: SAID - 1].rstrip() + "…"


# what to leave alone


def _avoided(telling: Telling, contact: Contact) -> Iterator[str]:
    """Confidences and risky topics, where they may be read; topics too far; advice that is held back."""
    for entry in reversed(telling.readings.journal.with_contact(contact.id)):
        what = _short(entry.note or "")
        if entry.risk:
            yield telling.say("visit.risk", on=telling.on(entry.on), **({"what": what} if what else {}))
        elif entry.topic == "privacy" or entry.info == "confided":
            yield telling.say("visit.confided", on=telling.on(entry.on), **({"what": what} if what else {}))
    if too_far := _too_far(telling, contact):
        yield too_far
    if contact.relation == "bad":
        yield telling.say("visit.strained", contact=contact.name)
    held = {gap.rule.advice for gap in telling.plan.held_back}
    kinds = [kind for kind in ("closeness", "expectation", "referral") if kind in held]
    if kinds:
        yield telling.say(
            "visit.held_back", kinds=telling.several([telling.say(f"actions.{kind}") for kind in kinds])
        )
    if any(one.name for one in telling.account.competitors):
        yield telling.say("visit.rivals")


def _too_far(telling: Telling, contact: Contact) -> str:
    """Topics more than one rung above what this person has talked about with us."""
    standing = telling.readings.contacts.get(contact.id)
    scale = standing.scales.get("topic") if standing is not None else None
    if scale is None:
        return ""
    rung = scale.highest(telling.day, within=telling.readings.limits.year) or scale.highest(telling.day)
    reached = TOPIC.rank(rung.level) if rung else 0
    beyond = [token for token in TOPIC if TOPIC.rank(token) > reached + 1]
    if not beyond:
        return ""
    said = telling.several([telling.label("topic", one) for one in beyond])
    return telling.say("visit.too_far", topics=said)


# the one step


def _step(telling: Telling, contact: Contact) -> VisitStep | None:
    """What the plan has for this person; else the smallest move; else the first thing the plan asks."""
    actions = telling.plan.actions
    mine = next((one for one in actions if contact.id in one.with_), None)
    smallest = smallest_move_words(telling)
    if mine is None and smallest:
        return VisitStep(text=smallest, why="", note="", smallest="")
    action = mine or next(iter(actions), None)
    if action is None:
        return None
    first = action.serves[0] if action.serves else None
    note = [telling.people(action.by), telling.on(action.due), telling.late(action.due)]
    return VisitStep(
        text=action_text(action, telling.plan, telling.wording),
        why=telling.rule_text(first, "title") if first is not None else "",
        note=telling.words["dot"].join(part for part in note if part),
        smallest=smallest,
    )
