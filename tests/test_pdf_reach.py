"""No byte outside the register is read and no packet sent, whatever way a page, style sheet or picture asks.

All ways run in one other process: an audit hook sees every file opened and every address sought there, a
canary server on loopback every request, canary files lie beside the working folder. Plain WeasyPrint goes the
same ways in the same process, which proves that the canaries sing; and each way is gone a second time by a
whole build, out of an organisation's own template and style sheet.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from relreport.formats.libraries import lacking

ROOT = Path(__file__).resolve().parent.parent

# `@` stands for an address that serves a picture, a style sheet, a font or a text, as the ending says.
STYLES = {
    "background": "p { background: url(@.svg) }",
    "background-image": "p { background-image: none, url(@.svg) }",
    "list-style": "li { list-style: url(@.svg) }",
    "list-style-image": "li { list-style-image: url('@.svg') }",
    "border-image": "p { border: 9px solid; border-image: url(@.svg) 3 }",
    "border-image-source": "p { border: 9px solid; border-image-source: url(@.svg) }",
    "mask": "p { mask: url(@.svg); mask-image: url(@.svg) }",
    "mask-border": "p { mask-border: url(@.svg) 3; mask-border-source: url(@.svg) }",
    "content": "p { content: url(@.svg) }",
    "content before": "p::before { content: 'x' url(@.svg) }",
    "marker": "li::marker { content: url(@.svg) }",
    "cursor, filter, clip": "p { cursor: url(@.svg), auto; filter: url(@.svg#f); clip-path: url(@.svg#f) }",
    "shape-outside": "p { float: left; shape-outside: url(@.svg) }",
    "image-set": "p { background: image-set('@.svg' 1x) }",
    "by variable": "p { --far: url(@.svg); background: var(--far) }",
    "by fallback": "p { background: var(--none, url(@.svg)) }",
    "escaped": "p { background: \\75 rl(@.svg) }",
    "attribute": "p { content: attr(title url) }",
    "import string": "@import '@.css';",
    "import url": "@import url(@.css) print;",
    "import layer": "@import url(@.css) layer(x);",
    "after charset": "@charset 'utf-8'; @import url(@.css);",
    "font-face": "@font-face { font-family: f; src: url(@.ttf) } p { font-family: f }",
    "font-face local": "@font-face { font-family: f; src: local('Relreport Sans'), url(@.ttf) }",
    "color-profile": "@color-profile --c { src: url(@.icc) } p { color: color(--c 0 0 0) }",
    "page": "@page { background: url(@.svg) }",
    "page margin": "@page { @top-left { content: url(@.svg) } }",
    "page margin background": "@page { @bottom-center { content: 'x'; background: url(@.svg) } }",
    "running string": "p { string-set: s url(@.svg) } @page { @top-left { content: string(s) } }",
    "media": "@media print { p { background: url(@.svg) } }",
    "nested": "body { p { background: url(@.svg) } }",
    "counter symbols": "@counter-style c { system: cyclic; symbols: url(@.svg) } li { list-style: c }",
    "namespace": "@namespace url(@.css); * { color: red }",
    "footnote": "p { float: footnote } p::footnote-call { content: url(@.svg) }",
    "leader, bookmark": "p { bookmark-level: 1; bookmark-label: url(@.svg) }",
}
BODIES = {
    "img": "<img alt=a src='@.svg'>",
    "img srcset": "<img alt=a srcset='@.svg 1x'>",
    "picture": "<picture><source srcset='@.svg'><img alt=a src='@.svg'></picture>",
    "input": "<input type=image src='@.svg'>",
    "video": "<video poster='@.svg' src='@.svg'></video><audio src='@.svg'></audio>",
    "iframe": "<iframe src='@.html' srcdoc='<img alt=a src=@.svg>'></iframe>",
    "frame": "<frameset><frame src='@.html'></frameset>",
    "embed": "<embed src='@.svg'>",
    "object": "<object alt=a data='@.svg'></object>",
    "object text": "<object alt=a data='@.html' type='text/html'></object>",
    "applet": "<applet archive='@.svg' code='@.svg'></applet>",
    "link": "<link rel=stylesheet href='@.css'>",
    "link media": "<link rel='stylesheet' media=print href='@.css'>",
    "link alternate": "<link rel='alternate stylesheet' href='@.css'>",
    "link icon": "<link rel=icon href='@.svg'><link rel=preload as=image href='@.svg'>",
    "link attachment": "<link rel=attachment href='@.txt'>",
    "link two relations": "<link rel='attachment stylesheet' href='@.txt'>",
    "a attachment": "<a rel=attachment href='@.txt'>text</a>",
    "area attachment": "<map><area rel=attachment href='@.txt'></map>",
    "script": "<script src='@.css'></script>",
    "refresh": "<meta http-equiv=refresh content='0; url=@.html'>",
    "body background": "<table background='@.svg'><tr><td background='@.svg'>x</table>",
    "form": "<form action='@.html'><input type=submit></form>",
    "cite": "<blockquote cite='@.html'>x</blockquote><a href='@.html' ping='@.txt'>x</a>",
    "inline background": "<p style='background: url(@.svg)'>x",
    "inline list": "<ul><li style='list-style-image: url(@.svg)'>x</ul>",
    "inline content": "<p style='content: url(@.svg)'>x",
    "inline border": "<p style='border: 5px solid; border-image: url(@.svg) 3'>x",
    "inline variable": "<p style='--u: url(@.svg); background: var(--u)'>x",
    "processing instruction": "<?xml-stylesheet href='@.css'?><p>x",
    "dns": "<link rel=dns-prefetch href='@.svg'><link rel=preconnect href='@.svg'>",
    "manifest": "<link rel=manifest href='@.txt'><link rel=import href='@.html'>",
}
# Within <svg>; drawn inline, in a registered picture, and in a data: picture.
DRAWINGS = {
    "image": "<image width='9' height='9' href='@.svg'/>",
    "image xlink": "<image width='9' height='9' xlink:href='@.svg'/>",
    "use": "<use href='@.svg#x'/><use xlink:href='@.svg#x'/>",
    "feImage": "<filter id='f'><feImage href='@.svg'/></filter><rect width='9' filter='url(#f)'/>",
    "style import": "<style>@import url(@.css);</style><rect width='9' height='9'/>",
    "style fill": "<style>rect { fill: url(@.svg#x) }</style><rect width='9' height='9'/>",
    "style font": "<style>@font-face { font-family: f; src: url(@.ttf) }</style><text>x</text>",
    "fill": "<rect width='9' height='9' fill='url(@.svg#x)' filter='url(@.svg#x)' mask='url(@.svg#x)'/>",
    "marker": "<path d='M0 0L9 9' marker-end='url(@.svg#x)' clip-path='url(@.svg#x)'/>",
    "gradient": "<linearGradient id='g' href='@.svg#x'/><rect width='9' height='9' fill='url(#g)'/>",
    "pattern": "<pattern id='g' href='@.svg#x'/><rect width='9' height='9' fill='url(#g)'/>",
    "textPath": "<text><textPath href='@.svg#x'>x</textPath><tref xlink:href='@.svg#x'/></text>",
    "foreignObject": "<foreignObject width='9' height='9'><img alt='a' src='@.svg'/></foreignObject>",
    "script": "<script href='@.txt'/><a href='@.txt'><text>x</text></a>",
}
SVG = (
    "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' width='9' height='9'>"
    "{}</svg>"
)
# How an address can be written. {file}, {folder}, {host} are filled in where the canaries live.
ADDRESSES = {
    "file": "file://{file}.svg",
    "file, one slash": "file:{file}.svg",
    "file, localhost": "file://localhost{file}.svg",
    "file, capitals": "FILE://{file}.svg",
    "file, percent": "file://{folder}/%63anary.svg",
    "file, query": "file://{file}.svg?x#y",
    "absolute": "{file}.svg",
    "relative": "canary.svg",
    "up": "../beside/canary.svg",
    "web": "http://{host}/canary.svg",
    "web, no scheme": "//{host}/canary.svg",
    "web, redirected": "http://{host}/moved/canary.svg",
    "web, to a file": "http://{host}/tofile/canary.svg",
    "web, user": "http://user:word@{host}/canary.svg",
    "web, spaces": " http://{host}/canary.svg ",
    "secure": "https://{host}/canary.svg",
    "ftp": "ftp://{host}/canary.svg",
    "unknown scheme": "jar:file://{file}.svg!/x",
    "our scheme, another name": "relreport:other.svg",
    "our scheme, up": "relreport:../beside/canary.svg",
    "our scheme, host": "relreport://{host}/canary.svg",
    "our scheme, capitals": "RELREPORT:LOGO.SVG",
    "device": "file:///dev/null",
}
BASES = {
    "base file": "file://{folder}/",
    "base web": "http://{host}/",
    "base file itself": "file://{file}.html",
}


def page(body: str, head: str = "") -> str:
    return f"<!doctype html><html lang=en><head><title>t</title>{head}</head><body>{body}</body></html>"


def ways() -> Iterator[tuple[str, str, dict[str, str], dict[str, str]]]:
    """Yield (name, page, style sheets, assets), the addresses still to be filled in."""
    for kind, address in {"file": "file://{file}", "web": "http://{host}/canary"}.items():
        for name, style in STYLES.items():
            sheet = style.replace("@.", address + ".")
            body = f"<p title='{address}.svg'>x<ul><li>y</ul>"
            yield f"style, {name}, {kind}", page(body, f"<style>{sheet}</style>"), {}, {}
            yield f"sheet, {name}, {kind}", page(body), {"far.css": sheet}, {}
        for name, body in BODIES.items():
            yield f"body, {name}, {kind}", page(body.replace("@.", address + ".")), {}, {}
        for name, drawing in DRAWINGS.items():
            svg = SVG.format(drawing.replace("@.", address + "."))
            yield f"inline, {name}, {kind}", page(svg), {}, {}
            yield (
                f"asset, {name}, {kind}",
                page("<img alt=a src='relreport:logo.svg'>"),
                {},
                {"logo.svg": svg},
            )
            escaped = svg.replace("%", "%25").replace("#", "%23").replace('"', "%22")
            yield f"data, {name}, {kind}", page(f'<img alt=a src="data:image/svg+xml,{escaped}">'), {}, {}
        entity = f"<!DOCTYPE svg [<!ENTITY e SYSTEM '{address}.txt'>]>" + SVG.format("<text>&e;</text>")
        yield f"asset, entity, {kind}", page("<img alt=a src='relreport:logo.svg'>"), {}, {"logo.svg": entity}
    for name, address in ADDRESSES.items():
        yield f"address, {name}", page(f'<img alt=a src="{address}">'), {}, {}
        yield f"address, {name}, in a style", page(f"<p style=\"background:url('{address}')\">x"), {}, {}
    for name, base in BASES.items():
        yield f"{name}, img", page("<img alt=a src=canary.svg>", f"<base href='{base}'>"), {}, {}
        yield f"{name}, link", page("x", f"<base href='{base}'><link rel=stylesheet href=canary.css>"), {}, {}
        yield (
            f"{name}, attachment",
            page("<a rel=attachment href=canary.txt>x</a>", f"<base href='{base}'>"),
            {},
            {},
        )


WAYS = list(ways())

WALK = r"""
import gc, http.server, io, json, logging, os, pathlib, sys, threading, warnings
from datetime import date

