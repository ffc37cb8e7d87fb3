"""The smallest next move: the least effort that closes the gravest gap, or lifts a level; rules are asked.

The gaps are taken from the gravest down. For each, what its rule waits for is made in a copy of the account,
one change, then two together; of the copy is read again whom the change touches, and the rule is asked. What
closes it is then judged as a whole: it must raise nothing as grave. Where several cost the same, what closes
and lifts most is taken. The effort of the search is counted, never timed: same files, same move.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import combinations

from relreport.assess import Assessment, OpenGap, judge
from relreport.fields import tokens as t
from relreport.model import Account
from relreport.moves.candidates import candidates, next_rung
from relreport.moves.changes import Change
from relreport.moves.look import Look
from relreport.readings import Readings, read
from relreport.record import dataclass
from relreport.rules import RULES, Case

PAIRED = 4
"""How many candidates of a gap are tried two by two."""
ASKED = 12
"""How many gaps are asked, from the gravest down, before none is found."""
TRIED = 16
"""How many single changes are tried for a gap, the least effort first."""
PROVED = 4
"""How many that close the gap at the same effort are judged as a whole."""
SCALES = {"stage": t.STAGE, "distance": t.DISTANCE, "trust": t.TRUST_VERDICT}


@dataclass(frozen=True, slots=True, kw_only=True)
class Lift:
    """A level that rises: `reading` stage, distance or trust; whose, where it is a person's."""

    reading: str
    contact: str | None
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """What to do next, at the least effort, and what comes of it: the proof.

    `target`: the gap it was sought for, None where it lifts a level. `opens`: gaps that are new afterwards.
    """

    changes: tuple[Change, ...]
    target: OpenGap | None
    closes: tuple[OpenGap, ...]
    lifts: tuple[Lift, ...]
    opens: tuple[OpenGap, ...] = ()

    @property
    def effort(self) -> int:
        """What its changes cost together; the least is the smallest."""
        return sum(one.effort for one in self.changes)

    @property
    def said(self) -> tuple[str, ...]:
        """As `what-if` takes it."""
        return tuple(told for one in self.changes for told in one.said)

    @property
    def restricted(self) -> bool:
        """Whether it tells what only those who may read restricted facts may know."""
        return any(one.restricted for one in self.changes)


def smallest_move(account: Account, assessment: Assessment, *, about: str | None = None) -> Move | None:
    """The smallest next move of an account, as it is written; None where nothing of ours helps.

    `about`: of one contact alone, for a meeting with them.
    """
    gaps = [gap for gap in assessment.gaps if about is None or about in (gap.subject, gap.partner)]
    for gap in sorted(gaps, key=gravity)[:ASKED]:
        if gap.planned or (assessment.holds_advice_back and gap.rule.advice):
            continue
        move = closing(account, assessment, gap)
        if move is not None:
            return move
    return _lifting(account, assessment, about)


def gravity(gap: OpenGap) -> tuple[bool, int, int, str, str]:
    """What the facts show before what nobody wrote down; then severity, then class."""
    return (gap.is_record, -gap.severity, gap.rule.rank, gap.code, gap.subject or "")


def closing(
    account: Account, assessment: Assessment, gap: OpenGap, *, whatever_opens: bool = False
) -> Move | None:
    """The least that closes one gap; None where no candidate does, or only one that opens as grave a gap.

    `whatever_opens`: such a one, too.
    """
    look = Look(account, assessment, gap)
    found = sorted(candidates(look), key=lambda one: one.effort)[:TRIED]
    for tried in _by_effort(found):
        moves: list[Move] = []
        asked = 0
        for changes in tried:
            if asked == PROVED:
                break
            after = _read_again(account, assessment, changes)
            if not _closes(gap, after):
                continue
            asked += 1
            move = _proved(assessment, None if whatever_opens else gap, changes, after)
            if move is not None:
                moves.append(move)
        if moves:
            best = max(moves, key=lambda one: (len(one.closes) - len(one.opens), len(one.lifts)))
            return replace(best, target=gap)
    return None


