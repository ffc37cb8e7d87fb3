"""`calendar:` in the settings: a country that nobody knows is said, with the one that was likely meant."""

from __future__ import annotations

from pathlib import Path

import pytest
from holidays.registry import COUNTRIES as KNOWN

from relreport.cli import run
from relreport.config import open_workspace
from relreport.fields.countries import COUNTRIES


def test_every_country_there_is() -> None:
    assert {code for _, *codes in KNOWN.values() for code in codes if len(code) == 2} == COUNTRIES


@pytest.mark.parametrize("written", ["", "CN", "cn", "DE", "SG", "CHN", "UK", '"HK"', "null"])
def test_a_country_is_taken(written: str, tmp_path: Path) -> None:
    (tmp_path / "relreport.yaml").write_text(f"calendar: {written}\n", encoding="utf-8")
    assert open_workspace(tmp_path).findings == ()


@pytest.mark.parametrize(
    ("written", "near", "mended", "applied"),
    [
        ("XX", None, None, False),
        ("EU", None, None, False),
        ("XXX", None, None, False),
        ("China", "CN", "calendar: CN  # our days", True),
        ("中国", "CN", "calendar: CN  # our days", True),
        ("德国", "DE", "calendar: DE  # our days", True),
        ("united kingdom", "GB", "calendar: GB  # our days", True),
        ("Germny", "DE", "calendar: DE  # our days", False),
        ("DE-BY", "DE", "calendar: DE  # our days", False),
        ('"China"', "CN", None, False),
    ],
)
def test_no_country_is_said(
    written: str, near: str | None, mended: str | None, applied: bool, tmp_path: Path
) -> None:
    (tmp_path / "relreport.yaml").write_text(
        f"company: 甲\ncalendar: {written}  # our days\n", encoding="utf-8"
    )
    (found,) = open_workspace(tmp_path).findings
    assert (found.code, found.where.line, found.where.column) == ("E246", 2, 11)
    assert (found.facts.get("near"), found.mended, found.edit is not None) == (near, mended, applied)


def test_settings_are_mended_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The second look is at the settings as they are then: their old places count no more."""
    monkeypatch.chdir(tmp_path)
    place = tmp_path / "relreport.yaml"
    place.write_text("company：甲\ncalendar: China   # our days\n", encoding="utf-8")
    assert run(["check", "--fix"]) == 0
    assert place.read_text(encoding="utf-8") == "company: 甲\ncalendar: CN   # our days\n"
    assert capsys.readouterr().out == ""
