"""A workbook as ECMA-376 wants it: every part has its type, every relation its target, every cell its place.

No product is at hand that opens it: what such a product goes by is looked at instead.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from datetime import date, timedelta
from xml.etree import ElementTree as ET

import pytest

from relreport.exchange.tables import Cell, Table
from relreport.exchange.workbook import as_workbook

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
WIDE = Table(name="wide", columns=tuple(f"c{one}" for one in range(60)), rows=((*range(60),), (None,) * 60))
TABLE = Table(
    name="gaps",
    columns=("account", "title", "on", "share", "line"),
    rows=(("甲", "=1+1", date(2026, 11, 20), 0.455, 3), ("乙", None, None, None, None)),
    shares=("share",),
)


def parts_of(data: bytes) -> dict[str, ET.Element]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert archive.namelist()[0] == "[Content_Types].xml"
        assert len(set(archive.namelist())) == len(archive.namelist())
        return {name: ET.fromstring(archive.read(name)) for name in archive.namelist()}


def cells_of(*values: Cell, shares: bool = False) -> list[ET.Element]:
    """The cells of a row of these values below its heading."""
    columns = tuple(f"c{place}" for place in range(len(values)))
    table = Table(name="t", columns=columns, rows=(values,), shares=columns if shares else ())
    sheet = parts_of(as_workbook([table]))["xl/worksheets/sheet1.xml"]
    return sheet.findall(f"{MAIN}sheetData/{MAIN}row[@r='2']/{MAIN}c")


@pytest.fixture(scope="module")
def parts() -> dict[str, ET.Element]:
    return parts_of(as_workbook([TABLE, WIDE]))


def test_the_same_tables_give_the_same_bytes() -> None:
    assert as_workbook([TABLE, WIDE]) == as_workbook([TABLE, WIDE])


def test_every_part_has_its_type(parts: dict[str, ET.Element]) -> None:
    types = parts["[Content_Types].xml"]
    named = {one.get("PartName"): one.get("ContentType") for one in types.findall(f"{TYPES}Override")}
    by_ending = {one.get("Extension") for one in types.findall(f"{TYPES}Default")}
    assert {name.lstrip("/") for name in named if name} <= parts.keys()
    for name in parts.keys() - {"[Content_Types].xml"}:
        assert f"/{name}" in named or name.rpartition(".")[2] == "rels" in by_ending
    assert str(named["/xl/workbook.xml"]).endswith("spreadsheetml.sheet.main+xml")
    assert str(named["/xl/worksheets/sheet2.xml"]).endswith("spreadsheetml.worksheet+xml")
    assert str(named["/xl/styles.xml"]).endswith("spreadsheetml.styles+xml")


@pytest.mark.parametrize(("relations", "base"), [("_rels/.rels", ""), ("xl/_rels/workbook.xml.rels", "xl")])
def test_every_relation_has_its_target(relations: str, base: str, parts: dict[str, ET.Element]) -> None:
    found = parts[relations].findall(f"{RELATIONS}Relationship")
    assert found
    assert len({one.get("Id") for one in found}) == len(found)
    for one in found:
        assert posixpath.join(base, str(one.get("Target"))) in parts
        assert one.get("TargetMode") is None  # nothing leads outside


def test_every_sheet_is_related_and_well_named(parts: dict[str, ET.Element]) -> None:
    book = parts["xl/workbook.xml"]
    assert [one.tag.removeprefix(MAIN) for one in book] == [
        "bookViews",
        "sheets",
    ]  # in the order of the schema
    related = {one.get("Id") for one in parts["xl/_rels/workbook.xml.rels"]}
    sheets = book.findall(f"{MAIN}sheets/{MAIN}sheet")
    assert [one.get("name") for one in sheets] == ["gaps", "wide"]
    assert all(re.fullmatch(r"[^\[\]:*?/\\']{1,31}", str(one.get("name"))) for one in sheets)
    assert {one.get(f"{OFFICE}id") for one in sheets} <= related
    assert len({one.get("sheetId") for one in sheets}) == 2


@pytest.mark.parametrize("number", [1, 2])
def test_every_cell_has_its_place_and_a_style_there_is(number: int, parts: dict[str, ET.Element]) -> None:
    sheet = parts[f"xl/worksheets/sheet{number}.xml"]
    assert [one.tag.removeprefix(MAIN) for one in sheet] == ["sheetViews", "cols", "sheetData"]
    styles = len(parts["xl/styles.xml"].findall(f"{MAIN}cellXfs/{MAIN}xf"))
    for place, row in enumerate(sheet.findall(f"{MAIN}sheetData/{MAIN}row"), 1):
        assert row.get("r") == str(place)
        places = [str(one.get("r")) for one in row]
        assert places == sorted(places, key=lambda one: (len(one), one))
        assert all(re.fullmatch(rf"[A-Z]{{1,3}}{place}", one) for one in places)
        assert all(int(one.get("s", 0)) < styles for one in row)
    assert not sheet.findall(f".//{MAIN}f")
    columns = [
        (int(str(one.get("min"))), int(str(one.get("max")))) for one in sheet.findall(f"{MAIN}cols/{MAIN}col")
    ]
    assert columns == [(one, one) for one in range(1, len(columns) + 1)]
    assert all(0 < float(str(one.get("width"))) <= 255 for one in sheet.findall(f"{MAIN}cols/{MAIN}col"))


def test_columns_go_on_behind_z(parts: dict[str, ET.Element]) -> None:
    (row,) = parts["xl/worksheets/sheet2.xml"].findall(f"{MAIN}sheetData/{MAIN}row[@r='2']")
    assert [row[place].get("r") for place in (0, 25, 26, 51, 52, 59)] == [
        "A2",
        "Z2",
        "AA2",
        "AZ2",
        "BA2",
        "BH2",
    ]


def test_styles_count_what_they_hold(parts: dict[str, ET.Element]) -> None:
    styles = parts["xl/styles.xml"]
    order = ["numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles"]
    assert [one.tag.removeprefix(MAIN) for one in styles] == order
    held = {one.tag.removeprefix(MAIN): len(one) for one in styles}
    assert {one.tag.removeprefix(MAIN): int(one.get("count", 0)) for one in styles} == held
    for one in styles.findall(f"{MAIN}cellXfs/{MAIN}xf"):
        for name, of in (
            ("fontId", "fonts"),
            ("fillId", "fills"),
            ("borderId", "borders"),
            ("xfId", "cellStyleXfs"),
        ):
            assert int(one.get(name, 0)) < held[of]


@pytest.mark.parametrize(
    ("told", "text"),
    [
        ("=1+1", "=1+1"),
        ("@x", "@x"),
        ("  two\nlines ", "  two\nlines "),
        ("<a> & ]]>", "<a> & ]]>"),
        ("bell\x07", "bell_x0007_"),
        ("return\r", "return_x000D_"),
        ("_x0041_", "_x005F_x0041_"),
        ("_x41_ and __x", "_x41_ and __x"),
        ("\ufffe", "_xFFFE_"),
        ("𠮷野家", "𠮷野家"),
    ],
)
def test_a_text_is_a_text(told: str, text: str) -> None:
    (cell,) = cells_of(told)
    assert cell.get("t") == "inlineStr"
    assert cell.findtext(f"{MAIN}is/{MAIN}t") == text
    assert cell.find(f"{MAIN}v") is None


@pytest.mark.parametrize(
    ("told", "length"), [("a" * 40_000, 32_767), ("𠮷" * 20_000, 16_383), ("a" * 32_767, 32_767)]
)
def test_a_text_ends_where_a_cell_does(told: str, length: int) -> None:
    (cell,) = cells_of(told)
    text = str(cell.findtext(f"{MAIN}is/{MAIN}t"))
    assert len(text) == length
    assert len(text.encode("utf-16-le")) // 2 <= 32_767


@pytest.mark.parametrize("day", [date(1900, 3, 1), date(2026, 11, 20), date(2028, 2, 29)])
def test_a_day_is_a_number_shown_as_a_day(day: date, parts: dict[str, ET.Element]) -> None:
    (cell,) = cells_of(day)
    assert date(1899, 12, 30) + timedelta(int(str(cell.findtext(f"{MAIN}v")))) == day
    styles = parts["xl/styles.xml"]
    style = styles.findall(f"{MAIN}cellXfs/{MAIN}xf")[int(str(cell.get("s")))]
    formats = {
        one.get("numFmtId"): one.get("formatCode") for one in styles.findall(f"{MAIN}numFmts/{MAIN}numFmt")
    }
    assert formats[style.get("numFmtId")] == r"yyyy\-mm\-dd"


def test_numbers_shares_and_nothing(parts: dict[str, ET.Element]) -> None:
    number, share = cells_of(3, 0.455)
    assert (number.get("t"), number.get("s"), number.findtext(f"{MAIN}v")) == (None, None, "3")
    assert share.findtext(f"{MAIN}v") == "0.455"
    (part,) = cells_of(0.455, shares=True)
    style = parts["xl/styles.xml"].findall(f"{MAIN}cellXfs/{MAIN}xf")[int(str(part.get("s")))]
    assert style.get("numFmtId") == "9"
    assert cells_of(None, None) == []
