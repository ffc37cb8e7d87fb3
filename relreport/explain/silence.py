"""Why a rule is silent: not live, ignored, another rule speaks, a limit not reached, or nothing to say.

Nothing of this is written down a second time: the rule is run where it may not speak, deaf to other rules,
with its limits moved one by one, and on later days; what it then says is the answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from relreport.assess import Assessment
from relreport.explain.gaps import below, limits
from relreport.explain.nodes import Leaves, Node, Theirs, Token, node
from relreport.model import Account
from relreport.readings import Readings, read
from relreport.rules import RULES, Case, Gap, Rule, run
from relreport.rules.live import FAMILIES_OF_MODE, WITHOUT_CONTACT_CODES, WITHOUT_CONTACT_FAMILIES

STEPS = (15, 30, 60, 90, 180, 365)
"""How many days ahead the rule is asked whether it would speak if nothing happened."""


class DeafCase(Case):
    """A case in which some other rules are not heard; it notes which ones the rule listens to and hears."""

    def __init__(self, readings: Readings, deaf: frozenset[str] = frozenset()) -> None:
        super().__init__(readings)
        self.deaf = deaf
        self.heard: dict[str, None] = {}

    def gaps(self, code: str) -> tuple[Gap, ...]:
        if code in self.deaf:
            return ()
        found = super().gaps(code)
        if found:
            self.heard[code] = None
        return found


def why_not(
    written: Account, assessment: Assessment, rule: Rule, subject: str | None, leaves: Leaves
) -> Node:
    """The tree of a rule that says nothing here, of anybody or of `subject`."""
    readings = assessment.readings
    case = DeafCase(readings)
    reasons = list(_not_live(rule, case))
    if rule.code in {code.upper() for code in readings.settings.rules.ignore}:
        reasons.insert(0, node("silent.ignored", code=rule.code))
    if not _speaks(rule, case, subject):
        others = _spoken_for(rule, readings, case, subject)
        reasons += [_other(code, assessment, leaves) for code in others]
        if not others:
            reasons += list(_short_of_limit(rule, readings, subject, leaves))
    later = _later(written, readings, rule, subject) if not reasons or not _not_for_good(reasons) else None
    return node(
        "silent" if subject is None else "silent.of",
        *reasons,
        node("silent.condition", *limits(rule, assessment), rule=rule),
        *(replace(one, children=()) for one in below(rule.code, subject, assessment, leaves)),
        node("silent.later", on=later) if later else None,
        *(node("gap.from", source=one) for one in rule.source),
        rule=rule,
        contact=Theirs(subject) if subject else None,
        would=True if reasons and _speaks(rule, case, subject) else None,
    )


def _not_for_good(reasons: list[Node]) -> bool:
    return any(one.kind in ("silent.ignored", "silent.stage", "silent.mode") for one in reasons)


def _speaks(rule: Rule, case: Case, subject: str | None, **thresholds: float) -> list[Gap]:
    """The gaps that the rule yields here, whatever the live conditions."""
    found = run(rule, case) if not thresholds else rule.check(case, **thresholds)
    return [one for one in found if subject is None or one.subject == subject]


def _not_live(rule: Rule, case: Case) -> Iterator[Node]:
    """Each live condition that does not hold."""
    letter = case.stage.letter
    if not rule.live_at(letter):
        yield node("silent.stage", stage=Token("stage", case.stage.level), letters=rule.stages)
    if (
        not case.contacts
        and rule.code not in WITHOUT_CONTACT_CODES
        and rule.family not in WITHOUT_CONTACT_FAMILIES
    ):
        yield node("silent.contacts")
    mode = case.account.sales_mode
    if mode in FAMILIES_OF_MODE and not _live_in_mode(rule, case):
        yield node("silent.mode", mode=Token("sales_mode", mode))
    if rule.needs_tags and case.readings.untagged:
        yield node("silent.untagged")
    if rule.family == "VAL" and not case.ever_met:
        yield node("silent.never_met")
    if rule.code == "NET01" and not case.window:
        yield node("silent.no_touch", days=case.limits.window)


def _live_in_mode(rule: Rule, case: Case) -> bool:
    from relreport.rules.live import live_codes

    return rule.code in live_codes(
        case.stage.letter,
        has_contacts=True,
        mode=case.account.sales_mode,
        untagged=False,
        ever_met=True,
        in_touch=True,
    ) or not rule.live_at(case.stage.letter)


def _spoken_for(rule: Rule, readings: Readings, case: DeafCase, subject: str | None) -> list[str]:
    """The rules that speak in this one's place: deaf to them it would speak itself."""
    heard = [code for code in case.heard if code != rule.code]
    for code in heard:
        if _speaks(rule, DeafCase(readings, frozenset({code})), subject):
            return [code]
    return heard if heard and _speaks(rule, DeafCase(readings, frozenset(heard)), subject) else []


def _other(code: str, assessment: Assessment, leaves: Leaves) -> Node:
    there = [gap for gap in (*assessment.gaps, *assessment.accepted) if gap.code == code]
    return node(
        "silent.other", code=code, rule=RULES[code], leaves=leaves(at for gap in there for at in gap.evidence)
    )


def _short_of_limit(rule: Rule, readings: Readings, subject: str | None, leaves: Leaves) -> Iterator[Node]:
    """The limits that keep it silent: moved alone, far enough, it speaks; and from where on."""
    own = readings.settings.rules.thresholds
    now = {name: own.get(name, default) for name, default in rule.thresholds.items()}
    for name, value in now.items():
        for far in (min(1, value), value * 8 + 1000):
            found = _speaks(rule, Case(readings), subject, **{**now, name: far})
            if not found:
                continue
            edge = _edge(rule, readings, subject, now, name, value, far)
            evidence = next(iter(found)).evidence
            yield node(
                "silent.limit", name=name, value=f"{value:g}", edge=f"{edge:g}", leaves=leaves(evidence)
            )
            return
    together = {name: min(1, value) for name, value in now.items()}
    if len(now) > 1 and (found := _speaks(rule, Case(readings), subject, **together)):
        yield node("silent.limits", leaves=leaves(found[0].evidence))


def _edge(
    rule: Rule,
    readings: Readings,
    subject: str | None,
    now: dict[str, float],
    name: str,
    silent: float,
    speaks: float,
) -> float:
    """The limit nearest to the present one at which the rule speaks, found by halving, to a whole number."""
    while abs(silent - speaks) > (1 if max(silent, speaks) > 10 else 0.1):
        middle = (silent + speaks) / 2
        if isinstance(rule.thresholds[name], int):
            middle = round(middle)
        if middle in (silent, speaks):
            break
        if _speaks(rule, Case(readings), subject, **{**now, name: middle}):
            speaks = middle
        else:
            silent = middle
    return round(speaks, 2)


def _later(written: Account, readings: Readings, rule: Rule, subject: str | None) -> date | None:
    """A day of the next year on which it would begin to speak if nothing were done until then."""

    def speaks(ahead: int) -> bool:
        case = Case(read(written, readings.settings, readings.day + timedelta(days=ahead)))
        return any(subject is None or one.subject == subject for one in case.gaps(rule.code))

    before = 0
    for ahead in STEPS:
        if not speaks(ahead):
            before = ahead
            continue
        while ahead - before > 1:
            middle = (ahead + before) // 2
            before, ahead = (before, middle) if speaks(middle) else (middle, ahead)
        return readings.day + timedelta(days=ahead)
    return None
