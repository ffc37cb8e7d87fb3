"""For how many days an answer holds, and what all that changes with the day has in common."""

from __future__ import annotations

from collections.abc import Callable
from operator import eq, ge, gt, le, lt, ne
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from relreport.morrow.texts import Later

HORIZON = 5
"""Days to come that are looked at; with more of them a page is kept for longer, and takes more room."""

FIRST, CLOSE = 0xF0000, "\U000ffffd"  # nobody's characters: what begins a text that changes, what ends it


class Holds:
    """How many more days everything holds that was asked of one day, and the texts that change with it."""

    __slots__ = ("_places", "known", "last", "texts")

    def __init__(self) -> None:
        self.last = HORIZON
        self.texts: list[tuple[Later, Callable[[str], str]]] = []
        self.known: dict[Any, Any] = {}  # what was made of a day already, by what it is
        self._places: dict[tuple[int, Callable[[str], str]], int] = {}  # of the texts

    def pin(self) -> None:
        """Something was asked of which nobody knows what tomorrow's answer will be."""
        self.last = 0

    def agreed(self, answer: Callable[[int], Any]) -> Any:
        """Today's answer (that of day 0); it holds for as long as those of the days to come are equal."""
        now = answer(0)
        for days in range(1, self.last + 1):
            if answer(days) != now:
                self.last = min(self.last, days - 1)
                break
        return now

    def marked(self, text: Later, written: Callable[[str], str], *, as_written: bool = True) -> str:
        """Today's text between marks, by which those of other days find their place.

        `written`: how it stands where it ends up. Without `as_written` somebody else sees to that.
        """
        if not self.last:  # nobody will ask for those of other days
            return written(text.at(0)) if as_written else text.at(0)
        place = self._places.setdefault((id(text), written), len(self.texts))
        if place == len(self.texts):
            self.texts.append((text, written))
            if FIRST + place >= ord(CLOSE):
                raise OverflowError("more texts than marks")
        now = text.at(0)
        return f"{chr(FIRST + place)}{written(now) if as_written else now}{CLOSE}"


class Changing:
    """Something that is another one tomorrow. What is not foreseen gets today's, for today alone."""

    __slots__ = ("holds",)
    holds: Holds

    def at(self, days: int) -> Any:
        """What it is in so many days."""
        raise NotImplementedError

    def today(self) -> Any:
        """What it is today, for somebody of whom nobody knows what they make of it."""
        self.holds.pin()
        return self.at(0)

    def answer(self, asked: Callable[[Any, Any], Any], other: Any) -> Any:
        """What a comparison says, of this and of another that may change as well."""
        if isinstance(other, Changing) and other.holds is not self.holds:
            other.holds.pin()
            self.holds.pin()
        return self.holds.agreed(lambda days: asked(self.at(days), at(other, days)))

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # what copies asks so, and must not get half of it
            raise AttributeError(name)
        return getattr(self.today(), name)

    def __reduce__(self) -> tuple[Any, ...]:
        raise TypeError("it holds in this process alone")

    def __str__(self) -> str:
        return str(self.today())

    def __repr__(self) -> str:
        return repr(self.today())

    def __format__(self, how: str) -> str:
        return format(self.today(), how)

    def __hash__(self) -> int:
        # another may be found, or not found, beside it tomorrow
        return hash(self.today())

    def __bool__(self) -> bool:
        return bool(self.holds.agreed(lambda days: bool(self.at(days))))

    def __eq__(self, other: object) -> bool:
        return other is self or bool(self.answer(eq, other))

    def __ne__(self, other: object) -> bool:
        return other is not self and bool(self.answer(ne, other))

    def __lt__(self, other: Any) -> bool:
        return bool(self.answer(lt, other))

    def __le__(self, other: Any) -> bool:
        return bool(self.answer(le, other))

    def __gt__(self, other: Any) -> bool:
        return bool(self.answer(gt, other))

    def __ge__(self, other: Any) -> bool:
        return bool(self.answer(ge, other))


def at(value: Any, days: int) -> Any:
    """What a value is in so many days; what does not change as it is."""
    return value.at(days) if isinstance(value, Changing) else value
