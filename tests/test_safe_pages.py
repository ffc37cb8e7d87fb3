"""Whatever people write stays text: no tag, attribute or address comes of it, on the default pages and on own ones."""

from __future__ import annotations

import http.server
import json
import re
import threading
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import html5lib
import pytest

from relreport.build.above import site_files
from relreport.build.job import Built, Job
from relreport.build.one import build_one
from relreport.build.order import Order
from relreport.build.site import asset_files
from relreport.build.workers import build_here
from relreport.cli import run
from relreport.formats.libraries import lacking
from relreport.parse import parse
from relreport.parse.settings import parse_settings
from relreport.source.hidden import FORBIDDEN
from tests.canary import account as canary
from tests.memory.repository import Repository
from tests.reading.files import corpus
from tests.test_pdf_reach import BODIES, DRAWINGS, STYLES, SVG

CHROMIUM = Path("/usr/bin/chromium")
PAPER = not lacking()
EVERY = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "'\"><svg/onload=alert(1)>",
    '"autofocus onfocus=alert(1) x="',
    "javascript:alert(1)",
    "[a](javascript:alert(1))",
    "![a](http://canary.invalid/x.png)",
    "</title></style></textarea><iframe src=//canary.invalid>",
    "{{7*7}}{% include 'x' %}{# x #}${7*7}",
    "<!--><script>alert(1)</script>-->",
    "&lt;script&gt;&#x3c;b&#x3e;&quot;&amp;",
    "]]></script><b>",
    "<a href=data:text/html,x>x</a>",
    "--><b id=gaps name=main>",
    "\\u003cscript\\u003e",
)  # fmt: skip
MARK = re.compile(
    "|".join(re.escape(canary.marker(path)) for path in canary.FIELDS if not path.endswith(".id"))
)
_REFUSED = re.compile("[\x00-\x1f\x7f-\x9f\u200c\u200d]|" + FORBIDDEN.pattern)
_MERGE = re.compile(r"^(<{7}|={7}|>{7}|\|{7})", re.MULTILINE)


def payloads() -> list[str]:
    """Every line of the corpora that a file may hold: what the reader refuses outright is taken out."""
    lines = (corpus("corpora/payloadbox") / "xss-payload-list.txt").read_text("utf-8", "replace").split("\n")
    strings = json.loads((corpus("corpora/blns") / "blns.json").read_text(encoding="utf-8"))
    found = (_MERGE.sub("x", _REFUSED.sub("", one)).replace("\t", " ").strip() for one in (*strings, *lines))
    return [one.replace(":::", "::") for one in dict.fromkeys(found) if one and len(one) < 4000]


# in a plain line these signs are marks, and no text
def filled(pick: Callable[[str], str]) -> bytes:
    """The canary account with another text for every marker: quoted above the `---`, a paragraph below it."""
    front, _, body = canary.account().decode().partition("\n---\n")
    front = MARK.sub(lambda found: json.dumps(pick(found[0]), ensure_ascii=False)[1:-1], front)
    body = MARK.sub(lambda found: re.sub(r"[\n#@!！]", " ", pick(found[0])).lstrip(">-+*=0123456789| "), body)
    return f"{front}\n---\n{body}".encode()


def built(data: bytes, *, pdf: bool = False, templates: dict[str, str] | None = None) -> Built:
    order = Order(
        settings=parse_settings("relreport.yaml", canary.settings()).settings,
        day=date.fromisoformat(canary.DAY),
        audience="manager",
        languages=("zh",),
        pdf=pdf,
        templates=templates or {},
    )
    made = build_one(Job(path="accounts/canary.md", id="canary", data=data), order)
    site = site_files([made], order)
    return Built(
        **{**{n: getattr(made, n) for n in made.__dataclass_fields__}, "files": {**made.files, **site}}
    )


def shape(page: str) -> Counter[tuple[str, ...]]:
    """Every element with the names of its attributes, and every address's kind, as a browser reads the page."""
    found: Counter[tuple[str, ...]] = Counter()
    tree: Any = html5lib.parse(page, namespaceHTMLElements=False)
    for element in tree.iter():
        if not isinstance(element.tag, str):
            found["comment",] += 1
            continue
        row = (element.tag, *sorted(map(str, element.attrib)))
        if row == ("span", "class") and element.attrib["class"] == "endless":
            continue  # around a word too long for its cell: a sign ends a word where a letter does not
        # a name on a map takes as many lines as its words need
        found[row] = 1 if element.tag.endswith("}text") else found[row] + 1
        for name in ("href", "src", "action", "formaction", "xlink:href", "style"):
            if value := element.attrib.get(name):
                found["address", re.sub(r"[^:/?#]*$|(?<=#).*|(?<=:).*", "", value)[:20]] += 1
    return found


