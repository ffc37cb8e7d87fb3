"""The leak scanner finds what is planted, in every place and encoding, and is silent about what may be read."""

import base64
import gzip
import html
import io
import json
import quopri
import subprocess
import urllib.parse
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from click.testing import CliRunner

from relreport.cli import relreport
from relreport.fields.kinds import Sensitivity
from relreport.formats.libraries import lacking
from relreport.resources import fonts
from relreport.scan.clearance import UnknownAudience
from relreport.scan.fold import folded
from relreport.scan.folder import scan, scan_bytes
from relreport.scan.forbidden import Forbidden, forbidden
from relreport.scan.pdf import pdf_views
from relreport.scan.pieces import pieces
from relreport.scan.views import Viewer
from relreport.scan.watch import marks_of, suspects

ROOT = Path(__file__).resolve().parent.parent

ACCOUNT = """---
name: 海棠路桥
category: 声屏障
contacts:
  - id: wang-lei
    name: 汪垒
    title: 采购部部长
    roles: [决策, 内线]
    influence: 37
    met_through: Quentin Abernathy
    portrait:
      basic: {mobile: "13800001234", car: {value: 灰色旅行车两年, from: 门口保安老李}}
      needs: {business: 减少夜间封道, personal: 一直想调回总部}
      depth: {personnel: 总工程师明春将退休}
      extended: {family: 女儿明年夏天高考, hobbies: {value: 周末钓鲫鱼, withheld: li-na}}
  - {id: zhao-min, name: 赵敏}
interactions:
  - {on: 2026-10-12, with: wang-lei, kind: 拜访, note: 隔壁车间的旧料堆到了河边}
  - {on: 2026-10-13, with: wang-lei, kind: 聚餐, note: 酒后抱怨集团克扣奖金}
  - {on: 2026-10-14, with: wang-lei, kind: 电话, info: 主动私密, note: 透露下届班子名单}
  - {on: 2026-10-15, with: zhao-min, kind: 电话, topic: 聊隐私, note: 正在和丈夫分居}
promises:
  - {on: 2026-09-01, to: wang-lei, what: 月底交出样板段}
x_memo: 司机是厂长外甥        # 这行注释谁也不该看
---
引言里说了合同漏洞

## 摘要
份额稳定在六成左右，明年争取框架协议。
::: confidential
内部讨论过降价两成
:::

## Journal
- 2026-11-18 汪垒 拜访：新任副总偏爱进口货
- 2026-11-19 汪垒 聚餐：他们正在秘密接触外资
- 2026-11-20 张三 拜访：这一行没有读懂

## Promises
- [ ] 汪垒：下周补送检测报告 !2026-11-27

## Strategy
Never mention the pending arbitration before spring.
::: secret
总裁办公室另有安排
:::
::: secrett
写错的块也要藏好
:::
"""
CONFIDENTIAL = """---
name: 青杉船厂
confidential: yes
contacts: [{id: cheng-yao, name: 程曜, title: 副总经理（分管采购）}, {id: zhao-min, name: 赵敏}]
complaints: [{on: 2026-09-02, from: cheng-yao, about: 程曜说到货色差}]
---
"""
FILES = [("accounts/a.md", ACCOUNT.encode()), ("accounts/b.md", CONFIDENTIAL.encode())]
SETTINGS = (
    "relreport.yaml",
    "company: 澄屿声学\npeople: [{id: li-na, name: 李娜, left: 2026-12-31}] # 她准备年底辞职\n".encode(),
)
NOTE = "隔壁车间的旧料堆到了河边"
LATIN = "Never mention the pending arbitration before spring."


def closed_to(audience: str) -> Forbidden:
    return forbidden(FILES, audience=audience, settings=SETTINGS)


CLOSED = {audience: closed_to(audience) for audience in ("management", "team", "manager", "customer")}


def found(text: str, audience: str = "management") -> list[str]:
    hits = scan_bytes("page.html", f"<p>{text}</p>".encode(), CLOSED[audience])
    return [hit.field for hit in hits]


# silence


@pytest.mark.parametrize(
    "text",
    [
        "海棠路桥 声屏障 汪垒 采购部部长 赵敏 13800001234",
        "减少夜间封道 月底交出样板段 下周补送检测报告 灰色旅行车两年 门口保安老李",
        "份额稳定在六成左右，明年争取框架协议。",
        "影响力 99% 决策 2026-10-12 拜访 聚餐 电话 3 of 5 known 2026-12-31",
        "青杉船厂 副总 赵敏",  # she is no secret elsewhere
        "隔壁车间",  # four characters out of the middle are anybody's
        "女儿 河边 奖金 mentioned the spring",
    ],
)
def test_what_management_may_read_is_no_hit(text: str) -> None:
    assert found(text) == []


