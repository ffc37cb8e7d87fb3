"""What closes which gap: generators of candidates by the codes of the rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from relreport.moves.changes import Change
from relreport.moves.look import Look

Generator = Callable[[Look], Iterator[Change]]
NEEDS: dict[str, Generator] = {}


def closes(*codes: str) -> Callable[[Generator], Generator]:
    """Register what the rules of these codes wait for."""

    def register(generator: Generator) -> Generator:
        NEEDS.update(dict.fromkeys(codes, generator))
        return generator

    return register


def candidates(look: Look) -> list[Change]:
    """What might close the gap, least effort first."""
    generator = NEEDS.get(look.gap.code)
    return sorted(generator(look), key=lambda one: one.effort) if generator else []
