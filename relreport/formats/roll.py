"""What a book of many accounts says of itself: each with a hash, so that `verify` can name what changed.

As in the seal of one account, every hash is of what the document's readers may have. None is of the document:
what it was made of is compared, for who wrote a line, and what is not committed yet, is told otherwise later.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Literal
from urllib.parse import quote, unquote

from relreport.formats.seal import content_hash, marked_pieces
from relreport.model import Settings
from relreport.record import dataclass

Kind = Literal["portfolio", "review"]
KINDS: tuple[Kind, ...] = ("portfolio", "review")
SHORT = 10  # of the hash of one account among many

_NAME = "relreport-roll"
_WRITTEN = re.compile(rb"relreport-roll:1((?: [a-z]+=[\w.%~-]*)+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Roll:
    """What a book was made of. `id`: the period of a review. `since`, `revision`: what it compares with.

    `known`: its end was told as it was known then. `today`: the day on which it was made, as far as it says.
    `past`: a hash of what was read of the quarters before. `version`: of the program.
    """

    kind: Kind
    id: str
    day: date
    today: date
    audience: str
    language: str
    rules: str
    version: str
    settings: str
    accounts: Mapping[str, str]
    past: str = ""
    since: date | None = None
    revision: str = ""
    known: bool = False

    @property
    def code(self) -> str:
        """The short code in the footer, as every sealed document has it."""
        whole = hashlib.blake2b(self.written(code=False).encode(), digest_size=5).digest()
        text = base64.b32encode(whole).decode()
        return f"{text[:4]}-{text[4:]}"

    def written(self, *, code: bool = True) -> str:
        """As it stands in the document's keywords."""
        accounts = [part for id, told in sorted(self.accounts.items()) for part in (quote(id, safe=""), told)]
        fields = {
            "kind": self.kind,
            "id": quote(self.id, safe=""),
            "day": self.day.isoformat(),
            "today": self.today.isoformat(),
            "audience": quote(self.audience, safe=""),
            "language": self.language,
            "rules": self.rules,
            "version": quote(self.version, safe=""),
            "settings": self.settings,
            "past": self.past,
            "since": self.since.isoformat() if self.since else "",
            "revision": self.revision,
            "known": "yes" if self.known else "",
            "accounts": "~".join(accounts),
        }
        if code:
            fields["code"] = self.code
        return f"{_NAME}:1 " + " ".join(f"{name}={value}" for name, value in fields.items())


def read_roll(pdf: bytes) -> Roll | None:
    """The roll of a PDF, or None where there is none, or its code does not fit."""
    for piece in marked_pieces(pdf, _NAME):
        found = _WRITTEN.search(piece)
        if found is None:
            continue
        told = dict(one.split("=", 1) for one in found[1].decode("ascii").split())
        try:
            roll = _roll(told)
        except (KeyError, ValueError):
            return None
        return roll if roll.code == told.get("code") else None
    return None


def _roll(told: Mapping[str, str]) -> Roll:
    kind = next(one for one in (*KINDS, None) if one in (told["kind"], None))
    if kind is None:
        raise ValueError(told["kind"])
    parts = told["accounts"].split("~") if told["accounts"] else []
    return Roll(
        kind=kind,
        id=unquote(told["id"]),
        day=date.fromisoformat(told["day"]),
        today=date.fromisoformat(told["today"]),
        audience=unquote(told["audience"]),
        language=told["language"],
        rules=told["rules"],
        version=unquote(told["version"]),
        settings=told["settings"],
        accounts={unquote(id): value for id, value in zip(parts[::2], parts[1::2], strict=True)},
        past=told["past"],
        since=date.fromisoformat(told["since"]) if told["since"] else None,
        revision=told["revision"],
        known=told["known"] == "yes",
    )


def short_content(*values: object) -> str:
    """A short hash of what the values say."""
    return content_hash(values)[:SHORT]


def settings_content(settings: Settings) -> str:
    """A hash of settings that does not depend on the day they may name."""
    return content_hash(replace(settings, as_of=None))
