"""The table of confidentiality as Markdown, for the page on security."""

from __future__ import annotations

from collections.abc import Iterable

from relreport.audience.table import PARTS, READINGS, fact_rows, field_rows, gap_rows
from relreport.fields.kinds import Sensitivity
from relreport.phrases import phrases


def as_markdown(language: str) -> str:
    words = {key: entry["text"] for key, entry in phrases("reference", language).items()}
    lines: list[str] = []

    def by_level(title: str, rows: Iterable[tuple[str, Sensitivity]]) -> None:
        known = list(rows)
        lines.extend([f"### {words[title]}", "", f"| {words['level']} | {words['what']} |", "| --- | --- |"])
        for level in Sensitivity:
            names = [f"`{name}`" for name, one in known if one is level]
            if names:
                lines.append(f"| `{level.word}` | {', '.join(names)} |")
        lines.append("")

    by_level("secrecy_fields", field_rows())
    by_level("secrecy_parts", PARTS.items())
    by_level("secrecy_readings", READINGS.items())
    by_level("secrecy_facts", fact_rows())
    by_level("secrecy_gaps", ((code, needed) for code, _, needed in gap_rows()))
    return "\n".join(lines).rstrip() + "\n"
