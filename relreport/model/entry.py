"""What every entry of an account has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from relreport.model.places import NOWHERE, At
from relreport.record import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """`at`: its place in the file; `own`: the keys that only this workspace knows (`x_…`), as they stand
    there.
    """

    own: Mapping[str, object] = field(default_factory=dict)
    at: At = NOWHERE
