"""`relreport.yaml`: the workspace's settings, read with the same care as an account."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from relreport.fields import settings as f
from relreport.fields.kinds import Record
from relreport.finding import Finding
from relreport.model.settings import TIERS, Person, RuleSettings, Settings, Tier
from relreport.parse.context import REPORTED, Context, Slip
from relreport.parse.converters import Convert, converter
from relreport.parse.records import RecordReader, entries, is_named, value_mark
from relreport.source import Map, Source, take_apart
from relreport.spellings import Impossible, number


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedSettings:
    """The settings, defaults for what could not be read, and every finding by place."""

    settings: Settings
    findings: tuple[Finding, ...]

    @property
    def errors(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.is_error)


def parse_settings(path: str, data: bytes) -> ParsedSettings:
    """Read a settings file. An empty one sets nothing."""
    source = take_apart(path, data, settings_file=True)
    settings = _settings(source, source.top) if source.top is not None else Settings()
    findings = tuple(sorted(source.findings, key=lambda one: (one.where.line, one.where.column, one.code)))
    return ParsedSettings(settings=settings, findings=findings)


def _settings(source: Source, top: Map) -> Settings:
    slots, _ = _TOP.slots(top, "", Context(source))
    colours: dict[str, Any] = slots.pop("colours", None) or {}
    pdf: dict[str, Any] = slots.pop("pdf", None) or {}
    tiers = dict(TIERS)
    for name, given in (slots.pop("tiers", None) or {}).items():
        tiers[name] = Tier(
            contact=given.get("contact", TIERS[name].contact),
            visit=given.get("visit", TIERS[name].visit),
            label=given.get("label"),
        )
    slots.pop("format", None)
    people = slots.get("people", ())
    return Settings(
        **{
            **slots,
            "tiers": tiers,
            "people": people,
            "people_given": bool(people),
            "accent": colours.get("accent"),
            "pdf_name": pdf.get("name", "<id>.pdf"),
            "paper": pdf.get("paper", "a4"),
            "portrait": slots.get("portrait") or {},
            "rules": RuleSettings(**(slots.get("rules") or {})),
        }
    )


def _mapping(record: Record, *, children: dict[str, Convert] | None = None) -> Convert:
    """A converter of a record that has no class of its own: its slots."""
    reader = RecordReader(record, dict, children=children)

    def convert(value: Any, context: Context) -> dict[str, Any]:
        read = reader.read(value, value_mark(context), record.name, context)
        if read is None:
            raise REPORTED
        return {key: one for key, one in read.items() if key != "at"}

    return convert


def _named(of: Convert) -> Convert:
    """A converter of a mapping from free names."""

    def convert(value: Any, context: Context) -> dict[str, Any]:
        if type(value) is not Map:
            raise Slip("E203", expected="mapping")
        found: dict[str, Any] = {}
        good = not value.spoilt
        for name, one in value.values.items():
            if one is None:
                continue
            try:
                found[name] = of(one, context)
            except Slip as slip:
                context.report(slip, value.marks[name])
                good = False
        if not good:
            raise REPORTED
        return found

    return convert


def _threshold(value: Any, context: Context) -> float:
    try:
        figure = number(value, 0, 1_000_000) if isinstance(value, str) else None
    except Impossible:
        figure = None
    if figure is None:
        raise Slip("E204", kind="number 0–1000000")
    return figure


def _colour(value: Any, context: Context) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"#[0-9a-fA-F]{6}", value):
        raise Slip("E204", kind="#rrggbb")
    return value.lower()


def _paper(value: Any, context: Context) -> str:
    if value not in ("a4", "letter", "phone"):
        raise Slip("E202", list="pdf.paper", expected="a4, letter, phone")
    return str(value)


def _person_is_named(node: Map, slots: dict[str, Any]) -> None:
    is_named(node, slots)
    slots.setdefault("level", "senior")


def _person(**slots: Any) -> Person:
    slots.pop("own", None)  # the organisation's own keys go no further
    return Person(**slots)


_TEXT = converter(f.SETTINGS.by_name["company"].kind)
_TIER = _mapping(f.TIER)
_TOP = RecordReader(
    f.SETTINGS,
    Settings,
    children={
        "people": entries(RecordReader(f.PERSON, _person, finish=_person_is_named), unique_ids=True),
        "tiers": _mapping(f.TIERS, children=dict.fromkeys(f.TIERS.names, _TIER)),
        "rules": _mapping(f.RULES, children={"severity": _named(_TEXT), "thresholds": _named(_threshold)}),
        "portrait": _mapping(f.PORTRAIT),
        "colours": _mapping(f.COLOURS, children={"accent": _colour}),
        "pdf": _mapping(f.PDF, children={"paper": _paper}),
        "labels": _named(_TEXT),
        "aliases": _named(converter(f.SETTINGS.by_name["aliases"].kind.of)),  # type: ignore[attr-defined]  # a Named
    },
)