DECIDES = """---
name: Kestrel Foods
contacts: [{name: P. Hart, roles: decider}, {name: 吴斌}, {name: 马工, roles: coach}]
---
## Journal
- 2026-11-17 P. Hart call: she wants samples, Hart decides
- 2026-11-18 吴斌：说好了，吴斌拜访
- 2026-11-19 P. Hart: not before spring, Hart resigns
- 2026-11-20 马工：有数了，马工内线
- 2026-11-21 P. Hart: ask Hart
"""


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("P. Hart decides", []),  # her part in the decision is open, and so is her name
        ("18 Nov 吴斌 拜访", []),
        ("Ask Hart for a date", []),  # what we would do is no note
        ("Hart resigns", ["interactions[2].note"]),
        ("马工 内线", ["contacts.roles", "interactions[3].note"]),
    ],
)
def test_an_open_name_beside_an_open_label_withholds_nothing(text: str, hits: list[str]) -> None:
    closed = forbidden([("accounts/k.md", DECIDES.encode())], audience="management")
    assert sorted(hit.field for hit in scan_bytes("page.html", f"<p>{text}</p>".encode(), closed)) == hits


def test_who_may_read_all_has_nothing_closed() -> None:
    assert not CLOSED["manager"]
    assert found(ACCOUNT, "manager") == []


def test_the_shipped_templates_hold_nothing_closed() -> None:
    assert scan(ROOT / "templates", CLOSED["management"]) == []


def test_what_is_open_in_another_account_is_open() -> None:
    other = ("accounts/c.md", f"---\nname: x\nneeds: [{{need: {NOTE}}}]\n---\n".encode())
    assert scan_bytes("x.html", NOTE.encode(), forbidden([*FILES, other], audience="management")) == []


# what is closed to whom

CLASSES = [  # text, field, the audiences that may not read it
    (NOTE, "interactions[0].note", "management customer"),
    ("酒后抱怨集团克扣奖金", "interactions[1].note", "management team customer"),
    ("透露下届班子名单", "interactions[2].note", "management team customer"),
    ("正在和丈夫分居", "interactions[3].note", "management team customer"),
    ("新任副总偏爱进口货", "interactions[4].note", "management customer"),
    ("他们正在秘密接触外资", "interactions[5].note", "management team customer"),
    ("这一行没有读懂", "body", "management team customer"),
    ("Quentin Abernathy", "contacts[0].met_through", "management customer"),
    ("一直想调回总部", "contacts[0].portrait.needs.personal", "management customer"),
    ("总工程师明春将退休", "contacts[0].portrait.depth.personnel", "management customer"),
    ("女儿明年夏天高考", "contacts[0].portrait.extended.family", "management team customer"),
    ("周末钓鲫鱼", "contacts[0].portrait.extended.hobbies.value", "management team customer"),
    ("减少夜间封道", "contacts[0].portrait.needs.business", "customer"),
    ("13800001234", "contacts[0].portrait.basic.mobile", "customer"),
    ("月底交出样板段", "promises[0].what", "customer"),
    ("下周补送检测报告", "promises[1].what", "customer"),
    ("汪垒", "contacts[0].name", "customer"),
    ("wang-lei", "contacts[0].id", "customer"),
    ("司机是厂长外甥", "x_memo", "management team customer"),
    ("这行注释谁也不该看", "#", "management team customer"),
    ("她准备年底辞职", "#", "management team customer"),
    ("引言里说了合同漏洞", "body", "management customer"),
    ("份额稳定在六成左右", "摘要", "customer"),
    ("内部讨论过降价两成", "摘要", "management customer"),
    (LATIN, "Strategy", "management customer"),
    ("pending arbitration before", "Strategy", "management customer"),
    ("总裁办公室另有安排", "Strategy", "management team customer"),
    ("写错的块也要藏好", "Strategy", "management team customer"),
    ("程曜", "contacts[0].name", "management team customer"),
    ("cheng-yao", "contacts[0].id", "management team customer"),
    ("副总经理（分管采购）", "contacts[0].title", "management team customer"),
    ("影响力 37%", "contacts[0].influence", "management customer"),
    ('{"influence": 37}', "contacts[0].influence", "management customer"),
    ("汪垒 采购部部长 内线", "contacts.roles", "management customer"),
]


@pytest.mark.parametrize(("text", "field", "readers"), CLASSES, ids=[one[0][:12] for one in CLASSES])
def test_each_text_is_closed_to_those_below_it(text: str, field: str, readers: str) -> None:
    for audience in ("management", "team", "customer"):
        assert (field in found(text, audience)) is (audience in readers.split()), audience


@pytest.mark.parametrize(
    "text", ["NET01", "战略合作", "stable cooperation", '{"stage": {"level": "stable"}}']
)
def test_a_customer_meets_no_judgement(text: str) -> None:
    assert found(text, "customer")


