"""What a line of evidence says, as a person would say it: its facts in words, its free text as it stands.

Keys and tokens are for those who write the file; a reader of a plan is given what they mean. The entry is the
one that was cut for this audience.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from relreport.fields import tokens as t
from relreport.model import Contact, Interaction
from relreport.phrases import filled
from relreport.text.catalogue import sentences
from relreport.text.figures import say_birthday

if TYPE_CHECKING:
    from relreport.page.telling import Telling

# field of an entry -> the vocabulary of its token, by list where it differs
_SCALES = {
    "basis": "basis",
    "result": "result",
    "favours": "favours",
    "rank": "rank",
    "terms": "terms",
    "chance": "chance",
    "cause": "cause",
    "answer": "answer",
    "authority": "authority",
    "tenders.result": "tender_result",
    "openings.kind": "opening",
    "actions.kind": "kind",
    "asks.answer": "ask_answer",
    "needs.status": "need_status",
    "contacts.relation": "relation",
}
_THEIRS = frozenset({"source", "to", "with_", "reports_to"})
_OURS = frozenset({"by", "of", "held_by"})
_FLAGS = frozenset({"fits", "shaped_by_us", "asked", "large"})
_VERBATIM = {"interactions": "note", "accepted": "reason"}


def told(telling: Telling, name: str, entry: Any, rest: str) -> tuple[str, str]:
    """The facts of an entry in words, and what stands there word for word. `rest`: the key that is meant."""
    if entry is None:
        return _of_account(telling, name), ""
    if isinstance(entry, Contact):
        return _of_contact(telling, entry, rest)
    quote = getattr(entry, _VERBATIM.get(name, ""), None) or ""
    if isinstance(entry, Interaction):
        return telling.words["dot"].join(marks(telling, entry)), quote
    return _said(telling, name, dict(_facts(telling, name, entry))), quote


def _of_account(telling: Telling, name: str) -> str:
    """What a key of the account itself says, where that is a word or two."""
    account = telling.account
    match name:
        case "tier":
            return telling.label("tier", account.tier)
        case "owner":
            return telling.people((account.owner,)) if account.owner else ""
        case "why_us":
            return telling.several([telling.label("why_us", one) for one in account.why_us])
        case "declared" if account.declared is not None:
            declared = account.declared
            parts = (telling.label("stage", declared.stage), telling.label("distance", declared.distance))
            return telling.words["dot"].join(part for part in parts if part)
    return ""


def marks(telling: Telling, one: Interaction) -> list[str]:
    """What an interaction is tagged with, in words."""
    facts = [
        telling.say("journal.private") if one.space == "private" else "",
        telling.label("topic", one.topic) if one.topic not in (None, "business") else "",
        telling.label("information", one.info),
        telling.label("coach", one.coach),
        *(telling.label("did", did) for did in one.did),
        *(_sign(telling, sign) for sign in one.trust),
        telling.say("journal.risk") if one.risk else "",
        "" if one.ours else telling.say("journal.theirs"),
    ]
    return [fact for fact in facts if fact]


def _sign(telling: Telling, sign: str) -> str:
    scale = "trust_item_ours" if sign[1:] in t.SELF_ORIENTATION else "trust_item"
    return ("+ " if sign[0] == "+" else "− ") + telling.label(scale, sign[1:])


def _said(telling: Telling, name: str, facts: Mapping[str, str]) -> str:
    """The phrases of a list whose facts are known, one after the other."""
    phrases: Sequence[str] = sentences(telling.language, "evidence")[name].get("facts", ())
    return telling.words["dot"].join(said for one in phrases if (said := filled(f"[[{one}]]", facts)))


def _facts(telling: Telling, name: str, entry: Any) -> Iterator[tuple[str, str]]:
    for field in entry.__dataclass_fields__:
        value = getattr(entry, field)
        if value is None or value == () or field in ("id", "at", "own", "on"):
            continue
        if value is False or (field in _FLAGS and value is True):
            yield (f"{field.rstrip('_')}_no" if value is False else field), ""
            continue
        said = _value(telling, name, field, value)
        if said:
            yield field.rstrip("_"), said


def _value(telling: Telling, name: str, field: str, value: Any) -> str:
    wording = telling.wording
    scale = _SCALES.get(f"{name}.{field}") or _SCALES.get(field)
    if field in _THEIRS:
        return telling.contacts(value if isinstance(value, tuple) else (value,))
    if field in _OURS:
        return telling.people(value if isinstance(value, tuple) else (value,))
    if isinstance(value, date):
        return telling.on(value)
    if field in ("total", "value", "cost") or (field == "ours" and name in ("purchasing", "tenders")):
        return wording.money(value)
    if field == "share":
        return wording.share(value)
    if field == "rounds":
        return telling.several([_round(telling, one) for one in value])
    if field in ("did", "roles"):
        return telling.several([telling.label("did" if field == "did" else "role", one) for one in value])
    if scale is not None and isinstance(value, str):
        return telling.label(scale, value)
    if isinstance(value, (int, float)):
        return f"{value:g}"
    return value if isinstance(value, str) else ""


def _round(telling: Telling, one: Any) -> str:
    parts = [one.name or telling.on(one.on), telling.label("posture", one.position)]
    return telling.words["colon"].join(part for part in parts if part)


def _of_contact(telling: Telling, one: Contact, rest: str) -> tuple[str, str]:
    """A person's post; of a portrait what was meant, word for word."""
    path = rest.strip(".").split(".")
    if path[0] == "portrait":
        item = one.portrait.items(path[1]).get(path[2]) if len(path) > 2 else None
        if item is None or item.withheld is not None or item.none:
            return "", ""
        return telling.label("item", path[2]), item.value
    facts = {key: value for key, value in _facts(telling, "contacts", one) if key != "name"}
    if one.birthday is not None:
        facts["birthday"] = say_birthday(one.birthday, telling.language)
    wanted = path[0].rstrip("_")
    if wanted in facts and wanted != "id":
        facts = {wanted: facts[wanted]}
    else:
        facts = {key: value for key, value in facts.items() if key in ("title", "roles")}
    return _said(telling, "contacts", facts), ""
