"""Do these files give this book? And if not, which accounts changed since."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from relreport import __version__
from relreport.audience import audience_named, quarter_for, redact, settings_for
from relreport.audience.levels import Audience
from relreport.build.earlier import closes
from relreport.build.order import Order
from relreport.build.roll import account_content, figures_of, roll_of
from relreport.figures import FigureRow
from relreport.formats.roll import Roll, settings_content, short_content
from relreport.formats.seal import SHORT, rules_version
from relreport.model import Account
from relreport.record import dataclass
from relreport.review.difference import Difference
from relreport.review.moments import Moment
from relreport.review.pairs import plan_at
from relreport.review.past import Past, Present
from relreport.review.volume import Review, reviewed
from relreport.spellings import period


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A book beside what these files give. Accounts by their ids; `parts`: `settings`, `rules`, `past`.

    `version`: whether the program is another one, which may say the same otherwise.
    """

    changed: tuple[str, ...]
    gone: tuple[str, ...]
    new: tuple[str, ...]
    parts: tuple[str, ...]
    version: bool

    @property
    def same(self) -> bool:
        """Whether it would be made of the same again."""
        return not (self.changed or self.gone or self.new or self.parts)


def roll_of_review(review: Review, difference: Difference, order: Order) -> Roll:
    """What a review was made of, as its readers have it."""
    comparison = review.comparison
    readers = audience_named(order.audience, order.settings)
    accounts: dict[str, str] = {}
    for telling in difference.tellings:
        sides = [one.account if one else None for one in (telling.old, telling.new)]
        figures = figures_of(review.money.get(telling.pair.id, ()))
        if any(sides) or telling.pair.after is not None:
            accounts[telling.pair.id] = short_content(*sides, figures)
    before, after = comparison.before, comparison.after
    return Roll(
        kind="review",
        id=review.period.name,
        day=after.day,
        today=review.today,
        audience=order.audience,
        language=difference.language,
        rules=rules_version()[:SHORT],
        version=__version__,
        settings=settings_content(settings_for(order.settings, readers)),
        accounts=accounts,
        past=_past(review, readers),
        since=before.day,
        revision=before.commit,
        known=review.known,
    )


def _past(review: Review, readers: Audience) -> str:
    """A hash of the quarters before this one, and of where the past was read from."""
    trend = {
        id: [(one.period.name, quarter_for(one, readers).kept()) for one in readings[:-1]]
        for id, readings in sorted(review.trend.items())
    }
    return short_content(trend, review.comparison.before.source, review.comparison.before.reason)


def compared(
    roll: Roll, past: Past, figures: Mapping[str, tuple[FigureRow, ...]], order: Order
) -> Compared:
    """What the book was made of, beside what it would be made of today."""
    again = _review if roll.kind == "review" else _portfolio
    now = again(roll, past, figures, order)
    was, is_ = roll.accounts, now.accounts
    parts = [name for name in ("settings", "rules", "past") if getattr(roll, name) != getattr(now, name)]
    gone, new = sorted(was.keys() - is_.keys()), sorted(is_.keys() - was.keys())
    changed = sorted(id for id in was.keys() & is_.keys() if was[id] != is_[id])
    if "past" in parts and (gone or new or changed or parts != ["past"]):
        parts.remove("past")  # whatever else changed may have changed the quarters before, too
    return Compared(
        changed=tuple(changed),
        gone=tuple(gone),
        new=tuple(new),
        parts=tuple(parts),
        version=roll.version != now.version,
    )


def _review(roll: Roll, past: Past, figures: Mapping[str, tuple[FigureRow, ...]], order: Order) -> Roll:
    before = moment_of(roll)
    named = period(roll.id)
    if named is None:
        raise ValueError(roll.id)
    after = past.at(Moment(day=roll.day)) if roll.known else past.now(roll.day)
    made = reviewed(past, named, past.at(before), after, figures)
    return roll_of_review(made, Difference(made.comparison, order, roll.language), order)


def moment_of(roll: Roll) -> Moment:
    """What a review compares with: a commit where it was asked for by one, else a day."""
    if roll.revision:
        return Moment(day=None, revision=roll.revision)
    return Moment(day=roll.since)


def _portfolio(roll: Roll, past: Past, figures: Mapping[str, tuple[FigureRow, ...]], order: Order) -> Roll:
    readers = audience_named(order.audience, order.settings)
    accounts = {
        one.id: account_content(
            redact(plan_at(account, order.settings, roll.day), readers, roll.language).assessment.account,
            figures.get(one.id, ()),
        )
        for one, account in _readable(past.present.values())
    }
    return roll_of(accounts, order, roll.language)


def _readable(present: Iterable[Present]) -> Iterator[tuple[Present, Account]]:
    """Each account as a build would show it: what today's file closes stays closed."""
    for one in present:
        if one.account is not None:
            closed = one.parsed.account is None and closes(one.data)
            yield one, replace(one.account, confidential=True) if closed else one.account
