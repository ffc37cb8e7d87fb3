"""What a PDF tells a reader who does not see it: its structure in order, with the text of each part."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf

from relreport.scan.cmap import decoder

# parts that are read as one; what stands in them is their text
WHOLE = frozenset({"H1", "H2", "H3", "H4", "H5", "H6", "P", "TH", "TD", "Caption", "LBody", "Lbl", "Figure"})


SEAM = re.compile(r"(?<=[\u2e80-\uffef])\n|\n(?=[\u2e80-\uffef])")


@dataclass(frozen=True, kw_only=True)
class Part:
    """A part of the structure: its tag, the page it begins on, its text, and what stands beside it."""

    tag: str
    page: int
    text: str
    depth: int
    alt: str = ""
    id: str = ""
    headers: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A PDF by its parts. `feet`: what stands on each page and is no part, its running head and foot; `fonts`:
    the name of each, and whether it lies in the file.
    """

    parts: tuple[Part, ...]
    feet: tuple[str, ...]
    bookmarks: tuple[tuple[int, int, str], ...]
    fonts: frozenset[tuple[str, bool]]

    def lines(self) -> Iterator[str]:
        """A line a part, the cells of a row in one, as a person would read it out."""
        row: list[str] = []
        for part in self.parts:
            if part.tag in ("TH", "TD"):
                row.append(part.text)
                continue
            if row:
                yield "  | " + " | ".join(row)
                row = []
            if part.tag in WHOLE and (part.text or part.alt):
                yield f"{part.page} {part.tag} {part.text or part.alt}"
        if row:
            yield "  | " + " | ".join(row)


def read(data: bytes) -> Paper:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        places = {page.obj.objgen: place for place, page in enumerate(pdf.pages)}
        marked = [_marked(page) for page in pdf.pages]
        told: set[tuple[int, int]] = set()
        parts = tuple(_walk(pdf.Root.StructTreeRoot.K, places, [one for one, _ in marked], told, 0, None))
        feet = tuple(
            " ".join((bare, *(text for mark, text in found.items() if (place, mark) not in told)))
            for place, (found, bare) in enumerate(marked)
        )
        with pdf.open_outline() as outline:
            bookmarks = tuple(_bookmarks(outline.root, places, 0))
        fonts = frozenset(
            (str(one.BaseFont).partition("+")[2], "/FontFile2" in one.DescendantFonts[0].FontDescriptor)
            for one in pdf.objects
            if isinstance(one, pikepdf.Dictionary) and one.get("/Subtype") == "/Type0"
        )
    return Paper(parts=parts, feet=feet, bookmarks=bookmarks, fonts=fonts)


def _bookmarks(entries: Any, places: dict[Any, int], depth: int) -> Iterator[tuple[int, int, str]]:
    for entry in entries:
        yield depth, places[entry.destination[0].objgen] + 1, str(entry.title)
        yield from _bookmarks(entry.children, places, depth + 1)


def _marked(page: Any) -> tuple[dict[int, str], str]:
    """The text of each marked piece of a page, and of what is an artifact: the running foot."""
    fonts = {name: decoder(font) for name, font in page.resources.get("/Font", {}).items()}
    found: dict[int, str] = {}
    bare: list[str] = []
    marks: list[int | None] = []
    decode: Any = None
    steps: Any = pikepdf.parse_content_stream(page)
    for operands, operator in steps:
        match str(operator):
            case "BDC" | "BMC":
                told = operands[1] if len(operands) > 1 else {}
                marks.append(int(told["/MCID"]) if "/MCID" in told else None)
            case "BT":
                mark = next((one for one in reversed(marks) if one is not None), None)
                if mark is not None and mark in found:
                    found[mark] += "\n"
            case "EMC":
                marks.pop()
            case "Tf":
                decode = fonts[str(operands[0])]
            case "Tj" | "TJ":
                pieces = operands[0] if str(operator) == "TJ" else operands
                text = "".join(decode(bytes(one)) for one in pieces if isinstance(one, pikepdf.String))
                mark = next((one for one in reversed(marks) if one is not None), None)
                if mark is None:
                    bare.append(text)
                else:
                    found[mark] = found.get(mark, "") + text
            case _:
                pass
    return found, "".join(bare)


