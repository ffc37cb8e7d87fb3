"""The ten samples, parsed and assessed as of the day their stories are told."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from relreport.assess import Assessment, assess
from relreport.config import open_workspace
from relreport.model import Account, Settings
from relreport.parse import parse

ROOT = Path(__file__).parents[2]
DAY = date(2026, 11, 20)
NAMES = sorted(path.stem for path in (ROOT / "accounts").glob("*.md"))


@cache
def settings() -> Settings:
    return open_workspace(ROOT).settings


def path_of(name: str) -> str:
    return f"accounts/{name}.md"


@cache
def data_of(name: str) -> bytes:
    return (ROOT / path_of(name)).read_bytes()


@cache
def account_of(name: str) -> Account:
    account = parse(path_of(name), data_of(name), settings()).account
    assert account is not None
    return account


@cache
def assessment_of(name: str) -> Assessment:
    return assess(account_of(name), settings(), DAY)


def assessed(account: Account | None) -> Assessment:
    assert account is not None
    return assess(account, settings(), DAY)
