"""What the search of the portfolio looks through. What many accounts say alike is written once for all."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import chain

from relreport.morrow import CHANGING, later, woven
from relreport.page.actions import led
from relreport.page.contract.portfolio import AccountRow
from relreport.page.telling import Telling
from relreport.text.sayings import action_text

PARTED = "\n"  # between the phrases of one account
ALIKE = 3  # accounts that say the same from which it is written once
LEAST = 12  # characters below which a number would save nothing


def searched(telling: Telling) -> str:
    """Names, titles, gaps, actions of one account; small letters, one width."""
    account = telling.account
    phrases = [f"{account.name} {account.id}", account.category or "", account.industry or ""]
    phrases += [telling.wording.person(id) for id in (account.owner, *account.team) if id]
    for contact in account.contacts:
        phrases.append(f"{contact.name} {contact.title or ''}")
    phrases += [woven("{} {}", gap.code, telling.rule_text(gap, "title")) for gap in telling.ordered]
    lead, rest = led(telling)
    phrases += [action_text(action, telling.plan, telling.wording) for action in (*lead, *rest)]
    phrases += [one.name or "" for one in account.competitors]
    phrases += [one.name or "" for one in account.tenders]
    return _small(phrases)


def _small(phrases: Sequence[str]) -> str:
    for one in phrases:
        if type(one) in CHANGING:
            return later(one, _small, phrases)
    whole = PARTED.join(" ".join(one.split()) for one in phrases if one)
    return unicodedata.normalize("NFKC", whole).casefold()


def shared(rows: Sequence[AccountRow]) -> tuple[list[AccountRow], list[str]]:
    """The rows, each with its own phrases and the numbers of those it shares; and the shared ones.

    Phrases are taken apart twice: those of ten thousand accounts are not held at once.
    """
    counts = Counter(chain.from_iterable(map(_phrases, rows)))
    alike = [phrase for phrase, count in counts.items() if count >= ALIKE and len(phrase) >= LEAST]
    del counts
    numbers = {phrase: str(place) for place, phrase in enumerate(alike)}
    return [_told(row, numbers) for row in rows], alike


def _told(row: AccountRow, numbers: Mapping[str, str]) -> AccountRow:
    phrases = _phrases(row)
    return {
        **row,
        "find": PARTED.join([one for one in phrases if one not in numbers]),
        "told": " ".join([numbers[one] for one in phrases if one in numbers]),
    }


def _phrases(row: AccountRow) -> dict[str, None]:
    return dict.fromkeys(row["find"].split(PARTED))
