"""Promises, complaints and requests."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from relreport.model import Performance
from relreport.moves.candidates.registry import closes
from relreport.moves.changes import ASK, CALL, MEND, RECORD, Added, Change
from relreport.moves.look import SOON, Look
from relreport.readings.calendar import decent_hour


@closes("CON03")
def _keep(look: Look) -> Iterator[Change]:
    if promise := look.entry("promises"):
        facts = {"what": promise.what, "contacts": promise.to}
        yield look.put("keep_promise", MEND, "promises", promise.id, kept=look.day, facts=facts)


@closes("CON04")
def _secure(look: Look) -> Iterator[Change]:
    if promise := look.entry("promises"):
        facts = {"what": promise.what, "contacts": promise.to}
        yield look.put("secure_promise", CALL, "promises", promise.id, certain=True, facts=facts)


@closes("CON05")
def _date(look: Look) -> Iterator[Change]:
    if promise := look.entry("promises"):
        due = look.day + timedelta(days=SOON)
        facts = {"what": promise.what, "contacts": promise.to}
        yield look.put("date_promise", RECORD, "promises", promise.id, due=due, facts=facts)


@closes("CON06")
def _reply(look: Look) -> Iterator[Change]:
    if request := look.entry("requests"):
        facts = look.told(request.what, request.source)
        yield look.put("reply", CALL, "requests", request.id, replied=look.day, facts=facts)


@closes("CON08")
def _report(look: Look) -> Iterator[Change]:
    if request := look.entry("requests"):
        yield look.put(
            "report", RECORD, "requests", request.id, reported=look.day, facts={"what": request.what}
        )


@closes("CON01")
def _hour(look: Look) -> Iterator[Change]:
    action = look.entry("actions")
    if action is not None and action.due is not None and action.clock is not None:
        hour = decent_hour(action.due, action.clock, look.readings.settings.calendar)
        facts = {"due": action.due, "hour": hour}
        yield look.put("move_call", RECORD, "actions", action.id, clock=hour, facts=facts)


@closes("CMP01")
def _remedy(look: Look) -> Iterator[Change]:
    complaint = look.entry("complaints")
    if complaint and complaint.closed is None:
        yield look.put(
            "remedy",
            MEND,
            "complaints",
            complaint.id,
            acted=look.day,
            facts=look.told(complaint.about, complaint.source),
        )
    elif complaint:
        yield look.put(
            "note_remedy",
            RECORD,
            "complaints",
            complaint.id,
            acted=complaint.closed,
            facts=look.told(complaint.about, complaint.source),
        )


@closes("CMP02")
def _cause(look: Look) -> Iterator[Change]:
    if complaint := look.entry("complaints"):
        yield look.put(
            "ask_cause",
            ASK,
            "complaints",
            complaint.id,
            cause="their-demands",
            theirs=True,
            facts=look.told(complaint.about, complaint.source),
        )


@closes("CMP03", "CMP05")
def _close(look: Look) -> Iterator[Change]:
    if complaint := look.entry("complaints"):
        yield look.put(
            "close_complaint",
            CALL,
            "complaints",
            complaint.id,
            closed=look.day,
            theirs=True,
            facts=look.told(complaint.about, complaint.source),
        )


@closes("GRO10")
def _perform(look: Look) -> Iterator[Change]:
    items = tuple(look.gap.facts["items"])
    edits = [
        Added(list="performance", entry=Performance(on=look.day, item=item, result="pass")) for item in items
    ]
    yield look.change("perform", MEND, *edits, items=items)
