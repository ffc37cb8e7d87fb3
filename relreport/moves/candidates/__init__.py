"""What would close a gap: for each rule the changes it waits for; the rules are asked whether they do.

Only what we can do or write down stands here. Nobody is sent to draw out what is private, to hurry a person
by more than one rung, or to bend what they decide. Where time or the customer alone closes a gap, there is no
candidate for it.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from relreport.moves.candidates.registry import NEEDS, candidates

for _module in iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")

from relreport.moves.candidates.portrait import next_rung  # noqa: E402 - it stands in one of the modules above

__all__ = ["NEEDS", "candidates", "next_rung"]
