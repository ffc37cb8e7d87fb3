"""A closed text -> the pieces of it that are searched for: whole clauses, and runs too long for an accident.

The least piece has four Han characters or six Latin ones. A run that begins or ends inside a clause must be
longer, for four characters cut from anywhere are found in innocent texts too. Dates weigh nothing.
"""

from __future__ import annotations

import re
from functools import lru_cache

from relreport.record import dataclass
from relreport.scan.fold import folded, plain

HAN, LATIN = 3, 2
LEAST = 4 * HAN  # as heavy as four Han characters or six Latin ones
RUN = 6 * HAN  # a run inside Han text
LATIN_RUN, LATIN_WORDS = 12 * LATIN, 3  # a run inside Latin text

_HAN = "\u3005\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U000323af"
_IS_HAN = re.compile(f"[{_HAN}]")
_TOKEN = re.compile(
    r"(?P<date>\d{4}\s?[-/.年]\s?\d{1,2}(?:\s?[-/.月]\s?\d{1,2}\s?[日号]?|\s?月)?(?!\d)|\d{1,2}\s?月\s?\d{1,2}\s?[日号]?)"
    rf"|(?P<han>[{_HAN}])|(?P<word>[^\W_{_HAN}]+)"
)
_APART = re.compile(
    r"[,.;:!?](?=\s|$|[^\x00-\x7f])|[、。〈-】〔-〟…—|/\n\r<>\[\]{}()\"]+|(?<=[^\x00-\x7f])[,;:!?]"
)
_MARKUP = re.compile(
    r"!?\[([^\]\n]*)\]\(([^)\n]*)\)|[*_`~]{2,}|(?<!\w)[*_`](?=\S)|(?<=\S)[*_`](?!\w)|^[#>\-+*\s]+",
    re.MULTILINE,
)
_LONG_NUMBER = 7


@dataclass(frozen=True, slots=True)
class Piece:
    """A folded piece. `edges`: a Latin letter or digit begins or ends it, and no word may go on there."""

    text: str
    edges: bool


@lru_cache(4096)
def pieces(text: str) -> tuple[Piece, ...]:
    """The pieces of one text."""
    spelled = plain(_MARKUP.sub(_without_markup, text))
    found: dict[str, None] = {}
    for clause in (spelled, *_APART.split(spelled)):
        if sum(weight for _, _, weight, _ in _tokens(clause)[1]) >= LEAST:
            found[_trimmed(folded(clause))] = None
    whole, tokens = _tokens(spelled)
    for run in _runs(tokens):
        found[whole[run[0] : run[1]]] = None
    for start, end, weight, latin in tokens:
        if latin and weight >= LEAST:
            found[whole[start:end]] = None
    return tuple(Piece(one, _is_latin(one[0]) or _is_latin(one[-1])) for one in found if len(one) >= 4)


def _without_markup(found: re.Match[str]) -> str:
    return f"{found[1]} | {found[2]}" if found[1] is not None else ""


def _trimmed(text: str) -> str:
    return text.strip(",.;:!?、。…—-'\"()[]{}<>|/·")


def _is_latin(character: str) -> bool:
    return character.isalnum() and not _IS_HAN.match(character)


def _tokens(text: str) -> tuple[str, list[tuple[int, int, int, bool]]]:
    """The folded text, and its tokens: start, end, weight, whether Latin."""
    parts: list[str] = []
    tokens = []
    length = at = 0
    for found in _TOKEN.finditer(text):
        between = "".join(text[at : found.start()].split())
        token = "".join(found[0].split())
        start = length + len(between)
        length = start + len(token)
        at = found.end()
        parts += [between, token]
        latin = found["word"] is not None
        tokens.append((start, length, _weight(found.lastgroup or "", token), latin))
    parts.append("".join(text[at:].split()))
    return "".join(parts), tokens


def _weight(kind: str, token: str) -> int:
    if kind == "date":
        return 0
    if kind == "han":
        return HAN
    if token.isdigit():
        return len(token) * LATIN if len(token) >= _LONG_NUMBER else len(token)
    return len(token) * LATIN


def _runs(tokens: list[tuple[int, int, int, bool]]) -> list[tuple[int, int]]:
    """The shortest runs of whole tokens that are long enough, from each token on."""
    runs = []
    last = heavy = latin_heavy = words = 0
    for first, (start, _, weight, latin) in enumerate(tokens):
        while last < len(tokens) and not _enough(heavy, latin_heavy, words):
            _, _, more, is_latin = tokens[last]
            heavy += more
            latin_heavy += more if is_latin else 0
            words += is_latin
            last += 1
        if not _enough(heavy, latin_heavy, words):
            break
        if last > first:
            runs.append((start, tokens[last - 1][1]))
        heavy -= weight
        latin_heavy -= weight if latin else 0
        words -= latin
    return runs


def _enough(heavy: int, latin_heavy: int, words: int) -> bool:
    if 2 * latin_heavy > heavy:
        return heavy >= LATIN_RUN and words >= LATIN_WORDS
    return heavy >= RUN