def tame(text: str) -> str:
    """The same text without a sign that could mean anything: as long, and as many words."""
    return "".join(one if one.isalnum() or one.isspace() else "x" for one in text)


def outside_the_body(page: str) -> str:
    """The page without its narrative: there Markdown makes tags, and is held to a list of its own."""
    return re.sub(r'<section id="narrative".*?</section>', "", page, flags=re.DOTALL)


@pytest.mark.parametrize("payload", EVERY)
def test_a_text_in_every_field_stays_a_text(payload: str) -> None:
    """In each field at once; the page has the elements and attributes of its harmless twin, no more, no fewer."""
    wild, calm = built(filled(lambda _: payload)), built(filled(lambda _: tame(payload)))
    assert wild.read
    assert not wild.mistakes
    for name in ("accounts/canary.html", "index.html"):
        one, other = (outside_the_body(made.files[name].decode()) for made in (wild, calm))
        assert shape(one) == shape(other)


def beside_the_plan(folder: Path, pick: Callable[[str], str]) -> dict[str, str]:
    """Visit sheet, handover, review and differences of the filled account, by file: made by the commands."""
    repository = Repository(folder)
    repository.write("relreport.yaml", canary.settings().decode())
    whole = filled(pick).decode()
    name = next(line for line in whole.split("\n") if line.startswith("name:"))
    repository.write("accounts/canary.md", f"---\n{name}\n---\n")
    repository.commit(date(2024, 1, 1))
    repository.write("accounts/canary.md", whole)
    repository.commit(date.fromisoformat(canary.DAY))
    common = ("--as-of", canary.DAY, "--audience", "manager", "--format", "html", "--lang", "zh")
    met, ours = canary.marker("contacts.id", id=True), "li-na"
    for command in (
        ("build", "--kind", "visit", "--with", met, *common, str(folder / "accounts/canary.md")),
        ("build", "--kind", "handover", "--owner", ours, *common),
        ("review", canary.DAY[:4], "--against", "2024-06-30", *common),
    ):
        assert run(["-q", "-C", str(folder), *command]) == 0, command
    return {
        str(place.relative_to(folder)): place.read_text(encoding="utf-8")
        for place in sorted((folder / "output").rglob("*.html"))
        if place.parent.name != "accounts"
    }


def test_what_stands_beside_the_plan_holds_texts_as_texts(tmp_path: Path) -> None:
    """A different payload in each field: visit sheet, handover and review are the pages of their harmless twin."""

    def payload(mark: str) -> str:
        return EVERY[zlib.crc32(mark.encode()) % len(EVERY)]

    wild = beside_the_plan(tmp_path / "wild", payload)
    calm = beside_the_plan(tmp_path / "calm", lambda mark: tame(payload(mark)))
    assert {name.split("/")[1] for name in wild} >= {"visit", "handover", "review"}
    assert wild.keys() == calm.keys()
    for name, page in wild.items():
        assert shape(page) == shape(calm[name]), name
        assert "&lt;" in page, name


def test_every_payload_of_the_corpora_stays_a_text() -> None:
    """Each of some 7,000 in a field of some page, whole pages compared with their twins."""
    waiting = payloads()
    fields = len(MARK.findall(canary.account().decode()))
    each = 24
    looked = 0
    for start in range(0, len(waiting), each * fields):
        part = waiting[start : start + each * fields]
        looked += len(part)
        wild, calm = (built(filled(_dealt(part, each, change))) for change in (str, tame))
        assert not wild.mistakes, [(row["line"], row["code"]) for row in wild.invalid["zh"]]
        for name in ("accounts/canary.html", "index.html"):
            one, other = (outside_the_body(made.files[name].decode()) for made in (wild, calm))
            assert shape(one) == shape(other)
        assert unsafe(wild.files["accounts/canary.html"].decode()) == []
    assert looked == len(waiting)
    assert looked > 6500


def _dealt(part: list[str], each: int, change: Callable[[str], str]) -> Callable[[str], str]:
    """Deals the texts out: to every marker, whenever it is first asked for, the next few."""
    hands: dict[str, str] = {}

    def pick(marker: str) -> str:
        if marker not in hands:
            start = len(hands) * each
            hands[marker] = change("\n\n".join(part[start : start + each]) or "x")
        return hands[marker]

    return pick


