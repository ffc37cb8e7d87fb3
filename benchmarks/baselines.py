"""What others do with the same files: the floor (`raw`), the libraries alone (`bare`), and others."""

from __future__ import annotations

import io
import shutil
from pathlib import Path
from typing import Any

PAGE = """<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>{{ a.name }}</title></head>
<body><h1>{{ a.name }}</h1><p>{{ a.tier }} {{ a.owner }}</p>
{% for title, rows in tables %}<h2>{{ title }}</h2><table>
{% for row in rows %}<tr>
{% for name, value in row.items() %}<td>{{ name }}: {{ value }}</td>{% endfor %}
</tr>{% endfor %}
</table>{% endfor %}{{ body }}</body></html>"""
TABLES = ("purchasing", "needs", "competitors", "contacts", "interactions", "promises", "actions")

HUGO_PAGE = (
    "<!doctype html><html lang=zh><head><meta charset=utf-8><title>{{ .Title }}</title></head><body>"
    '<h1>{{ .Params.name }}</h1>{{ range slice "purchasing" "needs" "competitors" "contacts" "interactions"'
    ' "promises" "actions" }}<h2>{{ . }}</h2><table>{{ range index $.Params . }}<tr>{{ range $k, $v := . }}'
    "<td>{{ $k }}: {{ $v }}</td>{{ end }}</tr>{{ end }}</table>{{ end }}{{ .Content }}</body></html>"
)


def raw(accounts: Path, output: Path) -> None:
    """Bytes read, bytes written."""
    output.mkdir(parents=True, exist_ok=True)
    for file in sorted(accounts.glob("*.md")):
        (output / f"{file.stem}.html").write_bytes(file.read_bytes())


def bare(accounts: Path, output: Path) -> None:
    """C YAML, markdown-it and jinja2: every entry on a page, and no question asked of any of it."""
    from jinja2 import Environment
    from markdown_it import MarkdownIt
    from markupsafe import Markup
    from ruamel.yaml import YAML

    output.mkdir(parents=True, exist_ok=True)
    template = Environment(autoescape=True).from_string(PAGE)
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    for file in sorted(accounts.glob("*.md")):
        _, front, body = file.read_text(encoding="utf-8").split("---\n", 2)
        account: Any = YAML(typ="safe").load(io.StringIO(front))
        tables = [(name, account.get(name) or []) for name in TABLES]
        html = template.render(a=account, tables=tables, body=Markup(markdown.render(body)))  # noqa: S704
        (output / f"{file.stem}.html").write_text(html, encoding="utf-8")


def hugo_site(accounts: Path, site: Path) -> list[str] | None:
    """A Hugo site of the same accounts, and the command that builds it; None where there is no Hugo."""
    program = shutil.which("hugo")
    if program is None:
        return None
    (site / "content" / "accounts").mkdir(parents=True)
    (site / "layouts" / "_default").mkdir(parents=True)
    (site / "hugo.toml").write_text('title = "x"\ndisableKinds = ["taxonomy", "term", "RSS", "sitemap"]\n')
    for name in ("single", "list"):
        (site / "layouts" / "_default" / f"{name}.html").write_text(HUGO_PAGE)
    for file in accounts.glob("*.md"):
        text = file.read_text(encoding="utf-8").replace("\nname:", "\ntitle: x\nname:", 1)
        (site / "content" / "accounts" / file.name).write_text(text, encoding="utf-8")
    return [program, "--quiet", "--source", str(site), "--destination", str(site / "public")]


def mkdocs_site(accounts: Path, site: Path) -> list[str] | None:
    """A MkDocs site with the accounts' bodies, which it renders in a theme of its own."""
    program = shutil.which("mkdocs")
    if program is None:
        return None
    (site / "docs").mkdir(parents=True)
    (site / "mkdocs.yml").write_text("site_name: x\nplugins: []\n")
    (site / "docs" / "index.md").write_text("# x\n")
    for file in accounts.glob("*.md"):
        shutil.copy(file, site / "docs" / file.name)
    return [program, "build", "--quiet", "--config-file", str(site / "mkdocs.yml")]


def pelican_site(accounts: Path, site: Path) -> list[str] | None:
    """A Pelican site with the accounts' bodies."""
    program = shutil.which("pelican")
    if program is None:
        return None
    (site / "content").mkdir(parents=True)
    (site / "conf.py").write_text("SITENAME = 'x'\nTIMEZONE = 'UTC'\n")
    for file in accounts.glob("*.md"):
        body = file.read_text(encoding="utf-8").split("---\n", 2)[2]
        (site / "content" / file.name).write_text(
            f"Title: {file.stem}\nDate: 2026-11-20\n\n{body}", encoding="utf-8"
        )
    return [program, "-q", "-s", str(site / "conf.py"), "-o", str(site / "output"), str(site / "content")]
