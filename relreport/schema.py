"""JSON Schema of the front matter and of the settings, from the field table, for editors.

What the schema cannot say, the reader alone does: that a day exists (30 February), which letters an id
may hold
in other scripts, full-width spellings, which dates follow which, that shares and totals agree, periods,
names,
ids and reporting lines across entries, and everything about the text as it is written (encoding, quotes,
`#`).
"""

from __future__ import annotations

import re
from typing import Any

from relreport.fields import kinds as k
from relreport.fields.account import ACCOUNT, RECORDS
from relreport.fields.contact import ITEM
from relreport.fields.settings import SETTINGS
from relreport.fields.tokens import BOARDS, NONE_SPELLINGS

DIALECT = "http://json-schema.org/draft-07/schema#"  # the one that editors know best

_D = "[0-9０-９]"
_MONTH = "(?:0?[1-9]|1[0-2]|[０-９]{1,2})"
_DAY = "(?:0?[1-9]|[12][0-9]|3[01]|[０-９]{1,2})"
_YEAR = "(?:19[0-9]{2}|2[01][0-9]{2}|2200|[０-９]{4})"
_DASH = "[-/.年－／．]"
_DATE = rf"{_YEAR} *{_DASH} *{_MONTH} *[-/.月－／．] *{_DAY} *[日号]?"
_FIGURE = rf"(?:{_D}+(?:[.．]{_D}+)?|[.．]{_D}+) *[%％]?"
_PERIOD = (
    rf"{_YEAR} *年? *(?:[-/－／]? *(?:[QqＱ][1-4１-４]|[HhＨ][12１２]|第? *[1-4１-４一二三四] *季度?"
    r"|[上下]半年)"
    rf"|[-/年－／] *{_MONTH} *月?|(?:全年)?)"
)
_SHARE = rf"(?:约|大约|~|～|≈|about )? *{_FIGURE}(?: *[-–—−~～至到－] *{_FIGURE})? *(?:左右)?"
_MONEY = rf"(?:约|大约)? *[¥￥]? *{_D}[0-9０-９_,，]*(?:[.．]{_D}+)? *(?:万|亿|千|百万|千万)? *元?"
_CLOCK = rf"(?:[01]?[0-9]|2[0-3]|[０-９]{{1,2}})(?:[:：][0-5０-５]{_D}|[点时](?:[0-5０-５]{_D})?分?)"
_NULL = {"type": "null"}
_NONE = {"enum": sorted(NONE_SPELLINGS)}
# it is known that there is none
_NOTHING: list[dict[str, Any]] = [_NONE, {"type": "array", "items": _NONE, "maxItems": 1}]


def account_schema() -> dict[str, Any]:
    """The schema of an account's front matter."""
    definitions = {_name(record): _record(record) for record in (*RECORDS, ITEM)}
    definitions["portrait"] = _portrait()
    return {
        "$schema": DIALECT,
        "$id": "relreport-account.schema.json",
        **_record(ACCOUNT),
        "definitions": definitions,
    }


def settings_schema() -> dict[str, Any]:
    """The schema of `relreport.yaml`."""
    records: dict[str, Any] = {}
    _gather(SETTINGS, records)
    return {
        "$schema": DIALECT,
        "$id": "relreport-settings.schema.json",
        **_record(SETTINGS),
        "type": ["object", "null"],
        "definitions": records,
    }


def _gather(record: k.Record, found: dict[str, Any]) -> None:
    for field in record.fields:
        if isinstance(field.kind, k.One | k.Entries) and _name(field.kind.of) not in found:
            found[_name(field.kind.of)] = _record(field.kind.of)
            _gather(field.kind.of, found)


def _name(record: k.Record) -> str:
    return record.name.replace(" ", "-")


def _record(record: k.Record) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "type": "object",
        "title": record.en,
        "description": f"{record.en}\n{record.zh}",
        "properties": {field.name: _field(field) for field in record.fields},
        "patternProperties": {"^x_": {}},
        "additionalProperties": False,
    }
    required = [field.name for field in record.fields if field.required]
    if required:
        schema["required"] = required
    if record.name in ("contacts", "people"):
        schema["anyOf"] = [{"required": ["name"]}, {"required": ["id"]}]
    return schema


def _field(field: k.Field) -> dict[str, Any]:
    description = f"{field.en}\n{field.zh}"
    words = _words(field.kind)
    if words is not None:
        description += "\n" + "\n".join(
            f"{token}: {', '.join(aliases)}" for token, aliases in words.words.items() if aliases
        )
    schema: dict[str, Any] = {"title": field.en, "description": description}
    allowed = _kind(field.kind)
    if field.required and isinstance(field.kind, k.Text):
        allowed = [{"type": ["string", "number", "boolean"], "minLength": 1}]
    if not field.required:
        allowed = [*allowed, _NULL, {"type": "object", "maxProperties": 0}, {"type": "array", "maxItems": 0}]
    schema["anyOf"] = allowed
    if field.default is not None:
        schema["default"] = int(field.default) if field.default.isdigit() else field.default
    if field.example:
        schema["examples"] = [field.example]
    return schema


def _words(kind: k.Kind) -> k.Vocabulary | None:
    if isinstance(kind, k.Many):
        kind = kind.of
    return kind.of if isinstance(kind, k.Token | k.Signed) else None