def test_a_name_in_the_confidential_account_s_own_text_is_a_hit() -> None:
    assert "contacts[0].name" in found("程曜说到货色差")


def test_a_file_with_mistakes_is_closed_as_written() -> None:
    spoilt = "---\nname: 好\ncontacts: [{id: a, influence: 900, met_through: 老同学介绍认识的}]\nneeds: [{need: '没有完\n---\n"
    closed = forbidden([("accounts/c.md", spoilt.encode())], audience="management")
    assert scan_bytes("x.html", "老同学介绍认识的".encode(), closed)


OWN_ITEMS = """---
name: 甲
contacts:
- {name: 王磊, portrait: {needs: {trial_sections: 两处}, depth: {rebates_seen: 有}}}
---
## 日志
- 2026-11-20 张三 拜访
"""


@pytest.mark.parametrize(("audience", "hits"), [("management", ["rebates_seen"]), ("team", [])])
def test_the_name_of_an_item_of_ones_own_is_as_open_as_its_board(audience: str, hits: list[str]) -> None:
    """Also where a line below was not understood, and the file is searched as it stands."""
    closed = forbidden([("accounts/k.md", OWN_ITEMS.encode())], audience=audience)
    found = scan_bytes("page.html", b"<p>trial_sections, rebates_seen</p>", closed)
    assert [hit.field.rpartition(".")[2] for hit in found] == hits


def test_an_unknown_audience_is_an_error_and_own_ones_are_known() -> None:
    with pytest.raises(UnknownAudience):
        forbidden(FILES, audience="managment")
    board = forbidden(FILES, audience="board", audiences={"board": Sensitivity.RESTRICTED})
    assert scan_bytes("x", NOTE.encode(), board) == []
    widened = forbidden(FILES, audience="customer", audiences={"customer": Sensitivity.SECRET})
    assert scan_bytes("x", NOTE.encode(), widened)


# pieces


@pytest.mark.parametrize(
    ("text", "least"),
    [
        ("女儿高三，羽毛球", "女儿高三"),
        ("一二三四五六七八", "二三四五六七"),
        ("badminton on Sundays", "badminton"),
        ("he will quit the firm by next month", "quitthefirmby"),
        ("**女儿**高三", "女儿高三"),
        ("见面[他弟弟的店](https://shop.example/x)", "见面他弟弟的店"),
    ],
)
def test_a_text_falls_into_pieces(text: str, least: str) -> None:
    assert least in {one.text for one in pieces(text)}


@pytest.mark.parametrize("text", ["女儿", "五羽球", "tea", "2026-12-18", "2026年11月20日", "a, b"])
def test_little_is_no_piece(text: str) -> None:
    assert pieces(text) == ()


def test_a_word_inside_another_is_no_hit() -> None:
    closed = forbidden(
        [("accounts/c.md", b"---\nname: x\ncontacts: [{id: a, met_through: Stavros}]\n---\n")],
        audience="management",
    )
    assert scan_bytes("x", b"Stavroskaya", closed) == []
    assert scan_bytes("x", b"by Stavros, then", closed)


# what is planted, where and how; `T` stands for the text


def utf16_hex(text: str) -> str:
    return text.encode("utf-16-be").hex()


def packed(name: str, data: bytes, *, deflated: bool = True) -> bytes:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED if deflated else zipfile.ZIP_STORED) as archive:
        archive.writestr(name, data)
    return memory.getvalue()


def png(kind: bytes, data: bytes) -> bytes:
    def chunk(name: bytes, content: bytes) -> bytes:
        return (
            len(content).to_bytes(4, "big") + name + content + zlib.crc32(name + content).to_bytes(4, "big")
        )

    head = chunk(b"IHDR", b"\0\0\0\1\0\0\0\1\x08\0\0\0\0")
    return (
        b"\x89PNG\r\n\x1a\n"
        + head
        + chunk(kind, data)
        + chunk(b"IDAT", zlib.compress(b"\0\0"))
        + chunk(b"IEND", b"")
    )


def shifted(text: str, by: int) -> str:
    return base64.b64encode(b"xyz"[:by] + text.encode() + b"zyx").decode()


def references(text: str, form: str) -> str:
    return "".join(form.format(ord(one)) for one in text)


def spread(text: str, between: str) -> str:
    return between.join(text)


