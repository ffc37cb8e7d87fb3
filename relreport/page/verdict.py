from __future__ import annotations

from relreport.page.contract import Sentence
from relreport.page.telling import Telling


def verdict(telling: Telling) -> list[Sentence]:
    return []
