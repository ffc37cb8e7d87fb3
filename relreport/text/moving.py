"""The smallest next move in words, with its proof."""

from __future__ import annotations

from datetime import date
from typing import Any

from relreport.model import Period
from relreport.morrow import CHANGING, joined
from relreport.moves import Lift, Move
from relreport.moves.changes import Change
from relreport.phrases import filled, phrases
from relreport.text.wording import Wording


def move_text(move: Move, wording: Wording) -> str:
    """What to do, and what it closes and lifts."""
    texts = phrases("moves", wording.language)
    said = [change_text(one, wording) for one in move.changes]
    whole = said[0]
    if len(said) > 1:
        second = said[1] if wording.language == "zh" else said[1][:1].lower() + said[1][1:]
        whole = filled(texts["and"]["text"], {"first": said[0], "second": second})
    found = move_proof(move, wording)
    return filled(texts["whole"]["text"], {"move": whole, "proof": found}) if found else whole


def move_proof(move: Move, wording: Wording) -> str:
    """What it closes, by its title, and which levels it lifts."""
    texts = phrases("moves", wording.language)
    parts = [lift_text(one, wording) for one in move.lifts]
    closed = [*([move.target] if move.target else []), *(one for one in move.closes if one != move.target)]
    if closed:
        facts: dict[str, str | int] = {"gap": wording.of_gap(closed[0], "title")}
        if len(closed) > 1:
            facts["count"] = len(closed) - 1
        parts.insert(0, filled(texts["proof"]["text"], facts))
    return joined("；" if wording.language == "zh" else "; ", parts)


def lift_text(lift: Lift, wording: Wording) -> str:
    """A level that rises."""
    facts: dict[str, str | int] = {"level": wording.label(lift.reading, lift.after)}
    if lift.contact:
        facts["contact"] = wording.contact(lift.contact)
    return filled(phrases("moves", wording.language)[f"lifts_{lift.reading}"]["text"], facts)


def change_text(change: Change, wording: Wording) -> str:
    """One change: what to do or to write down."""
    facts = {name: _said(change.form, name, value, wording) for name, value in change.facts.items()}
    text = filled(phrases("moves", wording.language)[change.form]["text"], facts)
    return text[:1].upper() + text[1:]


def _said(form: str, name: str, value: Any, wording: Wording) -> str:
    match name:
        case "contact":
            return wording.contact(value)
        case "contacts":
            return wording.several([wording.contact(one) for one in value])
        case "person":
            return wording.person(value)
        case "persons":
            return wording.several([wording.person(one) for one in value])
        case "items":
            scale = "performance" if form == "perform" else "did"
            return wording.several([wording.label(scale, one) for one in value])
        case "missing":
            return wording.several([wording.label("side", one) for one in value])
        case "stage" | "distance":
            return wording.label(name, value)
        case "tender":
            return wording.tenders.get(value, value)
        case "hour":
            return wording.fact(name, value)
    if isinstance(value, date):
        return wording.day_of(value)
    if isinstance(value, Period):
        return wording.period(value)
    return value if type(value) in CHANGING else str(value)