PLANTED: dict[str, Callable[[str], str | bytes]] = {
    "html text": lambda t: f"<p>{t}</p>",
    "html text over tags": lambda t: f"<p>{t[:3]}<b>{t[3:5]}</b><span class=x>{t[5:]}</span></p>",
    "html text over lines": lambda t: f"<p>{t[:4]}\n    {t[4:]}</p>",
    "html soft hyphens": lambda t: spread(t, "\u00ad"),
    "html zero width": lambda t: spread(t, "\u200b"),
    "html wbr": lambda t: spread(t, "<wbr>"),
    "html full width": lambda t: f"<p>{t.translate({n: n + 0xFEE0 for n in range(0x21, 0x7F)})}</p>",
    "html upper case": lambda t: f"<p>{t.upper()}</p>",
    "html attribute": lambda t: f'<img alt="{t}">',
    "html unquoted attribute": lambda t: f"<p data-x={t}>",
    "html id and href": lambda t: f'<h2 id="{t}"><a href="#{t}">x</a></h2>',
    "html comment": lambda t: f"<!-- {t} -->",
    "html meta": lambda t: f'<meta name="description" content="{t}">',
    "html hidden": lambda t: f'<p hidden style="display:none">{t}</p>',
    "html template": lambda t: f"<template>{t}</template>",
    "html noscript": lambda t: f"<noscript>{t}</noscript>",
    "html decimal references": lambda t: references(t, "&#{};"),
    "html hex references": lambda t: references(t, "&#x{:x};"),
    "html padded references": lambda t: references(t, "&#x000{:X};"),
    "html references in an attribute": lambda t: f'<p title="{references(t, "&#{};")}">',
    "html escaped twice": lambda t: html.escape(references(t, "&#{};")),
    "html percent": lambda t: f'<a href="?q={urllib.parse.quote(t)}">',
    "html percent twice": lambda t: f'<a href="?q={urllib.parse.quote(urllib.parse.quote(t))}">',
    "html plus for blanks": lambda t: f'<a href="?q={urllib.parse.quote_plus(t)}">',
    "html data url": lambda t: (
        f'<img src="data:image/svg+xml;base64,{base64.b64encode(f"<svg>{t}</svg>".encode()).decode()}">'
    ),
    "html data url by percent": lambda t: (
        f"<img src='data:image/svg+xml,{urllib.parse.quote(f'<svg>{t}</svg>')}'>"
    ),
    "script string": lambda t: f'<script>const a = "{t}";</script>',
    "json": lambda t: json.dumps({"x": t}, ensure_ascii=False),
    "json escaped": lambda t: json.dumps({"x": t}),
    "json key": lambda t: json.dumps({t: 1}),
    "json in json": lambda t: json.dumps(json.dumps({"x": t})),
    "json of references": lambda t: json.dumps({"x": references(t, "&#{};")}),
    "js escapes": lambda t: references(t, "\\u{{{:x}}}"),
    "js byte escapes": lambda t: '"' + "".join(f"\\x{one:02x}" for one in t.encode()) + '"',
    "octal escapes": lambda t: (
        '"' + "".join(f"\\{one:03o}" for one in t.encode()) + '"' if not t.isascii() else f'"{t}"'
    ),
    "css content": lambda t: f"p::before {{ content: '{t}' }}",
    "css escapes": lambda t: f"p::before {{ content: '{references(t, chr(92) + '{:x} ')}' }}",
    "css long escapes": lambda t: f"p::before {{ content: '{references(t, chr(92) + '{:06x}')}' }}",
    "svg text": lambda t: f"<svg><text><tspan>{t[:4]}</tspan><tspan x='0'>{t[4:]}</tspan></text></svg>",
    "svg title": lambda t: f"<svg><title>{t}</title></svg>",
    "svg metadata": lambda t: f"<svg><metadata>{t}</metadata></svg>",
    "csv": lambda t: f"account,note\nx,{t}\n",
    "csv quoted": lambda t: f'account,note\nx,"{t}"\n',
    "csv in gb18030": lambda t: f"account,note\n海棠,{t}\n".encode("gb18030"),
    "csv in utf-16": lambda t: f"account,note\nx,{t}\n".encode("utf-16"),
    "utf-16 le": lambda t: t.encode("utf-16-le"),
    "utf-16 be at an odd place": lambda t: b"\xff" + t.encode("utf-16-be") + b"\xff",
    "byte order mark": lambda t: t.encode("utf-8-sig"),
    "hex": lambda t: t.encode().hex(),
    "hex upper, at an odd place": lambda t: "a" + t.encode().hex().upper(),
    "hex apart": lambda t: t.encode().hex(" "),
    "hex of utf-16": utf16_hex,
    "base64": lambda t: shifted(t, 0),
    "base64 moved by one": lambda t: shifted(t, 1),
    "base64 moved by two": lambda t: shifted(t, 2),
    "base64 for addresses": lambda t: base64.urlsafe_b64encode(b"??>" + t.encode()).decode(),
    "base64 without its end": lambda t: base64.b64encode(t.encode()).decode().rstrip("="),
    "base64 behind a word": lambda t: "ab" + base64.b64encode(t.encode()).decode(),
    "base64 in lines": lambda t: base64.encodebytes(b"x" * 50 + t.encode() + b"y" * 50),
    "base64 of utf-16": lambda t: base64.b64encode(t.encode("utf-16-le")),
    "base64 of base64": lambda t: base64.b64encode(base64.b64encode(t.encode())),
    "base64 of gzip": lambda t: base64.b64encode(gzip.compress(t.encode())),
    "quoted printable": lambda t: quopri.encodestring(t.encode()),
    "calendar lines": lambda t: f"SUMMARY:{t[:4]}\r\n {t[4:]}\r\n",
    "zlib": lambda t: b"junk" + zlib.compress(t.encode()),
    "gzip": lambda t: gzip.compress(t.encode()),
    "zip member": lambda t: packed("sheet.xml", f"<t>{t}</t>".encode() * 9),
    "zip stored": lambda t: packed("sheet.xml", t.encode(), deflated=False),
    "zip member name": lambda t: packed(f"{t}.xml", b"x"),
    "zip in zip": lambda t: packed("in.zip", packed("sheet.xml", t.encode() * 9)),
    "source map": lambda t: json.dumps({"version": 3, "sourcesContent": [f"// {t}"]}),
    "png text": lambda t: png(b"tEXt", b"Comment\0" + t.encode()),
    "png packed text": lambda t: png(b"zTXt", b"Comment\0\0" + zlib.compress(t.encode())),
    "png unicode text": lambda t: png(b"iTXt", b"Comment\0\0\0\0\0" + t.encode()),
    "jpeg comment": lambda t: (
        b"\xff\xd8\xff\xfe" + (len(t.encode()) + 2).to_bytes(2, "big") + t.encode() + b"\xff\xd9"
    ),
    "exif in utf-16": lambda t: b"\xff\xd8\xff\xe1\0\0Exif\0\0" + t.encode("utf-16-le") + b"\xff\xd9",
}