ALLOWED = re.compile(
    r"(?:#|https?://|mailto:|tel:|(?:\.\./|assets/|accounts/|js/|css/)[\w./%\-]*(?:#.*)?$|[\w\-]+\.html(?:#.*)?$|$)"
)


def unsafe(page: str) -> list[str]:
    """What must be on no page: handlers, frames, foreign addresses, scripts but our own, raw styles."""
    found = []
    tree: Any = html5lib.parse(page, namespaceHTMLElements=False)
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        tag = element.tag.rpartition("}")[2]
        if tag in (
            "iframe",
            "object",
            "embed",
            "form",
            "base",
            "style",
            "template",
            "frame",
            "audio",
            "video",
        ):
            found.append(tag)
        for name, value in element.attrib.items():
            if str(name).startswith("on") or name in ("style", "srcdoc", "srcset", "ping", "formaction"):
                found.append(f"{tag} {name}")
            if name in ("href", "src") and not ALLOWED.match(value):
                found.append(f"{tag} {name}={value[:60]}")
        if tag == "script" and (element.text or not element.attrib.get("src")):
            found.append("script")
    return found


@pytest.mark.parametrize("payload", EVERY)
def test_nothing_on_the_page_acts(payload: str) -> None:
    assert unsafe(built(filled(lambda _: payload)).files["accounts/canary.html"].decode()) == []


# limits


@pytest.mark.skipif(not PAPER, reason="no Pango here")
def test_what_would_take_for_ever_is_cut_and_named_and_the_others_are_built() -> None:
    """Marks above marks, thousands of rows, deep nesting: in a body and in a field."""
    rows = "\n".join(f"| {n} | x |" for n in range(8000))
    bodies = {
        "marks": "a" + "\u0301" * 100_000,
        "rows": f"| a | b |\n| - | - |\n{rows}",
        "deep": "\n".join("  " * n + "- x" for n in range(60)),
        "quotes": ">" * 500 + " x",
        "brackets": "[" * 20_000,
    }
    jobs = [Job(path="accounts/plain.md", id="plain", data=b"---\nname: Plain\n---\n")]
    for name, body in bodies.items():
        text = f"---\nname: {name}\n---\n## Summary\n\n{body}\n"
        jobs.append(Job(path=f"accounts/{name}.md", id=name, data=text.encode()))
    note = "b" + "\u0301" * 20_000
    text = f"---\nname: note\nneeds: [{{need: {note}}}]\n---\n"
    jobs.append(Job(path="accounts/note.md", id="note", data=text.encode()))
    order = Order(
        settings=parse_settings("relreport.yaml", b"").settings,
        day=date(2026, 9, 30),
        audience="manager",
        pdf=True,
    )
    done = {one.id: one for one in build_here(jobs, order)}
    assert done["plain"].read
    for name in ("marks", "rows", "deep", "quotes", "brackets", "note"):
        assert done[name].read, name
    assert not re.search("\u0301{9}", done["note"].files["accounts/note.html"].decode())
    for name in ("marks", "rows", "deep", "note"):
        page = done[name].files[f"accounts/{name}.html"].decode()
        assert 'class="notice' in page, name
        assert f"accounts/{name}.md:" in page.replace("<wbr>", ""), name
        assert f"pdf/{name}.pdf" in done[name].files, name


def test_of_a_file_with_piled_marks_nothing_is_mended_at_a_wrong_place() -> None:
    """What was cut moves all that follows: the piles are named, each line of them, and no edit is offered."""
    piled = "\u0301" * 40
    text = f"---\nname: x\nneeds: [{{need: b{piled}}}]\ntier: “vvip”\n---\n## 日志\n- 2026-01-02 拜访：好{piled}\n"
    parsed = parse("accounts/x.md", text.encode())
    assert [(one.code, one.where.line) for one in parsed.findings if one.code == "E112"] == [
        ("E112", 3),
        ("E112", 7),
    ]
    assert [one.edit for one in parsed.findings if one.edit] == []
    assert parsed.account is not None
    assert [len(one.note or "") for one in parsed.account.interactions] == [9]


# own templates

OWN = {
    "a class": "{{ ''.__class__.__mro__ }}",
    "globals": "{{ page.get.__globals__ }}",
    "format": "{{ '{0.__class__}'.format(page) }}",
    "attribute": "{{ page|attr('__class__') }}",
    "a file": "{% include '/etc/passwd' %}",
    "a file above": "{% include '../../../../etc/passwd' %}",
    "an import": "{% import '/etc/passwd' as x %}",
    "what a contract lacks": "{{ page.account.contacts }}",
    "safe": "{{ page.head.name|safe }}",
    "open": "{{ open('/etc/passwd').read() }}",
    "lipsum": "{{ lipsum.__globals__['os'].popen('id').read() }}",
    "cycler": "{{ cycler.__init__.__globals__.os }}",
    "config": "{{ self.__init__.__globals__ }}",
}


