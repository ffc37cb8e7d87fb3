"""Money as it is said: a figure and its unit are never parted, by no line's end."""

from decimal import Decimal

import pytest

from relreport.text.figures import say_money

CASES = [
    ("en", "CNY", "0", "¥0"),
    ("en", "CNY", "999999", "¥999,999"),
    ("en", "CNY", "5400000", "¥5.4~m"),
    ("en", "USD", "1250000000", "$1.25~bn"),
    ("en", "PLN", "5400000", "PLN~5.4~m"),
    ("en", "PLN", "950", "PLN~950"),
    ("zh", "CNY", "0", "0~元"),
    ("zh", "CNY", "9999", "9,999~元"),
    ("zh", "CNY", "5400000", "540~万元"),
    ("zh", "CNY", "120000000", "1.2~亿元"),
    ("zh", "USD", "5400000", "540~万~USD"),
    ("zh", "USD", "950", "950~USD"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "currency", "amount", "said"), CASES)
def test_a_figure_stays_with_its_unit(language: str, currency: str, amount: str, said: str) -> None:
    assert say_money(Decimal(amount), language, currency) == said.replace("~", "\u00a0")
