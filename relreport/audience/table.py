"""The one table: every field, reading, fact of a text and gap with its sensitivity."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from relreport.audience.gaps import NAMELESS, SECRET_GAPS
from relreport.fields.account import ACCOUNT
from relreport.fields.contact import BOARD_SENSITIVITY, ITEM_SENSITIVITY
from relreport.fields.kinds import Boards, Entries, Field, One, Record, Sensitivity
from relreport.fields.settings import PERSON
from relreport.rules import RULES
from relreport.text.catalogue import placeholders, rule_words

INTERNAL, RESTRICTED, SECRET = Sensitivity.INTERNAL, Sensitivity.RESTRICTED, Sensitivity.SECRET

READINGS: Mapping[str, Sensitivity] = {
    "stage, share, history, trend": INTERNAL,
    "phase, supplier_rank, temperature, sales_loop": INTERNAL,
    "distance, trust.verdict": INTERNAL,
    "matrix.interest_organisation": INTERNAL,
    "tenders.posture, tenders.run": INTERNAL,
    "next_stage (share, distance, trust, net, matrix)": INTERNAL,
    "portrait: known of": INTERNAL,
    "team_distance, portrait_ceiling": RESTRICTED,
    "space, information, coach, topic, year": RESTRICTED,
    "trust.expertise … trust.aged": RESTRICTED,
    "matrix.interest_personal, matrix.trust_personal, matrix.trust_organisation": RESTRICTED,
    "next_stage (coach)": RESTRICTED,
}
"""What is read from the facts, by its name in the JSON contract."""

PARTS: Mapping[str, Sensitivity] = {
    "did: company, product, salesperson (kinds of value of the year)": Sensitivity.PUBLIC,
    "due of open actions": Sensitivity.PUBLIC,
    "## Summary / 摘要": INTERNAL,
    "the rest of the body": RESTRICTED,
    "::: confidential": RESTRICTED,
    "::: secret": SECRET,
    "role: coach": RESTRICTED,
    "info: slipped": RESTRICTED,
    "risk: true": RESTRICTED,
    "info: confided": SECRET,
    "topic: privacy": SECRET,
    "note of meal, leisure": SECRET,
    "withheld": SECRET,
    "x_…": SECRET,
}
"""What is marked by what it says, not by where it stands."""


def field_rows() -> Iterator[tuple[str, Sensitivity]]:
    """Every field by its path, with the sensitivity that holds there."""
    yield from _fields(ACCOUNT, "", Sensitivity.PUBLIC)
    for board, sensitivity in BOARD_SENSITIVITY.items():
        yield f"contacts.portrait.{board}", sensitivity
    for (board, item), sensitivity in ITEM_SENSITIVITY.items():
        yield f"contacts.portrait.{board}.{item}", sensitivity
    yield from _fields(PERSON, "people.", INTERNAL)


def _fields(record: Record, prefix: str, least: Sensitivity) -> Iterator[tuple[str, Sensitivity]]:
    for field in record.fields:
        if isinstance(field.kind, Boards):
            continue
        needed = max(least, _of(field))
        if isinstance(field.kind, Entries | One):
            yield from _fields(field.kind.of, f"{prefix}{field.name}.", needed)
        else:
            yield f"{prefix}{field.name}", needed


def _of(field: Field) -> Sensitivity:
    return SECRET if field.sensitivity is None else field.sensitivity


def fact_rows() -> Iterator[tuple[str, Sensitivity]]:
    """Every placeholder of a rule's words."""
    return ((name, Sensitivity[entry["sensitivity"].upper()]) for name, entry in placeholders().items())


def gap_rows() -> Iterator[tuple[str, Sensitivity, Sensitivity]]:
    """Every gap: who reads its code and plain words, and who reads its open ones with their evidence."""
    for code in sorted(RULES):
        words = rule_words("en")[code]
        closed = bool(words.closed) or any(one.closed for one in words.variants.values())
        needed = SECRET if code in SECRET_GAPS else RESTRICTED if closed or code in NAMELESS else INTERNAL
        yield code, INTERNAL, needed
