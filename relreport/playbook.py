"""The playbook: what the documents advise at a stage, and what the record shows of it. Facts, no sentences.

Development and initial cooperation have strategies of their own (S1-14…S1-36, S1-40…S1-53). For stable and
strategic the documents name none (S1-54): there it draws on renewal, shield and spear, and upkeep. The four
combinations of document 003 (S3-63, S3-67, S3-73, S3-78) are the way to the next distance, at any stage.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from relreport.assess import Assessment
from relreport.fields import tokens as t
from relreport.model import At, Interaction
from relreport.readings import Standing
from relreport.readings.days import in_last
from relreport.readings.distance import LEVELS
from relreport.readings.journal import by_whom
from relreport.record import dataclass

MANY = 4
"""Contacts in the window that count as a steady effort: the least that a fall is judged by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One strategy: `shown` True, False, or None where the record cannot tell; the lines that show it."""

    name: str
    group: str
    shown: bool | None
    evidence: tuple[At, ...] = ()
    source: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Playbook:
    """Strategies of the stage, and the way to the next distance of the key contact."""

    stage: str
    rows: tuple[Row, ...]
    distance: str | None  # the next one; None at the last, and where it is unknown
    combination: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Strategy:
    """What a strategy is called, where it is from, and how its lines are found (None: it cannot be told)."""

    name: str
    group: str
    source: tuple[str, ...]
    lines: Callable[[Look], Iterable[At] | None]


class Look:
    """The questions that strategies ask of an account."""

    def __init__(self, assessment: Assessment) -> None:
        self.assessment = assessment
        self.readings = assessment.readings
        self.account = assessment.readings.account
        self.day = assessment.day
        self.year = self.readings.journal.within(self.readings.limits.year)
        self.window = self.readings.journal.within(self.readings.limits.window)

    def did(self, kinds: Iterable[str]) -> list[At] | None:
        """The lines that brought one of `kinds`; None where the journal is untagged and shows none."""
        wanted = frozenset(kinds)
        found = [one.at.key("did") for one in self.window if wanted.intersection(one.did)]
        return found or (None if self.readings.untagged else [])

    def kind(self, *kinds: str) -> list[At]:
        return [one.at.key("kind") for one in self.year if one.kind in kinds]

    def entries(self, name: str) -> list[At] | None:
        """A list's entries; None where nothing was ever said of it."""
        found = [one.at for one in getattr(self.account, name)]
        return found or ([] if name in self.account.none else None)

    @property
    def people(self) -> list[At] | None:
        """Contacts of whom part and line of reporting are known."""
        found = [one.at for one in self.account.contacts if one.roles and one.reports_to]
        return found or None

    def supporter(self) -> list[At] | None:
        helpers = [one.at.key("roles") for one in self.account.contacts if "coach" in one.roles]
        helpers += [
            rung.at
            for one in self.readings.contacts.values()
            if (rung := one.scales["coach"].highest(self.day)) and rung.level in ("commits", "recommends")
        ]
        return helpers or (None if self.readings.untagged else [])

    def both_sides(self) -> list[At]:
        """The window's meetings, where two of theirs and two of ours took part in all."""
        theirs = {id for one in self.window for id in one.with_}
        ours = {id for one in self.window for id in by_whom(one, self.account)}
        return [one.at for one in self.window if one.with_] if len(theirs) > 1 and len(ours) > 1 else []

    def cell(self, name: str) -> list[At] | None:
        cell = self.readings.matrix.cells()[name]
        if cell.filled:
            return list(cell.evidence)
        return None if self.readings.untagged else []

    def occasions(self) -> list[At]:
        openings = [one.at for one in self.account.openings if one.until is None or one.until >= self.day]
        return openings + [one.at for one in self.account.tenders if one.is_open]

    def content(self) -> list[At] | None:
        rated = [one for one in self.account.satisfaction if one.perceived and one.expected]
        if not rated:
            return None
        latest = max(rated, key=lambda one: one.on or date.min)
        return [latest.at] if (latest.perceived or 0) >= (latest.expected or 0) else []

    def musts(self) -> list[At] | None:
        if not self.account.performance:
            return None
        failed = any(gap.code == "GRO10" for gap in (*self.assessment.gaps, *self.assessment.accepted))
        return [] if failed else [one.at for one in self.account.performance if one.result == "pass"]

    def steady(self) -> list[At]:
        return [one.at for one in self.window] if len(self.window) >= MANY else []

    def kept(self) -> list[At] | None:
        due = [
            one
            for one in self.account.promises
            if in_last(one.kept or one.broken or one.due, self.readings.limits.year, self.day)
        ]
        if not due:
            return None
        bad = any(one.broken or (one.due and one.due < (one.kept or self.day)) for one in due)
        return [] if bad else [one.at for one in due if one.kept]

    def trusted(self) -> list[At] | None:
        standing = self.readings.of_key
        if standing is None or not standing.trust.known:
            return None
        if not standing.trust.reaches("trusted"):
            return []
        return [one.at for one in standing.trust.standing.values() if one.positive]

    def criteria(self) -> list[At] | None:
        if not self.account.said("criteria"):
            return None
        return [one.at for one in self.account.criteria if one.shaped_by_us or one.favours == "us"]


def _s(name: str, group: str, source: str, lines: Callable[[Look], Iterable[At] | None]) -> Strategy:
    return Strategy(name=name, group=group, source=tuple(source.split()), lines=lines)


