"""`relreport.yaml`: the workspace's settings, read with the same care as an account."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from relreport.fields import settings as f
from relreport.fields.kinds import Entries, Kind, Named, One, Record
from relreport.fields.tokens import AUDIENCE
from relreport.finding import Finding
from relreport.model.places import Mark
from relreport.model.settings import TIERS, OwnAudience, Person, RuleSettings, Settings, Tier
from relreport.parse.context import Context, Reported, Slip, unknown
from relreport.parse.converters import Convert, converter
from relreport.parse.records import RecordReader, entries, is_named, value_mark
from relreport.record import dataclass
from relreport.source import Map, Seq, Source, take_apart


class RuleName(NamedTuple):
    """A rule's code, or the name of a limit, as it stands in the settings; line and column from 0."""

    name: str
    is_limit: bool
    line: int
    column: int


class Written(NamedTuple):
    """A value as it stands in the settings: its text, line and column from 0, its place in the file, its
    line."""

    text: str
    line: int
    column: int
    offset: int
    source_line: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedSettings:
    """The settings, defaults for what could not be read, and every finding by place."""

    settings: Settings
    findings: tuple[Finding, ...]
    rule_names: tuple[RuleName, ...] = ()
    calendar: Written | None = None
    labels: tuple[Written, ...] = ()  # their names

    @property
    def errors(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.is_error)


def parse_settings(path: str, data: bytes) -> ParsedSettings:
    """Read a settings file. An empty one sets nothing."""
    source = take_apart(path, data, settings_file=True)
    settings = _settings(source, source.top) if source.top is not None else Settings()
    findings = tuple(sorted(source.findings, key=lambda one: (one.where.line, one.where.column, one.code)))
    names = tuple(_rule_names(source.top)) if source.top is not None else ()
    return ParsedSettings(
        settings=settings,
        findings=findings,
        rule_names=names,
        calendar=_written(source, "calendar"),
        labels=tuple(_label_names(source)),
    )


def _written(source: Source, key: str) -> Written | None:
    """The text that stands under a key, as it stands there; which values there are, others know."""
    text = source.top.values.get(key) if source.top is not None else None
    if source.top is None or not isinstance(text, str):
        return None
    return _standing(source, text, source.top.marks[key])


def _label_names(source: Source) -> Iterator[Written]:
    held = source.top.values.get("labels") if source.top is not None else None
    if isinstance(held, Map):
        for name, mark in held.keys.items():
            yield _standing(source, name, mark)


def _standing(source: Source, text: str, mark: Mark) -> Written:
    offset = source.offset(mark.line) + mark.column
    return Written(text, mark.line, mark.column, offset, source.line(mark.line))


def _rule_names(top: Map) -> Iterator[RuleName]:
    """Every code and limit that the settings name: which of them there are, only the rules know."""
    rules = top.values.get("rules")
    if not isinstance(rules, Map):
        return
    for key in ("ignore", "severity", "thresholds"):
        held = rules.values.get(key)
        if isinstance(held, Map):
            for name, mark in held.keys.items():
                yield RuleName(name, key == "thresholds", mark.line, mark.column)
        elif isinstance(held, Seq):
            for name, mark in zip(held.items, held.marks, strict=True):
                if isinstance(name, str):
                    yield RuleName(name, False, mark.line, mark.column)
        elif isinstance(held, str):
            yield RuleName(held, False, rules.marks[key].line, rules.marks[key].column)


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
    _audiences(source, top, slots)
    people = slots.get("people", ())
    return Settings(
        **{
            **slots,
            "tiers": tiers,
            "people": people,
            # with a mistake in the settings nobody knows who else was meant to stand there
            "people_given": bool(people) and not any(one.is_error for one in source.findings),
            "accent": colours.get("accent"),
            "pdf_name": pdf.get("name", "<id>.pdf"),
            "paper": pdf.get("paper", "a4"),
            "portrait": slots.get("portrait") or {},
            "rules": RuleSettings(**(slots.get("rules") or {})),
        }
    )


def _audiences(source: Source, top: Map, slots: dict[str, Any]) -> None:
    """Own audiences have names of their own, and the default is one that there is; else it is the closed
    one."""
    context = Context(source)
    own: dict[str, OwnAudience] = {}
    for one in slots.get("audiences") or ():
        if one.name in AUDIENCE.words:
            context.report(Slip("E152", id=one.name, width=len(one.name)), one.at.keys["name"])
        elif one.name in own:
            context.report(
                Slip("E207", id=one.name, list="audiences", first=own[one.name].at.line), one.at.keys["name"]
            )
        else:
            own[one.name] = one
    slots["audiences"] = tuple(own.values())
    wanted = slots.get("audience")
    if wanted is not None and wanted not in (known := (*AUDIENCE.words, *own)):
        del slots["audience"]
        mark = top.marks["audience"]
        context.report(unknown("E202", wanted, known, list="audience", expected=", ".join(known)), mark)


def _mapping(record: Record, *, children: dict[str, Convert] | None = None) -> Convert:
    """A converter of a record that has no class of its own: its slots."""
    reader = RecordReader(record, dict, children=children)

    def convert(value: Any, context: Context) -> dict[str, Any]:
        read = reader.read(value, value_mark(context), record.name, context)
        if read is None:
            raise Reported
        return {key: one for key, one in read.items() if key not in ("at", "own")}

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
            raise Reported
        return found

    return convert


def _person_is_named(node: Map, slots: dict[str, Any]) -> None:
    is_named(node, slots)
    slots.setdefault("level", "senior")


def _person(**slots: Any) -> Person:
    slots.pop("own", None)  # the organisation's own keys go no further
    return Person(**slots)


def _audience(**slots: Any) -> OwnAudience:
    slots.pop("own", None)
    return OwnAudience(**slots)


def _converted(kind: Kind) -> Convert:
    """The converter of a setting's kind."""
    if isinstance(kind, Named):
        return _named(converter(kind.of))
    if isinstance(kind, One):
        return _mapping(kind.of, children={one.name: _converted(one.kind) for one in kind.of.fields})
    if isinstance(kind, Entries) and kind.of is f.AUDIENCE:
        return entries(RecordReader(f.AUDIENCE, _audience))
    if isinstance(kind, Entries):
        return entries(RecordReader(f.PERSON, _person, finish=_person_is_named), unique_ids=True)
    return converter(kind)


_TOP = RecordReader(
    f.SETTINGS, Settings, children={one.name: _converted(one.kind) for one in f.SETTINGS.fields}
)