def _walk(
    node: Any,
    places: dict[Any, int],
    marked: list[dict[int, str]],
    told: set[tuple[int, int]],
    depth: int,
    on: Any,
) -> Iterator[Part]:
    for one in node if isinstance(node, pikepdf.Array) else [node]:
        if not isinstance(one, pikepdf.Dictionary) or "/S" not in one:
            continue
        tag = str(one.S).removeprefix("/")
        page = one.get("/Pg", on)
        seen: list[tuple[int, int]] = []
        whole = tag in WHOLE and not (tag == "LBody" and _holds_heading(one))
        text = _text(one, places, marked, page, seen) if whole else ""
        place = seen[0][0] if seen else places[page.objgen] if page is not None else -1
        told.update(seen)
        text = SEAM.sub("", text)  # a line's end is a blank between Latin letters alone
        yield Part(
            tag=tag, page=place + 1, text=" ".join(text.split()), depth=depth, alt=str(one.get("/Alt", "")),
            id=str(one.get("/ID", "")), headers=_headers(one.get("/A")),
        )  # fmt: skip
        if not whole:
            _own(one, places, page, told)
        if "/K" in one:
            inner = _walk(one.K, places, marked, told, depth + 1, page)
            # what stands within a paragraph or a cell is its text; but what is a part of its own is told
            yield from (part for part in inner if not whole or part.tag == "Figure")


def _holds_heading(node: Any) -> bool:
    inside = node.get("/K", ())
    return any(
        isinstance(one, pikepdf.Dictionary)
        and "/S" in one
        and ((str(one.S)[1:2] == "H" and str(one.S)[2:].isdigit()) or _holds_heading(one))
        for one in (inside if isinstance(inside, pikepdf.Array) else [inside])
    )


def said(data: bytes) -> str:
    """All that a PDF says, in the order in which it is read out."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        places = {page.obj.objgen: place for place, page in enumerate(pdf.pages)}
        marked = [_marked(page)[0] for page in pdf.pages]
        return _text(pdf.Root.StructTreeRoot.K, places, marked, None, [])


def _own(node: Any, places: dict[Any, int], page: Any, told: set[tuple[int, int]]) -> None:
    """What a part that is no leaf holds itself: told, too, though by no line."""
    for one in node.get("/K", ()) if isinstance(node.get("/K"), pikepdf.Array) else [node.get("/K")]:
        if isinstance(one, int):
            told.add((places[page.objgen], one))
        elif isinstance(one, pikepdf.Dictionary) and "/MCID" in one:
            told.add((places[one.get("/Pg", page).objgen], int(one.MCID)))


def _text(
    node: Any, places: dict[Any, int], marked: list[dict[int, str]], on: Any, seen: list[tuple[int, int]]
) -> str:
    page = node.get("/Pg", on) if isinstance(node, pikepdf.Dictionary) else on
    inside = node.get("/K") if isinstance(node, pikepdf.Dictionary) and "/S" in node else node
    text = ""
    for one in inside if isinstance(inside, pikepdf.Array) else [inside]:
        if isinstance(one, int):
            seen.append((places[page.objgen], one))
            text += marked[places[page.objgen]].get(one, "")
        elif isinstance(one, pikepdf.Dictionary) and "/MCID" in one:
            place = places[one.get("/Pg", page).objgen]
            seen.append((place, int(one.MCID)))
            text += marked[place].get(int(one.MCID), "")
        elif isinstance(one, pikepdf.Dictionary) and "/S" in one:
            text += f"\n{_text(one, places, marked, page, seen)}"
    return text


def _headers(attributes: Any) -> tuple[str, ...]:
    for one in attributes if isinstance(attributes, pikepdf.Array) else [attributes]:
        if isinstance(one, pikepdf.Dictionary) and "/Headers" in one:
            return tuple(str(header) for header in one.Headers)
    return ()
