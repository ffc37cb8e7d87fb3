"""Tables of cases: rows for pytest, and a gap in the form in which a table tells it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from relreport.rules import RULES, Gap
from relreport.rules.registry import RECORD


def rows(tables: Mapping[str, Mapping[str, Any]]) -> list[Any]:
    """A row for each case of each rule, named after both."""
    return [
        pytest.param(code, *(row if isinstance(row, tuple) else (row,)), id=f"{code}: {name}")
        for code, table in tables.items()
        for name, row in table.items()
    ]


def told(subject: str | None, severity: str, variant: str | None = None, **facts: Any) -> dict[str, Any]:
    """A gap as a table tells it; `severity` ends with a question mark where the kind is `record`."""
    return {"subject": subject, "severity": severity, "variant": variant, **facts}


def as_told(code: str, gap: Gap) -> dict[str, Any]:
    severity = (gap.severity or RULES[code].severity).word
    asked = "?" if (gap.kind or RULES[code].kind) == RECORD else ""
    return told(gap.subject, severity + asked, gap.variant, **gap.facts)