folder = pathlib.Path(sys.argv[1]) / "beside"
CODE = (sys.prefix, sys.base_prefix, os.environ["PYTHONPATH"] + os.sep + "relreport")
seen, hits = [], []
watching = False

class Canary(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        hits.append(self.path)
        if self.path.startswith(("/moved/", "/tofile/")):
            self.send_response(302)
            there = "/canary.svg" if self.path.startswith("/moved/") else f"file://{folder}/canary.svg"
            self.send_header("Location", there)
            self.end_headers()
            return
        self.send_response(200)
        kinds = {".svg": "image/svg+xml", ".css": "text/css"}
        self.send_header("Content-Type", kinds.get(pathlib.Path(self.path).suffix, "text/plain"))
        self.end_headers()
        self.wfile.write((folder / f"canary{pathlib.Path(self.path).suffix}").read_bytes())
    def log_message(self, *arguments):
        pass

def hook(event, arguments):
    # The canary server opens files, too, in its own thread.
    if not watching or threading.current_thread() is not threading.main_thread():
        return
    if event == "open" and isinstance(arguments[0], (str, bytes)):
        # Each engine reads its own font configuration, and nothing else at all; code may be imported late.
        there = os.fsdecode(arguments[0])
        code = there.endswith((".py", ".pyc")) and there.startswith(CODE)
        if there != os.environ["FONTCONFIG_FILE"] and not code:
            seen.append(["open", there])
    elif event in ("socket.connect", "socket.getaddrinfo", "subprocess.Popen", "os.system", "os.exec",
                   "os.listdir", "os.scandir", "urllib.Request", "ftplib.connect", "glob.glob"):
        seen.append([event, repr(arguments)[:200]])

asked = json.load(sys.stdin)
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Canary)
threading.Thread(target=server.serve_forever, daemon=True).start()
host = f"127.0.0.1:{server.server_port}"

