"""Which clearance an audience has. An audience that nobody described is an error, never a guess."""

from __future__ import annotations

from collections.abc import Mapping

from relreport.fields.kinds import Sensitivity

AUDIENCES: Mapping[str, Sensitivity] = {
    "customer": Sensitivity.PUBLIC,
    "management": Sensitivity.INTERNAL,
    "team": Sensitivity.RESTRICTED,
    "manager": Sensitivity.SECRET,
}
"""The audiences of the format; their meaning cannot be changed."""


class UnknownAudience(Exception):
    """No audience is called so."""


def clearance_of(audience: str, own: Mapping[str, Sensitivity] | None = None) -> Sensitivity:
    """The clearance of an audience, built-in or one of the organisation's own. Raises UnknownAudience."""
    known = {**(own or {}), **AUDIENCES}
    if audience not in known:
        raise UnknownAudience(audience)
    return known[audience]
