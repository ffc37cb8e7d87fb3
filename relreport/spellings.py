"""How people spell dates, periods, shares, amounts: text -> value, or None where it is none.

Full-width digits and signs are read as their narrow twins. A spelling that is well formed but impossible
(`2026-02-30`) raises `Impossible`, so that the message can say so.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, time
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from relreport.model.values import Amount, Birthday, Period, Share, month_end
from relreport.patterns import pattern


class Impossible(ValueError):
    """Well formed, but no such day, share or number exists."""


def narrow(text: str) -> str:
    """Full-width digits, letters and signs as narrow ones, outer blanks gone."""
    return text.strip() if text.isascii() else unicodedata.normalize("NFKC", text).strip()


_DAY = pattern(r"(\d{4})\s*(?:[-/.年])\s*(\d{1,2})\s*(?:[-/.月])\s*(\d{1,2})\s*日?号?")
_MONTH = pattern(r"(\d{4})\s*[-/年]\s*(\d{1,2})\s*月?")


def day(text: str, *, month_end_too: bool = False) -> date | None:
    """A date: `2026-09-30`, `2026/9/30`, `2026年9月30日`; with `month_end_too` a month alone is its last
    day."""
    if len(text) == 10 and text[4] == "-":
        try:
            return date.fromisoformat(text)
        except ValueError:
            pass
    plain = narrow(text)
    found = _DAY.fullmatch(plain)
    if found:
        return _real_day(int(found[1]), int(found[2]), int(found[3]))
    if month_end_too and (found := _MONTH.fullmatch(plain)):
        if not 1 <= int(found[2]) <= 12 or not 1900 <= int(found[1]) <= 2200:
            raise Impossible
        return month_end(int(found[1]), int(found[2]))
    return None


def _real_day(year: int, month: int, number: int) -> date:
    if not 1900 <= year <= 2200:
        raise Impossible
    try:
        return date(year, month, number)
    except ValueError:
        raise Impossible from None


_BIRTHDAY = pattern(
    r"(?:(\d{4})\s*[-/年]\s*)?(\d{1,2})\s*[-/月]\s*(\d{1,2})\s*日?号?|(\d{4})\.(\d{1,2})\.(\d{1,2})"
)


def birthday(text: str) -> Birthday | None:
    """`05-18`, `5月18日`, or a whole date."""
    found = _BIRTHDAY.fullmatch(narrow(text))
    if not found:
        return None
    written, month, number = found.groups()[:3] if found[2] else found.groups()[3:]
    year = int(written) if written else None
    real = _real_day(year or 2024, int(month), int(number))  # 2024 has a 29 February
    return Birthday(real.month, real.day, year)


_CLOCK = pattern(r"(\d{1,2})[:点时](\d{2})?分?")


def clock(text: str) -> time | None:
    """`10:00`, `9点30分`."""
    found = _CLOCK.fullmatch(narrow(text))
    if not found or (":" in found[0] and not found[2]):
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    if hour > 23 or minute > 59:
        raise Impossible
    return time(hour, minute)


_PERIOD = pattern(
    r"(\d{4})\s*年?\s*(?:[-/]?\s*(?:[Qq](\d)|[Hh](\d)|第?\s*([1-4一二三四])\s*季度?|(上|下)半年)|[-/年]\s*(\d{1,2})\s*月?|(?:全年)?)"
)


@lru_cache(maxsize=1024)  # all accounts speak of the same few
def period(text: str) -> Period | None:
    """`2026`, `2026-H1`, `2026-Q3`, `2026-09`, `2026Q3`, `2026年3季度`, `2026年上半年`, `2026年9月`."""
    found = _PERIOD.fullmatch(narrow(text))
    if not found:
        return None
    year = int(found[1])
    if not 1900 <= year <= 2200:
        raise Impossible
    quarter = found[2] or ("一二三四".find(found[4]) + 1 or found[4] if found[4] else None)
    if quarter:
        if not 1 <= int(quarter) <= 4:
            raise Impossible
        return Period.quarter(year, int(quarter))
    half = found[3] or ({"上": 1, "下": 2}[found[5]] if found[5] else None)
    if half:
        if not 1 <= int(half) <= 2:
            raise Impossible
        return Period.half(year, int(half))
    if found[6]:
        if not 1 <= int(found[6]) <= 12:
            raise Impossible
        return Period.month(year, int(found[6]))
    return Period.year(year)


_FIGURE = r"(\d+(?:\.\d+)?|\.\d+)\s*(%?)"
_SHARE = pattern(rf"(?:约|大约|~|≈|about\s)?\s*{_FIGURE}(?:\s*[-–—−~至到]\s*{_FIGURE})?\s*(?:左右)?")


def share(text: str) -> Share | None:
    """`0.45`, `45%`, `约60%`, `40-48%`, `0.4-0.48`. Over 1 or a range that falls is impossible."""
    found = _SHARE.fullmatch(narrow(text))
    if not found:
        return None
    low, low_percent, high, high_percent = found.groups()
    percent = bool(low_percent or high_percent)
    first = Fraction(low) / 100 if percent else Fraction(low)
    second = first if high is None else (Fraction(high) / 100 if percent else Fraction(high))
    if second < first or second > 1:
        raise Impossible
    return Share(first, second)


_MONEY = pattern(r"(?:约|大约)?\s*[¥￥]?\s*(\d[\d_,]*(?:\.\d+)?)\s*(万|亿|千|百万|千万)?\s*元?")
_TIMES = {"千": 1_000, "万": 10_000, "百万": 1_000_000, "千万": 10_000_000, "亿": 100_000_000, None: 1}


def money(text: str) -> Amount | None:
    """A plain amount: `12_000_000`, `1200万`, `1.2亿`."""
    found = _MONEY.fullmatch(narrow(text))
    if not found:
        return None
    figure = found[1].replace("_", "").replace(",", "")
    if len(figure) > 18:
        raise Impossible
    if "." not in figure:
        return int(figure) * _TIMES[found[2]]
    amount = Decimal(figure) * _TIMES[found[2]]
    return int(amount) if amount == amount.to_integral_value() else amount


_WHOLE = pattern(r"([+-]?\d{1,9})\s*%?")
_NUMBER = pattern(r"[+-]?\d{1,12}(?:\.\d{1,6})?")


def whole(text: str, low: int, high: int) -> int | None:
    """A whole number from `low` to `high`; a trailing `%` is allowed."""
    found = _WHOLE.fullmatch(narrow(text))
    if not found:
        return None
    value = int(found[1])
    if not low <= value <= high:
        raise Impossible
    return value


def number(text: str, low: float, high: float) -> float | None:
    """A number from `low` to `high`; whole where it is whole."""
    found = _NUMBER.fullmatch(narrow(text))
    if not found:
        return None
    value = float(found[0])
    if not low <= value <= high:
        raise Impossible
    return int(value) if value.is_integer() else value


_YES = frozenset({"yes", "true", "是"})
_NO = frozenset({"no", "false", "否"})


def yes_no(text: str) -> bool | None:
    """`yes`, `no`, `true`, `false`, `是`, `否`."""
    plain = narrow(text).lower()
    if plain in _YES:
        return True
    return False if plain in _NO else None


_WINDOWS = frozenset(
    {"con", "prn", "aux", "nul", *(f"{name}{n}" for name in ("com", "lpt") for n in range(1, 10))}
)
RESERVED = frozenset(
    {"index", "portfolio", "assets", "data", "pdf", "accounts", "review", "visit", "handover", "en", "zh"}
)


def identifier_of(name: str) -> str | None:
    """The id of somebody who has a name alone: the name, with a hyphen for what no id may hold."""
    plain = unicodedata.normalize("NFC", name.strip())
    return identifier(plain) or identifier(re.sub(r"[^\w.]+", "-", plain).strip("-."))


def identifier(text: str) -> str | None:
    """An id in composed form, or None where it breaks the grammar of ids."""
    if text.isascii() and text.isalnum() and len(text) <= 64:
        return None if text.casefold() in _WINDOWS else text
    plain = unicodedata.normalize("NFC", text.strip())
    if not 1 <= len(plain) <= 64 or plain[0] in "-.":
        return None
    if not all(
        one in "-_." or unicodedata.category(one)[0] in "LM" or unicodedata.category(one) == "Nd"
        for one in plain
    ):
        return None
    return None if plain.split(".")[0].casefold() in _WINDOWS else plain