from dataclasses import replace
from relreport.build.job import Job
from relreport.build.order import Order
from relreport.build.workers import build_here
from relreport.formats.engine import Engine, RefusedPageError
from relreport.parse.settings import parse_settings
job = Job(path="accounts/a.md", id="a", data=b"---\nname: A\n---\n")
plain_order = Order(settings=parse_settings("relreport.yaml", b"").settings, day=date(2026, 1, 1), html=False, pdf=True)
import pikepdf, weasyprint
from weasyprint.urls import URLFetcher
logging.getLogger("weasyprint").setLevel(logging.CRITICAL)

def filled(text):
    filling = {"{file}": str(folder / "canary"), "{folder}": str(folder), "{host}": host}
    for mark, value in filling.items():
        text = text.replace(mark, value)
    return text

def ours(html, sheets, assets):
    # A style sheet is refused when the engine reads it, a page when it is set.
    try:
        engine = Engine(stylesheets={n: t.encode() for n, t in sheets.items()},
                        assets={n: t.encode() for n, t in assets.items()})
        data = engine.render(html, moment=date(2026, 1, 1)).data
    except RefusedPageError:
        return "refused"
    return "canary" if carries(data) else "built"

def own(html, sheets, assets):
    # The same page as an organisation's own template and style sheet would bring it, by the whole road.
    template = "{% raw %}" + html + "{% endraw %}"
    order = replace(plain_order, templates={"handout.html": template, **{"css/paper.css": t for t in sheets.values()}},
                    look=replace(plain_order.look, logo=assets["logo.svg"].encode()) if assets else plain_order.look)
    try:
        (done,) = build_here([job], order)
    except RefusedPageError:
        return "refused"
    if done.failure:
        return "refused" if done.failure == "RefusedPageError" else done.failure
    return "canary" if any(carries(data) for name, data in done.files.items() if name.endswith(".pdf")) else "built"