def _kind(kind: k.Kind) -> list[dict[str, Any]]:
    """What a value of the kind may be; any of it."""
    match kind:
        case k.Text():
            return [{"type": ["string", "number", "boolean"]}]
        case k.Identifier():
            return [{"type": ["number", "boolean"], "minimum": 0}, _pattern(_IDENTIFIER)]
        case k.Day(month_end=month_end):
            month = rf"{_YEAR} *[-/年－／] *{_MONTH} *月?"
            return [_pattern(rf"(?:{_DATE}|{month})" if month_end else _DATE)]
        case k.Birthday():
            short = rf"(?:{_YEAR} *[-/年－／] *)?{_MONTH} *[-/月－／] *{_DAY} *[日号]?"
            return [_pattern(rf"(?:{short}|{_YEAR}[.．]{_MONTH}[.．]{_DAY})")]
        case k.Clock():
            return [_pattern(_CLOCK)]
        case k.PeriodOf():
            return [{"type": "integer", "minimum": 1900, "maximum": 2200}, _pattern(_PERIOD)]
        case k.ShareOf():
            return [{"type": "number", "minimum": 0, "maximum": 1}, _pattern(_SHARE)]
        case k.Money():
            return [{"type": "number", "minimum": 0}, _pattern(_MONEY)]
        case k.Whole(low=low, high=high):
            text = _pattern(rf"[+＋-]?{_D}{{1,9}} *[%％]?")
            return [{"type": "integer", "minimum": low, "maximum": high}, text]
        case k.Number(low=low, high=high):
            text = _pattern(rf"[+＋-]?{_D}{{1,12}}(?:[.．]{_D}{{1,6}})?")
            return [{"type": "number", "minimum": low, "maximum": high}, text]
        case k.YesNo():
            return [
                {"type": "boolean"},
                _pattern("(?:[Yy][Ee][Ss]|[Nn][Oo]|[Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee]|是|否)"),
            ]
        case k.Colour():
            return [_pattern("#[0-9a-fA-F]{6}")]
        case k.Inside():
            return [{"type": "string", "pattern": r"^(?![/\\~])(?![A-Za-z]:)(?!.*\.\.)"}]
        case k.Token(of=of):
            return _token(of, "")
        case k.Signed(of=of):
            return _token(of, "[-+＋−－–]")
        case k.ContactRef() | k.PersonRef():
            return [{"type": ["string", "number", "boolean"]}]
        case k.Many(of=of, people=people):
            one = _kind(of)
            several = [{"type": ["string", "number", "boolean"]}] if people else one
            return [*several, {"type": "array", "items": {"anyOf": [*one, _NULL]}}, *_NOTHING]
        case k.One(of=of):
            return [{"$ref": f"#/definitions/{_name(of)}"}]
        case k.Entries(of=of):
            entry: list[dict[str, Any]] = [{"$ref": f"#/definitions/{_name(of)}"}]
            if of.scalar:
                entry += _kind(of.by_name[of.scalar].kind)
            empty = [{"type": "array", "maxItems": 0}, {"type": "object", "maxProperties": 0}, {"const": ""}]
            return [{"type": "array", "items": {"anyOf": [*entry, *empty, _NULL]}}, *entry, *_NOTHING]
        case k.Boards():
            return [{"$ref": "#/definitions/portrait"}]
        case k.Named(of=of):
            return [{"type": "object", "additionalProperties": {"anyOf": [*_kind(of), _NULL]}}]
    raise TypeError(kind)


def _portrait() -> dict[str, Any]:
    nothing = [{"type": "object", "maxProperties": 0}, {"type": "array", "maxItems": 0}]
    item = {
        "anyOf": [
            {"type": ["string", "number", "boolean"]},
            {"type": "array", "items": {"type": ["string", "number", "boolean"]}},
            {"$ref": "#/definitions/portrait-item"},
            *nothing,
            _NULL,
        ]
    }
    boards = {
        board: {
            "anyOf": [
                {"type": "object", "properties": dict.fromkeys(items, item), "additionalProperties": item},
                _NULL,
                _NONE,
                {"type": "array", "maxItems": 0},
            ]
        }
        for board, items in BOARDS.items()
    }
    return {
        "type": "object",
        "properties": boards,
        "additionalProperties": False,
        "patternProperties": {"^x_": {}},
    }


# every character but those of ASCII and of the punctuation blocks that no id may hold
_IDENTIFIER = (
    r"(?![-.])(?!(?:[Cc][Oo][Nn]|[Pp][Rr][Nn]|[Aa][Uu][Xx]|[Nn][Uu][Ll]"
    r"|(?:[Cc][Oo][Mm]|[Ll][Pp][Tt])[1-9])(?: *$|\.))"
    r"[^\u0000-,/:-@\[-\^`{-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb-\u00bf\u00d7\u00f7\u2000-\u2bff"
    r"\u3000-\u3004\u3008-\u3020\u3030\uff01-\uff0f\uff1a-\uff20]{1,64}"
)


def _pattern(expression: str) -> dict[str, Any]:
    return {"type": "string", "pattern": f"^ *(?:{expression}) *$"}


def _token(of: k.Vocabulary, sign: str) -> list[dict[str, Any]]:
    """The tokens for an editor to offer, and every spelling of them in any case."""
    spellings = [spelling for token, aliases in of.words.items() for spelling in (token, *aliases)]
    any_case = "|".join(_any_case(one) for one in sorted(spellings, key=len, reverse=True))
    pattern = _pattern(f"{sign}(?:{any_case})")
    return [pattern] if sign else [{"enum": list(of.words)}, pattern]


def _any_case(text: str) -> str:
    parts = []
    for one in text:
        if one in "-_ ":
            parts.append("[-_ ]")
        elif one.isascii() and one.isalpha():
            parts.append(f"[{one.upper()}{one.lower()}]")
        else:
            parts.append(re.escape(one))
    return "".join(parts)
