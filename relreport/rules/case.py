"""A case: an account's readings as the rules look at them. Contacts here are those who have not left."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property

from relreport.fields import tokens
from relreport.finding import Severity
from relreport.model import Account, Action, At, Contact, Interaction, Opening, Person, Satisfaction
from relreport.readings import Readings, Standing
from relreport.readings.account_wide import TenderReading
from relreport.readings.days import age, in_last
from relreport.readings.journal import by_whom, met
from relreport.rules import gravity
from relreport.rules.asking import run, well_told
from relreport.rules.live import live_codes
from relreport.rules.registry import RULES, Gap, Rule


class Case:
    """The queries that rules share: other rules, time, people, the journal, what is open."""

    def __init__(self, readings: Readings) -> None:
        self.readings = readings
        self.account: Account = readings.account
        self.settings = readings.settings
        self.day: date = readings.day
        self.journal = readings.journal
        self.stage = readings.stage
        self.limits = readings.limits
        self.broken: list[str] = []  # rules of others that failed, by code
        self._gaps: dict[str, tuple[Gap, ...]] = {}

    # what is asked of other rules

    def gaps(self, code: str) -> tuple[Gap, ...]:
        """The gaps of a rule, where it is live; each rule runs once."""
        found = self._gaps.get(code)
        if found is None:
            found = self._gaps[code] = self._asked(RULES[code]) if code in self.live_codes else ()
        return found

    def _asked(self, rule: Rule) -> tuple[Gap, ...]:
        """What a rule yields."""
        return tuple(run(rule, self)) if rule.builtin else self._run_of_others(rule, self)

    def _run_of_others(self, rule: Rule, case: Case) -> tuple[Gap, ...]:
        """What an organisation's own rule tells; where it fails it is named, and the rest goes on."""
        try:
            return tuple(well_told(gap) for gap in run(rule, case))
        except Exception:  # noqa: BLE001 - whatever their code does, the other rules are spared
            self.broken.append(rule.code)
            return ()

    def holds(self, code: str, subject: str | None = None, *, severity: object = None) -> bool:
        """Whether a rule has a gap: of anybody, or of `subject`; of this severity where one is given."""
        return any(
            (subject is None or gap.subject == subject)
            and (severity is None or (gap.severity or RULES[code].severity) == severity)
            for gap in self.gaps(code)
        )

    def live(self, rule: Rule) -> bool:
        """Stage, contacts, sales mode and tags allow the rule to speak."""
        return rule.code in self.live_codes

    @cached_property
    def live_codes(self) -> frozenset[str]:
        """The codes of the rules that may speak."""
        return live_codes(
            self.stage.letter,
            has_contacts=bool(self.contacts),
            mode=self.account.sales_mode,
            untagged=self.readings.untagged,
            ever_met=self.ever_met,
            in_touch=bool(self.window),
        )

    @cached_property
    def holds_advice_back(self) -> bool:
        """Whether closeness, raised expectations and referrals wait: a grave gap of principle or trust."""
        ignored = {code.upper() for code in self.settings.rules.ignore}
        return any(
            gravity.makes_advice_wait(rule, gravity.severity(rule, gap, self.account, self.settings))
            and gravity.acceptance(rule.code, gap.subject, self.account, self.day) is None
            for rule in tuple(RULES.values())
            if rule.rank in gravity.PRINCIPLE_AND_TRUST and rule.code not in ignored
            for gap in self.gaps(rule.code)
        )

    # time

    def in_year(self, on: date | None) -> bool:
        """Whether it happened in the last year; what is undated did not."""
        return in_last(on, self.limits.year, self.day)

    def in_window(self, on: date | None) -> bool:
        """Whether it happened in the last window (180 days, unless set)."""
        return in_last(on, self.limits.window, self.day)

    def in_recent(self, on: date | None) -> bool:
        """Whether it happened lately (90 days, unless set)."""
        return in_last(on, self.limits.recent, self.day)

    def days_since(self, on: date) -> int:
        """Days from `on` to today; negative ahead of it."""
        return age(on, self.day)

    @property
    def tier(self) -> str:
        return self.account.tier

    @property
    def contact_days(self) -> int:
        """Days within which the tier asks for a contact."""
        return self.settings.tiers[self.account.tier].contact

    @property
    def visit_days(self) -> int:
        """Days within which the tier asks for a visit."""
        return self.settings.tiers[self.account.tier].visit

    # people

    @cached_property
    def contacts(self) -> tuple[Contact, ...]:
        """Their people who have not left."""
        return tuple(one for one in self.account.contacts if not one.has_left(self.day))

    @cached_property
    def here(self) -> frozenset[str]:
        """The ids of those who have not left."""
        return frozenset(one.id for one in self.contacts)

    @property
    def key(self) -> Contact | None:
        """The key contact; None where there is none yet."""
        return self.readings.key

    @property
    def of_key(self) -> Standing | None:
        """Where the key contact stands."""
        return self.readings.of_key

    def standing(self, contact: Contact | str) -> Standing:
        """Where a contact stands."""
        return self.readings.contacts[contact if isinstance(contact, str) else contact.id]

    def knows(self, id: str) -> bool:
        """Whether the contact is there and has not left."""
        return id in self.here

    def at_least(self, contact: Contact, level: str) -> bool:
        """Whether the distance is this level or nearer; `unknown` is not."""
        distance = self.standing(contact).distance
        return distance != "unknown" and tokens.DISTANCE.rank(distance) >= tokens.DISTANCE.rank(level)

    def successors(self, leaver: Contact) -> tuple[Contact, ...]:
        """Who may follow a leaver: joined from that day on, or the same weight on the same side."""
        weight = {"decider", "influencer"}.intersection(leaver.roles)
        return tuple(
            one
            for one in self.contacts
            if one.id != leaver.id
            and (
                (one.joined is not None and leaver.left is not None and one.joined >= leaver.left)
                or (one.side is not None and one.side == leaver.side and not weight.isdisjoint(one.roles))
            )
        )

    def is_awaited(self, contact: Contact) -> bool:
        """Whether NET04 waits for the first contact with them as a successor."""
        return any(
            contact in self.successors(self.standing(gap.subject).contact)
            for gap in self.gaps("NET04")
            if gap.subject is not None
        )

    @cached_property
    def key_trust_is_told(self) -> bool:
        """Whether TRU04, CON03 or the critical TRU02 says what damaged the key contact's trust."""
        key = self.key
        if key is None:
            return False
        theirs = {one.id for one in self.account.promises if key.id in one.to}
        return (
            self.holds("TRU04", key.id)
            or any(gap.subject in theirs for gap in self.gaps("CON03"))
            or self.holds("TRU02", key.id, severity=Severity.CRITICAL)
        )

    def person(self, id: str) -> Person:
        """One of ours; of those whom the settings do not describe only the id is known."""
        return self.settings.person(id)

    def is_manager(self, id: str) -> bool:
        """Whether that one of ours leads: rules of an organisation's own ask it."""
        return self.person(id).role in ("manager", "boss")

    @cached_property
    def has_coach(self) -> bool:
        """Somebody who has not left has the role of a supporter, or commits to us or more."""
        return any(
            "coach" in one.roles or self.standing(one).scales["coach"].reaches("commits", self.day)
            for one in self.contacts
        )

    # the journal

    @cached_property
    def window(self) -> Sequence[Interaction]:
        """The interactions of the last window."""
        return self.journal.within(self.limits.window)

    @cached_property
    def year(self) -> Sequence[Interaction]:
        """The interactions of the last year."""
        return self.journal.within(self.limits.year)

    def ours(self, entry: Interaction) -> tuple[str, ...]:
        """Who of ours took part: those named, else the owner."""
        return by_whom(entry, self.account)

    def with_key(self, entries: Iterable[Interaction]) -> list[Interaction]:
        """Those in which the key contact took part."""
        return [entry for entry in entries if self.key and self.key.id in entry.with_]

    def did(self, kinds: Iterable[str], days: int) -> list[Interaction]:
        """The interactions of the last `days` days that brought one of `kinds`."""
        return self.journal.doing(frozenset(kinds), days)

    def last_did(self, kinds: Iterable[str]) -> Interaction | None:
        """The latest that ever brought one of `kinds`."""
        wanted = frozenset(kinds)
        latest_first = reversed(self.journal.entries)
        return next((entry for entry in latest_first if not wanted.isdisjoint(entry.did)), None)

    def line_of_last(self, kinds: Iterable[str]) -> At:
        """Where one of `kinds` was last brought; where it never was, the latest interaction."""
        last = self.last_did(kinds) or self.journal.last()
        return last.at if last else self.top("interactions")

    @cached_property
    def ever_met(self) -> bool:
        """Whether we ever saw anybody of theirs."""
        return any(met(entry) for entry in self.journal.entries)

    # openings, tenders, actions

    def opening_is_live(self, opening: Opening) -> bool:
        """Whether it closes today, later, or nobody knows when."""
        return opening.until is None or opening.until >= self.day

    @cached_property
    def live_openings(self) -> tuple[Opening, ...]:
        """Openings that have not closed."""
        return tuple(one for one in self.account.openings if self.opening_is_live(one))

    @cached_property
    def open_tenders(self) -> tuple[TenderReading, ...]:
        """Tenders that nobody won or lost yet."""
        return tuple(one for one in self.readings.tenders if one.tender.is_open)

    @cached_property
    def open_actions(self) -> tuple[Action, ...]:
        """The rep's own actions that are not done."""
        return tuple(one for one in self.account.actions if one.is_open)

    @cached_property
    def planned(self) -> frozenset[str]:
        """The codes of rules that an open action of the rep's own serves."""
        return frozenset(code for action in self.open_actions for code in action.serves)

    @cached_property
    def latest_satisfaction(self) -> Satisfaction | None:
        """The latest rating with both figures, perceived and expected; undated ones are the oldest."""
        ratings = self.account.satisfaction
        rated = [one for one in ratings if one.perceived is not None and one.expected is not None]
        return max(reversed(rated), key=lambda one: one.on or date.min, default=None)

    def top(self, key: str) -> At:
        """The line of a top-level key; of a list that is written in the body alone its last entry; else the
        head of the file."""
        if key not in self.account.at.keys and (entries := getattr(self.account, key, ())):
            return entries[-1].at if isinstance(entries, tuple) else self.account.at
        return self.account.at.key(key)