def carries(data):
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for found in pdf.objects:
            if isinstance(found, pikepdf.Stream) and b"CANARY" in found.read_bytes():
                return True
    return False

class Plain(URLFetcher):
    # WeasyPrint as it comes, but for the register's own scheme, and without ten seconds of ftp.
    def __init__(self, assets):
        super().__init__(timeout=1)
        self.assets = assets
    def fetch(self, url, headers=None):
        if url.startswith("relreport:") and url[10:] in self.assets:
            return weasyprint.urls.URLFetcherResponse(url, self.assets[url[10:]].encode(), {})
        if url.lower().startswith(("ftp:", "https:")):
            raise ValueError
        return super().fetch(url, headers)

def plain(html, sheets, assets):
    fetcher = Plain(assets)
    styles = [weasyprint.CSS(string=text, url_fetcher=fetcher) for text in sheets.values()]
    weasyprint.HTML(string=html, base_url=str(folder) + "/", url_fetcher=fetcher).write_pdf(
        stylesheets=styles)

for sheets in {}, {"x.css": "p { color: red }"}:
    for body in "x", "<img alt=a src=x.svg>":
        own(f"<!doctype html><title>t</title>{body}", sheets, {})
        own(f"<!doctype html><title>t</title>{body}", sheets, {"logo.svg": asked["logo"]})
