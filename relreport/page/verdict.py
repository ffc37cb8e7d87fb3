"""The verdict: two to four sentences, each chosen by the facts, as a colleague would tell them."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from relreport.assess import OpenGap
from relreport.fields.tokens import STAGE
from relreport.finding import Severity
from relreport.moves import SHARE, next_level
from relreport.page.contract.parts import Sentence
from relreport.page.gaps import leading
from relreport.page.hope import hope
from relreport.page.parts import opened, sentence
from relreport.page.stages import basis_words
from relreport.page.telling import Telling
from relreport.readings.account_wide import TenderReading
from relreport.readings.stage import Point, points_moved
from relreport.text import rule_words
from relreport.text.catalogue import sentences
from relreport.text.sayings import action_text

LONGEST = 4
CAUSES = {Severity.CRITICAL: 3, Severity.MAJOR: 2, Severity.MINOR: 1}
MOVED = Fraction(5)  # points that count as a movement
NEAR = Fraction(5)  # points short of the next stage that are worth a word
TENDER_DAYS = 60
FEW = 3  # conversations below which an account without figures is thin


def verdict(telling: Telling) -> list[Sentence]:
    """Two to four sentences: what moved, the gravest cause, a decision ahead, the hopeful fact."""
    say = Saying(telling)
    account = telling.account
    if (
        not account.contacts
        and not account.interactions
        and not account.needs
        and not telling.readings.stage.known
    ):
        return [say.told("nothing.blank"), say.told("nothing.blank_first")]
    decision = _next_decision(telling)
    told = [_moved(say), _causes(say, decision), _tender(say, decision), _thin(say)]
    if not telling.here:
        told.insert(1, say.told("nothing.nobody"))
    found = [one for one in told if one is not None]
    if not leading(telling):
        found += _calm(say)
    hopeful = hope(say)
    if hopeful is not None and len(found) < LONGEST:
        found.append(hopeful)
    elif hopeful is not None:
        found[LONGEST - 1 :] = [hopeful]
    return [opened(one) if telling.language == "en" else one for one in found[:LONGEST]]


class Saying:
    """The sentences of the verdict in the page's language."""

    def __init__(self, telling: Telling) -> None:
        self.telling = telling
        self.texts = sentences(telling.language, "verdict")

    def text(self, key: str) -> str:
        block, _, name = key.partition(".")
        found: str = self.texts[block][name] if name else self.texts[block]
        return found

    def told(self, key: str, **facts: str | int) -> Sentence:
        return sentence(self.text(key), {name: value for name, value in facts.items() if value != ""})

    def number(self, count: int) -> str:
        """Small numbers as words: `two quarters`."""
        spelled: str = self.texts["number"].get(str(count), str(count))
        return spelled

    def unit(self, points: Sequence[Point]) -> str:
        """What the periods are called together: quarters, half-years, periods."""
        kinds = {_kind(one.row.period.name) for one in points}
        unit: str = self.texts["unit"][kinds.pop() if len(kinds) == 1 else "other"]
        return unit


def _kind(name: str) -> str:
    part = name.partition("-")[2]
    return part[0] if part[:1] in ("Q", "H") else "M" if part else "Y"


def _moved(say: Saying) -> Sentence | None:
    telling = say.telling
    reading = telling.readings.stage
    points = reading.points
    if not points:
        entries = len(telling.account.interactions)
        if entries < FEW and telling.here:
            return say.told("nothing.thin", contacts=len(telling.here), entries=entries)
        return say.told("moved.unread")
    if reading.status == "lost":
        return _lost(say, points)
    if reading.status == "potential":
        if len(points) > 1:
            return say.told("moved.never_run", n=say.number(len(points)), unit=say.unit(points))
        total = points[-1].row.total
        return say.told(
            "moved.never",
            period=telling.wording.period(points[-1].row.period),
            total=telling.wording.money(total) if total is not None else "",
        )
    if len(points) == 1:
        return say.told(
            "moved.first",
            share=telling.wording.share(points[0].share),
            period=telling.wording.period(points[0].row.period),
            basis=basis_words(telling, points[0]),
        )
    return _share_moved(say, points)


