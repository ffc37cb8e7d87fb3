"""What a rule is, and the list of all of them. A rule yields gaps; it does not report, format or decide."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field
from inspect import cleandoc
from typing import Any

from relreport.finding import Severity
from relreport.model import At
from relreport.record import dataclass

CRITICAL, MAJOR, MINOR, INFO = Severity.CRITICAL, Severity.MAJOR, Severity.MINOR, Severity.INFO
RELATIONSHIP, RECORD = "relationship", "record"
CLOSENESS, EXPECTATION, REFERRAL = "closeness", "expectation", "referral"
"""Kinds of advice that are held back while a grave gap of principle or trust is open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """One gap as a rule yields it: whose it is, the lines it rests on, its facts.

    `severity` and `kind` replace the rule's own where the case is another; `variant` names the words for it.
    `with_`: whom its action is with, where that is not the subject.
    """

    subject: str | None = None
    evidence: tuple[At, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)
    severity: Severity | None = None
    kind: str | None = None
    variant: str | None = None
    with_: str | None = None


def gap(
    subject: str | None = None,
    *evidence: At | None,
    severity: Severity | None = None,
    as_kind: str | None = None,
    variant: str | None = None,
    with_: str | None = None,
    **facts: Any,
) -> Gap:
    """A gap of `subject` (None: the account) resting on the lines given; facts that are None are left out."""
    return Gap(
        subject=subject,
        evidence=tuple(dict.fromkeys(one for one in evidence if one is not None)),
        facts={name: value for name, value in facts.items() if value is not None and value != ()},
        severity=severity,
        kind=as_kind,
        variant=variant,
        with_=with_,
    )


Check = Callable[..., Iterable[Gap]]


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A rule with everything the model says of it.

    `rank` is its class in the order of actions; `move` says what its action does (gaps with the same move and
    the same partner make one action); `needs_tags`: silent while the account is untagged.
    """

    code: str
    name: str
    severity: Severity
    kind: str
    stages: str
    rank: int
    source: tuple[str, ...]
    thresholds: Mapping[str, float]
    move: str
    advice: str | None
    needs_tags: bool
    family: str
    why: str
    check: Check
    builtin: bool = True  # False: an organisation's own, through the entry point `relreport.rules`

    def live_at(self, letter: str) -> bool:
        """Whether it speaks at a stage: D, I, S or X."""
        return letter in self.stages


RULES: dict[str, Rule] = {}


def rule(
    code: str,
    name: str,
    severity: Severity,
    *,
    stages: str,
    rank: int,
    source: tuple[str, ...],
    move: str,
    kind: str = RELATIONSHIP,
    advice: str | None = None,
    needs_tags: bool = False,
) -> Callable[[Check], Check]:
    """Register the function below as a rule; its keyword-only parameters are its thresholds."""

    def register(check: Check) -> Check:
        thresholds = dict(getattr(check, "__kwdefaults__", None) or {})
        if code in RULES:
            raise ValueError(f"two rules are called {code}")
        RULES[code] = Rule(
            code=code,
            name=name,
            severity=severity,
            kind=kind,
            stages=stages,
            rank=rank,
            source=source,
            thresholds=thresholds,
            move=move,
            advice=advice,
            needs_tags=needs_tags,
            family=code[:3],
            why=cleandoc(check.__doc__ or ""),
            check=check,
        )
        return check

    return register


def in_order(rules: Mapping[str, Rule]) -> Iterator[Rule]:
    """The rules by code."""
    for code in sorted(rules):
        yield rules[code]
