"""When a rule may speak at all: stage, contacts, sales mode, and whether the journal says enough."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relreport.rules.registry import Rule

if TYPE_CHECKING:
    from relreport.rules.case import Case

WITHOUT_CONTACT_CODES = frozenset({"ENT03", "ENT06", "ENT13", "GRO01", "DST03", "ENT02", "GRO03", "GRO10"})
WITHOUT_CONTACT_FAMILIES = frozenset({"STG", "NED", "BID", "CMP", "CON", "TEA", "SEC", "PLN"})
COUNTER_CODES = frozenset({"GRO02", "GRO03", "GRO10", "NED04"})
COUNTER_FAMILIES = frozenset({"STG", "CMP", "CON", "SEC", "PLN"})
TRANSACTION_FAMILIES = COUNTER_FAMILIES | {"ENT", "VAL"}


def live(rule: Rule, case: Case) -> bool:
    """Whether the account's situation lets the rule speak."""
    if not rule.live_at(case.stage.letter):
        return False
    if (
        not case.contacts
        and rule.code not in WITHOUT_CONTACT_CODES
        and rule.family not in WITHOUT_CONTACT_FAMILIES
    ):
        return False
    mode = case.account.sales_mode
    if mode == "counter" and not (
        rule.code in COUNTER_CODES or (rule.family in COUNTER_FAMILIES and rule.code != "PLN05")
    ):
        return False
    if mode == "transaction" and not (
        rule.code in COUNTER_CODES or (rule.family in TRANSACTION_FAMILIES and rule.code != "PLN05")
    ):
        return False
    if rule.needs_tags and case.readings.untagged:
        return False
    if rule.family == "VAL" and not case.ever_met:
        return False
    return not (rule.code == "NET01" and not case.window)