def _lost(say: Saying, points: Sequence[Point]) -> Sentence:
    wording = say.telling.wording
    bought = [one for one in points if one.share.high > 0][-1]
    key = "moved.lost_now" if points[-2] is bought else "moved.lost"
    return say.told(
        key,
        period=wording.period(points[-1].row.period),
        was_period=wording.period(bought.row.period),
        was=wording.share(bought.share),
    )


def _share_moved(say: Saying, points: Sequence[Point]) -> Sentence:
    """The run at the end, falling or rising; within five points of where it began it stood still."""
    telling = say.telling
    wording = telling.wording
    reading = telling.readings.stage
    sign = _sign(points[-1], points[-2])
    start = len(points) - 2
    while start > 0 and sign and _sign(points[start], points[start - 1]) == sign:
        start -= 1
    first, last = points[start], points[-1]
    run = len(points) - 1 - start
    by = points_moved(last.share, first.share)
    facts: dict[str, str | int] = {
        "n": say.number(run),
        "unit": say.unit(points[start + 1 :]),
        "was": wording.share(first.share),
        "share": wording.share(last.share),
        "period": wording.period(last.row.period),
        "was_period": wording.period(first.row.period),
        "stage": telling.label("stage", last.level),
        "was_stage": telling.label("stage", first.level),
        "estimated": say.text("estimated") if reading.estimated else "",
        "since": _since(telling),
    }
    stepped = STAGE.rank(last.level) - STAGE.rank(first.level)
    many = "_run" if run > 1 else ""
    if abs(by) < MOVED and not stepped:
        return _steady(say, points, facts)
    if by < 0:
        return say.told(f"moved.fall{'_step' if stepped < 0 else ''}{many}", **facts)
    if stepped > 0:
        return say.told(f"moved.rise_step{many}", **facts)
    short = _short_of_next(telling)
    if many and short is not None:
        points_short, target = short
        return say.told(
            "moved.rise_run_near", points=points_short, next=telling.label("stage", target), **facts
        )
    return say.told(f"moved.rise{many}", **facts)


def _sign(now: Point, before: Point) -> int:
    by = points_moved(now.share, before.share)
    return (by > 0) - (by < 0)


def _steady(say: Saying, points: Sequence[Point], facts: dict[str, str | int]) -> Sentence:
    wording = say.telling.wording
    start = len(points) - 1
    while start > 0 and _span(points[start - 1 :]) < MOVED and points[start - 1].level == points[-1].level:
        start -= 1
    still = points[start:]
    if len(still) < 3:
        before = points[-2]
        facts = {**facts, "was": wording.share(before.share), "was_period": wording.period(before.row.period)}
        return say.told("moved.steady", **facts)
    shares = [one.share for one in still]
    return say.told(
        "moved.steady_run",
        **{
            **facts,
            "n": say.number(len(still)),
            "unit": say.unit(still),
            "low": wording.share(min(shares)),
            "high": wording.share(max(shares)),
        },
    )


def _span(points: Sequence[Point]) -> Fraction:
    shares = [one.share.middle for one in points]
    return (max(shares) - min(shares)) * 100


def _since(telling: Telling) -> str:
    reading = telling.readings.stage
    found = next((one for one in reading.points if one.row.period.name == reading.since), None)
    return telling.wording.period(found.row.period) if found else ""