def _by_effort(found: list[Change]) -> Iterator[list[tuple[Change, ...]]]:
    """Single changes and pairs, those of one effort together, the least first; one change before two."""
    singles: list[tuple[Change, ...]] = [(one,) for one in found]
    pairs: list[tuple[Change, ...]] = list(combinations(found[:PAIRED], 2))
    for group in (singles, pairs):
        efforts = sorted({sum(one.effort for one in tried) for tried in group})
        for effort in efforts:
            yield [tried for tried in group if sum(one.effort for one in tried) == effort]


def made(account: Account, changes: Iterable[Change]) -> Account:
    """A copy of the account with the changes."""
    for change in changes:
        account = change.make(account)
    return account


def _read_again(account: Account, assessment: Assessment, changes: tuple[Change, ...]) -> Readings:
    """The readings of a copy with the changes; who is not touched by them is not read again."""
    before = assessment.readings
    return read(made(account, changes), before.settings, before.day, like=before)


def _closes(gap: OpenGap, after: Readings) -> bool:
    """Whether the rule, asked again, no longer yields the gap; one that may not speak now proves nothing."""
    case = Case(after)
    return case.live(RULES[gap.code]) and not any(one.subject == gap.subject for one in case.gaps(gap.code))


def _proved(
    assessment: Assessment, gap: OpenGap | None, changes: tuple[Change, ...], copy: Readings
) -> Move | None:
    """The move with its proof; None where it raises something as grave as what it closes."""
    after = judge(copy)
    before = {one.anchor for one in assessment.gaps}
    left = {one.anchor for one in after.gaps}
    opens = tuple(one for one in after.gaps if one.anchor not in before)
    if gap is not None and any(_weighs_as_much(one, gap) for one in opens):
        return None
    return Move(
        changes=changes,
        target=gap,
        closes=tuple(one for one in assessment.gaps if one.anchor not in left),
        lifts=tuple(lifts(assessment.readings, after.readings)),
        opens=opens,
    )


def _weighs_as_much(opened: OpenGap, gap: OpenGap) -> bool:
    """Whether a new gap undoes what was won; an answer to a question may well show something to do."""
    if opened.is_record:
        return False
    return opened.severity > gap.severity or (opened.severity == gap.severity and not gap.is_record)


def lifts(before: Readings, after: Readings) -> Iterator[Lift]:
    """Levels of stage, distance and trust that are higher afterwards."""
    if _rose("stage", before.stage.level, after.stage.level):
        yield Lift(reading="stage", contact=None, before=before.stage.level, after=after.stage.level)
    for id, standing in before.contacts.items():
        now = after.contacts.get(id)
        if now is None:
            continue
        for reading, was, level in (
            ("distance", standing.distance, now.distance),
            ("trust", standing.trust.verdict, now.trust.verdict),
        ):
            if _rose(reading, was, level):
                yield Lift(reading=reading, contact=id, before=was, after=level)


def _rose(reading: str, before: str, after: str) -> bool:
    """Unknown is on no scale: what becomes known has not risen."""
    if "unknown" in (before, after):
        return False
    return SCALES[reading].rank(after) > SCALES[reading].rank(before)


def _lifting(account: Account, assessment: Assessment, about: str | None) -> Move | None:
    """The least that lifts a level of the key contact, or of another, by what is ours to do."""
    if assessment.holds_advice_back or not account.contacts:
        return None
    readings = assessment.readings
    order = sorted(
        (
            one
            for id, one in readings.contacts.items()
            if about in (None, id) and not one.contact.has_left(assessment.day)
        ),
        key=lambda one: (one.contact is not readings.key, -(one.contact.influence or 0)),
    )
    nobody = OpenGap(
        rule=RULES["DST01"],
        subject=None,
        severity=RULES["DST01"].severity,
        kind="relationship",
        variant=None,
        facts={},
        evidence=(),
        partner=None,
    )
    for standing in order[:2]:
        if standing.contact.relation == "bad":
            continue
        found = sorted(
            next_rung(Look(account, assessment, nobody), standing.contact), key=lambda one: one.effort
        )
        for tried in _by_effort(found):
            for one in tried:
                move = _proved(assessment, None, one, _read_again(account, assessment, one))
                if move is not None and move.lifts and not any(gap.severity > 2 for gap in move.opens):
                    return move
    return None
