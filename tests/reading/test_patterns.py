"""Patterns that are compiled late are none the less well written."""

from __future__ import annotations

import re
import sys
from importlib import import_module
from typing import Any

import pytest

from relreport.patterns import _Pattern, pattern
from tests.test_floors import MODULES


@pytest.mark.parametrize(
    "module", sorted(name for name, place in MODULES.items() if "pattern(" in place.read_text("utf-8"))
)
def test_every_pattern_can_be_compiled(module: str) -> None:
    import_module(f"relreport.{module}")
    for value in vars(sys.modules[f"relreport.{module}"]).values():
        if isinstance(value, _Pattern):
            assert value.pattern


def test_it_answers_as_what_it_stands_for() -> None:
    late: Any = pattern(r"(\d+)-(?P<rest>[a-z]+)", re.IGNORECASE)
    assert [late.fullmatch("12-AB").group("rest"), late.sub("x", "1-a 2-b"), late.groups] == ["AB", "x x", 2]
    with pytest.raises(re.error):
        pattern("(").match("")
