"""The verdict: two to four sentences, each chosen by the facts, as a colleague would tell them."""

from __future__ import annotations

from collections import Counter

from relreport.assess import OpenGap
from relreport.finding import Severity
from relreport.morrow import joined
from relreport.page.actions import led
from relreport.page.contract.parts import Sentence
from relreport.page.gaps import leading
from relreport.page.hope import hope
from relreport.page.movement import share_moved
from relreport.page.parts import opened
from relreport.page.saying import Saying
from relreport.page.telling import Telling
from relreport.phrases import filled
from relreport.readings.account_wide import TenderReading
from relreport.text import rule_words
from relreport.text.sayings import action_text

LONGEST = 4
CAUSES = {Severity.CRITICAL: 3, Severity.MAJOR: 2, Severity.MINOR: 1}
TENDER_DAYS = 60
MANY_ASKED = 3  # open questions beyond which nobody can say that all is calm


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
    share, causes, ahead = share_moved(say), _causes(say, decision), _tender(say, decision)
    told = [share, causes, ahead]
    if not telling.readings.stage.points and _critical(telling):
        told = [causes, ahead, share]  # that nobody noted a figure is no news beside what breaks now
    elif not telling.readings.stage.points and decision is not None:
        told = [ahead, causes, share]
    told.append(_thin(say))
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
    as_grave = Counter(
        one.code
        for one in say.telling.ordered
        if one.severity == gravest and not one.is_record and one.rule.family != "STG"
    )
    kinds = {one.code: one for one in reversed(gaps) if one.severity == gravest}
    told = sorted(kinds.values(), key=gaps.index)[: CAUSES[gravest]]
    clauses = [
        _with_alike(say, _clause(say.telling, one, opens=place == 0), as_grave[one.code] - 1)
        for place, one in enumerate(told)
    ]
    first, others = clauses[0], clauses[1:]
    if not others:
        return say.told("cause.one", first=first)
    more = as_grave.total() - sum(as_grave[one.code] for one in told) if gravest is Severity.CRITICAL else 0
    key = "cause.more" if more > 1 else "cause.several"
    return say.told(key, first=first, others=joined(say.text("cause.join"), others), more=say.number(more))


def _with_alike(say: Saying, clause: str, more: int) -> str:
    """Five of one kind are one clause: the gravest, and how many more there are."""
    return filled(say.text("cause.alike"), {"clause": clause, "n": say.number(more)}) if more else clause


def _critical(telling: Telling) -> bool:
    return any(one.severity is Severity.CRITICAL for one in leading(telling))


def _clause(telling: Telling, gap: OpenGap, *, opens: bool = False) -> str:
    """A gap's title within a sentence: its small first letter, unless a name stands there."""
    title = telling.rule_text(gap, "title").replace("; ", ", ").replace("；", "，")
    words = rule_words(telling.language)[gap.code].variant(gap.variant)
    template = (words.closed.get("title") if gap.closed else None) or words.parts["title"]
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
        "left": (tender.due - telling.day).days or "",
    }
    if tender.due < telling.day:
        return say.told("tender.over", **facts)
    placed = reading.last_placed
    if reading.posture == "unknown" and placed is not None and placed.on is not None:
        best = telling.label("posture", placed.position)
        return say.told("tender.unplaced", was=best, on=telling.on(placed.on), **facts)
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
    key = telling.readings.of_key
    judged = key is not None and (key.distance != "unknown" or key.trust.known)
    text = ("thin_some" if known else "thin_none") + ("_known" if judged else "")
    return say.told(text, n=len(entries), known=known, days=days)


def _calm(say: Saying) -> list[Sentence]:
    """Nothing holds us back: say so with a figure, and what comes next."""
    telling = say.telling
    last = telling.readings.journal.last()
    if last is None:
        return []
    asked = [one for one in telling.ordered if one.is_record and one.severity >= Severity.MINOR]
    if len(asked) > MANY_ASKED:
        return [say.told("calm.asked", n=len(asked), question=telling.rule_text(asked[0], "title"))]
    kept = [one for one in telling.account.promises if not one.is_open]
    in_time = all(one.kept is not None and (one.due is None or one.kept <= one.due) for one in kept)
    key = "calm.all_kept" if len(kept) > 1 and in_time else "calm.none"
    told = [say.told(key, ago=telling.ago(last.on), count=len(kept))]
    lead, _ = led(telling)
    if lead:
        action = lead[0]
        do = action_text(action, telling.plan, telling.wording).rstrip(".。")
        told.append(say.told("calm.next", do=do, due=telling.on(action.due)))
    return told
