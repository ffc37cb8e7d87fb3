"""Every kind of PDF that the commands make, in both languages: accessible, whole, and the same twice."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from relreport.cli import run
from relreport.formats.libraries import lacking
from tests.pages import CHECKOUT
from tests.paper import Paper, read
from tests.printed import headings_alone, printed, rows_alone, words_broken, words_of

pytestmark = pytest.mark.skipif(bool(lacking()), reason="no Pango here")

ACCOUNTS = ("brackmoor-packaging", "heyu-bridge", "qingliao-data")  # thin, confidential, four lines
FEW = {"on letter paper": ACCOUNTS[1:], "on a phone": ACCOUNTS[:1], "for the customer": ACCOUNTS[1:2]}
COMPANY = "澄屿声学材料 Chengyu Acoustics"
AS_OF = {"en": "as of 20 Nov 2026", "zh": "截至 2026 年 11 月 20 日"}
KINDS = {
    "handouts and book": ("build", "--format", "pdf", "--audience", "management", "--jobs", "1"),
    "on letter paper": ("build", "--format", "pdf", "--audience", "team", "--paper", "letter", "--jobs", "1"),
    "on a phone": ("build", "--format", "pdf", "--audience", "manager", "--paper", "phone", "--jobs", "1"),
    "for the customer": ("build", "--format", "pdf", "--audience", "customer", "--yes", "--jobs", "1"),
    "visit sheet": ("build", "--kind", "visit", "--with", "pan-zhiyuan", "--format", "pdf", "--audience", "team"),
    "handover": ("build", "--kind", "handover", "--owner", "xu-ning", "--format", "pdf", "--audience", "manager"),
    "review": ("review", "2026-Q3", "--format", "pdf", "--audience", "manager"),
}  # fmt: skip


@pytest.fixture(params=KINDS, scope="module")
def made(
    request: Any, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, dict[str, bytes], dict[str, bytes]]:
    """The PDFs of one kind, made twice, by their names."""
    root = tmp_path_factory.mktemp("workspace")
    (root / "accounts").mkdir()
    for name in FEW.get(request.param, ACCOUNTS):
        shutil.copy(CHECKOUT / "accounts" / f"{name}.md", root / "accounts")
    shutil.copy(CHECKOUT / "relreport.yaml", root)
    command, *options = KINDS[request.param]
    twice: list[dict[str, bytes]] = []
    for output in (root.parent / f"{root.name}-one", root.parent / f"{root.name}-two"):
        shutil.rmtree(root / ".relreport", ignore_errors=True)
        asked = [*options, "--lang", "en,zh", "--as-of", "2026-11-20", "--output", str(output)]
        assert run(["--quiet", "-C", str(root), command, *asked]) == 0
        twice.append(
            {path.relative_to(output).as_posix(): path.read_bytes() for path in output.rglob("*.pdf")}
        )
    return request.param, twice[0], twice[1]


def papers(files: dict[str, bytes]) -> Iterator[tuple[str, str, Paper]]:
    for name, data in sorted(files.items()):
        yield name, "zh" if name.startswith("zh/") else "en", read(data)


def test_both_languages_and_the_same_bytes_twice(
    made: tuple[str, dict[str, bytes], dict[str, bytes]],
) -> None:
    _, one, other = made
    assert {name.removeprefix("zh/") for name in one} == {name for name in one if not name.startswith("zh/")}
    assert len(one) >= 2
    assert one == other


def test_is_tagged_titled_and_embeds_our_fonts_alone(
    made: tuple[str, dict[str, bytes], dict[str, bytes]],
) -> None:
    for name, data in made[1].items():
        with pikepdf.open(io.BytesIO(data)) as pdf:
            root = pdf.Root
            assert root.MarkInfo.Marked, name
            assert root.ViewerPreferences.DisplayDocTitle, name
            assert str(root.Lang) == ("zh-Hans" if name.startswith("zh/") else "en"), name
            assert str(pdf.docinfo.Title), name
            with pdf.open_metadata() as metadata:
                assert metadata["pdfuaid:part"] == "1", name
                assert metadata["dc:title"] == str(pdf.docinfo.Title), name
            assert "/EmbeddedFiles" not in root.get("/Names", {}), name
            assert all(str(page.get("/Tabs", "/S")) == "/S" for page in pdf.pages), name
        fonts = read(data).fonts
        assert fonts, name
        assert all(font.startswith("Relreport-") and inside for font, inside in fonts), (name, fonts)


def test_is_read_in_its_order(made: tuple[str, dict[str, bytes], dict[str, bytes]]) -> None:
    """The first heading leads, pages follow one another, and the bookmarks are the headings."""
    for name, _, paper in papers(made[1]):
        headings = [part for part in paper.parts if re.fullmatch("H[1-6]", part.tag)]
        assert headings[0].tag == "H1", name
        placed = [part.page for part in paper.parts if part.text]
        assert placed == sorted(placed), name
        told = [" ".join(title.split()) for _, _, title in paper.bookmarks]
        said = ["".join(part.text.split()) for part in headings]
        assert [one for one in ("".join(title.split()) for title in told) if one not in said] == [], name
        assert paper.bookmarks[0][:2] == (0, 1), name


def test_every_cell_has_its_headers_and_every_picture_its_words(
    made: tuple[str, dict[str, bytes], dict[str, bytes]],
) -> None:
    for name, _, paper in papers(made[1]):
        heads = {part.id for part in paper.parts if part.tag == "TH"}
        assert all(part.alt for part in paper.parts if part.tag == "Figure"), name
        for part in paper.parts:
            if part.tag == "TD":
                assert part.headers, (name, part)
                assert set(part.headers) <= heads, (name, part)
    if made[0] in ("on a phone", "visit sheet"):  # rows are short lists there
        assert not [part for _, _, paper in papers(made[1]) for part in paper.parts if part.tag == "Table"]


def test_every_page_says_whose_it_is_for_whom_as_of_when_and_which(
    made: tuple[str, dict[str, bytes], dict[str, bytes]],
) -> None:
    for name, language, paper in papers(made[1]):
        for place, foot in enumerate(paper.feet, 1):
            assert f"{place} / {len(paper.feet)}" in foot, (name, foot)
            assert COMPANY in foot, (name, foot)
            if made[0] != "review":  # as of its period's end
                assert AS_OF[language] in foot, (name, foot)
            # the customer's own page says of no reader that he is one
            if made[0] not in ("on a phone", "for the customer"):
                assert ("for " if language == "en" else "供") in foot, (name, foot)
        assert "".join(paper.feet).count("�") == 0


def test_nothing_stands_alone_and_no_word_is_broken(
    made: tuple[str, dict[str, bytes], dict[str, bytes]],
) -> None:
    words = words_of((CHECKOUT / "relreport.yaml").read_text("utf-8"))
    for name, data in made[1].items():
        paper = printed(data)
        assert [*headings_alone(paper), *rows_alone(paper), *words_broken(paper, words)] == [], name


@pytest.mark.skipif(not shutil.which("qpdf"), reason="no qpdf here")
def test_qpdf_finds_nothing(made: tuple[str, dict[str, bytes], dict[str, bytes]], tmp_path: Path) -> None:
    for place, (name, data) in enumerate(made[1].items()):
        file = tmp_path / f"{place}.pdf"
        file.write_bytes(data)
        checked = subprocess.run(["qpdf", "--check", str(file)], capture_output=True, text=True, check=False)
        assert (checked.returncode, checked.stderr) == (0, ""), name
