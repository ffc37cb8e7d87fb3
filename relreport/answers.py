"""What follows from the program alone, and is kept from run to run: the words of a file, a year's holidays.

Nothing is kept before somebody says where. What is kept is plain data, and comes back as a copy of its own.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable
from typing import Any, Protocol


class Store(Protocol):
    """Bytes by name, of one program. `fresh`: something in it is not kept yet."""

    codes: dict[str, bytes]
    fresh: bool


_store: Store | None = None


def keep_answers(store: Store | None) -> None:
    """From now on answers come from there where they are there, and are noted there where not."""
    global _store
    _store = store


def answered(question: str, work: Callable[[], Any]) -> Any:
    """The answer to a question: texts, numbers, lists, dicts. `work` finds it where it is not kept.

    A store's bytes come from where nobody else can write, and sealed.
    """
    if _store is None:
        return work()
    name = f"answer {question}"
    if name in _store.codes:
        return marshal.loads(_store.codes[name])  # noqa: S302 - see above
    found = work()
    _store.codes[name] = marshal.dumps(found)
    _store.fresh = True
    return found
