"""`figures.csv`: what finance says, period by period. Joined to accounts by id or name; printed, never
assessed."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import field
from decimal import Decimal
from typing import TypeVar

from relreport.finding import Finding, Severity, Where
from relreport.model.values import Amount, Period
from relreport.nearest import nearest
from relreport.parse.context import quotable
from relreport.record import dataclass
from relreport.source import FILE_LIMIT
from relreport.spellings import Impossible, money, period

_T = TypeVar("_T")

_HEADINGS: Mapping[str, tuple[str, ...]] = {
    "account": ("account", "customer", "id", "客户", "客户名称", "客户编号"),
    "period": ("period", "期间", "时间"),
    "sales": ("sales", "invoiced", "开票", "销售额", "开票额"),
    "target": ("target", "目标"),
    "received": ("received", "回款", "收款"),
    "overdue": ("overdue", "逾期"),
}
AMOUNTS = ("sales", "target", "received", "overdue")
_SPELLED = {spelling: name for name, spellings in _HEADINGS.items() for spelling in spellings}


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRow:
    """One account, one period; an amount that is not given is None."""

    account: str
    period: Period
    sales: Amount | None = None
    target: Amount | None = None
    received: Amount | None = None
    overdue: Amount | None = None
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The rows by account id, each account's in order of time, and every finding."""

    rows: Mapping[str, tuple[FigureRow, ...]] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


def read_figures(path: str, data: bytes, accounts: Iterable[tuple[str, str]]) -> Figures:
    """Read the file's bytes and join its rows to `accounts`, given as pairs of id and name."""
    reader = _Reader(path, tuple(accounts))
    text = reader.decoded(data)
    if text is not None:
        reader.read(text)
    rows = {
        id: tuple(sorted(rows, key=lambda row: (row.period.first, row.period.last)))
        for id, rows in reader.rows.items()
    }
    return Figures(rows=rows, findings=tuple(reader.findings))


class _Reader:
    def __init__(self, path: str, accounts: tuple[tuple[str, str], ...]) -> None:
        self.path = path
        self.findings: list[Finding] = []
        self.rows: dict[str, list[FigureRow]] = {}
        self.ids = {_same(id): id for id, _ in accounts}
        self.named: dict[str, set[str]] = {}
        for id, name in accounts:
            self.named.setdefault(_same(name), set()).add(id)

    def decoded(self, data: bytes) -> str | None:
        if len(data) > FILE_LIMIT:
            self.report("E102", 1, {"limit": FILE_LIMIT // 1024, "size": -(-len(data) // 1024)})
            return None
        for encoding in ("utf-8-sig", "gb18030"):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                continue
        self.report("E406", 1)
        return None

    def report(
        self,
        code: str,
        line: int,
        facts: dict[str, str | int] | None = None,
        severity: Severity = Severity.ERROR,
    ) -> None:
        where = Where(path=self.path, line=line, end_line=line, end_column=1)
        self.findings.append(Finding(code=code, severity=severity, where=where, facts=facts or {}))

    def read(self, text: str) -> None:
        first = text.partition("\n")[0]
        delimiter = max(",;\t", key=first.count)  # a spreadsheet saves with whatever its country uses
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        headings: list[str | None] | None = None
        seen: dict[tuple[str, str], int] = {}
        begins = 1
        while True:
            try:
                cells = next(rows)
            except StopIteration:
                break
            except csv.Error:
                self.report("E405", begins)
                break
            line, begins = begins, rows.line_num + 1
            if not any(cell.strip() for cell in cells):
                continue
            if headings is None:
                headings = self._headings(cells, line)
                if headings is None:
                    return
            else:
                self._row(cells, headings, line, seen)
        if headings is None:
            self.report("E401", 1)

    def _headings(self, cells: list[str], line: int) -> list[str | None] | None:
        found: list[str | None] = []
        for cell in cells:
            name = _SPELLED.get(_same(cell))
            if name is None and cell.strip():
                facts = quotable(written=cell, near=nearest(cell.strip(), _SPELLED))
                self.report("W402", line, {"expected": ", ".join(_HEADINGS), **facts}, Severity.WARNING)
            found.append(name if name not in found else None)
        if "account" not in found or "period" not in found or not set(AMOUNTS) & set(found):
            self.report("E401", line)
            return None
        return found

    def _row(
        self, cells: list[str], headings: list[str | None], line: int, seen: dict[tuple[str, str], int]
    ) -> None:
        if any(cell.strip() for cell in cells[len(headings) :]):
            self.report("E407", line)  # a thousands separator without quotes moves every amount by one
            return
        given = {
            name: cell.strip() for name, cell in zip(headings, cells, strict=False) if name and cell.strip()
        }
        id = self._account(given.get("account", ""), line)
        when = self._value(period, "period", given.get("period", ""), "period", line)
        amounts: dict[str, Amount] = {}
        good = id is not None and when is not None
        for name in AMOUNTS:
            if name in given:
                amount = self._value(_amount, "money", given[name], name, line)
                good = good and amount is not None
                if isinstance(amount, int | Decimal):
                    amounts[name] = amount
        if not good or id is None or when is None:
            return
        before = seen.setdefault((id, when.name), line)
        if before != line:
            self.report("E404", line, {"first": before})
            return
        row = FigureRow(
            account=id,
            period=when,
            sales=amounts.get("sales"),
            target=amounts.get("target"),
            received=amounts.get("received"),
            overdue=amounts.get("overdue"),
            line=line,
        )
        self.rows.setdefault(id, []).append(row)

    def _account(self, written: str, line: int) -> str | None:
        same = _same(written)
        if same in self.ids:
            return self.ids[same]
        named = self.named.get(same, set())
        if len(named) == 1:
            return next(iter(named))
        if named:
            self.report("W408", line, None, Severity.WARNING)
            return None
        near = nearest(written, (*self.ids.values(), *self.named)) if written else None
        self.report("W407", line, quotable(written=written, near=near), Severity.WARNING)
        return None

    def _value(
        self, read: Callable[[str], _T | None], kind: str, written: str, column: str, line: int
    ) -> _T | None:
        try:
            value = read(written)
        except Impossible:
            value = None
        if value is None:
            self.report("E403", line, {"kind": kind, "column": column})
        return value


def _amount(written: str) -> Amount | None:
    """An amount as in accounts, and as ledgers write it: `-` for nothing, a minus or brackets for a
    return."""
    plain = unicodedata.normalize("NFKC", written).strip()
    if plain in ("-", "–", "—"):
        return 0
    negative = plain.startswith(("-", "−")) or (plain.startswith("(") and plain.endswith(")"))
    amount = money(plain.lstrip("-−").strip("()"))
    return -amount if negative and amount is not None else amount


def _same(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().casefold()
