"""How each list of an account is read: its fields, its values, and what holds between them."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from relreport import model
from relreport.fields.account import ACCOUNT, DECLARED, NUMBERED, READER
from relreport.fields.business import (
    COMPETITOR,
    CRITERION,
    MOVE,
    NEED,
    OPENING,
    PERFORMANCE,
    PURCHASE,
    SATISFACTION,
)
from relreport.fields.contact import CONTACT
from relreport.fields.dealings import (
    COMMITMENT,
    COMPLAINT,
    INTERACTION,
    PROMISE,
    REFERRAL,
    REQUEST,
    ROUND,
    TENDER,
)
from relreport.fields.kinds import folded
from relreport.fields.plan import ACCEPTED, ACTION, ASK
from relreport.fields.tokens import THEIR_VISIT
from relreport.model.values import Share
from relreport.parse.context import Context, Reported, Slip
from relreport.parse.converters import DENIED, converter
from relreport.parse.portrait import portrait
from relreport.parse.records import RecordReader, entries, is_named
from relreport.source import Map


def _reader_is_named(node: Map, slots: dict[str, Any]) -> None:
    if not slots.get("id"):
        raise Reported  # nobody is named, which is no mistake, and nobody reads


def _purchase(node: Map, slots: dict[str, Any]) -> None:
    """The share: recorded, else ours by total; they must agree to within a point."""
    total, ours, share = slots.get("total"), slots.get("ours"), slots.get("share")
    if total is not None and ours is not None and ours > total:
        raise Slip("E215", mark=node.marks.get("ours"))
    derived = Fraction(ours) / Fraction(total) if ours is not None and total else None
    if derived is not None and share is not None:
        off = max(share.low - derived, derived - share.high, Fraction(0))
        if off > Fraction(1, 100):
            raise Slip("E214", mark=node.marks.get("share"))
    if share is None and derived is not None:
        slots["share"] = Share.of(derived)
    elif share is None and ours == 0 and total is None:
        slots["share"] = Share.of(Fraction(0))
    if total == 0:
        slots.pop("share", None)


def _interaction(node: Map, slots: dict[str, Any]) -> None:
    kind = node.values.get("kind")
    if isinstance(kind, str) and folded(kind) == THEIR_VISIT:
        slots.setdefault("initiated", "them")


def _codes(value: Any, context: Context) -> Any:
    codes = converter(ACTION.by_name["for"].kind)(value, context)
    return codes if codes is DENIED else tuple(code.upper() for code in codes)


_LISTS: dict[str, RecordReader] = {
    "readers": RecordReader(READER, model.Reader, finish=_reader_is_named),
    "purchasing": RecordReader(PURCHASE, model.Purchase, finish=_purchase),
    "performance": RecordReader(PERFORMANCE, model.Performance),
    "satisfaction": RecordReader(SATISFACTION, model.Satisfaction),
    "needs": RecordReader(NEED, model.Need),
    "openings": RecordReader(OPENING, model.Opening),
    "criteria": RecordReader(CRITERION, model.Criterion),
    "competitors": RecordReader(
        COMPETITOR, model.Competitor, children={"moves": entries(RecordReader(MOVE, model.Move))}
    ),
    "contacts": RecordReader(
        CONTACT, model.Contact, children={"portrait": portrait}, keeps_none=True, finish=is_named
    ),
    "interactions": RecordReader(INTERACTION, model.Interaction, keeps_none=True, finish=_interaction),
    "tenders": RecordReader(
        TENDER, model.Tender, children={"rounds": entries(RecordReader(ROUND, model.Round))}
    ),
    "complaints": RecordReader(COMPLAINT, model.Complaint),
    "promises": RecordReader(PROMISE, model.Promise),
    "commitments": RecordReader(COMMITMENT, model.Commitment),
    "requests": RecordReader(REQUEST, model.Request),
    "referrals": RecordReader(REFERRAL, model.Referral),
    "actions": RecordReader(ACTION, model.Action, children={"for": _codes}),
    "asks": RecordReader(ASK, model.Ask),
    "accepted": RecordReader(ACCEPTED, model.Accepted),
}

_DECLARED = RecordReader(DECLARED, model.Declared)


def _declared(value: Any, context: Context) -> Any:
    assert context.mark is not None
    declared = _DECLARED.read(value, context.mark, "declared", context)
    if declared is None:
        raise Reported
    return declared


TOP = RecordReader(
    ACCOUNT,
    model.Account,
    children={
        "declared": _declared,
        **{
            name: entries(reader, singular=NUMBERED.get(name), unique_ids=name == "contacts")
            for name, reader in _LISTS.items()
        },
    },
    keeps_none=True,
)
