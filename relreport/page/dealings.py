"""What was said and owed between us: complaints, promises both ways, requests, referrals, our own plan."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from relreport.fields.tokens import OWN_CAUSES
from relreport.model import Action, Commitment, Complaint, Promise, Request
from relreport.page.contract.parts import Cell, Row, Section
from relreport.page.parts import cell, row, section, table
from relreport.page.telling import Telling


def complaints(telling: Telling) -> Section | None:
    entries = telling.account.complaints
    if not entries:
        return None
    waiting = [one for one in entries if one.closed is None]
    own = [one for one in waiting if one.cause in OWN_CAUSES]
    settled = [_complaint(telling, one) for one in entries if one.closed is not None]
    rows = [_complaint(telling, one) for one in sorted(waiting, key=lambda one: one.on or date.min)]
    return section(
        "complaints",
        telling.say("complaints.title"),
        note=telling.say("complaints.open", count=len(waiting), own=len(own))
        if waiting
        else telling.say("complaints.none_open"),
        tone="alarm" if any(one.acted is None for one in own) else "",
        folded=not waiting,
        tables=[
            table(
                [telling.say(f"complaints.{name}") for name in ("what", "who", "cause", "remedy", "state")],
                rows or settled,
                more=settled if rows else [],
                more_label=telling.say("complaints.closed_more", count=len(settled)),
            )
        ],
    )


def _complaint(telling: Telling, one: Complaint) -> Row:
    if one.closed:
        state = cell(telling.say("complaints.closed", on=telling.on(one.closed)))
    elif one.acted:
        state = cell(telling.say("complaints.acted"), tone="warn")
    else:
        days = (telling.day - one.on).days if one.on else None
        words = (
            telling.say("complaints.waiting", days=days)
            if days is not None
            else telling.say("complaints.open_state")
        )
        state = cell(words, tone="alarm" if one.cause in OWN_CAUSES else "warn")
    return row(
        cell(
            one.about or telling.say("complaints.untold"),
            note=telling.on(one.on),
            place=telling.place(one.at),
        ),
        telling.contacts((one.source,)) if one.source else "",
        telling.label("cause", one.cause) or telling.say("stage.unknown"),
        cell(one.action or telling.say("complaints.no_remedy"), note=telling.on(one.acted)),
        state,
        anchor=f"complaint-{one.id}",
    )


def promises(telling: Telling) -> Section | None:
    ours, theirs = telling.account.promises, telling.account.commitments
    if not ours and not theirs:
        return None
    rows = [(_rank(telling, one), _promise(telling, one), one.is_open) for one in ours]
    rows += [(_rank(telling, one), _commitment(telling, one), one.is_open) for one in theirs]
    waiting = [line for _, line, is_open in sorted(rows, key=lambda one: one[0]) if is_open]
    settled = [line for _, line, is_open in sorted(rows, key=lambda one: one[0], reverse=True) if not is_open]
    late = sum(1 for one in ours if one.is_open and one.due is not None and one.due < telling.day)
    return section(
        "promises",
        telling.say("promises.title"),
        note=telling.say("promises.late", count=late, open=len(waiting))
        if late
        else telling.say("promises.open", count=len(waiting)),
        tone="alarm" if late else "",
        tables=[
            table(
                [telling.say(f"promises.{name}") for name in ("what", "who", "due", "state")],
                waiting or settled,
                more=settled if waiting else [],
                more_label=telling.say("promises.settled", count=len(settled)),
            )
        ],
    )


def _rank(telling: Telling, one: Promise | Commitment) -> tuple[date, str]:
    return (one.due or date.max, one.id)


def _promise(telling: Telling, one: Promise) -> Row:
    to = telling.contacts(one.to) or telling.say("promises.them")
    unsure = telling.say("promises.uncertain") if one.certain is False else ""
    if one.broken:
        state = cell(telling.say("promises.broken", on=telling.on(one.broken)), tone="alarm")
    elif one.kept:
        late = one.due is not None and one.kept > one.due
        key = "promises.kept_late" if late else "promises.kept"
        days = (one.kept - one.due).days if late and one.due else 0
        state = cell(telling.say(key, on=telling.on(one.kept), days=days), tone="warn" if late else "")
    else:
        state = _waiting(telling, one.due, unsure)
    return row(
        cell(
            one.what or telling.say("promises.untold"), note=telling.on(one.on), place=telling.place(one.at)
        ),
        telling.say("promises.we_to", who=to),
        telling.due_cell(one.due, settled=True),
        state,
        anchor=f"promise-{one.id}",
    )


def _commitment(telling: Telling, one: Commitment) -> Row:
    who = telling.contacts((one.source,)) if one.source else telling.say("promises.them")
    if one.lapsed:
        state = cell(telling.say("promises.lapsed", on=telling.on(one.lapsed)), tone="warn")
    elif one.kept:
        state = cell(telling.say("promises.kept", on=telling.on(one.kept), days=0))
    else:
        state = _waiting(telling, one.due, "", theirs=True)
    return row(
        cell(
            one.what or telling.say("promises.untold"), note=telling.on(one.on), place=telling.place(one.at)
        ),
        telling.say("promises.they_to", who=who),
        telling.due_cell(one.due, settled=True),
        state,
        anchor=f"commitment-{one.id}",
    )


def _waiting(telling: Telling, due: date | None, note: str, *, theirs: bool = False) -> Cell:
    late = telling.late(due)
    return cell(
        late or telling.say("promises.open_state"),
        note=note,
        tone=("warn" if theirs else "alarm") if late else "",
    )


def requests(telling: Telling) -> Section | None:
    entries = telling.account.requests
    if not entries:
        return None
    waiting = [one for one in entries if one.replied is None and one.answer is None]
    late = sum(1 for one in waiting if one.reply_due is not None and one.reply_due < telling.day)
    answered = [_request(telling, one) for one in entries if one not in waiting]
    rows = [_request(telling, one) for one in waiting]
    note = telling.say("requests.none_open")
    if waiting:
        note = (
            telling.say("requests.late", count=late, open=len(waiting))
            if late
            else telling.say("requests.open", count=len(waiting))
        )
    return section(
        "requests",
        telling.say("requests.title"),
        note=note,
        tone="alarm" if late else "",
        folded=not waiting,
        tables=[
            table(
                [telling.say(f"requests.{name}") for name in ("what", "who", "due", "answer")],
                rows or answered,
                more=answered if rows else [],
                more_label=telling.say("requests.answered_more", count=len(answered)),
            )
        ],
    )


def _request(telling: Telling, one: Request) -> Row:
    if one.replied or one.answer:
        said = telling.label("answer", one.answer) or telling.say("requests.answered")
        by = [
            telling.on(one.replied),
            telling.wording.person(one.by) if one.by else "",
            telling.label("authority", one.authority),
        ]
        if one.reported:
            by.append(telling.say("requests.reported", on=telling.on(one.reported)))
        answer = cell(said, note=telling.words["dot"].join(part for part in by if part))
    else:
        late = telling.late(one.reply_due)
        answer = cell(late or telling.say("requests.waiting"), tone="alarm" if late else "")
    harms = (
        telling.say("requests.harms", who=telling.label("harms", one.harms))
        if one.harms in ("us", "others")
        else ""
    )
    return row(
        cell(
            one.what or telling.say("requests.untold"),
            note=telling.words["dot"].join(part for part in (telling.on(one.on), harms) if part),
            place=telling.place(one.at),
        ),
        telling.contacts((one.source,)) if one.source else "",
        telling.due_cell(one.reply_due, settled=True),
        answer,
        anchor=f"request-{one.id}",
    )


def referrals(telling: Telling) -> Section | None:
    entries = telling.account.referrals
    if not entries:
        return None
    return section(
        "referrals",
        telling.say("referrals.title"),
        note=telling.say("referrals.count", count=len(entries)),
        tables=[
            table(
                [telling.say(f"referrals.{name}") for name in ("who", "to", "on")],
                [
                    row(
                        cell(
                            telling.contacts((one.source,)) if one.source else "", place=telling.place(one.at)
                        ),
                        cell(
                            one.to or telling.say("stage.unknown"),
                            note=""
                            if one.asked is None
                            else telling.say("referrals.asked" if one.asked else "referrals.unasked"),
                        ),
                        telling.on(one.on),
                    )
                    for one in entries
                ],
            )
        ],
    )


def plan(telling: Telling) -> Section | None:
    """The rep's own plan with owners and dates; what is done folds."""
    entries = telling.account.actions
    if not entries:
        return None
    waiting = sorted((one for one in entries if one.is_open), key=lambda one: one.due or date.max)
    settled = [_action(telling, one) for one in entries if not one.is_open]
    late = sum(1 for one in waiting if one.due is not None and one.due < telling.day)
    rows = [_action(telling, one) for one in waiting]
    return section(
        "plan",
        telling.say("plan.title"),
        note=telling.say("plan.late", count=late, open=len(waiting))
        if late
        else telling.say("plan.open", count=len(waiting)),
        tone="alarm" if late else "",
        tables=[
            table(
                [telling.say(f"plan.{name}") for name in ("what", "who", "with", "due", "state")],
                rows or settled,
                more=settled if rows else [],
                more_label=telling.say("plan.settled", count=len(settled)),
            )
        ],
    )


def _action(telling: Telling, one: Action) -> Row:
    kinds = [telling.label("kind", one.kind), *(telling.label("did", did) for did in one.did)]
    by: Sequence[str] = one.by or ((telling.account.owner,) if telling.account.owner else ())
    state = telling.label("action_status", one.status)
    return row(
        cell(one.do or telling.say("plan.untold"), note=telling.several(kinds), place=telling.place(one.at)),
        telling.people(by),
        telling.contacts(one.with_),
        telling.due_cell(one.due, settled=not one.is_open),
        cell(state, note=telling.on(one.done_on)),
        anchor=f"plan-{one.id}",
    )
