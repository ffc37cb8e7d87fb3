"""The handout as a PDF: page one alone, nothing missing, every paper."""

import io
import itertools
import re
from datetime import date
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

import pikepdf
import pytest

from relreport.formats import html
from relreport.formats.engine import Engine, PdfDocument
from relreport.formats.libraries import lacking
from relreport.formats.narrow import foot_in_two_lines

DAY = date(2026, 9, 30)


def _made() -> ModuleType:
    spec = spec_from_file_location("made_pages", Path(__file__).with_name("made_pages.py"))
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


MADE = _made()


@pytest.fixture(scope="module")
def engine() -> Engine:
    if lacking():
        pytest.skip("no Pango here")
    return Engine(stylesheets={"paper.css": html.shipped_assets()["css/paper.css"]}, assets={})


def printed(engine: Engine, name: str, lang: str, paper: str = "a4") -> PdfDocument:
    page = MADE.PLANS[name](lang)
    page["paper"] = paper
    return engine.render(html.render_handout(page), moment=DAY)


def headings(document: PdfDocument) -> list[tuple[str, int]]:
    """The bookmarks of the first two levels, with the page each leads to."""
    with pikepdf.open(io.BytesIO(document.data)) as pdf:
        pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
        found: list[tuple[str, int]] = []

        def walk(items: Any) -> None:
            for item in items:
                found.append((item.title, pages[item.destination[0].objgen]))
                walk(item.children)

        walk(pdf.open_outline().root)
        return found


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(
    ("name", "paper"),
    [("rich", "a4"), ("trouble", "a4"), ("rich", "letter"), ("crowd", "a4"), ("lost", "a4")],
)
def test_page_one_stands_alone(engine: Engine, name: str, paper: str, lang: str) -> None:
    document = printed(engine, name, lang, paper)
    assert document.missing_glyphs == ()
    words = MADE.words(lang)
    places = dict(reversed(headings(document)))
    assert places[words["gaps"]] == places[words["share"]] == places[words["actions"]] == 1
    assert places[words["evidence_list"]] == max(places.values()) > 1


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_who_is_hardly_known_gets_one_page(engine: Engine, lang: str) -> None:
    document = printed(engine, "prospect", lang)
    assert document.pages == 1
    assert MADE.words(lang)["questions"] in dict(headings(document))


@pytest.mark.parametrize("name", ["rich", "long"])
def test_phone_paper_is_narrow(engine: Engine, name: str) -> None:
    document = printed(engine, name, "zh", "phone")
    assert document.missing_glyphs == ()
    with pikepdf.open(io.BytesIO(document.data)) as pdf:
        assert {round(float(page.mediabox[2]) / 72 * 25.4) for page in pdf.pages} == {105}


ROW = re.compile(r'<ul class="row.*?</ul>', re.DOTALL)
SHOWN = re.compile(r'<li (?=class="cell (?!blank)(?!length))')


def marked(page: str) -> str:
    """The page with its headings, and of each of its rows the head and the last cell, named in their order."""
    numbers = itertools.count()

    def row(found: re.Match[str]) -> str:
        number = next(numbers)
        text = found[0].replace("<li ", f'<li id="head-{number}" ', 1)
        cells = list(SHOWN.finditer(text))
        end = cells[-1].start() if cells else 0
        return f'{text[:end]}{text[end:].replace("<li ", f"""<li id="last-{number}" """, 1)}' if cells else text

    def heading(found: re.Match[str]) -> str:
        return f'<{found[1]} id="title-{next(numbers)}"'

    return re.sub("<(h[23])(?=[ >])", heading, ROW.sub(row, page))


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("name", ["rich", "trouble", "crowd", "long"])
def test_on_a_phone_a_row_is_whole_and_no_heading_alone(engine: Engine, name: str, lang: str) -> None:
    page = MADE.PLANS[name](lang)
    page["paper"] = "phone"
    printed = marked(html.render_handout(page))
    starts = engine.render(printed, moment=DAY).starts
    rows = [one.removeprefix("last-") for one in starts if one.startswith("last-")]
    assert len(rows) > 9
    assert [one for one in rows if starts[f"head-{one}"] != starts[f"last-{one}"]] == []
    told = re.findall(r' id="((?:title|head)-\d+)"', printed)
    parted = [(one, after) for one, after in itertools.pairwise(told) if starts[one] != starts[after]]
    assert [one for one, after in parted if one[0] == "t" and after[0] == "h"] == []


def test_a_word_stands_alone_on_no_line_that_has_room(engine: Engine) -> None:
    """What fits but for its last blank: the line's width is tried in steps narrower than a blank."""
    told = "The decision is due by 18 December; we have slipped to <strong>compared with others</strong> since."

    def lines(width: float) -> int:
        page = f'<html lang="en"><title>t</title><body><p id="a" style="width: {width}mm">{told}</p><i id="b">.</i>'
        with pikepdf.open(io.BytesIO(engine.render(page, moment=DAY).data)) as pdf:
            steps: Any = pikepdf.parse_content_stream(pdf.pages[0])
            return len({round(float(one[0][5])) for one in steps if str(one[1]) in ("Tm", "cm")})

    counted = [lines(60 + step / 2) for step in range(80)]
    assert counted == sorted(counted, reverse=True)  # a wider line never takes more of them


@pytest.mark.parametrize(
    ("foot", "shown"),
    [
        ("as of 20 Nov 2026", "as of 20 Nov 2026"),
        ("A Company · as of 20 Nov 2026", "A Company&#10;as of 20 Nov 2026"),
        (f"A &amp; {'B' * 99} · 截至 2026 年", f"A &amp; {'B' * 31}…&#10;截至 2026 年"),
        ("A · B Company · 截至 2026 年", "A · B Company&#10;截至 2026 年"),
    ],
)
def test_on_a_phone_the_day_has_a_line_of_the_foot(foot: str, shown: str) -> None:
    body = '<body class="phone" data-foot="{}" data-title="t">'
    assert foot_in_two_lines(body.format(foot)) == body.format(shown)


def test_every_size_of_type_is_one_of_four() -> None:
    sheet = html.shipped_assets()["css/paper.css"].decode()
    sizes = set(re.findall(r"font-size: ([^;}]+)", sheet)) - {"inherit", "1pt"}
    assert sizes <= {"var(--small)", "var(--body)", "var(--lead)", "var(--title)", "9pt"}
