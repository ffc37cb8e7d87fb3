"""Records are dataclasses in all that can be seen of them, and quick to define."""

import copy
import dataclasses
import pickle
from collections.abc import Callable
from typing import Any

import pytest

from relreport.record import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """Somewhere."""

    x: int
    y: int = 2
    seen: list[str] = dataclasses.field(default_factory=list, compare=False)
    hidden: str = dataclasses.field(default="h", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place(Point):
    name: str


@dataclass(frozen=True)
class Pair:
    one: int
    two: "Pair | None" = None


@dataclass(frozen=True, kw_only=True, eq=False)
class Itself:
    one: int


@dataclass(frozen=True)
class Nothing:
    pass


@dataclass
class Open:
    one: int = 1


def test_are_dataclasses_to_whoever_asks() -> None:
    place = Place(x=1, name="hall")
    assert dataclasses.is_dataclass(place)
    assert [one.name for one in dataclasses.fields(Place)] == ["x", "y", "seen", "hidden", "name"]
    assert dataclasses.replace(place, y=3) == Place(x=1, y=3, name="hall")
    assert dataclasses.asdict(place) == {"x": 1, "y": 2, "seen": [], "hidden": "h", "name": "hall"}
    match Pair(1, Pair(2)):
        case Pair(one, Pair(two)):
            assert (one, two) == (1, 2)


def test_a_default_of_its_own_for_each() -> None:
    assert Point(x=1).seen is not Point(x=1).seen


def test_equal_by_what_is_compared() -> None:
    assert Point(x=1, seen=["a"]) == Point(x=1)
    assert hash(Point(x=1, seen=["a"])) == hash(Point(x=1))
    assert Point(x=1) != Point(x=2)
    assert Pair(1) != (1, None)  # type: ignore[comparison-overlap]
    assert len({Pair(1, Pair(2)), Pair(1, Pair(2))}) == 1
    assert Place(x=1, name="a") != Point(x=1)
    assert Nothing() == Nothing()
    assert Itself(one=1) != Itself(one=1)
    assert len({Itself(one=1), Itself(one=1)}) == 2


def test_said_as_they_are_written() -> None:
    assert repr(Point(x=1)) == "Point(x=1, y=2, seen=[])"
    assert repr(Pair(1, Pair(2))) == "Pair(one=1, two=Pair(one=2, two=None))"


@pytest.mark.parametrize("one", [Point(x=1), Place(x=1, name="a"), Pair(1), Itself(one=1)])
def test_nothing_of_them_can_be_changed(one: Any) -> None:
    name = dataclasses.fields(one)[0].name
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(one, name, 3)
    with pytest.raises(dataclasses.FrozenInstanceError):
        delattr(one, name)
    assert Open().__class__(one=2) == Open(2)


def test_slots_are_slots() -> None:
    assert not hasattr(Point(x=1), "__dict__")
    assert hasattr(Pair(1), "__dict__")


@pytest.mark.parametrize("carried", [copy.copy, copy.deepcopy, lambda one: pickle.loads(pickle.dumps(one))])
@pytest.mark.parametrize("one", [Point(x=1, seen=["a"]), Place(x=1, name="a"), Pair(1, Pair(2)), Nothing()])
def test_travel_whole(one: Any, carried: Callable[[Any], Any]) -> None:
    assert carried(one) == one


@pytest.mark.parametrize(
    "made",
    [
        lambda: Point(),  # type: ignore[call-arg]
        lambda: Point(1),  # type: ignore[call-arg]
        lambda: Point(x=1, z=1),  # type: ignore[call-arg]
        lambda: Pair(1, None, 3),  # type: ignore[call-arg]
    ],
)
def test_made_with_what_they_have_alone(made: Callable[[], object]) -> None:
    with pytest.raises(TypeError, match="__init__"):
        made()
