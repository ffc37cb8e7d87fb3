"""`export`: tables and a calendar of redacted plans. What a reader may not have is no column, no row and no word."""

from __future__ import annotations

import csv
import io
import sqlite3
import stat
import zipfile
from datetime import date
from pathlib import Path

import pytest

from relreport.cli import run
from relreport.exchange.sheets import as_csv, as_database
from relreport.exchange.tables import Table
from tests.canary import account as canary

DAY = ["--as-of", "2026-11-20"]
TABLE = Table(
    name="gaps",
    columns=("account", "title", "line"),
    rows=(("a", "=1+1", 3), ("b", 'x, "y"\n<z> &\x07', None), ("c", "，王磊", 0.5)),
)


def rows(path: Path) -> list[dict[str, str]]:
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_no_cell_is_a_formula() -> None:
    found = list(csv.reader(io.StringIO(as_csv(TABLE).decode("utf-8-sig"), newline="")))
    assert found[0] == ["account", "title", "line"]
    assert [one[1] for one in found[1:]] == ["'=1+1", 'x, "y"\n<z> &\x07', "，王磊"]


def test_a_database_holds_the_same() -> None:
    dated = Table(name="days", columns=("on",), rows=((date(2026, 11, 20),),))
    data = as_database([TABLE, dated])
    connection = sqlite3.connect(":memory:")
    connection.deserialize(data)
    assert tuple(connection.execute('SELECT * FROM "gaps"')) == TABLE.rows
    assert tuple(connection.execute('SELECT * FROM "days"')) == (("2026-11-20",),)
    connection.close()


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "accounts").mkdir()
    (tmp_path / "relreport.yaml").write_bytes(canary.settings())
    (tmp_path / "accounts" / "canary.md").write_bytes(canary.account())
    (tmp_path / "accounts" / "jia.md").write_text(
        "---\nname: 甲, 公司\ncontacts:\n- {id: wang, name: 王磊, birthday: 11-30, influence: 40}\n"
        "interactions:\n- {on: 2026-11-01, with: wang, kind: meal, space: private, note: 他女儿高三}\n---\n"
        "## Promises\n- [ ] 王磊：二期报价 !2026-11-27\n## Actions\n- [ ] 约总工技术交流 !2026-12-05\n",
        encoding="utf-8",
    )
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_tables_for_who_may_read_all(workspace: Path) -> None:
    assert run(["export", "accounts/jia.md", *DAY, "--audience", "manager", "--output", "t"]) == 0
    assert {one.name for one in (workspace / "t").iterdir()} == {
        f"{name}.csv" for name in ("accounts", "contacts", "interactions", "gaps", "actions")
    }
    assert stat.S_IMODE((workspace / "t").stat().st_mode) == 0o700
    assert {stat.S_IMODE(one.stat().st_mode) for one in (workspace / "t").iterdir()} == {0o600}
    (account,) = rows(workspace / "t" / "accounts.csv")
    assert (account["id"], account["name"], account["stage"]) == ("jia", "甲, 公司", "development")
    (contact,) = rows(workspace / "t" / "contacts.csv")
    assert (contact["id"], contact["influence"], contact["birthday"]) == ("wang", "40", "11-30")
    (talk,) = rows(workspace / "t" / "interactions.csv")
    assert (talk["with"], talk["space"], talk["note"]) == ("wang", "private", "他女儿高三")
    assert int(account["gaps"]) == len(rows(workspace / "t" / "gaps.csv"))


def test_a_closed_column_is_not_there(workspace: Path) -> None:
    assert run(["export", *DAY]) == 0
    assert "influence" not in rows(workspace / "export" / "contacts.csv")[0]
    assert not {"note", "space", "info"} & rows(workspace / "export" / "interactions.csv")[0].keys()
    assert run(["export", *DAY, "--audience", "team", "--output", "t"]) == 0
    talks = [one for one in rows(workspace / "t" / "interactions.csv") if one["account"] == "jia"]
    assert [(one["space"], one["note"]) for one in talks] == [("private", "")]


@pytest.mark.parametrize("confidential", [False, True])
@pytest.mark.parametrize(("audience", "may"), [("management", canary.INTERNAL), ("team", canary.RESTRICTED)])
def test_nothing_closed_is_in_any_form(audience: str, may: int, confidential: bool, workspace: Path) -> None:
    (workspace / "accounts" / "canary.md").write_bytes(canary.account(confidential=confidential))
    told = ""
    for form in ("csv", "xlsx", "sqlite", "ics"):
        target = workspace / "out" / form
        target.mkdir(parents=True)
        assert run(["export", *DAY, "--to", form, "--audience", audience, "--output", str(target)]) == 0
        for place in target.iterdir():
            data = place.read_bytes()
            if form == "xlsx":
                with zipfile.ZipFile(io.BytesIO(data)) as archive:
                    data = b"".join(archive.read(name) for name in archive.namelist())
            told += data.replace(b"\r\n ", b"").decode("utf-8", "replace")
    folded = canary.folded(told)
    assert not [path for path, needs in canary.FIELDS.items() if needs > may and canary.found_in(path, folded)]


def test_a_calendar_of_what_is_due(workspace: Path) -> None:
    assert run(["export", "accounts/jia.md", *DAY, "--to", "ics", "--output", "due.ics", "--lang", "zh"]) == 0
    data = (workspace / "due.ics").read_bytes()
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    text = data.replace(b"\r\n ", b"").decode()
    assert text.count("BEGIN:VEVENT") == 2
    assert "DTSTART;VALUE=DATE:20261127\r\n" in text
    assert "SUMMARY:甲\\, 公司：我方承诺（王磊）：二期报价\r\n" in text
    assert run(["export", "accounts/jia.md", *DAY, "--to", "ics", "--output", "due.ics", "--audience", "manager"]) == 0
    assert "RRULE:FREQ=YEARLY" in (workspace / "due.ics").read_text(encoding="utf-8")


def test_what_is_not_done(workspace: Path) -> None:
    assert run(["export", "--audience", "customer"]) == 2
    assert run(["export", "--to", "pdf"]) == 2
    assert run(["export", "nothing.md"]) == 2
    assert run(["export", "--output", "relreport.yaml"]) == 2
    (workspace / "accounts" / "bad.md").write_text("---\nname: [\n---\n", encoding="utf-8")
    assert run(["export", *DAY]) == 1
    assert (workspace / "export" / "accounts.csv").is_file()