def _short_of_next(telling: Telling) -> tuple[int, str] | None:
    """Whole points that the share is short of the next stage, where they are few."""
    target = next_level(telling.plan.assessment)
    latest = telling.readings.stage.latest
    if target is None or latest is None:
        return None
    short = (SHARE[target] - latest.share.low) * 100
    return (-(-short.numerator // short.denominator), target) if 0 < short <= NEAR else None


def _causes(say: Saying, decision: TenderReading | None) -> Sentence | None:
    """The gravest gaps as clauses of one sentence; what share and tender did has sentences of its own."""
    told_already = {"BID02", "BID06", "BID07", "BID09"} if decision is not None else set()
    gaps = [
        one
        for one in leading(say.telling)
        if one.rule.family != "STG"
        and not (decision is not None and one.code in told_already and one.subject == decision.tender.id)
    ]
    if not gaps:
        return None
    gravest = gaps[0].severity
    told = [one for one in gaps if one.severity == gravest][: CAUSES[gravest]]
    others = [_clause(say.telling, one) for one in told[1:]]
    first = _clause(say.telling, told[0], opens=True)
    if not others:
        return say.told("cause.one", first=first)
    as_grave = sum(
        one.severity == gravest and not one.is_record and one.rule.family != "STG"
        for one in say.telling.ordered
    )
    more = as_grave - len(told) if gravest is Severity.CRITICAL else 0
    key = "cause.more" if more > 1 else "cause.several"
    return say.told(key, first=first, others=say.text("cause.join").join(others), more=say.number(more))


def _clause(telling: Telling, gap: OpenGap, *, opens: bool = False) -> str:
    """A gap's title within a sentence: its small first letter, unless a name stands there."""
    title = telling.rule_text(gap, "title").replace("; ", ", ").replace("；", "，")
    template = rule_words(telling.language)[gap.code].variant(gap.variant).parts["title"]
    if opens or telling.language != "en":
        return title
    if template.startswith(("{", "[[")) and not _opens_with_a_role(telling, title):
        return title
    return title[:1].lower() + title[1:]


def _opens_with_a_role(telling: Telling, title: str) -> bool:
    """Whether what stands for a name is a role in small letters, as in a confidential account."""
    return any(one[:1].islower() and title[1:].startswith(one[1:]) for one in telling.wording.names.values())


def _next_decision(telling: Telling) -> TenderReading | None:
    """The open tender whose decision is next, within two months or late."""
    waiting = [one for one in telling.readings.tenders if one.tender.is_open and one.tender.due is not None]
    near = [one for one in waiting if one.tender.due and (one.tender.due - telling.day).days <= TENDER_DAYS]
    return min(near, key=lambda one: (one.tender.due or telling.day, one.tender.id), default=None)


def _tender(say: Saying, reading: TenderReading | None) -> Sentence | None:
    if reading is None:
        return None
    telling, tender = say.telling, reading.tender
    assert tender.due is not None
    facts: dict[str, str | int] = {
        "tender": tender.name or tender.id,
        "value": telling.wording.money(tender.value) if tender.value is not None else "",
        "due": telling.on(tender.due),
        "posture": telling.label("posture", reading.posture),
    }
    if tender.due < telling.day:
        return say.told("tender.over", **facts)
    if reading.posture == "unknown":
        return say.told("tender.blind", **facts)
    if (was := _slipped_from(reading)) is not None:
        return say.told("tender.slipped", was=telling.label("posture", was), **facts)
    return say.told("tender.ahead", **facts)


def _slipped_from(reading: TenderReading) -> str | None:
    """The best position of the rounds before, where the latest is below the one before it."""
    order = ("foil", "comparator", "preferred")
    placed = [one.position for one in reading.tender.rounds if one.position is not None]
    if len(placed) > 1 and order.index(placed[-1]) < order.index(placed[-2]):
        return placed[-2]
    return None


def _thin(say: Saying) -> Sentence | None:
    telling = say.telling
    days = telling.readings.limits.window
    entries = telling.readings.journal.within(days)
    if not entries or not telling.readings.untagged:
        return None
    known = sum(entry.tagged for entry in entries)
    return say.told("thin_some" if known else "thin_none", n=len(entries), known=known, days=days)


def _calm(say: Saying) -> list[Sentence]:
    """Nothing holds us back: say so with a figure, and what comes next."""
    telling = say.telling
    last = telling.readings.journal.last()
    if last is None:
        return []
    asked = [one for one in telling.ordered if one.is_record and one.severity >= Severity.MINOR]
    if len(asked) > FEW:
        return [say.told("calm.asked", n=len(asked), question=telling.rule_text(asked[0], "title"))]
    kept = [one for one in telling.account.promises if not one.is_open]
    in_time = all(one.kept is not None and (one.due is None or one.kept <= one.due) for one in kept)
    key = "calm.all_kept" if len(kept) > 1 and in_time else "calm.none"
    told = [say.told(key, ago=telling.ago(last.on), count=len(kept))]
    if telling.plan.actions:
        action = telling.plan.actions[0]
        do = action_text(action, telling.plan, telling.wording).rstrip(".。")
        told.append(say.told("calm.next", do=do, due=telling.on(action.due)))
    return told
