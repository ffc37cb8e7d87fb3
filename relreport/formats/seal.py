"""What a handout says of itself, so that anybody can ask later whether these files give this document.

It holds hashes alone: of the document, of the rules, and of the account and the settings as its readers may
have them. So no hash can be used to guess at what is closed to them.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date
from functools import cache
from html import escape
from importlib.resources import files
from typing import Any, Protocol
from urllib.parse import quote, unquote

from relreport.model import At
from relreport.record import dataclass
from relreport.rules import RULES

_NAME = "relreport-seal"
_WRITTEN = re.compile(rb"relreport-seal:1((?: [a-z]+=[\w.%~-]*)+)")
_STREAM = re.compile(rb"stream\r?\n")
PLACES = ("at", "body_line", "path", "text")  # where something stands, not what it says
NOT_ON_PAPER = ("site", "words", "reasons")
LARGEST = 8 * 1024 * 1024  # of one stream of a file that anybody may have made
SHORT = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """What a document was made of. `account` and `settings` are hashes of what its readers may have of them,
    "" where that is next to nothing.

    `valid`: the file could not be read, and this is its version of that day. Then `document` is the hash of
    the document without the banner: why the file could not be read then, nobody need know again.
    """

    id: str
    day: date
    audience: str
    language: str
    rules: str
    document: str
    account: str = ""
    settings: str = ""
    valid: date | None = None

    @property
    def code(self) -> str:
        """The short code in the footer: eight letters and digits that stand for all the rest."""
        whole = hashlib.blake2b(self.written(code=False).encode(), digest_size=5).digest()
        text = base64.b32encode(whole).decode()
        return f"{text[:4]}-{text[4:]}"

    def written(self, *, code: bool = True) -> str:
        """As it stands in the document's keywords."""
        fields = {
            "id": quote(self.id, safe=""),
            "day": self.day.isoformat(),
            "audience": quote(self.audience, safe=""),
            "language": self.language,
            "rules": self.rules,
            "document": self.document,
            "account": self.account,
            "settings": self.settings,
        }
        if self.valid is not None:
            fields["valid"] = self.valid.isoformat()
        if code:
            fields["code"] = self.code
        return f"{_NAME}:1 " + " ".join(f"{name}={value}" for name, value in fields.items())


def seal_of(page: Mapping[str, Any], *, id: str, day: date, audience: str) -> Seal:
    """The seal of a page as its audience has it."""
    told = {name: value for name, value in page.items() if name not in NOT_ON_PAPER}
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, default=str)
    return Seal(
        id=id,
        day=day,
        audience=audience,
        language=str(page["lang"]),
        rules=rules_version()[:SHORT],
        document=short_hash(text.encode()),
    )


def with_sources(seal: Seal, account: object, settings: object) -> Seal:
    """The same with the hashes of the account and the settings, as the document's readers may have them."""
    return replace(seal, account=content_hash(account), settings=content_hash(settings))


def content_hash(value: object) -> str:
    """A hash of what a value says: where it stands in its file makes no difference."""
    return short_hash(json.dumps(_bare(value), ensure_ascii=False, sort_keys=True).encode())


def _bare(value: object) -> Any:
    if isinstance(value, At) or value is None:
        return None
    if is_dataclass(value):
        names = (one.name for one in fields(value))
        return {name: _bare(getattr(value, name)) for name in names if name not in PLACES}
    if isinstance(value, Mapping):
        return [[_bare(key), _bare(one)] for key, one in value.items()]
    if isinstance(value, list | tuple):
        return [_bare(one) for one in value]
    if isinstance(value, set | frozenset):
        return sorted((_bare(one) for one in value), key=str)
    return str(value)


class Sealing(Protocol):
    """What a document can bear: all of it among the keywords, and a short code for people."""

    @property
    def code(self) -> str: ...

    def written(self, *, code: bool = True) -> str: ...


def sealed(html: str, seal: Sealing) -> str:
    """A document's HTML with its seal among the keywords, and the code in the footer."""
    meta = f'<meta name="keywords" content="{escape(seal.written())}">'
    html = html.replace("</title>", f"</title>\n{meta}", 1)
    return re.sub(r'( data-foot="[^"]*)"', rf'\1 · {seal.code}"', html, count=1)


def read_seal(pdf: bytes) -> Seal | None:
    """The seal of a PDF, or None where there is none, or its code does not fit."""
    for piece in marked_pieces(pdf, _NAME):
        found = _WRITTEN.search(piece)
        if found is None:
            continue
        told = dict(one.split("=", 1) for one in found[1].decode("ascii").split())
        try:
            seal = Seal(
                id=unquote(told["id"]),
                day=date.fromisoformat(told["day"]),
                audience=unquote(told["audience"]),
                language=told["language"],
                rules=told["rules"],
                document=told["document"],
                account=told["account"],
                settings=told.get("settings", ""),
                valid=date.fromisoformat(told["valid"]) if "valid" in told else None,
            )
        except (KeyError, ValueError):
            return None
        return seal if seal.code == told.get("code") else None
    return None


def marked_pieces(pdf: bytes, mark: str) -> Iterator[bytes]:
    """Those of the file, and of each compressed part of it, that hold the mark; keywords may stand in any."""
    return (piece for piece in _pieces(pdf) if mark.encode() in piece)


def _pieces(pdf: bytes) -> Iterator[bytes]:
    yield pdf
    for start in _STREAM.finditer(pdf):
        try:
            yield zlib.decompressobj().decompress(pdf[start.end() :], LARGEST)
        except zlib.error:
            continue


def short_hash(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=SHORT // 2).hexdigest()


def rules_version() -> str:
    """Changes whenever the program could judge otherwise: a hash of what reads and judges, own rules too."""
    whole = hashlib.blake2b(_own_version().encode(), digest_size=20)
    for rule in RULES.values():
        if not rule.builtin:
            code = getattr(rule.check, "__code__", None)
            whole.update(f"{rule.code} {rule.severity} {rule.thresholds}".encode())
            if code is not None:
                plain = [one for one in code.co_consts if isinstance(one, str | int | float | None)]
                whole.update(code.co_code + repr(plain).encode())
    return whole.hexdigest()


@cache
def _own_version() -> str:
    rooms = files("relreport")
    parts: list[bytes] = []
    for room in ("source", "parse", "model", "fields", "readings", "rules", "moves"):
        found = sorted(rooms.joinpath(room).iterdir(), key=lambda one: one.name)
        parts += [one.read_bytes() for one in found if one.name.endswith(".py")]
    parts += [
        rooms.joinpath(name).read_bytes() for name in ("assess.py", "actions.py", "lines.py", "spellings.py")
    ]
    whole = hashlib.blake2b(digest_size=20)
    for part in parts:
        whole.update(hashlib.blake2b(part).digest())
    return whole.hexdigest()