sys.addaudithook(hook)
Engine(stylesheets={}, assets={"logo.svg": asked["logo"].encode()}).render(
    filled(asked["warm"]), moment=date(2026, 1, 1))
told = {}
for name, html, sheets, assets in asked["ways"]:
    html = filled(html)
    sheets = {n: filled(t) for n, t in sheets.items()}
    assets = {n: filled(t) for n, t in assets.items()}
    row = {}
    row["seen"], row["hits"] = [], []
    for engine in (ours, own, plain):
        gc.collect()  # what plain WeasyPrint left behind is removed now, unwatched
        seen.clear(), hits.clear()
        watching = True
        try:
            row[engine.__name__] = engine(html, sheets, assets)
        except Exception as problem:
            row[engine.__name__] = type(problem).__name__
        finally:
            watching = False
        if engine is not plain:
            row["seen"] += list(seen)
            row["hits"] += list(hits)
        else:
            row["sang"] = bool(hits) or any("canary" in what for _, what in seen)
    told[name] = row
json.dump(told, sys.stdout)
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    if lacking():
        pytest.skip("no Pango here")
    folder = tmp_path_factory.mktemp("reach")
    beside = folder / "beside"
    beside.mkdir()
    (folder / "here").mkdir()
    picture = SVG.format("<text id='x'>CANARY</text>")
    for ending, text in {
        "svg": picture,
        "css": "body::before { content: 'CANARY' }",
        "txt": "CANARY",
        "html": "<p>CANARY",
        "ttf": "CANARY",
        "icc": "CANARY",
    }.items():
        (beside / f"canary.{ending}").write_text(text, encoding="ascii")
    script = folder / "walk.py"
    script.write_text(WALK, encoding="utf-8")
    # What is opened once, whatever is rendered (parts of libraries, imported late), is opened by this page.
    warm = page("x" + SVG.format("<text>x</text>") + "<img alt=a src='relreport:logo.svg'>")
    walked = subprocess.run(
        [sys.executable, "-W", "ignore", str(script), str(folder)],
        input=json.dumps({"ways": WAYS, "warm": warm, "logo": SVG.format("")}),
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        cwd=folder / "here",
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert walked.returncode == 0, walked.stderr
    result: dict[str, dict[str, Any]] = json.loads(walked.stdout)
    return result


def test_nothing_is_reached(told: dict[str, dict[str, Any]]) -> None:
    assert {name: row["hits"] for name, row in told.items() if row["hits"]} == {}
    assert {name: row["seen"] for name, row in told.items() if row["seen"]} == {}
    for whose in ("ours", "own"):
        assert {
            name: row[whose] for name, row in told.items() if row[whose] not in ("refused", "built")
        } == {}


def test_what_cannot_be_had_ends_the_document(told: dict[str, dict[str, Any]]) -> None:
    """A logo must not go missing in silence."""
    assert {name: row for name, row in told.items() if row["sang"] and row["ours"] != "refused"} == {}
    # an organisation's own logo is its settings', not its template's
    theirs = {name: row for name, row in told.items() if not name.startswith("asset")}
    assert {name: row for name, row in theirs.items() if row["sang"] and row["own"] != "refused"} == {}
    assert sum(row["own"] == "refused" for row in theirs.values()) >= 52


def test_the_canaries_sing(told: dict[str, dict[str, Any]]) -> None:
    """Were the canaries dumb, the tests above would say nothing."""
    assert sum(row["sang"] for row in told.values()) >= 52
