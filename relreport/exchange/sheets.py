"""Tables as files: CSV, an Excel workbook, a SQLite database. The same tables give the same bytes."""

from __future__ import annotations

import csv
import io
import re
import sqlite3
import zipfile
from collections.abc import Iterable
from xml.sax.saxutils import escape

from relreport.exchange.tables import Cell, Table

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LONGEST = 32_767  # characters that a cell of a workbook holds
_MOMENT = (1980, 1, 1, 0, 0, 0)


def as_csv(table: Table) -> bytes:
    """With a byte order mark, without which Excel shows Chinese as noise; no cell can be a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(table.columns)
    for row in table.rows:
        writer.writerow(["" if one is None else _harmless(one) for one in row])
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8")


def _harmless(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def as_workbook(tables: Iterable[Table]) -> bytes:
    """An Excel workbook, a sheet a table, the heading kept in sight. A text is a text, never a formula."""
    tables = tuple(tables)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in (
            ("[Content_Types].xml", _types(len(tables))),
            ("_rels/.rels", _RELATIONS.format(_RELATION.format(1, "officeDocument", "xl/workbook.xml"))),
            ("xl/workbook.xml", _workbook(tables)),
            ("xl/_rels/workbook.xml.rels", _sheets(len(tables))),
            ("xl/styles.xml", _STYLES),
            *((f"xl/worksheets/sheet{number}.xml", _sheet(table)) for number, table in enumerate(tables, 1)),
        ):
            entry = zipfile.ZipInfo(name, _MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # else the machine it was made on would show
            archive.writestr(entry, text.encode("utf-8"))
    return out.getvalue()


_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_RELATION = f'<Relationship Id="rId{{}}" Type="{_OFFICE}/{{}}" Target="{{}}"/>'
_RELATIONS = f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{{}}</Relationships>'
_STYLES = (
    f'{_HEAD}<styleSheet xmlns="{_MAIN}"><fonts count="2"><font/><font><b/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="2"><xf/><xf fontId="1" applyFont="1"/></cellXfs></styleSheet>'
)


def _types(count: int) -> str:
    sheets = "".join(
        f'<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType="{_KIND}.worksheet+xml"/>'
        for number in range(1, count + 1)
    )
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_KIND}.styles+xml"/>{sheets}</Types>'
    )


def _workbook(tables: tuple[Table, ...]) -> str:
    sheets = "".join(
        f'<sheet name="{table.name}" sheetId="{number}" r:id="rId{number}"/>'
        for number, table in enumerate(tables, 1)
    )
    return f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{sheets}</sheets></workbook>'


def _sheets(count: int) -> str:
    told = [
        _RELATION.format(number, "worksheet", f"worksheets/sheet{number}.xml")
        for number in range(1, count + 1)
    ]
    return _RELATIONS.format("".join([*told, _RELATION.format(count + 1, "styles", "styles.xml")]))


def _sheet(table: Table) -> str:
    rows = [_row(1, table.columns, style=' s="1"')]
    rows += [_row(number, row) for number, row in enumerate(table.rows, 2)]
    return (
        f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
        f"</sheetView></sheetViews><sheetData>{''.join(rows)}</sheetData></worksheet>"
    )


def _row(number: int, cells: Iterable[Cell], style: str = "") -> str:
    told = "".join(_written(f"{_column(place)}{number}", one, style) for place, one in enumerate(cells))
    return f'<row r="{number}">{told}</row>'


def _written(place: str, cell: Cell, style: str) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        text = escape(_NOT_XML.sub("\ufffd", cell[:_LONGEST]))
        return f'<c r="{place}"{style} t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
    return f'<c r="{place}"{style}><v>{cell}</v></c>'


def _column(place: int) -> str:
    letters = ""
    while place >= 0:
        letters = chr(ord("A") + place % 26) + letters
        place = place // 26 - 1
    return letters


def as_database(tables: Iterable[Table]) -> bytes:
    """A SQLite database with a table each."""
    connection = sqlite3.connect(":memory:")
    try:
        for table in tables:
            columns = ", ".join(f'"{name}"' for name in table.columns)
            connection.execute(f'CREATE TABLE "{table.name}" ({columns})')
            marks = ", ".join("?" * len(table.columns))
            # names of tables are ours
            connection.executemany(f'INSERT INTO "{table.name}" VALUES ({marks})', table.rows)  # noqa: S608
        connection.commit()
        return connection.serialize()
    finally:
        connection.close()
