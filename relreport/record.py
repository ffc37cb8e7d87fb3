"""Frozen dataclasses that are quick to define: a command that takes a fifth of a second defines a hundred.

`dataclasses` writes half a dozen functions for each, as text that Python then compiles; most classes never
need most of them. Here all classes share one of each, and what makes instances is written when the first is
made. In everything else they are dataclasses: `fields`, `replace` and the like know them as such.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:
    from collections.abc import Callable
    from dataclasses import MISSING, FrozenInstanceError, fields
    from dataclasses import dataclass as long_way
    from operator import attrgetter
    from reprlib import recursive_repr
    from typing import Any

    def dataclass(cls: type | None = None, **how: bool) -> Any:
        """As the one of `dataclasses`; those that are frozen and have no order are defined the quick way."""
        if not how.get("frozen") or how.get("order"):
            return long_way(cls, **how)

        def defined(cls: type) -> type:
            own = vars(cls)
            shared = _SHARED | (_EQUAL if how.get("eq", True) else {}) | (_STATE if how.get("slots") else {})
            shared = {name: one for name, one in shared.items() if name not in own}
            if cls.__doc__ is None:  # else its signature would be found and written there
                cls.__doc__ = cls.__name__
            kinds = {name: how[name] for name in ("kw_only", "slots") if name in how}
            cls = long_way(init=False, repr=False, eq=False, **kinds)(cls)
            for name, one in shared.items():
                setattr(cls, name, one)
            return cls

        return defined

    _COMPARED: dict[type, Callable[[Any], tuple[Any, ...]]] = {}

    def _compared(cls: type) -> Callable[[Any], tuple[Any, ...]]:
        """What takes from an instance all that makes it equal to another."""
        if cls not in _COMPARED:
            names = [one.name for one in fields(cls) if one.compare]
            # of one name it takes the value alone, and of none nothing
            take = attrgetter(*names) if names else None
            if len(names) > 1:
                _COMPARED[cls] = take
            else:
                _COMPARED[cls] = (lambda one: (take(one),)) if take else (lambda _: ())
        return _COMPARED[cls]

    def _equal(self: Any, other: object) -> Any:
        cls = self.__class__
        if other.__class__ is not cls:
            return NotImplemented
        values = _COMPARED.get(cls) or _compared(cls)
        return values(self) == values(other)

    def _hash(self: Any) -> int:
        cls = self.__class__
        return hash((_COMPARED.get(cls) or _compared(cls))(self))

    @recursive_repr()
    def _shown(self: Any) -> str:
        said = [f"{one.name}={getattr(self, one.name)!r}" for one in fields(self) if one.repr]
        return f"{self.__class__.__qualname__}({', '.join(said)})"

    def _no_setting(self: Any, name: str, value: object) -> None:
        raise FrozenInstanceError(f"cannot assign to field {name!r}")

    def _no_deleting(self: Any, name: str) -> None:
        raise FrozenInstanceError(f"cannot delete field {name!r}")

    def _state(self: Any) -> list[Any]:
        return [getattr(self, one.name) for one in fields(self)]

    def _set_state(self: Any, state: list[Any]) -> None:
        for one, value in zip(fields(self), state, strict=True):
            object.__setattr__(self, one.name, value)

    def _first(self: Any, *given: Any, **named: Any) -> None:
        """Stands where instances are made until one is: what makes them is written then, in its place."""
        owner = next(one for one in type(self).__mro__ if vars(one).get("__init__") is _first)
        owner.__init__ = made = _written(owner)
        made(self, *given, **named)

    def _written(cls: type) -> Callable[..., None]:
        known: dict[str, Any] = {"_new": MISSING, "_set": object.__setattr__}
        listed, named, lines = ["self"], [], []
        for place, one in enumerate(fields(cls)):
            name = one.name
            default, value = "", name
            if one.default is not MISSING:
                known[f"_{place}"] = one.default
                default = f"=_{place}"
            elif one.default_factory is not MISSING:
                known[f"_{place}"] = one.default_factory
                default, value = "=_new", f"_{place}() if {name} is _new else {name}"
            (named if one.kw_only else listed).append(f"{name}{default}")
            slot = getattr(cls, name, None)
            if hasattr(slot, "__set__") and hasattr(slot, "__objclass__"):
                known[f"_set_{place}"] = slot.__set__
                lines.append(f"_set_{place}(self, {value})")
            else:
                lines.append(f"_set(self, {name!r}, {value})")
        heads = ", ".join([*listed, *(["*", *named] if named else [])])
        exec(f"def __init__({heads}):\n " + "\n ".join(lines or ["pass"]), known)  # noqa: S102
        made: Callable[..., None] = known["__init__"]
        made.__qualname__ = f"{cls.__qualname__}.__init__"
        made.__module__ = cls.__module__
        return made

    _SHARED = {
        "__init__": _first,
        "__repr__": _shown,
        "__setattr__": _no_setting,
        "__delattr__": _no_deleting,
    }
    _EQUAL = {"__eq__": _equal, "__hash__": _hash}
    _STATE = {"__getstate__": _state, "__setstate__": _set_state}  # of those without a `__dict__`
