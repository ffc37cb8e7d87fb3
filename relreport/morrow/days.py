"""Days and counts of days that are others tomorrow."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from math import ceil, floor
from operator import eq, ge, gt, le, lt
from typing import Any, cast

from relreport.morrow.holds import Changing, Holds
from relreport.morrow.texts import Later


class Day(Changing):
    """A day that is another one tomorrow."""

    __slots__ = ()
    __hash__ = Changing.__hash__

    @property  # type: ignore[misc]
    def __class__(self) -> type:
        return date  # for whoever asks what it stands for

    @property
    def name(self) -> object:
        """Equal for days that are the same one, today and later."""
        raise NotImplementedError

    @property
    def year(self) -> int:
        year: int | None = self.holds.known.get((self.name, "year"))
        if year is None:
            year = self.holds.known[self.name, "year"] = self.holds.agreed(lambda days: self.at(days).year)
        return year

    @property
    def month(self) -> int:
        return int(self.holds.agreed(lambda days: self.at(days).month))

    def isoformat(self) -> str:
        return self.said(_isoformat)

    def said(self, made: Callable[..., str], *how: Any) -> str:
        """What `made` says of it; asked again, it is the same text."""
        if not self.holds.last:  # nobody will ask for those of other days
            return made(self.at(0), *how)
        key = (self.name, made, how)
        found: Later | None = self.holds.known.get(key)
        if found is None:
            found = self.holds.known[key] = Later(self.holds, lambda days: made(self.at(days), *how))
        return cast("str", found)  # that is what it stands for

    def __bool__(self) -> bool:
        return True


def _isoformat(day: date) -> str:
    return day.isoformat()


class Today(Day):
    """The day of a build, or one so many days before or after it: tomorrow it is a day later."""

    __slots__ = ("number", "real")
    __hash__ = Changing.__hash__

    def __init__(self, real: date, holds: Holds) -> None:
        self.real, self.holds, self.number = real, holds, real.toordinal()

    def at(self, days: int) -> date:
        return self.real + timedelta(days=days) if days else self.real

    def moving(self, on_or_after: Callable[[date], date]) -> Moving:
        """A day that is worked out of this one, for a build always in the same way."""
        found: Moving | None = self.holds.known.get((self.number, "moving"))
        if found is None:
            found = self.holds.known[self.number, "moving"] = Moving(self.holds, self, on_or_after)
        return found

    @property
    def name(self) -> object:
        return self.number

    def __add__(self, other: Any) -> Any:
        return Today(self.real + other, self.holds) if type(other) is timedelta else NotImplemented

    __radd__ = __add__

    def __sub__(self, other: Any) -> Any:
        if type(other) is date:
            return Span(self.number - other.toordinal(), 1, self.holds)
        if type(other) is timedelta:
            return Today(self.real - other, self.holds)
        return self.real - other.real if type(other) is Today else NotImplemented

    def __rsub__(self, other: Any) -> Any:
        if type(other) is date:
            return Span(other.toordinal() - self.number, -1, self.holds)
        return NotImplemented

    # what is asked thousands of times, each with the number of days that its answer holds

    def in_last(self, on: date, days: float) -> bool:
        """Whether 0 ≤ age < `days`."""
        if type(on) is not date:
            return bool(on <= self and self - on < timedelta(days=days))
        age, holds = self.number - on.toordinal(), self.holds
        if age < 0:  # until it comes
            if -age <= holds.last and days > 0:
                holds.last = -age - 1
            return False
        left = ceil(days) - 1 - age
        if left < 0:
            return False
        if left < holds.last:
            holds.last = left
        return True

    def over_ago(self, on: date, days: float) -> bool:
        """Whether age > `days`."""
        if type(on) is not date:
            return bool(self - on > timedelta(days=days))
        left = floor(days) - self.number + on.toordinal()
        if left < 0:
            return True
        if left < self.holds.last:
            self.holds.last = left
        return False

    def __lt__(self, other: Any) -> bool:
        if type(other) is not date:
            return self.number < other.number if type(other) is Today else bool(self.answer(lt, other))
        ahead = other.toordinal() - self.number
        if ahead <= 0:
            return False
        if ahead <= self.holds.last:
            self.holds.last = ahead - 1
        return True

    def __ge__(self, other: Any) -> bool:
        if type(other) is not date:
            return self.number >= other.number if type(other) is Today else bool(self.answer(ge, other))
        ahead = other.toordinal() - self.number
        if ahead <= 0:
            return True
        if ahead <= self.holds.last:
            self.holds.last = ahead - 1
        return False

    def __gt__(self, other: Any) -> bool:
        if type(other) is not date:
            return self.number > other.number if type(other) is Today else bool(self.answer(gt, other))
        ahead = other.toordinal() - self.number
        if ahead < 0:
            return True
        if ahead < self.holds.last:
            self.holds.last = ahead
        return False

    def __le__(self, other: Any) -> bool:
        if type(other) is not date:
            return self.number <= other.number if type(other) is Today else bool(self.answer(le, other))
        ahead = other.toordinal() - self.number
        if ahead < 0:
            return False
        if ahead < self.holds.last:
            self.holds.last = ahead
        return True

    def __eq__(self, other: object) -> bool:
        if type(other) is Today:
            return self.number == other.number
        return isinstance(other, date) and bool(self.answer(eq, other))

    def __ne__(self, other: object) -> bool:
        return not self == other


class Moving(Day):
    """A day that is worked out of another: the working day on or after it."""

    __slots__ = ("_days", "_of", "_on_or_after")
    __hash__ = Changing.__hash__

    def __init__(self, holds: Holds, of: Today, on_or_after: Callable[[date], date]) -> None:
        self.holds, self._of, self._on_or_after = holds, of, on_or_after
        self._days: dict[int, date] = {}

    @property
    def name(self) -> object:
        return -self._of.number

    def at(self, days: int) -> date:
        found = self._days.get(days)
        if found is None:
            found = self._days[days] = self._on_or_after(self._of.at(days))
        return found


class Span:
    """The time between today and a day, of which the days are asked."""

    __slots__ = ("days",)

    def __init__(self, value: int, slope: int, holds: Holds) -> None:
        self.days = Count(value, slope, holds)


class Count(Changing):
    """A number of days, tomorrow one more or, with the `slope` -1, one less."""

    __slots__ = ("slope", "value")
    __hash__ = Changing.__hash__

    def __init__(self, value: int, slope: int, holds: Holds) -> None:
        self.value, self.slope, self.holds = value, slope, holds

    @property  # type: ignore[misc]
    def __class__(self) -> type:
        return int

    def at(self, days: int) -> int:
        return self.value + self.slope * days

    def __html__(self) -> str:
        return Later(self.holds, lambda days: str(self.at(days))).__html__()

    def __neg__(self) -> Count:
        return Count(-self.value, -self.slope, self.holds)

    def __int__(self) -> int:
        return int(self.today())

    __index__ = __int__

    def __float__(self) -> float:
        return float(self.today())

    def __lt__(self, other: Any) -> bool:
        if type(other) is not int or self.slope < 0:
            return bool(self.answer(lt, other))
        ahead, holds = other - self.value, self.holds
        if ahead <= 0:
            return False
        if ahead <= holds.last:
            holds.last = ahead - 1
        return True

    def __gt__(self, other: Any) -> bool:
        if type(other) is not int or self.slope < 0:
            return bool(self.answer(gt, other))
        ahead, holds = other - self.value, self.holds
        if ahead < 0:
            return True
        if ahead < holds.last:
            holds.last = ahead
        return False

    def __ge__(self, other: Any) -> bool:
        return not self < other

    def __le__(self, other: Any) -> bool:
        return not self > other


def as_key(day: Any) -> date | int:
    """By what a table knows a day, where it holds no more than one account and one build."""
    known: date | int = day.number if type(day) is Today else day
    return known


def said_of(day: Any, made: Callable[..., str], *how: Any) -> str:
    """What `made` says of a day that changes."""
    said: str = day.said(made, *how)
    return said
