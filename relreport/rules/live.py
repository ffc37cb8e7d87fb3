"""When a rule may speak at all: stage, contacts, sales mode, and whether the journal says enough."""

from __future__ import annotations

from functools import lru_cache

from relreport.rules.registry import RULES, Rule

WITHOUT_CONTACT_CODES = frozenset({"ENT03", "ENT06", "ENT13", "GRO01", "DST03", "ENT02", "GRO03", "GRO10"})
WITHOUT_CONTACT_FAMILIES = frozenset({"STG", "NED", "BID", "CMP", "CON", "TEA", "SEC", "PLN"})
COUNTER_CODES = frozenset({"GRO02", "GRO03", "GRO10", "NED04"})
COUNTER_FAMILIES = frozenset({"STG", "CMP", "CON", "SEC", "PLN"})
FAMILIES_OF_MODE = {"counter": COUNTER_FAMILIES, "transaction": COUNTER_FAMILIES | {"ENT", "VAL"}}


@lru_cache(maxsize=256)
def live_codes(
    stage: str, *, has_contacts: bool, mode: str | None, untagged: bool, ever_met: bool, in_touch: bool
) -> frozenset[str]:
    """The codes of the rules that may speak in such a situation; there are few different ones."""

    def speaks(rule: Rule) -> bool:
        if not rule.live_at(stage) or (untagged and rule.needs_tags):
            return False
        if (rule.family == "VAL" and not ever_met) or (rule.code == "NET01" and not in_touch):
            return False
        if not has_contacts and not (
            rule.code in WITHOUT_CONTACT_CODES or rule.family in WITHOUT_CONTACT_FAMILIES
        ):
            return False
        if mode in FAMILIES_OF_MODE:
            if rule.code == "PLN05":
                return False
            return rule.code in COUNTER_CODES or rule.family in FAMILIES_OF_MODE[mode]
        return True

    return frozenset(rule.code for rule in RULES.values() if speaks(rule))