@pytest.mark.parametrize("name", OWN)
def test_an_own_template_reaches_nothing(name: str) -> None:
    """It fails, and costs its account alone; it never shows what is outside the page."""
    order = Order(
        settings=parse_settings("relreport.yaml", b"").settings,
        day=date(2026, 9, 30),
        audience="management",
        templates={
            "plan.html": "{% extends 'partials/base.html' %}{% block body %}" + OWN[name] + "{% endblock %}"
        },
    )
    (done,) = build_here([Job(path="accounts/a.md", id="a", data=b"---\nname: A <b>\n---\n")], order)
    page = b"".join(done.files.values()).decode()
    assert "root:" not in page
    assert "uid=" not in page
    assert "__main__" not in page
    assert done.failure or "object at" not in page
    assert "<b>" not in page


# a real browser


@pytest.fixture(scope="module")
def canary_server() -> Iterator[tuple[str, list[str]]]:
    asked: list[str] = []

    class Canary(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(204)
            self.end_headers()

        def log_message(self, *arguments: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Canary)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    api = pytest.importorskip("playwright.sync_api")
    if not CHROMIUM.exists():
        pytest.skip("no browser here")
    with api.sync_playwright() as play:
        made = play.chromium.launch(
            executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu", "--disable-quic"]
        )
        yield made
        made.close()


def opened(browser: Any, files: dict[str, bytes], folder: Path, name: str) -> list[str]:
    """What a browser says against a page: refused by its policy, asked of the network, shown as a dialogue."""
    for place, data in files.items():
        (folder / place).parent.mkdir(parents=True, exist_ok=True)
        (folder / place).write_bytes(data)
    told: list[str] = []
    tab = browser.new_page()
    tab.on("console", lambda message: told.append(message.text))

    def dialogue(shown: Any) -> None:
        told.append(f"dialogue {shown.message}")
        shown.dismiss()

    tab.on("dialog", dialogue)
    tab.on("pageerror", lambda error: told.append(str(error)))
    tab.on("request", lambda request: None if request.url.startswith("file://") else told.append(request.url))
    tab.add_init_script(
        "addEventListener('securitypolicyviolation', e => console.log('CSP', e.violatedDirective))"
    )
    tab.goto((folder / name).as_uri())
    tab.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    tab.wait_for_timeout(100)
    tab.close()
    return told


def test_a_browser_has_nothing_to_refuse(browser: Any, tmp_path: Path) -> None:
    """With payloads in every field the policy reports nothing, nothing is asked for and nothing runs."""
    every = "\n\n".join(EVERY)
    made = built(filled(lambda _: every))
    files = {**made.files, **_assets()}
    for name in ("accounts/canary.html", "index.html"):
        assert opened(browser, files, tmp_path, name) == []


def test_own_templates_reach_no_server(
    browser: Any, tmp_path: Path, canary_server: tuple[str, list[str]]
) -> None:
    """On a screen the page's policy holds them back."""
    host, asked = canary_server
    far = f"{host}/canary"
    drawn = "".join(SVG.format(drawing) for drawing in DRAWINGS.values())
    called = f"<script>fetch('{far}.txt')</script><img src=x onerror=\"fetch('{far}.txt')\">"
    whole = {
        "styles": "".join(f"<style>{style}</style>" for style in STYLES.values())
        + "<p title='@.svg'>x<ul><li>y</ul>",
        "bodies": "".join(BODIES[name] for name in BODIES if name not in ("frame", "refresh")) + called,
        "drawings": drawn,
        "frame": BODIES["frame"],
        "base": f"<base href='{host}/'><img src=canary.svg><link rel=stylesheet href=canary.css>",
    }
    for name, ways in whole.items():
        block = "{% raw %}" + ways.replace("@.", f"{far}.") + "{% endraw %}"
        own = {"plan.html": "{% extends 'partials/base.html' %}{% block body %}" + block + "{% endblock %}"}
        made = built(b"---\nname: A\n---\n", templates=own)
        assert made.read, name
        opened(browser, {**made.files, **_assets()}, tmp_path / name, "accounts/canary.html")
        assert asked == [], name


def _assets() -> dict[str, bytes]:
    order = Order(settings=parse_settings("relreport.yaml", b"").settings, day=date(2026, 9, 30))
    return asset_files(order)
