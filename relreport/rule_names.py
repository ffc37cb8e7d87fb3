"""The names that rules and their limits have, and names in files that none of them has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from relreport.finding import Finding, Severity, Where
from relreport.model import Account
from relreport.nearest import nearest
from relreport.parse.context import quotable
from relreport.parse.settings import RuleName


def unknown_names(path: str, names: Iterable[RuleName]) -> Iterator[Finding]:
    """Codes and limits in the settings (the file at `path`) that no rule has: they would do nothing."""
    for one in names:
        codes, limits = _codes_and_limits()
        known = limits if one.is_limit else codes
        if (one.name if one.is_limit else one.name.upper()) in known:
            continue
        near = nearest(one.name, sorted(known)) if one.is_limit else _near_code(one.name, known)
        where = Where(path=path, line=one.line + 1, column=one.column + 1)
        facts = quotable(written=one.name, near=near)
        yield Finding(
            code="E245" if one.is_limit else "E244", severity=Severity.ERROR, where=where, facts=facts
        )


def unknown_codes(account: Account) -> Iterator[Finding]:
    """Codes that an account accepts or plans for, and that no rule has."""
    named = [(one.code, one.at.key("code")) for one in account.accepted]
    named += [(code, one.at.key("for")) for one in account.actions for code in one.serves]
    for code, at in named:
        codes = _codes_and_limits()[0]
        if code.upper() not in codes:
            near = _near_code(code, codes)
            yield Finding(
                code="W307",
                severity=Severity.WARNING,
                where=Where(path=account.path, line=at.line, column=at.column),
                facts=quotable(written=code, near=near),
            )


def _near_code(code: str, codes: Iterable[str]) -> str | None:
    """The code that was likely meant: of the same family where there is one."""
    wanted = code.upper()
    family = sorted(one for one in codes if one[:3] == wanted[:3])
    return nearest(wanted, family or sorted(codes))


@cache
def _codes_and_limits() -> tuple[frozenset[str], frozenset[str]]:
    """What the rules are called and what limits they have, an organisation's own included."""
    from relreport.readings.limits import Limits
    from relreport.rules import RULES
    from relreport.rules.own import installed

    installed()
    limits = {name for rule in RULES.values() for name in rule.thresholds}
    return frozenset(RULES), frozenset(limits) | frozenset(Limits._fields)