@pytest.mark.parametrize("text", [NOTE, LATIN], ids=["Han", "Latin"])
@pytest.mark.parametrize("sink", PLANTED)
def test_what_is_planted_is_found(sink: str, text: str) -> None:
    planted = PLANTED[sink](text)
    data = planted if isinstance(planted, bytes) else planted.encode()
    fields = {hit.field for hit in scan_bytes("planted", data, CLOSED["management"])}
    assert fields == {"interactions[0].note" if text == NOTE else "Strategy"}


@pytest.mark.parametrize("sink", ["html text", "json escaped", "base64", "hex of utf-16", "zip member"])
def test_a_part_of_a_text_is_found(sink: str) -> None:
    planted = PLANTED[sink]("料堆到了河边")
    data = planted if isinstance(planted, bytes) else planted.encode()
    assert scan_bytes("planted", data, CLOSED["management"])


def test_a_font_of_ours_is_passed_over_only_as_it_was_shipped(tmp_path: Path) -> None:
    shipped = fonts() / "RelreportLatin-Regular.ttf"
    copy = tmp_path / "assets" / shipped.name
    copy.parent.mkdir()
    for planted, hits in ((b"", 0), (NOTE.encode(), 1)):
        copy.write_bytes(shipped.read_bytes() + planted)
        assert len(scan(tmp_path, CLOSED["management"])) == hits
    copy.with_name(f"{NOTE}.ttf").write_bytes(shipped.read_bytes())
    assert {hit.file for hit in scan(tmp_path, CLOSED["management"])} == {
        f"assets/{shipped.name}",
        "assets/…",
    }


# what is made of all accounts together


@pytest.mark.parametrize("audience", ["management", "team", "customer"])
def test_an_account_is_suspected_where_any_closed_text_of_it_stands(audience: str) -> None:
    """By what its worker gave away of it alone: nothing closed may pass unlooked at."""
    marks = {
        path: marks_of(forbidden([(path, data)], audience=audience, settings=SETTINGS))
        for path, data in FILES
    }
    assert suspects(marks, {"index.html": "<p>海棠路桥 声屏障</p>".encode()}) == []
    for text, field, readers in CLASSES:
        if audience in readers.split() and not field.startswith(("contacts[0].influence", "contacts.roles")):
            assert suspects(marks, {"index.html": f"<p>x {text} y</p>".encode()}), text
    if audience != "team":
        for sink in ("html soft hyphens", "json escaped", "base64", "html decimal references", "zlib"):
            planted = PLANTED[sink](LATIN)
            data = planted if isinstance(planted, bytes) else planted.encode()
            assert suspects(marks, {"data/x.json": data}) == ["accounts/a.md"], sink


# PDF


