"""The plan itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from relreport.model import Satisfaction
from relreport.moves.candidates.registry import closes
from relreport.moves.changes import CALL, MEND, RECORD, Added, Change, Put
from relreport.moves.look import SOON, Look


@closes("PLN01")
def _settle(look: Look) -> Iterator[Change]:
    if action := look.entry("actions"):
        due = look.day + timedelta(days=SOON)
        facts = {"what": action.do, "due": due}
        yield look.put("settle_action", RECORD, "actions", action.id, due=due, facts=facts)


@closes("PLN02")
def _next_step(look: Look) -> Iterator[Change]:
    yield look.plan("plan_step")


@closes("PLN03")
def _complete(look: Look) -> Iterator[Change]:
    if action := look.entry("actions"):
        values: dict[str, Any] = {}
        if action.due is None:
            values["due"] = look.day + timedelta(days=SOON)
        if not action.by and look.account.owner is None and look.ours:
            values["by"] = look.ours[:1]
        yield look.put(
            "complete_action",
            RECORD,
            "actions",
            action.id,
            facts={"what": action.do, "due": values.get("due")},
            **values,
        )


@closes("PLN05")
def _tag(look: Look) -> Iterator[Change]:
    """What the latest contacts brought is written down, for as many as are wanted."""
    known, least = (int(look.gap.facts.get(name, 0)) for name in ("known", "least"))
    window = look.readings.journal.within(look.readings.limits.window)
    bare = [one for one in reversed(window) if not one.tagged][: least - known]
    places = [next(n for n, one in enumerate(look.written.interactions) if one is entry) for entry in bare]
    edits = [Put(list="interactions", id=f"[{place}]", values={"did": ("news",)}) for place in places]
    yield look.change("tag", RECORD, *edits, theirs=True, count=len(edits))


@closes("PLN06")
def _decide(look: Look) -> Iterator[Change]:
    if ask := look.entry("asks"):
        yield look.put(
            "decide", CALL, "asks", ask.id, decided=look.day, facts={"what": ask.what, "person": ask.of}
        )


@closes("GRO03")
def _content(look: Look) -> Iterator[Change]:
    expected = float(look.gap.facts["limit"])
    entry = Satisfaction(
        on=look.day, perceived=expected, expected=expected, source=look.gap.facts.get("contact")
    )
    yield look.change("put_right", MEND, Added(list="satisfaction", entry=entry), theirs=True)
