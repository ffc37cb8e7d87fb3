"""What the files of an account are called."""

from __future__ import annotations

from relreport.build.order import Order
from relreport.parse import Parsed

BOOK = "portfolio"  # the file of the review book among the handouts
LONGEST_NAME = 120  # bytes of a customer's name in a file name; with a date and an id it stays under 255


def pdf_name(parsed: Parsed, order: Order) -> str:
    """The handout's file name: `<id>`, `<name>` and `<date>` of the settings' pattern filled."""
    pattern = order.settings.pdf_name.removesuffix(".pdf")
    name = name_in_files(parsed.name or parsed.id)
    filled = (
        pattern.replace("<id>", parsed.id).replace("<name>", name).replace("<date>", order.day.isoformat())
    )
    told_apart = "<id>" in pattern or ("<name>" in pattern and parsed.id not in order.named_alike)
    if not told_apart or filled.casefold() == BOOK:
        filled = f"{filled}-{parsed.id}"
    return f"{filled}.pdf"


def name_in_files(name: str) -> str:
    """A customer's name as a part of a file name: no sign that a system forbids, and not too long for any."""
    plain = "".join("-" if one in '/\\:*?"<>|' or not one.isprintable() else one for one in name)
    return plain.encode()[:LONGEST_NAME].decode(errors="ignore").strip(" .") or "-"
