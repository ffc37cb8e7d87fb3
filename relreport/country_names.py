"""The country whose holidays count: one that nobody knows has no holidays, and nobody would notice."""

from __future__ import annotations

from collections.abc import Iterator

from relreport.fields.countries import COUNTRIES
from relreport.finding import Edit, Finding, Severity, Where
from relreport.nearest import nearest
from relreport.parse.context import quotable
from relreport.parse.settings import Written


def unknown_country(path: str, calendar: Written | None) -> Iterator[Finding]:
    """The calendar in the settings (the file at `path`), where no country is written so."""
    if calendar is None or _known(calendar.text.strip().upper()):
        return
    code, sure = _likely(calendar.text.strip())
    length = len(calendar.text)
    start, end = calendar.column, calendar.column + length
    plain = calendar.source_line[start:end] == calendar.text
    yield Finding(
        code="E246",
        severity=Severity.ERROR,
        where=Where(
            path=path,
            line=calendar.line + 1,
            column=start + 1,
            end_line=calendar.line + 1,
            end_column=start + 1 + length,
        ),
        facts=quotable(written=calendar.text, near=code),
        mended=f"{calendar.source_line[:start]}{code}{calendar.source_line[end:]}"
        if code and plain
        else None,
        edit=Edit(start=calendar.offset, end=calendar.offset + length, text=code)
        if code and plain and sure
        else None,
    )


def _known(code: str) -> bool:
    if len(code) != 3 or not code.isascii():
        return code in COUNTRIES
    from relreport.readings.calendar import has_holidays

    return has_holidays(code)


def _likely(written: str) -> tuple[str | None, bool]:
    """The country that was likely meant, and whether it can be no other: it was called by its name."""
    from relreport.text.countries import codes_by_name

    names: dict[str, str] = {}
    for language in ("en", "zh"):
        for name, code in codes_by_name(language).items():
            if code in COUNTRIES:
                names[name.casefold()] = code
    wanted = written.casefold()
    if wanted in names:
        return names[wanted], True
    head = written[:2].upper()  # `DE-BY`: a part of a country
    if head in COUNTRIES and not written[2:3].isalpha():
        return head, False
    near = nearest(wanted, names)
    return (names[near] if near else None), False
