"""What comes next: what the next stage asks, and the smallest move that closes a gap or lifts a level."""

from relreport.moves.next_stage import (
    CELLS,
    COACH,
    DISTANCE,
    NEXT,
    SHARE,
    TRUST,
    Condition,
    next_level,
    next_stage,
)
from relreport.moves.smallest import Lift, Move, closing, smallest_move

__all__ = [
    "CELLS",
    "COACH",
    "DISTANCE",
    "NEXT",
    "SHARE",
    "TRUST",
    "Condition",
    "Lift",
    "Move",
    "closing",
    "next_level",
    "next_stage",
    "smallest_move",
]
