"""Words that the settings say otherwise: one that stands on no report would be said by nobody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from relreport.finding import Finding, Severity, Where
from relreport.nearest import nearest
from relreport.parse.context import quotable
from relreport.parse.settings import Written
from relreport.phrases import LANGUAGES


def unknown_labels(path: str, names: Iterable[Written]) -> Iterator[Finding]:
    """The names under `labels` in the settings (the file at `path`) that no word has, with the nearest that
    there is."""
    names = tuple(names)
    if not names:
        return
    known = _known()
    for one in names:
        head, _, rest = one.text.partition(".")
        plain = rest if head in LANGUAGES else one.text
        # an organisation's own items of a portrait have words of its own
        if plain in known or plain.startswith("item."):
            continue
        near = nearest(plain, known)
        start, end = one.column, one.column + len(one.text)
        meant = f"{head}.{near}" if near and head in LANGUAGES else near
        shown = near and one.source_line[start:end] == one.text
        yield Finding(
            code="W311",
            severity=Severity.WARNING,
            where=Where(
                path=path,
                line=one.line + 1,
                column=start + 1,
                end_line=one.line + 1,
                end_column=end + 1,
            ),
            facts=quotable(written=one.text, near=meant),
            mended=f"{one.source_line[:start]}{meant}{one.source_line[end:]}" if shown else None,
        )


def _known() -> tuple[str, ...]:
    from relreport.text.catalogue import labels

    return tuple(
        f"{scale}.{token}"
        for scale, words in labels("en").items()
        if not scale.startswith("outward.") and scale != "shown"
        for token in words
    )
