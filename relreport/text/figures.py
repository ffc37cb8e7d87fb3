"""Dates, shares, periods and money as people of one language write them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from relreport.model import Amount, Birthday, Period, Share
from relreport.morrow import CHANGING, later, said_of

LOCALE = {"en": "en_GB", "zh": "zh_Hans_CN"}
_DAY = {"en": "d MMM", "zh": "M 月 d 日"}
_DAY_AND_YEAR = {"en": "d MMM y", "zh": "y 年 M 月 d 日"}
_QUARTER = {"1": "一", "2": "二", "3": "三", "4": "四"}
_EDGES = (0, 50, 80, 100)
NO_BREAK = "\u00a0"  # what no line ends at: a figure stays with its unit
SIGN_OF = {"CNY": "¥", "USD": "$", "EUR": "€", "GBP": "£", "JPY": "JP¥", "HKD": "HK$"}


def say_day(day: date, language: str, year_of: int | None = None) -> str:
    """`9 Oct`, with the year where it is not `year_of`."""
    if type(day) in CHANGING:
        return said_of(day, _day, language, year_of)
    return _day(day, language, year_of)


@lru_cache(maxsize=4096)
def _day(day: date, language: str, year_of: int | None) -> str:
    from babel.dates import format_date

    pattern = (_DAY if day.year == year_of else _DAY_AND_YEAR)[language]
    return format_date(day, pattern, locale=LOCALE[language])


def say_birthday(day: Birthday | date, language: str) -> str:
    """Day and month alone."""
    return say_day(date(2024, day.month, day.day), language, 2024)


def say_period(period: Period, language: str) -> str:
    """`2026 Q3`, `2026 年三季度`."""
    year, _, part = period.name.partition("-")
    if not part:
        return year if language == "en" else f"{year} 年"
    if part[0] in "QH" and language == "en":
        return f"{year} {part}"
    if part[0] == "Q":
        return f"{year} 年{_QUARTER[part[1]]}季度"
    if part[0] == "H":
        return f"{year} 年{'上' if part[1] == '1' else '下'}半年"
    return say_month(period.first, language)


@lru_cache(maxsize=512)
def say_month(day: date, language: str) -> str:
    from babel.dates import format_date

    return format_date(day, "MMM y" if language == "en" else "y 年 M 月", locale=LOCALE[language])


def short_period(period: Period) -> str:
    """For the foot of a chart: `26Q3`."""
    year, _, part = period.name.partition("-")
    return f"{year[2:]}{part if part[:1] in 'QH' else ('-' + part if part else '')}"


def percent(value: Fraction) -> str:
    """A part of a whole in percent, rounded, but never onto a level not reached: 49.96% is not 50%."""
    # in whole numbers, as fractions are slow, and a page has hundreds of shares
    parts, of = 100 * value.numerator, value.denominator
    whole = (2 * parts + of) // (2 * of)  # half goes up: 64.5 is 65, as people round
    if whole in _EDGES and parts != whole * of:
        return f"{_decimals(value * 100)}%"
    return f"{whole}%"


def _decimals(figure: Fraction) -> str:
    for places in (1, 2, 3):
        shown = Decimal(figure.numerator * 10**places // figure.denominator).scaleb(-places)
        if Fraction(shown) not in _EDGES or Fraction(shown) == figure:
            return f"{shown:f}"
    return "0.001" if figure < 1 else f"{shown:f}"


def say_share(share: Share) -> str:
    """`62%`; a range as `40–48%`."""
    if share.is_range:
        return f"{percent(share.low).rstrip('%')}–{percent(share.high)}"
    return percent(share.low)


def say_points(points: Fraction | float) -> str:
    """Percentage points: whole, or one decimal where they are not."""
    if isinstance(points, int):
        return str(points)
    rounded = round(Fraction(points), 1)
    return str(int(rounded)) if rounded.denominator == 1 else f"{float(rounded):.1f}"


def say_money(amount: Amount, language: str, currency: str = "CNY") -> str:
    """`¥5.4 m`, `540 万元`, unbroken. Said on pages alone: what machines read holds the bare amount."""
    value = Decimal(amount)
    sign = SIGN_OF.get(currency, f"{currency}{NO_BREAK}")
    if language == "en":
        for size, unit in ((Decimal(10) ** 9, "bn"), (Decimal(10) ** 6, "m")):
            if abs(value) >= size:
                return f"{sign}{_short(value / size)}{NO_BREAK}{unit}"
        return f"{sign}{value:,.0f}"
    unit_name = "元" if currency == "CNY" else f"{NO_BREAK}{currency}"
    for size, unit in ((Decimal(10) ** 8, "亿"), (Decimal(10) ** 4, "万")):
        if abs(value) >= size:
            return f"{_short(value / size)}{NO_BREAK}{unit}{unit_name}"
    return f"{value:,.0f}{NO_BREAK}{unit_name.strip()}"


def _short(value: Decimal) -> str:
    """At most two decimals, none at the end."""
    places = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2
    text = f"{value:,.{places}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def say_list(words: Sequence[str], language: str) -> str:
    """`a, b and c`; `甲、乙`."""
    for one in words:
        if type(one) in CHANGING:
            return later(one, say_list, words, language)
    if language == "zh":
        return "、".join(words)
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"
