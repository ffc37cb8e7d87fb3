"""Tables as files: CSV, a SQLite database. The same tables give the same bytes."""

from __future__ import annotations

import csv
import io
import sqlite3
from collections.abc import Iterable
from datetime import date

from relreport.exchange.tables import Cell, Table

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


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


def as_database(tables: Iterable[Table]) -> bytes:
    """A SQLite database with a table each."""
    connection = sqlite3.connect(":memory:")
    try:
        for table in tables:
            columns = ", ".join(f'"{name}"' for name in table.columns)
            connection.execute(f'CREATE TABLE "{table.name}" ({columns})')
            marks = ", ".join("?" * len(table.columns))
            rows = ([one.isoformat() if isinstance(one, date) else one for one in row] for row in table.rows)
            # names of tables are ours
            connection.executemany(f'INSERT INTO "{table.name}" VALUES ({marks})', rows)  # noqa: S608
        connection.commit()
        return connection.serialize()
    finally:
        connection.close()