def made_pdf(change: Callable[[pikepdf.Pdf], None], **how: Any) -> bytes:
    memory = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        change(document)
        document.save(memory, **how)
    return memory.getvalue()


def _font(letters: str) -> pikepdf.Dictionary:
    return pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type0, BaseFont=pikepdf.Name.X)


def _content(document: pikepdf.Pdf, text: str, before: str = "", *, operator: str = "Tj") -> None:
    """Text through a font of its own: the codes are places in the list of letters, as a typesetter writes them."""
    letters = sorted(set(text))
    rows = "".join(f"<{place:04x}> <{utf16_hex(one)}>\n" for place, one in enumerate(letters, 1))
    cmap = (
        f"1 begincodespacerange <0000> <ffff> endcodespacerange {len(letters)} beginbfchar\n{rows}endbfchar"
    )
    font = _font(text)
    font.ToUnicode = document.make_stream(cmap.encode())
    codes = [f"{letters.index(one) + 1:04x}" for one in text]
    shown = (
        f"<{''.join(codes)}> Tj"
        if operator == "Tj"
        else "[" + " 20 ".join(f"<{one}>" for one in codes) + "] TJ"
    )
    page = document.pages[0]
    page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    page.obj.Contents = document.make_stream(f"{before} BT /F1 12 Tf {shown} ET".encode())


def _two_lines(document: pikepdf.Pdf, text: str) -> None:
    _content(document, text)
    content = document.pages[0].obj.Contents.read_bytes().decode()
    codes = content[content.index("<") + 1 : content.index(">")]
    half = len(codes) // 8 * 4
    changed = f"BT /F1 12 Tf <{codes[:half]}> Tj 0 -14 Td <{codes[half:]}> Tj ET"
    document.pages[0].obj.Contents = document.make_stream(changed.encode())


def _actual_text(document: pikepdf.Pdf, text: str) -> None:
    content = f"/Span <</ActualText <feff{utf16_hex(text)}>>> BDC EMC"
    document.pages[0].obj.Contents = document.make_stream(content.encode())


def _form(document: pikepdf.Pdf, text: str) -> None:
    _content(document, text)
    form = document.make_stream(document.pages[0].obj.Contents.read_bytes())
    form.Type, form.Subtype, form.BBox = pikepdf.Name.XObject, pikepdf.Name.Form, [0, 0, 9, 9]
    form.Resources = document.pages[0].obj.Resources
    document.pages[0].obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X1=form))
    document.pages[0].obj.Contents = document.make_stream(b"/X1 Do")


def _info(document: pikepdf.Pdf, text: str) -> None:
    document.docinfo["/Title"] = text


def _info_key(document: pikepdf.Pdf, text: str) -> None:
    document.docinfo[f"/{text}"] = "x"


def _xmp(document: pikepdf.Pdf, text: str) -> None:
    with document.open_metadata() as metadata:
        metadata["dc:description"] = text


def _outline(document: pikepdf.Pdf, text: str) -> None:
    with document.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(text, 0))


def _at_root(**keys: Callable[[pikepdf.Pdf, str], Any]) -> Callable[[pikepdf.Pdf, str], None]:
    def change(document: pikepdf.Pdf, text: str) -> None:
        for key, value in keys.items():
            document.Root[f"/{key}"] = value(document, text)

    return change


def _annotation(**keys: Callable[[str], Any]) -> Callable[[pikepdf.Pdf, str], None]:
    def change(document: pikepdf.Pdf, text: str) -> None:
        annotation = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Rect=[0, 0, 9, 9])
        for key, value in keys.items():
            annotation[f"/{key}"] = value(text)
        document.pages[0].obj.Annots = pikepdf.Array([document.make_indirect(annotation)])

    return change


def attached(document: pikepdf.Pdf, data: bytes) -> pikepdf.AttachedFileSpec:
    blank = dict.fromkeys(("description", "filename", "mime_type", "creation_date", "mod_date"), "")
    return pikepdf.AttachedFileSpec(document, data, **blank)


def _attachment(document: pikepdf.Pdf, text: str) -> None:
    document.attachments["x.csv"] = attached(document, text.encode())


def _attachment_name(document: pikepdf.Pdf, text: str) -> None:
    document.attachments[f"{text}.csv"] = attached(document, b"x")


def _attached_pdf(document: pikepdf.Pdf, text: str) -> None:
    inner = made_pdf(lambda one: _content(one, text))
    document.attachments["x.pdf"] = attached(document, inner)


def _unused(document: pikepdf.Pdf, text: str) -> None:
    document.Root.Unused = document.make_stream(text.encode())


def _latin_font(document: pikepdf.Pdf, text: str) -> None:
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    document.pages[0].obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    document.pages[0].obj.Contents = document.make_stream(f"BT /F1 12 Tf ({text}) Tj ET".encode())


