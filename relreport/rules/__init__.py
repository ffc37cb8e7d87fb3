"""All rules of the model, one module a family. Importing this package registers them."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from relreport.rules.asking import run
from relreport.rules.case import Case
from relreport.rules.registry import RULES, Gap, Rule, in_order

NOT_FAMILIES = {"asking", "case", "gravity", "live", "own", "registry"}

for _module in iter_modules(__path__):
    if _module.name not in NOT_FAMILIES:
        import_module(f"{__name__}.{_module.name}")

__all__ = ["RULES", "Case", "Gap", "Rule", "in_order", "run"]
