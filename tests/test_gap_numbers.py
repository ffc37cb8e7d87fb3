"""A gap has one number: on the screen and on paper, in English and in Chinese, for everybody who may see it.

So two people can talk of "the third" over a print-out and a telephone.
"""

from __future__ import annotations

import re
import shutil
from html import unescape
from pathlib import Path

import pytest

from relreport.cli import run
from relreport.formats.libraries import lacking
from tests.pages import CHECKOUT, LANGUAGES
from tests.paper import said

ACCOUNTS = ("heyu-bridge", "yuanqu-rolling")  # a confidential one, and one with many gaps
AUDIENCES = ("manager", "management", "team")
GAP = re.compile(
    r'<li class="gap" id="(?P<anchor>[^"]+)">\s*<span class="number[^"]*">(?P<number>\d+)<span class="unseen">'
    r'(?P<severity>[^<]*)</span></span>\s*<div>\s*<h3>(?P<title>.*?)<a class="here"',
    re.DOTALL,
)


@pytest.fixture(params=AUDIENCES, scope="module")
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The plans and handouts of a few accounts for one audience, in both languages."""
    root = tmp_path_factory.mktemp("workspace")
    (root / "accounts").mkdir()
    for name in ACCOUNTS:
        shutil.copy(CHECKOUT / "accounts" / f"{name}.md", root / "accounts")
    shutil.copy(CHECKOUT / "relreport.yaml", root)
    output = root.parent / f"{root.name}-out"
    order = ["--as-of", "2026-11-20", "--lang", "en,zh", "--jobs", "1", "--output", str(output)]
    form = "html" if lacking() else "all"
    asked = ["build", "--format", form, "--audience", request.param, *order]
    assert run(["--quiet", "-C", str(root), *asked]) == 0
    return output


def page(root: Path, language: str, account: str, ending: str) -> Path:
    """The first language stands at the root of the output, any other in a folder of its own."""
    folder = root if language == "en" else root / language
    return next(folder.glob(f"{'pdf' if ending == 'pdf' else 'accounts'}/{account}.{ending}"))


def gaps(root: Path, language: str, account: str) -> list[dict[str, str]]:
    """Every gap of a plan on the screen: where a link to it leads, its number, its severity and its title."""
    text = page(root, language, account, "html").read_text("utf-8")
    return [
        {name: unescape(re.sub("<[^>]*>", "", value)) for name, value in found.groupdict().items()}
        for found in GAP.finditer(text)
    ]


def numbers(root: Path, language: str, account: str) -> list[tuple[str, str]]:
    return [(one["anchor"], one["number"]) for one in gaps(root, language, account)]


@pytest.mark.parametrize("account", ACCOUNTS)
def test_both_languages_number_alike(built: Path, account: str) -> None:
    found = numbers(built, "en", account)
    assert found == numbers(built, "zh", account)
    assert [number for _, number in found] == [str(place) for place in range(1, len(found) + 1)]
    assert found
    assert len({anchor for anchor, _ in found}) == len(found)  # the rule's code and its subject


@pytest.mark.skipif(bool(lacking()), reason="no Pango here")
@pytest.mark.parametrize("account", ACCOUNTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_paper_numbers_as_the_screen(built: Path, language: str, account: str) -> None:
    told = "".join(said(page(built, language, account, "pdf").read_bytes()).split())
    for one in gaps(built, language, account):
        shown = "".join(f"{one['number']}{one['severity']}{one['title']}".split())
        assert told.count(shown) == 1, one
