"""The PDF engine: tagged, complete, the same bytes anywhere, and quick to say what it lacks."""

import io
import json
import logging
import os
import shutil
import subprocess
import sys
from datetime import date
from hashlib import sha256
from pathlib import Path

import pikepdf
import pytest

from relreport.formats.engine import Engine, RefusedPageError
from relreport.formats.htmltree import plain_tree
from relreport.formats.libraries import Lack, lacking, missing

ROOT = Path(__file__).resolve().parent.parent
DAY = date(2026, 9, 30)
SHEET = b"@page { size: A4; margin: 2cm } body { font: 10pt 'Relreport Sans' } h1 { color: #0b62c4 }"
LOGO = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'


def page(body: str, *, lang: str = "zh-CN", title: str = "样张", head: str = "") -> str:
    return (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title>{head}</head>'
        f"<body>{body}</body></html>"
    )


PLAN = page(
    "<h1>客户计划：华东置业</h1><h2>关键人</h2><p>骨直角与令，<b>1,234.6 万元</b>。Škoda, Łódź</p>"
    "<table><thead><tr><th>项目</th><th>金额</th></tr></thead>"
    "<tbody><tr><td>一期</td><td>3.2 亿</td></tr></tbody></table>"
    '<svg role="img" width="40" height="20"><title>走势</title><rect width="40" height="20"/></svg>'
    '<img src="relreport:img/logo.svg" alt="标志">'
)


@pytest.fixture(scope="module")
def engine() -> Engine:
    if lacking():
        pytest.skip("no Pango here")
    return Engine(stylesheets={"plan.css": SHEET}, assets={"img/logo.svg": LOGO})


@pytest.fixture(scope="module")
def data(engine: Engine) -> bytes:
    return engine.render(PLAN, moment=DAY).data


