"""How grave a gap is, which acceptance holds it, and whether it makes some kinds of advice wait."""

from __future__ import annotations

from datetime import date

from relreport.finding import Severity
from relreport.model import Accepted, Account, Settings
from relreport.rules.registry import Gap, Rule

LOWER_AT_REGULAR = frozenset(
    {"ENT06", "ENT07", "ENT08", "NET01", "NET03", "PLN02", "DST04", "DST05", "DST06", "DST07", "DST08"}
    | {"FRE01", "FRE02", "CAD05", "VAL01", "VAL02", "VAL03"}
)
RECORDS_OF_SECRECY = frozenset({"SEC01", "SEC02"})
PRINCIPLE_AND_TRUST = (1, 3)
WORDS_OF_SEVERITY = {
    one.word: one for one in (Severity.CRITICAL, Severity.MAJOR, Severity.MINOR, Severity.INFO)
}


def severity(rule: Rule, gap: Gap, account: Account, settings: Settings) -> Severity:
    """What is at stake: the rule's word or the case's, lower for some at tier regular; or the settings'."""
    own = settings.rules.severity.get(rule.code)
    if own in WORDS_OF_SEVERITY:
        return WORDS_OF_SEVERITY[own]
    base = gap.severity or rule.severity
    if account.tier == "regular" and rule.code in LOWER_AT_REGULAR and base > Severity.INFO:
        return Severity(base - 1)
    return base


def acceptance(code: str, subject: str | None, account: Account, day: date) -> Accepted | None:
    """The acceptance that holds a gap on `day`: of its code, for its subject or for all, not over yet."""
    for one in account.accepted:
        if (
            one.code.upper() == code
            and (one.subject is None or one.subject == subject)
            and (one.until is None or one.until >= day)
        ):
            return one
    return None


def makes_advice_wait(rule: Rule, grave: Severity) -> bool:
    """Whether closeness, raised expectations and referrals wait for a gap of this rule, as grave as this."""
    of_principle_or_trust = rule.rank in PRINCIPLE_AND_TRUST and rule.code not in RECORDS_OF_SECRECY
    return of_principle_or_trust and grave >= Severity.MAJOR
