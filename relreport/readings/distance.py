"""Psychological distance: a strict ladder of evidence, up to the first unmet rung (S3, C-12…C-14, H-12)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from relreport.fields import tokens as t
from relreport.model import Account, At, Contact
from relreport.morrow import as_key
from relreport.readings.journal import Scale
from relreport.readings.trust import Ledger
from relreport.record import dataclass

LEVELS = tuple(t.DISTANCE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One thing a level asks: its name, since when it holds (None: it does not), and the line that shows it.

    `portrait`: whether it asks for knowledge, which the portrait alone can give. `places`: every
    line that shows it.
    """

    level: str
    name: str
    since: date | None
    at: At | None
    portrait: bool = False
    places: tuple[At, ...] = ()

    def met(self, day: date) -> bool:
        """Whether it was met on `day`."""
        return self.since is not None and self.since <= day


class Ladder:
    """All conditions of one contact; the level of any day."""

    def __init__(self, contact: Contact, account: Account, scales: dict[str, Scale], ledger: Ledger) -> None:
        self.contact = contact
        self.ledger = ledger
        self.scales = scales
        self._known = _known(contact, account)
        self._conditions: dict[tuple[str, date | int], Mapping[str, bool]] = {}  # rung by rung, asked by many
        self._referral = _earliest((one.on, one.at) for one in account.referrals if one.source == contact.id)
        self._worse_terms = _earliest(
            (one.decided, one.at) for one in account.tenders if one.result == "won" and one.terms == "worse"
        )

    @property
    def bad(self) -> bool:
        """Whether the person would rather not see us."""
        return self.contact.relation == "bad"

    def level(self, day: date) -> str:
        """The distance of a day; `unknown` of somebody not recorded."""
        if self.bad:
            return "stranger"
        if not self.ledger.recorded(day):
            return "unknown"
        reached = "stranger"
        for level in LEVELS[1:]:
            if not all(self.conditions(level, day).values()):
                break
            reached = level
        return reached

    def ceiling(self, day: date) -> str:
        """The level that the portrait alone would allow; having it proves nothing."""
        if not self.ledger.recorded(day):
            return "unknown"
        reached = "stranger"
        for level in LEVELS[1:]:
            if not all(one.met(day) for one in self._known[level]):
                break
            reached = level
        return reached

    def conditions(self, level: str, day: date) -> Mapping[str, bool]:
        """What a level asks, by name, and whether it holds on `day`."""
        key = level, as_key(day)
        found = self._conditions.get(key)
        if found is None:
            found = self._conditions[key] = self._asked(level, day)
        return found

    def _asked(self, level: str, day: date) -> dict[str, bool]:
        found = {one.name: one.met(day) for one in self._known[level]}
        verdict = self.ledger.steps.on(day)
        match level:
            case "doctor":
                found["expertise"] = any(self._stands(item, day) for item in t.EXPERTISE)
            case "teacher":
                found["guides"] = self.scales["coach"].reaches("guides", day)
            case "friend":
                found["private"] = self.scales["space"].reaches("private", day)
                found["confided"] = self.scales["information"].reaches("confided", day)
                found["alignment"] = self._stands("alignment", day)
                found["trusted"] = verdict in ("trusted", "deep")
            case "brother":
                found["deep"] = verdict == "deep"
                found["stands-by-us"] = any(
                    since is not None and since[0] <= day for since in (self._referral, self._worse_terms)
                )
        return found

    def known_conditions(self, level: str) -> tuple[Condition, ...]:
        """What a level asks to know of the person."""
        return self._known[level]

    def stood_by_us(self, day: date) -> tuple[At, ...]:
        """The lines that show a recommendation, or an order at worse terms."""
        both = (self._referral, self._worse_terms)
        return tuple(since[1] for since in both if since is not None and since[0] <= day)

    def _stands(self, item: str, day: date) -> bool:
        return self.ledger.stands(item, day)

    def evidence(self, day: date) -> tuple[At, ...]:
        """The lines that the present level rests on."""
        reached = self.level(day)
        if self.bad:
            return (self.contact.at.key("relation"),)
        if reached in ("unknown", "stranger"):
            return ()
        found: list[At] = []
        for level in LEVELS[1 : LEVELS.index(reached) + 1]:
            found.extend(one.at for one in self._known[level] if one.at is not None and one.met(day))
            found.extend(self._behaviour(level, day))
        return tuple(dict.fromkeys(found))

    def _behaviour(self, level: str, day: date) -> Iterable[At]:
        standing = self.ledger.standing(day)
        match level:
            case "doctor":
                for item in t.EXPERTISE:
                    if item in standing and standing[item].positive:
                        yield standing[item].at
            case "teacher":
                if rung := self.scales["coach"].highest(day):
                    yield rung.at
            case "friend":
                for name in ("space", "information"):
                    if rung := self.scales[name].highest(day):
                        yield rung.at
                if "alignment" in standing:
                    yield standing["alignment"].at
            case "brother":
                for since in (self._referral, self._worse_terms):
                    if since is not None and since[0] <= day:
                        yield since[1]


def _known(contact: Contact, account: Account) -> dict[str, tuple[Condition, ...]]:
    """What each level asks to know of the person."""
    need = _earliest((one.on, one.at) for one in account.needs if one.source == contact.id)
    rival = _earliest((None, one.at) for one in account.competitors)
    if rival is None and "competitors" in account.none:
        rival = (date.min, account.at.key("competitors"))

    also = {
        "needs": tuple(one.at for one in account.needs if one.source == contact.id),
        "rivals": tuple(one.at for one in account.competitors) or ((rival[1],) if rival else ()),
    }

    def board(level: str, *names: str, other: tuple[date, At] | None = None) -> Condition:
        counted = [one for name in names for one in _counted(contact, name)]
        since = min((*counted, other) if other else counted, key=lambda one: one[0], default=None)
        return Condition(
            level=level,
            name=names[0],
            since=since[0] if since else None,
            at=since[1] if since else None,
            portrait=True,
            places=(*(at for _, at in counted), *also.get(names[0], ())),
        )

    return {
        "doctor": (board("doctor", "basic", "background"),),
        "teacher": (board("teacher", "needs", other=need), board("teacher", "rivals", other=rival)),
        "friend": (board("friend", "depth"),),
        "brother": (board("brother", "extended"),),
    }


def _counted(contact: Contact, board: str) -> list[tuple[date, At]]:
    """Every line of a board that counts, and since when; a withheld item once a manager confirmed it."""
    portrait = contact.portrait
    found = [(item.on or date.min, item.at) for item in portrait.items(board).values() if item.counts]
    if (none := portrait.none.get(board)) is not None:
        found.append((date.min, none))
    return found


def _earliest(dated: Iterable[tuple[date | None, At]]) -> tuple[date, At] | None:
    """The earliest of dated facts; an undated one holds always."""
    return min(((on or date.min, at) for on, at in dated), key=lambda one: one[0], default=None)


def nearer(one: str, other: str) -> bool:
    """Whether distance `one` is nearer than `other`; `unknown` is neither."""
    if "unknown" in (one, other):
        return False
    return t.DISTANCE.rank(one) > t.DISTANCE.rank(other)


EXPECTED = {"initial": "doctor", "stable": "friend", "strategic": "friend"}
ORDER_RESULT = {"doctor": "small", "teacher": "large", "friend": "equal-terms", "brother": "worse-terms"}
