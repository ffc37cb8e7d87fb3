"""What people wrote in their own words: the body's sections."""

from __future__ import annotations

from relreport.page.contract import Narrative
from relreport.page.telling import Telling


def narrative(telling: Telling) -> list[Narrative]:
    return []
