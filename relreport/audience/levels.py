"""The audiences: four of the format, and the organisation's own."""

from __future__ import annotations

from relreport.fields.kinds import Sensitivity
from relreport.model import Settings
from relreport.nearest import nearest
from relreport.record import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """A circle of readers. `outward`: its reports leave the team, and speak in outward labels."""

    name: str
    clearance: Sensitivity
    outward: bool
    label: str | None = None

    def may_read(self, sensitivity: Sensitivity | None) -> bool:
        """Whether a fact is open to it; what is not marked is open to the highest clearance alone."""
        return self.clearance >= (Sensitivity.SECRET if sensitivity is None else sensitivity)

    @property
    def sees_all(self) -> bool:
        return self.clearance is Sensitivity.SECRET


MANAGEMENT = Audience(name="management", clearance=Sensitivity.INTERNAL, outward=True)
TEAM = Audience(name="team", clearance=Sensitivity.RESTRICTED, outward=False)
MANAGER = Audience(name="manager", clearance=Sensitivity.SECRET, outward=False)
CUSTOMER = Audience(name="customer", clearance=Sensitivity.PUBLIC, outward=True)
BUILT_IN = {one.name: one for one in (MANAGEMENT, TEAM, MANAGER, CUSTOMER)}


class UnknownAudienceError(Exception):
    """No audience is called so: nothing is built. `near` is the one that was likely meant."""

    def __init__(self, name: str, near: str | None, known: tuple[str, ...]) -> None:
        super().__init__(name)
        self.name = name
        self.near = near
        self.known = known


def audience_named(name: str, settings: Settings) -> Audience:
    """The audience of that name. A built-in one cannot be redefined. Raises UnknownAudienceError."""
    own = {
        one.name: Audience(
            name=one.name, clearance=Sensitivity[one.clearance.upper()], outward=one.outward, label=one.label
        )
        for one in settings.audiences
    }
    known = {**own, **BUILT_IN}
    if name in known:
        return known[name]
    raise UnknownAudienceError(name, nearest(name, known), tuple(known))