PDF: dict[str, Callable[[pikepdf.Pdf, str], None]] = {
    "text": _content,
    "white text": lambda d, t: _content(d, t, "1 1 1 rg"),
    "invisible text": lambda d, t: _content(d, t, "3 Tr"),
    "text off the page": lambda d, t: _content(d, t, "1 0 0 1 -9999 0 cm"),
    "text letter by letter": lambda d, t: _content(d, t, operator="TJ"),
    "text over two lines": _two_lines,
    "actual text": _actual_text,
    "form drawing": _form,
    "info": _info,
    "info key": _info_key,
    "xmp": _xmp,
    "outline": _outline,
    "named destination": _at_root(Dests=lambda d, t: pikepdf.Dictionary({f"/{t}": pikepdf.Array([0])})),
    "destination string": _at_root(
        Names=lambda d, t: pikepdf.Dictionary(
            Dests=pikepdf.Dictionary(Names=pikepdf.Array([pikepdf.String(t), 0]))
        )
    ),
    "page label": _at_root(
        PageLabels=lambda d, t: pikepdf.Dictionary(
            Nums=pikepdf.Array([0, pikepdf.Dictionary(P=pikepdf.String(t))])
        )
    ),
    "alt text": _at_root(
        StructTreeRoot=lambda d, t: pikepdf.Dictionary(
            K=pikepdf.Dictionary(S=pikepdf.Name.Figure, Alt=pikepdf.String(t))
        )
    ),
    "script": _at_root(
        OpenAction=lambda d, t: pikepdf.Dictionary(
            S=pikepdf.Name.JavaScript, JS=pikepdf.String(json.dumps(t))
        )
    ),
    "form field": _at_root(
        AcroForm=lambda d, t: pikepdf.Dictionary(
            Fields=pikepdf.Array([pikepdf.Dictionary(V=pikepdf.String(t))])
        )
    ),
    "xfa": _at_root(AcroForm=lambda d, t: pikepdf.Dictionary(XFA=d.make_stream(f"<x>{t}</x>".encode()))),
    "hex string of utf-8": _at_root(X=lambda d, t: pikepdf.String(t.encode())),
    "utf-16 little end": _at_root(X=lambda d, t: pikepdf.String(b"\xff\xfe" + t.encode("utf-16-le"))),
    "utf-16 without a mark": _at_root(X=lambda d, t: pikepdf.String(t.encode("utf-16-be"))),
    "annotation": _annotation(Contents=pikepdf.String),
    "annotation's rich text": _annotation(RC=lambda t: pikepdf.String(f"<p>{references(t, '&#{};')}</p>")),
    "link": _annotation(
        A=lambda t: pikepdf.Dictionary(
            S=pikepdf.Name.URI, URI=pikepdf.String(f"https://x.example/{urllib.parse.quote(t)}")
        )
    ),
    "attachment": _attachment,
    "attachment's name": _attachment_name,
    "attached pdf": _attached_pdf,
    "unused stream": _unused,
}
SAVED: dict[str, dict[str, Any]] = {
    "plain": {"compress_streams": False, "object_stream_mode": pikepdf.ObjectStreamMode.disable},
    "packed": {"compress_streams": True, "object_stream_mode": pikepdf.ObjectStreamMode.generate},
}


@pytest.mark.parametrize("how", SAVED)
@pytest.mark.parametrize("text", [NOTE, LATIN], ids=["Han", "Latin"])
@pytest.mark.parametrize("sink", PDF)
def test_what_is_planted_in_a_pdf_is_found(sink: str, text: str, how: str) -> None:
    data = made_pdf(lambda document: PDF[sink](document, text), **SAVED[how])
    fields = {hit.field for hit in scan_bytes("x.pdf", data, CLOSED["management"])}
    assert fields == {"interactions[0].note" if text == NOTE else "Strategy"}


def test_text_of_a_font_without_a_table_is_found() -> None:
    data = made_pdf(lambda document: _latin_font(document, LATIN))
    assert scan_bytes("x.pdf", data, CLOSED["management"])


def test_what_an_older_state_of_a_pdf_holds_is_found() -> None:
    older = zlib.compress(f"({NOTE})".encode())
    data = made_pdf(lambda document: None) + b"\n9 0 obj\n<<>>\nstream\n" + older + b"\nendstream\n%%EOF"
    assert scan_bytes("x.pdf", data, CLOSED["management"])


def test_a_pdf_that_cannot_be_opened_counts_as_a_hit() -> None:
    locked = made_pdf(lambda document: None, encryption=pikepdf.Encryption(owner="a", user="b"))
    assert [hit.way for hit in scan_bytes("x.pdf", locked, CLOSED["management"])] == ["unreadable"]
    assert [hit.way for hit in scan_bytes("x.pdf", b"%PDF-1.7 broken", CLOSED["management"])] == [
        "unreadable"
    ]


