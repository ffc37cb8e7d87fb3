"""The small parts that every block is made of: cells, rows, tables, sections, sentences with strong words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from relreport.page.contract.parts import (
    Cell,
    Column,
    Html,
    Link,
    Row,
    Run,
    Section,
    Sentence,
    Source,
    Table,
    Tone,
)
from relreport.phrases import filled

_STAR = "\ufdd2"  # stands for a fact's own star while the template's are read


def cell(
    text: str = "",
    *,
    note: str = "",
    tone: Tone = "",
    strong: bool = False,
    href: str = "",
    links: Sequence[Link] = (),
    key: str | float | None = None,
    place: str = "",
) -> Cell:
    return {  # a page has hundreds; written so, one is made in a third of the time
        "text": text,
        "note": note,
        "tone": tone,
        "strong": strong,
        "href": href,
        "links": list(links),
        "key": text if key is None else key,
        "place": place,
    }


def row(*cells: Cell | str, anchor: str = "", tone: Tone = "") -> Row:
    return Row(anchor=anchor, tone=tone, cells=[cell(one) if isinstance(one, str) else one for one in cells])


def table(
    columns: Sequence[str],
    rows: Iterable[Row],
    *,
    caption: str = "",
    more: Iterable[Row] = (),
    more_label: str = "",
) -> Table:
    """`columns` are labels; before one `#` aligns figures, `+` takes the room left, `-` keeps short."""
    return Table(
        caption=caption,
        columns=[_column(label) for label in columns],
        rows=list(rows),
        more=list(more),
        more_label=more_label,
    )


def _column(label: str) -> Column:
    match label[:1]:
        case "#":
            return Column(label=label[1:], kind="number")
        case "+":
            return Column(label=label[1:], kind="wide")
        case "-":
            return Column(label=label[1:], kind="short")
        case _:
            return Column(label=label, kind="")


def section(
    id: str,
    title: str,
    *,
    note: str = "",
    tone: Tone = "",
    folded: bool = False,
    sentences: Iterable[Sentence] = (),
    chart: str = "",
    tables: Iterable[Table] = (),
    sources: Iterable[Source] = (),
) -> Section:
    return Section(
        id=id,
        title=title,
        note=note,
        tone=tone,
        folded=folded,
        sentences=list(sentences),
        chart_svg=Html(chart) if chart else None,
        tables=list(tables),
        sources=list(sources),
    )


def sentence(template: str, facts: Mapping[str, str | int]) -> Sentence:
    """A template with its facts as runs: what stands between two `*` is strong; a fact's own `*` is not."""
    hidden = {name: one.replace("*", _STAR) if isinstance(one, str) else one for name, one in facts.items()}
    pieces = filled(template, hidden).split("*")
    runs = [Run(text=piece.replace(_STAR, "*"), strong=bool(place % 2)) for place, piece in enumerate(pieces)]
    return [run for run in runs if run["text"]]


def opened(said: Sentence) -> Sentence:
    """A sentence with a capital at its beginning: a role that stands for a name has none of its own."""
    first, *rest = said
    return [Run(text=first["text"][:1].upper() + first["text"][1:], strong=first["strong"]), *rest]
