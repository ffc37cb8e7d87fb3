"""Others, with the same accounts and the same page: every entry in tables, the narrative, no question asked.

Each adapter writes a site and gives the command that builds it, or None where the program is not installed:
they are looked for on the path, Typst also as the package of the Python that MkDocs runs in.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks.baselines import TABLES

Adapter = Callable[[Path, Path], list[str] | None]

HUGO = (
    "<!doctype html><html lang=zh><head><meta charset=utf-8><title>{{ .Params.name }}</title></head><body>"
    "<h1>{{ .Params.name }}</h1>{{ range slice "
    + " ".join(f'"{name}"' for name in TABLES)
    + " }}<h2>{{ . }}</h2><table>{{ range index $.Params . }}<tr>{{ range $k, $v := . }}"
    "<td>{{ $k }}: {{ $v }}</td>{{ end }}</tr>{{ end }}</table>{{ end }}{{ .Content }}</body></html>"
)
# jinja2 and nunjucks read the same; DATA is where the front matter is found, NARRATIVE the rendered body
JINJA = """<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>{{ DATA.name }}</title></head>
<body><h1>{{ DATA.name }}</h1>
{% for title in [NAMES] %}<h2>{{ title }}</h2><table>
{% for row in DATA[title] %}<tr>
{% for key, value in row.items() %}<td>{{ key }}: {{ value }}</td>{% endfor %}</tr>
{% endfor %}</table>{% endfor %}{{ NARRATIVE }}</body></html>
""".replace("NAMES", ", ".join(f"'{name}'" for name in TABLES))
PELICAN = """
import yaml
from markdown import Markdown
from pelican import signals
from pelican.readers import BaseReader

class Accounts(BaseReader):
    enabled = True
    file_extensions = ["md"]

    def read(self, path):
        _, front, body = open(path, encoding="utf-8").read().split("---\\n", 2)
        account = yaml.load(front, getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        slug = path.rsplit("/", 1)[1][:-3]
        data = {"title": account["name"], "date": self.settings["DAY"], "account": account, "slug": slug}
        return Markdown(extensions=["tables"]).convert(body), data

class Plugin:
    __name__ = "accounts"
    @staticmethod
    def register():
        signals.readers_init.connect(lambda readers: readers.reader_classes.__setitem__("md", Accounts))

import datetime
DAY = datetime.datetime(2026, 11, 20, tzinfo=datetime.timezone.utc)
SITENAME, TIMEZONE, PLUGINS, THEME = "x", "UTC", [Plugin], "theme"
DIRECT_TEMPLATES, ARTICLE_SAVE_AS, ARTICLE_URL = [], "{slug}.html", "{slug}.html"
AUTHOR_SAVE_AS = CATEGORY_SAVE_AS = TAG_SAVE_AS = ""
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
"""


def hugo(accounts: Path, site: Path) -> list[str] | None:
    program = shutil.which("hugo")
    if program is None:
        return None
    _write(site / "hugo.toml", 'title = "x"\ndisableKinds = ["taxonomy", "term", "RSS", "sitemap"]\n')
    for name in ("single", "list"):
        _write(site / "layouts" / "_default" / f"{name}.html", HUGO)
    _copied(accounts, site / "content" / "accounts")
    config = ["--config", str(site / "hugo.toml")]
    return [program, "--quiet", *config, "--source", str(site), "--destination", str(site / "public")]


def eleventy(accounts: Path, site: Path) -> list[str] | None:
    program = shutil.which("eleventy")
    if program is None:
        return None
    page = JINJA.replace("{% for key, value in row.items() %}", "{% for key, value in row %}")
    names = ", ".join(f"'{name}': {name}" for name in ("name", *TABLES))
    page = "{% set data = { " + names + " } %}" + page.replace("DATA", "data")
    _write(site / "_includes" / "page.njk", page.replace("NARRATIVE", "content | safe"))
    _copied(accounts, site / "accounts", more="layout: page.njk\n")
    return [program, "--quiet", f"--input={site}", f"--output={site / 'public'}"]


def mkdocs(accounts: Path, site: Path) -> list[str] | None:
    program = shutil.which("mkdocs")
    if program is None:
        return None
    _write(site / "mkdocs.yml", "site_name: x\nplugins: []\ntheme: {name: null, custom_dir: theme}\n")
    page = JINJA.replace("DATA", "page.meta").replace("NARRATIVE", "page.content")
    _write(site / "theme" / "main.html", page)
    _copied(accounts, site / "docs")
    return [program, "build", "--quiet", "--config-file", str(site / "mkdocs.yml")]


def pelican(accounts: Path, site: Path) -> list[str] | None:
    program = shutil.which("pelican")
    if program is None:
        return None
    _write(site / "conf.py", PELICAN)
    page = JINJA.replace("DATA", "article.account").replace("NARRATIVE", "article.content")
    _write(site / "theme" / "templates" / "article.html", page)
    (site / "theme" / "static").mkdir()
    _copied(accounts, site / "content")
    return [program, "-q", "-s", str(site / "conf.py"), "-o", str(site / "output"), str(site / "content")]


HTML: dict[str, Adapter] = {"Hugo": hugo, "Eleventy": eleventy, "MkDocs": mkdocs, "Pelican": pelican}

TYPST = """#set page(paper: "a4", footer: context counter(page).display("1 / 1", both: true))
#set text(font: ("Noto Sans CJK SC", "Noto Sans SC", "DejaVu Sans"), lang: "zh", size: 9pt)
#let account = yaml("{front}")
= #account.name
#for title in ({names}) [
  == #title
  #table(columns: 1, ..account.at(title).map(
    row => [#row.pairs().map(((k, v)) => k + ": " + repr(v)).join("; ")]
  ))
]
#raw(read("{body}"), block: true)
"""


def typst(accounts: Path, place: Path, count: int) -> list[list[str]] | None:
    """A document an account, drawn with tables: a command each, as a person would call it."""
    program = shutil.which("typst")
    beside = shutil.which("mkdocs")
    python = str(Path(beside).parent / "python") if beside else sys.executable
    tried = [python, "-c", "import typst"]
    if program is None and subprocess.run(tried, capture_output=True, check=False).returncode:
        return None
    place.mkdir(parents=True)
    commands = []
    for file in sorted(accounts.glob("*.md"))[:count]:
        _, front, body = file.read_text(encoding="utf-8").split("---\n", 2)
        (place / f"{file.stem}.yaml").write_text(front, encoding="utf-8")
        (place / f"{file.stem}.txt").write_text(body, encoding="utf-8")
        names = ", ".join(f'"{name}"' for name in TABLES)
        text = TYPST.replace("{front}", f"{file.stem}.yaml").replace("{body}", f"{file.stem}.txt")
        source, goal = place / f"{file.stem}.typ", place / f"{file.stem}.pdf"
        source.write_text(text.replace("{names}", names), encoding="utf-8")
        code = f"import typst; typst.compile({str(source)!r}, output={str(goal)!r})"
        commands.append([program, "compile", str(source), str(goal)] if program else [python, "-c", code])
    return commands


def _copied(accounts: Path, goal: Path, more: str = "") -> None:
    """The account files, with a line `more` of front matter where a program wants one."""
    goal.mkdir(parents=True)
    for file in accounts.glob("*.md"):
        text = file.read_text(encoding="utf-8").replace("---\n", f"---\n{more}", 1)
        (goal / file.name).write_text(text, encoding="utf-8")


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
