"""Charts: figures in, the same accessible SVG out."""

import re
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from relreport.charts import Figure, SharePoint, people_map, share_chart, sparkline

BANDS = ("initial", "stable", "strategic")
SVG = "{http://www.w3.org/2000/svg}"
COLUMNS = ("not known", "first contact", "professional", "adviser", "personal trust", "full support")
ROWS = ("Decide", "Weigh in", "Use")
CSS = (Path(__file__).parents[1] / "templates" / "css" / "screen.css").read_text(encoding="utf-8")


def points(*shares: float | None, **other: object) -> list[SharePoint]:
    return [
        SharePoint(period=f"P{place}", share=share, label="" if share is None else f"{share:.0%}", **other)  # type: ignore[arg-type]
        for place, share in enumerate(shares)
    ]


def chart(*shares: float | None, falling: bool = False) -> ET.Element:
    return ET.fromstring(share_chart(points(*shares), bands=BANDS, title="Share", falling=falling))


def texts(drawing: ET.Element) -> list[str]:
    return [text.text or "" for text in drawing.iter(f"{SVG}text")]


@pytest.mark.parametrize("shares", [(), (None,), (None, None)])
def test_nothing_known_draws_nothing(shares: tuple[None, ...]) -> None:
    assert share_chart(points(*shares), bands=BANDS, title="Share") == ""
    assert sparkline(list(shares), title="Share") == ""


def test_one_reading_is_a_point_without_a_line_and_no_sparkline() -> None:
    drawing = chart(0.4)
    assert not list(drawing.iter(f"{SVG}polyline"))
    assert "40%" in texts(drawing)
    assert sparkline([0.4], title="Share") == ""


def test_nobody_draws_no_map() -> None:
    assert people_map([], columns=COLUMNS, bands=ROWS, title="People") == ""


def test_the_line_breaks_where_a_period_is_unknown() -> None:
    runs = [
        line.get("points", "").split() for line in chart(0.1, 0.2, None, 0.3, 0.4, 0.5).iter(f"{SVG}polyline")
    ]
    assert [len(run) for run in runs] == [2, 3]


def test_first_last_and_extremes_carry_their_figure() -> None:
    labels = texts(chart(0.4, 0.3, 0.5, 0.7, 0.6, 0.45))
    assert {"40%", "30%", "70%", "45%"} <= set(labels)
    assert "60%" not in labels


def test_the_scale_is_the_same_for_every_account() -> None:
    def height_of_half(drawing: ET.Element) -> str | None:
        return next(
            text.get("y")
            for text in drawing.iter(f"{SVG}text")
            if text.text == "50%" and text.get("text-anchor") == "end"
        )

    assert height_of_half(chart(0.01, 0.02)) == height_of_half(chart(0.97, 0.98))


def test_a_range_is_a_whisker_and_an_estimate_is_hollow() -> None:
    known, ranged = (
        chart(0.4, 0.5),
        ET.fromstring(
            share_chart(
                [
                    *points(0.4),
                    SharePoint(period="P1", share=0.5, label="about 50%", low=0.45, high=0.55, estimate=True),
                ],
                bands=BANDS,
                title="Share",
            )
        ),
    )
    assert len(list(ranged.iter(f"{SVG}line"))) == len(list(known.iter(f"{SVG}line"))) + 3
    assert "fill-paper" in [circle.get("class", "").split()[0] for circle in ranged.iter(f"{SVG}circle")]


def test_a_fall_is_said_by_its_figure_in_bold_not_by_colour_alone() -> None:
    bold = [text.text for text in chart(0.7, 0.4, falling=True).iter(f"{SVG}text") if text.get("font-weight")]
    assert bold == ["40%"]


@pytest.mark.parametrize("count", [2, 5, 12, 24, 40])
def test_periods_stand_clear_of_each_other(count: int) -> None:
    drawing = chart(*[0.5] * count)
    places = [
        (float(text.get("x", 0)), text.text)
        for text in drawing.iter(f"{SVG}text")
        if (text.text or "").startswith("P")
    ]
    assert places[0][1] == "P0"
    assert places[-1][1] == f"P{count - 1}"
    assert all(later - earlier > 20 for (earlier, _), (later, _) in pairwise(places))


def test_everybody_stands_on_the_map_in_an_own_place() -> None:
    people = [
        Figure(name=f"N{n}", band=n % 3, column=n % 6, weight=n, notes=("李娜", f"{n} days"))
        for n in range(60)
    ]
    drawing = ET.fromstring(people_map(people, columns=COLUMNS, bands=ROWS, title="People"))
    places = [
        (text.get("x"), text.get("y"))
        for text in drawing.iter(f"{SVG}text")
        if (text.text or "").startswith("N")
    ]
    assert len(places) == len(set(places)) == 60
    assert len(list(drawing.iter(f"{SVG}circle"))) == 60


def test_unmet_is_hollow_and_the_key_contact_stands_first_and_bold() -> None:
    people = [
        Figure(name="second", band=0, column=1, weight=60),
        Figure(name="key", band=0, column=1, weight=30, met=False, key=True),
    ]
    drawing = ET.fromstring(people_map(people, columns=COLUMNS, bands=ROWS, title="People"))
    names = [
        (text.text, text.get("font-weight"))
        for text in drawing.iter(f"{SVG}text")
        if text.text in {"key", "second"}
    ]
    assert names == [("key", "bold"), ("second", None)]
    assert ["fill-paper" in (circle.get("class") or "") for circle in drawing.iter(f"{SVG}circle")] == [
        True,
        False,
    ]


def test_a_name_too_long_is_cut_within_its_column() -> None:
    drawing = people_map(
        [Figure(name="长" * 200, band=0, column=5)], columns=COLUMNS, bands=ROWS, title="People"
    )
    assert re.search("长{3,7}…<", drawing)


HOSTILE = '<script>alert("1")</script>&amp;'


@pytest.mark.parametrize(
    "drawing",
    [
        share_chart(
            [SharePoint(period=HOSTILE, share=0.5, label=HOSTILE)], bands=(HOSTILE,) * 3, title=HOSTILE
        ),
        sparkline([0.5, 0.4], title=HOSTILE),
        people_map(
            [Figure(name=HOSTILE, band=0, column=0, notes=("<b>",))],
            columns=(HOSTILE,) * 6,
            bands=(HOSTILE,) * 3,
            title=HOSTILE,
        ),
    ],
    ids=["share", "spark", "people"],
)
class TestEveryChart:
    def test_is_one_named_image_without_ids(self, drawing: str) -> None:
        root = ET.fromstring(drawing)
        assert root.get("role") == "img"
        title = root.find(f"{SVG}title")
        assert title is not None
        assert title.text == HOSTILE
        assert not [element for element in root.iter() if element.get("id")]

    def test_says_every_colour_twice_for_paper_and_for_screens(self, drawing: str) -> None:
        for element in ET.fromstring(drawing).iter():
            painted = {name for name in ("fill", "stroke") if (element.get(name) or "none") != "none"}
            classed = {
                name.split("-")[0]
                for name in (element.get("class") or "").split()
                if not name.startswith("chart")
            }
            assert painted == classed
            named = (element.get("class") or "").split()
            assert all(f".{name} " in CSS for name in named if not name.startswith("chart"))


def test_the_same_figures_give_the_same_bytes() -> None:
    def draw() -> str:
        return share_chart(points(0.1, 1 / 3, 0.7), bands=BANDS, title="Share")

    assert draw() == draw()
    assert not re.search(r"\d\.\d{3}", draw())