def test_quiet(engine: Engine, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        document = engine.render(PLAN, moment=DAY)
    assert document.pages == 1
    assert document.missing_glyphs == ()
    assert not [record for record in caplog.records if record.name.startswith("weasyprint")]


def test_is_tagged(data: bytes) -> None:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        root = pdf.Root
        assert str(root.Lang) == "zh-CN"
        assert root.MarkInfo.Marked
        assert root.ViewerPreferences.DisplayDocTitle
        tags = set(structure(root.StructTreeRoot))
        assert {"/H1", "/H2", "/Table", "/TH", "/TD", "/Figure"} <= {kind for kind, _ in tags}
        assert {"走势", "标志"} <= {text for _, text in tags}
        with pdf.open_outline() as outline:
            assert [str(item.title) for item in outline.root] == ["客户计划：华东置业"]
            assert [str(item.title) for item in outline.root[0].children] == ["关键人"]
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["dc:title"] == "样张"
        assert str(pdf.docinfo.CreationDate).startswith("D:20260930")
        assert "/EmbeddedFiles" not in root.get("/Names", {})
        assert len(pdf.trailer.ID) == 2


def structure(node: pikepdf.Object):
    if not isinstance(node, pikepdf.Dictionary):
        return
    yield str(node.get("/S", "")), str(node.get("/Alt", ""))
    children = node.get("/K", pikepdf.Array())
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        yield from structure(child)


def test_embeds_our_fonts_alone(data: bytes) -> None:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        fonts = [
            found
            for found in pdf.objects
            if isinstance(found, pikepdf.Dictionary) and found.get("/Type") == "/Font"
        ]
        outer = [font for font in fonts if font.Subtype == "/Type0"]
        assert sorted(str(font.BaseFont).partition("+")[2] for font in outer) == [
            "Relreport-Sans",
            "Relreport-Sans-Bold",
        ]
        assert {str(font.Encoding) for font in outer} == {"/Identity-H"}
        assert all("/FontFile2" in font.DescendantFonts[0].FontDescriptor for font in outer)


@pytest.mark.skipif(not shutil.which("qpdf"), reason="no qpdf here")
def test_qpdf_finds_nothing(data: bytes, tmp_path: Path) -> None:
    file = tmp_path / "plan.pdf"
    file.write_bytes(data)
    checked = subprocess.run(["qpdf", "--check", str(file)], capture_output=True, text=True, check=False)
    assert (checked.returncode, checked.stderr) == (0, "")


@pytest.mark.parametrize(
    ("body", "boxes"),
    [
        ("<p>全部有形：👍 ❤️ ☑ Ělán</p>", ()),
        ("<p>甲\ue000乙</p>", ("\ue000",)),
        ("<p>ก</p><p>한</p><p>ก</p>", ("ก", "한")),
        ("<p style='display:none'>ก</p>", ()),
        ('<svg width="40" height="20"><text y="15">ก</text></svg>', ("ก",)),
        ("<p style='font-family:Arial,serif'>仍是本字体</p>", ()),
    ],
    ids=["none", "private use", "two scripts", "hidden", "in a chart", "another family named"],
)
def test_names_what_came_out_as_boxes(engine: Engine, body: str, boxes: tuple[str, ...]) -> None:
    assert engine.render(page(body), moment=DAY).missing_glyphs == boxes


@pytest.mark.parametrize(("lang", "title"), [("", "样张"), ("zh-CN", "")])
def test_wants_language_and_title(engine: Engine, lang: str, title: str) -> None:
    with pytest.raises(ValueError, match="title or language"):
        engine.render(page("", lang=lang, title=title), moment=DAY)


def test_a_broken_asset_ends_the_document() -> None:
    engine = Engine(stylesheets={}, assets={"logo.png": b"no picture"})
    with pytest.raises(RefusedPageError) as caught:
        engine.render(page('<img src="relreport:logo.png" alt="">'), moment=DAY)
    assert (caught.value.addresses, len(caught.value.reasons)) == ((), 1)


def test_one_document_leaves_nothing_to_the_next(engine: Engine, data: bytes) -> None:
    other = "<style>@counter-style disc { system: cyclic; symbols: '§' }</style><ul><li>别的</li></ul>"
    engine.render(page(f"<h1>Other</h1>{other}<p>ก</p>", lang="en"), moment=date(2020, 1, 1))
    with pytest.raises(RefusedPageError):
        engine.render(
            page("<style>@font-face { font-family: x; src: url(http://127.0.0.1:9/) }</style>"), moment=DAY
        )
    assert engine.render(PLAN, moment=DAY) == Engine(
        stylesheets={"plan.css": SHEET}, assets={"img/logo.svg": LOGO}
    ).render(PLAN, moment=DAY)
    assert engine.render(PLAN, moment=DAY).data == data


CELLS = "".join(
    f"<table><tr><td style='{style}'>客户计划，一期 phase one 合作<td>{'项目经理' * 20}<td>3.2 亿</table>"
    f"<div style='display:grid;grid-template-columns:auto 1fr 1fr;{style}'>"
    f"<p>采购部门<p>𬭎龑喆，堃<p>{'甲乙' * 60}</div>"
    for style in (
        "",
        "white-space:nowrap",
        "word-break:keep-all",
        "word-break:break-all",
        "overflow-wrap:anywhere",
        "letter-spacing:2px",
        "font-feature-settings:'palt','halt'",
        "font-weight:700;font-size:17pt;text-indent:2em",
        "white-space:pre-line",
    )
)


def test_han_measured_once_changes_no_byte(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    swift = engine.render(page(CELLS), moment=DAY)
    monkeypatch.setattr("relreport.formats.hanwidth._KNOWN", "none")
    assert engine.render(page(CELLS), moment=DAY) == swift


def test_han_are_measured_once(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """WeasyPrint's insides are still where the shortcut takes hold of them."""
    from weasyprint.layout import preferred

    asked: list[str] = []
    measure = preferred.split_first_line

    def counted(text: str, *given: object, **how: object) -> object:
        asked.append(text)
        return measure(text, *given, **how)

    monkeypatch.setattr(preferred, "split_first_line", counted)
    engine.render(page("<table><tr><td>" + "客户计划华东置业" * 10 + "<td>x</table>"), moment=DAY)
    assert 0 < len(asked) < 20


def test_haste_changes_no_byte(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = '<svg viewBox="0 0 90 20" role="img"><title>x</title><text x="1" y="9">Share 43%</text></svg>'
    html = page(
        CELLS + drawn + "<h2 id=a>One &amp; <a href='#a'>two</a></h2>"
        "<p style='width:50%;min-width:auto;padding:1em 2%;width:calc(30% + 2px)'>Terms<!-- - --></p>"
    )
    _alike(engine, html, monkeypatch)


STYLED = "".join(
    f'<div class="{name}"><p>客户计划 Terms, first <b>and</b> <u>second</u></p><ul><li>one</li><li>两</li></ul>'
    f'<table><tbody><tr><td><q>3.2 亿</q></td><td rowspan="2">b</td></tr><tr><td>c</td></tr></tbody></table></div>'
    for name in ("plain", "boxed", "logical", "first", "noted", "spaced", "collapsed", "inside")
)
STYLES = b"""
.boxed * { box-sizing: border-box; padding: 1px 2%; border: 1px solid; width: 50%; max-height: 9mm }
.logical * { margin-inline-start: 3px; padding-block-end: 2px; direction: rtl }
.first p::first-letter { font-size: 2em } .first p::first-line { font-weight: 700 }
.noted b { float: footnote } .noted u { float: right; width: min-content }
.spaced { letter-spacing: 1px; word-spacing: 2px; text-align: justify; tab-size: 3; font-variant-numeric: tabular-nums }
.collapsed table { border-collapse: collapse; border: 2px solid } .collapsed td { border: 1px solid red }
.inside ul { list-style: square inside; font: italic 7pt/1.5 "Relreport Sans" } li::marker { color: red }
.inside li { display: flex; line-height: calc(1em + 2px) } .first li { position: relative; left: 2px }
"""


def test_haste_changes_no_byte_of_what_is_styled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Plain as our pages are, so that it is read the short way, too; with every kind of rule that is cut short."""
    engine = Engine(stylesheets={"plan.css": SHEET, "own.css": STYLES}, assets={"img/logo.svg": LOGO})
    assert plain_tree(page(STYLED)) is not None
    _alike(engine, page(STYLED), monkeypatch)


def _alike(engine: Engine, html: str, monkeypatch: pytest.MonkeyPatch) -> None:
    swift = engine.render(html, moment=DAY)
    monkeypatch.setattr("relreport.formats.enginehaste._KNOWN", ("none",) * 3)
    assert engine.render(html, moment=DAY) == swift


def test_haste_still_finds_what_it_mends(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each shortcut is taken, and what was there before stands again afterwards."""
    import pydyf
    from weasyprint.text import line_break

    from relreport.formats import enginehaste

    described: list[object] = []
    long_way = line_break.get_font_description

    def noted(style: object) -> object:
        described.append(style)
        return long_way(style)

    monkeypatch.setattr(line_break, "get_font_description", noted)
    to_bytes, written = pydyf._to_bytes, pydyf.Stream.data.fget
    streams: list[object] = []

    def put(stream: object) -> object:
        streams.append(stream)
        return written(stream)

    monkeypatch.setattr(pydyf.Stream, "data", property(put))
    engine.render(page("<p>Terms</p>" * 30), moment=DAY)
    assert 0 < len(described) < 10
    # Two that only the writing itself makes are not there yet when the others are put into bytes.
    assert sorted(map(streams.count, set(streams))).count(2) <= 2
    assert enginehaste._PATTERNS
    assert line_break.get_font_description is noted
    assert pydyf._to_bytes is to_bytes


RENDER = """
import json, sys, time
from datetime import date
from hashlib import sha256
from relreport.formats.engine import Engine
asked = json.load(sys.stdin)
if hasattr(time, "tzset"):
    time.tzset()
assets = {"img/logo.svg": asked["logo"].encode()}
engine = Engine(stylesheets={"plan.css": asked["sheet"].encode()}, assets=assets)
engine.settle()
print(sha256(engine.render(asked["page"], moment=date(2026, 9, 30)).data).hexdigest())
"""


@pytest.mark.parametrize(
    "surroundings",
    [
        {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "1", "TZ": "Asia/Shanghai", "LC_ALL": "C.UTF-8", "LANG": "zh_CN.UTF-8"},
        {"PYTHONHASHSEED": "2", "TZ": "America/St_Johns", "LC_ALL": "ja_JP.UTF-8", "PANGO_LANGUAGE": "ja"},
        {"PYTHONHASHSEED": "3", "SOURCE_DATE_EPOCH": "1", "FONTCONFIG_FILE": "/etc/fonts/fonts.conf"},
    ],
)  # fmt: skip
def test_same_bytes_anywhere(data: bytes, tmp_path: Path, surroundings: dict[str, str]) -> None:
    bare = {name: value for name, value in os.environ.items() if name not in ("FONTCONFIG_FILE", "LANG")}
    printed = subprocess.run(
        [sys.executable, "-c", RENDER],
        input=json.dumps({"sheet": SHEET.decode(), "logo": LOGO.decode(), "page": PLAN}),
        env={**bare, "PYTHONPATH": str(ROOT), **surroundings},
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert printed.stdout.strip() == sha256(data).hexdigest()
    assert printed.stderr == ""


def test_looking_is_cheap() -> None:
    """Neither looking for libraries nor importing the engine imports WeasyPrint."""
    code = "import sys, relreport.formats.engine as e; e.lacking(); print('weasyprint' in sys.modules)"
    printed = subprocess.check_output([sys.executable, "-c", code], cwd=ROOT, text=True)
    assert printed.strip() == "False"


APT = "sudo apt-get install --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


@pytest.mark.parametrize(
    ("absent", "managers", "lacks"),
    [
        ((), ("apt-get",), ()),
        (("harfbuzz-subset",), ("apt-get", "brew"), (("harfbuzz-subset", APT),)),
        (("pango-1.0",), ("brew",), (("pango", "brew install pango"),)),
        (("fontconfig",), (), (("fontconfig", ""),)),
    ],
    ids=["all there", "Debian", "macOS", "no package manager known"],
)  # fmt: skip
def test_says_what_is_missing(
    absent: tuple[str, ...], managers: tuple[str, ...], lacks: tuple[tuple[str, str], ...]
) -> None:
    def loads(name: str) -> bool:
        return not any(part in name for part in absent)

    def which(program: str) -> str | None:
        return f"/bin/{program}" if program in managers else None

    assert missing(loads, which) == tuple(Lack(library=library, remedy=remedy) for library, remedy in lacks)