@pytest.mark.skipif(bool(lacking()), reason="Pango or fonts are missing")
def test_a_typeset_pdf_is_read_as_pdftotext_reads_it(tmp_path: Path) -> None:
    import weasyprint

    page = f"""<html lang=zh><title>x</title><style>body {{ width: 60mm }} p {{ text-align: justify }}</style>
    <p>{NOTE * 6}</p><p lang=en style="hyphens: auto">{LATIN * 5}</p><p style="color: white; letter-spacing: 3pt">{NOTE}"""
    data = weasyprint.HTML(string=page).write_pdf(pdf_variant="pdf/ua-1")
    assert data is not None
    ours = next(view.text for view in pdf_views(data, Viewer()) if view.way == "pdf text, page 1")
    ours = ours.partition("\0")[0]  # behind it stands what the content carries beside the text
    (tmp_path / "x.pdf").write_bytes(data)
    theirs = subprocess.run(
        ["pdftotext", "-raw", str(tmp_path / "x.pdf"), "-"], capture_output=True, check=True
    ).stdout.decode()
    assert folded(ours).replace("-", "") == folded(theirs).replace("-", "")
    assert {hit.field for hit in scan_bytes("x.pdf", data, CLOSED["management"])} == {
        "interactions[0].note",
        "Strategy",
    }


# the folder and the command


def test_names_links_and_hidden_files_are_searched_and_told_without_the_text(tmp_path: Path) -> None:
    (tmp_path / NOTE).mkdir()
    (tmp_path / NOTE / "a.html").write_text("x")
    (tmp_path / ".b").write_text("女儿明年夏天高考")
    (tmp_path / "c").symlink_to(f"/{NOTE}")
    hits = scan(tmp_path, CLOSED["management"])
    assert {(hit.file, hit.field) for hit in hits} == {
        ("/…", "interactions[0].note"),
        (".b", "contacts[0].portrait.extended.family"),
        ("c", "interactions[0].note"),
    }
    assert all((hit.account, hit.path) == ("a", "accounts/a.md") and hit.line > 1 for hit in hits)
    assert NOTE not in repr(hits)


def _workspace(folder: Path) -> Path:
    (folder / "accounts").mkdir()
    for path, data in FILES:
        (folder / path).write_bytes(data)
    (folder / "relreport.yaml").write_bytes(SETTINGS[1])
    (folder / "output").mkdir()
    return folder


@pytest.mark.parametrize(
    ("page", "arguments", "code"),
    [
        ("海棠路桥", [], 0),
        (NOTE, [], 1),
        (NOTE, ["--audience", "team"], 0),
        (NOTE, ["--audience", "manager"], 0),
        ("海棠路桥", ["--audience", "customer"], 0),
        ("NET01", ["--audience", "customer"], 1),
    ],
)
def test_the_command_says_field_and_place(tmp_path: Path, page: str, arguments: list[str], code: int) -> None:
    folder = _workspace(tmp_path)
    (folder / "output" / "a.html").write_text(page)
    command = ["--workspace", str(folder), "audit", str(folder / "output"), *arguments]
    result = CliRunner().invoke(relreport, command, standalone_mode=False)
    assert result.return_value == code
    assert NOTE not in result.output
    assert ("a.html" in result.stdout) is bool(code)
    assert ("accounts/a.md:18 interactions[0].note" in result.stdout) is (page == NOTE and bool(code))


def test_the_command_refuses_an_unknown_audience(tmp_path: Path) -> None:
    folder = _workspace(tmp_path)
    result = CliRunner().invoke(
        relreport, ["-C", str(folder), "audit", str(folder / "output"), "--audience", "managment"]
    )
    assert result.exit_code == 2


@pytest.mark.parametrize("audience", ["management", "team"])
def test_a_build_of_sample_accounts_raises_no_false_alarm(tmp_path: Path, audience: str) -> None:
    names = ("tinghai-shipyard", "heyu-bridge", "brackmoor-packaging")  # one of them is confidential
    paths = [str(ROOT / "accounts" / f"{name}.md") for name in names]
    out = str(tmp_path / "out")
    shared = ["-C", str(ROOT), "-q"]
    when = ["--as-of", "2026-11-20", "--lang", "en,zh", "--jobs", "1"]
    CliRunner().invoke(relreport, [*shared, "build", *paths, "--audience", audience, "--output", out, *when])
    assert len(list((tmp_path / "out").rglob("*.html"))) >= 4
    result = CliRunner().invoke(
        relreport, [*shared, "audit", out, "--audience", audience], standalone_mode=False
    )
    assert (result.return_value, result.stdout) == (0, "")
