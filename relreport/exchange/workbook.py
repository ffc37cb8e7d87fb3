"""Tables as an Excel workbook (Office Open XML, ECMA-376): a sheet a table, the heading kept in sight.

A text is a text, never a formula; a day is a number that is shown as a day, a share one shown in percent. The
same tables give the same bytes.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable
from datetime import date
from xml.sax.saxutils import escape

from relreport.exchange.tables import Cell, Table

_LONGEST = 32_767  # units of UTF-16 that a cell holds
_WIDEST = 60  # characters
_FIRST_DAY = date(1899, 12, 30)  # day 0, as all count that took over the leap day of 1900
_MOMENT = (1980, 1, 1, 0, 0, 0)

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_RELATION = f'<Relationship Id="rId{{}}" Type="{_OFFICE}/{{}}" Target="{{}}"/>'
_RELATIONS = f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{{}}</Relationships>'
_HEADING, _DAY, _SHARE = 1, 2, 3  # places in cellXfs
_STYLES = (
    f'{_HEAD}<styleSheet xmlns="{_MAIN}">'
    '<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>'
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="9" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


def as_workbook(tables: Iterable[Table]) -> bytes:
    """The tables as the bytes of a workbook."""
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
    return (
        f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><bookViews><workbookView/></bookViews>'
        f"<sheets>{sheets}</sheets></workbook>"
    )


def _sheets(count: int) -> str:
    told = [
        _RELATION.format(number, "worksheet", f"worksheets/sheet{number}.xml")
        for number in range(1, count + 1)
    ]
    return _RELATIONS.format("".join([*told, _RELATION.format(count + 1, "styles", "styles.xml")]))


def _sheet(table: Table) -> str:
    shares = {place for place, name in enumerate(table.columns) if name in table.shares}
    rows = [_row(1, table.columns, frozenset(), heading=True)]
    rows += [_row(number, row, shares) for number, row in enumerate(table.rows, 2)]
    return (
        f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
        f"</sheetView></sheetViews><cols>{_widths(table)}</cols><sheetData>{''.join(rows)}</sheetData></worksheet>"
    )


def _widths(table: Table) -> str:
    """Each column as wide as what stands in it, which nobody should have to pull open."""
    told = []
    for place, name in enumerate(table.columns, 1):
        longest = max((_room(row[place - 1]) for row in table.rows), default=0)
        wide = min(max(longest, len(name)) + 2, _WIDEST)
        told.append(f'<col min="{place}" max="{place}" width="{wide}" customWidth="1"/>')
    return "".join(told)


def _room(cell: Cell) -> int:
    text = "" if cell is None else str(cell)
    return len(text) + sum(one >= "\u2e80" for one in text)


def _row(number: int, cells: Iterable[Cell], shares: Iterable[int], *, heading: bool = False) -> str:
    told = "".join(
        _written(f"{_column(place)}{number}", one, _HEADING if heading else _SHARE if place in shares else 0)
        for place, one in enumerate(cells)
    )
    return f'<row r="{number}">{told}</row>'


def _written(place: str, cell: Cell, style: int) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        shown = f' s="{style}"' if style == _HEADING else ""
        text = escape(_as_told(cell))
        return f'<c r="{place}"{shown} t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
    if isinstance(cell, date):
        return f'<c r="{place}" s="{_DAY}"><v>{(cell - _FIRST_DAY).days}</v></c>'
    shown = f' s="{style}"' if style else ""
    return f'<c r="{place}"{shown}><v>{cell}</v></c>'


_CODE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_NOT_XML = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]")


def _as_told(text: str) -> str:
    """What XML cannot hold, as its code; what only looks like such a code, so that it is none."""
    units = text.encode("utf-16-le", "surrogatepass")
    if len(units) > 2 * _LONGEST:
        text = units[: 2 * _LONGEST].decode("utf-16-le", "ignore")
    return _NOT_XML.sub(lambda found: f"_x{ord(found[0]):04X}_", _CODE.sub("_x005F_", text))


def _column(place: int) -> str:
    letters = ""
    while place >= 0:
        letters = chr(ord("A") + place % 26) + letters
        place = place // 26 - 1
    return letters
