"""The promise ledger: what was given, kept, kept late, dropped and made again."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Literal

from relreport.model import Account, Promise
from relreport.record import dataclass
from relreport.review.facts import vanished

End = Literal["kept", "late", "broken", "overdue", "open", "gone"]
"""`gone`: it was in the file at the last review, and is there no more."""
LEAST = 4  # characters that must be alike for a promise to be the same again


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A promise and what became of it by the end of the period. `settled`: that happened in the period."""

    promise: Promise
    end: End
    on: date | None
    new: bool
    settled: bool
    again: Promise | None  # the earlier one, late, broken or overdue, that it repeats


def ledger(account: Account, before: date, after: date, *, then: Account | None = None) -> list[Given]:
    """The promises that were given, due or settled in the period, or are open at its end.

    `then`: the account as its file stood at the last review; what was taken out of it since is named.
    """
    found = [
        Given(
            promise=one,
            end="gone",
            on=None,
            new=False,
            settled=outcome(one, before)[0] in ("open", "overdue"),
            again=None,
        )
        for one in (vanished(then, account, "promises") if then else ())
    ]
    for one in account.promises:
        end, on = outcome(one, after)
        new = one.on is not None and before < one.on <= after
        settled = on is not None and before < on <= after and end != "open"
        if new or settled or end in ("open", "overdue"):
            found.append(
                Given(
                    promise=one, end=end, on=on, new=new, settled=settled, again=_earlier(one, account, after)
                )
            )
    return found


def outcome(promise: Promise, day: date) -> tuple[End, date | None]:
    """How a promise stands on a day, and since when."""
    if promise.kept is not None and promise.kept <= day:
        late = promise.due is not None and promise.kept > promise.due
        return ("late" if late else "kept"), promise.kept
    if promise.broken is not None and promise.broken <= day:
        return "broken", promise.broken
    if promise.due is not None and promise.due < day:
        return "overdue", promise.due
    return "open", None


def _earlier(promise: Promise, account: Account, day: date) -> Promise | None:
    """An earlier promise of the same to the same person that was not kept in time."""
    what = _plain(promise.what)
    if promise.on is None or len(what) < LEAST:
        return None
    for one in account.promises:
        if one is promise or one.on is None or one.on >= promise.on:
            continue
        same_person = not one.to or not promise.to or set(one.to) & set(promise.to)
        if same_person and _alike(what, _plain(one.what)) and outcome(one, day)[0] not in ("kept", "open"):
            return one
    return None


def _alike(one: str, other: str) -> bool:
    return len(other) >= LEAST and (one == other or one in other or other in one)


def _plain(text: str | None) -> str:
    return re.sub(r"\W+", "", unicodedata.normalize("NFKC", text or "")).casefold()
