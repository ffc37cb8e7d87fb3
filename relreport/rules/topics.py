"""Rules about what we talk about, and in which order we come closer: SPC."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from relreport.fields import tokens as t
from relreport.model import At, Interaction
from relreport.rules.case import Case
from relreport.rules.registry import MAJOR, MINOR, Gap, gap, rule


@rule("SPC01", "topic-too-deep", MAJOR, stages="DISX", rank=3, source=("S0-36", "S0-44"), move="slow-down")
def topic_too_deep(case: Case) -> Iterator[Gap]:
    """A personal subject brings people together once there is closeness, and pushes them apart before."""
    sensitive = [entry for entry in case.window if entry.raised_by_us and _sensitive(entry)]
    for contact in case.contacts:
        ladder = case.standing(contact).ladder
        too_early = [
            (entry, before)
            for entry in sensitive
            if contact.id in entry.with_
            and (before := ladder.level(entry.on - timedelta(days=1))) not in ("friend", "brother")
        ]
        if too_early:
            latest, before = too_early[-1]
            yield gap(
                contact.id,
                *(_where(entry) for entry, _ in too_early[:-6:-1]),
                contact=contact.id,
                on=latest.on,
                distance=None if before == "unknown" else before,
            )


def _sensitive(entry: Interaction) -> bool:
    return entry.topic == "privacy" or bool(entry.risk)


def _where(entry: Interaction) -> At:
    return entry.at.key("topic" if entry.topic == "privacy" else "risk")


@rule(
    "SPC02",
    "topic-stuck",
    MINOR,
    stages="ISX",
    rank=6,
    source=("S0-39", "S0-44"),
    move="open-topic",
    needs_tags=True,
)
def topic_stuck(case: Case, *, topic_times: int = 3) -> Iterator[Gap]:
    """Greetings keep the line open and no more."""
    key = case.key
    if key is None:
        return
    talks = [entry for entry in case.with_key(case.window) if entry.topic not in (None, "none")]
    if len(talks) >= topic_times and all(entry.topic == "greeting" for entry in talks):
        yield gap(
            key.id,
            *(entry.at.key("topic") for entry in talks[:-6:-1]),
            contact=key.id,
            times=len(talks),
            days=case.limits.window,
        )


@rule(
    "SPC03",
    "order-reversed",
    MAJOR,
    stages="D",
    rank=3,
    source=("S2-38",),
    move="answer-need",
    needs_tags=True,
)
def order_reversed(case: Case) -> Iterator[Gap]:
    """People in business come to like those whose work they respect; the other way round seldom holds."""
    private = [entry for entry in case.year if entry.space == "private" and entry.ours]
    if (
        not private
        or _ever_ordered(case)
        or any(need.status in ("answered", "met") for need in case.account.needs)
    ):
        return
    yield gap(None, *_spaces(private), times=len(private), days=case.limits.year)


def _ever_ordered(case: Case) -> bool:
    """A share above 0 at any time, or a tender won."""
    return any(point.share.high > 0 for point in case.stage.points) or any(
        one.result == "won" for one in case.account.tenders
    )


def _spaces(private: list[Interaction]) -> list[At]:
    """The lines of private occasions, latest first."""
    return [entry.at.key("space") for entry in private[:-6:-1]]


@rule(
    "SPC04",
    "hospitality-only",
    MINOR,
    stages="ISX",
    rank=6,
    source=("S0-67",),
    move="bring-value",
    needs_tags=True,
)
def hospitality_only(case: Case) -> Iterator[Gap]:
    """Hospitality alone can be matched by anybody; help is what they come back for."""
    private = [entry for entry in case.window if entry.space == "private"]
    if private and not case.did(t.VALUE | t.TRANSFER, case.limits.window):
        yield gap(None, *_spaces(private), times=len(private), days=case.limits.window)