RAISING = frozenset({"innovation", "viewpoint", "track-record", "solution"})

STRATEGIES: dict[str, tuple[Strategy, ...]] = {
    "development": (
        _s("opening", "entry", "S1-14 S1-22", Look.occasions),
        _s("insider", "entry", "S1-23", Look.supporter),
        _s("map", "entry", "S1-24 S1-25 S1-26", lambda look: look.people),
        _s("criteria", "entry", "S1-32 S1-34", Look.criteria),
        _s("showcase", "entry", "S1-33", lambda look: look.kind("demo", "tour", "exchange")),
        _s("interest-organisation", "interest", "S1-30", lambda look: look.cell("interest_organisation")),
        _s("trust-personal", "trust", "S1-29", lambda look: look.cell("trust_personal")),
    ),
    "initial": (
        _s("network", "relationship", "S1-41 S1-44", Look.both_sides),
        _s("interest-organisation", "relationship", "S1-46", lambda look: look.cell("interest_organisation")),
        _s("interest-personal", "relationship", "S1-47", lambda look: look.cell("interest_personal")),
        _s("trust-personal", "relationship", "S1-48", lambda look: look.cell("trust_personal")),
        _s("trust-organisation", "relationship", "S1-46", lambda look: look.cell("trust_organisation")),
        _s("content", "expectation", "S1-49", Look.content),
        _s(
            "raise",
            "expectation",
            "S1-52",
            lambda look: look.did(RAISING),
        ),
        _s("success", "opportunity", "S1-53", Look.occasions),
    ),
    "stable": (
        _s("fresh", "renewal", "S2-40 S2-41 S2-46", lambda look: look.did(t.FRESH)),
        _s("shield", "shield", "S2-47", Look.trusted),
        _s("spear", "spear", "S2-48 S2-51", lambda look: look.did(t.SPEAR)),
        _s("musts", "upkeep", "S2-34", Look.musts),
        _s("kept", "upkeep", "S0-25", Look.kept),
        _s("transfer", "upkeep", "S0-60 S0-61", lambda look: look.did(t.TRANSFER)),
        _s("care", "upkeep", "S0-63", lambda look: look.did({"care", "help"})),
        _s("network", "upkeep", "S1-44 S2-55", Look.both_sides),
        _s("next", "upkeep", "S3-58", Look.occasions),
    ),
}
STRATEGIES["strategic"] = STRATEGIES["stable"]


def playbook(assessment: Assessment) -> Playbook:
    """What the stage advises and what is shown of it; the way to the next distance."""
    look = Look(assessment)
    stage = assessment.readings.stage.level
    standing = assessment.readings.of_key
    target = _next_distance(standing)
    return Playbook(
        stage=stage,
        rows=tuple(_row(one, look) for one in STRATEGIES[stage]),
        distance=target,
        combination=tuple(_combination(target, standing, look)) if standing and target else (),
    )


def _row(strategy: Strategy, look: Look) -> Row:
    lines = strategy.lines(look)
    return Row(
        name=strategy.name,
        group=strategy.group,
        shown=None if lines is None else bool(lines := list(lines)),
        evidence=tuple(lines)[-3:] if lines else (),
        source=strategy.source,
    )


def _next_distance(standing: Standing | None) -> str | None:
    """The next rung alone; nobody is hurried, and a bad relation is mended first."""
    if standing is None or standing.distance == "unknown" or standing.ladder.bad:
        return None
    place = LEVELS.index(standing.distance) + 1
    return LEVELS[place] if place < len(LEVELS) else None


def _combination(target: str, standing: Standing, look: Look) -> Iterator[Row]:
    """Numbers and skill; time and skill; a teacher with shared values; a friend with feeling for people."""
    entries = [one for one in look.window if standing.contact.id in one.with_]
    signs = {item: sign for item, sign in standing.trust.standing.items() if sign.positive}
    skill = [signs[item].at for item in t.EXPERTISE if item in signs]
    source = {"doctor": "S3-63", "teacher": "S3-67", "friend": "S3-73", "brother": "S3-78"}[target]

    def row(name: str, lines: list[At]) -> Row:
        shown = True if lines else None if look.readings.untagged else False
        return Row(name=name, group="combination", shown=shown, evidence=tuple(lines)[-3:], source=(source,))

    if target == "doctor":
        yield row("numbers", [one.at for one in entries] if len(entries) >= MANY else [])
        yield row("skill", skill)
    elif target == "teacher":
        yield row("time", _over_time(entries, look))
        yield row("skill", skill)
    elif target == "friend":
        yield row("teacher", list(standing.ladder.evidence(look.day)))
        yield row("values", [signs["alignment"].at] if "alignment" in signs else [])
    else:
        yield row("friend", list(standing.ladder.evidence(look.day)))
        yield row("feeling", _felt(entries))


def _over_time(entries: list[Interaction], look: Look) -> list[At]:
    """Contacts in both halves of the window: kept up, not crowded together."""
    half = look.readings.limits.recent
    late = [one for one in entries if (look.day - one.on).days < half]
    early = [one for one in entries if (look.day - one.on).days >= half]
    return [early[-1].at, late[-1].at] if early and late else []


def _felt(entries: list[Interaction]) -> list[At]:
    return [one.at.key("did") for one in entries if {"care", "help", "thanks"}.intersection(one.did)]
